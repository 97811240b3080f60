//! The journal of the drawer's shifts: what happened is attributed to a shift in the transaction in
//! which it happens, so a Z needs no clock and nothing is in two of them or in none.

use super::{
    books::{Booking, PriceFrom},
    journal::JournalError,
    owners::OwnersMessage,
    shelf::ShelfLine,
    supplier::PaidIn,
};
use async_trait::async_trait;
use domain::{
    account::Wallet,
    forecast::Pattern,
    ids::{ProductId, SaleId, SupplierId},
    money::{Currency, Money},
    order::OrderState,
    product::{LocalName, ProductKind},
    secret::Secret,
    shop::Rate,
    tax::TaxRate,
    time::Timestamp,
};

/// A shift.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Its number, and its Z's.
    pub number: u32,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: Option<String>,
    /// What was in the drawer then, one amount for each currency.
    pub floats: Vec<Money>,
    /// The shop's rates, as they were then.
    pub rates: Vec<Rate>,
    /// The wallets where its account begins: as the Z before it reported them, else as they were at
    /// the opening.
    pub wallets: Vec<Wallet>,
}

/// A shift to be opened.
#[derive(Clone, Debug)]
pub struct NewShift {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub clerk: Option<String>,
    /// What is in the drawer.
    pub floats: Vec<Money>,
    /// The shop's rates.
    pub rates: Vec<Rate>,
    /// The suppliers' balances as they are.
    pub wallets: Vec<Wallet>,
    /// Where the journal was when they were asked.
    pub asked_at: Mark,
}

/// How a shift is closed.
#[derive(Clone, Debug)]
pub struct Closing {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub clerk: Option<String>,
    /// What was counted, one amount for each currency.
    pub counted: Vec<Money>,
    /// Why it differs, in the clerk's words.
    pub note: Option<String>,
    /// The suppliers' balances as they are.
    pub wallets: Vec<Wallet>,
    /// Where the journal was when they were asked.
    pub asked_at: Mark,
}

/// A place in the journal's events; later ones have a greater one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(pub i64);

/// Cash that comes into the drawer or leaves it without a sale.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// When.
    pub at: Timestamp,
    /// In or out.
    pub way: domain::shift::Way,
    /// How much.
    pub amount: Money,
    /// By whom.
    pub clerk: Option<String>,
    /// Why.
    pub reason: String,
}

/// Everything a report is drawn up from, of one moment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The shift.
    pub shift: Shift,
    /// The journal's end, as it stands on slips.
    pub head: Option<String>,
    /// What was written down for it, oldest first.
    pub log: Vec<Logged>,
    /// Orders whose price came or went in it.
    pub orders: Vec<Ordered>,
    /// What people did with orders, counted.
    pub deeds: Vec<Deed>,
    /// What the suppliers' wallets were charged.
    pub charges: Vec<Charge>,
    /// What else was booked on them.
    pub bookings: Vec<Booking>,
    /// Orders found at their suppliers after a restore; in no other sum.
    pub imported: Vec<Imported>,
    /// Suppliers' orders that are not here and about which nobody has said what they are, counted.
    pub strays: Vec<(SupplierId, u32)>,
    /// What was spent by the hour of the week, wallet by wallet.
    pub patterns: Vec<(SupplierId, Currency, Pattern)>,
    /// What lies on the shop's shelf at this moment, and what came and went in it.
    pub shelf: Vec<ShelfLine>,
    /// Orders that are not final at this moment.
    pub unfinished: Vec<Unfinished>,
    /// Sales that were not paid, so that nothing was bought.
    pub cancelled: u32,
    /// Card sales whose money is on its way back or cannot go back.
    pub money_due_back: u32,
}

/// One line of the shift's log.
#[derive(Clone, Debug)]
pub struct Logged {
    /// When.
    pub at: Timestamp,
    /// Whether the shift was open then; what comes before is in the float.
    pub inside: bool,
    /// What.
    pub kind: LogKind,
    /// `cash`, `debt`, or a processor's id.
    pub tender: Option<String>,
    /// How much.
    pub amount: Option<Money>,
    /// Of which sale.
    pub sale: Option<SaleId>,
    /// Who.
    pub clerk: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What a line of the shift's log tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// A customer's money was taken.
    Taken,
    /// It went back: nothing was delivered for it.
    Refused,
    /// It went back because a person said so.
    Refunded,
    /// Cash was put in.
    PayIn,
    /// Cash was taken out.
    PayOut,
    /// A customer paid what was owed, in cash.
    DebtRepaid,
    /// What a customer owed was forgiven.
    DebtForgiven,
    /// The drawer was opened without a sale.
    Drawer,
    /// A sale was made although the same one was not finished.
    Again,
    /// A wrong PIN.
    WrongPin,
    /// A manager approved something to whoever stood at the till.
    Approval,
}

/// An order as a report counts it.
#[derive(Clone, Debug)]
pub struct Ordered {
    /// Its sale.
    pub sale: SaleId,
    /// At which supplier.
    pub supplier: SupplierId,
    /// Which product.
    pub product: ProductId,
    /// Its name.
    pub name: LocalName,
    /// Voucher or top-up.
    pub kind: ProductKind,
    /// Its shelf.
    pub category: Option<String>,
    /// What the customer pays.
    pub price: Money,
    /// The rate of the tax in it.
    pub tax_rate: Option<TaxRate>,
    /// What it cost in the price's currency, by the rate that is kept with it.
    pub cost_own: Option<Money>,
    /// Where it is.
    pub state: OrderState,
    /// How often it was handed over.
    pub copies: u32,
    /// Whether its price came in this shift.
    pub sold_here: bool,
    /// Whether its price went back in this shift, and why.
    pub returned_here: Option<Returned>,
    /// Whether it is delivered and paid since this shift: its price and its cost are in this profit.
    pub earned_here: bool,
    /// Whether it is delivered and given back since this shift: its price is lost to this profit.
    pub lost_here: bool,
}

/// Why a price goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Nothing was delivered.
    Refused,
    /// A person said so.
    Refunded,
}

/// What somebody did with orders, so often.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Who.
    pub clerk: Option<String>,
    /// What.
    pub kind: DeedKind,
    /// How often.
    pub times: u32,
}

/// What can be done with an order or a price and has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedKind {
    /// A code was shown.
    Reveal,
    /// A code that was handed over before was printed or texted again.
    Reprint,
    /// A person decided what became of an order.
    Decision,
    /// A pay page was given up.
    Cancel,
    /// A customer's money was given back.
    Refund,
    /// It was decided to give it back although the refund table spoke against it.
    AgainstRule,
    /// A price or a rule for prices was set or taken back.
    PriceChange,
}

/// An order that was found at its supplier after a restore.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Where it is.
    pub state: OrderState,
    /// What the customer paid, as far as that is known.
    pub price: Money,
    /// Where that comes from.
    pub price_from: PriceFrom,
}

/// What happened to a wallet.
#[derive(Clone, Debug)]
pub struct Charge {
    /// At which supplier.
    pub supplier: SupplierId,
    /// How much.
    pub cost: Money,
    /// What.
    pub kind: ChargeKind,
}

/// How an order touches a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeKind {
    /// It was charged.
    Charged,
    /// It was charged before the account began: nobody knew then, and its opening balance tells of it.
    ChargedBefore,
    /// It was given back.
    RolledBack,
    /// Nobody knows.
    Open,
}

/// An order that is not final.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Where it is.
    pub state: OrderState,
    /// What the customer pays.
    pub price: Money,
    /// Since when.
    pub created_at: Timestamp,
}

/// A Z as it is kept.
#[derive(Clone, Debug)]
pub struct KeptReport {
    /// Its number.
    pub number: u32,
    /// As it was drawn up, in the form of whoever drew it up.
    pub text: String,
}

/// Makes a Z of its facts, in the form in which it is kept.
pub type DrawUp<'a> = &'a (dyn for<'f> Fn(&'f Facts) -> Result<String, JournalError> + Send + Sync);

/// What the owner is told with a Z, in the transaction that keeps it.
pub struct TellZ<'a> {
    /// The message.
    pub message: OwnersMessage,
    /// What it says.
    pub wording: &'a (dyn for<'f> Fn(&'f Facts) -> Secret + Send + Sync),
}

impl std::fmt::Debug for TellZ<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TellZ").field("message", &self.message).finish_non_exhaustive()
    }
}

/// The shifts in the till's own truth. [`JournalError::Conflict`]: a shift is open already, or none
/// is; nothing was written.
#[async_trait]
pub trait Shifts: Send + Sync {
    /// The open shift.
    async fn open_shift(&self) -> Result<Option<Shift>, JournalError>;
    /// Where the journal's events end now.
    async fn mark(&self) -> Result<Mark, JournalError>;
    /// Whether a supplier's wallet was touched after this mark.
    async fn touched_since(&self, mark: Mark) -> Result<bool, JournalError>;
    /// Books what a supplier says was paid in and is not booked yet, on the account of the shift that it
    /// falls into.
    async fn keep_paid_in(
        &self,
        supplier: &SupplierId,
        paid_in: &[PaidIn],
        at: Timestamp,
    ) -> Result<(), JournalError>;
    /// Opens a shift, if none is open. Answers its number.
    async fn begin_shift(&self, new: &NewShift) -> Result<u32, JournalError>;
    /// Books cash that comes or goes without a sale, if a shift is open.
    async fn pay(&self, payment: &Payment) -> Result<(), JournalError>;
    /// What an X is drawn up from; `None` without an open shift. Wallets are told of up to `mark`.
    async fn facts(&self, mark: Mark) -> Result<Option<Facts>, JournalError>;
    /// Notes that an X was read, if a shift is open.
    async fn note_x(&self, clerk: Option<&str>, at: Timestamp) -> Result<(), JournalError>;
    /// Closes the open shift: in one transaction its facts are read, `draw_up` makes the Z of them,
    /// and it is kept, with the message that `tell` makes of them. Answers the facts.
    async fn end_shift(
        &self,
        closing: &Closing,
        draw_up: DrawUp<'_>,
        tell: Option<&TellZ<'_>>,
    ) -> Result<Facts, JournalError>;
    /// A Z by its number.
    async fn kept_report(&self, number: u32) -> Result<Option<KeptReport>, JournalError>;
    /// The newest Zs, newest first; only those before `before`.
    async fn kept_reports(
        &self,
        before: Option<u32>,
        limit: u32,
    ) -> Result<Vec<KeptReport>, JournalError>;
}

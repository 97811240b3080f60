//! What an X or a Z says.

use crate::ports::{
    shelf::ShelfLine,
    shifts::{Logged, Shift},
};
use domain::{
    money::{Currency, Money},
    product::LocalName,
    shift::{DrawerSum, WalletSum, less},
    tax::TaxSum,
    time::Timestamp,
};
use rust_decimal::Decimal;

/// The tender of notes and coins.
pub const CASH: &str = "cash";
/// The tender of what is sold on account.
pub const DEBT: &str = "debt";

/// What a shift came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// The shift; its number is the report's.
    pub shift: Shift,
    /// Who closed it and when; an X has neither.
    pub closed: Option<Closed>,
    /// When it was drawn up.
    pub at: Timestamp,
    /// The journal's end before it.
    pub head: Option<String>,
    /// What was sold.
    pub sales: Sales,
    /// Customers' money by tender.
    pub tenders: Vec<TenderSum>,
    /// Debts given, repaid and forgiven, currency by currency.
    pub debt: Vec<DebtSum>,
    /// The drawer, currency by currency.
    pub drawer: Vec<DrawerLine>,
    /// Cash that came or went without a sale, oldest first.
    pub payments: Vec<Logged>,
    /// The suppliers' wallets.
    pub wallets: Vec<WalletLine>,
    /// The shop's shelf, product by product: what lies there, and what came and went.
    pub shelf: Vec<ShelfLine>,
    /// What is not finished at this moment.
    pub unfinished: Open,
    /// What has to be told of each person.
    pub control: Vec<Control>,
    /// What the shop earned.
    pub profit: Profit,
}

/// The end of a shift.
#[derive(Clone, Debug)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// Why it differs, in their words.
    pub note: Option<String>,
}

/// So many, worth so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub count: u32,
    /// How much.
    pub amount: Money,
}

/// What was sold, in the shop's currency.
#[derive(Clone, Debug)]
pub struct Sales {
    /// Sales whose money was taken.
    pub count: u32,
    /// Their orders.
    pub units: u32,
    /// Their prices.
    pub gross: Money,
    /// Orders whose price goes back because nothing was delivered.
    pub refused: Part,
    /// Orders whose price went back because a person said so.
    pub refunds: Part,
    /// Gross less what goes back.
    pub net: Money,
    /// The tax in it, rate by rate; what has no rate is in no line.
    pub taxes: Vec<TaxSum>,
    /// Sales made since the last Z before this shift was opened, and their money. They are in the
    /// sums above; their cash is in the float.
    pub before_opening: Part,
    /// Orders found at their suppliers after a restore, and what their customers paid as far as that is
    /// known. They are in none of the sums: their cash, if it was cash, came in without this till.
    pub found_after_restore: Part,
    /// Those among them of which nobody has said what was paid.
    pub found_unpriced: u32,
    /// Sales that were not paid; nothing was bought.
    pub cancelled: u32,
    /// What was sold and kept, by voucher and top-up.
    pub by_kind: Vec<Group>,
    /// By supplier.
    pub by_supplier: Vec<Group>,
    /// By category.
    pub by_category: Vec<Group>,
    /// By product, the most money first.
    pub by_product: Vec<Group>,
}

/// What was sold of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id or word; empty for what has none.
    pub key: String,
    /// A product's name.
    pub name: Option<LocalName>,
    /// How many.
    pub units: u32,
    /// How much.
    pub amount: Money,
}

/// Customers' money by one tender in one currency.
#[derive(Clone, Debug)]
pub struct TenderSum {
    /// `cash`, `debt`, or a processor's id.
    pub tender: String,
    /// What was taken.
    pub taken: Money,
    /// What went back.
    pub given_back: Money,
}

impl TenderSum {
    /// What the shop keeps of it.
    #[must_use]
    pub fn net(&self) -> Money {
        less(self.taken, self.given_back)
    }
}

/// What became of debts in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebtSum {
    /// Sold on account.
    pub given: Money,
    /// Of what was sold on account, in this shift or before: taken off, because it was refused or given back.
    pub taken_off: Money,
    /// Repaid in cash; it is in the drawer.
    pub repaid: Money,
    /// Forgiven.
    pub forgiven: Money,
}

impl DebtSum {
    pub(super) fn nothing(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { given: zero, taken_off: zero, repaid: zero, forgiven: zero }
    }
}

/// One currency of the drawer, and what its sums are made of.
#[derive(Clone, Debug)]
pub struct DrawerLine {
    /// Its sums.
    pub sum: DrawerSum,
    /// Cash of sales.
    pub taken: Money,
    /// Cash given back to customers.
    pub given_back: Money,
    /// Cash put in.
    pub paid_in: Money,
    /// Cash taken out.
    pub paid_out: Money,
    /// Cash of debts repaid.
    pub debt_repaid: Money,
}

/// A wallet, and how long it lasts.
#[derive(Clone, Debug)]
pub struct WalletLine {
    /// Its account.
    pub sum: WalletSum,
    /// Hours until it is empty at the shift's pace, where that can be said.
    pub hours_left: Option<Decimal>,
    /// Suppliers' orders that are not here and about which nobody has said what they are; told with the
    /// account's first wallet.
    pub strays: u32,
}

/// Orders that are not final.
#[derive(Clone, Debug)]
pub struct Open {
    /// How many, and what their customers paid.
    pub orders: Part,
    /// Those that a person must decide.
    pub needs_attention: u32,
    /// The oldest one's time.
    pub oldest: Option<Timestamp>,
    /// Card sales whose money is on its way back or cannot go back.
    pub money_due_back: u32,
    /// Delivered in this shift, and never printed or texted.
    pub not_handed_over: u32,
}

/// What has to be told of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Who; nobody in particular where no clerks are set up.
    pub clerk: Option<String>,
    /// Pay pages given up.
    pub voids: u32,
    /// Refunds.
    pub refunds: u32,
    /// Codes handed over once more.
    pub reprints: u32,
    /// Codes shown.
    pub reveals: u32,
    /// Drawer openings without a sale.
    pub no_sales: u32,
    /// Sales made although the same one was not finished, and decisions about orders.
    pub overrides: u32,
    /// Wrong PINs.
    pub wrong_pins: u32,
    /// What a manager approved to them.
    pub approvals: u32,
    /// Refunds although the refund table spoke against them.
    pub against_rule: u32,
    /// Prices and rules for prices that they set or took back.
    pub price_changes: u32,
    /// Debts forgiven.
    pub forgiven: u32,
}

/// What the shop earned with what it delivered. A price that goes back is taken off; its cost stays, for
/// no supplier gives that back with it.
#[derive(Clone, Debug)]
pub struct Profit {
    /// What customers paid for it, less what went back to them.
    pub revenue: Money,
    /// The tax in that.
    pub tax: Money,
    /// What it cost, by the rates that are kept with the orders.
    pub cost: Money,
    /// Orders whose cost is not known in the shop's currency; they are in neither sum.
    pub uncosted: u32,
    /// By category: revenue less tax and cost.
    pub by_category: Vec<Group>,
}

impl Profit {
    /// Revenue less tax and cost.
    #[must_use]
    pub fn margin(&self) -> Money {
        less(less(self.revenue, self.tax), self.cost)
    }
}

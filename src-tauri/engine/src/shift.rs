//! The drawer's shifts: opened with a float, read as an X, closed with a count as a Z. Whatever
//! happens is attributed to a shift where it is written down ([`Shifts`]); here it is only summed up.

mod debt;
mod draw_up;
mod forecast;
mod report;
mod takings;

pub use report::{
    CASH, Closed, Control, DEBT, DebtSum, DrawerLine, Group, Open, Part, Profit, Report, Sales,
    TenderSum, WalletLine,
};

use crate::{
    ports::{
        Shifts, Supplier,
        books::WalletAccount,
        journal::JournalError,
        owners::OwnersMessage,
        shifts::{Closing, Facts, KeptReport, Mark, NewShift, Payment, Shift, TellZ},
        supplier::{PaidIn, SupplierError},
    },
    till::Till,
};
use domain::{
    account::Wallet,
    ids::SupplierId,
    money::{Currency, Money},
    secret::Secret,
    shift::Way,
    time::Timestamp,
};
use draw_up::{WalletFacts, draw_up, wallet_lines};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

/// How long the suppliers are waited for before a shift is opened or closed without their word.
const ASK_FOR: Duration = Duration::from_secs(10);
/// How often they are asked anew because something was bought while they were asked.
const ASK_TRIES: u32 = 3;

/// A till's drawer. Cheap to clone.
#[derive(Clone)]
pub struct Drawer {
    till: Till,
    shifts: Arc<dyn Shifts>,
}

/// What was asked of the drawer cannot be.
#[derive(Debug, thiserror::Error)]
pub enum ShiftError {
    /// A shift is open.
    #[error("shift {0} is open already")]
    Open(u32),
    /// No shift is open.
    #[error("no shift is open")]
    NotOpen,
    /// A currency twice, or more digits than it has.
    #[error("{0} is no amount of cash")]
    NoCash(String),
    /// Cash that comes or goes without a reason.
    #[error("cash comes and goes with a reason")]
    NoReason,
    /// There is no such Z.
    #[error("there is no Z {0}")]
    NoReport(u32),
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

type Answer<T> = Result<T, ShiftError>;

/// Who does it, and what was counted in the drawer.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Who.
    pub clerk: Option<String>,
    /// One amount for each currency.
    pub cash: Vec<Money>,
    /// Why it differs, in their words.
    pub note: Option<String>,
}

/// What the owner is told of a Z.
pub struct ZToOwner<'a> {
    /// The message.
    pub message: OwnersMessage,
    /// What it says.
    pub wording: &'a (dyn Fn(&Report) -> Secret + Send + Sync),
}

impl std::fmt::Debug for ZToOwner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ZToOwner").field("message", &self.message).finish_non_exhaustive()
    }
}

impl Drawer {
    /// The drawer of this till.
    #[must_use]
    pub fn new(till: Till, shifts: Arc<dyn Shifts>) -> Self {
        Self { till, shifts }
    }

    /// The open shift.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn shift(&self) -> Result<Option<Shift>, JournalError> {
        self.shifts.open_shift().await
    }

    /// Opens a shift with what is in the drawer.
    ///
    /// # Errors
    /// If one is open, or the float is no cash.
    pub async fn open(&self, float: Count) -> Answer<Report> {
        judge(&float.cash)?;
        if let Some(shift) = self.shift().await? {
            return Err(ShiftError::Open(shift.number));
        }
        let (wallets, asked_at) = self.ask_wallets().await?;
        let at = self.till.clock().now();
        let new = NewShift {
            at,
            clerk: float.clerk,
            floats: float.cash,
            rates: self.till.rates().to_vec(),
            wallets: wallets.clone(),
            asked_at,
        };
        match self.shifts.begin_shift(&new).await {
            Ok(_) => {}
            // Another process was faster.
            Err(JournalError::Conflict) => {
                let open = self.shift().await?;
                return Err(open.map_or(ShiftError::NotOpen, |it| ShiftError::Open(it.number)));
            }
            Err(error) => return Err(error.into()),
        }
        self.drawn_up(&wallets, asked_at, at).await
    }

    /// Reads the shift, and notes that somebody did.
    ///
    /// # Errors
    /// If none is open.
    pub async fn x(&self, clerk: Option<&str>) -> Answer<Report> {
        self.shifts.note_x(clerk, self.till.clock().now()).await.map_err(not_open)?;
        let (wallets, asked_at) = self.ask_wallets().await?;
        self.drawn_up(&wallets, asked_at, self.till.clock().now()).await
    }

    /// The shift as it stands, without asking any supplier and without a note in the journal: what a
    /// screen shows while it is open.
    ///
    /// # Errors
    /// If none is open.
    pub async fn glance(&self) -> Answer<Report> {
        let mark = self.shifts.mark().await?;
        self.drawn_up(&[], mark, self.till.clock().now()).await
    }

    /// Closes the shift with what was counted. `keep` writes the Z in the form in which it is kept, and
    /// `tell` is queued for the owner with it.
    ///
    /// # Errors
    /// If none is open, or the count is no cash.
    pub async fn close(
        &self,
        count: Count,
        keep: impl Fn(&Report) -> Result<String, JournalError> + Send + Sync,
        tell: Option<ZToOwner<'_>>,
    ) -> Answer<Report> {
        judge(&count.cash)?;
        if self.shift().await?.is_none() {
            return Err(ShiftError::NotOpen);
        }
        let (wallets, asked_at) = self.ask_wallets().await?;
        let closing = Closing {
            at: self.till.clock().now(),
            clerk: count.clerk,
            counted: count.cash,
            note: count.note.filter(|note| !note.trim().is_empty()),
            wallets,
            asked_at,
        };
        let (own, accounts) = (self.till.shop().currency, self.accounts());
        let report = |facts: &_| {
            draw_up(facts, own, &closing.wallets, &accounts, closing.at, Some(&closing))
        };
        let drawn = |facts: &_| keep(&report(facts));
        let wording = tell.as_ref().map(|tell| |facts: &Facts| (tell.wording)(&report(facts)));
        let told = tell.as_ref().zip(wording.as_ref());
        let told = told.map(|(tell, wording)| TellZ { message: tell.message.clone(), wording });
        let facts = self.shifts.end_shift(&closing, &drawn, told.as_ref()).await;
        let facts = facts.map_err(not_open)?;
        Ok(report(&facts))
    }

    /// Books cash that comes or goes without a sale.
    ///
    /// # Errors
    /// If no shift is open, it is no cash, or nobody says why.
    pub async fn pay(
        &self,
        way: Way,
        amount: Money,
        reason: &str,
        clerk: Option<String>,
    ) -> Answer<()> {
        judge(&[amount])?;
        if amount.amount().is_zero() {
            return Err(ShiftError::NoCash(amount.to_price()));
        }
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(ShiftError::NoReason);
        }
        let payment = Payment { at: self.till.clock().now(), way, amount, clerk, reason };
        self.shifts.pay(&payment).await.map_err(not_open)
    }

    /// A Z as it was kept.
    ///
    /// # Errors
    /// If there is none of this number.
    pub async fn z(&self, number: u32) -> Answer<KeptReport> {
        self.shifts.kept_report(number).await?.ok_or(ShiftError::NoReport(number))
    }

    /// The newest Zs, newest first; only those before `before`.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn zs(&self, before: Option<u32>, limit: u32) -> Answer<Vec<KeptReport>> {
        Ok(self.shifts.kept_reports(before, limit).await?)
    }

    async fn drawn_up(&self, wallets: &[Wallet], mark: Mark, at: Timestamp) -> Answer<Report> {
        let facts = self.shifts.facts(mark).await?.ok_or(ShiftError::NotOpen)?;
        let own = self.till.shop().currency;
        Ok(draw_up(&facts, own, wallets, &self.accounts(), at, None))
    }

    fn accounts(&self) -> Vec<(SupplierId, Option<Currency>)> {
        let accounts = self.till.suppliers().iter();
        accounts.map(|(id, supplier)| (id.clone(), supplier.currency())).collect()
    }

    /// Every supplier's balances, and where the journal was when they were asked. What was bought
    /// meanwhile would look like a difference, so they are asked again then.
    pub(crate) async fn ask_wallets(&self) -> Result<(Vec<Wallet>, Mark), JournalError> {
        let mut asked = (Vec::new(), self.shifts.mark().await?);
        let mut paid_in = Vec::new();
        for _ in 0..ASK_TRIES {
            let mark = self.shifts.mark().await?;
            let (wallets, payments) = self.ask_once().await;
            (asked, paid_in) = ((wallets, mark), payments);
            if !self.shifts.touched_since(mark).await? {
                break;
            }
        }
        for (supplier, paid_in) in paid_in {
            self.shifts.keep_paid_in(&supplier, &paid_in, self.till.clock().now()).await?;
        }
        Ok(asked)
    }

    /// The wallets' account from its beginning to these balances.
    pub(crate) fn wallet_lines(
        &self,
        account: &WalletAccount,
        reported: &[Wallet],
        since: Timestamp,
        at: Timestamp,
    ) -> Vec<WalletLine> {
        let facts = WalletFacts {
            opening: &account.opening,
            charges: &account.charges,
            bookings: &account.bookings,
            strays: &[],
            patterns: &account.patterns,
            since,
        };
        wallet_lines(&facts, reported, &self.accounts(), at)
    }

    /// A supplier that does not answer is left out: a drawer must not wait for it.
    async fn ask_once(&self) -> (Vec<Wallet>, Vec<(SupplierId, Vec<PaidIn>)>) {
        let mut asking = JoinSet::new();
        let now = self.till.clock().now();
        for (id, supplier) in self.till.suppliers() {
            let (id, supplier) = (id.clone(), Arc::clone(supplier));
            asking.spawn(async move {
                (id, tokio::time::timeout(ASK_FOR, balances(supplier.as_ref(), now)).await)
            });
        }
        let (mut wallets, mut paid_in) = (Vec::new(), Vec::new());
        while let Some(answer) = asking.join_next().await {
            match answer {
                Ok((id, Ok(Ok((found, payments))))) => {
                    wallets.extend(found);
                    paid_in.extend(payments.map(|payments| (id, payments)));
                }
                Ok((_, Ok(Err(error)))) => tracing::warn!(%error, "a wallet could not be asked"),
                Ok((_, Err(_))) | Err(_) => tracing::warn!("a wallet was not told in time"),
            }
        }
        (wallets, paid_in)
    }
}

/// Balances, and what was paid in by then: asked before and after, since money that arrives in between
/// would be in one and not in the other.
async fn balances(
    supplier: &dyn Supplier,
    now: Timestamp,
) -> Result<(Vec<Wallet>, Option<Vec<PaidIn>>), SupplierError> {
    let mut before = paid_in(supplier).await;
    let mut wallets = supplier.wallets(now).await?;
    for _ in 1..ASK_TRIES {
        let after = paid_in(supplier).await;
        if after == before {
            break;
        }
        before = after;
        wallets = supplier.wallets(now).await?;
    }
    Ok((wallets, before))
}

/// What was paid in and has arrived. Where that cannot be read, the balances are told all the same, and
/// what was paid in shows as a difference.
async fn paid_in(supplier: &dyn Supplier) -> Option<Vec<PaidIn>> {
    match supplier.paid_in().await {
        Ok(paid_in) => {
            let mut arrived = paid_in?;
            arrived.retain(|payment| payment.posted_at.is_some());
            Some(arrived)
        }
        Err(error) => {
            tracing::warn!(%error, "what was paid in could not be asked");
            None
        }
    }
}

impl std::fmt::Debug for Drawer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawer").field("till", &self.till).finish_non_exhaustive()
    }
}

fn not_open(error: JournalError) -> ShiftError {
    match error {
        JournalError::Conflict => ShiftError::NotOpen,
        error @ (JournalError::DiskFull
        | JournalError::CodeTwice
        | JournalError::Withheld { .. }
        | JournalError::OnShelf
        | JournalError::Corrupt(_)
        | JournalError::Database(_)) => error.into(),
    }
}

/// Cash has one amount for each currency, and no more digits than it has.
fn judge(cash: &[Money]) -> Answer<()> {
    let mut seen: Vec<Currency> = Vec::new();
    for money in cash {
        let fits = money.rounded().amount() == money.amount();
        if !fits || money.amount().is_sign_negative() || seen.contains(&money.currency()) {
            return Err(ShiftError::NoCash(format!("{} {}", money.amount(), money.currency())));
        }
        seen.push(money.currency());
    }
    Ok(())
}

//! An order's life at the gateway: transactions, what they say, and what the bank really did.
//!
//! It must never know: what the replies look like, or a whole card number.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::takings::minor_digits;

/// How an order began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Authorised and captured in one.
    Purchase,
    /// Reserved only.
    Authorize,
}

/// What a transaction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionKind {
    /// Takes at once.
    Purchase,
    /// Reserves.
    Authorize,
    /// Takes what was reserved.
    Capture,
    /// Lets go what was reserved, or gives back before the settlement.
    Void,
    /// Gives back after it.
    Refund,
}

impl TransactionKind {
    /// The gateway's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Authorize => "authorize",
            Self::Capture => "capture",
            Self::Void => "void",
            Self::Refund => "refund",
        }
    }
}

/// What a transaction says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// In flight.
    Initiated,
    /// Done.
    Approved,
    /// Declined.
    Failed,
    /// The bank did not answer in time.
    Timeout,
    /// The gateway broke.
    SystemError,
    /// A word that is in no document.
    Other(String),
}

impl Status {
    /// Reads a word; every word is one.
    #[must_use]
    pub fn read(word: &str) -> Self {
        match word {
            "initiated" => Self::Initiated,
            "approved" => Self::Approved,
            "failed" => Self::Failed,
            "timeout" => Self::Timeout,
            "system_error" => Self::SystemError,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// The gateway's word.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Initiated => "initiated",
            Self::Approved => "approved",
            Self::Failed => "failed",
            Self::Timeout => "timeout",
            Self::SystemError => "system_error",
            Self::Other(word) => word,
        }
    }

    /// Whether it says how it ended.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Approved | Self::Failed)
    }
}

/// How a transaction goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it says at first.
    pub status: Status,
    /// What the bank did, which is what it says in the end.
    pub acted: bool,
    /// After how many reads of the order it says so; never by itself when absent.
    pub after_reads: Option<u32>,
    /// The gateway's code for its end.
    pub code: String,
    /// The gateway's words for its end.
    pub message: String,
}

impl Outcome {
    /// Done at once.
    #[must_use]
    pub fn approved() -> Self {
        Self::ended(Status::Approved, "00", "Approved")
    }

    /// Declined at once.
    #[must_use]
    pub fn failed(code: &str, message: &str) -> Self {
        Self::ended(Status::Failed, code, message)
    }

    /// Undecided at first.
    #[must_use]
    pub fn open(status: Status, acted: bool, after_reads: Option<u32>) -> Self {
        let end =
            if acted { Self::approved() } else { Self::failed("05", "Declined by the issuer") };
        Self { status, acted, after_reads, ..end }
    }

    fn ended(status: Status, code: &str, message: &str) -> Self {
        let acted = status == Status::Approved;
        let (code, message) = (code.to_owned(), message.to_owned());
        Self { status, acted, after_reads: None, code, message }
    }
}

/// One transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// The client's id where it named one.
    pub id: String,
    /// What it does.
    pub kind: TransactionKind,
    /// In minor units.
    pub amount: u64,
    /// How it goes; its status is the present one.
    pub outcome: Outcome,
    /// Running number, for the bank's references.
    pub number: u64,
    /// When.
    pub at: u64,
}

impl Transaction {
    /// Says now what the bank did.
    fn resolve(&mut self) {
        if !self.outcome.status.is_final() {
            self.outcome.status =
                if self.outcome.acted { Status::Approved } else { Status::Failed };
        }
    }
}

/// What is kept of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `visa` and the like.
    pub scheme: &'static str,
    /// Eight, or six of a number so short that eight would give it away.
    pub first_digits: String,
    /// Four.
    pub last_digits: String,
    /// Of expiry.
    pub month: u64,
    /// Of expiry.
    pub year: u64,
}

/// One order.
#[derive(Debug, Clone)]
pub struct Order {
    /// Running number.
    pub number: u64,
    /// The client's id where it named one.
    pub id: String,
    /// How it began.
    pub kind: Kind,
    /// ISO 4217.
    pub currency: String,
    /// In minor units; never changes.
    pub amount: u64,
    /// As sent.
    pub description: String,
    /// `internet`, `merchant` or `moto`.
    pub transaction_type: String,
    /// The card.
    pub source: Source,
    /// As sent.
    pub airline: Value,
    /// As sent.
    pub sub_merchant: Value,
    /// When it was made.
    pub created_at: u64,
    /// When it last changed.
    pub updated_at: u64,
    /// From when on a purchase is settled.
    pub settles_at: u64,
    /// Oldest first.
    pub transactions: Vec<Transaction>,
    /// How many POSTs named it.
    pub creates: u32,
    /// How often it was read.
    pub reads: u32,
}

impl Order {
    /// The approved transactions of a kind together, in minor units.
    #[must_use]
    pub fn approved(&self, kind: TransactionKind) -> u64 {
        let own = self.transactions.iter().filter(|it| it.kind == kind);
        let approved = own.filter(|it| it.outcome.status == Status::Approved);
        approved.fold(0, |sum, it| sum.saturating_add(it.amount))
    }

    /// Counts a read, which may be the one an undecided transaction was waiting for.
    pub(super) fn count_read(&mut self, now: u64) {
        self.reads = self.reads.saturating_add(1);
        let open = self.transactions.iter_mut().filter(|it| !it.outcome.status.is_final());
        for transaction in open {
            let left = transaction.outcome.after_reads.map(|left| left.saturating_sub(1));
            transaction.outcome.after_reads = left;
            if left == Some(0) {
                transaction.resolve();
                self.updated_at = now;
            }
        }
    }

    /// Every undecided transaction says now what the bank did.
    pub(super) fn resolve(&mut self, now: u64) {
        if self.transactions.iter().any(|it| !it.outcome.status.is_final()) {
            self.updated_at = now;
        }
        self.transactions.iter_mut().for_each(Transaction::resolve);
    }
}

/// Minor units as the decimal they mean in a currency.
pub(super) fn major(minor: u64, currency: &str) -> Decimal {
    let mut amount = Decimal::from(minor);
    // At most three digits: always in range.
    amount.set_scale(minor_digits(currency)).unwrap_or_default();
    amount
}

/// A decimal as minor units; nothing where it has none.
pub(super) fn minor(amount: Decimal, currency: &str) -> u64 {
    let mut amount = amount;
    amount.rescale(minor_digits(currency));
    u64::try_from(amount.mantissa()).unwrap_or_default()
}

//! The debt book, as both faces show it.

use super::rfc3339;
use domain::{
    debt::Age,
    money::Money,
    shift::{less, plus},
    time::Timestamp,
};
use serde::Serialize;
use specta::Type;
use storage::{DebtKind, DebtLine, Debtor, Paid};

/// What is owed for so long.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AgeView {
    /// `days_0_7`, `days_8_30`, `days_31_90` or `days_over_90`.
    pub(crate) age: String,
    /// How much.
    pub(crate) amount: String,
}

/// A customer who may buy on account.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct DebtorView {
    /// The till's number for them.
    pub(crate) id: String,
    /// Their name.
    pub(crate) name: Option<String>,
    /// Their phone.
    pub(crate) phone: Option<String>,
    /// In this currency, the shop's.
    pub(crate) currency: String,
    /// What they owe.
    pub(crate) owed: String,
    /// What they paid for sales that were taken off afterwards; the next sale uses it up.
    pub(crate) credit: String,
    /// What they may owe; zero while the debt book is closed.
    pub(crate) limit: String,
    /// Whether that is their own rather than the shop's usual limit.
    pub(crate) own_limit: bool,
    /// What they can still buy on account.
    pub(crate) room: String,
    /// The age of the oldest unpaid part.
    pub(crate) age: Option<String>,
    /// Since when it is owed.
    pub(crate) oldest: Option<String>,
    /// What they owe by its age, the youngest first.
    pub(crate) by_age: Vec<AgeView>,
    /// When they were added.
    pub(crate) added_at: String,
}

/// One line of a statement.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StatementLine {
    /// `sold`, `taken_off` (not delivered, or given back), `repaid` or `forgiven`.
    pub(crate) kind: String,
    /// When.
    pub(crate) at: String,
    /// How much.
    pub(crate) amount: String,
    /// What is owed after it; below zero is the customer's.
    pub(crate) balance: String,
    /// Which sale.
    pub(crate) sale_id: Option<String>,
    /// By whom.
    pub(crate) clerk: Option<String>,
    /// Why.
    pub(crate) reason: Option<String>,
}

/// A debtor and what happened on their account, oldest first.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StatementView {
    /// Whose.
    pub(crate) debtor: DebtorView,
    /// What happened.
    pub(crate) lines: Vec<StatementLine>,
}

/// What was repaid or forgiven.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct DebtPaidView {
    /// `repaid` or `forgiven`.
    pub(crate) kind: String,
    /// What was owed before.
    pub(crate) owed: String,
    /// How much it was.
    pub(crate) amount: String,
    /// What is left to pay.
    pub(crate) left: String,
    /// In this currency.
    pub(crate) currency: String,
    /// Whose debt.
    pub(crate) debtor_id: String,
}

/// A debtor as they stand now.
#[must_use]
pub(crate) fn debtor(debtor: &Debtor, usual: Option<Money>, now: Timestamp) -> DebtorView {
    let (standing, limit) = (&debtor.standing, debtor.limit(usual));
    let by_age = Age::ALL
        .into_iter()
        .zip(standing.by_age)
        .map(|(age, amount)| AgeView { age: age.as_str().to_owned(), amount: amount.to_price() });
    DebtorView {
        id: debtor.id.to_string(),
        name: debtor.name.clone(),
        phone: debtor.phone.as_ref().map(ToString::to_string),
        currency: debtor.currency.to_string(),
        owed: standing.owed.to_price(),
        credit: standing.credit.to_price(),
        limit: limit.to_price(),
        own_limit: debtor.own_limit.is_some(),
        room: standing.room(limit).to_price(),
        age: standing.age(now).map(|age| age.as_str().to_owned()),
        oldest: standing.oldest.map(rfc3339),
        by_age: by_age.collect(),
        added_at: rfc3339(debtor.added_at),
    }
}

/// A statement with its running balance.
#[must_use]
pub(crate) fn statement(debtor: DebtorView, lines: &[DebtLine]) -> StatementView {
    let mut balance: Option<Money> = None;
    let lines = lines.iter().map(|line| {
        let before = balance.unwrap_or(Money::zero(line.amount.currency()));
        let after = match line.kind {
            DebtKind::Sold => plus(before, line.amount),
            DebtKind::TakenOff | DebtKind::Repaid | DebtKind::Forgiven => less(before, line.amount),
        };
        balance = Some(after);
        StatementLine {
            kind: line.kind.as_str().to_owned(),
            at: rfc3339(line.at),
            amount: line.amount.to_price(),
            balance: after.to_price(),
            sale_id: line.sale.as_ref().map(ToString::to_string),
            clerk: line.clerk.clone(),
            reason: line.reason.clone(),
        }
    });
    let lines = lines.collect();
    StatementView { debtor, lines }
}

impl DebtPaidView {
    /// What a payment came to.
    #[must_use]
    pub(crate) fn of(kind: DebtKind, paid: &Paid) -> Self {
        let owed = paid.before.standing.owed;
        Self {
            kind: kind.as_str().to_owned(),
            owed: owed.to_price(),
            amount: less(owed, paid.left).to_price(),
            left: paid.left.to_price(),
            currency: owed.currency().to_string(),
            debtor_id: paid.before.id.to_string(),
        }
    }
}

//! The debt book as the window shows it, and what it takes.

use crate::views::{
    HandOverView,
    debt::{AgeView, DebtPaidView, DebtorView, StatementView},
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everybody who may buy on account.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct DebtBookView {
    /// What anybody may owe who has no limit of their own; null while nothing is sold on account.
    pub(crate) usual: Option<String>,
    /// The shop's currency.
    pub(crate) currency: String,
    /// What all of them owe in it.
    pub(crate) owed: String,
    /// That by its age, the youngest first.
    pub(crate) by_age: Vec<AgeView>,
    /// Those who owe most first.
    pub(crate) debtors: Vec<DebtorView>,
}

/// A debtor whom a sale would put on account.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TrialView {
    /// Who.
    pub(crate) debtor: DebtorView,
    /// What they would owe.
    pub(crate) after: String,
    /// What they could still buy on account after it.
    pub(crate) room: String,
    /// Whether it passes their limit.
    pub(crate) over_limit: bool,
}

/// Who owes what was sold on account.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OwesView {
    /// Their name; null once erased.
    pub(crate) name: Option<String>,
    /// What they owe by now, this sale included.
    pub(crate) owed: String,
    /// In this currency.
    pub(crate) currency: String,
}

/// A payment that was taken.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RepaidView {
    /// What was paid, and what is left.
    pub(crate) paid: DebtPaidView,
    /// The account after it.
    pub(crate) statement: StatementView,
    /// What became of its slip; null where there is no printer.
    pub(crate) slip: Option<HandOverView>,
}

/// A reminder that was handed to WhatsApp.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ReminderView {
    /// Whether it opened.
    pub(crate) opened: bool,
    /// For which number, in groups.
    pub(crate) to: String,
    /// Why it did not open.
    pub(crate) message: Option<String>,
    /// What to do now.
    pub(crate) hint: Option<String>,
}

/// On whose account a sale goes.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct OnAccountRequest {
    /// The debtor's number.
    pub(crate) debtor: String,
    /// Whether it may pass their limit, which takes a right.
    pub(crate) over_limit: bool,
    /// The PIN of whoever has that right.
    pub(crate) pin: Option<String>,
}

/// Names a debtor.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct DebtorRequest {
    /// The till's number for them.
    pub(crate) debtor: String,
}

/// What a sale would do to an account.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct TrialRequest {
    /// Whose.
    pub(crate) debtor: String,
    /// What the sale costs.
    pub(crate) total: String,
}

/// Adds somebody who may buy on account.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct DebtorAddRequest {
    /// Their name.
    pub(crate) name: String,
    /// Their phone, as typed.
    pub(crate) phone: String,
    /// What they may owe, as typed; null is the shop's usual.
    pub(crate) limit: Option<String>,
    /// A manager's PIN, where a clerk asks.
    pub(crate) pin: Option<String>,
}

/// Says what somebody may owe.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct DebtorLimitRequest {
    /// Who.
    pub(crate) debtor: String,
    /// How much, as typed; null is the shop's usual.
    pub(crate) limit: Option<String>,
    /// A manager's PIN, where a clerk asks.
    pub(crate) pin: Option<String>,
}

/// Takes a debtor's cash.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct RepayRequest {
    /// Whose.
    pub(crate) debtor: String,
    /// How much, as typed.
    pub(crate) amount: String,
}

/// Forgives what somebody owes, or a part of it.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ForgiveRequest {
    /// Whose debt.
    pub(crate) debtor: String,
    /// How much, as typed.
    pub(crate) amount: String,
    /// Why.
    pub(crate) reason: String,
    /// The owner's PIN, where somebody else asks.
    pub(crate) pin: Option<String>,
}

/// Says what anybody may owe.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct UsualLimitRequest {
    /// How much, as typed; null closes the book.
    pub(crate) limit: Option<String>,
}

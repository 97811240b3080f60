//! Wallets held against the books, as the window's screen asks and answers.

use crate::views::reconcile::{BookingWord, ReconciliationView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The reconciliation's screen.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ReconcileView {
    /// What was found.
    pub(crate) found: ReconciliationView,
    /// Every supplier, and the currency its orders are charged in.
    pub(crate) suppliers: Vec<(String, String)>,
}

/// Books something on a wallet.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct BookRequest {
    /// Whose.
    pub(crate) supplier: String,
    /// A deposit, or an explanation.
    pub(crate) kind: BookingWord,
    /// How much; with a minus it takes from the wallet.
    pub(crate) amount: String,
    /// In this currency.
    pub(crate) currency: String,
    /// Why, in the person's words.
    pub(crate) note: String,
}

/// Whether suppliers' orders are this till's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StrayVerdict {
    /// They are: they are taken in.
    Ours,
    /// They are not.
    NotOurs,
}

/// Says what orders of a supplier's are.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct StrayRequest {
    /// At which supplier.
    pub(crate) supplier: String,
    /// Which, by its ids.
    pub(crate) orders: Vec<String>,
    /// What.
    pub(crate) verdict: StrayVerdict,
    /// Why, in the person's words.
    pub(crate) note: String,
    /// A manager's PIN, where who stands at the till may not decide.
    pub(crate) pin: Option<String>,
}

/// Says why an order of ours is not on its supplier's list.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct ExplainRequest {
    /// Ours.
    pub(crate) order_id: String,
    /// Why, in the person's words.
    pub(crate) note: String,
    /// A manager's PIN, where who stands at the till may not decide.
    pub(crate) pin: Option<String>,
}

/// Says what a customer paid for an order that was found after a restore.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct TakenRequest {
    /// Which.
    pub(crate) order_id: String,
    /// How much, in the shop's currency.
    pub(crate) amount: String,
    /// A manager's PIN, where who stands at the till may not decide.
    pub(crate) pin: Option<String>,
}

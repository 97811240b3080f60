//! A basket and what it costs.

use super::PricedLine;
use super::tender::TenderOption;
use serde::Serialize;
use specta::Type;

/// A basket with its prices.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct BasketView {
    /// Which wallet does not cover it, in the clerk's language; nothing can be taken for it then.
    pub(crate) short: Option<String>,
    /// Its lines.
    pub(crate) lines: Vec<PricedLine>,
    /// What the customer pays.
    pub(crate) total: String,
    /// In this currency.
    pub(crate) currency: String,
    /// Amounts of cash a customer is likely to hand over, the exact one first.
    pub(crate) quick_amounts: Vec<String>,
    /// The ways to pay it without cash.
    pub(crate) tenders: Vec<TenderOption>,
}

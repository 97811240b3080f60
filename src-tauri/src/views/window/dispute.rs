//! The dispute pack, as the window asks for it.

use super::Language;
use crate::dispute::Claim;
use serde::Deserialize;
use specta::Type;

/// Asks for a file about an order for its supplier's support.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct DisputeRequest {
    /// Which order.
    pub(crate) order_id: String,
    /// What is wrong.
    pub(crate) claim: Claim,
    /// More about it, for the supplier to read.
    pub(crate) note: String,
    /// The language of the supplier's support.
    pub(crate) language: Language,
    /// A manager's PIN, where a clerk stands at the till.
    pub(crate) pin: Option<String>,
}

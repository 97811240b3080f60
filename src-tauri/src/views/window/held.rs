//! Baskets that wait for their customer to come back.

use super::{SellLine, TileView};
use crate::views::LocalName;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// Puts a basket aside. Nothing of it is bought, and nothing of it may have been paid.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct HoldRequest {
    /// Its lines.
    pub(crate) lines: Vec<SellLine>,
    /// The customer's number that no line demands, as typed.
    pub(crate) customer: Option<String>,
}

/// Names a basket that waits.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct RecallRequest {
    /// Which.
    pub(crate) id: String,
}

/// A basket that waits, as its row shows it.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct HeldBasket {
    /// Its id.
    pub(crate) id: String,
    /// Since when.
    pub(crate) at: String,
    /// Who held it.
    pub(crate) clerk: Option<String>,
    /// Its first product, if that is still in the catalogue.
    pub(crate) first: Option<LocalName>,
    /// How many pieces it holds.
    pub(crate) count: u32,
    /// What it costs now; null while an amount is missing.
    pub(crate) total: Option<String>,
    /// In this currency.
    pub(crate) currency: String,
}

/// The baskets that wait.
#[derive(Clone, Debug, Default, Serialize, Type)]
pub(crate) struct HeldView {
    /// The oldest first.
    pub(crate) baskets: Vec<HeldBasket>,
    /// What has just been cleared away because nobody came back within a day. It is told once.
    pub(crate) cleared: Vec<HeldBasket>,
}

/// A line that came back to the counter.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RecalledLine {
    /// Its product as it is sold now.
    pub(crate) tile: TileView,
    /// How many.
    pub(crate) quantity: u32,
    /// Its phone, as typed.
    pub(crate) phone: Option<String>,
    /// Its facts, as typed.
    pub(crate) fields: BTreeMap<String, String>,
    /// Its amount, as typed.
    pub(crate) amount: Option<String>,
}

/// A basket that came back to the counter.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RecalledBasket {
    /// Its lines.
    pub(crate) lines: Vec<RecalledLine>,
    /// The customer's number that no line demands, as typed.
    pub(crate) customer: Option<String>,
    /// Products that are not in the catalogue any more; their lines are left out.
    pub(crate) gone: Vec<String>,
}

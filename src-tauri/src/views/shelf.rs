//! What lies on the shop's shelf, as both faces and every X and Z show it.

use super::{LocalName, rfc3339};
use domain::{
    order::{OrderState, Purpose},
    product::Product,
};
use engine::{
    ports::shelf::ShelfLine,
    records::{EventKind, EventRecord, OrderRecord},
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The shelf an order's code came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FromShelf {
    /// It had come late for another order.
    Recovered,
    /// The shop had bought it ahead.
    Ahead,
}

impl FromShelf {
    /// As the order's history tells it; `None` for what its supplier delivered.
    pub(super) fn of(order: &OrderRecord, events: &[EventRecord]) -> Option<Self> {
        if order.purpose == Purpose::Shelf || order.state != OrderState::Delivered {
            return None;
        }
        let has = |kind| events.iter().any(|event| event.kind == kind);
        if has(EventKind::FromAhead) {
            return Some(FromShelf::Ahead);
        }
        has(EventKind::FromStock).then_some(FromShelf::Recovered)
    }
}

/// One product's place on the shelf.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub(crate) struct ShelfView {
    /// Which product.
    pub(crate) product_id: String,
    /// Its name.
    pub(crate) name: LocalName,
    /// Codes that came late for another order.
    pub(crate) recovered: u32,
    /// Codes that were bought ahead.
    pub(crate) ahead: u32,
    /// Codes whose date is over; in neither count.
    pub(crate) expired: u32,
    /// Orders for the shelf whose end is not known yet.
    pub(crate) coming: u32,
    /// How many may lie there.
    pub(crate) keep: u32,
    /// How many more may be bought.
    pub(crate) room: u32,
    /// What those that can be sold cost, by currency.
    pub(crate) value: Vec<ShelfValue>,
    /// Since when the oldest of them lies there.
    pub(crate) oldest: Option<String>,
    /// Bought ahead since the last Z.
    pub(crate) bought: u32,
    /// Sold from the shelf since the last Z.
    pub(crate) sold: u32,
}

/// What codes cost in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct ShelfValue {
    /// How much.
    pub(crate) amount: String,
    /// In this currency.
    pub(crate) currency: String,
}

impl ShelfView {
    /// A product of which nothing lies there, and nothing may.
    pub(crate) fn none_of(product: &Product) -> Self {
        Self {
            product_id: product.id.to_string(),
            name: LocalName::from(&product.name),
            recovered: 0,
            ahead: 0,
            expired: 0,
            coming: 0,
            keep: 0,
            room: 0,
            value: Vec::new(),
            oldest: None,
            bought: 0,
            sold: 0,
        }
    }
}

impl From<&ShelfLine> for ShelfView {
    fn from(line: &ShelfLine) -> Self {
        let value = line.value.iter().map(|sum| ShelfValue {
            amount: sum.amount().to_string(),
            currency: sum.currency().to_string(),
        });
        Self {
            product_id: line.product.to_string(),
            name: LocalName::from(&line.name),
            recovered: line.recovered,
            ahead: line.ahead,
            expired: line.expired,
            coming: line.coming,
            keep: line.keep,
            room: line.room(),
            value: value.collect(),
            oldest: line.oldest.map(rfc3339),
            bought: line.bought,
            sold: line.sold,
        }
    }
}

//! A customer by their number: what was sold to them, whether they are remembered, and what can be
//! topped up.

use super::{TileView, guard::EarlierView};
use crate::views::LocalName;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// A phone as it was read.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PhoneView {
    /// The number, or null if it cannot be one.
    pub(crate) e164: Option<String>,
    /// The number as it is dialled in its own country, digits alone.
    pub(crate) national: Option<String>,
    /// The number in groups, or what was typed.
    pub(crate) display: String,
    /// What is odd about it.
    pub(crate) message: Option<String>,
}

/// What the till knows of a number. Of one whose owner did not agree it knows nothing.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct KnownCustomer {
    /// Whether its owner agreed to be remembered.
    pub(crate) remembered: bool,
    /// How often something was sold to it.
    pub(crate) sales: u32,
    /// When the last time was.
    pub(crate) last_at: Option<String>,
    /// What was sold last, newest first.
    pub(crate) orders: Vec<CustomerOrder>,
    /// Whether who stands at the till may erase the number everywhere.
    pub(crate) erases: bool,
}

/// Something that was sold to a customer before.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct CustomerOrder {
    /// The order.
    pub(crate) earlier: EarlierView,
    /// What it was.
    pub(crate) name: LocalName,
    /// What was chosen of an open-value product.
    pub(crate) amount: Option<String>,
    /// In this currency.
    pub(crate) amount_currency: Option<String>,
    /// The facts that were given for it.
    pub(crate) fields: BTreeMap<String, String>,
    /// The product as it is sold now, if it still is.
    pub(crate) tile: Option<TileView>,
}

/// What can be put straight on a number, operator by operator, the likeliest first.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TopUps {
    /// The operators of the number's country of which the shop has something.
    pub(crate) operators: Vec<OperatorView>,
}

/// A mobile operator with what the shop has of it.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OperatorView {
    /// Its name.
    pub(crate) name: LocalName,
    /// Whether numbers like this one were once its own; it may have been ported since.
    pub(crate) suggested: bool,
    /// The products, cheapest first.
    pub(crate) tiles: Vec<TileView>,
}

/// Asks about a number.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct CustomerRequest {
    /// The number, as typed.
    pub(crate) phone: String,
}

/// Notes what a customer wants of the till's memory.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct RememberRequest {
    /// The number, as typed.
    pub(crate) phone: String,
    /// Whether they agreed to be remembered; else they are forgotten.
    pub(crate) agreed: bool,
}

/// What became of erasing a number.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub(crate) struct ErasedNumber {
    /// Orders that do not know their customer any more.
    pub(crate) erased: u32,
    /// Orders that are not finished and keep the number until they are.
    pub(crate) left: u32,
}

//! What a search answers.

use super::{TileView, customer::PhoneView};
use serde::Serialize;
use specta::Type;

/// Tiles that answer a search.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SearchView {
    /// The best ones.
    pub(crate) tiles: Vec<TileView>,
    /// How many there are in all.
    pub(crate) total: u32,
    /// What else was typed in the same line.
    pub(crate) entry: EntryView,
}

/// What a line of the search field says beside the product. It goes into the basket with the product that
/// is added; nothing is bought by it.
#[derive(Clone, Debug, Default, Serialize, Type)]
pub(crate) struct EntryView {
    /// The number at the end of the words, for a product whose customer chooses the amount.
    pub(crate) amount: Option<String>,
    /// The customer's number.
    pub(crate) phone: Option<PhoneView>,
}

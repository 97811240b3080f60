//! What a clerk has at hand: pinned by somebody, or learned from what is sold.

use super::TileView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The favourites. The first nine have keys.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct FavouritesView {
    /// What is pinned, then what sells most about this hour of the week.
    pub(crate) tiles: Vec<TileView>,
    /// Which of them are pinned.
    pub(crate) pinned: Vec<String>,
}

/// Pins a product, or takes it off.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct PinRequest {
    /// Which.
    pub(crate) product_id: String,
    /// Whether it is to be pinned.
    pub(crate) pinned: bool,
}

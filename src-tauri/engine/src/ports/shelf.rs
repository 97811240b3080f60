//! What lies on the shop's shelf, product by product.

use domain::{ids::ProductId, money::Money, product::LocalName, time::Timestamp};

/// One product's place on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfLine {
    /// Which product.
    pub product: ProductId,
    /// Its name.
    pub name: LocalName,
    /// Codes that came late and can be sold.
    pub recovered: u32,
    /// Codes that were bought ahead and can be sold.
    pub ahead: u32,
    /// Codes whose date is over; they are in neither count and in no sum.
    pub expired: u32,
    /// Orders for the shelf whose end is not known yet.
    pub coming: u32,
    /// How many may lie there; zero where the shop keeps none.
    pub keep: u32,
    /// What those that can be sold cost, one amount for each currency.
    pub value: Vec<Money>,
    /// Since when the oldest of them lies there.
    pub oldest: Option<Timestamp>,
    /// Bought ahead since the last Z.
    pub bought: u32,
    /// Sold from the shelf since the last Z.
    pub sold: u32,
}

impl ShelfLine {
    /// Whether a Z has anything to tell of it: what may lie there and never did is no matter.
    #[must_use]
    pub fn is_told(&self) -> bool {
        [self.recovered, self.ahead, self.expired, self.coming, self.bought, self.sold]
            .iter()
            .any(|count| *count > 0)
    }

    /// How many more may be bought.
    #[must_use]
    pub fn room(&self) -> u32 {
        let there = self.recovered.saturating_add(self.ahead).saturating_add(self.coming);
        self.keep.saturating_sub(there)
    }
}

//! What the fake Plexy sells: redeem cards, and top-ups of any amount.
//!
//! It must never know: what the shop asks its customers, beyond a suggestion.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};

static PRODUCTS: LazyLock<Vec<Product>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "part of this binary; a test reads it on every build")]
    serde_json::from_str(include_str!("products.json")).expect("products.json is well formed")
});

/// Everything the fake sells, by product id.
#[must_use]
pub fn products() -> &'static [Product] {
    &PRODUCTS
}

/// The categories: id, slug, name.
pub(super) const CATEGORIES: [(u64, &str, &str); 3] =
    [(1, "games", "Games"), (2, "gift_cards", "Gift cards"), (3, "streaming", "Streaming")];

/// One product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// The id, as ordered.
    pub id: u64,
    /// Card or top-up.
    pub product_type: ProductType,
    /// One of the categories.
    pub category_id: u64,
    /// Whose card it is.
    pub brand: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Arabic.
    pub name_ar: String,
    /// Its name in addresses.
    pub slug: String,
    /// Where it can be used.
    pub region_code: String,
    /// The balance it is charged to.
    pub currency_code: String,
    /// The price in the catalogue: an estimate, and never what is charged.
    #[serde(deserialize_with = "amount")]
    pub price: Decimal,
    /// What is charged for one, or for each 1.00 of a top-up.
    #[serde(deserialize_with = "amount")]
    pub charge: Decimal,
    /// The amounts of a top-up.
    #[serde(default)]
    pub range: Option<Range>,
    /// The keys that `customer_account` must have.
    pub required: Vec<String>,
    /// What a completed order brings: Plexy's word and how the value looks (see
    /// [`crate::seed::fill`]); the first is what the customer paid for.
    pub content: Vec<(String, String)>,
    /// What is printed on the card; 1.00 for a top-up.
    #[serde(deserialize_with = "amount")]
    pub face_value: Decimal,
    /// In which currency.
    pub face_currency: String,
    /// What a shop might ask, in ILS.
    #[serde(deserialize_with = "amount")]
    pub selling_price_ils: Decimal,
    /// EAN-13.
    pub barcode: String,
    /// The shop's shelf for it.
    pub category: String,
    /// Whether it is sold at all.
    pub is_active: bool,
}

/// The amounts a top-up may have: from `min` on in whole steps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The smallest.
    #[serde(deserialize_with = "amount")]
    pub min: Decimal,
    /// The largest.
    #[serde(deserialize_with = "amount")]
    pub max: Decimal,
    /// The way from one to the next.
    #[serde(deserialize_with = "amount")]
    pub step: Decimal,
}

/// An amount from its text. By hand, because `rust_decimal`'s serde feature would reach every crate
/// of the workspace, also those whose amounts must not be serializable.
fn amount<'de, D: Deserializer<'de>>(source: D) -> Result<Decimal, D::Error> {
    String::deserialize(source)?.parse().map_err(de::Error::custom)
}

/// Plexy's three kinds of product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductType {
    /// A code to be redeemed.
    RedeemCard,
    /// Sent to an account, at a fixed price.
    DirectTransfer,
    /// Sent to an account, any amount.
    DirectTopUp,
}

impl ProductType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::RedeemCard, Self::DirectTransfer, Self::DirectTopUp];

    /// Plexy's number for it.
    #[must_use]
    pub fn id(self) -> u64 {
        match self {
            Self::RedeemCard => 1,
            Self::DirectTransfer => 2,
            Self::DirectTopUp => 3,
        }
    }

    /// Plexy's word for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RedeemCard => "redeem_card",
            Self::DirectTransfer => "direct_transfer",
            Self::DirectTopUp => "direct_top_up",
        }
    }

    /// Plexy's name for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RedeemCard => "Redeem Card",
            Self::DirectTransfer => "Direct Transfer",
            Self::DirectTopUp => "Direct Top Up",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_product_can_be_sold() {
        for product in products() {
            let id = product.id;
            let is_top_up = product.product_type == ProductType::DirectTopUp;
            assert_eq!(is_top_up, product.range.is_some(), "{id}: top-ups have a range");
            assert_eq!(is_top_up, !product.required.is_empty(), "{id}: top-ups need an account");
            assert!(is_top_up || !product.content.is_empty(), "{id}: cards bring a code");
            assert!(product.charge > Decimal::ZERO && product.charge != product.price, "{id}");
            assert!(CATEGORIES.iter().any(|(category, ..)| *category == product.category_id));
        }
        let ids: BTreeSet<_> = products().iter().map(|product| product.id).collect();
        let barcodes: BTreeSet<_> = products().iter().map(|product| &product.barcode).collect();
        assert_eq!((ids.len(), barcodes.len()), (products().len(), products().len()));
    }
}

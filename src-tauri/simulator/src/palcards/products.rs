//! What the fake PalCards sells: a list of the region's usual cards and top-ups.
//!
//! It must never know: what the shop asks its customers, beyond a suggestion.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};

static PRODUCTS: LazyLock<Vec<Product>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "part of this binary; a test reads it on every build")]
    serde_json::from_str(include_str!("products.json")).expect("products.json is well formed")
});

/// Everything the fake sells, by item number.
#[must_use]
pub fn products() -> &'static [Product] {
    &PRODUCTS
}

/// One product item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// The item number, as ordered.
    pub item: u64,
    /// Voucher or top-up.
    #[serde(rename = "type")]
    pub kind: ProductKind,
    /// Whose card it is.
    pub brand: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Arabic.
    pub name_ar: String,
    /// What is printed on the card.
    #[serde(deserialize_with = "amount")]
    pub face_value: Decimal,
    /// In which currency.
    pub face_currency: String,
    /// The price before the dealer's discount, in USD.
    #[serde(deserialize_with = "amount")]
    pub list_price: Decimal,
    /// What the dealer is charged, in USD.
    #[serde(deserialize_with = "amount")]
    pub price: Decimal,
    /// What the dealer is charged from an ILS wallet, where that has a price of its own.
    #[serde(default, deserialize_with = "maybe_amount")]
    pub price_ils: Option<Decimal>,
    /// What a shop might ask, in ILS.
    #[serde(deserialize_with = "amount")]
    pub selling_price_ils: Decimal,
    /// EAN-13.
    pub barcode: String,
    /// `games`, `gift-cards`, `mobile` or `streaming`.
    pub category: String,
    /// The keys that `context` must have.
    pub required: Vec<String>,
    /// How a code looks (see [`crate::seed::fill`]); top-ups have none.
    #[serde(default)]
    pub code: Option<String>,
    /// How a PIN looks, where there is one beside the code.
    #[serde(default)]
    pub pin: Option<String>,
}

/// An amount from its text. By hand, because `rust_decimal`'s serde feature would reach every crate
/// of the workspace, also those whose amounts must not be serializable.
fn amount<'de, D: Deserializer<'de>>(source: D) -> Result<Decimal, D::Error> {
    String::deserialize(source)?.parse().map_err(de::Error::custom)
}

fn maybe_amount<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Decimal>, D::Error> {
    amount(source).map(Some)
}

/// PalCards' two kinds of product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProductKind {
    /// A voucher with a code.
    ChargingCard,
    /// Credit sent to an account.
    TopUp,
}

impl ProductKind {
    /// PalCards' word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ChargingCard => "chargingCard",
            Self::TopUp => "topUp",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn is_ean_13(barcode: &str) -> bool {
        let digits: Vec<u32> = barcode.chars().filter_map(|digit| digit.to_digit(10)).collect();
        let weighted = digits.iter().zip([1, 3].into_iter().cycle());
        digits.len() == 13 && weighted.map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == 0
    }

    #[test]
    fn every_product_can_be_sold() {
        for product in products() {
            let item = product.item;
            assert!(is_ean_13(&product.barcode), "{item}: {}", product.barcode);
            assert!(product.price > Decimal::ZERO && product.price <= product.list_price, "{item}");
            let is_card = product.kind == ProductKind::ChargingCard;
            assert_eq!(is_card, product.code.is_some(), "{item}: cards have codes, top-ups none");
            assert_eq!(is_card, product.required.is_empty(), "{item}: top-ups need a target");
            let categories = ["games", "gift-cards", "mobile", "streaming"];
            assert!(categories.contains(&product.category.as_str()), "{item}");
        }
        let items: BTreeSet<_> = products().iter().map(|product| product.item).collect();
        let barcodes: BTreeSet<_> = products().iter().map(|product| &product.barcode).collect();
        assert_eq!((items.len(), barcodes.len()), (products().len(), products().len()));
        assert!(products().len() >= 40);
    }
}

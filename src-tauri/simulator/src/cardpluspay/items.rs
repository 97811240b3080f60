//! What the fake `CardPlusPay` sells: digital cards, and one that would have to be mailed.
//!
//! It must never know: what the shop asks its customers, beyond a suggestion.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "part of this binary; a test reads it on every build")]
    serde_json::from_str(include_str!("items.json")).expect("items.json is well formed")
});

/// Everything the fake sells.
#[must_use]
pub fn items() -> &'static [Item] {
    &ITEMS
}

/// One item of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The code, as ordered.
    pub item_code: String,
    /// Whose card it is.
    pub brand: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Arabic.
    pub name_ar: String,
    /// `CardPlusPay`'s category.
    pub category: String,
    /// Where it can be used.
    pub region: String,
    /// The countries it can be sold in.
    pub country_code: Vec<String>,
    /// The currency of value and price.
    pub currency: String,
    /// How it reaches the customer.
    pub delivery_type: DeliveryType,
    /// What the customer gets, for show only.
    #[serde(deserialize_with = "amount")]
    pub value: Decimal,
    /// What is charged.
    #[serde(deserialize_with = "amount")]
    pub price: Decimal,
    /// How a code looks (see [`crate::seed::fill`]); what is mailed has none.
    #[serde(default)]
    pub code: Option<String>,
    /// How a PIN looks, where there is one beside the code.
    #[serde(default)]
    pub pin: Option<String>,
    /// What the practice shop makes of it, if it sells it.
    #[serde(default)]
    pub shop: Option<Shop>,
}

/// An item in the practice shop.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    /// What the shop might ask, in ILS.
    #[serde(deserialize_with = "amount")]
    pub selling_price_ils: Decimal,
    /// EAN-13.
    pub barcode: String,
    /// The shop's shelf for it.
    pub category: String,
}

/// An amount from its text. By hand, because `rust_decimal`'s serde feature would reach every crate
/// of the workspace, also those whose amounts must not be serializable.
fn amount<'de, D: Deserializer<'de>>(source: D) -> Result<Decimal, D::Error> {
    String::deserialize(source)?.parse().map_err(de::Error::custom)
}

/// How an item reaches the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DeliveryType {
    /// By mail: nothing a till could hand over.
    Physical,
    /// As a code.
    Digital,
}

impl DeliveryType {
    /// `CardPlusPay`'s word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Physical => "PHYSICAL",
            Self::Digital => "DIGITAL",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_item_can_be_sold() {
        for item in items() {
            let code = &item.item_code;
            let is_digital = item.delivery_type == DeliveryType::Digital;
            assert_eq!(is_digital, item.code.is_some(), "{code}: what is digital has a code");
            assert!(is_digital || item.shop.is_none(), "{code}: a shop hands nothing else over");
            assert!(item.price > Decimal::ZERO && item.price != item.value, "{code}");
        }
        let codes: BTreeSet<_> = items().iter().map(|item| &item.item_code).collect();
        assert_eq!(codes.len(), items().len());
    }
}

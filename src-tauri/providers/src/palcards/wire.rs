//! PalCards' own words. Everything is optional but what a decision needs; unknown keys are ignored;
//! numbers may come as numbers or texts and keep their digits.

use crate::reply::{Rows, text};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create<'a> {
    /// Raw, because the item is a number on the wire and a text in the file.
    pub(super) product_item: Box<RawValue>,
    pub(super) customer: Customer<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) order_currency: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) context: &'a BTreeMap<String, String>,
    pub(super) client_order_ref: &'a str,
}

#[derive(Serialize)]
pub(super) struct Customer<'a> {
    pub(super) phone: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Preflight<'a> {
    pub(super) product_item: Box<RawValue>,
    pub(super) context: &'a BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Order<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) status: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub(super) kind: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) order_currency: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) client_order_ref: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) created_at: Option<String>,
    #[serde(default)]
    pub(super) applied_dealer_prices: Option<Prices>,
    #[serde(default, borrow)]
    pub(super) sold_item: Option<SoldItem<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Prices {
    #[serde(default, deserialize_with = "text")]
    pub(super) price: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct SoldItem<'a> {
    #[serde(default, borrow)]
    pub(super) voucher: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(super) page_number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) total: Option<String>,
    #[serde(borrow)]
    pub(super) data: Rows<Order<'a>>,
}

#[derive(Deserialize)]
pub(super) struct PreflightAnswer<'a> {
    #[serde(default)]
    pub(super) success: Option<bool>,
    #[serde(default, borrow)]
    pub(super) message: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "text")]
    pub(super) nickname: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Profile {
    pub(super) wallets: Rows<ProfileWallet>,
}

#[derive(Deserialize)]
pub(super) struct ProfileWallet {
    pub(super) balance: Balance,
    #[serde(default)]
    pub(super) active: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct Balance {
    pub(super) currency: String,
    #[serde(default, deserialize_with = "text")]
    pub(super) value: Option<String>,
}

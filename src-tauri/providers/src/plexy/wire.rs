//! Plexy's own words. Everything is optional but what a decision needs; unknown keys (`plexy_margin`
//! and `agent_charge` are named in prose only) are ignored; amounts are decimal texts in orders and
//! balances and bare numbers in products, so both are read everywhere.

use crate::reply::{Rows, text};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Create<'a> {
    /// Raw, because the product is a number on the wire and a text in the file.
    pub(super) product_id: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) currency_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) topup_request: Option<TopUp<'a>>,
    pub(super) external_ref: &'a str,
}

#[derive(Serialize)]
pub(super) struct TopUp<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amount: Option<String>,
    pub(super) customer_account: &'a BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct Order<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) external_ref: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) product_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) idempotency_key: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) status: Option<String>,
    /// Free-form: what is in it decides, not the product's type.
    #[serde(default, borrow)]
    pub(super) order_content: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "text")]
    pub(super) currency_code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) charged_amount: Option<String>,
    #[serde(default, borrow)]
    pub(super) is_test: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "text")]
    pub(super) created_at: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) completed_at: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) failed_at: Option<String>,
}

/// One page of anything.
#[derive(Deserialize)]
pub(super) struct Page<T> {
    pub(super) items: Rows<T>,
    #[serde(default, deserialize_with = "text")]
    pub(super) total: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Balance {
    pub(super) currency_code: String,
    #[serde(default, deserialize_with = "text")]
    pub(super) available: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Deposit {
    #[serde(default, deserialize_with = "text")]
    pub(super) id: Option<String>,
    pub(super) currency_code: String,
    #[serde(default, deserialize_with = "text")]
    pub(super) amount: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) status: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) posted_at: Option<String>,
}

/// A product type or category.
#[derive(Deserialize)]
pub(super) struct Kind {
    #[serde(default, deserialize_with = "text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) slug: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Product {
    #[serde(default, deserialize_with = "text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) category_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) product_type_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) currency_code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) price: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) min_amount: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) max_amount: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) step: Option<String>,
    #[serde(default)]
    pub(super) is_active: Option<bool>,
}

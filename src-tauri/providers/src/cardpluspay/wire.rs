//! CardPlusPay's own words. Every reply is an envelope; texts and numbers stand mixed for amounts and
//! ids, so both are read everywhere; `state` and `status` mean something else at each endpoint, so
//! each endpoint has its own type.

use crate::reply::{Rows, text};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[derive(Serialize)]
pub(super) struct Create<'a> {
    pub(super) item_code: &'a str,
    pub(super) quantity: u32,
}

#[derive(Serialize)]
pub(super) struct Check<'a> {
    /// The same code under another name.
    pub(super) item_id: &'a str,
    pub(super) quantity: u32,
}

#[derive(Deserialize)]
pub(super) struct Envelope<'a> {
    #[serde(default)]
    pub(super) success: Option<bool>,
    #[serde(default, borrow)]
    pub(super) message: Option<&'a RawValue>,
    #[serde(default, borrow)]
    pub(super) data: Option<&'a RawValue>,
}

/// An order, as it is made and as it is read again.
#[derive(Deserialize)]
pub(super) struct Order<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(super) order_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) status: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) state: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) currency: Option<String>,
    /// What was debited; `total_denomination` is for display only.
    #[serde(default, deserialize_with = "text")]
    pub(super) amount: Option<String>,
    #[serde(default, borrow)]
    pub(super) codes: Option<&'a RawValue>,
}

/// A row of the list of orders.
#[derive(Deserialize)]
pub(super) struct Row {
    #[serde(default, deserialize_with = "text")]
    pub(super) order_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) amount: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) currency: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) item_code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) created_at: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Orders {
    pub(super) orders: Rows<Row>,
    #[serde(default)]
    pub(super) pagination: Option<Pagination>,
}

#[derive(Deserialize)]
pub(super) struct Pagination {
    #[serde(default, deserialize_with = "text")]
    pub(super) total: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Balance {
    #[serde(default, deserialize_with = "text")]
    pub(super) balance: Option<String>,
    pub(super) currency: String,
}

/// Stock, not an order: `status` is a yes or no here.
#[derive(Deserialize)]
pub(super) struct Stock<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(super) price: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) currency: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) state: Option<String>,
    #[serde(default)]
    pub(super) status: Option<bool>,
    #[serde(default, borrow)]
    pub(super) message: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Product {
    #[serde(default, deserialize_with = "text")]
    pub(super) item_code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) item_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) product_name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) brand: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) category: Option<String>,
    /// The face value, for display.
    #[serde(default, deserialize_with = "text")]
    pub(super) value: Option<String>,
    /// What is debited; it may lie below the face value or above it.
    #[serde(default, deserialize_with = "text")]
    pub(super) price: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) currency: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) delivery_type: Option<String>,
}

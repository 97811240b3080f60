//! Writing PalCards' requests. Pure: the same intent gives the same bytes.

use super::wire;
use crate::{
    listing::utc,
    request::{json, number_or_text},
};
use domain::{phone::Phone, time::Timestamp};
use engine::ports::supplier::{Intent, WireRequest};
use std::collections::BTreeMap;

/// `POST /order`. The currency is always named: the account's default wallet can be changed in the
/// supplier's panel.
#[must_use]
pub fn create(base_url: &str, intent: &Intent) -> WireRequest {
    let currency = intent.currency.map(|currency| currency.to_string());
    let body = wire::Create {
        product_item: number_or_text(&intent.item),
        customer: wire::Customer { phone: intent.phone.as_ref().map_or("", Phone::as_str) },
        order_currency: currency.as_deref(),
        context: &intent.fields,
        client_order_ref: intent.reference.as_str(),
    };
    let url = format!("{base_url}/order");
    WireRequest { method: "POST", url, headers: Vec::new(), body: json(&body) }
}

/// `POST /order/top-up/preflight`.
pub(super) fn preflight(product_item: &str, context: &BTreeMap<String, String>) -> Vec<u8> {
    json(&wire::Preflight { product_item: number_or_text(product_item), context })
}

/// The query of `GET /order` for one page, from `start` on if there is one. The first page is asked
/// for without a number: whether they count from 0 or 1 is learnt from the reply.
#[must_use]
pub fn list_query(start: Option<Timestamp>, page: Option<u64>, size: u32) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if let Some(start) = start.and_then(utc) {
        query.append_pair("startDate", &start);
    }
    if let Some(page) = page {
        query.append_pair("pn", &page.to_string());
    }
    query.append_pair("ps", &size.to_string());
    query.finish()
}

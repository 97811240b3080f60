//! Writing PalCards' requests. Pure: the same intent gives the same bytes.

use super::wire;
use domain::{phone::Phone, time::Timestamp};
use engine::ports::supplier::{Intent, WireRequest};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, time::Duration};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Orders are listed from so long before ours was written down: their clock is not ours, and
/// whether their filter counts its ends is not documented.
const LIST_BEFORE: Duration = Duration::from_secs(24 * 3600);

/// `POST /order`. The currency is always named: the account's default wallet can be changed in the
/// supplier's panel.
#[must_use]
pub fn create(base_url: &str, intent: &Intent) -> WireRequest {
    let currency = intent.currency.map(|currency| currency.to_string());
    let body = wire::Create {
        product_item: item(&intent.item),
        customer: wire::Customer { phone: intent.phone.as_ref().map_or("", Phone::as_str) },
        order_currency: currency.as_deref(),
        context: &intent.fields,
        client_order_ref: intent.reference.as_str(),
    };
    let url = format!("{base_url}/order");
    WireRequest { method: "POST", url, headers: Vec::new(), body: bytes(&body) }
}

/// `POST /order/top-up/preflight`.
pub(super) fn preflight(product_item: &str, context: &BTreeMap<String, String>) -> Vec<u8> {
    bytes(&wire::Preflight { product_item: item(product_item), context })
}

/// The query of `GET /order` for one page. The first page is asked for without a number: whether
/// they count from 0 or 1 is learnt from the reply.
#[must_use]
pub fn list_query(intent: &Intent, page: Option<u64>, size: u32) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("startDate", &utc(intent.created_at.before(LIST_BEFORE)));
    if let Some(page) = page {
        query.append_pair("pn", &page.to_string());
    }
    query.append_pair("ps", &size.to_string());
    query.finish()
}

/// An id as one segment of a path.
pub(super) fn path_segment(id: &str) -> String {
    url::form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The item as the number it is on the wire; an item that is no number goes as the text it is, for
/// the supplier to judge.
fn item(item: &str) -> Box<RawValue> {
    let number = !item.is_empty()
        && item.bytes().all(|byte| byte.is_ascii_digit())
        && (item == "0" || !item.starts_with('0'));
    let text = if number { item.to_owned() } else { serde_json::Value::from(item).to_string() };
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn utc(at: Timestamp) -> String {
    OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000))
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default()
}

fn bytes(body: &impl serde::Serialize) -> Vec<u8> {
    // These structs hold texts and numbers only; serde_json fails on neither.
    serde_json::to_vec(body).unwrap_or_default()
}

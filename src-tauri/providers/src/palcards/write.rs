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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::intent;
    use domain::product::ProductKind;
    use serde_json::{Value, json};

    #[test]
    fn the_wallet_is_always_named_and_the_phone_keeps_its_plus() {
        let phone = Phone::parse("0599 123 456", "PS").ok().map(|typed| typed.phone);
        let request = create("http://h", &Intent { phone, ..intent(ProductKind::Voucher) });
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let customer = json!({ "phone": "+970599123456" });
        assert_eq!((&body["orderCurrency"], &body["customer"]), (&json!("USD"), &customer));
        assert_eq!(body["clientOrderRef"], "T1-0001");
        assert_eq!(body.get("quantity"), None, "an order is one unit");
    }

    #[test]
    fn pages_are_counted_as_the_first_reply_counts_and_times_are_utc() {
        let start = Some(Timestamp(1_795_258_800_000));
        let first = list_query(start, None, 100);
        assert_eq!(first, "startDate=2026-11-21T11%3A00%3A00Z&ps=100");
        assert_eq!(list_query(None, Some(1), 100), "pn=1&ps=100");
    }
}

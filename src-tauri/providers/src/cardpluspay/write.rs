//! Writing CardPlusPay's requests. Pure.

use super::wire;
use crate::request::json;
use engine::ports::supplier::{Intent, WireRequest};

/// The parameter that turns the pages of a list. It is not documented; the replies' `current_page`
/// suggests it.
const PAGE_PARAMETER: &str = "page";

/// `POST /orders`, for one card unless the account says `bulk`: a lost reply is then worth one card. No `email`, lest the supplier
/// mails the codes; and there is no field that would bring anything of ours back.
#[must_use]
pub fn create(base_url: &str, intent: &Intent) -> WireRequest {
    WireRequest {
        method: "POST",
        url: format!("{base_url}/orders"),
        headers: Vec::new(),
        body: json(&wire::Create { item_code: &intent.item, quantity: intent.quantity }),
    }
}

/// `POST /orders/check`.
pub(super) fn check(item: &str, quantity: u32) -> Vec<u8> {
    json(&wire::Check { item_id: item, quantity })
}

/// The query of one page of `GET /orders`, newest first.
#[must_use]
pub fn list_query(page: u64, size: u32) -> String {
    format!("per_page={size}&sort_by=created_at&order=desc&{PAGE_PARAMETER}={page}")
}

/// The query of one page of `GET /catalog`, of one kind of delivery.
#[must_use]
pub fn catalog_query(delivery_type: &str, page: u64, size: u32) -> String {
    format!("per_page={size}&delivery_type={delivery_type}&{PAGE_PARAMETER}={page}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::intent;
    use domain::product::ProductKind;

    #[test]
    fn one_card_is_ordered_at_a_time_and_nobody_is_mailed() {
        let request = create("http://h/v1", &intent(ProductKind::Voucher));
        assert_eq!((request.url.as_str(), request.headers.len()), ("http://h/v1/orders", 0));
        assert_eq!(request.body, br#"{"item_code":"5001","quantity":1}"#);
        let several = Intent { quantity: 3, ..intent(ProductKind::Voucher) };
        assert_eq!(create("h", &several).body, br#"{"item_code":"5001","quantity":3}"#);
        // The same code has another name where stock is asked for.
        assert_eq!(check("5001", 2), br#"{"item_id":"5001","quantity":2}"#);
    }
}

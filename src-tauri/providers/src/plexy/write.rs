//! Writing Plexy's requests. Pure: the same intent gives the same bytes, so that a repeat under the
//! same key is the same request.

use super::wire;
use crate::request::{json, number_or_text, path_segment};
use domain::money::Money;
use engine::ports::supplier::{Intent, WireRequest};

/// The path of everything an agent has.
pub(super) fn agent_path(agent_id: &str) -> String {
    format!("/agent/{}", path_segment(agent_id))
}

/// `POST /agent/{agent_id}/orders`. Our reference is both key and `external_ref`: it is never derived
/// from time, and a new one is a new purchase. `topup_request` belongs to direct top-ups only, which
/// are told by the amount or the account they ask for.
#[must_use]
pub fn create(base_url: &str, agent_id: &str, intent: &Intent) -> WireRequest {
    let currency = intent.currency.or(intent.amount.map(Money::currency));
    let currency = currency.map(|currency| currency.to_string());
    let tops_up = intent.amount.is_some() || !intent.fields.is_empty();
    let body = wire::Create {
        product_id: number_or_text(&intent.item),
        currency_code: currency.as_deref(),
        topup_request: tops_up.then(|| wire::TopUp {
            amount: intent.amount.map(decimal_text),
            customer_account: &intent.fields,
        }),
        external_ref: intent.reference.as_str(),
    };
    let key = ("Idempotency-Key".to_owned(), intent.reference.as_str().to_owned());
    WireRequest {
        method: "POST",
        url: format!("{base_url}{}/orders", agent_path(agent_id)),
        headers: vec![key],
        body: json(&body),
    }
}

/// With at least the currency's digits, and never fewer than were asked for.
fn decimal_text(amount: Money) -> String {
    let mut decimal = amount.amount();
    if decimal.scale() < amount.currency().digits() {
        decimal.rescale(amount.currency().digits());
    }
    decimal.to_string()
}

/// The query of one page of orders, of one product only: there is no filter by key or reference.
#[must_use]
pub fn list_query(item: &str, page: u64, size: u32) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("product_id", item);
    query.append_pair("page", &page.to_string());
    query.append_pair("pageSize", &size.to_string());
    query.finish()
}

/// The query of a page of the account's orders, of whatever product.
#[must_use]
pub fn list_all_query(page: u64, size: u32) -> String {
    format!("page={page}&pageSize={size}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::intent;
    use domain::{money::parse_decimal, product::ProductKind};

    fn body(intent: &Intent) -> String {
        String::from_utf8(create("http://h", "a1", intent).body).unwrap()
    }

    #[test]
    fn the_size_of_a_page_is_spelt_unlike_everything_beside_it() {
        assert_eq!(list_query("456", 2, 50), "product_id=456&page=2&pageSize=50");
    }

    #[test]
    fn a_card_is_ordered_by_key_reference_and_number_alone() {
        let intent = intent(ProductKind::Voucher);
        let request = create("http://h", "a/1", &intent);
        assert_eq!(request.url, "http://h/agent/a%2F1/orders");
        assert_eq!(request.headers, [("Idempotency-Key".to_owned(), "T1-0001".to_owned())]);
        let expected = r#"{"product_id":5001,"currency_code":"USD","external_ref":"T1-0001"}"#;
        assert_eq!(body(&intent), expected);
    }

    #[test]
    fn a_top_up_names_amount_and_account_with_the_currencys_digits() {
        let usd = "USD".parse().unwrap();
        let mut intent = intent(ProductKind::Topup);
        intent.currency = None;
        intent.amount = Some(Money::new(parse_decimal("10").unwrap(), usd));
        intent.fields = [("steam_login".to_owned(), "player123".to_owned())].into();
        let expected = r#"{"product_id":5001,"currency_code":"USD","topup_request":{"amount":"10.00","customer_account":{"steam_login":"player123"}},"external_ref":"T1-0001"}"#;
        assert_eq!(body(&intent), expected);
        intent.amount = Some(Money::new(parse_decimal("10.125").unwrap(), usd));
        assert!(body(&intent).contains(r#""amount":"10.125""#), "never rounded");
    }

    #[test]
    fn the_same_intent_gives_the_same_bytes() {
        let intent = intent(ProductKind::Voucher);
        assert_eq!(create("http://h", "a1", &intent), create("http://h", "a1", &intent));
    }
}

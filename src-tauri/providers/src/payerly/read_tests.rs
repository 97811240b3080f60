use super::*;
use domain::{ids::TenderId, time::Timestamp};
use engine::ports::processor::{MoveKind, MoveState};
use proptest::prelude::*;
use serde_json::json;

const ID: &str = "019ad2c0-0000-7000-8000-000000000001";
const REFUND: &str = "019ad2c0-0000-7000-8000-000000000002";

fn charge() -> Charge {
    Charge {
        id: TenderId::new(ID),
        amount: usd("10.27"),
        description: "Abu Ali Mobile: PUBG 660 UC".into(),
        created_at: Timestamp(0),
        expire_at: Some(Timestamp(900_000)),
        card_tail: None,
    }
}

fn usd(amount: &str) -> Money {
    money(amount, "USD".parse().unwrap()).unwrap()
}

fn refund() -> Move {
    Move {
        id: MoveId::new(REFUND),
        kind: engine::ports::processor::MoveKind::Refund,
        amount: usd("10.27"),
        part: Some("pay-1".into()),
        state: MoveState::Open,
    }
}

fn reply(status: u16, body: &Value) -> WireReply {
    let body = body.to_string().into_bytes();
    WireReply { status, body, complete: true, retry_after: None, date: None }
}

fn words() -> StatusWords {
    StatusWords { paid: vec!["CONFIRMED".into()], ..StatusWords::default() }
}

/// An order as the table of the documents has it, with these members besides.
fn order(more: Value) -> Value {
    let mut order = json!({
        "orderId": ID,
        "payUrl": "https://pay.example/1",
        "amount": { "value": "10.27", "currency": "USD" },
        "convAmount": { "value": "38.00", "currency": "ILS" },
        "status": { "value": "PENDING" },
    });
    if let (Some(members), Value::Object(more)) = (order.as_object_mut(), more) {
        members.extend(more);
    }
    json!({ "type": "ORDER", "object": order })
}

fn paid(value: &str) -> Value {
    json!({ "paidAmount": { "value": value, "currency": "USD" } })
}

fn looked(body: &Value) -> TenderReport {
    let look = read_look(&charge(), &[refund()], &words(), reply(200, body));
    let TenderLook::Found { report, .. } = look else { panic!("{look:?}") };
    report
}

fn standing_of(more: Value) -> Standing {
    looked(&order(more)).standing
}

#[test]
fn paid_is_what_paid_amount_says_and_never_a_word() {
    assert_eq!(standing_of(paid("10.27")), Standing::Paid { paid: usd("10.27") });
    assert_eq!(standing_of(paid("10.3")), Standing::Paid { paid: usd("10.30") });
    for word in ["CONFIRMED", "PAID", "SUCCESS", "COMPLETED", "string", ""] {
        let standing = standing_of(json!({ "status": { "value": word } }));
        assert!(!matches!(standing, Standing::Paid { .. }), "{word}");
    }
}

#[test]
fn a_paid_word_without_the_amount_asks_a_person() {
    let standing = standing_of(json!({ "status": { "value": "CONFIRMED" } }));
    assert!(matches!(standing, Standing::Unclear(_)), "{standing:?}");
}

#[test]
fn a_short_paid_amount_is_not_paid() {
    assert_eq!(standing_of(paid("10.26")), Standing::Short { over: false });
    let mut closed = paid("5.00");
    closed["status"] = json!({ "value": "CLOSED" });
    assert_eq!(standing_of(closed), Standing::Short { over: true });
}

#[test]
fn closed_is_the_only_word_that_ends_a_page() {
    assert_eq!(standing_of(json!({ "status": { "value": "CLOSED" } })), Standing::Over);
    for word in ["DECLINED", "EXPIRED", "CANCELLED", "FAILED", "NEW"] {
        assert_eq!(standing_of(json!({ "status": { "value": word } })), Standing::Open, "{word}");
    }
}

#[test]
fn conv_amount_is_never_compared_and_another_currency_is_never_paid() {
    let other = json!({ "paidAmount": { "value": "38.00", "currency": "ILS" } });
    assert!(matches!(standing_of(other), Standing::Unclear(_)));
    let asked = json!({ "amount": { "value": "99.00", "currency": "USD" },
        "paidAmount": { "value": "99.00", "currency": "USD" } });
    assert!(matches!(standing_of(asked), Standing::Unclear(_)), "not what we asked for");
}

#[test]
fn paid_for_an_amount_that_cannot_be_read_is_not_paid() {
    for amount in [json!({}), json!("10.27"), json!({ "value": "10.2700001", "currency": "USD" })] {
        let mut body = paid("10.27");
        body["amount"] = amount.clone();
        assert!(matches!(standing_of(body), Standing::Unclear(_)), "{amount}");
    }
    let mut silent = paid("10.27");
    silent["amount"] = Value::Null;
    assert_eq!(standing_of(silent), Standing::Paid { paid: usd("10.27") });
}

#[test]
fn a_word_is_kept_short_and_without_a_card() {
    let word = |said: &str| looked(&order(json!({ "status": { "value": said } }))).word;
    assert_eq!(word("PAID 4111111111111111").as_deref(), Some("PAID ••••"));
    assert_eq!(word(&"7".repeat(5_000)).map(|word| word.len()), Some(40));
}

#[test]
fn a_payment_without_a_usable_id_is_no_part() {
    for id in ["", " ", &"a".repeat(201)] {
        let mut body = paid("10.27");
        body["items"] = json!([payment(id, "CONFIRMED")]);
        body["paymentId"] = json!(id);
        assert_eq!(looked(&order(body)).parts, [], "{id}");
    }
}

#[test]
fn amounts_may_be_numbers_or_texts() {
    let number = json!({ "paidAmount": { "value": 10.27, "currency": "USD" } });
    assert_eq!(standing_of(number), Standing::Paid { paid: usd("10.27") });
    let exponent = json!({ "paidAmount": { "value": "1.027e1", "currency": "USD" } });
    assert!(matches!(standing_of(exponent), Standing::Unclear(_)));
}

#[test]
fn an_error_beside_the_object_releases_no_goods() {
    let mut body = order(paid("10.27"));
    body["error"] = json!({ "code": 65535, "description": "x", "traceId": "t" });
    assert!(matches!(looked(&body).standing, Standing::Unclear(_)));
}

#[test]
fn an_error_without_an_object_is_a_refusal_with_its_trace_id() {
    let body = json!({ "error": { "code": 65535, "description": "No", "traceId": "t-1" } });
    for status in [200, 400, 402, 403, 404, 405] {
        let charged = read_charged(&charge(), &words(), &reply(status, &body));
        let Charged::Refused(reason) = charged else { panic!("{status}: {charged:?}") };
        assert_eq!(reason.detail.as_deref(), Some("No (t-1)"));
    }
    let charged = read_charged(&charge(), &words(), &reply(401, &body));
    assert!(matches!(charged, Charged::Refused(reason) if reason.code == ReasonCode::ProcessorKey));
}

#[test]
fn the_documents_sample_is_a_payment_and_shows_no_page() {
    let sample = json!({ "type": "ORDER", "object": {
        "paymentId": "string", "txnId": "string", "orderId": ID, "autoConfirm": true,
        "amount": { "value": "10.27", "currency": "USD" },
        "paymentData": { "type": "cardResponse", "object": { "maskedPan": "string" } },
        "status": { "value": "string" } } });
    let Charged::Accepted(report) = read_charged(&charge(), &words(), &reply(200, &sample)) else {
        panic!()
    };
    assert_eq!((report.standing, report.pay_url), (Standing::Open, None));
}

#[test]
fn whatever_is_no_clear_answer_is_lost() {
    let html = Value::from("<html>");
    for (status, body) in [
        (200, html.clone()),
        (200, json!({})),
        (200, json!({ "object": null })),
        (400, html.clone()),
        (409, json!({ "error": { "code": 1 } })),
        (429, json!({ "error": { "code": 1 } })),
        (500, json!({ "error": { "code": 1 } })),
        (502, html),
    ] {
        let charged = read_charged(&charge(), &words(), &reply(status, &body));
        assert!(matches!(charged, Charged::Lost(_)), "{status} {body}: {charged:?}");
    }
    let cut = WireReply { complete: false, ..reply(200, &order(json!({}))) };
    assert!(matches!(read_charged(&charge(), &words(), &cut), Charged::Lost(_)));
}

#[test]
fn an_order_of_somebody_else_is_no_answer() {
    let body =
        order(json!({ "orderId": "other", "paidAmount": { "value": "10.27", "currency": "USD" } }));
    assert!(matches!(
        read_look(&charge(), &[], &words(), reply(200, &body)),
        TenderLook::Failed { .. }
    ));
    assert!(matches!(read_charged(&charge(), &words(), &reply(200, &body)), Charged::Lost(_)));
}

#[test]
fn only_payerlys_own_404_is_an_absence() {
    let own = reply(404, &json!({ "error": { "code": 404, "description": "Order not found" } }));
    assert!(matches!(read_look(&charge(), &[], &words(), own), TenderLook::Absent { .. }));
    let portal = WireReply { body: b"<html>".to_vec(), ..reply(404, &Value::Null) };
    assert!(matches!(read_look(&charge(), &[], &words(), portal), TenderLook::Failed { .. }));
}

fn payment(id: &str, word: &str) -> Value {
    json!({ "type": "PAYMENT", "object": { "paymentId": id, "status": { "value": word },
        "amount": { "value": "10.27", "currency": "USD" } } })
}

fn refunded(id: &str, word: &str) -> Value {
    json!({ "type": "REFUND", "object": { "refundId": id, "paymentId": "pay-1",
        "amount": { "value": "10.27", "currency": "USD" }, "status": { "value": word } } })
}

#[test]
fn the_payment_id_is_taken_from_the_items_in_the_object_or_beside_it() {
    let items = json!([payment("no", "DECLINED"), payment("pay-1", "CONFIRMED")]);
    let mut inside = paid("10.27");
    inside["items"] = items.clone();
    let mut beside = order(paid("10.27"));
    beside["items"] = items;
    for body in [order(inside), beside] {
        let parts = looked(&body).parts;
        assert_eq!(parts, [Part { id: "pay-1".into(), amount: usd("10.27") }]);
    }
}

#[test]
fn a_refund_that_is_not_ours_is_not_paid() {
    let mut body = paid("10.27");
    body["items"] = json!([payment("pay-1", "CONFIRMED"), refunded("foreign", "COMPLETED")]);
    assert!(matches!(standing_of(body), Standing::Unclear(_)));
}

#[test]
fn our_refund_is_found_by_its_own_id_and_an_unknown_word_is_not_final() {
    let fate = |word: &str| {
        let mut body = paid("10.27");
        body["items"] = json!([refunded(REFUND, word)]);
        looked(&order(body)).moves
    };
    let ours = |fate| vec![(MoveId::new(REFUND), fate)];
    assert_eq!(fate("COMPLETED"), ours(MoveFate::Done));
    for word in ["PROCESSING", "string", ""] {
        assert_eq!(fate(word), ours(MoveFate::Working), "{word}");
    }
    assert!(matches!(fate("FAILED")[0].1, MoveFate::Refused(_)));
}

#[test]
fn refunds_that_are_not_enabled_are_refused() {
    let body = json!({ "error": { "code": 403, "description": "Refunds are not available" } });
    let moved = read_moved(&refund(), &reply(403, &body));
    assert!(matches!(moved, Moved::Fate(MoveFate::Refused(_))), "{moved:?}");
    for status in [409, 429, 500] {
        assert!(matches!(read_moved(&refund(), &reply(status, &body)), Moved::Lost(_)), "{status}");
    }
    assert_eq!(refund().kind, MoveKind::Refund);
}

#[test]
fn requests_are_written_as_the_documents_say() {
    let request = super::super::write::charge("http://127.0.0.1/v1", &charge());
    assert_eq!(
        (request.method, request.url.as_str()),
        ("PUT", format!("http://127.0.0.1/v1/orders/{ID}").as_str())
    );
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        body,
        json!({ "description": "Abu Ali Mobile: PUBG 660 UC", "autoConfirm": true,
        "amount": { "value": "10.27", "currency": "USD" }, "expireAt": "1970-01-01T00:15:00Z" })
    );
    let request = super::super::write::refund("http://127.0.0.1/v1", &refund());
    assert_eq!(request.url, format!("http://127.0.0.1/v1/refunds/{REFUND}"));
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        body,
        json!({ "paymentId": "pay-1", "amount": { "value": "10.27", "currency": "USD" } })
    );
}

#[test]
fn nothing_of_the_customer_and_no_way_back_to_us_is_sent() {
    let request = super::super::write::charge("http://127.0.0.1/v1", &charge());
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let mut keys: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    // Spelt in two ways by the documents (custom fields, the customer's document), or of no proof to a
    // till that no callback can reach: all of it is left out.
    assert_eq!(keys, ["amount", "autoConfirm", "description", "expireAt"]);
    assert_eq!(body["autoConfirm"], true, "a boolean of which one value is allowed");
}

#[test]
fn a_page_is_a_web_address_and_nothing_else() {
    let long = format!("https://pay.example/{}", "a".repeat(PAGE_MAX));
    for url in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "not an address",
        " https://pay.example",
        "https:pay.example",
        "https://pay.example/\n1",
        &long,
    ] {
        assert_eq!(looked(&order(json!({ "payUrl": url }))).pay_url, None, "{url}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(status in 100_u16..600, body in proptest::collection::vec(any::<u8>(), 0..300), complete: bool) {
        let reply = WireReply { status, body, complete, retry_after: None, date: None };
        let charged = read_charged(&charge(), &words(), &reply);
        prop_assert!(complete || matches!(charged, Charged::Lost(_)));
        let _moved = read_moved(&refund(), &reply);
        let _look = read_look(&charge(), &[refund()], &words(), reply);
    }
}

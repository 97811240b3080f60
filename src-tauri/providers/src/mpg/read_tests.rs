use super::*;
use crate::mpg::write::{IdField, charge as write_charge, least, movement, with_card};
use domain::{
    card::Card,
    ids::{MoveId, TenderId},
    time::Timestamp,
};
use proptest::prelude::*;
use serde_json::json;

const ID: &str = "b658e6b8-26bd-4243-87d5-cb16997d213d";
const MOVE: &str = "01904432-1c63-71c4-b5c8-70b2e04ee20b";
const NUMBER: &str = "4111111111111111";

fn money(amount: &str, code: &str) -> Money {
    crate::cardless::money(amount, code.parse().unwrap()).unwrap()
}

fn charge() -> Charge {
    Charge {
        id: TenderId::new(ID),
        amount: money("10.00", "SAR"),
        description: "Test Order".into(),
        created_at: Timestamp(0),
        expire_at: None,
        card_tail: Some("1111".into()),
    }
}

fn made(kind: MoveKind, amount: &str) -> Move {
    Move {
        id: MoveId::new(MOVE),
        kind,
        amount: money(amount, "SAR"),
        part: None,
        state: MoveState::Open,
    }
}

fn card() -> Card {
    Card::new(NUMBER, "12", "2030", "9173", Some("A. Customer")).unwrap()
}

fn reply(status: u16, body: &Value) -> WireReply {
    let body = body.to_string().into_bytes();
    WireReply { status, body, complete: true, retry_after: None, date: None }
}

fn transaction(kind: &str, status: &str) -> Value {
    json!({ "id": "01904432-1c63-71c4-b5c8-70b2e04ee20a", "status": status, "type": kind,
        "source_type": "moto", "message": "m", "response_code": "101" })
}

fn order(transactions: Value) -> Value {
    json!({ "id": ID, "currency": "SAR", "amount": 1000, "captured_amount": 0, "refunded_amount": 0,
        "voided_amount": 0, "source": { "type": "card", "first_digits": "41111111",
        "last_digits": "1111", "month": 12, "year": 2024 }, "transactions": transactions })
}

fn standing_of(body: &Value) -> Standing {
    let charged = read_charged(&charge(), &reply(201, body));
    let Charged::Accepted(report) = charged else { panic!("{charged:?}") };
    report.standing
}

fn status(word: &str) -> Standing {
    standing_of(&order(json!([transaction("authorize", word)])))
}

/// The reply of the gateway's own document, as far as a reader looks at it.
const SAMPLE: &str = r#"{"reauthorized_order_id":null,"id":"b658e6b8-26bd-4243-87d5-cb16997d213d",
"currency":"SAR","amount":1000,"captured_amount":0,"refunded_amount":0,"voided_amount":0,
"transactions":[{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20a","status":"failed","type":"purchase",
"source_type":"internet","reverse_reason":null,"message":"The city has invalid length. Length is 1-10.",
"response_code":"101","auth_code":null,"created_at":"2024-06-23T08:24:13Z"}]}"#;

#[test]
fn a_201_is_not_paid_the_documents_own_sample_is_a_declined_card() {
    let sample: Value = serde_json::from_str(SAMPLE).unwrap();
    let Standing::Declined(reason) = standing_of(&sample) else { panic!() };
    assert_eq!(reason, Reason::with(ReasonCode::CardDeclined, "101"), "never the city");
}

#[test]
fn the_verdict_comes_from_the_transactions_alone() {
    assert_eq!(status("approved"), Standing::Held);
    assert!(matches!(status("failed"), Standing::Declined(_)));
    for word in ["initiated", "timeout", "system_error", "reviewing", ""] {
        assert!(matches!(status(word), Standing::Unclear(_)), "{word}");
    }
    assert!(matches!(standing_of(&order(json!([]))), Standing::Unclear(_)), "no transaction");
    let mut bare = order(json!([]));
    bare.as_object_mut().unwrap().remove("transactions");
    assert!(matches!(read_charged(&charge(), &reply(201, &bare)), Charged::Lost(_)));
}

#[test]
fn what_is_kept_of_a_verdict_holds_no_card() {
    let mut failed = transaction("authorize", "failed");
    failed["response_code"] = json!("4111111111111111");
    let Standing::Declined(reason) = standing_of(&order(json!([failed]))) else { panic!() };
    assert_eq!(reason.detail.as_deref(), Some("••••"));
    let body = order(json!([transaction("authorize", "x 4111 1111 1111 1111")]));
    let Charged::Accepted(report) = read_charged(&charge(), &reply(201, &body)) else { panic!() };
    assert_eq!(report.word.as_deref(), Some("x ••••"));
}

#[test]
fn other_figures_than_ours_hold_nothing() {
    let approved = || order(json!([transaction("authorize", "approved")]));
    let with = |key: &str, value: Value| {
        let mut body = approved();
        body[key] = value;
        standing_of(&body)
    };
    assert!(matches!(with("amount", json!(999)), Standing::Unclear(_)));
    assert!(matches!(with("currency", json!("USD")), Standing::Unclear(_)));
    for key in ["captured_amount", "voided_amount", "refunded_amount"] {
        for total in [json!(1000), json!(-1), json!(0.5), json!("x"), json!([0])] {
            assert!(matches!(with(key, total.clone()), Standing::Unclear(_)), "{key} {total}");
        }
        assert_eq!(with(key, Value::Null), Standing::Held, "{key} is not said");
    }
    assert_eq!(with("amount", json!("1000")), Standing::Held, "text amounts are amounts");
}

#[test]
fn an_order_of_somebody_else_is_no_answer() {
    let mut body = order(json!([transaction("authorize", "approved")]));
    body["id"] = json!("other");
    assert!(matches!(read_charged(&charge(), &reply(201, &body)), Charged::Lost(_)));
    assert!(matches!(read_look(&charge(), &[], reply(200, &body)), TenderLook::Failed { .. }));
}

#[test]
fn dotted_errors_name_the_cards_field() {
    let errors = |errors: Value| {
        let body = json!({ "message": "Data validation failed", "errors": errors });
        let Charged::Refused(reason) = read_charged(&charge(), &reply(422, &body)) else {
            panic!()
        };
        (reason.code, reason.detail.unwrap())
    };
    assert_eq!(
        errors(json!({ "source.number": ["4111111111111111 is wrong"] })),
        (ReasonCode::CardField, "number".into())
    );
    assert_eq!(
        errors(json!({ "currency": ["This field is missing."] })),
        (ReasonCode::ProcessorRefused, "currency: Data validation failed".into())
    );
}

#[test]
fn a_403_is_read_by_its_number_and_not_by_its_word() {
    for (status, words) in [(401, "Missing authentication information"), (403, "Unauthorized")] {
        let body = json!({ "message": words });
        let charged = read_charged(&charge(), &reply(status, &body));
        assert!(matches!(charged, Charged::Refused(it) if it.code == ReasonCode::ProcessorKey));
        assert_eq!(read_ready(&reply(status, &body)), Err(ProcessorError::Key));
    }
    assert_eq!(read_ready(&reply(404, &json!({ "message": "Not found" }))), Ok(()));
    let portal = read_ready(&reply(200, &Value::from("<html>")));
    assert!(matches!(portal, Err(ProcessorError::Unreachable(_))), "{portal:?}");
}

#[test]
fn whatever_is_no_clear_answer_is_lost() {
    let html = Value::from("<html>");
    let words = json!({ "message": "x" });
    for (status, body) in [
        (201, html.clone()),
        (201, json!({})),
        (400, html.clone()),
        (401, html.clone()),
        (409, words.clone()),
        (429, words.clone()),
        (500, words.clone()),
        (502, html),
    ] {
        let charged = read_charged(&charge(), &reply(status, &body));
        assert!(matches!(charged, Charged::Lost(_)), "{status} {body}: {charged:?}");
        let moved = read_moved(&charge(), &made(MoveKind::Capture, "10.00"), &reply(status, &body));
        assert!(matches!(moved, Moved::Lost(_)), "{status} {body}: {moved:?}");
    }
}

#[test]
fn a_movement_is_found_by_its_own_id_else_by_the_totals() {
    let fate = |kind, body: &Value| {
        let moves = [made(kind, "4.00")];
        let look = read_look(&charge(), &moves, reply(200, body));
        let TenderLook::Found { report, .. } = look else { panic!("{look:?}") };
        report.moves.into_iter().next().map(|(_, fate)| fate)
    };
    let held = transaction("authorize", "approved");
    let mut own = transaction("capture", "approved");
    own["id"] = json!(MOVE);
    assert_eq!(fate(MoveKind::Capture, &order(json!([held, own]))), Some(MoveFate::Done));
    own["status"] = json!("timeout");
    assert_eq!(fate(MoveKind::Capture, &order(json!([held, own]))), Some(MoveFate::Working));
    own["status"] = json!("failed");
    let refused = fate(MoveKind::Capture, &order(json!([held, own])));
    assert!(matches!(refused, Some(MoveFate::Refused(_))));
    assert_eq!(fate(MoveKind::Capture, &order(json!([held]))), None, "not known");
    let mut body = order(json!([held, transaction("capture", "approved")]));
    body["captured_amount"] = json!(400);
    assert_eq!(fate(MoveKind::Capture, &body), Some(MoveFate::Done), "under an id of theirs");
    assert_eq!(fate(MoveKind::Void, &body), None);
}

#[test]
fn a_stored_request_holds_nothing_of_the_card_but_its_tail() {
    let request = write_charge("http://127.0.0.1", IdField::GivenId, &charge());
    let stored = String::from_utf8(request.body.clone()).unwrap();
    let body: Value = serde_json::from_str(&stored).unwrap();
    assert_eq!((&body["given_id"], &body["amount"]), (&json!(ID), &json!(1000)));
    assert_eq!(body["transaction_type"], "moto");
    assert!(!stored.contains("411111") && stored.contains("1111"), "{stored}");

    let sent = with_card(&request.body, &card(), "192.0.2.7".parse().unwrap()).unwrap();
    let sent: Value = serde_json::from_slice(&sent).unwrap();
    assert_eq!(
        sent["source"],
        json!({ "type": "card", "number": NUMBER, "month": 12,
        "year": 2030, "security_code": "9173", "holder": "A. Customer" })
    );
    assert_eq!(sent["device"]["ip_address"], "192.0.2.7");
    assert_eq!(sent["given_id"], ID);
}

#[test]
fn movements_are_written_under_our_own_ids() {
    let body = |kind, amount| {
        let request = movement("http://127.0.0.1", &charge(), &made(kind, amount));
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        (request.url, body)
    };
    let (url, capture) = body(MoveKind::Capture, "4.00");
    assert_eq!(url, format!("http://127.0.0.1/v1/orders/{ID}/capture"));
    assert_eq!(capture, json!({ "amount": 400, "final": true, "transaction_id": MOVE }));
    let (url, void) = body(MoveKind::Void, "10.00");
    assert_eq!(url, format!("http://127.0.0.1/v1/orders/{ID}/void"));
    assert_eq!(void, json!({ "amount": 1000, "transaction_id": MOVE }));
}

#[test]
fn the_least_is_one_major_unit_and_never_under_100() {
    let check = |code: &str| least(code.parse().unwrap()).to_price();
    assert_eq!(
        (check("SAR").as_str(), check("KWD").as_str(), check("JPY").as_str()),
        ("1.00", "1.000", "100")
    );
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(status in 100_u16..600, body in proptest::collection::vec(any::<u8>(), 0..300), complete: bool) {
        let reply = WireReply { status, body, complete, retry_after: None, date: None };
        let charged = read_charged(&charge(), &reply);
        prop_assert!(complete || matches!(charged, Charged::Lost(_)));
        let _moved = read_moved(&charge(), &made(MoveKind::Void, "1.00"), &reply);
        let _look = read_look(&charge(), &[], reply);
    }
}

//! The documented forms, on a clock the tests hold in their hands.

use serde_json::{Value, json};
use simulator::{Delivery, Request, Upstream};

use super::{APPROVED, Desk, ONE, TWO, body, change_id, get, money, moto, object, post, status};
use crate::NOON;

#[test]
fn the_reply_has_the_documented_form() {
    let mut desk = Desk::open();
    let mut wish = moto(ONE, "4000000000000002");
    wish["airline"] = json!({ "reference": "ABC123" });
    wish["sub_merchant"] = json!({
        "id": "sub123", "registered_name": "Sub Merchant", "trading_name": "Sub",
        "email": "sub@merchant.example",
    });
    let reply = body(&desk.send(&post("purchase", &wish)));
    let text = r#"{
        "reauthorized_order_id": null, "id": "b658e6b8-26bd-4243-87d5-cb16997d213d",
        "merchant": {
            "id": "01904432-1c03-7efb-9f5b-e1d804150d4b", "name": "Practice Shop",
            "arabic_name": "متجر التدريب", "merchant_id": "6003"
        },
        "currency": "SAR", "amount": 1000, "captured_amount": 0, "refunded_amount": 0,
        "voided_amount": 0, "description": "Test Order",
        "created_at": "2026-06-07T12:00:00Z", "updated_at": "2026-06-07T12:00:00Z",
        "source": {
            "type": "card", "scheme": "visa", "first_digits": "40000000", "last_digits": "0002",
            "month": 12, "year": 2030
        },
        "airline": { "reference": "ABC123" },
        "sub_merchant": {
            "id": "sub123", "registered_name": "Sub Merchant", "trading_name": "Sub",
            "email": "sub@merchant.example"
        },
        "agreement": null,
        "transactions": [{
            "status": "failed", "type": "purchase", "source_type": "moto",
            "reverse_reason": null, "justification": null, "reversed_transaction_id": null,
            "message": "The city has invalid length. Length is 1-10.", "response_code": "101",
            "retrieval_reference": "261580000001", "stan": "000001", "auth_code": null,
            "created_at": "2026-06-07T12:00:00Z"
        }]
    }"#;
    let mut expected: Value = serde_json::from_str(text).unwrap();
    expected["transactions"][0]["id"] = reply["transactions"][0]["id"].clone();
    assert_eq!(reply, expected);
    let own = reply["transactions"][0]["id"].as_str().unwrap();
    assert_eq!(own.chars().nth(14), Some('7'), "what the gateway makes is of version 7: {own}");
}

#[test]
fn an_empty_wish_is_refused_as_in_the_documents_example() {
    let mut desk = Desk::open();
    let reply = desk.send(&post("purchase", &json!({ "amount": 1 })));
    let missing = ["This field is missing."];
    let expected = json!({
        "message": "Data validation failed",
        "errors": {
            "amount": ["The value must be greater than or equal to 100."],
            "currency": missing, "description": missing, "source": missing,
            "source.type": missing, "device": missing, "device.user_agent": missing,
            "device.ip_address": missing,
        },
    });
    assert_eq!((reply.status, body(&reply)), (422, expected));
    assert_eq!(desk.mpg.orders().count(), 0);
}

#[test]
fn every_broken_rule_is_named_by_its_dotted_path() {
    let mut desk = Desk::open();
    for (pointer, value, path) in [
        ("/order_id", json!("sale-1"), "order_id"),
        ("/amount", json!("1000"), "amount"),
        ("/amount", json!(10.5), "amount"),
        ("/amount", json!(99), "amount"),
        ("/currency", json!("XYZ"), "currency"),
        ("/description", json!("x".repeat(1025)), "description"),
        ("/transaction_type", json!("mail"), "transaction_type"),
        ("/source/type", json!("cash"), "source.type"),
        ("/source/type", json!("apple_pay"), "source.type"),
        ("/source/number", json!("4111111111111112"), "source.number"),
        ("/source/number", json!(4_111_111_111_111_111_u64), "source.number"),
        ("/source/month", json!(13), "source.month"),
        ("/source/year", json!(1999), "source.year"),
        ("/source/security_code", json!("12345"), "source.security_code"),
        ("/source/security_code", Value::Null, "source.security_code"),
        ("/device/user_agent", json!(""), "device.user_agent"),
        ("/device", json!("raseed"), "device"),
    ] {
        let mut wish = moto(ONE, APPROVED);
        *wish.pointer_mut(pointer).unwrap() = value.clone();
        let reply = desk.send(&post("purchase", &wish));
        assert_eq!(reply.status, 422, "{pointer} {value}");
        let errors = object(body(&reply)["errors"].clone());
        assert_eq!(errors.keys().collect::<Vec<_>>(), [path], "{pointer} {value}");
        assert!(errors[path].as_array().is_some_and(|words| words[0].is_string()));
    }
    let mut wish = moto(ONE, APPROVED);
    wish["airline"] = json!({ "reference": "AB" });
    wish["sub_merchant"] = json!({});
    let errors = object(body(&desk.send(&post("purchase", &wish)))["errors"].clone());
    assert_eq!(errors.len(), 5, "{errors:?}");
    let mut unreadable = post("purchase", &json!({}));
    unreadable.body = b"{".to_vec();
    assert_eq!(desk.send(&unreadable).status, 400);
    assert_eq!(desk.mpg.orders().count(), 0);
}

#[test]
fn what_is_not_documented_is_not_there() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    for (method, path) in [
        ("GET", "/v1/orders".to_owned()),
        ("POST", "/v1/orders".to_owned()),
        ("POST", format!("/v1/orders/{ONE}")),
        ("POST", format!("/v1/orders/{ONE}/steal")),
        ("GET", format!("/orders/{ONE}")),
        ("GET", format!("/v1/orders/{TWO}")),
        ("GET", "/v1/balance".to_owned()),
    ] {
        let request = Request::new(method, &path).header("authorization", "Bearer practice");
        let reply = desk.send(&request);
        assert_eq!((reply.status, body(&reply)["message"].is_string()), (404, true), "{path}");
    }
}

#[test]
fn the_listed_cards_behave_as_listed() {
    for (number, first, last, charged) in [
        ("4111111111111111", "approved", "approved", 1),
        ("5555555555554444", "approved", "approved", 1),
        ("4000000000000002", "failed", "failed", 0),
        ("4000000000009995", "failed", "failed", 0),
        ("4000000000000127", "failed", "failed", 0),
        ("4000000000000341", "timeout", "approved", 1),
        ("4000000000000036", "timeout", "failed", 0),
        ("4000000000000044", "timeout", "timeout", 1),
        ("4000000000000028", "timeout", "timeout", 0),
        ("4000000000000119", "system_error", "system_error", 0),
        ("4000000000000259", "initiated", "approved", 1),
        ("4000000000003220", "initiated", "failed", 0),
        ("4000000000000077", "reviewing", "approved", 1),
        ("4012888888881881", "failed", "failed", 0),
    ] {
        let mut desk = Desk::open();
        assert_eq!(status(&desk.purchase(ONE, number)), first, "{number}");
        desk.look(ONE);
        assert_eq!(status(&desk.look(ONE)), last, "{number}");
        assert_eq!(desk.truth()["charges"], charged, "{number}");
    }
    let named = simulator::mpg::cards::numbers().count();
    assert_eq!(named, 13, "a new card belongs into this list");
}

#[test]
fn a_card_past_its_month_is_declined() {
    let mut desk = Desk::open();
    for (month, year, expected) in
        [(5, 2026, "failed"), (6, 2026, "approved"), (12, 2025, "failed")]
    {
        let mut wish = moto(ONE, APPROVED);
        wish["order_id"] = Value::Null;
        wish["source"]["month"] = json!(month);
        wish["source"]["year"] = json!(year);
        let reply = body(&desk.send(&post("purchase", &wish)));
        assert_eq!(status(&reply), expected, "{month}/{year}");
    }
}

#[test]
fn internet_orders_need_a_finished_authentication_and_the_others_none() {
    let mut desk = Desk::open();
    let mut wish = moto(ONE, APPROVED);
    wish["transaction_type"] = json!("merchant");
    wish["order_id"] = json!(TWO);
    assert_eq!(desk.send(&post("purchase", &wish)).status, 201);
    wish["order_id"] = json!(ONE);
    wish.as_object_mut().unwrap().remove("transaction_type");
    let reply = desk.send(&post("purchase", &wish));
    assert_eq!(reply.status, 422, "internet is the default");
    assert!(body(&reply)["errors"]["source.auth"].is_array());
    wish["source"]["auth"] = json!({ "status": "N", "eci": "07" });
    assert_eq!(status(&body(&desk.send(&post("purchase", &wish)))), "failed");
    wish["order_id"] = Value::Null;
    wish["source"]["auth"]["status"] = json!("Y");
    let reply = body(&desk.send(&post("purchase", &wish)));
    assert_eq!(status(&reply), "approved");
    assert_eq!(reply["transactions"][0]["source_type"], "internet");
}

#[test]
fn a_hold_is_captured_in_parts_and_the_rest_let_go() {
    let mut desk = Desk::open();
    let order = desk.authorize(ONE);
    assert_eq!(
        (&order["captured_amount"], &order["transactions"][0]["type"]),
        (&json!(0), &json!("authorize"))
    );
    assert_eq!(desk.money(), money("0.00", "10.00"));
    let part = json!({ "amount": 300, "final": false, "transaction_id": change_id(1) });
    let order = body(&desk.send(&post(&format!("{ONE}/capture"), &part)));
    assert_eq!((&order["captured_amount"], desk.money()), (&json!(300), money("3.00", "7.00")));
    assert_eq!(desk.change("capture", 2, 701).status, 422, "not more than is held");
    let order = body(&desk.change("capture", 3, 400));
    assert_eq!((&order["captured_amount"], desk.money()), (&json!(700), money("7.00", "0.00")));
    let truth = desk.truth();
    assert_eq!((&truth["charges"], &truth["released"]), (&json!(2), &json!("3.00")));
    assert_eq!(desk.change("refund", 4, 700).status, 200, "captured money can be refunded");
    assert_eq!(desk.money(), money("0.00", "0.00"));
}

#[test]
fn capture_wants_an_amount_of_100_and_a_final() {
    let mut desk = Desk::open();
    desk.authorize(ONE);
    let reply = desk.send(&post(&format!("{ONE}/capture"), &json!({ "amount": 99, "final": 1 })));
    let errors = object(body(&reply)["errors"].clone());
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["amount", "final"]);
    let reply = desk.send(&post(&format!("{ONE}/capture"), &json!({})));
    assert_eq!(reply.status, 422);
    assert_eq!(desk.send(&post(&format!("{TWO}/capture"), &json!({}))).status, 404);
    assert_eq!(desk.money(), money("0.00", "10.00"));
}

#[test]
fn every_endpoint_can_lose_its_reply_and_the_ledger_has_acted() {
    let mut desk = Desk::open();
    desk.fault(json!({ "endpoint": "purchase", "kind": "drop" }));
    let lost = desk.send(&post("purchase", &moto(ONE, APPROVED)));
    assert_eq!((lost.delivery, desk.money()), (Delivery::DropBefore, money("10.00", "0.00")));
    desk.fault(json!({ "endpoint": "void", "kind": "half_json" }));
    assert_eq!(desk.change("void", 1, 400).body_json(), None);
    assert_eq!(desk.money(), money("6.00", "0.00"));
    let change = |what: &str| post(&format!("{ONE}/{what}"), &json!({}));
    for (endpoint, request) in [
        ("purchase", post("purchase", &moto(ONE, APPROVED))),
        ("authorize", post("authorize", &moto(ONE, APPROVED))),
        ("capture", change("capture")),
        ("void", change("void")),
        ("refund", change("refund")),
        ("get", get(ONE)),
        ("other", Request::new("GET", "/elsewhere")),
    ] {
        desk.fault(json!({ "endpoint": endpoint, "kind": "rate_limit", "retry_after": 3 }));
        desk.fault(json!({ "endpoint": endpoint, "kind": "stall" }));
        desk.fault(json!({ "endpoint": endpoint, "kind": "late", "ms": 9 }));
        desk.fault(json!({ "endpoint": endpoint, "kind": "html" }));
        let limited = desk.send(&request);
        assert_eq!((limited.status, body(&limited)["message"].is_string()), (429, true));
        assert!(limited.headers.contains(&("retry-after".into(), "3".into())), "{endpoint}");
        assert_eq!(desk.send(&request).delivery, Delivery::Stall, "{endpoint}");
        assert_eq!(desk.send(&request).delivery, Delivery::Late { ms: 9 }, "{endpoint}");
        let page = desk.send(&request);
        assert_eq!((page.status, page.body_json()), (502, None), "{endpoint}");
    }
    assert_eq!(desk.money(), money("6.00", "0.00"));
}

#[test]
fn misspelt_levers_are_refused_whole() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    for fault in [
        json!({ "kind": "dorp" }),
        json!({ "kind": "drop", "endpoint": "create" }),
        json!({ "kind": "outcome", "status": "approved", "then": "failed" }),
        json!({ "kind": "outcome", "status": "timeout", "then": "perhaps" }),
        json!({ "kind": "figures", "wiht": {} }),
    ] {
        assert!(desk.mpg.inject(object(fault.clone())).is_err(), "{fault}");
    }
    let before = desk.mpg.state(NOON);
    for settings in [
        json!({ "settle_ms": 5, "colour": "red" }),
        json!({ "settle_ms": 5, "id_field": "id" }),
        json!({ "settle_ms": 5, "repeat": "never" }),
        json!({ "settle_ms": 5, "forbidden": ["create"] }),
        json!({ "settle_ms": 5, "forbidden": "void" }),
    ] {
        let set = desk.mpg.configure(object(settings.clone()), NOON);
        assert!(set.is_err(), "{settings}");
    }
    assert!(desk.lever("explode").is_err());
    assert_eq!(before, desk.mpg.state(NOON));
    desk.mpg.reset();
    assert_eq!(desk.mpg.state(NOON)["orders"], json!([]));
}

#[test]
fn it_is_served_without_a_version_in_its_base() {
    let live = crate::client::Live::start();
    let bearer = [("authorization", "Bearer practice")];
    let url = live.url("mpg");
    let wish = moto(ONE, APPROVED);
    let seen = crate::client::call(&url, "POST", "/v1/orders/purchase", &bearer, Some(&wish));
    assert_eq!((seen.status, status(&seen.json())), (201, "approved"));
    let settle = json!({ "upstream": "mpg", "action": "settle" });
    live.control(&format!("/orders/{ONE}"), &settle);
    let state = live.state_of("mpg");
    assert_eq!(
        (&state["orders"][0]["net"], &state["totals"]["SAR"]["net"]),
        (&json!("10.00"), &json!("10.00"))
    );
    assert_eq!(state["orders"][0]["settled"], true);
}

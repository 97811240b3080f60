//! The documented forms, on a clock the tests hold in their hands.

use serde_json::{Value, json};
use simulator::{Delivery, Request};

use super::{Desk, body, get, order, put};
use crate::NOON;

#[test]
fn the_create_reply_has_what_the_table_promises() {
    let mut desk = Desk::open();
    let mut wish = order();
    wish["successUrl"] = json!("https://shop.example/yes");
    wish["returnUrl"] = json!("https://shop.example/back");
    wish["customFields"] = json!({ "cf1": "till 7" });
    let request = put("/v1/orders/sale-1", &wish).header("Host", "127.0.0.1:7004");
    let reply = desk.agreed(&request);
    let txn_id = reply["object"]["txnId"].as_str().unwrap();
    assert_eq!(txn_id.len(), 36);
    let expected = json!({
        "type": "ORDER",
        "object": {
            "orderId": "sale-1",
            "txnId": txn_id,
            "createdAt": "2026-06-07T12:00:00Z",
            "expireAt": "2026-06-07T12:10:00Z",
            "payUrl": format!("http://127.0.0.1:7004/pay/{txn_id}"),
            "autoConfirm": true,
            "successUrl": "https://shop.example/yes",
            "returnUrl": "https://shop.example/back",
            "amount": { "value": "7635.01", "currency": "USD" },
            "convAmount": { "value": "7635.01", "currency": "USD" },
            "customFields": { "cf1": "till 7" },
            "status": {
                "changedAt": "2026-06-07T12:00:00Z",
                "value": "PENDING",
                "description": "PENDING on 2026-06-07T12:00:00Z",
            },
        },
    });
    assert_eq!(reply, expected);
    let mut read = desk.look("sale-1");
    assert_eq!(read["items"], json!([]));
    assert_eq!(read.get("returnUrl"), None, "the page about reading has none");
    read.as_object_mut().unwrap().remove("items");
    assert_eq!(read["amount"], expected["object"]["amount"]);
}

#[test]
fn a_refusal_has_the_documented_form_and_names_every_field() {
    let mut desk = Desk::open();
    let reply = desk.send(&put("/v1/orders/bad", &json!({ "autoConfirm": "yes" })));
    assert_eq!(reply.status, 400);
    let error = body(&reply)["error"].clone();
    assert!(error["code"].is_u64());
    assert!(error["description"].is_string());
    let names = error["details"].as_array().unwrap().iter().map(|detail| {
        assert_eq!(detail["fields"][0]["type"], "body");
        detail["fields"][0]["name"].as_str().unwrap().to_owned()
    });
    assert_eq!(names.collect::<Vec<_>>(), ["description", "autoConfirm", "amount"]);
    let again = desk.send(&put("/v1/orders/bad", &json!({})));
    assert_ne!(error["traceId"], body(&again)["error"]["traceId"], "one for each request");
    assert_eq!(desk.payerly.orders().count(), 0);
}

#[test]
fn what_breaks_a_rule_of_the_table_is_refused() {
    let mut desk = Desk::open();
    let amount = |value: Value, currency: &str| json!({ "value": value, "currency": currency });
    for (key, value) in [
        ("description", json!(" ")),
        ("autoConfirm", json!(1)),
        ("amount", amount(json!("10.001"), "USD")),
        ("amount", amount(json!("10.0"), "JPY")),
        ("amount", amount(json!("0"), "USD")),
        ("amount", amount(json!("-1.00"), "USD")),
        ("amount", amount(json!("1e3"), "USD")),
        ("amount", amount(json!("1,000.00"), "USD")),
        ("amount", amount(json!(10), "USD")),
        ("amount", amount(json!("10.00"), "usd")),
        ("expireAt", json!("2026-06-07T11:59:59Z")),
        ("expireAt", json!("2026-06-08")),
        ("callbackUrl", json!("ftp://shop.example")),
        ("customer", json!({ "phone": "+970599000000" })),
        ("customer", json!({ "country": "PS" })),
        ("customFields", json!({ "cf1": 7 })),
    ] {
        let mut wish = order();
        wish[key] = value.clone();
        let reply = desk.send(&put("/v1/orders/bad", &wish));
        assert_eq!(reply.status, 400, "{key}: {value}");
    }
    let mut no_type = put("/v1/orders/bad", &order());
    no_type.headers.retain(|(name, _)| name != "content-type");
    assert_eq!(desk.send(&no_type).status, 400);
    assert_eq!(desk.payerly.orders().count(), 0);
    let mut dinars = order();
    dinars["amount"] = amount(json!("1.234"), "KWD");
    assert_eq!(desk.send(&put("/v1/orders/kwd", &dinars)).status, 200);
    assert_eq!(desk.look("kwd")["amount"]["value"], "1.234");
}

#[test]
fn only_bearer_tokens_open_the_door() {
    let mut desk = Desk::open();
    desk.create("a");
    let mut status = |token: &str| {
        let request = Request::new("GET", "/v1/orders/a").header("Authorization", token);
        desk.send(&request).status
    };
    let seen = ["Bearer any", "Basic any", "any", "Bearer ", ""].map(&mut status);
    assert_eq!(seen, [200, 401, 401, 401, 401]);
    desk.set(json!({ "api_key": "only" }));
    let mut status = |token: &str| {
        let request = Request::new("GET", "/v1/orders/a").header("Authorization", token);
        let reply = desk.send(&request);
        assert_eq!(reply.status == 401, body(&reply)["error"]["traceId"].is_string());
        reply.status
    };
    assert_eq!((status("Bearer only"), status("Bearer any")), (200, 401));
}

#[test]
fn what_is_not_documented_is_not_there() {
    let mut desk = Desk::open();
    desk.create("a");
    let payment = desk.pay("a");
    let request = |method: &str, target: &str| {
        Request::new(method, target).header("authorization", "Bearer practice")
    };
    for (method, target, status) in [
        ("DELETE", "/v1/orders/a", 405),
        ("POST", "/v1/orders/a", 405),
        ("GET", "/v1/refunds/r", 405),
        ("GET", &format!("/v1/payments/{payment}"), 404),
        ("GET", "/v1/orders", 404),
        ("GET", "/orders/a", 404),
        ("GET", "/v1/balance", 404),
    ] {
        let reply = desk.send(&request(method, target));
        assert_eq!((reply.status, body(&reply)["error"].is_object()), (status, true), "{target}");
    }
}

#[test]
fn a_payment_and_its_refunds_lie_in_the_orders_items() {
    let mut desk = Desk::open();
    desk.create("a");
    let payment = desk.pay("a");
    let wish = json!({
        "paymentId": payment,
        "amount": { "value": "35.01", "currency": "USD" },
        "callbackUrl": "https://shop.example/hook",
    });
    let refund = body(&desk.refund("r-1", &wish));
    assert_eq!((&refund["type"], &refund["object"]["refundId"]), (&json!("REFUND"), &json!("r-1")));
    assert_eq!(refund["object"]["additionalInfo"]["rrn"].as_str().map(str::len), Some(12));
    assert_eq!(refund["object"]["status"]["value"], "COMPLETED");
    let read = desk.look("a");
    assert_eq!(read["paidAmount"], json!({ "value": "7635.01", "currency": "USD" }));
    assert_eq!(read["items"][0]["type"], "PAYMENT");
    assert_eq!(read["items"][0]["object"]["paymentId"], json!(payment));
    assert_eq!(read["items"][1], refund);
    let list = desk.agreed(&get(&format!("/v1/payments/{payment}/refunds")));
    assert_eq!(list, json!({ "items": [refund] }));
    let unknown = desk.send(&get("/v1/payments/nobody/refunds"));
    assert_eq!(unknown.status, 404);
}

#[test]
fn an_order_without_an_expiry_lives_for_its_usual_time() {
    let mut desk = Desk::open();
    desk.set(json!({ "lifetime_ms": 60_000 }));
    let mut wish = order();
    wish.as_object_mut().unwrap().remove("expireAt");
    let reply = desk.agreed(&put("/v1/orders/a", &wish));
    assert_eq!(reply["object"]["expireAt"], "2026-06-07T12:01:00Z");
    desk.now += 60_000;
    assert_eq!(desk.look("a")["status"]["value"], "CLOSED");
}

#[test]
fn the_customer_of_a_plan_acts_when_it_is_due_and_not_before() {
    let mut desk = Desk::open();
    desk.set(json!({ "customer": { "action": "pay", "after_ms": 3_000 } }));
    desk.fault(json!({ "kind": "customer", "action": "decline", "after_ms": 1_000 }));
    desk.create("declined");
    desk.create("paid");
    desk.set(json!({ "customer": {} }));
    desk.create("left");
    desk.now = NOON + 2_999;
    let mut words = |now: u64| {
        desk.now = now;
        ["declined", "paid", "left"].map(|id| desk.look(id)["status"]["value"].clone())
    };
    assert_eq!(words(NOON + 2_999), ["DECLINED", "PENDING", "PENDING"]);
    assert_eq!(words(NOON + 3_000), ["DECLINED", "CONFIRMED", "PENDING"]);
    assert_eq!(desk.look("paid")["status"]["changedAt"], "2026-06-07T12:00:03Z");
}

#[test]
fn every_endpoint_can_lose_its_reply_and_the_ledger_has_acted() {
    let mut desk = Desk::open();
    desk.fault(json!({ "endpoint": "create", "kind": "drop" }));
    assert_eq!(desk.send(&put("/v1/orders/a", &order())).delivery, Delivery::DropBefore);
    assert_eq!(desk.look("a")["status"]["value"], "PENDING", "the lost PUT made the order");
    let payment = desk.pay("a");
    desk.fault(json!({ "endpoint": "refund", "kind": "cut", "at": 5 }));
    let wish = json!({ "paymentId": payment });
    assert_eq!(desk.refund("r", &wish).delivery, Delivery::Truncate { at: 5 });
    assert_eq!(desk.truth("a")["net"], "0.00", "the cut refund went out");
    for (endpoint, request) in [
        ("get", get("/v1/orders/a")),
        ("refunds", get(&format!("/v1/payments/{payment}/refunds"))),
        ("create", put("/v1/orders/a", &order())),
        ("refund", put("/v1/refunds/r", &wish)),
        ("page", Request::new("GET", "/pay/nobody")),
        ("press", Request::new("POST", "/pay/nobody")),
        ("other", Request::new("GET", "/elsewhere")),
    ] {
        desk.fault(json!({ "endpoint": endpoint, "kind": "rate_limit", "retry_after": 3 }));
        desk.fault(json!({ "endpoint": endpoint, "kind": "stall" }));
        desk.fault(json!({ "endpoint": endpoint, "kind": "late", "ms": 9 }));
        desk.fault(json!({ "endpoint": endpoint, "kind": "html" }));
        let limited = desk.send(&request);
        assert_eq!((limited.status, body(&limited)["error"].is_object()), (429, true));
        assert!(limited.headers.contains(&("retry-after".into(), "3".into())), "{endpoint}");
        assert_eq!(desk.send(&request).delivery, Delivery::Stall, "{endpoint}");
        assert_eq!(desk.send(&request).delivery, Delivery::Late { ms: 9 }, "{endpoint}");
        let page = desk.send(&request);
        assert_eq!((page.status, page.body_json()), (502, None), "{endpoint}");
    }
    assert_eq!(desk.truth("a")["refunds"].as_array().map(Vec::len), Some(1));
}

#[test]
fn misspelt_levers_are_refused_whole() {
    let mut desk = Desk::open();
    use simulator::Upstream as _;
    for fault in [
        json!({ "kind": "dorp" }),
        json!({ "kind": "drop", "endpoint": "creat" }),
        json!({ "kind": "no_pay_url", "tmies": 2 }),
        json!({ "kind": "customer", "action": "steal" }),
        json!({ "kind": "customer", "action": "pay", "amount": "0" }),
    ] {
        let injected = desk.payerly.inject(super::object(fault.clone()));
        assert!(injected.is_err(), "{fault}");
    }
    let before = desk.payerly.state(NOON);
    for settings in [
        json!({ "refund_ms": 5, "colour": "red" }),
        json!({ "refund_ms": 5, "order_repeat": "sometimes" }),
        json!({ "refund_ms": 5, "status_words": { "HAPPY": "x" } }),
        json!({ "refund_ms": 5, "conversion": { "currency": "EUR" } }),
        json!({ "refund_ms": 5, "clock_ahead_ms": "a bit" }),
    ] {
        let set = desk.payerly.configure(super::object(settings.clone()), NOON);
        assert!(set.is_err(), "{settings}");
    }
    assert_eq!(before, desk.payerly.state(NOON));
    desk.create("a");
    assert!(desk.customer("a", json!({ "action": "pay", "payments": 11 })).is_err());
    assert!(desk.customer("nobody", json!({ "action": "pay" })).is_err());
    assert_eq!(desk.truth("a")["charges"], 0);
}

#[test]
fn a_reset_forgets_the_orders_and_gives_no_id_twice() {
    use simulator::Upstream as _;
    let mut desk = Desk::open();
    let before = desk.create("a")["txnId"].clone();
    desk.pay("a");
    desk.set(json!({ "refunds_enabled": false }));
    desk.payerly.reset();
    let state = desk.payerly.state(NOON);
    assert_eq!((&state["orders"], &state["totals"]), (&json!([]), &json!({})));
    assert_eq!(state["settings"]["refunds_enabled"], true);
    assert_ne!(desk.create("a")["txnId"], before);
}

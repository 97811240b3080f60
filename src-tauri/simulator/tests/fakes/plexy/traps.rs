//! Every trap that Plexy's documents leave for a client.

use serde_json::{Value, json};
use simulator::plexy::{AGENT_ID, Plexy};
use simulator::{ControlError, Upstream};

use super::{KEY, card, configure, created, error, get, inject, plexy, post, read, top_up};
use crate::client::{End, Live, call};
use crate::{NOON, body, object};

fn end(plexy: &mut Plexy, id: &Value, change: Value, now: u64) -> Result<Value, ControlError> {
    plexy.end_order(id.as_str().unwrap(), object(change), now)
}

fn completed(plexy: &mut Plexy) -> Value {
    configure(plexy, json!({ "delay_ms": 0 }));
    created(plexy, "completed", &card(503, "r"), NOON)["id"].clone()
}

#[test]
fn the_charge_is_neither_the_price_nor_the_amount() {
    let mut plexy = plexy();
    let order = created(&mut plexy, "k", &top_up(), NOON);
    let product = body(&plexy.handle(&get("/products/456"), NOON));
    assert_eq!((&order["charged_amount"], &product["price"]), (&json!("12.50"), &json!(10)));
    configure(&mut plexy, json!({ "charges": { "501": "9.99" } }));
    assert_eq!(created(&mut plexy, "l", &card(501, "r"), NOON)["charged_amount"], "9.99");
}

#[test]
fn a_low_balance_is_refused_with_a_status_nobody_documented() {
    let mut plexy = plexy();
    configure(&mut plexy, json!({ "balance": { "USD": "12.49" } }));
    for status in [400, 402, 409, 422] {
        configure(&mut plexy, json!({ "low_balance_status": status }));
        let refusal = error(&plexy.handle(&post("k", &top_up()), NOON));
        assert_eq!(refusal.0, status);
    }
    assert_eq!(plexy.orders().count(), 0);
    inject(&mut plexy, json!({ "kind": "low_balance", "status": 402 }));
    let refusal = error(&plexy.handle(&post("k", &card(501, "r")), NOON));
    assert_eq!((refusal.0, refusal.1), (402, json!("insufficient_balance")));
}

#[test]
fn a_completed_order_hides_its_code_in_words_nobody_knows() {
    let mut plexy = plexy();
    let id = completed(&mut plexy);
    let state = plexy.state(NOON);
    let code = &state["orders"][0]["codes"][0]["code"];
    let mut content = |shape: &str| {
        inject(&mut plexy, json!({ "kind": "content", "shape": shape }));
        read(&mut plexy, &id, NOON).get("order_content").cloned()
    };
    let unknown = content("unknown_keys").unwrap();
    assert_eq!((&unknown["deliverable_1"], unknown.get("voucher_code")), (code, None));
    assert_eq!(&content("nested").unwrap()["item"]["voucher_code"], code);
    assert_eq!(content("empty"), Some(json!({})));
    assert_eq!(content("null"), Some(Value::Null));
    assert_eq!(content("absent"), None);
    let serial = content("numeric_code").unwrap()["serial_number"].to_string();
    assert_eq!(serial.trim_matches('"').len(), 11);
    assert_eq!(&read(&mut plexy, &id, NOON)["order_content"]["voucher_code"], code);
}

#[test]
fn a_content_fault_waits_for_a_content() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "kind": "content", "shape": "empty" }));
    let id = created(&mut plexy, "k", &card(501, "r"), NOON)["id"].clone();
    assert!(read(&mut plexy, &id, NOON)["order_content"]["vendor_order_id"].is_string());
    assert_eq!(read(&mut plexy, &id, NOON + 5_000)["order_content"], json!({}));
}

#[test]
fn a_status_word_nobody_knows_comes_and_goes() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "endpoint": "create", "kind": "unknown_status" }));
    inject(&mut plexy, json!({ "kind": "unknown_status", "word": "frozen" }));
    let order = created(&mut plexy, "k", &top_up(), NOON);
    assert_eq!(order["status"], "on_review");
    assert_eq!(read(&mut plexy, &order["id"], NOON)["status"], "frozen");
    assert_eq!(read(&mut plexy, &order["id"], NOON)["status"], "pending");
}

#[test]
fn an_order_says_that_it_is_a_test() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "kind": "is_test" }));
    let order = created(&mut plexy, "k", &top_up(), NOON);
    assert_eq!(order["is_test"], false);
    assert_eq!(read(&mut plexy, &order["id"], NOON)["is_test"], true);
    configure(&mut plexy, json!({ "is_test": true }));
    assert_eq!(read(&mut plexy, &order["id"], NOON)["is_test"], true);
}

#[test]
fn completed_and_failed_at_once_is_a_contradiction() {
    let mut plexy = plexy();
    let id = completed(&mut plexy);
    inject(&mut plexy, json!({ "kind": "both_times" }));
    let order = read(&mut plexy, &id, NOON);
    assert!(order["completed_at"].is_string() && order["failed_at"].is_string(), "{order}");
    assert_eq!(read(&mut plexy, &id, NOON)["failed_at"], Value::Null);
}

#[test]
fn a_new_order_is_missing_from_the_list_for_a_while() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "kind": "listing_delay", "ms": 30_000 }));
    let id = created(&mut plexy, "late", &card(501, "r"), NOON)["id"].clone();
    created(&mut plexy, "at once", &card(501, "r"), NOON);
    let mut list = |query: &str, now| body(&plexy.handle(&get(&format!("/orders{query}")), now));
    for query in ["", "?product_id=501"] {
        let early = list(query, NOON + 29_999);
        assert_eq!(
            (&early["total"], early["items"].as_array().map(Vec::len)),
            (&json!(1), Some(1))
        );
        assert_eq!(early["items"][0]["idempotency_key"], "at once");
    }
    assert_eq!(list("", NOON + 30_000)["total"], 2);
    assert_eq!(list("", NOON + 30_000)["items"][1]["id"], id);
}

#[test]
fn late_truths_move_the_money_and_show_in_the_times() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "kind": "fail" }));
    configure(&mut plexy, json!({ "delay_ms": 0 }));
    let id = created(&mut plexy, "k", &card(503, "r"), NOON)["id"].clone();
    let balance = |plexy: &Plexy| plexy.ledger().balance("USD").unwrap().normalize().to_string();
    assert_eq!(balance(&plexy), "500");
    let refused = end(&mut plexy, &id, json!({ "status": "completed" }), NOON);
    assert!(matches!(refused, Err(ControlError::Ended(_))), "ended orders never change");

    let forced = |status: &str| json!({ "status": status, "force": true });
    let state = end(&mut plexy, &id, forced("completed"), NOON + 9_000).unwrap();
    assert_eq!((&state["charges"], &state["charged"]), (&json!(2), &json!("39.18")));
    assert!(state["codes"][0]["code"].is_string());
    let order = read(&mut plexy, &id, NOON + 9_000);
    let seen = (&order["status"], &order["failed_at"], &order["completed_at"]);
    assert_eq!(seen, (&json!("completed"), &Value::Null, &json!("2026-06-07T12:00:09Z")));
    assert_eq!(balance(&plexy), "480.41");

    end(&mut plexy, &id, forced("reversed"), NOON + 19_000).unwrap();
    let order = read(&mut plexy, &id, NOON + 19_000);
    let seen = (&order["status"], &order["failed_at"], &order["completed_at"]);
    assert_eq!(seen, (&json!("reversed"), &Value::Null, &json!("2026-06-07T12:00:09Z")));
    assert!(order["order_content"].get("voucher_code").is_none(), "taken back");
    assert_eq!(balance(&plexy), "500");

    end(&mut plexy, &id, forced("failed"), NOON + 29_000).unwrap();
    assert_eq!(read(&mut plexy, &id, NOON + 29_000)["failed_at"], "2026-06-07T12:00:29Z");
    assert_eq!(balance(&plexy), "500");
    configure(&mut plexy, json!({ "balance": { "USD": "1.00" } }));
    let poor = end(&mut plexy, &id, forced("completed"), NOON + 30_000);
    assert!(matches!(poor, Err(ControlError::BadRequest(_))), "nothing to pay it with");
}

#[test]
fn a_code_comes_a_second_time() {
    let mut plexy = plexy();
    configure(&mut plexy, json!({ "delay_ms": 0 }));
    inject(&mut plexy, json!({ "kind": "same_code", "skip": 1 }));
    let mut codes = (0..3).map(|n| {
        let order = created(&mut plexy, &format!("k{n}"), &card(501, "r"), NOON);
        order["order_content"]["voucher_code"].to_string()
    });
    let codes: [String; 3] = std::array::from_fn(|_| codes.next().unwrap());
    assert_eq!(codes[0], codes[1]);
    assert_ne!(codes[0], codes[2]);
    let charges = plexy.orders().map(|order| plexy.ledger().of_order(order.serial).charges);
    assert_eq!(charges.sum::<u32>(), 3, "paid for three times");
}

#[test]
fn a_held_order_stays_pending_until_a_person_ends_it() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "kind": "hold" }));
    let id = created(&mut plexy, "k", &card(504, "r"), NOON)["id"].clone();
    assert_eq!(read(&mut plexy, &id, NOON + 86_400_000)["status"], "pending");
    end(&mut plexy, &id, json!({ "status": "completed" }), NOON + 86_400_000).unwrap();
    let order = read(&mut plexy, &id, NOON + 86_400_000);
    assert!(order["order_content"]["redeem_url"].as_str().is_some_and(|it| it.len() > 40));
}

#[test]
fn codes_come_after_so_many_reads() {
    let mut plexy = plexy();
    configure(&mut plexy, json!({ "after_polls": 2 }));
    let id = created(&mut plexy, "k", &card(505, "r"), NOON)["id"].clone();
    assert_eq!(read(&mut plexy, &id, NOON)["status"], "pending");
    let order = read(&mut plexy, &id, NOON);
    assert_eq!(order["status"], "completed");
    assert_eq!(order["order_content"]["pin_code"].as_str().map(str::len), Some(4));
}

#[test]
fn misspelt_control_requests_are_refused_whole() {
    let mut plexy = plexy();
    for fault in [
        json!({ "kind": "dorp" }),
        json!({ "kind": "drop", "endpoint": "profile" }),
        json!({ "kind": "content", "shape": "round" }),
        json!({ "kind": "fail", "ms": 2 }),
        json!({ "kind": "low_balance", "status": 200 }),
    ] {
        assert!(plexy.inject(object(fault.clone())).is_err(), "{fault}");
    }
    for settings in [
        json!({ "delay_ms": 5, "product_numbers": "roman" }),
        json!({ "delay_ms": 5, "colour": "red" }),
        json!({ "delay_ms": 5, "balance": { "USD": "-1" } }),
        json!({ "delay_ms": 5, "low_balance_status": 503 }),
        json!({ "delay_ms": 5, "charges": { "steam": "1" } }),
    ] {
        assert!(plexy.configure(object(settings.clone()), NOON).is_err(), "{settings}");
    }
    let state = plexy.state(NOON);
    let seen = (&state["faults_pending"], &state["settings"]["delay_ms"]);
    assert_eq!(seen, (&json!(0), &json!(1_200)));
    let id = created(&mut plexy, "k", &top_up(), NOON)["id"].clone();
    assert!(end(&mut plexy, &id, json!({ "status": "pending" }), NOON).is_err());
    assert!(end(&mut plexy, &json!("nobody"), json!({ "status": "failed" }), NOON).is_err());
}

/// The wire's own traps, through the real HTTP shell: that they are there for this supplier too.
#[test]
fn the_wire_fails_in_every_way_and_the_key_finds_the_order_again() {
    let live = Live::start();
    let url = live.url("plexy");
    let target = format!("/agent/{AGENT_ID}/orders");
    let send = |key: &str| {
        let headers = [("authorization", KEY), ("idempotency-key", key)];
        call(&url, "POST", &target, &headers, Some(&top_up()))
    };
    let fault = |fault: Value| live.control("/faults", &fault);
    let on_create = |kind: &str| json!({ "upstream": "plexy", "endpoint": "create", "kind": kind });
    for kind in ["drop", "cut", "half_json", "bom", "empty", "garbage", "huge", "duplicate_keys"] {
        fault(on_create(kind));
        let lost = send(kind);
        let readable = serde_json::from_slice::<Value>(&lost.body).is_ok();
        assert_eq!(readable, ["huge", "duplicate_keys"].contains(&kind), "{kind}");
        let again = send(kind);
        assert_eq!((again.status, &again.json()["idempotency_key"]), (200, &json!(kind)));
    }
    for (kind, status) in [("html", 502), ("server_error", 500), ("redirect", 302)] {
        fault(on_create(kind));
        assert_eq!(send(kind).status, status, "{kind}");
        assert_eq!(send(kind).status, 201, "{kind}: nothing had been done");
    }
    let mut limited = on_create("rate_limit");
    limited["retry_after"] = json!("7");
    fault(limited);
    let seen = send("limited");
    assert_eq!((seen.status, seen.header("retry-after"), &seen.end), (429, Some("7"), &End::Whole));
    assert_eq!(seen.json()["error"]["type"], "rate_limit_error");
    let state = live.state_of("plexy");
    assert_eq!(state["orders"].as_array().map(Vec::len), Some(11));
    assert_eq!(state["requests"]["create"], 23);
}

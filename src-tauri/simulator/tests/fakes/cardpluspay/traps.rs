//! Every trap that CardPlusPay's documents leave for a client.

use serde_json::{Value, json};
use simulator::cardpluspay::CardPlusPay;
use simulator::{ControlError, Upstream};

use super::{
    GOOGLE, KEY, RAZER, balance, bought, cardpluspay, configure, data, get, inject, order, post,
    read, refused,
};
use crate::client::{Live, call};
use crate::{NOON, body, object};

fn end(fake: &mut CardPlusPay, id: &Value, change: Value) -> Result<Value, ControlError> {
    fake.end_order(&id.to_string(), object(change), NOON)
}

#[test]
fn every_request_is_an_order_and_nothing_tells_them_apart() {
    let mut fake = cardpluspay();
    let (one, two) = (bought(&mut fake, GOOGLE, NOON), bought(&mut fake, GOOGLE, NOON));
    assert_ne!(one["order_id"], two["order_id"]);
    assert_ne!(one["codes"][0]["code"], two["codes"][0]["code"]);
    assert_eq!(balance(&fake), "490.2");
    let list = data(&fake.handle(&get("/orders"), NOON));
    let mut rows = list["orders"].as_array().unwrap().clone();
    for row in &mut rows {
        row.as_object_mut()
            .unwrap()
            .retain(|key, _| !["order_id", "order_no"].contains(&key.as_str()));
    }
    assert_eq!(rows[0], rows[1]);
}

#[test]
fn a_failure_may_come_with_two_hundred() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "success_false" }));
    inject(&mut fake, json!({ "kind": "success_false", "acted": true }));
    let reply = fake.handle(&order(GOOGLE, 1), NOON);
    assert_eq!(refused(&reply).0, 200);
    assert_eq!((&body(&reply)["data"], fake.orders().count()), (&Value::Null, 0));
    assert_eq!(refused(&fake.handle(&order(GOOGLE, 1), NOON)).0, 200);
    assert_eq!(fake.orders().count(), 1, "and may be a lie");
    inject(&mut fake, json!({ "endpoint": "balance", "kind": "success_false" }));
    assert_eq!(refused(&fake.handle(&get("/balance"), NOON)).0, 200);
}

#[test]
fn low_balance_and_empty_shelves_are_the_same_400() {
    let mut fake = cardpluspay();
    configure(&mut fake, json!({ "balance": { "USD": "4.89" }, "stock": { RAZER: 0 } }));
    let poor = refused(&fake.handle(&order(GOOGLE, 1), NOON));
    let gone = refused(&fake.handle(&order(RAZER, 1), NOON));
    assert_eq!((poor.0, gone.0), (400, 400));
    assert_ne!(poor.1, gone.1, "the words alone differ");
    configure(&mut fake, json!({ "balance": { "USD": "500" } }));
    inject(&mut fake, json!({ "kind": "low_balance" }));
    inject(&mut fake, json!({ "kind": "out_of_stock" }));
    assert_eq!(refused(&fake.handle(&order(GOOGLE, 1), NOON)), poor);
    assert_eq!(refused(&fake.handle(&order(GOOGLE, 1), NOON)), gone);
    assert_eq!((fake.orders().count(), balance(&fake)), (0, "500".to_owned()));
    bought(&mut fake, GOOGLE, NOON);
}

#[test]
fn stock_is_used_up() {
    let mut fake = cardpluspay();
    configure(&mut fake, json!({ "stock": { GOOGLE: 3 } }));
    data(&fake.handle(&order(GOOGLE, 2), NOON));
    assert_eq!(refused(&fake.handle(&order(GOOGLE, 2), NOON)).0, 400);
    data(&fake.handle(&order(GOOGLE, 1), NOON));
    assert_eq!(fake.state(NOON)["settings"]["stock"][GOOGLE], 0);
}

#[test]
fn numbers_and_strings_change_places() {
    let mut fake = cardpluspay();
    let amounts = |fake: &mut CardPlusPay| {
        let created = bought(fake, GOOGLE, NOON);
        let read = read(fake, &created["order_id"], NOON);
        let check = post("/orders/check", &json!({ "item_id": GOOGLE }));
        let check = data(&fake.handle(&check, NOON));
        let balance = data(&fake.handle(&get("/balance"), NOON));
        let item = data(&fake.handle(&get("/catalog"), NOON))["products"][0].clone();
        [
            created["amount"].is_string(),
            created["codes"][0]["charged_amount"].is_string(),
            created["codes"][0]["denomination"].is_string(),
            balance["balance"].is_string(),
            item["price"].is_string(),
            created["total_denomination"].is_number(),
            read["amount"].is_number(),
            check["price"].is_number(),
            item["value"].is_number(),
        ]
    };
    assert_eq!(amounts(&mut fake), [true; 9]);
    configure(&mut fake, json!({ "money": "swapped" }));
    assert_eq!(amounts(&mut fake), [false; 9]);
    let item = data(&fake.handle(&get("/catalog"), NOON))["products"][0].clone();
    assert_eq!((item["price"].to_string(), &item["value"]), ("4.9".into(), &json!("5.00")));
}

#[test]
fn a_pin_is_seen_in_the_create_reply_and_never_again() {
    let mut fake = cardpluspay();
    let created = bought(&mut fake, RAZER, NOON);
    let pin = created["codes"][0]["metadata"][0]["Pin"].as_str().unwrap();
    assert_eq!(pin.len(), 8);
    let read = |fake: &mut CardPlusPay| read(fake, &created["order_id"], NOON)["codes"][0].clone();
    let code = read(&mut fake);
    assert_eq!((&code["code"], code.get("metadata")), (&created["codes"][0]["code"], None));
    configure(&mut fake, json!({ "pins_on_read": true }));
    assert_eq!(read(&mut fake)["metadata"][0]["Pin"], pin);
    assert!(bought(&mut fake, GOOGLE, NOON)["codes"][0].get("metadata").is_none());
}

#[test]
fn codes_come_later_and_then_with_their_pins() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "codes_later", "ms": 4_000 }));
    let created = bought(&mut fake, RAZER, NOON);
    assert_eq!((&created["status"], &created["codes"]), (&json!("pending"), &json!([])));
    let id = created["order_id"].clone();
    let early = read(&mut fake, &id, NOON + 3_999);
    assert_eq!((&early["state"], &early["codes"]), (&json!("pending"), &json!([])));
    let late = read(&mut fake, &id, NOON + 4_000);
    assert_eq!((&late["status"], &late["state"]), (&json!("completed"), &json!("success")));
    assert!(late["codes"][0]["metadata"][0]["Pin"].is_string(), "nobody has seen it before");
    configure(&mut fake, json!({ "after_polls": 2 }));
    let id = bought(&mut fake, GOOGLE, NOON)["order_id"].clone();
    assert_eq!(read(&mut fake, &id, NOON)["status"], "pending");
    assert_eq!(read(&mut fake, &id, NOON)["codes"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_sums_are_of_one_card_more_than_there_are() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "sum_mismatch" }));
    let created = data(&fake.handle(&order(GOOGLE, 2), NOON));
    assert_eq!(created["codes"].as_array().map(Vec::len), Some(2));
    let sums = (&created["amount"], &created["total_denomination"]);
    assert_eq!(sums, (&json!("14.70"), &json!(15)), "as in the sample");
    assert_eq!(balance(&fake), "490.2", "two were charged");
}

#[test]
fn codes_are_missing_empty_or_numbers() {
    let mut fake = cardpluspay();
    let mut shaped = |shape: &str| {
        inject(&mut fake, json!({ "kind": "codes", "shape": shape }));
        let created = data(&fake.handle(&order(RAZER, 2), NOON));
        created.get("codes").cloned()
    };
    assert_eq!(shaped("none"), Some(json!([])));
    assert_eq!(shaped("absent"), None);
    assert_eq!(shaped("one_less").unwrap().as_array().map(Vec::len), Some(1));
    assert_eq!(shaped("empty_code").unwrap()[0]["code"], "");
    let codes = shaped("numeric_code").unwrap();
    let digits = codes[0]["code"].to_string();
    assert_eq!(digits.trim_matches('"').len(), 16, "{digits}");
    inject(&mut fake, json!({ "endpoint": "get", "kind": "codes", "shape": "none" }));
    assert_eq!(read(&mut fake, &json!(30_001), NOON)["codes"], json!([]));
    assert_eq!(read(&mut fake, &json!(30_001), NOON)["codes"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_price_rises_between_catalogue_and_check() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "price_risen", "by": "0.15" }));
    let check = post("/orders/check", &json!({ "item_id": GOOGLE }));
    for _ in 0..2 {
        assert_eq!(data(&fake.handle(&check, NOON))["price"].to_string(), "5.05");
    }
    let item = data(&fake.handle(&get("/catalog"), NOON))["products"][0].clone();
    assert_eq!(item["price"], "4.90", "the catalogue is behind");
    assert_eq!(bought(&mut fake, GOOGLE, NOON)["amount"], "5.05");
    configure(&mut fake, json!({ "prices": { GOOGLE: "4.70" } }));
    assert_eq!(bought(&mut fake, GOOGLE, NOON)["codes"][0]["charged_amount"], "4.70");
}

#[test]
fn a_check_may_say_no_without_a_reason() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "endpoint": "check", "kind": "out_of_stock" }));
    let check = post("/orders/check", &json!({ "item_id": GOOGLE }));
    assert_eq!(data(&fake.handle(&check, NOON))["status"], false);
    assert_eq!(data(&fake.handle(&check, NOON))["status"], true);
}

#[test]
fn an_accepted_order_fails_and_the_charge_goes_back() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "fail" }));
    let created = bought(&mut fake, GOOGLE, NOON);
    assert_eq!((&created["status"], &created["codes"]), (&json!("failed"), &json!([])));
    assert_eq!(balance(&fake), "500");
}

#[test]
fn late_truths_move_the_money_and_the_codes() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "fail" }));
    let id = bought(&mut fake, GOOGLE, NOON)["order_id"].clone();
    let refused = end(&mut fake, &id, json!({ "status": "completed" }));
    assert!(matches!(refused, Err(ControlError::Ended(_))), "ended orders never change");
    let forced = |status: &str| json!({ "status": status, "force": true });
    let state = end(&mut fake, &id, forced("completed")).unwrap();
    assert_eq!((&state["charges"], &state["charged"]), (&json!(2), &json!("9.80")));
    let late = read(&mut fake, &id, NOON);
    assert_eq!(late["codes"][0]["status"], "active");
    assert_eq!(balance(&fake), "495.1");
    end(&mut fake, &id, forced("refunded")).unwrap();
    let back = read(&mut fake, &id, NOON);
    assert_eq!(
        (&back["state"], &back["codes"][0]["status"]),
        (&json!("refunded"), &json!("refunded"))
    );
    assert_eq!(back["codes"][0]["code"], late["codes"][0]["code"]);
    end(&mut fake, &id, forced("failed")).unwrap();
    assert_eq!(read(&mut fake, &id, NOON)["codes"], json!([]));
    assert_eq!(balance(&fake), "500");
}

#[test]
fn a_code_comes_a_second_time() {
    let mut fake = cardpluspay();
    let first = bought(&mut fake, GOOGLE, NOON);
    inject(&mut fake, json!({ "kind": "same_code" }));
    let codes = [(); 2].map(|()| bought(&mut fake, GOOGLE, NOON)["codes"][0]["code"].clone());
    assert_eq!(codes[0], first["codes"][0]["code"]);
    assert_ne!(codes[1], codes[0]);
}

#[test]
fn a_status_word_nobody_knows_comes_and_goes() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "endpoint": "create", "kind": "unknown_status" }));
    inject(&mut fake, json!({ "kind": "unknown_status", "word": "frozen" }));
    let created = bought(&mut fake, GOOGLE, NOON);
    assert_eq!(created["status"], "in_review");
    assert_eq!(read(&mut fake, &created["order_id"], NOON)["status"], "frozen");
    assert_eq!(read(&mut fake, &created["order_id"], NOON)["status"], "completed");
}

#[test]
fn an_account_with_signing_demands_both_headers() {
    let mut fake = cardpluspay();
    configure(&mut fake, json!({ "signing": true }));
    let (status, words) = refused(&fake.handle(&order(GOOGLE, 1), NOON));
    assert_eq!(status, 401);
    assert!(words.contains("X-API-Challenge") && words.contains("X-API-Signature"), "{words}");
    let half = order(GOOGLE, 1).header("X-API-Challenge", "c");
    assert_eq!(fake.handle(&half, NOON).status, 401);
    let signed = half.header("X-API-Signature", "c2lnbmVk");
    assert_eq!(fake.handle(&signed, NOON).status, 200);
    let wrong_key = fake.handle(&simulator::Request::new("GET", "/v1/balance"), NOON);
    assert!(!refused(&wrong_key).1.contains("Challenge"), "a wrong key is another matter");
}

#[test]
fn misspelt_control_requests_are_refused_whole() {
    let mut fake = cardpluspay();
    for fault in [
        json!({ "kind": "dorp" }),
        json!({ "kind": "drop", "endpoint": "products" }),
        json!({ "kind": "codes", "shape": "round" }),
        json!({ "kind": "other_till", "when": "never" }),
        json!({ "kind": "price_risen", "by": "much" }),
        json!({ "kind": "success_false", "ms": 1 }),
    ] {
        assert!(fake.inject(object(fault.clone())).is_err(), "{fault}");
    }
    for settings in [
        json!({ "delay_ms": 5, "money": "gold" }),
        json!({ "delay_ms": 5, "colour": "red" }),
        json!({ "delay_ms": 5, "balance": { "EUR": "1" } }),
        json!({ "delay_ms": 5, "stock": { GOOGLE: "many" } }),
        json!({ "delay_ms": 5, "other_till_buys": GOOGLE }),
        json!({ "other_till_buys": "NOTHING" }),
    ] {
        assert!(fake.configure(object(settings.clone()), NOON).is_err(), "{settings}");
    }
    let state = fake.state(NOON);
    let seen = (&state["faults_pending"], &state["settings"]["delay_ms"], &state["orders"]);
    assert_eq!(seen, (&json!(0), &json!(0), &json!([])));
    let id = bought(&mut fake, GOOGLE, NOON)["order_id"].clone();
    assert!(end(&mut fake, &id, json!({ "status": "pending" })).is_err());
    assert!(end(&mut fake, &json!(1), json!({ "status": "failed" })).is_err());
}

/// The wire's own traps, through the real HTTP shell: that they are there for this supplier too.
#[test]
fn the_wire_fails_in_every_way_and_sending_again_buys_again() {
    let live = Live::start();
    let url = live.url("cardpluspay");
    let body = json!({ "item_code": GOOGLE });
    let send = || call(&url, "POST", "/orders", &[("x-api-key", KEY)], Some(&body));
    let on_create =
        |kind: &str| json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": kind });
    let kinds = ["drop", "cut", "half_json", "bom", "empty", "garbage", "huge", "duplicate_keys"];
    for kind in kinds {
        live.control("/faults", &on_create(kind));
        let readable = serde_json::from_slice::<Value>(&send().body).is_ok();
        assert_eq!(readable, ["huge", "duplicate_keys"].contains(&kind), "{kind}");
    }
    for (kind, status) in [("html", 502), ("server_error", 500), ("redirect", 302)] {
        live.control("/faults", &on_create(kind));
        assert_eq!(send().status, status, "{kind}");
    }
    let mut limited = on_create("rate_limit");
    limited["retry_after"] = json!("Wed, 21 Oct 2026 07:28:00 GMT");
    live.control("/faults", &limited);
    let seen = send();
    let wait = seen.header("retry-after");
    assert_eq!((seen.status, wait), (429, Some("Wed, 21 Oct 2026 07:28:00 GMT")));
    assert_eq!(seen.json()["success"], false);
    assert_eq!(send().json()["success"], true);
    let state = live.state_of("cardpluspay");
    assert_eq!(state["orders"].as_array().map(Vec::len), Some(kinds.len() + 1));
    assert_eq!(state["requests"]["create"], 13);
}

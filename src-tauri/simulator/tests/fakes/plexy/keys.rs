//! What an idempotency key protects, and when it no longer does.

use serde_json::json;

use super::{card, configure, created, error, inject, plexy, post, read, top_up};
use crate::{NOON, body};

const DAY: u64 = 24 * 60 * 60 * 1_000;

#[test]
fn the_same_key_brings_the_same_order_with_200_and_charges_once() {
    let mut plexy = plexy();
    let first = created(&mut plexy, "key", &top_up(), NOON);
    for later in [0, 5_000, DAY] {
        let reply = plexy.handle(&post("key", &top_up()), NOON + later);
        assert_eq!((reply.status, &body(&reply)["id"]), (200, &first["id"]));
    }
    let order = plexy.orders().next().unwrap();
    assert_eq!((plexy.orders().count(), order.replays), (1, 3));
    assert_eq!(plexy.ledger().of_order(order.serial).charges, 1);
}

#[test]
fn a_replay_shows_the_order_as_it_stands() {
    let mut plexy = plexy();
    assert_eq!(created(&mut plexy, "key", &top_up(), NOON)["status"], "pending");
    let reply = body(&plexy.handle(&post("key", &top_up()), NOON + 5_000));
    assert_eq!(reply["status"], "completed");
    assert!(reply["order_content"]["voucher_code"].is_string());
}

#[test]
fn members_in_another_order_are_the_same_request() {
    let mut plexy = plexy();
    created(&mut plexy, "key", &card(501, "r"), NOON);
    let mut again = post("key", &card(501, "r"));
    again.body = br#"{"external_ref":"r", "currency_code":"USD", "product_id":501}"#.to_vec();
    assert_eq!(plexy.handle(&again, NOON).status, 200);
}

#[test]
fn the_same_key_with_another_body_is_a_conflict() {
    let mut plexy = plexy();
    created(&mut plexy, "key", &top_up(), NOON);
    let mut other = top_up();
    other["topup_request"]["amount"] = json!("15.00");
    let (status, code, _) = error(&plexy.handle(&post("key", &other), NOON));
    assert_eq!((status, code), (409, json!("idempotency_key_in_use")));
    assert_eq!(plexy.orders().count(), 1);
}

#[test]
fn a_key_that_has_died_makes_a_new_order_and_a_new_charge() {
    let mut plexy = plexy();
    configure(&mut plexy, json!({ "key_lifetime_ms": 60_000 }));
    let first = created(&mut plexy, "key", &top_up(), NOON)["id"].clone();
    assert_eq!(plexy.handle(&post("key", &top_up()), NOON + 60_000).status, 200);
    let second = created(&mut plexy, "key", &top_up(), NOON + 60_001)["id"].clone();
    assert_ne!(first, second);
    assert_eq!(plexy.orders().count(), 2);
    assert!(plexy.orders().all(|order| order.idempotency_key.as_deref() == Some("key")));
    let reply = body(&plexy.handle(&post("key", &top_up()), NOON + 60_002));
    assert_eq!(reply["id"], second, "the key now stands for the second");
    assert_eq!(read(&mut plexy, &first, NOON + 60_002)["status"], "completed");
}

#[test]
fn a_refusal_uses_no_key_up() {
    let mut plexy = plexy();
    configure(&mut plexy, json!({ "balance": { "USD": "12.49" } }));
    assert_eq!(plexy.handle(&post("key", &top_up()), NOON).status, 400);
    configure(&mut plexy, json!({ "balance": { "USD": "12.50" } }));
    assert_eq!(created(&mut plexy, "key", &top_up(), NOON)["balance_after"], "0.00");
}

#[test]
fn without_a_key_every_request_is_an_order() {
    let mut plexy = plexy();
    let mut request = post("", &card(501, "same"));
    for _ in 0..2 {
        assert_eq!(plexy.handle(&request, NOON).status, 201);
    }
    request.headers.retain(|(name, _)| name != "Idempotency-Key");
    assert_eq!(plexy.handle(&request, NOON).status, 201);
    assert_eq!(plexy.orders().count(), 3);
    assert_eq!(plexy.handle(&post(&"k".repeat(256), &card(501, "r")), NOON).status, 400);
}

#[test]
fn a_conflict_may_hide_an_order_that_was_made() {
    let mut plexy = plexy();
    inject(&mut plexy, json!({ "kind": "key_in_use", "acted": true }));
    let (status, code, _) = error(&plexy.handle(&post("key", &top_up()), NOON));
    assert_eq!((status, code), (409, json!("idempotency_key_in_use")));
    assert_eq!(plexy.orders().count(), 1);
    assert_eq!(plexy.handle(&post("key", &top_up()), NOON).status, 200);
}

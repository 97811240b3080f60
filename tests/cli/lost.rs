//! What may have been bought: unknown, looked up, and never sent twice.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::fake::{Answer, Fake, reply};
use crate::shop::{Shop, TOPUP, VOUCHER, each, moment, word};
use crate::simulator::Simulator;

/// Whatever the purchase is answered with here, the sale is unknown with 4, found later by
/// `recover`, and exactly one request ever leaves.
#[track_caller]
fn check(answer: Answer) {
    let fake = Fake::answering(answer);
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 700ms")).exit(4).json();
    assert_eq!(sale["state"], "unknown", "{sale:#}");
    assert_eq!(fake.posts(), 1);
    // Not found yet is no answer.
    shop.run("recover --wait 300ms").exit(4);
    fake.set(|desk| desk.is_listed = true);
    let recovered = shop.run("recover --wait 20s").exit(0).json();
    assert_eq!(recovered, json!({ "settled": 1, "open": 0, "needs_attention": 0 }));
    let order = shop.run(&format!("order {}", word(&sale["orders"][0], "id"))).exit(0).json();
    assert_eq!(
        (&order["state"], &order["provider_order_id"]),
        (&json!("delivered"), &json!("9001"))
    );
    assert_eq!(order["secrets"][0], json!({ "label": "code", "value": "••••9001" }));
    assert_eq!(fake.purchases().len(), 1, "it was sent again");
    assert_eq!(fake.purchases()[0]["clientOrderRef"], order["reference"]);
    let other = fake.seen().into_iter().find(|seen| !seen.target.starts_with("/order"));
    assert!(other.is_none(), "{other:?}");
}

/// A reply that would deliver, if it could be believed.
fn delivering() -> Value {
    json!({ "id": 1, "status": "success", "soldItem": { "voucher": { "code": "WRONG-CODE-0000" } } })
}

#[test]
fn a_proxys_error_page_is_no_answer() {
    each([Answer::html(502), Answer::html(400), Answer::html(401), Answer::html(429)], check);
}

#[test]
fn garbage_with_200_is_no_answer() {
    each(
        [
            Answer::bytes(reply(200, "application/json", b"\x00\xff\xfe{\"id\":\x80}")),
            Answer::html(200),
        ],
        check,
    );
}

#[test]
fn an_empty_200_is_no_answer() {
    each(
        [
            Answer::bytes(reply(200, "application/json", b"")),
            Answer::json(200, &json!({})),
            Answer::json(200, &json!({ "success": true })),
            Answer::json(200, &Value::Null),
        ],
        check,
    );
}

#[test]
fn a_truncated_reply_is_no_answer() {
    let whole = reply(200, "application/json", delivering().to_string().as_bytes());
    let refusal = reply(400, "application/json", br#"{"message":"Insufficient balance"}"#);
    each(
        [
            Answer::bytes(whole[..whole.len() - 20].to_vec()),
            Answer::bytes(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec()),
            Answer::bytes(refusal[..refusal.len() - 5].to_vec()),
        ],
        check,
    );
}

#[test]
fn a_body_beyond_8_mib_is_no_answer() {
    let mut body = delivering();
    body["padding"] = json!("x".repeat(9 * 1024 * 1024));
    check(Answer::json(200, &body));
}

#[test]
fn a_redirect_is_never_followed() {
    let moved = |status: u16| {
        let head = format!("HTTP/1.1 {status} Moved\r\nLocation: /elsewhere\r\n");
        Answer::bytes(format!("{head}Content-Length: 0\r\n\r\n").into_bytes())
    };
    each([302, 307, 308].map(moved), check);
}

#[test]
fn a_status_that_may_hide_a_charge_is_no_answer() {
    each([408, 409, 500, 503, 504], |status| {
        check(Answer::refusal(status, "Insufficient balance"))
    });
    check(Answer::json(202, &delivering()));
}

#[test]
fn a_connection_that_ends_without_a_reply_is_no_answer() {
    each(
        [
            Answer::Close,
            Answer::Reset,
            Answer::Stall,
            Answer::bytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        ],
        check,
    );
}

#[test]
fn a_reply_that_comes_within_the_sale_is_found_without_recover() {
    for answer in [Answer::Close, Answer::html(502)] {
        let fake = Fake::start();
        fake.set(|desk| desk.create = answer);
        let shop = Shop::at(&fake.url);
        let sale = shop.run(&format!("sell --product {VOUCHER} --wait 20s")).exit(0).json();
        assert_eq!((&sale["state"], fake.posts()), (&json!("delivered"), 1));
    }
}

#[test]
fn a_lost_top_up_is_found_too() {
    let fake = Fake::start();
    fake.set(|desk| desk.create = Answer::Close);
    let shop = Shop::at(&fake.url);
    let line = format!("sell --product {TOPUP} --field accountId=123456789 --wait 20s");
    let sale = shop.run(&line).exit(0).json();
    assert_eq!((&sale["state"], fake.posts()), (&json!("delivered"), 1));
}

#[test]
fn a_request_that_gets_no_reply_is_given_up_after_its_timeout() {
    let fake = Fake::start();
    fake.set(|desk| desk.create = Answer::Stall);
    let shop = Shop::at(&fake.url);
    let start = Instant::now();
    shop.run(&format!("sell --product {VOUCHER} --wait 60s")).exit(0);
    assert!(start.elapsed() >= Duration::from_secs(2), "it gave up early");
    assert!(start.elapsed() < Duration::from_secs(30), "it never gave up");
    assert_eq!(fake.posts(), 1);
}

#[test]
fn what_is_never_found_needs_a_person_after_the_settle_window() {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    let start = Instant::now();
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 5s")).exit(4).json();
    assert_eq!(sale["state"], "needs_attention");
    assert!(start.elapsed() >= Duration::from_secs(1));
    let recovered = shop.run("recover --wait 5s").exit(4).json();
    assert_eq!(recovered["needs_attention"], 1);
    let order = shop.run(&format!("order {}", word(&sale["orders"][0], "id"))).exit(0).json();
    let events = order["events"].as_array().expect("a history").clone();
    let at = |kind: &str| {
        let event = events.iter().find(|event| event["kind"] == kind);
        moment(event.unwrap_or_else(|| panic!("no {kind} in {events:#?}")), "at")
    };
    let (sent, given_up) = (at("sent"), at("lookup_exhausted"));
    assert!(given_up - sent >= Duration::from_secs(1), "{sent} {given_up}");
    // A look-up goes on beside the person, and a late find still settles it.
    fake.set(|desk| desk.is_listed = true);
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("delivered", 1));
}

#[test]
fn only_a_complete_look_up_ends_the_settle_window() {
    let broken = [
        Answer::html(502),
        Answer::Close,
        Answer::refusal(500, "Oops"),
        Answer::json(200, &json!({})),
    ];
    each(broken, |broken| {
        let fake = Fake::answering(Answer::Close);
        fake.set(|desk| desk.list = broken);
        let shop = Shop::at(&fake.url);
        let sale = shop.run(&format!("sell --product {VOUCHER} --wait 4s")).exit(4).json();
        assert_eq!(sale["state"], "unknown", "nothing was ever looked up to the end");
    });
}

#[test]
fn a_listing_is_read_to_its_last_page() {
    let fake = Fake::answering(Answer::Close);
    fake.set(|desk| {
        desk.others = 250;
        desk.is_listed = true;
    });
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --wait 20s")).exit(0);
    assert_eq!(fake.posts(), 1);
    assert!(fake.count("GET", "/order") >= 3, "{:#?}", fake.seen());
}

#[test]
fn a_listing_that_breaks_off_on_its_second_page_proves_nothing() {
    let fake = Fake::answering(Answer::Close);
    fake.set(|desk| {
        desk.others = 250;
        desk.broken_page = Some(2);
    });
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 4s")).exit(4).json();
    assert_eq!(sale["state"], "unknown");
    fake.set(|desk| {
        desk.broken_page = None;
        desk.is_listed = true;
    });
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("delivered", 1));
}

#[test]
fn the_order_of_somebody_else_is_never_taken_for_ours() {
    let fake = Fake::answering(Answer::Close);
    fake.set(|desk| desk.others = 5);
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --wait 4s")).exit(4);
    let order = &shop.orders()[0];
    assert_eq!(
        (&order["state"], &order["provider_order_id"]),
        (&json!("needs_attention"), &Value::Null)
    );
}

#[test]
fn the_simulators_lost_replies_cost_one_charge_each() {
    each(["drop", "garbage", "half_json", "cut", "empty", "huge"], |kind| {
        let simulator = Simulator::start();
        simulator.fault(json!({ "endpoint": "create", "kind": kind, "times": 1 }));
        let shop = Shop::at(&simulator.palcards);
        shop.run(&format!("sell --product {VOUCHER} --wait 30s")).exit(0);
        let state = simulator.state();
        assert_eq!((&state["charges"]["USD"], simulator.posts()), (&json!("9.50"), 1), "{kind}");
    });
}

//! `recover`: what a scheduler calls, and what its exit code says.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::fake::{Answer, Fake};
use crate::shop::{Shop, VOUCHER, word};

/// `recover` with these words ends so and counts so.
#[track_caller]
fn check(shop: &Shop, words: &str, code: i32, [settled, open, needs_attention]: [u32; 3]) {
    let counts = shop.run(&format!("recover {words}")).exit(code).json();
    let expected = json!({ "settled": settled, "open": open, "needs_attention": needs_attention });
    assert_eq!(counts, expected);
}

#[test]
fn with_nothing_unfinished_it_is_done_at_once() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    check(&shop, "", 0, [0, 0, 0]);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    let (start, asked) = (Instant::now(), fake.seen().len());
    check(&shop, "", 0, [0, 0, 0]);
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_eq!(fake.seen().len(), asked, "it asks about nothing");
}

#[test]
fn it_ends_with_4_while_something_stays_open_and_keeps_to_its_wait() {
    let fake = Fake::start();
    fake.set(|desk| desk.status = "in-progress".to_owned());
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --wait 500ms")).exit(4);
    let start = Instant::now();
    check(&shop, "--wait 1s", 4, [0, 1, 0]);
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(20));
    fake.set(|desk| desk.status = "success".to_owned());
    check(&shop, "--wait 20s", 0, [1, 0, 0]);
}

#[test]
fn it_ends_with_4_when_something_needs_a_person() {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --wait 700ms")).exit(4);
    let start = Instant::now();
    let counts = shop.run("recover --wait 60s").exit(4).json();
    assert_eq!((&counts["settled"], &counts["needs_attention"]), (&json!(0), &json!(1)));
    assert!(start.elapsed() < Duration::from_secs(45), "nothing is in flight any more");
    assert_eq!(shop.state(), "needs_attention");
}

#[test]
fn it_settles_what_it_can_and_says_what_is_left() {
    let fake = Fake::start();
    fake.set(|desk| desk.status = "in-progress".to_owned());
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --quantity 2 --wait 500ms")).exit(4);
    fake.set(|desk| {
        desk.create = Answer::Close;
        desk.is_listed = false;
        desk.status = "success".to_owned();
    });
    shop.run(&format!("sell --product {VOUCHER} --wait 700ms")).exit(4);
    let counts = shop.run("recover --wait 5s").exit(4).json();
    assert_eq!((&counts["settled"], &counts["needs_attention"]), (&json!(2), &json!(1)));
    fake.set(|desk| desk.is_listed = true);
    check(&shop, "--wait 20s", 0, [1, 0, 0]);
    assert_eq!(fake.posts(), 3);
}

#[test]
fn a_supplier_that_is_down_leaves_everything_open() {
    let fake = Fake::answering(Answer::Close);
    fake.set(|desk| desk.list = Answer::Close);
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --wait 700ms")).exit(4);
    let counts = shop.run("recover --wait 1s").exit(4).json();
    assert_eq!(counts["open"], 1);
    assert_eq!(shop.state(), "unknown");
}

/// INV-15.
#[test]
fn two_recovers_at_once_settle_an_order_once() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER}"));
    fake.wait_for("POST", "/order");
    call.kill();
    fake.set(|desk| desk.is_listed = true);
    let calls = [shop.start("recover --wait 20s"), shop.start("recover --wait 20s")];
    let settled: Vec<u64> = calls
        .into_iter()
        .map(|call| call.end().json())
        .filter_map(|counts| counts["settled"].as_u64())
        .collect();
    assert_eq!(settled.iter().sum::<u64>(), 1, "{settled:?}");
    let order = shop.run(&format!("order {}", word(&shop.orders()[0], "id"))).exit(0).json();
    let delivered = order["events"]
        .as_array()
        .expect("a history")
        .iter()
        .filter(|event| event["kind"] == "delivered")
        .count();
    assert_eq!((delivered, fake.posts()), (1, 1));
}

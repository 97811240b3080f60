//! A readable 429 on the purchase: unknown until one complete look-up shows nothing of ours.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{Shop, VOUCHER, word};

/// The purchase is throttled and the look-up comes to nothing as it stands: unknown with 4.
#[track_caller]
fn check(arrange: impl FnOnce(&mut crate::fake::Desk)) -> (Shop, Fake) {
    let fake = Fake::answering(Answer::refusal(429, "Too Many Requests"));
    fake.set(arrange);
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 800ms")).exit(4).json();
    assert_eq!(sale["state"], "unknown");
    assert_eq!(fake.posts(), 1);
    (shop, fake)
}

#[test]
fn it_is_refused_after_one_complete_look_up_without_it() {
    let fake = Fake::answering(Answer::refusal(429, "Too Many Requests"));
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 20s")).exit(3).json();
    assert_eq!((&sale["state"], fake.posts()), (&json!("refused"), 1));
    assert!(fake.count("GET", "/order") >= 1, "it was not looked up");
    assert!(!word(&sale["orders"][0], "message").is_empty());
    assert_eq!(sale["orders"][0]["provider_order_id"], Value::Null);
}

#[test]
fn a_look_up_that_fails_leaves_it_unknown() {
    let (shop, fake) = check(|desk| desk.list = Answer::refusal(429, "Too Many Requests"));
    fake.set(|desk| desk.list = Answer::Truth);
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("refused", 1));
}

#[test]
fn a_look_up_that_ends_before_the_last_page_leaves_it_unknown() {
    let (shop, fake) = check(|desk| {
        desk.others = 150;
        desk.broken_page = Some(2);
    });
    fake.set(|desk| desk.broken_page = None);
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("refused", 1));
}

#[test]
fn a_listing_shorter_than_its_own_total_leaves_it_unknown() {
    let body = json!({ "pageNumber": 1, "pageSize": 100, "total": 7, "data": [] });
    check(|desk| desk.list = Answer::json(200, &body));
}

#[test]
fn one_that_was_charged_all_the_same_is_delivered() {
    let (shop, fake) = check(|desk| desk.list = Answer::html(502));
    fake.set(|desk| {
        desk.list = Answer::Truth;
        desk.is_listed = true;
    });
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("delivered", 1));
}

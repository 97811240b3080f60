//! Several processes on one data dir, and unfinished orders that stop their twins.

use std::time::Duration;

use serde_json::json;

use crate::fake::{Answer, Fake};
use crate::shop::{Shop, TOPUP, VOUCHER, word};

const FOR_RAMI: &str = "--product palcards:5001 --phone 0599123456";

/// With a first order unfinished, a second call with `words` is stopped (4, the earlier sale on
/// stdout, nothing sent) or goes through.
#[track_caller]
fn check(first: &str, second: &str, is_stopped: bool) {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    let earlier = shop.run(&format!("sell {first} --wait 700ms")).exit(4).json();
    let before = fake.posts();
    fake.set(|desk| desk.create = Answer::Truth);
    if is_stopped {
        let ended = shop.run(&format!("sell {second}")).exit(4);
        assert_eq!(ended.error()["code"], "unfinished_order_exists");
        assert_eq!(ended.json()["id"], earlier["id"]);
        assert_eq!(fake.posts(), before, "it was sent all the same");
        let sale = shop.run(&format!("sell {second} --again")).exit(0).json();
        assert_ne!(sale["id"], earlier["id"]);
    } else {
        shop.run(&format!("sell {second}")).exit(0);
    }
    assert_eq!(fake.posts(), before + 1);
}

#[test]
fn an_unfinished_order_for_the_same_product_and_phone_stops_its_twin() {
    check(FOR_RAMI, FOR_RAMI, true);
    check(FOR_RAMI, "--product palcards:5001 --phone +970599123456", true);
}

#[test]
fn an_unfinished_order_for_the_same_product_and_account_stops_its_twin() {
    let account = format!("--product {TOPUP} --field accountId=123456789");
    check(&account, &account, true);
    check(&account, &format!("--product {TOPUP} --field accountId=١٢٣٤٥٦٧٨٩"), true);
    check(&format!("{account} --phone 0599123456"), &format!("{account} --phone 0599123457"), true);
}

#[test]
fn another_customer_or_another_product_is_no_twin() {
    check(FOR_RAMI, "--product palcards:5001 --phone 0599123457", false);
    check(
        FOR_RAMI,
        "--product palcards:5002 --phone 0599123456 --field accountId=123456789",
        false,
    );
    check(
        "--product palcards:5002 --field accountId=123456789",
        "--product palcards:5002 --field accountId=987654321",
        false,
    );
}

#[test]
fn the_shops_own_phone_and_absent_values_never_match() {
    check("--product palcards:5001", "--product palcards:5001", false);
    check("--product palcards:5001", FOR_RAMI, false);
    check(FOR_RAMI, "--product palcards:5001", false);
}

#[test]
fn units_of_one_sale_do_not_stop_each_other() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell {FOR_RAMI} --quantity 3")).exit(0).json();
    assert_eq!((sale["orders"].as_array().map(Vec::len), fake.posts()), (Some(3), 3));
}

#[test]
fn an_order_that_needs_a_person_still_stops_its_twin() {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell {FOR_RAMI} --wait 5s")).exit(4);
    assert_eq!(shop.state(), "needs_attention");
    let ended = shop.run(&format!("sell {FOR_RAMI}")).exit(4);
    assert_eq!(ended.error()["code"], "unfinished_order_exists");
    assert_eq!(fake.posts(), 1);
}

#[test]
fn a_finished_order_stops_nobody() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell {FOR_RAMI}")).exit(0);
    shop.run(&format!("sell {FOR_RAMI}")).exit(0);
    assert_eq!(fake.posts(), 2);
}

#[test]
fn of_two_twins_at_once_one_sells() {
    let fake = Fake::start();
    fake.set(|desk| desk.create = Answer::Late(Duration::from_millis(800)));
    let shop = Shop::at(&fake.url);
    let calls = [shop.start(&format!("sell {FOR_RAMI}")), shop.start(&format!("sell {FOR_RAMI}"))];
    let mut codes = calls.map(|call| call.end().code);
    codes.sort_unstable();
    assert_eq!((codes, fake.posts()), ([Some(0), Some(4)], 1));
}

#[test]
fn sells_at_once_all_succeed() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let start =
        |nth: usize| shop.start(&format!("sell --product {VOUCHER} --phone 059912345{nth}"));
    let calls: Vec<_> = (0..6).map(start).collect();
    let sales: Vec<_> = calls.into_iter().map(|call| call.end().exit(0).json()).collect();
    assert_eq!((fake.posts(), shop.orders().len()), (6, 6));
    let mut provider_ids: Vec<String> =
        sales.iter().map(|sale| word(&sale["orders"][0], "provider_order_id")).collect();
    provider_ids.sort();
    provider_ids.dedup();
    assert_eq!(provider_ids.len(), 6);
}

#[test]
fn a_sale_in_the_air_keeps_nobody_else_waiting() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    fake.set(|desk| desk.create = Answer::Late(Duration::from_millis(1500)));
    let mut slow = shop.start(&format!("sell --product {VOUCHER}"));
    fake.wait_for("POST", "/order");
    fake.set(|desk| desk.create = Answer::Truth);
    shop.run("orders").exit(0);
    shop.run("wallet").exit(0);
    assert!(slow.is_running(), "the machine is too slow for this test to say anything");
    assert_eq!(slow.end().exit(0).json()["state"], "delivered");
}

#[test]
fn recover_leaves_alone_what_a_living_process_is_working_on() {
    let fake = Fake::start();
    fake.set(|desk| desk.create = Answer::Late(Duration::from_millis(1800)));
    let shop = Shop::at(&fake.url);
    let sale = shop.start(&format!("sell --product {VOUCHER} --wait 30s"));
    fake.wait_for("POST", "/order");
    let recovered = shop.run("recover --wait 300ms").exit(4).json();
    assert_eq!(recovered, json!({ "settled": 0, "open": 1, "needs_attention": 0 }));
    let sale = sale.end().exit(0).json();
    let order = shop.run(&format!("order {}", word(&sale["orders"][0], "id"))).exit(0).json();
    let adopted = order["events"]
        .as_array()
        .expect("a history")
        .iter()
        .any(|event| event["kind"] == "adopted");
    assert!(!adopted, "{order:#}");
    assert_eq!(fake.posts(), 1);
}

#[test]
fn recover_does_not_refuse_what_a_living_process_is_about_to_send() {
    let fake = Fake::start();
    fake.set(|desk| desk.preflight = Answer::Late(Duration::from_millis(550)));
    let shop = Shop::at(&fake.url);
    let sale = shop.start(&format!("sell --product {TOPUP} --field accountId=123456789"));
    fake.wait_for("POST", "/order/top-up/preflight");
    shop.run("recover --wait 300ms");
    assert_eq!(sale.end().exit(0).json()["state"], "delivered");
    assert_eq!(fake.posts(), 1);
}

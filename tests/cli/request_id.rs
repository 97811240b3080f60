//! `--request-id`: a script may repeat its call and never buys twice.

use std::time::Duration;

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{Shop, TOPUP, VOUCHER, toml, word};

const SELL: &str = "sell --product palcards:5001 --phone 0599123456 --request-id till-7:42";

/// The same call again: this exit code, the same sale, and no further purchase.
#[track_caller]
fn check(shop: &Shop, fake: &Fake, line: &str, code: i32, first: &Value) -> Value {
    let before = fake.posts();
    let again = shop.run(line).exit(code).json();
    assert_eq!(again["id"], first["id"]);
    assert_eq!(fake.posts(), before, "it was bought again");
    assert_eq!(shop.orders().len(), first["orders"].as_array().map_or(0, Vec::len));
    again
}

#[test]
fn the_same_id_answers_with_the_same_sale() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let first = shop.run(SELL).exit(0).json();
    let again = check(&shop, &fake, SELL, 0, &first);
    assert_eq!(again, first);
    // The same phone and the same defaults, written otherwise, are the same call.
    let otherwise = "sell --request-id till-7:42 --product palcards:5001 --quantity 1 --phone +970599123456 --tender cash";
    check(&shop, &fake, otherwise, 0, &first);
}

#[test]
fn a_repeat_ends_with_the_exit_code_of_the_present_state() {
    let fake = Fake::answering(Answer::refusal(400, "Insufficient balance"));
    let shop = Shop::at(&fake.url);
    let first = shop.run(SELL).exit(3).json();
    fake.set(|desk| desk.create = Answer::Truth);
    check(&shop, &fake, SELL, 3, &first);

    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    let first = shop.run(&format!("{SELL} --wait 700ms")).exit(4).json();
    check(&shop, &fake, &format!("{SELL} --wait 0s"), 4, &first);
    fake.set(|desk| desk.is_listed = true);
    shop.run("recover --wait 20s").exit(0);
    let again = check(&shop, &fake, SELL, 0, &first);
    assert_eq!(again["state"], "delivered");
}

#[test]
fn other_arguments_under_the_same_id_are_an_error() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let first = shop.run(SELL).exit(0).json();
    for other in [
        "sell --product palcards:5001 --phone 0599123457 --request-id till-7:42",
        "sell --product palcards:5001 --request-id till-7:42",
        "sell --product palcards:5001 --phone 0599123456 --quantity 2 --request-id till-7:42",
        "sell --product palcards:5002 --field accountId=123456789 --request-id till-7:42",
    ] {
        shop.run(other).fails(2, "request_id_reused");
    }
    assert_eq!(fake.posts(), 1);
    check(&shop, &fake, SELL, 0, &first);
}

#[test]
fn two_calls_at_once_make_one_purchase_and_both_know_its_end() {
    let fake = Fake::start();
    fake.set(|desk| desk.create = Answer::Late(Duration::from_millis(500)));
    let shop = Shop::at(&fake.url);
    let calls = [shop.start(SELL), shop.start(SELL), shop.start(SELL)];
    let sales = calls.map(|call| call.end().exit(0).json());
    assert_eq!(fake.posts(), 1);
    for sale in &sales {
        assert_eq!((&sale["id"], &sale["state"]), (&sales[0]["id"], &json!("delivered")));
    }
}

#[test]
fn a_call_that_ended_with_2_does_not_use_the_id_up() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {TOPUP} --request-id a")).fails(2, "field_missing");
    shop.run(&format!("sell --product {VOUCHER} --print nowhere --request-id a"))
        .fails(2, "unknown_printer");
    shop.run(&format!("sell --product {VOUCHER} --phone hello --request-id a"))
        .fails(2, "phone_invalid");
    shop.run(&format!("sell --product {TOPUP} --field accountId=123456789 --request-id a")).exit(0);
    assert_eq!(fake.posts(), 1);
}

#[test]
fn a_sale_stopped_by_an_unfinished_twin_does_not_use_the_id_up() {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456 --wait 700ms")).exit(4);
    shop.run(&format!("{SELL} --wait 700ms")).exit(4);
    fake.set(|desk| {
        desk.create = Answer::Truth;
        desk.is_listed = true;
    });
    shop.run("recover --wait 20s").exit(0);
    shop.run(SELL).exit(0);
    assert_eq!(fake.posts(), 2);
}

#[test]
fn a_repeat_hands_nothing_over_again() {
    let fake = Fake::start();
    let printer = "\n[[printer]]\nid = \"receipt\"\nkind = \"pdf\"\naddress = \"slips\"\n";
    let shop = Shop::provisioned(&format!("{}{printer}", toml(&fake.url)));
    let first = shop.run(&format!("{SELL} --print")).exit(0).json();
    let again = check(&shop, &fake, &format!("{SELL} --print"), 0, &first);
    assert_eq!(first["hand_overs"].as_array().map(Vec::len), Some(1));
    assert_eq!(again["hand_overs"], first["hand_overs"]);
    assert_eq!(again["orders"][0]["copies"], 1);
}

#[test]
fn a_repeat_is_answered_although_the_product_was_switched_off_meanwhile() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let first = shop.run(SELL).exit(0).json();
    shop.provision(&toml(&fake.url).replacen("required_info = []", "active = false", 1)).exit(0);
    check(&shop, &fake, SELL, 0, &first);
}

#[test]
fn a_killed_call_is_found_again_by_its_id() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(SELL);
    fake.wait_for("POST", "/order");
    call.kill();
    let again = shop.run(&format!("{SELL} --wait 500ms")).exit(4).json();
    assert_eq!(again["state"], "unknown");
    assert_eq!(fake.purchases()[0]["clientOrderRef"], word(&again["orders"][0], "reference"));
    fake.set(|desk| desk.is_listed = true);
    shop.run("recover --wait 20s").exit(0);
    check(&shop, &fake, SELL, 0, &again);
}

//! Intent before wire, and `kill -9` at the worst moments.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{Call, Shop, TOPUP, VOUCHER, raseed, word};

const LOOK: &str = "palcards:5002 --field accountId=123456789";

/// A dead process's order is settled as `state` by the next recover, and `posts` purchases ever left.
#[track_caller]
fn check(shop: &Shop, fake: &Fake, state: &str, posts: usize) {
    fake.set(|desk| {
        desk.create = Answer::Truth;
        desk.preflight = Answer::Truth;
        desk.list = Answer::Truth;
        desk.one = Answer::Truth;
        desk.is_listed = true;
    });
    let recovered = shop.run("recover --wait 20s").exit(0).json();
    assert_eq!(recovered, json!({ "settled": 1, "open": 0, "needs_attention": 0 }));
    assert_eq!((shop.state().as_str(), fake.posts()), (state, posts));
    // Nothing comes after the end.
    let again = shop.run("recover --wait 5s").exit(0).json();
    assert_eq!(again, json!({ "settled": 0, "open": 0, "needs_attention": 0 }));
    assert_eq!((shop.state().as_str(), fake.posts()), (state, posts));
}

#[test]
fn the_order_is_on_record_when_its_request_arrives() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let found = Arc::new(Mutex::new(Vec::new()));
    let (data_dir, kept) = (shop.data_dir(), Arc::clone(&found));
    fake.set(|desk| {
        desk.on_purchase = Some(Arc::new(move |seen| {
            let mut command = raseed();
            command.arg("--json").arg("--data-dir").arg(&data_dir).arg("orders");
            let orders = Call::start(command).end().exit(0).lines();
            kept.lock().unwrap().push((seen.body.clone(), orders));
        }));
    });
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
    let found = found.lock().unwrap();
    assert_eq!(found.len(), 1, "the purchase was seen once");
    let (body, orders) = &found[0];
    assert_eq!(orders.len(), 1, "{orders:#?}");
    assert_eq!(orders[0]["state"], "unknown");
    assert_eq!(orders[0]["reference"], body["clientOrderRef"]);
    assert_eq!(orders[0]["phone"], body["customer"]["phone"]);
    assert_eq!(orders[0]["provider_order_id"], Value::Null);
}

#[test]
fn killed_while_the_purchase_is_in_the_air_it_is_found_and_not_sent_again() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER}"));
    fake.wait_for("POST", "/order");
    call.kill();
    assert_eq!(shop.state(), "unknown");
    check(&shop, &fake, "delivered", 1);
}

#[test]
fn killed_while_it_is_looked_up_it_is_found_and_not_sent_again() {
    let fake = Fake::answering(Answer::Close);
    fake.set(|desk| desk.list = Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER}"));
    fake.wait_for("GET", "/order");
    call.kill();
    check(&shop, &fake, "delivered", 1);
}

#[test]
fn killed_while_the_supplier_works_it_is_followed_up() {
    let fake = Fake::start();
    fake.set(|desk| desk.one = Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER}"));
    fake.wait_for("GET", "/order/9001");
    call.kill();
    assert_eq!(shop.state(), "waiting");
    check(&shop, &fake, "delivered", 1);
}

/// INV-16.
#[test]
fn killed_before_sending_it_is_refused_and_never_sent() {
    let fake = Fake::start();
    fake.set(|desk| desk.preflight = Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {LOOK}"));
    fake.wait_for("POST", "/order/top-up/preflight");
    call.kill();
    assert_eq!(shop.state(), "prepared");
    check(&shop, &fake, "refused", 0);
    assert!(!word(&shop.orders()[0], "message").is_empty(), "it says that nothing was sent");
}

#[test]
fn a_killed_order_stops_its_twin_until_it_is_settled() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let line = format!("sell --product {VOUCHER} --phone 0599123456");
    let call = shop.start(&line);
    fake.wait_for("POST", "/order");
    call.kill();
    assert_eq!(shop.run(&line).exit(4).error()["code"], "unfinished_order_exists");
    check(&shop, &fake, "delivered", 1);
    shop.run(&line).exit(0);
}

#[test]
fn a_recover_that_is_killed_is_done_by_the_next_one() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER}"));
    fake.wait_for("POST", "/order");
    call.kill();
    fake.set(|desk| desk.list = Answer::Stall);
    for nth in 1..=3 {
        let recover = shop.start("recover --wait 20s");
        crate::shop::wait_until("it looks", || fake.count("GET", "/order") >= nth);
        recover.kill();
    }
    check(&shop, &fake, "delivered", 1);
}

#[test]
fn every_unit_of_a_killed_sale_is_found() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER} --quantity 3"));
    crate::shop::wait_until("all three arrive", || fake.posts() == 3);
    call.kill();
    fake.set(|desk| desk.is_listed = true);
    let recovered = shop.run("recover --wait 20s").exit(0).json();
    assert_eq!(recovered, json!({ "settled": 3, "open": 0, "needs_attention": 0 }));
    assert!(shop.orders().iter().all(|order| order["state"] == "delivered"));
    assert_eq!(fake.posts(), 3);
}

#[test]
fn killed_at_any_moment_nothing_is_bought_that_is_not_on_record() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    // Between the start and the end of an ordinary sale, at twelve moments.
    for nth in 0..12 {
        let call = shop.start(&format!("sell --product {TOPUP} --field accountId=12345{nth:04}"));
        std::thread::sleep(std::time::Duration::from_millis(20 + nth * 15));
        call.kill();
    }
    shop.run("recover --wait 30s");
    // A kill between the intent and the request's first byte leaves what nobody finds.
    for order in shop.orders() {
        if order["state"] == "needs_attention" {
            shop.run(&format!("resolve {} --as-refused --reason gone", word(&order, "id"))).exit(0);
        }
    }
    shop.run("recover --wait 30s").exit(0);
    let orders = shop.orders();
    let mut delivered: Vec<String> = orders
        .iter()
        .filter(|order| order["state"] == "delivered")
        .map(|order| word(order, "reference"))
        .collect();
    let mut bought: Vec<String> =
        fake.purchases().iter().map(|body| word(body, "clientOrderRef")).collect();
    delivered.sort();
    bought.sort();
    assert_eq!(delivered, bought);
    let others = orders.iter().filter(|order| order["state"] != "delivered");
    assert!(others.clone().all(|order| order["state"] == "refused"), "{orders:#?}");
}

#[test]
fn a_call_that_is_repeated_after_its_death_follows_its_sale_up_itself() {
    let fake = Fake::answering(Answer::Stall);
    let shop = Shop::at(&fake.url);
    let line = format!("sell --product {VOUCHER} --request-id epos-1 --wait 30s");
    let call = shop.start(&line);
    fake.wait_for("POST", "/order");
    call.kill();
    fake.set(|desk| {
        desk.create = Answer::Truth;
        desk.is_listed = true;
    });
    let sale = shop.run(&line).exit(0).json();
    assert_eq!((word(&sale, "state").as_str(), fake.posts()), ("delivered", 1));
}

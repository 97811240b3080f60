//! A person's decision, and what the supplier says after everything was final.

use std::time::Duration;

use serde_json::{Value, json};

use crate::fake::{Answer, Fake, code};
use crate::shop::{Shop, VOUCHER, wait_until, word};

/// A shop whose only order needs a person: its reply was lost and no list shows it.
fn undecided() -> (Fake, Shop, String) {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 300ms")).exit(4).json();
    let order = word(&sale["orders"][0], "id");
    recover_until(&shop, &order, "needs_attention");
    (fake, shop, order)
}

/// Runs `recover` until the order is in this state.
#[track_caller]
fn recover_until(shop: &Shop, order: &str, state: &str) {
    wait_until(&format!("the order is {state}"), || {
        shop.run("recover --wait 5s");
        read(shop, order)["state"] == state
    });
}

/// Runs `recover` until the order's history has this event.
#[track_caller]
fn recover_until_event(shop: &Shop, order: &str, kind: &str) -> Value {
    wait_until(&format!("{kind} is in the history"), || {
        shop.run("recover --wait 5s");
        has_event(&read(shop, order), kind)
    });
    read(shop, order)
}

#[track_caller]
fn read(shop: &Shop, order: &str) -> Value {
    shop.run(&format!("order {order}")).exit(0).json()
}

fn has_event(order: &Value, kind: &str) -> bool {
    order["events"].as_array().expect("a history").iter().any(|event| event["kind"] == kind)
}

#[test]
fn refused_by_a_person_it_stays_refused() {
    let (_fake, shop, order) = undecided();
    let line = format!("resolve {order} --as-refused --reason panel-shows-nothing");
    let resolved = shop.run(&line).exit(0).json();
    assert_eq!(resolved["state"], "refused");
    assert!(has_event(&resolved, "resolved"), "{resolved:#}");
    assert!(resolved["finished_at"].is_string());
    let recovered = shop.run("recover --wait 1s").exit(0).json();
    assert_eq!(recovered["needs_attention"], 0);
    // What is decided once is not decided again.
    shop.run(&line).fails(2, "no_decision_needed");
}

#[test]
fn delivered_by_a_person_its_code_is_fetched() {
    let (fake, shop, order) = undecided();
    let line = format!("resolve {order} --as-delivered --provider-order 9001 --reason panel");
    let resolved = shop.run(&line).exit(0).json();
    assert_eq!(
        (&resolved["state"], &resolved["provider_order_id"]),
        (&json!("delivered"), &json!("9001"))
    );
    let shown = shop.run(&format!("order {order} --reveal")).exit(0).json();
    assert_eq!(shown["secrets"][0]["value"], code(0));
    assert_eq!(fake.posts(), 1, "a decision buys nothing");
}

#[test]
fn a_decision_that_cannot_be_carried_out_changes_nothing() {
    let (fake, shop, order) = undecided();
    let decide = |rest: &str| shop.run(&format!("resolve {order} {rest}"));
    // Asked for, and there is none of this number; not asked for at all.
    decide("--as-delivered --provider-order 4711 --reason x").fails(2, "candidate_wrong");
    fake.set(|desk| desk.one = Answer::Close);
    decide("--as-delivered --provider-order 9001 --reason x").fails(1, "decision_unavailable");
    fake.set(|desk| desk.one = Answer::Truth);
    fake.set(|desk| desk.status = "in-progress".to_owned());
    decide("--as-delivered --provider-order 9001 --reason x").fails(2, "candidate_wrong");
    decide("--as-delivered --as-refused --reason x").fails(2, "bad_usage");
    decide("--reason x").fails(2, "bad_usage");
    decide("--as-refused").fails(2, "bad_usage");
    shop.run("resolve nobody --as-refused --reason x").fails(2, "unknown_order");
    assert_eq!(read(&shop, &order)["state"], "needs_attention");
}

#[test]
fn a_code_that_comes_after_the_refusal_is_told_kept_and_sold_first() {
    let (fake, shop, order) = undecided();
    shop.run(&format!("resolve {order} --as-refused --reason gone")).exit(0);
    fake.set(|desk| {
        desk.is_listed = true;
        desk.create = Answer::Truth;
    });
    let late = recover_until_event(&shop, &order, "late_delivery");
    assert_eq!(late["state"], "refused", "a final state never changes");
    assert_eq!(late["secrets"][0]["value"], "••••9001", "late codes stay readable on their order");

    let next = shop.run(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    assert_eq!(next["orders"][0]["secrets"][0]["value"], code(0));
    assert!(has_event(&next["orders"][0], "from_stock"), "{next:#}");
    assert_eq!(fake.posts(), 1, "nothing new was bought");

    let after = shop.run(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    assert_eq!(after["orders"][0]["secrets"][0]["value"], code(1), "it is sold once");
    assert_eq!(fake.posts(), 2);
}

#[test]
fn a_late_code_somebody_has_seen_is_not_sold() {
    let (fake, shop, order) = undecided();
    shop.run(&format!("resolve {order} --as-refused --reason gone")).exit(0);
    fake.set(|desk| {
        desk.is_listed = true;
        desk.create = Answer::Truth;
    });
    recover_until_event(&shop, &order, "late_delivery");
    shop.run(&format!("order {order} --reveal")).exit(0);
    let next = shop.run(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    assert_eq!(next["orders"][0]["secrets"][0]["value"], code(1));
}

#[test]
fn what_is_taken_back_after_delivery_is_told_and_stays_delivered() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    fake.set(|desk| desk.status = "failed".to_owned());
    let taken = recover_until_event(&shop, &order, "taken_back");
    assert_eq!(taken["state"], "delivered");
    std::thread::sleep(Duration::from_millis(1100));
    shop.run("recover --wait 5s").exit(0);
    let events = read(&shop, &order)["events"].as_array().expect("a history").clone();
    let told = events.iter().filter(|event| event["kind"] == "taken_back").count();
    assert_eq!(told, 1, "the same again is no news");
}

#[test]
fn a_code_delivered_twice_is_kept_back_for_a_person() {
    let fake = Fake::start();
    fake.set(|desk| desk.same_code = true);
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    let second = shop.run(&format!("sell --product {VOUCHER} --wait 5s")).exit(4).json();
    let order = &second["orders"][0];
    assert_eq!(order["state"], "needs_attention", "{order:#}");
    assert_eq!(order["secrets"], json!([]));
    assert!(has_event(order, "code_twice"), "{order:#}");
}

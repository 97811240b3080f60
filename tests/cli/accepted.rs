//! What the supplier has taken: followed until it is final, however slowly or oddly it gets there.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{Call, Shop, VOUCHER, each, keys, toml, word};
use crate::simulator::Simulator;

/// A sale whose order stays `state` while the supplier is like this, and is delivered when it says so.
#[track_caller]
fn check(arrange: impl FnOnce(&mut crate::fake::Desk), state: &str) {
    let fake = Fake::start();
    fake.set(arrange);
    // A window long enough to meet nothing but waiting in it.
    let shop = Shop::provisioned(
        &toml(&fake.url).replace("settle_window = \"1s\"", "settle_window = \"30s\""),
    );
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 800ms")).exit(4).json();
    assert_eq!((&sale["state"], &sale["orders"][0]["secrets"]), (&json!(state), &json!([])));
    fake.set(|desk| {
        desk.status = "success".to_owned();
        desk.has_card = true;
        desk.one = Answer::Truth;
    });
    shop.run("recover --wait 20s").exit(0);
    let order = &shop.orders()[0];
    assert_eq!(
        (&order["state"], &order["provider_state"]),
        (&json!("delivered"), &json!("success"))
    );
    assert_eq!((order["secrets"].as_array().map(Vec::len), fake.posts()), (Some(2), 1));
}

#[test]
fn an_order_in_progress_is_waiting() {
    check(|desk| desk.status = "in-progress".to_owned(), "waiting");
    check(|desk| desk.status = "pending".to_owned(), "waiting");
}

#[test]
fn a_success_without_its_card_is_not_delivered_yet() {
    check(|desk| desk.has_card = false, "waiting");
}

#[test]
fn a_card_whose_code_is_empty_is_not_delivered_with_its_pin_alone() {
    for code in [json!(""), json!(" "), Value::Null] {
        let voucher = json!({ "voucher": { "code": code, "pin": "84213377" } });
        let body = json!({ "id": 9001, "status": "success", "soldItem": voucher });
        check(|desk| desk.one = Answer::json(200, &body), "waiting");
    }
}

#[test]
fn an_unknown_status_is_neither_success_nor_failure() {
    check(|desk| desk.status = "on-hold".to_owned(), "waiting");
    check(|desk| desk.status = "SUCCESS".to_owned(), "waiting");
}

#[test]
fn a_look_that_fails_changes_nothing() {
    let answers = [
        Answer::html(502),
        Answer::Close,
        Answer::refusal(404, "Order not found"),
        Answer::refusal(401, "Unauthorized"),
        Answer::refusal(400, "Insufficient balance"),
    ];
    each(answers, |answer| check(|desk| desk.one = answer, "waiting"));
}

#[test]
fn a_success_whose_card_never_comes_needs_a_person_and_takes_a_late_one() {
    let fake = Fake::start();
    fake.set(|desk| desk.has_card = false);
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 5s")).exit(4).json();
    assert_eq!(sale["state"], "needs_attention");
    fake.set(|desk| desk.has_card = true);
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("delivered", 1));
}

#[test]
fn the_simulators_oddities_are_lived_through() {
    let faults = [
        json!({ "kind": "no_sold_item", "times": 2 }),
        json!({ "kind": "unknown_status", "times": 2 }),
        json!({ "kind": "no_sold_item", "shape": "absent", "times": 2 }),
        json!({ "endpoint": "get", "kind": "bom" }),
        json!({ "endpoint": "get", "kind": "duplicate_keys" }),
        json!({ "endpoint": "get", "kind": "rate_limit", "retry_after": "1" }),
    ];
    each(faults, |fault| {
        let simulator = Simulator::start();
        simulator.fault(fault.clone());
        let shop = Shop::at(&simulator.palcards);
        let sale =
            shop.run(&format!("sell --product {VOUCHER} --wait 30s --reveal")).exit(0).json();
        let state = simulator.state();
        assert_eq!(sale["orders"][0]["secrets"][0]["value"], state["orders"][0]["code"], "{fault}");
        assert_eq!((simulator.posts(), &state["faults_pending"]), (1, &json!(0)), "{fault}");
    });
}

#[test]
fn a_wait_of_nothing_still_makes_the_purchase() {
    let fake = Fake::start();
    fake.set(|desk| {
        desk.status = "in-progress".to_owned();
        desk.create = Answer::Late(Duration::from_millis(300));
    });
    let shop = Shop::at(&fake.url);
    let start = Instant::now();
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 0s")).exit(4).json();
    assert!(start.elapsed() < Duration::from_secs(20), "it waits for nothing more");
    assert_eq!(fake.posts(), 1, "4 says that it is being followed up: {sale:#}");
    fake.set(|desk| desk.status = "success".to_owned());
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((shop.state().as_str(), fake.posts()), ("delivered", 1));
}

#[test]
fn a_wait_ends_when_it_is_over() {
    let fake = Fake::start();
    fake.set(|desk| desk.status = "in-progress".to_owned());
    let shop = Shop::at(&fake.url);
    let start = Instant::now();
    shop.run(&format!("sell --product {VOUCHER} --wait 1500ms")).exit(4);
    assert!(start.elapsed() >= Duration::from_millis(1500));
    assert!(start.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_follower_reads_every_change_and_the_sale_last() {
    let fake = Fake::start();
    fake.set(|desk| {
        desk.status = "in-progress".to_owned();
        desk.create = Answer::Late(Duration::from_millis(400));
    });
    let shop = Shop::at(&fake.url);
    let call = shop.start(&format!("sell --product {VOUCHER} --wait 30s --follow --reveal"));
    fake.wait_for("GET", "/order/9001");
    fake.set(|desk| desk.status = "success".to_owned());
    let lines = call.end().exit(0).lines();
    assert!(lines.len() >= 3, "{lines:#?}");
    for line in &lines {
        assert_eq!((keys(line), &line["id"]), (keys(&lines[0]), &lines[0]["id"]));
    }
    let states: Vec<String> = lines.iter().map(|sale| word(sale, "state")).collect();
    let mut changes = states.clone();
    changes.dedup();
    assert_eq!(changes, states, "a line without a change");
    assert!(
        states.contains(&"unknown".to_owned()) && states.contains(&"waiting".to_owned()),
        "{states:?}"
    );
    assert_eq!(states.last().map(String::as_str), Some("delivered"));
    let last = lines.last().map_or(&Value::Null, |sale| &sale["orders"][0]["secrets"][0]["value"]);
    assert_eq!(*last, crate::fake::code(0));
}

#[test]
fn a_reader_that_goes_away_does_not_stop_the_purchase() {
    let fake = Fake::start();
    fake.set(|desk| desk.status = "in-progress".to_owned());
    let shop = Shop::at(&fake.url);
    let mut command = shop.command();
    command.args(["sell", "--product", VOUCHER, "--wait", "30s", "--follow"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().expect("it starts");
    fake.wait_for("GET", "/order/9001");
    drop(child.stdout.take());
    fake.set(|desk| desk.status = "success".to_owned());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert_eq!(shop.state(), "delivered");
}

#[test]
fn logs_never_reach_stdout() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let mut command = shop.command();
    command.env("RASEED_LOG", "trace").args(["sell", "--product", VOUCHER]);
    let sale = Call::start(command).end().exit(0).json();
    assert_eq!(sale["state"], "delivered");
}

//! CardPlusPay brings nothing of ours back: an order that was refused and shows up in its list later is
//! told to a person, once, and never adopted.

use serde_json::{Value, json};

use crate::shop::{Shop, wait_until, word};
use crate::simulator::Simulator;
use crate::suppliers::shop;

const CARD: &str = "cpp:GOOGLE-5USD-KOXx";

#[track_caller]
fn events(shop: &Shop, order: &str, kind: &str) -> Vec<Value> {
    let order = shop.run(&format!("order {order}")).exit(0).json();
    assert_eq!(order["state"], "refused", "a final state never changes");
    assert_eq!(order["provider_order_id"], Value::Null, "it was adopted");
    let events = order["events"].as_array().cloned().unwrap_or_default();
    events.into_iter().filter(|event| event["kind"] == kind).collect()
}

/// The order is told of the supplier's only one, once, and of none that is ours otherwise.
#[track_caller]
fn is_told_once(simulator: &Simulator, shop: &Shop, order: &str) {
    let told = || events(shop, order, "late_candidates");
    assert!(told().is_empty(), "told before the list showed it");
    wait_until("the late candidate is told", || {
        shop.run("recover --wait 5s").exit(0);
        !told().is_empty()
    });
    let theirs = simulator.state_of("cardpluspay")["orders"][0]["id"].to_string();
    assert_eq!(told()[0]["detail"], json!(theirs));

    // An order of ours is no candidate of another, and the same again is no news.
    shop.run(&format!("sell --product {CARD}")).exit(0);
    for _watch in 0..3 {
        std::thread::sleep(std::time::Duration::from_millis(1100));
        shop.run("recover --wait 5s").exit(0);
    }
    assert_eq!(told().len(), 1, "{:#?}", told());
    assert_eq!(simulator.state_of("cardpluspay")["requests"]["create"], 2, "it was bought anew");
    shop.run(&format!("resolve {order} --as-refused --reason x")).fails(2, "no_decision_needed");
    shop.run("verify").exit(0);
}

fn lists_late(simulator: &Simulator) {
    let delay = json!({ "upstream": "cardpluspay", "kind": "listing_delay", "ms": 4_000 });
    simulator.fault(delay);
}

#[test]
fn bought_behind_a_429_and_listed_late_is_told_once() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    lists_late(&simulator);
    simulator.fault(json!({
        "upstream": "cardpluspay", "endpoint": "create", "kind": "rate_limit", "acted": true,
    }));
    let sale = shop.run(&format!("sell --product {CARD} --wait 20s")).exit(3).json();
    assert_eq!(sale["state"], "refused", "{sale:#}");
    is_told_once(&simulator, &shop, &word(&sale["orders"][0], "id"));
}

#[test]
fn a_persons_wrong_no_is_told_once_when_the_list_shows_it() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    lists_late(&simulator);
    simulator.fault(json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": "drop" }));
    let sale = shop.run(&format!("sell --product {CARD} --wait 20s")).exit(4).json();
    assert_eq!(sale["state"], "needs_attention", "{sale:#}");
    let order = word(&sale["orders"][0], "id");
    shop.run(&format!("resolve {order} --as-refused --reason panel-shows-nothing")).exit(0);
    is_told_once(&simulator, &shop, &order);
}

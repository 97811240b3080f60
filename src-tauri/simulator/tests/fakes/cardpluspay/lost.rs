//! A lost reply at CardPlusPay, and why looking it up decides nothing.

use serde_json::{Value, json};
use simulator::cardpluspay::{CardPlusPay, Till};
use simulator::{Delivery, Upstream};

use super::{GOOGLE, RAZER, balance, bought, cardpluspay, configure, data, get, inject, order};
use crate::{NOON, object};

/// What a careful client sees of the orders younger than its snapshot: amounts.
fn candidates(fake: &mut CardPlusPay, newest_before: u64) -> Vec<String> {
    let list = data(&fake.handle(&get("/orders?per_page=100"), NOON));
    let rows = list["orders"].as_array().unwrap().iter();
    let young = rows.filter(|row| row["order_id"].as_u64().unwrap() > newest_before);
    young.map(|row| row["amount"].to_string()).collect()
}

#[test]
fn a_lost_reply_leaves_one_candidate_and_a_smaller_balance() {
    let mut fake = cardpluspay();
    bought(&mut fake, GOOGLE, NOON);
    inject(&mut fake, json!({ "endpoint": "create", "kind": "drop" }));
    assert_eq!(fake.handle(&order(GOOGLE, 1), NOON).delivery, Delivery::DropBefore);
    assert_eq!(candidates(&mut fake, 30_001), ["4.9"]);
    assert_eq!(balance(&fake), "490.2");
}

#[test]
fn a_lost_request_and_another_till_look_just_the_same() {
    let mut fake = cardpluspay();
    bought(&mut fake, GOOGLE, NOON);
    inject(&mut fake, json!({ "endpoint": "create", "kind": "drop", "acted": false }));
    inject(&mut fake, json!({ "kind": "other_till" }));
    assert_eq!(fake.handle(&order(GOOGLE, 1), NOON).delivery, Delivery::DropBefore);
    assert_eq!(candidates(&mut fake, 30_001), ["4.9"]);
    assert_eq!(balance(&fake), "490.2");
    let tills: Vec<_> = fake.orders().map(|order| order.till).collect();
    assert_eq!(tills, [Till::Own, Till::Other], "the one candidate is not ours");
}

#[test]
fn another_till_buys_the_same_before_or_after_and_there_are_two_candidates() {
    for (when, expected) in
        [("before", [Till::Other, Till::Own]), ("after", [Till::Own, Till::Other])]
    {
        let mut fake = cardpluspay();
        inject(&mut fake, json!({ "endpoint": "create", "kind": "drop" }));
        inject(&mut fake, json!({ "kind": "other_till", "when": when }));
        fake.handle(&order(GOOGLE, 1), NOON);
        assert_eq!(candidates(&mut fake, 30_000), ["4.9", "4.9"]);
        let tills: Vec<_> = fake.orders().map(|order| order.till).collect();
        assert_eq!(tills, expected, "{when}");
        let state = fake.state(NOON);
        assert_eq!(
            (&state["charges"]["USD"], &state["requests"]["create"]),
            (&json!("9.80"), &json!(1))
        );
    }
}

#[test]
fn another_till_buys_something_else_when_a_person_says_so() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "other_till", "item": RAZER, "quantity": 2 }));
    bought(&mut fake, GOOGLE, NOON);
    assert_eq!(balance(&fake), "456.26", "500 less 4.90 less two at 19.42");
    configure(&mut fake, json!({ "other_till_buys": RAZER }));
    let orders = fake.state(NOON)["orders"].clone();
    let last = &orders[2];
    assert_eq!((&last["till"], &last["item"]), (&json!("other"), &json!(RAZER)));
    assert_eq!((&last["quantity"], &orders[1]["quantity"]), (&json!(1), &json!(2)));
    configure(&mut fake, json!({ "balance": { "USD": "1" } }));
    let poor = fake.configure(object(json!({ "other_till_buys": RAZER })), NOON);
    assert_eq!(poor.map_err(|why| why.to_string()), Err("Insufficient balance".to_owned()));
}

#[test]
fn faults_of_ours_do_not_meet_the_other_till() {
    let mut fake = cardpluspay();
    let first = bought(&mut fake, GOOGLE, NOON)["codes"][0]["code"].clone();
    for kind in ["fail", "same_code", "codes_later"] {
        inject(&mut fake, json!({ "kind": kind }));
    }
    configure(&mut fake, json!({ "other_till_buys": GOOGLE }));
    let other = fake.state(NOON)["orders"][1].clone();
    assert_eq!(other["status"], "completed");
    assert_ne!(other["codes"][0]["code"], first);
    assert_eq!(fake.state(NOON)["faults_pending"], 3);
}

#[test]
fn an_order_is_missing_from_the_list_for_a_while_though_the_balance_knows() {
    let mut fake = cardpluspay();
    inject(&mut fake, json!({ "kind": "listing_delay", "ms": 60_000 }));
    let id = bought(&mut fake, GOOGLE, NOON)["order_id"].clone();
    let mut list = |now| data(&fake.handle(&get("/orders"), now));
    let early = list(NOON + 59_999);
    assert_eq!((&early["orders"], &early["pagination"]["total"]), (&json!([]), &json!(0)));
    assert_eq!(list(NOON + 60_000)["orders"][0]["order_id"], id);
    assert_eq!(balance(&fake), "495.1");
    let found = fake.handle(&get(&format!("/orders/{id}")), NOON);
    assert_ne!(data(&found), Value::Null, "by its id it is there at once");
}

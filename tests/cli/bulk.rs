//! `bulk = true` at CardPlusPay: the orders of a line share one request, and each gets its own code.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::shop::{Shop, closed_port, wait_until, word};
use crate::simulator::Simulator;
use crate::suppliers::{file_with, shop_with};

const CARD: &str = "cpp:GOOGLE-5USD-KOXx";

fn shop(simulator: &Simulator) -> Shop {
    shop_with(simulator, "bulk = true")
}

fn orders(sale: &Value) -> Vec<Value> {
    sale["orders"].as_array().cloned().unwrap_or_default()
}

/// How many purchases the supplier saw.
fn requests(simulator: &Simulator) -> Value {
    simulator.state_of("cardpluspay")["requests"]["create"].clone()
}

fn theirs(simulator: &Simulator) -> Vec<Value> {
    simulator.state_of("cardpluspay")["orders"].as_array().cloned().unwrap_or_default()
}

fn codes(orders: &[Value]) -> BTreeSet<String> {
    orders.iter().map(|order| word(&order["secrets"][0], "value")).collect()
}

/// All of the sale's orders, read anew and revealed.
fn revealed(shop: &Shop, sale: &Value) -> Vec<Value> {
    let read =
        |order: &Value| shop.run(&format!("order {} --reveal", word(order, "id"))).exit(0).json();
    orders(sale).iter().map(read).collect()
}

fn states(orders: &[Value]) -> Vec<String> {
    orders.iter().map(|order| word(order, "state")).collect()
}

#[test]
fn three_units_are_one_request_and_three_orders_with_a_code_each() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    let sale = shop.run(&format!("sell --product {CARD} --quantity 3 --reveal")).exit(0).json();
    assert_eq!(sale["state"], "delivered", "{sale:#}");
    assert_eq!((requests(&simulator), theirs(&simulator).len()), (json!(1), 1));

    let bought = &theirs(&simulator)[0];
    let sold = orders(&sale);
    assert_eq!(codes(&sold).len(), 3, "a code is handed out twice: {sale:#}");
    let brought: BTreeSet<String> =
        bought["codes"].as_array().expect("codes").iter().map(|it| word(it, "code")).collect();
    assert_eq!(codes(&sold), brought);
    for order in &sold {
        assert_eq!(order["provider_order_id"], json!(bought["id"].to_string()));
        assert_eq!((&order["cost"], &order["cost_currency"]), (&json!("4.90"), &json!("USD")));
    }
    let references: BTreeSet<String> = sold.iter().map(|it| word(it, "reference")).collect();
    assert_eq!(references.len(), 3);
    // Masked again, and counted as three.
    let masked = shop.run("orders").exit(0).lines();
    assert_eq!(masked.len(), 3);
    assert!(codes(&masked).iter().all(|code| code.starts_with("••••")), "{masked:#?}");
    assert_eq!(simulator.state_of("cardpluspay")["charges"]["USD"], "14.70");
    shop.run("verify").exit(0);
}

#[test]
fn one_unit_and_an_account_without_bulk_are_bought_as_ever() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    shop.run(&format!("sell --product {CARD}")).exit(0);
    assert_eq!(requests(&simulator), json!(1));
    let other = Simulator::start();
    let single = shop_with(&other, "");
    single.run(&format!("sell --product {CARD} --quantity 2")).exit(0);
    assert_eq!(requests(&other), json!(2));
}

#[test]
fn a_lost_reply_is_confirmed_once_for_all_of_them() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": "drop" }));
    let sale = shop.run(&format!("sell --product {CARD} --quantity 3 --wait 20s")).exit(4).json();
    assert_eq!(states(&orders(&sale)), ["needs_attention"; 3], "{sale:#}");
    // Whichever of them is named, what shares its request is decided with it.
    let last = word(&orders(&sale)[2], "id");
    let resolved = shop.run(&format!("resolve {last} --as-delivered --reason seen")).exit(0).json();
    assert_eq!(resolved["state"], "delivered", "{resolved:#}");
    let sold = revealed(&shop, &sale);
    assert_eq!(states(&sold), ["delivered"; 3]);
    assert_eq!(codes(&sold).len(), 3);
    assert_eq!(requests(&simulator), json!(1), "it was sent again");
    let first = word(&orders(&sale)[0], "id");
    shop.run(&format!("resolve {first} --as-refused --reason x")).fails(2, "no_decision_needed");
    shop.run("verify").exit(0);
}

#[test]
fn a_no_to_a_lost_reply_is_a_no_for_all_and_what_is_listed_late_is_told_once() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "cardpluspay", "kind": "listing_delay", "ms": 4_000 }));
    simulator.fault(json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": "drop" }));
    let sale = shop.run(&format!("sell --product {CARD} --quantity 3 --wait 20s")).exit(4).json();
    let first = word(&orders(&sale)[0], "id");
    shop.run(&format!("resolve {first} --as-refused --reason no")).exit(0);
    assert_eq!(states(&revealed(&shop, &sale)), ["refused"; 3]);
    let told = || {
        let events = revealed(&shop, &sale)
            .into_iter()
            .flat_map(|order| order["events"].as_array().cloned().unwrap_or_default());
        events.filter(|event| event["kind"] == "late_candidates").count()
    };
    wait_until("the late candidate is told", || {
        shop.run("recover --wait 5s");
        told() > 0
    });
    shop.run("recover --wait 5s");
    assert_eq!(told(), 1, "one order of the supplier's, one question");
}

#[test]
fn refused_as_a_whole_none_is_bought() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator
        .fault(json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": "low_balance" }));
    let sale = shop.run(&format!("sell --product {CARD} --quantity 3")).exit(3).json();
    assert_eq!(states(&orders(&sale)), ["refused"; 3], "{sale:#}");
    assert_eq!((requests(&simulator), theirs(&simulator).len()), (json!(1), 0));
}

#[test]
fn who_gets_no_code_is_not_delivered_and_a_late_one_is_theirs() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({
        "upstream": "cardpluspay", "kind": "codes", "shape": "one_less", "times": 1,
    }));
    let line = format!("sell --product {CARD} --quantity 3 --wait 30s --follow");
    let lines = shop.run(&line).exit(0).lines();
    let partly = lines.iter().find(|change| {
        let states = states(&orders(change));
        states.iter().filter(|state| *state == "delivered").count() == 2
            && states.iter().any(|state| state == "waiting")
    });
    assert!(partly.is_some(), "two are delivered and one waits: {lines:#?}");
    let sale = lines.last().expect("the sale");
    let sold = revealed(&shop, sale);
    assert_eq!(states(&sold), ["delivered"; 3], "the third code came");
    assert_eq!((codes(&sold).len(), requests(&simulator)), (3, json!(1)));
}

#[test]
fn recovered_stock_is_sold_first_and_only_the_rest_is_asked_for() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    // Their word for its end says nothing certain, a person takes it for not bought, and then it comes.
    simulator.fault(json!({ "upstream": "cardpluspay", "kind": "hold" }));
    let sale = shop.run(&format!("sell --product {CARD} --wait 500ms")).exit(4).json();
    let order = word(&orders(&sale)[0], "id");
    let id = theirs(&simulator)[0]["id"].to_string();
    let ends = |status: &str| {
        let end = json!({ "upstream": "cardpluspay", "status": status, "force": true });
        simulator.post(&format!("orders/{id}"), &end);
    };
    let until = |what: &str, is_so: &dyn Fn(&Value) -> bool| {
        wait_until(what, || {
            shop.run("recover --wait 5s");
            is_so(&shop.run(&format!("order {order}")).exit(0).json())
        });
    };
    ends("failed");
    until("a person is needed", &|order| order["state"] == "needs_attention");
    shop.run(&format!("resolve {order} --as-refused --reason gone")).exit(0);
    ends("completed");
    until("the late code is there", &|order| {
        order["secrets"].as_array().is_some_and(|secrets| !secrets.is_empty())
    });
    let next = shop.run(&format!("sell --product {CARD} --quantity 3 --reveal")).exit(0).json();
    assert_eq!(states(&orders(&next)), ["delivered"; 3]);
    let late = theirs(&simulator)[0]["codes"][0]["code"].clone();
    assert_eq!(orders(&next)[0]["secrets"][0]["value"], late, "it is not sold first");
    let asked = theirs(&simulator)[1]["quantity"].clone();
    assert_eq!((codes(&orders(&next)).len(), asked), (3, json!(2)), "{next:#}");
    shop.run("verify").exit(0);
}

#[test]
fn while_the_supplier_is_away_as_many_units_as_lie_on_the_shelf_are_sold_from_there() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    shop.run(&format!("stock limit --product {CARD} --keep 3")).exit(0);
    let ahead = shop.run(&format!("stock buy --product {CARD} --quantity 3")).exit(0).json();
    assert_eq!((ahead["state"].as_str(), requests(&simulator)), (Some("delivered"), json!(1)));
    let brought: BTreeSet<String> = theirs(&simulator)[0]["codes"]
        .as_array()
        .expect("codes")
        .iter()
        .map(|it| word(it, "code"))
        .collect();
    let gone = file_with(&simulator, "bulk = true");
    let gone = gone.replace(&simulator.url("cardpluspay"), &closed_port());
    shop.provision(&gone).exit(0);

    let sell = |quantity: u32| format!("sell --product {CARD} --quantity {quantity} --reveal");
    let first = shop.run(&sell(2)).exit(0).json();
    let second = shop.run(&sell(2)).exit(3).json();
    let sold: Vec<Value> = orders(&first).into_iter().chain(orders(&second)).collect();
    assert_eq!(states(&sold), ["delivered", "delivered", "delivered", "refused"], "{sold:#?}");
    let from: Vec<&Value> = sold.iter().map(|order| &order["from_shelf"]).collect();
    assert_eq!(from, [&json!("ahead"), &json!("ahead"), &json!("ahead"), &Value::Null]);
    assert_eq!(codes(&sold[..3]), brought, "each code once");
    assert_eq!(requests(&simulator), json!(1), "nothing was bought anew");
    let line = shop.run("stock list").exit(0).json();
    assert_eq!((&line["ahead"], &line["sold"], &line["bought"]), (&json!(0), &json!(3), &json!(3)));
    shop.run("verify").exit(0);
}

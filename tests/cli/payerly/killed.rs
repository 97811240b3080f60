//! The till is killed while a page of Payerly is unpaid, paid or paid back.

use std::time::Duration;

use serde_json::json;

use super::{act, asked, check_money, customer, fault, order, sell, start};
use crate::shop::{Shop, TOPUP, wait_until, word};
use crate::simulator::Simulator;

/// Kills a sale at a moment, then recovers with an honest world; the customer pays in between.
#[track_caller]
fn check_crash(simulator: &Simulator, shop: &Shop, net: &str, bought: u64, state: &str) {
    wait_until("everything is settled", || {
        let recovered = shop.run("recover --wait 20s");
        recovered.code == Some(0)
    });
    assert_eq!(shop.state(), state);
    check_money(simulator, net, bought);
    shop.run("recover --wait 5s").exit(0);
    check_money(simulator, net, bought);
    shop.run("verify").exit(0);
}

#[test]
fn while_the_page_is_asked_for_it_is_found_by_its_id() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "create", "kind": "stall" }));
    let call = shop.start(&format!("{} --wait 60s", sell()));
    let id = word(&asked(&simulator), "id");
    call.kill();
    act(&simulator, &id, json!({ "action": "pay" }));
    check_crash(&simulator, &shop, "10.27", 1, "delivered");
}

#[test]
fn while_it_waits_the_payment_is_found_and_buys() {
    let (simulator, shop) = start();
    let call = shop.start(&format!("{} --wait 60s", sell()));
    let id = word(&asked(&simulator), "id");
    wait_until("it looks", || order(&simulator)["reads"].as_u64() > Some(1));
    call.kill();
    assert_eq!(shop.state(), "prepared");
    act(&simulator, &id, json!({ "action": "pay" }));
    check_crash(&simulator, &shop, "10.27", 1, "delivered");
}

#[test]
fn while_the_purchase_is_in_the_air_it_is_found_and_not_sent_again() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "endpoint": "create", "kind": "stall" }));
    customer(&simulator, json!({ "action": "pay" }));
    let call = shop.start(&format!("{} --wait 60s", sell()));
    wait_until("the purchase arrives", || simulator.posts() == 1);
    call.kill();
    check_crash(&simulator, &shop, "10.27", 1, "delivered");
}

#[test]
fn while_the_refund_is_in_the_air_it_goes_back_once() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    fault(&simulator, json!({ "endpoint": "refund", "kind": "stall" }));
    customer(&simulator, json!({ "action": "pay" }));
    let call = shop.start(&format!("{} --wait 60s", sell()));
    wait_until("the refund arrives", || {
        simulator.state_of("payerly")["requests"]["refund"].as_u64() == Some(1)
    });
    call.kill();
    check_crash(&simulator, &shop, "0.00", 1, "refused");
    assert_eq!(order(&simulator)["refunds"].as_array().map(Vec::len), Some(1));
}

#[test]
fn before_the_customer_was_asked_nobody_is_asked_later() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "endpoint": "preflight", "kind": "stall" }));
    let line =
        format!("sell --product {TOPUP} --field accountId=123456789 --tender pay --wait 60s");
    let call = shop.start(&line);
    wait_until("the check arrives", || {
        simulator.state()["requests"]["preflight"].as_u64() == Some(1)
    });
    call.kill();
    let recovered = shop.run("recover --wait 20s").exit(0).json();
    assert_eq!(recovered, json!({ "settled": 1, "open": 0, "needs_attention": 0 }));
    assert_eq!(shop.state(), "refused");
    assert_eq!(simulator.state_of("payerly")["orders"], json!([]));
}

#[test]
fn at_any_moment_the_customer_pays_for_what_was_delivered_and_nothing_else() {
    let (simulator, shop) = start();
    simulator.settings(
        json!({ "upstream": "payerly", "customer": { "action": "pay", "after_ms": 40 } }),
    );
    for nth in 0..10 {
        let call = shop.start(&format!("{} --wait 60s", sell()));
        std::thread::sleep(Duration::from_millis(40 + nth * 45));
        call.kill();
    }
    wait_until("everything is settled", || {
        let recovered = shop.run("recover --wait 20s");
        decide(&shop);
        recovered.code == Some(0)
    });
    check_each_sale(&simulator, &shop);
}

#[test]
fn before_the_purchase_left_a_person_says_so_and_the_money_goes_back() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "endpoint": "create", "kind": "drop", "acted": false }));
    customer(&simulator, json!({ "action": "pay" }));
    let call = shop.start(&format!("{} --wait 60s", sell()));
    wait_until("the purchase is lost", || simulator.posts() == 1);
    call.kill();
    wait_until("nobody finds it", || {
        shop.run("recover --wait 5s").exit(4);
        shop.state() == "needs_attention"
    });
    decide(&shop);
    wait_until("the money is back", || shop.run("recover --wait 20s").code == Some(0));
    assert_eq!(shop.state(), "refused");
    check_each_sale(&simulator, &shop);
}

/// A purchase whose request never arrived is never found: a person says that it was not bought.
fn decide(shop: &Shop) {
    for order in shop.orders() {
        if order["state"] == "needs_attention" {
            shop.run(&format!("resolve {} --as-refused --reason gone", word(&order, "id"))).exit(0);
        }
    }
}

/// The customer has paid for each sale that was delivered, and for nothing else.
fn check_each_sale(simulator: &Simulator, shop: &Shop) {
    let delivered = shop.orders().iter().filter(|order| order["state"] == "delivered").count();
    let state = simulator.state_of("payerly");
    let orders = state["orders"].as_array().unwrap();
    let with = |net: &str| orders.iter().filter(|order| order["net"] == net).count();
    assert_eq!((with("10.27"), with("0.00")), (delivered, orders.len() - delivered));
    assert_eq!(simulator.state()["orders"].as_array().map(Vec::len), Some(delivered));
}

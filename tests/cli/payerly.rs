//! Payerly's pay page, end to end: nothing is bought before it is paid, and money that is not the
//! shop's goes back by itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::shop::{Call, Shop, TOPUP, VOUCHER, files, toml, wait_until, word};
use crate::simulator::Simulator;

mod killed;

/// The key of the shop's processor account.
pub(crate) const KEY: &str = "payerly_key_of_the_cli_tests";

/// The provisioning file of a shop that sells from the simulator and collects at its Payerly.
pub(crate) fn shop_toml(simulator: &Simulator) -> String {
    let url = word(&simulator.first, "payerly");
    format!(
        r#"{}
[[rate]]
base = "USD"
quote = "ILS"
rate = "3.70"

[[processor]]
id = "pay"
kind = "payerly"
environment = "sandbox"
base_url = "{url}"
api_key = "{KEY}"
currency = "USD"
pay_within = "1h"
"#,
        toml(&simulator.palcards)
    )
}

pub(crate) fn start() -> (Simulator, Shop) {
    let simulator = Simulator::start();
    let shop = Shop::provisioned(&shop_toml(&simulator));
    (simulator, shop)
}

/// The next customers do so by themselves.
fn customer(simulator: &Simulator, mut plan: Value) {
    plan["upstream"] = json!("payerly");
    plan["kind"] = json!("customer");
    simulator.fault(plan);
}

fn fault(simulator: &Simulator, mut fault: Value) {
    fault["upstream"] = json!("payerly");
    simulator.fault(fault);
}

fn act(simulator: &Simulator, order: &str, mut act: Value) {
    act["upstream"] = json!("payerly");
    simulator.post(&format!("orders/{order}"), &act);
}

/// The one order at Payerly.
#[track_caller]
fn order(simulator: &Simulator) -> Value {
    let state = simulator.state_of("payerly");
    let orders = state["orders"].as_array().cloned().unwrap_or_default();
    assert_eq!(orders.len(), 1, "{orders:#?}");
    orders.into_iter().next().unwrap()
}

/// Waits until a pay page was asked for, and answers its order.
#[track_caller]
fn asked(simulator: &Simulator) -> Value {
    wait_until("a page is asked for", || {
        simulator.state_of("payerly")["orders"].as_array().is_some_and(|orders| !orders.is_empty())
    });
    order(simulator)
}

/// What the customer has paid in the end, and how many codes were bought.
#[track_caller]
fn check_money(simulator: &Simulator, net: &str, bought: u64) {
    assert_eq!((order(simulator)["net"].as_str(), simulator.posts()), (Some(net), bought));
}

fn sell() -> String {
    format!("sell --product {VOUCHER} --tender pay")
}

#[test]
fn a_paid_page_buys_and_delivers() {
    let (simulator, shop) = start();
    customer(&simulator, json!({ "action": "pay", "after_ms": 300 }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(0).json();
    assert_eq!(sale["state"], "delivered");
    let tender = &sale["tender"];
    assert_eq!(
        (tender["kind"].as_str(), tender["processor"].as_str()),
        (Some("payerly"), Some("pay"))
    );
    assert_eq!(
        (tender["state"].as_str(), tender["currency"].as_str()),
        (Some("paid"), Some("USD"))
    );
    // 38.00 ILS at 3.70 is 10.27 USD, half up.
    assert_eq!((tender["amount"].as_str(), sale["total"].as_str()), (Some("10.27"), Some("38.00")));
    assert!(word(tender, "pay_url").contains("/pay/"));
    check_money(&simulator, "10.27", 1);
    let recovered = shop.run("recover --wait 5s").exit(0).json();
    assert_eq!(recovered, json!({ "settled": 0, "open": 0, "needs_attention": 0 }));
}

#[test]
fn while_the_page_is_unpaid_the_sale_waits_with_4_and_nothing_is_bought() {
    let (simulator, shop) = start();
    let sale = shop.run(&format!("{} --wait 500ms", sell())).exit(4).json();
    assert_eq!(sale["state"], "prepared");
    assert_eq!(
        (&sale["tender"]["state"], &sale["orders"][0]["state"]),
        (&json!("pending"), &json!("prepared"))
    );
    check_money(&simulator, "0.00", 0);
    // Recovery follows the tender, and refuses nothing that may still be paid.
    let recovered = shop.run("recover --wait 1s").exit(4).json();
    assert_eq!((&recovered["settled"], &recovered["open"]), (&json!(0), &json!(1)));
    assert_eq!(shop.state(), "prepared");
    act(&simulator, &word(&order(&simulator), "id"), json!({ "action": "pay" }));
    let recovered = shop.run("recover --wait 30s").exit(0).json();
    assert_eq!(recovered, json!({ "settled": 1, "open": 0, "needs_attention": 0 }));
    assert_eq!(shop.state(), "delivered");
    check_money(&simulator, "10.27", 1);
}

#[test]
fn an_expired_page_cancels_the_sale_and_buys_nothing() {
    let (simulator, shop) = start();
    customer(&simulator, json!({ "action": "expire", "after_ms": 300 }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!(
        (&sale["state"], &sale["tender"]["state"]),
        (&json!("cancelled"), &json!("expired"))
    );
    assert_eq!(sale["orders"][0]["state"], "refused");
    assert!(!word(&sale["orders"][0], "message").is_empty());
    check_money(&simulator, "0.00", 0);
    shop.run("recover --wait 5s").exit(0);
}

#[test]
fn paid_after_a_cancel_the_money_goes_back_by_itself() {
    let (simulator, shop) = start();
    customer(&simulator, json!({ "action": "expire", "after_ms": 100 }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    let id = word(&order(&simulator), "id");
    act(&simulator, &id, json!({ "action": "pay", "force": true }));
    check_money(&simulator, "10.27", 0);
    wait_until("the money is back", || {
        shop.run("recover --wait 20s");
        order(&simulator)["net"] == "0.00"
    });
    shop.run("recover --wait 20s").exit(0);
    check_money(&simulator, "0.00", 0);
    let again = shop.run(&format!("order {}", word(&sale["orders"][0], "id"))).exit(0).json();
    assert_eq!(again["state"], "refused");
    let kinds: Vec<String> =
        again["events"].as_array().unwrap().iter().map(|event| word(event, "kind")).collect();
    assert!(kinds.contains(&"given_back".to_owned()), "{kinds:?}");
}

#[test]
fn a_declined_card_can_be_tried_again_on_the_same_page() {
    let (simulator, shop) = start();
    customer(&simulator, json!({ "action": "decline", "after_ms": 50 }));
    let call = shop.start(&format!("{} --wait 60s", sell()));
    let id = word(&asked(&simulator), "id");
    wait_until("it is declined", || order(&simulator)["status"] == "DECLINED");
    act(&simulator, &id, json!({ "action": "pay" }));
    call.end().exit(0);
    check_money(&simulator, "10.27", 1);
}

#[test]
fn refused_after_paying_the_money_goes_back_without_anyone_asking() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    customer(&simulator, json!({ "action": "pay" }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!((&sale["state"], &sale["tender"]["state"]), (&json!("refused"), &json!("refunded")));
    check_money(&simulator, "0.00", 1);
}

#[test]
fn partly_delivered_only_the_refused_part_goes_back() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    customer(&simulator, json!({ "action": "pay" }));
    let sale = shop.run(&format!("{} --quantity 3 --wait 60s", sell())).exit(3).json();
    assert_eq!(
        (&sale["state"], &sale["tender"]["state"]),
        (&json!("partly_delivered"), &json!("refunded"))
    );
    // 114.00 ILS are 30.81 USD; two of three are 20.54.
    assert_eq!(sale["tender"]["amount"], "30.81");
    check_money(&simulator, "20.54", 3);
}

#[test]
fn what_was_paid_in_several_parts_goes_back_from_each() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    customer(&simulator, json!({ "action": "pay", "amount": "5.14", "payments": 2 }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!(sale["tender"]["state"], "refunded");
    assert_eq!(order(&simulator)["refunds"].as_array().map(Vec::len), Some(2));
    // The cent that nobody asked for is told to a person.
    check_money(&simulator, "0.01", 1);
}

#[test]
fn where_the_processor_cannot_the_sale_needs_attention() {
    let (simulator, shop) = start();
    simulator.settings(json!({ "upstream": "payerly", "refunds_enabled": false }));
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    customer(&simulator, json!({ "action": "pay" }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(4).json();
    assert_eq!(
        (&sale["state"], &sale["tender"]["state"]),
        (&json!("needs_attention"), &json!("paid"))
    );
    let recovered = shop.run("recover --wait 5s").exit(4).json();
    assert_eq!((&recovered["open"], &recovered["needs_attention"]), (&json!(1), &json!(1)));
    // Once the processor can, a person's word is enough.
    let refund = format!("refund {} --reason again", word(&sale, "id"));
    shop.run(&refund).fails(3, "refund_refused");
    simulator.settings(json!({ "upstream": "payerly", "refunds_enabled": true }));
    let sale = shop.run(&refund).exit(0).json();
    assert_eq!(sale["tender"]["state"], "refunded");
    check_money(&simulator, "0.00", 1);
    shop.run("recover --wait 5s").exit(0);
}

#[test]
fn a_refund_that_takes_time_is_followed_until_it_is_back() {
    let (simulator, shop) = start();
    simulator.settings(json!({ "upstream": "payerly", "refund_ms": 2000 }));
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    customer(&simulator, json!({ "action": "pay" }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!(sale["tender"]["state"], "refunded");
    check_money(&simulator, "0.00", 1);
}

#[test]
fn a_lost_reply_is_looked_up_and_the_same_bytes_go_again_only_if_it_is_unknown() {
    for (kind, acted) in
        [("drop", true), ("drop", false), ("garbage", true), ("server_error", false)]
    {
        let (simulator, shop) = start();
        fault(&simulator, json!({ "endpoint": "create", "kind": kind, "acted": acted }));
        customer(&simulator, json!({ "action": "pay", "after_ms": 300 }));
        shop.run(&format!("{} --wait 60s", sell())).exit(0);
        let puts = simulator.state_of("payerly")["requests"]["create"].clone();
        assert_eq!(puts, if acted { 1 } else { 2 }, "{kind} {acted}");
        check_money(&simulator, "10.27", 1);
    }
}

#[test]
fn a_page_without_an_address_ends_the_sale_after_one_look() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "any", "kind": "no_pay_url", "times": 9 }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!((&sale["state"], &sale["tender"]["state"]), (&json!("cancelled"), &json!("failed")));
    check_money(&simulator, "0.00", 0);
}

#[test]
fn a_processor_that_refuses_or_cannot_be_reached_cancels_the_sale() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "create", "kind": "unauthorized" }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!((&sale["state"], &sale["tender"]["state"]), (&json!("cancelled"), &json!("failed")));
    assert_eq!(simulator.posts(), 0);
    let away = shop_toml(&simulator)
        .replace(&word(&simulator.first, "payerly"), &crate::shop::closed_port());
    let shop = Shop::provisioned(&away);
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(3).json();
    assert_eq!((&sale["state"], &sale["tender"]["state"]), (&json!("cancelled"), &json!("failed")));
}

#[test]
fn paid_too_little_is_not_paid_and_goes_back_when_the_time_is_over() {
    let (simulator, shop) = start();
    customer(&simulator, json!({ "action": "pay", "amount": "4.00" }));
    let call = shop.start(&format!("{} --wait 60s", sell()));
    let id = word(&asked(&simulator), "id");
    wait_until("it is paid in part", || order(&simulator)["net"] == "4.00");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(simulator.posts(), 0, "too little buys nothing");
    simulator.settings(json!({ "upstream": "payerly", "status_words": { "CONFIRMED": "CLOSED" } }));
    act(&simulator, &id, json!({ "action": "expire", "force": true }));
    let sale = call.end().exit(3).json();
    assert_eq!(
        (&sale["state"], &sale["tender"]["state"]),
        (&json!("cancelled"), &json!("refunded"))
    );
    check_money(&simulator, "0.00", 0);
}

#[test]
fn paid_twice_is_bought_once_and_delivered() {
    let (simulator, shop) = start();
    customer(&simulator, json!({ "action": "pay", "payments": 2 }));
    let sale = shop.run(&format!("{} --wait 60s", sell())).exit(0).json();
    assert_eq!(sale["state"], "delivered");
    assert_eq!(simulator.posts(), 1);
}

#[test]
fn a_product_that_cannot_be_sold_charges_nobody() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "preflight_refused" }));
    let line =
        format!("sell --product {TOPUP} --field accountId=123456789 --tender pay --wait 30s");
    shop.run(&line).exit(3);
    let state = simulator.state_of("payerly");
    assert_eq!((state["orders"].as_array().map(Vec::len), simulator.posts()), (Some(0), 0));
}

#[test]
fn the_same_request_id_asks_for_one_page() {
    let (simulator, shop) = start();
    let line = format!("{} --request-id a-1", sell());
    let first = shop.run(&format!("{line} --wait 400ms")).exit(4).json();
    let again = shop.run(&format!("{line} --wait 400ms")).exit(4).json();
    assert_eq!(again["id"], first["id"]);
    assert_eq!(again["tender"]["pay_url"], first["tender"]["pay_url"]);
    let cash = format!("sell --product {VOUCHER} --request-id a-1");
    shop.run(&cash).fails(2, "request_id_reused");
    act(&simulator, &word(&order(&simulator), "id"), json!({ "action": "pay" }));
    shop.run("recover --wait 30s").exit(0);
    let after = shop.run(&line).exit(0).json();
    assert_eq!((&after["id"], &after["state"]), (&first["id"], &json!("delivered")));
    check_money(&simulator, "10.27", 1);
}

#[test]
fn a_sale_that_waits_for_its_tender_stops_no_other() {
    let (simulator, shop) = start();
    let line = format!("{} --phone 0599123456 --wait 400ms", sell());
    shop.run(&line).exit(4);
    shop.run(&line).exit(4);
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
    assert_eq!(simulator.posts(), 1);
}

#[test]
fn without_a_rate_nothing_is_written_down() {
    let simulator = Simulator::start();
    let file = shop_toml(&simulator)
        .replace("rate = \"3.70\"", "rate = \"3.70\"\n")
        .replace("base = \"USD\"", "base = \"EUR\"");
    let shop = Shop::provisioned(&file);
    shop.run(&sell()).fails(2, "rate_missing");
    assert_eq!(shop.orders(), [] as [Value; 0]);
    shop.run("sell --product palcards:5001 --tender nobody").fails(2, "unknown_tender");
    shop.run(&format!("{} --card-stdin", sell())).fails(2, "card_not_taken");
}

#[test]
fn a_follower_sees_the_page_first_and_the_sale_last() {
    let (simulator, shop) = start();
    let mut command = shop.command();
    command.args(["sell", "--product", VOUCHER, "--tender", "pay", "--follow", "--wait", "60s"]);
    let mut child: Child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || serde_json::from_str::<Value>(&lines.next().unwrap().unwrap()).unwrap();
    let page = loop {
        let line = next();
        if line["tender"]["pay_url"].is_string() {
            break line;
        }
        assert_eq!(line["tender"]["state"], "pending");
    };
    assert_eq!(page["state"], "prepared");
    act(&simulator, &word(&order(&simulator), "id"), json!({ "action": "pay" }));
    let last = loop {
        let line = next();
        if line["state"] == "delivered" {
            break line;
        }
    };
    assert!(child.wait().unwrap().success());
    assert_eq!(last["id"], page["id"]);
}

#[test]
fn nothing_of_the_customers_card_and_no_key_is_on_disk() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    customer(&simulator, json!({ "action": "pay" }));
    let mut command = shop.command();
    command.env("RASEED_LOG", "trace").args(["sell", "--product", VOUCHER, "--tender", "pay"]);
    Call::start(command).end().exit(3);
    // The practice customer's card, as Payerly's replies describe it.
    for secret in ["411111******1111", "PRACTICE CUSTOMER", "12/2030", KEY] {
        for file in files(&shop.data_dir()) {
            let bytes = std::fs::read(&file).unwrap();
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds {secret}", file.display());
        }
    }
}

#[test]
fn a_call_that_ends_while_the_page_is_asked_for_still_knows_where_it_is() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "create", "kind": "late", "ms": 700 }));
    let sale = shop.run(&format!("{} --wait 100ms", sell())).exit(4).json();
    assert!(word(&sale["tender"], "pay_url").contains("/pay/"));
}

#[test]
fn the_words_of_a_status_are_the_files_to_say() {
    let simulator = Simulator::start();
    let words = json!({ "upstream": "payerly", "status_words": { "CLOSED": "Abgelaufen" } });
    simulator.settings(words);
    let patient = shop_toml(&simulator);
    let expire = |shop: &Shop| {
        let call = shop.start(&format!("{} --wait 5s", sell()));
        let order = asked(&simulator);
        act(&simulator, &word(&order, "id"), json!({ "action": "expire" }));
        call.end()
    };
    // A word nobody explained is not final, whatever it means.
    let shop = Shop::provisioned(&patient);
    assert_eq!(expire(&shop).exit(4).json()["state"], "prepared");
    simulator.post("reset", &json!({}));
    simulator
        .settings(json!({ "upstream": "payerly", "status_words": { "CLOSED": "Abgelaufen" } }));
    let knowing = patient.replace("pay_within", "closed_words = [\"ABGELAUFEN\"]\npay_within");
    let shop = Shop::provisioned(&knowing);
    assert_eq!(expire(&shop).exit(3).json()["state"], "cancelled");
    shop.run("verify").exit(0);
    // The same section without them goes back to what is documented, and the journal agrees.
    shop.provision(&patient).exit(0);
    shop.run("verify").exit(0);
    let both = knowing.replace("pay_within", "paid_words = [\"closed\"]\npay_within");
    shop.provision(&both).fails(2, "provisioning_invalid");
}

#[test]
fn the_doctor_tries_the_processor() {
    let (simulator, shop) = start();
    let line = |shop: &Shop, code| {
        let lines = shop.run("doctor").exit(code).lines();
        lines.into_iter().find(|line| line["check"] == "processor pay").unwrap()
    };
    assert_eq!(line(&shop, 0)["ok"], true);
    fault(&simulator, json!({ "endpoint": "get", "kind": "unauthorized" }));
    let bad = line(&shop, 1);
    assert_eq!(bad["ok"], false);
    assert!(!word(&bad, "hint").is_empty());
}

//! How suppliers and processors are found: each state of an account, in `wallet` and in `doctor`.

use serde_json::{Value, json};

use crate::shop::{API_KEY, Shop, closed_port, toml, word};
use crate::simulator::Simulator;

fn processors(simulator: &Simulator) -> String {
    ["payerly", "mpg"]
        .map(|kind| {
            let url = simulator.url(kind);
            format!(
                "\n[[processor]]\nid = \"{kind}\"\nkind = \"{kind}\"\nenvironment = \"sandbox\"\n\
                 base_url = \"{url}\"\napi_key = \"{API_KEY}\"\ncurrency = \"USD\"\n"
            )
        })
        .concat()
}

/// A shop with a supplier, two processors, and time to wait for a slow one.
fn shop(simulator: &Simulator) -> Shop {
    let file = toml(&simulator.palcards) + &processors(simulator);
    Shop::provisioned(&file.replace("request_timeout = \"2s\"", "request_timeout = \"60s\""))
}

/// The word of `wallet` for the wallet in dollars.
#[track_caller]
fn lamp(shop: &Shop) -> String {
    let lines = shop.run("wallet").lines();
    let wallet = lines.iter().find(|line| line["currency"] == "USD").expect("a line in dollars");
    word(wallet, "state")
}

/// What the doctor finds out about one account: whether it is well, and every word.
#[track_caller]
fn finding(shop: &Shop, check: &str) -> (bool, String) {
    let lines = shop.run("doctor").lines();
    let line = lines.iter().find(|line| line["check"] == check).expect("the account's line");
    let told = format!("{} {}", word(line, "message"), word(line, "hint"));
    (line["ok"] == true, told)
}

#[track_caller]
fn check(shop: &Shop, check: &str, is_well: bool, says: &str) {
    let (ok, told) = finding(shop, check);
    assert_eq!(ok, is_well, "{told}");
    assert!(told.contains(says), "{told}");
}

const PALCARDS: &str = "supplier palcards";

fn fault(simulator: &Simulator, upstream: &str, fault: Value) {
    let mut fault = fault;
    fault["upstream"] = json!(upstream);
    simulator.fault(fault);
}

#[test]
fn a_supplier_that_answers_is_well() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    assert_eq!(lamp(&shop), "ok");
    check(&shop, PALCARDS, true, "answers");
}

#[test]
fn a_supplier_that_takes_long_is_slow_and_can_be_sold() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    fault(&simulator, "palcards", json!({ "kind": "late", "ms": 3_200, "times": 2 }));
    assert_eq!(lamp(&shop), "slow");
    check(&shop, PALCARDS, true, "seconds to answer");
}

#[test]
fn a_supplier_that_does_not_answer_is_down() {
    let shop = Shop::at(&closed_port());
    assert_eq!(lamp(&shop), "down");
    check(&shop, PALCARDS, false, "does not answer");
}

#[test]
fn a_wallet_that_does_not_buy_the_cheapest_product_is_out_of_money() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    for (balance, state) in [("9.35", "ok"), ("9.34", "out_of_money"), ("0", "out_of_money")] {
        simulator.settings(json!({ "balance": { "USD": balance } }));
        assert_eq!(lamp(&shop), state, "{balance}");
    }
    check(&shop, PALCARDS, false, "pay into the wallet");
}

#[test]
fn a_401_after_the_key_was_accepted_means_the_address_and_before_that_the_key() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.settings(json!({ "address_refused": true }));
    assert_eq!(lamp(&shop), "wrong_key", "nothing was ever accepted");
    check(&shop, PALCARDS, false, "whether this shop's internet address is on the list");
    simulator.settings(json!({ "address_refused": false }));
    assert_eq!(lamp(&shop), "ok");
    simulator.settings(json!({ "address_refused": true }));
    assert_eq!(lamp(&shop), "address_changed");
    check(&shop, PALCARDS, false, "internet address has changed");
}

#[test]
fn a_new_key_was_never_accepted_whatever_the_old_one_was() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    assert_eq!(lamp(&shop), "ok");
    let file = toml(&simulator.palcards);
    shop.provision(&file).exit(0);
    simulator.settings(json!({ "api_key": "sk_prod_something_else" }));
    assert_eq!(lamp(&shop), "address_changed", "the same key again is no new one");
    shop.provision(&file.replace(API_KEY, "sk_prod_mistyped")).exit(0);
    assert_eq!(lamp(&shop), "wrong_key");
}

#[test]
fn a_supplier_whose_clock_is_far_from_ours_says_so() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    fault(&simulator, "palcards", json!({ "kind": "wrong_date", "times": 2 }));
    assert_eq!(lamp(&shop), "clock_wrong");
    check(&shop, PALCARDS, false, "Set this computer's date and time");
}

#[test]
fn processors_are_found_in_the_same_words() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    for processor in ["payerly", "mpg"] {
        let of = format!("processor {processor}");
        check(&shop, &of, true, "answers");
        fault(&simulator, processor, json!({ "kind": "late", "ms": 3_200 }));
        check(&shop, &of, true, "seconds to answer");
        fault(&simulator, processor, json!({ "kind": "html" }));
        check(&shop, &of, false, "does not answer");
        fault(&simulator, processor, json!({ "kind": "unauthorized" }));
        check(&shop, &of, false, "does not accept the key");
        fault(&simulator, processor, json!({ "kind": "wrong_date" }));
        check(&shop, &of, false, "minutes apart");
    }
}

//! Cards keyed in at the Moyasar gateway, end to end: held first, taken for what was delivered, let
//! go for the rest; and nothing of a card is ever written down.

use std::fs::File;

use serde_json::{Value, json};

use crate::shop::{Call, Ended, Shop, VOUCHER, files, toml, wait_until, word};
use crate::simulator::Simulator;

const KEY: &str = "mpg_key_of_the_cli_tests";
const GOOD: &str = "4111111111111111";
const DECLINED: &str = "4000000000000002";
const TIMEOUT_THEN_APPROVED: &str = "4000000000000341";
const TIMEOUT_FOR_GOOD: &str = "4000000000000044";
const CODE: &str = "9173";
const HOLDER: &str = "SCAN FOR THIS NAME";

fn shop_toml(simulator: &Simulator) -> String {
    let url = word(&simulator.first, "mpg");
    format!(
        r#"{}
[[rate]]
base = "SAR"
quote = "ILS"
rate = "0.95"

[[processor]]
id = "keyed"
kind = "mpg"
environment = "sandbox"
base_url = "{url}"
api_key = "{KEY}"
currency = "SAR"
keyed_entry = true
"#,
        toml(&simulator.palcards)
    )
}

fn start() -> (Simulator, Shop) {
    let simulator = Simulator::start();
    let shop = Shop::provisioned(&shop_toml(&simulator));
    (simulator, shop)
}

fn fault(simulator: &Simulator, mut fault: Value) {
    fault["upstream"] = json!("mpg");
    simulator.fault(fault);
}

/// Starts a sale paid with this card.
fn call(shop: &Shop, number: &str, more: &str) -> Call {
    let card = json!({ "number": number, "month": 12, "year": 2031, "security_code": CODE, "holder": HOLDER });
    let path = shop.write("card.json", &card.to_string());
    let mut command = shop.command();
    command.env("RASEED_LOG", "trace").stdin(File::open(&path).unwrap());
    command.args(["sell", "--product", VOUCHER, "--tender", "keyed", "--card-stdin"]);
    command.args(more.split_whitespace());
    Call::start(command)
}

fn sell(shop: &Shop, number: &str, more: &str) -> Ended {
    call(shop, number, more).end()
}

#[track_caller]
fn order(simulator: &Simulator) -> Value {
    let orders = simulator.state_of("mpg")["orders"].as_array().cloned().unwrap_or_default();
    assert_eq!(orders.len(), 1, "{orders:#?}");
    orders.into_iter().next().unwrap()
}

fn requests(simulator: &Simulator, endpoint: &str) -> u64 {
    simulator.state_of("mpg")["requests"][endpoint].as_u64().unwrap_or(0)
}

/// What was taken and is still held in the end, how many codes were bought; and the card went out once.
#[track_caller]
fn check(simulator: &Simulator, net: &str, held: &str, bought: u64) {
    let order = order(simulator);
    assert_eq!(
        (order["net"].as_str(), order["held"].as_str()),
        (Some(net), Some(held)),
        "{order:#}"
    );
    assert_eq!((simulator.posts(), requests(simulator, "authorize")), (bought, 1));
}

fn states(sale: &Value) -> (String, String) {
    (word(sale, "state"), word(&sale["tender"], "state"))
}

fn both(sale: &str, tender: &str) -> (String, String) {
    (sale.to_owned(), tender.to_owned())
}

#[test]
fn a_card_is_held_then_taken_for_what_was_delivered() {
    let (simulator, shop) = start();
    let sale = sell(&shop, GOOD, "--wait 60s").exit(0).json();
    assert_eq!(states(&sale), both("delivered", "paid"));
    // 38.00 ILS at 0.95 are 40.00 SAR.
    assert_eq!(
        (&sale["tender"]["kind"], &sale["tender"]["amount"]),
        (&json!("mpg"), &json!("40.00"))
    );
    check(&simulator, "40.00", "0.00", 1);
    assert_eq!(order(&simulator)["transaction_type"], "moto");
    shop.run("recover --wait 5s").exit(0);
}

#[test]
fn a_card_declined_with_201_is_not_paid() {
    let (simulator, shop) = start();
    let sale = sell(&shop, DECLINED, "--wait 60s").exit(3).json();
    assert_eq!(states(&sale), both("cancelled", "failed"));
    assert!(word(&sale["orders"][0], "message").contains("declined"));
    check(&simulator, "0.00", "0.00", 0);
}

#[test]
fn refused_by_the_supplier_what_was_held_is_let_go() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    let sale = sell(&shop, GOOD, "--wait 60s").exit(3).json();
    assert_eq!(states(&sale), both("refused", "voided"));
    check(&simulator, "0.00", "0.00", 1);
}

#[test]
fn partly_delivered_only_that_part_is_taken() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    let sale = sell(&shop, GOOD, "--quantity 2 --wait 60s").exit(3).json();
    assert_eq!(states(&sale), both("partly_delivered", "paid"));
    check(&simulator, "40.00", "0.00", 2);
}

#[test]
fn a_part_below_the_gateways_minimum_is_let_go_and_a_person_is_told() {
    let simulator = Simulator::start();
    let file = shop_toml(&simulator).replace("price = \"38.00\"", "price = \"0.60\"");
    let shop = Shop::provisioned(&file);
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    // 1.26 SAR in all; of that 0.63 was delivered, and the gateway takes nothing under 1.00.
    let sale = sell(&shop, GOOD, "--quantity 2 --wait 60s").exit(3).json();
    assert_eq!(states(&sale), both("partly_delivered", "voided"));
    check(&simulator, "0.00", "0.00", 2);
    assert_eq!(requests(&simulator, "capture"), 0, "what cannot be taken is not asked for");
    let told = |order: &Value| {
        let events = shop.run(&format!("order {}", word(order, "id"))).exit(0).json();
        events["events"].to_string().contains("0.63 SAR cannot be taken")
    };
    assert!(sale["orders"].as_array().unwrap().iter().any(told), "{sale:#}");
}

#[test]
fn a_transaction_that_timed_out_is_looked_up_until_it_says_more() {
    let (simulator, shop) = start();
    let sale = sell(&shop, TIMEOUT_THEN_APPROVED, "--wait 60s").exit(0).json();
    assert_eq!(states(&sale), both("delivered", "paid"));
    check(&simulator, "40.00", "0.00", 1);
}

#[test]
fn a_transaction_that_stays_unclear_needs_a_person_and_buys_nothing() {
    let (simulator, shop) = start();
    let sale = sell(&shop, TIMEOUT_FOR_GOOD, "--wait 8s").exit(4).json();
    assert_eq!(states(&sale), both("needs_attention", "unknown"));
    assert_eq!(simulator.posts(), 0);
    let recovered = shop.run("recover --wait 5s").exit(4).json();
    assert_eq!((&recovered["open"], &recovered["needs_attention"]), (&json!(1), &json!(1)));
    // A late truth still settles it.
    let id = word(&order(&simulator), "id");
    simulator.post(&format!("orders/{id}"), &json!({ "upstream": "mpg", "action": "resolve" }));
    shop.run("recover --wait 30s").exit(0);
    assert_eq!(shop.state(), "delivered");
    check(&simulator, "40.00", "0.00", 1);
}

#[test]
fn what_stays_unclear_the_owner_lets_go() {
    let (simulator, shop) = start();
    let sale = sell(&shop, TIMEOUT_FOR_GOOD, "--wait 5s").exit(4).json();
    let refund = format!("refund {} --reason gone", word(&sale, "id"));
    shop.run(&refund).fails(3, "refund_too_early");
    let sale = shop.run(&format!("{refund} --owner-risk")).exit(0).json();
    assert_eq!(states(&sale), both("cancelled", "voided"));
    shop.run("recover --wait 20s").exit(0);
    assert_eq!(shop.state(), "refused");
    check(&simulator, "0.00", "0.00", 0);
}

#[test]
fn a_lost_reply_is_looked_up_by_our_own_id_and_the_card_never_goes_again() {
    for kind in ["drop", "garbage", "half_json", "empty"] {
        let (simulator, shop) = start();
        fault(&simulator, json!({ "endpoint": "authorize", "kind": kind }));
        let sale = sell(&shop, GOOD, "--wait 60s").exit(0).json();
        assert_eq!(states(&sale), both("delivered", "paid"), "{kind}");
        check(&simulator, "40.00", "0.00", 1);
    }
}

#[test]
fn what_the_gateway_never_saw_fails_after_the_settle_window() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "authorize", "kind": "drop", "acted": false }));
    let sale = sell(&shop, GOOD, "--wait 60s").exit(3).json();
    assert_eq!(states(&sale), both("cancelled", "failed"));
    assert_eq!((simulator.posts(), requests(&simulator, "authorize")), (0, 1));
}

#[test]
fn a_gateway_that_refuses_or_cannot_be_reached_cancels_the_sale() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "authorize", "kind": "unauthorized" }));
    assert_eq!(states(&sell(&shop, GOOD, "").exit(3).json()), both("cancelled", "failed"));
    let url = word(&simulator.first, "mpg");
    let away = shop_toml(&simulator).replace(&url, &crate::shop::closed_port());
    let shop = Shop::provisioned(&away);
    assert_eq!(states(&sell(&shop, GOOD, "").exit(3).json()), both("cancelled", "failed"));
    assert_eq!(simulator.posts(), 0);
}

#[track_caller]
fn check_crash(simulator: &Simulator, shop: &Shop) {
    wait_until("everything is settled", || shop.run("recover --wait 20s").code == Some(0));
    assert_eq!(shop.state(), "delivered");
    check(simulator, "40.00", "0.00", 1);
    shop.run("verify").exit(0);
}

#[test]
fn killed_while_the_card_is_in_the_air_it_is_found_and_not_sent_again() {
    let (simulator, shop) = start();
    fault(&simulator, json!({ "endpoint": "authorize", "kind": "stall" }));
    let call = call(&shop, GOOD, "--wait 60s");
    wait_until("the card arrives", || requests(&simulator, "authorize") == 1);
    call.kill();
    check_crash(&simulator, &shop);
}

#[test]
fn killed_while_the_purchase_is_in_the_air_it_is_found_and_captured() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "endpoint": "create", "kind": "stall" }));
    let call = call(&shop, GOOD, "--wait 60s");
    wait_until("the purchase arrives", || simulator.posts() == 1);
    call.kill();
    check_crash(&simulator, &shop);
}

#[test]
fn killed_while_the_capture_is_in_the_air_it_is_captured_once() {
    for acted in [true, false] {
        let (simulator, shop) = start();
        fault(&simulator, json!({ "endpoint": "capture", "kind": "stall", "acted": acted }));
        let call = call(&shop, GOOD, "--wait 60s");
        wait_until("the capture arrives", || requests(&simulator, "capture") == 1);
        call.kill();
        check_crash(&simulator, &shop);
    }
}

#[test]
fn killed_while_the_void_is_in_the_air_it_is_let_go() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    fault(&simulator, json!({ "endpoint": "void", "kind": "stall", "acted": false }));
    let call = call(&shop, GOOD, "--wait 60s");
    wait_until("the void arrives", || requests(&simulator, "void") == 1);
    call.kill();
    wait_until("everything is settled", || shop.run("recover --wait 20s").code == Some(0));
    check(&simulator, "0.00", "0.00", 1);
}

#[test]
fn a_captured_card_is_refunded_by_a_person() {
    let (simulator, shop) = start();
    let sale = sell(&shop, GOOD, "--wait 60s").exit(0).json();
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    assert_eq!(states(&shop.run(&refund).exit(0).json()), both("delivered", "refunded"));
    check(&simulator, "0.00", "0.00", 1);
    shop.run(&refund).fails(2, "nothing_to_refund");
}

#[test]
fn the_same_request_id_charges_once() {
    let (simulator, shop) = start();
    let first = sell(&shop, GOOD, "--request-id a-1 --wait 60s").exit(0).json();
    let again = sell(&shop, GOOD, "--request-id a-1 --wait 60s").exit(0).json();
    assert_eq!(first["id"], again["id"]);
    check(&simulator, "40.00", "0.00", 1);
}

#[test]
fn keyed_entry_is_off_unless_the_owner_switched_it_on() {
    let simulator = Simulator::start();
    let shop = Shop::provisioned(&shop_toml(&simulator).replace("keyed_entry = true\n", ""));
    sell(&shop, GOOD, "").fails(2, "card_not_taken");
    assert_eq!(shop.orders(), [] as [Value; 0]);
}

#[test]
fn a_card_that_cannot_be_right_never_leaves() {
    let (simulator, shop) = start();
    let message = sell(&shop, "4111111111111112", "").fails(2, "card_invalid");
    assert!(message.contains("number") && !message.contains("4111"), "{message}");
    shop.run(&format!("sell --product {VOUCHER} --tender keyed")).fails(2, "card_needed");
    shop.run(&format!("sell --product {VOUCHER} --tender keyed --card-stdin"))
        .fails(2, "card_invalid");
    assert_eq!(requests(&simulator, "authorize"), 0);
}

#[test]
fn nothing_of_a_card_is_ever_on_disk_not_even_after_a_kill() {
    let (simulator, shop) = start();
    let absent = || {
        for secret in [GOOD, "41111111", "4111 1111", HOLDER, KEY] {
            for file in files(&shop.data_dir()) {
                // A till that still works removes files of its own between the list and the look.
                let Ok(bytes) = std::fs::read(&file) else { continue };
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{} holds {secret}", file.display());
            }
        }
    };
    sell(&shop, GOOD, "--wait 60s").exit(0);
    absent();
    fault(&simulator, json!({ "endpoint": "authorize", "kind": "stall" }));
    let call = call(&shop, GOOD, "--wait 60s");
    wait_until("the card arrives", || requests(&simulator, "authorize") == 2);
    absent();
    call.kill();
    absent();
    shop.run("recover --wait 20s");
    absent();
}

#[test]
fn of_a_part_delivered_sale_only_what_was_taken_is_refunded() {
    let (simulator, shop) = start();
    simulator.fault(json!({ "kind": "insufficient_balance" }));
    let sale = sell(&shop, GOOD, "--quantity 2 --wait 60s").exit(3).json();
    assert_eq!(states(&sale), both("partly_delivered", "paid"));
    check(&simulator, "40.00", "0.00", 2);
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    assert_eq!(word(&shop.run(&refund).exit(0).json()["tender"], "state"), "refunded");
    check(&simulator, "0.00", "0.00", 2);
}

#[test]
fn a_capture_is_refused_only_when_a_look_shows_nothing_taken() {
    let refused = |acted: bool| {
        let (simulator, shop) = start();
        let no = json!({ "endpoint": "capture", "kind": "answer", "status": 400, "acted": acted });
        fault(&simulator, no);
        let sale = sell(&shop, GOOD, "--wait 60s").exit(0).json();
        (simulator, shop, sale)
    };
    let (simulator, _shop, sale) = refused(true);
    assert_eq!(states(&sale), both("delivered", "paid"), "it had been taken all the same");
    check(&simulator, "40.00", "0.00", 1);
    let (simulator, shop, sale) = refused(false);
    assert_eq!(states(&sale), both("delivered", "authorised"));
    check(&simulator, "0.00", "40.00", 1);
    // It is settled for every process and not for the shop, which was not paid.
    let left = json!({ "settled": 0, "open": 0, "needs_attention": 1 });
    let recovered = shop.run("recover --wait 1s").exit(4);
    assert_eq!(recovered.json(), left);
    assert!(recovered.stderr.contains("attention list"), "{}", recovered.stderr);
    let listed = shop.run("attention list").exit(0).json();
    let order = word(&sale["orders"][0], "id");
    assert_eq!(word(&listed, "matter"), "not_captured");
    assert_eq!(word(&listed, "command"), format!("attention seen {order}"));
    assert_eq!(shop.run(&format!("attention seen {order}")).exit(0).stdout, "");
    shop.run("recover --wait 1s").exit(0);
    shop.run(&format!("attention seen {order}")).fails(2, "nothing_to_see");
    // Nobody takes it any more: all that can be done with the hold is to let it go.
    let refund = format!("refund {} --reason not-collected", word(&sale, "id"));
    assert_eq!(states(&shop.run(&refund).exit(0).json()), both("delivered", "voided"));
    check(&simulator, "0.00", "0.00", 1);
}

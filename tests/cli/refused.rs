//! What is certainly not bought: exit 3, nothing charged, and free to sell again.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{Shop, TOPUP, VOUCHER, closed_port, each, toml, word};
use crate::simulator::Simulator;

/// The sale ends refused with these words of the command; answers it.
#[track_caller]
fn check(shop: &Shop, words: &str) -> Value {
    let sale = shop.run(&format!("sell {words}")).exit(3).json();
    assert_eq!(
        (&sale["state"], &sale["orders"][0]["state"]),
        (&json!("refused"), &json!("refused"))
    );
    assert_eq!(sale["orders"][0]["secrets"], json!([]));
    assert!(!word(&sale["orders"][0], "message").is_empty(), "it says why");
    assert_ne!(sale["orders"][0]["finished_at"], Value::Null);
    assert_eq!(shop.run("recover").exit(0).json()["open"], 0);
    sale
}

/// A readable refusal of the purchase itself: one request, and it stays at that.
#[track_caller]
fn check_answer(answer: Answer) {
    let fake = Fake::answering(answer);
    let shop = Shop::at(&fake.url);
    check(&shop, &format!("--product {VOUCHER} --phone 0599123456"));
    assert_eq!(fake.posts(), 1);
    fake.set(|desk| desk.create = Answer::Truth);
    fake.set(|desk| desk.is_listed = true);
    // Certain means free: the same product for the same phone is no twin.
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
}

#[track_caller]
fn balance(simulator: &Simulator) -> String {
    word(&simulator.state()["balances"], "USD")
}

#[test]
fn too_small_a_balance_refuses_and_nothing_is_charged() {
    let simulator = Simulator::start();
    simulator.settings(json!({ "balance": { "USD": "9.49" } }));
    let shop = Shop::at(&simulator.palcards);
    check(&shop, &format!("--product {VOUCHER}"));
    // Known from a look at the wallet or from the supplier's refusal, it is the same.
    shop.run("wallet").exit(0);
    check(&shop, &format!("--product {VOUCHER}"));
    let state = simulator.state();
    assert_eq!((balance(&simulator), &state["orders"]), ("9.49".to_owned(), &json!([])));
    simulator.settings(json!({ "balance": { "USD": "9.50" } }));
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
}

#[test]
fn a_wallet_that_does_not_exist_refuses() {
    let simulator = Simulator::start();
    let file = toml(&simulator.palcards);
    let shop = Shop::provisioned(
        &file.replace("currency = \"USD\"\n\n[[product]]", "currency = \"JOD\"\n\n[[product]]"),
    );
    check(&shop, &format!("--product {VOUCHER}"));
    assert_eq!(simulator.state()["orders"], json!([]));
}

#[test]
fn a_key_or_an_address_that_is_not_accepted_refuses_and_names_both() {
    let simulator = Simulator::start();
    simulator.settings(json!({ "address_refused": true }));
    let sale = check(&Shop::at(&simulator.palcards), &format!("--product {VOUCHER}"));
    let message = word(&sale["orders"][0], "message").to_lowercase();
    assert!(message.contains("key") && message.contains("address"), "{message}");
    assert_eq!(simulator.state()["orders"], json!([]));
}

#[test]
fn a_supplier_that_cannot_be_reached_refuses_since_no_byte_left() {
    let shop = Shop::at(&closed_port());
    check(&shop, &format!("--product {VOUCHER}"));
    check(&shop, &format!("--product {TOPUP} --field accountId=123456789"));
    let nowhere = Shop::at("https://no-such-host.invalid");
    check(&nowhere, &format!("--product {VOUCHER}"));
}

#[test]
fn a_readable_refusal_in_the_suppliers_own_form_refuses() {
    each(
        [
            Answer::refusal(400, "customer.phone must be a valid phone number"),
            Answer::refusal(400, "Insufficient balance"),
            Answer::refusal(400, "Required wallet for currency 'USD' is missing."),
            Answer::refusal(401, "Unauthorized"),
            Answer::refusal(402, "Payment Required"),
            Answer::refusal(403, "Forbidden"),
            Answer::refusal(404, "Product item 5001 not found"),
            Answer::refusal(422, "Unprocessable"),
            Answer::json(400, &json!({ "message": ["a", "b"], "error": "Bad Request" })),
        ],
        check_answer,
    );
}

#[test]
fn a_no_of_the_preflight_refuses_and_nothing_is_sent() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    let sale = check(&shop, &format!("--product {TOPUP} --field accountId=000111222"));
    assert!(word(&sale["orders"][0], "message").contains("Account not found"));
    assert_eq!(simulator.posts(), 0);
}

#[test]
fn a_preflight_without_an_answer_refuses_and_nothing_is_sent() {
    let unclear = [
        Answer::html(502),
        Answer::Close,
        Answer::Stall,
        Answer::json(200, &json!({})),
        Answer::refusal(401, "Unauthorized"),
        Answer::refusal(429, "Too Many Requests"),
    ];
    each(unclear, |answer| {
        let fake = Fake::start();
        fake.set(|desk| desk.preflight = answer);
        check(&Shop::at(&fake.url), &format!("--product {TOPUP} --field accountId=123456789"));
        assert_eq!(fake.posts(), 0);
    });
}

#[test]
fn an_order_that_fails_after_acceptance_is_refused_and_its_charge_went_back() {
    for kind in ["fail", "reject"] {
        let simulator = Simulator::start();
        simulator.fault(json!({ "kind": kind }));
        let sale = check(&Shop::at(&simulator.palcards), &format!("--product {VOUCHER}"));
        assert_ne!(sale["orders"][0]["provider_order_id"], Value::Null);
        assert_eq!((balance(&simulator).as_str(), simulator.posts()), ("500.00", 1));
    }
}

#[test]
fn a_sale_of_which_one_unit_failed_is_partly_delivered_with_3() {
    let simulator = Simulator::start();
    simulator.fault(json!({ "kind": "fail" }));
    let shop = Shop::at(&simulator.palcards);
    let sale = shop.run(&format!("sell --product {VOUCHER} --quantity 2")).exit(3).json();
    assert_eq!(sale["state"], "partly_delivered");
    let mut states: Vec<String> = sale["orders"]
        .as_array()
        .expect("orders")
        .iter()
        .map(|order| word(order, "state"))
        .collect();
    states.sort();
    assert_eq!(states, ["delivered", "refused"]);
    assert_eq!(simulator.posts(), 2);
}

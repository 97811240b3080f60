//! What needs a person, on the command line: it is listed with the command that ends it, and ended.

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::shop::{Shop, VOUCHER, wait_until, word};
use crate::simulator::Simulator;
use crate::sms::gateway::{Gateway, Sending};
use crate::sms::shop as texting_shop;
use crate::suppliers::shop;

const CARD: &str = "cpp:GOOGLE-5USD-KOXx";

/// The only thing listed.
#[track_caller]
fn only(shop: &Shop) -> Value {
    let lines = shop.run("attention list").exit(0).lines();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    lines.into_iter().next().unwrap_or_default()
}

/// An order whose answer was lost at a supplier that cannot say which order is whose.
fn undecided(simulator: &Simulator, shop: &Shop) -> String {
    simulator.fault(json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": "drop" }));
    let sale = shop.run(&format!("sell --product {CARD} --wait 20s")).exit(4).json();
    assert_eq!(sale["state"], "needs_attention", "{sale:#}");
    word(&sale["orders"][0], "id")
}

/// A person says no, and later the list shows that it was bought.
fn denied_and_listed_late(shop: &Shop, order: &str) {
    shop.run(&format!("resolve {order} --as-refused --reason panel-shows-nothing")).exit(0);
    wait_until("the late candidate is told", || {
        shop.run("recover --wait 5s").exit(0);
        !shop.run("attention list").exit(0).lines().is_empty()
    });
}

#[test]
fn what_a_person_has_to_decide_and_to_read_is_listed_with_the_command_that_ends_it() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    assert_eq!(shop.run("attention list").exit(0).stdout, "", "nothing needs anybody");
    let delay = json!({ "upstream": "cardpluspay", "kind": "listing_delay", "ms": 4_000 });
    simulator.fault(delay);
    let order = undecided(&simulator, &shop);
    let listed = only(&shop);
    assert_eq!(
        (word(&listed, "matter"), word(&listed, "order_id")),
        ("decide".into(), order.clone())
    );
    assert!(word(&listed, "command").starts_with(&format!("resolve {order} ")), "{listed:#}");
    shop.run(&format!("attention seen {order}")).fails(2, "nothing_to_see");

    denied_and_listed_late(&shop, &order);
    let theirs = simulator.state_of("cardpluspay")["orders"][0]["id"].to_string();
    let listed = only(&shop);
    assert_eq!(word(&listed, "matter"), "late_candidate");
    assert_eq!(listed["candidates"], json!([theirs]));
    let doctor = shop.run("doctor").exit(0).lines();
    let told = doctor.iter().find(|line| line["check"] == "attention");
    assert_eq!(told.map(|line| &line["ok"]), Some(&json!(true)), "{doctor:#?}");

    let claim = format!("attention candidate {order}");
    shop.run(&format!("{claim} --reason seen")).fails(2, "bad_usage");
    shop.run(&format!("{claim} --is {theirs} --none --reason seen")).fails(2, "bad_usage");
    shop.run(&format!("{claim} --is {theirs} --reason=")).fails(2, "reason_missing");
    shop.run(&format!("{claim} --is 999999 --reason seen")).fails(2, "candidate_wrong");
    shop.run(&format!("attention seen {order}")).fails(2, "nothing_to_see");
    assert_eq!(shop.run(&format!("{claim} --is {theirs} --reason seen")).exit(0).stdout, "");
    let stock = shop.run("stock list").exit(0).lines();
    assert_eq!(stock[0]["recovered"], 1, "{stock:#?}");
    assert_eq!(shop.run(&format!("order {order}")).exit(0).json()["state"], "refused");
    shop.run(&format!("{claim} --none --reason seen")).fails(2, "nothing_to_see");
    shop.run("verify").exit(0);
}

#[test]
fn a_candidate_that_is_none_is_closed_and_takes_nothing_in() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "cardpluspay", "kind": "listing_delay", "ms": 4_000 }));
    let order = undecided(&simulator, &shop);
    denied_and_listed_late(&shop, &order);
    let none = format!("attention candidate {order} --none --reason another-till");
    assert_eq!(shop.run(&none).exit(0).stdout, "");
    assert_eq!(shop.run("stock list").exit(0).stdout, "");
}

#[test]
fn what_was_done_about_a_lost_text_is_said_and_kept() {
    let (fake, gateway) = (Fake::start(), Gateway::start("sent"));
    gateway.desk().sending = Sending::TakenInSilence;
    let shop = texting_shop(&fake, "twilio", &gateway.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --sms 0599123456")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    let listed = only(&shop);
    assert_eq!(word(&listed, "matter"), "text_unknown");
    assert!(word(&listed, "message").contains("+970 599 123 456"), "to whom: {listed:#}");
    let done = format!("attention texted {order} --done");
    shop.run(&format!("{done} nothing")).fails(2, "bad_usage");
    shop.run(&format!("attention seen {order}")).fails(2, "nothing_to_see");
    assert_eq!(shop.run(&format!("{done} told")).exit(0).stdout, "");
    let events = shop.run(&format!("order {order}")).exit(0).json()["events"].clone();
    let seen: Vec<&Value> =
        events.as_array().into_iter().flatten().filter(|it| it["kind"] == "text_seen_to").collect();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["detail"], "told");
    assert_eq!(gateway.posts().len(), 1, "nothing is sent again by itself");
}

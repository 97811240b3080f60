//! `refund`: money goes back because a person says so, and never twice.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::payerly;
use crate::shop::{CLERKS, Shop, VOUCHER, toml, word};

#[test]
fn cash_given_back_is_booked_once() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    let after = shop.run(&refund).exit(0).json();
    assert_eq!(
        (&after["tender"]["state"], &after["state"]),
        (&json!("refunded"), &json!("delivered"))
    );
    shop.run(&refund).fails(2, "nothing_to_refund");
    let order = shop.run(&format!("order {}", word(&sale["orders"][0], "id"))).exit(0).json();
    let last = order["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["kind"], &last["detail"]), (&json!("cash_back"), &json!("returned")));
    shop.run("verify").exit(0);
}

#[test]
fn a_code_that_was_shown_is_given_back_only_with_a_word_in_its_story() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    shop.run(&refund).exit(0);
    shop.run(&refund).fails(2, "nothing_to_refund");
    let order = shop.run(&format!("order {}", word(&sale["orders"][0], "id"))).exit(0).json();
    let events = order["events"].as_array().unwrap();
    let against: Vec<_> =
        events.iter().filter(|event| event["kind"] == "refund_against_rule").collect();
    assert_eq!(against.len(), 1, "{events:#?}");
    assert_eq!(against[0]["detail"], "code_shown: returned");
    assert_eq!(events.last().unwrap()["kind"], "cash_back", "the word stands before the money");
    shop.run("verify").exit(0);
}

#[test]
fn the_cash_of_a_refused_sale_went_back_at_once() {
    let fake = Fake::answering(Answer::refusal(400, "Insufficient balance"));
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(3).json();
    let refused = shop.run(&format!("refund {} --reason x", word(&sale, "id"))).exit(2).error();
    assert_eq!(refused["code"], "nothing_to_refund");
    // Not "is paid", which reads as if the shop had it: the clerk has to know whose it is.
    assert!(word(&refused, "message").contains("went back at once"), "{refused:#}");
    assert!(word(&refused, "hint").contains("hand it over now"), "{refused:#}");
}

#[test]
fn no_money_goes_back_while_it_may_still_be_delivered() {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 300ms")).exit(4).json();
    let refund = format!("refund {} --reason x", word(&sale, "id"));
    shop.run(&refund).fails(3, "refund_too_early");
    let after = shop.run(&format!("{refund} --owner-risk")).exit(0).json();
    assert_eq!(after["tender"]["state"], "refunded");
    shop.run("refund nobody --reason x").fails(2, "unknown_order");
    shop.run(&format!("refund {} --reason   ", word(&sale, "id")));
}

#[test]
fn only_the_owner_takes_the_risk() {
    let fake = Fake::answering(Answer::Close);
    let clerks = "\n[[clerk]]\nname = \"Huda\"\npin = \"730418\"\nrole = \"owner\"\n\
        \n[[clerk]]\nname = \"Sami\"\npin = \"4821\"\nrole = \"manager\"\n\
        \n[[clerk]]\nname = \"Ali\"\npin = \"9944\"\nrole = \"clerk\"\n";
    let shop = Shop::provisioned(&format!("{}{clerks}", toml(&fake.url)));
    let line = format!("sell --product {VOUCHER} --wait 300ms");
    let sale = shop.run_as("Ali", "9944", &line).exit(4).json();
    let refund = format!("refund {} --reason x", word(&sale, "id"));
    shop.run_as("Ali", "9944", &refund).fails(5, "not_allowed");
    shop.run_as("Sami", "4821", &refund).fails(3, "refund_too_early");
    let risk = shop.run_as("Sami", "4821", &format!("{refund} --owner-risk"));
    assert!(risk.fails(5, "owner_needed").contains("risk"));
    shop.run_as("Huda", "730418", &format!("{refund} --owner-risk")).exit(0);
}

#[test]
fn a_cards_money_goes_back_through_its_processor_and_once() {
    let (simulator, shop) = payerly::start();
    simulator.fault(json!({ "upstream": "payerly", "kind": "customer", "action": "pay" }));
    let line = format!("sell --product {VOUCHER} --tender pay --wait 60s");
    let sale = shop.run(&line).exit(0).json();
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    let after = shop.run(&refund).exit(0).json();
    assert_eq!(
        (&after["tender"]["state"], &after["state"]),
        (&json!("refunded"), &json!("delivered"))
    );
    let net = || simulator.state_of("payerly")["orders"][0]["net"].clone();
    assert_eq!(net(), "0.00");
    shop.run(&refund).fails(2, "nothing_to_refund");
    assert_eq!(net(), "0.00");
}

#[test]
fn a_refund_that_was_killed_in_the_air_goes_back_once() {
    let (simulator, shop) = payerly::start();
    simulator.fault(json!({ "upstream": "payerly", "kind": "customer", "action": "pay" }));
    let line = format!("sell --product {VOUCHER} --tender pay --wait 60s");
    let sale = shop.run(&line).exit(0).json();
    simulator.fault(
        json!({ "upstream": "payerly", "endpoint": "refund", "kind": "stall", "acted": false }),
    );
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    let call = shop.start(&refund);
    let asked = || simulator.state_of("payerly")["requests"]["refund"].as_u64() == Some(1);
    crate::shop::wait_until("the refund arrives", asked);
    call.kill();
    // It is under way: nobody starts a second one.
    shop.run(&refund).exit(4);
    shop.run("recover --wait 30s").exit(0);
    let order = simulator.state_of("payerly")["orders"][0].clone();
    assert_eq!(
        (&order["net"], order["refunds"].as_array().map(Vec::len)),
        (&json!("0.00"), Some(1))
    );
}

#[test]
fn what_the_processor_keeps_the_owner_may_book_as_cash() {
    let (simulator, shop) = payerly::start();
    simulator.fault(json!({ "upstream": "payerly", "kind": "customer", "action": "pay" }));
    let line = format!("sell --product {VOUCHER} --tender pay --wait 60s");
    let sale = shop.run(&line).exit(0).json();
    simulator.settings(json!({ "upstream": "payerly", "refunds_enabled": false }));
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    shop.run(&refund).fails(3, "refund_refused");
    let after = shop.run(&format!("{refund} --owner-risk")).exit(0).json();
    assert_eq!(after["tender"]["state"], "refunded");
    assert_eq!(simulator.state_of("payerly")["orders"][0]["net"], "10.27");
}

fn kinds<'a>(order: &'a Value, kind: &str) -> Vec<&'a Value> {
    order["events"].as_array().unwrap().iter().filter(|event| event["kind"] == kind).collect()
}

#[test]
fn where_the_table_asks_for_a_proof_nothing_is_given_back_without_one() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let rule = shop.run("refunds set all --after-shown --proof supplier").exit(0).json();
    assert_eq!((&rule["scope"], &rule["proof"]), (&json!("all"), &json!("supplier")));
    let sale = shop.run(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    let order = format!("order {}", word(&sale["orders"][0], "id"));
    let refund = format!("refund {} --reason broken", word(&sale, "id"));
    let before = shop.run(&order).exit(0).json();
    shop.run(&refund).fails(3, "proof_missing");
    let after = shop.run(&order).exit(0).json();
    assert_eq!(after["events"], before["events"], "nothing is written of what was not done");

    let done = shop.run(&format!("{refund} --proof ticket-77")).exit(0).json();
    assert_eq!(done["tender"]["state"], "refunded");
    let order = shop.run(&order).exit(0).json();
    assert_eq!(kinds(&order, "refund_proof")[0]["detail"], "supplier: ticket-77");
    assert!(kinds(&order, "refund_against_rule").is_empty());
    assert_eq!(order["events"].as_array().unwrap().last().unwrap()["kind"], "cash_back");
    shop.run(&refund).fails(2, "nothing_to_refund");
    shop.run("verify").exit(0);
    exported(&shop, &word(&sale["orders"][0], "id"));
}

/// The proof stands in the exceptions export, in the last column and in a field of its own.
fn exported(shop: &Shop, order: &str) {
    let (csv, json) = (shop.write("proofs.csv", ""), shop.write("proofs.json", ""));
    for (format, out) in [("csv", &csv), ("json", &json)] {
        let line = format!("report --kind exceptions --format {format} --out {}", out.display());
        assert_eq!(shop.run(&line).exit(0).json()["rows"], 2);
    }
    let text = std::fs::read_to_string(csv).unwrap();
    assert!(text.lines().next().unwrap().ends_with(",refunded_at,order_id,proof"), "{text}");
    let last = format!(",{order},supplier: ticket-77");
    assert!(text.trim_end().ends_with(&last), "{text}");
    let text = std::fs::read_to_string(json).unwrap();
    let rows: Vec<Value> = text.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert_eq!((&rows[0]["refunds"], rows[0].get("proof")), (&json!(1), None));
    assert_eq!((&rows[1]["refunds"], &rows[1]["order_id"]), (&json!(0), &json!(order)));
    assert_eq!(rows[1]["proof"], "supplier: ticket-77");
    let shown = shop.run("report --kind exceptions").exit(0).json();
    assert_eq!(shown["proofs"][0]["proof"], "supplier: ticket-77");
}

#[test]
fn the_owner_writes_the_table_a_manager_reads_it_and_is_refused_where_it_names_the_owner() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{CLERKS}", toml(&fake.url)));
    let set = "refunds set brand:PUBG --within 72h --owner --proof slip";
    shop.run_as("Lina", "5590", set).fails(5, "not_allowed");
    shop.run_as("Huda", "730418", set).exit(0);
    shop.run_as("Huda", "730418", "refunds set all --within 90m").fails(2, "refund_rule_invalid");
    shop.run_as("Huda", "730418", "refunds set planet:Mars").fails(2, "refund_rule_invalid");
    let rules = shop.run_as("Lina", "5590", "refunds list").exit(0).lines();
    assert_eq!(rules.len(), 1, "{rules:#?}");
    assert_eq!((&rules[0]["target"], &rules[0]["owner"]), (&json!("PUBG"), &json!(true)));
    assert_eq!(rules[0]["within_hours"], 72);

    let sale = shop.run_as("Sami", "4821", &format!("sell --product {VOUCHER}")).exit(0).json();
    let refund = format!("refund {} --reason broken --proof seen", word(&sale, "id"));
    let by_rule = shop.run_as("Lina", "5590", &refund).fails(5, "owner_needed");
    assert!(by_rule.contains("refund table") && !by_rule.contains("risk"), "{by_rule}");
    shop.run_as("Huda", "730418", "refunds remove brand:PUBG").exit(0);
    assert!(shop.run_as("Lina", "5590", "refunds list").exit(0).lines().is_empty());
    shop.run_as("Lina", "5590", &refund).exit(0);
}

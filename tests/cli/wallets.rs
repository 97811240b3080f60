//! Wallets held against the books: deposits, differences, orders that are there and not here, and the
//! reverse.

use serde_json::{Value, json};

use crate::shop::{CLERKS, Call, Shop, VOUCHER, raseed, toml, word};
use crate::simulator::Simulator;
use crate::suppliers;

fn wallet(found: &Value, supplier: &str) -> Value {
    let wallets = found["wallets"].as_array().cloned().unwrap_or_default();
    wallets.into_iter().find(|it| it["supplier"] == supplier).expect("its wallet")
}

#[track_caller]
fn sums(wallet: &Value, expected: &[(&str, &str)]) {
    for (key, amount) in expected {
        assert_eq!(wallet[key], *amount, "{key} of {wallet:#}");
    }
}

#[test]
fn what_a_supplier_says_was_paid_in_is_in_the_account_once() {
    let simulator = Simulator::start();
    let shop = suppliers::shop(&simulator);
    let pay_in = |amount: &str| {
        simulator.settings(json!({ "upstream": "plexy", "deposit": { "USD": amount } }));
    };
    // What was there before the first account begins is in its opening balance.
    pay_in("40");
    shop.run("shift open --float 0").exit(0);
    pay_in("100");
    simulator.settings(json!({ "upstream": "plexy", "pending_deposit": { "USD": "7" } }));
    shop.run("sell --product plexy:501").exit(0);
    let exact = [("deposits", "100.00"), ("charged", "9.85"), ("difference", "0.00")];
    sums(&wallet(&shop.run("shift x").exit(0).json(), "plexy"), &exact);
    sums(&wallet(&shop.run("wallet --reconcile").exit(0).json(), "plexy"), &exact);
    sums(&wallet(&shop.run("shift close --counted 40").exit(0).json(), "plexy"), &exact);
    // Between two shifts it belongs to the next.
    pay_in("5");
    let between = wallet(&shop.run("wallet --reconcile").exit(0).json(), "plexy");
    sums(&between, &[("deposits", "5.00"), ("charged", "0.00"), ("difference", "0.00")]);
    shop.run("shift open --float 0").exit(0);
    let z = shop.run("shift close --counted 0").exit(0).json();
    sums(&wallet(&z, "plexy"), &[("deposits", "5.00"), ("difference", "0.00")]);
    shop.run("verify").exit(0);
}

#[test]
fn a_difference_is_shown_until_somebody_says_what_it_is() {
    let simulator = Simulator::start();
    let shop = Shop::provisioned(&(toml(&simulator.palcards) + CLERKS));
    let as_lina = |line: &str| shop.run_as("Lina", "5590", line);
    as_lina("shift open --float 0").exit(0);
    simulator.settings(json!({ "balance": { "USD": "1000" } }));
    let account = || wallet(&as_lina("wallet --reconcile").exit(0).json(), "palcards");
    let before = account();
    assert_ne!(before["difference"], "0.00", "PalCards tells no deposits");
    let paid = word(&before, "difference");
    let deposit = format!("wallet --supplier palcards --deposit {paid} --note transfer-17");
    shop.run_as("Sami", "4821", &deposit).fails(5, "not_allowed");
    shop.run_as("Sami", "4821", "wallet --reconcile").fails(5, "not_allowed");
    shop.run_as("Sami", "4821", "wallet").exit(0);
    as_lina("wallet --supplier palcards --deposit 5").fails(2, "bad_usage");
    as_lina("wallet --supplier palcards --deposit 0 --note none").fails(2, "booking_invalid");
    as_lina("wallet --supplier nobody --deposit 5 --note x").fails(2, "unknown_supplier");
    let found = as_lina(&deposit).exit(0).json();
    sums(&wallet(&found, "palcards"), &[("deposits", &paid), ("difference", "0.00")]);
    let booked = &found["bookings"][0];
    assert_eq!((&booked["clerk"], &booked["note"]), (&json!("Lina"), &json!("transfer-17")));
    // A fee: the difference stays what it is, and is explained.
    simulator.settings(json!({ "balance": { "USD": "998" } }));
    sums(&account(), &[("difference", "-2.00"), ("unexplained", "-2.00")]);
    as_lina("wallet --supplier palcards --explain -2 --note fee").exit(0);
    let z = as_lina("shift close --counted 0").exit(0).json();
    let told = [("difference", "-2.00"), ("explained", "-2.00"), ("unexplained", "0.00")];
    sums(&wallet(&z, "palcards"), &told);
    as_lina("verify").exit(0);
}

#[test]
fn orders_that_are_there_and_not_here_are_named_and_explain_the_wallet() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    shop.run("shift open --float 0").exit(0);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    // Another till of the owner's buys on the same account.
    let other = Shop::at(&simulator.palcards);
    other.run(&format!("sell --product {VOUCHER}")).exit(0);
    let found = shop.run("wallet --reconcile").exit(0).json();
    let strays = found["strays"].as_array().cloned().unwrap_or_default();
    assert_eq!(strays.len(), 1, "{found:#}");
    assert_eq!(strays[0]["needs_person"], false, "nothing of ours");
    let first = wallet(&found, "palcards");
    assert_eq!((&first["charged"], &first["strays"]), (&json!("9.50"), &json!(0)));
    assert_eq!(first["unexplained"], "-9.50");
    let line = format!(
        "wallet --supplier palcards --not-ours {} --note market-branch",
        word(&strays[0], "provider_order_id")
    );
    let told = shop.run(&line).exit(0).json();
    assert!(told["strays"].as_array().is_some_and(Vec::is_empty));
    let told = wallet(&told, "palcards");
    sums(&told, &[("difference", "-9.50"), ("explained", "-9.50"), ("unexplained", "0.00")]);
    shop.run("verify").exit(0);
}

#[test]
fn a_reply_that_was_lost_at_one_z_is_no_difference_at_the_next() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    shop.run("shift open --float 0").exit(0);
    simulator.fault(json!({ "endpoint": "create", "kind": "drop" }));
    shop.run(&format!("sell --product {VOUCHER} --wait 100ms")).exit(4);
    let z = shop.run("shift close --counted 38").exit(0).json();
    let open = [("open", "9.50"), ("charged", "0.00"), ("difference", "-9.50")];
    sums(&wallet(&z, "palcards"), &open);
    // As far as the unknown one may have been charged, nothing is missing.
    sums(&wallet(&z, "palcards"), &[("unexplained", "0.00")]);
    shop.run("shift open --float 38").exit(0);
    shop.run("recover --wait 20s").exit(0);
    assert_eq!(shop.state(), "delivered");
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    let z = shop.run("shift close --counted 76").exit(0).json();
    let found = [("charged", "9.50"), ("charged_before", "9.50"), ("difference", "0.00")];
    sums(&wallet(&z, "palcards"), &found);
    shop.run("verify").exit(0);
}

#[test]
fn a_person_reads_how_a_supplier_answers_in_their_own_language() {
    let simulator = Simulator::start();
    let arabic = toml(&simulator.palcards).replace("language = \"en\"", "language = \"ar\"");
    let shop = Shop::provisioned(&arabic);
    let mut command = raseed();
    command.arg("--data-dir").arg(shop.data_dir()).arg("wallet");
    let text = Call::start(command).end().exit(0).stdout;
    assert!(text.contains("متصل") && !text.contains("ok"), "{text}");
    let told = shop.run("wallet").exit(0).lines();
    assert!(told.iter().all(|wallet| wallet["state"] == "ok"), "a script reads the same word");
}

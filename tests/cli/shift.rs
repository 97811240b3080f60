//! The drawer's shift: what should be in it, to the cent, and whose Z everything is in.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::payerly;
use crate::printer::{Manner, Printer};
use crate::shop::{CLERKS, Shop, VOUCHER, closed_port, keys, toml, wait_until, word};
use crate::simulator::Simulator;

const SAMI: (&str, &str) = ("Sami", "4821");
const LINA: (&str, &str) = ("Lina", "5590");
const HUDA: (&str, &str) = ("Huda", "730418");

fn sell() -> String {
    format!("sell --product {VOUCHER}")
}

/// The drawer in one currency, as float, in, out, expected, counted, difference.
#[track_caller]
fn drawer(report: &Value, currency: &str) -> [String; 6] {
    let lines = report["drawer"].as_array().expect("a drawer");
    let line = lines.iter().find(|line| line["currency"] == currency);
    let line = line.unwrap_or_else(|| panic!("no {currency} in {report:#}"));
    ["float", "cash_in", "cash_out", "expected", "counted", "difference"]
        .map(|key| line[key].as_str().unwrap_or("null").to_owned())
}

#[test]
fn a_shift_is_opened_sold_in_read_and_closed() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    let opened = shop.run("shift open --float 200.00").exit(0).json();
    assert_eq!((&opened["kind"], &opened["number"]), (&json!("x"), &json!(1)));
    assert_eq!(opened["closed_at"], Value::Null);
    for _ in 0..2 {
        shop.run(&sell()).exit(0);
    }
    let x = shop.run("shift x").exit(0).json();
    assert_eq!(drawer(&x, "ILS"), ["200.00", "76.00", "0.00", "276.00", "null", "null"]);
    let z = shop.run("shift close --counted 275.50").exit(0).json();
    for key in [
        "kind",
        "number",
        "opened_at",
        "closed_at",
        "clerk",
        "sales",
        "tenders",
        "drawer",
        "wallets",
        "unfinished",
        "control",
    ] {
        assert!(keys(&z).contains(&key), "{key} is not in {z:#}");
    }
    assert_eq!((&z["kind"], &z["number"]), (&json!("z"), &json!(1)));
    assert_eq!(drawer(&z, "ILS"), ["200.00", "76.00", "0.00", "276.00", "275.50", "-0.50"]);
    let cash = &z["tenders"][0];
    assert_eq!(
        (&cash["tender"], &cash["currency"], &cash["amount"]),
        (&json!("cash"), &json!("ILS"), &json!("76.00"))
    );
    assert_eq!((&z["sales"]["count"], &z["sales"]["net"]), (&json!(2), &json!("76.00")));
    // The wallet is what the supplier says, and two cards are gone from it.
    let wallet = &z["wallets"][0];
    assert_eq!(wallet["supplier"], "palcards");
    assert_eq!((&wallet["charged"], &wallet["difference"]), (&json!("19.00"), &json!("0.00")));
    assert_eq!(wallet["expected"], wallet["reported"]);
    assert_eq!(wallet["rolled_back"], "0.00");
    assert_eq!(z["unfinished"]["count"], 0);
    assert_eq!(z["unfinished"]["not_handed_over"], 2);
    shop.run("verify").exit(0);
}

#[test]
fn a_shift_is_opened_once_and_nothing_is_read_or_closed_without_one() {
    let shop = Shop::at(&closed_port());
    shop.run("shift x").fails(2, "no_shift");
    shop.run("shift close --counted 1.00").fails(2, "no_shift");
    shop.run_words(&["shift", "pay-in", "--amount", "1", "--reason", "change"])
        .fails(2, "no_shift");
    shop.run("shift open --float 100").exit(0);
    let said = shop.run("shift open --float 100").fails(2, "shift_open");
    assert!(said.contains("Shift 1"), "{said}");
    for bad in ["-5", "abc", "1e3", "1.005", "5:ils", "1:ILS --counted 2", ""] {
        let ended = shop.run(&format!("shift close --counted={bad}"));
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{bad}");
    }
    let z = shop.run("shift close --counted ١٠٠").exit(0).json();
    assert_eq!(drawer(&z, "ILS"), ["100.00", "0.00", "0.00", "100.00", "100.00", "0.00"]);
    shop.run("shift close --counted 100").fails(2, "no_shift");
    // The next one has the next number, and no sale of before.
    let next = shop.run("shift open --float 100").exit(0).json();
    assert_eq!((&next["number"], &next["sales"]["count"]), (&json!(2), &json!(0)));
}

#[test]
fn many_at_once_open_one_shift_and_close_it_once() {
    let shop = Shop::at(&closed_port());
    let all = |line: &str| {
        let calls: Vec<_> = (0..6).map(|_| shop.start(line)).collect();
        let codes = calls.into_iter().map(|call| call.end().code);
        codes.filter(|code| *code == Some(0)).count()
    };
    assert_eq!(all("shift open --float 10"), 1);
    assert_eq!(all("shift close --counted 10"), 1);
    shop.run("verify").exit(0);
}

#[test]
fn cash_that_comes_and_goes_is_in_its_z_and_in_no_other() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    // Before a shift is open: in the first Z, and its cash in the float.
    shop.run(&sell()).exit(0);
    shop.run("shift open --float 138.00 --float 20.000:JOD").exit(0);
    let kept = shop.run(&sell()).exit(0).json();
    fake.set(|desk| desk.create = Answer::refusal(400, "Insufficient balance"));
    shop.run(&sell()).exit(3);
    fake.set(|desk| desk.create = Answer::Truth);
    shop.run(&format!("refund {} --reason returned", word(&kept, "id"))).exit(0);
    shop.run_words(&["shift", "pay-in", "--amount", "50", "--reason", "change from the bank"])
        .exit(0);
    shop.run_words(&["shift", "pay-out", "--amount", "3.500:JOD", "--reason", "paper rolls"])
        .exit(0);
    let empty = ["shift", "pay-out", "--amount", "1", "--reason", "  "];
    shop.run_words(&empty).fails(2, "payment_reason_missing");
    let z = shop.run("shift close --counted 188.00 --counted 16.500:JOD").exit(0).json();
    assert_eq!(drawer(&z, "ILS"), ["138.00", "126.00", "76.00", "188.00", "188.00", "0.00"]);
    assert_eq!(drawer(&z, "JOD"), ["20.000", "0.000", "3.500", "16.500", "16.500", "0.000"]);
    let sales = &z["sales"];
    assert_eq!((&sales["count"], &sales["gross"]), (&json!(3), &json!("114.00")));
    assert_eq!(sales["refused"], json!({ "count": 1, "amount": "38.00" }));
    assert_eq!(sales["refunds"], json!({ "count": 1, "amount": "38.00" }));
    assert_eq!(sales["before_opening"], json!({ "count": 1, "amount": "38.00" }));
    assert_eq!((&sales["net"], &z["tenders"][0]["amount"]), (&json!("38.00"), &json!("38.00")));
    assert_eq!(z["payments"][1]["reason"], "paper rolls");
    assert_eq!(z["control"]["refunds"], 1);
    shop.run("shift open --float 188").exit(0);
    let next = shop.run("shift close --counted 188").exit(0).json();
    assert_eq!(drawer(&next, "ILS"), ["188.00", "0.00", "0.00", "188.00", "188.00", "0.00"]);
    assert_eq!(next["sales"]["count"], 0);
    assert_eq!(next["tenders"], json!([]));
    shop.run("verify").exit(0);
}

#[test]
fn what_ends_in_a_later_shift_goes_back_in_that_one() {
    let fake = Fake::answering(Answer::Close);
    let shop = Shop::at(&fake.url);
    shop.run("shift open --float 0").exit(0);
    let sale = shop.run(&format!("{} --wait 300ms", sell())).exit(4).json();
    let z = shop.run("shift close --counted 38.00").exit(0).json();
    assert_eq!((&z["unfinished"]["count"], &z["sales"]["net"]), (&json!(1), &json!("38.00")));
    assert_eq!(drawer(&z, "ILS")[5], "0.00");
    assert_eq!(z["wallets"][0]["open"], "9.50", "{z:#}");
    shop.run("shift open --float 38.00").exit(0);
    let order = word(&sale["orders"][0], "id");
    wait_until("the order needs a person", || {
        shop.run("recover --wait 5s");
        shop.run(&format!("order {order}")).exit(0).json()["state"] == "needs_attention"
    });
    shop.run(&format!("resolve {order} --as-refused --reason panel")).exit(0);
    let x = shop.run("shift x").exit(0).json();
    assert_eq!(drawer(&x, "ILS")[3], "38.00", "only a refund books cash for what a person decided");
    shop.run(&format!("refund {} --reason gave-it-back", word(&sale, "id"))).exit(0);
    let z = shop.run("shift close --counted 0").exit(0).json();
    assert_eq!(drawer(&z, "ILS"), ["38.00", "0.00", "38.00", "0.00", "0.00", "0.00"]);
    assert_eq!(z["sales"]["refunds"], json!({ "count": 1, "amount": "38.00" }));
    assert_eq!((&z["sales"]["count"], &z["sales"]["net"]), (&json!(0), &json!("-38.00")));
    assert_eq!(z["control"]["overrides"], 1);
}

#[test]
fn a_cards_money_is_in_the_z_in_which_it_was_taken() {
    let (simulator, shop) = payerly::start();
    shop.run("shift open --float 0").exit(0);
    let line = format!("{} --tender pay --wait 500ms", sell());
    shop.run(&line).exit(4);
    let z = shop.run("shift close --counted 0").exit(0).json();
    assert_eq!((&z["sales"]["count"], &z["tenders"]), (&json!(0), &json!([])));
    shop.run("shift open --float 0").exit(0);
    let order = simulator.state_of("payerly")["orders"][0].clone();
    let paid = json!({ "upstream": "payerly", "action": "pay" });
    simulator.post(&format!("orders/{}", word(&order, "id")), &paid);
    shop.run("recover --wait 30s").exit(0);
    let z = shop.run("shift close --counted 0").exit(0).json();
    assert_eq!((&z["sales"]["count"], &z["sales"]["net"]), (&json!(1), &json!("38.00")));
    let pay = &z["tenders"][0];
    assert_eq!(
        (&pay["tender"], &pay["currency"], &pay["amount"]),
        (&json!("pay"), &json!("USD"), &json!("10.27"))
    );
    assert_eq!(drawer(&z, "ILS")[3], "0.00", "a card is not in the drawer");
    assert_eq!(z["rates"], json!([{ "base": "USD", "quote": "ILS", "rate": "3.70" }]));
    assert_eq!(z["profit"]["margin"], "2.85", "38.00 less 9.50 at 3.70: {z:#}");
    shop.run("verify").exit(0);
}

#[test]
fn rates_stay_as_they_were_while_a_shift_is_open() {
    let simulator = Simulator::start();
    let file = payerly::shop_toml(&simulator);
    let shop = Shop::provisioned(&file);
    shop.run("shift open --float 0").exit(0);
    shop.provision(&file.replace("3.70", "3.80")).exit(0);
    let line = format!("{} --tender pay --wait 300ms", sell());
    let amount = |sale: Value| word(&sale["tender"], "amount");
    assert_eq!(amount(shop.run(&line).exit(4).json()), "10.27");
    shop.run("shift close --counted 0").exit(0);
    assert_eq!(amount(shop.run(&line).exit(4).json()), "10.00");
}

#[test]
fn a_supplier_that_cannot_be_asked_is_null_and_holds_nothing_up() {
    let shop = Shop::at(&closed_port());
    shop.run("shift open --float 0").exit(0);
    let z = shop.run("shift close --counted 0").exit(0).json();
    let wallet = &z["wallets"][0];
    for key in ["opening", "expected", "reported", "difference"] {
        assert_eq!(wallet[key], Value::Null, "{wallet:#}");
    }
    assert_eq!((&wallet["supplier"], &wallet["currency"]), (&json!("palcards"), &json!("USD")));
}

#[test]
fn a_wallet_that_somebody_else_emptied_shows_a_difference() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    shop.run("shift open --float 0").exit(0);
    shop.run(&sell()).exit(0);
    let balance = |report: &Value| {
        let text = word(&report["wallets"][0], "expected");
        text.parse::<f64>().expect("a decimal")
    };
    let expected = balance(&shop.run("shift x").exit(0).json());
    simulator.settings(json!({ "balance": { "USD": format!("{:.2}", expected - 25.0) } }));
    let z = shop.run("shift close --counted 38").exit(0).json();
    assert_eq!(z["wallets"][0]["difference"], "-25.00", "{:#}", z["wallets"]);
    // The next shift goes on from what the supplier said.
    shop.run("shift open --float 38").exit(0);
    shop.run(&sell()).exit(0);
    let z = shop.run("shift close --counted 76").exit(0).json();
    assert_eq!(z["wallets"][0]["difference"], "0.00", "{:#}", z["wallets"]);
}

#[test]
fn a_clerk_opens_and_reads_a_manager_closes_and_only_the_owner_sees_the_profit() {
    let (fake, printer) = (Fake::start(), Printer::start(Manner::Silent));
    let shop = Shop::provisioned(&format!("{}{}{CLERKS}", toml(&fake.url), printer.section()));
    let run = |(name, pin): (&str, &str), line: &str| shop.run_as(name, pin, line);
    shop.run("shift x").fails(5, "clerk_needed");
    let opened = run(SAMI, "shift open --float 100").exit(0).json();
    assert_eq!((&opened["clerk"], &opened["profit"]), (&json!("Sami"), &Value::Null));
    let sale = run(SAMI, &format!("{} --reveal --print", sell())).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    run(SAMI, &format!("print {order}")).exit(0);
    run(LINA, "drawer").exit(0);
    run(("Sami", "0000"), "shift x").fails(5, "pin_wrong");
    run(SAMI, "shift pay-in --amount 5 --reason change").exit(0);
    run(SAMI, "shift pay-out --amount 5 --reason milk").fails(5, "not_allowed");
    run(SAMI, "shift close --counted 143").fails(5, "not_allowed");
    run(SAMI, "shift x").exit(0);
    let z = run(LINA, "shift close --counted 143 --note fine").exit(0).json();
    assert_eq!((&z["clerk"], &z["closed_by"]), (&json!("Sami"), &json!("Lina")));
    assert_eq!((&z["profit"], &z["note"]), (&Value::Null, &json!("fine")));
    let control = &z["control"];
    let counted = ["reveals", "reprints", "no_sales", "wrong_pins", "refunds", "overrides"]
        .map(|key| control[key].as_u64().unwrap());
    assert_eq!(counted, [1, 1, 1, 1, 0, 0], "{control:#}");
    let lina = control["by_clerk"].as_array().unwrap().iter().find(|it| it["clerk"] == "Lina");
    assert_eq!(lina.unwrap()["no_sales"], 1);
    run(SAMI, "shift list").fails(5, "not_allowed");
    let listed = run(HUDA, "shift list").exit(0).lines();
    assert_eq!((listed.len(), &listed[0]["number"]), (1, &json!(1)));
    assert!(listed[0]["profit"].is_object(), "{:#}", listed[0]);
    assert_eq!(drawer(&listed[0], "ILS"), drawer(&z, "ILS"), "as it was kept");
    assert_eq!(listed[0]["journal"], z["journal"]);
    run(HUDA, "verify").exit(0);
}

#[test]
fn a_z_is_printed_again_from_what_was_kept_and_counted() {
    let (fake, printer) = (Fake::start(), Printer::start(Manner::Silent));
    let shop = Shop::provisioned(&format!("{}{}", toml(&fake.url), printer.section()));
    shop.run("shift open --float 100").exit(0);
    shop.run("shift x --print").exit(0);
    shop.run("shift close --counted 100 --print").exit(0);
    assert_eq!(shop.run("print --z 1").exit(0).json(), json!({ "copies": 2 }));
    shop.run("print --z 2").fails(2, "unknown_report");
    wait_until("three slips arrive", || printer.jobs().len() == 3);
    let jobs = shop.run("print --jobs").exit(0).lines();
    let told: Vec<_> = jobs.iter().map(|job| (&job["kind"], &job["copy"])).collect();
    let report = json!("report");
    assert_eq!(told, [(&report, &json!(2)), (&report, &json!(1)), (&report, &json!(0))]);
}

#[test]
fn a_printer_that_does_not_print_keeps_no_shift_open() {
    let fake = Fake::start();
    let printer =
        "\n[[printer]]\nid = \"receipt\"\nkind = \"escpos-tcp\"\naddress = \"127.0.0.1:1\"\n";
    let shop = Shop::provisioned(&format!("{}{printer}", toml(&fake.url)));
    shop.run("shift open --float 100").exit(0);
    let closed = shop.run("shift close --counted 100 --print").exit(0);
    assert_eq!(closed.json()["kind"], "z");
    assert!(!closed.stderr.trim().is_empty(), "the failure is told");
    shop.run("print --z 1").fails(1, "printer_failed");
}

#[test]
fn a_z_tells_who_changed_prices_and_who_gave_money_back_against_the_table() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{CLERKS}", toml(&fake.url)));
    let run = |(name, pin): (&str, &str), line: &str| shop.run_as(name, pin, line).exit(0);
    // Before the first shift: it is the first Z's.
    run(HUDA, &format!("prices --set {VOUCHER}=39"));
    run(LINA, "shift open --float 100");
    run(LINA, &format!("prices --set {VOUCHER}=40"));
    run(LINA, &format!("prices --take-back {VOUCHER}"));
    run(LINA, "prices --rule brand:PUBG --amount-on-cost 3");
    let sale = run(SAMI, &format!("{} --reveal", sell())).json();
    run(LINA, &format!("refund {} --reason kind=5:price", word(&sale, "id")));
    let z = run(LINA, "shift close --counted 100").json();
    let of = |z: &Value, name: &str| {
        let people = z["control"]["by_clerk"].as_array().unwrap();
        let one = people.iter().find(|it| it["clerk"] == name);
        one.map(|it| (it["price_changes"].clone(), it["against_rule"].clone()))
    };
    assert_eq!(of(&z, "Lina"), Some((json!(3), json!(1))), "{:#}", z["control"]);
    assert_eq!(of(&z, "Huda"), Some((json!(1), json!(0))));
    assert_eq!(
        (&z["control"]["price_changes"], &z["control"]["against_rule"]),
        (&json!(4), &json!(1))
    );
    run(LINA, "shift open --float 100");
    let z = run(LINA, "shift close --counted 100").json();
    assert_eq!(z["control"]["price_changes"], 0, "each change is in one Z");
}

#[test]
fn a_pay_out_of_more_than_the_drawer_holds_is_booked_and_warned_of() {
    let shop = Shop::at(&closed_port());
    shop.run("shift open --float 100").exit(0);
    let pay =
        |amount: &str| shop.run(&format!("shift pay-out --amount {amount} --reason milk")).exit(0);
    let fits = pay("٩٩٫٥");
    assert_eq!(drawer(&fits.json(), "ILS")[3], "0.50");
    assert!(!fits.stderr.contains("pay-in"), "{}", fits.stderr);
    let over = pay("99");
    assert_eq!(drawer(&over.json(), "ILS")[3], "-98.50");
    assert!(over.stderr.contains("-98.50 ILS"), "{}", over.stderr);
    let other = pay("1.00:USD");
    assert!(other.stderr.contains("-1.00 USD"), "that currency's own: {}", other.stderr);
}

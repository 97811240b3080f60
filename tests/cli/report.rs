//! `report`: what was sold, what it cost and what is left, and for whom it is meant.

use std::fs;

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{CLERKS, Shop, VOUCHER, toml, word};

const RATE: &str = r#"
[[rate]]
base = "USD"
quote = "ILS"
rate = "3.70"
"#;

fn sell(shop: &Shop) -> Value {
    shop.run(&format!("sell --product {VOUCHER}")).exit(0).json()
}

#[test]
fn a_report_tells_what_was_sold_what_it_cost_and_what_is_left() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + RATE));
    let empty = shop.run("report").exit(0).json();
    assert_eq!(empty["total"]["orders"], 0);
    assert_eq!((&empty["total"]["net"], &empty["products"]), (&json!("0.00"), &json!([])));
    sell(&shop);
    let back = sell(&shop);
    shop.run(&format!("refund {} --reason brought-back", word(&back, "id"))).exit(0);

    let report = shop.run("report").exit(0).json();
    let total = &report["total"];
    // Two at 9.50 USD, which are 35.15 ILS each by the shop's own rate.
    for (key, value) in [
        ("sold", "76.00"),
        ("refunded", "38.00"),
        ("net", "38.00"),
        ("cost", "70.30"),
        ("margin", "-32.30"),
    ] {
        assert_eq!(total[key], value, "{key} of {total:#}");
    }
    assert_eq!((&total["delivered"], &total["returned"]), (&json!(2), &json!(1)));
    assert_eq!(report["costs"], json!([{ "amount": "19", "currency": "USD" }]));
    for axis in ["days", "hours", "products", "suppliers", "clerks"] {
        let lines = report[axis].as_array().expect("lines");
        let sold: Vec<&Value> =
            lines.iter().map(|line| &line["figures"]).filter(|it| it["sold"] != "0.00").collect();
        assert_eq!(sold.len(), 1, "{axis}: {lines:#?}");
        assert_eq!(sold[0]["sold"], "76.00", "{axis}");
    }
    assert_eq!(report["products"][0]["name"]["ar"], "ببجي 660 شدة");
    assert_eq!(shop.run("verify").exit(0).json()["ok"], true);
}

#[test]
fn a_rate_that_changes_later_changes_no_margin_of_before() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + RATE));
    sell(&shop);
    shop.provision(&(toml(&fake.url) + &RATE.replace("3.70", "4.00"))).exit(0);
    assert_eq!(shop.run("report").exit(0).json()["total"]["cost"], "35.15");
    sell(&shop);
    assert_eq!(shop.run("report").exit(0).json()["total"]["cost"], "73.15");
}

#[test]
fn where_no_rate_is_known_no_margin_is_told_for_it() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let total = shop.run("report").exit(0).json()["total"].clone();
    assert_eq!((&total["uncosted"], &total["margin"]), (&json!(1), &json!("0.00")));
    assert_eq!(total["net"], "38.00");
}

#[test]
fn what_was_refused_is_counted_and_sold_nothing() {
    let fake = Fake::answering(Answer::refusal(402, "insufficient balance"));
    let shop = Shop::provisioned(&(toml(&fake.url) + RATE));
    shop.run(&format!("sell --product {VOUCHER}")).exit(3);
    let total = shop.run("report").exit(0).json()["total"].clone();
    assert_eq!((&total["orders"], &total["refused"]), (&json!(1), &json!(1)));
    assert_eq!((&total["net"], &total["cost"]), (&json!("0.00"), &json!("0.00")));
}

#[test]
fn a_report_is_a_file_for_a_spreadsheet_or_a_program() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + RATE));
    sell(&shop);
    let file = |name: &str| shop.write(name, "").to_string_lossy().into_owned();
    let (csv, lines) = (file("report.csv"), file("report.jsonl"));
    let rows = shop.run(&format!("report --format csv --out {csv}")).exit(0).json();
    // The total, and a line for the day, the hour, the product, the supplier and nobody.
    assert_eq!(rows, json!({ "rows": 6 }));
    let text = fs::read_to_string(&csv).unwrap();
    assert!(
        text.starts_with('\u{feff}') && text.contains("\r\ntotal,,,,1,1,0,0,0,0,38.00,"),
        "{text}"
    );
    assert!(text.contains(",38.00,35.15,2.85,ILS,0.00,38.00\r\n"), "{text}");
    shop.run(&format!("report --format json --out {lines}")).exit(0);
    let text = fs::read_to_string(&lines).unwrap();
    let read: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let product = read.iter().find(|row| row["section"] == "product").expect("a product");
    assert_eq!((&product["key"], &product["margin"]), (&json!(VOUCHER), &json!("2.85")));
    let pdf = file("report.pdf");
    shop.run(&format!("report --format pdf --out {pdf}")).exit(0);
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    shop.run("report --format csv").exit(2);
    shop.run(&format!("report --out {csv}")).exit(2);
}

#[test]
fn days_that_are_none_are_bad_input_and_leave_no_file() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    for days in [
        "--from 2026-02-30",
        "--from 2026-03-02 --to 2026-03-01",
        "--from 2020-01-01 --to 2026-01-01",
        "--to tomorrow",
    ] {
        let out = shop.data_dir().with_file_name("none.csv");
        let line = format!("report {days} --format csv --out {}", out.display());
        shop.run(&line).fails(2, "period_invalid");
        assert!(!out.exists(), "{days}");
    }
}

/// A price that goes back lowers the profit of the Z in which it goes back, and its cost stays a cost:
/// what the Zs say together is what the report says.
#[test]
fn what_the_zs_earned_together_is_what_the_report_says() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + RATE));
    let refund = |sale: &Value| {
        shop.run(&format!("refund {} --reason brought-back", word(sale, "id"))).exit(0);
    };
    let profit = |counted: &str| {
        shop.run(&format!("shift close --counted {counted}")).exit(0).json()["profit"].clone()
    };
    shop.run("shift open --float 0").exit(0);
    let (back, _kept) = (sell(&shop), sell(&shop));
    assert_eq!(profit("76")["margin"], "5.70", "two at 38.00 less 35.15");
    shop.run("shift open --float 76").exit(0);
    refund(&back);
    refund(&sell(&shop));
    let second = profit("38");
    assert_eq!(
        (&second["revenue"], &second["cost"], &second["margin"]),
        (&json!("-38.00"), &json!("35.15"), &json!("-73.15")),
        "one sold, two given back: {second:#}"
    );
    let total = shop.run("report").exit(0).json()["total"].clone();
    assert_eq!((&total["net"], &total["cost"]), (&json!("38.00"), &json!("105.45")));
    assert_eq!(total["margin"], "-67.45", "5.70 and -73.15: {total:#}");
}

#[test]
fn a_report_is_a_managers() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + CLERKS));
    shop.run_as("Sami", "4821", "report").fails(5, "not_allowed");
    let mine = format!("sell --product {VOUCHER}");
    shop.run_as("Sami", "4821", &mine).exit(0);
    let report = shop.run_as("Lina", "5590", "report").exit(0).json();
    assert_eq!(report["clerks"][0]["key"], "Sami");
    // What the shop earns is for its owner.
    assert_eq!(
        (&report["total"]["net"], &report["total"]["margin"]),
        (&json!("38.00"), &Value::Null)
    );
    let owners = shop.run_as("Huda", "730418", "report").exit(0).json();
    assert_eq!(owners["total"]["margin"], "0.00");
    shop.run_as("Lina", "5590", "report --rebuild").exit(0);
    assert_eq!(shop.run_as("Lina", "5590", "report").exit(0).json(), report);
}

#[test]
fn exceptions_are_counted_for_each_person_and_are_a_file_too() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + CLERKS));
    let sami = |line: &str| shop.run_as("Sami", "4821", line);
    let lina = |line: &str| shop.run_as("Lina", "5590", line);
    sami("report --kind exceptions").fails(5, "not_allowed");
    let none = lina("report --kind exceptions").exit(0).json();
    assert_eq!(none["clerks"], json!([]));
    lina("shift open --float 0").exit(0);
    let sale = sami(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    sami(&format!("order {order} --reveal")).exit(0);
    shop.run_as("Sami", "0000", "catalog list").fails(5, "pin_wrong");
    lina(&format!("refund {} --reason brought-back", word(&sale, "id"))).exit(0);
    lina("shift close --counted 5").exit(0);
    lina("shift open --float 5").exit(0);
    lina("shift close --counted 1.50").exit(0);

    let report = lina("report --kind exceptions").exit(0).json();
    let of = |name: &str| {
        let lines = report["clerks"].as_array().expect("people").iter();
        lines.clone().find(|line| line["clerk"] == name).cloned().expect("a line")
    };
    let (sami, hers) = (of("Sami"), of("Lina"));
    assert_eq!((&sami["counts"]["reveals"], &sami["counts"]["wrong_pins"]), (&json!(2), &json!(1)));
    assert_eq!((&sami["counts"]["refunds"], &sami["shifts"]), (&json!(0), &json!(0)));
    assert_eq!((&hers["counts"]["refunds"], &hers["shifts"]), (&json!(1), &json!(2)));
    let drawer = json!([{ "currency": "ILS", "over": "5.00", "short": "3.50" }]);
    assert_eq!(hers["drawers"], drawer, "{hers:#}");

    let file = |name: &str| shop.write(name, "").to_string_lossy().into_owned();
    let (csv, pdf) = (file("exceptions.csv"), file("exceptions.pdf"));
    let rows = lina(&format!("report --kind exceptions --format csv --out {csv}")).exit(0).json();
    assert_eq!(rows, json!({ "rows": 2 }));
    let text = fs::read_to_string(&csv).unwrap();
    assert!(text.contains("\r\nSami,0,0,2,0,0,0,0,0,1,0,,,,,,\r\n"), "{text}");
    assert!(text.contains("\r\nLina,0,1,0,0,0,0,0,0,0,2,5.00,3.50,ILS,,,\r\n"), "{text}");
    lina(&format!("report --kind exceptions --format pdf --out {pdf}")).exit(0);
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
}

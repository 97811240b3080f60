//! `taxes`: which part of a price is the state's, on slips, Zs, reports and in an accountant's tools.

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::shop::{Shop, VOUCHER, toml, word};

fn taxed(url: &str) -> Shop {
    let tax = "\n[tax]\nname = \"VAT\"\nnumber = \"562001877\"\nrate = \"16\"\n";
    Shop::provisioned(&format!("{}{tax}", toml(url)))
}

fn rates(shop: &Shop) -> Vec<(String, String)> {
    let rules = shop.run("taxes list").exit(0).lines();
    rules.iter().map(|rule| (word(rule, "target"), word(rule, "rate"))).collect()
}

fn pair(target: &str, rate: &str) -> (String, String) {
    (target.to_owned(), rate.to_owned())
}

#[test]
fn what_is_sold_is_taxed_at_its_rate_and_a_price_never_changes_for_it() {
    let fake = Fake::start();
    let shop = taxed(&fake.url);
    shop.run("shift open --float 100").exit(0);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    assert_eq!(word(&sale, "total"), "38.00", "the price includes it");
    let x = shop.run("shift x").exit(0).json();
    let line = json!({ "rate": "16", "gross": "38.00", "tax": "5.24", "net": "32.76" });
    assert_eq!(x["sales"]["taxes"], json!([line]));
    // Another rate from now on; what was sold keeps its own.
    shop.run(&format!("taxes set product:{VOUCHER} 5")).exit(0);
    assert_eq!(rates(&shop), [pair("", "16"), pair(VOUCHER, "5")]);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    let given = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    shop.run(&format!("refund {} --reason why", word(&given, "id"))).exit(0);
    let z = shop.run("shift close --counted 176").exit(0).json();
    let low = json!({ "rate": "5", "gross": "38.00", "tax": "1.81", "net": "36.19" });
    assert_eq!(z["sales"]["taxes"], json!([low, line]), "what went back is not owed for");
    assert_eq!(z["sales"]["net"], "76.00");
    let report = shop.run("report").exit(0).json();
    assert_eq!(
        (&report["total"]["tax"], &report["total"]["net"]),
        (&json!("7.05"), &json!("76.00"))
    );
    let lines: Vec<(&Value, &Value)> = report["taxes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (&line["key"], &line["figures"]["tax"]))
        .collect();
    assert_eq!(lines, [(&json!("5"), &json!("1.81")), (&json!("16"), &json!("5.24"))]);
    shop.run(&format!("taxes remove product:{VOUCHER}")).exit(0);
    assert_eq!(rates(&shop), [pair("", "16")]);
    shop.run("verify").exit(0);
}

#[test]
fn a_shop_that_says_nothing_of_tax_reads_nothing_of_it() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&toml(&fake.url));
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    shop.run("shift open --float 0").exit(0);
    let x = shop.run("shift x").exit(0).json();
    assert_eq!(x["sales"].get("taxes"), None);
    assert!(rates(&shop).is_empty());
}

#[test]
fn a_rate_that_no_state_asks_for_changes_nothing() {
    let fake = Fake::start();
    let shop = taxed(&fake.url);
    for bad in ["all 101", "all x", "all:PUBG 16", "brand: 16", "nobody:1 16", "brand:PUBG 1.23456"]
    {
        shop.run(&format!("taxes set {bad}")).fails(2, "tax_rate_invalid");
    }
    assert_eq!(rates(&shop), [pair("", "16")]);
    let identity = shop.run("taxes identity --name VAT").exit(0).json();
    assert_eq!(identity, json!({ "name": "VAT", "number": null }));
    for (bad, key) in [
        ("[tax]\nrate = \"101\"", "tax.rate"),
        ("[tax]\nrate = \"16\"\nage = 3", "tax.age"),
        ("[[tax_rate]]\nfor = \"all\"\nrate = \"5\"", "tax_rate.for"),
        ("[[tax_rate]]\nfor = \"supplier:nobody\"\nrate = \"5\"", "tax_rate.for"),
        ("[[tax_rate]]\nfor = \"brand:PUBG\"", "tax_rate.rate"),
    ] {
        let run = shop.provision(&format!("{}\n{bad}\n", toml(&fake.url)));
        let said = run.fails(2, "provisioning_invalid");
        assert!(said.contains(key), "{bad}: {said}");
    }
}

//! `prices`: what customers pay, by whom it was said, and what a rule makes of a cost.

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::shop::{CLERKS, Shop, VOUCHER, toml, word};

/// The shop with its rate and a card that the file names no price for.
fn shop(url: &str) -> Shop {
    Shop::provisioned(&unpriced(url))
}

fn unpriced(url: &str) -> String {
    let rate = "\n[[rate]]\nbase = \"USD\"\nquote = \"ILS\"\nrate = \"3.70\"\n";
    let card = "\n[[product]]\nsupplier = \"palcards\"\nitem = \"5003\"\nkind = \"voucher\"\n\
        name = \"PUBG 60 UC\"\nbrand = \"PUBG\"\ncost = \"1.00\"\n";
    format!("{}{rate}{card}", toml(url))
}

fn price(shop: &Shop, id: &str) -> Value {
    let all = shop.run("prices").exit(0).lines();
    all.into_iter().find(|line| line["product_id"] == id).unwrap()
}

#[test]
fn a_price_set_at_the_till_is_sold_at_until_the_file_names_another_one() {
    let fake = Fake::start();
    let shop = shop(&fake.url);
    let set = shop.run(&format!("prices --set {VOUCHER}=41.5")).exit(0).json();
    assert_eq!((&set["price"], &set["source"]), (&json!("41.50"), &json!("own")));
    assert_eq!((&set["file_price"], &set["margin"]), (&json!("38.00"), &json!("6.35")));
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    assert_eq!(word(&sale, "total"), "41.50");
    shop.provision(&unpriced(&fake.url)).exit(0);
    assert_eq!(price(&shop, VOUCHER)["price"], "41.50", "the same file says nothing new");
    shop.provision(&unpriced(&fake.url).replacen("price = \"38.00\"", "price = \"37.00\"", 1))
        .exit(0);
    assert_eq!(price(&shop, VOUCHER)["price"], "37.00");
    for bad in ["0", "x", "1.005", "-3", ""] {
        let refused = shop.run(&format!("prices --set {VOUCHER}={bad}")).exit(2).error();
        assert_eq!(refused["code"], "amount_invalid");
        // Nobody wanted to buy anything.
        let words = format!("{} {}", word(&refused, "message"), word(&refused, "hint"));
        assert!(words.contains("price") && !words.contains("bought"), "{words}");
        assert!(!words.contains("open-value"), "{words}");
    }
    shop.run("prices --set no:thing=4").fails(2, "unknown_product");
    shop.run("verify").exit(0);
}

#[test]
fn the_narrowest_rule_makes_the_price_and_a_preview_changes_nothing() {
    let fake = Fake::start();
    let shop = shop(&fake.url);
    let card = "palcards:5003";
    assert_eq!(
        (&price(&shop, card)["price"], &price(&shop, card)["source"]),
        (&json!("3.70"), &json!("cost"))
    );
    let wide = "prices --rule all --percent-on-cost 10 --round-to 0.5";
    let changes = shop.run(&format!("{wide} --preview")).exit(0).lines();
    assert_eq!(changes.len(), 1, "prices that the file names do not move: {changes:#?}");
    assert_eq!((&changes[0]["from"], &changes[0]["to"]), (&json!("3.70"), &json!("4.50")));
    assert_eq!(price(&shop, card)["source"], "cost", "a preview changes nothing");
    shop.run(wide).exit(0);
    shop.run("prices --rule brand:PUBG --amount-on-cost 1").exit(0);
    assert_eq!(shop.run("prices --rules").exit(0).lines().len(), 2);
    assert_eq!(price(&shop, card)["price"], "4.70", "the brand's rule is narrower");
    let sale = shop.run(&format!("sell --product {card}")).exit(0).json();
    assert_eq!(word(&sale, "total"), "4.70");
    shop.run("prices --rule brand:PUBG --none").exit(0);
    assert_eq!(price(&shop, card)["price"], "4.50");
    // No face value is known: it is not sold at cost because a rule could not be worked out.
    shop.run("prices --rule product:palcards:5003 --percent-of-face 103").exit(0);
    assert_eq!(price(&shop, card)["source"], "missing");
    shop.run(&format!("sell --product {card}")).fails(2, "price_missing");
    shop.run("prices --rule all --percent-on-cost 5 --round-to 0.005")
        .fails(2, "price_rule_invalid");
    shop.run("prices --rule shelf:x --percent-on-cost 5").fails(2, "price_rule_invalid");
    shop.run("prices --rule all").fails(2, "bad_usage");
    shop.run("verify").exit(0);
}

#[test]
fn a_cost_that_rose_is_listed_until_somebody_decides() {
    let fake = Fake::start();
    // The file says 9.00; the supplier charges 9.50 for the order.
    let file = unpriced(&fake.url).replacen("cost = \"9.50\"", "cost = \"9.00\"", 1);
    let shop = Shop::provisioned(&format!("{file}{CLERKS}"));
    let owner = |line: &str| shop.run_as("Huda", "730418", line);
    let rises = || owner("prices --rises").exit(0).lines();
    assert!(rises().is_empty(), "nothing was charged yet");
    owner(&format!("sell --product {VOUCHER}")).exit(0);
    let found = rises();
    assert_eq!(found.len(), 1, "{found:#?}");
    let rise = &found[0];
    assert_eq!(rise["priced"]["product_id"], VOUCHER);
    assert_eq!((&rise["cost_then"], &rise["cost_now"]), (&json!("9.00"), &json!("9.5")));
    assert_eq!(rise["proposed"], "39.85", "what the rise takes, 1.85 shekels, is passed on");
    owner("prices --rule all --percent-on-cost 12 --round-to 1").exit(0);
    assert_eq!(rises()[0]["proposed"], "40.00", "where there is a rule, it proposes");
    shop.run_as("Sami", "4821", "prices --rises").fails(5, "not_allowed");
    shop.run_as("Lina", "5590", &format!("prices --keep {VOUCHER}")).exit(0);
    assert!(rises().is_empty(), "she saw it");
    owner(&format!("sell --product {VOUCHER}")).exit(0);
    assert!(rises().is_empty(), "the same cost again is no rise");
    owner("verify").exit(0);
}

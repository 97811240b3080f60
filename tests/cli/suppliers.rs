//! Plexy and CardPlusPay behind the same commands as PalCards, and the catalogues they have.

use serde_json::{Value, json};

use crate::shop::{API_KEY, Ended, Shop, toml, word};
use crate::simulator::Simulator;

const AGENT: &str = "a12d5be1-3456-4c18-b111-33cdd0a1cc99";

/// A shop with all three suppliers; its file knows one card of each, and a top-up without bounds.
pub(crate) fn shop(simulator: &Simulator) -> Shop {
    shop_with(simulator, "")
}

/// The same, with this in the section of CardPlusPay.
pub(crate) fn shop_with(simulator: &Simulator, cardpluspay_too: &str) -> Shop {
    Shop::provisioned(&file_with(simulator, cardpluspay_too))
}

/// Its provisioning file.
pub(crate) fn file_with(simulator: &Simulator, cardpluspay_too: &str) -> String {
    let (plexy, cardpluspay) = (simulator.url("plexy"), simulator.url("cardpluspay"));
    let more = format!(
        r#"
[[supplier]]
id = "plexy"
kind = "plexy"
environment = "sandbox"
base_url = "{plexy}"
agent_id = "{AGENT}"
api_key = "{API_KEY}"
currency = "USD"

[[supplier]]
id = "cpp"
kind = "cardpluspay"
environment = "sandbox"
base_url = "{cardpluspay}"
api_key = "{API_KEY}"
currency = "USD"
{cardpluspay_too}

[[product]]
supplier = "plexy"
item = "501"
kind = "voucher"
name = {{ en = "Our own name", ar = "اسمنا" }}
price = "40.00"

[[product]]
supplier = "plexy"
item = "456"
kind = "topup"
name = {{ en = "Steam", ar = "ستيم" }}
price = "4.90"
required_info = ["steam_login"]

[[product]]
supplier = "cpp"
item = "GOOGLE-5USD-KOXx"
kind = "voucher"
name = {{ en = "Google Play 5 USD", ar = "جوجل بلاي" }}
cost = "4.90"
price = "20.00"
"#
    );
    toml(&simulator.url("palcards")) + &more
}

#[track_caller]
fn delivered(ended: Ended) -> Value {
    let sale = ended.exit(0).json();
    assert_eq!(sale["state"], "delivered", "{sale:#}");
    sale["orders"][0].clone()
}

#[test]
fn a_card_of_every_supplier_is_sold_and_costs_what_was_charged() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    let plexy = delivered(shop.run("sell --product plexy:501 --reveal"));
    assert_eq!((&plexy["cost"], &plexy["cost_currency"]), (&json!("9.85"), &json!("USD")));
    assert_eq!(
        plexy["secrets"][0]["value"],
        simulator.state_of("plexy")["orders"][0]["codes"][0]["code"]
    );
    let card = delivered(shop.run("sell --product cpp:GOOGLE-5USD-KOXx --reveal"));
    assert_eq!(card["cost"], "4.90");
    let theirs = &simulator.state_of("cardpluspay")["orders"][0];
    assert_eq!(card["secrets"][0]["value"], theirs["codes"][0]["code"]);
    assert_eq!(card["provider_order_id"], json!(theirs["id"].to_string()));
}

#[test]
fn a_lost_reply_of_plexy_is_asked_for_again_under_its_key_and_charged_once() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "plexy", "endpoint": "create", "kind": "drop" }));
    let order = delivered(shop.run("sell --product plexy:501"));
    let orders = simulator.state_of("plexy")["orders"].as_array().cloned().unwrap_or_default();
    assert_eq!(orders.len(), 1, "{orders:#?}");
    assert_eq!((&orders[0]["charges"], &orders[0]["replays"]), (&json!(1), &json!(1)));
    assert_eq!(orders[0]["idempotency_key"], order["reference"]);
    assert_eq!(orders[0]["external_ref"], order["reference"]);
}

#[test]
fn a_lost_reply_of_cardpluspay_is_proposed_and_a_person_decides() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "cardpluspay", "endpoint": "create", "kind": "drop" }));
    let sale = shop.run("sell --product cpp:GOOGLE-5USD-KOXx --wait 20s").exit(4).json();
    assert_eq!(sale["state"], "needs_attention", "{sale:#}");
    let id = word(&sale["orders"][0], "id");
    let resolved = shop.run(&format!("resolve {id} --as-delivered --reason seen")).exit(0).json();
    assert_eq!(resolved["state"], "delivered", "{resolved:#}");
    assert_eq!(simulator.state_of("cardpluspay")["requests"]["create"], 1);
}

#[test]
fn the_amounts_of_a_top_up_are_asked_of_its_supplier_where_the_file_has_none() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    let sell = |amount: &str| {
        shop.run(&format!("sell --product plexy:456 --field steam_login=player1 --amount {amount}"))
    };
    for impossible in ["1.00", "500.00", "10.25"] {
        sell(impossible).fails(2, "amount_invalid");
    }
    assert_eq!(simulator.state_of("plexy")["requests"].get("create"), None, "nothing was sent");
    let order = delivered(sell("10.00"));
    // 10 times the price of 1.00; what is booked is what was charged.
    assert_eq!((&order["price"], &order["cost"]), (&json!("49.00"), &json!("12.50")));
    // As an Arabic keyboard types it, with its own decimal mark.
    assert_eq!(delivered(sell("٢٠٫٥"))["price"], "100.45");
    simulator.fault(json!({ "upstream": "plexy", "endpoint": "product", "kind": "drop" }));
    sell("20.00").fails(1, "upstream_unavailable");
    shop.run("sell --product plexy:501 --amount 5.00").fails(2, "amount_invalid");
}

#[test]
fn wallet_doctor_and_check_cover_all_suppliers() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    let wallets = shop.run("wallet").exit(0).lines();
    let of = |supplier: &str| wallets.iter().find(|wallet| wallet["supplier"] == supplier).cloned();
    for supplier in ["palcards", "plexy", "cpp"] {
        let wallet = of(supplier).unwrap_or_else(|| panic!("no {supplier} in {wallets:#?}"));
        assert_eq!((&wallet["state"], &wallet["currency"]), (&json!("ok"), &json!("USD")));
    }
    let findings = shop.run("doctor").exit(0).lines();
    for supplier in ["palcards", "plexy", "cpp"] {
        let check = format!("supplier {supplier}");
        assert!(findings.iter().any(|it| it["check"] == check.as_str() && it["ok"] == true));
    }
    let stock = shop.run("check --product cpp:GOOGLE-5USD-KOXx").exit(0).json();
    assert_eq!((&stock["ok"], &stock["unit_cost"]), (&json!(true), &json!("4.9")));
    shop.run("check --product plexy:501").exit(0);
    shop.run("check --product plexy:456 --field steam_login=player1").exit(0);
    simulator
        .fault(json!({ "upstream": "cardpluspay", "kind": "out_of_stock", "endpoint": "check" }));
    let empty = shop.run("check --product cpp:GOOGLE-5USD-KOXx").exit(3).json();
    assert_eq!(empty["ok"], false);
}

#[test]
fn a_price_that_rose_stops_the_clerk_once() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "cardpluspay", "kind": "price_risen", "by": "0.10" }));
    let sale = shop.run("sell --product cpp:GOOGLE-5USD-KOXx").exit(3).json();
    assert_eq!(sale["state"], "refused", "{sale:#}");
    let order = delivered(shop.run("sell --product cpp:GOOGLE-5USD-KOXx"));
    assert_eq!(order["cost"], "5.00");
}

#[test]
fn sync_adds_what_suppliers_have_and_keeps_the_files_names_and_prices() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    let ended = shop.run("catalog sync").exit(0);
    let counts = ended.json();
    assert!(
        counts["added"].as_u64() > Some(10) && counts["changed"].as_u64() == Some(3),
        "{counts}"
    );
    assert_eq!(counts["removed"], 0);
    let progress = ended.stderr.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let suppliers: Vec<String> =
        progress.filter_map(|it| it["progress"]["supplier"].as_str().map(str::to_owned)).collect();
    assert!(suppliers.contains(&"plexy".to_owned()) && suppliers.contains(&"cpp".to_owned()));
    let products = shop.run("catalog list").exit(0).lines();
    let one = |id: &str| products.iter().find(|it| it["id"] == id).cloned().unwrap_or_default();
    let ours = one("plexy:501");
    assert_eq!(ours["name"]["en"], "Our own name");
    assert_eq!((&ours["price"], &ours["cost"]), (&json!("40.00"), &json!("9.7")));
    let steam = one("plexy:456");
    assert_eq!((&steam["min"], &steam["step"]), (&json!("5"), &json!("0.5")));
    let theirs = one("plexy:502");
    assert_eq!((&theirs["price"], &theirs["active"]), (&Value::Null, &json!(true)));
    assert_eq!(one("plexy:599")["active"], false);
    let again = shop.run("catalog sync").exit(0).json();
    assert_eq!(again, json!({ "added": 0, "changed": 0, "removed": 0 }));
}

#[test]
fn sync_of_one_supplier_leaves_the_others_and_says_who_has_no_catalogue() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    let nothing = json!({ "added": 0, "changed": 0, "removed": 0 });
    let ended = shop.run("catalog sync --supplier palcards").exit(0);
    assert_eq!(ended.json(), nothing);
    assert!(ended.stderr.contains("palcards"), "{}", ended.stderr);
    shop.run("catalog sync --supplier nobody").fails(2, "unknown_supplier");
    shop.run("catalog sync --supplier plexy").exit(0);
    // What a supplier lists now is part of the till's own story.
    shop.run("verify").exit(0);
    let file = shop.data_dir().with_file_name("after-sync.backup");
    shop.run(&format!("backup --out {}", file.display())).exit(0);
    let of_others = shop.run("catalog list --supplier cpp").exit(0).lines();
    assert_eq!(of_others.len(), 1);
}

#[test]
fn a_supplier_that_fails_leaves_its_products_and_the_others_are_synced() {
    let simulator = Simulator::start();
    let shop = shop(&simulator);
    simulator.fault(json!({ "upstream": "plexy", "endpoint": "products", "kind": "half_json" }));
    let ended = shop.run("catalog sync").exit(1);
    assert_eq!(ended.error()["code"], "upstream_unavailable");
    assert!(ended.json()["added"].as_u64() > Some(0), "{}", ended.stdout);
    assert_eq!(shop.run("catalog list --supplier plexy").exit(0).lines().len(), 2);
    assert!(shop.run("catalog list --supplier cpp").exit(0).lines().len() > 1);
}

//! The shop's own stock: bought ahead by the owner, sealed, sold for cash while the supplier is away,
//! and counted at every Z.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake, code};
use crate::payerly;
use crate::shop::{Shop, VOUCHER, closed_port, toml, word};
use crate::simulator::Simulator;

const RATE: &str = r#"
[[rate]]
base = "USD"
quote = "ILS"
rate = "3.70"
"#;

fn sell() -> String {
    format!("sell --product {VOUCHER} --reveal")
}

fn buy(quantity: u32) -> String {
    format!("stock buy --product {VOUCHER} --quantity {quantity}")
}

/// A shop that may keep so many.
fn keeping(url: &str, keep: u32) -> Shop {
    let shop = Shop::provisioned(&(toml(url) + RATE));
    let limit = shop.run(&format!("stock limit --product {VOUCHER} --keep {keep}")).exit(0).json();
    assert_eq!((&limit["keep"], &limit["room"]), (&json!(keep), &json!(keep)));
    shop
}

/// Its one line of the shelf.
#[track_caller]
fn line(shop: &Shop) -> Value {
    let mut lines = shop.run("stock list").exit(0).lines();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    lines.remove(0)
}

/// From here on nobody reaches the supplier.
fn go_offline(shop: &Shop) {
    shop.provision(&toml(&closed_port())).exit(0);
}

#[test]
fn what_was_bought_ahead_is_sold_for_cash_while_the_supplier_is_away() {
    let fake = Fake::start();
    let shop = keeping(&fake.url, 3);
    shop.run("shift open --float 0").exit(0);
    shop.run(&buy(1)).exit(0);
    let bought = shop.run(&buy(1)).exit(0).json();
    assert_eq!(
        (&bought["total"], &bought["orders"][0]["purpose"]),
        (&json!("0.00"), &json!("shelf"))
    );
    assert_eq!(bought["orders"][0]["secrets"], json!([]), "sealed");
    assert_eq!((&line(&shop)["ahead"], &line(&shop)["room"]), (&json!(2), &json!(1)));
    let value = json!([{ "amount": "19.0", "currency": "USD" }]);
    assert_eq!(line(&shop)["value"], value, "at cost");

    // While the supplier is there, it is bought from.
    let usual = shop.run(&sell()).exit(0).json();
    assert_eq!((fake.posts(), &usual["orders"][0]["from_shelf"]), (3, &Value::Null));

    go_offline(&shop);
    let mut codes = Vec::new();
    for _ in 0..2 {
        let sold = shop.run(&sell()).exit(0).json();
        assert_eq!(sold["orders"][0]["from_shelf"], "ahead", "{sold:#}");
        assert_eq!((&sold["total"], &sold["orders"][0]["cost"]), (&json!("38.00"), &json!("9.5")));
        codes.push(word(&sold["orders"][0]["secrets"][0], "value"));
    }
    assert_eq!(codes, [code(0), code(1)], "the oldest first, each once");
    let none_left = shop.run(&sell()).exit(3).json();
    assert_eq!(none_left["state"], "refused");
    assert_eq!(fake.posts(), 3, "nothing was bought anew");

    let z = shop.run("shift close --counted 114.00").exit(0).json();
    assert_eq!((&z["sales"]["net"], &z["sales"]["units"]), (&json!("114.00"), &json!(4)));
    assert_eq!(z["profit"]["cost"], "105.45", "three at 9.50 USD, each once: {:#}", z["profit"]);
    assert_eq!(z["wallets"][0]["charged"], "28.50", "and so the wallet");
    let stock = &z["stock"][0];
    assert_eq!(
        (&stock["ahead"], &stock["bought"], &stock["sold"]),
        (&json!(0), &json!(2), &json!(2))
    );
    assert_eq!(shop.run("verify").exit(0).json()["ok"], true);
}

#[test]
fn a_code_on_the_shelf_is_shown_printed_texted_and_disputed_for_nobody() {
    let fake = Fake::start();
    let shop = keeping(&fake.url, 1);
    let order = word(&shop.run(&buy(1)).exit(0).json()["orders"][0], "id");
    let shown = shop.run(&format!("order {order} --reveal")).stdout;
    assert!(!shown.contains(&code(0)), "{shown}");
    shop.run(&format!("dispute {order} --out pack.pdf")).fails(2, "code_on_shelf");
    let refund = format!("refund {} --reason why", word(&shop.orders()[0], "sale_id"));
    shop.run(&refund).fails(2, "nothing_to_refund");
    for event in ["reveal", "print", "sms", "dispute_pack"] {
        let order = shop.run(&format!("order {order}")).exit(0).json();
        let events = order["events"].as_array().expect("a history");
        assert!(events.iter().all(|it| it["kind"] != event), "{event}");
    }
    assert_eq!(line(&shop)["ahead"], 1);
}

#[test]
fn never_more_than_the_owner_allows_and_nothing_where_nothing_is_allowed() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run(&buy(1)).fails(2, "shelf_full");
    shop.run(&format!("stock limit --product {VOUCHER} --keep 2")).exit(0);
    shop.run(&buy(3)).fails(2, "shelf_full");
    shop.run("stock limit --product palcards:5002 --keep 1").fails(2, "not_for_shelf");
    assert_eq!(fake.posts(), 0);
    // Two at once for the last two places: one of them is too many.
    let line = buy(2);
    let (a, b) = (shop.start(&line), shop.start(&line));
    let mut ends = [a.end().code, b.end().code];
    ends.sort();
    assert_eq!((ends, fake.posts()), ([Some(0), Some(2)], 2));
}

#[test]
fn a_lost_reply_is_looked_up_and_what_was_bought_lies_there_then() {
    let fake = Fake::answering(Answer::html(502));
    let shop = keeping(&fake.url, 1);
    let sale = shop.run(&format!("{} --wait 700ms", buy(1))).exit(4).json();
    assert_eq!(sale["state"], "unknown");
    assert_eq!((&line(&shop)["coming"], &line(&shop)["ahead"]), (&json!(1), &json!(0)));
    shop.run(&buy(1)).fails(2, "shelf_full");
    fake.set(|desk| desk.is_listed = true);
    shop.run("recover --wait 20s").exit(0);
    assert_eq!((&line(&shop)["coming"], &line(&shop)["ahead"]), (&json!(0), &json!(1)));
    assert_eq!(fake.posts(), 1, "and it was sent once");
}

#[test]
fn what_may_have_left_is_not_sold_from_stock() {
    let fake = Fake::start();
    let shop = keeping(&fake.url, 1);
    shop.run(&buy(1)).exit(0);
    fake.set(|desk| {
        desk.create = Answer::html(502);
        desk.is_listed = false;
    });
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 700ms")).exit(4).json();
    assert_eq!((&sale["state"], &line(&shop)["ahead"]), (&json!("unknown"), &json!(1)));
}

#[test]
fn a_card_sale_takes_nothing_from_what_was_bought_ahead() {
    let simulator = Simulator::start();
    let file = payerly::shop_toml(&simulator);
    let kept = format!("{file}\n[[stock]]\nproduct = \"{VOUCHER}\"\nkeep = 1\n");
    let shop = Shop::provisioned(&kept);
    shop.run(&buy(1)).exit(0);
    let gone = file.replace(&simulator.palcards, &closed_port());
    shop.provision(&gone).exit(0);
    simulator.fault(
        json!({ "upstream": "payerly", "kind": "customer", "action": "pay", "after_ms": 300 }),
    );
    let sale = shop.run(&format!("sell --product {VOUCHER} --tender pay --wait 60s"));
    let sale = sale.exit(3).json();
    assert_eq!(sale["orders"][0]["state"], "refused", "{sale:#}");
    assert_eq!(line(&shop)["ahead"], 1);
}

#[test]
fn the_same_request_id_buys_once() {
    let fake = Fake::start();
    let shop = keeping(&fake.url, 5);
    let line = format!("{} --request-id restock-1", buy(1));
    let (first, again) = (shop.run(&line).exit(0).json(), shop.run(&line).exit(0).json());
    assert_eq!((&first["id"], fake.posts()), (&again["id"], 1));
}

#[test]
fn what_lies_there_is_in_no_list_of_sales() {
    let fake = Fake::start();
    let shop = keeping(&fake.url, 1);
    shop.run(&buy(1)).exit(0);
    for what in ["orders", "sales"] {
        let out = shop.data_dir().with_extension(what);
        let line = format!("export --what {what} --format json --out {}", out.display());
        assert_eq!(shop.run(&line).exit(0).json()["rows"], 0, "{what}");
    }
    let report = shop.run("report").exit(0).json();
    assert_eq!(report["total"]["orders"], 0, "{report:#}");
}

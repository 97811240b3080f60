//! `sell` when all goes well: what is bought, what it costs, and what a script reads.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{Shop, TOPUP, VOUCHER, keys, moment, toml, word};
use crate::simulator::Simulator;

const SALE_KEYS: [&str; 8] =
    ["created_at", "currency", "hand_overs", "id", "orders", "state", "tender", "total"];
pub(crate) const ORDER_KEYS: [&str; 20] = [
    "copies",
    "cost",
    "cost_currency",
    "created_at",
    "events",
    "fields",
    "finished_at",
    "id",
    "message",
    "phone",
    "price",
    "price_currency",
    "product_id",
    "provider_order_id",
    "provider_state",
    "reference",
    "sale_id",
    "secrets",
    "state",
    "supplier",
];
const TENDER_KEYS: [&str; 6] = ["amount", "currency", "kind", "pay_url", "processor", "state"];

/// A sale with these words is delivered by an honest supplier; answers it and the one purchase.
#[track_caller]
fn check(shop: &Shop, fake: &Fake, words: &str) -> (Value, Value) {
    let before = fake.posts();
    let sale = shop.run(&format!("sell {words}")).exit(0).json();
    assert_eq!(sale["state"], "delivered");
    let purchases = fake.purchases();
    assert_eq!(purchases.len(), before + 1);
    (sale, purchases.last().cloned().unwrap_or_default())
}

#[test]
fn a_sale_has_exactly_the_contracts_keys() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    let ended = shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
    assert_eq!(ended.stderr, "");
    let sale = ended.json();
    assert_eq!(keys(&sale), SALE_KEYS);
    assert_eq!(keys(&sale["tender"]), TENDER_KEYS);
    assert_eq!(
        sale["tender"],
        json!({ "kind": "cash", "processor": null, "state": "paid",
        "amount": "38.00", "currency": "ILS", "pay_url": null })
    );
    assert_eq!([&sale["state"], &sale["total"], &sale["currency"]], ["delivered", "38.00", "ILS"]);
    assert_eq!(sale["hand_overs"], json!([]));
    let order = &sale["orders"][0];
    assert_eq!(keys(order), ORDER_KEYS);
    let facts = [
        "supplier",
        "product_id",
        "state",
        "provider_state",
        "price",
        "price_currency",
        "phone",
        "cost_currency",
    ]
    .map(|key| word(order, key));
    assert_eq!(
        facts,
        ["palcards", VOUCHER, "delivered", "success", "38.00", "ILS", "+970599123456", "USD"]
    );
    assert_eq!(
        (&order["sale_id"], &order["copies"], &order["fields"]),
        (&sale["id"], &json!(0), &json!({}))
    );
    assert_eq!(order["message"], Value::Null);
    let created = [moment(&sale, "created_at"), moment(order, "created_at")];
    assert!(created.iter().all(|at| *at <= moment(order, "finished_at")), "{sale:#}");
    assert_eq!(shop.orders()[0]["id"], order["id"]);
    assert_eq!(shop.orders()[0]["provider_order_id"], order["provider_order_id"]);
}

#[test]
fn the_purchase_on_the_wire_is_the_suppliers_and_names_the_wallet() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let (sale, body) = check(&shop, &fake, &format!("--product {VOUCHER} --phone 0599123456"));
    assert_eq!((&body["productItem"], &body["orderCurrency"]), (&json!(5001), &json!("USD")));
    assert_eq!(body["customer"], json!({ "phone": "+970599123456" }));
    assert_eq!(body["clientOrderRef"], sale["orders"][0]["reference"]);
    let seen = fake.seen();
    let posted = seen.iter().find(|seen| seen.method == "POST").expect("a purchase");
    assert!(posted.head.contains("content-type: application/json"), "{}", posted.head);
    assert!(!posted.head.to_ascii_lowercase().contains("authorization"), "{}", posted.head);
}

#[test]
fn every_reference_is_used_once() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    for _ in 0..3 {
        check(&shop, &fake, &format!("--product {VOUCHER}"));
    }
    let mut references: Vec<String> =
        fake.purchases().iter().map(|body| word(body, "clientOrderRef")).collect();
    references.sort();
    references.dedup();
    assert_eq!(references.len(), 3);
}

#[test]
fn a_phone_in_any_digits_is_one_number() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    for typed in ["٠٥٩٩١٢٣٤٥٦", "۰۵۹۹۱۲۳۴۵۶", "+970599123456", "0599123456"] {
        let (sale, body) = check(&shop, &fake, &format!("--product {VOUCHER} --phone {typed}"));
        assert_eq!(sale["orders"][0]["phone"], "+970599123456");
        assert_eq!(body["customer"]["phone"], "+970599123456");
    }
    let ended = shop.run_words(&["sell", "--product", VOUCHER, "--phone", "0599 123 456"]).exit(0);
    assert_eq!(ended.json()["orders"][0]["phone"], "+970599123456");
}

#[test]
fn the_shops_own_phone_stands_in_and_is_not_the_customers() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let (sale, body) = check(&shop, &fake, &format!("--product {VOUCHER}"));
    assert_eq!(body["customer"]["phone"], "+970599000000");
    assert_eq!(sale["orders"][0]["phone"], Value::Null);
}

#[test]
fn three_units_are_three_orders_and_three_requests() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    let sale = shop.run(&format!("sell --product {VOUCHER} --quantity 3")).exit(0).json();
    assert_eq!((&sale["total"], &sale["tender"]["amount"]), (&json!("114.00"), &json!("114.00")));
    let orders = sale["orders"].as_array().expect("orders");
    assert_eq!(orders.len(), 3);
    for key in ["id", "reference", "provider_order_id"] {
        let mut all: Vec<String> = orders.iter().map(|order| word(order, key)).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 3, "{key}");
    }
    assert_eq!(simulator.posts(), 3);
    assert_eq!(shop.orders().len(), 3);
}

#[test]
fn a_top_up_is_checked_and_then_bought_for_the_account() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let words = format!("--product {TOPUP} --field accountId=١٢٣٤٥٦٧٨٩");
    let (sale, body) = check(&shop, &fake, &words);
    assert_eq!(sale["orders"][0]["fields"], json!({ "accountId": "123456789" }));
    assert_eq!(sale["orders"][0]["secrets"], json!([]));
    assert_eq!(body["context"], json!({ "accountId": "123456789" }));
    let posts: Vec<String> = fake
        .seen()
        .into_iter()
        .filter(|seen| seen.method == "POST")
        .map(|seen| seen.target)
        .collect();
    assert_eq!(posts, ["/order/top-up/preflight", "/order"]);
}

#[test]
fn what_is_booked_is_the_suppliers_figure_with_its_digits() {
    for (price, booked) in
        [(json!(9.5), "9.5"), (json!("9.50"), "9.50"), (json!("9.4375"), "9.4375")]
    {
        let fake = Fake::start();
        let body = json!({ "id": 1, "status": "success", "orderCurrency": "USD",
            "appliedDealerPrices": { "price": price },
            "soldItem": { "voucher": { "code": "AAAA-BBBB-CCCC" } } });
        fake.set(|desk| desk.create = Answer::json(200, &body));
        let shop = Shop::at(&fake.url);
        let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
        let order = &sale["orders"][0];
        assert_eq!((&order["cost"], &order["cost_currency"]), (&json!(booked), &json!("USD")));
    }
}

#[test]
fn a_product_without_a_price_is_sold_at_cost_by_the_shops_rate_rounded_half_up() {
    let fake = Fake::start();
    let rate = "\n[[rate]]\nbase = \"USD\"\nquote = \"ILS\"\nrate = \"3.70\"\n";
    let file = format!("{}{rate}", toml(&fake.url).replace("price = \"38.00\"\n", ""));
    let shop = Shop::provisioned(&file);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    assert_eq!(sale["total"], "35.15");
    let line = format!("sell --product {TOPUP} --field accountId=123456789 --quantity 2");
    let sale = shop.run(&line).exit(0).json();
    // 9.35 × 3.70 = 34.595.
    assert_eq!((&sale["orders"][0]["price"], &sale["total"]), (&json!("34.60"), &json!("69.20")));
}

#[test]
fn prices_have_exactly_the_digits_of_their_currency() {
    let fake = Fake::start();
    for (currency, price, shown) in
        [("JOD", "7", "7.000"), ("ILS", "38", "38.00"), ("JPY", "500", "500")]
    {
        let file = toml(&fake.url).replace("\"ILS\"", &format!("\"{currency}\""));
        let shop =
            Shop::provisioned(&file.replace("price = \"38.00\"", &format!("price = \"{price}\"")));
        let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
        assert_eq!((&sale["total"], &sale["currency"]), (&json!(shown), &json!(currency)));
        assert_eq!(shop.run("catalog list --limit 1").exit(0).lines()[0]["price"], shown);
    }
}

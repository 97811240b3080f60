//! `catalog list`, `wallet` and `check`: what can be asked without buying anything.

use serde_json::{Value, json};

use crate::fake::{Answer, CATALOG_PATH, Fake};
use crate::shop::{Shop, TOPUP, VOUCHER, closed_port, keys, toml, word};
use crate::simulator::Simulator;

const PRODUCT_KEYS: [&str; 17] = [
    "active",
    "brand",
    "cost",
    "cost_currency",
    "face_currency",
    "face_value",
    "id",
    "item",
    "kind",
    "max",
    "min",
    "name",
    "price",
    "price_currency",
    "required_info",
    "step",
    "supplier",
];

/// A shop with a second supplier that sells one thing.
fn two_suppliers() -> Shop {
    let second = "\n[[supplier]]\nid = \"second\"\nkind = \"palcards\"\nenvironment = \"sandbox\"\n\
        base_url = \"http://127.0.0.1:9\"\napi_key = \"sk_prod_second\"\ncurrency = \"USD\"\n\
        [[product]]\nsupplier = \"second\"\nitem = \"1\"\nkind = \"voucher\"\n\
        name = { en = \"Netflix 25 USD\", ar = \"نتفلكس 25 دولار\" }\nprice = \"98.00\"\n";
    Shop::provisioned(&format!("{}{second}", toml(&closed_port())))
}

/// `catalog list` with these words lists exactly these products, whatever their order.
#[track_caller]
fn check(shop: &Shop, words: &[&str], expected: &[&str]) {
    let ended = shop.run_words(&[&["catalog", "list"], words].concat()).exit(0);
    let mut ids: Vec<String> = ended.lines().iter().map(|product| word(product, "id")).collect();
    ids.sort();
    assert_eq!(ids, expected, "{words:?}");
}

#[track_caller]
fn refused_check(shop: &Shop, words: &str) -> Value {
    let answer = shop.run(&format!("check --product {TOPUP} {words}")).exit(3).json();
    assert_eq!(answer["ok"], false);
    answer
}

#[test]
fn a_product_has_exactly_the_contracts_keys_and_absent_facts_are_null() {
    let shop = Shop::at(&closed_port());
    let products = shop.run("catalog list").exit(0).lines();
    for product in &products {
        assert_eq!(keys(product), PRODUCT_KEYS);
    }
    let voucher = &products[0];
    let facts = [
        "id",
        "supplier",
        "item",
        "kind",
        "brand",
        "face_value",
        "face_currency",
        "cost",
        "cost_currency",
        "price",
        "price_currency",
    ]
    .map(|key| word(voucher, key));
    assert_eq!(
        facts,
        [
            VOUCHER, "palcards", "5001", "voucher", "PUBG", "10.00", "USD", "9.50", "USD", "38.00",
            "ILS"
        ]
    );
    assert_eq!(voucher["name"], json!({ "en": "PUBG 660 UC", "ar": "ببجي 660 شدة" }));
    assert_eq!(
        (&voucher["min"], &voucher["max"], &voucher["step"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!((&voucher["required_info"], &voucher["active"]), (&json!([]), &json!(true)));
    let topup = &products[1];
    assert_eq!((&topup["brand"], &topup["face_value"]), (&Value::Null, &Value::Null));
    assert_eq!(topup["required_info"][0]["key"], "accountId");
    assert_eq!(topup["required_info"][0]["pattern"], "^[0-9]{6,12}$");
}

#[test]
fn the_catalogue_is_searched_in_both_languages() {
    let shop = two_suppliers();
    check(&shop, &[], &[VOUCHER, TOPUP, "second:1"]);
    check(&shop, &["--query", "pubg"], &[VOUCHER, TOPUP]);
    check(&shop, &["--query", "PUBG player"], &[TOPUP]);
    check(&shop, &["--query", "ببجي"], &[VOUCHER, TOPUP]);
    check(&shop, &["--query", "الايدي"], &[TOPUP]);
    check(&shop, &["--query", "نتفلكس"], &["second:1"]);
    check(&shop, &["--query", "zzzz"], &[]);
}

#[test]
fn the_catalogue_is_narrowed_by_supplier_and_limit() {
    let shop = two_suppliers();
    check(&shop, &["--supplier", "second"], &["second:1"]);
    check(&shop, &["--supplier", "second", "--query", "pubg"], &[]);
    assert_eq!(shop.run("catalog list --limit 1").exit(0).lines().len(), 1);
    assert_eq!(shop.run("catalog list --query pubg --limit 1").exit(0).lines().len(), 1);
    shop.run("catalog list --supplier nobody").fails(2, "unknown_supplier");
}

#[test]
fn the_wallets_of_every_supplier_are_shown_exactly() {
    let simulator = Simulator::start();
    simulator.settings(json!({ "balance": { "USD": "123.45" } }));
    let wallets = Shop::at(&simulator.palcards).run("wallet").exit(0).lines();
    for wallet in &wallets {
        assert_eq!(keys(wallet), ["as_of", "balance", "currency", "state", "supplier"]);
        assert_eq!(wallet["supplier"], "palcards");
        assert!(word(wallet, "as_of").ends_with('Z'), "{wallet}");
    }
    let dollars = wallets.iter().find(|wallet| wallet["currency"] == "USD").expect("a USD wallet");
    assert_eq!(dollars["balance"], "123.45");
}

#[test]
fn a_supplier_that_does_not_answer_makes_wallet_end_with_1() {
    let shop = Shop::at(&closed_port());
    let ended = shop.run("wallet").exit(1);
    assert_eq!(ended.error()["code"], "upstream_unavailable");
    for wallet in ended.lines() {
        assert_eq!(wallet["balance"], Value::Null, "no balance was ever seen");
    }
    for answer in [Answer::html(502), Answer::Close, Answer::refusal(401, "Unauthorized")] {
        let fake = Fake::start();
        fake.set(|desk| desk.profile = answer);
        let ended = Shop::at(&fake.url).run("wallet").exit(1);
        assert_eq!(ended.error()["code"], "upstream_unavailable");
    }
}

#[test]
fn a_check_says_yes_with_the_nickname_and_buys_nothing() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    let answer = shop.run(&format!("check --product {TOPUP} --field accountId=123456789"));
    let answer = answer.exit(0).json();
    assert_eq!(keys(&answer), ["message", "nickname", "ok", "unit_cost"]);
    assert_eq!((&answer["ok"], &answer["nickname"]), (&json!(true), &json!("PlayerOne")));
    assert_eq!(answer["unit_cost"], "9.35");
    assert_eq!(simulator.posts(), 0);
    assert!(shop.orders().is_empty());
}

#[test]
fn a_check_says_no_with_3_and_the_suppliers_words() {
    let simulator = Simulator::start();
    let shop = Shop::at(&simulator.palcards);
    let answer = refused_check(&shop, "--field accountId=000111222");
    assert_eq!(keys(&answer), ["message", "nickname", "ok", "unit_cost"]);
    assert_eq!(answer["message"], "Account not found");
    assert_eq!(simulator.posts(), 0);
}

#[test]
fn a_check_that_cannot_be_made_ends_with_1() {
    let line = format!("check --product {TOPUP} --field accountId=123456789");
    Shop::at(&closed_port()).run(&line).fails(1, "upstream_unavailable");
    for answer in [Answer::html(502), Answer::Stall, Answer::json(200, &json!({}))] {
        let fake = Fake::start();
        fake.set(|desk| desk.preflight = answer);
        Shop::at(&fake.url).run(&line).fails(1, "upstream_unavailable");
    }
}

#[test]
fn a_check_of_something_that_cannot_be_sold_is_bad_input() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let check = |words: &str, code: &str| shop.run(&format!("check {words}")).fails(2, code);
    check("--product palcards:1", "unknown_product");
    check(&format!("--product {TOPUP}"), "field_missing");
    check(&format!("--product {TOPUP} --field accountId=12"), "field_invalid");
    check(&format!("--product {VOUCHER} --quantity 0"), "quantity_invalid");
    check(&format!("--product {VOUCHER} --phone hello"), "phone_invalid");
    assert!(fake.seen().is_empty());
}

#[test]
fn the_simulator_says_where_it_is_in_its_first_line() {
    let simulator = Simulator::start();
    let all = ["cardpluspay", "control", "mpg", "palcards", "payerly", "plexy"];
    assert_eq!(keys(&simulator.first), all);
    assert!(simulator.palcards.starts_with("http://127.0.0.1:"));
}

/// PalCards' list as the shop's owner found it.
fn with_catalog(fake: &Fake) -> String {
    let table = format!(
        "currency = \"USD\"\n[supplier.catalog]\npath = \"{CATALOG_PATH}?ps=2\"\nlist = \"data\"\ntotal = \"total\"\n\
         page = \"pn\"\n[supplier.catalog.fields]\nitem = \"id\"\nname_en = \"title\"\nkind = \"type\"\ncost = \"price\"\n"
    );
    toml(&fake.url).replacen("currency = \"USD\"\n", &table, 1)
}

#[test]
fn a_catalogue_where_the_owner_says_it_is_is_read_by_the_owners_words() {
    let fake = Fake::start();
    let item = |id: u32, price: &str| json!({ "id": id, "title": format!("Card {id}"), "type": "chargingCard", "price": price });
    // The same page whatever is asked for: all there is.
    let page = json!({ "total": 2, "data": [item(5001, "9.400"), item(7001, "4.75")] });
    fake.set(|desk| desk.catalog = Answer::json(200, &page));
    let shop = Shop::provisioned(&with_catalog(&fake));
    let synced = shop.run("catalog sync").exit(0).json();
    assert_eq!((&synced["added"], &synced["changed"]), (&json!(1), &json!(1)));
    let listed = shop.run("catalog list").exit(0).lines();
    let of = |id: &str| listed.iter().find(|it| it["id"] == id).cloned().unwrap();
    let known = of(VOUCHER);
    assert_eq!((&known["name"]["en"], &known["price"]), (&json!("PUBG 660 UC"), &json!("38.00")));
    let new = of("palcards:7001");
    assert_eq!((&new["name"]["en"], &new["cost"]), (&json!("Card 7001"), &json!("4.75")));
    assert!(fake.seen().iter().any(|seen| seen.target.contains("pn=1")));

    let broken = json!({ "total": 1, "data": [{ "id": 9 }] });
    fake.set(|desk| desk.catalog = Answer::json(200, &broken));
    shop.run("catalog sync").exit(1);
    assert_eq!(shop.run("catalog list").exit(0).lines().len(), listed.len(), "nothing vanishes");
}

//! Which price stands: the one set at the till, the file's, the rule's, or the cost.

use crate::{
    PriceFacts, Storage,
    chain::story_tests::{CODE, Till, file, found, money, secrets},
};
use domain::{
    ids::{ProductId, SupplierId},
    money::{Money, parse_decimal},
    price::{PriceRule, RuleKind, RuleScope},
    product::{Product, ProductKind},
};
use engine::ports::supplier::Fate;

fn card() -> ProductId {
    ProductId::of(&SupplierId::new("palcards"), "5001")
}

async fn product(storage: &Storage) -> Product {
    storage.product_of(&card()).await.unwrap().unwrap()
}

async fn set(till: &Till, price: Option<&str>) {
    let product = product(&till.storage).await;
    let price = price.map(|price| money(price, "ILS"));
    till.storage.set_price(&product, price, product.cost, &till.note()).await.unwrap();
}

/// The file again, with another price for the first card.
async fn provision(till: &Till, price: Option<&str>) {
    let mut again = file();
    again.clerks.clear();
    let products = again.products.iter_mut().filter(|product| product.id == card());
    products.for_each(|product| product.price = price.map(|price| money(price, "ILS")));
    again.countries = vec![(card(), Vec::new())];
    till.storage.provision(&again, "test").await.unwrap();
}

async fn facts(till: &Till) -> PriceFacts {
    till.storage.price_facts().await.unwrap().remove(&card()).unwrap_or_default()
}

async fn price(till: &Till) -> Option<String> {
    product(&till.storage).await.price.map(Money::to_price)
}

#[tokio::test]
async fn a_price_set_at_the_till_stands_until_the_file_names_another_one() {
    let till = Till::new().await;
    set(&till, Some("41")).await;
    assert_eq!(price(&till).await.as_deref(), Some("41.00"));
    provision(&till, Some("38.00")).await;
    assert_eq!(price(&till).await.as_deref(), Some("41.00"), "the same file says nothing new");
    provision(&till, None).await;
    assert_eq!(price(&till).await.as_deref(), Some("41.00"), "a file without a price neither");
    provision(&till, Some("37.00")).await;
    assert_eq!(price(&till).await.as_deref(), Some("37.00"), "another price in the file wins");
    assert_eq!(facts(&till).await.own, None);
    assert!(till.verify().await.is_ok(), "and the journal knows that it did");
}

#[tokio::test]
async fn a_price_taken_back_leaves_the_files_and_then_the_rules() {
    let till = Till::new().await;
    let rule = PriceRule {
        scope: RuleScope::Supplier,
        target: "palcards".to_owned(),
        kind: RuleKind::PercentOnCost,
        value: parse_decimal("8").unwrap(),
        round_to: None,
    };
    till.storage.set_price_rule(&rule, &till.note()).await.unwrap();
    set(&till, Some("41")).await;
    let version = till.storage.catalog_version().await.unwrap();
    set(&till, None).await;
    assert_eq!(price(&till).await.as_deref(), Some("38.00"));
    assert!(till.storage.catalog_version().await.unwrap() > version, "open windows read it again");
    provision(&till, None).await;
    assert_eq!(price(&till).await, None);
    assert_eq!(product(&till.storage).await.price_rule, Some(rule.clone()));
    till.storage.take_back_price_rule(rule.scope, &rule.target, &till.note()).await.unwrap();
    assert_eq!(product(&till.storage).await.price_rule, None);
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn what_an_order_really_cost_is_known_beside_what_the_product_cost_when_it_was_priced() {
    let till = Till::new().await;
    set(&till, Some("41")).await;
    assert_eq!(facts(&till).await.charged, None);
    let order = till.open("dear", ProductKind::Voucher, None).await;
    till.send(&order).await;
    till.step(&order, found("dear", CODE, Fate::Fulfilled(secrets(CODE)))).await;
    let sql = "update orders set cost = '9.90', cost_currency = 'USD' where id = ?";
    sqlx::query(sql).bind(order.as_str()).execute(&till.storage.writer).await.unwrap();
    let known = facts(&till).await;
    assert_eq!(known.cost_then, Some(money("9.50", "USD")));
    assert_eq!(known.charged, Some(money("9.90", "USD")));
    till.storage.keep_price(&card(), money("9.90", "USD"), &till.note()).await.unwrap();
    let known = facts(&till).await;
    assert_eq!(known.cost_then, Some(money("9.90", "USD")), "somebody saw it");
}

//! Rates of tax: which one a product has, and what of the orders' prices is tax in reports.

use crate::{
    Days, Provision,
    chain::story_tests::{Till, file, found, secrets, sixteen},
};
use domain::{
    ids::{ProductId, SaleId},
    money::Money,
    price::RuleScope,
    tax::{TaxIdentity, TaxRate, TaxRule},
};
use engine::ports::{Journal as _, Tenders as _, supplier::Fate};
use rust_decimal::Decimal;

fn of(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn rule(scope: RuleScope, target: &str, percent: &str) -> TaxRule {
    let rate = TaxRate::percent(of(percent)).unwrap();
    TaxRule { scope, target: target.to_owned(), rate }
}

async fn rate(till: &Till) -> Option<String> {
    let product = till.storage.product(&ProductId::new("palcards:5001")).await.unwrap().unwrap();
    product.tax.map(|rate| rate.to_string())
}

#[tokio::test]
async fn the_narrowest_rate_is_the_products_and_one_taken_back_leaves_the_wider() {
    let till = Till::new().await;
    assert_eq!(rate(&till).await, None, "a shop that says nothing taxes nothing");
    let version = till.storage.catalog_version().await.unwrap();
    till.storage.set_tax_rule(&rule(RuleScope::All, "", "16"), &till.note()).await.unwrap();
    assert!(till.storage.catalog_version().await.unwrap() > version, "open windows read it again");
    assert_eq!(rate(&till).await.as_deref(), Some("16"));
    let own = rule(RuleScope::Product, "palcards:5001", "0");
    till.storage.set_tax_rule(&own, &till.note()).await.unwrap();
    assert_eq!(rate(&till).await.as_deref(), Some("0"), "nothing is a rate too");
    let (scope, target) = (own.scope, own.target.as_str());
    till.storage.take_back_tax_rule(scope, target, &till.note()).await.unwrap();
    till.storage.take_back_tax_rule(scope, target, &till.note()).await.unwrap();
    assert_eq!(rate(&till).await.as_deref(), Some("16"));
    assert_eq!(till.storage.tax_rules().await.unwrap(), [rule(RuleScope::All, "", "16")]);
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn a_file_says_the_rates_and_without_one_it_takes_the_widest_back() {
    let till = Till::new().await;
    let identity = TaxIdentity { name: Some("VAT".to_owned()), number: Some("562001".to_owned()) };
    let said = Provision {
        tax: Some((identity.clone(), Some(sixteen()))),
        tax_rates: vec![rule(RuleScope::Supplier, "palcards", "5")],
        ..file()
    };
    till.storage.provision(&said, "test").await.unwrap();
    assert_eq!(rate(&till).await.as_deref(), Some("5"));
    assert_eq!(till.storage.tax_identity().await.unwrap(), identity);
    let silent = Provision { tax: Some((TaxIdentity::default(), None)), ..file() };
    till.storage.provision(&silent, "test").await.unwrap();
    assert_eq!(till.storage.tax_identity().await.unwrap(), TaxIdentity::default());
    let rules = till.storage.tax_rules().await.unwrap();
    assert_eq!(rules, [rule(RuleScope::Supplier, "palcards", "5")], "what is not in it stays");
    let nothing = Provision { tax: None, ..file() };
    till.storage.provision(&nothing, "test").await.unwrap();
    assert_eq!(rate(&till).await.as_deref(), Some("5"));
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn tax_is_owed_for_what_was_sold_and_not_for_what_went_back() {
    let till = Till::new().await;
    for (name, rate) in [("kept", Some(sixteen())), ("given", Some(sixteen())), ("free", None)] {
        till.open_with(name, |order| order.tax_rate = rate).await;
        let order = domain::ids::OrderId::new(format!("order-{name}"));
        till.send(&order).await;
        let code = format!("CODE-{name}-0001");
        till.step(&order, found(name, &code, Fate::Fulfilled(secrets(&code)))).await;
    }
    let report = async || {
        let days = Days { from: "2000-01-01".to_owned(), to: "2999-12-31".to_owned() };
        till.storage.sales_report(&days, "ILS".parse().unwrap()).await.unwrap()
    };
    let both = report().await;
    assert_eq!((both.total.net(), both.total.tax), (of("114.00"), of("10.48")));
    let price = Money::new(of("38.00"), "ILS".parse().unwrap());
    till.storage.give_cash_back(&SaleId::new("sale-given"), price, &till.note()).await.unwrap();
    let one = report().await;
    assert_eq!((one.total.net(), one.total.tax), (of("76.00"), of("5.24")));
    let [line] = one.taxes.as_slice() else { panic!("{:?}", one.taxes) };
    assert_eq!((line.figures.net(), line.figures.tax), (of("38.00"), of("5.24")));
    assert!(till.verify().await.is_ok(), "and the sums are what the orders come to");
    till.storage.rebuild_sums().await.unwrap();
    assert_eq!(report().await.taxes, one.taxes);
    let row: (String, String) =
        sqlx::query_as("select tax_rate, tax from v_orders where order_id = 'order-kept'")
            .fetch_one(&till.storage.readers)
            .await
            .unwrap();
    assert_eq!((row.0.as_str(), row.1.as_str()), ("16", "5.24"), "an accountant reads it");
}

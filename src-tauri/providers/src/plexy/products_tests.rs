use super::*;
use crate::tests::reply;
use domain::product::AmountError;

/// The supplier's own sample of a product, its numbers bare.
const SAMPLE: &str = r#"{"id":456,"name":"Steam Wallet","slug":"steam-wallet","category_id":1,
    "product_type_id":3,"region_code":"GLOBAL","currency_code":"USD","logo":"https://x/l.png",
    "price":10,"min_amount":5,"max_amount":200,"step":0.5,"description":"d","is_active":true}"#;

fn supplier() -> SupplierId {
    SupplierId::new("plexy")
}

fn one(body: &str) -> Product {
    read_product(&supplier(), &Kinds::documented(), &reply(200, body)).unwrap().unwrap()
}

#[test]
fn the_documented_product_is_a_top_up_of_any_amount_inside_its_bounds() {
    let product = one(SAMPLE);
    assert_eq!(product.id.as_str(), "plexy:456");
    assert_eq!((product.kind, product.active), (ProductKind::Topup, true));
    assert_eq!(format!("{:?}", product.face_value.unwrap()), "1 USD");
    // 10 is the price of an amount that nobody names: no cost of ours.
    assert_eq!((product.cost, product.price), (None, None));
    let amount = |text: &str| product.read_amount(parse_decimal(text).ok());
    assert!(amount("10.50").unwrap().is_some());
    for bad in ["4.50", "200.50", "10.25", "0"] {
        assert!(matches!(amount(bad), Err(AmountError::OutOfBounds { .. })), "{bad}");
    }
}

#[test]
fn a_products_numbers_may_be_texts() {
    let texts = SAMPLE
        .replace(r#""min_amount":5,"#, r#""min_amount":"5.00","#)
        .replace(r#""max_amount":200,"step":0.5"#, r#""max_amount":"200.00","step":"0.50""#);
    let (texts, numbers) = (one(&texts), one(SAMPLE));
    assert_eq!((texts.min, texts.max, texts.step), (numbers.min, numbers.max, numbers.step));
}

#[test]
fn a_card_has_a_fixed_price_and_no_bounds_whatever_zeros_stand_there() {
    let card = one(
        r#"{"id":501,"name":"PSN","product_type_id":1,"currency_code":"USD","price":"9.70","min_amount":0,"max_amount":0,"step":0,"is_active":false}"#,
    );
    assert_eq!(
        (card.kind, card.active, card.is_open_value()),
        (ProductKind::Voucher, false, false)
    );
    assert_eq!(format!("{:?}", card.cost.unwrap()), "9.70 USD");
    let transfer = one(r#"{"id":9,"product_type_id":2,"price":1}"#);
    assert_eq!((transfer.kind, transfer.is_open_value()), (ProductKind::Topup, false));
    assert_eq!((transfer.name.en.as_str(), transfer.cost), ("9", None), "no currency, no cost");
}

#[test]
fn a_top_up_without_bounds_takes_any_amount_above_zero_and_no_step_of_zero() {
    let product = one(
        r#"{"id":9,"product_type_id":3,"currency_code":"USD","min_amount":null,"max_amount":null,"step":0}"#,
    );
    assert!(product.is_open_value());
    assert!(product.read_amount(parse_decimal("0.01").ok()).unwrap().is_some());
    assert!(product.read_amount(parse_decimal("0").ok()).is_err());
}

#[test]
fn a_missing_product_is_none_and_an_unreadable_one_an_error() {
    let read = |status, body| read_product(&supplier(), &Kinds::documented(), &reply(status, body));
    assert_eq!(read(404, r#"{"error":{"message":"No such product"}}"#), Ok(None));
    assert!(read(404, "<html>").is_err());
    assert_eq!(read(200, "{}"), Err(SupplierError::Unreadable));
    assert!(read(500, r#"{"message":"x"}"#).is_err());
}

#[test]
fn types_are_a_bare_array_and_categories_may_be_a_page() {
    let types = read_kinds(&reply(200, r#"[{"id":1,"code":"redeem_card","name":"Redeem Card"}]"#));
    assert_eq!(types.unwrap()["1"], "redeem_card");
    let body = r#"{"items":[{"id":"2","name":"Gift Cards"},{"name":"no id"}],"total":1}"#;
    let categories = read_kinds(&reply(200, body)).unwrap();
    assert_eq!(categories.len(), 1);
    assert_eq!(categories["2"], "Gift Cards");
    assert_eq!(read_kinds(&reply(401, "[]")), Err(SupplierError::KeyOrAddress));
    let kinds = Kinds { categories, ..Kinds::documented() };
    let page = r#"{"items":[{"id":1,"category_id":2,"product_type_id":1}],"page":1,"pageSize":20,"total":1}"#;
    let (products, total) = read_products(&supplier(), &kinds, &reply(200, page)).unwrap();
    assert_eq!((products[0].category.as_deref(), total), (Some("gift-cards"), Some(1)));
}

#[test]
fn a_page_with_a_product_that_has_no_id_is_no_catalogue() {
    let page = r#"{"items":[{"id":1},{"name":"x"}],"total":2}"#;
    let read = read_products(&supplier(), &Kinds::documented(), &reply(200, page));
    assert_eq!(read, Err(SupplierError::Unreadable));
}

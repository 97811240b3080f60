use super::*;
use crate::tests::reply;

const ITEM: &str = r#"{"item_code":"GOOGLE-5USD-KOXx","product_name":"Google Play 5 USD","brand":"Google Play",
    "category":"Gift Cards","value":"5.00","price":4.90,"region":"US","currency":"USD","delivery_type":"DIGITAL","country_code":["US"]}"#;

fn read(data: &str) -> Result<CatalogPage, SupplierError> {
    let body = format!(r#"{{"success":true,"message":"ok","data":{data}}}"#);
    read_catalog(&SupplierId::new("cpp"), None, &reply(200, &body))
}

#[test]
fn cost_and_face_value_are_kept_apart() {
    let page = read(&format!(r#"{{"products":[{ITEM}],"pagination":{{"total":1}}}}"#)).unwrap();
    let product = &page.products[0];
    assert_eq!((product.id.as_str(), page.total), ("cpp:GOOGLE-5USD-KOXx", Some(1)));
    assert_eq!(format!("{:?}", product.cost.unwrap()), "4.90 USD");
    assert_eq!(format!("{:?}", product.face_value.unwrap()), "5.00 USD");
    assert_eq!((product.price, product.category.as_deref()), (None, Some("gift-cards")));
}

#[test]
fn an_accounts_own_currency_is_what_costs_are_in() {
    let body = format!(
        r#"{{"success":true,"data":{{"products":[{}]}}}}"#,
        ITEM.replace("USD\",\"del", "EUR\",\"del")
    );
    let page =
        read_catalog(&SupplierId::new("cpp"), "USD".parse().ok(), &reply(200, &body)).unwrap();
    assert_eq!(format!("{:?}", page.products[0].cost.unwrap()), "4.90 USD");
    assert_eq!(format!("{:?}", page.products[0].face_value.unwrap()), "5.00 EUR");
}

#[test]
fn the_list_is_found_under_any_likely_key_or_bare() {
    for data in [
        format!(r#"{{"products":[{ITEM}]}}"#),
        format!(r#"{{"items":[{ITEM}]}}"#),
        format!(r#"{{"data":[{ITEM}]}}"#),
        format!("[{ITEM}]"),
    ] {
        assert_eq!(read(&data).unwrap().products.len(), 1, "{data}");
    }
    assert_eq!(read(r#"{"state":"success"}"#), Err(SupplierError::Unreadable));
}

#[test]
fn what_cannot_be_handed_over_is_left_out_and_what_has_no_code_fails() {
    let physical = ITEM.replace("DIGITAL", "PHYSICAL");
    let page = read(&format!(r#"{{"products":[{physical}]}}"#)).unwrap();
    assert_eq!((page.items.len(), page.products.len()), (1, 0));
    assert_eq!(read(r#"{"products":[{"product_name":"x"}]}"#), Err(SupplierError::Unreadable));
}

#[test]
fn a_figure_that_is_no_amount_is_no_cost() {
    let strange = ITEM.replace("4.90", "\"4,90\"");
    let page = read(&format!(r#"{{"products":[{strange}]}}"#)).unwrap();
    assert_eq!(page.products[0].cost, None);
}

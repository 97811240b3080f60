//! The practice till's provisioning file sells what the fake sells, at the fake's prices.

use simulator::palcards::{Product, ProductKind, products};
use toml::{Table, Value};

fn shop() -> Table {
    simulator::PRACTICE_SHOP.parse().unwrap()
}

fn text<'a>(product: &'a Value, key: &str) -> &'a str {
    product[key].as_str().unwrap()
}

fn check(listed: &Value, sold: &Product) {
    let item = sold.item;
    let kind = match sold.kind {
        ProductKind::ChargingCard => "voucher",
        ProductKind::TopUp => "topup",
    };
    assert_eq!(text(listed, "kind"), kind, "{item}");
    assert_eq!(text(listed, "cost"), sold.price.to_string(), "{item}");
    assert_eq!(text(listed, "price"), sold.selling_price_ils.to_string(), "{item}");
    assert_eq!(text(listed, "face_value"), sold.face_value.to_string(), "{item}");
    assert_eq!(text(listed, "face_currency"), sold.face_currency, "{item}");
    assert_eq!(text(listed, "barcode"), sold.barcode, "{item}");
    assert_eq!(text(listed, "brand"), sold.brand, "{item}");
    assert_eq!(text(listed, "category"), sold.category, "{item}");
    assert_eq!(text(&listed["name"], "en"), sold.name_en, "{item}");
    assert_eq!(text(&listed["name"], "ar"), sold.name_ar, "{item}");
    let required = listed["required_info"].as_array().unwrap();
    let required: Vec<_> = required.iter().map(|info| text(info, "key")).collect();
    assert_eq!(required, sold.required, "{item}");
}

#[test]
fn every_product_of_the_file_is_sold_by_the_fake_at_that_cost() {
    let shop = shop();
    let listed = shop["product"].as_array().unwrap();
    assert_eq!(listed.len(), products().len());
    for product in listed {
        assert_eq!(text(product, "supplier"), "palcards");
        let sold = products().iter().find(|sold| text(product, "item") == sold.item.to_string());
        check(product, sold.unwrap());
    }
}

#[test]
fn the_file_is_a_practice_shop_without_anything_real() {
    let shop = shop();
    assert_eq!(shop["shop"]["practice"].as_bool(), Some(true));
    let supplier = &shop["supplier"].as_array().unwrap()[0];
    assert_eq!((text(supplier, "kind"), text(supplier, "environment")), ("palcards", "sandbox"));
    assert!(text(supplier, "base_url").starts_with("http://127.0.0.1:"));
    assert!(text(supplier, "api_key").starts_with("sk_practice_"));
    let printer = &shop["printer"].as_array().unwrap()[0];
    assert_eq!((text(printer, "kind"), text(printer, "address")), ("pdf", "receipts"));
}

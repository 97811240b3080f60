//! The practice till's provisioning file sells what the fakes sell, at the fakes' prices.

use simulator::{cardpluspay, palcards, plexy};
use toml::{Table, Value};

fn shop() -> Table {
    simulator::PRACTICE_SHOP.parse().unwrap()
}

fn text<'a>(product: &'a Value, key: &str) -> &'a str {
    product[key].as_str().unwrap()
}

fn required(product: &Value) -> Vec<&str> {
    let required = product["required_info"].as_array().unwrap();
    required.iter().map(|info| text(info, "key")).collect()
}

/// The products of one supplier in the file.
fn listed<'a>(shop: &'a Table, supplier: &str) -> Vec<&'a Value> {
    let products = shop["product"].as_array().unwrap();
    products.iter().filter(|product| text(product, "supplier") == supplier).collect()
}

/// Texts that must stand in the file as they are.
fn check(listed: &Value, item: &str, expected: &[(&str, String)]) {
    for (key, value) in expected {
        assert_eq!(text(listed, key), value, "{item}: {key}");
    }
}

fn names(listed: &Value) -> (&str, &str) {
    (text(&listed["name"], "en"), text(&listed["name"], "ar"))
}

#[test]
fn every_product_from_palcards_is_sold_by_the_fake_at_that_cost() {
    let shop = shop();
    let products = palcards::products();
    let listed = listed(&shop, "palcards");
    assert_eq!(listed.len(), products.len());
    for listed in listed {
        let item = text(listed, "item");
        let sold = products.iter().find(|sold| sold.item.to_string() == item).unwrap();
        let kind = match sold.kind {
            palcards::ProductKind::ChargingCard => "voucher",
            palcards::ProductKind::TopUp => "topup",
        };
        let expected = [
            ("kind", kind.to_owned()),
            ("cost", sold.price.to_string()),
            ("price", sold.selling_price_ils.to_string()),
            ("face_value", sold.face_value.to_string()),
            ("face_currency", sold.face_currency.clone()),
            ("barcode", sold.barcode.clone()),
            ("brand", sold.brand.clone()),
            ("category", sold.category.clone()),
        ];
        check(listed, item, &expected);
        assert_eq!(names(listed), (sold.name_en.as_str(), sold.name_ar.as_str()), "{item}");
        assert_eq!(required(listed), sold.required, "{item}");
    }
}

#[test]
fn every_product_from_plexy_is_sold_by_the_fake_for_that_charge() {
    let shop = shop();
    let products = plexy::products();
    let listed = listed(&shop, "plexy");
    assert_eq!(listed.len(), products.iter().filter(|product| product.is_active).count());
    for listed in listed {
        let item = text(listed, "item");
        let sold = products.iter().find(|sold| sold.id.to_string() == item).unwrap();
        let kind = if sold.range.is_some() { "topup" } else { "voucher" };
        let mut expected = vec![
            ("kind", kind.to_owned()),
            ("cost", sold.charge.to_string()),
            ("price", sold.selling_price_ils.to_string()),
            ("face_value", sold.face_value.to_string()),
            ("face_currency", sold.face_currency.clone()),
            ("barcode", sold.barcode.clone()),
            ("brand", sold.brand.clone()),
            ("category", sold.category.clone()),
        ];
        if let Some(range) = &sold.range {
            let bounds = [("min", range.min), ("max", range.max), ("step", range.step)];
            expected.extend(bounds.map(|(key, bound)| (key, bound.to_string())));
        }
        check(listed, item, &expected);
        assert!(sold.range.is_some() || listed.get("min").is_none(), "{item}: one amount only");
        assert_eq!(names(listed), (sold.name_en.as_str(), sold.name_ar.as_str()), "{item}");
        assert_eq!(required(listed), sold.required, "{item}");
    }
}

#[test]
fn every_product_from_cardpluspay_is_sold_by_the_fake_at_that_price() {
    let shop = shop();
    let items = cardpluspay::items();
    let listed = listed(&shop, "cardpluspay");
    assert_eq!(listed.len(), items.iter().filter(|item| item.shop.is_some()).count());
    for listed in listed {
        let item = text(listed, "item");
        let sold = items.iter().find(|sold| sold.item_code == item).unwrap();
        let in_shop = sold.shop.as_ref().unwrap();
        let expected = [
            ("kind", "voucher".to_owned()),
            ("cost", sold.price.to_string()),
            ("price", in_shop.selling_price_ils.to_string()),
            ("face_value", format!("{}.00", sold.value)),
            ("face_currency", sold.currency.clone()),
            ("barcode", in_shop.barcode.clone()),
            ("brand", sold.brand.clone()),
            ("category", in_shop.category.clone()),
        ];
        check(listed, item, &expected);
        assert_eq!(names(listed), (sold.name_en.as_str(), sold.name_ar.as_str()), "{item}");
        assert_eq!(required(listed), [""; 0], "{item}");
    }
}

#[test]
fn no_barcode_stands_twice_and_each_is_an_ean_13() {
    let shop = shop();
    let products = shop["product"].as_array().unwrap();
    let mut barcodes: Vec<_> = products.iter().map(|product| text(product, "barcode")).collect();
    for barcode in &barcodes {
        let digits: Vec<u32> = barcode.chars().filter_map(|digit| digit.to_digit(10)).collect();
        let weighted = digits.iter().zip([1, 3].into_iter().cycle());
        let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
        assert_eq!((digits.len(), sum % 10), (13, 0), "{barcode}");
    }
    barcodes.sort_unstable();
    barcodes.dedup();
    assert_eq!(barcodes.len(), products.len());
}

#[test]
fn the_file_is_a_practice_shop_without_anything_real() {
    let shop = shop();
    assert_eq!(shop["shop"]["practice"].as_bool(), Some(true));
    let suppliers = shop["supplier"].as_array().unwrap();
    let ids: Vec<_> = suppliers.iter().map(|supplier| text(supplier, "id")).collect();
    assert_eq!(ids, ["palcards", "plexy", "cardpluspay"]);
    for supplier in suppliers {
        assert_eq!(text(supplier, "kind"), text(supplier, "id"));
        assert_eq!(text(supplier, "environment"), "sandbox");
        assert!(text(supplier, "base_url").starts_with("http://127.0.0.1:700"));
        assert!(text(supplier, "api_key").contains("_practice_"));
    }
    assert_eq!(text(&suppliers[1], "agent_id"), plexy::AGENT_ID);
    let printer = &shop["printer"].as_array().unwrap()[0];
    assert_eq!((text(printer, "kind"), text(printer, "address")), ("pdf", "receipts"));
}

#[test]
fn both_processors_can_be_tried_and_every_currency_has_its_rate() {
    let shop = shop();
    let processors = shop["processor"].as_array().unwrap();
    let kinds: Vec<&str> = processors.iter().map(|processor| text(processor, "kind")).collect();
    assert_eq!(kinds, ["payerly", "mpg"]);
    assert_eq!(processors[1]["keyed_entry"], Value::Boolean(true));
    let own = text(&shop["shop"], "currency");
    let rates = shop["rate"].as_array().unwrap();
    for processor in processors {
        let currency = text(processor, "currency");
        let is_rated =
            rates.iter().any(|rate| text(rate, "base") == currency && text(rate, "quote") == own);
        assert!(currency == own || is_rated, "{currency}");
    }
}

use super::*;
use domain::{
    ids::SupplierId,
    money::{Money, parse_decimal},
    product::LocalName,
};

fn product(item: &str, name: &str, brand: &str) -> Product {
    let supplier = SupplierId::new("palcards");
    Product {
        id: ProductId::of(&supplier, item),
        supplier,
        item: item.into(),
        kind: ProductKind::Voucher,
        name: LocalName { en: name.into(), ar: String::new() },
        brand: Some(brand.into()),
        face_value: Some(Money::new(Decimal::ONE, "ILS".parse().unwrap())),
        cost: None,
        price: None,
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: Vec::new(),
        barcode: None,
        category: None,
        active: true,
    }
}

fn open_value(item: &str, name: &str, max: &str) -> Product {
    let (min, max) = (Some(Decimal::ONE), Some(parse_decimal(max).unwrap()));
    Product { min, max, kind: ProductKind::Topup, ..product(item, name, "Jawwal") }
}

fn shop() -> Index {
    let products = vec![
        open_value("1", "Jawwal any amount", "100"),
        product("2", "Jawwal 20", "Jawwal"),
        product("3", "PUBG 600 UC", "PUBG"),
        product("4", "PUBG 60 UC", "PUBG"),
        product("5", "PUBG 660 UC", "PUBG"),
    ];
    Index::new(products, Vec::new())
}

fn found(index: &Index, query: &str, amount: Option<(&str, Decimal)>) -> Vec<String> {
    let search = Search { query, amount, limit: 10, ..Search::default() };
    let (products, _) = index.search(search, &Standing::default());
    products.into_iter().map(|product| product.item.clone()).collect()
}

#[test]
fn a_number_finds_the_product_that_has_exactly_it() {
    assert_eq!(found(&shop(), "pubg 60", None)[0], "4");
    assert_eq!(found(&shop(), "pubg 660", None), ["5"]);
}

#[test]
fn an_amount_finds_what_has_it_in_its_name_and_then_what_takes_it() {
    let amount = |number: i64| Some(("jawwal", Decimal::from(number)));
    assert_eq!(found(&shop(), "jawwal 20", amount(20)), ["2", "1"]);
    assert_eq!(found(&shop(), "jawwal 35", amount(35)), ["1"]);
    assert!(found(&shop(), "jawwal 135", amount(135)).is_empty());
}

#[test]
fn shelves_are_the_shops_categories_then_kinds_then_brands() {
    assert_eq!(shop().shelves(), ["voucher", "topup", "brand:PUBG", "brand:Jawwal"]);
    let games = Product { category: Some("games".into()), ..product("1", "A", "A") };
    assert_eq!(Index::new(vec![games], Vec::new()).shelves(), ["games"]);
    let of_brand = Search { category: Some("brand:PUBG"), limit: 10, ..Search::default() };
    assert_eq!(shop().search(of_brand, &Standing::default()).1, 3);
}

#[test]
fn favourites_keep_their_order_and_unknown_ones_are_left_out() {
    let ids = ["palcards:5", "gone:1", "palcards:2", "palcards:5"].map(ProductId::new);
    let index = shop();
    let these = index.these(&ids, &Standing::default());
    let items: Vec<&str> = these.iter().map(|product| product.item.as_str()).collect();
    assert_eq!(items, ["5", "2"]);
}

#[test]
fn a_name_is_found_in_the_other_script_where_nothing_is_found_in_its_own() {
    let arabic = |item: &str, ar: &str| Product {
        name: LocalName { en: String::new(), ar: ar.into() },
        brand: None,
        ..product(item, "", "")
    };
    let products = vec![
        arabic("1", "شحن جوال 20"),
        arabic("2", "شحن جوال 50"),
        product("3", "PUBG 60 UC", "PUBG"),
        product("4", "PUBG 660 UC", "PUBG"),
    ];
    let index = Index::new(products, Vec::new());
    assert_eq!(found(&index, "jawwal 50", None), ["2"]);
    assert_eq!(found(&index, "jawwal", None), ["1", "2"]);
    assert_eq!(found(&index, "ببجي ٦٦٠", None), ["4"]);
    assert!(found(&index, "steam", None).is_empty());
    // What is found as it was typed is not mixed with what merely sounds so.
    assert_eq!(found(&index, "شحن", None), ["1", "2"]);
}

#[test]
fn linked_products_are_one_match_that_stands_where_the_better_of_them_would() {
    let ids = ["palcards:3", "palcards:5"].map(ProductId::new);
    let products = vec![
        product("1", "PUBG 1800 UC", "PUBG"),
        product("7", "Old PUBG", "PUBG"),
        product("3", "Six hundred PUBG", "PUBG"),
        product("5", "PUBG 600", "PUBG"),
    ];
    let link = Link { products: ids.to_vec(), pinned: Some(ids[0].clone()) };
    let index = Index::new(products, vec![link]);
    assert_eq!(index.linked().count(), 2);
    // It is found by either's name, and is the one that is bought now.
    assert_eq!(found(&index, "pubg", None), ["1", "3", "7"]);
    assert_eq!(found(&index, "600", None), ["3"]);
    let of_supplier =
        Search { query: "600", supplier: Some("palcards"), limit: 10, ..Search::default() };
    let (products, total) = index.search(of_supplier, &Standing::default());
    assert_eq!((products[0].item.as_str(), total), ("5", 1));
}

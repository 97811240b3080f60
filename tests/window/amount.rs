//! Open-value products: the customer chooses the amount, the till prices it.

use crate::language::{Language, in_both_languages};
use crate::till::Till;

const OPEN_VALUE: &str = "palcards:5023";
const PRODUCT: &str = r#"
[[product]]
supplier = "palcards"
item = "5023"
kind = "voucher"
name = { en = "Razer Gold, any amount", ar = "ريزر جولد، أي مبلغ" }
brand = "Razer Gold"
face_value = "10.00"
face_currency = "USD"
cost = "9.68"
price = "39.00"
min = "5"
max = "25"
step = "5"
"#;

in_both_languages!(an_open_value_is_chosen_within_its_bounds_and_priced_by_the_till,);

fn an_open_value_is_chosen_within_its_bounds_and_priced_by_the_till(language: Language) {
    let till = Till::open_with("amount", language, "", PRODUCT);
    till.click(&format!("product-{OPEN_VALUE}"));
    till.by("field-amount");
    assert!(!till.is_enabled("pay"), "it can be paid without an amount");
    till.type_into("field-amount", "12");
    till.click("search");
    till.wait_attr("field-amount", "aria-invalid", "true");
    assert!(!till.is_enabled("pay"), "an amount between two steps can be paid");
    till.shoot("light-amount");

    till.type_into("field-amount", "١٥");
    till.click("pay");
    till.click("tender-cash");
    till.type_into("cash-received", "60");
    till.wait_attr("change", "data-amount", "1.50");
    let words = till.words();
    let currency = language.types("USD", "دولار");
    assert!(words.contains("15") && words.contains(currency), "{words}");
    till.click("confirm");
    till.wait_state("delivered");
    assert_eq!(till.only_order()["price"], "58.50");
}

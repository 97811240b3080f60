//! Selling without a mouse: the keys and the barcode scanner.

use serde_json::json;
use xtask::window::keys::{CONTROL, F2, F3, F9};

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER, VOUCHER_BARCODE, hook};

in_both_languages!(
    a_voucher_is_sold_by_keyboard_alone,
    a_scan_adds_its_product_wherever_the_focus_is_and_leaves_no_digits,
    an_unknown_barcode_presses_nothing,
    a_scan_while_paying_changes_nothing,
);

fn a_voucher_is_sold_by_keyboard_alone(language: Language) {
    let till = Till::open("sell-by-keyboard", language);
    till.press(&[F2]);
    till.wait_focus("search");
    till.type_slowly(language.types("pu", "بب"));
    till.by(&format!("product-{VOUCHER}"));
    till.enter();
    till.by("basket-line");
    till.press(&[F3]);
    till.wait_focus("phone");
    till.type_slowly("٠٥٩٩١٢٣٤٥٦");
    till.press(&[F9]);
    till.by("tender-cash");
    till.press(&[CONTROL, '1']);
    till.wait_focus("cash-received");
    till.type_slowly("200");
    till.wait_attr("change", "data-amount", "162.00");
    till.enter();
    till.wait_state("delivered");

    let order = till.only_order();
    assert_eq!(order["state"], "delivered");
    assert_eq!(order["phone"], "+970599123456");
    let code = order["secrets"][0]["value"].as_str().unwrap();
    assert_eq!(till.attr("code", "data-masked").as_deref(), Some("true"));
    assert!(!till.text("code").contains(code));
    till.session().send_keys(&till.by("reveal"), &xtask::window::keys::ENTER.to_string()).unwrap();
    till.wait_attr("code", "data-masked", "false");
    assert_eq!(till.text("code"), code);

    blur(&till);
    till.enter_after_reading();
    till.wait_gone("sale-state");
    till.wait_gone("basket-line");
    assert_eq!(till.raseed(&["orders"]).len(), 1, "Enter on the result sold again");
}

fn a_scan_adds_its_product_wherever_the_focus_is_and_leaves_no_digits(language: Language) {
    let till = Till::open("scan", language);
    till.press(&[F2]);
    till.wait_focus("search");
    till.scan(VOUCHER_BARCODE);
    till.wait_attr("basket-line", "data-product-id", VOUCHER);
    assert_eq!(value(&till, "search"), "");

    till.press(&[F3]);
    till.wait_focus("phone");
    till.scan(VOUCHER_BARCODE);
    till.wait_attr("basket-line", "data-quantity", "2");
    assert_eq!(value(&till, "phone"), "");
}

fn an_unknown_barcode_presses_nothing(language: Language) {
    let till = Till::open("scan-unknown", language);
    till.click(&format!("product-{VOUCHER}"));
    till.by("basket-line");
    till.scan("4006381333931");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(till.all("basket-line").len(), 1);
    assert_eq!(till.attr("basket-line", "data-quantity").as_deref(), Some("1"));
    assert!(till.all("sale-state").is_empty());
}

fn a_scan_while_paying_changes_nothing(language: Language) {
    let till = Till::open("scan-while-paying", language);
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.press(&[CONTROL, '1']);
    till.wait_focus("cash-received");
    till.scan(VOUCHER_BARCODE);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(till.all("sale-state").is_empty(), "the scan's Enter confirmed the sale");
    assert_eq!(value(&till, "cash-received"), "");
    assert!(till.raseed(&["orders"]).is_empty());
}

/// What stands in a field.
fn value(till: &Till, testid: &str) -> String {
    let script = "return document.querySelector(arguments[0]).value";
    let value = till.session().execute(script, &[json!(hook(testid))]).unwrap();
    value.as_str().unwrap().to_owned()
}

/// Takes the focus off the button pressed last, as a click beside it does.
fn blur(till: &Till) {
    till.session().execute("document.activeElement?.blur()", &[]).unwrap();
}

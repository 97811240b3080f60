//! Selling with the mouse.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER, hook};

in_both_languages!(
    a_voucher_is_sold_by_mouse_and_its_code_is_shown_only_when_asked_for,
    pressing_confirm_twice_makes_one_sale,
    what_was_typed_survives_a_step_back,
);

fn a_voucher_is_sold_by_mouse_and_its_code_is_shown_only_when_asked_for(language: Language) {
    let till = Till::open("sell-by-mouse", language);
    assert!(till.words().contains(&language.says("practice-band")), "{}", till.words());
    till.click(&format!("product-{VOUCHER}"));
    till.wait_attr("basket-line", "data-product-id", VOUCHER);
    assert_eq!(till.attr("basket-line", "data-quantity").as_deref(), Some("1"));
    till.click("pay");
    till.click("tender-cash");
    till.type_into("cash-received", "50");
    till.wait_attr("change", "data-amount", "12.00");
    till.click("confirm");
    till.wait_state("delivered");

    let order = till.only_order();
    let secret = |label: &str| {
        let secrets = order["secrets"].as_array().unwrap();
        secrets.iter().find(|secret| secret["label"] == label).unwrap()["value"].as_str().unwrap()
    };
    let shown = |label: &str| {
        let css = format!("{}[data-label=\"{label}\"]", hook("code"));
        let element = till.session().find(&css).unwrap().unwrap();
        till.session().text_content(&element).unwrap()
    };
    assert_eq!(till.attr("code", "data-masked").as_deref(), Some("true"));
    assert_eq!(till.attr("code", "data-order-id").as_deref(), order["id"].as_str());
    assert!(!shown("code").contains(secret("code")));
    assert!(!shown("pin").contains(secret("pin")));
    till.click("reveal");
    till.wait_attr("code", "data-masked", "false");
    assert_eq!(shown("code"), secret("code"));
    assert_eq!(shown("pin"), secret("pin"));
    let direction = "return getComputedStyle(document.querySelector(arguments[0])).direction";
    let direction = till.session().execute(direction, &[hook("code").into()]).unwrap();
    assert_eq!(direction, "ltr");

    till.click("new-sale");
    till.wait_gone("basket-line");
    assert!(!till.is_enabled("pay"), "an empty basket can be paid");
}

fn pressing_confirm_twice_makes_one_sale(language: Language) {
    let till = Till::open("confirm-twice", language);
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.click("tender-cash");
    till.type_into("cash-received", "38");
    till.by("confirm");
    // Both clicks reach the page before it can draw anything.
    let twice = "const it = document.querySelector(arguments[0]); it.click(); it.click();";
    till.session().execute(twice, &[hook("confirm").into()]).unwrap();
    till.wait_state("delivered");
    assert_eq!(till.raseed(&["orders"]).len(), 1);
    assert_eq!(till.sold_upstream().len(), 1);
}

fn what_was_typed_survives_a_step_back(language: Language) {
    let till = Till::open("step-back", language);
    till.click(&format!("product-{VOUCHER}"));
    till.type_into("phone", "0599123456");
    till.click("pay");
    till.by("tender-cash");
    till.press(&[xtask::window::keys::ESCAPE]);
    till.wait_gone("tender-cash");
    let value = "return document.querySelector(arguments[0]).value";
    let value = till.session().execute(value, &[hook("phone").into()]).unwrap();
    let digits: String = value.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert!(digits.ends_with("599123456"), "{value}");
}

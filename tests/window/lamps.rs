//! The lamps of suppliers and processors, in the real window.

use std::time::Duration;

use serde_json::json;

use crate::till::{Till, VOUCHER};

/// What a sale has just heard is on the rail this soon: long before the next minute's question.
const AT_ONCE: Duration = Duration::from_secs(6);

/// All accounts are asked one after the other, a slow one among them.
const ASKED_MAX: Duration = Duration::from_secs(60);

#[test]
fn a_trouble_is_on_the_rail_by_its_name_and_the_settings_say_what_to_do() {
    let mut till = Till::open("lamps");
    till.session().wait_for("[data-testid=lamps] .done", ASKED_MAX).unwrap();
    till.practice.pull("settings", &json!({ "balance": { "USD": "0.10" } })).unwrap();
    till.fault(json!({ "upstream": "payerly", "kind": "unauthorized", "times": 50 }));
    till.restart();
    let lit = |upstream: &str, state: &str| {
        let lamp = format!("[data-upstream={upstream}][data-state={state}]");
        till.session().wait_for(&lamp, ASKED_MAX).unwrap();
    };
    lit("palcards", "out_of_money");
    lit("payerly", "wrong_key");
    till.choose("language-en");
    assert!(till.text("lamps").contains("Out of money"), "{}", till.text("lamps"));
    till.click("nav-settings");
    till.wait_attr("lamp-palcards", "data-state", "out_of_money");
    assert!(till.text("lamp-palcards").contains("pay into the wallet"));
    assert!(till.text("lamp-payerly").contains("does not accept the key"));
    till.shoot("lamps-en");
    till.choose("language-ar");
    till.wait_root("lang", "ar");
    let hint = "[data-testid=lamp-palcards] .note";
    let is_arabic = || {
        let note = till.session().wait_for(hint, ASKED_MAX)?;
        Ok(till.session().text_content(&note)?.contains("المالك").then_some(()))
    };
    xtask::window::webdriver::wait_until("the hint in Arabic", ASKED_MAX, is_arabic).unwrap();
    till.shoot("lamps-ar");
}

#[test]
fn a_sale_that_hears_of_a_trouble_lights_the_lamp_at_once_and_the_next_good_one_puts_it_out() {
    let till = Till::open("lamps-at-once");
    till.session().wait_for("[data-testid=lamps] .done", ASKED_MAX).unwrap();
    let lit = |lamp: &str| {
        till.session().wait_for(&format!("[data-testid=lamps] {lamp}"), AT_ONCE).unwrap();
    };
    till.practice.pull("settings", &json!({ "address_refused": true })).unwrap();
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("refused");
    lit("[data-upstream=palcards][data-state=address_changed]");
    till.practice.pull("settings", &json!({ "address_refused": false })).unwrap();
    till.enter_after_reading();
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    lit(".done");
}

//! The lamps of suppliers and processors, in the real window.

use std::time::Duration;

use serde_json::json;
use xtask::window::webdriver::wait_until;

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

/// What a sale has just heard is on the rail this soon: long before the next minute's question.
const AT_ONCE: Duration = Duration::from_secs(6);

/// All accounts are asked one after the other, a slow one among them.
const ASKED_MAX: Duration = Duration::from_secs(60);

in_both_languages!(
    a_trouble_is_on_the_rail_by_its_name_and_the_settings_say_what_to_do,
    a_sale_that_hears_of_a_trouble_lights_the_lamp_at_once_and_the_next_good_one_puts_it_out,
);

fn a_trouble_is_on_the_rail_by_its_name_and_the_settings_say_what_to_do(language: Language) {
    let mut till = Till::open("lamps", language);
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
    let lit = till.text("lamps");
    assert!(lit.contains(&language.says("upstream-out_of_money")), "{lit}");
    till.click("nav-settings");
    till.wait_attr("lamp-palcards", "data-state", "out_of_money");
    let says = |language: Language, lamp: &str, key: &str| {
        let what = language.says_of(key, &[("what", lamp)]);
        let hint = || Ok(till.text(&format!("lamp-{lamp}")).contains(&what).then_some(()));
        wait_until(&what, ASKED_MAX, hint).unwrap();
    };
    says(language, "palcards", "health-out-of-money-hint");
    says(language, "payerly", "health-wrong-key");
    till.shoot("lamps");
    let other = language.other();
    till.choose(&format!("language-{}", other.code()));
    till.wait_root("lang", other.code());
    says(other, "palcards", "health-out-of-money-hint");
}

fn a_sale_that_hears_of_a_trouble_lights_the_lamp_at_once_and_the_next_good_one_puts_it_out(
    language: Language,
) {
    let till = Till::open("lamps-at-once", language);
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

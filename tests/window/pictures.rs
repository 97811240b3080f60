//! Pictures of every screen in both languages and both colours, for people to look at:
//! `target/window-shots`.

use serde_json::json;

use crate::language::Language::English;
use crate::till::{TOP_UP, Till, VOUCHER};

#[test]
fn every_screen_can_be_drawn_in_both_languages_and_colours() {
    let till = Till::open("pictures", English);
    // Each time another account: the same one again within half an hour would be asked about.
    let mut accounts = 123_456_781..;
    for language in ["en", "ar"] {
        till.choose(&format!("language-{language}"));
        till.wait_root("lang", language);
        for theme in ["light", "dark"] {
            if till.root("data-theme") != json!(theme) {
                till.choose("theme");
            }
            till.wait_root("data-theme", theme);
            let account = accounts.next().unwrap();
            draw(&till, &format!("{language}-{theme}"), &account.to_string());
        }
    }
}

/// One sale, and the screens around it.
fn draw(till: &Till, look: &str, account: &str) {
    let shoot = |screen: &str| till.shoot_as(&format!("{look}-{screen}"));
    till.click("nav-sell");
    till.by(&format!("product-{VOUCHER}"));
    shoot("sell");
    till.click(&format!("product-{TOP_UP}"));
    till.type_into("field-accountId", account);
    till.click("check");
    till.wait_attr("check-result", "data-ok", "true");
    shoot("check");
    till.click("pay");
    till.click("tender-cash");
    till.type_into("cash-received", "50");
    till.wait_attr("change", "data-amount", "12.00");
    shoot("pay");
    till.click("confirm");
    till.wait_state("delivered");
    shoot("topped-up");
    till.click("new-sale");
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    shoot("delivered");
    till.click("reveal");
    till.wait_attr("code", "data-masked", "false");
    shoot("code");
    till.click("print");
    till.by("print-result");
    till.click("new-sale");
    for screen in ["orders", "attention", "shift", "settings"] {
        till.click(&format!("nav-{screen}"));
        till.wait_gone("new-sale");
        shoot(screen);
    }
    till.click("open-printers");
    till.by("print-job");
    shoot("printers");
    till.click("back");
    till.click("open-slips");
    till.by("slip-preview");
    shoot("slips");
    till.click("back");
}

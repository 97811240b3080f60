//! Prices in the window: set by hand and sold at, and a rule that somebody takes back.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(a_price_set_in_the_window_is_what_the_next_customer_pays,);

fn a_price_set_in_the_window_is_what_the_next_customer_pays(language: Language) {
    let till = Till::open("prices", language);
    till.open_settings("open-prices");
    till.type_into("prices-search", language.types("pubg 660", "ببجي 660"));
    till.click(&format!("price-{VOUCHER}"));
    till.type_into("price-new", "٤٢");
    till.shoot("price-dialog");
    till.click("price-save");
    till.wait_gone("price-new");
    till.wait_attr("price-row", "data-source", "own");
    till.shoot("prices");
    till.click("prices-rules");
    till.by("rules-none");
    till.shoot("price-rules");
    till.raseed(&["prices", "--rule", "all", "--percent-on-cost", "8"]);
    till.click("prices-list");
    till.type_into("prices-search", language.types("pubg", "ببجي"));
    till.click("prices-rules");
    till.wait_attr("rule", "data-scope", "all");
    till.click("rule-remove");
    till.by("rules-none");

    till.click("nav-sell");
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("42");
    till.wait_state("delivered");
    assert_eq!(till.only_order()["price"], "42.00");
    assert!(till.raseed(&["prices", "--rules"]).is_empty());
    assert_eq!(till.raseed(&["verify"])[0]["ok"], true);
}

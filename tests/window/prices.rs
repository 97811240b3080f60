//! Prices in the window: set by hand and sold at, and a rule that somebody takes back.

use crate::till::{Till, VOUCHER};

#[test]
fn a_price_set_in_the_window_is_what_the_next_customer_pays() {
    let till = Till::open("prices");
    till.click("nav-settings");
    till.click("open-prices");
    till.type_into("prices-search", "pubg 660");
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
    till.type_into("prices-search", "pubg");
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

//! A sale that takes long stands in nobody's way, and its end is told.

use serde_json::json;

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

/// Free Fire 1188 diamonds card: 37.00 ILS.
const OTHER: &str = "palcards:5012";

in_both_languages!(
    the_next_customer_is_served_while_the_first_sale_waits_and_its_end_is_told,
    a_sale_that_was_set_aside_comes_back_when_nobody_is_busy,
);

fn the_next_customer_is_served_while_the_first_sale_waits_and_its_end_is_told(language: Language) {
    let till = Till::open("waiting-room", language);
    till.fault(json!({ "upstream": "palcards", "kind": "hold", "times": 1 }));
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("waiting");
    till.by("parked-sale");
    till.shoot("light-parked");
    assert!(till.is_enabled("new-sale"), "the clerk is kept waiting");
    assert!(!till.is_enabled("pay") && !till.is_enabled("confirm"), "it can be paid again");

    till.click(&format!("product-{OTHER}"));
    till.wait_gone("parked-sale");
    till.wait_attr("waiting-chip", "data-waiting", "1");
    till.pay_cash("37");
    till.wait_state("delivered");
    till.click("new-sale");
    till.wait_gone("sale-state");

    // Somebody is in the middle of the third sale when the first one ends.
    till.click(&format!("product-{OTHER}"));
    let first = till.sold_upstream().into_iter().find(|order| order["item"] == 5001).unwrap();
    till.end_upstream(&first, "success");
    till.wait_settled("waiting-chip", "data-ready", "1");
    till.by("notice");
    till.shoot("light-ended");
    till.click("waiting-chip");
    till.click("waiting-sale");
    till.wait_state("delivered");
    till.click("print");
    till.by("print-result");
    till.click("reveal");
    till.wait_attr("code", "data-masked", "false");
    assert_eq!(till.text("code"), first_code(&till));
    till.click("new-sale");
    till.wait_attr("basket-line", "data-product-id", OTHER);
    till.wait_gone("waiting-chip");
    assert_eq!(till.sold_upstream().len(), 2, "bought twice");
}

fn a_sale_that_was_set_aside_comes_back_when_nobody_is_busy(language: Language) {
    let till = Till::open("waiting-comes-back", language);
    till.fault(json!({ "upstream": "palcards", "kind": "hold", "times": 1 }));
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("waiting");
    till.by("parked-sale");
    till.end_upstream(&till.sold_upstream()[0], "failed");
    till.wait_state("refused");
    till.wait_gone("parked-sale");
    assert_eq!(till.attr("give-back", "data-amount").as_deref(), Some("38.00"));
    till.enter_after_reading();
    till.wait_gone("sale-state");
}

/// The code of the sale that waited, by the till's own books.
fn first_code(till: &Till) -> String {
    let orders = till.raseed(&["orders"]);
    let first = orders.iter().find(|order| order["product_id"] == VOUCHER).unwrap();
    let id = first["id"].as_str().unwrap();
    let order = till.raseed(&["order", id, "--reveal"]).remove(0);
    order["secrets"][0]["value"].as_str().unwrap().to_owned()
}

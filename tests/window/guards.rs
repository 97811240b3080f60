//! Guards before paying: what stops, what is shown, and what is kept of who went on.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};
use serde_json::Value;

const CUSTOMER: &str = "0599 777 123";
const PEOPLE: &str = r#"
[shield]
high_value = "30.00"
in_a_row = 2

[[clerk]]
name = "سامي"
pin = "4821"
role = "clerk"

[[clerk]]
name = "منى"
pin = "7777"
role = "manager"

[[clerk]]
name = "هاني"
pin = "90210"
role = "owner"
"#;

fn overridden(order: &Value) -> Vec<(String, String)> {
    let events = order["events"].as_array().unwrap().iter();
    let said = |event: &Value| {
        let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
        (text("kind") == "guard_overridden").then(|| (text("clerk"), text("detail")))
    };
    events.filter_map(said).collect()
}

in_both_languages!(
    the_same_for_the_same_number_is_shown_before_it_is_sold_again,
    cards_in_a_row_ask_and_what_sounds_like_a_scam_needs_a_manager,
);

fn the_same_for_the_same_number_is_shown_before_it_is_sold_again(language: Language) {
    let till = Till::open("guard-again", language);
    let sell = || {
        till.click(&format!("product-{VOUCHER}"));
        till.type_into("phone", CUSTOMER);
        till.click("pay");
    };
    sell();
    till.click("confirm");
    till.wait_state("delivered");
    till.click("new-sale");
    sell();
    till.wait_attr("guard", "data-guard", "same_again");
    let first = till.raseed(&["orders"]).remove(0);
    assert_eq!(till.attr("guard-earlier", "data-order-id").as_deref(), first["id"].as_str());
    till.shoot("light-guard-same-again");
    // The first choice is the safe one, and what was typed is still there.
    till.click("guard-back");
    till.wait_gone("guard");
    let typed = "return document.querySelector('[data-testid=phone]').value";
    assert_eq!(till.session().execute(typed, &[]).unwrap(), CUSTOMER);
    till.click("pay");
    till.click("guard-go");
    till.wait_gone("guard");
    till.click("confirm");
    till.wait_state("delivered");
    let orders = till.raseed(&["orders"]);
    assert_eq!(orders.len(), 2);
    let second = till.raseed(&["order", orders[0]["id"].as_str().unwrap()]).remove(0);
    assert_eq!(overridden(&second), [(String::new(), "same_again".to_owned())]);
    assert_eq!(till.raseed(&["verify"])[0]["ok"], true);
}

fn cards_in_a_row_ask_and_what_sounds_like_a_scam_needs_a_manager(language: Language) {
    let till = Till::open_with("guard-scam", language, "", PEOPLE);
    till.type_into("pin", "4821");
    till.enter();
    till.click(&format!("product-{VOUCHER}"));
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.wait_attr("guard", "data-guard", "scam");
    assert!(till.words().contains(&language.says("stop-scam-banner")), "{}", till.words());
    assert!(!till.is_enabled("guard-go"), "nobody asked the customer");
    till.click("reply-for_someone_known-yes");
    till.click("reply-is_directed-yes");
    till.click("reply-is_asked_for_codes-no");
    assert!(!till.is_enabled("guard-go"), "nobody said why");
    let reason = language.types("his son is with him", "ابنه معه");
    till.type_into("guard-reason", reason);
    till.shoot("light-guard-scam");
    till.click("guard-go");
    till.wait_focus("manager-pin");
    // A clerk's own PIN is right and is not enough.
    till.type_into("manager-pin", language.types("4821", "٤٨٢١"));
    till.click("grant-do");
    till.wait_attr("grant", "data-refused", "not_allowed");
    till.shoot("light-guard-grant");
    till.type_into("manager-pin", "7777");
    till.click("grant-do");
    till.wait_gone("guard");
    till.click("confirm");
    till.wait_state("delivered");
    let orders = till.raseed_as("هاني", "90210", &["orders"]);
    let first = orders.last().unwrap()["id"].as_str().unwrap();
    let order = till.raseed_as("هاني", "90210", &["order", first]).remove(0);
    assert_eq!(overridden(&order), [("منى".to_owned(), format!("scam: {reason}"))]);
}

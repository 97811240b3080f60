//! The orders screen, and the screen of suppliers and payment companies.

use serde_json::json;
use xtask::window::keys;

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(
    a_clerk_finds_an_order_by_its_codes_last_four_and_a_manager_gives_its_money_back,
    an_owners_new_key_is_tried_first_and_used_from_then_on_without_a_restart,
);

fn a_clerk_finds_an_order_by_its_codes_last_four_and_a_manager_gives_its_money_back(
    language: Language,
) {
    let till = Till::open("orders", language);
    till.raseed(&["sell", "--product", VOUCHER]);
    till.raseed(&["sell", "--product", "palcards:5003"]);
    let order = &till.raseed(&["orders", "--query", "pubg 660"])[0];
    let code = order["secrets"][0]["value"].as_str().unwrap();
    let tail: String = code.chars().skip(4).collect();

    till.press(&[keys::CONTROL, 'f']);
    till.wait_focus("orders-search");
    till.type_slowly(&tail);
    let found =
        format!("[data-testid=order-row][data-order-id='{}']", order["id"].as_str().unwrap());
    till.session().wait_for(&found, std::time::Duration::from_secs(20)).unwrap();
    assert_eq!(till.all("order-row").len(), 1);
    till.enter();
    till.click("order-refund");
    till.type_into("refund-reason", language.types("the code does not work", "الرمز لا يعمل"));
    till.click("refund-do");
    till.wait_gone("refund-do");
    let sale = order["sale_id"].as_str().unwrap();
    let sales = till.raseed(&["orders", "--query", "pubg 660"]);
    assert_eq!(sales[0]["state"], json!("delivered"), "an order's end never changes");
    // Given back once, and no more.
    let again =
        till.practice.till().args(["--json", "refund", sale, "--reason", "x"]).output().unwrap();
    assert_eq!(again.status.code(), Some(2));
    till.wait_gone("order-refund");
}

fn an_owners_new_key_is_tried_first_and_used_from_then_on_without_a_restart(language: Language) {
    let till = Till::open("accounts", language);
    let shop = xtask::practice::shop::text().unwrap();
    let mut words = shop.split('"').filter(|word| word.starts_with("sk_practice"));
    let only = json!({ "upstream": "palcards", "api_key": words.next() });
    till.practice.pull("settings", &only).unwrap();
    till.open_settings("open-accounts");
    till.wait_attr("account-palcards", "data-state", "ok");
    let card = till.by("account-palcards");
    assert!(!till.session().text_content(&card).unwrap().contains("sk_practice"));
    till.click("account-change-key");
    till.type_into("new-key", "sk_wrong_0000");
    till.click("key-try");
    till.by("key-refused");
    // The old one still buys.
    till.raseed(&["sell", "--product", VOUCHER]);
    till.click("key-anyway");
    // This window asks with it from now on.
    let turned_away =
        "[data-testid=account-palcards]:is([data-state=wrong_key], [data-state=address_changed])";
    till.session().wait_for(turned_away, std::time::Duration::from_secs(20)).unwrap();
}

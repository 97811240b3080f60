//! Money that is no cash: a pay page shown as a QR, backing out of it, a card keyed in.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use xtask::window::keys;
use xtask::window::webdriver::wait_until;

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER, hook};

const GOOD: &str = "4111111111111111";
const DECLINED: &str = "4000000000000002";
const SECURITY_CODE: &str = "9173";

in_both_languages!(
    a_pay_page_is_shown_until_it_is_paid_and_only_then_something_is_bought,
    a_page_the_counter_gave_up_buys_nothing_and_late_money_goes_back,
    a_paid_page_is_not_given_up,
    a_keyed_card_pays_once_and_is_kept_nowhere,
);

fn a_pay_page_is_shown_until_it_is_paid_and_only_then_something_is_bought(language: Language) {
    let till = Till::open("pay_page", language);
    show_page(&till);
    let side = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
        return Math.min(box.width, box.height);";
    let side = till.session().execute(side, &[json!(hook("pay-qr"))]).unwrap();
    assert!(side.as_f64().unwrap() >= 200.0, "{side}");
    assert_eq!(till.attr("sale-state", "data-state").as_deref(), Some("prepared"));
    assert_eq!(till.sold_upstream(), [] as [Value; 0]);
    till.shoot("pay-qr");

    let order = page_of(&till);
    let url = till.attr("pay-qr", "data-url").unwrap();
    assert!(url.starts_with("http://127.0.0.1:") && url.contains("/pay/"), "{url}");
    act(&till, &order, json!({ "action": "pay" }));
    till.wait_state("delivered");
    till.wait_gone("pay-qr");
    till.click("reveal");
    till.wait_attr("code", "data-masked", "false");
    assert_eq!(till.sold_upstream().len(), 1);
    assert_eq!(page_of(&till)["net"], "10.27");
}

fn a_page_the_counter_gave_up_buys_nothing_and_late_money_goes_back(language: Language) {
    let till = Till::open_with("give_up", language, "settle_window = \"2s\"", "");
    show_page(&till);
    let order = page_of(&till);
    till.click("page-cancel");
    till.click("page-cancel-yes");
    till.wait_state("cancelled");
    till.shoot("cancelled");
    act(&till, &order, json!({ "action": "pay" }));
    till.wait_settled("card-money", "data-state", "refunded");
    assert_eq!(page_of(&till)["net"], "0.00");
    assert_eq!(till.sold_upstream(), [] as [Value; 0]);

    // The same basket, another way: by keyboard alone.
    till.click("pay-again");
    till.press(&[keys::CONTROL, '1']);
    till.wait_focus("cash-received");
    till.enter();
    till.wait_state("delivered");
    assert_eq!(till.sold_upstream().len(), 1);
}

fn a_paid_page_is_not_given_up(language: Language) {
    let till = Till::open_with("paid_not_given_up", language, "poll_max = \"60s\"", "");
    show_page(&till);
    // The waits between two looks have doubled to 20 s: the last look before giving up finds it paid.
    let looked = wait_until("seven looks", Duration::from_secs(60), || {
        Ok((page_of(&till)["reads"].as_u64() >= Some(7)).then_some(()))
    });
    looked.unwrap();
    act(&till, &page_of(&till), json!({ "action": "pay" }));
    till.click("page-cancel");
    till.click("page-cancel-yes");
    till.wait_state("delivered");
    assert_eq!(page_of(&till)["net"], "10.27");
}

fn a_keyed_card_pays_once_and_is_kept_nowhere(language: Language) {
    let till = Till::open("keyed", language);
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.click("tender-mpg");
    key_in(&till, DECLINED);
    till.shoot("card");
    till.click("confirm");
    till.wait_state("cancelled");
    till.shoot("declined");
    till.click("pay-again");
    till.wait_focus("card-number");
    key_in(&till, GOOD);
    till.click("confirm");
    till.wait_state("delivered");
    assert_eq!(till.sold_upstream().len(), 1);
    // What was asked of the processor has its answer.
    till.wait_attr("card-money", "data-state", "paid");
    let told = till.text("card-money");
    assert!(!told.contains(&language.says("money-in-doubt")), "{told}");

    let page = till.session().execute("return document.documentElement.outerHTML", &[]).unwrap();
    for secret in [GOOD, DECLINED, SECURITY_CODE] {
        assert!(!page.as_str().unwrap().contains(secret), "the page still holds {secret}");
        for file in files(till.practice.data_dir()) {
            let bytes = std::fs::read(&file).unwrap_or_default();
            assert!(!stands_in(&bytes, secret), "{} holds {secret}", file.display());
        }
    }
}

/// Whether these digits stand there by themselves: four of them are also a part of some time or id.
fn stands_in(bytes: &[u8], secret: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let places = bytes.windows(secret.len()).enumerate();
    places.filter(|(_, window)| *window == secret.as_bytes()).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !is_digit(before) && !is_digit(bytes.get(at + secret.len()))
    })
}

/// One voucher, to be paid on a page that is now shown.
fn show_page(till: &Till) {
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.click("tender-payerly");
    till.wait_focus("confirm");
    till.click("confirm");
    till.by("pay-qr");
}

/// Types a card, with pauses: what comes as fast as a scan is one.
fn key_in(till: &Till, number: &str) {
    for (field, text) in
        [("card-number", number), ("card-ends", "12/31"), ("card-code", SECURITY_CODE)]
    {
        till.click(field);
        till.type_slowly(text);
    }
}

/// The one order at Payerly.
fn page_of(till: &Till) -> Value {
    let truth = till.practice.truth("payerly").unwrap();
    let orders = truth["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 1, "{orders:#?}");
    orders[0].clone()
}

fn act(till: &Till, order: &Value, mut act: Value) {
    act["upstream"] = json!("payerly");
    let id = order["id"].as_str().unwrap();
    till.practice.pull(&format!("orders/{id}"), &act).unwrap();
}

/// Every file of a folder and its folders, the web view's own included.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

//! What needs a person stands before everything else, and is decided with the keys alone.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

const TAB: char = '\u{E004}';
const ARROW_DOWN: char = '\u{E015}';

/// A person may decide soon after the reply got lost.
const SETTLE_SOON: &str = "settle_window = \"2s\"";
const CLERKS: &str = r#"
[[clerk]]
name = "Sami"
pin = "482100"
role = "clerk"

[[clerk]]
name = "Mona"
pin = "7777"
role = "owner"
"#;

/// Whether the supplier did what it was asked before its reply got lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Upstream {
    Bought,
    Nothing,
}

in_both_languages!(
    an_order_that_needs_a_person_opens_the_window_and_is_refused_by_keyboard,
    a_bought_order_is_fetched_by_the_suppliers_number,
    what_needs_a_person_is_told_wherever_the_clerk_is_and_stays_in_sight,
    a_clerk_sees_it_and_only_a_managers_pin_decides,
    a_late_candidate_is_claimed_by_a_person_and_its_code_goes_to_stock,
    a_late_candidate_that_is_not_ours_is_closed,
    a_decision_about_a_shared_request_names_all_its_orders_and_their_money,
);

fn an_order_that_needs_a_person_opens_the_window_and_is_refused_by_keyboard(language: Language) {
    let mut till = undecided("attention-refused", language, Upstream::Nothing);
    till.restart();
    till.wait_focus("order-row");
    assert_eq!(till.attr("order-row", "data-state").as_deref(), Some("needs_attention"));
    till.shoot("light-attention");
    till.press(&[xtask::window::keys::ESCAPE]);
    till.by("matter");

    till.enter();
    till.wait_focus("verdict-delivered");
    assert!(!till.is_enabled("decide"), "it can be decided without a choice");
    till.press(&[ARROW_DOWN]);
    till.wait_focus("verdict-refused");
    till.press(&[TAB]);
    till.wait_focus("decide-reason");
    assert!(!till.is_enabled("decide"), "it can be decided without a reason");
    let reason = language.types("not in their panel", "ليس في لوحتهم");
    till.type_slowly(reason);
    till.enter();
    till.wait_attr("decided", "data-state", "refused");
    assert_eq!(till.attr("give-back", "data-amount").as_deref(), Some("38.00"));
    till.shoot("light-decided");

    let order = till.only_order();
    assert_eq!(order["state"], "refused");
    assert!(told(&order, "resolved").contains(reason), "{order}");
    till.enter_after_reading();
    till.wait_focus("search");
    till.wait_gone("attention-banner");
}

fn a_bought_order_is_fetched_by_the_suppliers_number(language: Language) {
    let mut till = undecided("attention-bought", language, Upstream::Bought);
    till.restart();
    till.wait_focus("order-row");
    let number = till.sold_upstream()[0]["id"].to_string().replace('"', "");

    till.enter();
    till.wait_focus("verdict-delivered");
    till.press(&[' ']);
    till.by("candidate");
    till.press(&[TAB]);
    till.wait_focus("candidate");
    till.type_slowly(&number);
    till.press(&[TAB]);
    till.wait_focus("decide-reason");
    till.type_slowly(language.types("seen in their panel", "رأيته عندهم"));
    till.shoot("light-deciding");
    till.enter();
    till.wait_attr("decided", "data-state", "delivered");
    till.wait_attr("code", "data-masked", "true");
    till.press(&[TAB]);
    till.wait_focus("reveal");
    till.enter();
    till.wait_attr("code", "data-masked", "false");

    let order = till.only_order();
    assert_eq!(order["state"], "delivered");
    assert_eq!(till.text("code"), order["secrets"][0]["value"].as_str().unwrap());
    assert_eq!(till.sold_upstream().len(), 1, "bought twice");
}

fn what_needs_a_person_is_told_wherever_the_clerk_is_and_stays_in_sight(language: Language) {
    let till = undecided("attention-band", language, Upstream::Nothing);
    till.click("nav-orders");
    till.by("attention-banner");
    till.click("nav-sell");
    till.by("attention-banner");
    till.click("nav-attention");
    till.by("matter");
    till.click("attention-to-sell");
    till.by("attention-banner");
}

fn a_clerk_sees_it_and_only_a_managers_pin_decides(language: Language) {
    let till = Till::open_with("attention-clerk", language, SETTLE_SOON, CLERKS);
    till.type_into("pin", "482100");
    till.enter();
    lose_one(&till, Upstream::Nothing);
    till.click("nav-attention");
    till.click("verdict-refused");
    till.type_into("decide-reason", language.types("they never had it", "لم يصلهم شيء"));
    till.click("decide");
    till.wait_focus("manager-pin");
    // A clerk's own PIN is right and is not enough.
    till.type_into("manager-pin", "482100");
    till.click("grant-do");
    till.wait_attr("grant", "data-refused", "not_allowed");
    till.shoot("light-grant");
    till.type_into("manager-pin", "7777");
    till.click("grant-do");
    till.wait_attr("decided", "data-state", "refused");

    let mut orders = till.practice.till();
    orders.env("RASEED_PIN", "7777").args(["--as", "Mona", "--json", "orders"]);
    let output = orders.output().unwrap();
    let order: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut one = till.practice.till();
    let id = order["id"].as_str().unwrap();
    one.env("RASEED_PIN", "7777").args(["--as", "Mona", "--json", "order", id]);
    let order: Value = serde_json::from_slice(&one.output().unwrap().stdout).unwrap();
    let events = order["events"].as_array().unwrap();
    let decided = events.iter().find(|event| event["kind"] == "resolved").unwrap();
    assert_eq!(decided["clerk"], "Mona", "{order}");
}

/// CardPlusPay brings nothing of ours back: what may be a refused order is a person's to say.
fn a_late_candidate_is_claimed_by_a_person_and_its_code_goes_to_stock(language: Language) {
    let mut till = Till::open_with("attention-late-ours", language, SETTLE_SOON, "");
    let order = late_candidate(&till);
    in_both_colours(&till);
    till.restart();
    till.wait_focus("order-row");
    till.enter();
    till.wait_focus("verdict-delivered");
    till.press(&[' ']);
    assert!(!till.is_enabled("decide"), "it can be claimed without a reason");
    let reason = language.types("it is in their panel", "موجود في لوحتهم");
    till.type_into("decide-reason", reason);
    till.shoot("dark-late-claiming");
    till.enter();
    till.wait_attr("decided", "data-state", "refused");
    till.shoot("dark-late-claimed");
    // Not revealed: a code that somebody has seen is not sold any more.
    let claimed = till.raseed(&["order", order["id"].as_str().unwrap()]).remove(0);
    assert_eq!(claimed["state"], "refused", "a final state never changes");
    assert!(told(&claimed, "candidate_claimed").contains(reason), "{claimed}");
    till.enter_after_reading();
    till.wait_focus("search");
    till.wait_gone("attention-banner");

    // The next customer gets it, and nothing is bought.
    till.click(&format!("product-{CARD}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    let truth = till.practice.truth("cardpluspay").unwrap();
    assert_eq!(truth["requests"]["create"], 1, "bought although it is in stock");
}

fn a_late_candidate_that_is_not_ours_is_closed(language: Language) {
    let till = Till::open_with("attention-late-not-ours", language, SETTLE_SOON, "");
    late_candidate(&till);
    in_both_colours(&till);
    till.click("verdict-refused");
    let reason = language.types("another till bought it", "اشتراه جهاز آخر");
    till.type_into("decide-reason", reason);
    till.shoot("dark-late-denying");
    till.click("decide");
    till.wait_attr("decided", "data-state", "refused");
    till.shoot("dark-late-denied");
    let denied = till.only_order();
    assert!(told(&denied, "candidate_denied").contains(reason), "{denied}");
    assert_eq!(denied["provider_order_id"], Value::Null);
    till.click("attention-next");
    till.wait_gone("attention-banner");
}

/// One decision is about all that share a request, and so is the money that goes back.
fn a_decision_about_a_shared_request_names_all_its_orders_and_their_money(language: Language) {
    let till = Till::open_bulk("attention-joint", language, SETTLE_SOON);
    till.fault(json!({
        "upstream": "cardpluspay", "endpoint": "create", "kind": "drop", "acted": false,
    }));
    for _unit in 0..3 {
        till.click(&format!("product-{CARD}"));
    }
    till.pay_cash("60");
    till.wait_settled("attention-banner", "role", "status");
    till.click("nav-attention");
    till.click("verdict-refused");
    till.by("together");
    till.shoot("light-deciding-together");
    till.type_into("decide-reason", language.types("not in their panel", "ليس في لوحتهم"));
    till.click("decide");
    till.wait_attr("decided", "data-state", "refused");
    assert_eq!(till.attr("give-back", "data-amount").as_deref(), Some("60.00"));
    till.shoot("light-decided-together");
    let orders = till.raseed(&["orders"]);
    let refused = orders.iter().filter(|order| order["state"] == "refused").count();
    assert_eq!((orders.len(), refused), (3, 3), "{orders:?}");
    till.wait_gone("attention-banner");
}

/// The shop's cheapest card at CardPlusPay.
const CARD: &str = "cardpluspay:GOOGLE-5USD-KOXx";

/// A picture of the late candidate in either colour; the last is dark.
fn in_both_colours(till: &Till) {
    for look in ["light", "dark"] {
        if till.root("data-theme") != json!(look) {
            till.choose("theme");
        }
        till.wait_root("data-theme", look);
        till.click("nav-attention");
        till.wait_attr("matter", "data-matter", "late_candidate");
        till.shoot(&format!("{look}-late-candidate"));
    }
}

/// Sells a card that its supplier refused with 429 and made all the same; its list shows it later.
fn late_candidate(till: &Till) -> Value {
    till.fault(json!({ "upstream": "cardpluspay", "kind": "listing_delay", "ms": 6_000 }));
    till.fault(json!({
        "upstream": "cardpluspay", "endpoint": "create", "kind": "rate_limit", "acted": true,
    }));
    till.click(&format!("product-{CARD}"));
    till.pay_cash("38");
    till.wait_state("refused");
    let deadline = Instant::now() + Duration::from_secs(60);
    while told(&till.only_order(), "late_candidates").is_empty() {
        assert!(Instant::now() < deadline, "the late candidate was never told");
        let mut recover = till.practice.till();
        recover.args(["recover", "--wait", "5s"]).output().unwrap();
    }
    till.click("new-sale");
    till.only_order()
}

/// A till with one order whose reply was lost and which the supplier's list never shows.
fn undecided(name: &'static str, language: Language, upstream: Upstream) -> Till {
    let till = Till::open_with(name, language, SETTLE_SOON, "");
    lose_one(&till, upstream);
    till
}

fn lose_one(till: &Till, upstream: Upstream) {
    let acted = upstream == Upstream::Bought;
    till.fault(json!({
        "upstream": "palcards", "endpoint": "create", "kind": "drop", "times": 1, "acted": acted,
    }));
    till.fault(json!({
        "upstream": "palcards", "kind": "listing_delay", "ms": 86_400_000, "times": 1,
    }));
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_settled("attention-banner", "role", "status");
}

/// What the journal says about an event of an order.
fn told(order: &Value, kind: &str) -> String {
    let events = order["events"].as_array().unwrap();
    let event = events.iter().find(|event| event["kind"] == kind);
    event.map(|event| event["detail"].to_string()).unwrap_or_default()
}

//! PalCards' core alone, on a clock the tests hold in their hands: what its pages show.

mod conservation;
mod traps;

use serde_json::{Value, json};
use simulator::palcards::{Pace, PalCards, Settings};
use simulator::{Delivery, Request, Upstream};

use crate::{NOON, body, decimal, object};

pub(crate) const KEY: &str = "sk_practice_0001";

/// An order for the voucher of the documents' sample.
pub(crate) fn voucher(reference: &str) -> Value {
    json!({
        "productItem": 5001,
        "customer": { "phone": "+970590000000" },
        "orderCurrency": "USD",
        "clientOrderRef": reference,
    })
}

fn top_up(account: &str) -> Value {
    json!({
        "productItem": 5002,
        "customer": { "phone": "+970590000000" },
        "orderCurrency": "USD",
        "context": { "accountId": account },
    })
}

fn get(target: &str) -> Request {
    Request::new("GET", target).header("x-api-key", KEY)
}

fn post(target: &str, body: &Value) -> Request {
    Request::new("POST", target).header("X-API-Key", KEY).json(body)
}

/// Injects a fault as the control server would.
fn inject(palcards: &mut PalCards, fault: Value) {
    palcards.inject(object(fault)).unwrap();
}

fn configure(palcards: &mut PalCards, settings: Value) {
    palcards.configure(object(settings), NOON).unwrap();
}

fn palcards() -> PalCards {
    PalCards::new(Settings::default())
}

fn created(palcards: &mut PalCards, order: &Value, now: u64) -> Value {
    let reply = palcards.handle(&post("/order", order), now);
    assert_eq!(reply.status, 200, "{}", body(&reply));
    body(&reply)
}

#[test]
fn the_create_reply_has_the_documented_form() {
    let order = created(&mut palcards(), &voucher("ref-0001"), NOON);
    let text = r#"{
        "id": 9001, "status": "pending", "type": "chargingCard", "orderCurrency": "USD",
        "clientOrderRef": "ref-0001", "soldItem": null,
        "appliedDealerPrices":
            {"price": 9.5, "discount": 0.5, "discountPercent": 5, "revenue": 0.5, "revenuePercent": 5},
        "createdAt": "2026-06-07T12:00:00.000Z", "updatedAt": "2026-06-07T12:00:00.000Z"
    }"#;
    assert_eq!(order, serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn an_order_is_pending_then_in_progress_then_final() {
    let mut palcards = palcards();
    created(&mut palcards, &voucher("a"), NOON);
    for (later, status) in [(0, "pending"), (400, "in-progress"), (1_199, "in-progress")] {
        assert_eq!(body(&palcards.handle(&get("/order/9001"), NOON + later))["status"], status);
    }
    let order = body(&palcards.handle(&get("/order/9001"), NOON + 60_000));
    assert_eq!(order["status"], "success");
    assert_eq!(order["updatedAt"], "2026-06-07T12:00:01.200Z", "when it ended, not when read");
    assert_eq!(order["soldItem"]["id"], 7001);
    assert!(order["appliedDealerPrices"].get("revenue").is_none());
}

#[test]
fn without_a_delay_the_create_reply_brings_the_card() {
    let pace = Pace::Delay { ms: 0 };
    let mut palcards = PalCards::new(Settings { pace, ..Settings::default() });
    let order = created(&mut palcards, &voucher("now"), NOON);
    assert_eq!(order["status"], "success");
    assert!(order["soldItem"]["voucher"]["code"].is_string());
}

#[test]
fn a_top_up_succeeds_without_a_sold_item() {
    let mut palcards = palcards();
    created(&mut palcards, &top_up("123456789"), NOON);
    let order = body(&palcards.handle(&get("/order/9001"), NOON + 2_000));
    let seen = (&order["status"], &order["type"], &order["soldItem"]);
    assert_eq!(seen, (&json!("success"), &json!("topUp"), &Value::Null));
}

#[test]
fn the_same_seed_sells_the_same_cards_and_no_card_twice() {
    let codes = || {
        let mut palcards = palcards();
        configure(&mut palcards, json!({ "delay_ms": 0, "balance": { "USD": "100000" } }));
        let order = |n| created(&mut palcards, &voucher("code"), NOON + n)["soldItem"].to_string();
        (0..200).map(order).collect::<Vec<_>>()
    };
    let first = codes();
    assert_eq!(first, codes());
    let unique: std::collections::BTreeSet<_> = first.iter().collect();
    assert_eq!(unique.len(), 200);
}

#[test]
fn preflight_names_the_player_or_says_no() {
    let mut palcards = palcards();
    let mut ask = |account: &str| {
        let wish = json!({ "productItem": 5002, "context": { "accountId": account } });
        body(&palcards.handle(&post("/order/top-up/preflight", &wish), NOON))
    };
    let sample = json!({ "success": true, "message": "OK", "nickname": "PlayerOne" });
    assert_eq!(ask("123456789"), sample);
    assert_eq!(ask("5551234567"), ask("5551234567"));
    assert!(ask("5551234567")["nickname"].as_str().is_some_and(|name| name.len() > 3));
    let no = ask("000000000");
    assert_eq!((&no["success"], &no["nickname"]), (&json!(false), &Value::Null));
    assert_eq!(palcards.orders().count(), 0, "nothing is bought");
}

#[test]
fn an_order_for_an_account_that_does_not_exist_fails_and_costs_nothing() {
    let mut palcards = palcards();
    created(&mut palcards, &top_up("000000000"), NOON);
    let order = body(&palcards.handle(&get("/order/9001"), NOON + 2_000));
    assert_eq!(order["status"], "failed");
    assert_eq!(palcards.ledger().balance("USD"), Some(decimal("500")));
}

#[test]
fn without_a_currency_the_default_wallet_pays() {
    let mut palcards = palcards();
    let mut order = voucher("default");
    order.as_object_mut().unwrap().remove("orderCurrency");
    assert_eq!(created(&mut palcards, &order, NOON)["orderCurrency"], "USD");
    configure(&mut palcards, json!({ "default_currency": "ILS" }));
    let order = created(&mut palcards, &order, NOON);
    assert_eq!(order["orderCurrency"], "ILS");
    assert_eq!(order["appliedDealerPrices"]["price"].to_string(), "35.15", "9.50 at 3.70");
}

#[test]
fn unknown_products_and_malformed_wishes_are_refused() {
    let mut palcards = palcards();
    let unknown = json!({ "productItem": 1, "customer": { "phone": "+970590000000" } });
    let reply = palcards.handle(&post("/order", &unknown), NOON);
    assert_eq!((reply.status, body(&reply)["message"].is_string()), (404, true));
    let mut long = voucher(&"x".repeat(513));
    assert_eq!(palcards.handle(&post("/order", &long), NOON).status, 400);
    long["clientOrderRef"] = json!("x".repeat(512));
    assert_eq!(palcards.handle(&post("/order", &long), NOON).status, 200);
    for (key, value) in [
        ("productItem", json!("5001")),
        ("customer", json!({ "phone": "0590000000" })),
        ("notificationUrl", json!("http://plain.example")),
        ("context", json!([])),
    ] {
        let mut order = voucher("bad");
        order[key] = value;
        let reply = palcards.handle(&post("/order", &order), NOON);
        assert_eq!((reply.status, body(&reply)["message"].is_array()), (400, true), "{key}");
    }
    let mut no_type = post("/order", &voucher("no type"));
    no_type.headers.retain(|(name, _)| name != "content-type");
    assert_eq!(palcards.handle(&no_type, NOON).status, 400);
    assert_eq!(palcards.orders().count(), 1);
}

#[test]
fn only_secret_keys_open_the_door() {
    let mut palcards = palcards();
    let mut status = |key: &str| {
        let request = Request::new("GET", "/user/profile").header("X-Api-Key", key);
        palcards.handle(&request, NOON).status
    };
    assert_eq!(["sk_prod_1", "pk_1", "", "Bearer sk_1"].map(&mut status), [200, 401, 401, 401]);
    configure(&mut palcards, json!({ "api_key": "sk_only" }));
    let status = |key: &str, palcards: &mut PalCards| {
        let request = Request::new("GET", "/user/profile").header("x-api-key", key);
        palcards.handle(&request, NOON).status
    };
    assert_eq!((status("sk_only", &mut palcards), status("sk_prod_1", &mut palcards)), (200, 401));
    let bearer = Request::new("GET", "/user/profile").header("authorization", "Bearer sk_only");
    assert_eq!(palcards.handle(&bearer, NOON).status, 401);
}

#[test]
fn the_list_filters_pages_and_shows_neither_product_nor_price() {
    let mut palcards = palcards();
    for minute in 0..12 {
        let order = if minute % 2 == 0 { voucher("v") } else { top_up("123456789") };
        created(&mut palcards, &order, NOON + minute * 60_000);
    }
    let now = NOON + 11 * 60_000;
    let mut list = |query: &str| body(&palcards.handle(&get(&format!("/order?{query}")), now));
    let ids = |list: &Value| {
        let rows = list["data"].as_array().unwrap();
        rows.iter().map(|row| row["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let first = list("");
    assert_eq!((&first["pageNumber"], &first["pageSize"]), (&json!(1), &json!(10)));
    assert_eq!((&first["total"], ids(&first)), (&json!(12), (9003..=9012).rev().collect()));
    let keys = first["data"][0].as_object().unwrap().keys().map(String::as_str);
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    assert_eq!(keys, ["clientOrderRef", "createdAt", "id", "status", "type"]);
    assert_eq!(ids(&list("pn=2")), [9002, 9001]);
    assert_eq!(ids(&list("pn=3&ps=5")), [9002, 9001]);
    assert_eq!(ids(&list("pn=4&ps=5")), [0_u64; 0]);
    assert_eq!(list("orderType=topUp")["total"], 6);
    assert_eq!(list("orderType=manual")["total"], 0);
    assert_eq!(list("status=success&status=pending")["total"], 12);
    assert_eq!(ids(&list("status=pending")), [9012]);
    let window = "startDate=2026-06-07T12%3A03%3A00.000Z&endDate=2026-06-07T15:05:00%2B03:00";
    assert_eq!(ids(&list(window)), [9006, 9005, 9004], "both ends belong to it");
    for wrong in ["status=done", "ps=101", "ps=0", "pn=0", "startDate=today", "orderType=x"] {
        assert!(list(wrong)["message"].is_array(), "{wrong}");
    }
    configure(&mut palcards, json!({ "page_base": 0 }));
    let list = body(&palcards.handle(&get("/order?pn=1"), now));
    assert_eq!((&list["pageNumber"], list["data"].as_array().map(Vec::len)), (&json!(1), Some(2)));
}

#[test]
fn a_request_may_meet_several_faults_and_the_driver_reads_how_it_arrives() {
    let mut palcards = palcards();
    inject(&mut palcards, json!({ "kind": "fail" }));
    inject(&mut palcards, json!({ "endpoint": "create", "kind": "drop" }));
    let reply = palcards.handle(&post("/order", &voucher("both")), NOON);
    assert_eq!(reply.delivery, Delivery::DropBefore);
    palcards.advance(NOON + 2_000);
    assert_eq!(palcards.ledger().balance("USD"), Some(decimal("500")));
    inject(&mut palcards, json!({ "endpoint": "get", "kind": "cut", "skip": 1 }));
    assert_eq!(palcards.handle(&get("/order/9001"), NOON).delivery, Delivery::Whole);
    let cut = palcards.handle(&get("/order/9001"), NOON);
    assert_eq!(cut.delivery, Delivery::Truncate { at: cut.body.len() / 2 });
}

#[test]
fn a_code_of_digits_may_come_as_a_number_with_all_its_digits() {
    let mut palcards = palcards();
    configure(&mut palcards, json!({ "delay_ms": 0 }));
    for attempt in 0..20 {
        inject(
            &mut palcards,
            json!({
                "endpoint": "create", "kind": "no_sold_item", "shape": "numeric_code",
            }),
        );
        let mut order = voucher("digits");
        order["productItem"] = json!(5058);
        let order = created(&mut palcards, &order, NOON + attempt);
        let code = &order["soldItem"]["voucher"]["code"];
        let known = palcards.orders().last().unwrap().sold_item.clone().unwrap().code;
        assert_eq!(code.to_string().trim_matches('"'), known);
        if code.is_number() {
            return;
        }
    }
    unreachable!("not one of twenty codes began with another digit than zero");
}

#[test]
fn the_clock_of_the_supplier_never_goes_back() {
    let mut palcards = palcards();
    created(&mut palcards, &voucher("a"), NOON);
    created(&mut palcards, &voucher("b"), NOON - 60_000);
    assert!(palcards.orders().all(|order| order.created_at == NOON));
}

#[test]
fn a_code_comes_a_second_time() {
    let mut palcards = palcards();
    configure(&mut palcards, json!({ "delay_ms": 0 }));
    inject(&mut palcards, json!({ "kind": "same_code", "skip": 1 }));
    let codes = [1, 2, 3].map(|n| {
        let order = created(&mut palcards, &voucher(&format!("ref-{n}")), NOON + n);
        let sold = &order["soldItem"];
        (sold["voucher"]["code"].to_string(), sold["id"].as_u64())
    });
    assert_eq!(codes[0].0, codes[1].0);
    assert_ne!(codes[0].1, codes[1].1, "another card by its id, but the same code");
    assert_ne!(codes[1].0, codes[2].0);
    assert_eq!(palcards.ledger().balance("USD"), Some(decimal("471.5")), "paid three times");
    let state = palcards.state(NOON);
    assert_eq!(state["orders"][1]["codes"][0]["code"], state["orders"][0]["code"]);
}

#[test]
fn the_first_code_of_all_cannot_come_a_second_time() {
    let mut palcards = palcards();
    configure(&mut palcards, json!({ "delay_ms": 0 }));
    inject(&mut palcards, json!({ "kind": "same_code" }));
    let order = created(&mut palcards, &voucher("first"), NOON);
    assert!(order["soldItem"]["voucher"]["code"].is_string());
}

#[test]
fn late_truths_move_the_money_and_show_when_the_order_is_read() {
    let mut palcards = palcards();
    configure(&mut palcards, json!({ "delay_ms": 0 }));
    let balance = |palcards: &PalCards| palcards.ledger().balance("USD").map(|it| it.normalize());
    let force = |palcards: &mut PalCards, status: &str| {
        let change = object(json!({ "status": status, "force": true }));
        palcards.end_order("9001", change, NOON + 90_000).unwrap();
        body(&palcards.handle(&get("/order/9001"), NOON + 90_000))
    };
    created(&mut palcards, &voucher("delivered, then taken back"), NOON);
    assert_eq!(balance(&palcards), Some(decimal("490.5")));
    let taken_back = force(&mut palcards, "failed");
    assert_eq!((&taken_back["status"], &taken_back["soldItem"]), (&json!("failed"), &Value::Null));
    assert_eq!(balance(&palcards), Some(decimal("500")));
    let delivered = force(&mut palcards, "success");
    assert!(delivered["soldItem"]["voucher"]["code"].is_string());
    assert_eq!(delivered["updatedAt"], "2026-06-07T12:01:30.000Z");
    assert_eq!(balance(&palcards), Some(decimal("490.5")));
    assert_eq!(palcards.ledger().of_order(9001).charges, 2);
}

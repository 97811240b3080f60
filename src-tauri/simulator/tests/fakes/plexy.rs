//! Plexy's core alone, on a clock the tests hold in their hands: what its pages show.

mod conservation;
mod keys;
mod traps;

use serde_json::{Value, json};
use simulator::plexy::{AGENT_ID, Plexy, Settings};
use simulator::{Reply, Request, Upstream};

use crate::{NOON, body, object};

const KEY: &str = "plexy-practice-key";

fn plexy() -> Plexy {
    Plexy::new(Settings::default())
}

fn get(target: &str) -> Request {
    let target = format!("/agent/{AGENT_ID}{target}");
    Request::new("GET", &target).header("Authorization", KEY)
}

fn post(key: &str, body: &Value) -> Request {
    let target = format!("/agent/{AGENT_ID}/orders");
    let request = Request::new("POST", &target).header("Authorization", KEY);
    request.header("Idempotency-Key", key).json(body)
}

/// The order of the documents' sample.
fn top_up() -> Value {
    json!({
        "product_id": 456,
        "currency_code": "USD",
        "topup_request": {
            "amount": "10.00",
            "customer_account": { "steam_login": "player123", "email": "user@example.com" },
        },
        "external_ref": "INV-1001",
    })
}

fn card(product: u64, reference: &str) -> Value {
    json!({ "product_id": product, "currency_code": "USD", "external_ref": reference })
}

fn created(plexy: &mut Plexy, key: &str, order: &Value, now: u64) -> Value {
    let reply = plexy.handle(&post(key, order), now);
    assert_eq!(reply.status, 201, "{}", body(&reply));
    body(&reply)
}

fn read(plexy: &mut Plexy, id: &Value, now: u64) -> Value {
    body(&plexy.handle(&get(&format!("/orders/{}", id.as_str().unwrap())), now))
}

fn inject(plexy: &mut Plexy, fault: Value) {
    plexy.inject(object(fault)).unwrap();
}

fn configure(plexy: &mut Plexy, settings: Value) {
    plexy.configure(object(settings), NOON).unwrap();
}

fn error(reply: &Reply) -> (u16, Value, Value) {
    let error = &body(reply)["error"];
    assert!(error["type"].is_string() && error["message"].is_string(), "{error}");
    (reply.status, error["code"].clone(), error["param"].clone())
}

#[test]
fn the_create_reply_has_the_documented_form() {
    let mut plexy = plexy();
    configure(&mut plexy, json!({ "balance": { "USD": "100.00" } }));
    let mut order = created(&mut plexy, "order-1001", &top_up(), NOON);
    let id = order["id"].take();
    assert_eq!(id.as_str().map(str::len), Some(36), "{id}");
    assert_eq!(id.as_str().and_then(|id| id.chars().nth(14)), Some('4'));
    let vendor = order["order_content"]["vendor_order_id"].take();
    assert!(vendor.as_str().is_some_and(|it| it.len() == 9 && it.starts_with("LC-")), "{vendor}");
    let text = r#"{
        "id": null, "product_id": 456, "external_ref": "INV-1001",
        "idempotency_key": "order-1001", "status": "pending",
        "order_content": {"vendor_order_id": null}, "currency_code": "USD",
        "charged_amount": "12.50", "balance_after": "87.50", "balance_before": "100.00",
        "is_test": false, "region_code": "GLOBAL", "created_at": "2026-06-07T12:00:00Z",
        "completed_at": null, "failed_at": null
    }"#;
    assert_eq!(order, serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn a_completed_order_brings_a_voucher_code_even_for_a_top_up() {
    let mut plexy = plexy();
    let id = created(&mut plexy, "k", &top_up(), NOON)["id"].clone();
    assert_eq!(read(&mut plexy, &id, NOON + 1_199)["status"], "pending");
    let order = read(&mut plexy, &id, NOON + 60_000);
    assert_eq!(order["status"], "completed");
    assert_eq!(order["completed_at"], "2026-06-07T12:00:01Z", "when it ended, not when read");
    assert_eq!(order["failed_at"], Value::Null);
    let content = order["order_content"].as_object().unwrap();
    assert_eq!(content.keys().collect::<Vec<_>>(), ["voucher_code"]);
    let mut other = top_up();
    other["product_id"] = json!(457);
    let id = created(&mut plexy, "l", &other, NOON + 60_000)["id"].clone();
    let order = read(&mut plexy, &id, NOON + 90_000);
    assert_eq!(order["status"], "completed");
    assert!(order["order_content"]["vendor_order_id"].is_string(), "a top-up may bring nothing");
}

#[test]
fn types_are_a_bare_array_and_products_a_page() {
    let mut plexy = plexy();
    let mut ask = |target: &str| body(&plexy.handle(&get(target), NOON));
    let types = json!([
        { "id": 1, "code": "redeem_card", "name": "Redeem Card" },
        { "id": 2, "code": "direct_transfer", "name": "Direct Transfer" },
        { "id": 3, "code": "direct_top_up", "name": "Direct Top Up" },
    ]);
    assert_eq!(ask("/product-types"), types);
    assert_eq!(ask("/product-categories")[0]["id"], 1);
    let first = ask("/products?page=1&pageSize=4");
    assert_eq!((&first["page"], &first["pageSize"]), (&json!(1), &json!(4)));
    assert_eq!(first["items"].as_array().map(Vec::len), Some(4));
    let total = first["total"].as_u64().unwrap();
    let rest = ask("/products?page=2&pageSize=4")["items"].as_array().unwrap().len();
    assert_eq!((total, rest), (9, 4));
    assert_eq!(ask("/products?product_type_id=3")["total"], 2);
    assert_eq!(ask("/products?page=9")["items"], json!([]));
}

#[test]
fn a_product_has_its_numbers_in_either_form() {
    let mut plexy = plexy();
    let product = body(&plexy.handle(&get("/products/456"), NOON));
    let numbers = |product: &Value| {
        ["price", "min_amount", "max_amount", "step"].map(|key| product[key].to_string())
    };
    assert_eq!(numbers(&product), ["10", "5", "200", "0.5"]);
    let words = ["name", "slug", "region_code", "currency_code", "logo", "description"];
    assert!(words.iter().all(|key| product[key].is_string()), "{product}");
    let known = (&product["product_type_id"], &product["category_id"], &product["is_active"]);
    assert_eq!(known, (&json!(3), &json!(1), &json!(true)));
    configure(&mut plexy, json!({ "product_numbers": "string" }));
    let product = body(&plexy.handle(&get("/products/456"), NOON));
    assert_eq!(numbers(&product), [r#""10.00""#, r#""5.00""#, r#""200.00""#, r#""0.50""#]);
    let card = body(&plexy.handle(&get("/products/501"), NOON));
    assert_eq!((&card["min_amount"], &card["step"]), (&Value::Null, &Value::Null));
    let unknown = plexy.handle(&get("/products/1"), NOON);
    assert_eq!(error(&unknown), (404, json!("resource_missing"), Value::Null));
}

#[test]
fn the_list_is_newest_first_and_narrowed_by_status_and_product() {
    let mut plexy = plexy();
    for minute in 0..12 {
        let product = if minute % 2 == 0 { 501 } else { 503 };
        let (key, at) = (format!("k{minute}"), NOON + minute * 60_000);
        created(&mut plexy, &key, &card(product, &key), at);
    }
    let now = NOON + 11 * 60_000;
    let mut list = |query: &str| body(&plexy.handle(&get(&format!("/orders?{query}")), now));
    let keys = |list: &Value| {
        let rows = list["items"].as_array().unwrap();
        rows.iter().map(|row| row["idempotency_key"].as_str().unwrap().to_owned()).collect()
    };
    let first = list("page=1&pageSize=5");
    let names: Vec<String> = keys(&first);
    assert_eq!(names, ["k11", "k10", "k9", "k8", "k7"]);
    assert_eq!(first["total"], 12);
    assert_eq!(first["items"][0]["external_ref"], "k11", "whole orders, not extracts");
    let names: Vec<String> = keys(&list("page=3&pageSize=5"));
    assert_eq!(names, ["k1", "k0"]);
    let cards = list("product_id=501&pageSize=2&page=2");
    let names: Vec<String> = keys(&cards);
    assert_eq!((names, &cards["total"]), (vec!["k6".into(), "k4".into()], &json!(6)));
    assert_eq!(list("status=pending")["total"], 1);
    assert_eq!(list("status=completed&product_id=503")["total"], 5);
    for nothing in ["status=lost", "product_id=999", "product_id=x", "page=4&pageSize=5"] {
        assert_eq!(list(nothing)["items"], json!([]), "{nothing}");
    }
}

#[test]
fn a_reservation_is_out_of_the_balance_at_once_and_back_after_a_failure() {
    let mut plexy = plexy();
    let available = |plexy: &mut Plexy, now: u64| {
        let balance = body(&plexy.handle(&get("/balance"), now));
        assert!(balance["items"][0]["updated_at"].is_string());
        assert_eq!(balance["items"][0]["currency_code"], "USD");
        balance["items"][0]["available"].clone()
    };
    assert_eq!(available(&mut plexy, NOON), "500.00");
    inject(&mut plexy, json!({ "kind": "fail" }));
    let id = created(&mut plexy, "k", &top_up(), NOON)["id"].clone();
    assert_eq!(available(&mut plexy, NOON), "487.50");
    let order = read(&mut plexy, &id, NOON + 5_000);
    assert_eq!((&order["status"], &order["completed_at"]), (&json!("failed"), &Value::Null));
    assert_eq!(order["failed_at"], "2026-06-07T12:00:01Z");
    assert_eq!(order["balance_after"], "487.50", "what it was, not what it is");
    assert_eq!(available(&mut plexy, NOON + 5_000), "500.00");
}

#[test]
fn deposits_are_listed_and_count_once_they_are_posted() {
    let mut plexy = plexy();
    let wire = json!({ "deposit": { "USD": "50.00" }, "pending_deposit": { "USD": "25.00" } });
    configure(&mut plexy, wire);
    let list = body(&plexy.handle(&get("/deposits"), NOON));
    assert_eq!(list["total"], 2);
    let posted = json!({
        "id": 1, "currency_code": "USD", "amount": "50.00", "method": "bank_wire",
        "status": "posted", "external_ref": null, "created_at": "2026-06-07T12:00:00Z",
        "posted_at": "2026-06-07T12:00:00Z",
    });
    assert_eq!(list["items"][1], posted);
    assert_eq!(list["items"][0]["posted_at"], Value::Null);
    let pending = body(&plexy.handle(&get("/deposits?status=pending"), NOON));
    assert_eq!((&pending["total"], &pending["items"][0]["id"]), (&json!(1), &json!(2)));
    let balance = |plexy: &Plexy| plexy.ledger().balance("USD").unwrap().to_string();
    assert_eq!(balance(&plexy), "550.00");
    configure(&mut plexy, json!({ "post_deposits": true }));
    assert_eq!(balance(&plexy), "575.00");
    let pending = body(&plexy.handle(&get("/deposits?status=pending"), NOON));
    assert_eq!(pending["total"], 0);
}

#[test]
fn the_raw_key_opens_the_door_and_bearer_does_not() {
    let mut plexy = plexy();
    let target = format!("/agent/{AGENT_ID}/balance");
    let mut status = |authorization: &str| {
        let request = Request::new("GET", &target).header("authorization", authorization);
        plexy.handle(&request, NOON).status
    };
    assert_eq!(["abc", "Bearer abc", ""].map(&mut status), [200, 401, 401]);
    let stranger = "/agent/00000000-0000-4000-8000-000000000000/balance";
    let stranger = Request::new("GET", stranger).header("authorization", KEY);
    assert_eq!(error(&plexy.handle(&stranger, NOON)), (401, json!("unauthorized"), Value::Null));
    configure(&mut plexy, json!({ "api_key": "only" }));
    assert_eq!(plexy.handle(&get("/balance"), NOON).status, 401);
    let health = Request::new("GET", "/health");
    assert_eq!(plexy.handle(&health, NOON).status, 200, "health needs no key");
}

#[test]
fn a_wrong_wish_is_refused_and_the_parameter_named() {
    let mut plexy = plexy();
    let mut refused = |change: &dyn Fn(&mut Value)| {
        let mut order = top_up();
        change(&mut order);
        let (status, _, param) = error(&plexy.handle(&post("k", &order), NOON));
        assert_eq!(status, 400);
        param.as_str().unwrap_or_default().to_owned()
    };
    let amount = "topup_request.amount";
    for (value, expected) in [
        (json!("4.50"), amount),
        (json!("200.50"), amount),
        (json!("10.25"), amount),
        (json!(10), amount),
        (json!("ten"), amount),
    ] {
        assert_eq!(refused(&|order| order["topup_request"]["amount"] = value.clone()), expected);
    }
    let account = "topup_request.customer_account.steam_login";
    let path = |order: &mut Value, value| order["topup_request"]["customer_account"] = value;
    assert_eq!(refused(&|order| path(order, json!({ "email": "a@example.com" }))), account);
    assert_eq!(refused(&|order| path(order, json!({ "steam_login": 7 }))), account);
    assert_eq!(refused(&|order| order["topup_request"] = Value::Null), "topup_request");
    assert_eq!(refused(&|order| order["product_id"] = json!(501)), "topup_request");
    assert_eq!(refused(&|order| order["product_id"] = json!(1)), "product_id");
    assert_eq!(refused(&|order| order["product_id"] = json!(599)), "product_id", "not active");
    assert_eq!(refused(&|order| order["product_id"] = json!("456")), "product_id");
    assert_eq!(refused(&|order| order["currency_code"] = json!("EUR")), "currency_code");
    assert_eq!(refused(&|order| order["external_ref"] = json!(1)), "external_ref");
    assert_eq!(plexy.orders().count(), 0);
    let mut last_step = top_up();
    last_step["topup_request"]["amount"] = json!("199.5");
    assert_eq!(created(&mut plexy, "k", &last_step, NOON)["charged_amount"], "249.375");
}

#[test]
fn an_account_that_does_not_exist_fails_and_costs_nothing() {
    let mut plexy = plexy();
    let mut order = top_up();
    order["topup_request"]["customer_account"]["steam_login"] = json!("000nobody");
    let id = created(&mut plexy, "k", &order, NOON)["id"].clone();
    assert_eq!(read(&mut plexy, &id, NOON + 2_000)["status"], "failed");
    assert_eq!(
        plexy.ledger().balance("USD").map(|it| it.normalize().to_string()),
        Some("500".into())
    );
}

//! Every trap that PalCards' documents leave for a client, through the real HTTP shell.

use std::time::Instant;

use serde_json::{Value, json};

use crate::client::{End, Live};
use crate::{top_up, voucher};

#[test]
fn accepts_then_drops_the_reply() {
    let live = Live::start();
    live.fault(&json!({ "upstream": "palcards", "endpoint": "create", "kind": "drop" }));
    let seen = live.post("/order", &voucher("lost-1"));
    assert_eq!((seen.status, seen.end), (0, End::Closed));
    let state = live.state();
    assert_eq!(state["orders"][0]["client_order_ref"], "lost-1");
    assert_eq!(state["balances"]["USD"], "490.50", "the ledger has acted");
    assert_eq!(live.get("/order").json()["data"][0]["clientOrderRef"], "lost-1");
}

#[test]
fn drops_the_request_before_acting_and_looks_the_same() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "drop", "acted": false }));
    let seen = live.post("/order", &voucher("lost-2"));
    assert_eq!((seen.status, seen.end), (0, End::Closed));
    assert_eq!(live.state()["orders"], json!([]));
}

#[test]
fn the_same_reference_twice_makes_two_orders_and_two_charges() {
    let live = Live::start();
    let (one, two) = (live.post("/order", &voucher("ref")), live.post("/order", &voucher("ref")));
    assert_ne!(one.json()["id"], two.json()["id"]);
    let state = live.state();
    assert_eq!(state["balances"]["USD"], "481.00");
    assert!(state["orders"].as_array().unwrap().iter().all(|order| order["charges"] == 1));
}

#[test]
fn in_progress_becomes_success_after_n_polls() {
    let live = Live::start();
    live.control("/settings", &json!({ "after_polls": 3 }));
    let created = live.post("/order", &voucher("polled")).json();
    assert_eq!((&created["status"], &created["soldItem"]), (&json!("pending"), &Value::Null));
    let path = format!("/order/{}", created["id"]);
    for _ in 0..2 {
        assert_eq!(live.get(&path).json()["status"], "in-progress");
    }
    let order = live.get(&path).json();
    assert_eq!(order["status"], "success");
    assert_eq!(order["soldItem"]["voucher"]["code"].as_str().map(str::len), Some(16));
    assert_eq!(order["customer"]["phone"], "+970590000000");
}

#[test]
fn success_comes_without_sold_item_for_the_first_reads() {
    let live = Live::start();
    live.control("/settings", &json!({ "after_polls": 1 }));
    for shape in ["null", "absent", "empty_code"] {
        live.fault(&json!({ "kind": "no_sold_item", "shape": shape }));
    }
    let id = &live.post("/order", &voucher("late card")).json()["id"];
    let path = format!("/order/{id}");
    let null = live.get(&path).json();
    assert_eq!((&null["status"], &null["soldItem"]), (&json!("success"), &Value::Null));
    assert!(live.get(&path).json().get("soldItem").is_none());
    assert_eq!(live.get(&path).json()["soldItem"]["voucher"]["code"], "");
    assert!(!live.get(&path).json()["soldItem"]["voucher"]["code"].as_str().unwrap().is_empty());
}

#[test]
fn a_refused_address_is_the_same_401_as_a_wrong_key() {
    let live = Live::start();
    let wrong = crate::client::call(&live.url("palcards"), "GET", "/user/profile", &[], None);
    live.control("/settings", &json!({ "address_refused": true }));
    let refused = live.get("/user/profile");
    assert_eq!((wrong.status, refused.status), (401, 401));
    assert_eq!(wrong.body, refused.body);
    assert_eq!(live.post("/order", &voucher("x")).status, 401);
    assert_eq!(live.state()["orders"], json!([]));
}

#[test]
fn two_refusals_come_as_400_with_the_documented_sentences() {
    let live = Live::start();
    let mut order = voucher("euro");
    order["orderCurrency"] = json!("EUR");
    let seen = live.post("/order", &order);
    let words = "Required wallet for currency 'EUR' is missing.";
    assert_eq!((seen.status, &seen.json()["message"]), (400, &json!(words)));

    live.control("/settings", &json!({ "balance": { "USD": "9.49" } }));
    let seen = live.post("/order", &voucher("poor"));
    assert_eq!((seen.status, &seen.json()["message"]), (400, &json!("Insufficient balance")));
    let state = live.state();
    assert_eq!((&state["orders"], &state["balances"]["USD"]), (&json!([]), &json!("9.49")));
}

#[test]
fn a_missing_phone_or_field_comes_as_400_with_an_array_for_a_message() {
    let live = Live::start();
    let seen = live.post("/order", &json!({ "productItem": 5001 }));
    let words = json!(["customer.phone must be a valid phone number"]);
    assert_eq!((seen.status, &seen.json()["message"]), (400, &words));
    let mut order = top_up("123456789");
    order["context"] = json!({});
    let seen = live.post("/order", &order);
    let words = json!(["context.accountId should not be empty"]);
    assert_eq!((seen.status, &seen.json()["message"]), (400, &words));
}

#[test]
fn rate_limits_come_with_and_without_retry_after() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "get", "kind": "rate_limit" }));
    live.fault(&json!({ "endpoint": "get", "kind": "rate_limit", "retry_after": 3 }));
    let seen = live.get("/order/9001");
    assert_eq!((seen.status, seen.header("retry-after")), (429, None));
    let seen = live.get("/order/9001");
    assert_eq!((seen.status, seen.header("retry-after")), (429, Some("3")));
    assert_eq!(live.get("/order/9001").status, 404);
}

#[test]
fn a_server_error_may_or_may_not_have_acted() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "server_error" }));
    live.fault(&json!({
        "endpoint": "create", "kind": "server_error", "status": 503, "acted": true,
    }));
    assert_eq!(live.post("/order", &voucher("no")).status, 500);
    assert_eq!(live.post("/order", &voucher("yes")).status, 503);
    let state = live.state();
    assert_eq!(state["orders"].as_array().map(Vec::len), Some(1));
    assert_eq!(state["orders"][0]["client_order_ref"], "yes");
}

#[test]
fn the_body_drips_slowly() {
    let live = Live::start();
    live.fault(&json!({
        "endpoint": "profile", "kind": "slow_drip", "bytes": 40, "every_ms": 30,
    }));
    let start = Instant::now();
    let seen = live.get("/user/profile");
    assert_eq!((seen.status, &seen.end), (200, &End::Whole));
    assert_eq!(seen.json()["role"], "dealer");
    assert!(start.elapsed().as_millis() >= 150, "{:?}", start.elapsed());
}

#[test]
fn the_connection_breaks_inside_the_json() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "cut", "at": 20 }));
    let seen = live.post("/order", &voucher("cut"));
    assert_eq!((seen.status, seen.body.len(), seen.end), (200, 20, End::Closed));
    assert_eq!(live.state()["orders"][0]["charges"], 1);
}

#[test]
fn half_the_json_is_framed_as_all_of_it() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "half_json" }));
    let seen = live.post("/order", &voucher("half"));
    assert_eq!((seen.status, &seen.end), (200, &End::Whole));
    assert!(serde_json::from_slice::<Value>(&seen.body).is_err());
}

#[test]
fn keys_stand_twice() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "duplicate_keys" }));
    live.fault(&json!({ "endpoint": "create", "kind": "duplicate_keys", "with": { "id": 1 } }));
    let seen = live.post("/order", &voucher("twice")).text();
    assert_eq!((seen.matches("\"id\":").count(), seen.contains("\"id\":null")), (2, true));
    let seen = live.post("/order", &voucher("twice")).text();
    assert!(seen.contains("\"id\":9002") && seen.ends_with("\"id\":1}"), "{seen}");
}

#[test]
fn a_byte_order_mark_stands_before_the_json() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "list", "kind": "bom" }));
    assert!(live.get("/order").body.starts_with(b"\xEF\xBB\xBF{"));
}

#[test]
fn two_hundred_comes_with_an_empty_body() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "empty" }));
    let seen = live.post("/order", &voucher("empty"));
    assert_eq!((seen.status, seen.body.len(), seen.end), (200, 0, End::Whole));
    assert_eq!(live.state()["orders"][0]["charges"], 1);
}

#[test]
fn a_proxy_answers_with_an_html_page() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "html" }));
    let seen = live.post("/order", &voucher("html"));
    assert_eq!((seen.status, seen.header("content-type")), (502, Some("text/html")));
    assert!(seen.text().contains("<h1>502 Bad Gateway</h1>"));
}

#[test]
fn garbage_comes_instead_of_json() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "get", "kind": "garbage" }));
    let seen = live.get("/order/9001");
    assert!(String::from_utf8(seen.body).is_err());
}

#[test]
fn a_reply_is_larger_than_a_client_should_read() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "huge" }));
    let seen = live.post("/order", &voucher("huge"));
    assert!(seen.body.len() > 8 * 1024 * 1024);
    assert_eq!(seen.json()["clientOrderRef"], "huge", "valid all the same");
}

#[test]
fn the_connection_stays_open_without_a_reply() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "stall" }));
    let seen = live.post("/order", &voucher("stalled"));
    assert_eq!((seen.status, seen.end), (0, End::Silent));
    assert_eq!(live.state()["orders"][0]["client_order_ref"], "stalled");
}

#[test]
fn a_redirect_points_elsewhere_and_following_it_shows() {
    let live = Live::start();
    for status in [302, 307] {
        live.fault(&json!({ "endpoint": "create", "kind": "redirect", "status": status }));
        let seen = live.post("/order", &voucher("moved"));
        assert_eq!((seen.status, seen.header("location")), (status, Some("/moved")));
    }
    assert_eq!(live.state()["requests"].get("other"), None);
    live.get("/moved");
    assert_eq!(live.state()["requests"]["other"], 1);
}

#[test]
fn an_unknown_status_word_comes_and_goes() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "unknown_status", "word": "on-hold" }));
    let created = live.post("/order", &voucher("odd")).json();
    assert_eq!(created["status"], "on-hold");
    assert_eq!(live.get(&format!("/order/{}", created["id"])).json()["status"], "in-progress");
}

#[test]
fn a_new_order_is_missing_from_the_list_for_a_while() {
    let live = Live::start();
    live.fault(&json!({ "kind": "listing_delay", "ms": 300 }));
    let id = live.post("/order", &voucher("hidden")).json()["id"].clone();
    let list = live.get("/order").json();
    assert_eq!((&list["total"], &list["data"]), (&json!(0), &json!([])));
    assert_eq!(live.get(&format!("/order/{id}")).status, 200, "by id it is there at once");
    std::thread::sleep(std::time::Duration::from_millis(350));
    assert_eq!(live.get("/order").json()["data"][0]["id"], id);
}

#[test]
fn a_failed_order_is_charged_first_and_rolled_back_later() {
    let live = Live::start();
    for (kind, status) in [("fail", "failed"), ("reject", "rejected")] {
        live.fault(&json!({ "endpoint": "create", "kind": kind }));
        let id = live.post("/order", &voucher(kind)).json()["id"].clone();
        assert_eq!(live.state()["balances"]["USD"], "490.50");
        let path = format!("/order/{id}");
        live.get(&path);
        assert_eq!(live.get(&path).json()["status"], status);
        assert_eq!(live.state()["balances"]["USD"], "500.00");
    }
}

//! The control server, and starting and stopping.

use std::time::Instant;

use serde_json::{Value, json};
use simulator::{Settings, Simulator, StartError};

use crate::client::{Live, call};
use crate::voucher;

#[test]
fn the_state_counts_requests_orders_and_money() {
    let live = Live::start();
    live.post("/order", &voucher("counted"));
    live.get("/order");
    live.get("/order");
    let state = live.state();
    let requests = json!({ "create": 1, "list": 2 });
    assert_eq!(state["requests"], requests);
    let money = (&state["opening"]["USD"], &state["charges"]["USD"], &state["balances"]["USD"]);
    assert_eq!(money, (&json!("500"), &json!("9.50"), &json!("490.50")));
    let order = &state["orders"][0];
    assert_eq!((&order["item"], &order["status"]), (&json!(5001), &json!("pending")));
    assert_eq!((&order["charges"], &order["charged"]), (&json!(1), &json!("9.50")));
}

#[test]
fn a_person_ends_an_order_once() {
    let live = Live::start();
    live.fault(&json!({ "kind": "hold" }));
    live.post("/order", &voucher("held"));
    assert_eq!(live.get("/order/9001").json()["status"], "in-progress");
    live.control("/orders/9001", &json!({ "upstream": "palcards", "status": "rejected" }));
    assert_eq!(live.get("/order/9001").json()["status"], "rejected");
    assert_eq!(live.state()["balances"]["USD"], "500.00");
    let again = |body: &Value| call(&live.control, "POST", "/orders/9001", &[], Some(body)).status;
    assert_eq!(again(&json!({ "status": "success" })), 409, "ended orders never change");
    assert_eq!(again(&json!({ "status": "success", "force": true })), 200, "unless forced to");
    assert!(live.get("/order/9001").json()["soldItem"]["voucher"]["code"].is_string());
    assert_eq!(again(&json!({ "status": "lost" })), 400);
    let unknown = call(&live.control, "POST", "/orders/1", &[], Some(&json!({"status":"failed"})));
    assert_eq!(unknown.status, 404);
}

#[test]
fn a_reset_forgets_everything_but_the_ids_it_gave() {
    let live = Live::start();
    live.post("/order", &voucher("before"));
    live.fault(&json!({ "endpoint": "any", "kind": "drop", "times": 9 }));
    live.control("/settings", &json!({ "address_refused": true }));
    live.control("/reset", &json!({}));
    let state = live.state();
    assert_eq!((&state["orders"], &state["balances"]["USD"]), (&json!([]), &json!("500")));
    assert_eq!(state["faults_pending"], 0);
    assert_eq!(live.post("/order", &voucher("after")).json()["id"], 9002);
}

#[test]
fn misspelt_control_requests_are_refused_whole() {
    let live = Live::start();
    for (target, wrong) in [
        ("/faults", json!({ "kind": "dorp" })),
        ("/faults", json!({ "kind": "drop", "endpoint": "creat" })),
        ("/faults", json!({ "kind": "drop", "tmies": 2 })),
        ("/faults", json!({ "kind": "fail", "ms": 2 })),
        ("/faults", json!({ "kind": "redirect", "status": 99 })),
        ("/settings", json!({ "delay_ms": 5, "balance": { "USD": "-1" } })),
        ("/settings", json!({ "delay_ms": 5, "colour": "red" })),
        ("/settings", json!({ "default_currency": "EUR" })),
        ("/settings", json!([])),
        ("/faults", json!({ "upstream": "nobody", "kind": "drop" })),
        ("/nowhere", json!({})),
    ] {
        let seen = call(&live.control, "POST", target, &[], Some(&wrong));
        assert!(seen.status == 400 || seen.status == 404, "{wrong}: {}", seen.status);
        assert!(seen.json()["message"].is_string());
    }
    let state = live.state();
    assert_eq!(
        (&state["faults_pending"], &state["settings"]["after_polls"]),
        (&json!(0), &json!(2))
    );
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let live = Live::start();
    let page = call(&live.control, "GET", "/", &[], None);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").is_some_and(|it| it.contains("'none'")));
    let text = page.text();
    assert!(!text.contains("http://") && !text.contains("https://"), "no external resources");
    // Every lever of the page must work.
    for (attribute, target) in [("data-fault='", "/faults"), ("data-settings='", "/settings")] {
        let levers: Vec<&str> = text.split(attribute).skip(1).collect();
        assert!(!levers.is_empty());
        for lever in levers {
            let body = serde_json::from_str(lever.split('\'').next().unwrap()).unwrap();
            live.control(target, &body);
        }
    }
}

#[test]
fn another_web_page_cannot_pull_the_levers() {
    let live = Live::start();
    let from = |origin: &str| {
        let body = json!({ "kind": "drop" });
        call(&live.control, "POST", "/faults", &[("origin", origin)], Some(&body)).status
    };
    assert_eq!((from("http://evil.example"), from(&live.control)), (403, 200));
}

#[tokio::test]
async fn it_never_leaves_this_machine() {
    let address = "0.0.0.0:0".parse().unwrap();
    let refused = Simulator::start(address, Settings::default()).await;
    assert!(matches!(refused, Err(StartError::NotLoopback { .. })));
}

#[tokio::test]
async fn a_given_port_is_the_control_servers_and_the_fakes_follow_it() {
    // Any pair of neighbours will do; another process may hold some of them.
    for port in (17_100..17_200).step_by(10) {
        let address = format!("127.0.0.1:{port}").parse().unwrap();
        if let Ok(running) = Simulator::start(address, Settings::default()).await {
            assert_eq!(running.control, format!("http://127.0.0.1:{port}"));
            let names: Vec<_> = running.upstreams().map(|(name, _)| name).collect();
            assert_eq!(names, ["palcards", "plexy", "cardpluspay", "payerly", "mpg"]);
            let versions = ["", "", "/v1", "/v1", ""];
            for (place, (name, url)) in (1_usize..).zip(running.upstreams()) {
                let version = versions[place - 1];
                let expected = format!("http://127.0.0.1:{}{version}", port + place);
                assert!(url.is_none_or(|url| url == expected), "{name}");
            }
            let url = format!("base_url = \"{}\"", running.url("palcards").unwrap());
            assert_eq!(running.practice_shop().matches(&url).count(), 1);
            return running.stop().await;
        }
    }
    unreachable!("no free ports");
}

#[test]
fn it_stops_in_spite_of_a_stalled_reply() {
    let live = Live::start();
    live.fault(&json!({ "endpoint": "create", "kind": "stall" }));
    let palcards = live.url("palcards");
    let waiting = std::thread::spawn(move || {
        call(&palcards, "POST", "/order", &[("x-api-key", crate::KEY)], Some(&voucher("late")))
    });
    std::thread::sleep(std::time::Duration::from_millis(100));
    let address = live.url("palcards").strip_prefix("http://").unwrap().to_owned();
    let start = Instant::now();
    live.stop();
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
    assert_eq!(waiting.join().unwrap().status, 0);
    assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
}

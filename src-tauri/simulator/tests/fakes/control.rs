//! The control server, and starting and stopping.

use std::time::Instant;

use serde_json::{Value, json};
use simulator::{PRACTICE_SHOP, Settings, Simulator, StartError};

use crate::client::{Live, call};
use crate::palcards::{KEY, voucher};

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
    for part in ["/", "/page.css", "/page.js"] {
        let text = call(&live.control, "GET", part, &[], None);
        assert_eq!(text.status, 200, "{part}");
        let text = text.text();
        assert!(!text.contains("http://") && !text.contains("https://"), "nothing from outside");
        assert!(!text.contains("<style") && !text.contains("innerHTML"), "{part}");
    }
}

/// The JSON values of an attribute, wherever it stands in the page.
fn attributes(page: &str, name: &str) -> Vec<Value> {
    let start = format!("{name}='");
    let values = page.split(&start).skip(1).map(|rest| rest.split('\'').next().unwrap());
    values.map(|value| serde_json::from_str(value).unwrap()).collect()
}

#[test]
fn every_lever_of_the_page_works() {
    let live = Live::start();
    let page = call(&live.control, "GET", "/", &[], None).text();
    let (faults, settings) = (attributes(&page, "data-fault"), attributes(&page, "data-settings"));
    for (target, levers) in [("/faults", &faults), ("/settings", &settings)] {
        for lever in levers {
            assert!(lever["upstream"].is_string(), "{lever}");
            live.control(target, lever);
        }
    }
    for upstream in ["palcards", "plexy", "cardpluspay", "payerly", "mpg"] {
        let losing = faults.iter().any(|it| it["upstream"] == upstream && it["kind"] == "drop");
        let slow = settings.iter().any(|it| it["upstream"] == upstream && it["answer_ms"] != 0);
        assert!(losing && slow, "{upstream} loses replies and is slow");
        let count =
            |levers: &[Value]| levers.iter().filter(|it| it["upstream"] == upstream).count();
        assert!(count(&faults) > 3 && count(&settings) > 3, "{upstream} has its levers");
        assert!(page.contains(&format!("<section id=\"{upstream}\"")), "{upstream} is on the page");
    }
}

#[test]
fn every_answer_can_be_made_slow_and_a_fresh_start_is_quick_again() {
    let live = Live::start();
    let took = || {
        let start = Instant::now();
        assert_eq!(live.get("/user/profile").status, 200);
        start.elapsed().as_millis()
    };
    live.control("/settings", &json!({ "answer_ms": 700 }));
    assert!(took() >= 700);
    assert_eq!(
        (&live.state()["answer_ms"], &live.state_of("plexy")["answer_ms"]),
        (&json!(700), &json!(0))
    );
    live.control("/reset", &json!({}));
    assert_eq!(live.state()["answer_ms"], 0);
    // One misspelt word, and nothing is changed.
    let wrong = json!({ "answer_ms": 700, "colour": "red" });
    assert_eq!(call(&live.control, "POST", "/settings", &[], Some(&wrong)).status, 400);
    assert_eq!(live.state()["answer_ms"], 0);
}

#[test]
fn the_page_lists_every_card_that_can_be_keyed_in() {
    let live = Live::start();
    let page = call(&live.control, "GET", "/", &[], None).text();
    let listed: Vec<String> = page
        .split("<dt>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().replace(' ', ""))
        .collect();
    let known: Vec<&str> = simulator::mpg::cards::numbers().collect();
    assert_eq!(listed, known);
}

#[test]
fn every_end_on_the_page_is_one_the_supplier_knows() {
    let live = Live::start();
    let page = call(&live.control, "GET", "/", &[], None).text();
    for section in page.split("<section id=\"").skip(1) {
        let upstream = section.split('"').next().unwrap();
        let ends = attributes(section.split('>').next().unwrap(), "data-ends");
        let ends = ends.iter().flat_map(|ends| ends.as_object().unwrap().keys());
        let ends = ends.map(|status| json!({ "upstream": upstream, "status": status }));
        let acts = attributes(section.split('>').next().unwrap(), "data-acts");
        let acts = acts.iter().flat_map(|acts| acts.as_object().unwrap().values());
        let acts = acts.map(|act| {
            let mut act = act.clone();
            act["upstream"] = json!(upstream);
            act
        });
        let all: Vec<Value> = ends.chain(acts).collect();
        assert!(all.len() > 1, "{upstream} has no ends");
        for body in all {
            let seen = call(&live.control, "POST", "/orders/1", &[], Some(&body));
            assert_eq!(seen.status, 404, "{body}: known, but there is no such order");
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
            // The file's own addresses, moved by as much as the ports are.
            let moved = (1..=5).fold(PRACTICE_SHOP.to_owned(), |shop, place| {
                shop.replace(
                    &format!("http://127.0.0.1:{}", 7000 + place),
                    &format!("http://127.0.0.1:{}", port + place),
                )
            });
            assert_ne!(moved, PRACTICE_SHOP);
            assert_eq!(running.practice_shop(), moved);
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
        call(&palcards, "POST", "/order", &[("x-api-key", KEY)], Some(&voucher("late")))
    });
    std::thread::sleep(std::time::Duration::from_millis(100));
    let address = live.url("palcards").strip_prefix("http://").unwrap().to_owned();
    let start = Instant::now();
    live.stop();
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
    assert_eq!(waiting.join().unwrap().status, 0);
    assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
}

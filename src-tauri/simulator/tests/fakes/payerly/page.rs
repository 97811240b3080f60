//! The pay page, on which a person plays the customer.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;
use simulator::{Reply, Request, Settings, Simulator};

use super::{Desk, order, put};
use crate::client::{Live, call};

fn press(desk: &mut Desk, page: &str, button: &str) -> Reply {
    let mut request = Request::new("POST", page).header("host", "127.0.0.1:7004");
    request.body = format!("action={button}").into_bytes();
    desk.send(&request)
}

fn page_of(desk: &mut Desk, id: &str) -> String {
    desk.truth(id)["pay_path"].as_str().unwrap().to_owned()
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

#[test]
fn a_person_pays_or_declines_and_the_order_knows() {
    let mut desk = Desk::open();
    desk.create("a");
    let page = page_of(&mut desk, "a");
    let open = desk.send(&Request::new("GET", &page));
    assert!(text(&open).contains("7635.01 USD") && text(&open).contains("<form"));
    assert_eq!(press(&mut desk, &page, "decline").status, 303);
    assert_eq!(desk.look("a")["status"]["value"], "DECLINED");
    let paid = press(&mut desk, &page, "pay");
    assert_eq!(paid.status, 303, "another try with another card");
    assert!(paid.headers.contains(&("location".into(), page.clone())));
    assert_eq!(desk.look("a")["status"]["value"], "CONFIRMED");
    let shown = text(&desk.send(&Request::new("GET", &page)));
    assert!(shown.contains("Paid.") && !shown.contains("<form"));
}

#[test]
fn a_second_press_and_a_late_one_take_no_money() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.create("late");
    let page = page_of(&mut desk, "a");
    assert_eq!(press(&mut desk, &page, "pay").status, 303);
    assert_eq!(press(&mut desk, &page, "pay").status, 409);
    assert_eq!(desk.truth("a")["charges"], 1);
    desk.now += 60 * 60_000;
    let page = page_of(&mut desk, "late");
    let late = press(&mut desk, &page, "pay");
    assert_eq!((late.status, text(&late).contains("Too late")), (409, true));
    assert_eq!(desk.truth("late")["charges"], 0);
    assert_eq!(press(&mut desk, &page, "steal").status, 400);
    assert_eq!(press(&mut desk, "/pay/nobody", "pay").status, 404);
}

#[test]
fn what_is_sold_cannot_become_part_of_the_page() {
    let mut desk = Desk::open();
    let mut wish = order();
    wish["description"] = json!("<script>alert('x')</script> {what} & \"more\"");
    desk.agreed(&put("/v1/orders/a", &wish));
    let page = page_of(&mut desk, "a");
    let reply = desk.send(&Request::new("GET", &page));
    let shown = text(&reply);
    assert!(!shown.contains("<script"), "{shown}");
    assert!(shown.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; {what} &amp; &quot;"));
    let policy = reply.headers.iter().find(|(name, _)| name == "content-security-policy");
    assert!(policy.is_some_and(|(_, it)| it.starts_with("default-src 'none'")));
    assert!(!shown.contains("http://") && !shown.contains("https://"), "nothing from elsewhere");
}

#[test]
fn another_web_page_cannot_press_the_buttons() {
    let mut desk = Desk::open();
    desk.create("a");
    let page = page_of(&mut desk, "a");
    let mut from = |origin: &str| {
        let request = Request::new("POST", &page).header("host", "127.0.0.1:7004");
        let mut request = request.header("origin", origin);
        request.body = b"action=pay".to_vec();
        desk.send(&request).status
    };
    assert_eq!(from("http://evil.example"), 403);
    assert_eq!(from("http://127.0.0.1:7004"), 303);
}

#[test]
fn a_strange_host_does_not_get_into_the_address_of_the_page() {
    let mut desk = Desk::open();
    let request = put("/v1/orders/a", &order()).header("host", "evil\"><script>");
    let url = desk.agreed(&request)["object"]["payUrl"].as_str().unwrap().to_owned();
    assert!(url.starts_with("http://127.0.0.1:7004/pay/"), "{url}");
}

fn press_as_a_browser(origin: &str, page: &str) -> String {
    let host = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!("POST {page} HTTP/1.1\r\nhost: {host}\r\norigin: {origin}\r\n");
    let form = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 10";
    write!(stream, "{head}{form}\r\nconnection: close\r\n\r\naction=pay").unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

#[test]
fn the_page_is_where_pay_url_says_on_the_fakes_own_port() {
    let live = Live::start();
    let bearer = [("authorization", "Bearer practice")];
    let mut wish = order();
    wish.as_object_mut().unwrap().remove("expireAt");
    let seen = call(&live.url("payerly"), "PUT", "/orders/a", &bearer, Some(&wish));
    assert_eq!(seen.status, 200, "{}", seen.text());
    assert!(seen.header("date").is_some());
    let url = seen.json()["object"]["payUrl"].as_str().unwrap().to_owned();
    let origin = live.url("payerly").replace("/v1", "");
    let page = call(&origin, "GET", url.strip_prefix(&origin).unwrap(), &[], None);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.text().contains("7635.01 USD"));
    let pressed = press_as_a_browser(&origin, url.strip_prefix(&origin).unwrap());
    assert!(pressed.starts_with("HTTP/1.1 303 "), "{pressed}");
    let again = json!({ "upstream": "payerly", "action": "pay" });
    let again = call(&live.control, "POST", "/orders/a", &[], Some(&again));
    assert_eq!(again.status, 409, "paid already");
    live.control("/faults", &json!({ "upstream": "payerly", "endpoint": "get", "kind": "drop" }));
    assert_eq!(call(&live.url("payerly"), "GET", "/orders/a", &bearer, None).status, 0);
    let state = live.state_of("payerly");
    assert_eq!(
        (&state["orders"][0]["net"], &state["requests"]["get"]),
        (&json!("7635.01"), &json!(1))
    );
}

#[tokio::test]
async fn the_base_url_ends_in_the_version() {
    let address = "127.0.0.1:0".parse().unwrap();
    let running = Simulator::start(address, Settings::default()).await.unwrap();
    assert!(running.url("payerly").unwrap().ends_with("/v1"));
    assert!(!running.url("mpg").unwrap().ends_with("/v1"));
    running.stop().await;
}

//! Texting a sold code from the result.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::till::{Till, VOUCHER};

type Bodies = Arc<Mutex<Vec<Value>>>;

/// A telephone on loopback that takes every message and keeps its body.
fn telephone() -> (String, Bodies) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let bodies = Bodies::default();
    let kept = Arc::clone(&bodies);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (mut text, mut buffer) = (String::new(), [0; 16 * 1024]);
            // A request that was cut off is left alone: its connection closes.
            while let Ok(length @ 1..) = stream.read(&mut buffer) {
                text.push_str(&String::from_utf8_lossy(&buffer[..length]));
                let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
                let is_look_up = text.starts_with("GET ");
                let Ok(body) = serde_json::from_str::<Value>(if is_look_up { "{}" } else { body })
                else {
                    continue;
                };
                let answer = format!("{{\"id\":{},\"state\":\"Sent\"}}", body["id"]);
                if !is_look_up {
                    kept.lock().unwrap().push(body);
                }
                let length = answer.len();
                let head =
                    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nConnection: close";
                let reply = format!("{head}\r\nContent-Length: {length}\r\n\r\n{answer}");
                stream.write_all(reply.as_bytes()).ok();
                break;
            }
        }
    });
    (url, bodies)
}

fn open(name: &'static str, url: &str) -> Till {
    let route = format!("[[sms]]\nid = \"telephone\"\nkind = \"smsgate\"\nbase_url = \"{url}\"\n");
    Till::open_with(name, "", &format!("{route}account = \"sms\"\nsecret = \"a password\"\n"))
}

fn sell(till: &Till, phone: Option<&str>) {
    till.click(&format!("product-{VOUCHER}"));
    if let Some(phone) = phone {
        till.type_into("phone", phone);
    }
    till.click("pay");
    till.click("tender-cash");
    till.type_into("cash-received", "38");
    till.click("confirm");
    till.wait_state("delivered");
}

#[test]
fn a_code_is_texted_to_the_customers_number() {
    let (url, bodies) = telephone();
    let till = open("texting", &url);
    sell(&till, Some("0599123456"));
    till.click("sms");
    till.wait_attr("sms-result", "data-state", "sent");
    let bodies = bodies.lock().unwrap().clone();
    assert_eq!(bodies.len(), 1);
    assert_eq!(bodies[0]["phoneNumbers"][0], "+970599123456");
    let order = till.only_order();
    assert_eq!(order["copies"], 1);
    let secrets = order["secrets"].as_array().unwrap();
    let text = bodies[0]["textMessage"]["text"].as_str().unwrap();
    for secret in secrets {
        let value = secret["value"].as_str().unwrap();
        assert!(text.lines().any(|line| line == value), "a secret has no line of its own");
    }
}

#[test]
fn a_number_is_asked_for_where_none_is_known() {
    let (url, bodies) = telephone();
    let till = open("texting-asked", &url);
    sell(&till, None);
    till.click("sms");
    till.type_into("sms-phone", "0599 123 456");
    // Keys so close together and an Enter are a scan.
    thread::sleep(Duration::from_millis(100));
    till.press(&[xtask::window::keys::ENTER]);
    till.wait_attr("sms-result", "data-state", "sent");
    assert_eq!(bodies.lock().unwrap()[0]["phoneNumbers"][0], "+970599123456");
    // Enter in the number's field is no Enter on the result.
    till.wait_state("delivered");
}

//! Texting a sold code from the result.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

type Bodies = Arc<Mutex<Vec<Value>>>;

/// What a telephone does with messages, all of which it keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Takes them.
    Takes,
    /// Takes them, and says when it is asked later that the first one did not arrive.
    FirstFails,
    /// Never says anything.
    Silent,
}

/// A telephone on loopback.
fn telephone(mood: Mood) -> (String, Bodies) {
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
                let path = text.split([' ', '?']).nth(1).unwrap_or_default();
                let id =
                    if is_look_up { json!(path.rsplit('/').next()) } else { body["id"].clone() };
                if !is_look_up {
                    kept.lock().unwrap().push(body);
                }
                let is_first = kept.lock().unwrap().first().is_some_and(|first| first["id"] == id);
                let state = match (mood, is_look_up) {
                    (Mood::Silent, _) => break,
                    (Mood::FirstFails, true) if is_first => "Failed",
                    (Mood::FirstFails, true) => "Delivered",
                    (Mood::Takes, _) | (Mood::FirstFails, false) => "Sent",
                };
                let status = if is_look_up { "200 OK" } else { "202 Accepted" };
                let answer = json!({ "id": id, "state": state }).to_string();
                let length = answer.len();
                let head = "Content-Type: application/json\r\nConnection: close";
                let reply = format!(
                    "HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {length}\r\n\r\n{answer}"
                );
                stream.write_all(reply.as_bytes()).ok();
                break;
            }
        }
    });
    (url, bodies)
}

fn open(name: &'static str, language: Language, url: &str) -> Till {
    let route = format!("[[sms]]\nid = \"telephone\"\nkind = \"smsgate\"\nbase_url = \"{url}\"\n");
    Till::open_with(
        name,
        language,
        "",
        &format!("{route}account = \"sms\"\nsecret = \"a password\"\n"),
    )
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

in_both_languages!(
    a_code_is_texted_to_the_customers_number,
    a_number_is_asked_for_where_none_is_known,
    a_text_of_unknown_fate_needs_a_person_who_says_what_was_done,
    a_text_that_did_not_arrive_is_told_to_who_is_there_and_handed_over_again,
);

fn a_code_is_texted_to_the_customers_number(language: Language) {
    let (url, bodies) = telephone(Mood::Takes);
    let till = open("texting", language, &url);
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

fn a_number_is_asked_for_where_none_is_known(language: Language) {
    let (url, bodies) = telephone(Mood::Takes);
    let till = open("texting-asked", language, &url);
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

fn a_text_of_unknown_fate_needs_a_person_who_says_what_was_done(language: Language) {
    let (url, bodies) = telephone(Mood::Silent);
    let till = open("texting-lost", language, &url);
    sell(&till, Some("0599123456"));
    till.click("sms");
    till.wait_attr("sms-result", "data-state", "unknown");
    till.shoot("light-text-unknown");
    let handed_over = bodies.lock().unwrap().len();
    till.click("new-sale");
    till.by("attention-banner");
    for look in ["light", "dark"] {
        if till.root("data-theme") != json!(look) {
            till.choose("theme");
        }
        till.wait_root("data-theme", look);
        till.click("nav-attention");
        till.wait_attr("matter", "data-matter", "text_unknown");
        till.shoot(&format!("{look}-lost-text"));
    }
    assert!(till.text("matter").contains("+970 599 123 456"), "to whom it went");
    assert!(!till.is_enabled("text-done"), "it is settled before anybody says what was done");
    till.click("remedy-told");
    till.shoot("dark-lost-text-told");
    till.click("text-done");
    till.wait_gone("attention-banner");
    till.wait_gone("matter");
    assert_eq!(bodies.lock().unwrap().len(), handed_over, "nothing is sent again by itself");
    assert_eq!(seen_to(&till), ["told"]);
    assert_eq!(till.only_order()["state"], "delivered", "the sale is as it was");
}

fn a_text_that_did_not_arrive_is_told_to_who_is_there_and_handed_over_again(language: Language) {
    let (url, bodies) = telephone(Mood::FirstFails);
    let till = open("texting-failed", language, &url);
    sell(&till, Some("0599123456"));
    till.click("sms");
    till.wait_attr("sms-result", "data-state", "sent");
    till.click("new-sale");
    // The open window asks by itself, and tells whoever is there now.
    till.by("attention-banner");
    till.click("nav-attention");
    till.wait_attr("matter", "data-matter", "text_failed");
    till.shoot("light-failed-text");
    till.click("sms");
    till.wait_attr("sms-result", "data-state", "sent");
    till.shoot("light-failed-text-again");
    till.click("remedy-texted_again");
    till.click("text-done");
    till.wait_gone("matter");
    assert_eq!(seen_to(&till), ["texted_again"]);
    let texts = bodies.lock().unwrap().clone();
    assert_eq!(texts.len(), 2);
    let said = |at: usize| texts[at]["textMessage"]["text"].as_str().unwrap().to_owned();
    let copy = language.says_of("sms-copy", &[("number", "2")]);
    let is_copy = |at: usize| said(at).lines().any(|line| line == copy);
    assert!(!is_copy(0) && is_copy(1), "{}", said(1));
}

/// What persons said that they did about texts.
fn seen_to(till: &Till) -> Vec<String> {
    let order = till.only_order();
    let events = order["events"].as_array().unwrap();
    let seen = events.iter().filter(|event| event["kind"] == "text_seen_to");
    seen.map(|event| event["detail"].as_str().unwrap_or_default().to_owned()).collect()
}

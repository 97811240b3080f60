//! A modem with a SIM card that asks for its PIN: the whole way, over processes. Three wrong PINs lock a
//! card for good, so one that was wrong once is never tried again by itself.

use serde_json::{Value, json};

use super::{TO, kinds};
use crate::fake::{Fake, code};
use crate::modem::{Heard, Mood, plug_in};
use crate::shop::{Shop, VOUCHER, toml, word};

const RIGHT: &str = "4821";
const WRONG: &str = "9157";

fn file(fake: &Fake, device: &str, pin: &str) -> String {
    let route = "[[sms]]\nid = \"modem\"\nkind = \"gsm-modem\"";
    format!("{}\n{route}\ndevice = \"{device}\"\nsim_pin = \"{pin}\"\n", toml(&fake.url))
}

/// A shop with a locked card, an order that was not texted yet, and what the modem hears.
fn sold(fake: &Fake, pin: &str) -> (Shop, String, String, Heard) {
    let (device, heard) = plug_in(Mood::Pin);
    let shop = Shop::provisioned(&file(fake, &device, pin));
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    (shop, order, device, heard)
}

/// What the doctor says about the modem.
fn doctor(shop: &Shop) -> Value {
    let lines = shop.run("doctor").lines();
    lines.into_iter().find(|line| line["check"] == "sms modem").expect("it is tried")
}

#[test]
fn a_code_goes_out_by_a_modem_whose_card_opens_with_its_pin() {
    let fake = Fake::start();
    let (shop, order, _, heard) = sold(&fake, RIGHT);
    let found = doctor(&shop);
    assert_eq!(found["ok"], true, "{found:#}");
    assert!(heard.pdus.lock().unwrap().is_empty(), "trying sends nothing");
    for copies in 1..=2 {
        let texted = shop.run(&format!("sms {order} --to {TO}")).exit(0).json();
        assert_eq!(texted, json!({ "copies": copies }));
    }
    assert_eq!(heard.pins(), 1, "an open card is not opened again");
    let pdus = heard.pdus.lock().unwrap().clone();
    assert_eq!(pdus.len(), 2);
    // +970599123456 as the standard writes a number.
    assert!(pdus.iter().all(|pdu| pdu.contains("0C91795099214365")), "{pdus:?}");
    assert_eq!(kinds(&shop, &order), ["sms", "sms"]);
}

#[test]
fn a_wrong_pin_is_tried_once_over_all_processes_until_another_one_is_set() {
    let fake = Fake::start();
    let (shop, order, device, heard) = sold(&fake, WRONG);
    let message = shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
    assert!(message.contains("PIN") && !message.contains(WRONG), "{message}");
    assert_eq!(heard.pins(), 1);
    for _ in 0..2 {
        shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
        let found = doctor(&shop);
        assert_eq!(found["ok"], false, "{found:#}");
        assert!(!found.to_string().contains(WRONG), "{found:#}");
        shop.run("recover --wait 5s").exit(0);
    }
    // The same file once more is no other PIN.
    shop.provision(&file(&fake, &device, WRONG)).exit(0);
    shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
    assert_eq!(heard.pins(), 1, "three would lock the card");
    assert!(heard.pdus.lock().unwrap().is_empty());
    assert_eq!(shop.orders()[0]["copies"], 0);

    shop.provision(&file(&fake, &device, RIGHT)).exit(0);
    shop.run(&format!("sms {order} --to {TO}")).exit(0);
    assert_eq!((heard.pins(), heard.pdus.lock().unwrap().len()), (2, 1));
    let told = shop.run(&format!("order {order}")).exit(0).json().to_string();
    for secret in [code(0).as_str(), RIGHT, WRONG] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn a_process_that_died_while_it_tried_a_pin_counts_as_a_try() {
    let fake = Fake::start();
    let (shop, order, device, heard) = sold(&fake, RIGHT);
    // A modem that hears a PIN and says nothing: the try is on disk before it is made.
    let (deaf, tried) = plug_in(Mood::MuteToPin);
    shop.provision(&file(&fake, &deaf, RIGHT)).exit(0);
    let call = shop.start(&format!("sms {order} --to {TO}"));
    crate::shop::wait_until("the PIN is tried", || tried.pins() == 1);
    call.kill();
    shop.run("recover --wait 5s").exit(0);
    // Nothing can have left before the card was open, and that is what is said.
    assert_eq!(kinds(&shop, &order), ["sms_failed"]);
    shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
    assert_eq!(tried.pins(), 1);
    // The other modem has the same route's name and PIN: what was not found right stays so.
    shop.provision(&file(&fake, &device, RIGHT)).exit(0);
    shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
    assert_eq!(heard.pins(), 0);
}

//! Slips: counted, and never a reason to call a delivered sale failed.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::fake::{Answer, Fake, PIN, code};
use crate::shop::{Shop, VOUCHER, closed_port, files, keys, toml, wait_until, word};

/// A printer that takes everything and keeps it, job by job.
fn sink() -> (String, Arc<Mutex<Vec<Vec<u8>>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address").to_string();
    let jobs = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&jobs);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut job = Vec::new();
            stream.read_to_end(&mut job).ok();
            kept.lock().unwrap().push(job);
        }
    });
    (address, jobs)
}

fn shop_with(fake: &Fake, kind: &str, address: &str) -> Shop {
    let printer =
        format!("\n[[printer]]\nid = \"receipt\"\nkind = \"{kind}\"\naddress = \"{address}\"\n");
    Shop::provisioned(&format!("{}{printer}", toml(&fake.url)))
}

fn unreachable(fake: &Fake) -> Shop {
    shop_with(fake, "escpos-tcp", closed_port().trim_start_matches("http://"))
}

/// Printing this order counts to `copies`.
#[track_caller]
fn check(shop: &Shop, order: &str, copies: u32) {
    let printed = shop.run(&format!("print {order}")).exit(0).json();
    assert_eq!(printed, json!({ "copies": copies }));
    assert_eq!(shop.orders()[0]["copies"], copies);
}

#[test]
fn every_copy_is_counted_from_the_first_slip_on() {
    let fake = Fake::start();
    let (address, jobs) = sink();
    let shop = shop_with(&fake, "escpos-tcp", &address);
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
    assert_eq!(keys(&sale["hand_overs"][0]), ["message", "ok", "via"]);
    assert_eq!(
        (&sale["hand_overs"][0]["via"], &sale["hand_overs"][0]["ok"]),
        (&json!("receipt"), &json!(true))
    );
    assert_eq!(sale["orders"][0]["copies"], 1);
    let order = word(&sale["orders"][0], "id");
    check(&shop, &order, 2);
    check(&shop, &order, 3);
    wait_until("three jobs arrive", || jobs.lock().unwrap().len() == 3);
    let jobs = jobs.lock().unwrap();
    for job in jobs.iter() {
        assert_eq!(job.get(..2), Some(&b"\x1b@"[..]), "a job begins with ESC @");
    }
    // COPY n stands on every slip but the first.
    assert!(jobs[1].len() > jobs[0].len(), "{} {}", jobs[0].len(), jobs[1].len());
    let shown = shop.run(&format!("order {order}")).exit(0).json();
    let prints = shown["events"]
        .as_array()
        .expect("a history")
        .iter()
        .filter(|event| event["kind"] == "print")
        .count();
    assert_eq!(prints, 3);
}

#[test]
fn a_pdf_slip_is_written_for_each_copy() {
    let fake = Fake::start();
    let shop = shop_with(&fake, "pdf", "slips");
    let sale = shop.run(&format!("sell --product {VOUCHER} --print receipt")).exit(0).json();
    check(&shop, &word(&sale["orders"][0], "id"), 2);
    let slips: Vec<_> = files(&shop.data_dir().join("slips"));
    assert_eq!(slips.len(), 2, "{slips:?}");
    for slip in slips {
        assert_eq!(fs::read(slip).expect("a file").get(..5), Some(&b"%PDF-"[..]));
    }
}

#[test]
fn the_printer_can_be_named_with_the_command() {
    let fake = Fake::start();
    let (address, jobs) = sink();
    let second =
        format!("\n[[printer]]\nid = \"second\"\nkind = \"escpos-tcp\"\naddress = \"{address}\"\n");
    let first =
        "\n[[printer]]\nid = \"first\"\nkind = \"pdf\"\naddress = \"slips\"\ndefault = true\n";
    let shop = Shop::provisioned(&format!("{}{second}{first}", toml(&fake.url)));
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
    assert_eq!(sale["hand_overs"][0]["via"], "first");
    let order = word(&sale["orders"][0], "id");
    shop.run(&format!("print {order} --printer second")).exit(0);
    wait_until("the second printer has it", || jobs.lock().unwrap().len() == 1);
    shop.run(&format!("print {order} --printer third")).fails(2, "unknown_printer");
    assert_eq!(shop.orders()[0]["copies"], 2);
}

/// INV-20.
#[test]
fn a_dead_printer_never_makes_a_failed_purchase() {
    let fake = Fake::start();
    let shop = unreachable(&fake);
    let ended = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0);
    assert!(!ended.stderr.trim().is_empty(), "it warns");
    let sale = ended.json();
    assert_eq!((&sale["state"], &sale["orders"][0]["copies"]), (&json!("delivered"), &json!(0)));
    let hand_overs = sale["hand_overs"].as_array().expect("hand-overs");
    assert_eq!(hand_overs.len(), 1, "{hand_overs:#?}");
    assert_eq!((&hand_overs[0]["via"], &hand_overs[0]["ok"]), (&json!("receipt"), &json!(false)));
    assert!(!word(&hand_overs[0], "message").is_empty());
    for secret in [code(0).as_str(), PIN] {
        assert!(!ended.stderr.contains(secret), "{}", ended.stderr);
    }
}

#[test]
fn a_slip_that_could_not_be_printed_again_ends_with_1() {
    let fake = Fake::start();
    let shop = unreachable(&fake);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    shop.run(&format!("print {order}")).fails(1, "printer_failed");
    assert_eq!(shop.orders()[0]["copies"], 0);
}

#[test]
fn a_code_that_was_not_printed_is_delivered_all_the_same_and_printed_later() {
    let fake = Fake::start();
    let shop = unreachable(&fake);
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
    let file = toml(&fake.url);
    let mended = "\n[[printer]]\nid = \"receipt\"\nkind = \"pdf\"\naddress = \"slips\"\n";
    shop.provision(&format!("{file}{mended}")).exit(0);
    check(&shop, &word(&sale["orders"][0], "id"), 1);
}

#[test]
fn only_what_was_delivered_is_printed() {
    let fake = Fake::answering(Answer::refusal(400, "Insufficient balance"));
    let shop = shop_with(&fake, "pdf", "slips");
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(3).json();
    assert_eq!(sale["hand_overs"], json!([]));
    shop.run(&format!("print {}", word(&sale["orders"][0], "id"))).fails(2, "nothing_to_print");
}

#[test]
fn every_unit_gets_its_own_slip() {
    let fake = Fake::start();
    let (address, jobs) = sink();
    let shop = shop_with(&fake, "escpos-tcp", &address);
    let ended = shop.run(&format!("sell --product {VOUCHER} --quantity 2 --print")).exit(0);
    let sale = ended.json();
    let copies: Vec<&Value> =
        sale["orders"].as_array().expect("orders").iter().map(|order| &order["copies"]).collect();
    assert_eq!(copies, [&json!(1), &json!(1)], "{:#} {}", sale["hand_overs"], ended.stderr);
    wait_until("both slips arrive", || jobs.lock().unwrap().len() == 2);
}

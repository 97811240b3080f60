//! Print jobs: on record before a byte leaves, one at a time, ended once, and never printed again
//! by themselves.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::printer::{Manner, NO_PAPER, Printer, READY};
use crate::shop::{Call, Shop, VOUCHER, closed_port, raseed, toml, wait_until, word};

fn shop_with(fake: &Fake, printer: &Printer) -> Shop {
    Shop::provisioned(&format!("{}{}", toml(&fake.url), printer.section()))
}

fn jobs(shop: &Shop) -> Vec<Value> {
    shop.run("print --jobs").exit(0).lines()
}

/// The one job there is.
#[track_caller]
fn only_job(shop: &Shop) -> Value {
    let jobs = jobs(shop);
    assert_eq!(jobs.len(), 1, "{jobs:#?}");
    jobs.into_iter().next().unwrap_or_default()
}

#[track_caller]
fn sold(shop: &Shop) -> String {
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
    word(&sale["orders"][0], "id")
}

#[test]
fn a_job_ends_as_what_the_printer_said() {
    let cases = [
        (READY, "confirmed", Value::Null),
        (Manner::Silent, "sent", Value::Null),
        (Manner::Talks([0x12; 3], None), "sent", Value::Null),
        (NO_PAPER, "failed", json!("paper-out")),
        (Manner::Talks([0x12; 3], Some(0x0C)), "failed", json!("paper-out")),
    ];
    for (manner, state, trouble) in cases {
        let (fake, printer) = (Fake::start(), Printer::start(manner));
        let shop = shop_with(&fake, &printer);
        let order = sold(&shop);
        let job = only_job(&shop);
        assert_eq!((&job["state"], &job["trouble"]), (&json!(state), &trouble), "{manner:?}");
        assert_eq!((&job["kind"], &job["copy"]), (&json!("slip"), &json!(1)));
        assert_eq!(word(&job, "order_id"), order);
        assert!(job["ended_at"].is_string() && job["sent_at"].is_string(), "{job:#}");
        let is_printed = state != "failed";
        assert_eq!(shop.orders()[0]["copies"], u32::from(is_printed), "{manner:?}");
    }
}

#[test]
fn a_fault_is_named_with_what_to_do() {
    let (fake, printer) = (Fake::start(), Printer::start(NO_PAPER));
    let shop = shop_with(&fake, &printer);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let ended = shop.run(&format!("print {}", word(&sale["orders"][0], "id"))).exit(1);
    let error = ended.error();
    assert_eq!(error["code"], "printer_failed");
    assert!(word(&error, "message").contains("no paper"), "{error:#}");
    assert!(word(&error, "hint").contains("Load paper"), "{error:#}");
    // It was asked, and got nothing to print.
    wait_until("the printer is left", || printer.jobs().len() == 1);
    assert_eq!(printer.jobs()[0], b"\x1b@");
}

#[test]
fn a_job_is_on_record_as_sent_before_it_has_left() {
    let fake = Fake::start();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let place: Arc<Mutex<Option<std::path::PathBuf>>> = Arc::default();
    let (kept, asked) = (Arc::clone(&seen), Arc::clone(&place));
    let printer = Printer::with(
        READY,
        Arc::new(move || {
            let data_dir = asked.lock().unwrap().clone().expect("a data dir");
            let mut command = raseed();
            command.arg("--json").arg("--data-dir").arg(data_dir).args(["print", "--jobs"]);
            kept.lock().unwrap().extend(Call::start(command).end().exit(0).lines());
        }),
    );
    let shop = shop_with(&fake, &printer);
    *place.lock().unwrap() = Some(shop.data_dir());
    sold(&shop);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 1, "{seen:#?}");
    assert_eq!((&seen[0]["state"], &seen[0]["ended_at"]), (&json!("sent"), &Value::Null));
}

#[test]
fn a_slip_whose_process_was_killed_is_told_and_never_printed_again_by_itself() {
    let fake = Fake::start();
    let (begun, is_begun) = std::sync::mpsc::channel();
    let begun = Mutex::new(begun);
    // It takes the whole job and never says that it is done: the till waits, and is killed.
    let printer = Printer::with(
        Manner::Talks([0x12; 3], None),
        Arc::new(move || begun.lock().unwrap().send(()).unwrap_or_default()),
    );
    let shop = shop_with(&fake, &printer);
    let call = shop.start(&format!("sell --product {VOUCHER} --print"));
    is_begun.recv().expect("the job arrives");
    call.kill();

    let job = only_job(&shop);
    assert_eq!((&job["state"], &job["trouble"]), (&json!("failed"), &json!("till-stopped")));
    assert_eq!(job["may_have_printed"], true);
    let order = &shop.orders()[0];
    assert_eq!((&order["state"], &order["copies"]), (&json!("delivered"), &json!(0)));
    let id = word(order, "id");
    let story = shop.run(&format!("order {id}")).exit(0).json();
    let told = story["events"].as_array().expect("events").iter();
    assert_eq!(told.filter(|event| event["kind"] == "print_failed").count(), 1, "{story:#}");

    // Recovering and looking print nothing; a person's reprint is headed as a copy, since the first
    // may have come out.
    shop.run("recover --wait 5s").exit(0);
    shop.run("doctor");
    assert_eq!(printer.jobs().len(), 2, "the first job, and the doctor's question");
    assert!(printer.jobs()[1].is_empty());
    shop.run(&format!("print {id}")).exit(0);
    assert_eq!(jobs(&shop)[0]["copy"], 2);
    assert_eq!(shop.orders()[0]["copies"], 1);
}

#[test]
fn two_tills_that_print_the_same_slip_at_once_never_give_it_the_same_number() {
    let (fake, printer) = (Fake::start(), Printer::start(READY));
    let second = Printer::start(READY);
    let aside = second.section().replace("\"receipt\"", "\"aside\"");
    let shop = Shop::provisioned(&format!("{}{}{aside}", toml(&fake.url), printer.section()));
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    // Two at one printer, and two at another one, whose turn is its own.
    let calls: Vec<Call> = ["receipt", "aside", "receipt", "aside"]
        .map(|printer| shop.start(&format!("print {order} --printer {printer}")))
        .into();
    let mut copies: Vec<u64> =
        calls.into_iter().filter_map(|call| call.end().exit(0).json()["copies"].as_u64()).collect();
    copies.sort_unstable();
    assert_eq!(copies, [1, 2, 3, 4]);
    let mut heads: Vec<u64> = jobs(&shop).iter().filter_map(|job| job["copy"].as_u64()).collect();
    heads.sort_unstable();
    assert_eq!(heads, [1, 2, 3, 4], "what stands on the slips");
    assert_eq!(shop.orders()[0]["copies"], 4);
    shop.run("verify").exit(0);
}

#[test]
fn two_tills_at_once_give_one_printer_one_job_at_a_time() {
    let (fake, printer) = (Fake::start(), Printer::start(READY));
    let shop = shop_with(&fake, &printer);
    let calls: Vec<Call> = (0..4)
        .map(|n| shop.start(&format!("sell --product {VOUCHER} --phone 059912345{n} --print")))
        .collect();
    for call in calls {
        let sale = call.end().exit(0).json();
        assert_eq!(sale["hand_overs"][0]["ok"], true, "{sale:#}");
    }
    wait_until("all jobs arrive", || printer.jobs().len() == 4);
    assert_eq!(printer.most_at_once(), 1);
}

#[test]
fn a_printer_that_is_off_leaves_a_failed_job_and_a_whole_sale() {
    let fake = Fake::start();
    let address = closed_port().trim_start_matches("http://").to_owned();
    let section =
        format!("\n[[printer]]\nid = \"off\"\nkind = \"escpos-tcp\"\naddress = \"{address}\"\n");
    let shop = Shop::provisioned(&format!("{}{section}", toml(&fake.url)));
    sold(&shop);
    let job = only_job(&shop);
    assert_eq!((&job["state"], &job["trouble"]), (&json!("failed"), &json!("refused")));
    assert_eq!(job["may_have_printed"], false);
    assert_eq!(shop.state(), "delivered");
}

#[test]
fn a_note_is_printed_for_what_was_not_delivered_and_is_never_counted() {
    let fake = Fake::answering(Answer::refusal(400, "Insufficient balance"));
    let printer = Printer::start(READY);
    let shop = shop_with(&fake, &printer);
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(3).json();
    let order = word(&sale["orders"][0], "id");
    assert_eq!(printer.jobs().len(), 0);
    let printed = shop.run(&format!("print {order} --note")).exit(0).json();
    assert_eq!(printed, json!({ "copies": 0 }));
    let job = only_job(&shop);
    assert_eq!((&job["kind"], &job["state"]), (&json!("note"), &json!("confirmed")));
    assert_eq!(shop.orders()[0]["copies"], 0);
    // What was delivered has a slip, not a note.
    let (fake, shop) = (Fake::start(), shop);
    let mended = shop.provision(&format!("{}{}", toml(&fake.url), printer.section()));
    mended.exit(0);
    let delivered = sold(&shop);
    shop.run(&format!("print {delivered} --note")).fails(2, "nothing_to_print");
}

#[test]
fn a_test_print_needs_no_order_and_names_the_fault() {
    let (fake, printer) = (Fake::start(), Printer::start(READY));
    let shop = shop_with(&fake, &printer);
    shop.run("print --test").exit(0);
    wait_until("the test slip arrives", || printer.jobs().len() == 1);
    assert!(printer.jobs()[0].len() > 20_000);
    assert_eq!(only_job(&shop)["kind"], "test");
    shop.run("print --test --printer nobody").fails(2, "unknown_printer");
    shop.run("print").fails(2, "bad_usage");
    shop.run("print --test --jobs").fails(2, "bad_usage");

    let open = Printer::start(Manner::Talks([0x1A, 0x16, 0x12], None));
    shop.provision(&format!("{}{}", toml(&fake.url), open.section())).exit(0);
    let error = shop.run("print --test").exit(1).error();
    assert!(word(&error, "message").contains("cover is open"), "{error:#}");
}

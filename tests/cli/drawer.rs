//! The cash drawer: opened by right, journalled before it opens, and nothing else printed.

use crate::fake::Fake;
use crate::payerly;
use crate::printer::{Manner, NO_PAPER, Printer};
use crate::shop::{CLERKS, Shop, VOUCHER, closed_port, toml, wait_until, word};
use crate::simulator::Simulator;
use serde_json::json;

/// A usual pulse of 50 ms at this pin.
fn pulse(pin: u8) -> Vec<u8> {
    vec![0x1B, b'p', pin, 25, 250]
}

#[test]
fn a_manager_opens_the_drawer_and_a_clerk_does_not() {
    let (fake, printer) = (Fake::start(), Printer::start(Manner::Silent));
    let shop = Shop::provisioned(&format!("{}{}{CLERKS}", toml(&fake.url), printer.section()));
    shop.run_as("Sami", "4821", "drawer").fails(5, "not_allowed");
    assert_eq!(printer.jobs().len(), 0);
    let line = "drawer --reason change";
    let opened = shop.run_as("Lina", "5590", line).exit(0).json();
    assert_eq!(word(&opened, "printer"), "receipt");
    wait_until("the pulse arrives", || printer.jobs().len() == 1);
    assert_eq!(printer.jobs()[0], pulse(0));
    shop.run_as("Huda", "730418", "verify").exit(0);
}

#[test]
fn a_drawer_opens_without_paper_at_its_own_pin() {
    let (fake, printer) = (Fake::start(), Printer::start(NO_PAPER));
    let section = format!("{}drawer_pin = 5\n", printer.section());
    let shop = Shop::provisioned(&format!("{}{section}", toml(&fake.url)));
    shop.run("drawer").exit(0);
    wait_until("the pulse arrives", || printer.jobs().len() == 1);
    assert_eq!(printer.jobs()[0], pulse(1));
}

#[test]
fn a_drawer_that_cannot_be_opened_is_named() {
    let fake = Fake::start();
    let address = closed_port().trim_start_matches("http://").to_owned();
    for (kind, address, words) in
        [("escpos-tcp", address.as_str(), "refuses"), ("pdf", "slips", "no drawer")]
    {
        let section =
            format!("\n[[printer]]\nid = \"p\"\nkind = \"{kind}\"\naddress = \"{address}\"\n");
        let shop = Shop::provisioned(&format!("{}{section}", toml(&fake.url)));
        let error = shop.run("drawer").exit(1).error();
        assert_eq!(error["code"], "drawer_failed");
        assert!(word(&error, "message").contains(words), "{error:#}");
    }
}

/// A shop whose printer says that a drawer hangs at it, with more sections.
fn shop_with_drawer(toml: &str, printer: &Printer, more: &str) -> Shop {
    let section = format!("{}drawer_pin = 5\n", printer.section());
    Shop::provisioned(&format!("{toml}{section}{more}"))
}

/// The job without what the conversation before it leaves: a clean beginning, and questions.
fn job_itself(mut bytes: &[u8]) -> &[u8] {
    let conversation: [&[u8]; 4] = [b"\x1b@", b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"];
    for piece in conversation {
        bytes = bytes.strip_prefix(piece).unwrap_or(bytes);
    }
    bytes
}

fn opens(job: &[u8]) -> bool {
    job_itself(job).starts_with(&pulse(1))
}

/// How often this happened to the order, by its history.
fn count(shop: &Shop, order: &str, kind: &str) -> usize {
    let order = shop.run(&format!("order {order}")).exit(0).json();
    let events = order["events"].as_array().expect("a history");
    events.iter().filter(|event| event["kind"] == kind).count()
}

#[test]
fn a_cash_sale_opens_the_drawer_with_its_first_slip_and_never_again() {
    let (fake, printer) = (Fake::start(), Printer::start(Manner::Silent));
    let shop = shop_with_drawer(&toml(&fake.url), &printer, "");
    let sale = shop.run(&format!("sell --product {VOUCHER} --quantity 2 --print")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    shop.run(&format!("print {order}")).exit(0);
    wait_until("three slips arrive", || printer.jobs().len() == 3);
    let jobs = printer.jobs();
    // In the same job as the slip, before its first dot.
    assert_eq!(jobs.iter().map(|job| opens(job)).collect::<Vec<_>>(), [true, false, false]);
    let slip = job_itself(&jobs[0]).strip_prefix(&pulse(1)[..]).unwrap();
    assert!(slip.starts_with(b"\x1b@\x1dv0") && slip.len() > 1_000);
    assert_eq!(count(&shop, &order, "drawer_sale"), 1);
    assert_eq!(count(&shop, &word(&sale["orders"][1], "id"), "drawer_sale"), 0);
    shop.run("verify").exit(0);
}

#[test]
fn a_drawer_opens_with_a_sale_only_where_the_owner_says_so() {
    let fake = Fake::start();
    let check = |section: &dyn Fn(&Printer) -> String| {
        let printer = Printer::start(Manner::Silent);
        let shop = Shop::provisioned(&format!("{}{}", toml(&fake.url), section(&printer)));
        let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
        wait_until("the slip arrives", || printer.jobs().len() == 1);
        assert!(job_itself(&printer.jobs()[0]).starts_with(b"\x1b@\x1dv0"), "it opened");
        assert_eq!(count(&shop, &word(&sale["orders"][0], "id"), "drawer_sale"), 0);
    };
    check(&|printer| printer.section());
    let off = "[counter]\ndrawer_with_cash = false\n";
    check(&|printer| format!("{}drawer_pin = 5\n{off}", printer.section()));
}

#[test]
fn a_card_sale_leaves_the_drawer_shut() {
    let (simulator, printer) = (Simulator::start(), Printer::start(Manner::Silent));
    let shop = shop_with_drawer(&payerly::shop_toml(&simulator), &printer, "");
    simulator.fault(json!({ "upstream": "payerly", "kind": "customer", "action": "pay" }));
    let line = format!("sell --product {VOUCHER} --tender pay --print");
    let sale = shop.run(&line).exit(0).json();
    assert_eq!(sale["tender"]["state"], "paid");
    wait_until("the slip arrives", || printer.jobs().len() == 1);
    assert!(!opens(&printer.jobs()[0]));
}

#[test]
fn a_drawer_that_nothing_reached_is_known_to_be_shut() {
    let (fake, printer) = (Fake::start(), Printer::start(NO_PAPER));
    let shop = shop_with_drawer(&toml(&fake.url), &printer, "");
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    assert_eq!((count(&shop, &order, "drawer_sale"), count(&shop, &order, "drawer_shut")), (1, 1));
    assert!(printer.jobs().iter().all(|job| !opens(job)));
    // With paper in it, the first slip that comes out opens the drawer.
    let mended = Printer::start(Manner::Silent);
    shop.provision(&format!("{}drawer_pin = 5\n", mended.section())).exit(0);
    shop.run(&format!("print {order}")).exit(0);
    wait_until("the slip arrives", || mended.jobs().len() == 1);
    assert!(opens(&mended.jobs()[0]));
    assert_eq!(count(&shop, &order, "drawer_sale"), 2);
}

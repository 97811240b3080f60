//! The cash drawer: opened by right, journalled before it opens, and nothing else printed.

use crate::fake::Fake;
use crate::printer::{Manner, NO_PAPER, Printer};
use crate::shop::{Shop, closed_port, toml, wait_until, word};

const CLERKS: &str = r#"
[[clerk]]
name = "Huda"
pin = "730418"
role = "owner"

[[clerk]]
name = "Lina"
pin = "5590"
role = "manager"

[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"
"#;

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
    let opened = shop.run_as("Lina", "5590", "drawer").exit(0).json();
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

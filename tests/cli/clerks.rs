//! `--as` and the PIN: who may do what.

use crate::fake::Fake;
use crate::shop::{Shop, VOUCHER, toml, word};

const CLERKS: &str = r#"
[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"

[[clerk]]
name = "Mona"
pin = "551177"
role = "manager"

[[clerk]]
name = "Abu Ali"
pin = "90735512"
role = "owner"
"#;

const SAMI: (&str, &str) = ("Sami", "4821");
const MONA: (&str, &str) = ("Mona", "551177");
const ABU_ALI: (&str, &str) = ("Abu Ali", "90735512");

fn shop(fake: &Fake) -> Shop {
    Shop::provisioned(&format!("{}{CLERKS}", toml(&fake.url)))
}

/// This clerk's call ends with this exit code.
#[track_caller]
fn check(shop: &Shop, (name, pin): (&str, &str), line: &str, code: i32) -> crate::shop::Ended {
    let ended = shop.run_as(name, pin, line).exit(code);
    if code == 5 {
        assert_eq!(ended.stdout, "");
        let message = word(&ended.error(), "message");
        assert!(pin.is_empty() || !message.contains(pin), "it shows the PIN: {message}");
    }
    ended
}

#[test]
fn where_clerks_exist_one_is_named_and_gives_a_pin() {
    let fake = Fake::start();
    let shop = shop(&fake);
    shop.run("catalog list").fails(5, "clerk_needed");
    shop.run(&format!("sell --product {VOUCHER}")).fails(5, "clerk_needed");
    shop.run(&format!("--as Sami sell --product {VOUCHER}")).fails(5, "clerk_needed");
    let mut command = shop.command();
    command.env("RASEED_PIN", "4821").args(["catalog", "list"]);
    crate::shop::Call::start(command).end().fails(5, "clerk_needed");
    assert!(fake.seen().is_empty());
}

#[test]
fn a_wrong_pin_opens_nothing() {
    let fake = Fake::start();
    let shop = shop(&fake);
    for clerk in
        [("Sami", "4822"), ("Sami", "551177"), ("Nobody", "4821"), ("Sami", "48210"), ("Sami", "")]
    {
        let ended = check(&shop, clerk, &format!("sell --product {VOUCHER}"), 5);
        assert!(ended.error()["code"] != "not_allowed", "{:?}", ended.stderr);
    }
    assert!(fake.seen().is_empty());
}

#[test]
fn a_pin_may_be_typed_in_arabic_digits() {
    let fake = Fake::start();
    check(&shop(&fake), ("Sami", "٤٨٢١"), "catalog list", 0);
}

#[test]
fn a_clerk_sells_and_looks_after_what_was_sold() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let sale = check(&shop, SAMI, &format!("sell --product {VOUCHER} --reveal"), 0).json();
    let order = word(&sale["orders"][0], "id");
    for line in ["catalog list", "wallet", "orders", "recover", "check --product palcards:5001"] {
        check(&shop, SAMI, line, 0);
    }
    let shown = check(&shop, SAMI, &format!("order {order} --reveal"), 0).json();
    let reveals: Vec<String> = shown["events"]
        .as_array()
        .expect("a history")
        .iter()
        .filter(|event| event["kind"] == "reveal")
        .map(|event| word(event, "clerk"))
        .collect();
    assert_eq!(reveals, ["Sami", "Sami"], "the journal says who");
}

#[test]
fn a_clerk_does_not_do_a_managers_or_an_owners_work() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let file = shop.write("other.toml", &toml(&fake.url).replace("PUBG 660 UC\"", "Renamed\""));
    let provision = format!("provision {}", file.display());
    for (clerk, line) in [(SAMI, "doctor"), (SAMI, provision.as_str()), (MONA, provision.as_str())]
    {
        let ended = check(&shop, clerk, line, 5);
        assert_eq!(ended.error()["code"], "not_allowed", "{line}");
    }
    assert!(fake.seen().is_empty(), "doctor asked the supplier");
    let listed = check(&shop, SAMI, "catalog list", 0).lines();
    assert_eq!(listed[0]["name"]["en"], "PUBG 660 UC");
    shop.run(&provision).fails(5, "clerk_needed");
}

#[test]
fn a_manager_lets_the_doctor_in() {
    let fake = Fake::start();
    let lines = check(&shop(&fake), MONA, "doctor", 0).lines();
    assert!(lines.len() >= 4, "{lines:#?}");
    for line in lines {
        assert_eq!(crate::shop::keys(&line), ["check", "hint", "message", "ok"]);
        assert_eq!(line["ok"], true, "{line:#}");
    }
}

#[test]
fn the_owner_does_everything() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let file = shop.write("other.toml", &toml(&fake.url).replace("PUBG 660 UC\"", "Renamed\""));
    check(&shop, ABU_ALI, &format!("provision {}", file.display()), 0);
    check(&shop, ABU_ALI, "doctor", 0);
    let listed = check(&shop, ABU_ALI, "catalog list", 0).lines();
    assert_eq!(listed[0]["name"]["en"], "Renamed");
    check(&shop, ABU_ALI, &format!("sell --product {VOUCHER}"), 0);
}

#[test]
fn a_supplier_that_is_down_is_what_the_doctor_finds() {
    let shop = Shop::at(&crate::shop::closed_port());
    let ended = shop.run("doctor").exit(1);
    assert!(!word(&ended.error(), "code").is_empty());
    let bad: Vec<_> = ended.lines().into_iter().filter(|line| line["ok"] == false).collect();
    assert_eq!(bad.len(), 1, "{bad:#?}");
    assert!(word(&bad[0], "check").contains("palcards"), "{bad:#?}");
    assert!(!word(&bad[0], "hint").is_empty(), "{bad:#?}");
}

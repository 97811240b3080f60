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

/// Guesses this PIN so often, one after the other, and answers the codes.
fn guess(shop: &Shop, name: &str, times: usize) -> Vec<String> {
    let call = |_| word(&check(shop, (name, "0000"), "catalog list", 5).error(), "code");
    (0..times).map(call).collect()
}

#[test]
fn too_many_wrong_pins_lock_that_clerk_out_and_nobody_else() {
    let fake = Fake::start();
    let shop = shop(&fake);
    assert_eq!(guess(&shop, "Sami", 5), ["pin_wrong"; 5]);
    for pin in ["0000", SAMI.1] {
        let error = check(&shop, ("Sami", pin), "catalog list", 5).error();
        assert_eq!(error["code"], "pin_locked", "{error}");
        assert!(word(&error, "message").contains(" 0:"), "how long: {error}");
    }
    check(&shop, MONA, "catalog list", 0);
    assert_eq!(guess(&shop, "Nobody", 6), ["pin_wrong"; 6], "a name nobody has is no name");
    check(&shop, MONA, "shift open --float 0", 0);
    let report = check(&shop, MONA, "shift x", 0).json();
    assert_eq!(report["control"]["wrong_pins"], 11, "{}", report["control"]);
    let sami = report["control"]["by_clerk"].as_array().and_then(|people| {
        people.iter().find(|person| person["clerk"] == "Sami").map(|it| it["wrong_pins"].clone())
    });
    assert_eq!(sami, Some(5.into()), "those that were looked at, by whom they were said to be");
    assert_eq!(check(&shop, MONA, "verify", 0).json()["ok"], true);
}

#[test]
fn guesses_made_at_the_same_moment_are_counted_one_by_one() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let codes = std::sync::Mutex::new(Vec::new());
    crate::shop::each(0..16, |_| codes.lock().unwrap().extend(guess(&shop, "Sami", 1)));
    let codes = codes.into_inner().unwrap();
    let wrong = codes.iter().filter(|code| *code == "pin_wrong").count();
    assert_eq!((wrong, codes.len()), (5, 16), "{codes:?}");
}

//! Secrets: masked on every screen, revealed only on record, and nowhere in clear on disk.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::fake::{Answer, Fake, PIN, code};
use crate::shop::{API_KEY, Shop, VOUCHER, files, toml, word};

/// How many times the history of an order says that it was revealed.
#[track_caller]
fn reveals(shop: &Shop, order: &str) -> usize {
    let order = shop.run(&format!("order {order}")).exit(0).json();
    let events = order["events"].as_array().expect("a history").clone();
    events.iter().filter(|event| event["kind"] == "reveal").count()
}

fn values(order: &Value) -> Vec<(String, String)> {
    let secrets = order["secrets"].as_array().expect("secrets").clone();
    secrets.iter().map(|secret| (word(secret, "label"), word(secret, "value"))).collect()
}

fn pairs(code: &str, pin: &str) -> Vec<(String, String)> {
    vec![("code".into(), code.into()), ("pin".into(), pin.into())]
}

/// No file of the folder but a PDF holds this text, in UTF-8 or UTF-16.
#[track_caller]
pub(crate) fn check_absent(folder: &Path, secret: &str) {
    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for path in files(folder) {
        // The disk reserve is chance itself: a short text stands in it sooner or later.
        let is_reserve = path.file_name().is_some_and(|name| name == "reserve");
        if is_reserve || path.extension().is_some_and(|extension| extension == "pdf") {
            continue;
        }
        let bytes = fs::read(&path).expect("it is readable");
        for needle in [secret.as_bytes(), &wide] {
            let found = bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found, "{secret} stands in {}", path.display());
        }
    }
}

#[test]
fn a_code_shows_its_last_four_and_a_pin_nothing() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    assert_eq!(values(&sale["orders"][0]), pairs("••••9001", "••••"));
    let order = word(&sale["orders"][0], "id");
    assert_eq!(values(&shop.orders()[0]), pairs("••••9001", "••••"));
    let shown = shop.run(&format!("order {order}")).exit(0).json();
    assert_eq!(values(&shown), pairs("••••9001", "••••"));
    assert_eq!(reveals(&shop, &order), 0);
}

#[test]
fn a_short_code_shows_its_last_two_and_a_tiny_one_nothing() {
    for (code, masked) in [("AB-12345", "••••45"), ("7712", "••••")] {
        let fake = Fake::start();
        let voucher = serde_json::json!({ "voucher": { "code": code } });
        let body = serde_json::json!({ "id": 1, "status": "success", "soldItem": voucher });
        fake.set(|desk| desk.create = Answer::json(200, &body));
        let shop = Shop::at(&fake.url);
        let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
        assert_eq!(sale["orders"][0]["secrets"][0]["value"], masked);
    }
}

#[test]
fn a_serial_and_an_expiry_date_are_not_secrets() {
    let fake = Fake::start();
    let voucher = serde_json::json!({ "voucher":
        { "code": code(0), "serial": "SN-00012345", "expiry": "2027-12-31" } });
    let body = serde_json::json!({ "id": 1, "status": "success", "soldItem": voucher });
    fake.set(|desk| desk.create = Answer::json(200, &body));
    let sale = Shop::at(&fake.url).run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let shown = values(&sale["orders"][0]);
    assert!(shown.contains(&("serial".into(), "SN-00012345".into())), "{shown:?}");
    assert!(shown.contains(&("expiry".into(), "2027-12-31".into())), "{shown:?}");
}

#[test]
fn every_reveal_is_in_the_journal() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --reveal")).exit(0).json();
    assert_eq!(values(&sale["orders"][0]), pairs(&code(0), PIN));
    let order = word(&sale["orders"][0], "id");
    assert_eq!(reveals(&shop, &order), 1);
    let shown = shop.run(&format!("order {order} --reveal")).exit(0).json();
    assert_eq!(values(&shown), pairs(&code(0), PIN));
    assert_eq!(reveals(&shop, &order), 2);
}

#[test]
fn without_json_a_person_reads_the_same_masks() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let mut command = crate::shop::raseed();
    command.arg("--data-dir").arg(shop.data_dir()).args(["sell", "--product", VOUCHER]);
    let ended = crate::shop::Call::start(command).end().exit(0);
    assert!(!ended.stdout.starts_with('{'), "{}", ended.stdout);
    assert!(ended.stdout.contains("••••9001"), "{}", ended.stdout);
    assert!(!ended.stdout.contains(&code(0)) && !ended.stdout.contains(PIN), "{}", ended.stdout);
}

/// INV-13.
#[test]
fn no_file_of_the_data_dir_holds_a_secret_in_clear() {
    let fake = Fake::start();
    let clerk = "\n[[clerk]]\nname = \"Abu Ali\"\npin = \"48219377\"\nrole = \"owner\"\n";
    let printer = "\n[[printer]]\nid = \"receipt\"\nkind = \"pdf\"\naddress = \"slips\"\n";
    let shop = Shop::provisioned(&format!("{}{clerk}{printer}", toml(&fake.url)));
    let as_owner = |line: &str| {
        let mut command = shop.command();
        // The most talkative log there is.
        command.env("RASEED_PIN", "48219377").env("RASEED_LOG", "trace").args(["--as", "Abu Ali"]);
        command.args(line.split_whitespace());
        crate::shop::Call::start(command)
    };
    let sell = format!("sell --product {VOUCHER} --phone 0599123456 --print --reveal");
    let sale = as_owner(&sell).end().exit(0).json();
    let order = word(&sale["orders"][0], "id");
    as_owner(&format!("order {order} --reveal")).end().exit(0);
    as_owner("wallet").end().exit(0);
    fake.set(|desk| desk.create = Answer::Close);
    as_owner(&format!("sell --product {VOUCHER} --wait 20s")).end().exit(0);
    // While a process works, the database's own side files are there too.
    fake.set(|desk| desk.create = Answer::Stall);
    let mut working = as_owner(&format!("sell --product {VOUCHER} --wait 20s"));
    crate::shop::wait_until("the third purchase arrives", || fake.posts() == 3);
    assert!(working.is_running());
    assert!(files(&shop.data_dir()).len() > 4, "the scan sees the data dir");
    for secret in [&code(0), &code(1), PIN, API_KEY, "48219377"] {
        check_absent(&shop.data_dir(), secret);
    }
    working.kill();
    for secret in [&code(0), &code(1), PIN, API_KEY, "48219377"] {
        check_absent(&shop.data_dir(), secret);
    }
}

//! Code custody: what a clerk gives out again within an hour has a limit, and a manager is none.

use crate::fake::Fake;
use crate::shop::{Shop, VOUCHER, toml, word};

const PEOPLE: &str = r#"
[custody]
reveals = 2
copies = 1

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

[[printer]]
id = "files"
kind = "pdf"
address = "receipts"
paper = "80mm"
default = true
"#;

/// What the order's history says of this kind, by whom.
fn noted(order: &serde_json::Value, kind: &str) -> Vec<String> {
    let events = order["events"].as_array().expect("a history").iter();
    events.filter(|event| event["kind"] == kind).map(|event| word(event, "clerk")).collect()
}

#[test]
fn a_clerk_beyond_the_limit_is_refused_and_a_manager_is_not() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{PEOPLE}", toml(&fake.url)));
    let sami = |line: &str| shop.run_as("Sami", "4821", line);
    let mona = |line: &str| shop.run_as("Mona", "551177", line);

    // What customers have just paid for is theirs, however many there are.
    let sales: Vec<_> = (0..4)
        .map(|_| sami(&format!("sell --product {VOUCHER} --reveal --print")).exit(0).json())
        .collect();
    let order = word(&sales[0]["orders"][0], "id");
    let reveal = format!("order {order} --reveal");
    for _ in 0..2 {
        sami(&reveal).exit(0);
    }
    let error = sami(&reveal).exit(5).error();
    assert_eq!(error["code"], "custody_limit", "{error}");
    assert!(word(&error, "message").contains('2'), "{error}");
    assert!(word(&error, "hint").contains("--as"), "{error}");
    // One that is masked shows nothing, so it is free.
    let shown = sami(&format!("order {order}")).exit(0).json();
    assert_eq!(noted(&shown, "reveal"), ["Sami"; 3]);
    mona(&reveal).exit(0);

    let print = format!("print {order}");
    assert_eq!(sami(&print).exit(0).json()["copies"], 2);
    sami(&print).fails(5, "custody_limit");
    assert_eq!(mona(&print).exit(0).json()["copies"], 3);
    // A code that is sold now is still handed over.
    sami(&format!("sell --product {VOUCHER} --reveal --print")).exit(0);
    assert_eq!(mona("verify").exit(0).json()["ok"], true);
}

#[test]
fn the_owner_lifts_the_limit_with_a_file() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{PEOPLE}", toml(&fake.url)));
    let sale = shop.run_as("Sami", "4821", &format!("sell --product {VOUCHER} --reveal")).exit(0);
    let reveal = format!("order {} --reveal", word(&sale.json()["orders"][0], "id"));
    for code in [0, 0, 5] {
        shop.run_as("Sami", "4821", &reveal).exit(code);
    }
    let file = shop.write("more.toml", "[custody]\nreveals = 0\n");
    let provision = format!("provision {}", file.display());
    shop.run_as("Abu Ali", "90735512", &provision).exit(0);
    for _ in 0..3 {
        shop.run_as("Sami", "4821", &reveal).exit(0);
    }
    let bad = shop.write("bad.toml", "[custody]\nreveals = 1001\n");
    let ended = shop.run_as("Abu Ali", "90735512", &format!("provision {}", bad.display()));
    ended.fails(2, "provisioning_invalid");
}

#[test]
fn a_repeated_sale_beyond_the_limit_is_still_told_as_what_it_is() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{PEOPLE}", toml(&fake.url)));
    let sell = format!("sell --product {VOUCHER} --request-id till-7 --reveal");
    let again = || shop.run_as("Sami", "4821", &sell);
    // Shown with the sale, and twice more: the limit.
    let ends: Vec<_> = (0..4).map(|_| again()).collect();
    for ended in ends {
        let sale = ended.exit(0).json();
        assert_eq!(sale["state"], "delivered");
    }
    let last = again();
    assert!(last.stderr.contains('2'), "it says why the code stays hidden: {}", last.stderr);
    let sale = last.exit(0).json();
    assert!(word(&sale["orders"][0]["secrets"][0], "value").starts_with('•'), "{sale:#}");
    assert_eq!(fake.posts(), 1);
}

//! `provision`: repeatable, whole or not at all, and exact about what is wrong.

use crate::fake::Fake;
use crate::shop::{API_KEY, Shop, closed_port, each, keys, toml, word};

const CLERKS: &str = r#"
[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"

[[clerk]]
name = "Abu Ali"
pin = "907355"
role = "owner"
"#;

fn names(shop: &Shop) -> Vec<String> {
    shop.run("catalog list").exit(0).lines().iter().map(|product| word(product, "id")).collect()
}

/// A file with this change is refused, names the line that holds `marker` and the key, and leaves a
/// shop as it was.
#[track_caller]
fn check(change: impl Fn(&str) -> String, marker: &str, key: &str) {
    let good = toml(&closed_port());
    let shop = Shop::provisioned(&good);
    // The good part of the bad file would show if it were applied.
    let bad = change(&good.replace("PUBG 660 UC\"", "Renamed\""));
    assert_ne!(bad, change(&good), "the file is changed");
    let message = shop.provision(&bad).fails(2, "provisioning_invalid");
    assert!(message.contains("shop.toml"), "no file in {message:?}");
    assert!(message.contains(key), "no {key} in {message:?}");
    let line = bad.lines().position(|line| line.contains(marker)).expect("the marker is there");
    let says = format!("line {}", line + 1);
    assert!(message.contains(&says), "not {says:?} in {message:?}");
    assert!(!message.contains(API_KEY), "the message shows the key");
    let products = shop.run("catalog list").exit(0).lines();
    assert_eq!(products[0]["name"]["en"], "PUBG 660 UC", "something of the file was applied");
}

#[test]
fn the_same_file_twice_makes_the_same_shop_and_counts_what_is_in_it() {
    let (shop, file) = (Shop::empty(), format!("{}{CLERKS}", toml(&closed_port())));
    let first = shop.provision(&file).exit(0).json();
    let second = {
        let path = shop.write("again.toml", &file);
        let line = format!("provision {}", path.display());
        shop.run_as("Abu Ali", "907355", &line).exit(0).json()
    };
    assert_eq!(keys(&first), ["clerks", "processors", "products", "suppliers"]);
    let counts = ["suppliers", "processors", "products", "clerks"].map(|key| first[key].as_u64());
    assert_eq!(counts, [Some(1), Some(0), Some(2), Some(2)]);
    assert_eq!(first, second);
    let listed = shop.run_as("Sami", "4821", "catalog list").exit(0).lines();
    assert_eq!(listed.len(), 2);
}

#[test]
fn a_second_file_changes_what_it_names_and_nothing_else() {
    let file = toml(&closed_port());
    let shop = Shop::provisioned(&file);
    shop.provision(&file.replace("price = \"38.00\"\nbarcode", "price = \"41.50\"\nbarcode"))
        .exit(0);
    let products = shop.run("catalog list").exit(0).lines();
    assert_eq!([&products[0]["price"], &products[1]["price"]], ["41.50", "38.00"]);
    assert_eq!(names(&shop), ["palcards:5001", "palcards:5002"]);
}

#[test]
fn a_new_key_is_used_from_then_on() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run("wallet").exit(0);
    shop.provision(&toml(&fake.url).replace(API_KEY, "sk_prod_second")).exit(0);
    shop.run("wallet").exit(0);
    let seen = fake.seen();
    assert!(seen[0].head.contains(&format!("x-api-key: {API_KEY}")), "{}", seen[0].head);
    assert!(seen[1].head.contains("x-api-key: sk_prod_second"), "{}", seen[1].head);
}

#[test]
fn a_key_can_come_from_the_environment() {
    let fake = Fake::start();
    let shop = Shop::empty();
    let line = format!("api_key = \"{API_KEY}\"");
    let file = toml(&fake.url).replace(&line, "api_key_env = \"SHOP_KEY\"");
    let path = shop.write("shop.toml", &file);
    let mut command = shop.command();
    command.arg("provision").arg(path).env("SHOP_KEY", "sk_prod_from_outside");
    crate::shop::Call::start(command).end().exit(0);
    shop.run("wallet").exit(0);
    assert!(fake.seen()[0].head.contains("x-api-key: sk_prod_from_outside"));
}

#[test]
fn a_slip_of_the_pen_names_file_line_and_key_and_nothing_is_applied() {
    let slips = [
        ("phone =", "telephone =", "telephone"),
        ("[engine]", "[engin]", "engin"),
        ("barcode =", "bar_code =", "bar_code"),
        ("\"ILS\"", "\"SHEKEL\"", "shop.currency"),
        ("\"ILS\"", "\"ISL\"", "shop.currency"),
        ("kind = \"palcards\"", "kind = \"palcrads\"", "supplier.kind"),
        ("\"2s\"", "\"2 seconds\"", "engine.request_timeout"),
        ("price = \"38.00\"", "price = 38.00", "product.price"),
        ("price = \"38.00\"", "price = \"38.005\"", "product.price"),
        ("price = \"38.00\"", "price = \"0.00\"", "product.price"),
        ("price = \"38.00\"", "price = \"-38.00\"", "product.price"),
        ("brand = \"PUBG\"", "step = \"0\"", "product.step"),
        ("cost = \"9.50\"", "cost = \"9,50\"", "product.cost"),
        ("language = \"en\"", "language = en", ""),
        ("{6,12}", "{6,12", "pattern"),
        ("\nsupplier = \"palcards\"", "\nsupplier = \"plexy\"", "product.supplier"),
    ];
    each(slips, |(good, bad, key)| check(|file| file.replacen(good, bad, 1), bad.trim(), key));
}

#[test]
fn a_missing_secret_names_its_section_and_key() {
    let key = format!("api_key = \"{API_KEY}\"\n");
    check(|file| file.replace(&key, ""), "[[supplier]]", "api_key");
    let unset = "api_key_env = \"RASEED_TEST_NO_SUCH_VARIABLE\"\n";
    check(|file| file.replace(&key, unset), "NO_SUCH_VARIABLE", "api_key_env");
}

#[test]
fn plain_http_reaches_this_machine_only() {
    each(["api.palcards.ps", "192.168.1.10:7001", "127.0.0.1.example.com"], |host| {
        let line = format!("base_url = \"http://{host}\"");
        let change = |file: &str| {
            let old = file.lines().find(|line| line.starts_with("base_url")).unwrap_or_default();
            file.replace(old, &line)
        };
        check(change, host, "base_url");
    });
    for url in ["http://127.0.0.1:9", "http://localhost:9", "https://api.palcards.ps"] {
        Shop::provisioned(&toml(url));
    }
}

#[test]
fn clerks_need_an_owner_among_them() {
    let without = CLERKS.replace("\"owner\"", "\"manager\"");
    check(|file| format!("{file}{without}"), "[[clerk]]", "clerk");
}

#[test]
fn two_clerks_never_share_a_pin() {
    let shared = CLERKS.replace("907355", "4821");
    let shop = Shop::empty();
    let message = shop.provision(&format!("{}{shared}", toml(&closed_port())));
    let message = message.fails(2, "provisioning_invalid");
    assert!(message.contains("shop.toml") && message.contains("clerk.pin"), "{message:?}");
    assert!(!message.contains("4821"), "the message shows the PIN: {message:?}");
    let arabic = CLERKS.replace("907355", "٤٨٢١");
    shop.provision(&format!("{}{arabic}", toml(&closed_port()))).fails(2, "provisioning_invalid");
}

#[test]
fn a_pin_is_not_shared_with_a_clerk_set_up_earlier() {
    let shop = Shop::provisioned(&format!("{}{CLERKS}", toml(&closed_port())));
    let late = "\n[[clerk]]\nname = \"Rami\"\npin = \"4821\"\nrole = \"clerk\"\n";
    let path = shop.write("late.toml", &format!("{}{late}", toml(&closed_port())));
    let ended = shop.run_as("Abu Ali", "907355", &format!("provision {}", path.display()));
    let message = ended.fails(2, "provisioning_invalid");
    assert!(message.contains("late.toml") && message.contains("pin"), "{message:?}");
    shop.run_as("Rami", "4821", "catalog list").exit(5);
}

#[test]
fn practice_is_set_once_and_never_changed() {
    let file = toml(&closed_port());
    let practice = file.replace("currency = \"ILS\"", "currency = \"ILS\"\npractice = true");
    for (first, second) in [(&file, &practice), (&practice, &file)] {
        let shop = Shop::provisioned(first);
        let renamed = second.replace("PUBG 660 UC\"", "Renamed\"");
        shop.provision(&renamed).fails(2, "practice_fixed");
        assert_eq!(shop.run("catalog list").exit(0).lines()[0]["name"]["en"], "PUBG 660 UC");
        shop.provision(first).exit(0);
    }
}

#[test]
fn a_practice_till_reaches_only_this_machine() {
    let file = toml("https://api.palcards.ps");
    let practice = file.replace("currency = \"ILS\"", "currency = \"ILS\"\npractice = true");
    let message = Shop::empty().provision(&practice).fails(2, "provisioning_invalid");
    assert!(message.contains("base_url"), "{message:?}");
}

#[test]
fn a_file_that_is_not_there_is_bad_input() {
    let message = Shop::empty().run("provision nowhere.toml").fails(2, "provisioning_invalid");
    assert!(message.contains("nowhere.toml"), "{message:?}");
}

#[cfg(unix)]
#[test]
fn the_key_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = Shop::at(&closed_port());
    let file = shop.data_dir().join("master.key");
    let mode = |path: &std::path::Path| {
        std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    };
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(&shop.data_dir()), 0o700);
}

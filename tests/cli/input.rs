//! `sell` with something wrong in what was asked: exit 2, and nothing was done.

use crate::fake::Fake;
use crate::shop::{Shop, TOPUP, VOUCHER, toml};

/// Nothing is sold: exit 2 with this code, an empty stdout, no request, and no order on record.
#[track_caller]
fn check(shop: &Shop, fake: &Fake, words: &str, code: &str) {
    let message = shop.run(&format!("sell {words}")).fails(2, code);
    assert!(!message.is_empty());
    assert!(fake.seen().is_empty(), "{:#?}", fake.seen());
    assert!(shop.orders().is_empty(), "{:#?}", shop.orders());
}

/// The same of words that may be empty or hold blanks, and of the `check` that goes before a sale.
#[track_caller]
fn check_words(shop: &Shop, fake: &Fake, words: &[&str], code: &str) {
    for command in ["sell", "check"] {
        shop.run_words(&[&[command][..], words].concat()).fails(2, code);
    }
    assert!(fake.seen().is_empty(), "{:#?}", fake.seen());
    assert!(shop.orders().is_empty(), "{:#?}", shop.orders());
}

fn open() -> (Shop, Fake) {
    let fake = Fake::start();
    (Shop::at(&fake.url), fake)
}

#[test]
fn an_unknown_product_is_bad_input() {
    let (shop, fake) = open();
    check(&shop, &fake, "--product palcards:1", "unknown_product");
    check(&shop, &fake, "--product 5001", "unknown_product");
}

#[test]
fn a_product_that_is_switched_off_is_bad_input() {
    let fake = Fake::start();
    let off = toml(&fake.url).replacen("required_info = []", "active = false", 1);
    check(&Shop::provisioned(&off), &fake, &format!("--product {VOUCHER}"), "product_inactive");
}

#[test]
fn required_fields_are_there_and_well_formed() {
    let (shop, fake) = open();
    check(&shop, &fake, &format!("--product {TOPUP}"), "field_missing");
    check(&shop, &fake, &format!("--product {TOPUP} --field accountId="), "field_missing");
    check(&shop, &fake, &format!("--product {TOPUP} --field accountId=12"), "field_invalid");
    check(&shop, &fake, &format!("--product {TOPUP} --field accountId=12345678x"), "field_invalid");
    let both = format!("--product {TOPUP} --field accountId=123456789 --field server=1");
    check(&shop, &fake, &both, "field_unknown");
    check(&shop, &fake, &format!("--product {TOPUP} --field accountId"), "bad_usage");
}

#[test]
fn a_phone_is_a_phone() {
    let (shop, fake) = open();
    for phone in ["hello", "12", "*100#", "+9705991234567890123"] {
        check(&shop, &fake, &format!("--product {VOUCHER} --phone {phone}"), "phone_invalid");
    }
}

#[test]
fn an_empty_phone_is_a_scripts_mistake_and_never_the_shops_own() {
    let (shop, fake) = open();
    for phone in ["", "  ", "\u{200f}"] {
        check_words(&shop, &fake, &["--product", VOUCHER, "--phone", phone], "phone_invalid");
    }
}

#[test]
fn a_field_that_is_given_twice_names_nobody() {
    let (shop, fake) = open();
    for second in ["accountId=987654321", "accountId=123456789"] {
        let fields = ["--field", "accountId=123456789", "--field", second];
        let words = [&["--product", TOPUP][..], &fields].concat();
        check_words(&shop, &fake, &words, "field_twice");
    }
}

#[test]
fn a_request_id_that_is_blank_or_endless_is_none() {
    let (shop, fake) = open();
    let (longest, endless) = ("é".repeat(200), "x".repeat(201));
    for id in ["", "   ", &endless] {
        for command in [&["sell"][..], &["stock", "buy"]] {
            let words = [command, &["--product", VOUCHER, "--request-id", id]].concat();
            let message = shop.run_words(&words).fails(2, "bad_usage");
            assert!(message.contains("--request-id"), "{message}");
        }
    }
    assert!(fake.seen().is_empty() && shop.orders().is_empty());
    shop.run_words(&["sell", "--product", VOUCHER, "--request-id", &longest]).exit(0);
}

#[test]
fn where_the_shop_has_no_phone_the_customers_is_needed() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&toml(&fake.url).replace("phone = \"+970599000000\"\n", ""));
    check(&shop, &fake, &format!("--product {VOUCHER}"), "phone_missing");
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
}

#[test]
fn credit_for_nobodys_number_is_not_sent_to_the_shops_own() {
    let fake = Fake::start();
    let asks = toml(&fake.url);
    let asks_nothing = asks.lines().map(|line| match line.contains("accountId") {
        true => "required_info = []\n".to_owned(),
        false => format!("{line}\n"),
    });
    let shop = Shop::provisioned(&asks_nothing.collect::<String>());
    check(&shop, &fake, &format!("--product {TOPUP}"), "phone_missing");
    shop.run(&format!("sell --product {TOPUP} --phone 0599123456")).exit(0);
    assert_eq!(fake.purchases()[0]["customer"]["phone"], "+970599123456");
}

#[test]
fn a_quantity_is_one_or_more() {
    let (shop, fake) = open();
    check(&shop, &fake, &format!("--product {VOUCHER} --quantity 0"), "quantity_invalid");
    check(&shop, &fake, &format!("--product {VOUCHER} --quantity -1"), "bad_usage");
    check(&shop, &fake, &format!("--product {VOUCHER} --quantity 1.5"), "bad_usage");
    check(&shop, &fake, &format!("--product {VOUCHER} --quantity 4294967295"), "quantity_invalid");
}

#[test]
fn an_unknown_tender_is_bad_input() {
    let (shop, fake) = open();
    check(&shop, &fake, &format!("--product {VOUCHER} --tender payerly"), "unknown_tender");
    check(&shop, &fake, &format!("--product {VOUCHER} --card-stdin"), "unknown_tender");
}

#[test]
fn an_amount_is_for_open_values_only() {
    let (shop, fake) = open();
    check(&shop, &fake, &format!("--product {VOUCHER} --amount 10"), "amount_invalid");
}

#[test]
fn a_product_without_price_and_rate_is_not_sold() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&toml(&fake.url).replace("price = \"38.00\"\n", ""));
    check(&shop, &fake, &format!("--product {VOUCHER}"), "price_missing");
    let other = "\n[[rate]]\nbase = \"USD\"\nquote = \"JOD\"\nrate = \"0.709\"\n";
    shop.provision(&format!("{}{other}", toml(&fake.url).replace("price = \"38.00\"\n", "")))
        .exit(0);
    check(&shop, &fake, &format!("--product {VOUCHER}"), "price_missing");
}

#[test]
fn an_unknown_printer_or_a_bad_phone_for_the_text_stops_the_sale_before_it_begins() {
    let (shop, fake) = open();
    check(&shop, &fake, &format!("--product {VOUCHER} --print nowhere"), "unknown_printer");
    check(&shop, &fake, &format!("--product {VOUCHER} --print"), "unknown_printer");
    check(&shop, &fake, &format!("--product {VOUCHER} --sms hello"), "phone_invalid");
}

#[test]
fn a_till_that_was_never_set_up_sells_nothing() {
    let shop = Shop::empty();
    shop.run(&format!("sell --product {VOUCHER}")).fails(2, "not_provisioned");
    shop.run("orders").fails(2, "not_provisioned");
}

#[test]
fn a_bad_duration_is_bad_usage() {
    let (shop, fake) = open();
    for wait in ["5", "5min", "-1s", "1.5s", "s"] {
        check(&shop, &fake, &format!("--product {VOUCHER} --wait {wait}"), "bad_usage");
    }
}

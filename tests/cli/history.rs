//! `orders` and `order`: the history, newest first, and one order's whole story.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::sell::ORDER_KEYS;
use crate::shop::{Shop, VOUCHER, keys, moment, word};

/// A shop that sold to three customers: delivered, delivered, refused; the orders' ids in that order.
fn three_sales() -> (Shop, Vec<String>) {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let mut ids = Vec::new();
    for (phone, code) in [("0599123451", 0), ("0599123452", 0), ("0599123453", 3)] {
        if code == 3 {
            fake.set(|desk| desk.create = Answer::refusal(400, "Insufficient balance"));
        }
        let sale = shop.run(&format!("sell --product {VOUCHER} --phone {phone}")).exit(code).json();
        ids.push(word(&sale["orders"][0], "id"));
    }
    (shop, ids)
}

/// `orders` with these words lists exactly these of the three, in this order.
#[track_caller]
fn check((shop, ids): &(Shop, Vec<String>), words: &[&str], expected: &[usize]) {
    let ended = shop.run_words(&[&["orders"], words].concat()).exit(0);
    let found: Vec<String> = ended.lines().iter().map(|order| word(order, "id")).collect();
    let expected: Vec<String> = expected.iter().map(|nth| ids[*nth].clone()).collect();
    assert_eq!(found, expected, "{words:?}");
}

#[test]
fn the_newest_order_comes_first() {
    let sales = three_sales();
    check(&sales, &[], &[2, 1, 0]);
    for order in sales.0.orders() {
        assert_eq!(keys(&order), ORDER_KEYS);
    }
}

#[test]
fn orders_are_found_by_state_phone_time_and_limit() {
    let sales = three_sales();
    check(&sales, &["--state", "delivered"], &[1, 0]);
    check(&sales, &["--state", "refused"], &[2]);
    check(&sales, &["--state", "unknown"], &[]);
    check(&sales, &["--phone", "0599123452"], &[1]);
    check(&sales, &["--phone", "٠٥٩٩ ١٢٣ ٤٥٢"], &[1]);
    check(&sales, &["--phone", "+970599123459"], &[]);
    check(&sales, &["--limit", "2"], &[2, 1]);
    check(&sales, &["--since", "2020-01-01T00:00:00Z"], &[2, 1, 0]);
    check(&sales, &["--since", "2999-01-01T00:00:00Z"], &[]);
    let second = word(&sales.0.orders()[1], "created_at");
    check(&sales, &["--since", &second], &[2, 1]);
    check(&sales, &["--state", "delivered", "--phone", "0599123451", "--limit", "5"], &[0]);
}

#[test]
fn orders_are_found_by_a_codes_last_four_a_reference_or_a_phone() {
    let sales = three_sales();
    let reference = word(&sales.0.orders()[2], "reference");
    check(&sales, &["--query", "9002"], &[1]);
    check(&sales, &["--query", &reference], &[0]);
    check(&sales, &["--query", "0599123453"], &[2]);
    check(&sales, &["--query", "PUBG"], &[2, 1, 0]);
    check(&sales, &["--query", "zzzz"], &[]);
}

#[test]
fn a_filter_that_means_nothing_is_bad_input() {
    let shop = Shop::at(&crate::shop::closed_port());
    shop.run("orders --state sold").fails(2, "bad_usage");
    shop.run("orders --since yesterday").fails(2, "bad_usage");
    shop.run("orders --phone hello").fails(2, "phone_invalid");
    shop.run("orders --limit many").fails(2, "bad_usage");
}

#[test]
fn one_order_tells_its_whole_story() {
    let (shop, ids) = three_sales();
    let order = shop.run(&format!("order {}", ids[0])).exit(0).json();
    assert_eq!(keys(&order), ORDER_KEYS);
    let events = order["events"].as_array().expect("a history");
    let kinds: Vec<String> = events.iter().map(|event| word(event, "kind")).collect();
    let at = |kind: &str| kinds.iter().position(|found| found == kind);
    assert!(at("prepared") < at("sent") && at("sent") < at("delivered"), "{kinds:?}");
    assert!(at("prepared").is_some(), "{kinds:?}");
    let mut times: Vec<_> = events.iter().map(|event| moment(event, "at")).collect();
    let told = times.clone();
    times.sort();
    assert_eq!(told, times, "oldest first");
    let refused = shop.run(&format!("order {}", ids[2])).exit(0).json();
    assert_eq!((&refused["state"], &refused["secrets"]), (&json!("refused"), &json!([])));
    assert_ne!(refused["message"], Value::Null);
}

#[test]
fn an_unknown_order_is_bad_input() {
    let (shop, _) = three_sales();
    shop.run("order 12345").fails(2, "unknown_order");
    shop.run("order 12345 --reveal").fails(2, "unknown_order");
    shop.run("print 12345").fails(2, "unknown_order");
}

#[test]
fn an_id_of_the_other_kind_is_answered_with_the_one_to_use() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER} --quantity 2")).exit(0).json();
    let sale_id = word(&sale, "id");
    let orders = [0_usize, 1].map(|at| word(&sale["orders"][at], "id"));
    let told = shop.run(&format!("refund {} --reason x", orders[1])).fails(2, "unknown_order");
    assert!(told.contains(&sale_id) && !told.contains("There is no"), "{told}");
    let out = shop.write("claim.pdf", "");
    for line in [
        format!("order {sale_id}"),
        format!("resolve {sale_id} --as-refused --reason x"),
        format!("dispute {sale_id} --out {}", out.display()),
    ] {
        let told = shop.run(&line).fails(2, "unknown_order");
        assert!(orders.iter().all(|id| told.contains(id)), "{line}: {told}");
    }
}

#[test]
fn two_tills_never_see_each_others_orders() {
    let fake = Fake::start();
    let (one, two) = (Shop::at(&fake.url), Shop::at(&fake.url));
    one.run(&format!("sell --product {VOUCHER}")).exit(0);
    two.run(&format!("sell --product {VOUCHER}")).exit(0);
    let reference = |shop: &Shop| word(&shop.orders()[0], "reference");
    assert_eq!((one.orders().len(), two.orders().len()), (1, 1));
    assert_ne!(reference(&one), reference(&two));
}

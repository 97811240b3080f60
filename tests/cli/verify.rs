//! `verify`: what was written is what is there, and what is not is named.

use std::fs;

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::shop::{Ended, Shop, VOUCHER, keys, word};

/// It is not in order; answers what is wrong.
#[track_caller]
fn check_bad(ended: Ended) -> Vec<String> {
    let ended = ended.exit(1);
    assert_eq!(ended.error()["code"], "verify_failed");
    let verdict = ended.json();
    assert_eq!(verdict["ok"], false);
    let problems = verdict["problems"].as_array().expect("a list").clone();
    for problem in &problems {
        assert_eq!(keys(problem), ["hint", "message", "what", "where"], "{problem:#}");
        assert!(keys(problem).iter().all(|key| !word(problem, key).is_empty()), "{problem:#}");
    }
    problems.iter().map(|problem| word(problem, "what")).collect()
}

fn sell(shop: &Shop) {
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
}

#[test]
fn a_till_that_nobody_touched_is_in_order() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let first = shop.run("verify").exit(0).json();
    assert_eq!(keys(&first), ["head", "ok", "problems", "records", "unlisted"]);
    assert_eq!(
        (&first["ok"], &first["records"], &first["problems"]),
        (&json!(true), &json!(1), &json!([]))
    );
    sell(&shop);
    let order = word(&shop.orders()[0], "id");
    shop.run(&format!("order {order} --reveal")).exit(0);
    let second = shop.run("verify").exit(0).json();
    let count = |verdict: &Value| verdict["records"].as_u64().expect("a number");
    assert!(count(&second) > count(&first) + 4, "{second:#}");
    let head = word(&second, "head");
    assert!(head.starts_with(&format!("{}-", count(&second))), "{head}");
    // What stands on a slip is found again later, and what never stood on one is not.
    sell(&shop);
    shop.run(&format!("verify --slip {head}")).exit(0);
    let other = if head.ends_with('0') { "1" } else { "0" };
    let other = format!("{}{other}", &head[..head.len() - 1]);
    assert_eq!(check_bad(shop.run(&format!("verify --slip {other}"))), ["anchor_differs"]);
    shop.run("verify --slip nonsense").fails(2, "bad_usage");
}

#[test]
fn an_older_copy_of_the_database_is_found_by_the_head_kept_beside_it() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let database = |name: &str| shop.data_dir().join(format!("till.db{name}"));
    let copy = ["", "-wal", "-shm"].map(|name| fs::read(database(name)).ok());
    sell(&shop);
    for (name, bytes) in ["", "-wal", "-shm"].into_iter().zip(copy) {
        match bytes {
            Some(bytes) => fs::write(database(name), bytes).expect("it is put back"),
            None => drop(fs::remove_file(database(name))),
        }
    }
    assert_eq!(check_bad(shop.run("verify")), ["anchor_ahead"]);
    // The doctor's quick look sees it too, and neither wrote the evidence over.
    let doctor = shop.run("doctor").exit(1).lines();
    let journal = doctor.iter().find(|line| line["check"] == "journal").expect("a line");
    assert_eq!(journal["ok"], false);
    sell(&shop);
    assert!(!check_bad(shop.run("verify")).is_empty());
}

#[test]
fn a_forged_head_is_found() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let anchor = shop.data_dir().join("journal.anchor");
    let text = fs::read_to_string(&anchor).expect("it is there");
    fs::write(&anchor, text.replacen("raseed-anchor 1 ", "raseed-anchor 1 9", 1)).expect("written");
    assert_eq!(check_bad(shop.run("verify")), ["anchor_forged"]);
}

//! What was sold after the backup a till was restored from: found at the suppliers, taken in once, never
//! sent again, and told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::shop::{Call, Ended, Shop, VOUCHER, raseed, word};
use crate::simulator::Simulator;
use crate::suppliers;

const PHRASE: &str = "correct horse battery staple";
const PLEXY: &str = "plexy:501";
const CARDPLUSPAY: &str = "cpp:GOOGLE-5USD-KOXx";

fn beside(shop: &Shop, name: &str) -> PathBuf {
    shop.data_dir().parent().expect("it is in a folder").join(name)
}

/// A command line on a data dir.
fn start(data_dir: &Path, words: &[&str]) -> Call {
    let mut command = raseed();
    command.arg("--json").arg("--data-dir").arg(data_dir).args(words);
    command.env("RASEED_PASSPHRASE", PHRASE);
    Call::start(command)
}

#[track_caller]
fn run(data_dir: &Path, words: &[&str]) -> Ended {
    start(data_dir, words).end()
}

fn back_up(shop: &Shop, name: &str) -> PathBuf {
    let out = beside(shop, name);
    run(&shop.data_dir(), &["backup", "--out", &out.to_string_lossy()]).exit(0);
    out
}

fn restore(shop: &Shop, from: &Path, name: &str) -> PathBuf {
    let there = beside(shop, name);
    run(&there, &["restore", &from.to_string_lossy()]).exit(0);
    there
}

fn recover(data_dir: &Path) -> Ended {
    run(data_dir, &["recover", "--wait", "30s"])
}

/// Every code of a data dir, and how often it is there.
fn codes(data_dir: &Path) -> BTreeMap<String, u32> {
    let mut codes = BTreeMap::new();
    for order in run(data_dir, &["orders", "--limit", "1000"]).exit(0).lines() {
        let told = run(data_dir, &["order", &word(&order, "id"), "--reveal"]).exit(0).json();
        let secrets = told["secrets"].as_array().cloned().unwrap_or_default();
        for secret in secrets.iter().filter(|it| it["label"] == "code") {
            *codes.entry(word(secret, "value")).or_default() += 1;
        }
    }
    codes
}

/// Every code that a supplier charged for, and how often.
fn charged(simulator: &Simulator, upstreams: &[&str]) -> BTreeMap<String, u32> {
    let mut codes = BTreeMap::new();
    for upstream in upstreams {
        for order in simulator.state_of(upstream)["orders"].as_array().into_iter().flatten() {
            let charges = order["charges"].as_u64().unwrap_or(0);
            for code in order["codes"].as_array().into_iter().flatten() {
                let value = code["code"].as_str().unwrap_or_default().to_owned();
                *codes.entry(value).or_default() += u32::try_from(charges).unwrap_or(0);
            }
        }
    }
    codes
}

#[test]
fn whatever_the_backup_every_code_that_was_charged_is_in_the_till_once() {
    let simulator = Simulator::start();
    let shop = suppliers::shop(&simulator);
    let sales = [VOUCHER, PLEXY, VOUCHER, PLEXY];
    let mut backups = vec![back_up(&shop, "0.raseed")];
    for (nth, product) in sales.iter().enumerate() {
        shop.run(&format!("sell --product {product} --phone 059912345{nth}")).exit(0);
        backups.push(back_up(&shop, &format!("{}.raseed", nth + 1)));
    }
    // One more whose reply was lost: at that backup it is of unknown fate.
    simulator.fault(json!({ "endpoint": "create", "kind": "drop" }));
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123459 --wait 0s")).exit(4);
    backups.push(back_up(&shop, "unknown.raseed"));
    shop.run("recover --wait 30s").exit(0);
    let truth = charged(&simulator, &["palcards", "plexy"]);
    assert_eq!((truth.len(), truth.values().max()), (5, Some(&1)), "{truth:#?}");
    let bought = |upstream: &str| simulator.state_of(upstream)["requests"]["create"].clone();
    let before = (bought("palcards"), bought("plexy"));
    for (nth, backup) in backups.iter().enumerate() {
        let there = restore(&shop, backup, &format!("there-{nth}"));
        // The look is killed on its way as often as not, and done again.
        for cut in [0, 60, 140] {
            let call = start(&there, &["recover", "--wait", "30s"]);
            std::thread::sleep(std::time::Duration::from_millis(cut * (nth as u64 + 1) / 2));
            call.kill();
        }
        recover(&there).exit(0);
        recover(&there).exit(0);
        assert_eq!(codes(&there), truth, "backup {nth}");
        run(&there, &["verify"]).exit(0);
    }
    assert_eq!((bought("palcards"), bought("plexy")), before, "nothing was sent again");
}

/// The restored till sells, is backed up, sells on and is lost in its turn, all within an hour.
#[test]
fn a_till_that_is_restored_twice_finds_what_each_of_its_lives_sold() {
    let simulator = Simulator::start();
    let shop = suppliers::shop(&simulator);
    let first = back_up(&shop, "first.raseed");
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    let second = restore(&shop, &first, "second");
    recover(&second).exit(0);
    let out = beside(&shop, "second.raseed");
    run(&second, &["backup", "--out", &out.to_string_lossy()]).exit(0);
    run(&second, &["sell", "--product", PLEXY]).exit(0);
    run(&second, &["sell", "--product", VOUCHER]).exit(0);
    let third = restore(&shop, &out, "third");
    recover(&third).exit(0);
    assert_eq!(codes(&third), charged(&simulator, &["palcards", "plexy"]));
    run(&third, &["verify"]).exit(0);
}

#[test]
fn what_was_found_is_a_sale_of_its_own_marked_and_in_the_next_z_on_a_line_of_its_own() {
    let simulator = Simulator::start();
    let shop = suppliers::shop(&simulator);
    shop.run("shift open --float 100").exit(0);
    let backup = back_up(&shop, "till.raseed");
    let lost = shop.run(&format!("sell --product {PLEXY} --phone 0599123456")).exit(0).json();
    let unnamed = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let there = restore(&shop, &backup, "there");
    recover(&there).exit(0);
    let found = run(&there, &["orders"]).exit(0).lines();
    let of = |sale: &Value| {
        let reference = &sale["orders"][0]["reference"];
        found.iter().find(|it| it["reference"] == *reference).expect("it was found").clone()
    };
    // Plexy says which product it was, so its price is known; what was taken is not.
    let plexy = of(&lost);
    let was = &lost["orders"][0];
    for same in ["provider_order_id", "product_id", "cost", "price", "state"] {
        assert_eq!(plexy[same], was[same], "{same}");
    }
    assert_eq!(plexy["phone"], Value::Null, "no supplier's list tells it");
    // PalCards never says what an order was of.
    let palcards = of(&unnamed);
    assert_eq!(
        (&palcards["product_id"], &palcards["price"]),
        (&json!("palcards:?"), &json!("0.00"))
    );
    assert_eq!(palcards["cost"], unnamed["orders"][0]["cost"]);
    let told = run(&there, &["order", &word(&palcards, "id")]).exit(0).json();
    assert_eq!(told["events"][0]["kind"], "imported", "{told:#}");
    // A person says what was taken; of an order that was sold here nobody can.
    let taken = format!("{}=37.50", word(&palcards, "id"));
    run(&there, &["wallet", "--taken", &taken]).exit(0);
    let own = run(&there, &["sell", "--product", VOUCHER, "--phone", "0599123457"]).exit(0).json();
    let own = format!("{}=1", word(&own["orders"][0], "id"));
    run(&there, &["wallet", "--taken", &own]).fails(2, "not_imported");
    run(&there, &["wallet", "--taken", &taken.replace("37.50", "37.505")])
        .fails(2, "amount_invalid");
    let z = run(&there, &["shift", "close", "--counted", "138"]).exit(0).json();
    assert_eq!(z["sales"]["found_after_restore"], json!({ "count": 2, "amount": "77.50" }));
    assert_eq!(z["sales"]["found_unpriced"], 1);
    assert_eq!((&z["sales"]["count"], &z["sales"]["gross"]), (&json!(1), &json!("38.00")));
    assert_eq!(z["drawer"][0]["difference"], "0.00", "their cash is in no sum");
    // What they cost is in the wallets all the same, so nothing differs there.
    for wallet in z["wallets"].as_array().into_iter().flatten() {
        assert_eq!(wallet["difference"], "0.00", "{wallet:#}");
    }
    run(&there, &["verify"]).exit(0);
}

#[test]
fn where_a_supplier_shows_no_reference_a_person_says_what_is_ours() {
    let simulator = Simulator::start();
    let shop = suppliers::shop(&simulator);
    shop.run(&format!("sell --product {CARDPLUSPAY}")).exit(0);
    let backup = back_up(&shop, "till.raseed");
    let lost = shop.run(&format!("sell --product {CARDPLUSPAY} --reveal")).exit(0).json();
    let other = shop.run(&format!("sell --product {CARDPLUSPAY}")).exit(0).json();
    let there = restore(&shop, &backup, "there");
    recover(&there).exit(0);
    assert_eq!(run(&there, &["orders"]).exit(0).lines().len(), 1, "none is adopted by itself");
    let strays = |found: &Value| -> Vec<String> {
        let strays = found["strays"].as_array().cloned().unwrap_or_default();
        strays.iter().map(|it| word(it, "provider_order_id")).collect()
    };
    let id = |sale: &Value| word(&sale["orders"][0], "provider_order_id");
    let found = run(&there, &["wallet", "--reconcile"]).exit(0).json();
    let mut asked = strays(&found);
    asked.sort();
    assert_eq!(asked, [id(&lost), id(&other)]);
    assert!(found["strays"].as_array().unwrap().iter().all(|it| it["needs_person"] == true));
    let why = ["--supplier", "cpp", "--note", "the customer showed the slip"];
    let lost_id = id(&lost);
    let ours = [&["wallet", "--ours", &lost_id][..], &why].concat();
    run(&there, &ours).exit(0);
    run(&there, &ours).fails(2, "stray_unknown");
    let left = run(&there, &[&["wallet", "--not-ours", &id(&other)][..], &why].concat()).exit(0);
    assert_eq!(strays(&left.json()), Vec::<String>::new());
    recover(&there).exit(0);
    let orders = run(&there, &["orders"]).exit(0).lines();
    let adopted = orders.iter().find(|it| word(it, "provider_order_id") == id(&lost)).unwrap();
    let told = run(&there, &["order", &word(adopted, "id"), "--reveal"]).exit(0).json();
    assert_eq!(told["secrets"][0]["value"], lost["orders"][0]["secrets"][0]["value"]);
    recover(&there).exit(0);
    assert_eq!(run(&there, &["orders"]).exit(0).lines().len(), 2, "what was denied stays away");
    run(&there, &["verify"]).exit(0);
}

#[test]
fn many_of_a_suppliers_orders_are_decided_about_in_one_call_and_journalled_one_by_one() {
    let simulator = Simulator::start();
    let shop = suppliers::shop(&simulator);
    let backup = back_up(&shop, "till.raseed");
    let sell = || {
        let sale = shop.run(&format!("sell --product {CARDPLUSPAY}")).exit(0).json();
        word(&sale["orders"][0], "provider_order_id")
    };
    let lost: Vec<String> = (0..5).map(|_| sell()).collect();
    let there = restore(&shop, &backup, "there");
    recover(&there).exit(0);
    let why = ["--supplier", "cpp", "--note", "all of that evening"];
    let say = |what: &[&str]| run(&there, &[&["wallet"], what, &why].concat());
    let two = lost[..2].join(",");
    let left = say(&["--ours", &two]).exit(0).json();
    assert_eq!(left["strays"].as_array().map(Vec::len), Some(3), "{left:#}");
    say(&["--ours", "all", "--not-ours", "all"]).fails(2, "bad_usage");
    // All but the one that is said to be somebody else's.
    let left = say(&["--ours", "all", "--not-ours", &lost[4]]).exit(0).json();
    assert_eq!(left["strays"], json!([]));
    let orders = run(&there, &["orders"]).exit(0).lines();
    let mut taken: Vec<String> =
        orders.iter().map(|order| word(order, "provider_order_id")).collect();
    taken.sort();
    let mut expected = lost[..4].to_vec();
    expected.sort();
    assert_eq!(taken, expected);
    for order in &orders {
        let told = run(&there, &["order", &word(order, "id")]).exit(0).json();
        let said = told["events"].as_array().expect("a history").iter();
        let imported: Vec<_> = said.filter(|event| event["kind"] == "imported").collect();
        assert_eq!(imported.len(), 1, "{told:#}");
        assert_eq!(imported[0]["detail"], "all of that evening");
    }
    run(&there, &["verify"]).exit(0);
}

#[test]
fn a_list_that_cannot_be_read_is_read_the_next_time_and_other_tills_orders_are_left_alone() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let backup = back_up(&shop, "till.raseed");
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    fake.set(|desk| (desk.others, desk.broken_page) = (120, Some(2)));
    let there = restore(&shop, &backup, "there");
    let ended = recover(&there).exit(0);
    assert!(ended.stderr.contains("palcards"), "{}", ended.stderr);
    assert!(run(&there, &["orders"]).exit(0).lines().is_empty());
    fake.set(|desk| desk.broken_page = None);
    recover(&there).exit(0);
    let orders = run(&there, &["orders"]).exit(0).lines();
    assert_eq!((orders.len(), &orders[0]["state"]), (1, &json!("delivered")), "{orders:#?}");
    // Nothing is missing any more, and a till that was never restored asks nobody.
    let findings = run(&there, &["doctor"]).lines();
    let found = findings.into_iter().find(|it| it["check"] == "restored palcards").unwrap();
    assert_eq!(found["ok"], true, "{found:#}");
    assert_eq!(fake.posts(), 1);
}

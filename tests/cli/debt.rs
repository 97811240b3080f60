//! `debt` and `sell --tender debt`: who may buy on account, what is owed after whatever becomes of a sale,
//! and where it stands in the Z.

use serde_json::{Value, json};

use crate::fake::{Answer, Fake};
use crate::shop::{CLERKS, Call, Shop, VOUCHER, raseed, toml, word};

const SAMI: (&str, &str) = ("Sami", "4821");
const LINA: (&str, &str) = ("Lina", "5590");
const HUDA: (&str, &str) = ("Huda", "730418");
const PHONE: &str = "0599700700";

/// A shop with its clerks whose debt book is open up to this limit, or closed.
fn shop(url: &str, limit: Option<&str>) -> Shop {
    let limit = limit.map(|limit| format!("\n[debt]\nlimit = \"{limit}\"\n")).unwrap_or_default();
    Shop::provisioned(&format!("{}{limit}{CLERKS}", toml(url)))
}

fn sell() -> String {
    format!("sell --product {VOUCHER} --tender debt --debtor {PHONE}")
}

#[track_caller]
fn owed(shop: &Shop) -> String {
    let known = shop.run_as(SAMI.0, SAMI.1, &format!("debt show {PHONE}")).exit(0).json();
    word(&known["debtor"], "owed")
}

#[test]
fn a_customer_buys_on_account_pays_and_it_all_stands_in_the_z() {
    let fake = Fake::start();
    let shop = shop(&fake.url, Some("100.00"));
    let [clerk, manager, owner] = [SAMI, LINA, HUDA]
        .map(|(name, pin)| move |shop: &Shop, line: &str| shop.run_as(name, pin, line));
    clerk(&shop, &format!("debt repay {PHONE} --amount 1")).fails(2, "unknown_debtor");
    clerk(&shop, &sell()).fails(2, "unknown_debtor");
    let added = manager(&shop, &format!("debt add Khaled {PHONE}")).exit(0).json();
    assert_eq!((word(&added, "owed"), word(&added, "limit")), ("0.00".into(), "100.00".into()));
    assert_eq!(word(&added, "phone"), "+970599700700");
    manager(&shop, &format!("debt add Another {PHONE}")).fails(2, "debtor_taken");
    clerk(&shop, "shift open --float 200.00").exit(0);
    for _ in 0..2 {
        let sale = clerk(&shop, &sell()).exit(0).json();
        assert_eq!(
            (&sale["tender"]["kind"], &sale["tender"]["state"]),
            (&json!("debt"), &json!("paid"))
        );
    }
    let before = fake.posts();
    clerk(&shop, &sell()).fails(3, "debt_limit");
    assert_eq!(fake.posts(), before, "nothing was sent");
    clerk(&shop, &format!("{} --over-limit", sell())).fails(5, "not_allowed");
    let over = format!("{} --over-limit --request-id over-1", sell());
    for _ in 0..2 {
        manager(&shop, &over).exit(0);
    }
    let approved = manager(&shop, "report --kind exceptions").exit(0).json();
    let of_lina = approved["clerks"].as_array().unwrap().iter().find(|it| it["clerk"] == "Lina");
    assert_eq!(of_lina.expect("she let it pass")["counts"]["approvals"], 1, "once: {approved:#}");
    assert_eq!(owed(&shop), "114.00");
    clerk(&shop, &format!("debt repay {PHONE} --amount 114.01")).fails(2, "debt_amount_invalid");
    let paid = clerk(&shop, "debt repay Khaled --amount ٥٠").exit(0).json();
    let told = ["owed", "amount", "left"].map(|key| word(&paid, key));
    assert_eq!(told, ["114.00", "50.00", "64.00"]);
    owner(&shop, &format!("debt forgive {PHONE} --amount 4 --reason friend")).exit(0);
    assert_eq!(owed(&shop), "60.00");
    owner(&shop, &format!("customer erase {PHONE}")).fails(3, "debt_owed");
    let z = manager(&shop, "shift close --counted 250.00").exit(0).json();
    let drawer = &z["drawer"][0];
    assert_eq!((&drawer["expected"], &drawer["debt_repaid"]), (&json!("250.00"), &json!("50.00")));
    assert_eq!(drawer["difference"], "0.00");
    let line = json!({ "currency": "ILS", "given": "114.00", "taken_off": "0.00", "repaid": "50.00",
        "forgiven": "4.00" });
    assert_eq!(z["debt"], json!([line]));
    let tender = z["tenders"].as_array().unwrap().iter().find(|it| it["tender"] == "debt").unwrap();
    assert_eq!((&tender["amount"], &z["sales"]["net"]), (&json!("114.00"), &json!("114.00")));
    assert_eq!(z["control"]["forgiven"], 1);
    clerk(&shop, &format!("debt repay {PHONE} --amount 1")).fails(2, "no_shift");
    assert_eq!(manager(&shop, "verify").exit(0).json()["ok"], true);
}

#[test]
fn what_is_refused_or_given_back_is_taken_off_and_the_statement_says_so() {
    let fake = Fake::start();
    let shop = shop(&fake.url, Some("500.00"));
    let lina = |line: &str| shop.run_as(LINA.0, LINA.1, line);
    let owner = |line: &str| shop.run_as(HUDA.0, HUDA.1, line);
    lina(&format!("debt add Khaled {PHONE}")).exit(0);
    lina("shift open --float 0").exit(0);
    let sale = lina(&sell()).exit(0).json();
    fake.set(|desk| desk.create = Answer::refusal(400, "no more of it"));
    lina(&sell()).exit(3);
    assert_eq!(owed(&shop), "38.00", "what was refused is not owed");
    lina(&format!("debt repay {PHONE} --amount 8")).exit(0);
    lina(&format!("refund {} --reason returned", word(&sale, "id"))).exit(0);
    let told = lina("debt show 1").exit(0).json();
    assert_eq!(
        (&told["debtor"]["owed"], &told["debtor"]["credit"]),
        (&json!("0.00"), &json!("8.00"))
    );
    for line in ["debt list", "debt show 1"] {
        let mut command = raseed();
        command.env("RASEED_PIN", LINA.1).arg("--data-dir").arg(shop.data_dir());
        command.args(["--as", LINA.0]).args(line.split(' '));
        let text = Call::start(command).end().exit(0).stdout;
        assert!(text.contains("8.00 ILS in credit") && !text.contains("owes"), "{text}");
    }
    let lines: Vec<&Value> = told["lines"].as_array().unwrap().iter().collect();
    let kinds: Vec<&Value> = lines.iter().map(|line| &line["kind"]).collect();
    assert_eq!(kinds, ["sold", "sold", "taken_off", "repaid", "taken_off"]);
    let balances: Vec<&Value> = lines.iter().map(|line| &line["balance"]).collect();
    assert_eq!(
        balances,
        ["38.00", "76.00", "38.00", "30.00", "-8.00"],
        "no line changes afterwards"
    );
    assert_eq!((&lines[2]["reason"], &lines[4]["reason"]), (&Value::Null, &json!("returned")));
    let order = word(&sale["orders"][0], "id");
    let events = lina(&format!("order {order}")).exit(0).json();
    let last = events["events"].as_array().unwrap().last().unwrap()["kind"].clone();
    assert_eq!(last, "debt_taken_off", "no cash went anywhere");
    lina(&format!("refund {} --reason twice", word(&sale, "id"))).fails(2, "nothing_to_refund");
    let x = lina("shift x").exit(0).json();
    assert_eq!(x["drawer"][0]["expected"], "8.00", "a debt never touches the drawer");
    assert_eq!(x["debt"][0]["taken_off"], "76.00");
    // The shop has 8.00 of theirs, which nobody may forget.
    let message = owner(&format!("customer erase {PHONE}")).fails(3, "debt_credit");
    assert!(message.contains("8.00"), "{message}");
    lina("shift pay-out --amount 8 --reason Khaled").exit(0);
    let erased = owner(&format!("customer erase {PHONE} --credit-paid-out")).exit(0).json();
    assert_eq!(erased["debtor"], true, "{erased:#}");
    lina(&sell()).fails(2, "unknown_debtor");
    assert!(lina("debt list").exit(0).lines().is_empty());
    assert_eq!(lina("verify").exit(0).json()["ok"], true);
}

#[test]
fn nothing_is_sold_on_account_until_the_owner_opens_the_book() {
    let fake = Fake::start();
    let shop = shop(&fake.url, None);
    let lina = |line: &str| shop.run_as(LINA.0, LINA.1, line);
    lina(&format!("debt add Khaled {PHONE} --limit 300")).exit(0);
    lina(&format!("{} --over-limit", sell())).fails(3, "debt_book_closed");
    lina(&format!("sell --product {VOUCHER} --tender debt")).fails(2, "debtor_missing");
    lina(&format!("sell --product {VOUCHER} --debtor {PHONE}")).fails(2, "unknown_tender");
    assert_eq!(fake.posts(), 0);
    let text = format!("{}\n[debt]\nlimit = \"20.00\"\n{CLERKS}", toml(&fake.url));
    let file = shop.write("opened.toml", &text);
    shop.run_as(HUDA.0, HUDA.1, &format!("provision {}", file.display())).exit(0);
    lina(&sell()).exit(0);
    lina(&format!("debt limit {PHONE}")).exit(0);
    lina(&sell()).fails(3, "debt_limit");
    let listed = lina("debt list").exit(0).lines();
    assert_eq!((&listed[0]["limit"], &listed[0]["own_limit"]), (&json!("20.00"), &json!(false)));
    assert_eq!((&listed[0]["owed"], &listed[0]["age"]), (&json!("38.00"), &json!("days_0_7")));
}

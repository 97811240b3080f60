//! The owner's messages: with each Z, once, and never in the way of a close.

use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::fake::{Answer, Fake};
use crate::shop::{CLERKS, Shop, VOUCHER, toml, wait_until, word};
use crate::sms::gateway::{Gateway, Sending};

const OWNER: &str =
    "\n[owner]\nphone = \"0599000111\"\nz_by = \"01:00\"\nunknown_after = \"30m\"\n";

fn route(url: &str) -> String {
    format!(
        "\n[[sms]]\nid = \"gateway\"\nkind = \"smsgate\"\nbase_url = \"{url}\"\naccount = \"AC0001\"\n\
         secret = \"sms-token-of-the-cli-tests-0003\"\n"
    )
}

fn shop(fake: &Fake, more: &str) -> Shop {
    Shop::provisioned(&format!("{}{OWNER}{more}", toml(&fake.url)))
}

fn sell_and_close(shop: &Shop) -> crate::shop::Ended {
    shop.run("shift open --float 100").exit(0);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    shop.run("shift close --counted 137.50").exit(0)
}

fn texts(gateway: &Gateway) -> Vec<String> {
    let posts = gateway.posts();
    posts.iter().map(|post| word(&post.json()["textMessage"], "text")).collect()
}

#[test]
fn each_close_tells_the_owner_in_one_message() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let shop = shop(&fake, &route(&gateway.url));
    let ended = sell_and_close(&shop);
    assert_eq!(ended.json()["kind"], "z");
    assert_eq!(ended.stderr, "");
    let post = gateway.posts().remove(0);
    assert_eq!(post.json()["phoneNumbers"], json!(["+970599000111"]));
    let told = texts(&gateway);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("Abu Ali Mobile: Z 1\n"), "{}", told[0]);
    for line in ["Cash: ", "Profit ", "Drawer short by 0.50 ILS"] {
        assert!(told[0].contains(line), "{line}: {}", told[0]);
    }
    assert!(!told[0].contains(&crate::fake::code(0)), "no code leaves this way");
    let shown = shop.run("shift report").exit(0).json();
    assert_eq!((&shown["number"], &shown["state"]), (&json!(1), &json!("sent")));
    assert_eq!(word(&shown, "text"), told[0]);
    // It is there: it does not go twice.
    shop.run("shift report 1 --send").fails(3, "owner_told");
    shop.run("recover --wait 1s").exit(0);
    assert_eq!(gateway.posts().len(), 1);
    let lines = shop.run("doctor").lines();
    let found = lines.iter().find(|line| line["check"] == "owner").expect("it is looked at");
    assert_eq!(found["ok"], true);
    shop.run("verify").exit(0);
}

#[test]
fn a_message_that_fails_leaves_the_z_and_can_be_sent_again() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let shop = shop(&fake, &route(&gateway.url));
    gateway.desk().sending = Sending::Refused(402, "no credit".to_owned());
    let ended = sell_and_close(&shop);
    assert_eq!(ended.json()["number"], 1);
    assert!(ended.stderr.contains("The report of Z 1 was not sent"), "{}", ended.stderr);
    assert_eq!(shop.run("shift report").exit(0).json()["state"], "failed");
    let lines = shop.run("doctor").exit(1).lines();
    let found = lines.iter().find(|line| line["check"] == "owner").expect("it is told");
    assert!(word(found, "message").contains("Z 1"), "{found}");
    gateway.desk().sending = Sending::Taken;
    assert_eq!(shop.run("shift report 1 --send").exit(0).json()["state"], "sent");
    assert_eq!(shop.run("orders --state needs_attention").exit(0).lines().len(), 0);
}

#[test]
fn a_lost_answer_is_never_sent_again_by_itself() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let route = route(&gateway.url).replace("smsgate", "http");
    let shop = shop(&fake, &format!("{route}sender = \"+15005550006\"\n"));
    gateway.desk().sending = Sending::TakenInSilence;
    let ended = sell_and_close(&shop);
    assert!(ended.stderr.contains("Nobody knows whether the report of Z 1"), "{}", ended.stderr);
    shop.run("recover --wait 5s").exit(0);
    shop.run("recover --wait 5s").exit(0);
    assert_eq!(gateway.posts().len(), 1);
}

#[test]
fn without_a_route_or_a_phone_nothing_is_queued() {
    let fake = Fake::start();
    let without_route = shop(&fake, "");
    assert_eq!(sell_and_close(&without_route).stderr, "");
    assert_eq!(without_route.run("shift report 1").exit(0).json()["state"], json!(null));
    let lines = without_route.run("doctor").exit(1).lines();
    let found = lines.iter().find(|line| line["check"] == "owner").expect("it is told");
    assert_eq!(found["ok"], false);
    assert!(word(found, "hint").contains("WhatsApp"), "{found}");
    without_route.run("shift report 1 --send").fails(2, "no_sms_route");

    let gateway = Gateway::start("Sent");
    let without_phone = Shop::provisioned(&format!("{}{}", toml(&fake.url), route(&gateway.url)));
    sell_and_close(&without_phone);
    assert_eq!(gateway.posts().len(), 0);
    without_phone.run("shift report 1 --send").fails(2, "no_owner_phone");
}

#[test]
fn the_profit_is_the_owners_alone() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let shop = shop(&fake, &format!("{}{CLERKS}", route(&gateway.url)));
    shop.run_as("Lina", "5590", "shift open --float 100").exit(0);
    let close = shop.run_as("Lina", "5590", "shift close --counted 100").exit(0);
    assert!(!close.stdout.contains("margin"), "{}", close.stdout);
    assert!(texts(&gateway)[0].contains("Profit "), "the owner is told");
    let read = |name, pin| word(&shop.run_as(name, pin, "shift report 1").exit(0).json(), "text");
    assert!(!read("Lina", "5590").contains("Profit"));
    assert!(read("Huda", "730418").contains("Profit"));
}

/// A shop with one order of which nobody knows, and whose owner wants to be told of it after a minute.
fn waiting_shop(fake: &Fake, route: &str) -> Shop {
    let owner = OWNER.replace("30m", "1m");
    let shop = Shop::provisioned(&format!("{}{owner}{route}", toml(&fake.url)));
    shop.run(&format!("sell --product {VOUCHER} --wait 500ms")).exit(4);
    shop.run("recover --wait 1s").exit(4);
    shop
}

/// The ids of what a gateway took, each once.
fn taken(gateway: &Gateway) -> usize {
    let mut ids = gateway.desk().taken.clone();
    ids.sort();
    ids.dedup();
    ids.len()
}

/// The clock of a real program cannot be put forward: all of them wait the same minute.
#[test]
fn an_order_nobody_knows_of_is_told_once_whatever_dies_meanwhile() {
    let fake = Fake::answering(Answer::html(502));
    let gateways = [(); 4].map(|()| Gateway::start("Sent"));
    let [alive, killed, unkeyed, refused] = &gateways;
    let http =
        |url: &str| format!("{}sender = \"+15005550006\"\n", route(url).replace("smsgate", "http"));
    let shops = [
        waiting_shop(&fake, &route(&alive.url)),
        waiting_shop(&fake, &route(&killed.url)),
        waiting_shop(&fake, &http(&unkeyed.url)),
        waiting_shop(&fake, &route(&refused.url)),
    ];
    assert!(gateways.iter().all(|it| it.posts().is_empty()), "it is not overdue yet");
    thread::sleep(Duration::from_secs(61));

    // Every process looks; one of them tells.
    for _ in 0..3 {
        shops[0].run("recover --wait 1s").exit(4);
    }
    let told = texts(alive);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("Abu Ali Mobile"), "{}", told[0]);
    assert!(!told[0].contains("+970") && !told[0].contains(&crate::fake::code(0)), "{}", told[0]);

    // Killed while it is being sent: the next one goes on under the same id, which the gateway knows.
    killed.desk().sending = Sending::Stalled;
    let call = shops[1].start("recover --wait 20s");
    wait_until("it is being sent", || !killed.posts().is_empty());
    call.kill();
    killed.desk().sending = Sending::Taken;
    for _ in 0..2 {
        shops[1].run("recover --wait 5s").exit(4);
    }
    assert_eq!(taken(killed), 1, "{:?}", killed.posts());

    // Where the same id twice is two messages, it is not sent again, and its loss is told.
    unkeyed.desk().sending = Sending::Stalled;
    let call = shops[2].start("recover --wait 20s");
    wait_until("it is being sent", || !unkeyed.posts().is_empty());
    call.kill();
    unkeyed.desk().sending = Sending::Taken;
    for _ in 0..2 {
        shops[2].run("recover --wait 5s").exit(4);
    }
    assert_eq!(unkeyed.posts().len(), 1);

    // What the gateway refuses is not told again by itself either, and is not kept quiet.
    refused.desk().sending = Sending::Refused(402, "no credit".to_owned());
    shops[3].run("recover --wait 5s").exit(4);
    refused.desk().sending = Sending::Taken;
    shops[3].run("recover --wait 5s").exit(4);
    assert_eq!(taken(refused), 0);
    for shop in &shops[2..] {
        let lines = shop.run("doctor").lines();
        let found = lines.iter().find(|line| line["check"] == "owner").expect("it is told");
        assert_eq!(found["ok"], false, "{found}");
    }
    for shop in &shops {
        shop.run("verify").exit(0);
    }
}

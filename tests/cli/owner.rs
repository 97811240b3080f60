//! The owner's messages: with each Z, once, and never in the way of a close.

use serde_json::json;

use crate::fake::Fake;
use crate::shop::{CLERKS, Shop, VOUCHER, toml, word};
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

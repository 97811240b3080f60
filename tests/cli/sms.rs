//! Text messages: counted hand-overs that never touch a sale, sent once, and asked about where nobody
//! knows.

pub(crate) mod gateway;
#[cfg(unix)]
mod modem;

use serde_json::{Value, json};

use crate::fake::{Fake, PIN, code};
use crate::secrets::check_absent;
use crate::shop::{Call, Shop, VOUCHER, closed_port, toml, wait_until, word};
use gateway::{Gateway, Sending};

const TOKEN: &str = "sms-token-of-the-cli-tests-0002";
const TO: &str = "0599123456";

fn route(kind: &str, url: &str) -> String {
    format!(
        "\n[[sms]]\nid = \"gateway\"\nkind = \"{kind}\"\nbase_url = \"{url}\"\naccount = \"AC0001\"\n\
         secret = \"{TOKEN}\"\nsender = \"+15005550006\"\nprice = \"0.08\"\n"
    )
}

pub(crate) fn shop(fake: &Fake, kind: &str, url: &str) -> Shop {
    Shop::provisioned(&format!("{}{}", toml(&fake.url), route(kind, url)))
}

/// A sale that was not texted yet: the shop and the order's id.
fn sold(fake: &Fake, kind: &str, url: &str) -> (Shop, String) {
    let shop = shop(fake, kind, url);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    (shop, order)
}

fn kinds(shop: &Shop, order: &str) -> Vec<String> {
    let order = shop.run(&format!("order {order}")).exit(0).json();
    let events = order["events"].as_array().expect("a history").clone();
    let texts = events.iter().map(|event| word(event, "kind"));
    texts.filter(|kind| kind.starts_with("sms")).collect()
}

#[track_caller]
fn no_secret(text: &str) {
    for secret in [code(0).as_str(), PIN, TOKEN] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_sale_is_texted_by_the_shops_own_telephone() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Pending"));
    let shop = shop(&fake, "smsgate", &gateway.url);
    let ended = shop.run(&format!("sell --product {VOUCHER} --sms {TO}")).exit(0);
    let sale = ended.json();
    assert_eq!(sale["hand_overs"], json!([{ "via": "gateway", "ok": true, "message": null }]));
    assert_eq!(sale["orders"][0]["copies"], 1);
    assert_eq!(ended.stderr, "");
    let posts = gateway.posts();
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0].target.split('?').next(), Some("/message"));
    assert!(posts[0].head.to_lowercase().contains("authorization: basic "), "{}", posts[0].head);
    let body = posts[0].json();
    assert_eq!(body["phoneNumbers"], json!(["+970599123456"]));
    let text = body["textMessage"]["text"].as_str().expect("a text").to_owned();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(&lines[..2], ["Abu Ali Mobile", "PUBG 660 UC"], "{text}");
    assert!(lines.contains(&code(0).as_str()), "the code stands on its own line: {text}");
    assert!(lines.contains(&PIN), "so does the PIN: {text}");
    assert_eq!(kinds(&shop, &word(&sale["orders"][0], "id")), ["sms"]);
}

#[test]
fn twilio_gets_number_sender_and_text() {
    let (fake, gateway) = (Fake::start(), Gateway::start("queued"));
    let (shop, order) = sold(&fake, "twilio", &gateway.url);
    let texted = shop.run(&format!("sms {order} --to +972599123456")).exit(0).json();
    assert_eq!(texted, json!({ "copies": 1 }));
    let posts = gateway.posts();
    assert_eq!(posts[0].target, "/2010-04-01/Accounts/AC0001/Messages.json");
    // One customer under two country codes.
    assert_eq!(posts[0].field("To"), "+970599123456");
    assert_eq!(posts[0].field("From"), "+15005550006");
    assert!(posts[0].field("Body").lines().any(|line| line == code(0)));
}

#[test]
fn any_gateway_gets_json_where_no_template_says_otherwise() {
    let (fake, gateway) = (Fake::start(), Gateway::start("queued"));
    let (shop, order) = sold(&fake, "http", &gateway.url);
    shop.run(&format!("sms {order} --to {TO}")).exit(0);
    let body = gateway.posts()[0].json();
    assert_eq!((&body["to"], &body["from"]), (&json!("+970599123456"), &json!("+15005550006")));
    assert!(word(&body, "text").lines().any(|line| line == code(0)), "{body:#}");
    // It was never told how to ask.
    gateway.desk().sending = Sending::TakenInSilence;
    shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_unknown");
    shop.run("recover --wait 5s").exit(0);
    assert_eq!((gateway.posts().len(), gateway.desk().taken.len()), (2, 2));
}

#[test]
fn a_modem_that_is_not_there_is_told_and_nothing_is_lost() {
    let fake = Fake::start();
    let route = "\n[[sms]]\nid = \"modem\"\nkind = \"gsm-modem\"\ndevice = \"/dev/nothing-here\"\n";
    let shop = Shop::provisioned(&format!("{}{route}", toml(&fake.url)));
    let ended = shop.run(&format!("sell --product {VOUCHER} --sms {TO}")).exit(0);
    let sale = ended.json();
    assert_eq!(
        (&sale["hand_overs"][0]["via"], &sale["hand_overs"][0]["ok"]),
        (&json!("modem"), &json!(false))
    );
    let lines = shop.run("doctor").exit(1).lines();
    let found = lines.iter().find(|line| line["check"] == "sms modem").expect("it is tried");
    assert_eq!(found["ok"], false);
}

#[test]
fn every_copy_is_counted_and_says_that_it_is_one() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    for copies in 1..=3 {
        let texted = shop.run(&format!("sms {order} --to {TO}")).exit(0).json();
        assert_eq!(texted, json!({ "copies": copies }));
    }
    let texts: Vec<String> =
        gateway.posts().iter().map(|post| word(&post.json()["textMessage"], "text")).collect();
    assert!(!texts[0].contains("COPY"), "{}", texts[0]);
    assert!(texts[1].lines().any(|line| line == "COPY 2"), "{}", texts[1]);
    assert!(texts[2].lines().any(|line| line == "COPY 3"), "{}", texts[2]);
    assert_eq!(shop.orders()[0]["copies"], 3);
    let ids: Vec<Value> = gateway.posts().iter().map(|post| post.json()["id"].clone()).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2], "{ids:?}");
}

#[test]
fn tills_that_text_the_same_code_at_once_never_say_the_same_number() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    let calls: Vec<Call> = (0..4).map(|_| shop.start(&format!("sms {order} --to {TO}"))).collect();
    for call in calls {
        call.end().exit(0);
    }
    let posts = gateway.posts();
    let said = posts.iter().map(|post| word(&post.json()["textMessage"], "text"));
    let mut copies: Vec<String> = said
        .map(|text| text.lines().find(|it| it.starts_with("COPY")).unwrap_or("").to_owned())
        .collect();
    copies.sort();
    assert_eq!(copies, ["", "COPY 2", "COPY 3", "COPY 4"]);
    assert_eq!(shop.orders()[0]["copies"], 4);
}

#[test]
fn a_shop_that_speaks_arabic_texts_in_arabic() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let file = toml(&fake.url).replace("language = \"en\"", "language = \"ar\"");
    let shop = Shop::provisioned(&format!("{file}{}", route("smsgate", &gateway.url)));
    shop.run(&format!("sell --product {VOUCHER} --sms {TO}")).exit(0);
    let text = word(&gateway.posts()[0].json()["textMessage"], "text");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.contains(&"ببجي 660 شدة") && lines.contains(&"الرمز:"), "{text}");
    assert!(lines.contains(&code(0).as_str()), "{text}");
    assert!(!text.contains(['\u{2066}', '\u{2068}', '\u{2069}', '\u{200e}']), "{text:?}");
}

#[test]
fn a_refused_text_never_makes_a_failed_purchase() {
    let gateway = Gateway::start("Pending");
    // Gateways repeat what they do not like.
    let words = format!("cannot send '{}' to +970599123456 with {TOKEN}", code(0));
    gateway.desk().sending = Sending::Refused(400, words);
    for kind in ["smsgate", "twilio"] {
        let fake = Fake::start();
        let shop = shop(&fake, kind, &gateway.url);
        let ended = shop.run(&format!("sell --product {VOUCHER} --sms {TO}")).exit(0);
        let sale = ended.json();
        assert_eq!(sale["state"], "delivered");
        assert_eq!(sale["orders"][0]["copies"], 0);
        let hand_overs = sale["hand_overs"].as_array().expect("hand-overs");
        assert_eq!(hand_overs.len(), 1, "{hand_overs:#?}");
        assert_eq!(hand_overs[0]["ok"], false);
        assert!(word(&hand_overs[0], "message").contains("cannot send"), "{hand_overs:#?}");
        assert!(!ended.stderr.trim().is_empty(), "it warns");
        no_secret(&ended.stderr);
        no_secret(&word(&hand_overs[0], "message"));
        let order = word(&sale["orders"][0], "id");
        let message = shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
        no_secret(&message);
        assert_eq!(kinds(&shop, &order), ["sms_failed", "sms_failed"]);
        shop.run("recover --wait 5s").exit(0);
    }
    assert_eq!(gateway.posts().len(), 4, "nothing was sent again by itself");
}

#[test]
fn a_gateway_that_is_off_is_told_at_once_and_nothing_waits() {
    let fake = Fake::start();
    let (shop, order) = sold(&fake, "smsgate", &closed_port());
    shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_failed");
    assert_eq!(shop.orders()[0]["copies"], 0);
    let gateway = Gateway::start("Sent");
    shop.provision(&format!("{}{}", toml(&fake.url), route("smsgate", &gateway.url))).exit(0);
    shop.run("recover --wait 5s").exit(0);
    assert_eq!(gateway.posts().len(), 0, "what failed stays failed");
    shop.run(&format!("sms {order} --to {TO}")).exit(0);
}

#[test]
fn a_lost_answer_is_asked_about_and_never_sent_twice() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    gateway.desk().sending = Sending::TakenInSilence;
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    let texted = shop.run(&format!("sms {order} --to {TO}")).exit(0).json();
    assert_eq!(texted, json!({ "copies": 1 }));
    assert_eq!((gateway.posts().len(), gateway.desk().taken.len()), (1, 1));
    assert_eq!(kinds(&shop, &order), ["sms"]);
}

#[test]
fn what_a_keyed_gateway_never_got_goes_again_under_the_same_id() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    gateway.desk().sending = Sending::Dropped;
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    let call = shop.start(&format!("sms {order} --to {TO}"));
    wait_until("it was tried", || !gateway.posts().is_empty());
    gateway.desk().sending = Sending::Taken;
    assert_eq!(call.end().exit(0).json(), json!({ "copies": 1 }));
    let ids: Vec<Value> = gateway.posts().iter().map(|post| post.json()["id"].clone()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(gateway.desk().taken.len(), 1);
}

#[test]
fn a_gateway_that_cannot_be_asked_leaves_it_unknown_and_it_is_never_sent_again() {
    let (fake, gateway) = (Fake::start(), Gateway::start("sent"));
    gateway.desk().sending = Sending::TakenInSilence;
    let shop = shop(&fake, "twilio", &gateway.url);
    let ended = shop.run(&format!("sell --product {VOUCHER} --sms {TO}")).exit(0);
    let sale = ended.json();
    assert_eq!((&sale["state"], &sale["orders"][0]["copies"]), (&json!("delivered"), &json!(0)));
    assert_eq!(sale["hand_overs"][0]["ok"], false);
    assert!(ended.stderr.contains("Nobody knows yet"), "{}", ended.stderr);
    for _ in 0..2 {
        shop.run("recover --wait 5s").exit(0);
    }
    assert_eq!(gateway.posts().len(), 1);
    let order = word(&sale["orders"][0], "id");
    assert_eq!(kinds(&shop, &order), ["sms_lost"], "it is told once");
    // A person may: that is another message.
    shop.run(&format!("sms {order} --to {TO}")).fails(1, "sms_unknown");
}

#[test]
fn killed_while_a_text_is_in_the_air_it_is_asked_about_and_counted_once() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    gateway.desk().sending = Sending::Stalled;
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    let call = shop.start(&format!("sms {order} --to {TO}"));
    wait_until("the gateway has it", || gateway.desk().taken.len() == 1);
    call.kill();
    assert_eq!(shop.orders()[0]["copies"], 0);
    for _ in 0..2 {
        shop.run("recover --wait 10s").exit(0);
        assert_eq!(shop.orders()[0]["copies"], 1);
    }
    assert_eq!((gateway.posts().len(), kinds(&shop, &order)), (1, vec!["sms".to_owned()]));
}

#[test]
fn a_text_that_does_not_arrive_after_all_is_told() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Pending"));
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    shop.run(&format!("sms {order} --to {TO}")).exit(0);
    shop.run("recover --wait 5s").exit(0);
    assert_eq!(kinds(&shop, &order), ["sms"]);
    gateway.desk().word = "Failed".to_owned();
    for _ in 0..2 {
        shop.run("recover --wait 5s").exit(0);
    }
    assert_eq!(kinds(&shop, &order), ["sms", "sms_failed"]);
    assert_eq!(shop.orders()[0]["copies"], 1, "it had left");
    shop.run("verify").exit(0);
}

#[test]
fn a_text_that_arrived_is_asked_about_no_more() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Delivered"));
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    shop.run(&format!("sms {order} --to {TO}")).exit(0);
    shop.run("recover --wait 5s").exit(0);
    assert_eq!(gateway.desk().seen.len(), 1);
    assert_eq!(kinds(&shop, &order), ["sms"]);
}

#[test]
fn without_a_route_nothing_is_sold_to_be_texted() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER} --sms {TO}")).fails(2, "no_sms_route");
    assert_eq!(fake.posts(), 0);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    shop.run(&format!("sms {order} --to {TO}")).fails(2, "no_sms_route");
    shop.run(&format!("sms {order} --to hello")).fails(2, "phone_invalid");
    shop.run(&format!("sms nobody --to {TO}")).fails(2, "unknown_order");
}

#[test]
fn an_odd_number_warns_and_goes() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    let ended = shop.run(&format!("sms {order} --to 0521234567")).exit(0);
    assert!(ended.stderr.contains("unusual"), "{}", ended.stderr);
    let post = &gateway.posts()[0];
    assert_eq!(post.json()["phoneNumbers"], json!(["+970521234567"]));
    assert!(post.target.contains("skipPhoneValidation=true"), "{}", post.target);
}

#[test]
fn a_clerk_may_text() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let clerks = "\n[[clerk]]\nname = \"Huda\"\npin = \"73041\"\nrole = \"owner\"\n\
                  \n[[clerk]]\nname = \"Sami\"\npin = \"48219\"\nrole = \"clerk\"\n";
    let file = format!("{}{clerks}{}", toml(&fake.url), route("smsgate", &gateway.url));
    let shop = Shop::provisioned(&file);
    let sell = format!("sell --product {VOUCHER} --sms {TO}");
    let sale = shop.run_as("Sami", "48219", &sell).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    shop.run_as("Sami", "48219", &format!("sms {order} --to {TO}")).exit(0);
    shop.run(&format!("sms {order} --to {TO}")).fails(5, "clerk_needed");
    let order = shop.run_as("Sami", "48219", &format!("order {order}")).exit(0).json();
    let events = order["events"].as_array().expect("a history");
    let texts = events.iter().filter(|event| event["kind"] == "sms");
    assert!(texts.clone().count() == 2 && texts.clone().all(|event| event["clerk"] == "Sami"));
}

#[test]
fn the_doctor_tries_the_route_and_sends_nothing() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    for kind in ["smsgate", "twilio"] {
        let shop = shop(&fake, kind, &gateway.url);
        let found = |ended: crate::shop::Ended| {
            let lines = ended.lines();
            lines.into_iter().find(|line| line["check"] == "sms gateway").expect("it is tried")
        };
        gateway.desk().asked = None;
        let good = found(shop.run("doctor"));
        assert_eq!(good["ok"], true, "{good:#}");
        gateway.desk().asked = Some(401);
        let bad = found(shop.run("doctor").exit(1));
        assert_eq!(bad["ok"], false);
        assert!(word(&bad, "hint").contains("secret"), "{bad:#}");
        shop.provision(&format!("{}{}", toml(&fake.url), route(kind, &closed_port()))).exit(0);
        let off = found(shop.run("doctor").exit(1));
        assert_eq!(off["ok"], false);
        no_secret(&off.to_string());
    }
    assert_eq!(gateway.posts().len(), 0);
}

#[test]
fn no_file_of_the_data_dir_holds_a_text_or_a_gateways_key_in_clear() {
    let (fake, gateway) = (Fake::start(), Gateway::start("Sent"));
    let (shop, order) = sold(&fake, "smsgate", &gateway.url);
    let talkative = || {
        let mut command = shop.command();
        command.env("RASEED_LOG", "trace").args(["sms", &order, "--to", TO]);
        Call::start(command)
    };
    talkative().end().exit(0);
    let words = format!("bad text {} for {TOKEN}", code(0));
    gateway.desk().sending = Sending::Refused(422, words);
    no_secret(&talkative().end().exit(1).stderr);
    gateway.desk().sending = Sending::Stalled;
    let working = talkative();
    wait_until("the gateway has it", || gateway.desk().taken.len() == 2);
    for secret in [&code(0), PIN, TOKEN] {
        check_absent(&shop.data_dir(), secret);
    }
    working.kill();
    for secret in [&code(0), PIN, TOKEN] {
        check_absent(&shop.data_dir(), secret);
    }
}

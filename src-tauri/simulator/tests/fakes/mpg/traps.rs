//! Every trap that the gateway's documents leave for a client, and every question they leave open.

use serde_json::{Value, json};
use simulator::Upstream;

use super::{APPROVED, DECLINED, Desk, ONE, TWO, body, get, money, moto, object, post, status};

#[test]
fn created_does_not_mean_paid() {
    let mut desk = Desk::open();
    let order = desk.purchase(ONE, DECLINED);
    assert_eq!((status(&order), &order["captured_amount"]), ("failed", &json!(0)));
    assert_eq!(order.get("status"), None, "the order has no status to believe instead");
    let truth = desk.truth();
    assert_eq!((&truth["charges"], &truth["net"]), (&json!(0), &json!("0.00")));
}

#[test]
fn the_message_of_a_decline_is_for_logs_and_not_for_customers() {
    let order = Desk::open().purchase(ONE, DECLINED);
    let transaction = &order["transactions"][0];
    assert_eq!(transaction["response_code"], "101", "a text");
    assert!(
        transaction["message"].as_str().is_some_and(|it| it.contains("city")),
        "nobody sent one"
    );
}

#[test]
fn no_card_number_and_no_security_code_is_kept_or_shown() {
    let mut desk = Desk::open();
    let mut wish = moto(ONE, APPROVED);
    wish["source"]["security_code"] = json!("9876");
    wish["source"]["holder"] = json!("HUDA NASSAR");
    let reply = desk.send(&post("purchase", &wish));
    let short = desk.send(&post("purchase", &moto(TWO, "4222222222222")));
    desk.fault(json!({ "kind": "late" }));
    let seen = [
        format!("{:?}", desk.mpg),
        desk.mpg.state(desk.now).to_string(),
        body(&reply).to_string(),
        body(&short).to_string(),
        desk.look(ONE).to_string(),
    ];
    for secret in [APPROVED, "4222222222222", "9876", "HUDA"] {
        assert!(seen.iter().all(|text| !text.contains(secret)), "{secret}");
    }
    let source = &body(&reply)["source"];
    assert_eq!(
        (&source["first_digits"], &source["last_digits"]),
        (&json!("41111111"), &json!("1111"))
    );
    assert_eq!(body(&short)["source"]["first_digits"], "422222", "eight would nearly be all");
    assert!(!desk.mpg.state(desk.now).to_string().contains("41111111"), "the oracle needs four");
}

#[test]
fn a_refused_wish_does_not_repeat_the_card_either() {
    let mut desk = Desk::open();
    let mut wish = moto(ONE, "4111111111111112");
    wish["source"]["security_code"] = json!("98765");
    let reply = desk.send(&post("purchase", &wish));
    let text = body(&reply).to_string();
    assert_eq!(reply.status, 422);
    assert!(!text.contains("4111") && !text.contains("98765"), "{text}");
}

#[test]
fn the_devices_address_is_required() {
    let mut desk = Desk::open();
    for address in [Value::Null, json!("till"), json!("192.0.2.300")] {
        let mut wish = moto(ONE, APPROVED);
        wish["device"]["ip_address"] = address;
        let reply = desk.send(&post("purchase", &wish));
        assert!(body(&reply)["errors"]["device.ip_address"].is_array());
    }
    let mut wish = moto(ONE, APPROVED);
    wish["device"]["ip_address"] = json!("2001:db8::7");
    assert_eq!(desk.send(&post("purchase", &wish)).status, 201);
}

#[test]
fn source_type_of_a_transaction_is_a_transaction_type() {
    let order = Desk::open().purchase(ONE, APPROVED);
    assert_eq!(
        (&order["source"]["type"], &order["transactions"][0]["source_type"]),
        (&json!("card"), &json!("moto"))
    );
}

#[test]
fn void_before_the_settlement_and_refund_after_it_and_never_the_other_way() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    assert_eq!(desk.change("refund", 1, 400).status, 422, "not settled");
    assert_eq!(desk.change("void", 2, 400).status, 200);
    assert_eq!(desk.money(), money("6.00", "0.00"));
    desk.now += 24 * 60 * 60 * 1_000;
    assert_eq!(desk.change("void", 3, 600).status, 422, "settled");
    let order = body(&desk.change("refund", 4, 500));
    assert_eq!((&order["voided_amount"], &order["refunded_amount"]), (&json!(400), &json!(500)));
    assert_eq!((&order["amount"], desk.money()), (&json!(1000), money("1.00", "0.00")));
    assert_eq!(desk.change("refund", 5, 101).status, 422, "not more than is left");
}

#[test]
fn a_hold_is_voided_before_its_capture_and_refunded_after_it() {
    let mut desk = Desk::open();
    desk.authorize(ONE);
    assert_eq!(desk.change("refund", 1, 400).status, 422, "nothing was taken");
    let order = body(&desk.change("void", 2, 1000));
    assert_eq!((&order["voided_amount"], desk.money()), (&json!(1000), money("0.00", "0.00")));
    assert_eq!(desk.change("capture", 3, 1000).status, 422, "nothing is held any more");
    assert_eq!(desk.truth()["charges"], 0, "the customer never paid");

    let mut desk = Desk::open();
    desk.authorize(ONE);
    desk.change("capture", 1, 1000);
    assert_eq!(desk.change("void", 2, 1000).status, 422);
    assert_eq!(desk.change("refund", 3, 1000).status, 200);
}

#[test]
fn a_purchase_cannot_be_captured_again() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    assert_eq!(desk.change("capture", 1, 1000).status, 422);
    assert_eq!(desk.money(), money("10.00", "0.00"));
}

#[test]
fn captured_amount_after_a_purchase_is_the_amount_or_nothing() {
    let mut desk = Desk::open();
    assert_eq!(desk.purchase(ONE, APPROVED)["captured_amount"], 1000);
    desk.set(json!({ "captured_after_purchase": false }));
    let order = desk.look(ONE);
    assert_eq!((status(&order), &order["captured_amount"]), ("approved", &json!(0)));
    assert_eq!(desk.money(), money("10.00", "0.00"), "the customer paid all the same");
}

#[test]
fn a_timeout_may_have_charged_and_becomes_approved_at_a_later_look() {
    let mut desk = Desk::open();
    let order = desk.purchase(ONE, "4000000000000341");
    assert_eq!((status(&order), &order["captured_amount"]), ("timeout", &json!(0)));
    assert_eq!(order["transactions"][0]["response_code"], Value::Null, "nobody knows yet");
    assert_eq!(desk.money(), money("10.00", "0.00"), "but the bank does");
    let order = desk.look(ONE);
    assert_eq!((status(&order), &order["captured_amount"]), ("approved", &json!(1000)));
}

#[test]
fn a_timeout_that_lasts_is_ended_by_a_void() {
    let mut desk = Desk::open();
    desk.purchase(ONE, "4000000000000044");
    desk.look(ONE);
    assert_eq!(status(&desk.look(ONE)), "timeout");
    assert_eq!(desk.change("refund", 1, 1000).status, 422);
    let order = body(&desk.change("void", 2, 1000));
    assert_eq!((status(&order), &order["voided_amount"]), ("approved", &json!(1000)));
    assert_eq!(desk.money(), money("0.00", "0.00"));

    let mut desk = Desk::open();
    desk.purchase(ONE, "4000000000000028");
    assert_eq!(desk.change("void", 1, 1000).status, 422, "there is nothing to void");
    assert_eq!(status(&desk.look(ONE)), "failed");
}

#[test]
fn unknown_words_in_flight_words_and_system_errors_say_nothing() {
    for word in ["reviewing", "initiated", "system_error", "APPROVED"] {
        for (then, net) in [("approved", "10.00"), ("failed", "0.00")] {
            let mut desk = Desk::open();
            desk.fault(
                json!({ "kind": "outcome", "status": word, "then": then, "after_reads": 2 }),
            );
            assert_eq!(status(&desk.purchase(ONE, APPROVED)), word);
            assert_eq!(status(&desk.look(ONE)), word);
            assert_eq!(desk.money(), money(net, "0.00"), "{word}, {then}");
            assert_eq!(status(&desk.look(ONE)), then);
        }
    }
}

#[test]
fn an_undecided_transaction_is_resolved_by_a_person() {
    let mut desk = Desk::open();
    desk.fault(json!({ "kind": "outcome", "status": "initiated", "then": "approved" }));
    desk.purchase(ONE, APPROVED);
    assert_eq!(status(&desk.look(ONE)), "initiated");
    desk.lever("resolve").unwrap();
    assert_eq!(status(&desk.look(ONE)), "approved");
}

#[test]
fn the_same_id_again_never_charges_twice_whatever_it_answers() {
    let mut desk = Desk::open();
    let first = desk.purchase(ONE, APPROVED);
    let mut other = moto(&ONE.to_uppercase(), "5555555555554444");
    other["amount"] = json!(9999);
    for (repeat, expected) in [("created", 201), ("found", 200), ("refused", 422)] {
        desk.set(json!({ "repeat": repeat }));
        for request in [
            post("purchase", &moto(ONE, APPROVED)),
            post("authorize", &moto(ONE, APPROVED)),
            post("purchase", &other),
        ] {
            let reply = desk.send(&request);
            assert_eq!(reply.status, expected, "{repeat}");
            if expected == 422 {
                assert!(body(&reply)["errors"]["order_id"].is_array());
            } else {
                assert_eq!(body(&reply), first, "{repeat}");
            }
        }
    }
    let truth = desk.truth();
    assert_eq!((&truth["charges"], &truth["creates"]), (&json!(1), &json!(10)));
    assert_eq!(desk.money(), money("10.00", "0.00"));
}

#[test]
fn a_repeat_does_not_turn_a_decline_into_a_charge() {
    let mut desk = Desk::open();
    desk.purchase(ONE, DECLINED);
    assert_eq!(status(&desk.purchase(ONE, APPROVED)), "failed");
    assert_eq!(desk.truth()["charges"], 0);
}

#[test]
fn the_clients_id_becomes_the_orders_and_finds_it_after_a_lost_reply() {
    let mut desk = Desk::open();
    desk.fault(json!({ "endpoint": "purchase", "kind": "drop", "acted": false }));
    desk.send(&post("purchase", &moto(ONE, APPROVED)));
    assert_eq!(desk.send(&get(ONE)).status, 404, "it never arrived");
    desk.fault(json!({ "endpoint": "purchase", "kind": "drop" }));
    desk.send(&post("purchase", &moto(ONE, APPROVED)));
    let order = desk.look(&ONE.to_uppercase());
    assert_eq!((&order["id"], status(&order)), (&json!(ONE), "approved"));
}

#[test]
fn under_the_wrong_fields_name_the_id_protects_against_nothing() {
    let mut desk = Desk::open();
    desk.set(json!({ "id_field": "given_id" }));
    let (first, second) = (desk.purchase(ONE, APPROVED), desk.purchase(ONE, APPROVED));
    assert_ne!(first["id"], second["id"]);
    assert_eq!(first["id"].as_str().and_then(|id| id.chars().nth(14)), Some('7'), "its own");
    assert_eq!(desk.mpg.state(desk.now)["totals"]["SAR"]["charges"], 2, "charged twice");
    assert_eq!(desk.send(&get(ONE)).status, 404);
    let mut wish = moto(ONE, APPROVED);
    wish["given_id"] = json!(ONE);
    assert_eq!(body(&desk.send(&post("purchase", &wish)))["id"], ONE);
}

#[test]
fn the_same_transaction_id_again_moves_nothing_and_for_something_else_is_refused() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    let first = body(&desk.change("void", 1, 300));
    assert_eq!(first["transactions"][1]["id"], super::change_id(1), "it becomes the transaction's");
    assert_eq!(body(&desk.change("void", 1, 300)), first);
    assert_eq!(desk.change("void", 1, 400).status, 422, "another amount");
    desk.purchase(TWO, APPROVED);
    let elsewhere = json!({ "amount": 300, "transaction_id": super::change_id(1) });
    assert_eq!(desk.send(&post(&format!("{TWO}/void"), &elsewhere)).status, 422);
    assert_eq!(desk.money(), money("7.00", "0.00"));
}

#[test]
fn without_a_transaction_id_a_repeated_part_void_gives_back_twice() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    let part = post(&format!("{ONE}/void"), &json!({ "amount": 300 }));
    assert_eq!((desk.send(&part).status, desk.send(&part).status), (200, 200));
    assert_eq!(desk.money(), money("4.00", "0.00"));
}

#[test]
fn older_and_newer_documents_disagree_whether_a_void_says_how_much() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    let all = post(&format!("{ONE}/void"), &json!({}));
    let reply = desk.send(&all);
    assert_eq!((reply.status, body(&reply)["errors"]["amount"].is_array()), (422, true));
    desk.set(json!({ "amount_required": false }));
    assert_eq!(desk.send(&all).status, 200);
    assert_eq!(desk.money(), money("0.00", "0.00"));
}

#[test]
fn a_refund_can_be_declined_or_lost_under_200() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    desk.lever("settle").unwrap();
    desk.fault(json!({ "kind": "outcome", "endpoint": "refund", "status": "failed" }));
    desk.fault(json!({
        "kind": "outcome", "endpoint": "refund", "status": "timeout", "then": "approved",
        "after_reads": 1,
    }));
    let reply = desk.change("refund", 1, 1000);
    assert_eq!((reply.status, &body(&reply)["refunded_amount"]), (200, &json!(0)));
    assert_eq!(body(&reply)["transactions"][1]["status"], "failed");
    assert_eq!(desk.money(), money("10.00", "0.00"));
    let order = body(&desk.change("refund", 2, 1000));
    assert_eq!(
        (&order["transactions"][2]["status"], &order["refunded_amount"]),
        (&json!("timeout"), &json!(0))
    );
    assert_eq!(desk.money(), money("0.00", "0.00"), "the customer has it back already");
    assert_eq!(desk.change("refund", 3, 1000).status, 422, "and cannot get it again");
    assert_eq!(desk.look(ONE)["refunded_amount"], 1000);
}

#[test]
fn missing_authentication_is_401_and_a_missing_permission_is_403_that_says_unauthorized() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    let mut bare = get(ONE);
    bare.headers.clear();
    let reply = desk.send(&bare);
    let words = json!({ "message": "Missing authentication information" });
    assert_eq!((reply.status, body(&reply)), (401, words.clone()));
    desk.set(json!({ "forbidden": ["void", "purchase"] }));
    let reply = desk.change("void", 1, 1000);
    assert_eq!((reply.status, body(&reply)), (403, json!({ "message": "Unauthorized" })));
    assert_eq!(desk.send(&post("purchase", &moto(TWO, APPROVED))).status, 403);
    assert_eq!(desk.send(&get(ONE)).status, 200);
    assert_eq!(desk.money(), money("10.00", "0.00"));
    desk.set(json!({ "address_refused": true }));
    let reply = desk.send(&get(ONE));
    assert_eq!((reply.status, body(&reply)), (401, words.clone()), "the same as no key");
    desk.set(json!({ "address_refused": false, "api_key": "another" }));
    assert_eq!(body(&desk.send(&get(ONE))), words);
}

#[test]
fn minor_units_are_a_thousandth_of_a_dinar_and_a_whole_yen() {
    for (currency, charged) in [("KWD", "1.000"), ("JPY", "1000"), ("USD", "10.00")] {
        let mut desk = Desk::open();
        let mut wish = moto(ONE, APPROVED);
        wish["currency"] = json!(currency);
        assert_eq!(body(&desk.send(&post("purchase", &wish)))["amount"], 1000);
        assert_eq!(desk.money().0, charged);
    }
}

#[test]
fn the_minimum_is_flat_and_below_one_dinar() {
    let mut desk = Desk::open();
    let mut wish = moto(ONE, APPROVED);
    wish["currency"] = json!("KWD");
    wish["amount"] = json!(100);
    assert_eq!(desk.send(&post("purchase", &wish)).status, 201, "0.100 KWD");
    assert_eq!(desk.money().0, "0.100");
}

#[test]
fn the_currency_list_has_gold_and_test_money_and_lacks_living_ones() {
    let mut desk = Desk::open();
    for (currency, expected) in
        [("XAU", 201), ("XTS", 201), ("BTC", 201), ("SLE", 422), ("VED", 422)]
    {
        let mut wish = moto(ONE, APPROVED);
        wish["order_id"] = Value::Null;
        wish["currency"] = json!(currency);
        assert_eq!(desk.send(&post("purchase", &wish)).status, expected, "{currency}");
    }
}

#[test]
fn agreements_are_not_available_here() {
    let mut desk = Desk::open();
    for key in ["agreement_id", "new_agreement"] {
        let mut wish = moto(ONE, APPROVED);
        wish[key] = json!({ "type": "recurring" });
        let reply = desk.send(&post("purchase", &wish));
        assert_eq!((reply.status, body(&reply)["errors"][key].is_array()), (422, true));
    }
    assert_eq!(desk.purchase(ONE, APPROVED)["agreement"], Value::Null);
}

#[test]
fn a_reply_lacks_its_verdict_or_has_another_amount_currency_or_type() {
    let mut desk = Desk::open();
    desk.purchase(ONE, APPROVED);
    desk.fault(json!({ "kind": "no_transactions" }));
    desk.fault(json!({ "kind": "figures", "with": { "amount": 10, "currency": "YER" } }));
    desk.fault(json!({ "kind": "figures", "with": { "captured_amount": 500 } }));
    desk.fault(json!({ "kind": "text_amounts" }));
    assert_eq!(desk.look(ONE).get("transactions"), None);
    let order = desk.look(ONE);
    assert_eq!((&order["amount"], &order["currency"]), (&json!(10), &json!("YER")));
    assert_eq!(desk.look(ONE)["captured_amount"], 500, "neither all nor nothing");
    let order = desk.look(ONE);
    assert_eq!((&order["amount"], &order["captured_amount"]), (&json!("1000"), &json!("1000")));
    assert_eq!(desk.look(ONE)["amount"], 1000);
    assert_eq!(object(desk.mpg.state(desk.now))["faults_pending"], 0);
}

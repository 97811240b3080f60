//! Every trap that Payerly's documents leave for a client, and every question they leave open.

use serde_json::{Value, json};
use simulator::ControlError;

use super::{Desk, body, get, order, put};
use crate::NOON;

const FIVE: &str = "2026-06-07T12:00:00Z";

fn part(payment: &str, value: &str) -> Value {
    json!({ "paymentId": payment, "amount": { "value": value, "currency": "USD" } })
}

#[test]
fn customfields_and_custom_fields_are_both_taken_and_one_of_them_comes_back() {
    let mut desk = Desk::open();
    for (id, key) in [("table", "customfields"), ("sample", "customFields")] {
        let mut wish = order();
        wish[key] = json!({ "cf1": id });
        desk.agreed(&put(&format!("/v1/orders/{id}"), &wish));
        assert_eq!(desk.look(id)["customFields"]["cf1"], id);
    }
    desk.set(json!({ "custom_fields_key": "customfields" }));
    let read = desk.look("sample");
    assert_eq!((&read["customfields"]["cf1"], read.get("customFields")), (&json!("sample"), None));
}

#[test]
fn a_customers_document_comes_back_under_the_key_it_was_sent_with() {
    let mut desk = Desk::open();
    for (id, key) in [("table", "Document"), ("sample", "document")] {
        let mut wish = order();
        wish["customer"] = json!({ key: "P123" });
        desk.agreed(&put(&format!("/v1/orders/{id}"), &wish));
        desk.pay(id);
        let token = desk.look(id)["items"][0]["object"]["paymentToken"].clone();
        assert_eq!(token["object"]["customer"], json!({ key: "P123" }));
    }
}

#[test]
fn the_sample_is_a_payment_without_what_the_table_promises() {
    let mut desk = Desk::open();
    desk.fault(json!({ "kind": "payment_object" }));
    desk.fault(json!({ "kind": "payment_object", "endpoint": "get" }));
    let created = desk.create("a");
    desk.pay("a");
    let read = desk.look("a");
    for object in [&created, &read] {
        for absent in ["payUrl", "expireAt", "successUrl", "declineUrl", "paidAmount"] {
            assert_eq!(object.get(absent), None, "{absent}");
        }
        for present in ["paymentId", "txnId", "paymentMethod", "paymentData", "paymentToken"] {
            assert!(object.get(present).is_some(), "{present}");
        }
        assert_eq!(object["orderId"], "a");
    }
    assert!(desk.look("a").get("payUrl").is_some(), "the next one is as the table says");
}

#[test]
fn replies_carry_card_and_holder_that_a_till_must_not_keep() {
    let mut desk = Desk::open();
    let mut wish = order();
    wish["customer"] = json!({ "fullName": "Huda N.", "phone": "970599000000" });
    desk.agreed(&put("/v1/orders/a", &wish));
    desk.pay("a");
    let payment = desk.look("a")["items"][0]["object"].clone();
    let card = &payment["paymentData"]["object"];
    assert!(card["maskedPan"].as_str().is_some_and(|it| it.contains("******")));
    assert!(card["expiryDate"].is_string() && card["cardHolder"].is_string());
    let token = &payment["paymentToken"]["object"];
    assert_eq!(token["tokenId"].as_str().map(str::len), Some(36));
    assert_eq!(token["customer"]["fullName"], "Huda N.");
    assert_eq!(&token["paymentData"]["object"], card);
    assert!(!desk.truth("a").to_string().contains("1111"), "the oracle has no use for it");
}

#[test]
fn pay_url_is_missing_at_create_and_comes_with_get() {
    let mut desk = Desk::open();
    desk.fault(json!({ "kind": "no_pay_url" }));
    assert_eq!(desk.create("a").get("payUrl"), None);
    assert!(desk.look("a")["payUrl"].is_string());
    desk.fault(json!({ "kind": "no_pay_url", "endpoint": "any", "times": 2 }));
    assert_eq!(desk.create("b").get("payUrl"), None);
    assert_eq!(desk.look("b").get("payUrl"), None, "or never");
}

#[test]
fn object_and_error_come_together_under_200() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.fault(json!({ "kind": "object_and_error" }));
    let both = desk.agreed(&get("/v1/orders/a"));
    assert_eq!(both["object"]["orderId"], "a");
    assert!(both["error"]["code"].is_u64() && both["error"]["traceId"].is_string());
}

#[test]
fn an_error_alone_comes_under_200_although_the_order_was_made() {
    let mut desk = Desk::open();
    desk.fault(json!({ "kind": "error_only" }));
    let reply = desk.agreed(&put("/v1/orders/a", &order()));
    assert_eq!((reply.get("object"), reply["error"]["code"].is_u64()), (None, true));
    assert_eq!(desk.look("a")["orderId"], "a");
}

#[test]
fn auto_confirm_false_is_not_allowed_although_it_is_a_boolean() {
    let mut desk = Desk::open();
    let mut wish = order();
    wish["autoConfirm"] = json!(false);
    let reply = desk.send(&put("/v1/orders/a", &wish));
    assert_eq!(reply.status, 400);
    assert_eq!(body(&reply)["error"]["details"][0]["fields"][0]["name"], "autoConfirm");
}

#[test]
fn the_return_urls_are_echoed_for_a_declined_order_too_and_prove_nothing() {
    let mut desk = Desk::open();
    let mut wish = order();
    for name in ["successUrl", "declineUrl", "callbackUrl"] {
        wish[name] = json!(format!("https://shop.example/{name}"));
    }
    desk.agreed(&put("/v1/orders/a", &wish));
    desk.customer("a", json!({ "action": "decline" })).unwrap();
    let read = desk.look("a");
    assert_eq!(read["successUrl"], "https://shop.example/successUrl");
    assert_eq!((&read["status"]["value"], read.get("paidAmount")), (&json!("DECLINED"), None));
    let payment = read["items"][0]["object"]["paymentId"].as_str().unwrap().to_owned();
    assert_eq!(desk.refund("r", &json!({ "paymentId": payment })).status, 400);
    assert_eq!(desk.truth("a")["charges"], 0);
}

#[test]
fn conv_amount_is_in_another_currency_and_paid_amount_is_not() {
    let mut desk = Desk::open();
    desk.set(json!({ "conversion": { "currency": "JOD", "rate": "0.709" } }));
    desk.create("a");
    desk.pay("a");
    let read = desk.look("a");
    assert_eq!(read["convAmount"], json!({ "value": "5413.222", "currency": "JOD" }));
    assert_eq!(read["paidAmount"], read["amount"]);
}

#[test]
fn a_refund_needs_the_payment_id_and_not_the_orders() {
    let mut desk = Desk::open();
    let txn_id = desk.create("a")["txnId"].as_str().unwrap().to_owned();
    desk.pay("a");
    for wrong in ["a", txn_id.as_str(), "nobody"] {
        assert_eq!(desk.refund("r", &json!({ "paymentId": wrong })).status, 404, "{wrong}");
    }
    assert_eq!(desk.refund("r", &json!({})).status, 400);
    let payment = desk.look("a")["items"][0]["object"]["paymentId"].as_str().unwrap().to_owned();
    assert_eq!(desk.refund("r", &json!({ "paymentId": payment })).status, 200);
    let truth = desk.truth("a");
    assert_eq!((&truth["refunded"], &truth["net"]), (&json!("7635.01"), &json!("0.00")));
    assert_eq!(desk.look("a")["status"]["value"], "REFUNDED");
}

#[test]
fn closed_means_out_of_time_without_a_single_transaction() {
    let mut desk = Desk::open();
    desk.create("untouched");
    desk.create("declined");
    desk.create("paid");
    desk.customer("declined", json!({ "action": "decline" })).unwrap();
    desk.pay("paid");
    desk.now += 10 * 60_000 - 1;
    assert_eq!(desk.look("untouched")["status"]["value"], "PENDING");
    desk.now += 1;
    let mut word = |id: &str| desk.look(id)["status"]["value"].clone();
    assert_eq!(word("untouched"), "CLOSED");
    assert_eq!(word("declined"), "DECLINED", "over as well, but a transaction there was");
    assert_eq!(word("paid"), "CONFIRMED");
    let truth = desk.truth("declined");
    assert_eq!((&truth["over"], &truth["net"]), (&json!(true), &json!("0.00")));
}

#[test]
fn an_order_can_be_let_run_out_now() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.customer("a", json!({ "action": "expire" })).unwrap();
    let read = desk.look("a");
    assert_eq!(
        (&read["status"]["value"], &read["status"]["changedAt"]),
        (&json!("CLOSED"), &json!(FIVE))
    );
}

#[test]
fn an_order_is_paid_late_after_it_was_closed() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.now += 20 * 60_000;
    assert_eq!(desk.look("a")["status"]["value"], "CLOSED");
    let refused = desk.customer("a", json!({ "action": "pay" }));
    assert_eq!(refused, Err(ControlError::Ended("a".into())));
    desk.customer("a", json!({ "action": "pay", "force": true })).unwrap();
    let read = desk.look("a");
    assert_eq!(read["status"]["value"], "CONFIRMED", "CLOSED was not the last word");
    assert_eq!(read["paidAmount"]["value"], "7635.01");
    assert_eq!(desk.truth("a")["net"], "7635.01");
}

#[test]
fn a_short_payment_is_confirmed_all_the_same() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.customer("a", json!({ "action": "pay", "amount": "7635.00" })).unwrap();
    let read = desk.look("a");
    assert_eq!(read["status"]["value"], "CONFIRMED");
    assert_eq!(read["paidAmount"]["value"], "7635.00", "one cent short");
    assert_eq!(desk.truth("a")["net"], "7635.00");
}

#[test]
fn a_customer_pays_twice_and_each_payment_goes_back_alone() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.customer("a", json!({ "action": "pay", "payments": 2 })).unwrap();
    let truth = desk.truth("a");
    assert_eq!((&truth["charges"], &truth["charged"]), (&json!(2), &json!("15270.02")));
    let read = desk.look("a");
    assert_eq!(read["paidAmount"]["value"], "15270.02");
    let second = read["items"][1]["object"]["paymentId"].as_str().unwrap().to_owned();
    assert_eq!(desk.refund("r", &part(&second, "7635.02")).status, 400, "more than that payment");
    assert_eq!(desk.refund("r", &json!({ "paymentId": second })).status, 200);
    assert_eq!(desk.truth("a")["net"], "7635.01");
}

#[test]
fn paid_amount_is_missing_although_paid() {
    let mut desk = Desk::open();
    desk.fault(json!({ "kind": "no_paid_amount" }));
    desk.create("a");
    assert_eq!(desk.look("a").get("paidAmount"), None, "nothing paid: this one is no fault");
    desk.pay("a");
    let read = desk.look("a");
    assert_eq!((&read["status"]["value"], read.get("paidAmount")), (&json!("CONFIRMED"), None));
    assert!(desk.look("a").get("paidAmount").is_some());
}

#[test]
fn a_part_refund_leaves_the_word_and_the_paid_amount_as_they_were() {
    let mut desk = Desk::open();
    desk.create("a");
    let payment = desk.pay("a");
    assert_eq!(desk.refund("r", &part(&payment, "35.01")).status, 200);
    let read = desk.look("a");
    assert_eq!(
        (&read["status"]["value"], &read["paidAmount"]["value"]),
        (&json!("CONFIRMED"), &json!("7635.01"))
    );
    assert_eq!(read["items"][1]["type"], "REFUND", "only the items tell");
    assert_eq!(desk.truth("a")["net"], "7600.00");
}

#[test]
fn status_words_are_spelt_as_somebody_likes() {
    let mut desk = Desk::open();
    desk.create("paid");
    desk.create("closed");
    desk.set(json!({ "status_words": { "CONFIRMED": "Paid", "CLOSED": "closed" } }));
    desk.pay("paid");
    desk.customer("closed", json!({ "action": "expire" })).unwrap();
    assert_eq!(desk.look("paid")["status"]["value"], "Paid");
    assert_eq!(desk.look("paid")["items"][0]["object"]["status"]["value"], "Paid");
    assert_eq!(desk.look("closed")["status"]["value"], "closed");
    desk.fault(json!({ "kind": "unknown_status", "word": "ON_REVIEW" }));
    assert_eq!(desk.look("paid")["status"]["value"], "ON_REVIEW");
    assert_eq!(desk.truth("paid")["status"], "CONFIRMED", "the oracle keeps to one spelling");
}

#[test]
fn items_lie_in_the_object_or_beside_it() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.pay("a");
    desk.set(json!({ "items_beside": true }));
    let reply = desk.agreed(&get("/v1/orders/a"));
    assert_eq!(
        (&reply["items"][0]["type"], reply["object"].get("items")),
        (&json!("PAYMENT"), None)
    );
}

#[test]
fn amounts_come_as_numbers_with_the_same_digits() {
    let mut desk = Desk::open();
    desk.create("a");
    desk.fault(json!({ "kind": "numeric_amounts" }));
    let read = desk.look("a");
    assert_eq!(read["amount"]["value"].to_string(), "7635.01");
    assert!(read["amount"]["value"].is_number());
}

#[test]
fn the_same_put_again_answers_the_same_order() {
    let mut desk = Desk::open();
    let first = desk.create("a");
    desk.now += 5_000;
    assert_eq!(desk.create("a"), first);
    let mut request = put("/v1/orders/a", &order());
    request.body = serde_json::to_vec_pretty(&order()).unwrap();
    assert_eq!(desk.agreed(&request)["object"], first, "the same JSON in other bytes");
    desk.pay("a");
    assert_eq!(desk.create("a")["status"]["value"], "CONFIRMED");
    let truth = desk.truth("a");
    assert_eq!((&truth["creates"], &truth["charges"]), (&json!(4), &json!(1)));
}

#[test]
fn another_body_under_the_same_id_is_refused_ignored_or_an_update() {
    let mut cheaper = order();
    cheaper["amount"]["value"] = json!("1.00");
    let seen = |rule: &str, paid: bool| {
        let mut desk = Desk::open();
        desk.set(json!({ "order_repeat": rule }));
        desk.create("a");
        if paid {
            desk.pay("a");
        }
        let status = desk.send(&put("/v1/orders/a", &cheaper)).status;
        let value = desk.look("a")["amount"]["value"].as_str().unwrap().to_owned();
        (status, value)
    };
    let kept = || "7635.01".to_owned();
    assert_eq!(seen("refuse", false), (400, kept()));
    assert_eq!(seen("ignore", false), (200, kept()), "a till that does not compare is deceived");
    assert_eq!(seen("update", false), (200, "1.00".to_owned()));
    assert_eq!(seen("update", true), (400, kept()), "never after it was paid");
}

#[test]
fn a_lost_put_is_404_where_it_never_arrived_and_the_order_where_it_did() {
    let mut desk = Desk::open();
    desk.fault(json!({ "endpoint": "create", "kind": "drop", "acted": false }));
    desk.fault(json!({ "endpoint": "create", "kind": "drop" }));
    desk.send(&put("/v1/orders/never", &order()));
    desk.send(&put("/v1/orders/lost", &order()));
    let never = desk.send(&get("/v1/orders/never"));
    assert_eq!((never.status, body(&never)["error"]["code"].clone()), (404, json!(404)));
    assert_eq!(desk.look("lost")["status"]["value"], "PENDING");
    assert_eq!(desk.create("never")["orderId"], "never", "the same PUT again is harmless");
}

#[test]
fn refunds_may_not_be_enabled_for_a_merchant() {
    let mut desk = Desk::open();
    desk.create("a");
    let payment = desk.pay("a");
    desk.set(json!({ "refunds_enabled": false }));
    let refused = desk.refund("r", &json!({ "paymentId": payment }));
    assert_eq!((refused.status, body(&refused)["error"]["traceId"].is_string()), (403, true));
    assert_eq!(desk.truth("a")["net"], "7635.01");
}

#[test]
fn a_refund_is_made_once_however_often_it_is_sent() {
    let mut desk = Desk::open();
    desk.create("a");
    let payment = desk.pay("a");
    let first = body(&desk.refund("r", &part(&payment, "35.01")));
    assert_eq!(body(&desk.refund("r", &part(&payment, "35.01"))), first);
    assert_eq!(desk.refund("r", &part(&payment, "36.01")).status, 400, "gone is gone");
    assert_eq!(desk.truth("a")["refunded"], "35.01");
    assert_eq!(desk.refund("r-2", &part(&payment, "7600.01")).status, 400, "not more than is left");
    assert_eq!(desk.refund("r-2", &json!({ "paymentId": payment })).status, 200, "the rest");
    assert_eq!(desk.truth("a")["net"], "0.00");
}

#[test]
fn a_refund_under_way_can_be_updated_or_not() {
    for (rule, status, refunded) in
        [("update", 200, "2.00"), ("refuse", 400, "1.00"), ("ignore", 200, "1.00")]
    {
        let mut desk = Desk::open();
        desk.set(json!({ "refund_ms": 60_000, "refund_repeat": rule }));
        desk.create("a");
        let payment = desk.pay("a");
        let pending = body(&desk.refund("r", &part(&payment, "1.00")));
        assert_eq!(pending["object"]["status"]["value"], "PROCESSING");
        assert_eq!(desk.truth("a")["refunded"], "0.00", "the customer does not have it yet");
        assert_eq!(desk.refund("r", &part(&payment, "2.00")).status, status, "{rule}");
        desk.now += 60_000;
        assert_eq!(desk.truth("a")["refunded"], refunded, "{rule}");
    }
}

#[test]
fn two_refunds_under_way_cannot_give_back_more_than_was_paid() {
    let mut desk = Desk::open();
    desk.set(json!({ "refund_ms": 60_000 }));
    desk.create("a");
    let payment = desk.pay("a");
    assert_eq!(desk.refund("one", &part(&payment, "5000.00")).status, 200);
    assert_eq!(desk.refund("two", &part(&payment, "5000.00")).status, 400);
}

#[test]
fn a_refund_that_was_accepted_can_still_fail() {
    let mut desk = Desk::open();
    desk.set(json!({ "refund_ms": 1_000 }));
    desk.create("a");
    let payment = desk.pay("a");
    desk.fault(json!({ "kind": "refund_fails" }));
    assert_eq!(desk.refund("r", &json!({ "paymentId": payment })).status, 200);
    desk.now += 1_000;
    let refunds = desk.agreed(&get(&format!("/v1/payments/{payment}/refunds")));
    assert_eq!(refunds["items"][0]["object"]["status"]["value"], "FAILED");
    assert_eq!(desk.truth("a")["net"], "7635.01");
    assert_eq!(desk.refund("again", &json!({ "paymentId": payment })).status, 200);
}

#[test]
fn a_refunds_callback_must_be_https_and_an_orders_need_not() {
    let mut desk = Desk::open();
    let mut wish = order();
    wish["callbackUrl"] = json!("http://shop.example/hook");
    desk.agreed(&put("/v1/orders/a", &wish));
    let payment = desk.pay("a");
    let mut refund = part(&payment, "1.00");
    refund["callbackUrl"] = json!("http://shop.example/hook");
    assert_eq!(desk.refund("r", &refund).status, 400);
}

#[test]
fn the_date_header_is_the_servers_clock_which_is_not_the_tills() {
    let mut desk = Desk::open();
    let date = |desk: &mut Desk| {
        let reply = desk.send(&get("/v1/orders/nobody"));
        reply.headers.into_iter().find(|(name, _)| name == "date").unwrap().1
    };
    assert_eq!(date(&mut desk), "Sun, 07 Jun 2026 12:00:00 GMT");
    desk.set(json!({ "clock_ahead_ms": 15 * 60_000 }));
    assert_eq!(date(&mut desk), "Sun, 07 Jun 2026 12:15:00 GMT");
    let reply = desk.send(&put("/v1/orders/a", &order()));
    assert_eq!(reply.status, 400, "ten minutes from now by the till's clock are over here");
    desk.set(json!({ "clock_ahead_ms": -3_600_000 }));
    assert_eq!(date(&mut desk), "Sun, 07 Jun 2026 11:00:00 GMT");
    assert_eq!(desk.create("a")["createdAt"], "2026-06-07T11:00:00Z");
    assert_eq!(desk.now, NOON);
}

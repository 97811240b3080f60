//! Whatever tills, customers and controllers do, the customers' money is accounted for.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::payerly::{Payerly, RefundState, Settings};
use simulator::{Delivery, Request, Upstream};

use super::{get, object, order, put};
use crate::{NOON, decimal};

#[derive(Debug, Clone)]
enum Step {
    Create { id: u8, value: &'static str },
    Read { id: u8 },
    Refund { id: u8, of: u8, payment: usize, value: Option<&'static str> },
    Customer { id: u8, act: &'static str },
    Press { id: u8, button: &'static str },
    Pass { ms: u64 },
    Fault { fault: &'static str },
    Settings { settings: &'static str },
}

fn step() -> impl Strategy<Value = Step> {
    let value = || prop::sample::select(vec!["10.00", "0.01", "7635.01"]);
    let act = prop::sample::select(vec![
        r#"{"action":"pay"}"#,
        r#"{"action":"pay","amount":"3.33","payments":3}"#,
        r#"{"action":"pay","force":true}"#,
        r#"{"action":"decline"}"#,
        r#"{"action":"expire"}"#,
    ]);
    let fault = prop::sample::select(vec![
        r#"{"kind":"drop","endpoint":"create"}"#,
        r#"{"kind":"drop","endpoint":"create","acted":false}"#,
        r#"{"kind":"cut","endpoint":"refund"}"#,
        r#"{"kind":"html","endpoint":"refund"}"#,
        r#"{"kind":"server_error","endpoint":"refund","acted":true}"#,
        r#"{"kind":"error_only"}"#,
        r#"{"kind":"no_paid_amount"}"#,
        r#"{"kind":"payment_object","endpoint":"any"}"#,
        r#"{"kind":"refund_fails"}"#,
        r#"{"kind":"customer","action":"pay","after_ms":500}"#,
        r#"{"kind":"customer","action":"pay","after_ms":900000,"force":true}"#,
    ]);
    let settings = prop::sample::select(vec![
        r#"{"refund_ms":0}"#,
        r#"{"refund_ms":5000}"#,
        r#"{"order_repeat":"update"}"#,
        r#"{"order_repeat":"ignore"}"#,
        r#"{"refund_repeat":"ignore"}"#,
        r#"{"refunds_enabled":false}"#,
        r#"{"refunds_enabled":true}"#,
        r#"{"clock_ahead_ms":-60000}"#,
        r#"{"clock_ahead_ms":60000}"#,
    ]);
    let id = || 0..4_u8;
    prop_oneof![
        5 => (id(), value()).prop_map(|(id, value)| Step::Create { id, value }),
        2 => id().prop_map(|id| Step::Read { id }),
        5 => (0..6_u8, id(), 0..3_usize, prop::option::of(value()))
            .prop_map(|(id, of, payment, value)| Step::Refund { id, of, payment, value }),
        5 => (id(), act).prop_map(|(id, act)| Step::Customer { id, act }),
        2 => (id(), prop::sample::select(vec!["pay", "decline"]))
            .prop_map(|(id, button)| Step::Press { id, button }),
        3 => (0..400_000_u64).prop_map(|ms| Step::Pass { ms }),
        3 => fault.prop_map(|fault| Step::Fault { fault }),
        2 => settings.prop_map(|settings| Step::Settings { settings }),
    ]
}

fn parsed(text: &str) -> serde_json::Map<String, Value> {
    object(serde_json::from_str(text).unwrap())
}

/// Takes one step; returns the id of an order that was certainly made.
fn take(payerly: &mut Payerly, step: &Step, now: &mut u64) -> Option<String> {
    match step {
        Step::Create { id, value } => {
            let mut wish = order();
            wish["amount"]["value"] = json!(value);
            wish.as_object_mut().unwrap().remove("expireAt");
            let reply = payerly.handle(&put(&format!("/v1/orders/{id}"), &wish), *now);
            let made = reply.body_json().is_some_and(|body| body["object"].is_object());
            return (made && reply.delivery == Delivery::Whole).then(|| id.to_string());
        }
        Step::Read { id } => {
            payerly.handle(&get(&format!("/v1/orders/{id}")), *now);
        }
        Step::Refund { id, of, payment, value } => {
            let found = payerly.orders().find(|order| order.order_id == of.to_string());
            let payment_id = found.and_then(|order| order.payments.get(*payment));
            let payment_id = payment_id.map_or("nobody", |it| it.payment_id.as_str());
            let mut wish = json!({ "paymentId": payment_id });
            if let Some(value) = value {
                wish["amount"] = json!({ "value": value, "currency": "USD" });
            }
            payerly.handle(&put(&format!("/v1/refunds/{id}"), &wish), *now);
        }
        Step::Customer { id, act } => {
            // Orders that are paid or over refuse, unless forced: that is an answer.
            payerly.end_order(&id.to_string(), parsed(act), *now).unwrap_or_default();
        }
        Step::Press { id, button } => {
            let found = payerly.orders().find(|order| order.order_id == id.to_string());
            let txn_id = found.map(|order| order.txn_id.clone()).unwrap_or_default();
            let mut request = Request::new("POST", &format!("/pay/{txn_id}"));
            request.body = format!("action={button}").into_bytes();
            payerly.handle(&request, *now);
        }
        Step::Pass { ms } => {
            *now += ms;
            payerly.advance(*now);
        }
        Step::Fault { fault } => payerly.inject(parsed(fault)).unwrap(),
        Step::Settings { settings } => payerly.configure(parsed(settings), *now).unwrap(),
    }
    None
}

fn check_books(payerly: &Payerly) {
    for order in payerly.orders() {
        let sums = payerly.takings().of_order(order.number);
        assert_eq!(sums.clone().net(), payerly.takings().expected(order.number).net());
        assert_eq!(sums.charged, order.paid(), "what the order shows as paid was paid");
        let done = order.refunds.iter().filter(|it| it.state == RefundState::Done);
        let back: Decimal = done.map(|refund| refund.amount).sum();
        assert_eq!((sums.refunded, sums.voided, sums.held()), (back, Decimal::ZERO, Decimal::ZERO));
        assert!(sums.net() >= Decimal::ZERO, "order {}", order.number);
        for payment in &order.payments {
            let own = order.refunds.iter().filter(|it| it.payment_id == payment.payment_id);
            let gone = own.filter(|it| it.state != RefundState::Failed);
            let gone: Decimal = gone.map(|refund| refund.amount).sum();
            assert!(gone <= payment.amount, "no payment gives back more than it took");
            assert!(gone.is_zero() || !payment.declined, "nothing comes back from nothing");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn charged_less_refunded_is_what_each_customer_paid(steps in prop::collection::vec(step(), 1..60)) {
        let mut payerly = Payerly::new(Settings { lifetime_ms: 600_000, ..Settings::default() });
        let mut now = NOON;
        let mut made = std::collections::BTreeSet::new();
        for step in &steps {
            made.extend(take(&mut payerly, step, &mut now));
            check_books(&payerly);
        }
        let all: Vec<_> = payerly.orders().map(|order| order.order_id.clone()).collect();
        prop_assert!(made.iter().all(|id| all.contains(id)), "no order is forgotten");
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        prop_assert_eq!(distinct.len(), all.len(), "one id, one order");
        // The oracle's own figures agree with one another.
        let state = payerly.state(now);
        let orders = state["orders"].as_array().unwrap();
        let net: Decimal = orders.iter().map(|order| decimal(order["net"].as_str().unwrap())).sum();
        let total = state["totals"]["USD"]["net"].as_str().map_or(Decimal::ZERO, decimal);
        prop_assert_eq!(net, total);
    }

    #[test]
    fn the_same_steps_always_lead_to_the_same_state(steps in prop::collection::vec(step(), 1..40)) {
        let run = || {
            let mut payerly = Payerly::new(Settings { seed: 7, ..Settings::default() });
            let mut now = NOON;
            steps.iter().for_each(|step| { take(&mut payerly, step, &mut now); });
            payerly.state(now)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn no_request_makes_the_core_panic(
        method in prop::sample::select(vec!["GET", "PUT", "POST", "DELETE"]),
        path in "/(v1|pay)?(/(orders|refunds|payments))?(/[a-zA-Z0-9%.-]{0,20}){0,3}",
        bytes in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let mut request = put(&path, &Value::Null);
        request.method = method.to_owned();
        request.body = bytes;
        let mut payerly = Payerly::new(Settings::default());
        let reply = payerly.handle(&request, NOON);
        prop_assert!((200..500).contains(&reply.status));
        prop_assert_eq!(payerly.orders().count(), 0);
    }
}

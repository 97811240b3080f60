//! Whatever tills, banks and controllers do, the customers' money is accounted for.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::Upstream;
use simulator::mpg::{Kind, Mpg, Settings, Status, TransactionKind, cards};

use super::{change_id, get, moto, object, post};
use crate::{NOON, decimal};

#[derive(Debug, Clone)]
enum Step {
    Create { id: u8, path: &'static str, card: usize, amount: u64 },
    Read { id: u8 },
    Change { id: u8, what: &'static str, transaction: Option<u8>, amount: u64, is_last: bool },
    Lever { id: u8, action: &'static str },
    Pass { ms: u64 },
    Fault { fault: &'static str },
    Settings { settings: &'static str },
}

fn step() -> impl Strategy<Value = Step> {
    let fault = prop::sample::select(vec![
        r#"{"kind":"drop","endpoint":"purchase"}"#,
        r#"{"kind":"drop","endpoint":"authorize","acted":false}"#,
        r#"{"kind":"cut","endpoint":"refund"}"#,
        r#"{"kind":"server_error","endpoint":"void","acted":true}"#,
        r#"{"kind":"outcome","endpoint":"capture","status":"timeout","then":"approved","after_reads":1}"#,
        r#"{"kind":"outcome","endpoint":"capture","status":"failed"}"#,
        r#"{"kind":"outcome","endpoint":"void","status":"timeout","then":"failed"}"#,
        r#"{"kind":"outcome","endpoint":"void","status":"initiated","then":"approved"}"#,
        r#"{"kind":"outcome","endpoint":"refund","status":"strange","then":"approved","after_reads":2}"#,
        r#"{"kind":"figures","with":{"amount":1}}"#,
    ]);
    let settings = prop::sample::select(vec![
        r#"{"repeat":"found"}"#,
        r#"{"repeat":"refused"}"#,
        r#"{"id_field":"given_id"}"#,
        r#"{"id_field":"order_id"}"#,
        r#"{"amount_required":false}"#,
        r#"{"settle_ms":1000}"#,
        r#"{"forbidden":["refund"]}"#,
        r#"{"forbidden":[]}"#,
    ]);
    let id = || 0..4_u8;
    let amount = || prop::sample::select(vec![100_u64, 250, 1000]);
    let path = prop::sample::select(vec!["purchase", "authorize"]);
    let what = prop::sample::select(vec!["capture", "void", "refund"]);
    prop_oneof![
        5 => (id(), path, 0..13_usize, amount())
            .prop_map(|(id, path, card, amount)| Step::Create { id, path, card, amount }),
        3 => id().prop_map(|id| Step::Read { id }),
        8 => (id(), what, prop::option::of(0..6_u8), amount(), any::<bool>()).prop_map(
            |(id, what, transaction, amount, is_last)| Step::Change {
                id, what, transaction, amount, is_last,
            },
        ),
        1 => (id(), prop::sample::select(vec!["resolve", "settle"]))
            .prop_map(|(id, action)| Step::Lever { id, action }),
        2 => (0..2_000_u64).prop_map(|ms| Step::Pass { ms }),
        3 => fault.prop_map(|fault| Step::Fault { fault }),
        1 => settings.prop_map(|settings| Step::Settings { settings }),
    ]
}

fn order_id(id: u8) -> String {
    format!("b658e6b8-26bd-4243-87d5-{id:012}")
}

fn parsed(text: &str) -> serde_json::Map<String, Value> {
    object(serde_json::from_str(text).unwrap())
}

fn take(mpg: &mut Mpg, step: &Step, now: &mut u64) {
    match step {
        Step::Create { id, path, card, amount } => {
            let number = cards::numbers().nth(*card).unwrap();
            let mut wish = moto(&order_id(*id), number);
            wish["amount"] = json!(amount);
            mpg.handle(&post(path, &wish), *now);
        }
        Step::Read { id } => {
            mpg.handle(&get(&order_id(*id)), *now);
        }
        Step::Change { id, what, transaction, amount, is_last } => {
            let transaction = transaction.map(change_id);
            let wish = json!({ "amount": amount, "final": is_last, "transaction_id": transaction });
            mpg.handle(&post(&format!("{}/{what}", order_id(*id)), &wish), *now);
        }
        Step::Lever { id, action } => {
            // There may be no such order: that is an answer.
            let change = object(json!({ "action": action }));
            mpg.end_order(&order_id(*id), change, *now).unwrap_or_default();
        }
        Step::Pass { ms } => *now += ms,
        Step::Fault { fault } => mpg.inject(parsed(fault)).unwrap(),
        Step::Settings { settings } => mpg.configure(parsed(settings), *now).unwrap(),
    }
}

fn check_books(mpg: &Mpg) {
    for order in mpg.orders() {
        let sums = mpg.takings().of_order(order.number);
        assert_eq!(sums, mpg.takings().expected(order.number), "{}", order.id);
        assert!(sums.net() >= Decimal::ZERO && sums.held() >= Decimal::ZERO, "{}", order.id);
        let amount = Decimal::new(i64::try_from(order.amount).unwrap(), 2);
        assert!(sums.charged <= amount, "nobody is charged more than the order asks for");
        assert!(sums.charges <= 1 || order.kind == Kind::Authorize, "one purchase, one charge");
        // What the bank did is what the transactions say or will say.
        let moved = |kind: TransactionKind| {
            let own = order.transactions.iter().filter(|it| it.kind == kind && it.outcome.acted);
            let minor: u64 = own.map(|it| it.amount).sum();
            Decimal::new(i64::try_from(minor).unwrap(), 2)
        };
        let taken = moved(TransactionKind::Purchase) + moved(TransactionKind::Capture);
        assert_eq!((sums.charged, sums.refunded), (taken, moved(TransactionKind::Refund)));
        assert_eq!(sums.reserved, moved(TransactionKind::Authorize));
        if order.kind == Kind::Purchase {
            assert_eq!(sums.voided, moved(TransactionKind::Void));
        } else {
            assert!(sums.released >= moved(TransactionKind::Void), "a last capture lets go too");
        }
        for transaction in order.transactions.iter().filter(|it| it.outcome.status.is_final()) {
            let is_approved = transaction.outcome.status == Status::Approved;
            assert_eq!(is_approved, transaction.outcome.acted, "the last word is the truth");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn charged_less_voided_and_refunded_is_what_each_customer_paid(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut mpg = Mpg::new(Settings { settle_ms: 5_000, ..Settings::default() });
        let mut now = NOON;
        for step in &steps {
            take(&mut mpg, step, &mut now);
            check_books(&mpg);
        }
        // The oracle's own figures agree with one another.
        let state = mpg.state(now);
        let orders = state["orders"].as_array().unwrap();
        let net: Decimal = orders.iter().map(|order| decimal(order["net"].as_str().unwrap())).sum();
        let total = state["totals"]["SAR"]["net"].as_str().map_or(Decimal::ZERO, decimal);
        prop_assert_eq!(net, total);
    }

    #[test]
    fn the_same_steps_always_lead_to_the_same_state(steps in prop::collection::vec(step(), 1..40)) {
        let run = || {
            let mut mpg = Mpg::new(Settings { seed: 7, ..Settings::default() });
            let mut now = NOON;
            steps.iter().for_each(|step| take(&mut mpg, step, &mut now));
            mpg.state(now)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn no_request_makes_the_core_panic(
        posts in any::<bool>(),
        path in "(/v1)?(/orders)?(/(purchase|authorize|[a-f0-9-]{0,36}))?(/(void|capture|refund))?",
        bytes in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let mut request = post("", &Value::Null);
        request.method = if posts { "POST" } else { "GET" }.to_owned();
        request.path = path;
        request.body = bytes;
        let mut mpg = Mpg::new(Settings::default());
        let reply = mpg.handle(&request, NOON);
        prop_assert!((200..500).contains(&reply.status));
        prop_assert_eq!(mpg.orders().count(), 0);
    }
}

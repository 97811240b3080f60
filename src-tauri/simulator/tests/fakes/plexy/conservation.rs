//! Whatever clients and controllers do, no money appears or vanishes at Plexy either.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::Upstream;
use simulator::plexy::{Plexy, Status};

use super::{card, get, inject, plexy, post, top_up};
use crate::{NOON, check_wallets, object};

#[derive(Debug, Clone)]
enum Step {
    Order { key: u8, product: u64 },
    Read { back: usize },
    List { query: &'static str },
    Pass { ms: u64 },
    Fault { fault: &'static str },
    End { back: usize, status: &'static str, force: bool },
    Configure { settings: &'static str },
}

fn step() -> impl Strategy<Value = Step> {
    let product = prop::sample::select(vec![456_u64, 457, 501, 503, 505, 599, 1]);
    let fault = prop::sample::select(vec![
        r#"{"endpoint":"create","kind":"drop"}"#,
        r#"{"endpoint":"create","kind":"server_error","acted":true}"#,
        r#"{"endpoint":"create","kind":"rate_limit"}"#,
        r#"{"kind":"key_in_use","acted":true}"#,
        r#"{"kind":"low_balance"}"#,
        r#"{"kind":"fail"}"#,
        r#"{"kind":"hold"}"#,
        r#"{"kind":"listing_delay","ms":900}"#,
        r#"{"kind":"same_code"}"#,
        r#"{"kind":"content"}"#,
        r#"{"kind":"unknown_status"}"#,
    ]);
    let settings = prop::sample::select(vec![
        r#"{"delay_ms":0}"#,
        r#"{"delay_ms":900}"#,
        r#"{"after_polls":2}"#,
        r#"{"charges":{"501":"9.61"}}"#,
        r#"{"key_lifetime_ms":1000}"#,
        r#"{"balance":{"USD":"37.25"}}"#,
        r#"{"deposit":{"USD":"60.00","EUR":"5"}}"#,
        r#"{"pending_deposit":{"USD":"40"}}"#,
        r#"{"post_deposits":true}"#,
    ]);
    let status = prop::sample::select(vec!["completed", "failed", "reversed"]);
    let query = prop::sample::select(vec!["", "?product_id=501", "?status=completed&pageSize=2"]);
    prop_oneof![
        6 => (0..9_u8, product).prop_map(|(key, product)| Step::Order { key, product }),
        4 => (0..6_usize).prop_map(|back| Step::Read { back }),
        1 => query.prop_map(|query| Step::List { query }),
        4 => (0..3_000_u64).prop_map(|ms| Step::Pass { ms }),
        3 => fault.prop_map(|fault| Step::Fault { fault }),
        2 => (0..6_usize, status, any::<bool>())
            .prop_map(|(back, status, force)| Step::End { back, status, force }),
        2 => settings.prop_map(|settings| Step::Configure { settings }),
    ]
}

fn id(plexy: &Plexy, back: usize) -> Option<String> {
    let orders: Vec<_> = plexy.orders().collect();
    orders.iter().rev().nth(back).map(|order| order.id.clone())
}

fn take(plexy: &mut Plexy, step: &Step, now: &mut u64) {
    let parsed = |text: &str| object(serde_json::from_str(text).unwrap());
    match step {
        Step::Order { key, product } => {
            let mut order = card(*product, "always the same");
            if let 456 | 457 = product {
                order = top_up();
                order["product_id"] = json!(product);
            }
            plexy.handle(&post(&format!("key-{key}"), &order), *now);
        }
        Step::Read { back } => {
            let id = id(plexy, *back).unwrap_or_default();
            plexy.handle(&get(&format!("/orders/{id}")), *now);
        }
        Step::List { query } => {
            let list = plexy.handle(&get(&format!("/orders{query}")), *now);
            check_list(plexy, query, &list.body_json().unwrap_or_default(), *now);
        }
        Step::Pass { ms } => {
            *now += ms;
            plexy.advance(*now);
        }
        Step::Fault { fault } => inject(plexy, serde_json::from_str(fault).unwrap()),
        Step::End { back, status, force } => {
            let change = object(json!({ "status": status, "force": force }));
            // Ended orders refuse, and an empty wallet cannot pay again: both are answers.
            let id = id(plexy, *back).unwrap_or_default();
            plexy.end_order(&id, change, *now).unwrap_or_default();
        }
        Step::Configure { settings } => plexy.configure(parsed(settings), *now).unwrap(),
    }
}

/// The list's total must be what walking through all orders gives.
fn check_list(plexy: &Plexy, query: &str, list: &Value, now: u64) {
    let expected = plexy.orders().filter(|order| match query {
        "" => order.listed_from <= now,
        "?product_id=501" => order.listed_from <= now && order.product_id == 501,
        _ => order.listed_from <= now && order.status == Status::Completed,
    });
    assert_eq!(list["total"], json!(expected.count()), "{query}");
}

fn check_books(plexy: &Plexy) {
    check_wallets(plexy.ledger());
    for order in plexy.orders() {
        let costs = plexy.ledger().of_order(order.serial);
        let lost = matches!(order.status, Status::Failed | Status::Reversed);
        let net = if lost { Decimal::ZERO } else { order.charge };
        assert_eq!(costs.charged - costs.rolled_back, net, "order {}", order.id);
        assert_eq!(order.balance_before - order.balance_after, order.charge);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn opening_and_deposits_less_charges_plus_rollbacks_is_the_balance(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut plexy = plexy();
        let mut now = NOON;
        for step in &steps {
            take(&mut plexy, step, &mut now);
            check_books(&plexy);
        }
    }

    #[test]
    fn the_same_steps_always_lead_to_the_same_state(steps in prop::collection::vec(step(), 1..40)) {
        let run = || {
            let (mut plexy, mut now) = (plexy(), NOON);
            steps.iter().for_each(|step| take(&mut plexy, step, &mut now));
            plexy.state(now)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn no_request_makes_the_core_panic(
        path in "/(orders|products|deposits|balance)?(/[a-z0-9-]{0,20}){0,2}",
        query in "((page|pageSize|status|product_id)=[0-9a-z]{0,21}&?){0,4}",
        bytes in prop::collection::vec(any::<u8>(), 0..80),
        posts in any::<bool>(),
    ) {
        let mut request = if posts { post("k", &Value::Null) } else { get(&format!("{path}?{query}")) };
        request.body = bytes;
        let mut plexy = plexy();
        let reply = plexy.handle(&request, NOON);
        prop_assert!((200..500).contains(&reply.status));
        prop_assert_eq!(plexy.orders().count(), 0);
    }
}

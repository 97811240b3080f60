//! Whatever clients, controllers and other tills do, no money appears or vanishes here either.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::Upstream;
use simulator::cardpluspay::{CardPlusPay, Status};

use super::{GOOGLE, RAZER, cardpluspay, get, inject, order, post};
use crate::{NOON, check_wallets, object};

#[derive(Debug, Clone)]
enum Step {
    Order { item: &'static str, quantity: u64 },
    Check,
    Read { back: u64 },
    List { query: &'static str },
    Pass { ms: u64 },
    Fault { fault: &'static str },
    End { back: u64, status: &'static str, force: bool },
    Configure { settings: &'static str },
}

fn step() -> impl Strategy<Value = Step> {
    let item = prop::sample::select(vec![GOOGLE, RAZER, "MASTER-50USD-u2Hd", "NOTHING"]);
    let fault = prop::sample::select(vec![
        r#"{"endpoint":"create","kind":"drop"}"#,
        r#"{"endpoint":"create","kind":"html","acted":true}"#,
        r#"{"endpoint":"create","kind":"rate_limit"}"#,
        r#"{"kind":"success_false","acted":true}"#,
        r#"{"kind":"low_balance"}"#,
        r#"{"kind":"out_of_stock"}"#,
        r#"{"kind":"price_risen"}"#,
        r#"{"kind":"other_till"}"#,
        r#"{"kind":"other_till","when":"before","quantity":2}"#,
        r#"{"kind":"fail"}"#,
        r#"{"kind":"hold"}"#,
        r#"{"kind":"codes_later","ms":700}"#,
        r#"{"kind":"listing_delay","ms":900}"#,
        r#"{"kind":"sum_mismatch"}"#,
        r#"{"kind":"same_code"}"#,
    ]);
    let settings = prop::sample::select(vec![
        r#"{"delay_ms":0}"#,
        r#"{"delay_ms":900}"#,
        r#"{"after_polls":2}"#,
        r#"{"money":"swapped"}"#,
        r#"{"prices":{"GOOGLE-5USD-KOXx":"4.77"}}"#,
        r#"{"stock":{"GOOGLE-5USD-KOXx":3}}"#,
        r#"{"balance":{"USD":"37.25"}}"#,
    ]);
    let status = prop::sample::select(vec!["completed", "failed", "refunded"]);
    let query = prop::sample::select(vec!["", "?status=completed", "?sort_by=amount&per_page=3"]);
    prop_oneof![
        6 => (item, 0..4_u64).prop_map(|(item, quantity)| Step::Order { item, quantity }),
        1 => Just(Step::Check),
        4 => (0..6_u64).prop_map(|back| Step::Read { back }),
        1 => query.prop_map(|query| Step::List { query }),
        4 => (0..3_000_u64).prop_map(|ms| Step::Pass { ms }),
        3 => fault.prop_map(|fault| Step::Fault { fault }),
        2 => (0..6_u64, status, any::<bool>())
            .prop_map(|(back, status, force)| Step::End { back, status, force }),
        2 => settings.prop_map(|settings| Step::Configure { settings }),
    ]
}

fn take(fake: &mut CardPlusPay, step: &Step, now: &mut u64) {
    let newest = 30_000 + u64::try_from(fake.orders().count()).unwrap();
    match step {
        Step::Order { item, quantity } => {
            fake.handle(&order(item, *quantity), *now);
        }
        Step::Check => {
            fake.handle(&post("/orders/check", &json!({ "item_id": GOOGLE })), *now);
        }
        Step::Read { back } => {
            fake.handle(&get(&format!("/orders/{}", newest.saturating_sub(*back))), *now);
        }
        Step::List { query } => {
            let list = fake.handle(&get(&format!("/orders{query}")), *now);
            check_list(fake, query, &list.body_json().unwrap_or_default(), *now);
        }
        Step::Pass { ms } => {
            *now += ms;
            fake.advance(*now);
        }
        Step::Fault { fault } => inject(fake, serde_json::from_str(fault).unwrap()),
        Step::End { back, status, force } => {
            let id = newest.saturating_sub(*back).to_string();
            let change = object(json!({ "status": status, "force": force }));
            // Ended orders refuse, and an empty balance cannot pay again: both are answers.
            fake.end_order(&id, change, *now).unwrap_or_default();
        }
        Step::Configure { settings } => {
            fake.configure(object(serde_json::from_str(settings).unwrap()), *now).unwrap();
        }
    }
}

/// The list's total must be what walking through all orders gives.
fn check_list(fake: &CardPlusPay, query: &str, list: &Value, now: u64) {
    let shown = fake.orders().filter(|order| order.listed_from <= now);
    let expected = match query {
        "?status=completed" => shown.filter(|order| order.status == Status::Completed).count(),
        _ => shown.count(),
    };
    assert_eq!(list["data"]["pagination"]["total"], json!(expected), "{query}");
}

fn check_books(fake: &CardPlusPay) {
    check_wallets(fake.ledger());
    for order in fake.orders() {
        let costs = fake.ledger().of_order(order.id);
        let lost = matches!(order.status, Status::Failed | Status::Refunded);
        let net = if lost { Decimal::ZERO } else { order.amount };
        assert_eq!(costs.charged - costs.rolled_back, net, "order {}", order.id);
        assert_eq!(order.amount, order.unit_price * Decimal::from(order.quantity));
        if order.status == Status::Completed && order.item_code != "MASTER-50USD-u2Hd" {
            assert_eq!(u64::try_from(order.cards.len()), Ok(order.quantity), "order {}", order.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn opening_and_deposits_less_charges_plus_rollbacks_is_the_balance(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut fake = cardpluspay();
        let mut now = NOON;
        for step in &steps {
            take(&mut fake, step, &mut now);
            check_books(&fake);
        }
    }

    #[test]
    fn the_same_steps_always_lead_to_the_same_state(steps in prop::collection::vec(step(), 1..40)) {
        let run = || {
            let (mut fake, mut now) = (cardpluspay(), NOON);
            steps.iter().for_each(|step| take(&mut fake, step, &mut now));
            fake.state(now)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn no_request_makes_the_core_panic(
        path in "/(orders|catalog|balance)?(/[a-z0-9-]{0,20}){0,2}",
        query in "((page|per_page|status|sort_by|order|q|value_min)=[0-9a-z]{0,21}&?){0,4}",
        bytes in prop::collection::vec(any::<u8>(), 0..80),
        posts in any::<bool>(),
    ) {
        let target = format!("{path}?{query}");
        let mut request = if posts { post(&target, &Value::Null) } else { get(&target) };
        request.body = bytes;
        let mut fake = cardpluspay();
        let reply = fake.handle(&request, NOON);
        prop_assert!((200..500).contains(&reply.status));
        prop_assert_eq!(fake.orders().count(), 0);
    }
}

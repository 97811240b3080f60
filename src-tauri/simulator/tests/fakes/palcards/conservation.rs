//! Whatever clients and controllers do, money neither appears nor vanishes.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::palcards::{PalCards, Settings, Status};
use simulator::{Delivery, Upstream};

use super::{get, inject, palcards, post, voucher};
use crate::{NOON, check_wallets, object};

#[derive(Debug, Clone)]
enum Step {
    Order { item: u64, currency: &'static str },
    Read { back: u64 },
    List,
    Pass { ms: u64 },
    Fault { kind: &'static str, acted: bool },
    End { back: u64, status: &'static str, force: bool },
    Balance { currency: &'static str, cents: u32 },
    Pace { settings: &'static str },
}

fn step() -> impl Strategy<Value = Step> {
    let currency = || prop::sample::select(vec!["USD", "ILS", "JOD", "EUR"]);
    let item = prop::sample::select(vec![5001_u64, 5002, 5003, 5032, 5051, 5061, 9]);
    let kind = prop::sample::select(vec![
        "drop",
        "cut",
        "html",
        "empty",
        "garbage",
        "server_error",
        "stall",
        "late",
        "rate_limit",
        "insufficient_balance",
        "fail",
        "reject",
        "hold",
        "no_sold_item",
        "unknown_status",
        "same_code",
    ]);
    let status = prop::sample::select(vec!["success", "failed", "rejected"]);
    let settings = prop::sample::select(vec![
        r#"{"delay_ms":0}"#,
        r#"{"delay_ms":900}"#,
        r#"{"after_polls":2}"#,
        r#"{"prices":{"5001":"9.61"}}"#,
    ]);
    prop_oneof![
        6 => (item, currency()).prop_map(|(item, currency)| Step::Order { item, currency }),
        4 => (0..6_u64).prop_map(|back| Step::Read { back }),
        1 => Just(Step::List),
        4 => (0..3_000_u64).prop_map(|ms| Step::Pass { ms }),
        3 => (kind, any::<bool>()).prop_map(|(kind, acted)| Step::Fault { kind, acted }),
        2 => (0..6_u64, status, any::<bool>())
            .prop_map(|(back, status, force)| Step::End { back, status, force }),
        1 => (currency(), 0..30_000_u32)
            .prop_map(|(currency, cents)| Step::Balance { currency, cents }),
        1 => settings.prop_map(|settings| Step::Pace { settings }),
    ]
}

/// Takes one step; returns whether a new order was certainly accepted.
fn take(palcards: &mut PalCards, step: &Step, now: &mut u64) -> bool {
    let newest = 9_000 + u64::try_from(palcards.orders().count()).unwrap();
    match step {
        Step::Order { item, currency } => {
            let mut order = voucher("same reference always");
            order["productItem"] = json!(item);
            order["orderCurrency"] = json!(currency);
            order["context"] = json!({ "accountId": "123456789" });
            let reply = palcards.handle(&post("/order", &order), *now);
            let said = reply.body_json().is_some_and(|body| body["id"].is_u64());
            return said && reply.status == 200 && reply.delivery == Delivery::Whole;
        }
        Step::Read { back } => {
            palcards.handle(&get(&format!("/order/{}", newest.saturating_sub(*back))), *now);
        }
        Step::List => {
            palcards.handle(&get("/order?ps=100"), *now);
        }
        Step::Pass { ms } => {
            *now += ms;
            palcards.advance(*now);
        }
        Step::Fault { kind: kind @ ("fail" | "reject" | "hold" | "no_sold_item"), .. }
        | Step::Fault {
            kind: kind @ ("unknown_status" | "insufficient_balance" | "same_code"),
            ..
        } => {
            inject(palcards, json!({ "kind": kind }));
        }
        Step::Fault { kind, acted } => {
            inject(palcards, json!({ "endpoint": "create", "kind": kind, "acted": acted }));
        }
        Step::End { back, status, force } => {
            let id = newest.saturating_sub(*back).to_string();
            let change = json!({ "status": status, "force": force });
            // Ended orders refuse, and an empty wallet cannot pay again: both are answers.
            palcards.end_order(&id, object(change), *now).unwrap_or_default();
        }
        Step::Balance { currency, cents } => {
            let balance = Decimal::new(i64::from(*cents), 2).to_string();
            let settings = json!({ "balance": { *currency: balance } });
            palcards.configure(object(settings), *now).unwrap();
        }
        Step::Pace { settings } => {
            let settings = serde_json::from_str(settings).unwrap();
            palcards.configure(object(settings), *now).unwrap();
        }
    }
    false
}

fn check_books(palcards: &PalCards, now: u64) {
    let ledger = palcards.ledger();
    check_wallets(ledger);
    for order in palcards.orders() {
        let costs = ledger.of_order(order.id);
        let lost = matches!(order.status(now), Status::Failed | Status::Rejected);
        let net = if lost { Decimal::ZERO } else { order.price };
        assert_eq!(costs.charged - costs.rolled_back, net, "order {}", order.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn opening_less_charges_plus_rollbacks_is_the_balance(steps in prop::collection::vec(step(), 1..60)) {
        let mut palcards = palcards();
        let mut now = NOON;
        let mut accepted = 0;
        for step in &steps {
            accepted += usize::from(take(&mut palcards, step, &mut now));
            check_books(&palcards, now);
        }
        prop_assert!(palcards.orders().count() >= accepted, "an accepted order is never forgotten");
    }

    #[test]
    fn the_same_steps_always_lead_to_the_same_state(steps in prop::collection::vec(step(), 1..40)) {
        let run = || {
            let mut palcards = PalCards::new(Settings { seed: 7, ..Settings::default() });
            let mut now = NOON;
            steps.iter().for_each(|step| { take(&mut palcards, step, &mut now); });
            palcards.state(now)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn no_request_makes_the_core_panic(
        path in "/(order|user)?(/[a-z0-9-]{0,20}){0,2}",
        query in "([a-zA-Z]{1,9}=[^ ]{0,9}&?){0,4}",
        bytes in prop::collection::vec(any::<u8>(), 0..80),
        posts in any::<bool>(),
    ) {
        let target = format!("{path}?{query}");
        let mut request = if posts { post(&target, &Value::Null) } else { get(&target) };
        request.body = bytes;
        let mut palcards = palcards();
        let reply = palcards.handle(&request, NOON);
        prop_assert!((200..500).contains(&reply.status));
        prop_assert_eq!(palcards.orders().count(), 0);
    }
}

//! Payerly: the customer pays on a page, when and as they like.

use super::{CALLS, Fake, REFUNDS, Row, Taken, faults::money};
use crate::faults::{Customer, Fault, Money};
use domain::secret::Secret;
use providers::payerly::{Account, StatusWords};
use serde_json::json;
use simulator::{
    payerly::{Payerly, RefundState, Repeat, Settings},
    seed,
};
use std::{sync::Arc, time::Duration};

/// How long a customer has on the page.
pub(crate) const PAY_WITHIN: Duration = Duration::from_secs(15 * 60);

pub(super) const ROW: Row = Row {
    name: "payerly",
    host: "https://payerly.invalid",
    is_keyed: false,
    open,
    adapter: |wire| {
        let account = Account {
            base_url: "https://payerly.invalid/v1".to_owned(),
            api_key: Secret::new("sk_simulation_0002"),
            currency: "USD".parse().ok(),
            pay_within: PAY_WITHIN,
            words: StatusWords::default(),
        };
        Arc::new(providers::payerly::Payerly::new(account, wire))
    },
    faults: &[CALLS, REFUNDS, FAULTS],
};

fn open(seed: u64) -> Box<dyn Fake> {
    // What the documents leave open is read one way or the other.
    let is = |purpose: u64| seed::mix(seed, purpose).is_multiple_of(2);
    let settings = Settings {
        seed,
        order_repeat: if is(20) { Repeat::Refuse } else { Repeat::Ignore },
        refund_repeat: if is(21) { Repeat::Refuse } else { Repeat::Update },
        refund_ms: if is(22) { 0 } else { 90_000 },
        items_beside: is(23),
        ..Settings::default()
    };
    Box::new(Payerly::new(settings))
}

impl Fake for Payerly {
    fn let_pass(&mut self, now: u64) {
        self.advance(now);
    }

    fn taken(&self, tender: &str) -> Option<Taken> {
        let order = self.orders().find(|order| order.order_id == tender)?;
        let done = order.refunds.iter().filter(|refund| refund.state == RefundState::Done);
        Some(Taken {
            sums: self.takings().of_order(order.number),
            // Asked for again it is still one page: nobody is charged by asking.
            asked: 1,
            moved: done.count(),
            is_unclear: false,
        })
    }

    fn tenders(&self) -> Vec<String> {
        self.orders().map(|order| order.order_id.clone()).collect()
    }
}

const FAULTS: &[Fault] = &[
    money("payerly: the customer pays too little", Money::Customer(Customer::Short), 6),
    money("payerly: the customer pays too much", Money::Customer(Customer::TooMuch), 6),
    money("payerly: the customer pays in parts", Money::Customer(Customer::InParts), 6),
    money("payerly: the customer never pays", Money::Customer(Customer::Never), 6),
    money("payerly: paid late, when the page is over", Money::Customer(Customer::Late), 6),
    money("payerly: a declined card, then paid", Money::Customer(Customer::SecondTry), 6),
    money(
        "payerly: paid after the till was told no",
        Money::Charge(|_| json!({ "endpoint": "create", "kind": "error_only" })),
        6,
    ),
    money(
        "payerly: no page to show",
        Money::Charge(|chance| {
            let kind = *chance.pick(&["no_pay_url", "payment_object"]);
            json!({ "endpoint": "create", "kind": kind })
        }),
        6,
    ),
    money(
        "payerly: other words than documented",
        Money::Look(|chance| {
            let kinds = ["no_paid_amount", "object_and_error", "numeric_amounts", "unknown_status"];
            json!({ "endpoint": "get", "kind": *chance.pick(&kinds) })
        }),
        4,
    ),
];

//! The gateway for keyed cards: held first, taken once the goods are there.

use super::{CALLS, CAPTURES, Fake, Row, Taken, VOIDS, faults::money};
use crate::faults::{Fault, Money};
use domain::secret::Secret;
use providers::mpg::{Account, IdField};
use serde_json::json;
use simulator::{
    Upstream as _,
    mpg::{Mpg, Repeat, Settings, TransactionKind},
    seed,
};
use std::sync::Arc;

/// An address that needs no resolver: the adapter asks for its own on the way there.
const HOST: &str = "http://127.0.0.1:7005";

pub(super) const ROW: Row = Row {
    name: "mpg",
    host: HOST,
    is_keyed: true,
    open,
    adapter: |wire| {
        let account = Account {
            base_url: HOST.to_owned(),
            api_key: Secret::new("sk_simulation_0003"),
            currency: None,
            keyed_entry: true,
            id_field: IdField::OrderId,
        };
        Arc::new(providers::mpg::Mpg::new(account, wire))
    },
    faults: &[CALLS, CAPTURES, VOIDS, FAULTS],
};

fn open(seed: u64) -> Box<dyn Fake> {
    let repeat = match seed::mix(seed, 30) % 3 {
        0 => Repeat::Created,
        1 => Repeat::Found,
        _ => Repeat::Refused,
    };
    Box::new(Mpg::new(Settings { seed, repeat, ..Settings::default() }))
}

impl Fake for Mpg {
    fn let_pass(&mut self, now: u64) {
        self.state(now);
    }

    fn taken(&self, tender: &str) -> Option<Taken> {
        let order = self.orders().find(|order| order.id.eq_ignore_ascii_case(tender))?;
        let first = order.transactions.first();
        let is_move = |kind: TransactionKind| kind != TransactionKind::Authorize;
        let moved = order.transactions.iter().filter(|it| is_move(it.kind) && it.outcome.acted);
        Some(Taken {
            sums: self.takings().of_order(order.number),
            asked: order.creates,
            moved: moved.count(),
            is_unclear: first.is_some_and(|it| !it.outcome.status.is_final()),
        })
    }

    fn tenders(&self) -> Vec<String> {
        self.orders().map(|order| order.id.clone()).collect()
    }
}

const FAULTS: &[Fault] = &[
    money("mpg: the card is declined", Money::Cards(&["4000000000000002", "4000000000009995"]), 6),
    money(
        "mpg: the card's fate is known later",
        Money::Cards(&[
            "4000000000000341",
            "4000000000000036",
            "4000000000000259",
            "4000000000003220",
            "4000000000000077",
        ]),
        6,
    ),
    money(
        "mpg: the card's fate is never told",
        Money::Cards(&["4000000000000044", "4000000000000028", "4000000000000119"]),
        6,
    ),
    money(
        "mpg: other figures than ours",
        Money::Look(|chance| match chance.below(4) {
            0 => json!({ "endpoint": "get", "kind": "no_transactions" }),
            1 => json!({ "endpoint": "get", "kind": "text_amounts" }),
            2 => json!({ "endpoint": "get", "kind": "figures", "with": { "amount": 1 } }),
            _ => json!({ "endpoint": "get", "kind": "figures", "with": { "currency": "XTS" } }),
        }),
        14,
    ),
    money(
        "mpg: other figures in the reply",
        Money::Charge(|chance| match chance.below(3) {
            0 => json!({ "endpoint": "authorize", "kind": "no_transactions" }),
            1 => json!({ "endpoint": "authorize", "kind": "text_amounts" }),
            _ => json!({ "endpoint": "authorize", "kind": "figures", "with": { "amount": 1 } }),
        }),
        6,
    ),
];

//! Plexy Gate: an idempotency key that protects for as long as it lives, so that the same bytes may go
//! again; afterwards a list that shows the key.

use super::{
    Fake, Row, Theirs,
    replies::{own, own_look},
};
use crate::faults::{Act, Fault, Late};
use domain::{
    account::SupplierKind,
    ids::SupplierId,
    product::{Product, ProductKind},
};
use rust_decimal::Decimal;
use serde_json::json;
use simulator::{
    ledger::{Ledger, Wallet},
    pace::Pace,
    plexy::{self, Plexy, ProductType, Settings, Status},
    seed,
};
use std::sync::Arc;

pub(super) const ROW: Row = Row {
    name: "plexy",
    kind: SupplierKind::Plexy,
    base_url: "https://plexy.invalid",
    agent_id: Some(plexy::AGENT_ID),
    has_reference: true,
    knows_repeats: true,
    open,
    adapter: |account, wire| Arc::new(providers::plexy::Plexy::new(account, wire)),
    goods,
    faults: FAULTS,
};

const MINUTE_MS: u64 = 60_000;

fn open(seed: u64) -> Box<dyn Fake> {
    let wallet =
        Wallet { currency: "USD".into(), balance: Decimal::from(1_000_000), default: true };
    let pace = match seed::mix(seed, 8) % 4 {
        0 => Pace::Delay { ms: 0 },
        1 => Pace::Polls { count: 2 },
        2 => Pace::Delay { ms: 1_200 },
        _ => Pace::Delay { ms: 45_000 },
    };
    // Nobody documents how long a key lives: a day, or hardly longer than the adapter trusts it.
    let lifetime = if seed::mix(seed, 9).is_multiple_of(2) { 24 * 60 } else { 33 };
    let key_lifetime_ms = lifetime * MINUTE_MS;
    let settings =
        Settings { seed, wallets: vec![wallet], pace, key_lifetime_ms, ..Settings::default() };
    Box::new(Plexy::new(settings))
}

impl Fake for Plexy {
    fn let_pass(&mut self, now: u64) {
        self.advance(now);
    }

    fn word_of_success(&self) -> &'static str {
        Status::Completed.word()
    }

    fn theirs(&self) -> Vec<Theirs> {
        let theirs = |order: &plexy::Order| {
            let costs = self.ledger().of_order(order.serial);
            Theirs {
                id: order.id.clone(),
                net: costs.charged.saturating_sub(costs.rolled_back),
                is_delivered: order.status == Status::Completed,
                has_ended: order.status != Status::Pending,
                listed_from: order.listed_from,
                codes: order.content.first().map(|(_, code)| code.clone()).into_iter().collect(),
            }
        };
        self.orders().map(theirs).collect()
    }

    fn newest(&self) -> Option<String> {
        self.orders().last().map(|order| order.id.clone())
    }

    fn books(&self) -> &Ledger {
        self.ledger()
    }
}

fn goods(supplier: &SupplierId) -> Vec<Product> {
    let is_card = |it: &&plexy::Product| it.product_type == ProductType::RedeemCard && it.is_active;
    let cards = plexy::products().iter().filter(is_card);
    let product = |theirs: &plexy::Product| {
        super::product(supplier, &theirs.id.to_string(), ProductKind::Voucher, theirs.charge, &[])
    };
    cards.map(product).collect()
}

const FAULTS: &[Fault] = &[
    own(
        "plexy: balance too low",
        |chance| json!({ "endpoint": "create", "kind": "low_balance", "status": *chance.pick(&[400, 402, 422]) }),
    ),
    own(
        "plexy: key in use",
        |chance| json!({ "endpoint": "create", "kind": "key_in_use", "acted": chance.once_in(2) }),
    ),
    Fault { name: "plexy: the purchase arrives twice", act: Act::ArrivesTwice, weight: 9 },
    own_look("plexy: content in another shape", |chance| {
        let shapes = ["unknown_keys", "nested", "numeric_code", "empty", "null", "absent"];
        json!({ "endpoint": "get", "kind": "content", "shape": *chance.pick(&shapes) })
    }),
    own_look("plexy: says that it is a test", |_| json!({ "endpoint": "get", "kind": "is_test" })),
    own_look(
        "plexy: completed and failed at once",
        |_| json!({ "endpoint": "get", "kind": "both_times" }),
    ),
    Fault {
        name: "plexy: delivered after all, late",
        act: Act::Late(Late::Delivery { first: |_| json!({ "kind": "fail" }), word: "completed" }),
        weight: 9,
    },
    Fault {
        name: "plexy: taken back, late",
        act: Act::Late(Late::TakenBack { word: "failed" }),
        weight: 9,
    },
];

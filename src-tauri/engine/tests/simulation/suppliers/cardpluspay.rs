//! CardPlusPay: codes usually at once, and nothing of ours that ever comes back: a lost reply ends with
//! a person.

use super::{Fake, Row, Theirs, replies::own};
use crate::faults::{Act, Fault};
use domain::{
    account::SupplierKind,
    ids::SupplierId,
    product::{Product, ProductKind},
};
use rust_decimal::Decimal;
use serde_json::json;
use simulator::{
    cardpluspay::{self, CardPlusPay, Settings, Status, Till},
    ledger::{Ledger, Wallet},
    pace::Pace,
    seed,
};
use std::sync::Arc;

pub(super) const ROW: Row = Row {
    name: "cardpluspay",
    kind: SupplierKind::CardPlusPay,
    base_url: "https://cardpluspay.invalid/v1",
    agent_id: None,
    has_reference: false,
    knows_repeats: false,
    open,
    adapter: |account, wire| Arc::new(providers::cardpluspay::CardPlusPay::new(account, wire)),
    goods,
    faults: FAULTS,
};

fn open(seed: u64) -> Box<dyn Fake> {
    let wallet =
        Wallet { currency: "USD".into(), balance: Decimal::from(1_000_000), default: true };
    let pace = match seed::mix(seed, 10) % 3 {
        0 | 1 => Pace::Delay { ms: 0 },
        _ => Pace::Delay { ms: 20_000 },
    };
    Box::new(CardPlusPay::new(Settings { seed, wallet, pace, ..Settings::default() }))
}

impl Fake for CardPlusPay {
    fn let_pass(&mut self, now: u64) {
        self.advance(now);
    }

    fn word_of_success(&self) -> &'static str {
        Status::Completed.word()
    }

    /// Without those of the till that is none of ours.
    fn theirs(&self) -> Vec<Theirs> {
        let theirs = |order: &cardpluspay::Order| {
            let costs = self.ledger().of_order(order.id);
            Theirs {
                id: order.id.to_string(),
                net: costs.charged.saturating_sub(costs.rolled_back),
                is_delivered: order.status == Status::Completed,
                has_ended: order.status != Status::Pending,
                listed_from: order.listed_from,
                codes: order.cards.iter().map(|card| card.code.clone()).collect(),
            }
        };
        self.orders().filter(|order| order.till == Till::Own).map(theirs).collect()
    }

    fn newest(&self) -> Option<String> {
        let own = self.orders().filter(|order| order.till == Till::Own);
        own.last().map(|order| order.id.to_string())
    }

    fn books(&self) -> &Ledger {
        self.ledger()
    }
}

fn goods(supplier: &SupplierId) -> Vec<Product> {
    let sold =
        cardpluspay::items().iter().filter(|item| item.shop.is_some() && item.currency == "USD");
    let product = |theirs: &cardpluspay::Item| {
        super::product(supplier, &theirs.item_code, ProductKind::Voucher, theirs.price, &[])
    };
    sold.map(product).collect()
}

const FAULTS: &[Fault] = &[
    own("cardpluspay: balance too low", |_| json!({ "endpoint": "create", "kind": "low_balance" })),
    own("cardpluspay: out of stock", |_| json!({ "kind": "out_of_stock" })),
    own(
        "cardpluspay: success is false",
        |chance| json!({ "endpoint": "create", "kind": "success_false", "acted": chance.once_in(2) }),
    ),
    own(
        "cardpluspay: codes come later",
        |chance| json!({ "kind": "codes_later", "ms": chance.between(1_000, 900_000) }),
    ),
    own("cardpluspay: codes shown wrongly at first", |chance| {
        let shapes = ["none", "absent", "one_less", "empty_code", "numeric_code"];
        json!({ "kind": "codes", "shape": *chance.pick(&shapes) })
    }),
    own(
        "cardpluspay: another till buys beside ours",
        |chance| json!({ "kind": "other_till", "when": *chance.pick(&["before", "after"]) }),
    ),
    Fault {
        name: "cardpluspay: lost reply, and another till bought",
        act: Act::PurchaseBoth(
            |_| json!({ "endpoint": "create", "kind": "drop" }),
            |chance| json!({ "kind": "other_till", "when": *chance.pick(&["before", "after"]) }),
        ),
        weight: 9,
    },
    Fault {
        name: "cardpluspay: the price rose",
        act: Act::Check(|_| json!({ "kind": "price_risen" })),
        weight: 9,
    },
    Fault {
        name: "cardpluspay: stock or mark cannot be asked",
        act: Act::Check(|chance| {
            let kind = *chance.pick(&["drop", "server_error", "html", "garbage", "stall"]);
            json!({ "endpoint": "any", "kind": kind })
        }),
        weight: 9,
    },
];

//! PalCards: orders that finish later, a reference that is only echoed, and no protection against
//! ordering twice.

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
    palcards::{self, PalCards, Settings, Status},
    seed,
};
use std::sync::Arc;

pub(super) const ROW: Row = Row {
    name: "palcards",
    kind: SupplierKind::PalCards,
    base_url: "https://palcards.invalid",
    agent_id: None,
    has_reference: true,
    knows_repeats: false,
    open,
    adapter: |account, wire| Arc::new(providers::palcards::PalCards::new(account, wire)),
    goods,
    faults: FAULTS,
};

/// A few of what the fake sells: with and without PIN, and two that go to an account.
const ITEMS: [u64; 6] = [5001, 5003, 5002, 5020, 5010, 5041];

fn open(seed: u64) -> Box<dyn Fake> {
    let wallet =
        Wallet { currency: "USD".into(), balance: Decimal::from(1_000_000), default: true };
    // Some accounts answer at once, the others when they are ready.
    let pace = match seed::mix(seed, 7) % 4 {
        0 => Pace::Delay { ms: 0 },
        1 => Pace::Polls { count: 2 },
        2 => Pace::Delay { ms: 1_200 },
        _ => Pace::Delay { ms: 45_000 },
    };
    let page_base = seed % 2;
    let settings = Settings { seed, wallets: vec![wallet], pace, page_base, ..Settings::default() };
    Box::new(PalCards::new(settings))
}

impl Fake for PalCards {
    fn word_of_success(&self) -> &'static str {
        Status::Success.word()
    }

    fn let_pass(&mut self, now: u64) {
        self.advance(now);
    }

    fn theirs(&self) -> Vec<Theirs> {
        let theirs = |order: &palcards::Order| {
            let costs = self.ledger().of_order(order.id);
            // Its own end, not what it shows: time was let pass when it was last asked.
            let status = order.status(u64::MAX);
            Theirs {
                id: order.id.to_string(),
                net: costs.charged.saturating_sub(costs.rolled_back),
                is_delivered: status == Status::Success,
                has_ended: status.is_final(),
                listed_from: order.listed_from,
                codes: order.sold_item.iter().map(|sold| sold.code.clone()).collect(),
            }
        };
        self.orders().map(theirs).collect()
    }

    fn newest(&self) -> Option<String> {
        self.orders().last().map(|order| order.id.to_string())
    }

    fn books(&self) -> &Ledger {
        self.ledger()
    }
}

fn goods(supplier: &SupplierId) -> Vec<Product> {
    let sold = palcards::products().iter().filter(|product| ITEMS.contains(&product.item));
    let product = |theirs: &palcards::Product| {
        let kind = match theirs.kind {
            palcards::ProductKind::ChargingCard => ProductKind::Voucher,
            palcards::ProductKind::TopUp => ProductKind::Topup,
        };
        super::product(supplier, &theirs.item.to_string(), kind, theirs.price, &theirs.required)
    };
    sold.map(product).collect()
}

const FAULTS: &[Fault] = &[
    own(
        "palcards: wallet too small",
        |_| json!({ "endpoint": "create", "kind": "insufficient_balance" }),
    ),
    own("palcards: wallet missing", |_| json!({ "endpoint": "create", "kind": "wallet_missing" })),
    own("palcards: rejects after all", |_| json!({ "kind": "reject" })),
    own_look("palcards: success without its code", |chance| {
        let shape = *chance.pick(&["null", "absent", "empty_code"]);
        json!({ "endpoint": "get", "kind": "no_sold_item", "shape": shape })
    }),
    own_look(
        "palcards: a code as a number",
        |_| json!({ "endpoint": "get", "kind": "no_sold_item", "shape": "numeric_code" }),
    ),
    Fault {
        name: "palcards: preflight says no",
        act: Act::Check(|_| json!({ "kind": "preflight_refused" })),
        weight: 26,
    },
    Fault {
        name: "palcards: preflight cannot be asked",
        act: Act::Check(|chance| {
            let kind = *chance.pick(&["drop", "server_error", "html", "garbage", "stall"]);
            json!({ "endpoint": "preflight", "kind": kind })
        }),
        weight: 26,
    },
    Fault {
        name: "palcards: delivered after all, late",
        act: Act::Late(Late::Delivery { first: |_| json!({ "kind": "fail" }), word: "success" }),
        weight: 9,
    },
    Fault {
        name: "palcards: taken back, late",
        act: Act::Late(Late::TakenBack { word: "failed" }),
        weight: 9,
    },
];

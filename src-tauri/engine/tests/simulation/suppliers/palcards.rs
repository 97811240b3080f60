//! PalCards: orders that finish later, a reference that is only echoed, and no protection against
//! ordering twice.

use super::{Fake, Row, Theirs};
use crate::{
    chance::Chance,
    faults::{Act, Fault, Late},
};
use domain::{
    account::SupplierKind,
    ids::{ProductId, SupplierId},
    money::Money,
    product::{LocalName, Product, ProductKind, RequiredInfo},
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
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
    let wallet = Wallet { currency: "USD".into(), balance: Decimal::from(1_000_000), default: true };
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
                code: order.sold_item.as_ref().map(|sold| sold.code.clone()),
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
    let dollars = "USD".parse().expect("a currency");
    let shekels = "ILS".parse().expect("a currency");
    let sold = palcards::products().iter().filter(|product| ITEMS.contains(&product.item));
    let product = |theirs: &palcards::Product| Product {
        id: ProductId::of(supplier, &theirs.item.to_string()),
        supplier: supplier.clone(),
        item: theirs.item.to_string(),
        kind: match theirs.kind {
            palcards::ProductKind::ChargingCard => ProductKind::Voucher,
            palcards::ProductKind::TopUp => ProductKind::Topup,
        },
        name: LocalName { en: theirs.name_en.clone(), ar: theirs.name_ar.clone() },
        brand: None,
        face_value: None,
        cost: Some(Money::new(theirs.price, dollars)),
        price: Some(Money::new(theirs.selling_price_ils, shekels)),
        min: None,
        max: None,
        step: None,
        required_info: theirs.required.iter().map(|key| info(key)).collect(),
        barcode: None,
        category: None,
        active: true,
    };
    sold.map(product).collect()
}

fn info(key: &str) -> RequiredInfo {
    RequiredInfo { key: key.to_owned(), label: None, pattern: None }
}

const fn purchase(name: &'static str, lever: fn(&mut Chance) -> Value) -> Fault {
    Fault { name, act: Act::Purchase(lever), weight: 2 }
}

const fn look(name: &'static str, lever: fn(&mut Chance) -> Value) -> Fault {
    Fault { name, act: Act::Look(lever), weight: 3 }
}

fn acted(chance: &mut Chance) -> bool {
    chance.once_in(2)
}

fn retry_after(chance: &mut Chance) -> Value {
    if chance.once_in(2) { Value::Null } else { json!(chance.from_to(1, 120)) }
}

const FAULTS: &[Fault] = &[
    purchase("palcards purchase: reply lost", |_| json!({ "endpoint": "create", "kind": "drop" })),
    purchase("palcards purchase: reply comes late", |chance| {
        json!({ "endpoint": "create", "kind": "late", "ms": chance.from_to(1_000, 90_000) })
    }),
    purchase("palcards purchase: no reply at all", |chance| {
        json!({ "endpoint": "create", "kind": "stall", "acted": acted(chance) })
    }),
    purchase("palcards purchase: 429", |chance| {
        json!({ "endpoint": "create", "kind": "rate_limit", "acted": acted(chance), "retry_after": retry_after(chance) })
    }),
    purchase("palcards purchase: 5xx in its own form", |chance| {
        let status = *chance.pick(&[500, 502, 503, 504]);
        json!({ "endpoint": "create", "kind": "server_error", "status": status, "acted": acted(chance) })
    }),
    purchase("palcards purchase: HTML page", |chance| {
        let status = *chance.pick(&[200, 403, 429, 502, 504]);
        json!({ "endpoint": "create", "kind": "html", "status": status, "acted": acted(chance) })
    }),
    purchase("palcards purchase: 401", |_| json!({ "endpoint": "create", "kind": "unauthorized" })),
    purchase("palcards purchase: 409 with an order", |_| {
        json!({ "endpoint": "create", "kind": "answer", "status": 409, "message": "Conflict", "acted": true })
    }),
    purchase("palcards purchase: garbage", |_| json!({ "endpoint": "create", "kind": "garbage" })),
    purchase("palcards purchase: reply too long", |_| {
        json!({ "endpoint": "create", "kind": "huge", "bytes": 8_500_000 })
    }),
    purchase("palcards purchase: reply cut", |_| json!({ "endpoint": "create", "kind": "cut" })),
    purchase("palcards purchase: half of the JSON", |_| json!({ "endpoint": "create", "kind": "half_json" })),
    purchase("palcards purchase: reply drips", |chance| {
        json!({ "endpoint": "create", "kind": "slow_drip", "bytes": 4, "every_ms": chance.from_to(10, 2_000) })
    }),
    purchase("palcards purchase: every key twice", |_| json!({ "endpoint": "create", "kind": "duplicate_keys" })),
    purchase("palcards purchase: byte order mark", |_| json!({ "endpoint": "create", "kind": "bom" })),
    purchase("palcards purchase: empty body", |_| json!({ "endpoint": "create", "kind": "empty" })),
    purchase("palcards purchase: redirect", |chance| {
        let status = *chance.pick(&[301, 302, 307, 308]);
        json!({ "endpoint": "create", "kind": "redirect", "status": status, "acted": acted(chance) })
    }),
    purchase("palcards order: wallet too small", |_| json!({ "endpoint": "create", "kind": "insufficient_balance" })),
    purchase("palcards order: wallet missing", |_| json!({ "endpoint": "create", "kind": "wallet_missing" })),
    purchase("palcards order: fails", |_| json!({ "kind": "fail" })),
    purchase("palcards order: is rejected", |_| json!({ "kind": "reject" })),
    purchase("palcards order: is held for a person", |_| json!({ "kind": "hold" })),
    Fault {
        name: "palcards order: lost reply, listed late",
        act: Act::PurchaseBoth(
            |_| json!({ "endpoint": "create", "kind": "drop" }),
            |chance| json!({ "kind": "listing_delay", "ms": chance.from_to(1_000, 1_800_000) }),
        ),
        weight: 2,
    },
    Fault {
        name: "palcards order: 429, bought all the same, listed late",
        act: Act::PurchaseBoth(
            |_| json!({ "endpoint": "create", "kind": "rate_limit", "acted": true }),
            |chance| json!({ "kind": "listing_delay", "ms": chance.from_to(1_000, 1_800_000) }),
        ),
        weight: 2,
    },
    purchase("palcards order: brings an earlier code again", |_| json!({ "kind": "same_code" })),
    look("palcards look-up: connection drops", |_| json!({ "endpoint": "any", "kind": "drop" })),
    look("palcards look-up: no reply at all", |_| json!({ "endpoint": "any", "kind": "stall" })),
    look("palcards look-up: 429", |chance| {
        json!({ "endpoint": "any", "kind": "rate_limit", "retry_after": retry_after(chance) })
    }),
    look("palcards look-up: 5xx or HTML", |chance| {
        let kind = *chance.pick(&["server_error", "html"]);
        json!({ "endpoint": "any", "kind": kind, "status": *chance.pick(&[500, 502, 503, 504]) })
    }),
    look("palcards look-up: 401", |_| json!({ "endpoint": "any", "kind": "unauthorized" })),
    look("palcards look-up: 404", |_| {
        json!({ "endpoint": "any", "kind": "answer", "status": 404, "message": "Order not found" })
    }),
    look("palcards look-up: garbage, cut or empty", |chance| {
        let kind = *chance.pick(&["garbage", "cut", "half_json", "empty", "duplicate_keys"]);
        json!({ "endpoint": "any", "kind": kind })
    }),
    look("palcards look-up: a word nobody knows", |_| json!({ "endpoint": "get", "kind": "unknown_status" })),
    look("palcards look-up: words out of order", |chance| {
        let word = *chance.pick(&["pending", "in-progress"]);
        json!({ "endpoint": "get", "kind": "unknown_status", "word": word })
    }),
    look("palcards look-up: success without its code", |chance| {
        let shape = *chance.pick(&["null", "absent", "empty_code"]);
        json!({ "endpoint": "get", "kind": "no_sold_item", "shape": shape })
    }),
    look("palcards look-up: a code as a number", |_| {
        json!({ "endpoint": "get", "kind": "no_sold_item", "shape": "numeric_code" })
    }),
    Fault {
        name: "palcards preflight: no",
        act: Act::Check(|_| json!({ "kind": "preflight_refused" })),
        weight: 5,
    },
    Fault {
        name: "palcards preflight: cannot be asked",
        act: Act::Check(|chance| {
            let kind = *chance.pick(&["drop", "server_error", "html", "garbage", "stall"]);
            json!({ "endpoint": "preflight", "kind": kind })
        }),
        weight: 5,
    },
    Fault {
        name: "palcards late truth: delivered after all",
        act: Act::Late(Late::Delivery { first: |_| json!({ "kind": "fail" }), word: "success" }),
        weight: 2,
    },
    Fault {
        name: "palcards late truth: taken back",
        act: Act::Late(Late::TakenBack { word: "failed" }),
        weight: 2,
    },
    Fault {
        name: "palcards person: says no of what was bought",
        act: Act::WrongPerson(
            |_| json!({ "endpoint": "create", "kind": "drop" }),
            |_| json!({ "kind": "listing_delay", "ms": 7_200_000 }),
        ),
        weight: 2,
    },
];

//! A fake PalCards: prepaid wallets, vouchers and top-ups, orders that finish later, and no
//! protection whatsoever against ordering twice.
//!
//! Written from PalCards' own pages (create an order; retrieve orders; order status lifecycle;
//! wallet & balance; authenticating requests). Where they are silent this fake takes one reading
//! and leaves the others to [`Settings`] and faults: the error envelope, the page base, the shape
//! of a failed preflight. It must never know how the till reads any of this, or what time it is.

mod control;
mod create;
mod faults;
mod orders;
mod products;
mod read;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

pub use orders::{Order, SoldItem, Status};
pub use products::{Product, ProductKind, products};

use crate::ledger::{Ledger, Wallet};
use crate::message::{Reply, Request};
pub use crate::pace::Pace;
use crate::seed::{Mint, practice_number};
use faults::Faults;

/// How the fake is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Codes, PINs and nicknames follow from it.
    pub seed: u64,
    /// What is sold.
    pub products: Vec<Product>,
    /// The wallets before the first order.
    pub wallets: Vec<Wallet>,
    /// Which keys open the door.
    pub key: KeyRule,
    /// Whether the caller's address is missing from the allow-list: the same 401 as a wrong key.
    pub address_refused: bool,
    /// How long an order takes.
    pub pace: Pace,
    /// How long a new order is missing from `GET /order`.
    pub listing_delay_ms: u64,
    /// Units of a currency for one USD, for orders charged to a wallet in another currency.
    pub rates: BTreeMap<String, Decimal>,
    /// Dealer prices in USD that differ from the products' own, by item.
    pub prices: BTreeMap<u64, Decimal>,
    /// The first order's id; a practice till gives one it has not seen before.
    pub first_order_id: u64,
    /// The number of the first page of `GET /order`; the documents do not say.
    pub page_base: u64,
}

impl Default for Settings {
    fn default() -> Self {
        let wallet = |currency: &str, balance: i64, default| Wallet {
            currency: currency.to_owned(),
            balance: Decimal::from(balance),
            default,
        };
        Self {
            seed: 1,
            products: products().to_vec(),
            wallets: vec![wallet("USD", 500, true), wallet("ILS", 1_000, false)],
            key: KeyRule::AnySecretKey,
            address_refused: false,
            pace: Pace::Delay { ms: 1_200 },
            listing_delay_ms: 0,
            rates: BTreeMap::from([
                ("USD".to_owned(), Decimal::ONE),
                ("ILS".to_owned(), Decimal::new(370, 2)),
                ("JOD".to_owned(), Decimal::new(709, 3)),
            ]),
            prices: BTreeMap::new(),
            first_order_id: 9_001,
            page_base: 1,
        }
    }
}

impl Settings {
    /// For a practice till started at `now`: numbers and codes of earlier runs must not come again.
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self { seed: now, first_order_id: practice_number(9_001, now), ..Self::default() }
    }
}

/// Which API keys are accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyRule {
    /// Any that begins with `sk_`.
    AnySecretKey,
    /// This one.
    Exactly(String),
}

impl KeyRule {
    fn accepts(&self, key: &str) -> bool {
        match self {
            Self::AnySecretKey => key.starts_with("sk_") && key.len() > 3,
            Self::Exactly(expected) => key == expected,
        }
    }
}

/// The endpoints, by the words of the control API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Endpoint {
    Profile,
    Preflight,
    Create,
    List,
    Get,
    /// Anything else, such as the target of a redirect that should not have been followed.
    Other,
}

impl Endpoint {
    fn of(request: &Request) -> Self {
        let path = request.path.strip_suffix('/').unwrap_or(&request.path);
        match (request.method.as_str(), path) {
            ("GET", "/user/profile") => Self::Profile,
            ("POST", "/order/top-up/preflight") => Self::Preflight,
            ("POST", "/order") => Self::Create,
            ("GET", "/order") => Self::List,
            ("GET", path) if order_id(path).is_some() => Self::Get,
            _ => Self::Other,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Preflight => "preflight",
            Self::Create => "create",
            Self::List => "list",
            Self::Get => "get",
            Self::Other => "other",
        }
    }
}

/// The last part of `/order/{id}`, whatever it is.
fn order_id(path: &str) -> Option<&str> {
    path.strip_prefix("/order/").filter(|id| !id.is_empty() && !id.contains('/'))
}

/// The fake supplier.
#[derive(Debug)]
pub struct PalCards {
    opening: Settings,
    settings: Settings,
    ledger: Ledger,
    orders: BTreeMap<u64, Order>,
    next_order_id: u64,
    next_sold_item_id: u64,
    /// Orders that will end by themselves, by the time they do.
    due: BTreeSet<(u64, u64)>,
    mint: Mint,
    faults: Faults,
    requests: BTreeMap<Endpoint, u64>,
    /// The supplier's clock never goes back, even if the driver's does.
    clock: u64,
}

impl PalCards {
    /// A supplier without orders.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            ledger: Ledger::new(settings.wallets.clone()),
            orders: BTreeMap::new(),
            next_order_id: settings.first_order_id,
            next_sold_item_id: 7_001,
            due: BTreeSet::new(),
            mint: Mint::default(),
            faults: Faults::default(),
            requests: BTreeMap::new(),
            clock: 0,
            opening: settings.clone(),
            settings,
        }
    }

    /// Answers one request; `now` is in milliseconds since the epoch.
    pub fn handle(&mut self, request: &Request, now: u64) -> Reply {
        let now = self.advance(now);
        let endpoint = Endpoint::of(request);
        let count = self.requests.entry(endpoint).or_default();
        *count = count.saturating_add(1);
        let Some(fault) = self.faults.wire.take(endpoint.word()) else {
            return self.answer(endpoint, request, now);
        };
        let reply = if fault.acted {
            self.answer(endpoint, request, now)
        } else {
            wire::error(503, &Value::from("Service Unavailable"))
        };
        fault.apply(reply, wire::error)
    }

    /// The money, as the supplier knows it.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The orders, oldest first, as they stood at the last request or [`Self::advance`].
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// Lets time pass: orders that are due end now. Returns the supplier's time.
    pub fn advance(&mut self, now: u64) -> u64 {
        self.clock = self.clock.max(now);
        while let Some(&(due, id)) = self.due.first().filter(|(due, _)| *due <= self.clock) {
            self.due.remove(&(due, id));
            self.finish_as_planned(id, due);
        }
        self.clock
    }

    fn answer(&mut self, endpoint: Endpoint, request: &Request, now: u64) -> Reply {
        if endpoint == Endpoint::Other {
            let message = format!("Cannot {} {}", request.method, request.path);
            return wire::error(404, &Value::from(message));
        }
        let key = request.header_value("x-api-key").unwrap_or_default();
        if self.settings.address_refused || !self.settings.key.accepts(key) {
            // Their pages say so: a wrong key and an unlisted address look the same.
            return wire::error(401, &Value::from("Unauthorized"));
        }
        match endpoint {
            Endpoint::Profile => self.profile(now),
            Endpoint::Preflight => self.preflight(request),
            Endpoint::Create => self.create(request, now),
            Endpoint::List => self.list(request, now),
            Endpoint::Get => self.get(request, now),
            Endpoint::Other => wire::error(404, &Value::from("Not Found")),
        }
    }

    fn product(&self, item: u64) -> Option<&Product> {
        self.settings.products.iter().find(|product| product.item == item)
    }
}

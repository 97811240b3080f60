//! A fake Plexy Gate: balances that an order reserves, redeem cards and direct top-ups of any
//! amount, and an `Idempotency-Key` that protects for as long as it lives and no longer.
//!
//! Written from the Gate API's own pages (overview; list product types; get product; list orders;
//! create order; get order; get balance; list deposit history). Where they are silent this fake
//! takes one reading, mostly that of Plexy's other API, and leaves the others to [`Settings`] and
//! faults: the error bodies, how long a key lives, the paging of products. It must never know how
//! the till reads any of this, or what time it is.

mod control;
mod create;
mod faults;
mod orders;
mod products;
mod read;
mod wire;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;
use serde_json::Value;

pub use orders::{Order, Status};
pub use products::{Product, ProductType, products};

use crate::ledger::{Ledger, Wallet};
use crate::message::{Reply, Request};
use crate::pace::Pace;
use crate::seed::Mint;
use crate::shelf::Shelf;
use faults::Faults;

/// The agent of the documents' samples, and of the practice shop.
pub const AGENT_ID: &str = "a12d5be1-3456-4c18-b111-33cdd0a1cc99";

/// How the fake is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Order ids and codes follow from it.
    pub seed: u64,
    /// What is sold.
    pub products: Vec<Product>,
    /// The balances before the first order.
    pub wallets: Vec<Wallet>,
    /// The one key that opens the door; any does when absent.
    pub api_key: Option<String>,
    /// The one agent there is.
    pub agent_id: String,
    /// How long an order takes.
    pub pace: Pace,
    /// How long a new order is missing from the list.
    pub listing_delay_ms: u64,
    /// How long an idempotency key protects; the same key makes a new order afterwards. A day is
    /// what Plexy's other API says; for the Gate API nobody says anything.
    pub key_lifetime_ms: u64,
    /// How a product's numbers are written.
    pub product_numbers: NumberForm,
    /// Whether every order says that it is a test.
    pub is_test: bool,
    /// The HTTP status of a balance that is too low, which no page names.
    pub low_balance_status: u16,
    /// Charges that differ from the products' own, by product.
    pub charges: BTreeMap<u64, Decimal>,
}

impl Default for Settings {
    fn default() -> Self {
        let balance = Decimal::from(500);
        Self {
            seed: 1,
            products: products().to_vec(),
            wallets: vec![Wallet { currency: "USD".to_owned(), balance, default: true }],
            api_key: None,
            agent_id: AGENT_ID.to_owned(),
            pace: Pace::Delay { ms: 1_200 },
            listing_delay_ms: 0,
            key_lifetime_ms: 24 * 60 * 60 * 1_000,
            product_numbers: NumberForm::Number,
            is_test: false,
            low_balance_status: 400,
            charges: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// For a practice till started at `now`. Ids and codes must not come twice, and both follow
    /// from the time; a sandbox says of its orders that they are tests.
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self { seed: now, is_test: true, ..Self::default() }
    }
}

/// How a number is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// `10`, as in the sample of a product.
    Number,
    /// `"10.00"`, as the overview promises of every amount.
    String,
}

impl NumberForm {
    const ALL: [Self; 2] = [Self::Number, Self::String];

    fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::String => "string",
        }
    }
}

/// The endpoints, by the words of the control API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Endpoint {
    Types,
    Categories,
    Products,
    Product,
    List,
    Create,
    Get,
    Balance,
    Deposits,
    Health,
    /// Anything else, such as the target of a redirect that should not have been followed.
    Other,
}

impl Endpoint {
    /// The endpoint with the agent and the id in the path, where there are.
    fn of(request: &Request) -> (Self, &str, &str) {
        let path = request.path.strip_suffix('/').unwrap_or(&request.path);
        let get = match request.method.as_str() {
            "GET" => true,
            "POST" => false,
            _ => return (Self::Other, "", ""),
        };
        if get && path == "/health" {
            return (Self::Health, "", "");
        }
        let Some((agent, rest)) = path.strip_prefix("/agent/").and_then(|it| it.split_once('/'))
        else {
            return (Self::Other, "", "");
        };
        let (what, id) = rest.split_once('/').unwrap_or((rest, ""));
        let endpoint = match (get, what, id) {
            (true, "product-types", "") => Self::Types,
            (true, "product-categories", "") => Self::Categories,
            (true, "products", "") => Self::Products,
            (true, "products", id) if !id.contains('/') => Self::Product,
            (true, "orders", "") => Self::List,
            (false, "orders", "") => Self::Create,
            (true, "orders", id) if !id.contains('/') => Self::Get,
            (true, "balance", "") => Self::Balance,
            (true, "deposits", "") => Self::Deposits,
            _ => Self::Other,
        };
        (endpoint, agent, id)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Categories => "categories",
            Self::Products => "products",
            Self::Product => "product",
            Self::List => "list",
            Self::Create => "create",
            Self::Get => "get",
            Self::Balance => "balance",
            Self::Deposits => "deposits",
            Self::Health => "health",
            Self::Other => "other",
        }
    }
}

/// The fake supplier.
#[derive(Debug)]
pub struct Plexy {
    opening: Settings,
    settings: Settings,
    ledger: Ledger,
    deposits: Vec<Deposit>,
    orders: Shelf<Order>,
    /// Their numbers by their ids.
    by_id: HashMap<String, u64>,
    next_serial: u64,
    /// Orders that will end by themselves, by the time they do.
    due: BTreeSet<(u64, u64)>,
    keys: HashMap<String, Key>,
    mint: Mint,
    faults: Faults,
    requests: BTreeMap<Endpoint, u64>,
    /// The supplier's clock never goes back, even if the driver's does.
    clock: u64,
}

/// An idempotency key that was used.
#[derive(Debug)]
struct Key {
    /// The order it made.
    order: u64,
    /// The body it came with, in one form.
    body: String,
    used_at: u64,
}

/// Money paid in.
#[derive(Debug, Clone)]
struct Deposit {
    currency: String,
    amount: Decimal,
    method: &'static str,
    created_at: u64,
    /// Absent while it is pending; only then is it in the balance.
    posted_at: Option<u64>,
}

impl Plexy {
    /// A supplier without orders.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            ledger: Ledger::new(settings.wallets.clone()),
            deposits: Vec::new(),
            orders: Shelf::default(),
            by_id: HashMap::new(),
            next_serial: 1,
            due: BTreeSet::new(),
            keys: HashMap::new(),
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
        let (endpoint, agent, id) = Endpoint::of(request);
        let count = self.requests.entry(endpoint).or_default();
        *count = count.saturating_add(1);
        let Some(fault) = self.faults.wire.take(endpoint.word()) else {
            return self.answer(endpoint, agent, id, request, now);
        };
        let reply = if fault.acted {
            self.answer(endpoint, agent, id, request, now)
        } else {
            wire::refusal(503, &Value::from("Service Unavailable"))
        };
        fault.apply(reply, wire::refusal)
    }

    /// The money, as the supplier knows it.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The orders, oldest first, as they stood at the last request or [`Self::advance`].
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.oldest_first()
    }

    /// Lets time pass: orders that are due end now. Returns the supplier's time.
    pub fn advance(&mut self, now: u64) -> u64 {
        self.clock = self.clock.max(now);
        while let Some(&(due, serial)) = self.due.first().filter(|(due, _)| *due <= self.clock) {
            self.due.remove(&(due, serial));
            self.finish_as_planned(serial, due);
        }
        self.orders.show_until(self.clock);
        self.clock
    }

    fn answer(
        &mut self,
        endpoint: Endpoint,
        agent: &str,
        id: &str,
        request: &Request,
        now: u64,
    ) -> Reply {
        match endpoint {
            Endpoint::Health => read::health(),
            Endpoint::Other => wire::not_found("route"),
            _ if !self.is_welcome(agent, request) => wire::unauthorized(),
            Endpoint::Types => read::types(),
            Endpoint::Categories => read::categories(),
            Endpoint::Products => self.product_page(request),
            Endpoint::Product => self.one_product(id),
            Endpoint::List => self.list(request),
            Endpoint::Create => self.create(request, now),
            Endpoint::Get => self.get(id, now),
            Endpoint::Balance => self.balance(now),
            Endpoint::Deposits => self.deposit_page(request),
        }
    }

    /// The raw key stands in `Authorization`, and with the word Bearer it is not that key.
    fn is_welcome(&self, agent: &str, request: &Request) -> bool {
        let key = request.header_value("authorization").unwrap_or_default();
        let known = match &self.settings.api_key {
            Some(expected) => key == expected,
            None => !key.is_empty() && !key.contains(' '),
        };
        known && agent == self.settings.agent_id
    }

    fn product(&self, id: u64) -> Option<&Product> {
        self.settings.products.iter().find(|product| product.id == id)
    }
}

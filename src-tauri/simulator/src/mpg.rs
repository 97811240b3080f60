//! A fake of the Moyasar Payment Gateway, the "gateway 002" of the documents: card orders whose
//! verdict stands in their transactions and nowhere else.
//!
//! Written from the purchase page and its siblings (authorize, capture, void, refund, show). Where
//! they are silent or disagree this fake takes one reading and leaves the others to [`Settings`]
//! and faults: the name of the client's id, what a repeat answers, `captured_amount` after a
//! purchase. 3-D Secure runs, agreements, wallets, `extend` and `verify` are not there.
//!
//! The cards are the ones in [`cards`]; any other number is declined. A number is looked up and
//! forgotten: only its first digits and last four are kept, for the `source` of the replies, and
//! a security code not at all. It must never know how the till reads any of this, or what time it
//! is.

pub mod cards;
mod change;
mod control;
mod create;
mod faults;
mod fields;
mod orders;
mod wire;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

pub use orders::{Kind, Order, Outcome, Status, Transaction, TransactionKind};

use crate::message::{Reply, Request};
use crate::seed;
use crate::takings::Takings;
use faults::Faults;

/// How the fake is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Ids follow from it.
    pub seed: u64,
    /// The only key that opens the door; any does when absent.
    pub api_key: Option<String>,
    /// Whether the caller's address is missing from the key's list: the same 401 as no key.
    pub address_refused: bool,
    /// The endpoints the key has no permission for.
    pub forbidden: BTreeSet<Endpoint>,
    /// The field in which the client names its order; the other one is not looked at.
    pub id_field: IdField,
    /// What a repeat with an id that exists answers; it never charges.
    pub repeat: Repeat,
    /// Whether `captured_amount` counts approved purchases, or captures alone.
    pub captured_after_purchase: bool,
    /// Whether capture, void and refund must say how much, as the newer documents have it.
    pub amount_required: bool,
    /// How long a purchase can be voided before it is settled and can be refunded.
    pub settle_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            api_key: None,
            address_refused: false,
            forbidden: BTreeSet::new(),
            id_field: IdField::OrderId,
            repeat: Repeat::Created,
            captured_after_purchase: true,
            amount_required: true,
            settle_ms: 24 * 60 * 60 * 1_000,
        }
    }
}

impl Settings {
    /// For a practice till started at `now`: ids of earlier runs must not come again.
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self { seed: now, ..Self::default() }
    }
}

/// The two names that the documents' generations have for the client's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdField {
    /// `order_id`, in the current one.
    OrderId,
    /// `given_id`, in the oldest.
    GivenId,
}

impl IdField {
    const ALL: [Self; 2] = [Self::OrderId, Self::GivenId];

    fn word(self) -> &'static str {
        match self {
            Self::OrderId => "order_id",
            Self::GivenId => "given_id",
        }
    }
}

/// What a repeat answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// 201 with the order that is there, as if it were new.
    Created,
    /// 200 with it.
    Found,
    /// 422: the id is taken.
    Refused,
}

impl Repeat {
    const ALL: [Self; 3] = [Self::Created, Self::Found, Self::Refused];

    fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Found => "found",
            Self::Refused => "refused",
        }
    }
}

/// The endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// `POST /v1/orders/purchase`.
    Purchase,
    /// `POST /v1/orders/authorize`.
    Authorize,
    /// `POST /v1/orders/{id}/capture`.
    Capture,
    /// `POST /v1/orders/{id}/void`.
    Void,
    /// `POST /v1/orders/{id}/refund`.
    Refund,
    /// `GET /v1/orders/{id}`.
    Get,
    /// Anything else.
    Other,
}

impl Endpoint {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Purchase,
        Self::Authorize,
        Self::Capture,
        Self::Void,
        Self::Refund,
        Self::Get,
        Self::Other,
    ];

    /// The word of the control API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Authorize => "authorize",
            Self::Capture => "capture",
            Self::Void => "void",
            Self::Refund => "refund",
            Self::Get => "get",
            Self::Other => "other",
        }
    }

    /// The endpoint, and the id in its path.
    fn of(request: &Request) -> (Self, &str) {
        let path = request.path.strip_suffix('/').unwrap_or(&request.path);
        let Some(rest) = path.strip_prefix("/v1/orders/") else { return (Self::Other, "") };
        match (request.method.as_str(), rest.split_once('/')) {
            ("POST", None) if rest == "purchase" => (Self::Purchase, ""),
            ("POST", None) if rest == "authorize" => (Self::Authorize, ""),
            ("POST", Some((id, "capture"))) => (Self::Capture, id),
            ("POST", Some((id, "void"))) => (Self::Void, id),
            ("POST", Some((id, "refund"))) => (Self::Refund, id),
            ("GET", None) => (Self::Get, rest),
            _ => (Self::Other, ""),
        }
    }
}

/// The fake gateway.
#[derive(Debug)]
pub struct Mpg {
    opening: Settings,
    settings: Settings,
    takings: Takings,
    /// By running number, so that the oldest comes first.
    orders: BTreeMap<u64, Order>,
    by_id: HashMap<String, u64>,
    /// The order of each transaction.
    by_transaction_id: HashMap<String, u64>,
    next_number: u64,
    next_transaction: u64,
    faults: Faults,
    requests: BTreeMap<Endpoint, u64>,
    /// The gateway's clock never goes back, even if the driver's does.
    clock: u64,
}

impl Mpg {
    /// A gateway without orders.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            opening: settings.clone(),
            settings,
            takings: Takings::default(),
            orders: BTreeMap::new(),
            by_id: HashMap::new(),
            by_transaction_id: HashMap::new(),
            next_number: 1,
            next_transaction: 1,
            faults: Faults::default(),
            requests: BTreeMap::new(),
            clock: 0,
        }
    }

    /// Answers one request; `now` is in milliseconds since the epoch.
    pub fn handle(&mut self, request: &Request, now: u64) -> Reply {
        let now = self.advance(now);
        let (endpoint, id) = Endpoint::of(request);
        let count = self.requests.entry(endpoint).or_default();
        *count = count.saturating_add(1);
        let Some(fault) = self.faults.wire.take(endpoint.word()) else {
            return self.answer(endpoint, id, request, now);
        };
        let reply = if fault.acted {
            self.answer(endpoint, id, request, now)
        } else {
            wire::message(503, "Service Unavailable")
        };
        fault.apply(reply, |status, message| {
            let words = message.as_str().map_or_else(|| message.to_string(), str::to_owned);
            wire::message(status, &words)
        })
    }

    /// The customers' money, as their banks know it.
    #[must_use]
    pub fn takings(&self) -> &Takings {
        &self.takings
    }

    /// The orders, oldest first.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    fn advance(&mut self, now: u64) -> u64 {
        self.clock = self.clock.max(now);
        self.clock
    }

    fn answer(&mut self, endpoint: Endpoint, id: &str, request: &Request, now: u64) -> Reply {
        let missing = || wire::message(404, "Not found");
        if endpoint == Endpoint::Other {
            return missing();
        }
        let key = self.settings.api_key.as_deref();
        let is_known = request.bearer().is_some_and(|given| key.is_none_or(|key| given == key));
        if !is_known || self.settings.address_refused {
            return wire::message(401, "Missing authentication information");
        }
        if self.settings.forbidden.contains(&endpoint) {
            // One word for a person, and a wrong one: the key is known, it may not do this.
            return wire::message(403, "Unauthorized");
        }
        let answer = match endpoint {
            Endpoint::Purchase => self.create(Kind::Purchase, request, now),
            Endpoint::Authorize => self.create(Kind::Authorize, request, now),
            Endpoint::Capture => self.change(TransactionKind::Capture, id, request, now),
            Endpoint::Void => self.change(TransactionKind::Void, id, request, now),
            Endpoint::Refund => self.change(TransactionKind::Refund, id, request, now),
            Endpoint::Get => self.get(id, now),
            Endpoint::Other => Err(missing()),
        };
        answer.unwrap_or_else(|refusal| refusal)
    }

    fn get(&mut self, id: &str, now: u64) -> Result<Reply, Reply> {
        let number = self.number(id)?;
        if let Some(order) = self.orders.get_mut(&number) {
            order.count_read(now);
        }
        self.show(number, 200, Endpoint::Get)
    }

    /// One order as an endpoint shows it, with whatever disguise a fault asks for.
    fn show(&mut self, number: u64, status: u16, endpoint: Endpoint) -> Result<Reply, Reply> {
        let order = self.orders.get(&number).ok_or_else(|| wire::message(404, "Not found"))?;
        let mut body = wire::order(order, self.settings.captured_after_purchase);
        if let Some(members) = body.as_object_mut() {
            self.faults.disguise(endpoint, members);
        }
        Ok(Reply::json(status, &body))
    }

    /// The running number of an order by its id, in whatever case it is written.
    fn number(&self, id: &str) -> Result<u64, Reply> {
        let number = self.by_id.get(&id.to_ascii_lowercase()).copied();
        number.ok_or_else(|| wire::message(404, "Not found"))
    }

    /// The id of a transaction: the client's where it named one, as with orders.
    fn transaction_id(&mut self, given: Option<String>, now: u64) -> (String, u64) {
        let number = self.next_transaction;
        self.next_transaction = number.saturating_add(1);
        let own = || seed::uuid_at(now, seed::mix(self.settings.seed, number));
        (given.unwrap_or_else(own), number)
    }
}

/// A reply that refuses, from the errors of each field.
fn invalid(errors: &BTreeMap<String, Vec<String>>) -> Reply {
    let body = serde_json::json!({ "message": "Data validation failed", "errors": errors });
    Reply::json(422, &body)
}

/// The same about one field.
fn invalid_field(path: &str, words: &str) -> Reply {
    invalid(&BTreeMap::from([(path.to_owned(), vec![words.to_owned()])]))
}

/// The body as an object; without the JSON content type it is not looked at.
fn body_object(request: &Request) -> Result<serde_json::Map<String, Value>, Reply> {
    if !request.is_json() {
        return Ok(serde_json::Map::new());
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) | Err(_) => Err(wire::message(400, "The body must be a JSON object")),
    }
}

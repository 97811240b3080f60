//! A fake Payerly: the till makes an order, the customer pays it on a page, and whoever wants to
//! know looks.
//!
//! Written from Payerly's own pages (create an order; find an order; create or update a refund;
//! find the refunds of a payment). Where they are silent this fake takes one reading and leaves
//! the others to [`Settings`] and faults: the words of every status but `CLOSED`, the place of
//! `items`, what a repeated PUT with another body does. What they do not have (callbacks, reading
//! a payment or a refund alone, cancelling) is not there. It must never know how the till reads
//! any of this, or what time it is.

mod control;
mod create;
mod customer;
mod faults;
mod orders;
mod page;
mod read;
mod refund;
mod wire;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

pub use customer::{Act, Plan};
pub use orders::{Order, Payment, Refund, RefundState, State};

use crate::message::{Reply, Request};
use crate::seed;
use crate::takings::Takings;
use crate::timestamp::http_date;
use faults::Faults;
use wire::Refusal;

/// How the fake is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Ids follow from it.
    pub seed: u64,
    /// The only token that opens the door; any does when absent.
    pub api_key: Option<String>,
    /// What a second PUT of an order with another body does.
    pub order_repeat: Repeat,
    /// The same for a refund, whose page says "create or update".
    pub refund_repeat: Repeat,
    /// Whether this merchant may give money back at all.
    pub refunds_enabled: bool,
    /// How long a refund takes.
    pub refund_ms: u64,
    /// How long an order without `expireAt` can be paid.
    pub lifetime_ms: u64,
    /// What the customer does with a new order; nothing when absent.
    pub customer: Option<Plan>,
    /// The words for statuses that differ from [`State::word`] and [`RefundState::word`], by those.
    pub status_words: BTreeMap<String, String>,
    /// The currency of `convAmount` and its units for one of the order's; the same when absent.
    pub conversion: Option<(String, Decimal)>,
    /// `customFields`, as in the sample, or `customfields`, as in the table.
    pub custom_fields_key: &'static str,
    /// Whether `items` stands beside `object` instead of in it.
    pub items_beside: bool,
    /// How far the server's clock is ahead of the driver's; behind when negative.
    pub clock_ahead_ms: i64,
    /// Where pay pages are for a request that does not say which host it was sent to.
    pub origin: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            api_key: None,
            order_repeat: Repeat::Refuse,
            refund_repeat: Repeat::Update,
            refunds_enabled: true,
            refund_ms: 0,
            lifetime_ms: 60 * 60 * 1_000,
            customer: None,
            status_words: BTreeMap::new(),
            conversion: None,
            custom_fields_key: wire::CUSTOM_FIELDS,
            items_beside: false,
            clock_ahead_ms: 0,
            origin: "http://127.0.0.1:7004".to_owned(),
        }
    }
}

impl Settings {
    /// For a practice till started at `now`: the till's journal remembers ids of earlier runs, so
    /// that they must not come again.
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self { seed: now, ..Self::default() }
    }

    fn word<'a>(&'a self, own: &'a str) -> &'a str {
        self.status_words.get(own).map_or(own, String::as_str)
    }
}

/// What a PUT to an id that exists does when its body is another; with the same body it always
/// answers what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// 400, and nothing changes.
    Refuse,
    /// The old one is answered as if nothing had been said.
    Ignore,
    /// The old one becomes what the new body says, while nothing was paid.
    Update,
}

/// The endpoints, by the words of the control API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Endpoint {
    /// `PUT /v1/orders/{orderId}`.
    Create,
    /// `GET /v1/orders/{orderId}`.
    Get,
    /// `PUT /v1/refunds/{refundId}`.
    Refund,
    /// `GET /v1/payments/{paymentId}/refunds`.
    Refunds,
    /// The customer opens the pay page.
    Page,
    /// The customer presses a button there.
    Press,
    /// Anything else.
    Other,
}

impl Endpoint {
    /// The endpoint, and the id in its path.
    fn of(request: &Request) -> (Self, &str) {
        let path = request.path.strip_suffix('/').unwrap_or(&request.path);
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("PUT", ["v1", "orders", id]) => (Self::Create, id),
            ("GET", ["v1", "orders", id]) => (Self::Get, id),
            ("PUT", ["v1", "refunds", id]) => (Self::Refund, id),
            ("GET", ["v1", "payments", id, "refunds"]) => (Self::Refunds, id),
            ("GET", ["pay", id]) => (Self::Page, id),
            ("POST", ["pay", id]) => (Self::Press, id),
            (_, ["v1", "orders" | "refunds", id] | ["v1", "payments", id, "refunds"]) => {
                (Self::Other, id)
            }
            _ => (Self::Other, ""),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
            Self::Refund => "refund",
            Self::Refunds => "refunds",
            Self::Page => "page",
            Self::Press => "press",
            Self::Other => "other",
        }
    }
}

/// The fake processor.
#[derive(Debug)]
pub struct Payerly {
    opening: Settings,
    settings: Settings,
    takings: Takings,
    /// By running number, so that the oldest comes first.
    orders: BTreeMap<u64, Order>,
    /// The running number by the merchant's order id, by the id on the pay page, and by those of
    /// payments and refunds.
    by_order_id: HashMap<String, u64>,
    by_txn_id: HashMap<String, u64>,
    by_payment_id: HashMap<String, u64>,
    by_refund_id: HashMap<String, u64>,
    /// Orders to which something happens by itself, by the time it does.
    due: BTreeSet<(u64, u64)>,
    next_number: u64,
    next_id: u64,
    /// Names the request under way in error replies.
    trace_id: String,
    faults: Faults,
    requests: BTreeMap<Endpoint, u64>,
    /// The driver's clock, which never goes back here even where it does there.
    clock: u64,
}

impl Payerly {
    /// A processor without orders.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            opening: settings.clone(),
            settings,
            takings: Takings::default(),
            orders: BTreeMap::new(),
            by_order_id: HashMap::new(),
            by_txn_id: HashMap::new(),
            by_payment_id: HashMap::new(),
            by_refund_id: HashMap::new(),
            due: BTreeSet::new(),
            next_number: 1,
            next_id: 1,
            trace_id: String::new(),
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
        self.trace_id = self.new_id().replace('-', "");
        let reply = match self.faults.wire.take(endpoint.word()) {
            None => self.answer(endpoint, id, request, now),
            Some(fault) => {
                let reply = if fault.acted {
                    self.answer(endpoint, id, request, now)
                } else {
                    self.refuse(&Refusal::new(503, "Service Unavailable"))
                };
                fault.apply(reply, |status, message| {
                    let words = message.as_str().map_or_else(|| message.to_string(), str::to_owned);
                    self.refuse(&Refusal::new(status, &words))
                })
            }
        };
        reply.header("date", &http_date(now))
    }

    /// The customers' money.
    #[must_use]
    pub fn takings(&self) -> &Takings {
        &self.takings
    }

    /// The orders, oldest first, as they stood at the last request or [`Self::advance`].
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// Lets time pass: orders expire, customers act, refunds are done. Returns the server's time.
    pub fn advance(&mut self, now: u64) -> u64 {
        self.clock = self.clock.max(now);
        let server = self.clock.saturating_add_signed(self.settings.clock_ahead_ms);
        self.catch_up(server);
        server
    }

    fn catch_up(&mut self, server: u64) {
        while let Some(&(at, number)) = self.due.first().filter(|(at, _)| *at <= server) {
            self.due.remove(&(at, number));
            self.come_due(number, at);
        }
    }

    fn answer(&mut self, endpoint: Endpoint, id: &str, request: &Request, now: u64) -> Reply {
        match endpoint {
            Endpoint::Page => return self.page(id),
            Endpoint::Press => return self.press(id, request, now),
            Endpoint::Create | Endpoint::Get | Endpoint::Refund | Endpoint::Refunds => {}
            // A known path with another method has an id.
            Endpoint::Other if id.is_empty() => {
                return self.refuse(&Refusal::new(404, "Not found"));
            }
            Endpoint::Other => return self.refuse(&Refusal::new(405, "Method not allowed")),
        }
        let key = self.settings.api_key.as_deref();
        let is_known = request.bearer().is_some_and(|token| key.is_none_or(|key| token == key));
        if !is_known {
            return self.refuse(&Refusal::new(401, "Unauthorized").at("header", "Authorization"));
        }
        let answer = match endpoint {
            Endpoint::Create => self.create(id, request, now),
            Endpoint::Get => self.get(id, request),
            Endpoint::Refund => self.put_refund(id, request, now),
            Endpoint::Refunds => self.refunds(id),
            Endpoint::Page | Endpoint::Press | Endpoint::Other => {
                Err(Refusal::new(404, "Not found"))
            }
        };
        answer.unwrap_or_else(|refusal| self.refuse(&refusal))
    }

    fn refuse(&self, refusal: &Refusal) -> Reply {
        Reply::json(refusal.status, &serde_json::json!({ "error": refusal.show(&self.trace_id) }))
    }

    fn new_id(&mut self) -> String {
        let id = seed::uuid(seed::mix(self.settings.seed, self.next_id));
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    fn order(&self, number: Option<&u64>) -> Option<&Order> {
        self.orders.get(number?)
    }
}

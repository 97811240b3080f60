//! A fake `CardPlusPay`: one balance, codes at once or later, and no protection whatsoever against
//! ordering twice, not even a reference of the client's own.
//!
//! Written from `CardPlusPay`'s own pages (concepts; authentication; display products; check
//! availability; create order; order status; list orders and balance; troubleshooting; security).
//! Where they are silent this fake takes one reading and leaves the others to [`Settings`] and
//! faults: the catalogue's reply, the words for an order that is not done, who sees a PIN when.
//! It must never know how the till reads any of this, or what time it is.

mod control;
mod create;
mod faults;
mod items;
mod orders;
mod read;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

pub use items::{DeliveryType, Item, Shop, items};
pub use orders::{Card, Order, Status, Till};

use crate::ledger::{Ledger, Wallet};
use crate::message::{Reply, Request};
use crate::pace::Pace;
use crate::seed::{Mint, practice_number};
use crate::shelf::Shelf;
use faults::Faults;

/// How the fake is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Codes and PINs follow from it.
    pub seed: u64,
    /// What is sold.
    pub items: Vec<Item>,
    /// The balance before the first order; there is one.
    pub wallet: Wallet,
    /// The one key that opens the door; any does when absent.
    pub api_key: Option<String>,
    /// Whether requests must be signed, as on some accounts. The signature itself is not checked.
    pub signing: bool,
    /// How long an order takes; codes usually come at once.
    pub pace: Pace,
    /// How long a new order is missing from the list.
    pub listing_delay_ms: u64,
    /// Which amounts are numbers and which are strings.
    pub money: MoneyForm,
    /// Whether reading an order shows its PINs again. The sample of it does not.
    pub pins_on_read: bool,
    /// The query parameter for a page, which no page names.
    pub page_param: String,
    /// The key of the catalogue's list, which no page shows.
    pub list_key: String,
    /// Prices that are asked and charged; the catalogue goes on showing the items' own.
    pub prices: BTreeMap<String, Decimal>,
    /// What is left of an item; of the others there is always enough.
    pub stock: BTreeMap<String, u64>,
    /// The first order's id; a practice till gives one it has not seen before.
    pub first_order_id: u64,
}

impl Default for Settings {
    fn default() -> Self {
        let balance = Decimal::from(500);
        Self {
            seed: 1,
            items: items().to_vec(),
            wallet: Wallet { currency: "USD".to_owned(), balance, default: true },
            api_key: None,
            signing: false,
            pace: Pace::Delay { ms: 0 },
            listing_delay_ms: 0,
            money: MoneyForm::Documented,
            pins_on_read: false,
            page_param: "page".to_owned(),
            list_key: "products".to_owned(),
            prices: BTreeMap::new(),
            stock: BTreeMap::new(),
            first_order_id: 30_001,
        }
    }
}

impl Settings {
    /// For a practice till started at `now`: numbers and codes of earlier runs must not come again.
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self { seed: now, first_order_id: practice_number(30_001, now), ..Self::default() }
    }
}

/// Which amounts are JSON numbers and which are strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyForm {
    /// As in the samples, where the same amount is a string in one reply and a number in another.
    Documented,
    /// The other way round everywhere.
    Swapped,
}

impl MoneyForm {
    const ALL: [Self; 2] = [Self::Documented, Self::Swapped];

    fn word(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Swapped => "swapped",
        }
    }
}

/// The endpoints, by the words of the control API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Endpoint {
    Info,
    Balance,
    Catalog,
    Check,
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
            ("GET", "/v1") => Self::Info,
            ("GET", "/v1/balance") => Self::Balance,
            ("GET", "/v1/catalog") => Self::Catalog,
            ("POST", "/v1/orders/check") => Self::Check,
            ("POST", "/v1/orders") => Self::Create,
            ("GET", "/v1/orders") => Self::List,
            ("GET", path) if order_id(path).is_some() => Self::Get,
            _ => Self::Other,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Balance => "balance",
            Self::Catalog => "catalog",
            Self::Check => "check",
            Self::Create => "create",
            Self::List => "list",
            Self::Get => "get",
            Self::Other => "other",
        }
    }
}

/// The last part of `/v1/orders/{id}`, whatever it is.
fn order_id(path: &str) -> Option<&str> {
    path.strip_prefix("/v1/orders/").filter(|id| !id.is_empty() && !id.contains('/'))
}

/// The fake supplier.
#[derive(Debug)]
pub struct CardPlusPay {
    opening: Settings,
    settings: Settings,
    ledger: Ledger,
    orders: Shelf<Order>,
    next_order_id: u64,
    /// Orders that will end by themselves, by the time they do.
    due: BTreeSet<(u64, u64)>,
    mint: Mint,
    faults: Faults,
    requests: BTreeMap<Endpoint, u64>,
    /// The supplier's clock never goes back, even if the driver's does.
    clock: u64,
}

impl CardPlusPay {
    /// A supplier without orders.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            ledger: Ledger::new(vec![settings.wallet.clone()]),
            orders: Shelf::default(),
            next_order_id: settings.first_order_id,
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
        let other = self.faults.other_till.take(endpoint.word());
        let before = other.as_ref().filter(|other| other.is_first);
        before.into_iter().for_each(|other| self.other_till_buys(other, request, now));
        let reply = match self.faults.wire.take(endpoint.word()) {
            None => self.answer(endpoint, request, now),
            Some(fault) => {
                let reply = if fault.acted {
                    self.answer(endpoint, request, now)
                } else {
                    wire::refusal(503, &Value::from("Service Unavailable"))
                };
                fault.apply(reply, wire::refusal)
            }
        };
        let after = other.as_ref().filter(|other| !other.is_first);
        after.into_iter().for_each(|other| self.other_till_buys(other, request, now));
        reply
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
        while let Some(&(due, id)) = self.due.first().filter(|(due, _)| *due <= self.clock) {
            self.due.remove(&(due, id));
            self.finish_as_planned(id, due);
        }
        self.orders.show_until(self.clock);
        self.clock
    }

    fn answer(&mut self, endpoint: Endpoint, request: &Request, now: u64) -> Reply {
        if endpoint == Endpoint::Other {
            return wire::refusal(404, &Value::from("The route could not be found."));
        }
        if let Err(refusal) = self.check_key(request) {
            return refusal;
        }
        match endpoint {
            Endpoint::Info => read::info(),
            Endpoint::Balance => self.balance(),
            Endpoint::Catalog => self.catalog(request),
            Endpoint::Check => self.check(request),
            Endpoint::Create => self.create(request, now),
            Endpoint::List => self.list(request),
            Endpoint::Get => self.get(request, now),
            Endpoint::Other => wire::refusal(404, &Value::from("Not found")),
        }
    }

    fn check_key(&self, request: &Request) -> Result<(), Reply> {
        let key = request.header_value("x-api-key").unwrap_or_default();
        let known = match &self.settings.api_key {
            Some(expected) => key == expected,
            None => !key.is_empty(),
        };
        if !known {
            return Err(wire::refusal(401, &Value::from("Invalid or missing API key")));
        }
        let has = |name: &str| request.header_value(name).is_some_and(|value| !value.is_empty());
        if self.settings.signing && !(has("x-api-challenge") && has("x-api-signature")) {
            return Err(wire::refusal(401, &Value::from(wire::SIGNING_REQUIRED)));
        }
        Ok(())
    }

    fn item(&self, code: &str) -> Option<&Item> {
        self.settings.items.iter().find(|item| item.item_code == code)
    }

    /// What an item costs now.
    fn price(&self, item: &Item) -> Decimal {
        self.settings.prices.get(&item.item_code).copied().unwrap_or(item.price)
    }

    /// Whether there is enough of an item.
    fn has_stock(&self, code: &str, quantity: u64) -> bool {
        self.settings.stock.get(code).is_none_or(|left| *left >= quantity)
    }
}

//! The endpoints that change nothing: info, balance, catalogue, orders.
//!
//! It must never know: how an order is made.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::orders::{Order, Status};
use super::wire::{self, Disguise};
use super::{CardPlusPay, Endpoint, Item};
use crate::message::{Reply, Request};

const PAGE_SIZE: u64 = 10;
const PAGE_SIZE_MAX: u64 = 100;
const QUERY_CHARS_MAX: usize = 255;

pub(super) fn info() -> Reply {
    wire::success("CardPlusPay API", &json!({ "name": "CardPlusPay API", "version": "v1" }))
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
struct Page {
    number: u64,
    size: u64,
}

impl Page {
    fn read(request: &Request, page_param: &str) -> Result<Self, Reply> {
        let whole = |name: &str, absent: u64, max: u64| match request.query_value(name) {
            None => Ok(absent),
            Some(text) => {
                let number = text.parse().ok().filter(|number| (1..=max).contains(number));
                let words = || format!("The {name} must be between 1 and {max}.");
                number.ok_or_else(|| wire::invalid(&words()))
            }
        };
        let number = whole(page_param, 1, u64::from(u32::MAX))?;
        Ok(Self { number, size: whole("per_page", PAGE_SIZE, PAGE_SIZE_MAX)? })
    }

    fn cut<T>(self, all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        let first = (self.number.saturating_sub(1)).saturating_mul(self.size);
        let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        all.skip(whole(first)).take(whole(self.size))
    }

    fn describe(self, total: u64) -> Value {
        json!({
            "total": total,
            "per_page": self.size,
            "current_page": self.number,
            "last_page": total.div_ceil(self.size).max(1),
        })
    }
}

fn count<T>(all: &[T]) -> u64 {
    u64::try_from(all.len()).unwrap_or(u64::MAX)
}

/// Whether a list is wanted from the largest down.
fn is_descending(request: &Request, absent: bool) -> Result<bool, Reply> {
    match request.query_value("order").as_deref() {
        None => Ok(absent),
        Some("asc") => Ok(false),
        Some("desc") => Ok(true),
        Some(_) => Err(wire::invalid("The order must be asc or desc.")),
    }
}

impl CardPlusPay {
    pub(super) fn balance(&self) -> Reply {
        let currency = self.settings.wallet.currency.as_str();
        let balance = self.ledger.balance(currency).unwrap_or_default();
        let data = json!({
            "balance": wire::string(balance, self.settings.money),
            "currency": currency,
            "state": "success",
        });
        wire::success("Balance retrieved successfully", &data)
    }

    pub(super) fn catalog(&self, request: &Request) -> Reply {
        self.search(request).unwrap_or_else(|refusal| refusal)
    }

    fn search(&self, request: &Request) -> Result<Reply, Reply> {
        let page = Page::read(request, &self.settings.page_param)?;
        let mut found = Vec::new();
        let search = Search::read(request)?;
        found.extend(self.settings.items.iter().filter(|item| search.finds(item)));
        match request.query_value("sort_by").as_deref() {
            None => {}
            Some("brand") => found.sort_by_key(|item| &item.brand),
            Some("value") => found.sort_by_key(|item| item.value),
            Some("category") => found.sort_by_key(|item| &item.category),
            Some(_) => return Err(wire::invalid("The sort by must be brand, value or category.")),
        }
        if is_descending(request, false)? {
            found.reverse();
        }
        let items = page.cut(found.iter()).map(|item| wire::item(item, self.settings.money));
        let data = json!({
            &self.settings.list_key: items.collect::<Vec<_>>(),
            "pagination": page.describe(count(&found)),
            "state": "success",
        });
        Ok(wire::success("Catalog retrieved successfully", &data))
    }

    pub(super) fn list(&mut self, request: &Request) -> Reply {
        self.orders_page(request).unwrap_or_else(|refusal| refusal)
    }

    fn orders_page(&mut self, request: &Request) -> Result<Reply, Reply> {
        let page = Page::read(request, &self.settings.page_param)?;
        let descending = is_descending(request, true)?;
        let word = request.query_value("status");
        let wanted = |status: &Status| word.as_deref().is_none_or(|word| word == status.word());
        let total = self.orders.total(wanted);
        let disguise = self.disguise(Endpoint::List, false);
        let newest_first = self.orders.listed(wanted);
        let row = |order: &Order| wire::row(order, &disguise, self.settings.money);
        let rows: Vec<Value> = match request.query_value("sort_by").as_deref() {
            None | Some("created_at") if descending => page.cut(newest_first).map(row).collect(),
            sort_by => {
                // Whoever asks for another order pays for it: this walks through all.
                let mut all: Vec<_> = newest_first.collect();
                all.reverse();
                match sort_by {
                    None | Some("created_at") => {}
                    Some("amount") => all.sort_by_key(|order| order.amount),
                    Some("status") => all.sort_by_key(|order| order.status.word()),
                    Some(_) => {
                        let words = "The sort by must be created_at, amount or status.";
                        return Err(wire::invalid(words));
                    }
                }
                if descending {
                    all.reverse();
                }
                page.cut(all.into_iter()).map(row).collect()
            }
        };
        let data = Value::Object(Map::from_iter([
            ("orders".to_owned(), Value::from(rows)),
            ("pagination".to_owned(), page.describe(total)),
            ("state".to_owned(), Value::from("success")),
        ]));
        Ok(wire::success("Orders retrieved successfully", &data))
    }

    pub(super) fn get(&mut self, request: &Request, now: u64) -> Reply {
        let path = request.path.strip_suffix('/').unwrap_or(&request.path);
        let id = super::order_id(path).and_then(|id| id.parse().ok());
        let Some(id) = id.filter(|id| self.orders.get(*id).is_some()) else {
            return wire::refusal(404, &Value::from("Order not found"));
        };
        self.count_poll(id, now);
        let disguise = self.disguise(Endpoint::Get, self.shows_codes(id));
        let (money, pins) = (self.settings.money, self.settings.pins_on_read);
        let data = self.orders.get(id).map(|order| wire::read(order, &disguise, money, pins));
        wire::success("Order retrieved successfully", &data.unwrap_or_default())
    }

    /// A new order in the create reply.
    pub(super) fn show_created(&mut self, id: u64) -> Reply {
        let disguise = self.disguise(Endpoint::Create, self.shows_codes(id));
        let money = self.settings.money;
        let data = self.orders.get(id).map(|order| wire::created(order, &disguise, money));
        wire::success("Order created successfully", &data.unwrap_or_default())
    }

    fn shows_codes(&self, id: u64) -> bool {
        self.orders.get(id).is_some_and(|order| !wire::shown(order).is_empty())
    }

    fn disguise(&mut self, endpoint: Endpoint, shows_codes: bool) -> Disguise {
        let (faults, word) = (&mut self.faults, endpoint.word());
        Disguise {
            status: faults.status.take(word),
            // Waits for a reply that would have shown codes.
            codes: if shows_codes { faults.codes.take(word) } else { None },
            sum_mismatch: faults.sum_mismatch.take(word).is_some(),
        }
    }
}

/// What the catalogue is narrowed to.
#[derive(Debug, Default)]
struct Search {
    item_id: Option<String>,
    brand: Option<String>,
    words: Option<String>,
    region: Option<String>,
    currency: Option<String>,
    delivery_type: Option<String>,
    country_code: Option<String>,
    value_min: Option<Decimal>,
    value_max: Option<Decimal>,
}

impl Search {
    fn read(request: &Request) -> Result<Self, Reply> {
        let words = request.query_value("q");
        if words.as_ref().is_some_and(|words| words.chars().count() > QUERY_CHARS_MAX) {
            return Err(wire::invalid("The q may not be greater than 255 characters."));
        }
        let delivery_type = request.query_value("delivery_type");
        let known = |word: &str| ["PHYSICAL", "DIGITAL", "BOTH"].contains(&word);
        if delivery_type.as_deref().is_some_and(|word| !known(word)) {
            return Err(wire::invalid("The delivery type must be PHYSICAL, DIGITAL or BOTH."));
        }
        let amount = |name: &str| match request.query_value(name) {
            None => Ok(None),
            Some(text) => {
                let amount = text.parse::<Decimal>().ok();
                amount.map(Some).ok_or_else(|| wire::invalid("The value must be a number."))
            }
        };
        Ok(Self {
            item_id: request.query_value("item_id"),
            brand: request.query_value("brand"),
            words: words.map(|words| words.to_lowercase()),
            region: request.query_value("region"),
            currency: request.query_value("currency"),
            delivery_type: delivery_type.filter(|word| word != "BOTH"),
            country_code: request.query_value("country_code"),
            value_min: amount("value_min")?,
            value_max: amount("value_max")?,
        })
    }

    fn finds(&self, item: &Item) -> bool {
        let is = |wanted: &Option<String>, word: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(word))
        };
        let names = format!("{} {} {}", item.item_code, item.name_en, item.brand).to_lowercase();
        let wanted = &self.country_code;
        is(&self.item_id, &item.item_code)
            && is(&self.brand, &item.brand)
            && is(&self.region, &item.region)
            && is(&self.currency, &item.currency)
            && is(&self.delivery_type, item.delivery_type.word())
            && self.words.as_ref().is_none_or(|words| names.contains(words))
            && wanted.as_ref().is_none_or(|country| item.country_code.contains(country))
            && self.value_min.is_none_or(|min| item.value >= min)
            && self.value_max.is_none_or(|max| item.value <= max)
    }
}

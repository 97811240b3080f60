//! The endpoints that change nothing: profile, preflight, list, one order.
//!
//! It must never know: how an order is made.

use serde_json::{Value, json};

use super::orders::{Order, Status};
use super::wire::{self, Disguise};
use super::{Endpoint, PalCards, create};
use crate::message::{Reply, Request, number};
use crate::seed;
use crate::timestamp::{iso, parse};

const PAGE_SIZE: u64 = 10;
const PAGE_SIZE_MAX: u64 = 100;
const ORDER_TYPES: [&str; 3] = ["chargingCard", "topUp", "manual"];

/// What `GET /order` was asked for.
struct Filter {
    kinds: Vec<String>,
    statuses: Vec<String>,
    from: u64,
    to: u64,
    page: u64,
    size: u64,
}

impl Filter {
    fn shows(&self, order: &Order, now: u64) -> bool {
        let among = |words: &[String], word: &str| {
            words.is_empty() || words.iter().any(|wanted| wanted == word)
        };
        order.listed_from <= now
            && order.created_at <= self.to
            && among(&self.kinds, order.kind.word())
            && among(&self.statuses, order.status(now).word())
    }
}

impl PalCards {
    pub(super) fn profile(&self, now: u64) -> Reply {
        let wallets = self.ledger.wallets().iter().map(|wallet| {
            json!({
                "balance": { "currency": wallet.currency, "value": number(wallet.balance) },
                "default": wallet.default,
                "active": true,
                "updatedAt": iso(now),
            })
        });
        let currency = self.ledger.default_currency().unwrap_or("USD");
        let body = json!({
            "id": 42,
            "name": "Practice Dealer",
            "username": "practice",
            "email": "practice@example.invalid",
            "role": "dealer",
            "status": "active",
            "wallets": wallets.collect::<Vec<_>>(),
            "outstandingBalance": { "currency": currency, "value": 0 },
            "defaultDiscountPercent": 5,
        });
        Reply::json(200, &body)
    }

    pub(super) fn preflight(&mut self, request: &Request) -> Reply {
        self.check_target(request).unwrap_or_else(|refusal| refusal)
    }

    fn check_target(&mut self, request: &Request) -> Result<Reply, Reply> {
        let body = wire::body_object(request)?;
        let mut wrong = Vec::new();
        let item = wire::read_item(&body, &mut wrong);
        let context = wire::read_context_object(&body, &mut wrong);
        let Some(item) = item.filter(|_| wrong.is_empty()) else {
            return Err(wire::invalid(wrong));
        };
        let product = self.product(item).ok_or_else(|| wire::no_such_product(item))?;
        if product.required.is_empty() {
            let words = format!("Product item {item} is not a top-up");
            return Err(wire::error(400, &Value::from(words)));
        }
        let context = create::read_context(product, &context)?;
        // The documents show a success only; this is the same object saying no.
        let no = |message: &str| {
            Reply::json(200, &json!({ "success": false, "message": message, "nickname": null }))
        };
        if let Some(message) = self.faults.preflight.take(Endpoint::Preflight.word()) {
            return Ok(no(&message));
        }
        if create::is_doomed(&context) {
            return Ok(no("Account not found"));
        }
        let nickname = if let Some(account) = context.get("accountId") {
            nickname(account)
        } else {
            let number = context.get("phoneNumber").map(String::as_str).unwrap_or_default();
            holder(number)
        };
        Ok(Reply::json(200, &json!({ "success": true, "message": "OK", "nickname": nickname })))
    }

    pub(super) fn list(&mut self, request: &Request, now: u64) -> Reply {
        let filter = match self.read_filter(request) {
            Ok(filter) => filter,
            Err(refusal) => return refusal,
        };
        let disguise =
            Disguise { status: self.faults.status_word(Endpoint::List), sold_item: None };
        // Ids grow with time, so the newest come first and the first that is too old ends it.
        let newest_first = self.orders.values().rev();
        let in_range = newest_first.take_while(|order| order.created_at >= filter.from);
        let mut total: u64 = 0;
        let first = filter.page.saturating_sub(self.settings.page_base);
        let first = first.saturating_mul(filter.size);
        let mut rows = Vec::new();
        for order in in_range.filter(|order| filter.shows(order, now)) {
            if total >= first && total < first.saturating_add(filter.size) {
                rows.push(wire::row(order, &disguise, now));
            }
            total = total.saturating_add(1);
        }
        let body = json!({
            "pageNumber": filter.page,
            "pageSize": filter.size,
            "total": total,
            "data": rows,
        });
        Reply::json(200, &body)
    }

    fn read_filter(&self, request: &Request) -> Result<Filter, Reply> {
        let mut wrong = Vec::new();
        let kinds = request.query_values("orderType");
        if kinds.iter().any(|kind| !ORDER_TYPES.contains(&kind.as_str())) {
            wrong.push(format!("orderType must be one of: {}", ORDER_TYPES.join(", ")));
        }
        let statuses = request.query_values("status");
        let words = Status::ALL.map(Status::word);
        if statuses.iter().any(|status| !words.contains(&status.as_str())) {
            wrong.push(format!("each value in status must be one of: {}", words.join(", ")));
        }
        let from = moment(request, "startDate", 0, &mut wrong);
        let to = moment(request, "endDate", u64::MAX, &mut wrong);
        let base = self.settings.page_base;
        let page = whole(request, "pn", base, base..=u64::from(u32::MAX), &mut wrong);
        let size = whole(request, "ps", PAGE_SIZE, 1..=PAGE_SIZE_MAX, &mut wrong);
        if wrong.is_empty() {
            Ok(Filter { kinds, statuses, from, to, page, size })
        } else {
            Err(wire::invalid(wrong))
        }
    }

    pub(super) fn get(&mut self, request: &Request, now: u64) -> Reply {
        let path = request.path.strip_suffix('/').unwrap_or(&request.path);
        let Some(id) = super::order_id(path).and_then(|id| id.parse().ok()) else {
            let words = "Validation failed (numeric string is expected)";
            return wire::error(400, &Value::from(words));
        };
        if !self.orders.contains_key(&id) {
            return wire::error(404, &Value::from("Order not found"));
        }
        self.count_poll(id, now);
        self.show_order(id, Endpoint::Get, now)
    }

    /// One order as an endpoint shows it, with whatever disguise a fault asks for.
    pub(super) fn show_order(&mut self, id: u64, endpoint: Endpoint, now: u64) -> Reply {
        let Some(order) = self.orders.get(&id) else {
            return wire::error(404, &Value::from("Order not found"));
        };
        let disguise = Disguise {
            status: self.faults.status_word(endpoint),
            // Waits for a reply that would have shown a card.
            sold_item: if wire::shows_card(order, now) {
                self.faults.sold_item.take(endpoint.word())
            } else {
                None
            },
        };
        Reply::json(200, &wire::order(order, endpoint, &disguise, now))
    }
}

fn moment(request: &Request, name: &str, absent: u64, wrong: &mut Vec<String>) -> u64 {
    let Some(text) = request.query_values(name).into_iter().next() else { return absent };
    parse(&text).unwrap_or_else(|| {
        wrong.push(format!("{name} must be a valid ISO 8601 date string"));
        absent
    })
}

fn whole(
    request: &Request,
    name: &str,
    absent: u64,
    range: std::ops::RangeInclusive<u64>,
    wrong: &mut Vec<String>,
) -> u64 {
    let Some(text) = request.query_values(name).into_iter().next() else { return absent };
    text.parse().ok().filter(|number| range.contains(number)).unwrap_or_else(|| {
        wrong.push(format!("{name} must be from {} to {}", range.start(), range.end()));
        absent
    })
}

/// The player behind an account: always the same one.
fn nickname(account: &str) -> String {
    const NAMES: [&str; 12] = [
        "DesertFox",
        "Saqr",
        "NajmX",
        "LunaQ",
        "Barq",
        "Zaytoun",
        "Layth",
        "ShadowJo",
        "Sultan",
        "RaadPro",
        "Falcon",
        "Yasmin",
    ];
    if account == "123456789" {
        return "PlayerOne".to_owned();
    }
    let number = seed::mix_text(0, account);
    let name = seed::pick(number, &NAMES).copied().unwrap_or("Player");
    format!("{name}{:02}", (number >> 32) % 100)
}

/// The holder of a phone number, as networks show it: a first name and a letter.
fn holder(phone: &str) -> String {
    const NAMES: [&str; 8] =
        ["Ahmad", "Mariam", "Khaled", "Rana", "Yousef", "Huda", "Omar", "Lina"];
    const LETTERS: [char; 8] = ['A', 'B', 'D', 'H', 'K', 'M', 'N', 'S'];
    let number = seed::mix_text(0, phone);
    let name = seed::pick(number, &NAMES).copied().unwrap_or("Ahmad");
    let letter = seed::pick(number >> 32, &LETTERS).copied().unwrap_or('A');
    format!("{name} {letter}.")
}

//! The endpoints that change nothing: products, orders, balance, deposits, health.
//!
//! It must never know: how an order is made.

use serde_json::{Value, json};

use super::orders::Status;
use super::products::CATEGORIES;
use super::wire::{self, Disguise};
use super::{Endpoint, Plexy, ProductType};
use crate::message::{Reply, Request};
use crate::timestamp::iso_seconds;

const PAGE_SIZE: u64 = 20;
const PAGE_SIZE_MAX: u64 = 100;

pub(super) fn health() -> Reply {
    Reply::json(200, &json!({ "status": "ok" }))
}

/// A bare array, unlike every other list.
pub(super) fn types() -> Reply {
    let types =
        ProductType::ALL.map(|it| json!({ "id": it.id(), "code": it.code(), "name": it.name() }));
    Reply::json(200, &Value::from(types.to_vec()))
}

/// No page shows the categories; they are taken to look like the types.
pub(super) fn categories() -> Reply {
    let categories = CATEGORIES.iter();
    let categories =
        categories.map(|(id, slug, name)| json!({ "id": id, "code": slug, "name": name }));
    Reply::json(200, &categories.collect::<Value>())
}

/// The page asked for; what cannot be read counts as not said.
fn page_of(request: &Request) -> (u64, u64) {
    let whole = |name: &str| request.query_value(name).and_then(|text| text.parse::<u64>().ok());
    let page = whole("page").unwrap_or(1).max(1);
    (page, whole("pageSize").unwrap_or(PAGE_SIZE).clamp(1, PAGE_SIZE_MAX))
}

/// The members of one page of a list.
fn cut<T>(all: impl Iterator<Item = T>, page: u64, size: u64) -> impl Iterator<Item = T> {
    let first = (page - 1).saturating_mul(size);
    let skip = usize::try_from(first).unwrap_or(usize::MAX);
    all.skip(skip).take(usize::try_from(size).unwrap_or(usize::MAX))
}

fn count<T>(all: &[T]) -> u64 {
    u64::try_from(all.len()).unwrap_or(u64::MAX)
}

impl Plexy {
    pub(super) fn product_page(&self, request: &Request) -> Reply {
        let (page, size) = page_of(request);
        let whole = |name: &str| request.query_value(name).and_then(|it| it.parse::<u64>().ok());
        let (kind, category) = (whole("product_type_id"), whole("category_id"));
        let products = self.settings.products.iter();
        let products = products.filter(|it| kind.is_none_or(|kind| kind == it.product_type.id()));
        let products = products.filter(|it| category.is_none_or(|id| id == it.category_id));
        let products: Vec<_> = products.collect();
        let form = self.settings.product_numbers;
        let items = cut(products.iter(), page, size).map(|product| wire::product(product, form));
        wire::page(items.collect(), page, size, count(&products))
    }

    pub(super) fn one_product(&self, id: &str) -> Reply {
        let product = id.parse().ok().and_then(|id| self.product(id));
        product.map_or_else(
            || wire::not_found("product"),
            |product| Reply::json(200, &wire::product(product, self.settings.product_numbers)),
        )
    }

    pub(super) fn list(&mut self, request: &Request) -> Reply {
        let (page, size) = page_of(request);
        let word = request.query_value("status").filter(|word| !word.is_empty());
        let status =
            word.as_deref().map(|word| Status::ALL.into_iter().find(|it| it.word() == word));
        let product = request.query_value("product_id").filter(|id| !id.is_empty());
        let product = product.map(|id| id.parse::<u64>().ok());
        if status == Some(None) || product == Some(None) {
            // No order has such a status or product.
            return wire::page(Vec::new(), page, size, 0);
        }
        let disguise = self.disguise(Endpoint::List, true);
        let (product, status) = (product.flatten(), status.flatten());
        let wanted = |(of, is): &(u64, Status)| {
            product.is_none_or(|product| product == *of) && status.is_none_or(|it| it == *is)
        };
        let orders = cut(self.orders.listed(wanted), page, size);
        let items = orders.map(|order| wire::order(order, &disguise)).collect();
        wire::page(items, page, size, self.orders.total(wanted))
    }

    pub(super) fn get(&mut self, id: &str, now: u64) -> Reply {
        let Some(&serial) = self.by_id.get(id) else { return wire::not_found("order") };
        self.count_poll(serial, now);
        self.show(200, serial, Endpoint::Get)
    }

    /// One order as an endpoint shows it, with whatever disguise a fault asks for.
    pub(super) fn show(&mut self, status: u16, serial: u64, endpoint: Endpoint) -> Reply {
        let shows_content = self.orders.get(serial).is_some_and(wire::shows_content);
        let disguise = self.disguise(endpoint, shows_content);
        self.orders.get(serial).map_or_else(
            || wire::not_found("order"),
            |order| Reply::json(status, &wire::order(order, &disguise)),
        )
    }

    fn disguise(&mut self, endpoint: Endpoint, shows_content: bool) -> Disguise {
        let (faults, word) = (&mut self.faults, endpoint.word());
        Disguise {
            status: faults.status.take(word),
            // Waits for a reply that would have shown a content.
            content: if shows_content { faults.content.take(word) } else { None },
            is_test: faults.is_test.take(word).unwrap_or(self.settings.is_test),
            both_times: faults.both_times.take(word).is_some(),
        }
    }

    pub(super) fn balance(&self, now: u64) -> Reply {
        let items = self.ledger.wallets().iter().map(|wallet| {
            json!({
                "currency_code": wallet.currency,
                "available": wire::money(wallet.balance),
                "updated_at": iso_seconds(now),
            })
        });
        Reply::json(200, &json!({ "items": items.collect::<Vec<_>>() }))
    }

    pub(super) fn deposit_page(&self, request: &Request) -> Reply {
        let (page, size) = page_of(request);
        let status = request.query_value("status");
        let wanted = |word: &str| status.as_deref().is_none_or(|status| status == word);
        let all = (1..).zip(&self.deposits);
        let mut deposits: Vec<_> = all.filter(|(_, it)| wanted(wire::deposit_status(it))).collect();
        deposits.reverse();
        let items = cut(deposits.iter(), page, size).map(|(id, it)| wire::deposit(*id, it));
        wire::page(items.collect(), page, size, count(&deposits))
    }
}

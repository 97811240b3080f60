//! The suppliers of the simulation: for each a row that brings the fake with its ledger, the real
//! adapter, what is sold, and what goes wrong in the fake's own words. A new supplier is a new row.
//!
//! It must never know: shops, processes or journals.

mod cardpluspay;
pub(crate) mod liars;
mod palcards;
mod plexy;
pub(crate) mod replies;

use crate::faults::Fault;
use domain::{
    account::{Environment, SupplierAccount, SupplierKind},
    ids::{ProductId, SupplierId},
    money::Money,
    product::{LocalName, Product, ProductKind, RequiredInfo},
    secret::Secret,
};
use engine::ports::Supplier;
use providers::transport::Wire;
use rust_decimal::Decimal;
use serde_json::json;
use simulator::{Upstream, ledger::Ledger};
use std::sync::Arc;

/// Everything about one supplier.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The shop's name for the account, and the fake's.
    pub(crate) name: &'static str,
    pub(crate) kind: SupplierKind,
    /// Where the adapter believes it is.
    pub(crate) base_url: &'static str,
    pub(crate) agent_id: Option<&'static str>,
    /// Whether anything of ours comes back with an order; without it one purchase is in the air.
    pub(crate) has_reference: bool,
    /// Whether its own rules make a purchase that arrives twice one order.
    pub(crate) knows_repeats: bool,
    pub(crate) open: fn(u64) -> Box<dyn Fake>,
    pub(crate) adapter: fn(SupplierAccount, Arc<dyn Wire>) -> Arc<dyn Supplier>,
    pub(crate) goods: fn(&SupplierId) -> Vec<Product>,
    pub(crate) faults: &'static [Fault],
}

pub(crate) const ROWS: &[Row] = &[palcards::ROW, plexy::ROW, cardpluspay::ROW];

/// A fake supplier as the oracle needs it.
pub(crate) trait Fake: Upstream {
    /// Lets its time pass.
    fn let_pass(&mut self, now: u64);
    /// Ends the orders that wait for a person of the supplier.
    fn let_go(&mut self, now: u64) {
        self.let_pass(now);
        let held: Vec<String> =
            self.theirs().into_iter().filter(|it| !it.has_ended).map(|it| it.id).collect();
        for id in held {
            let change = json!({ "status": self.word_of_success() }).as_object().cloned();
            self.end_order(&id, change.unwrap_or_default(), now)
                .expect("an open order can be ended");
        }
    }
    fn word_of_success(&self) -> &'static str;
    /// Every order there is, as the supplier knows it to be.
    fn theirs(&self) -> Vec<Theirs>;
    /// One of them.
    fn their(&self, id: &str) -> Option<Theirs> {
        self.theirs().into_iter().find(|order| order.id == id)
    }
    /// The order made last.
    fn newest(&self) -> Option<String>;
    fn books(&self) -> &Ledger;
}

/// An order as the supplier knows it to be.
#[derive(Clone, Debug)]
pub(crate) struct Theirs {
    pub(crate) id: String,
    /// What it costs after all that went back.
    pub(crate) net: Decimal,
    /// Fulfilled, and not taken back.
    pub(crate) is_delivered: bool,
    pub(crate) has_ended: bool,
    /// From when on its list shows it.
    pub(crate) listed_from: u64,
    /// What was brought, if it is something to hand out: one for each unit.
    pub(crate) codes: Vec<String>,
}

/// A supplier account, shared by all shops of a run.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) row: &'static Row,
    pub(crate) fake: Box<dyn Fake>,
}

impl Account {
    pub(crate) fn open(row: &'static Row, seed: u64) -> Self {
        Self { row, fake: (row.open)(seed) }
    }
}

impl Row {
    pub(crate) fn id(&self) -> SupplierId {
        SupplierId::new(self.name)
    }

    /// Whether it is asked before a voucher is bought: where nothing of ours comes back, for what its list
    /// shows last, and whether it has enough.
    pub(crate) fn is_asked_for_stock(&self) -> bool {
        !self.has_reference
    }

    pub(crate) fn account(&self, bulk: bool) -> SupplierAccount {
        SupplierAccount {
            id: self.id(),
            kind: self.kind,
            environment: Environment::Production,
            base_url: self.base_url.to_owned(),
            api_key: Secret::new("sk_simulation_0001"),
            agent_id: self.agent_id.map(str::to_owned),
            currency: "USD".parse().ok(),
            bulk,
            catalog: None,
        }
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A product of the shop, at a price that only has to be one.
fn product(
    supplier: &SupplierId,
    item: &str,
    kind: ProductKind,
    cost: Decimal,
    asked: &[String],
) -> Product {
    let money = |amount, currency: &str| Money::new(amount, currency.parse().expect("a currency"));
    let info = |key: &String| RequiredInfo { key: key.clone(), label: None, pattern: None };
    Product {
        id: ProductId::of(supplier, item),
        supplier: supplier.clone(),
        item: item.to_owned(),
        kind,
        name: LocalName { en: item.to_owned(), ar: item.to_owned() },
        brand: None,
        face_value: None,
        cost: Some(money(cost, "USD")),
        price: Some(money(cost * Decimal::from(4), "ILS")),
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: asked.iter().map(info).collect(),
        barcode: None,
        category: None,
        active: true,
    }
}

//! The rows of an export: one object a line as JSON, one line of cells as CSV, with the same names.

use super::{LocalName, SecretView, rfc3339};
use crate::words::Words;
use domain::money::Money;
use serde::Serialize;
use std::collections::BTreeMap;
use storage::{ExportedOrder, ExportedRecord, ExportedSale};

/// A row of an export.
pub(crate) trait Row: Serialize {
    /// What the cells are called, in their order.
    const HEADER: &'static [&'static str];
    /// The cells.
    fn cells(&self) -> Vec<String>;
}

/// An order, in the names of the contract's object.
#[derive(Debug, Serialize)]
pub(crate) struct OrderRow {
    id: String,
    sale_id: String,
    created_at: String,
    finished_at: Option<String>,
    state: &'static str,
    supplier: String,
    product_id: String,
    kind: &'static str,
    name: LocalName,
    provider_order_id: Option<String>,
    provider_state: Option<String>,
    reference: String,
    cost: Option<String>,
    cost_currency: Option<String>,
    price: String,
    price_currency: String,
    amount: Option<String>,
    amount_currency: Option<String>,
    phone: Option<String>,
    fields: BTreeMap<String, String>,
    secrets: Vec<SecretView>,
    message: Option<String>,
    copies: u32,
    clerk: Option<String>,
    /// 1 if it was delivered and the customer's money went back, as in the view `v_orders`.
    refunded: u8,
    tax_rate: Option<String>,
    tax: Option<String>,
}

/// A sale in figures.
#[derive(Debug, Serialize)]
pub(crate) struct SaleRow {
    id: String,
    created_at: String,
    state: &'static str,
    tender: SaleTender,
    order_count: usize,
    total: String,
    /// The prices of what was delivered.
    delivered: String,
    currency: String,
    clerk: Option<String>,
}

/// How a sale is paid.
#[derive(Debug, Serialize)]
struct SaleTender {
    kind: &'static str,
    processor: Option<String>,
    state: &'static str,
    amount: String,
    currency: String,
    received: Option<String>,
    /// What went back by a movement of its own.
    refunded: String,
    /// What was really taken, as the Zs count it.
    taken: String,
    /// What went back by the way it came, refused units too.
    given_back: String,
    /// Cash given back for what was not paid in cash, in the sale's currency.
    cash_given_back: String,
}

/// A record of the journal. JSON holds the record itself too, so that its hash can be found again.
#[derive(Debug, Serialize)]
pub(crate) struct JournalRow {
    seq: i64,
    at: String,
    kind: String,
    order_id: Option<String>,
    sale_id: Option<String>,
    clerk: Option<String>,
    from: Option<String>,
    detail: Option<String>,
    hash: String,
    record: String,
}

impl OrderRow {
    pub(crate) fn new(exported: ExportedOrder, words: &Words) -> Self {
        let ExportedOrder { order, clerk, refunded, tax_rate, tax } = exported;
        let amount = |money: Option<Money>| money.map(|money| money.amount().to_string());
        let currency = |money: Option<Money>| money.map(|money| money.currency().to_string());
        Self {
            id: order.id.to_string(),
            sale_id: order.sale_id.to_string(),
            created_at: rfc3339(order.created_at),
            finished_at: order.finished_at.map(rfc3339),
            state: order.state.as_str(),
            supplier: order.supplier.to_string(),
            product_id: order.product_id.to_string(),
            kind: order.kind.as_str(),
            name: LocalName::from(&order.name),
            provider_order_id: order.provider_order_id.map(|id| id.to_string()),
            provider_state: order.provider_state,
            reference: order.reference.to_string(),
            cost: amount(order.cost),
            cost_currency: currency(order.cost),
            price: order.price.to_price(),
            price_currency: order.price.currency().to_string(),
            amount: amount(order.amount),
            amount_currency: currency(order.amount),
            phone: order.phone.map(|phone| phone.to_string()),
            fields: order.fields,
            secrets: order
                .secrets
                .into_iter()
                .map(|secret| SecretView { label: secret.label, value: secret.masked })
                .collect(),
            message: order.reason.as_ref().map(|reason| words.reason(reason)),
            copies: order.copies,
            clerk,
            refunded: u8::from(refunded),
            tax_rate,
            tax,
        }
    }
}

impl Row for OrderRow {
    const HEADER: &'static [&'static str] = &[
        "id",
        "sale_id",
        "created_at",
        "finished_at",
        "state",
        "supplier",
        "product_id",
        "kind",
        "name_en",
        "name_ar",
        "provider_order_id",
        "provider_state",
        "reference",
        "cost",
        "cost_currency",
        "price",
        "price_currency",
        "amount",
        "amount_currency",
        "phone",
        "fields",
        "secrets",
        "message",
        "copies",
        "clerk",
        "refunded",
        "tax_rate",
        "tax",
    ];

    fn cells(&self) -> Vec<String> {
        let fields = self.fields.iter().map(|(key, value)| format!("{key}={value}"));
        let secrets =
            self.secrets.iter().map(|secret| format!("{}={}", secret.label, secret.value));
        vec![
            self.id.clone(),
            self.sale_id.clone(),
            self.created_at.clone(),
            some(&self.finished_at),
            self.state.to_owned(),
            self.supplier.clone(),
            self.product_id.clone(),
            self.kind.to_owned(),
            self.name.en.clone(),
            self.name.ar.clone(),
            some(&self.provider_order_id),
            some(&self.provider_state),
            self.reference.clone(),
            some(&self.cost),
            some(&self.cost_currency),
            self.price.clone(),
            self.price_currency.clone(),
            some(&self.amount),
            some(&self.amount_currency),
            some(&self.phone),
            fields.collect::<Vec<_>>().join("; "),
            secrets.collect::<Vec<_>>().join("; "),
            some(&self.message),
            self.copies.to_string(),
            some(&self.clerk),
            self.refunded.to_string(),
            some(&self.tax_rate),
            some(&self.tax),
        ]
    }
}

impl From<ExportedSale> for SaleRow {
    fn from(sale: ExportedSale) -> Self {
        let tender = sale.tender;
        Self {
            id: sale.id,
            created_at: rfc3339(sale.created_at),
            state: sale.state.as_str(),
            tender: SaleTender {
                kind: tender.kind.as_str(),
                processor: tender.processor,
                state: tender.state.as_str(),
                amount: tender.amount.to_price(),
                currency: tender.amount.currency().to_string(),
                received: tender.received.map(Money::to_price),
                refunded: sale.refunded.to_price(),
                taken: sale.moved.taken.to_price(),
                given_back: sale.moved.given_back.to_price(),
                cash_given_back: sale.moved.in_cash.to_price(),
            },
            order_count: sale.orders,
            total: sale.total.to_price(),
            delivered: sale.delivered.to_price(),
            currency: sale.total.currency().to_string(),
            clerk: sale.clerk,
        }
    }
}

impl Row for SaleRow {
    const HEADER: &'static [&'static str] = &[
        "id",
        "created_at",
        "state",
        "tender_kind",
        "tender_processor",
        "tender_state",
        "tender_amount",
        "tender_currency",
        "tender_received",
        "tender_refunded",
        "order_count",
        "total",
        "delivered",
        "currency",
        "clerk",
        "tender_taken",
        "tender_given_back",
        "cash_given_back",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.created_at.clone(),
            self.state.to_owned(),
            self.tender.kind.to_owned(),
            some(&self.tender.processor),
            self.tender.state.to_owned(),
            self.tender.amount.clone(),
            self.tender.currency.clone(),
            some(&self.tender.received),
            self.tender.refunded.clone(),
            self.order_count.to_string(),
            self.total.clone(),
            self.delivered.clone(),
            self.currency.clone(),
            some(&self.clerk),
            self.tender.taken.clone(),
            self.tender.given_back.clone(),
            self.tender.cash_given_back.clone(),
        ]
    }
}

impl From<ExportedRecord> for JournalRow {
    fn from(record: ExportedRecord) -> Self {
        Self {
            seq: record.seq,
            at: rfc3339(record.at),
            kind: record.kind,
            order_id: record.order,
            sale_id: record.sale,
            clerk: record.clerk,
            from: record.from,
            detail: record.detail,
            hash: record.hash,
            record: record.record,
        }
    }
}

impl Row for JournalRow {
    const HEADER: &'static [&'static str] =
        &["seq", "at", "kind", "order_id", "sale_id", "clerk", "from", "detail", "hash"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.seq.to_string(),
            self.at.clone(),
            self.kind.clone(),
            some(&self.order_id),
            some(&self.sale_id),
            some(&self.clerk),
            some(&self.from),
            some(&self.detail),
            self.hash.clone(),
        ]
    }
}

fn some(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

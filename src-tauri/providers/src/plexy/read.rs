//! Reading Plexy's orders and balances. Pure, and never a guess: only an explicit yes or no settles.

use super::wire;
use crate::{
    listing::moment,
    reply::{
        Unread, error_words, filled, money, not_read, order_id, parse, placed, signed, status_word,
        supplier_error,
    },
    secrets::labelled,
};
use domain::{
    account::Environment,
    ids::{ProviderOrderId, Reference},
    money::{Currency, Money},
    product::ProductKind,
    reason::{Reason, ReasonCode},
    time::Timestamp,
};
use engine::ports::supplier::{
    Fate, Intent, LabelledSecret, PaidIn, Placed, Report, SupplierError, WireReply,
};

/// What `order_content` says about the order itself; everything else in it is a secret.
const NOT_SECRET: &[&str] = &[
    "vendororderid",
    "vendorid",
    "orderid",
    "productid",
    "transactionid",
    "status",
    "currency",
    "currencycode",
    "regioncode",
];

/// Reads the reply to `POST /agent/{id}/orders`, a first one or a repeat under the same key: 201 is an
/// order, 200 a replay of one; which of the two is not documented.
#[must_use]
pub fn read_created(intent: &Intent, environment: Environment, reply: &WireReply) -> Placed {
    let accepted = || {
        let order = parse::<wire::Order>(reply).filter(|order| is_ours(intent, order));
        let report = order.and_then(|order| report(intent, environment, &order));
        report.ok_or(Reason::plain(ReasonCode::UnreadableReply))
    };
    placed(reply, error_words(reply), accepted, refusal)
}

/// Reads the reply to `GET /agent/{id}/orders/{orderId}`.
#[must_use]
pub fn read_one(intent: &Intent, environment: Environment, reply: &WireReply) -> Option<Report> {
    if reply.status != 200 {
        return None;
    }
    parse::<wire::Order>(reply).and_then(|order| report(intent, environment, &order))
}

/// One row of the list of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The order.
    pub id: ProviderOrderId,
    /// The key it was created with.
    pub key: Option<String>,
    /// The reference it was created with.
    pub external_ref: Option<String>,
    /// When it was made, by the supplier's clock.
    pub created_at: Option<Timestamp>,
    /// The product.
    pub item: Option<String>,
    /// What was charged.
    pub cost: Option<Money>,
}

/// One page of the list of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many orders there are in all, if it says so.
    pub total: Option<u64>,
}

impl Page {
    /// The order that carries our reference, to the letter (INV-18): as its key, else as its own.
    #[must_use]
    pub fn find(&self, reference: &Reference) -> Option<&ProviderOrderId> {
        let ours = |text: &Option<String>| text.as_deref() == Some(reference.as_str());
        let by_key = self.rows.iter().find(|row| ours(&row.key));
        by_key.or_else(|| self.rows.iter().find(|row| ours(&row.external_ref))).map(|row| &row.id)
    }
}

/// Reads one page of `GET /agent/{id}/orders`.
///
/// # Errors
/// If the page cannot be read.
pub fn read_page(reply: &WireReply) -> Result<Page, Unread> {
    let page = parse::<wire::Page<wire::Order>>(reply).filter(|_| reply.status == 200);
    let Some(page) = page else { return Err(not_read(reply)) };
    let mut rows = Vec::with_capacity(page.items.0.len());
    for order in page.items.0 {
        // A row without an id could be ours: the list then proves nothing.
        let Some(id) = order_id(order.id.as_deref()) else { return Err(not_read(reply)) };
        rows.push(Row {
            id,
            key: order.idempotency_key,
            external_ref: order.external_ref,
            created_at: order.created_at.as_deref().and_then(moment),
            item: filled(order.product_id),
            cost: money(
                order.charged_amount.as_deref(),
                order.currency_code.as_deref().and_then(|code| code.parse().ok()),
            ),
        });
    }
    Ok(Page { rows, total: page.total.and_then(|total| total.parse().ok()) })
}

/// Reads `GET /agent/{id}/balance`.
///
/// # Errors
/// If it cannot be read.
pub fn read_balance(reply: &WireReply) -> Result<Vec<Money>, SupplierError> {
    let page = page::<wire::Balance>(reply)?;
    page.items.0.into_iter().map(|it| amount_of(it.available, &it.currency_code)).collect()
}

/// Reads one page of `GET /agent/{id}/deposits`, and how many there are in all.
///
/// # Errors
/// If it cannot be read.
pub fn read_deposits(reply: &WireReply) -> Result<(Vec<PaidIn>, Option<u64>), SupplierError> {
    let page = page::<wire::Deposit>(reply)?;
    let deposits = page.items.0.into_iter().map(|deposit| {
        let posted = deposit.status.as_deref() == Some("posted");
        Ok(PaidIn {
            id: filled(deposit.id).ok_or(SupplierError::Unreadable)?,
            amount: amount_of(deposit.amount, &deposit.currency_code)?,
            posted_at: deposit.posted_at.as_deref().and_then(moment).filter(|_| posted),
        })
    });
    let deposits = deposits.collect::<Result<Vec<_>, SupplierError>>()?;
    Ok((deposits, page.total.and_then(|total| total.parse().ok())))
}

/// A page of something that buys nothing.
pub(super) fn page<T: serde::de::DeserializeOwned>(
    reply: &WireReply,
) -> Result<wire::Page<T>, SupplierError> {
    let page = parse::<wire::Page<T>>(reply).filter(|_| reply.status == 200);
    page.ok_or_else(|| supplier_error(reply, error_words(reply)))
}

fn amount_of(amount: Option<String>, currency: &str) -> Result<Money, SupplierError> {
    let currency: Currency = currency.parse().map_err(|_| SupplierError::Unreadable)?;
    let amount = amount.as_deref().and_then(signed).ok_or(SupplierError::Unreadable)?;
    Ok(Money::new(amount, currency))
}

/// Whether the order in a reply to our purchase is ours. The documents show both our words in it; a
/// reply with neither can only be about what was just asked.
fn is_ours(intent: &Intent, order: &wire::Order<'_>) -> bool {
    let ours = Some(intent.reference.as_str());
    let (key, external) = (order.idempotency_key.as_deref(), order.external_ref.as_deref());
    key == ours || external == ours || (key, external) == (None, None)
}

fn report(intent: &Intent, environment: Environment, order: &wire::Order<'_>) -> Option<Report> {
    let status = order.status.as_deref()?;
    let currency = match order.currency_code.as_deref() {
        Some(code) => code.parse().ok(),
        None => intent.currency,
    };
    Some(Report {
        provider_order_id: order_id(order.id.as_deref())?,
        provider_state: status_word(status),
        fate: fate(intent, environment, order, status),
        // The debit is neither the price nor the amount of a top-up.
        cost: money(order.charged_amount.as_deref(), currency),
    })
}

/// Three signals tell how an order ended: its word, `completed_at` and `failed_at`. The words are an
/// open set, of which `pending` and `completed` are documented and `failed` follows from `failed_at`.
fn fate(intent: &Intent, environment: Environment, order: &wire::Order<'_>, status: &str) -> Fate {
    if environment == Environment::Production && is_test(order) {
        return Fate::Withheld(Reason::plain(ReasonCode::TestReply));
    }
    let is_set = |time: &Option<String>| filled(time.clone()).is_some();
    let times = (is_set(&order.completed_at), is_set(&order.failed_at));
    match (status, times) {
        // A word we do not know is never talked into a yes or a no by a time beside it.
        ("pending" | "completed" | "failed", (true, true))
        | ("completed", (_, true))
        | ("failed", (true, _)) => {
            Fate::Unclear(Reason::with(ReasonCode::UnclearReply, "completed and failed"))
        }
        ("completed", _) | ("pending", (true, false)) => completed(intent, order),
        ("failed", _) | ("pending", (false, true)) => {
            Fate::Declined(Reason::with(ReasonCode::RolledBack, status))
        }
        ("pending", (false, false)) => Fate::Working,
        (other, _) => Fate::Unclear(Reason::with(ReasonCode::UnknownStatus, other)),
    }
}

fn completed(intent: &Intent, order: &wire::Order<'_>) -> Fate {
    let content = order.order_content;
    let secrets = content.map(|it| labelled("order_content", it, NOT_SECRET)).unwrap_or_default();
    if secrets.iter().any(is_code) || intent.kind == ProductKind::Topup {
        Fate::Fulfilled(secrets)
    } else {
        Fate::Unclear(Reason::plain(ReasonCode::CodeMissing))
    }
}

/// What the customer paid for. The keys are free, so a word we do not know may be it; a PIN, a serial
/// or a date alone is not.
fn is_code(secret: &LabelledSecret) -> bool {
    !matches!(secret.label.as_str(), "pin" | "serial" | "expiry")
}

/// Whatever is not a plain no is a test.
fn is_test(order: &wire::Order<'_>) -> bool {
    order.is_test.is_some_and(|it| !matches!(it.get(), "false" | "0" | "\"false\"" | "\"0\""))
}

/// No page names the error of a low balance; only its usual words are read as text.
fn refusal(status: u16, words: &str) -> Reason {
    let lower = words.to_ascii_lowercase();
    let code = if status == 401 {
        ReasonCode::KeyOrAddress
    } else if lower.contains("insufficient") && lower.contains("balance") {
        ReasonCode::InsufficientBalance
    } else {
        ReasonCode::SupplierRefused
    };
    Reason::with(code, words)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

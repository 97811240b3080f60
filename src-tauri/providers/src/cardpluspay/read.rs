//! Reading CardPlusPay's orders, stock and balance. Pure, and never a guess: only an explicit yes or
//! no settles.

use super::{
    envelope::{asked, data, error},
    wire,
};
use crate::{
    reply::{Unread, filled, money, not_read, order_id, placed, signed, status_word, words},
    secrets::{Members, elements, labelled},
};
use domain::{
    ids::ProviderOrderId,
    money::{Currency, Money, parse_decimal},
    reason::{Reason, ReasonCode},
};
use engine::ports::supplier::{
    Candidate, Checked, Fate, Intent, LabelledSecret, Placed, Report, SupplierError, WireReply,
};
use rust_decimal::Decimal;
use serde_json::value::RawValue;

/// What a card says about itself that is no secret.
const NOT_SECRET: &[&str] = &[
    "itemcode",
    "itemid",
    "id",
    "brand",
    "currency",
    "denomination",
    "denominationunit",
    "chargedamount",
    "status",
    "state",
];

/// Reads the reply to `POST /orders`.
#[must_use]
pub fn read_created(intent: &Intent, reply: &WireReply) -> Placed {
    let accepted = || {
        let unread = || match error(reply) {
            // A no under a yes: not one of the documented refusals, so it may have been bought.
            Some(words) => Reason::with(ReasonCode::UnclearReply, &words),
            None => Reason::plain(ReasonCode::UnreadableReply),
        };
        data::<wire::Order>(reply).and_then(|order| report(intent, &order)).ok_or_else(unread)
    };
    placed(reply, error(reply), accepted, refusal)
}

/// Reads the reply to `GET /orders/{id}`. Its codes may come without what the first reply had beside
/// them, such as a PIN.
#[must_use]
pub fn read_one(intent: &Intent, reply: &WireReply) -> Option<Report> {
    if reply.status != 200 {
        return None;
    }
    data::<wire::Order>(reply).and_then(|order| report(intent, &order))
}

/// The cards in the reply to `POST /orders` or `GET /orders/{id}`, as they stand there.
#[must_use]
pub fn read_cards(reply: &WireReply) -> Vec<engine::joint::Card> {
    let order = data::<wire::Order>(reply);
    let codes = order.and_then(|order| order.codes.map(cards)).unwrap_or_default();
    codes.into_iter().map(|card| card.secrets).collect()
}

/// One page of the list of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many orders there are in all, if it says so.
    pub total: Option<u64>,
}

/// One row of the list of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The order's number, which grows.
    pub number: u128,
    /// The item, if the row says so.
    pub item: Option<String>,
    /// What was debited, in the account's currency where the row names none.
    pub amount: Option<String>,
    /// The order, as it would be proposed.
    pub candidate: Candidate,
}

/// Reads one page of `GET /orders`.
///
/// # Errors
/// If the page cannot be read.
pub fn read_page(reply: &WireReply) -> Result<Page, Unread> {
    let list = data::<wire::Orders>(reply).filter(|_| reply.status == 200);
    let page = list.and_then(|list| {
        // A row without a number could be ours: the list then proves nothing.
        let rows = list.orders.0.into_iter().map(row).collect::<Option<Vec<_>>>()?;
        let total = list.pagination.and_then(|pagination| pagination.total);
        Some(Page { rows, total: total.and_then(|total| total.parse().ok()) })
    });
    page.ok_or_else(|| not_read(reply))
}

fn row(row: wire::Row) -> Option<Row> {
    let id = order_id(row.order_id.or(row.id).as_deref())?;
    let currency = row.currency.as_deref().and_then(|code| code.parse().ok());
    Some(Row {
        number: number(&id)?,
        item: filled(row.item_code),
        candidate: Candidate {
            cost: money(row.amount.as_deref(), currency),
            created_at: filled(row.created_at),
            provider_order_id: id,
        },
        amount: row.amount,
    })
}

/// An order id as the number it is by the documents: larger is newer.
pub(super) fn number(id: &ProviderOrderId) -> Option<u128> {
    id.as_str().trim().parse().ok()
}

/// Reads `GET /balance`.
///
/// # Errors
/// If it cannot be read.
pub fn read_balance(reply: &WireReply) -> Result<Money, SupplierError> {
    let found = asked::<wire::Balance>(reply)?;
    let currency: Currency = found.currency.parse().map_err(|_| SupplierError::Unreadable)?;
    let balance = found.balance.as_deref().and_then(signed).ok_or(SupplierError::Unreadable)?;
    Ok(Money::new(balance, currency))
}

/// Reads the reply to `POST /orders/check`; a price without a currency is in the account's.
///
/// # Errors
/// If it is neither a yes nor a no.
pub fn read_check(currency: Option<Currency>, reply: &WireReply) -> Result<Checked, SupplierError> {
    if reply.status == 401 {
        // Not a word about stock, whatever it says.
        return Err(SupplierError::KeyOrAddress);
    }
    let refused =
        matches!(reply.status, 200 | 201 | 400 | 404 | 422).then(|| error(reply)).flatten();
    if let Some(words) = refused {
        return Ok(Checked { message: Some(words), ..Checked::default() });
    }
    let stock = asked::<wire::Stock>(reply)?;
    let in_stock = stock.state.as_deref().map(|state| state == "in_stock");
    // Two signals for one fact: both must agree, and one must be there.
    let ok = match (stock.status, in_stock) {
        (None, None) => return Err(SupplierError::Unreadable),
        (status, in_stock) => status != Some(false) && in_stock != Some(false),
    };
    let currency = stock.currency.as_deref().and_then(|code| code.parse().ok()).or(currency);
    Ok(Checked {
        ok,
        nickname: None,
        message: stock.message.and_then(words).or(stock.state),
        unit_cost: money(stock.price.as_deref(), currency),
    })
}

fn report(intent: &Intent, order: &wire::Order<'_>) -> Option<Report> {
    let cards = order.codes.map(cards).unwrap_or_default();
    let word = order.status.as_deref().or(order.state.as_deref()).unwrap_or_default();
    let id = order_id(order.order_id.as_deref())?;
    Some(Report {
        provider_state: status_word(word),
        fate: fate(&cards, word),
        cost: cost(intent, order, &id, &cards),
        provider_order_id: id,
    })
}

/// Words that no page has and that plainly say the opposite of a sale: their codes are not for sale.
const UNDONE: &[&str] =
    &["refunded", "reversed", "cancelled", "canceled", "failed", "rejected", "voided"];

/// Done is an order of one card with a code in it. The words of an order that is not done are not
/// documented; those that plainly mean work mean it, and none means that nothing was charged.
fn fate(cards: &[Card], word: &str) -> Fate {
    if cards.iter().any(Card::has_code) && !UNDONE.contains(&word) {
        return Fate::Fulfilled(cards.iter().flat_map(|card| card.secrets.clone()).collect());
    }
    match word {
        "pending" | "processing" | "in_progress" | "in-progress" | "queued" => Fate::Working,
        "completed" | "success" | "" => Fate::Unclear(Reason::plain(ReasonCode::CodeMissing)),
        other => Fate::Unclear(Reason::with(ReasonCode::UnknownStatus, other)),
    }
}

/// One card of an order.
#[derive(Default)]
struct Card {
    /// The code first, then what belongs to it, so that a PIN stands with its own code.
    secrets: Vec<LabelledSecret>,
    charged: Option<Decimal>,
    currency: Option<Currency>,
}

impl Card {
    fn has_code(&self) -> bool {
        self.secrets.iter().any(|secret| matches!(secret.label.as_str(), "code" | "url"))
    }
}

fn cards(codes: &RawValue) -> Vec<Card> {
    elements(codes).unwrap_or_default().into_iter().map(card).collect()
}

/// PINs ride in `metadata`, a list of objects with one free key each.
fn card(raw: &RawValue) -> Card {
    let secrets = labelled("code", raw, NOT_SECRET);
    let Some(members) = Members::of(raw) else { return Card { secrets, ..Card::default() } };
    let charged = members.text("charged_amount").and_then(|text| parse_decimal(&text).ok());
    let currency = members.text("currency").and_then(|code| code.parse().ok());
    Card { secrets, charged, currency }
}

/// What was debited: the order's `amount`, else the sum of its cards. The documents' own sample does
/// not add up, so a difference is a warning and never a reason to keep codes back.
fn cost(
    intent: &Intent,
    order: &wire::Order<'_>,
    id: &ProviderOrderId,
    cards: &[Card],
) -> Option<Money> {
    let currency = order.currency.as_deref().and_then(|code| code.parse().ok());
    let currency = currency.or(intent.currency).or_else(|| cards.first()?.currency)?;
    let mut sum = None;
    for charged in cards.iter().filter_map(|card| card.charged) {
        sum = Decimal::checked_add(sum.unwrap_or_default(), charged);
    }
    let amount = order.amount.as_deref().and_then(|text| parse_decimal(text).ok());
    if let (Some(amount), Some(sum)) = (amount, sum)
        && amount != sum
    {
        tracing::warn!(order = %id, %amount, %sum, "an order's amount is not the sum of its cards");
    }
    Some(Money::new(amount.or(sum)?, currency))
}

/// 400 is a low balance, an empty shelf or a wrong parameter, and no machine code tells which; only
/// the balance's usual words are read as text. A 401 that names the challenge headers wants requests
/// signed, whose challenge no documented endpoint issues: its words reach the clerk.
fn refusal(status: u16, words: &str) -> Reason {
    let lower = words.to_ascii_lowercase();
    let code = if status == 401 {
        ReasonCode::KeyOrAddress
    } else if lower.contains("insufficient") && lower.contains("balance") {
        ReasonCode::InsufficientBalance
    } else if lower.contains("out of stock") {
        ReasonCode::OutOfStock
    } else {
        ReasonCode::SupplierRefused
    };
    Reason::with(code, words)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

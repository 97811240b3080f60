//! Reading Payerly's replies. Pure, and never a guess: only an explicit yes or no settles.

use crate::{
    cardless::{self, money, not_read, object, text, without_cards},
    reply::unclear,
};
use domain::{
    ids::MoveId,
    money::{Currency, Money},
    reason::{Reason, ReasonCode},
};
use engine::ports::{
    processor::{
        Charge, Charged, Move, MoveFate, Moved, Part, ProcessorError, Standing, TenderLook,
        TenderReport,
    },
    supplier::WireReply,
};
use serde_json::Value;

/// Which words of an order's status are known. The documents explain `CLOSED` alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusWords {
    /// Said of an order that is over without a payment.
    pub over: Vec<String>,
    /// Said of a paid order; still no proof without `paidAmount`.
    pub paid: Vec<String>,
}

impl Default for StatusWords {
    fn default() -> Self {
        Self { over: vec!["CLOSED".to_owned()], paid: Vec::new() }
    }
}

/// Words of a refund or a payment that speak for themselves, although the documents list none. Any
/// other word settles nothing.
const DONE: [&str; 9] = [
    "COMPLETED",
    "CONFIRMED",
    "SUCCESS",
    "SUCCESSFUL",
    "SUCCEEDED",
    "REFUNDED",
    "DONE",
    "APPROVED",
    "PROCESSED",
];
const FAILED: [&str; 6] = ["FAILED", "DECLINED", "REJECTED", "CANCELLED", "CANCELED", "ERROR"];

/// No id of a payment is longer; a longer one is garbage.
const ID_MAX: usize = 200;
/// Bytes of an address that a QR code can still be read with.
const PAGE_MAX: usize = 2_000;

/// How Payerly says that the token is at fault.
const KEY_STATUSES: &[u16] = &[401];

/// Reads the reply to `PUT /orders/{orderId}`.
#[must_use]
pub fn read_charged(charge: &Charge, words: &StatusWords, reply: &WireReply) -> Charged {
    match reply.status {
        200 | 201 => match said(reply) {
            Some(Said::Object { value, doubted }) => {
                match report(charge, &[], words, &value, doubted) {
                    Some(report) => Charged::Accepted(report),
                    None => Charged::Lost(Reason::plain(ReasonCode::UnreadableReply)),
                }
            }
            Some(Said::Error(reason)) => Charged::Refused(reason),
            None => Charged::Lost(Reason::plain(ReasonCode::UnreadableReply)),
        },
        // Asking for a page charges nobody: it is looked up, and asked for again.
        429 => Charged::Lost(Reason::plain(ReasonCode::TooManyRequests)),
        400 | 401 | 402 | 403 | 404 | 405 | 422 => match said(reply) {
            Some(Said::Error(reason)) => Charged::Refused(refusal(reply.status, reason)),
            Some(Said::Object { .. }) | None => Charged::Lost(unclear(reply.status)),
        },
        status => Charged::Lost(unclear(status)),
    }
}

/// Reads the reply to `GET /orders/{orderId}`.
#[must_use]
pub fn read_look(
    charge: &Charge,
    moves: &[Move],
    words: &StatusWords,
    reply: WireReply,
) -> TenderLook {
    match (reply.status, said(&reply)) {
        (200, Some(Said::Object { value, doubted })) => {
            match report(charge, moves, words, &value, doubted) {
                Some(report) => TenderLook::Found { report, reply },
                None => not_read(&reply, KEY_STATUSES),
            }
        }
        // Only in the processor's own form: a portal's page says 404 too.
        (404, Some(Said::Error(_))) => TenderLook::Absent { date: reply.date },
        _ => not_read(&reply, KEY_STATUSES),
    }
}

/// Reads the reply to `PUT /refunds/{refundId}`.
#[must_use]
pub fn read_moved(made: &Move, reply: &WireReply) -> Moved {
    match reply.status {
        200 | 201 => match said(reply) {
            Some(Said::Object { value, .. }) => match refund_of(&value) {
                Some((id, fate)) if id == made.id => Moved::Fate(fate),
                Some(_) | None => Moved::Lost(Reason::plain(ReasonCode::UnreadableReply)),
            },
            Some(Said::Error(reason)) => Moved::Fate(MoveFate::Refused(reason)),
            None => Moved::Lost(Reason::plain(ReasonCode::UnreadableReply)),
        },
        429 => Moved::Lost(Reason::plain(ReasonCode::TooManyRequests)),
        400 | 401 | 402 | 403 | 404 | 405 | 422 => match said(reply) {
            Some(Said::Error(reason)) => {
                Moved::Fate(MoveFate::Refused(refusal(reply.status, reason)))
            }
            Some(Said::Object { .. }) | None => Moved::Lost(unclear(reply.status)),
        },
        status => Moved::Lost(unclear(status)),
    }
}

/// Whether the key is accepted, by the reply about an order that nobody made.
///
/// # Errors
/// If it is not, or if the reply does not say.
pub fn read_ready(reply: &WireReply) -> Result<(), ProcessorError> {
    match (reply.status, said(reply)) {
        (200, Some(_)) | (404, Some(Said::Error(_))) => Ok(()),
        (401 | 403, Some(_)) => Err(ProcessorError::Key),
        (status, _) => Err(ProcessorError::Unreachable(format!("HTTP {status}"))),
    }
}

/// What a readable reply holds.
enum Said {
    /// An object; doubted if an error stands beside it, as in the documents' own sample.
    Object { value: Value, doubted: bool },
    /// An error and no object.
    Error(Reason),
}

fn said(reply: &WireReply) -> Option<Said> {
    let envelope = cardless::tree(reply)?;
    let error = object(&envelope, "error").filter(|error| error.contains_key("code"));
    let Some(members) = object(&envelope, "object") else {
        return error.map(|_| Said::Error(error_words(&envelope)));
    };
    let mut value = Value::Object(members.clone());
    // `items` stands in the object by one reading of the documents, beside it by another.
    if let (Some(items), None) = (envelope.get("items"), members.get("items"))
        && let Some(members) = value.as_object_mut()
    {
        members.insert("items".to_owned(), items.clone());
    }
    let doubted = error.is_some();
    if doubted {
        tracing::warn!(error = ?error_words(&envelope).detail, "an object and an error in one reply");
    }
    Some(Said::Object { value, doubted })
}

/// The error's words with its trace id, which the processor's support asks for.
fn error_words(envelope: &Value) -> Reason {
    let error = envelope.get("error").unwrap_or(&Value::Null);
    let words = text(error, "description").unwrap_or_default();
    let trace = text(error, "traceId").map(|id| format!(" ({id})")).unwrap_or_default();
    Reason::with(ReasonCode::ProcessorRefused, &without_cards(&format!("{words}{trace}")))
}

fn refusal(status: u16, reason: Reason) -> Reason {
    if status == 401 { Reason { code: ReasonCode::ProcessorKey, ..reason } } else { reason }
}

/// What the order says about us; `None` if it is about another order.
fn report(
    charge: &Charge,
    moves: &[Move],
    words: &StatusWords,
    order: &Value,
    doubted: bool,
) -> Option<TenderReport> {
    if text(order, "orderId").is_some_and(|id| id != charge.id.as_str()) {
        return None;
    }
    let items = items(order);
    let currency = charge.amount.currency();
    let mut parts: Vec<Part> = items
        .iter()
        .filter(|item| !is_word(item, &FAILED))
        .filter_map(|item| part(item, currency))
        .collect();
    let paid = amount(order, "paidAmount");
    if parts.is_empty()
        && let (Some(id), Some(Ok(paid))) = (payment_id(order), paid)
        && paid.currency() == currency
    {
        parts.push(Part { id, amount: paid });
    }
    let refunds: Vec<(MoveId, MoveFate)> = items.iter().filter_map(refund_of).collect();
    let ours = |id: &MoveId| moves.iter().any(|made| made.id == *id);
    let foreign_refund = refunds.iter().any(|(id, _)| !ours(id));
    let standing = standing(charge, words, order, paid);
    let is_paid = matches!(standing, Standing::Paid { .. });
    let is_short = matches!(standing, Standing::Short { .. });
    // Beside an error no goods are released; money that went back was not paid.
    let standing = if doubted && is_paid {
        Standing::Unclear(said_unclear("an error beside the object"))
    } else if foreign_refund && (is_paid || is_short) {
        Standing::Unclear(said_unclear("a refund that is not ours"))
    } else {
        standing
    };
    Some(TenderReport {
        standing,
        word: word_of(order),
        pay_url: text(order, "payUrl").filter(|url| is_page(url)),
        parts,
        moves: refunds.into_iter().filter(|(id, _)| ours(id)).collect(),
    })
}

fn standing(
    charge: &Charge,
    words: &StatusWords,
    order: &Value,
    paid: Option<Result<Money, ()>>,
) -> Standing {
    let asked = charge.amount;
    // A reply about another amount is not about what we asked for; `convAmount` is never compared.
    let theirs = amount(order, "amount");
    if let Some(Ok(theirs)) = theirs
        && theirs != asked
    {
        return Standing::Unclear(said_unclear(&format!("amount {theirs:?}")));
    }
    let word = word_of(order).unwrap_or_default();
    let is = |known: &[String]| known.iter().any(|known| known.eq_ignore_ascii_case(&word));
    let over = is(&words.over);
    match paid {
        Some(Err(())) => Standing::Unclear(said_unclear("paidAmount")),
        Some(Ok(paid)) if paid.currency() != asked.currency() => {
            Standing::Unclear(said_unclear(&format!("paidAmount {paid:?}")))
        }
        Some(Ok(paid)) if paid.amount() >= asked.amount() => match over {
            true => Standing::Unclear(said_unclear(&format!("{word}, yet paid"))),
            // Paid, but for what cannot be read.
            false if theirs == Some(Err(())) => Standing::Unclear(said_unclear("amount")),
            false => Standing::Paid { paid },
        },
        Some(Ok(paid)) if !paid.amount().is_zero() => Standing::Short { over },
        Some(Ok(_)) | None if over => Standing::Over,
        Some(Ok(_)) | None if is(&words.paid) => {
            Standing::Unclear(said_unclear(&format!("{word} without paidAmount")))
        }
        // A declined card can be tried again until the page's time is over; so any other word waits.
        Some(Ok(_)) | None => Standing::Open,
    }
}

/// What stands under an order: each in its envelope, or bare.
fn items(order: &Value) -> Vec<Value> {
    let list = order.get("items").and_then(Value::as_array);
    let inner =
        |item: &Value| item.get("object").filter(|it| it.is_object()).unwrap_or(item).clone();
    list.into_iter().flatten().map(inner).collect()
}

/// A payment; a refund names the payment too, and is none.
fn part(item: &Value, currency: Currency) -> Option<Part> {
    if item.get("refundId").is_some() {
        return None;
    }
    let amount = amount(item, "amount")?.ok().filter(|money| money.currency() == currency)?;
    Some(Part { id: payment_id(item)?, amount })
}

/// The processor's id of a payment; one that is blank or without end is none.
fn payment_id(item: &Value) -> Option<String> {
    text(item, "paymentId").filter(|id| !id.trim().is_empty() && id.chars().count() <= ID_MAX)
}

fn refund_of(item: &Value) -> Option<(MoveId, MoveFate)> {
    let id = text(item, "refundId")?;
    let word = word_of(item).unwrap_or_default();
    let fate = if is_word(item, &DONE) {
        MoveFate::Done
    } else if is_word(item, &FAILED) {
        MoveFate::Refused(Reason::with(ReasonCode::ProcessorRefused, &word))
    } else {
        MoveFate::Working
    };
    Some((MoveId::new(id), fate))
}

fn is_word(item: &Value, words: &[&str]) -> bool {
    word_of(item).is_some_and(|word| words.iter().any(|known| known.eq_ignore_ascii_case(&word)))
}

fn word_of(item: &Value) -> Option<String> {
    let status = item.get("status")?;
    let word = text(status, "value").or_else(|| text(item, "status"))?;
    Some(cardless::word(&word))
}

/// An amount, or that it cannot be read.
fn amount(item: &Value, key: &str) -> Option<Result<Money, ()>> {
    let given = item.get(key).filter(|given| !given.is_null())?;
    let read = || {
        let currency: Currency = text(given, "currency")?.parse().ok()?;
        money(&text(given, "value")?, currency)
    };
    Some(read().ok_or(()))
}

/// A page the customer can be sent to: nothing but a web address is put into a QR code, as it stands.
fn is_page(url: &str) -> bool {
    // A reader of addresses passes over blanks and makes up for slashes; a telephone may not.
    let is_plain = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    is_plain && is_web && url.len() <= PAGE_MAX && url::Url::parse(url).is_ok()
}

fn said_unclear(words: &str) -> Reason {
    Reason::with(ReasonCode::TenderUnclear, words)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

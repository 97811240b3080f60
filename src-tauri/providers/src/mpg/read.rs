//! Reading the gateway's replies. Pure, and never a guess: the verdict is in the transactions.

use crate::{
    cardless::{self, from_minor, minor, not_read, object, text, tree, without_cards},
    reply::unclear,
};
use domain::{
    money::Money,
    reason::{Reason, ReasonCode},
};
use engine::ports::{
    processor::{
        Charge, Charged, Move, MoveFate, MoveKind, MoveState, Moved, ProcessorError, Standing,
        TenderLook, TenderReport,
    },
    supplier::WireReply,
};
use serde_json::Value;

/// How the gateway says that the key may not do this.
const KEY_STATUSES: &[u16] = &[401, 403];

/// Reads the reply to `POST /v1/orders/authorize`. 201 is also the answer to a declined card.
#[must_use]
pub fn read_charged(charge: &Charge, reply: &WireReply) -> Charged {
    match reply.status {
        200 | 201 => match tree(reply).and_then(|order| report(charge, &[], &order)) {
            Some(report) => Charged::Accepted(report),
            None => Charged::Lost(Reason::plain(ReasonCode::UnreadableReply)),
        },
        429 if message(reply).is_some() => {
            Charged::Lost(Reason::plain(ReasonCode::TooManyRequests))
        }
        400 | 401 | 402 | 403 | 404 | 422 => match refusal(reply) {
            Some(reason) => Charged::Refused(reason),
            None => Charged::Lost(unclear(reply.status)),
        },
        status => Charged::Lost(unclear(status)),
    }
}

/// Reads the reply to `GET /v1/orders/{id}`.
#[must_use]
pub fn read_look(charge: &Charge, moves: &[Move], reply: WireReply) -> TenderLook {
    let found = || tree(&reply).and_then(|order| report(charge, moves, &order));
    match reply.status {
        200 => match found() {
            Some(report) => TenderLook::Found { report, reply },
            None => not_read(&reply, KEY_STATUSES),
        },
        404 if message(&reply).is_some() => TenderLook::Absent { date: reply.date },
        _ => not_read(&reply, KEY_STATUSES),
    }
}

/// Reads the reply to a capture, a void or a refund.
#[must_use]
pub fn read_moved(charge: &Charge, made: &Move, reply: &WireReply) -> Moved {
    match reply.status {
        200 | 201 => {
            let report =
                tree(reply).and_then(|order| report(charge, std::slice::from_ref(made), &order));
            match report.and_then(|report| report.moves.into_iter().next()) {
                Some((_, fate)) => Moved::Fate(fate),
                None => Moved::Lost(Reason::plain(ReasonCode::UnreadableReply)),
            }
        }
        400 | 401 | 402 | 403 | 404 | 422 => match refusal(reply) {
            Some(reason) => Moved::Fate(MoveFate::Refused(reason)),
            None => Moved::Lost(unclear(reply.status)),
        },
        status => Moved::Lost(unclear(status)),
    }
}

/// Whether the key is accepted, by the reply about an order that nobody made.
///
/// # Errors
/// If it is not, or if the reply does not say.
pub fn read_ready(reply: &WireReply) -> Result<(), ProcessorError> {
    match reply.status {
        // A page of somebody between here and there is answered with 200 too.
        200 if tree(reply).is_some_and(|order| text(&order, "id").is_some()) => Ok(()),
        404 if message(reply).is_some() => Ok(()),
        // The text of a 403 is the word "Unauthorized", so the number is what is read.
        401 | 403 if message(reply).is_some() => Err(ProcessorError::Key),
        status => Err(ProcessorError::Unreachable(format!("HTTP {status}"))),
    }
}

/// What the order says about us; `None` if it is about another order.
fn report(charge: &Charge, moves: &[Move], order: &Value) -> Option<TenderReport> {
    let id = text(order, "id")?;
    if !id.eq_ignore_ascii_case(charge.id.as_str()) {
        return None;
    }
    let transactions = order.get("transactions").and_then(Value::as_array)?;
    let charges: Vec<&Value> =
        transactions.iter().filter(|it| is_of(it, "authorize") || is_of(it, "purchase")).collect();
    let word = charges.last().and_then(|it| text(it, "status")).map(|word| cardless::word(&word));
    let standing = standing(charge, order, &charges);
    let seen = moves.iter().filter_map(|made| {
        let fate = fate(charge, order, transactions, made)?;
        Some((made.id.clone(), fate))
    });
    Some(TenderReport { standing, word, pay_url: None, parts: Vec::new(), moves: seen.collect() })
}

fn standing(charge: &Charge, order: &Value, charges: &[&Value]) -> Standing {
    let asked = charge.amount;
    let figures = [
        (text(order, "currency").as_deref() == Some(asked.currency().code()), "currency"),
        (units(order, "amount") == Some(minor(asked)), "amount"),
    ];
    if let Some((_, what)) = figures.iter().find(|(fits, _)| !fits) {
        return unsettled(what);
    }
    let is = |word: &str| charges.iter().any(|it| text(it, "status").as_deref() == Some(word));
    if is("approved") {
        // Somebody has moved this money already: whatever it was, it is not simply held.
        let totals = ["captured_amount", "refunded_amount", "voided_amount"];
        // A total that cannot be read is not nothing.
        let moved = totals.iter().find(|key| is_given(order, key) && units(order, key) != Some(0));
        return moved.map_or(Standing::Held, |key| unsettled(key));
    }
    if !charges.is_empty()
        && charges.iter().all(|it| text(it, "status").as_deref() == Some("failed"))
    {
        // Their message is for logs: the documents' own sample complains of a city nobody sent.
        let (code, words) = charges
            .last()
            .map_or((None, None), |it| (text(it, "response_code"), text(it, "message")));
        let words = words.map(|words| without_cards(&words));
        tracing::info!(?code, ?words, "a card was declined");
        return Standing::Declined(Reason::with(
            ReasonCode::CardDeclined,
            &cardless::word(code.as_deref().unwrap_or_default()),
        ));
    }
    // `initiated`, `timeout`, `system_error`, a word of nobody's, or no transaction at all.
    let word = charges.last().and_then(|it| text(it, "status")).unwrap_or_default();
    unsettled(&word)
}

/// What became of a movement: by our own id, else by the order's totals, should the gateway not have
/// taken our id; `None` if neither shows it.
fn fate(charge: &Charge, order: &Value, transactions: &[Value], made: &Move) -> Option<MoveFate> {
    let own =
        |it: &&Value| text(it, "id").is_some_and(|id| id.eq_ignore_ascii_case(made.id.as_str()));
    if let Some(transaction) = transactions.iter().find(own) {
        return Some(match text(transaction, "status").as_deref() {
            Some("approved") => MoveFate::Done,
            Some("failed") => MoveFate::Refused(Reason::with(
                ReasonCode::ProcessorRefused,
                &cardless::word(&text(transaction, "response_code").unwrap_or_default()),
            )),
            _ => MoveFate::Working,
        });
    }
    let total = match made.kind {
        MoveKind::Capture => "captured_amount",
        MoveKind::Void => "voided_amount",
        MoveKind::Refund => "refunded_amount",
    };
    let total = from_minor(units(order, total)?, charge.amount.currency())?;
    let asked: Money = made.amount;
    let is_other = |it: &Value| is_of(it, made.kind.as_str());
    let shown = total.amount() >= asked.amount() && made.state == MoveState::Open;
    (shown && made.kind != MoveKind::Refund && transactions.iter().any(is_other))
        .then_some(MoveFate::Done)
}

fn is_of(transaction: &Value, kind: &str) -> bool {
    text(transaction, "type").as_deref() == Some(kind)
}

fn is_given(order: &Value, key: &str) -> bool {
    order.get(key).is_some_and(|given| !given.is_null())
}

/// Minor units, a number or a text.
fn units(order: &Value, key: &str) -> Option<u64> {
    text(order, key)?.parse().ok()
}

fn unsettled(words: &str) -> Standing {
    Standing::Unclear(Reason::with(ReasonCode::TenderUnclear, &cardless::word(words)))
}

/// The gateway's own refusal, with the field's name where it is about one.
fn refusal(reply: &WireReply) -> Option<Reason> {
    let words = message(reply)?;
    if matches!(reply.status, 401 | 403) {
        return Some(Reason::with(ReasonCode::ProcessorKey, &words));
    }
    let body = tree(reply)?;
    let fields: Vec<&String> =
        object(&body, "errors").map(|errors| errors.keys().collect()).unwrap_or_default();
    // A dotted path: the card's own facts come under `source`.
    let of_card = fields.iter().find_map(|path| path.strip_prefix("source."));
    Some(match (of_card, fields.first()) {
        (Some(field), _) => Reason::with(ReasonCode::CardField, &without_cards(field)),
        (None, Some(path)) => {
            Reason::with(ReasonCode::ProcessorRefused, &without_cards(&format!("{path}: {words}")))
        }
        (None, None) => Reason::with(ReasonCode::ProcessorRefused, &words),
    })
}

fn message(reply: &WireReply) -> Option<String> {
    let words = text(&tree(reply)?, "message")?;
    Some(without_cards(&words))
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

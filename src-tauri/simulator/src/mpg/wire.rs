//! The gateway's JSON, written from its documents alone.
//!
//! It must never know: the customers' money.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::orders::{Kind, Order, Status, Transaction, TransactionKind};
use crate::message::Reply;
use crate::timestamp::iso_seconds;

/// What 400, 401, 403 and 404 say.
pub(super) fn message(status: u16, words: &str) -> Reply {
    Reply::json(status, &json!({ "message": words }))
}

/// An order. It has no status of its own: the verdict is in `transactions`.
pub(super) fn order(order: &Order, captured_after_purchase: bool) -> Value {
    let purchased = if captured_after_purchase && order.kind == Kind::Purchase {
        order.approved(TransactionKind::Purchase)
    } else {
        0
    };
    let captured = order.approved(TransactionKind::Capture).saturating_add(purchased);
    let source = &order.source;
    let transactions = order.transactions.iter().map(|it| transaction(order, it));
    json!({
        "reauthorized_order_id": null,
        "id": order.id,
        "merchant": {
            "id": "01904432-1c03-7efb-9f5b-e1d804150d4b",
            "name": "Practice Shop",
            "arabic_name": "متجر التدريب",
            "merchant_id": "6003",
        },
        "currency": order.currency,
        "amount": order.amount,
        "captured_amount": captured,
        "refunded_amount": order.approved(TransactionKind::Refund),
        "voided_amount": order.approved(TransactionKind::Void),
        "description": order.description,
        "created_at": iso_seconds(order.created_at),
        "updated_at": iso_seconds(order.updated_at),
        "source": {
            "type": "card",
            "scheme": source.scheme,
            "first_digits": source.first_digits,
            "last_digits": source.last_digits,
            "month": source.month,
            "year": source.year,
        },
        "airline": order.airline,
        "sub_merchant": order.sub_merchant,
        "agreement": null,
        "transactions": transactions.collect::<Vec<_>>(),
    })
}

fn transaction(order: &Order, transaction: &Transaction) -> Value {
    let outcome = &transaction.outcome;
    // What the bank said is not known before the transaction says how it ended.
    let known = outcome.status.is_final();
    let number = transaction.number;
    let auth_code =
        (outcome.status == Status::Approved).then(|| format!("{:06}", number % 1_000_000));
    json!({
        "id": transaction.id,
        "status": outcome.status.word(),
        "type": transaction.kind.word(),
        // The documents' sample has the transaction type's word here.
        "source_type": order.transaction_type,
        "reverse_reason": null,
        "justification": null,
        "reversed_transaction_id": null,
        "message": known.then_some(&outcome.message),
        "response_code": known.then_some(&outcome.code),
        "retrieval_reference": retrieval_reference(transaction.at, number),
        "stan": format!("{:06}", number % 1_000_000),
        "auth_code": auth_code,
        "created_at": iso_seconds(transaction.at),
    })
}

/// Year, day of the year and a running number, as in the sample: `241750000001`.
fn retrieval_reference(at: u64, number: u64) -> String {
    let seconds = i64::try_from(at / 1_000).unwrap_or_default();
    let moment = OffsetDateTime::from_unix_timestamp(seconds);
    let moment = moment.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let year = moment.year().rem_euclid(100);
    format!("{year:02}{:03}{:07}", moment.ordinal(), number % 10_000_000)
}

//! `POST /v1/orders/{id}/capture`, `/void` and `/refund`: what becomes of money that was reserved
//! or taken.
//!
//! It must never know: why the shop wants it.

use super::fields::Fields;
use super::orders::{Kind, Order, Outcome, Status, Transaction, TransactionKind, major, minor};
use super::{Endpoint, Mpg, body_object, invalid, invalid_field};
use crate::message::{Reply, Request};
use crate::takings::{Movement, Sums};

/// What a well-formed request asks for.
struct Wish {
    transaction_id: Option<String>,
    /// Everything that is left when absent.
    amount: Option<u64>,
    /// Whether a capture lets go of the rest.
    is_last: bool,
}

impl Mpg {
    pub(super) fn change(
        &mut self,
        kind: TransactionKind,
        id: &str,
        request: &Request,
        now: u64,
    ) -> Result<Reply, Reply> {
        let endpoint = endpoint(kind);
        let number = self.number(id)?;
        let body = body_object(request)?;
        let wish = read_wish(&mut Fields::new(&body), kind, self.settings.amount_required)?;
        if let Some(given) = &wish.transaction_id
            && let Some(known) = self.by_transaction_id.get(given).copied()
        {
            return self.repeat_change(known == number, number, kind, given, &wish);
        }
        let Some(order) = self.orders.get_mut(&number) else {
            return self.show(number, 200, endpoint);
        };
        if kind == TransactionKind::Void {
            // The gateway asks the bank before it gives back what it may not have.
            order.resolve(now);
        }
        let movement = movement(order, kind, now)?;
        let sums = self.takings.of_order(number);
        let left = left(movement, &sums);
        let amount = wish.amount.unwrap_or(left);
        if amount > left || amount == 0 {
            let words = format!("The value must be less than or equal to {left}.");
            return Err(invalid_field("amount", &words));
        }
        let outcome = self.faults.outcome(endpoint).unwrap_or_else(Outcome::approved);
        if outcome.acted {
            let amount = major(amount, &sums.currency);
            // It was just compared with what is left.
            self.takings.enter(number, &sums.currency, movement, amount).unwrap_or_default();
            let rest = self.takings.of_order(number).held();
            if kind == TransactionKind::Capture && wish.is_last && !rest.is_zero() {
                let released = Movement::Release;
                self.takings.enter(number, &sums.currency, released, rest).unwrap_or_default();
            }
        }
        let (id, transaction_number) = self.transaction_id(wish.transaction_id, now);
        self.by_transaction_id.insert(id.clone(), number);
        if let Some(order) = self.orders.get_mut(&number) {
            order.updated_at = now;
            order.transactions.push(Transaction {
                id,
                kind,
                amount,
                outcome,
                number: transaction_number,
                at: now,
            });
        }
        self.show(number, 200, endpoint)
    }

    /// The same transaction id again: answered with what is there, or refused where it was used
    /// for something else.
    fn repeat_change(
        &mut self,
        is_of_this_order: bool,
        number: u64,
        kind: TransactionKind,
        transaction_id: &str,
        wish: &Wish,
    ) -> Result<Reply, Reply> {
        let transactions = self.orders.get(&number).map(|order| order.transactions.as_slice());
        let mut known = transactions.unwrap_or_default().iter();
        let is_same = |it: &Transaction| {
            it.id == transaction_id
                && it.kind == kind
                && wish.amount.is_none_or(|amount| amount == it.amount)
        };
        if is_of_this_order && known.any(is_same) {
            return self.show(number, 200, endpoint(kind));
        }
        Err(invalid_field("transaction_id", "The value has already been taken."))
    }
}

fn endpoint(kind: TransactionKind) -> Endpoint {
    match kind {
        TransactionKind::Purchase => Endpoint::Purchase,
        TransactionKind::Authorize => Endpoint::Authorize,
        TransactionKind::Capture => Endpoint::Capture,
        TransactionKind::Void => Endpoint::Void,
        TransactionKind::Refund => Endpoint::Refund,
    }
}

/// What a change does to this order's money, if it may: void before capture or settlement, refund
/// after it.
fn movement(order: &Order, kind: TransactionKind, now: u64) -> Result<Movement, Reply> {
    let refuse = |words: &str| Err(invalid_field("amount", words));
    let first = order.transactions.first().map(|it| &it.outcome.status);
    if first != Some(&Status::Approved) {
        return refuse("The order is not approved.");
    }
    let is_settled = order.settles_at <= now;
    match (kind, order.kind) {
        (TransactionKind::Capture, Kind::Authorize) => Ok(Movement::Capture),
        (TransactionKind::Capture, Kind::Purchase) => refuse("The order is captured already."),
        (TransactionKind::Void, Kind::Authorize) => Ok(Movement::Release),
        (TransactionKind::Void, Kind::Purchase) if is_settled => {
            refuse("The order is settled and cannot be voided.")
        }
        (TransactionKind::Void, Kind::Purchase) => Ok(Movement::Void),
        (TransactionKind::Refund, Kind::Purchase) if !is_settled => {
            refuse("The order is not settled and cannot be refunded.")
        }
        (TransactionKind::Refund, Kind::Authorize | Kind::Purchase) => Ok(Movement::Refund),
        (TransactionKind::Purchase | TransactionKind::Authorize, _) => {
            refuse("The order exists already.")
        }
    }
}

/// What there is to move, in minor units.
fn left(movement: Movement, sums: &Sums) -> u64 {
    let left = match movement {
        Movement::Capture | Movement::Release => sums.held(),
        Movement::Hold | Movement::Charge | Movement::Void | Movement::Refund => sums.net(),
    };
    minor(left, &sums.currency)
}

fn read_wish(
    fields: &mut Fields<'_>,
    kind: TransactionKind,
    amount_required: bool,
) -> Result<Wish, Reply> {
    let is_capture = kind == TransactionKind::Capture;
    let min = if is_capture { 100 } else { 1 };
    let wants_amount = is_capture || amount_required || fields.value("amount").is_some();
    let amount = if wants_amount { fields.whole("amount", min, u64::MAX) } else { None };
    let transaction_id = fields.uuid("transaction_id");
    let is_last = if is_capture { fields.required("final") } else { None };
    if is_last.is_some_and(|it| !it.is_boolean()) {
        fields.complain("final", "The value must be true or false.");
    }
    if fields.errors().is_empty() {
        let is_last = is_last.and_then(serde_json::Value::as_bool).unwrap_or(false);
        Ok(Wish { transaction_id, amount, is_last })
    } else {
        Err(invalid(fields.errors()))
    }
}

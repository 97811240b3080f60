//! `PUT /v1/refunds/{refundId}`: money back for one payment, all of it or a part.
//!
//! It must never know: why the shop gives it back.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::create::{read_amount, read_custom_fields};
use super::orders::{Order, Refund, RefundState};
use super::wire::{self, Complaints, Refusal};
use super::{Endpoint, Payerly, Repeat};
use crate::message::{Reply, Request};

/// What a well-formed request asks for.
struct Wish {
    payment_id: String,
    /// Everything that is left when absent.
    amount: Option<(Decimal, String)>,
    custom_fields: Option<Map<String, Value>>,
    callback_url: Option<String>,
}

impl Payerly {
    pub(super) fn put_refund(
        &mut self,
        refund_id: &str,
        request: &Request,
        now: u64,
    ) -> Result<Reply, Refusal> {
        if !self.settings.refunds_enabled {
            return Err(Refusal::new(403, "Refunds are not available for this merchant"));
        }
        let wish = read_wish(&wire::body_object(request)?)?;
        if let Some(number) = self.by_refund_id.get(refund_id).copied() {
            self.repeat_refund(number, refund_id, &wish, request)?;
            return self.show_refund(number, refund_id);
        }
        let number = self.by_payment_id.get(&wish.payment_id).copied();
        let number = number.ok_or_else(|| no_such_payment(&wish.payment_id))?;
        let txn_id = self.new_id();
        let order = self.orders.get_mut(&number);
        let order = order.ok_or_else(|| no_such_payment(&wish.payment_id))?;
        let amount = allowed(order, &wish, None)?;
        let is_doomed = self.faults.dooms_refund();
        let due_at = now.saturating_add(self.settings.refund_ms);
        order.refunds.push(Refund {
            refund_id: refund_id.to_owned(),
            txn_id,
            payment_id: wish.payment_id,
            amount,
            state: RefundState::Pending,
            created_at: now,
            changed_at: now,
            due_at,
            is_doomed,
            custom_fields: wish.custom_fields,
            callback_url: wish.callback_url,
            body: request.body.clone(),
        });
        self.by_refund_id.insert(refund_id.to_owned(), number);
        self.look_again(number, due_at);
        self.catch_up(now);
        self.show_refund(number, refund_id)
    }

    /// The same id again. The page says "create or update", and not what an update does to money
    /// that has gone: here it changes only what is still on its way.
    fn repeat_refund(
        &mut self,
        number: u64,
        refund_id: &str,
        wish: &Wish,
        request: &Request,
    ) -> Result<(), Refusal> {
        let rule = self.settings.refund_repeat;
        let taken = || Refusal::new(400, "A refund with this id exists already");
        let order = self.orders.get_mut(&number).ok_or_else(taken)?;
        let found = order.refunds.iter().find(|refund| refund.refund_id == refund_id);
        let found = found.ok_or_else(taken)?;
        if wire::is_same_body(&found.body, request) || rule == Repeat::Ignore {
            return Ok(());
        }
        let is_open = found.state == RefundState::Pending && found.payment_id == wish.payment_id;
        if rule == Repeat::Refuse || !is_open {
            return Err(taken());
        }
        let amount = allowed(order, wish, Some(refund_id))?;
        let found = order.refunds.iter_mut().find(|refund| refund.refund_id == refund_id);
        let found = found.ok_or_else(taken)?;
        found.amount = amount;
        found.custom_fields.clone_from(&wish.custom_fields);
        found.callback_url.clone_from(&wish.callback_url);
        found.body.clone_from(&request.body);
        Ok(())
    }

    fn show_refund(&mut self, number: u64, refund_id: &str) -> Result<Reply, Refusal> {
        let look = self.faults.look(Endpoint::Refund, false);
        let gone = || Refusal::new(404, "Refund not found");
        let order = self.orders.get(&number).ok_or_else(gone)?;
        let refund = order.refunds.iter().find(|refund| refund.refund_id == refund_id);
        let object = wire::refund(order, refund.ok_or_else(gone)?, &self.settings, &look);
        Ok(wire::reply("REFUND", object, &look, &self.trace_id))
    }
}

/// The amount, if the payment still has it.
fn allowed(order: &Order, wish: &Wish, except: Option<&str>) -> Result<Decimal, Refusal> {
    let payment = order.payments.iter().find(|payment| payment.payment_id == wish.payment_id);
    let payment = payment.ok_or_else(|| no_such_payment(&wish.payment_id))?;
    if payment.declined {
        return Err(Refusal::new(400, "The payment was declined").at("body", "paymentId"));
    }
    let left = order.refundable(payment, except);
    let amount = match &wish.amount {
        None => left,
        Some((_, currency)) if *currency != order.wish.currency => {
            let words = "The payment is in another currency";
            return Err(Refusal::new(400, words).at("body", "amount.currency"));
        }
        Some((amount, _)) => *amount,
    };
    if amount > left || amount.is_zero() {
        let words = "The amount exceeds what is left of the payment";
        return Err(Refusal::new(400, words).at("body", "amount.value"));
    }
    Ok(amount)
}

pub(super) fn no_such_payment(payment_id: &str) -> Refusal {
    Refusal::new(404, "Payment not found").given("body", "paymentId", payment_id)
}

fn read_wish(body: &Map<String, Value>) -> Result<Wish, Refusal> {
    let mut wrong = Complaints::default();
    let payment_id = body.get("paymentId").and_then(Value::as_str).filter(|id| !id.is_empty());
    if payment_id.is_none() {
        wrong.add("paymentId", "is required", body.get("paymentId"));
    }
    let amount = read_amount(body, &mut wrong);
    let custom_fields = read_custom_fields(body, &mut wrong);
    let callback_url = body.get("callbackUrl").filter(|url| !url.is_null());
    let is_secure = |url: &Value| url.as_str().is_some_and(|url| url.starts_with("https://"));
    if callback_url.is_some_and(|url| !is_secure(url)) {
        wrong.add("callbackUrl", "must be an HTTPS URL", callback_url);
    }
    let callback_url = callback_url.and_then(Value::as_str).map(str::to_owned);
    match payment_id {
        Some(payment_id) if wrong.is_empty() => {
            Ok(Wish { payment_id: payment_id.to_owned(), amount, custom_fields, callback_url })
        }
        _ => Err(wrong.refusal()),
    }
}

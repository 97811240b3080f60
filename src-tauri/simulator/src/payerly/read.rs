//! `GET /v1/orders/{orderId}` and `GET /v1/payments/{paymentId}/refunds`.
//!
//! It must never know: how an order is made or paid.

use serde_json::{Value, json};

use super::orders::State;
use super::refund::no_such_payment;
use super::wire::{self, Refusal};
use super::{Endpoint, Payerly};
use crate::message::{Reply, Request};

impl Payerly {
    pub(super) fn get(&mut self, order_id: &str, request: &Request) -> Result<Reply, Refusal> {
        let missing = || Refusal::new(404, "Order not found");
        let number = self.by_order_id.get(order_id).copied().ok_or_else(missing)?;
        if let Some(order) = self.orders.get_mut(&number) {
            order.reads = order.reads.saturating_add(1);
        }
        self.show(number, Endpoint::Get, request)
    }

    /// One order as an endpoint shows it, with whatever disguise a fault asks for.
    pub(super) fn show(
        &mut self,
        number: u64,
        endpoint: Endpoint,
        request: &Request,
    ) -> Result<Reply, Refusal> {
        let missing = || Refusal::new(404, "Order not found");
        let order = self.orders.get(&number).ok_or_else(missing)?;
        let shows_paid = matches!(order.state(), State::Paid | State::Refunded);
        let look = self.faults.look(endpoint, shows_paid);
        let origin = page_origin(request).unwrap_or_else(|| self.settings.origin.clone());
        let pay_url = format!("{origin}/pay/{}", order.txn_id);
        let mut object = wire::order(order, &self.settings, &look, &pay_url, endpoint);
        let items = (endpoint == Endpoint::Get).then(|| wire::items(order, &self.settings, &look));
        if !self.settings.items_beside
            && let Some(members) = object.as_object_mut()
        {
            members.extend(items.clone().map(|items| ("items".to_owned(), items)));
        }
        let mut body = wire::envelope("ORDER", object, &look, &self.trace_id);
        if self.settings.items_beside
            && let Some(members) = body.as_object_mut()
        {
            members.extend(items.map(|items| ("items".to_owned(), items)));
        }
        Ok(Reply::json(200, &body))
    }

    pub(super) fn refunds(&mut self, payment_id: &str) -> Result<Reply, Refusal> {
        let look = self.faults.look(Endpoint::Refunds, false);
        let order = self.order(self.by_payment_id.get(payment_id));
        let order = order.ok_or_else(|| no_such_payment(payment_id))?;
        let own = order.refunds.iter().filter(|refund| refund.payment_id == payment_id);
        let items = own.map(|refund| {
            json!({ "type": "REFUND", "object": wire::refund(order, refund, &self.settings, &look) })
        });
        Ok(Reply::json(200, &json!({ "items": items.collect::<Vec<Value>>() })))
    }
}

/// The pay page is on the listener that was asked, whatever port it has.
fn page_origin(request: &Request) -> Option<String> {
    let host = request.header_value("host")?;
    let is_host = |it: char| it.is_ascii_alphanumeric() || ".:-[]".contains(it);
    (!host.is_empty() && host.chars().all(is_host)).then(|| format!("http://{host}"))
}

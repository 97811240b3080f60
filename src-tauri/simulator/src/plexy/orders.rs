//! An order's life: accepted with its charge reserved, then completed or failed.
//!
//! It must never know: what the replies look like.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Endpoint, Plexy};
use crate::ledger::ChargeError;
use crate::pace::Pace;
use crate::seed;
use crate::shelf::Shelved;

/// Plexy's status of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Accepted, the charge reserved.
    Pending,
    /// Fulfilled.
    Completed,
    /// Came to nothing; the reservation is released.
    Failed,
    /// Fulfilled and taken back: a word no page has, and only a person brings it about.
    Reversed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Completed, Self::Failed, Self::Reversed];

    /// Plexy's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Reversed => "reversed",
        }
    }
}

/// One order.
#[derive(Debug, Clone)]
pub struct Order {
    /// Our own number for it; the ledger's order.
    pub serial: u64,
    /// Plexy's id, a UUID.
    pub id: String,
    /// The product ordered.
    pub product_id: u64,
    /// The client's own reference.
    pub external_ref: Option<String>,
    /// The key it was created with.
    pub idempotency_key: Option<String>,
    /// How often the key brought this order again.
    pub replays: u32,
    /// The amount of a direct top-up.
    pub amount: Option<Decimal>,
    /// The account of a direct top-up.
    pub account: BTreeMap<String, String>,
    /// The balance charged.
    pub currency: String,
    /// What was charged; neither the price nor the amount.
    pub charge: Decimal,
    /// The balance before the reservation.
    pub balance_before: Decimal,
    /// The balance after it.
    pub balance_after: Decimal,
    /// The product's region.
    pub region_code: String,
    /// The number its vendor knows it by.
    pub vendor_order_id: String,
    /// What it brought, by Plexy's free words.
    pub content: Vec<(String, String)>,
    /// Where it stands.
    pub status: Status,
    /// How often it was read by id.
    pub polls: u32,
    /// When it was accepted.
    pub created_at: u64,
    /// When it last changed.
    pub updated_at: u64,
    /// When it was fulfilled.
    pub completed_at: Option<u64>,
    /// When it came to nothing.
    pub failed_at: Option<u64>,
    /// From when on the list shows it.
    pub listed_from: u64,
    pub(super) planned: Status,
    pub(super) pace: Pace,
}

impl Shelved for Order {
    /// Product and status.
    type Group = (u64, Status);

    fn number(&self) -> u64 {
        self.serial
    }

    fn group(&self) -> Self::Group {
        (self.product_id, self.status)
    }

    fn listed_from(&self) -> u64 {
        self.listed_from
    }
}

impl Plexy {
    /// Puts an accepted and charged order on its way.
    pub(super) fn start(&mut self, order: Order) {
        let (serial, created_at) = (order.serial, order.created_at);
        let due = order.pace.due(created_at);
        self.by_id.insert(order.id.clone(), serial);
        self.orders.put(order, created_at);
        match due {
            Some(due) if due <= created_at => self.finish_as_planned(serial, created_at),
            Some(due) => {
                self.due.insert((due, serial));
            }
            None => {}
        }
    }

    /// Counts a read by id, which may be the one an order was waiting for.
    pub(super) fn count_poll(&mut self, serial: u64, now: u64) {
        self.orders.change(serial, |order| order.polls = order.polls.saturating_add(1));
        if self.orders.get(serial).is_some_and(|order| order.pace.ends_after(order.polls)) {
            self.finish_as_planned(serial, now);
        }
    }

    /// Ends an order as was decided when it was accepted, unless it has ended already.
    pub(super) fn finish_as_planned(&mut self, serial: u64, at: u64) {
        let pending = |order: &&Order| order.status == Status::Pending;
        let Some(order) = self.orders.get(serial).filter(pending) else { return };
        let planned = order.planned;
        // It is charged already, so ending it cannot be refused.
        self.finish(serial, planned, at).unwrap_or_default();
    }

    /// Ends an order, or turns an ended one around: money, content and times follow the status.
    ///
    /// # Errors
    /// When an order whose charge went back shall be completed and can no longer be paid.
    pub(super) fn finish(
        &mut self,
        serial: u64,
        status: Status,
        at: u64,
    ) -> Result<(), ChargeError> {
        let Some(order) = self.orders.get(serial) else { return Ok(()) };
        let (product, currency, charge) = (order.product_id, order.currency.clone(), order.charge);
        let mut content = Vec::new();
        if status == Status::Completed {
            let costs = self.ledger.of_order(serial);
            if costs.charged == costs.rolled_back {
                self.ledger.charge(serial, &currency, charge)?;
            }
            let is_new = self.orders.get(serial).is_some_and(|order| order.content.is_empty());
            content = if is_new { self.issue(serial, product) } else { content };
        } else if status != Status::Pending {
            self.ledger.roll_back(serial, &currency);
        }
        self.orders.change(serial, |order| {
            let at = at.max(order.created_at);
            order.status = status;
            order.updated_at = at;
            order.completed_at = match status {
                Status::Completed => Some(at),
                // Taken back, but it had been completed.
                Status::Reversed => order.completed_at,
                Status::Pending | Status::Failed => None,
            };
            order.failed_at = (status == Status::Failed).then_some(at);
            if !content.is_empty() {
                order.content = content;
            }
        });
        Ok(())
    }

    fn issue(&mut self, serial: u64, product: u64) -> Vec<(String, String)> {
        let forms = self.product(product).map(|product| product.content.clone());
        let base = seed::mix(self.settings.seed, serial);
        let mut content = Vec::new();
        for (place, (key, form)) in (0..).zip(forms.unwrap_or_default()) {
            // The first is what the customer paid for, and unlike a PIN or a date comes once.
            let value = if place == 0 {
                let again = self.faults.same_code.take(Endpoint::Create.word());
                let again = again.and_then(|()| self.last_code(product));
                again.or_else(|| self.mint.code(&form, base))
            } else {
                Some(seed::fill(&form, seed::mix(base, place)))
            };
            content.extend(value.map(|value| (key, value)));
        }
        content
    }

    /// The code brought last, by the same product where it has brought one.
    fn last_code(&self, product: u64) -> Option<String> {
        let brought = || self.orders.oldest_first().rev().filter(|order| !order.content.is_empty());
        let last = brought().find(|it| it.product_id == product).or_else(|| brought().next())?;
        last.content.first().map(|(_, code)| code.clone())
    }
}

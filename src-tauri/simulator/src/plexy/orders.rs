//! An order's life: accepted with its charge reserved, then completed or failed; and the shelf the
//! orders stand on, from which the newest come first.
//!
//! It must never know: what the replies look like.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::{Endpoint, Plexy};
use crate::ledger::ChargeError;
use crate::pace::Pace;
use crate::seed;

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

impl Plexy {
    /// Puts an accepted and charged order on its way.
    pub(super) fn start(&mut self, order: Order) {
        let (serial, created_at) = (order.serial, order.created_at);
        let due = order.pace.due(created_at);
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
        let Some(order) = self.orders.get_mut(serial) else { return };
        order.polls = order.polls.saturating_add(1);
        if order.pace.ends_after(order.polls) {
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
        self.orders.set_status(serial, status);
        if let Some(order) = self.orders.get_mut(serial) {
            let at = at.max(order.created_at);
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
        }
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
        let brought = || self.orders.newest_first().filter(|order| !order.content.is_empty());
        let last = brought().find(|it| it.product_id == product).or_else(|| brought().next())?;
        last.content.first().map(|(_, code)| code.clone())
    }
}

/// The orders by serial number, with what it takes to answer a page of the list without walking
/// through all that ever were.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    orders: BTreeMap<u64, Order>,
    by_id: HashMap<String, u64>,
    by_product: BTreeMap<u64, BTreeSet<u64>>,
    counts: BTreeMap<(u64, Status), u64>,
    /// Those the list does not show yet, by the time it will.
    hidden: BTreeSet<(u64, u64)>,
}

/// What a list is narrowed to.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) product: Option<u64>,
    pub(super) status: Option<Status>,
}

impl Filter {
    fn takes(&self, product: u64, status: Status) -> bool {
        self.product.is_none_or(|it| it == product) && self.status.is_none_or(|it| it == status)
    }
}

impl Shelf {
    pub(super) fn put(&mut self, order: Order, now: u64) {
        let (serial, product) = (order.serial, order.product_id);
        self.by_id.insert(order.id.clone(), serial);
        self.by_product.entry(product).or_default().insert(serial);
        *self.counts.entry((product, order.status)).or_default() += 1;
        if order.listed_from > now {
            self.hidden.insert((order.listed_from, serial));
        }
        self.orders.insert(serial, order);
    }

    pub(super) fn get(&self, serial: u64) -> Option<&Order> {
        self.orders.get(&serial)
    }

    /// To change anything but the status.
    pub(super) fn get_mut(&mut self, serial: u64) -> Option<&mut Order> {
        self.orders.get_mut(&serial)
    }

    pub(super) fn serial(&self, id: &str) -> Option<u64> {
        self.by_id.get(id).copied()
    }

    pub(super) fn set_status(&mut self, serial: u64, status: Status) {
        let Some(order) = self.orders.get_mut(&serial) else { return };
        let before = std::mem::replace(&mut order.status, status);
        let product = order.product_id;
        if let Some(count) = self.counts.get_mut(&(product, before)) {
            *count = count.saturating_sub(1);
        }
        *self.counts.entry((product, status)).or_default() += 1;
    }

    /// Lets the list show what it has to show by now.
    pub(super) fn show_until(&mut self, now: u64) {
        while self.hidden.first().is_some_and(|(from, _)| *from <= now) {
            self.hidden.pop_first();
        }
    }

    pub(super) fn oldest_first(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Order> {
        self.orders.values().rev()
    }

    /// How many the list has for this filter.
    pub(super) fn total(&self, filter: &Filter) -> u64 {
        let all = self.counts.iter().filter(|((product, it), _)| filter.takes(*product, *it));
        let all: u64 = all.map(|(_, count)| *count).sum();
        let hidden = self.hidden.iter().filter_map(|(_, serial)| self.orders.get(serial));
        let hidden = hidden.filter(|order| filter.takes(order.product_id, order.status)).count();
        all.saturating_sub(u64::try_from(hidden).unwrap_or(u64::MAX))
    }

    /// What the list has for this filter, newest first.
    pub(super) fn listed<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Order> {
        // Either all of one product or all: only one of the two yields anything.
        let of_product = filter.product.and_then(|product| self.by_product.get(&product));
        let of_product = of_product.into_iter().flat_map(|serials| serials.iter().rev());
        let of_product = of_product.filter_map(|serial| self.orders.get(serial));
        let of_all = filter.product.is_none().then(|| self.orders.values().rev());
        let shown = |order: &&Order| !self.hidden.contains(&(order.listed_from, order.serial));
        of_product
            .chain(of_all.into_iter().flatten())
            .filter(|order| filter.takes(order.product_id, order.status))
            .filter(shown)
    }
}

//! An order's life: accepted and charged, in progress, then final with or without its charge.
//!
//! It must never know: what the replies look like.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Endpoint, PalCards, ProductKind};
use crate::ledger::ChargeError;
use crate::pace::Pace;
use crate::seed;

/// PalCards' status of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Accepted.
    Pending,
    /// Being fulfilled.
    InProgress,
    /// Fulfilled.
    Success,
    /// Came to nothing; the charge went back.
    Failed,
    /// Refused after all; the charge went back.
    Rejected,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::InProgress, Self::Success, Self::Failed, Self::Rejected];

    /// PalCards' word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in-progress",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
        }
    }

    /// Whether it never changes again.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Pending | Self::InProgress => false,
            Self::Success | Self::Failed | Self::Rejected => true,
        }
    }
}

/// What a voucher order brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldItem {
    /// PalCards' id of the card.
    pub id: u64,
    /// The code, unique over the fake's life unless a fault gives an earlier one again.
    pub code: String,
    /// The PIN beside it, where the product has one.
    pub pin: Option<String>,
}

/// One order.
#[derive(Debug, Clone)]
pub struct Order {
    /// PalCards' id.
    pub id: u64,
    /// The item ordered; no reply ever shows it.
    pub item: u64,
    /// Voucher or top-up.
    pub kind: ProductKind,
    /// The wallet charged.
    pub currency: String,
    /// What was charged.
    pub price: Decimal,
    /// The price before the dealer's discount, in the same currency.
    pub list_price: Decimal,
    /// The client's own reference: kept and echoed, and nothing else.
    pub client_order_ref: Option<String>,
    /// The customer's phone.
    pub phone: String,
    /// The target of a top-up.
    pub context: BTreeMap<String, String>,
    /// When it was accepted.
    pub created_at: u64,
    /// When it last changed.
    pub updated_at: u64,
    /// From when on `GET /order` shows it.
    pub listed_from: u64,
    /// How often it was read by id.
    pub polls: u32,
    /// The card, once sold.
    pub sold_item: Option<SoldItem>,
    pub(super) ended: Option<Status>,
    pub(super) planned: Status,
    pub(super) pace: Pace,
}

impl Order {
    /// Its status at a moment.
    #[must_use]
    pub fn status(&self, now: u64) -> Status {
        let waited = now.saturating_sub(self.created_at);
        match (self.ended, self.pace) {
            (Some(status), _) => status,
            // Every client must meet both transient words.
            (None, Pace::Delay { ms }) if waited < ms / 3 => Status::Pending,
            (None, Pace::Polls { .. }) if self.polls == 0 => Status::Pending,
            (None, Pace::Delay { .. } | Pace::Polls { .. } | Pace::Never) => Status::InProgress,
        }
    }
}

impl PalCards {
    /// Puts an accepted and charged order on its way.
    pub(super) fn start(&mut self, order: Order) {
        let (id, due, created_at) = (order.id, order.pace.due(order.created_at), order.created_at);
        self.orders.insert(id, order);
        match due {
            Some(due) if due <= created_at => self.finish_as_planned(id, created_at),
            Some(due) => {
                self.due.insert((due, id));
            }
            None => {}
        }
    }

    /// Counts a read by id, which may be the one an order was waiting for.
    pub(super) fn count_poll(&mut self, id: u64, now: u64) {
        let Some(order) = self.orders.get_mut(&id) else { return };
        order.polls = order.polls.saturating_add(1);
        if order.pace.ends_after(order.polls) {
            self.finish_as_planned(id, now);
        }
    }

    /// Ends an order as was decided when it was accepted, unless it has ended already.
    pub(super) fn finish_as_planned(&mut self, id: u64, at: u64) {
        let Some(order) = self.orders.get(&id).filter(|order| order.ended.is_none()) else {
            return;
        };
        let planned = order.planned;
        // It is charged already, so ending it cannot be refused.
        self.finish(id, planned, at).unwrap_or_default();
    }

    /// Ends an order, or turns an ended one around: money and card follow the status.
    ///
    /// # Errors
    /// When an order whose charge went back shall succeed and can no longer be paid.
    pub(super) fn finish(&mut self, id: u64, status: Status, at: u64) -> Result<(), ChargeError> {
        let Some(order) = self.orders.get(&id) else { return Ok(()) };
        let (item, currency, price) = (order.item, order.currency.clone(), order.price);
        let needs_card = order.sold_item.is_none();
        let mut sold_item = None;
        if status == Status::Success {
            let costs = self.ledger.of_order(id);
            if costs.charged == costs.rolled_back {
                self.ledger.charge(id, &currency, price)?;
            }
            sold_item = if needs_card { self.issue(item) } else { None };
        } else {
            self.ledger.roll_back(id, &currency);
        }
        if let Some(order) = self.orders.get_mut(&id) {
            order.ended = Some(status);
            order.updated_at = at.max(order.created_at);
            order.sold_item = sold_item.or_else(|| order.sold_item.take());
        }
        Ok(())
    }

    fn issue(&mut self, item: u64) -> Option<SoldItem> {
        let product = self.product(item)?;
        let (code_form, pin_form) = (product.code.clone()?, product.pin.clone());
        let id = self.next_sold_item_id;
        self.next_sold_item_id = id.saturating_add(1);
        let base = seed::mix(self.settings.seed, id);
        let again = self.faults.same_code.take(Endpoint::Create.word());
        let again = again.and_then(|()| self.last_code(item));
        let code = again.or_else(|| self.mint.code(&code_form, base))?;
        let pin = pin_form.map(|form| seed::fill(&form, seed::mix(base, 1)));
        Some(SoldItem { id, code, pin })
    }

    /// The code sold last, of the same product where there is one.
    fn last_code(&self, item: u64) -> Option<String> {
        let sold = || self.orders.values().rev().filter(|order| order.sold_item.is_some());
        let last = sold().find(|order| order.item == item).or_else(|| sold().next())?;
        last.sold_item.as_ref().map(|sold| sold.code.clone())
    }
}

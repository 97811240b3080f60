//! An order's life: charged when it is accepted, then its codes come, or come to nothing.
//!
//! It must never know: what the replies look like.

use rust_decimal::Decimal;

use super::{CardPlusPay, Endpoint};
use crate::ledger::ChargeError;
use crate::pace::Pace;
use crate::seed;
use crate::shelf::Shelved;

/// The status of an order. Only `completed` is on any page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Accepted and charged, the codes to come.
    Pending,
    /// The codes are there.
    Completed,
    /// Came to nothing; the charge went back.
    Failed,
    /// The codes were taken back, and so was the charge.
    Refunded,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Completed, Self::Failed, Self::Refunded];

    /// `CardPlusPay`'s word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Refunded => "refunded",
        }
    }
}

/// Who bought: all of them use the same key, and no reply tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Till {
    /// Whoever sends requests.
    Own,
    /// Another one on the same account, moved by a lever.
    Other,
}

impl Till {
    /// The word for it in the state.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
        }
    }
}

/// One card of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The code, unique over the fake's life unless a fault gives an earlier one again.
    pub code: String,
    /// The PIN beside it, where the item has one.
    pub pin: Option<String>,
}

/// One order.
#[derive(Debug, Clone)]
pub struct Order {
    /// `CardPlusPay`'s id.
    pub id: u64,
    /// The item ordered; reading an order does not show it.
    pub item_code: String,
    /// How many.
    pub quantity: u64,
    /// Who bought.
    pub till: Till,
    /// The balance charged.
    pub currency: String,
    /// What one costs.
    pub unit_price: Decimal,
    /// What one is worth.
    pub unit_value: Decimal,
    /// What was charged.
    pub amount: Decimal,
    /// What it brought.
    pub cards: Vec<Card>,
    /// Whether the create reply showed the cards, and so their PINs.
    pub cards_at_once: bool,
    /// Where it stands.
    pub status: Status,
    /// How often it was read by id.
    pub polls: u32,
    /// When it was accepted.
    pub created_at: u64,
    /// When it last changed.
    pub updated_at: u64,
    /// From when on the list shows it.
    pub listed_from: u64,
    pub(super) planned: Status,
    pub(super) pace: Pace,
}

impl Shelved for Order {
    type Group = Status;

    fn number(&self) -> u64 {
        self.id
    }

    fn group(&self) -> Status {
        self.status
    }

    fn listed_from(&self) -> u64 {
        self.listed_from
    }
}

impl CardPlusPay {
    /// Puts an accepted and charged order on its way.
    pub(super) fn start(&mut self, order: Order) {
        let (id, created_at) = (order.id, order.created_at);
        let due = order.pace.due(created_at);
        self.orders.put(order, created_at);
        match due {
            Some(due) if due <= created_at => {
                self.finish_as_planned(id, created_at);
                self.orders.change(id, |order| order.cards_at_once = !order.cards.is_empty());
            }
            Some(due) => {
                self.due.insert((due, id));
            }
            None => {}
        }
    }

    /// Counts a read by id, which may be the one an order was waiting for.
    pub(super) fn count_poll(&mut self, id: u64, now: u64) {
        self.orders.change(id, |order| order.polls = order.polls.saturating_add(1));
        if self.orders.get(id).is_some_and(|order| order.pace.ends_after(order.polls)) {
            self.finish_as_planned(id, now);
        }
    }

    /// Ends an order as was decided when it was accepted, unless it has ended already.
    pub(super) fn finish_as_planned(&mut self, id: u64, at: u64) {
        let pending = |order: &&Order| order.status == Status::Pending;
        let Some(order) = self.orders.get(id).filter(pending) else { return };
        let planned = order.planned;
        // It is charged already, so ending it cannot be refused.
        self.finish(id, planned, at).unwrap_or_default();
    }

    /// Ends an order, or turns an ended one around: money and cards follow the status.
    ///
    /// # Errors
    /// When an order whose charge went back shall be completed and can no longer be paid.
    pub(super) fn finish(&mut self, id: u64, status: Status, at: u64) -> Result<(), ChargeError> {
        let Some(order) = self.orders.get(id) else { return Ok(()) };
        let (currency, amount) = (order.currency.clone(), order.amount);
        let has_cards = !order.cards.is_empty();
        let mut cards = Vec::new();
        if status == Status::Completed {
            let costs = self.ledger.of_order(id);
            if costs.charged == costs.rolled_back {
                self.ledger.charge(id, &currency, amount)?;
            }
            cards = if has_cards { cards } else { self.issue(id) };
        } else if status != Status::Pending {
            self.ledger.roll_back(id, &currency);
        }
        self.orders.change(id, |order| {
            order.status = status;
            order.updated_at = at.max(order.created_at);
            if !cards.is_empty() {
                order.cards = cards;
            }
        });
        Ok(())
    }

    fn issue(&mut self, id: u64) -> Vec<Card> {
        let Some(order) = self.orders.get(id) else { return Vec::new() };
        let (item, quantity, till) = (order.item_code.clone(), order.quantity, order.till);
        let forms = self.item(&item).map(|item| (item.code.clone(), item.pin.clone()));
        let Some((Some(code_form), pin_form)) = forms else { return Vec::new() };
        let base = seed::mix(self.settings.seed, id);
        let mut cards = Vec::new();
        for place in 0..quantity {
            let base = seed::mix(base, place);
            let again = match till {
                Till::Own => self.faults.same_code.take(Endpoint::Create.word()),
                Till::Other => None,
            };
            let again = again.and_then(|()| self.last_code(&item));
            let code = again.or_else(|| self.mint.code(&code_form, base));
            let pin = pin_form.as_ref().map(|form| seed::fill(form, seed::mix(base, 1)));
            cards.extend(code.map(|code| Card { code, pin }));
        }
        cards
    }

    /// The code brought last, by the same item where it has brought one.
    fn last_code(&self, item: &str) -> Option<String> {
        let brought = || self.orders.oldest_first().rev().filter(|order| !order.cards.is_empty());
        let last = brought().find(|it| it.item_code == item).or_else(|| brought().next())?;
        last.cards.last().map(|card| card.code.clone())
    }
}

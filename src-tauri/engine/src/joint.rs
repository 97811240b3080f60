//! Several orders in one request of their supplier's: which they are, and who of them gets what. Pure.
//!
//! Each order stays a purchase of one unit with a state of its own. What they share is the request: it
//! leaves once, and what is heard about it is heard by all of them, in one transaction.

use crate::ports::supplier::{Fate, LabelledSecret, Report};
use domain::{
    ids::OrderId,
    money::Money,
    reason::{Reason, ReasonCode},
};
use rust_decimal::Decimal;

/// An order's place in a request that it shares. Fixed in the transaction that lets the request out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// The first of them: the request is its.
    pub leader: OrderId,
    /// Which of them this is; the leader is 0.
    pub position: u32,
    /// How many there are, at least two.
    pub size: u32,
}

impl Joint {
    /// The places of orders that share a request; fewer than two share none.
    #[must_use]
    pub fn of(orders: &[OrderId]) -> Vec<Joint> {
        let (Some(leader), Ok(size)) = (orders.first(), u32::try_from(orders.len())) else {
            return Vec::new();
        };
        if size < 2 {
            return Vec::new();
        }
        (0..size).map(|position| Joint { leader: leader.clone(), position, size }).collect()
    }

    /// Whether the request is this order's.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.position == 0
    }
}

/// What a supplier delivered as one unit: the code first, then what belongs to it.
pub type Card = Vec<LabelledSecret>;

/// What a report about a shared request says about each of these members, in their order. Each gets the
/// next card that none of all has (`taken`, by all who share it); who gets none is not delivered, as an
/// order whose code is missing. What is more than all of them need goes to the last: nothing that was
/// bought is thrown away.
#[must_use]
pub fn share(report: &Report, cards: Vec<Card>, taken: &[Card], members: &[&Joint]) -> Vec<Report> {
    let is_fulfilled = matches!(report.fate, Fate::Fulfilled(_));
    let mut free = if is_fulfilled { untaken(cards, taken) } else { Vec::new() }.into_iter();
    let served = taken.iter().filter(|card| !card.is_empty()).count();
    let size = members.first().map_or(0, |joint| usize::try_from(joint.size).unwrap_or(usize::MAX));
    let surplus = free.len().saturating_sub(size.saturating_sub(served));
    let mut shares = Vec::with_capacity(members.len());
    for (index, joint) in members.iter().enumerate() {
        let mut card = free.next().unwrap_or_default();
        if index + 1 == members.len() {
            card.extend(free.by_ref().take(surplus).flatten());
        }
        let fate = match &report.fate {
            Fate::Fulfilled(_) if card.is_empty() => {
                Fate::Unclear(Reason::plain(ReasonCode::CodeMissing))
            }
            Fate::Fulfilled(_) => Fate::Fulfilled(card),
            Fate::Working | Fate::Declined(_) | Fate::Unclear(_) | Fate::Withheld(_) => {
                report.fate.clone()
            }
        };
        let cost = report.cost.map(|cost| part_of(cost, joint));
        shares.push(Report { fate, cost, ..report.clone() });
    }
    shares
}

/// The cards with a code that none of them has yet. One that stands there more often than it was taken
/// is left: that a code came twice is for the journal to see.
fn untaken(cards: Vec<Card>, taken: &[Card]) -> Vec<Card> {
    let mut taken: Vec<&Card> = taken.iter().collect();
    let mut free = cards;
    free.retain(|card| {
        let is_it = |other: &&Card| codes(other).any(|code| codes(card).any(|it| it == code));
        match taken.iter().position(is_it) {
            Some(found) => {
                taken.swap_remove(found);
                false
            }
            None => codes(card).next().is_some(),
        }
    });
    free
}

/// What makes a card that card; its PIN may come with the first reply only.
fn codes(card: &Card) -> impl Iterator<Item = &str> {
    let codes = card.iter().filter(|secret| matches!(secret.label.as_str(), "code" | "url"));
    codes.map(|secret| secret.value.reveal()).filter(|code| !code.trim().is_empty())
}

/// An order's part of what the request cost. The parts add up to it: what does not divide goes to the
/// first ones, a last digit each.
fn part_of(cost: Money, joint: &Joint) -> Money {
    let amount = cost.amount();
    let size = Decimal::from(joint.size);
    let digits = amount.scale().max(2);
    let base =
        (amount / size).round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::ToZero);
    let last_digit = Decimal::new(1, digits);
    let given = base.saturating_mul(size);
    let over = ((amount - given) / last_digit).trunc();
    let more = if Decimal::from(joint.position) < over { last_digit } else { Decimal::ZERO };
    let part = base.saturating_add(more).normalize();
    let scale = part.scale().max(amount.scale());
    Money::new(at_scale(part, scale), cost.currency())
}

/// The same amount with so many digits after the point.
fn at_scale(mut amount: Decimal, scale: u32) -> Decimal {
    amount.rescale(scale);
    amount
}

#[cfg(test)]
#[path = "joint_tests.rs"]
mod tests;

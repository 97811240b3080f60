//! Slips that say where an order stands: the page on which its customer pays, the customer's claim
//! while it is not settled, and what became of the money when it was not delivered. They hold no code
//! and are never counted.

use super::paper::{Facts, amount, pair, pair_of_words, text};
use domain::{
    ids::Reference,
    order::OrderState,
    receipt::{Align, Block, Receipt, Size},
    sale::{TenderKind, TenderState},
};

impl Facts<'_> {
    /// The slip of an order that was not delivered, or not yet.
    pub(crate) fn note(&self) -> Receipt {
        match self.order.state {
            OrderState::Refused | OrderState::Refunded => self.failure(),
            OrderState::Prepared if self.page().is_some() => self.to_pay(),
            OrderState::Prepared
            | OrderState::Waiting
            | OrderState::Unknown
            | OrderState::NeedsAttention
            | OrderState::Delivered => self.claim(),
        }
    }

    /// Where the customer can pay now.
    fn page(&self) -> Option<&str> {
        let open = self.sale.tender.state == TenderState::Pending;
        self.sale.tender.card.as_ref().filter(|_| open)?.pay_url.as_deref()
    }

    /// What the whole sale costs at the processor, and where: nothing was paid yet.
    fn to_pay(&self) -> Receipt {
        let words = self.words;
        let mut blocks = self.head();
        blocks.push(Block::Banner(words.say("receipt-pay")));
        let sum = amount(self.sale.tender.amount);
        blocks.push(text(&format!("\u{2066}{sum}\u{2069}"), Size::Huge, true, Align::Center));
        blocks.push(Block::Qr(self.page().unwrap_or_default().into()));
        blocks.push(text(&words.say("receipt-pay-how"), Size::Normal, true, Align::Center));
        blocks.push(text(&words.say("receipt-pay-rule"), Size::Small, false, Align::Center));
        blocks.push(Block::Rule);
        blocks.extend(self.what());
        blocks.extend(self.record());
        blocks.extend(self.foot());
        self.receipt(blocks)
    }

    /// Whether the shop has the customer's money, or holds it. What is owed is not paid.
    fn is_paid(&self) -> bool {
        if self.sale.tender.kind == TenderKind::Debt {
            return false;
        }
        match self.sale.tender.state {
            TenderState::Paid | TenderState::Authorised | TenderState::Refunding => true,
            TenderState::Pending
            | TenderState::Unknown
            | TenderState::Refunded
            | TenderState::Voided
            | TenderState::Failed
            | TenderState::Expired => false,
        }
    }

    fn claim(&self) -> Receipt {
        let words = self.words;
        let mut blocks = self.head();
        blocks.push(Block::Banner(words.say("receipt-claim")));
        let number = short_number(&self.order.reference);
        blocks.push(text(&words.say("receipt-claim-number"), Size::Small, false, Align::Center));
        blocks.push(Block::Number(number));
        blocks.push(text(&words.say("receipt-claim-rule"), Size::Normal, true, Align::Center));
        blocks.push(Block::Rule);
        blocks.extend(self.what());
        let state = words.say(&format!("state-{}", self.order.state.as_str()));
        blocks.push(pair_of_words(&words.say("receipt-state"), &state, true));
        // A claim says what was paid only where the journal knows it.
        let money = if self.is_paid() { "receipt-paid" } else { "receipt-price" };
        blocks.push(pair(&words.say(money), &amount(self.order.price), true));
        blocks.push(self.tender());
        blocks.push(Block::Rule);
        blocks.extend(self.record());
        blocks.push(Block::Gap);
        blocks.push(text(&words.say("receipt-claim-how"), Size::Small, false, Align::Center));
        blocks.push(Block::Qr(self.order.reference.as_str().into()));
        blocks.push(text(&words.say("receipt-claim-qr"), Size::Small, false, Align::Center));
        blocks.extend(self.foot());
        self.receipt(blocks)
    }

    fn failure(&self) -> Receipt {
        let words = self.words;
        let mut blocks = self.head();
        let was_refused = self.order.state == OrderState::Refused;
        let banner = if was_refused { "receipt-failure" } else { "receipt-taken-back" };
        blocks.push(Block::Banner(words.say(banner)));
        blocks.extend(self.what());
        blocks.push(Block::Rule);
        blocks.push(pair(&words.say(self.money_back()), &amount(self.order.price), true));
        blocks.push(self.tender());
        blocks.push(Block::Rule);
        blocks.extend(self.record());
        blocks.push(Block::Gap);
        if was_refused {
            let nothing = words.say("receipt-failure-rule");
            blocks.push(text(&nothing, Size::Small, false, Align::Center));
        }
        blocks.extend(self.foot());
        self.receipt(blocks)
    }

    fn what(&self) -> Vec<Block> {
        let name = self.local(&self.order.name);
        let mut blocks = vec![text(name, Size::Large, true, Align::Center), Block::Gap];
        blocks.extend(self.target());
        blocks
    }

    /// How the customer's money comes back. Only what the journal knows is claimed.
    fn money_back(&self) -> &'static str {
        match (self.sale.tender.kind, self.sale.tender.state) {
            (TenderKind::Cash, _) => "receipt-back-cash",
            (TenderKind::Debt, _) => "receipt-back-debt",
            (_, TenderState::Failed | TenderState::Expired) => "receipt-back-never-paid",
            (_, TenderState::Refunded | TenderState::Voided) => "receipt-back-done",
            (
                _,
                TenderState::Pending
                | TenderState::Authorised
                | TenderState::Paid
                | TenderState::Refunding
                | TenderState::Unknown,
            ) => "receipt-back-on-its-way",
        }
    }
}

/// The last six characters of the reference, which finds the order: short enough to be called out.
pub(crate) fn short_number(reference: &Reference) -> String {
    let text = reference.as_str().to_ascii_uppercase();
    let start = text.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    let short = text.get(start..).unwrap_or_default();
    match short.split_at_checked(3) {
        Some((first, second)) if !second.is_empty() => format!("{first} {second}"),
        _ => short.to_owned(),
    }
}

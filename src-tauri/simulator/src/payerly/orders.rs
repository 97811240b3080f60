//! An order's life: open until it is paid, declined or out of time; then, perhaps, given back.
//!
//! It must never know: what the replies look like.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{Payerly, Plan};
use crate::takings::Movement;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Waiting for the customer.
    Open,
    /// The customer's card was refused; there may be another try.
    Declined,
    /// Its time ran out without a single transaction: the one status the documents explain.
    Closed,
    /// Something was paid; whether it is enough is for `paidAmount` to say.
    Paid,
    /// Everything paid went back.
    Refunded,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Declined, Self::Closed, Self::Paid, Self::Refunded];

    /// Its word unless the settings have another. Only `CLOSED` is in the documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "PENDING",
            Self::Declined => "DECLINED",
            Self::Closed => "CLOSED",
            Self::Paid => "CONFIRMED",
            Self::Refunded => "REFUNDED",
        }
    }
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundState {
    /// Accepted; the customer does not have the money yet.
    Pending,
    /// The customer has it.
    Done,
    /// It came to nothing.
    Failed,
}

impl RefundState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Done, Self::Failed];

    /// Its word unless the settings have another.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PROCESSING",
            Self::Done => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}

/// One try of the customer to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// What a refund names.
    pub payment_id: String,
    /// Payerly's own id.
    pub txn_id: String,
    /// How much.
    pub amount: Decimal,
    /// Whether the card was refused.
    pub declined: bool,
    /// When.
    pub at: u64,
}

/// Money on its way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// The merchant's id.
    pub refund_id: String,
    /// Payerly's own id.
    pub txn_id: String,
    /// The payment it is taken from.
    pub payment_id: String,
    /// How much.
    pub amount: Decimal,
    /// Where it stands.
    pub state: RefundState,
    /// When it was accepted.
    pub created_at: u64,
    /// When it last changed.
    pub changed_at: u64,
    pub(super) due_at: u64,
    pub(super) is_doomed: bool,
    pub(super) custom_fields: Option<Map<String, Value>>,
    pub(super) callback_url: Option<String>,
    pub(super) body: Vec<u8>,
}

/// What the merchant asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What is sold.
    pub description: String,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217.
    pub currency: String,
    /// Until when it can be paid.
    pub expire_at: u64,
    /// The URLs that came along, by their names.
    pub urls: Vec<(&'static str, String)>,
    /// The customer as the merchant described them.
    pub customer: Map<String, Value>,
    /// The merchant's own notes.
    pub custom_fields: Option<Map<String, Value>>,
}

/// One order.
#[derive(Debug, Clone)]
pub struct Order {
    /// Running number.
    pub number: u64,
    /// The merchant's id.
    pub order_id: String,
    /// Payerly's own id, and the last part of the pay page's address.
    pub txn_id: String,
    /// What the merchant asked for.
    pub wish: Wish,
    /// When it was made.
    pub created_at: u64,
    /// When its state last changed.
    pub changed_at: u64,
    /// Whether its time ran out.
    pub is_over: bool,
    /// The customer's tries, oldest first.
    pub payments: Vec<Payment>,
    /// What went back, oldest first.
    pub refunds: Vec<Refund>,
    /// How many PUTs named it.
    pub creates: u32,
    /// How often it was read.
    pub reads: u32,
    pub(super) plan: Option<(u64, Plan)>,
    /// As received, to tell a repeat from a change.
    pub(super) body: Vec<u8>,
}

impl Order {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        let paid = self.paid();
        if !paid.is_zero() {
            return if self.refunded() >= paid { State::Refunded } else { State::Paid };
        }
        if !self.payments.is_empty() {
            State::Declined
        } else if self.is_over {
            State::Closed
        } else {
            State::Open
        }
    }

    /// Whether the customer can still pay it without anything going wrong.
    #[must_use]
    pub fn is_payable(&self) -> bool {
        !self.is_over && matches!(self.state(), State::Open | State::Declined)
    }

    /// What the customer paid in all.
    #[must_use]
    pub fn paid(&self) -> Decimal {
        let paid = self.payments.iter().filter(|payment| !payment.declined);
        paid.fold(Decimal::ZERO, |sum, payment| sum.saturating_add(payment.amount))
    }

    fn refunded(&self) -> Decimal {
        let done = self.refunds.iter().filter(|refund| refund.state == RefundState::Done);
        done.fold(Decimal::ZERO, |sum, refund| sum.saturating_add(refund.amount))
    }

    /// What of a payment has not gone back and is not on its way, leaving one refund out.
    pub(super) fn refundable(&self, payment: &Payment, except: Option<&str>) -> Decimal {
        let taken = self.refunds.iter().filter(|refund| {
            refund.payment_id == payment.payment_id
                && refund.state != RefundState::Failed
                && except != Some(refund.refund_id.as_str())
        });
        taken.fold(payment.amount, |left, refund| left.saturating_sub(refund.amount))
    }
}

impl Payerly {
    /// What happens to an order by itself: the customer's plan, the end of its time, refunds.
    pub(super) fn come_due(&mut self, number: u64, at: u64) {
        let Some(order) = self.orders.get_mut(&number) else { return };
        if let Some((_, plan)) = order.plan.take_if(|(due, _)| *due <= at) {
            // Too late for an order that is over, unless the plan is to be late.
            self.act(number, &plan.act, plan.force, at).unwrap_or_default();
        }
        let Some(order) = self.orders.get_mut(&number) else { return };
        if !order.is_over && order.wish.expire_at <= at {
            order.is_over = true;
            if order.payments.is_empty() {
                order.changed_at = order.wish.expire_at;
            }
        }
        let currency = order.wish.currency.clone();
        let due = order
            .refunds
            .iter_mut()
            .filter(|refund| refund.state == RefundState::Pending && refund.due_at <= at);
        for refund in due {
            refund.changed_at = refund.due_at;
            if refund.is_doomed {
                refund.state = RefundState::Failed;
                continue;
            }
            // It was checked against the payment when it was accepted.
            let moved = self.takings.enter(number, &currency, Movement::Refund, refund.amount);
            refund.state = if moved.is_ok() { RefundState::Done } else { RefundState::Failed };
            order.changed_at = refund.due_at;
        }
    }

    /// Puts down when an order must be looked at again.
    pub(super) fn look_again(&mut self, number: u64, at: u64) {
        self.due.insert((at, number));
    }
}

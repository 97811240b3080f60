//! What the customer does with an order: on the pay page, by a lever, or by a plan made before.
//!
//! It must never know: who is asking.

use rust_decimal::Decimal;

use super::orders::Payment;
use super::{Order, Payerly};
use crate::takings::Movement;
use crate::upstream::{ControlError, Params};

/// One thing a customer may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Pays.
    Pay {
        /// How much each time; what the order asks for when absent.
        amount: Option<Decimal>,
        /// How many times.
        payments: u32,
    },
    /// The card is refused.
    Decline,
    /// Lets the time run out, now.
    Expire,
}

/// What the customer of a new order is going to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What.
    pub act: Act,
    /// How long after the order was made.
    pub after_ms: u64,
    /// Also when the order is over by then.
    pub force: bool,
}

/// No customer pays an order more often than this.
const PAYMENTS_MAX: u32 = 10;

impl Act {
    /// Reads `pay`, `decline` or `expire` with its parameters.
    pub(super) fn read(word: Option<&str>, params: &mut Params) -> Result<Self, ControlError> {
        match word {
            Some("pay") => {
                let amount = params.amount("amount")?;
                let payments = params.whole("payments")?.unwrap_or(1);
                if amount.is_some_and(|it| it.is_zero()) || !(1..=PAYMENTS_MAX).contains(&payments)
                {
                    let words = "`amount` must be above zero and `payments` from 1 to 10";
                    return Err(ControlError::BadRequest(words.into()));
                }
                Ok(Self::Pay { amount, payments })
            }
            Some("decline") => Ok(Self::Decline),
            Some("expire") => Ok(Self::Expire),
            _ => {
                let words = "the customer can `pay`, `decline` or `expire` an order";
                Err(ControlError::BadRequest(words.into()))
            }
        }
    }
}

impl Plan {
    /// Reads `{"action","after_ms","force",…}`.
    pub(super) fn read(params: &mut Params) -> Result<Self, ControlError> {
        let action = params.text("action")?;
        Ok(Self {
            act: Act::read(action.as_deref(), params)?,
            after_ms: params.whole("after_ms")?.unwrap_or(0),
            force: params.flag("force")?.unwrap_or(false),
        })
    }
}

impl Payerly {
    /// Lets the customer act.
    ///
    /// # Errors
    /// When the order is paid or over, unless forced.
    pub(super) fn act(
        &mut self,
        number: u64,
        act: &Act,
        force: bool,
        at: u64,
    ) -> Result<(), ControlError> {
        let missing = || ControlError::NotFound(format!("order {number}"));
        let order = self.orders.get(&number).ok_or_else(missing)?;
        if !order.is_payable() && !force {
            return Err(ControlError::Ended(order.order_id.clone()));
        }
        let asked = order.wish.amount;
        match act {
            Act::Pay { amount, payments } => {
                for _ in 0..*payments {
                    self.pay(number, amount.unwrap_or(asked), at);
                }
            }
            Act::Decline => {
                let declined = self.payment(asked, true, at);
                self.add_payment(number, declined);
            }
            Act::Expire => {
                if let Some(order) = self.orders.get_mut(&number) {
                    order.is_over = true;
                    order.changed_at = at;
                }
            }
        }
        Ok(())
    }

    fn pay(&mut self, number: u64, amount: Decimal, at: u64) {
        let payment = self.payment(amount, false, at);
        let currency = self.orders.get(&number).map(|order| order.wish.currency.clone());
        let Some(currency) = currency else { return };
        // Refused for an amount of nothing only, and nobody can pay nothing.
        if self.takings.enter(number, &currency, Movement::Charge, amount).is_ok() {
            self.add_payment(number, payment);
        }
    }

    fn payment(&mut self, amount: Decimal, declined: bool, at: u64) -> Payment {
        Payment { payment_id: self.new_id(), txn_id: self.new_id(), amount, declined, at }
    }

    fn add_payment(&mut self, number: u64, payment: Payment) {
        self.by_payment_id.insert(payment.payment_id.clone(), number);
        if let Some(order) = self.orders.get_mut(&number) {
            order.changed_at = payment.at;
            order.payments.push(payment);
        }
    }

    /// The order behind a pay page.
    pub(super) fn by_page(&self, txn_id: &str) -> Option<&Order> {
        self.order(self.by_txn_id.get(txn_id))
    }
}

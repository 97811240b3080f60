//! Customers' money at a card processor: every movement that ever touched it, order by order.
//!
//! What the issuing banks did is written here, whatever the processor's replies say about it.
//! It must never know: cards, wire formats, or the time.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use serde_json::{Value, json};
use thiserror::Error;

/// Why money moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// Reserved on the customer's card.
    Hold,
    /// A reservation let go.
    Release,
    /// A reservation taken.
    Capture,
    /// Taken without a reservation before it.
    Charge,
    /// Given back before it was settled.
    Void,
    /// Given back after it was settled.
    Refund,
}

/// One movement; the amount is always positive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The order, by the processor's running number.
    pub order: u64,
    /// ISO 4217.
    pub currency: String,
    /// What moved.
    pub amount: Decimal,
    /// Why.
    pub movement: Movement,
}

/// Why nothing moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MovementError {
    /// More than there is to release, capture, void or refund.
    #[error("only {0} is left")]
    TooMuch(Decimal),
    /// Nothing, or less than nothing.
    #[error("the amount must be above zero")]
    NotPositive,
    /// One order has one currency.
    #[error("the order is in another currency")]
    OtherCurrency,
}

/// What one order moved so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// ISO 4217; empty before the first movement.
    pub currency: String,
    /// How many times the customer was charged, captures included.
    pub charges: u32,
    /// Everything that was ever reserved.
    pub reserved: Decimal,
    /// What of it was let go.
    pub released: Decimal,
    /// What of it was taken.
    pub captured: Decimal,
    /// Everything taken from the customer, captures included.
    pub charged: Decimal,
    /// What of it was given back before it was settled.
    pub voided: Decimal,
    /// What of it was given back later.
    pub refunded: Decimal,
}

impl Sums {
    /// What is still reserved on the customer's card.
    #[must_use]
    pub fn held(&self) -> Decimal {
        self.reserved.saturating_sub(self.released).saturating_sub(self.captured)
    }

    /// What the customer has paid, all things considered.
    #[must_use]
    pub fn net(&self) -> Decimal {
        self.charged.saturating_sub(self.voided).saturating_sub(self.refunded)
    }

    /// The members that every processor's state shows of an order, as decimals in major units.
    #[must_use]
    pub fn state(&self) -> Value {
        let amount = |amount: Decimal| digits_of(amount, &self.currency).to_string();
        json!({
            "charges": self.charges,
            "charged": amount(self.charged),
            "held": amount(self.held()),
            "released": amount(self.released),
            "voided": amount(self.voided),
            "refunded": amount(self.refunded),
            "net": amount(self.net()),
        })
    }

    fn count(&mut self, movement: Movement, amount: Decimal) {
        let sum = match movement {
            Movement::Hold => &mut self.reserved,
            Movement::Release => &mut self.released,
            Movement::Capture => {
                self.captured = self.captured.saturating_add(amount);
                &mut self.charged
            }
            Movement::Charge => &mut self.charged,
            Movement::Void => &mut self.voided,
            Movement::Refund => &mut self.refunded,
        };
        *sum = sum.saturating_add(amount);
        if matches!(movement, Movement::Capture | Movement::Charge) {
            self.charges = self.charges.saturating_add(1);
        }
    }
}

/// All movements. For every order: reserved = held + released + captured, charged = net + voided +
/// refunded, and none of them is ever below zero.
#[derive(Debug, Clone, Default)]
pub struct Takings {
    entries: Vec<Entry>,
    by_order: HashMap<u64, Sums>,
}

impl Takings {
    /// Every movement, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What one order moved so far.
    #[must_use]
    pub fn of_order(&self, order: u64) -> Sums {
        self.by_order.get(&order).cloned().unwrap_or_default()
    }

    /// Moves money, or nothing.
    ///
    /// # Errors
    /// When the customer or the shop would be left with less than nothing.
    pub fn enter(
        &mut self,
        order: u64,
        currency: &str,
        movement: Movement,
        amount: Decimal,
    ) -> Result<(), MovementError> {
        if amount <= Decimal::ZERO {
            return Err(MovementError::NotPositive);
        }
        let sums = self.by_order.entry(order).or_default();
        if sums.currency.is_empty() {
            currency.clone_into(&mut sums.currency);
        } else if sums.currency != currency {
            return Err(MovementError::OtherCurrency);
        }
        let left = match movement {
            Movement::Hold | Movement::Charge => amount,
            Movement::Release | Movement::Capture => sums.held(),
            Movement::Void | Movement::Refund => sums.net(),
        };
        if amount > left {
            return Err(MovementError::TooMuch(left));
        }
        sums.count(movement, amount);
        self.entries.push(Entry { order, currency: currency.to_owned(), amount, movement });
        Ok(())
    }

    /// What an order's sums must be by the history: the rule the tests hold them against.
    #[must_use]
    pub fn expected(&self, order: u64) -> Sums {
        let mut sums = Sums::default();
        for entry in self.entries.iter().filter(|entry| entry.order == order) {
            entry.currency.clone_into(&mut sums.currency);
            sums.count(entry.movement, entry.amount);
        }
        sums
    }

    /// The sums of all orders together, by currency, as every processor's state shows them.
    #[must_use]
    pub fn state(&self) -> Value {
        let mut totals = BTreeMap::<&str, Sums>::new();
        for entry in &self.entries {
            let sums = totals.entry(&entry.currency).or_default();
            entry.currency.clone_into(&mut sums.currency);
            sums.count(entry.movement, entry.amount);
        }
        let totals = totals.into_iter().map(|(currency, sums)| (currency.to_owned(), sums.state()));
        Value::Object(totals.collect())
    }
}

/// Digits after the decimal mark in a currency, by ISO 4217.
#[must_use]
pub fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// The same amount written with its currency's digits, or with its own where it has more.
#[must_use]
pub fn digits_of(amount: Decimal, currency: &str) -> Decimal {
    let mut written = amount.normalize();
    written.rescale(written.scale().max(minor_digits(currency)));
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(takings: &mut Takings, movement: Movement, cents: i64) -> Result<(), MovementError> {
        takings.enter(1, "USD", movement, Decimal::new(cents, 2))
    }

    #[test]
    fn no_more_goes_back_than_was_taken_and_no_more_is_taken_than_was_held() {
        use Movement as M;
        let mut takings = Takings::default();
        assert_eq!(enter(&mut takings, M::Hold, 1000), Ok(()));
        let ten = MovementError::TooMuch(Decimal::new(1000, 2));
        assert_eq!(enter(&mut takings, M::Capture, 1001), Err(ten));
        assert_eq!(enter(&mut takings, M::Capture, 600), Ok(()));
        assert_eq!(enter(&mut takings, M::Release, 400), Ok(()));
        let six = MovementError::TooMuch(Decimal::new(600, 2));
        assert_eq!(enter(&mut takings, M::Refund, 601), Err(six));
        assert_eq!(enter(&mut takings, M::Refund, 250), Ok(()));
        assert_eq!(enter(&mut takings, M::Refund, 0), Err(MovementError::NotPositive));
        let euros = takings.enter(1, "EUR", M::Refund, Decimal::ONE);
        assert_eq!(euros, Err(MovementError::OtherCurrency));
        let sums = takings.of_order(1);
        assert_eq!(sums, takings.expected(1));
        let shown = json!({
            "charges": 1, "charged": "6.00", "held": "0.00", "released": "4.00",
            "voided": "0.00", "refunded": "2.50", "net": "3.50",
        });
        assert_eq!((sums.state(), takings.state()["USD"].clone()), (shown.clone(), shown));
    }

    #[test]
    fn amounts_are_written_with_the_currencys_digits() {
        let written = |cents: i64, scale, currency| {
            digits_of(Decimal::new(cents, scale), currency).to_string()
        };
        assert_eq!(written(5, 0, "USD"), "5.00");
        assert_eq!(written(12_340, 4, "KWD"), "1.234");
        assert_eq!(written(500, 2, "JPY"), "5");
        assert_eq!(written(5_001, 3, "USD"), "5.001", "never rounded");
    }
}

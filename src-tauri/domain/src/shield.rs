//! The scam shield: what counts as a high-value card, and how many of them are too many at once.

use crate::{
    money::{Currency, Money},
    product::{Product, ProductKind},
    shop::{Rate, exchange},
};
use rust_decimal::Decimal;
use std::time::Duration;

/// When a customer who buys gift cards may be somebody's victim, as the owner says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shield {
    /// Whether it is raised at all.
    pub on: bool,
    /// From this price on a card is of high value, in the shop's currency; else [`USUAL`] dollars by
    /// the shop's own rate.
    pub high_value: Option<Decimal>,
    /// So many of them in a row ask for questions.
    pub in_a_row: u32,
    /// As long as this apart, they are in a row.
    pub within: Duration,
    /// So many of them one clerk sells in an hour without a manager.
    pub hourly_limit: u32,
}

/// US dollars: the face of the cards that callers ask their victims for.
const USUAL: u32 = 50;

impl Default for Shield {
    fn default() -> Self {
        Self {
            on: true,
            high_value: None,
            in_a_row: 3,
            within: Duration::from_secs(15 * 60),
            hourly_limit: 12,
        }
    }
}

impl Shield {
    /// What a card of high value costs at least; `None` where neither the owner nor a rate says so, or
    /// the shield is not raised.
    #[must_use]
    pub fn threshold(&self, rates: &[Rate], currency: Currency) -> Option<Money> {
        if !self.on {
            return None;
        }
        if let Some(own) = self.high_value {
            return Some(Money::new(own, currency));
        }
        let dollars = Money::new(Decimal::from(USUAL), "USD".parse().ok()?);
        exchange(dollars, rates, currency).ok().flatten()
    }
}

/// Whether a unit of a product at this price is a card of high value: a code that whoever hears it can
/// spend.
#[must_use]
pub fn is_high_value(product: &Product, price: Money, threshold: Money) -> bool {
    product.kind == ProductKind::Voucher
        && price.currency() == threshold.currency()
        && price.amount() >= threshold.amount()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn fifty_dollars_are_of_high_value_wherever_the_shop_has_a_rate() {
        let rate = |base, quote, rate: &str| Rate {
            base: currency(base),
            quote: currency(quote),
            rate: Decimal::from_str_exact(rate).unwrap(),
        };
        let shield = Shield::default();
        let rates = [rate("USD", "ILS", "3.70"), rate("JOD", "USD", "1.41")];
        let at = |code| shield.threshold(&rates, currency(code)).map(Money::to_price);
        assert_eq!(at("USD").as_deref(), Some("50.00"));
        assert_eq!(at("ILS").as_deref(), Some("185.00"));
        assert_eq!(at("JOD").as_deref(), Some("35.461"));
        assert_eq!(at("EGP"), None, "nobody knows what is much there");
    }

    #[test]
    fn the_owners_word_wins_and_a_lowered_shield_sees_nothing() {
        let own = Shield { high_value: Some(Decimal::from(100)), ..Shield::default() };
        let at = |shield: Shield| shield.threshold(&[], currency("EGP")).map(Money::to_price);
        assert_eq!(at(own).as_deref(), Some("100.00"));
        assert_eq!(at(Shield { on: false, ..own }), None);
    }
}

//! Money: an exact decimal with its currency. No float ever touches it (INV-9).

pub use crate::currency::Currency;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// Why an amount could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three capital letters.
    #[error("{0:?} is not an ISO 4217 currency code")]
    NotACurrency(String),
    /// Not a plain decimal: an exponent, grouping, a sign or letters.
    #[error("{0:?} is not a plain decimal amount")]
    NotADecimal(String),
    /// Two currencies in one sum.
    #[error("{left} and {right} cannot be added")]
    CurrencyMismatch {
        /// The first one's currency.
        left: Currency,
        /// The second one's currency.
        right: Currency,
    },
    /// More than a decimal can hold.
    #[error("the amount is out of range")]
    OutOfRange,
}

/// An exact amount in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// An amount as given; its digits are kept.
    #[must_use]
    pub fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing, in this currency.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self { amount: Decimal::ZERO, currency }
    }

    /// The decimal.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.amount
    }

    /// Its currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// If the currencies differ or the sum is out of range.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch {
                left: self.currency,
                right: other.currency,
            });
        }
        let amount = self.amount.checked_add(other.amount).ok_or(MoneyError::OutOfRange)?;
        Ok(Money { amount, ..self })
    }

    /// This amount `count` times.
    ///
    /// # Errors
    /// If the product is out of range.
    pub fn times(self, count: u32) -> Result<Money, MoneyError> {
        let amount = self.amount.checked_mul(Decimal::from(count)).ok_or(MoneyError::OutOfRange)?;
        Ok(Money { amount, ..self })
    }

    /// This amount times an exact factor.
    ///
    /// # Errors
    /// If the product is out of range.
    pub fn scaled(self, factor: Decimal) -> Result<Money, MoneyError> {
        let amount = self.amount.checked_mul(factor).ok_or(MoneyError::OutOfRange)?;
        Ok(Money { amount, ..self })
    }

    /// This amount at a rate of the shop's: 1 of it is `rate` of `quote`; half up to `quote`'s
    /// digits (contract §2).
    ///
    /// # Errors
    /// If the result is out of range.
    pub fn convert(self, rate: Decimal, quote: Currency) -> Result<Money, MoneyError> {
        let amount = self.amount.checked_mul(rate).ok_or(MoneyError::OutOfRange)?;
        Ok(Money { amount, currency: quote }.rounded())
    }

    /// Half up to the currency's own digits.
    #[must_use]
    pub fn rounded(self) -> Money {
        let amount = self
            .amount
            .round_dp_with_strategy(self.currency.digits(), RoundingStrategy::MidpointAwayFromZero);
        Money { amount, ..self }
    }

    /// The decimal with all its digits, and at least the currency's: costs are as their supplier gave them.
    #[must_use]
    pub fn to_full(self) -> String {
        let mut amount = self.amount;
        amount.rescale(amount.scale().max(self.currency.digits()));
        amount.to_string()
    }

    /// The decimal with exactly the currency's ISO 4217 digits, as the contract shows prices.
    #[must_use]
    pub fn to_price(self) -> String {
        let mut amount = self.rounded().amount;
        amount.rescale(self.currency.digits());
        amount.to_string()
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// A plain non-negative decimal: digits and one decimal point, nothing else.
///
/// # Errors
/// If the text is anything else, or out of range.
pub fn parse_decimal(text: &str) -> Result<Decimal, MoneyError> {
    let bad = || MoneyError::NotADecimal(text.to_owned());
    let mut parts = text.split('.');
    let (whole, fraction) = (parts.next().unwrap_or(""), parts.next());
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || fraction.is_some_and(|part| !digits(part)) || parts.next().is_some() {
        return Err(bad());
    }
    Decimal::from_str_exact(text).map_err(|_| bad())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn money(amount: &str, code: &str) -> Money {
        Money::new(parse_decimal(amount).unwrap(), currency(code))
    }

    #[test]
    fn prices_have_exactly_the_currencys_digits() {
        assert_eq!(money("38", "ILS").to_price(), "38.00");
        assert_eq!(money("1.5", "KWD").to_price(), "1.500");
        assert_eq!(money("1500.0", "JPY").to_price(), "1500");
        assert_eq!(money("2.345", "USD").to_price(), "2.35");
    }

    #[test]
    fn conversion_rounds_half_up() {
        let rate = parse_decimal("3.70").unwrap();
        assert_eq!(
            money("9.50", "USD").convert(rate, currency("ILS")).unwrap().to_price(),
            "35.15"
        );
        let half = parse_decimal("0.5").unwrap();
        assert_eq!(money("0.01", "USD").convert(half, currency("ILS")).unwrap().to_price(), "0.01");
    }

    #[test]
    fn only_plain_decimals_are_amounts() {
        for bad in ["", "1e3", "-1", "+1", "1,000", ".5", "5.", "1.2.3", "NaN", "٣", " 1", "0x1"] {
            assert!(parse_decimal(bad).is_err(), "{bad}");
        }
        assert_eq!(parse_decimal("009.50").unwrap().to_string(), "9.50");
    }

    #[test]
    fn two_currencies_never_add() {
        assert!(money("1", "USD").checked_add(money("1", "ILS")).is_err());
    }

    proptest! {
        #[test]
        fn a_price_read_back_is_the_same_price(minor in 0_u64..1_000_000_000_000) {
            let amount = Decimal::new(i64::try_from(minor).unwrap(), 2);
            let price = Money::new(amount, currency("USD")).to_price();
            prop_assert_eq!(parse_decimal(&price).unwrap(), amount);
        }
    }
}

//! Taxes on what is sold, such as VAT. Prices include them, as everywhere over a shop's counter: a rate
//! says which part of a price is the state's, and never changes what a customer pays.

use crate::{
    money::{Money, MoneyError},
    price::RuleScope,
    product::Product,
    shift::{less, plus},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, fmt};

/// No rate is written more finely than this, such as 8.8750.
const DIGITS_MAX: u32 = 4;

/// How much of a price before tax is added to it as tax, in percent: 0 to 100. Zero is a rate too: what is
/// sold at it is reported, as taxed with nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaxRate(Decimal);

/// A rate that no state asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tax rate is from 0 to 100 percent, with four digits after the point at most")]
pub struct TaxRateError;

impl TaxRate {
    /// The rate of so many percent.
    ///
    /// # Errors
    /// Below 0, above 100, or with more than four digits after the point.
    pub fn percent(percent: Decimal) -> Result<Self, TaxRateError> {
        let percent = percent.normalize();
        let fits = percent >= Decimal::ZERO
            && percent <= Decimal::ONE_HUNDRED
            && percent.scale() <= DIGITS_MAX;
        if fits { Ok(Self(percent)) } else { Err(TaxRateError) }
    }

    /// In percent.
    #[must_use]
    pub fn value(self) -> Decimal {
        self.0
    }

    /// The tax within a price that includes it, half up to the currency's digits. It is worked out order
    /// by order, and every sum is a sum of these: so slips, Zs and months agree to the cent.
    ///
    /// # Errors
    /// If the price is out of range.
    pub fn within(self, price: Money) -> Result<Money, MoneyError> {
        let all = Decimal::ONE_HUNDRED.checked_add(self.0).ok_or(MoneyError::OutOfRange)?;
        // Divided last: a share that does not end would lose a half cent.
        let tax = price.amount().checked_mul(self.0).and_then(|it| it.checked_div(all));
        Ok(Money::new(tax.ok_or(MoneyError::OutOfRange)?, price.currency()).rounded())
    }
}

/// What is left to the shop of a price; all of it where it has no rate.
///
/// # Errors
/// If the price is out of range.
pub fn after_tax(price: Money, rate: Option<TaxRate>) -> Result<Money, MoneyError> {
    rate.map_or(Ok(price), |rate| Ok(less(price, rate.within(price)?)))
}

impl fmt::Display for TaxRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the shop calls its tax, and by which number the state knows the shop. Both stand on slips.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxIdentity {
    /// "VAT", "ض.ق.م"; where none is given, slips say "Tax" in their language.
    pub name: Option<String>,
    /// The shop's number.
    pub number: Option<String>,
}

/// The rate of some products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRule {
    /// For which.
    pub scope: RuleScope,
    /// The supplier's id, the brand or the product's id; empty for all.
    pub target: String,
    /// How much.
    pub rate: TaxRate,
}

/// The rate of a product: that of the narrowest rule that fits it. Without one it is not taxed at all.
#[must_use]
pub fn tax_for(rules: &[TaxRule], product: &Product) -> Option<TaxRate> {
    let fitting = rules.iter().filter(|rule| rule.scope.fits(&rule.target, product));
    fitting.max_by_key(|rule| rule.scope).map(|rule| rule.rate)
}

/// What was taken at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxSum {
    /// The rate.
    pub rate: TaxRate,
    /// Prices, tax included.
    pub gross: Money,
    /// The tax in them.
    pub tax: Money,
}

impl TaxSum {
    /// What is left to the shop.
    #[must_use]
    pub fn net(&self) -> Money {
        less(self.gross, self.tax)
    }
}

/// Which way a price went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// To the shop.
    In,
    /// Back to the customer; its tax is not owed.
    Back,
}

/// Sums of prices by rate, the lowest rate first. What has no rate, or one that cannot be worked out, is in
/// none.
#[must_use]
pub fn by_rate(moves: impl IntoIterator<Item = (Moved, Money, Option<TaxRate>)>) -> Vec<TaxSum> {
    let mut sums: BTreeMap<TaxRate, TaxSum> = BTreeMap::new();
    for (moved, price, rate) in moves {
        let Some(rate) = rate else { continue };
        let Ok(tax) = rate.within(price) else { continue };
        let zero = Money::zero(price.currency());
        let sum = sums.entry(rate).or_insert(TaxSum { rate, gross: zero, tax: zero });
        let change = match moved {
            Moved::In => plus,
            Moved::Back => less,
        };
        (sum.gross, sum.tax) = (change(sum.gross, price), change(sum.tax, tax));
    }
    sums.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Money {
        Money::new(Decimal::from_str_exact(text).unwrap(), "ILS".parse().unwrap())
    }

    fn rate(text: &str) -> TaxRate {
        TaxRate::percent(Decimal::from_str_exact(text).unwrap()).unwrap()
    }

    #[test]
    fn the_tax_of_a_price_is_the_part_that_the_rate_adds_to_the_rest() {
        for (percent, price, tax) in [
            ("16", "38.00", "5.24"),
            ("15", "115.00", "15.00"),
            ("5", "10.50", "0.50"),
            ("0", "38.00", "0.00"),
            ("100", "0.01", "0.01"),
            ("8.875", "20.00", "1.63"),
        ] {
            assert_eq!(rate(percent).within(money(price)).unwrap(), money(tax), "{percent} %");
        }
        // Dinars have three digits.
        let dinars = Money::new(Decimal::from_str_exact("1.000").unwrap(), "JOD".parse().unwrap());
        assert_eq!(rate("16").within(dinars).unwrap().amount().to_string(), "0.138");
    }

    #[test]
    fn no_state_asks_for_less_than_nothing_or_more_than_all() {
        for odd in ["-1", "100.01", "16.00001"] {
            let odd = Decimal::from_str_exact(odd).unwrap();
            assert_eq!(TaxRate::percent(odd), Err(TaxRateError), "{odd}");
        }
        assert_eq!(rate("16.00"), rate("16"));
        assert_eq!(rate("16.50").to_string(), "16.5");
    }

    proptest! {
        /// What is left and its tax are the price; the tax is within half a cent of the rate's part of
        /// what is left.
        #[test]
        fn a_price_is_its_tax_and_the_rest(cents in 0_i64..10_000_000, percent in 0_u32..=1_000_000) {
            let rate = TaxRate::percent(Decimal::new(i64::from(percent), 4)).unwrap();
            let price = Money::new(Decimal::new(cents, 2), "ILS".parse().unwrap());
            let tax = rate.within(price).unwrap();
            prop_assert!(tax.amount() >= Decimal::ZERO && tax.amount() <= price.amount());
            let all = Decimal::ONE_HUNDRED + rate.value();
            let off = (tax.amount() * all - price.amount() * rate.value()).abs();
            prop_assert!(off <= Decimal::new(5, 3) * all, "{tax:?} of {price:?} at {rate}");
        }

        /// What came and went back wholly leaves no tax, in whatever order; and what stays is the sum of
        /// its orders' taxes.
        #[test]
        fn sums_by_rate_are_sums_of_orders(
            prices in prop::collection::vec((1_i64..100_000, 0_usize..3, any::<bool>()), 0..40)
        ) {
            let rates = [None, Some(rate("5")), Some(rate("16"))];
            let own = "ILS".parse().unwrap();
            let (mut moves, mut kept) = (Vec::new(), Decimal::ZERO);
            for (cents, which, goes_back) in prices {
                let price = Money::new(Decimal::new(cents, 2), own);
                moves.push((Moved::In, price, rates[which]));
                if goes_back {
                    moves.push((Moved::Back, price, rates[which]));
                } else if let Some(rate) = rates[which] {
                    kept += rate.within(price).unwrap().amount();
                }
            }
            let sums = by_rate(moves.iter().copied());
            prop_assert_eq!(sums.iter().map(|sum| sum.tax.amount()).sum::<Decimal>(), kept);
            moves.reverse();
            prop_assert_eq!(by_rate(moves), sums);
        }
    }
}

//! Price rules: what the customer pays for a product whose price nobody set.

use crate::{
    money::{Currency, Money, MoneyError},
    product::Product,
    shop::{Rate, exchange, unit_price},
    tax::after_tax,
};
use rust_decimal::{Decimal, RoundingStrategy};

crate::words! {
    /// What a rule is for, the widest first: the narrowest one that fits a product is its rule.
    RuleScope {
        /// Everything.
        All => "all",
        /// One supplier's products.
        Supplier => "supplier",
        /// A brand, whoever supplies it.
        Brand => "brand",
        /// One product.
        Product => "product",
    }
}

crate::words! {
    /// How a rule makes a price.
    RuleKind {
        /// The cost and so many percent of it.
        PercentOnCost => "percent_on_cost",
        /// The cost and so much in the shop's currency.
        AmountOnCost => "amount_on_cost",
        /// So many percent of the face value: 100 is the face value itself.
        PercentOfFace => "percent_of_face",
    }
}

crate::words! {
    /// Where a product's price comes from.
    PriceSource {
        /// Somebody set it at the till.
        Own => "own",
        /// The provisioning file names it.
        File => "file",
        /// A rule makes it.
        Rule => "rule",
        /// It is the cost, by the shop's rate.
        Cost => "cost",
        /// There is none: it cannot be sold.
        Missing => "missing",
    }
}

impl RuleScope {
    /// Whether what stands beside it names this product.
    #[must_use]
    pub fn fits(self, target: &str, product: &Product) -> bool {
        match self {
            RuleScope::All => true,
            RuleScope::Supplier => product.supplier.as_str() == target,
            RuleScope::Brand => product.brand.as_deref() == Some(target),
            RuleScope::Product => product.id.as_str() == target,
        }
    }

    /// What a rule is for, as it is written: `all`, `supplier:ID`, `brand:NAME` or `product:ID`. Whether the
    /// target says enough is [`RuleScope::takes`].
    #[must_use]
    pub fn of_target(text: &str) -> Option<(Self, &str)> {
        let (word, target) = text.split_once(':').unwrap_or((text, ""));
        Some((Self::from_word(word)?, target))
    }

    /// Whether a target says enough: all need none, and anything else one.
    #[must_use]
    pub fn takes(self, target: &str) -> bool {
        target.trim().is_empty() == (self == RuleScope::All)
    }
}

/// No rule adds more percent than this; it is a slip of the finger.
const PERCENT_MAX: Decimal = Decimal::ONE_THOUSAND;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// How prices are made for some products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRule {
    /// For which.
    pub scope: RuleScope,
    /// The supplier's id, the brand or the product's id; empty for all.
    pub target: String,
    /// How.
    pub kind: RuleKind,
    /// Percent, or an amount in the shop's currency.
    pub value: Decimal,
    /// The price is a multiple of this, rounded up; without it, half up to the currency's digits.
    pub round_to: Option<Decimal>,
}

/// Why a rule cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// It is for nobody, or for everybody and somebody.
    #[error("the rule does not say what it is for")]
    Target,
    /// Its value cannot be meant.
    #[error("the rule's value is out of range")]
    Value,
    /// No price of this currency is a multiple of what it rounds to.
    #[error("the rule rounds to what the currency does not have")]
    Rounding,
}

impl PriceRule {
    /// The rule, if it can be one in a shop of this currency.
    ///
    /// # Errors
    /// If it says too little, or nothing that can be meant.
    pub fn checked(self, currency: Currency) -> Result<Self, RuleError> {
        if !self.scope.takes(&self.target) {
            return Err(RuleError::Target);
        }
        let (value, fits) = (self.value, |value: Decimal| value <= PERCENT_MAX);
        let is_meant = match self.kind {
            RuleKind::PercentOnCost => value >= Decimal::ZERO && fits(value),
            RuleKind::AmountOnCost => value >= Decimal::ZERO,
            RuleKind::PercentOfFace => value > Decimal::ZERO && fits(value),
        };
        if !is_meant {
            return Err(RuleError::Value);
        }
        let is_payable =
            |step: Decimal| step > Decimal::ZERO && step.normalize().scale() <= currency.digits();
        if !self.round_to.is_none_or(is_payable) {
            return Err(RuleError::Rounding);
        }
        Ok(self)
    }

    /// Whether it is for this product.
    #[must_use]
    pub fn fits(&self, product: &Product) -> bool {
        self.scope.fits(&self.target, product)
    }

    /// What it makes of a product's cost or face value, in the shop's currency. `amount` is what was
    /// chosen of an open-value product: the whole amount is worked out and then rounded, so that no
    /// part is rounded many times over.
    ///
    /// # Errors
    /// `Ok(None)` where the cost, the face value or the rate is not known: nobody wants to sell at cost
    /// because a rule could not be worked out. An error if the price is out of range.
    pub fn price(
        &self,
        product: &Product,
        amount: Option<Money>,
        rates: &[Rate],
        currency: Currency,
    ) -> Result<Option<Money>, MoneyError> {
        let scale = amount.map_or(Ok(Decimal::ONE), |amount| product.scale(amount))?;
        let base = match self.kind {
            RuleKind::PercentOnCost | RuleKind::AmountOnCost => {
                product.cost.map(|cost| cost.scaled(scale)).transpose()?
            }
            RuleKind::PercentOfFace => amount.or(product.face_value),
        };
        let Some(base) = base else { return Ok(None) };
        let Some(base) = exchange(base, rates, currency)? else { return Ok(None) };
        let percent = |percent: Decimal| {
            let part = percent.checked_div(HUNDRED).ok_or(MoneyError::OutOfRange)?;
            base.scaled(part)
        };
        let price = match self.kind {
            RuleKind::PercentOnCost => base.checked_add(percent(self.value)?)?,
            RuleKind::AmountOnCost => base.checked_add(Money::new(self.value, currency))?,
            RuleKind::PercentOfFace => percent(self.value)?,
        };
        self.rounded(price).map(Some)
    }

    fn rounded(&self, price: Money) -> Result<Money, MoneyError> {
        match self.round_to {
            Some(step) => up_to(price, step),
            None => Ok(price.rounded()),
        }
    }
}

/// The next multiple of a step that is not below a price.
fn up_to(price: Money, step: Decimal) -> Result<Money, MoneyError> {
    let out = MoneyError::OutOfRange;
    // A quotient that does not end is cut off; what was cut off must not lift an exact multiple.
    let steps = price.amount().checked_div(step).ok_or(out.clone())?.floor();
    let below = steps.checked_mul(step).ok_or(out.clone())?;
    let amount = match below < price.amount() {
        true => below.checked_add(step).ok_or(out)?,
        false => below,
    };
    Ok(Money::new(amount, price.currency()))
}

/// The rule for a product: the narrowest that fits it.
#[must_use]
pub fn rule_for<'a>(rules: &'a [PriceRule], product: &Product) -> Option<&'a PriceRule> {
    rules.iter().filter(|rule| rule.fits(product)).max_by_key(|rule| rule.scope)
}

/// Where the price of a product comes from; `is_own` says whether somebody set it at the till.
#[must_use]
pub fn source_of(product: &Product, is_own: bool, price: Option<Money>) -> PriceSource {
    match (product.price, &product.price_rule, price) {
        (_, _, None) => PriceSource::Missing,
        (Some(_), _, _) if is_own => PriceSource::Own,
        (Some(_), _, _) => PriceSource::File,
        (None, Some(_), _) => PriceSource::Rule,
        (None, None, _) => PriceSource::Cost,
    }
}

/// What the shop earns on one unit: price less tax and cost, and in percent of the cost, half up to one digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Expected cost in the shop's currency.
    pub cost: Money,
    /// Price less tax and cost; below zero, the shop loses.
    pub amount: Decimal,
    /// In percent of the cost; `None` where that is nothing.
    pub percent: Option<Decimal>,
}

/// The margin of a price, where the cost and a rate for it are known.
#[must_use]
pub fn margin(
    product: &Product,
    amount: Option<Money>,
    price: Money,
    rates: &[Rate],
) -> Option<Margin> {
    let scale = amount.map_or(Ok(Decimal::ONE), |amount| product.scale(amount)).ok()?;
    let cost = product.cost?.scaled(scale).ok()?;
    let cost = exchange(cost, rates, price.currency()).ok().flatten()?.rounded();
    let left = after_tax(price, product.tax).ok()?;
    let amount = left.amount().checked_sub(cost.amount())?;
    let percent = amount
        .checked_mul(HUNDRED)
        .and_then(|amount| amount.checked_div(cost.amount()))
        .map(|percent| percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero));
    Some(Margin { cost, amount, percent })
}

/// What to ask for a product whose cost rose from `before` to `now`: its rule's price, or the price
/// it has and what the rise takes, up to the currency's digits. Never less than the price it has.
///
/// # Errors
/// `Ok(None)` if neither can be worked out; an error if the price is out of range.
pub fn after_rise(
    product: &Product,
    (before, now): (Money, Money),
    rates: &[Rate],
    currency: Currency,
) -> Result<Option<Money>, MoneyError> {
    let Some(price) = product.price else { return Ok(None) };
    let dearer = Product { cost: Some(now), price: None, ..product.clone() };
    let proposed = match &product.price_rule {
        Some(_) => unit_price(&dearer, None, rates, currency)?,
        None => {
            let (before, now) =
                (exchange(before, rates, currency)?, exchange(now, rates, currency)?);
            let (Some(before), Some(now)) = (before, now) else { return Ok(None) };
            let rise = now.amount().checked_sub(before.amount()).ok_or(MoneyError::OutOfRange)?;
            let dearer = price.checked_add(Money::new(rise, currency))?;
            Some(up_to(dearer, Decimal::new(1, currency.digits()))?)
        }
    };
    Ok(proposed.filter(|proposed| proposed.amount() > price.amount()))
}

#[cfg(test)]
#[path = "price_tests.rs"]
mod tests;

//! Taxes, as both faces show them to whoever sets prices.

use crate::views::price::RuleScope;
use domain::{
    money::{Currency, Money},
    tax::TaxRule,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The rate of some products.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TaxRuleView {
    /// Whose.
    pub(crate) scope: RuleScope,
    /// The supplier, brand or product; empty for everything.
    pub(crate) target: String,
    /// In percent.
    pub(crate) rate: String,
    /// How much of a price of 100 is tax, in the shop's currency.
    pub(crate) within_hundred: String,
}

impl TaxRuleView {
    /// A rate, told to a shop of this currency.
    pub(crate) fn of(rule: &TaxRule, currency: Currency) -> Self {
        let within = rule.rate.within(Money::new(Decimal::ONE_HUNDRED, currency));
        Self {
            scope: rule.scope.into(),
            target: rule.target.clone(),
            rate: rule.rate.to_string(),
            within_hundred: within.map(Money::to_price).unwrap_or_default(),
        }
    }
}

/// Who the shop is to its tax authority, and its rates.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TaxesView {
    /// What the tax is called on slips; `None` is the usual word.
    pub(crate) name: Option<String>,
    /// The shop's number at its tax authority.
    pub(crate) number: Option<String>,
    /// The rates, the widest first.
    pub(crate) rules: Vec<TaxRuleView>,
    /// The shop's currency.
    pub(crate) currency: String,
    /// Whose products there are.
    pub(crate) suppliers: Vec<String>,
    /// Which brands there are.
    pub(crate) brands: Vec<String>,
    /// Whether who stands here may change them.
    pub(crate) may_change: bool,
}

/// Sets a rate, or takes it back.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct TaxRuleRequest {
    /// Whose.
    pub(crate) scope: RuleScope,
    /// The supplier, brand or product; empty for everything.
    pub(crate) target: String,
    /// In percent, as it was typed; `None` takes it back.
    pub(crate) rate: Option<String>,
}

/// Says what stands on slips.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct TaxIdentityRequest {
    /// What the tax is called; empty is the usual word.
    pub(crate) name: String,
    /// The shop's number at its tax authority; empty is none.
    pub(crate) number: String,
}

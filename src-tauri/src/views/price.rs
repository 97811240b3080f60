//! Prices as both faces show them to whoever sets them.

use super::{LocalName, rfc3339};
use crate::prices::{Change, Priced, Rise};
use domain::{
    money::{Currency, Money},
    price::{self, PriceRule},
};
use serde::{Deserialize, Serialize};
use specta::Type;

word! {
    /// Where a price comes from.
    PriceSource from price::PriceSource {
        /// Somebody set it at the till.
        Own = price::PriceSource::Own,
        /// The provisioning file names it.
        File = price::PriceSource::File,
        /// A rule makes it.
        Rule = price::PriceSource::Rule,
        /// It is the cost, by the shop's rate.
        Cost = price::PriceSource::Cost,
        /// There is none.
        Missing = price::PriceSource::Missing,
    }
}

word! {
    /// What a rule is for.
    RuleScope from price::RuleScope {
        /// Everything.
        All = price::RuleScope::All,
        /// One supplier's products.
        Supplier = price::RuleScope::Supplier,
        /// A brand.
        Brand = price::RuleScope::Brand,
        /// One product.
        Product = price::RuleScope::Product,
    }
}

word! {
    /// How a rule makes a price.
    RuleKind from price::RuleKind {
        /// The cost and so many percent.
        PercentOnCost = price::RuleKind::PercentOnCost,
        /// The cost and so much.
        AmountOnCost = price::RuleKind::AmountOnCost,
        /// So many percent of the face value.
        PercentOfFace = price::RuleKind::PercentOfFace,
    }
}

impl From<RuleScope> for price::RuleScope {
    fn from(scope: RuleScope) -> Self {
        match scope {
            RuleScope::All => Self::All,
            RuleScope::Supplier => Self::Supplier,
            RuleScope::Brand => Self::Brand,
            RuleScope::Product => Self::Product,
        }
    }
}

impl From<RuleKind> for price::RuleKind {
    fn from(kind: RuleKind) -> Self {
        match kind {
            RuleKind::PercentOnCost => Self::PercentOnCost,
            RuleKind::AmountOnCost => Self::AmountOnCost,
            RuleKind::PercentOfFace => Self::PercentOfFace,
        }
    }
}

/// A product with what its customer pays and why.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PriceView {
    /// Which product.
    pub(crate) product_id: String,
    /// Its name.
    pub(crate) name: LocalName,
    /// Whose.
    pub(crate) supplier: String,
    /// Its maker.
    pub(crate) brand: Option<String>,
    /// What it is worth.
    pub(crate) face_value: Option<String>,
    /// In this currency.
    pub(crate) face_currency: Option<String>,
    /// The least amount of an open-value product, which price and margin are told for.
    pub(crate) amount: Option<String>,
    /// What the supplier is expected to charge, of the face value.
    pub(crate) cost: Option<String>,
    /// In this currency.
    pub(crate) cost_currency: Option<String>,
    /// What the customer pays.
    pub(crate) price: Option<String>,
    /// Where that comes from.
    pub(crate) source: PriceSource,
    /// The price of the provisioning file, whether or not it stands.
    pub(crate) file_price: Option<String>,
    /// The cost in the shop's currency.
    pub(crate) cost_here: Option<String>,
    /// The rate of the tax in it, in percent.
    pub(crate) tax_rate: Option<String>,
    /// Price less tax and cost; below zero, the shop loses.
    pub(crate) margin: Option<String>,
    /// In percent of the cost.
    pub(crate) margin_percent: Option<String>,
    /// When the price was set at the till.
    pub(crate) set_at: Option<String>,
    /// By whom.
    pub(crate) set_by: Option<String>,
    /// Whether it can be sold.
    pub(crate) active: bool,
}

/// How prices are made.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RuleView {
    /// For what.
    pub(crate) scope: RuleScope,
    /// The supplier, brand or product; empty for everything.
    pub(crate) target: String,
    /// How.
    pub(crate) kind: RuleKind,
    /// Percent, or an amount in the shop's currency.
    pub(crate) value: String,
    /// The price is a multiple of this, rounded up.
    pub(crate) round_to: Option<String>,
}

/// A product whose cost rose since its price was set.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RiseView {
    /// It, at its present price.
    pub(crate) priced: PriceView,
    /// What it cost then.
    pub(crate) cost_then: String,
    /// What it costs now.
    pub(crate) cost_now: String,
    /// The currency of both.
    pub(crate) cost_currency: String,
    /// What to ask for it now; `None` where that cannot be said, or the price covers it.
    pub(crate) proposed: Option<String>,
}

/// A price that a rule would change.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PriceChangeView {
    /// Of which product.
    pub(crate) product_id: String,
    /// Its name.
    pub(crate) name: LocalName,
    /// What it is.
    pub(crate) from: Option<String>,
    /// What it would be.
    pub(crate) to: Option<String>,
}

impl From<&Priced> for PriceView {
    fn from(priced: &Priced) -> Self {
        let Priced { product, facts, .. } = priced;
        let plain = |money: Option<Money>| money.map(|money| money.amount().to_string());
        let code = |money: Option<Money>| money.map(|money| money.currency().to_string());
        let margin = priced.margin.zip(priced.price);
        let (set_at, set_by) = facts.set.clone().unzip();
        Self {
            product_id: product.id.to_string(),
            name: LocalName::from(&product.name),
            supplier: product.supplier.to_string(),
            brand: product.brand.clone(),
            face_value: plain(product.face_value),
            face_currency: code(product.face_value),
            amount: plain(priced.amount),
            cost: plain(product.cost),
            cost_currency: code(product.cost),
            price: priced.price.map(Money::to_price),
            source: priced.source.into(),
            file_price: facts.file.map(Money::to_price),
            cost_here: priced.margin.map(|margin| margin.cost.to_price()),
            tax_rate: product.tax.map(|rate| rate.to_string()),
            margin: margin.map(|(margin, price)| signed(margin.amount, price.currency())),
            margin_percent: priced
                .margin
                .and_then(|margin| margin.percent)
                .map(|it| it.to_string()),
            set_at: set_at.map(rfc3339),
            set_by: set_by.flatten(),
            active: product.active,
        }
    }
}

fn signed(amount: rust_decimal::Decimal, currency: Currency) -> String {
    Money::new(amount, currency).to_price()
}

impl From<&PriceRule> for RuleView {
    fn from(rule: &PriceRule) -> Self {
        Self {
            scope: rule.scope.into(),
            target: rule.target.clone(),
            kind: rule.kind.into(),
            value: rule.value.normalize().to_string(),
            round_to: rule.round_to.map(|step| step.normalize().to_string()),
        }
    }
}

impl From<&Rise> for RiseView {
    fn from(rise: &Rise) -> Self {
        Self {
            priced: PriceView::from(&rise.priced),
            cost_then: rise.before.amount().to_string(),
            cost_now: rise.now.amount().to_string(),
            cost_currency: rise.now.currency().to_string(),
            proposed: rise.proposed.map(Money::to_price),
        }
    }
}

impl From<&Change> for PriceChangeView {
    fn from(change: &Change) -> Self {
        Self {
            product_id: change.product.id.to_string(),
            name: LocalName::from(&change.product.name),
            from: change.from.map(Money::to_price),
            to: change.to.map(Money::to_price),
        }
    }
}

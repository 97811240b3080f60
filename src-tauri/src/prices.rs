//! What products cost and what customers pay, for whoever sets prices: both faces ask here.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
};
use domain::{
    digits::typed_decimal,
    ids::ProductId,
    money::{Money, parse_decimal},
    price::{
        Margin, PriceRule, PriceSource, RuleKind, RuleScope, after_rise, margin, rule_for,
        source_of,
    },
    product::Product,
};
use engine::ports::journal::Note;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use storage::PriceFacts;

/// What was set at the till and in the file, by product.
pub(crate) type Known = BTreeMap<ProductId, PriceFacts>;

/// A product with what its customer pays and why.
#[derive(Clone, Debug)]
pub(crate) struct Priced {
    pub(crate) product: Product,
    pub(crate) facts: PriceFacts,
    /// The least amount of an open-value product, which its price is told for.
    pub(crate) amount: Option<Money>,
    pub(crate) price: Option<Money>,
    pub(crate) source: PriceSource,
    pub(crate) margin: Option<Margin>,
}

/// A product whose cost rose since its price was set.
#[derive(Clone, Debug)]
pub(crate) struct Rise {
    pub(crate) priced: Priced,
    pub(crate) before: Money,
    pub(crate) now: Money,
    pub(crate) proposed: Option<Money>,
}

/// A price that another set of rules would change.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) product: Product,
    pub(crate) from: Option<Money>,
    pub(crate) to: Option<Money>,
}

/// The least amount of an open-value product, by which its price is told.
pub(crate) fn least(product: &Product) -> Option<Money> {
    Some(Money::new(product.min?, product.face_currency()?))
}

impl Priced {
    pub(crate) fn of(session: &Session, product: &Product, known: &Known) -> Self {
        let facts = known.get(&product.id).cloned().unwrap_or_default();
        let amount = least(product);
        let price = session.till.price_of(product, amount).ok().flatten();
        let margin = price.and_then(|price| margin(product, amount, price, session.till.rates()));
        let source = source_of(product, facts.own.is_some(), price);
        Self { product: product.clone(), facts, amount, price, source, margin }
    }

    /// Whether the shop loses on it.
    pub(crate) fn loses(&self) -> bool {
        self.margin.is_some_and(|margin| margin.amount < Decimal::ZERO)
    }

    /// The dearest that is known of what the supplier takes: what it says, or charged last.
    fn newest_cost(&self) -> Option<Money> {
        match (self.product.cost, self.facts.charged) {
            (Some(said), Some(charged)) if said.currency() == charged.currency() => {
                Some(if charged.amount() > said.amount() { charged } else { said })
            }
            (said, charged) => said.or(charged),
        }
    }

    fn rise(self, session: &Session) -> Option<Rise> {
        let (before, now) = (self.facts.cost_then?, self.newest_cost()?);
        let rose = before.currency() == now.currency() && now.amount() > before.amount();
        // A price made from the cost follows it by itself.
        if !rose || !self.product.active || self.product.price.is_none() {
            return None;
        }
        let currency = session.shop().currency;
        let rates = session.till.rates();
        let proposed = after_rise(&self.product, (before, now), rates, currency).ok().flatten();
        Some(Rise { priced: self, before, now, proposed })
    }
}

/// Every product whose cost rose since somebody set its price, and nobody has decided.
pub(crate) fn rises<'a>(
    session: &Session,
    products: impl Iterator<Item = &'a Product>,
    known: &Known,
) -> Vec<Rise> {
    products
        .filter(|product| known.contains_key(&product.id))
        .filter_map(|product| Priced::of(session, product, known).rise(session))
        .collect()
}

/// The rules with one of them set, or taken back.
pub(crate) fn with_rule(
    mut rules: Vec<PriceRule>,
    (scope, target): (RuleScope, &str),
    rule: Option<PriceRule>,
) -> Vec<PriceRule> {
    rules.retain(|one| one.scope != scope || one.target != target);
    rules.extend(rule);
    rules
}

/// What other rules would change.
pub(crate) fn changes<'a>(
    session: &Session,
    products: impl Iterator<Item = &'a Product>,
    rules: &[PriceRule],
) -> Vec<Change> {
    let price = |product: &Product| session.till.price_of(product, least(product)).ok().flatten();
    products
        .filter(|product| product.price.is_none())
        .filter_map(|product| {
            let price_rule = rule_for(rules, product).cloned();
            if price_rule == product.price_rule {
                return None;
            }
            let from = price(product);
            let to = price(&Product { price_rule, ..product.clone() });
            (from != to).then(|| Change { product: product.clone(), from, to })
        })
        .collect()
}

/// Sets a product's price as somebody typed it, or takes it back where nothing was typed. `seen` is what
/// the product costs for all they know.
pub(crate) async fn set(
    session: &Session,
    product: &Product,
    typed: Option<&str>,
    seen: Option<Money>,
    note: &Note,
) -> Result<(), Failure> {
    let price = typed.map(|typed| payable(session, typed)).transpose()?;
    let cost = match seen {
        Some(seen) => Some(seen),
        None => {
            let known = session.storage.price_facts().await?;
            Priced::of(session, product, &known).newest_cost()
        }
    };
    Ok(session.storage.set_price(product, price, cost, note).await?)
}

/// An amount that can be paid in the shop's currency.
fn payable(session: &Session, typed: &str) -> Result<Money, Failure> {
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "price", typed);
    let amount = parse_decimal(&typed_decimal(typed.trim())).map_err(|_| bad())?;
    let price = Money::new(amount, session.shop().currency);
    match amount > Decimal::ZERO && price.rounded().amount() == amount {
        true => Ok(price),
        false => Err(bad()),
    }
}

/// A rule as somebody typed it, if it can be one here.
pub(crate) fn read_rule(
    session: &Session,
    (scope, target): (RuleScope, &str),
    kind: RuleKind,
    value: &str,
    round_to: Option<&str>,
) -> Result<PriceRule, Failure> {
    let number = |typed: &str| {
        let bad = || Failure::in_case(ErrorCode::AmountInvalid, "price", typed);
        parse_decimal(&typed_decimal(typed.trim())).map_err(|_| bad())
    };
    let round_to = round_to.filter(|typed| !typed.trim().is_empty());
    let rule = PriceRule {
        scope,
        target: target.trim().to_owned(),
        kind,
        value: number(value)?,
        round_to: round_to.map(number).transpose()?,
    };
    let judged = rule.checked(session.shop().currency);
    judged.map_err(|error| Failure::about(ErrorCode::PriceRuleInvalid, error))
}

//! Prices, as the window's screen asks and is answered.

use crate::views::price::{PriceChangeView, PriceView, RiseView, RuleKind, RuleScope, RuleView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which prices are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PriceFilter {
    /// All.
    All,
    /// Those set at the till.
    Own,
    /// Those below cost.
    BelowCost,
    /// Products without one.
    Missing,
}

/// Asks for a list of prices.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PricesRequest {
    /// Words of the products' names.
    pub(crate) query: String,
    /// Only this supplier's.
    pub(crate) supplier: Option<String>,
    /// Only this brand's.
    pub(crate) brand: Option<String>,
    /// Only such.
    pub(crate) filter: PriceFilter,
    /// So many at most.
    pub(crate) limit: u32,
}

/// A list of prices, and what the screen around it offers.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PricesView {
    /// The products, the best hits first.
    pub(crate) rows: Vec<PriceView>,
    /// How many there are in all.
    pub(crate) total: u32,
    /// The currency of prices and margins.
    pub(crate) currency: String,
    /// Whose products there are.
    pub(crate) suppliers: Vec<String>,
    /// Which brands there are.
    pub(crate) brands: Vec<String>,
    /// The rules, the widest first.
    pub(crate) rules: Vec<RuleView>,
    /// Products whose cost rose, that nobody has decided about.
    pub(crate) rises: Vec<RiseView>,
}

/// Sets a price, or takes it back.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PriceSetRequest {
    /// Of which product.
    pub(crate) product_id: String,
    /// How much; `None` takes back what was set at the till.
    pub(crate) price: Option<String>,
}

/// A rule to try out, to set, or to take back.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PriceRuleRequest {
    /// For what.
    pub(crate) scope: RuleScope,
    /// The supplier, brand or product; empty for everything.
    pub(crate) target: String,
    /// How; `None` takes the rule back.
    pub(crate) kind: Option<RuleKind>,
    /// Percent, or an amount in the shop's currency.
    pub(crate) value: String,
    /// The price is a multiple of this, rounded up.
    pub(crate) round_to: Option<String>,
}

/// What a rule would change.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PricePreviewView {
    /// How many prices.
    pub(crate) total: u32,
    /// The first of them.
    pub(crate) changes: Vec<PriceChangeView>,
}

/// Decides about a price whose product's cost rose.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PriceRiseRequest {
    /// Of which product.
    pub(crate) product_id: String,
    /// The cost that was seen.
    pub(crate) cost: String,
    /// In this currency.
    pub(crate) cost_currency: String,
    /// The price from now on; `None` keeps the one it has.
    pub(crate) price: Option<String>,
}

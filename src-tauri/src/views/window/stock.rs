//! The shop's shelf, as the window's screen asks and is answered.

use crate::views::shelf::ShelfView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Asks for what lies on the shelf.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct StockRequest {
    /// Words of a product's name, to find others that could lie there; empty for none.
    pub(crate) query: String,
}

/// The shelf, and what its screen offers.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StockView {
    /// What lies there, or may.
    pub(crate) rows: Vec<StockRow>,
    /// Products that were searched for, and of which nothing may lie there yet.
    pub(crate) found: Vec<StockRow>,
    /// Whether whoever stands at the till may buy and set limits.
    pub(crate) owner: bool,
}

/// What of a product lies on the shelf, as its tile tells it.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StockSign {
    /// Which product.
    pub(crate) product_id: String,
    /// How many of its codes can be sold from there.
    pub(crate) there: u32,
    /// How many of them would be sold now: recovered ones always, those bought ahead for cash while the
    /// supplier does not answer.
    pub(crate) now: u32,
}

/// One product, and what buying one more of it takes.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StockRow {
    /// Its place on the shelf.
    pub(crate) shelf: ShelfView,
    /// Its supplier.
    pub(crate) supplier: String,
    /// What one is expected to cost.
    pub(crate) cost: Option<String>,
    /// In this currency.
    pub(crate) cost_currency: Option<String>,
    /// What the wallet held when it was last seen, in the cost's currency.
    pub(crate) balance: Option<String>,
    /// Whether it is sold, and could be bought ahead.
    pub(crate) can_buy: bool,
}

/// Says how many codes of a product may lie there.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct StockLimitRequest {
    /// Of which product.
    pub(crate) product_id: String,
    /// How many; zero keeps none.
    pub(crate) keep: u32,
}

/// Asks what it takes to buy some ahead.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct StockQuoteRequest {
    /// Of which product.
    pub(crate) product_id: String,
    /// How many.
    pub(crate) quantity: u32,
}

/// What buying some ahead takes.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StockQuoteView {
    /// What they are expected to cost; null where nobody knows.
    pub(crate) total: Option<String>,
    /// What is in the wallet.
    pub(crate) balance: Option<String>,
    /// What is left of it then; less than nothing where it does not cover them.
    pub(crate) left: Option<String>,
    /// In this currency.
    pub(crate) currency: Option<String>,
    /// Whether the wallet does not cover them.
    pub(crate) short: bool,
}

/// Buys codes ahead. The token makes it once, however often it is pressed.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct StockBuyRequest {
    /// The page's own id of this press.
    pub(crate) token: String,
    /// Which product.
    pub(crate) product_id: String,
    /// How many.
    pub(crate) quantity: u32,
}

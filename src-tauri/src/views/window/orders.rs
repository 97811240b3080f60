//! The list of orders, and giving a customer's money back.

use super::refunds::{Breach, RefundProof};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The orders a list is about.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OrderFilter {
    /// All of them.
    All,
    /// Those that are followed up without a person.
    Checking,
    /// Those that a person must decide about, or be told of.
    Attention,
    /// Those that came to nothing.
    Failed,
    /// Those of customers who gave a phone.
    Phone,
}

/// Asks for a page of the history.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct OrdersRequest {
    /// A phone, reference or order number, from its beginning or its last four characters on; words of
    /// a product; a code's last four.
    pub(crate) search: String,
    /// Only these.
    pub(crate) filter: OrderFilter,
    /// Only since then (RFC 3339).
    pub(crate) since: Option<String>,
    /// Only before then (RFC 3339).
    pub(crate) until: Option<String>,
    /// Only older than this order.
    pub(crate) before: Option<String>,
    /// Only newer than this order: those nearest to it.
    pub(crate) after: Option<String>,
    /// At most so many.
    pub(crate) limit: u32,
}

/// What can be given back of a sale.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RefundOffer {
    /// So much.
    pub(crate) amount: String,
    /// In this currency.
    pub(crate) currency: String,
    /// In cash, over the counter; otherwise the processor gives it back.
    pub(crate) cash: bool,
    /// Taken off what the customer owes: no money moves.
    pub(crate) on_account: bool,
    /// How many of the sale's orders it is for: all whose money was not given back before.
    pub(crate) orders: u32,
    /// What the customer has to bring.
    pub(crate) proof: RefundProof,
    /// What of the refund table speaks against it.
    pub(crate) against: Vec<Breach>,
    /// Whether only the owner may give it back.
    pub(crate) owner: bool,
}

/// Shows an order's codes in clear.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct RevealRequest {
    /// Which.
    pub(crate) order_id: String,
    /// A manager's PIN, for one more than a clerk may within an hour.
    pub(crate) pin: Option<String>,
}

/// Gives a customer's money back.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct RefundRequest {
    /// Which sale's.
    pub(crate) sale_id: String,
    /// Why.
    pub(crate) reason: String,
    /// What the customer brought, where the refund table asks for it.
    pub(crate) proof: Option<String>,
    /// A manager's PIN, where a clerk stands at the till.
    pub(crate) pin: Option<String>,
}

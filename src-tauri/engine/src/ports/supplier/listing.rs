//! What a supplier has on record of an account: its orders, and what was paid in.

use domain::{ids::ProviderOrderId, money::Money, product::ProductKind, time::Timestamp};

/// An order as the supplier lists it, whoever made it: of this till, of another one on the same account,
/// or made in the supplier's own panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The supplier's id.
    pub provider_order_id: ProviderOrderId,
    /// What it carries of whoever made it; nothing where the list shows none.
    pub references: Vec<String>,
    /// The supplier's item, if the list says so.
    pub item: Option<String>,
    /// Voucher or top-up, if the list says so.
    pub kind: Option<ProductKind>,
    /// What it cost, if the list says so.
    pub cost: Option<Money>,
    /// When it was made, by the supplier's clock.
    pub created_at: Option<Timestamp>,
}

/// From where on an account's orders are listed.
#[derive(Clone, Debug)]
pub struct ListFrom {
    /// Every order made since then, and maybe older ones.
    pub since: Timestamp,
    /// The newest order of the account before that, where it is known: what is not above it is older.
    pub above: Option<ProviderOrderId>,
}

/// Money that was paid into a wallet, as the supplier tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidIn {
    /// The supplier's id of it.
    pub id: String,
    /// How much; below zero it is a correction.
    pub amount: Money,
    /// When it reached the balance, by the supplier's clock; `None` while it has not.
    pub posted_at: Option<Timestamp>,
}

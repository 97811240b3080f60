//! What the guards before a sale look up.

use super::journal::JournalError;
use async_trait::async_trait;
use domain::{guard::Earlier, ids::ProductId, money::Money, phone::Phone, time::Timestamp};
use std::collections::BTreeMap;

/// An order that may be the same wish as a new one.
#[derive(Clone, Debug)]
pub struct Sold {
    /// What is shown of it.
    pub earlier: Earlier,
    /// The phone its customer gave.
    pub phone: Option<Phone>,
    /// The facts its customer gave.
    pub fields: BTreeMap<String, String>,
}

/// What the shop said of a product beside its price.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it cost when its price was set.
    pub cost_then: Option<Money>,
    /// Where its codes work, as ISO 3166 countries; empty where nobody said.
    pub countries: Vec<String>,
}

/// What is looked up before a sale.
#[async_trait]
pub trait Guards: Send + Sync {
    /// The orders of a product that somebody gave a phone or a fact for: delivered ones since then, and
    /// unfinished ones of any time, save those that wait for their card tender. Newest first.
    async fn sold_of(
        &self,
        product: &ProductId,
        since: Timestamp,
    ) -> Result<Vec<Sold>, JournalError>;
    /// Whether anything was ever sold to this number, or its owner is remembered.
    async fn is_known(&self, phone: &Phone) -> Result<bool, JournalError>;
    /// One of these numbers whose owner asked to be remembered, the last one seen first.
    async fn remembered_among(&self, phones: &[Phone]) -> Result<Option<Phone>, JournalError>;
    /// What the shop said of a product.
    async fn facts(&self, product: &ProductId) -> Result<Facts, JournalError>;
    /// When a clerk sold vouchers since then and at what price, save those that were refused.
    async fn cards_sold(
        &self,
        clerk: Option<&str>,
        since: Timestamp,
    ) -> Result<Vec<(Timestamp, Money)>, JournalError>;
}

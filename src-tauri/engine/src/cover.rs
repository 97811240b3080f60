//! Whether the wallets cover a basket, asked before money is taken. A balance that is unknown stops
//! nothing: the supplier is the judge, and an order that it refuses goes back.

use crate::{
    ports::journal::JournalError,
    sell::{Line, SellError},
    till::Till,
};
use domain::{
    account::Wallet,
    ids::SupplierId,
    money::{Currency, Money},
};
use std::{collections::BTreeMap, time::Duration};

/// A balance that was asked so lately is not asked again for the same counter.
const FRESH: Duration = Duration::from_secs(15);
/// How long a customer waits for a balance: a supplier that is slow is the judge itself.
const ASK_FOR: Duration = Duration::from_secs(4);

/// A wallet that does not cover what is to be bought from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// At which supplier.
    pub supplier: SupplierId,
    /// What it is expected to cost.
    pub needed: Money,
    /// What the wallet holds, as just asked.
    pub balance: Money,
}

impl Till {
    /// The first wallet that is too small for this basket, by what its products are expected to cost. It
    /// is asked only if the balance last seen looks too small, and stops nothing unless the answer says so
    /// too.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn short_of(&self, lines: &[Line]) -> Result<Option<Short>, JournalError> {
        for ((supplier, currency), needed) in self.needed(lines).await? {
            let Some(wallet) = self.journal().wallet(&supplier, currency).await? else { continue };
            if wallet.balance.amount() >= needed.amount() {
                continue;
            }
            let now = self.clock().now();
            let is_fresh = now >= wallet.as_of && now.since(wallet.as_of) <= FRESH;
            let wallet =
                if is_fresh { Some(wallet) } else { self.asked(&supplier, currency).await };
            // Not told, or told to be enough after all.
            let short = wallet.filter(|it| it.balance.amount() < needed.amount());
            if let Some(wallet) = short {
                return Ok(Some(Short { supplier, needed, balance: wallet.balance }));
            }
        }
        Ok(None)
    }

    async fn asked(&self, supplier: &SupplierId, currency: Currency) -> Option<Wallet> {
        let asked = tokio::time::timeout(ASK_FOR, self.wallets(supplier)).await;
        let wallets = asked.ok()?.ok()?;
        wallets.into_iter().find(|wallet| wallet.balance.currency() == currency)
    }

    /// What a basket takes from each wallet. A product whose cost is not known, or is in another currency
    /// than the wallet its orders are charged to, is not counted.
    async fn needed(
        &self,
        lines: &[Line],
    ) -> Result<BTreeMap<(SupplierId, Currency), Money>, JournalError> {
        let mut needed: BTreeMap<(SupplierId, Currency), Money> = BTreeMap::new();
        for line in lines {
            let Some(product) = self.journal().product(&line.product).await? else { continue };
            let Ok(amount) = self.read_amount(&product, line.amount) else { continue };
            let scaled = product.cost.map(|cost| match amount {
                Some(amount) => product.scale(amount).and_then(|scale| cost.scaled(scale)),
                None => Ok(cost),
            });
            let sum = scaled.and_then(|cost| cost.and_then(|cost| cost.times(line.quantity)).ok());
            let Some(cost) = sum else { continue };
            let charged = self.suppliers().get(&product.supplier).and_then(|it| it.currency());
            if charged.is_some_and(|charged| charged != cost.currency()) {
                continue;
            }
            let key = (product.supplier.clone(), cost.currency());
            let before = needed.get(&key).copied().unwrap_or(Money::zero(cost.currency()));
            needed.insert(key, before.checked_add(cost).unwrap_or(before));
        }
        Ok(needed)
    }

    /// Says no to a basket that a wallet does not cover; nothing was taken or sent.
    ///
    /// # Errors
    /// [`SellError::Short`], or if the journal cannot be read.
    pub async fn covered(&self, lines: &[Line]) -> Result<(), SellError> {
        match self.short_of(lines).await? {
            Some(short) => Err(SellError::Short(short)),
            None => Ok(()),
        }
    }
}

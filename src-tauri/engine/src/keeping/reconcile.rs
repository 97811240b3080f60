//! Wallets held against the books: what they should hold and do, what suppliers have that is not here, and
//! what is here and they do not list.

use super::{KeepError, Keeper, made_since};
use crate::{
    ports::{
        Supplier,
        books::{Booking, BookingKind, Stray},
        journal::{JournalError, Note},
        shifts::Mark,
        supplier::{Fate, Intent, ListFrom, Listed, Look, Recovery, SupplierError},
    },
    records::{EventKind, OrderRecord},
    shift::WalletLine,
};
use domain::{
    ids::{OrderId, Reference, SupplierId},
    money::Money,
    product::ProductKind,
    time::Timestamp,
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::task::JoinSet;

/// Where no shift was ever opened, the wallets' account has no beginning: orders of so long are compared.
const WITHOUT_SHIFTS: Duration = Duration::from_secs(24 * 3600);
/// So many unknown orders of an account are asked for by their id; of more, the list's word is taken.
const ASKED_ONE_BY_ONE: usize = 50;
/// How long a list is waited for.
const LIST_FOR: Duration = Duration::from_secs(20);
/// How long a Z waits for all of it.
const FOR_Z: Duration = Duration::from_secs(8);

/// How wallets and books agree.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    /// When it was made.
    pub at: Timestamp,
    /// Since when orders were compared.
    pub since: Timestamp,
    /// Wallet by wallet.
    pub wallets: Vec<WalletLine>,
    /// What else was booked on them since then.
    pub bookings: Vec<Booking>,
    /// Suppliers' orders that are not here.
    pub strays: Vec<Stray>,
    /// Orders of ours that their supplier does not list.
    pub not_listed: Vec<OrderRecord>,
    /// Suppliers whose list could not be read, and why.
    pub unread: Vec<(SupplierId, String)>,
}

impl Keeper {
    /// Asks every supplier for balances and orders, and holds them against the books.
    ///
    /// # Errors
    /// If the journal cannot be used.
    pub async fn reconcile(&self) -> Result<Reconciliation, JournalError> {
        let (wallets, mark) = self.drawer.ask_wallets().await?;
        self.till.journal().keep_wallets(&wallets).await?;
        let account = self.books.wallet_account(mark).await?;
        let at = self.till.clock().now();
        let since = account.since.unwrap_or_else(|| at.before(WITHOUT_SHIFTS));
        let (not_listed, unread) = self.compare(since).await?;
        Ok(Reconciliation {
            at,
            since,
            wallets: self.drawer.wallet_lines(&account, &wallets, since, at),
            bookings: account.bookings,
            strays: self.books.strays().await?,
            not_listed,
            unread,
        })
    }

    /// Compares orders before a Z, so that it can say what does not fit. A Z waits for no supplier long, and
    /// is made whatever comes of this.
    pub async fn compare_for_z(&self) {
        let compared = tokio::time::timeout(FOR_Z, async {
            let account = self.books.wallet_account(Mark(0)).await?;
            match account.since {
                Some(since) => self.compare(since).await.map(|_| ()),
                None => Ok(()),
            }
        });
        match compared.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "orders were not compared before the Z"),
            Err(_elapsed) => tracing::warn!("comparing orders before the Z took too long"),
        }
    }

    /// Compares orders with every supplier's list. Answers those of ours that are not listed, and whose list
    /// could not be read; what is there and not here is kept.
    async fn compare(
        &self,
        since: Timestamp,
    ) -> Result<(Vec<OrderRecord>, Vec<(SupplierId, String)>), JournalError> {
        let (mut not_listed, mut unread) = (Vec::new(), Vec::new());
        // Asked about already: what they cost is known.
        let kept = self.books.strays().await?;
        for (id, listed) in self.listings(since).await? {
            let Some(supplier) = self.till.suppliers().get(&id).cloned() else { continue };
            match listed {
                Ok(listed) => {
                    let missing = self.not_listed(&id, &supplier, &listed, since).await?;
                    not_listed.extend(missing);
                    let by_likeness = supplier.recovery() == Recovery::ByLikeness;
                    if by_likeness && self.till.journal().in_the_air(&id).await? {
                        unread.push((id, "an order is being looked for".to_owned()));
                        continue;
                    }
                    let unknown = self.books.unknown(&id, made_since(listed, since)).await?;
                    let unknown = unknown.into_iter().filter(|it| {
                        let is_it = |kept: &Stray| {
                            kept.supplier == id
                                && kept.listed.provider_order_id == it.provider_order_id
                        };
                        !kept.iter().any(is_it)
                    });
                    let unknown = self.charged(supplier.as_ref(), unknown.collect()).await;
                    let own = |it: &Listed| self.till.own_reference(it).is_some();
                    self.keep(&id, unknown, own).await?;
                }
                Err(error) => unread.push((id, error.to_string())),
            }
        }
        Ok((not_listed, unread))
    }

    /// Every supplier's list, all asked at once.
    async fn listings(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(SupplierId, Result<Vec<Listed>, SupplierError>)>, JournalError> {
        let mut asking = JoinSet::new();
        for (id, supplier) in self.till.suppliers() {
            let above = self.books.newest_before(id, since).await?;
            let (id, supplier) = (id.clone(), Arc::clone(supplier));
            let (from, now) = (ListFrom { since, above }, self.till.clock().now());
            asking.spawn(async move {
                let listed = tokio::time::timeout(LIST_FOR, supplier.listing(&from, now)).await;
                let late = || SupplierError::Unreachable("no answer in time".to_owned());
                (id, listed.unwrap_or_else(|_| Err(late())))
            });
        }
        let mut listings = Vec::new();
        while let Some(listed) = asking.join_next().await {
            if let Ok(listed) = listed {
                listings.push(listed);
            }
        }
        listings.sort_by(|left, right| left.0.cmp(&right.0));
        Ok(listings)
    }

    /// Those of them that were charged, and for how much: not every list says either. What they delivered is
    /// somebody else's, and is let go of unread.
    async fn charged(&self, supplier: &dyn Supplier, listed: Vec<Listed>) -> Vec<Listed> {
        let mut charged = Vec::with_capacity(listed.len());
        for (place, mut one) in listed.into_iter().enumerate() {
            if place < ASKED_ONE_BY_ONE {
                let now = self.till.clock().now();
                let intent = Intent {
                    order_id: self.till.clock().order_id(),
                    reference: Reference::new(one.references.first().cloned().unwrap_or_default()),
                    item: one.item.clone().unwrap_or_default(),
                    quantity: 1,
                    kind: one.kind.unwrap_or(ProductKind::Voucher),
                    currency: supplier.currency(),
                    phone: None,
                    fields: BTreeMap::new(),
                    created_at: one.created_at.unwrap_or(now),
                    amount: None,
                    mark: None,
                };
                let look = supplier.look_up(&intent, Some(&one.provider_order_id), now).await;
                if let Look::Found { report, .. } = look {
                    if matches!(report.fate, Fate::Declined(_)) {
                        continue;
                    }
                    one.cost = report.cost.or(one.cost);
                }
            }
            charged.push(one);
        }
        charged
    }

    /// Orders of ours that their supplier neither lists nor shows by its own id. A person is told.
    async fn not_listed(
        &self,
        id: &SupplierId,
        supplier: &Arc<dyn Supplier>,
        listed: &[Listed],
        since: Timestamp,
    ) -> Result<Vec<OrderRecord>, JournalError> {
        let theirs: BTreeSet<_> = listed.iter().map(|it| &it.provider_order_id).collect();
        let ours = self.books.to_be_listed(id, since).await?;
        let mut missing = Vec::new();
        for (order, their_id) in ours.into_iter().filter(|(_, it)| !theirs.contains(it)) {
            let Some(order) = self.till.journal().order(&order).await? else { continue };
            let now = self.till.clock().now();
            // A list may be late.
            let sent = order.sent_at.unwrap_or(order.created_at);
            if now.since(sent) < self.till.settings().settle_window {
                continue;
            }
            let look = supplier.look_up(&order.intent(), Some(&their_id), now).await;
            if matches!(look, Look::Found { .. }) {
                continue;
            }
            self.books.not_listed(&order.id, now).await?;
            missing.push(order);
        }
        Ok(missing)
    }

    /// Books what a person says was paid into a wallet, or why it differs.
    ///
    /// # Errors
    /// If it is nothing, nobody says why, or there is no such supplier.
    pub async fn book(
        &self,
        supplier: &SupplierId,
        kind: BookingKind,
        amount: Money,
        note: &str,
        clerk: Option<String>,
    ) -> Result<(), KeepError> {
        if !self.till.suppliers().contains_key(supplier) {
            return Err(KeepError::NoSupplier(supplier.to_string()));
        }
        let note = note.trim();
        if amount.amount() == Decimal::ZERO || note.is_empty() {
            return Err(KeepError::NoReason);
        }
        let booking = Booking {
            supplier: supplier.clone(),
            kind,
            amount,
            at: self.till.clock().now(),
            by_supplier: false,
            clerk,
            note: Some(note.to_owned()),
        };
        Ok(self.books.book(&booking).await?)
    }

    /// A person says why an order of ours is not on its supplier's list.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn explain(
        &self,
        order: &OrderId,
        note: String,
        clerk: Option<String>,
    ) -> Result<(), KeepError> {
        let at = self.till.clock().now();
        let said = Note { at, clerk: clerk.clone(), detail: Some(note) };
        self.till.journal().note(order, EventKind::Explained, &said).await?;
        self.till.attention_seen(order, clerk).await?;
        Ok(())
    }
}

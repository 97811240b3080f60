//! Keeping the till's books whole: what its suppliers have and it has not, and the reverse.
//!
//! A restored till lacks what was sold after its backup. What carries its reference at a supplier is its
//! own, to the letter (INV-18), and is taken in as an order of known id and unknown fate: from there on
//! it is looked up like any other, and since its request is not on record, nothing of it can ever be
//! sent (INV-1). Where a supplier shows no reference, a person says what is ours.

mod reconcile;

pub use reconcile::Reconciliation;

use crate::{
    ports::{
        Books,
        books::{NewImport, PriceFrom, Stray},
        journal::{JournalError, Note},
        supplier::{ListFrom, Listed, Recovery, Supplier, SupplierError},
    },
    records::OrderRecord,
    shift::Drawer,
    till::Till,
};
use domain::{
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, Reference, SupplierId},
    money::Money,
    order::{OrderState, Purpose},
    product::{LocalName, Product, ProductKind},
    reason::{Reason, ReasonCode},
    time::Timestamp,
};
use std::{sync::Arc, time::Duration};

/// So long after a restore suppliers are asked for what the backup has not: the old till may have sold
/// until it was switched off. They are asked until each has answered once, however long that takes.
pub const LOOK_FOR: Duration = Duration::from_secs(14 * 24 * 3600);
/// How often they are asked within that time.
const LOOK_EVERY: Duration = Duration::from_secs(3600);
/// What clocks of ours and theirs may differ by without an order being taken for an older one.
const CLOCKS_DIFFER: Duration = Duration::from_secs(600);
/// How often an open window thinks of it.
const THINK_EVERY: Duration = Duration::from_secs(60);
/// The owner of an order that was just taken in: a process that never lived, so whoever follows up takes
/// it over.
const NOBODY: &str = "imported";

/// Looks after a till's books. Cheap to clone.
#[derive(Clone)]
pub struct Keeper {
    till: Till,
    books: Arc<dyn Books>,
    drawer: Drawer,
}

/// What a round of looking after a restore came to.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Orders that were taken in.
    pub imported: u32,
    /// Suppliers that could not be asked, and why. They are asked again.
    pub unread: Vec<(SupplierId, String)>,
}

/// What was said about a supplier's order cannot be.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// Nobody asks what it is, or somebody said it.
    #[error("nothing is to be said about the supplier's order {0}")]
    NotAsked(ProviderOrderId),
    /// Not imported, so its price is what was taken.
    #[error("the order {0} was sold here")]
    NotImported(OrderId),
    /// An amount in another currency than the shop's, or with more digits than it has.
    #[error("{0} is no price")]
    NoPrice(String),
    /// Nothing to book, or nobody says why.
    #[error("what is booked has an amount and a reason")]
    NoReason,
    /// No such supplier.
    #[error("the supplier {0} is not set up")]
    NoSupplier(String),
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl Keeper {
    /// The keeper of a till's books.
    #[must_use]
    pub fn new(till: Till, books: Arc<dyn Books>, drawer: Drawer) -> Self {
        Self { till, books, drawer }
    }

    /// Asks the suppliers of a restored till for what its backup has not, where that is due, and takes in
    /// what is its own. Can be cut off at any point and done again.
    ///
    /// # Errors
    /// If the journal cannot be used.
    pub async fn import_found(&self) -> Result<Found, JournalError> {
        let mut found = Found::default();
        let Some((restored_at, backup_at)) = self.books.restored().await? else {
            return Ok(found);
        };
        for (id, supplier) in self.till.suppliers() {
            let now = self.till.clock().now();
            if !self.is_due(id, restored_at, now).await? {
                continue;
            }
            match self.import_from(id, supplier.as_ref(), backup_at).await? {
                Ok(imported) => {
                    found.imported = found.imported.saturating_add(imported);
                    self.books.looked(id, now).await?;
                }
                Err(error) => found.unread.push((id.clone(), error.to_string())),
            }
        }
        Ok(found)
    }

    /// Does so for as long as this process lives. Never ends.
    pub async fn keep_importing(&self) {
        loop {
            match self.import_found().await {
                Ok(found) => {
                    for (supplier, error) in found.unread {
                        tracing::warn!(%supplier, error, "what was sold after the backup could not be asked for");
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "what was sold after the backup could not be taken in");
                }
            }
            tokio::time::sleep(THINK_EVERY).await;
        }
    }

    async fn is_due(
        &self,
        supplier: &SupplierId,
        restored_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool, JournalError> {
        // No clock decides whether it is asked at all (INV-11): only whether it is asked once more.
        let Some(last) = self.books.last_look(supplier).await? else { return Ok(true) };
        let is_over = now < last || now.since(last) >= LOOK_EVERY;
        Ok(is_over && now.since(restored_at) < LOOK_FOR)
    }

    async fn import_from(
        &self,
        id: &SupplierId,
        supplier: &dyn Supplier,
        backup_at: Timestamp,
    ) -> Result<Result<u32, SupplierError>, JournalError> {
        let by_likeness = supplier.recovery() == Recovery::ByLikeness;
        let above = self.books.newest_before(id, backup_at).await?;
        let from = ListFrom { since: backup_at, above };
        // What is on its way may be in the list without being known as ours yet.
        if by_likeness && self.till.journal().in_the_air(id).await? {
            return Ok(Err(SupplierError::Refused("an order is being looked for".to_owned())));
        }
        let listed = match supplier.listing(&from, self.till.clock().now()).await {
            Ok(listed) => listed,
            Err(error) => return Ok(Err(error)),
        };
        if by_likeness && self.till.journal().in_the_air(id).await? {
            return Ok(Err(SupplierError::Refused("an order is being looked for".to_owned())));
        }
        let unknown = self.books.unknown(id, listed).await?;
        if by_likeness {
            self.keep(id, made_since(unknown, backup_at), |_| true).await?;
            return Ok(Ok(0));
        }
        let mut imported = 0_u32;
        for listed in unknown {
            let Some(reference) = self.till.own_reference(&listed).map(Reference::new) else {
                continue;
            };
            let note = Note { at: self.till.clock().now(), clerk: None, detail: None };
            let new = self.new_import(id, supplier, &listed, reference, note).await?;
            if self.books.import(&new).await? {
                imported = imported.saturating_add(1);
                self.till.tell(&new.record.sale_id);
            }
        }
        Ok(Ok(imported))
    }

    pub(crate) async fn keep(
        &self,
        supplier: &SupplierId,
        listed: Vec<Listed>,
        needs_person: impl Fn(&Listed) -> bool,
    ) -> Result<(), JournalError> {
        let found_at = self.till.clock().now();
        let stray = |listed: Listed| Stray {
            supplier: supplier.clone(),
            needs_person: needs_person(&listed),
            listed,
            found_at,
        };
        let strays: Vec<Stray> = listed.into_iter().map(stray).collect();
        if strays.is_empty() { Ok(()) } else { self.books.keep_strays(&strays).await }
    }

    /// Orders of suppliers about which nobody has said what they are.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn strays(&self) -> Result<Vec<Stray>, JournalError> {
        self.books.strays().await
    }

    /// A person says that a supplier's order is this till's: it is taken in. Answers our order.
    ///
    /// # Errors
    /// If nobody asks what it is.
    pub async fn adopt(
        &self,
        supplier: &SupplierId,
        id: &ProviderOrderId,
        note: String,
        clerk: Option<String>,
    ) -> Result<OrderId, KeepError> {
        let strays = self.books.strays().await?;
        let stray = strays
            .into_iter()
            .find(|it| it.supplier == *supplier && it.listed.provider_order_id == *id);
        let stray = stray.ok_or_else(|| KeepError::NotAsked(id.clone()))?;
        let adapter = self.till.suppliers().get(supplier).cloned();
        let adapter = adapter.ok_or_else(|| KeepError::NoSupplier(supplier.to_string()))?;
        let own = self.till.own_reference(&stray.listed).map(Reference::new);
        let fresh = || self.till.clock().reference(&self.till.shop().reference_stem());
        let reference = own.unwrap_or_else(fresh);
        let note = Note { at: self.till.clock().now(), clerk, detail: Some(note) };
        let new =
            self.new_import(supplier, adapter.as_ref(), &stray.listed, reference, note).await?;
        if !self.books.import(&new).await? {
            return Err(KeepError::NotAsked(id.clone()));
        }
        self.till.tell(&new.record.sale_id);
        Ok(new.record.id)
    }

    /// A person says that suppliers' orders are this till's, with one reason for all: each is taken in and
    /// journalled by itself, as by [`Keeper::adopt`].
    ///
    /// # Errors
    /// If nobody asks what one of them is, or its supplier cannot be asked; those before it are then in.
    pub async fn adopt_all(
        &self,
        supplier: &SupplierId,
        ids: &[ProviderOrderId],
        note: &str,
        clerk: Option<String>,
    ) -> Result<(), KeepError> {
        for id in ids {
            self.adopt(supplier, id, note.to_owned(), clerk.clone()).await?;
        }
        Ok(())
    }

    /// A person says that suppliers' orders are none of this till's.
    ///
    /// # Errors
    /// If nobody asks what one of them is; those before it are then settled.
    pub async fn deny(
        &self,
        supplier: &SupplierId,
        ids: &[ProviderOrderId],
        note: &str,
        clerk: Option<String>,
    ) -> Result<(), KeepError> {
        for id in ids {
            let at = self.till.clock().now();
            let note = Note { at, clerk: clerk.clone(), detail: Some(note.to_owned()) };
            match self.books.deny_stray(supplier, id, &note).await {
                Err(JournalError::Conflict) => return Err(KeepError::NotAsked(id.clone())),
                denied => denied?,
            }
        }
        Ok(())
    }

    /// A person says what the customer paid for an imported order.
    ///
    /// # Errors
    /// If it was not imported, or it is no price.
    pub async fn tell_price(
        &self,
        order: &OrderId,
        price: Money,
        clerk: Option<String>,
    ) -> Result<(), KeepError> {
        let fits = price.rounded().amount() == price.amount();
        let own = price.currency() == self.till.shop().currency;
        if !fits || !own || price.amount().is_sign_negative() {
            return Err(KeepError::NoPrice(format!("{} {}", price.amount(), price.currency())));
        }
        let detail = Some(format!("{} {}", price.to_price(), price.currency()));
        let note = Note { at: self.till.clock().now(), clerk, detail };
        match self.books.tell_price(order, price, &note).await {
            Err(JournalError::Conflict) => return Err(KeepError::NotImported(order.clone())),
            told => told?,
        }
        if let Some(order) = self.till.journal().order(order).await? {
            self.till.tell(&order.sale_id);
        }
        Ok(())
    }

    /// Where an imported order's price comes from; `None` of one that was sold here.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn price_from(&self, order: &OrderId) -> Result<Option<PriceFrom>, JournalError> {
        self.books.price_from(order).await
    }

    async fn new_import(
        &self,
        id: &SupplierId,
        supplier: &dyn Supplier,
        listed: &Listed,
        reference: Reference,
        note: Note,
    ) -> Result<NewImport, JournalError> {
        let product_id = listed.item.as_ref().map(|item| ProductId::new(format!("{id}:{item}")));
        let product = match &product_id {
            Some(product_id) => self.till.journal().product(product_id).await?,
            None => None,
        };
        let price = product.as_ref().and_then(|product| self.price_of(product));
        let their_id = listed.provider_order_id.clone();
        let created_at = listed.created_at.unwrap_or(note.at);
        // Which product it is, not every supplier says: then it is called by what is known of it.
        let unnamed = format!("{id} {their_id}");
        let record = OrderRecord {
            id: self.till.clock().order_id(),
            sale_id: self.till.clock().sale_id(),
            purpose: Purpose::Customer,
            supplier: id.clone(),
            product_id: product_id.unwrap_or_else(|| ProductId::new(format!("{id}:?"))),
            item: listed.item.clone().unwrap_or_default(),
            kind: listed
                .kind
                .or(product.as_ref().map(|product| product.kind))
                .unwrap_or(ProductKind::Voucher),
            name: product
                .as_ref()
                .map_or(LocalName { en: unnamed.clone(), ar: unnamed }, |it| it.name.clone()),
            state: OrderState::Unknown,
            provider_order_id: Some(their_id),
            provider_state: None,
            reference,
            wallet: supplier.currency().or(listed.cost.map(Money::currency)),
            cost: listed.cost,
            price: price.unwrap_or_else(|| Money::zero(self.till.shop().currency)),
            tax_rate: product.as_ref().and_then(|product| product.tax),
            phone: None,
            phone_sent: None,
            amount: None,
            mark: None,
            joint: None,
            fields: std::collections::BTreeMap::new(),
            secrets: Vec::new(),
            created_at,
            sent_at: Some(created_at),
            finished_at: None,
            reason: Some(Reason::plain(ReasonCode::Imported)),
            copies: 0,
            owner: OwnerId::new(NOBODY),
        };
        let price_from = if price.is_some() { PriceFrom::Product } else { PriceFrom::Nobody };
        Ok(NewImport { record, price_from, note })
    }

    /// The price of one unit, where it does not depend on what the customer chose.
    fn price_of(&self, product: &Product) -> Option<Money> {
        if product.is_open_value() {
            return None;
        }
        self.till.price_of(product, None).ok().flatten()
    }
}

/// Those made since then; a list goes further back than it is asked to. Clocks differ by a little.
pub(crate) fn made_since(mut listed: Vec<Listed>, since: Timestamp) -> Vec<Listed> {
    let since = since.before(CLOCKS_DIFFER);
    listed.retain(|it| it.created_at.is_none_or(|at| at >= since));
    listed
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").field("till", &self.till).finish_non_exhaustive()
    }
}

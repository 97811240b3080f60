//! The till: the engine's parts brought together for one process on one data dir.

use crate::{
    ports::{
        Clock, Journal, Processor, Supplier, Tenders, journal::JournalError, tenders::TenderRecord,
    },
    tender::Wish,
};
use domain::{
    ids::{OrderId, OwnerId, ProcessorId, ProductId, SaleId, SupplierId},
    shop::{EngineSettings, Rate, Shop},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{broadcast, watch};

/// Everything the engine works with. Cheap to clone; clones are the same till.
#[derive(Clone)]
pub struct Till {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) parts: Parts,
    pub(crate) changes: broadcast::Sender<SaleId>,
    carried: Mutex<BTreeSet<OrderId>>,
    ailing: Mutex<BTreeSet<SupplierId>>,
    tenders: Mutex<BTreeSet<SaleId>>,
    /// Pay pages the counter gives up, until whoever carries them has heard it.
    pub(crate) given_up: watch::Sender<BTreeMap<SaleId, Wish>>,
}

/// What a till is made of.
pub struct Parts {
    /// The shop.
    pub shop: Shop,
    /// How patient it is.
    pub settings: EngineSettings,
    /// Its own exchange rates.
    pub rates: Vec<Rate>,
    /// Its journal.
    pub journal: Arc<dyn Journal>,
    /// Its supplier accounts.
    pub suppliers: BTreeMap<SupplierId, Arc<dyn Supplier>>,
    /// Its journal of customers' card money.
    pub tenders: Arc<dyn Tenders>,
    /// Its processor accounts.
    pub processors: BTreeMap<ProcessorId, Arc<dyn Processor>>,
    /// Its clock.
    pub clock: Arc<dyn Clock>,
    /// This process.
    pub owner: OwnerId,
}

/// Changes a slow listener may fall behind by before it must re-read.
const CHANGES_KEPT: usize = 256;

impl Till {
    /// Brings the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let (carried, ailing, tenders) = (Mutex::default(), Mutex::default(), Mutex::default());
        let (given_up, _) = watch::channel(BTreeMap::new());
        Self { inner: Arc::new(Inner { parts, changes, carried, ailing, tenders, given_up }) }
    }

    /// The shop.
    #[must_use]
    pub fn shop(&self) -> &Shop {
        &self.inner.parts.shop
    }

    /// The shop's own exchange rates.
    #[must_use]
    pub fn rates(&self) -> &[Rate] {
        &self.inner.parts.rates
    }

    /// The journal, for reading.
    #[must_use]
    pub fn journal(&self) -> &dyn Journal {
        self.inner.parts.journal.as_ref()
    }

    /// The supplier accounts.
    #[must_use]
    pub fn suppliers(&self) -> &BTreeMap<SupplierId, Arc<dyn Supplier>> {
        &self.inner.parts.suppliers
    }

    /// The processor accounts.
    #[must_use]
    pub fn processors(&self) -> &BTreeMap<ProcessorId, Arc<dyn Processor>> {
        &self.inner.parts.processors
    }

    /// A sale's card tender, if it has one.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn tender(&self, sale: &SaleId) -> Result<Option<TenderRecord>, JournalError> {
        self.tenders().tender(sale).await
    }

    pub(crate) fn tenders(&self) -> &dyn Tenders {
        self.inner.parts.tenders.as_ref()
    }

    /// Names each sale that has just changed, after the change is durable.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<SaleId> {
        self.inner.changes.subscribe()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.inner.parts.clock.as_ref()
    }

    pub(crate) fn settings(&self) -> &EngineSettings {
        &self.inner.parts.settings
    }

    pub(crate) fn tell(&self, sale: &SaleId) {
        // Nobody listening is no fault: the command line often does not.
        drop(self.inner.changes.send(sale.clone()));
    }

    /// Suppliers that did not answer the last time this process asked them.
    pub(crate) fn ailing(&self) -> Vec<SupplierId> {
        let ailing = self.inner.ailing.lock().unwrap_or_else(PoisonError::into_inner);
        ailing.iter().cloned().collect()
    }

    /// Whether a product's supplier did not answer the last time this process asked it.
    #[must_use]
    pub fn is_ailing(&self, product: &ProductId) -> bool {
        let supplier = product.as_str().split(':').next();
        self.ailing().iter().any(|ailing| Some(ailing.as_str()) == supplier)
    }

    pub(crate) fn note_health(&self, supplier: &SupplierId, is_well: bool) {
        let mut ailing = self.inner.ailing.lock().unwrap_or_else(PoisonError::into_inner);
        if is_well {
            ailing.remove(supplier);
        } else {
            ailing.insert(supplier.clone());
        }
    }

    /// Takes an order into this process's hands; false if it already is (one owner, INV-15).
    pub(crate) fn take_up(&self, order: &OrderId) -> bool {
        self.inner.carried.lock().unwrap_or_else(PoisonError::into_inner).insert(order.clone())
    }

    pub(crate) fn lay_down(&self, order: &OrderId) {
        self.inner.carried.lock().unwrap_or_else(PoisonError::into_inner).remove(order);
    }

    /// Takes a sale's card tender into this process's hands; false if it already is.
    pub(crate) fn take_up_tender(&self, sale: &SaleId) -> bool {
        self.inner.tenders.lock().unwrap_or_else(PoisonError::into_inner).insert(sale.clone())
    }

    pub(crate) fn lay_down_tender(&self, sale: &SaleId) {
        self.inner.tenders.lock().unwrap_or_else(PoisonError::into_inner).remove(sale);
    }
}

impl std::fmt::Debug for Till {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Till").field("owner", &self.inner.parts.owner).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("owner", &self.owner).finish_non_exhaustive()
    }
}

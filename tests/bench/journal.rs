//! The till's journal with a stopwatch on every call of it.

use async_trait::async_trait;
use domain::{
    account::Wallet,
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, SaleId, SupplierId},
    money::{Currency, Money},
    order::OrderState,
    product::Product,
    time::Timestamp,
};
use engine::{
    machine::{Batch, Step},
    ports::{
        Journal,
        journal::{JournalError, NewSale, Note, OpenCounts, Opening, OrderQuery, Turn},
        supplier::{LabelledSecret, WireReply, WireRequest},
    },
    records::{
        AttentionItem, AttentionKind, EventKind, EventRecord, HandOver, OrderRecord, SaleRecord,
    },
    source::Link,
};
use std::{
    future::Future,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use storage::Storage;

type Answer<T> = Result<T, JournalError>;

/// One call of the journal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timed {
    pub(crate) name: &'static str,
    /// Whether it makes something durable: one transaction, one wait for the disk.
    pub(crate) is_commit: bool,
    pub(crate) took: Duration,
}

/// A journal that remembers what it was asked and how long each answer took.
pub(crate) struct TimedJournal {
    inner: Storage,
    calls: Mutex<Vec<Timed>>,
}

impl TimedJournal {
    pub(crate) fn new(inner: Storage) -> Self {
        Self { inner, calls: Mutex::default() }
    }

    /// The calls since the last time this was asked, in the order they ended.
    pub(crate) fn take_calls(&self) -> Vec<Timed> {
        std::mem::take(&mut self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn time<T>(
        &self,
        name: &'static str,
        is_commit: bool,
        call: impl Future<Output = T>,
    ) -> T {
        let started = Instant::now();
        let answer = call.await;
        let timed = Timed { name, is_commit, took: started.elapsed() };
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(timed);
        answer
    }
}

#[async_trait]
impl Journal for TimedJournal {
    async fn open_sale(&self, sale: &NewSale) -> Answer<Opening> {
        self.time("open_sale", true, self.inner.open_sale(sale)).await
    }

    async fn earlier(&self, request_id: &str, request: &str) -> Answer<Option<Opening>> {
        self.time("earlier", false, self.inner.earlier(request_id, request)).await
    }

    async fn request(&self, order: &OrderId) -> Answer<WireRequest> {
        self.time("request", false, self.inner.request(order)).await
    }

    async fn commit(&self, order: &OrderId, from: OrderState, batch: &Batch) -> Answer<()> {
        self.time(batch.kind.as_str(), true, self.inner.commit(order, from, batch)).await
    }

    async fn keep_reply(&self, order: &OrderId, at: Timestamp, reply: &WireReply) -> Answer<()> {
        self.time("keep_reply", true, self.inner.keep_reply(order, at, reply)).await
    }

    async fn order(&self, id: &OrderId) -> Answer<Option<OrderRecord>> {
        self.time("order", false, self.inner.order(id)).await
    }

    async fn sale(&self, id: &SaleId) -> Answer<Option<SaleRecord>> {
        self.time("sale", false, self.inner.sale(id)).await
    }

    async fn orders(&self, query: &OrderQuery) -> Answer<Vec<OrderRecord>> {
        self.time("orders", false, self.inner.orders(query)).await
    }

    async fn open_counts(&self) -> Answer<OpenCounts> {
        self.time("open_counts", false, self.inner.open_counts()).await
    }

    async fn events(&self, order: &OrderId) -> Answer<Vec<EventRecord>> {
        self.time("events", false, self.inner.events(order)).await
    }

    async fn adopt(&self, owner: &OwnerId, at: Timestamp) -> Answer<Vec<OrderId>> {
        self.time("adopt", true, self.inner.adopt(owner, at)).await
    }

    async fn owned_by(&self, owner: &OwnerId) -> Answer<Vec<OrderId>> {
        self.time("owned_by", false, self.inner.owned_by(owner)).await
    }

    async fn note(&self, order: &OrderId, kind: EventKind, event: &Note) -> Answer<()> {
        self.time("note", true, self.inner.note(order, kind, event)).await
    }

    async fn hand_over(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        note: &Note,
    ) -> Answer<u32> {
        self.time("hand_over", true, self.inner.hand_over(order, kind, outcome, note)).await
    }

    async fn secrets(&self, order: &OrderId) -> Answer<Vec<LabelledSecret>> {
        self.time("secrets", false, self.inner.secrets(order)).await
    }

    async fn wallet(&self, supplier: &SupplierId, currency: Currency) -> Answer<Option<Wallet>> {
        self.time("wallet", false, self.inner.wallet(supplier, currency)).await
    }

    async fn keep_wallets(&self, wallets: &[Wallet]) -> Answer<()> {
        self.time("keep_wallets", true, self.inner.keep_wallets(wallets)).await
    }

    async fn take_turn(&self, supplier: &SupplierId, order: &OrderId) -> Answer<Turn> {
        self.time("take_turn", true, self.inner.take_turn(supplier, order)).await
    }

    async fn end_turn(&self, order: &OrderId) -> Answer<()> {
        self.time("end_turn", true, self.inner.end_turn(order)).await
    }

    async fn claimed(
        &self,
        supplier: &SupplierId,
        orders: &[ProviderOrderId],
    ) -> Answer<Vec<ProviderOrderId>> {
        self.time("claimed", false, self.inner.claimed(supplier, orders)).await
    }

    async fn commit_all(&self, steps: &[Step<'_>]) -> Answer<()> {
        self.time("commit_all", true, self.inner.commit_all(steps)).await
    }

    async fn together(&self, leader: &OrderId) -> Answer<Vec<OrderRecord>> {
        self.time("together", false, self.inner.together(leader)).await
    }

    async fn in_the_air(&self, supplier: &SupplierId) -> Answer<bool> {
        self.time("in_the_air", false, self.inner.in_the_air(supplier)).await
    }

    async fn was_told(&self, order: &OrderId, kind: AttentionKind) -> Answer<bool> {
        self.time("was_told", false, self.inner.was_told(order, kind)).await
    }

    async fn told_candidates(&self, order: &OrderId) -> Answer<Vec<ProviderOrderId>> {
        self.time("told_candidates", false, self.inner.told_candidates(order)).await
    }

    async fn fulfil_from_stock(&self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.time("fulfil_from_stock", false, self.inner.fulfil_from_stock(order, at)).await
    }

    async fn fulfil_from_ahead(&self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.time("fulfil_from_ahead", false, self.inner.fulfil_from_ahead(order, at)).await
    }

    async fn is_sealed(&self, order: &OrderId) -> Answer<bool> {
        self.time("is_sealed", false, self.inner.is_sealed(order)).await
    }

    async fn due_for_watch(&self, now: Timestamp) -> Answer<Vec<OrderId>> {
        self.time("due_for_watch", false, self.inner.due_for_watch(now)).await
    }

    async fn watched(&self, order: &OrderId, at: Timestamp) -> Answer<()> {
        self.time("watched", true, self.inner.watched(order, at)).await
    }

    async fn attention_items(&self) -> Answer<Vec<AttentionItem>> {
        self.time("attention_items", false, self.inner.attention_items()).await
    }

    async fn attention_seen(&self, order: &OrderId, note: &Note) -> Answer<()> {
        self.time("attention_seen", true, self.inner.attention_seen(order, note)).await
    }

    async fn keep_cost(&self, product: &ProductId, cost: Money) -> Answer<()> {
        self.time("keep_cost", true, self.inner.keep_cost(product, cost)).await
    }

    async fn product(&self, id: &ProductId) -> Answer<Option<Product>> {
        self.time("product", false, self.inner.product(id)).await
    }

    async fn products(&self) -> Answer<Vec<Product>> {
        self.time("products", false, self.inner.products()).await
    }

    async fn links(&self) -> Answer<Vec<Link>> {
        self.time("links", false, self.inner.links()).await
    }
}

//! The engine's journal, served by this data dir: one line per promise, the work in each table's
//! own file.

use crate::{
    chain::{
        Shown,
        tables::{STOCK, TALLY},
    },
    custody::{self, Giving},
    events::{self, More},
    open::{Storage, journal_error},
    stock::{self, Shelf},
    tallies::Count,
};
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

type Answer<T> = Result<T, JournalError>;

#[async_trait]
impl Journal for Storage {
    async fn earlier(&self, request_id: &str, request: &str) -> Answer<Option<Opening>> {
        self.earlier_request(request_id, request).await
    }

    async fn open_sale(&self, sale: &NewSale) -> Answer<Opening> {
        self.put_sale(sale).await
    }

    async fn request(&self, order: &OrderId) -> Answer<WireRequest> {
        self.request_of(order).await
    }

    async fn commit(&self, order: &OrderId, from: OrderState, batch: &Batch) -> Answer<()> {
        self.commit_steps(&[Step { order, from, batch }]).await
    }

    async fn commit_all(&self, steps: &[Step<'_>]) -> Answer<()> {
        self.commit_steps(steps).await
    }

    async fn together(&self, leader: &OrderId) -> Answer<Vec<OrderRecord>> {
        self.orders_together(leader).await
    }

    async fn keep_reply(&self, order: &OrderId, at: Timestamp, reply: &WireReply) -> Answer<()> {
        self.keep_reply_of(order, at, reply).await
    }

    async fn order(&self, id: &OrderId) -> Answer<Option<OrderRecord>> {
        self.order_of(id).await
    }

    async fn sale(&self, id: &SaleId) -> Answer<Option<SaleRecord>> {
        self.sale_of(id).await
    }

    async fn orders(&self, query: &OrderQuery) -> Answer<Vec<OrderRecord>> {
        self.list_orders(query).await
    }

    async fn open_counts(&self) -> Answer<OpenCounts> {
        self.count_open().await
    }

    async fn events(&self, order: &OrderId) -> Answer<Vec<EventRecord>> {
        self.events_of(order).await
    }

    async fn adopt(&self, owner: &OwnerId, at: Timestamp) -> Answer<Vec<OrderId>> {
        self.adopt_orphans(owner, at).await
    }

    async fn owned_by(&self, owner: &OwnerId) -> Answer<Vec<OrderId>> {
        self.orders_owned_by(owner).await
    }

    async fn note(&self, order: &OrderId, kind: EventKind, note: &Note) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        // Whoever calls: what lies on the shelf, or went to another order from there, is not shown.
        if kind == EventKind::Reveal && stock::is_sealed(&mut tx, order).await? {
            return Err(JournalError::OnShelf);
        }
        let counted = match Giving::of(order, kind, note) {
            Some(giving) => custody::count(&mut tx, giving, &self.uptime()).await?,
            None => None,
        };
        let row = counted.map(Count::row);
        let mut shows: Vec<Shown<'_>> = row.iter().map(|row| Shown::Of(&TALLY, row)).collect();
        if kind == EventKind::Reveal && stock::withdraw(&mut tx, order).await? {
            shows.push(Shown::Of(&STOCK, order.as_str()));
        }
        let more = More { shows: &shows, ..More::default() };
        let link = events::add(&mut tx, self.vault_needed()?, order, kind, note, more).await?;
        self.settle(tx, &link).await
    }

    async fn hand_over(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        note: &Note,
    ) -> Answer<u32> {
        self.put_hand_over(order, kind, outcome, note).await
    }

    async fn secrets(&self, order: &OrderId) -> Answer<Vec<LabelledSecret>> {
        self.secrets_of(order).await
    }

    async fn wallet(&self, supplier: &SupplierId, currency: Currency) -> Answer<Option<Wallet>> {
        self.last_wallet(supplier, currency).await
    }

    async fn keep_wallets(&self, wallets: &[Wallet]) -> Answer<()> {
        self.put_wallets(wallets).await
    }

    async fn take_turn(&self, supplier: &SupplierId, order: &OrderId) -> Answer<Turn> {
        self.take_turn_of(supplier, order).await
    }

    async fn end_turn(&self, order: &OrderId) -> Answer<()> {
        self.end_turn_of(order).await
    }

    async fn claimed(
        &self,
        supplier: &SupplierId,
        orders: &[ProviderOrderId],
    ) -> Answer<Vec<ProviderOrderId>> {
        self.claimed_of(supplier, orders).await
    }

    async fn in_the_air(&self, supplier: &SupplierId) -> Answer<bool> {
        self.is_in_the_air(supplier).await
    }

    async fn was_told(&self, order: &OrderId, kind: AttentionKind) -> Answer<bool> {
        self.was_told_of(order, kind).await
    }

    async fn told_candidates(&self, order: &OrderId) -> Answer<Vec<ProviderOrderId>> {
        self.told_candidates_of(order).await
    }

    async fn fulfil_from_stock(&self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.fulfil_from_shelf(order, Shelf::Recovered, at).await
    }

    async fn fulfil_from_ahead(&self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.fulfil_from_shelf(order, Shelf::Ahead, at).await
    }

    async fn is_sealed(&self, order: &OrderId) -> Answer<bool> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        stock::is_sealed(&mut connection, order).await
    }

    async fn due_for_watch(&self, now: Timestamp) -> Answer<Vec<OrderId>> {
        self.due(now).await
    }

    async fn watched(&self, order: &OrderId, at: Timestamp) -> Answer<()> {
        self.note_watched(order, at).await
    }

    async fn attention_items(&self) -> Answer<Vec<AttentionItem>> {
        self.unseen().await
    }

    async fn attention_seen(&self, order: &OrderId, note: &Note) -> Answer<()> {
        self.see(order, note).await
    }

    async fn keep_cost(&self, product: &ProductId, cost: Money) -> Answer<()> {
        self.put_cost(product, cost).await
    }

    async fn product(&self, id: &ProductId) -> Answer<Option<Product>> {
        self.product_of(id).await
    }

    async fn products(&self) -> Answer<Vec<Product>> {
        self.all_products().await
    }

    async fn links(&self) -> Answer<Vec<Link>> {
        self.all_links().await
    }
}

//! A shop's journal as one process holds it: what is committed is on the disk's image when the call
//! returns, and not before. Between asking and syncing it is nowhere: a crash there loses it, or,
//! as happens with a log that was written and not yet acknowledged, keeps it.
//!
//! It must never know: suppliers, or what the engine does next.

pub(crate) mod image;
mod money;

pub(crate) use money::TenderRow;

use crate::{
    faults::{Act, Disk},
    oracle,
    process::{Process, Side},
    world::World,
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
        journal::{JournalError, NewSale, Note, OpenCounts, Opening, OrderQuery, Turn, Which},
        supplier::{LabelledSecret, WireReply, WireRequest},
    },
    records::{
        AttentionItem, AttentionKind, EventKind, EventRecord, HandOver, OrderRecord, SaleRecord,
    },
    source::Link,
};
use image::Image;
use std::{sync::Arc, time::Duration};

type Answer<T> = Result<T, JournalError>;

/// The journal of a process's shop.
#[derive(Debug)]
pub(crate) struct SimJournal {
    pub(crate) world: Arc<World>,
    pub(crate) process: Arc<Process>,
    pub(crate) settle_window: Duration,
}

/// How a write goes.
enum Fortune {
    Well,
    FailsBefore(JournalError),
    /// It is on disk, and the answer is an error.
    FailsAfter,
}

fn io_error() -> JournalError {
    JournalError::Database("disk I/O error".into())
}

impl SimJournal {
    fn about(&self, order: Option<&OrderId>) {
        if let Some(order) = order {
            self.world.lock().busy_with(order);
        }
    }

    /// Who is dead by now.
    pub(crate) fn dead(&self) -> impl Fn(&OwnerId) -> bool + Send + use<> {
        let alive = self.world.lock().alive.clone();
        move |owner: &OwnerId| !alive.contains(owner)
    }

    /// Reads: no effect, so dying before or after it is one and the same.
    pub(crate) async fn read<T: Send>(
        &self,
        what: &str,
        order: Option<&OrderId>,
        read: impl FnOnce(&Image) -> T + Send,
    ) -> Answer<T> {
        self.about(order);
        self.process.boundary(&self.world, what, Side::Before, order).await;
        let mut state = self.world.lock();
        let fails = order.is_some_and(|order| {
            state.strike(order, |it| matches!(it.fault.act, Act::Disk(Disk::ReadFails))).is_some()
        });
        if fails {
            return Err(io_error());
        }
        Ok(read(&state.shops[self.process.shop].image))
    }

    /// Writes in one transaction, which is on disk when this returns.
    pub(crate) async fn write<T: Send>(
        &self,
        what: &str,
        order: Option<&OrderId>,
        write: impl FnOnce(&mut Image, &World) -> Answer<T> + Send,
    ) -> Answer<T> {
        self.about(order);
        self.process.boundary(&self.world, what, Side::Before, order).await;
        let (fortune, sync_ms) = self.fortune(order);
        if let Fortune::FailsBefore(error) = fortune {
            return Err(error);
        }
        if sync_ms > 0 {
            tokio::time::sleep(Duration::from_millis(sync_ms)).await;
        }
        if self.process.is_dead()
            && (self.process.lost_power() || self.world.lock().chance.once_in(2))
        {
            self.process.unless_dead().await;
        }
        let written = {
            // The image is taken out so that the world can be asked about the living meanwhile.
            let mut image = std::mem::take(&mut self.world.lock().shops[self.process.shop].image);
            let written = write(&mut image, &self.world);
            self.world.lock().shops[self.process.shop].image = image;
            written
        };
        self.process.boundary(&self.world, what, Side::After, order).await;
        match fortune {
            Fortune::FailsAfter if written.is_ok() => Err(io_error()),
            _ => written,
        }
    }

    fn fortune(&self, order: Option<&OrderId>) -> (Fortune, u64) {
        let at = self.world.elapsed();
        let mut state = self.world.lock();
        let sync_ms = if state.jitter { state.chance.between(1, 12) } else { 0 };
        let shop = self.process.shop;
        if let Some(order) = order {
            let disk = |it: &crate::faults::Planned| {
                matches!(it.fault.act, Act::Disk(Disk::Fails | Disk::FailsAfter | Disk::Full))
            };
            match state.strike(order, disk).map(|it| it.fault.act) {
                Some(Act::Disk(Disk::Full)) => {
                    let ms = state.chance.between(200, 30_000);
                    state.shops[shop].full_until = at + ms;
                }
                Some(Act::Disk(Disk::FailsAfter)) => return (Fortune::FailsAfter, sync_ms),
                Some(_) => return (Fortune::FailsBefore(io_error()), sync_ms),
                None => {}
            }
        }
        if state.shops[shop].full_until > at {
            return (Fortune::FailsBefore(JournalError::DiskFull), sync_ms);
        }
        (Fortune::Well, sync_ms)
    }
}

impl SimJournal {
    async fn fulfil(
        &self,
        what: &str,
        order: &OrderId,
        fulfil: impl FnOnce(&mut Image) -> Answer<bool> + Send,
    ) -> Answer<bool> {
        // Nearly always the shelf is empty, and then nothing is written.
        let any = self.read("on_shelf", Some(order), |image| !image.stock.is_empty()).await?;
        if !any {
            return Ok(false);
        }
        let shop = self.process.shop;
        self.write(what, Some(order), |image, world| {
            let is_fulfilled = fulfil(image)?;
            if is_fulfilled {
                oracle::shelf::sold(world, shop, image, order);
                if world.lock().sells_twice {
                    image.take_back(order);
                }
            }
            Ok(is_fulfilled)
        })
        .await
    }
}

#[async_trait]
impl Journal for SimJournal {
    async fn earlier(&self, request_id: &str, request: &str) -> Answer<Option<Opening>> {
        self.read("earlier", None, |image| image.earlier(request_id, request)).await
    }

    async fn open_sale(&self, sale: &NewSale) -> Answer<Opening> {
        let first = sale.orders.first().map(|order| &order.record.id);
        self.write("open_sale", first, |image, _| image.open_sale(sale)).await
    }

    async fn request(&self, order: &OrderId) -> Answer<WireRequest> {
        self.read("request", Some(order), |image| image.request(order)).await?
    }

    async fn commit(&self, order: &OrderId, from: OrderState, batch: &Batch) -> Answer<()> {
        let shop = self.process.shop;
        if batch.kind == EventKind::Sent && self.world.lock().is_forgetful {
            return Ok(());
        }
        self.write("commit", Some(order), |image, world| {
            let before = image.orders.get(order).map(|row| row.record.state);
            image.commit(order, from, batch)?;
            oracle::committed(world, shop, image, order, before, batch);
            Ok(())
        })
        .await
    }

    async fn commit_all(&self, steps: &[Step<'_>]) -> Answer<()> {
        let shop = self.process.shop;
        let is_sent = steps.iter().any(|step| step.batch.kind == EventKind::Sent);
        if is_sent && self.world.lock().is_forgetful {
            return Ok(());
        }
        let first = steps.first().map(|step| step.order);
        self.write("commit_all", first, |image, world| {
            let mut next = image.clone();
            let mut before = Vec::new();
            for Step { order, from, batch } in steps {
                before.push(next.orders.get(*order).map(|row| row.record.state));
                next.commit(order, *from, batch)?;
            }
            *image = next;
            if is_sent {
                world.lock().coverage.count("requests for several orders");
            }
            for (Step { order, batch, .. }, before) in steps.iter().zip(before) {
                oracle::committed(world, shop, image, order, before, batch);
            }
            Ok(())
        })
        .await
    }

    async fn together(&self, leader: &OrderId) -> Answer<Vec<OrderRecord>> {
        self.read("together", Some(leader), |image| image.together(leader)).await
    }

    async fn keep_reply(&self, order: &OrderId, _at: Timestamp, reply: &WireReply) -> Answer<()> {
        self.write("keep_reply", Some(order), |image, _| image.keep_reply(order, reply)).await
    }

    async fn order(&self, id: &OrderId) -> Answer<Option<OrderRecord>> {
        self.read("order", Some(id), |image| image.orders.get(id).map(|row| row.record.clone()))
            .await
    }

    async fn sale(&self, id: &SaleId) -> Answer<Option<SaleRecord>> {
        self.read("sale", None, |image| image.sale(id)).await
    }

    async fn orders(&self, query: &OrderQuery) -> Answer<Vec<OrderRecord>> {
        let fits = |order: &OrderRecord| match query.which {
            Which::In(state) => order.state == state,
            Which::Unfinished | Which::Followed | Which::ForPerson => !order.state.is_final(),
            Which::All | Which::WithPhone => true,
        };
        self.read("orders", None, |image| {
            image.orders.values().map(|row| row.record.clone()).filter(fits).collect()
        })
        .await
    }

    async fn open_counts(&self) -> Answer<OpenCounts> {
        self.read("open_counts", None, Image::open_counts).await
    }

    async fn events(&self, order: &OrderId) -> Answer<Vec<EventRecord>> {
        self.read("events", Some(order), |image| {
            image.orders.get(order).map(|row| row.events.clone()).unwrap_or_default()
        })
        .await
    }

    async fn adopt(&self, owner: &OwnerId, at: Timestamp) -> Answer<Vec<OrderId>> {
        let dead = self.dead();
        if !self.read("adopt", None, |image| image.has_orphans(owner, dead)).await? {
            return Ok(Vec::new());
        }
        self.write("adopt", None, |image, _| Ok(image.adopt(owner, at, self.dead()))).await
    }

    async fn owned_by(&self, owner: &OwnerId) -> Answer<Vec<OrderId>> {
        self.read("owned_by", None, |image| image.owned_by(owner)).await
    }

    async fn note(&self, order: &OrderId, kind: EventKind, note: &Note) -> Answer<()> {
        self.write("note", Some(order), |image, _| image.note(order, kind, note)).await
    }

    async fn hand_over(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        note: &Note,
    ) -> Answer<u32> {
        let id = Some(&order.id);
        self.write("hand_over", id, |image, _| image.hand_over(order, kind, outcome, note)).await
    }

    async fn secrets(&self, order: &OrderId) -> Answer<Vec<LabelledSecret>> {
        self.read("secrets", Some(order), |image| {
            image.orders.get(order).map(|row| row.secrets.clone()).unwrap_or_default()
        })
        .await
    }

    async fn wallet(&self, supplier: &SupplierId, currency: Currency) -> Answer<Option<Wallet>> {
        self.read("wallet", None, |image| image.wallet(supplier, currency)).await
    }

    async fn keep_wallets(&self, wallets: &[Wallet]) -> Answer<()> {
        self.write("keep_wallets", None, |image, _| {
            image.keep_wallets(wallets);
            Ok(())
        })
        .await
    }

    async fn take_turn(&self, supplier: &SupplierId, order: &OrderId) -> Answer<Turn> {
        self.write("take_turn", Some(order), |image, _| Ok(image.take_turn(supplier, order))).await
    }

    async fn end_turn(&self, order: &OrderId) -> Answer<()> {
        self.write("end_turn", Some(order), |image, _| {
            image.end_turn(order);
            Ok(())
        })
        .await
    }

    async fn claimed(
        &self,
        supplier: &SupplierId,
        orders: &[ProviderOrderId],
    ) -> Answer<Vec<ProviderOrderId>> {
        self.read("claimed", None, |image| image.claimed(supplier, orders)).await
    }

    async fn in_the_air(&self, supplier: &SupplierId) -> Answer<bool> {
        self.read("in_the_air", None, |image| image.in_the_air(supplier)).await
    }

    async fn was_told(&self, order: &OrderId, kind: AttentionKind) -> Answer<bool> {
        let key = (order.clone(), kind.as_str());
        self.read("was_told", Some(order), |image| image.attention.contains_key(&key)).await
    }

    async fn told_candidates(&self, order: &OrderId) -> Answer<Vec<ProviderOrderId>> {
        self.read("told_candidates", Some(order), |image| image.told_candidates(order)).await
    }

    async fn fulfil_from_stock(&self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.fulfil("fulfil_from_stock", order, |image| image.fulfil_from_stock(order, at)).await
    }

    async fn fulfil_from_ahead(&self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.fulfil("fulfil_from_ahead", order, |image| image.fulfil_from_ahead(order, at)).await
    }

    async fn is_sealed(&self, order: &OrderId) -> Answer<bool> {
        self.read("is_sealed", Some(order), |image| image.is_sealed(order)).await
    }

    async fn due_for_watch(&self, now: Timestamp) -> Answer<Vec<OrderId>> {
        let window = self.settle_window;
        self.read("due_for_watch", None, |image| image.due_for_watch(now, window)).await
    }

    async fn watched(&self, order: &OrderId, at: Timestamp) -> Answer<()> {
        self.write("watched", Some(order), |image, _| {
            image.watched(order, at);
            Ok(())
        })
        .await
    }

    async fn attention_items(&self) -> Answer<Vec<AttentionItem>> {
        self.read("attention_items", None, Image::attention_items).await
    }

    async fn attention_seen(&self, order: &OrderId, note: &Note) -> Answer<()> {
        self.write("attention_seen", Some(order), |image, _| {
            image.attention_seen(order, note);
            Ok(())
        })
        .await
    }

    async fn keep_cost(&self, product: &ProductId, cost: Money) -> Answer<()> {
        self.write("keep_cost", None, |image, _| {
            image.keep_cost(product, cost);
            Ok(())
        })
        .await
    }

    async fn links(&self) -> Answer<Vec<Link>> {
        Ok(Vec::new())
    }

    async fn product(&self, id: &ProductId) -> Answer<Option<Product>> {
        self.read("product", None, |image| image.products.get(id).cloned()).await
    }

    async fn products(&self) -> Answer<Vec<Product>> {
        self.read("products", None, |image| image.products.values().cloned().collect()).await
    }
}

//! The till's journal on a real disk under a simulated clock: while the disk works, time stands still.
//! A process that was killed never hears from it again.
//!
//! It must never know: what is written.

use async_trait::async_trait;
use domain::{
    account::Wallet,
    ids::{MoveId, OrderId, OwnerId, ProductId, ProviderOrderId, SaleId, SupplierId},
    money::{Currency, Money},
    order::OrderState,
    product::Product,
    time::Timestamp,
};
use engine::{
    machine::{Batch, Step},
    ports::{
        Journal, Shifts, Tenders,
        journal::{JournalError, NewSale, Note, OpenCounts, Opening, OrderQuery, Turn},
        shifts::{Closing, DrawUp, Facts, KeptReport, Mark, NewShift, Payment, Shift, TellZ},
        supplier::{LabelledSecret, PaidIn, WireReply, WireRequest},
        tenders::TenderRecord,
    },
    records::{
        AttentionItem, AttentionKind, EventKind, EventRecord, HandOver, OrderRecord, SaleRecord,
    },
    source::Link,
};
use std::{
    future::{self, Future},
    sync::{Mutex, PoisonError, mpsc},
};
use storage::Storage;

type Answer<T> = Result<T, JournalError>;

/// Does real work in simulated time: a blocked thread of the runtime keeps its clock from running on.
pub(crate) async fn real<T>(work: impl Future<Output = T>) -> T {
    let (done, wait) = mpsc::channel::<()>();
    let held = tokio::task::spawn_blocking(move || wait.recv().ok());
    let result = work.await;
    drop(done);
    // The thread only waits; it does not fail.
    drop(held.await);
    result
}

/// One process's hold on the data dir, until it is killed.
#[derive(Debug)]
pub(crate) struct Disk(Mutex<Option<Storage>>);

impl Disk {
    pub(crate) fn new(storage: Storage) -> Self {
        Self(Mutex::new(Some(storage)))
    }

    /// `kill -9`: whatever is under way ends at the disk, and nobody hears of it.
    pub(crate) fn kill(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The data dir, as long as the process lives.
    pub(crate) async fn alive(&self) -> Storage {
        let storage = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match storage {
            Some(storage) => storage,
            None => future::pending().await,
        }
    }
}

macro_rules! on_disk {
    ($port:ident: $(fn $name:ident($($argument:ident: $kind:ty),*) -> $out:ty;)*) => {
        #[async_trait]
        impl $port for Disk {
            $(async fn $name(&self, $($argument: $kind),*) -> Answer<$out> {
                let storage = self.alive().await;
                let answer = real($port::$name(&storage, $($argument),*)).await;
                drop(storage);
                drop(self.alive().await);
                answer
            })*
        }
    };
}

on_disk! { Journal:
    fn earlier(request_id: &str, request: &str) -> Option<Opening>;
    fn open_sale(sale: &NewSale) -> Opening;
    fn request(order: &OrderId) -> WireRequest;
    fn commit(order: &OrderId, from: OrderState, batch: &Batch) -> ();
    fn commit_all(steps: &[Step<'_>]) -> ();
    fn together(leader: &OrderId) -> Vec<OrderRecord>;
    fn keep_reply(order: &OrderId, at: Timestamp, reply: &WireReply) -> ();
    fn order(id: &OrderId) -> Option<OrderRecord>;
    fn sale(id: &SaleId) -> Option<SaleRecord>;
    fn orders(query: &OrderQuery) -> Vec<OrderRecord>;
    fn open_counts() -> OpenCounts;
    fn events(order: &OrderId) -> Vec<EventRecord>;
    fn adopt(owner: &OwnerId, at: Timestamp) -> Vec<OrderId>;
    fn owned_by(owner: &OwnerId) -> Vec<OrderId>;
    fn note(order: &OrderId, kind: EventKind, event: &Note) -> ();
    fn hand_over(order: &OrderRecord, kind: EventKind, outcome: &HandOver, note: &Note) -> u32;
    fn secrets(order: &OrderId) -> Vec<LabelledSecret>;
    fn wallet(supplier: &SupplierId, currency: Currency) -> Option<Wallet>;
    fn keep_wallets(wallets: &[Wallet]) -> ();
    fn take_turn(supplier: &SupplierId, order: &OrderId) -> Turn;
    fn end_turn(order: &OrderId) -> ();
    fn claimed(supplier: &SupplierId, orders: &[ProviderOrderId]) -> Vec<ProviderOrderId>;
    fn in_the_air(supplier: &SupplierId) -> bool;
    fn was_told(order: &OrderId, kind: AttentionKind) -> bool;
    fn told_candidates(order: &OrderId) -> Vec<ProviderOrderId>;
    fn fulfil_from_stock(order: &OrderId, at: Timestamp) -> bool;
    fn fulfil_from_ahead(order: &OrderId, at: Timestamp) -> bool;
    fn is_sealed(order: &OrderId) -> bool;
    fn due_for_watch(now: Timestamp) -> Vec<OrderId>;
    fn watched(order: &OrderId, at: Timestamp) -> ();
    fn attention_items() -> Vec<AttentionItem>;
    fn attention_seen(order: &OrderId, note: &Note) -> ();
    fn keep_cost(product: &ProductId, cost: Money) -> ();
    fn product(id: &ProductId) -> Option<Product>;
    fn products() -> Vec<Product>;
    fn links() -> Vec<Link>;
}

on_disk! { Tenders:
    fn tender(sale: &SaleId) -> Option<TenderRecord>;
    fn charge_request(sale: &SaleId) -> WireRequest;
    fn move_request(id: &MoveId) -> WireRequest;
    fn commit_tender(sale: &SaleId, version: u32, batch: &engine::tender::machine::Batch) -> ();
    fn keep_tender_reply(sale: &SaleId, at: Timestamp, reply: &WireReply) -> ();
    fn adopt_tenders(owner: &OwnerId, at: Timestamp) -> Vec<SaleId>;
    fn tenders_owned_by(owner: &OwnerId) -> Vec<SaleId>;
    fn tenders_due(now: Timestamp) -> Vec<SaleId>;
    fn tender_watched(sale: &SaleId, at: Timestamp, told: Option<Timestamp>) -> ();
    fn open_tenders() -> OpenCounts;
    fn give_cash_back(sale: &SaleId, amount: Money, note: &Note) -> ();
}

on_disk! { Shifts:
    fn open_shift() -> Option<Shift>;
    fn mark() -> Mark;
    fn touched_since(mark: Mark) -> bool;
    fn keep_paid_in(supplier: &SupplierId, paid_in: &[PaidIn], at: Timestamp) -> ();
    fn begin_shift(new: &NewShift) -> u32;
    fn pay(payment: &Payment) -> ();
    fn facts(mark: Mark) -> Option<Facts>;
    fn note_x(clerk: Option<&str>, at: Timestamp) -> ();
    fn end_shift(closing: &Closing, draw_up: DrawUp<'_>, tell: Option<&TellZ<'_>>) -> Facts;
    fn kept_report(number: u32) -> Option<KeptReport>;
    fn kept_reports(before: Option<u32>, limit: u32) -> Vec<KeptReport>;
}

//! Accounts whose key can change while orders are on their way: whoever holds one asks with the newest
//! key from the next request on. What was written before stays as it was written.

use async_trait::async_trait;
use domain::{
    account::Wallet,
    card::Card,
    ids::{ProviderOrderId, TenderId},
    money::{Currency, Money},
    product::Product,
    sale::TenderKind,
    time::Timestamp,
};
use engine::{
    joint::Card as Unit,
    ports::{
        Processor, Supplier,
        processor::{
            Charge, ChargeTicket, Charged, Flow, Move, MoveTicket, Moved, ProcessorError,
            TenderLook,
        },
        supplier::{
            Checked, Exchange, Intent, ListFrom, Listed, Look, Mark, PaidIn, PlaceTicket, Placed,
            Progress, Recovery, SupplierError, WireReply, WireRequest, Wish,
        },
    },
};
use std::sync::{Arc, PoisonError, RwLock};

/// An account's adapter, which can be replaced by one with another key.
pub(crate) struct Live<T: ?Sized>(RwLock<Arc<T>>);

impl<T: ?Sized> Live<T> {
    pub(super) fn new(adapter: Arc<T>) -> Arc<Self> {
        Arc::new(Self(RwLock::new(adapter)))
    }

    pub(super) fn replace(&self, adapter: Arc<T>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = adapter;
    }

    fn now(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T: ?Sized> std::fmt::Debug for Live<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

#[async_trait]
impl Supplier for Live<dyn Supplier> {
    fn has_preflight(&self, product: &Product) -> bool {
        self.now().has_preflight(product)
    }

    fn has_check(&self, product: &Product) -> bool {
        self.now().has_check(product)
    }

    fn needs_phone(&self) -> bool {
        self.now().needs_phone()
    }

    fn currency(&self) -> Option<Currency> {
        self.now().currency()
    }

    fn recovery(&self) -> Recovery {
        self.now().recovery()
    }

    fn units_max(&self) -> u32 {
        self.now().units_max()
    }

    fn cards(&self, reply: &WireReply) -> Vec<Unit> {
        self.now().cards(reply)
    }

    fn write_order(&self, intent: &Intent) -> WireRequest {
        self.now().write_order(intent)
    }

    async fn place(&self, ticket: PlaceTicket) -> Exchange {
        self.now().place(ticket).await
    }

    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed {
        self.now().read_placed(intent, reply)
    }

    async fn look_up(
        &self,
        intent: &Intent,
        known: Option<&ProviderOrderId>,
        now: Timestamp,
    ) -> Look {
        self.now().look_up(intent, known, now).await
    }

    async fn listing(&self, from: &ListFrom, now: Timestamp) -> Result<Vec<Listed>, SupplierError> {
        self.now().listing(from, now).await
    }

    async fn paid_in(&self) -> Result<Option<Vec<PaidIn>>, SupplierError> {
        self.now().paid_in().await
    }

    async fn check(&self, wish: &Wish<'_>) -> Result<Checked, SupplierError> {
        self.now().check(wish).await
    }

    async fn mark(&self) -> Result<Mark, SupplierError> {
        self.now().mark().await
    }

    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError> {
        self.now().wallets(now).await
    }

    fn has_catalogue(&self) -> bool {
        self.now().has_catalogue()
    }

    async fn catalogue(&self, progress: Progress<'_>) -> Result<Vec<Product>, SupplierError> {
        self.now().catalogue(progress).await
    }

    async fn details(&self, item: &str) -> Result<Option<Product>, SupplierError> {
        self.now().details(item).await
    }
}

#[async_trait]
impl Processor for Live<dyn Processor> {
    fn kind(&self) -> TenderKind {
        self.now().kind()
    }

    fn currency(&self) -> Option<Currency> {
        self.now().currency()
    }

    fn flow(&self) -> Flow {
        self.now().flow()
    }

    fn keyed_entry(&self) -> bool {
        self.now().keyed_entry()
    }

    fn least(&self, currency: Currency) -> Money {
        self.now().least(currency)
    }

    fn write_charge(&self, charge: &Charge) -> WireRequest {
        self.now().write_charge(charge)
    }

    async fn charge(&self, ticket: ChargeTicket, card: Option<Card>) -> Exchange {
        self.now().charge(ticket, card).await
    }

    fn read_charged(&self, charge: &Charge, reply: &WireReply) -> Charged {
        self.now().read_charged(charge, reply)
    }

    async fn look_up(&self, charge: &Charge, moves: &[Move]) -> TenderLook {
        self.now().look_up(charge, moves).await
    }

    fn write_move(&self, charge: &Charge, wish: &Move) -> WireRequest {
        self.now().write_move(charge, wish)
    }

    async fn make_move(&self, ticket: MoveTicket) -> Exchange {
        self.now().make_move(ticket).await
    }

    fn read_moved(&self, charge: &Charge, made: &Move, reply: &WireReply) -> Moved {
        self.now().read_moved(charge, made, reply)
    }

    fn keepable(&self, reply: &WireReply) -> WireReply {
        self.now().keepable(reply)
    }

    async fn ready(&self, nobody: &TenderId) -> Result<(), ProcessorError> {
        self.now().ready(nobody).await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// The functions in a text from this line on to the end of its block.
    fn functions<'a>(text: &'a str, head: &str) -> BTreeSet<&'a str> {
        let (_, block) = text.split_once(head).unwrap();
        let block = block.split_once("\n}").unwrap().0;
        let names = block.lines().filter_map(|line| line.split_once("fn "));
        names.map(|(_, rest)| rest.split_once('(').unwrap().0).collect()
    }

    /// A port's function with a body of its own is not missed by the compiler: it would answer for the
    /// adapter that stands behind.
    #[test]
    fn everything_a_port_can_be_asked_is_asked_of_the_adapter() {
        let own = include_str!("live.rs");
        let supplier = include_str!("../../engine/src/ports/supplier.rs");
        let processor = include_str!("../../engine/src/ports/processor.rs");
        for (port, head, ours) in [
            (supplier, "pub trait Supplier: Send + Sync {", "impl Supplier for Live"),
            (processor, "pub trait Processor: Send + Sync {", "impl Processor for Live"),
        ] {
            let asked = functions(port, head);
            assert!(asked.len() > 10, "{asked:?}");
            assert_eq!(functions(own, ours), asked);
        }
    }
}

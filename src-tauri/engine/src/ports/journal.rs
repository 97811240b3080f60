//! The journal: the till's own truth, durable before anything it justifies happens.

use crate::{
    machine::{Batch, Step},
    ports::{
        supplier::{LabelledSecret, WireReply, WireRequest},
        tenders::NewTender,
    },
    records::{
        AttentionItem, AttentionKind, EventKind, EventRecord, HandOver, OrderRecord, SaleRecord,
        Tender,
    },
    source::Link,
};
use async_trait::async_trait;
use domain::{
    account::Wallet,
    debt::CreditStop,
    guard::Overridden,
    ids::{DebtorId, OrderId, OwnerId, ProductId, ProviderOrderId, SaleId, SupplierId},
    money::{Currency, Money},
    order::OrderState,
    product::Product,
    time::Timestamp,
};

/// A sale to be written down, orders and exact requests included.
#[derive(Clone, Debug)]
pub struct NewSale {
    /// Its id.
    pub id: SaleId,
    /// The caller's idempotency key.
    pub request_id: Option<String>,
    /// What the call asked for, in one canonical text; the same key with another text is an error.
    pub request: String,
    /// How it is paid.
    pub tender: Tender,
    /// The card tender, where it is paid by card.
    pub charge: Option<NewTender>,
    /// The customer who owes it, where it is sold on account.
    pub debt: Option<OnAccount>,
    /// One per unit, all `prepared`.
    pub orders: Vec<NewOrder>,
    /// The sum of the prices.
    pub total: Money,
    /// Who sells.
    pub clerk: Option<String>,
    /// The guards that somebody answered for, each with the order it is about.
    pub overridden: Vec<(OrderId, Overridden)>,
    /// When.
    pub created_at: Timestamp,
    /// Whether an unfinished order for the same product and customer stops it.
    pub guard: Guard,
}

/// Who owes a sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnAccount {
    /// The customer.
    pub debtor: DebtorId,
    /// Whether somebody with the right lets it pass the customer's limit.
    pub over_limit: bool,
}

/// Whether an unfinished order for the same product and customer stops a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It stops.
    Stop,
    /// The clerk said to sell another one anyway.
    SellAgain,
}

/// An order and the request it will be sent with.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// The order.
    pub record: OrderRecord,
    /// Its request, byte for byte.
    pub request: WireRequest,
}

/// What became of writing a sale down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is on disk.
    Opened,
    /// This request id already made that sale.
    Repeated(SaleId),
    /// This request id already stood for something else.
    RequestIdReused,
    /// It is not sold on account; judged in the transaction that would have opened it.
    NoCredit(CreditStop),
    /// That sale still has an unfinished order for the same product and customer.
    Unfinished(SaleId),
    /// It is for the shelf, on which only so many more of its product may lie.
    NoRoom(u32),
}

/// The journal could not do it.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The order is not where the caller thought; someone else moved it.
    #[error("the order has changed meanwhile")]
    Conflict,
    /// What was delivered had been delivered before: nothing was written (INV-4).
    #[error("the supplier delivered a code that it had delivered before")]
    CodeTwice,
    /// A code stays in the till's hands: this clerk gave out as many as one may within an hour.
    /// Nothing was written.
    #[error("a clerk gives out at most {limit} codes within an hour")]
    Withheld {
        /// How many.
        limit: u32,
    },
    /// A code lies sealed on the shop's shelf: it is given out only by the sale it goes to. Nothing
    /// was shown.
    #[error("the code lies on the shop's shelf")]
    OnShelf,
    /// Stored data that cannot be read.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(String),
    /// Anything else the database says.
    #[error("the database could not be used")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Whether an order may send its purchase now, where its account allows one in the air at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It may; nobody else may until [`Journal::end_turn`].
    Taken,
    /// Another order of the account is in the air or being looked for.
    Held,
}

/// The orders a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    #[default]
    All,
    /// Those in one state.
    In(OrderState),
    /// Those without a certain end, also where a person decides.
    Unfinished,
    /// Those that are followed up without a person.
    Followed,
    /// Those that a person must decide about, or be told of.
    ForPerson,
    /// Those of customers who gave a phone.
    WithPhone,
}

/// Which orders to list, newest first.
#[derive(Clone, Debug, Default)]
pub struct OrderQuery {
    /// Only these.
    pub which: Which,
    /// Only since then.
    pub since: Option<Timestamp>,
    /// Only before then.
    pub until: Option<Timestamp>,
    /// Only for this phone (E.164).
    pub phone: Option<String>,
    /// A phone, reference, order number or supplier's id, from its beginning or its last four
    /// characters on; words of a product; a code's last four.
    pub search: Option<String>,
    /// Only older than this order.
    pub before: Option<OrderId>,
    /// Only newer than this order: those nearest to it, and still newest first.
    pub after: Option<OrderId>,
    /// At most so many.
    pub limit: u32,
}

/// The till's own truth.
#[async_trait]
pub trait Journal: Send + Sync {
    /// What became of this request id before, if it was ever used: `Repeated` or `RequestIdReused`.
    async fn earlier(
        &self,
        request_id: &str,
        request: &str,
    ) -> Result<Option<Opening>, JournalError>;
    /// Writes a sale down, its guards checked in the same transaction.
    async fn open_sale(&self, sale: &NewSale) -> Result<Opening, JournalError>;
    /// The exact request an order will be sent with.
    async fn request(&self, order: &OrderId) -> Result<WireRequest, JournalError>;
    /// Commits one step of an order, if it still is in `from`. Durable when it returns (INV-14).
    async fn commit(
        &self,
        order: &OrderId,
        from: OrderState,
        batch: &Batch,
    ) -> Result<(), JournalError>;
    /// Commits the steps of orders that share a request in one transaction: all of them or none.
    async fn commit_all(&self, steps: &[Step<'_>]) -> Result<(), JournalError>;
    /// The orders that share this leader's request, in their order, the leader first.
    async fn together(&self, leader: &OrderId) -> Result<Vec<OrderRecord>, JournalError>;
    /// Keeps a purchase reply as it came, sealed, before anyone reads it (INV-3c).
    async fn keep_reply(
        &self,
        order: &OrderId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Result<(), JournalError>;
    /// One order.
    async fn order(&self, id: &OrderId) -> Result<Option<OrderRecord>, JournalError>;
    /// One sale with its orders.
    async fn sale(&self, id: &SaleId) -> Result<Option<SaleRecord>, JournalError>;
    /// Orders, newest first.
    async fn orders(&self, query: &OrderQuery) -> Result<Vec<OrderRecord>, JournalError>;
    /// How many orders are unfinished, and how many of them need a person.
    async fn open_counts(&self) -> Result<OpenCounts, JournalError>;
    /// An order's whole history, oldest first.
    async fn events(&self, order: &OrderId) -> Result<Vec<EventRecord>, JournalError>;
    /// Makes the unfinished orders of dead processes this one's and names them.
    async fn adopt(&self, owner: &OwnerId, at: Timestamp) -> Result<Vec<OrderId>, JournalError>;
    /// The unfinished orders that are this process's already.
    async fn owned_by(&self, owner: &OwnerId) -> Result<Vec<OrderId>, JournalError>;
    /// Notes something a person or a device did with an order.
    async fn note(
        &self,
        order: &OrderId,
        kind: EventKind,
        event: &Note,
    ) -> Result<(), JournalError>;
    /// Notes a hand-over of a sale; counts a copy of each order if it worked. Answers the count.
    async fn hand_over(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        note: &Note,
    ) -> Result<u32, JournalError>;
    /// What an order delivered, in clear.
    async fn secrets(&self, order: &OrderId) -> Result<Vec<LabelledSecret>, JournalError>;
    /// The balance last seen.
    async fn wallet(
        &self,
        supplier: &SupplierId,
        currency: Currency,
    ) -> Result<Option<Wallet>, JournalError>;
    /// Remembers balances.
    async fn keep_wallets(&self, wallets: &[Wallet]) -> Result<(), JournalError>;
    /// Gives the account's turn to an order, across all processes, unless an unfinished order holds
    /// it.
    async fn take_turn(&self, supplier: &SupplierId, order: &OrderId)
    -> Result<Turn, JournalError>;
    /// Lets go of the turn, if this order holds it.
    async fn end_turn(&self, order: &OrderId) -> Result<(), JournalError>;
    /// Which of these orders of a supplier are known as ours already.
    async fn claimed(
        &self,
        supplier: &SupplierId,
        orders: &[ProviderOrderId],
    ) -> Result<Vec<ProviderOrderId>, JournalError>;
    /// Whether an order of the supplier is on its way or being looked for: what its list shows may
    /// be that one.
    async fn in_the_air(&self, supplier: &SupplierId) -> Result<bool, JournalError>;
    /// Whether a person was ever told this of an order.
    async fn was_told(&self, order: &OrderId, kind: AttentionKind) -> Result<bool, JournalError>;
    /// Which of the supplier's orders a person was told of as late candidates of this order.
    async fn told_candidates(&self, order: &OrderId) -> Result<Vec<ProviderOrderId>, JournalError>;
    /// Fulfils a prepared order from recovered stock, if there is a code of its product and amount:
    /// one transaction gives the code to this order and to no other.
    async fn fulfil_from_stock(&self, order: &OrderId, at: Timestamp)
    -> Result<bool, JournalError>;
    /// The same from what the shop bought ahead, for an order that is paid in cash. The caller is
    /// certain that nothing of the order's request ever left.
    async fn fulfil_from_ahead(&self, order: &OrderId, at: Timestamp)
    -> Result<bool, JournalError>;
    /// Whether an order's code is sealed: bought for the shelf, and neither sold nor withdrawn from it, or
    /// somebody else's by now.
    async fn is_sealed(&self, order: &OrderId) -> Result<bool, JournalError>;
    /// Final orders whose late truth is due to be asked for.
    async fn due_for_watch(&self, now: Timestamp) -> Result<Vec<OrderId>, JournalError>;
    /// Notes that an order's late truth was asked for.
    async fn watched(&self, order: &OrderId, at: Timestamp) -> Result<(), JournalError>;
    /// What persons have to be told and have not read yet, oldest first.
    async fn attention_items(&self) -> Result<Vec<AttentionItem>, JournalError>;
    /// A person has read what had to be told about an order.
    async fn attention_seen(&self, order: &OrderId, note: &Note) -> Result<(), JournalError>;
    /// Remembers what a product costs now, by the supplier's own word.
    async fn keep_cost(&self, product: &ProductId, cost: Money) -> Result<(), JournalError>;
    /// One product.
    async fn product(&self, id: &ProductId) -> Result<Option<Product>, JournalError>;
    /// The whole catalogue.
    async fn products(&self) -> Result<Vec<Product>, JournalError>;
    /// What the owner says is the same product at several suppliers.
    async fn links(&self) -> Result<Vec<Link>, JournalError>;
}

/// Who did something, when, and what about it.
#[derive(Clone, Debug)]
pub struct Note {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub clerk: Option<String>,
    /// More; never a secret.
    pub detail: Option<String>,
}

/// How many orders are unfinished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenCounts {
    /// Not final, those that need a person included.
    pub unfinished: u32,
    /// Waiting for a person's decision.
    pub needs_attention: u32,
}

//! What a journal holds, in memory: the same promises as the real one, whose tables these mirror. The
//! rules that both keep are `domain`'s and the engine's; what only SQL can get wrong is tested beside it.
//!
//! It must never know: crashes, faults or time.

mod attention;
mod shelf;

use super::money::TenderRow;
use domain::{
    account::Wallet,
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, SaleId, SupplierId},
    money::{Currency, Money},
    order::OrderState,
    product::Product,
    reason::ReasonCode,
    sale::{TenderKind, TenderState},
    shop::{is_watched, late_look_due, watch_began},
    time::Timestamp,
};
use engine::{
    machine::Batch,
    ports::{
        journal::{Guard, JournalError, NewSale, Note, OpenCounts, Opening, Turn},
        supplier::{LabelledSecret, WireReply, WireRequest},
    },
    records::{EventKind, EventRecord, HandOver, MaskedSecret, OrderRecord, SaleRecord, Tender},
};
pub(crate) use shelf::Stock;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// How many final orders are asked for together.
const DUE_MAX: usize = 200;

/// An order with all that hangs on it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) record: OrderRecord,
    pub(crate) request: WireRequest,
    pub(crate) secrets: Vec<LabelledSecret>,
    pub(crate) events: Vec<EventRecord>,
    pub(crate) replies: usize,
    watch: Watch,
}

/// When it was asked for late truths: last, and first under a clock that tells the time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Watch {
    pub(super) last: Option<Timestamp>,
    pub(super) began: Option<Timestamp>,
}

impl Row {
    /// From when on its three days of late truths count, by the shop's clock.
    pub(crate) fn watched_from(&self) -> Option<Timestamp> {
        self.record.sent_at.filter(|sent| sent.is_possible()).or(self.watch.began)
    }
}

impl Watch {
    pub(super) fn note(&mut self, at: Timestamp) {
        self.last = Some(at);
        self.began = watch_began(self.began, at);
    }
}

#[derive(Clone, Debug)]
struct SaleRow {
    request: String,
    tender: Tender,
    orders: Vec<OrderId>,
    hand_overs: Vec<HandOver>,
    total: Money,
    clerk: Option<String>,
    created_at: Timestamp,
}

/// Everything in one data dir.
#[derive(Clone, Debug, Default)]
pub(crate) struct Image {
    sales: BTreeMap<SaleId, SaleRow>,
    pub(crate) tenders: BTreeMap<SaleId, TenderRow>,
    request_ids: BTreeMap<String, SaleId>,
    pub(crate) orders: BTreeMap<OrderId, Row>,
    /// Unfinished, by id; what an index does in the real one.
    pub(crate) open: BTreeSet<OrderId>,
    codes: BTreeMap<(SupplierId, String), BTreeSet<OrderId>>,
    claims: BTreeSet<(SupplierId, ProviderOrderId)>,
    pub(crate) products: BTreeMap<ProductId, Product>,
    wallets: BTreeMap<(SupplierId, Currency), Wallet>,
    pub(crate) turns: BTreeMap<SupplierId, OrderId>,
    pub(crate) stock: BTreeMap<OrderId, Stock>,
    /// How many codes of a product may lie on the shelf.
    pub(crate) keep: BTreeMap<ProductId, u32>,
    pub(crate) attention: BTreeMap<(OrderId, &'static str), (Timestamp, Option<Timestamp>)>,
    /// Late candidates a person was told of, in the order of telling, and whether they are closed.
    pub(crate) candidates: BTreeMap<OrderId, Vec<(ProviderOrderId, bool)>>,
}

type Answer<T> = Result<T, JournalError>;

fn no_order(id: &OrderId) -> JournalError {
    JournalError::Corrupt(format!("there is no order {id}"))
}

/// What the database says when a row is there already.
pub(super) fn twice(what: &str) -> JournalError {
    JournalError::Database(format!("{what} is there already").into())
}

impl Image {
    /// All of it but the products.
    pub(crate) fn tables(&self) -> impl std::fmt::Debug {
        let (sales, orders, attention) = (&self.sales, &self.orders, &self.attention);
        let sales = (sales, &self.tenders);
        let attention = (attention, &self.candidates);
        (sales, orders, &self.open, &self.wallets, &self.turns, &self.stock, attention)
    }

    pub(crate) fn earlier(&self, request_id: &str, request: &str) -> Option<Opening> {
        let sale = self.request_ids.get(request_id)?;
        let same = self.sales.get(sale).is_some_and(|row| row.request == request);
        Some(if same { Opening::Repeated(sale.clone()) } else { Opening::RequestIdReused })
    }

    pub(crate) fn open_sale(&mut self, sale: &NewSale) -> Answer<Opening> {
        if let Some(opening) =
            sale.request_id.as_ref().and_then(|id| self.earlier(id, &sale.request))
        {
            return Ok(opening);
        }
        if let Some(room) = self.lacks_room(sale) {
            return Ok(Opening::NoRoom(room));
        }
        if sale.guard == Guard::Stop
            && let Some(twin) = sale.orders.iter().find_map(|order| self.twin(&order.record))
        {
            return Ok(Opening::Unfinished(twin));
        }
        for new in &sale.orders {
            let event = event(EventKind::Prepared, new.record.created_at, None);
            let row = Row {
                record: new.record.clone(),
                request: new.request.clone(),
                secrets: Vec::new(),
                events: vec![event],
                replies: 0,
                watch: Watch::default(),
            };
            self.open.insert(new.record.id.clone());
            if self.orders.insert(new.record.id.clone(), row).is_some() {
                return Err(twice("an order"));
            }
        }
        if let Some(id) = &sale.request_id {
            self.request_ids.insert(id.clone(), sale.id.clone());
        }
        if let Some(charge) = &sale.charge {
            self.tenders.insert(sale.id.clone(), TenderRow::new(charge));
        }
        let row = SaleRow {
            request: sale.request.clone(),
            tender: sale.tender.clone(),
            orders: sale.orders.iter().map(|new| new.record.id.clone()).collect(),
            hand_overs: Vec::new(),
            total: sale.total,
            clerk: sale.clerk.clone(),
            created_at: sale.created_at,
        };
        self.sales.insert(sale.id.clone(), row);
        Ok(Opening::Opened)
    }

    /// The newest unfinished order for the same product and the same customer's phone or account.
    fn twin(&self, order: &OrderRecord) -> Option<SaleId> {
        let same = |earlier: &&OrderRecord| {
            earlier.product_id == order.product_id
                && ((order.phone.is_some() && earlier.phone == order.phone)
                    || (!order.fields.is_empty() && earlier.fields == order.fields))
        };
        let open = self.open.iter().filter(|id| !self.may_never_be_paid(id));
        let open = open.filter_map(|id| self.orders.get(id)).map(|row| &row.record);
        open.filter(same).max_by_key(|it| it.created_at).map(|it| it.sale_id.clone())
    }

    pub(crate) fn request(&self, order: &OrderId) -> Answer<WireRequest> {
        self.orders.get(order).map(|row| row.request.clone()).ok_or_else(|| no_order(order))
    }

    pub(crate) fn commit(
        &mut self,
        order: &OrderId,
        from: OrderState,
        batch: &Batch,
    ) -> Answer<()> {
        let row = self.orders.get(order).filter(|row| row.record.state == from);
        let Some(row) = row else { return Err(JournalError::Conflict) };
        if !batch.secrets.is_empty() {
            if batch.kind == EventKind::Delivered && self.has_come_before(row, &batch.secrets) {
                return Err(JournalError::CodeTwice);
            }
            if !row.secrets.is_empty() {
                return Err(twice("a secret"));
            }
        }
        if !batch.candidates.is_empty() && !self.propose(order, &batch.candidates) {
            return Err(JournalError::Conflict);
        }
        if let Some(kind) = batch.settles {
            self.settle(order, kind, batch.at)?;
        }
        self.write_record(order, batch);
        self.keep_secrets(order, &batch.secrets);
        if let Some(kind) = batch.attention {
            self.attention.insert((order.clone(), kind.as_str()), (batch.at, None));
        }
        self.shelve(order, from, batch);
        Ok(())
    }

    /// The orders that share this leader's request, the leader first.
    pub(crate) fn together(&self, leader: &OrderId) -> Vec<OrderRecord> {
        let shares = |record: &&OrderRecord| {
            record.joint.as_ref().is_some_and(|joint| joint.leader == *leader)
        };
        let rows = self.orders.values().map(|row| &row.record);
        let mut together: Vec<OrderRecord> = rows.filter(shares).cloned().collect();
        together.sort_by_key(|order| order.joint.as_ref().map(|joint| joint.position));
        together
    }

    fn write_record(&mut self, order: &OrderId, batch: &Batch) {
        let Some(row) = self.orders.get_mut(order) else { return };
        let record = &mut row.record;
        record.state = batch.state;
        if let Some(id) = &batch.provider_order_id {
            record.provider_order_id = Some(id.clone());
            self.claims.insert((record.supplier.clone(), id.clone()));
        }
        record.provider_state = batch.provider_state.clone().or(record.provider_state.take());
        record.cost = batch.cost.or(record.cost);
        match &batch.reason {
            Some(reason) => record.reason = Some(reason.clone()),
            None if batch.state == OrderState::Delivered => record.reason = None,
            None => {}
        }
        if let Some(joint) = &batch.joint {
            record.joint = Some(joint.clone());
        }
        if let Some(request) = &batch.request {
            row.request = request.clone();
        }
        if batch.kind == EventKind::Sent {
            record.sent_at = record.sent_at.or(Some(batch.at));
        }
        if batch.state.is_final() {
            record.finished_at = record.finished_at.or(Some(batch.at));
            self.open.remove(order);
        }
        if let Some(mark) = batch.mark.as_ref()
            && (mark.newest.is_some() || mark.balance.is_some())
        {
            let known = record.mark.get_or_insert_default();
            known.newest = mark.newest.clone().or(known.newest.take());
            known.balance = mark.balance.or(known.balance);
        }
        row.replies += usize::from(batch.reply.is_some());
        row.events.push(event(batch.kind, batch.at, batch.clerk.clone()));
    }

    pub(crate) fn has_come_before(&self, row: &Row, secrets: &[LabelledSecret]) -> bool {
        secrets.iter().filter(|secret| matches!(secret.label.as_str(), "code" | "url")).any(
            |secret| {
                let owners = self.codes.get(&code_key(&row.record.supplier, secret));
                owners.is_some_and(|owners| owners.iter().any(|owner| *owner != row.record.id))
            },
        )
    }

    fn keep_secrets(&mut self, order: &OrderId, secrets: &[LabelledSecret]) {
        let Some(row) = self.orders.get_mut(order).filter(|_| !secrets.is_empty()) else { return };
        for secret in secrets.iter().filter(is_code) {
            let key = code_key(&row.record.supplier, secret);
            self.codes.entry(key).or_default().insert(order.clone());
        }
        let masked =
            |it: &LabelledSecret| MaskedSecret { label: it.label.clone(), masked: it.masked() };
        row.record.secrets = secrets.iter().map(masked).collect();
        row.secrets = secrets.to_vec();
    }

    pub(crate) fn keep_reply(&mut self, order: &OrderId, _reply: &WireReply) -> Answer<()> {
        self.orders.get_mut(order).map(|row| row.replies += 1).ok_or_else(|| no_order(order))
    }

    pub(crate) fn sale(&self, id: &SaleId) -> Option<SaleRecord> {
        let row = self.sales.get(id)?;
        let mut tender = row.tender.clone();
        if let Some(card) = self.tenders.get(id) {
            tender.state = card.record.state;
            tender.card = Some(card.shown());
        }
        Some(SaleRecord {
            id: id.clone(),
            tender,
            orders: row
                .orders
                .iter()
                .filter_map(|id| self.orders.get(id))
                .map(|row| row.record.clone())
                .collect(),
            hand_overs: row.hand_overs.clone(),
            total: row.total,
            clerk: row.clerk.clone(),
            created_at: row.created_at,
        })
    }

    pub(crate) fn sale_count(&self) -> u64 {
        u64::try_from(self.sales.len()).expect("few sales")
    }

    pub(crate) fn open_counts(&self) -> OpenCounts {
        let open = self.open.iter().filter_map(|id| self.orders.get(id));
        let needs_attention = open.filter(|row| row.record.state == OrderState::NeedsAttention);
        OpenCounts {
            unfinished: u32::try_from(self.open.len()).expect("few orders"),
            needs_attention: u32::try_from(needs_attention.count()).expect("few orders"),
        }
    }

    /// Makes the unfinished orders of the dead `me`'s.
    pub(crate) fn adopt(
        &mut self,
        me: &OwnerId,
        at: Timestamp,
        is_dead: impl Fn(&OwnerId) -> bool,
    ) -> Vec<OrderId> {
        let mut adopted = Vec::new();
        let open: Vec<OrderId> =
            self.open.iter().filter(|id| !self.waits_for_tender(id)).cloned().collect();
        for id in &open {
            let Some(row) = self.orders.get_mut(id) else { continue };
            if row.record.owner == *me || !is_dead(&row.record.owner) {
                continue;
            }
            row.record.owner = me.clone();
            if row.events.last().is_none_or(|event| event.kind != EventKind::Adopted) {
                row.events.push(event(EventKind::Adopted, at, None));
            }
            adopted.push(id.clone());
        }
        adopted
    }

    pub(crate) fn has_orphans(&self, me: &OwnerId, is_dead: impl Fn(&OwnerId) -> bool) -> bool {
        let open = self.open.iter().filter(|id| !self.waits_for_tender(id));
        let open = open.filter_map(|id| self.orders.get(id));
        open.map(|row| &row.record.owner).any(|owner| owner != me && is_dead(owner))
    }

    pub(crate) fn owned_by(&self, owner: &OwnerId) -> Vec<OrderId> {
        let is_own =
            |id: &&OrderId| self.orders.get(*id).is_some_and(|row| row.record.owner == *owner);
        let open = self.open.iter().filter(|id| !self.waits_for_tender(id));
        open.filter(is_own).cloned().collect()
    }

    /// The orders of a sale, in their order.
    pub(crate) fn orders_of(&self, sale: &SaleId) -> Vec<OrderId> {
        self.sales.get(sale).map(|row| row.orders.clone()).unwrap_or_default()
    }

    /// Books that a cash sale's money went back, if it did not yet.
    pub(super) fn book_cash_back(&mut self, sale: &SaleId) -> Answer<()> {
        let is_paid = |row: &&mut SaleRow| {
            row.tender.kind == TenderKind::Cash && row.tender.state == TenderState::Paid
        };
        let row = self.sales.get_mut(sale).filter(is_paid).ok_or(JournalError::Conflict)?;
        row.tender.state = TenderState::Refunded;
        Ok(())
    }

    pub(crate) fn note(&mut self, order: &OrderId, kind: EventKind, note: &Note) -> Answer<()> {
        if kind == EventKind::Reveal && self.is_sealed(order) {
            return Err(JournalError::OnShelf);
        }
        let row = self.orders.get_mut(order).ok_or_else(|| no_order(order))?;
        row.events.push(event(kind, note.at, note.clerk.clone()));
        if kind == EventKind::Reveal {
            self.withdraw(order);
        }
        Ok(())
    }

    pub(crate) fn hand_over(
        &mut self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        note: &Note,
    ) -> Answer<u32> {
        let row = self.orders.get_mut(&order.id).ok_or_else(|| no_order(&order.id))?;
        row.record.copies += u32::from(outcome.ok);
        row.events.push(event(kind, note.at, note.clerk.clone()));
        let copies = row.record.copies;
        if let Some(sale) = self.sales.get_mut(&order.sale_id) {
            sale.hand_overs.push(outcome.clone());
        }
        Ok(copies)
    }

    pub(crate) fn wallet(&self, supplier: &SupplierId, currency: Currency) -> Option<Wallet> {
        self.wallets.get(&(supplier.clone(), currency)).cloned()
    }

    pub(crate) fn keep_wallets(&mut self, wallets: &[Wallet]) {
        for wallet in wallets {
            self.wallets
                .insert((wallet.supplier.clone(), wallet.balance.currency()), wallet.clone());
        }
    }

    pub(crate) fn take_turn(&mut self, supplier: &SupplierId, order: &OrderId) -> Turn {
        let holds = |holder: &OrderId| {
            let state = self.orders.get(holder).map(|row| row.record.state);
            holder != order && matches!(state, Some(OrderState::Prepared | OrderState::Unknown))
        };
        if self.turns.get(supplier).is_some_and(holds) {
            return Turn::Held;
        }
        self.turns.insert(supplier.clone(), order.clone());
        Turn::Taken
    }

    pub(crate) fn end_turn(&mut self, order: &OrderId) {
        self.turns.retain(|_, holder| holder != order);
    }

    pub(crate) fn in_the_air(&self, supplier: &SupplierId) -> bool {
        let open = self.open.iter().filter_map(|id| self.orders.get(id));
        open.map(|row| &row.record)
            .any(|order| order.supplier == *supplier && order.state == OrderState::Unknown)
    }

    pub(crate) fn claimed(
        &self,
        supplier: &SupplierId,
        ids: &[ProviderOrderId],
    ) -> Vec<ProviderOrderId> {
        let is_claimed =
            |id: &&ProviderOrderId| self.claims.contains(&(supplier.clone(), (*id).clone()));
        ids.iter().filter(is_claimed).cloned().collect()
    }

    pub(crate) fn due_for_watch(&self, now: Timestamp, settle_window: Duration) -> Vec<OrderId> {
        let is_watched = |row: &&Row| {
            let record = &row.record;
            let is_recent =
                record.sent_at.is_some_and(|sent| is_watched(sent, row.watch.began, now));
            let may_turn = match (record.state, record.reason.as_ref().map(|reason| reason.code)) {
                (OrderState::Refused, Some(code)) => matches!(
                    code,
                    ReasonCode::PersonDecided
                        | ReasonCode::TooManyRequests
                        | ReasonCode::RepeatRefused
                        | ReasonCode::RolledBack
                ),
                (OrderState::Delivered, _) => record.provider_order_id.is_some(),
                _ => false,
            };
            is_recent && may_turn
        };
        let mut rows: Vec<&Row> = self.orders.values().filter(is_watched).collect();
        rows.sort_by_key(|row| (row.watch.last.or(row.record.finished_at), row.record.id.clone()));
        rows.truncate(DUE_MAX);
        let is_due = |row: &&Row| {
            let sent = row.record.sent_at.unwrap_or(now);
            late_look_due(sent, row.watch.last, now, settle_window)
        };
        rows.into_iter().filter(is_due).map(|row| row.record.id.clone()).collect()
    }

    pub(crate) fn watched(&mut self, order: &OrderId, at: Timestamp) {
        if let Some(row) = self.orders.get_mut(order) {
            row.watch.note(at);
        }
    }

    pub(crate) fn keep_cost(&mut self, product: &ProductId, cost: Money) {
        if let Some(product) = self.products.get_mut(product) {
            product.cost = Some(cost);
        }
    }
}

/// A code is the same under whatever name it comes.
fn code_key(supplier: &SupplierId, secret: &LabelledSecret) -> (SupplierId, String) {
    (supplier.clone(), secret.value.reveal().to_owned())
}

fn is_code(secret: &&LabelledSecret) -> bool {
    matches!(secret.label.as_str(), "code" | "url")
}

pub(super) fn event(kind: EventKind, at: Timestamp, clerk: Option<String>) -> EventRecord {
    EventRecord { at, kind, clerk, detail: None }
}

//! The card tenders of a journal in memory: what the real one keeps in `tenders`, `charge_requests`
//! and `money_moves`.
//!
//! It must never know: processors, faults or time.

use super::image::{Image, Watch, event, twice};
use domain::{
    ids::{MoveId, OrderId, OwnerId, SaleId},
    order::OrderState,
    sale::TenderState,
    shop::{is_watched, is_watched_longer, late_look_due},
    time::Timestamp,
};
use engine::{
    ports::{
        journal::{JournalError, Note, OpenCounts},
        supplier::WireRequest,
        tenders::{NewTender, TenderRecord},
    },
    records::{AttentionKind, CardTender, EventKind},
    tender::machine::Batch,
};
use std::{collections::BTreeMap, time::Duration};

/// How many tenders that were given up are asked for together.
const DUE_MAX: usize = 200;

/// A card tender with all that hangs on it.
#[derive(Clone, Debug)]
pub(crate) struct TenderRow {
    pub(crate) record: TenderRecord,
    pub(crate) request: WireRequest,
    pub(crate) move_requests: BTreeMap<MoveId, WireRequest>,
    pub(crate) needs_person: bool,
    pub(crate) finished_at: Option<Timestamp>,
    watch: Watch,
    /// What its processor's clock said at the first and at the last late look.
    told: Option<(Timestamp, Timestamp)>,
    replies: usize,
}

type Answer<T> = Result<T, JournalError>;

fn no_tender(sale: &SaleId) -> JournalError {
    JournalError::Corrupt(format!("the sale {sale} has no tender"))
}

impl TenderRow {
    pub(crate) fn new(new: &NewTender) -> Self {
        Self {
            record: new.record.clone(),
            request: new.request.clone(),
            move_requests: BTreeMap::new(),
            needs_person: false,
            finished_at: None,
            watch: Watch::default(),
            told: None,
            replies: 0,
        }
    }

    pub(crate) fn shown(&self) -> CardTender {
        CardTender {
            pay_url: self.record.pay_url.clone(),
            asked: self.record.sent_at.is_some(),
            closed: self.record.closed,
            needs_person: self.needs_person,
        }
    }

    fn advance(&mut self, batch: &Batch) {
        let moved = self.record.state != batch.state;
        let record = &mut self.record;
        record.version += 1;
        record.state = batch.state;
        record.closed = batch.closed;
        if batch.sent {
            record.sent_at = record.sent_at.or(Some(batch.at));
        }
        if batch.closed {
            self.finished_at = self.finished_at.or(Some(batch.at));
        }
        record.reason = batch.reason.clone().or(record.reason.take());
        record.pay_url = batch.pay_url.clone().or(record.pay_url.take());
        record.word = batch.word.clone().or(record.word.take());
        if let Some(parts) = &batch.parts {
            record.parts.clone_from(parts);
        }
        if let Some(owner) = &batch.owner {
            record.owner = owner.clone();
        }
        for (made, request) in &batch.moves {
            record.moves.push(made.clone());
            self.move_requests.insert(made.id.clone(), request.clone());
        }
        if let Some((id, state)) = &batch.settled {
            record.moves.iter_mut().filter(|it| it.id == *id).for_each(|it| it.state = *state);
        }
        match batch.attention.map(AttentionKind::holds_sale) {
            Some(true) => self.needs_person = true,
            Some(false) | None if moved => self.needs_person = false,
            Some(false) | None => {}
        }
        self.replies += usize::from(batch.reply.is_some());
    }
}

impl Image {
    /// Whether this order is its tender's: not sent yet, and passed on with it alone.
    pub(super) fn waits_for_tender(&self, order: &OrderId) -> bool {
        let row = self.orders.get(order);
        row.is_some_and(|row| {
            row.record.state == OrderState::Prepared
                && self.tenders.contains_key(&row.record.sale_id)
        })
    }

    /// Whether its customer may still be asked to pay.
    pub(super) fn may_never_be_paid(&self, order: &OrderId) -> bool {
        let row = self.orders.get(order);
        row.filter(|row| row.record.state == OrderState::Prepared)
            .and_then(|row| self.tenders.get(&row.record.sale_id))
            .is_some_and(|tender| tender.record.state.is_waiting())
    }

    /// Whether it waits for money that a person has to see to.
    pub(crate) fn waits_for_person(&self, order: &OrderId) -> bool {
        let sale = self.orders.get(order).map(|row| &row.record.sale_id);
        let tender = sale.and_then(|sale| self.tenders.get(sale));
        self.may_never_be_paid(order) && tender.is_some_and(|row| row.needs_person)
    }

    pub(crate) fn tender(&self, sale: &SaleId) -> Answer<&TenderRow> {
        self.tenders.get(sale).ok_or_else(|| no_tender(sale))
    }

    pub(crate) fn move_request(&self, id: &MoveId) -> Answer<WireRequest> {
        let found = self.tenders.values().find_map(|row| row.move_requests.get(id));
        found.cloned().ok_or_else(|| JournalError::Corrupt(format!("no movement {id}")))
    }

    pub(crate) fn commit_tender(&mut self, sale: &SaleId, from: u32, batch: &Batch) -> Answer<()> {
        let row = self.tenders.get_mut(sale).filter(|row| row.record.version == from);
        let Some(row) = row else { return Err(JournalError::Conflict) };
        if batch.moves.iter().any(|(made, _)| row.move_requests.contains_key(&made.id)) {
            return Err(twice("a movement"));
        }
        let moved = row.record.state != batch.state;
        row.advance(batch);
        let orders = self.orders_of(sale);
        if let Some(kind) = batch.attention {
            if let Some(first) = orders.first() {
                self.attention.insert((first.clone(), kind.as_str()), (batch.at, None));
            }
        } else if moved {
            self.settled_by_itself(&orders, batch.at);
        }
        for order in &orders {
            if let (Some(kind), Some(row)) = (batch.kind, self.orders.get_mut(order)) {
                row.events.push(event(kind, batch.at, batch.clerk.clone()));
            }
        }
        Ok(())
    }

    /// What a person was asked about money that has moved on needs no answer any more.
    fn settled_by_itself(&mut self, orders: &[OrderId], at: Timestamp) {
        for kind in [AttentionKind::MoneyNotBack, AttentionKind::MoneyUnclear] {
            for order in orders {
                if let Some((_, seen)) = self.attention.get_mut(&(order.clone(), kind.as_str())) {
                    seen.get_or_insert(at);
                }
            }
        }
    }

    pub(crate) fn keep_tender_reply(&mut self, sale: &SaleId) -> Answer<()> {
        let row = self.tenders.get_mut(sale).ok_or_else(|| no_tender(sale))?;
        row.replies += 1;
        Ok(())
    }

    pub(crate) fn has_orphaned_tenders(
        &self,
        me: &OwnerId,
        is_dead: impl Fn(&OwnerId) -> bool,
    ) -> bool {
        let open = self.open_tender_rows().map(|row| &row.record.owner);
        open.into_iter().any(|owner| owner != me && is_dead(owner))
    }

    /// Makes the unfinished tenders of the dead `me`'s, with the orders that wait for them.
    pub(crate) fn adopt_tenders(
        &mut self,
        me: &OwnerId,
        at: Timestamp,
        is_dead: impl Fn(&OwnerId) -> bool,
    ) -> Vec<SaleId> {
        let orphaned = |row: &&TenderRow| row.record.owner != *me && is_dead(&row.record.owner);
        let sales: Vec<SaleId> = self
            .open_tender_rows()
            .filter(orphaned)
            .map(|row| row.record.sale_id.clone())
            .collect();
        for sale in &sales {
            if let Some(row) = self.tenders.get_mut(sale) {
                row.record.owner = me.clone();
            }
            for order in self.orders_of(sale) {
                let row = self.orders.get_mut(&order);
                let Some(row) = row.filter(|row| row.record.state == OrderState::Prepared) else {
                    continue;
                };
                row.record.owner = me.clone();
                if row.events.last().is_none_or(|event| event.kind != EventKind::Adopted) {
                    row.events.push(event(EventKind::Adopted, at, None));
                }
            }
        }
        sales
    }

    pub(crate) fn tenders_owned_by(&self, owner: &OwnerId) -> Vec<SaleId> {
        let own = self.open_tender_rows().filter(|row| row.record.owner == *owner);
        own.map(|row| row.record.sale_id.clone()).collect()
    }

    pub(crate) fn tenders_due(&self, now: Timestamp, settle_window: Duration) -> Vec<SaleId> {
        let is_watched = |row: &&TenderRow| {
            let given_up = matches!(
                row.record.state,
                TenderState::Failed | TenderState::Expired | TenderState::Refunded
            );
            let recent = row.finished_at.is_some_and(|at| {
                is_watched(at, row.watch.began, now) || is_watched_longer(at, row.told, now)
            });
            row.record.closed && row.record.sent_at.is_some() && given_up && recent
        };
        let mut rows: Vec<&TenderRow> = self.tenders.values().filter(is_watched).collect();
        rows.sort_by_key(|row| (row.watch.last.or(row.finished_at), row.record.sale_id.clone()));
        rows.truncate(DUE_MAX);
        let is_due = |row: &&TenderRow| {
            let sent = row.record.sent_at.unwrap_or(now);
            late_look_due(sent, row.watch.last, now, settle_window)
        };
        rows.into_iter().filter(is_due).map(|row| row.record.sale_id.clone()).collect()
    }

    pub(crate) fn tender_watched(&mut self, sale: &SaleId, at: Timestamp, told: Option<Timestamp>) {
        if let Some(row) = self.tenders.get_mut(sale) {
            row.watch.note(at);
            let first = row.told.map(|(first, _)| first);
            row.told = told.map(|told| (first.unwrap_or(told), told)).or(row.told);
        }
    }

    pub(crate) fn open_tender_counts(&self) -> OpenCounts {
        let is_open = |row: &&TenderRow| !row.record.closed || row.needs_person;
        let alone = |row: &&TenderRow| {
            let orders = self.orders_of(&row.record.sale_id);
            !orders.iter().any(|order| self.open.contains(order))
        };
        let open = self.tenders.values().filter(is_open);
        let count = |count: usize| u32::try_from(count).expect("few tenders");
        OpenCounts {
            unfinished: count(open.clone().filter(alone).count()),
            needs_attention: count(open.filter(|row| row.needs_person).count()),
        }
    }

    pub(crate) fn give_cash_back(&mut self, sale: &SaleId, note: &Note) -> Answer<()> {
        self.book_cash_back(sale)?;
        for order in self.orders_of(sale) {
            if let Some(row) = self.orders.get_mut(&order) {
                row.events.push(event(EventKind::CashBack, note.at, note.clerk.clone()));
            }
        }
        Ok(())
    }

    fn open_tender_rows(&self) -> impl Iterator<Item = &TenderRow> {
        self.tenders.values().filter(|row| !row.record.closed)
    }
}

//! The shelf: codes that came when their customer was gone, and codes that were bought ahead, as the
//! journal keeps them.
//!
//! It must never know: suppliers, or when a code is asked for.

use super::{Answer, Image, event, no_order};
use domain::{
    expiry::sold_until,
    ids::{OrderId, ProductId},
    money::Money,
    order::{OrderEvent, OrderState, Purpose},
    product::ProductKind,
    sale::TenderKind,
    time::Timestamp,
};
use engine::{
    machine::Batch,
    ports::journal::{JournalError, NewSale},
    records::{AttentionKind, EventKind, OrderRecord},
};

/// A code on the shelf.
#[derive(Clone, Debug)]
pub(crate) struct Stock {
    product: ProductId,
    amount: Option<Money>,
    at: Timestamp,
    expires_at: Option<Timestamp>,
    /// Bought for the shelf, and not for a customer who was gone.
    pub(crate) is_ahead: bool,
    pub(crate) sold_to: Option<OrderId>,
    pub(crate) withdrawn: bool,
}

impl Stock {
    /// Whether it can be sold to this order now.
    pub(crate) fn fits(&self, order: &OrderRecord, now: Timestamp) -> bool {
        self.product == order.product_id && self.amount == order.amount && self.is_sold(now)
    }

    /// Whether it can be sold to anybody now.
    fn is_sold(&self, now: Timestamp) -> bool {
        let is_over = self.expires_at.is_some_and(|end| end <= now);
        self.sold_to.is_none() && !self.withdrawn && !is_over
    }
}

impl Image {
    /// Puts on the shelf what a step brought there, and takes from it what its supplier took back.
    pub(super) fn shelve(&mut self, order: &OrderId, from: OrderState, batch: &Batch) {
        let came_late = batch.attention == Some(AttentionKind::LateDelivery)
            || batch.kind == EventKind::CandidateClaimed;
        let is_delivered = batch.state == OrderState::Delivered && from != batch.state;
        if came_late || is_delivered {
            self.put_on_shelf(order, batch.at);
        }
        if batch.kind == EventKind::TakenBack {
            self.withdraw(order);
        }
    }

    fn put_on_shelf(&mut self, order: &OrderId, at: Timestamp) {
        let Some(row) = self.orders.get(order) else { return };
        let record = &row.record;
        let is_ahead = record.purpose == Purpose::Shelf;
        let is_nobodys = record.state == OrderState::Refused
            || is_ahead && record.state == OrderState::Delivered;
        if record.kind != ProductKind::Voucher
            || !is_nobodys
            || row.secrets.is_empty()
            || self.has_come_before(row, &row.secrets)
        {
            return;
        }
        let dates = row.secrets.iter().filter(|secret| secret.label == "expiry");
        let expires_at = dates.filter_map(|date| sold_until(date.value.reveal())).min();
        let (product, amount) = (record.product_id.clone(), record.amount);
        let (sold_to, withdrawn) = (None, false);
        let stock = Stock { product, amount, at, expires_at, is_ahead, sold_to, withdrawn };
        self.stock.entry(order.clone()).or_insert(stock);
    }

    /// What somebody has seen, or its supplier took back, is sold no more.
    pub(super) fn withdraw(&mut self, order: &OrderId) {
        if let Some(stock) = self.stock.get_mut(order).filter(|stock| stock.sold_to.is_none()) {
            stock.withdrawn = true;
        }
    }

    /// Whether nobody may see its code: it was bought for the shelf, and not withdrawn from there.
    pub(crate) fn is_sealed(&self, order: &OrderId) -> bool {
        let is_for_shelf =
            self.orders.get(order).is_some_and(|row| row.record.purpose == Purpose::Shelf);
        let is_withdrawn =
            self.stock.get(order).is_some_and(|it| it.withdrawn && it.sold_to.is_none());
        is_for_shelf && !is_withdrawn
    }

    /// How many more may lie there, if a sale for the shelf wants more than that.
    pub(super) fn lacks_room(&self, sale: &NewSale) -> Option<u32> {
        let first = sale.orders.first().map(|new| &new.record)?;
        if first.purpose != Purpose::Shelf {
            return None;
        }
        let keep = self.keep.get(&first.product_id).copied().unwrap_or(0);
        let lying = self.stock.values().filter(|it| it.product == first.product_id);
        let lying = lying.filter(|it| it.is_sold(sale.created_at)).count();
        let open = self.open.iter().filter_map(|id| self.orders.get(id)).map(|row| &row.record);
        let coming = open.filter(|it| it.purpose == Purpose::Shelf);
        let coming = coming.filter(|it| it.product_id == first.product_id).count();
        let there = u32::try_from(lying + coming).expect("few");
        let room = keep.saturating_sub(there);
        (u32::try_from(sale.orders.len()).expect("few") > room).then_some(room)
    }

    /// Gives an order the recovered code that is to go first.
    pub(crate) fn fulfil_from_stock(&mut self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.fulfil(order, at, false)
    }

    /// The same with what was bought ahead: for cash, also where the order was sent and never left.
    pub(crate) fn fulfil_from_ahead(&mut self, order: &OrderId, at: Timestamp) -> Answer<bool> {
        self.fulfil(order, at, true)
    }

    /// What was sold to an order lies there again, as it must not.
    pub(crate) fn take_back(&mut self, order: &OrderId) {
        self.stock.values_mut().filter(|it| it.sold_to.as_ref() == Some(order)).for_each(|it| {
            it.sold_to = None;
        });
    }

    fn fulfil(&mut self, order: &OrderId, at: Timestamp, ahead: bool) -> Answer<bool> {
        let Some(row) = self.orders.get(order) else { return Ok(false) };
        let record = &row.record;
        let (what, kind) = if ahead {
            (OrderEvent::StockedUnsent, EventKind::FromAhead)
        } else {
            (OrderEvent::Stocked, EventKind::FromStock)
        };
        let is_open =
            record.state == OrderState::Prepared || ahead && record.state == OrderState::Unknown;
        let is_cash = self
            .sales
            .get(&record.sale_id)
            .is_some_and(|sale| sale.tender.kind == TenderKind::Cash);
        let may_have_one = record.kind == ProductKind::Voucher
            && record.purpose == Purpose::Customer
            && is_open
            && (is_cash || !ahead);
        if !may_have_one {
            return Ok(false);
        }
        let fitting =
            self.stock.iter().filter(|(_, it)| it.is_ahead == ahead && it.fits(record, at));
        let dateless = |it: &Stock| (it.expires_at.is_none(), it.expires_at);
        let source = fitting.min_by_key(|(id, it)| (dateless(it), it.at, *id));
        let Some(source) = source.map(|(id, _)| id.clone()) else { return Ok(false) };
        let bought = self.orders.get(&source).cloned().ok_or_else(|| no_order(&source))?;
        let delivered = record.state.apply(what);
        let delivered = delivered.map_err(|error| JournalError::Database(Box::new(error)))?;
        if let Some(stock) = self.stock.get_mut(&source) {
            stock.sold_to = Some(order.clone());
        }
        if let Some(row) = self.orders.get_mut(order) {
            let record = &mut row.record;
            (record.state, record.finished_at, record.sent_at) = (delivered, Some(at), None);
            record.provider_order_id = bought.record.provider_order_id;
            record.provider_state = bought.record.provider_state;
            record.cost = bought.record.cost;
            row.events.push(event(kind, at, None));
        }
        if let Some(row) = self.orders.get_mut(&source) {
            row.events.push(event(kind, at, None));
        }
        self.open.remove(order);
        self.keep_secrets(order, &bought.secrets);
        Ok(true)
    }
}

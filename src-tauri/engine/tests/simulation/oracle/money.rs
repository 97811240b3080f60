//! The judge of customers' money: holds what the tills believe against what the banks know.
//!
//! It must never know: why something went wrong.

use crate::{
    faults::Moving,
    journal::{TenderRow, image::Image},
    process::Process,
    processors::Taken,
    world::{State, World},
};
use domain::{
    ids::{OrderId, SaleId, TenderId},
    order::OrderState,
    sale::TenderState,
};
use engine::{
    ports::{processor::MoveState, supplier::WireRequest, tenders::TenderRecord},
    records::{AttentionKind, EventKind},
    tender::machine::Batch,
};
use rust_decimal::{Decimal, RoundingStrategy};

/// What left for a processor about one sale.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) tender: TenderId,
    /// How often the request for its money left.
    sendings: u32,
    /// When its customer last paid on the page, or their card was sent.
    pub(crate) paid_at: Option<u64>,
}

/// Longer than two of the longest pauses between recoveries: the first may find a payment that the page
/// lists and does not count yet, and the refund of one that counts may take longer than a recovery waits.
const JUST_PAID_MS: i64 = 20 * 3_600_000;

impl State {
    /// The card tender of an order's sale.
    pub(crate) fn tender_of(&self, order: &OrderId) -> Option<TenderRecord> {
        let image = &self.shops[self.known.get(order)?.shop].image;
        let sale = &image.orders.get(order)?.record.sale_id;
        image.tender(sale).ok().map(|row| row.record.clone())
    }

    pub(crate) fn asked_of(&mut self, tender: &TenderId) -> Option<&mut Asked> {
        self.asked.values_mut().find(|asked| asked.tender == *tender)
    }

    fn taken(&self, record: &TenderRecord) -> Option<Taken> {
        let account = self.processors.iter().find(|it| it.row.id() == record.processor)?;
        account.fake.taken(record.id.as_str())
    }

    /// A purchase is about to leave: its customer's money is certain (INV-6).
    pub(super) fn money_is_safe(&mut self, at: u64, shop: usize, order: &OrderId) {
        let image = &self.shops[shop].image;
        let Some(row) = image.orders.get(order) else { return };
        let Ok(tender) = image.tender(&row.record.sale_id) else { return };
        let record = tender.record.clone();
        let safe = self.taken(&record).map_or(Decimal::ZERO, |taken| taken.safe());
        if safe < record.amount.amount() {
            let (is, asked) = (record.state.as_str(), record.amount.amount());
            self.violation(
                at,
                format!("INV-6: {order} is bought, its money is {is}: {safe} of {asked}"),
            );
        }
    }

    /// A request about money is about to leave: INV-1, INV-2 and INV-15.
    pub(crate) fn money_leaving(
        &mut self,
        at: u64,
        process: &Process,
        account: usize,
        first: &OrderId,
        moving: Option<Moving>,
        bytes: &WireRequest,
    ) {
        let image = &self.shops[process.shop].image;
        let sale = image.orders.get(first).map(|row| row.record.sale_id.clone());
        let Some((sale, row)) =
            sale.and_then(|sale| image.tender(&sale).ok().cloned().map(|row| (sale, row)))
        else {
            return self.violation(at, format!("INV-2: the money of {first} is in no journal"));
        };
        let is_keyed = self.processors[account].row.is_keyed;
        let broken = match moving {
            None => charge_broken(&row, is_keyed, bytes),
            Some(_) => move_broken(&row, bytes),
        };
        if let Some(what) = broken {
            self.violation(at, format!("INV-2: {sale} {what}"));
        }
        if row.record.owner != process.owner {
            let (who, owner) = (&process.owner, &row.record.owner);
            self.violation(at, format!("INV-15: {who} moves the money of {sale}, {owner}'s"));
        }
        if moving.is_some() {
            return;
        }
        let now = at + crate::world::NOON_MS;
        let asked = self.asked.entry(sale.clone()).or_insert_with(|| Asked {
            tender: row.record.id.clone(),
            sendings: 0,
            paid_at: is_keyed.then_some(now),
        });
        asked.sendings += 1;
        if is_keyed && asked.sendings > 1 {
            let times = asked.sendings;
            self.violation(at, format!("INV-1: the card of {sale} leaves {times} times"));
        }
    }
}

/// What is wrong with a request for money that leaves.
fn charge_broken(row: &TenderRow, is_keyed: bool, bytes: &WireRequest) -> Option<&'static str> {
    // A card is nowhere but in the request that leaves.
    let same = row.request.url == bytes.url && (is_keyed || row.request == *bytes);
    if !same {
        Some("asks for money with other bytes than on disk")
    } else if row.record.sent_at.is_none() || !row.record.state.is_waiting() {
        Some("asks for money and is not waiting for it on disk")
    } else {
        None
    }
}

/// What is wrong with a movement that leaves.
fn move_broken(row: &TenderRow, bytes: &WireRequest) -> Option<&'static str> {
    let found = row.move_requests.iter().find(|(_, request)| *request == bytes);
    let Some((id, _)) = found else { return Some("moves money with bytes that are not on disk") };
    let made = row.record.moves.iter().find(|made| made.id == *id);
    let is_open = made.is_some_and(|made| made.state == MoveState::Open);
    (!is_open).then_some("moves money that has moved on disk")
}

/// A step of a tender was committed, judged in the same instant: INV-6.
pub(crate) fn committed(world: &World, shop: usize, image: &Image, sale: &SaleId, batch: &Batch) {
    let (at, now) = (world.elapsed(), world.now());
    let mut state = world.lock();
    let kind = batch.kind.map_or("", EventKind::as_str);
    let is = batch.state.as_str();
    state.trace.note(at, format_args!("{shop} {sale} {kind} {is}"));
    let Ok(row) = image.tender(sale) else { return };
    let is_new = matches!(batch.kind, Some(EventKind::TenderPaid | EventKind::TenderHeld));
    if !is_new {
        return;
    }
    for account in &mut state.processors {
        account.fake.let_pass(now);
    }
    let sums = state.taken(&row.record).map(|taken| taken.sums);
    let sums = sums.unwrap_or_default();
    let enough = row.record.amount.amount();
    let is_so = match batch.kind {
        Some(EventKind::TenderHeld) => sums.held() >= enough,
        // A capture takes what was delivered; the end tells whether it was as much.
        _ if sums.captured > Decimal::ZERO => true,
        _ => sums.charged >= enough,
    };
    if !is_so {
        state.violation(at, format!("INV-6: {sale} is {is}, and its customer's bank says no"));
    }
}

/// INV-12: what still waits a day after the last fault and no person was told of.
pub(crate) fn unfinished(state: &State, now: i64) -> Vec<String> {
    let rows = state.shops.iter().flat_map(|shop| shop.image.tenders.values());
    // What a customer paid just now has only begun to go back.
    let is_new = |row: &TenderRow| paid_at(state, row).is_some_and(|at| at > now - JUST_PAID_MS);
    let late = rows.filter(|row| !row.record.closed && !needs_person(state, row) && !is_new(row));
    let tell = |row: &TenderRow| {
        let (sale, is) = (&row.record.sale_id, row.record.state.as_str());
        format!("INV-12: the money of {sale} is {is} a day after the last fault")
    };
    late.map(tell).collect()
}

/// A person was told of the money, or has to decide about an order that it pays for.
fn needs_person(state: &State, row: &TenderRow) -> bool {
    let orders = orders_of(state, row);
    row.needs_person || orders.iter().any(|(_, is)| *is == OrderState::NeedsAttention)
}

/// What kind of case needs a person, when faults have been over for long.
pub(crate) fn cases(state: &State) -> Vec<(String, &'static str)> {
    let rows = state.shops.iter().flat_map(|shop| shop.image.tenders.values());
    let case = |row: &TenderRow| {
        let told = |kind| was_told(state, row, kind);
        let is_unclear = state.taken(&row.record).is_some_and(|taken| taken.is_unclear);
        let case = if told(AttentionKind::MoneyNotBack) {
            "the processor does not give it back"
        } else if is_unclear {
            "the card's fate is never told"
        } else {
            "OTHER"
        };
        (row.record.processor.to_string(), case)
    };
    rows.filter(|row| row.needs_person).map(case).collect()
}

fn shop_of(state: &State, row: &TenderRow) -> Option<usize> {
    let sale = &row.record.sale_id;
    state.shops.iter().position(|shop| shop.image.tenders.contains_key(sale))
}

fn orders_of(state: &State, row: &TenderRow) -> Vec<(Decimal, OrderState)> {
    let Some(shop) = shop_of(state, row) else { return Vec::new() };
    let image = &state.shops[shop].image;
    let orders = image.orders_of(&row.record.sale_id).into_iter();
    let found = orders.filter_map(|id| image.orders.get(&id));
    found.map(|it| (it.record.price.amount(), it.record.state)).collect()
}

fn first_of<'a>(state: &'a State, row: &TenderRow) -> Option<(&'a Image, OrderId)> {
    let image = &state.shops[shop_of(state, row)?].image;
    let first = image.orders_of(&row.record.sale_id).into_iter().next()?;
    Some((image, first))
}

fn was_told(state: &State, row: &TenderRow, kind: AttentionKind) -> bool {
    first_of(state, row)
        .is_some_and(|(image, first)| image.attention.contains_key(&(first, kind.as_str())))
}

/// Whether a person gave all of it back.
fn was_brought_back(state: &State, row: &TenderRow) -> bool {
    first_of(state, row).and_then(|(image, first)| image.orders.get(&first)).is_some_and(|order| {
        let mut events = order.events.iter();
        events.any(|event| event.kind == EventKind::GiveBack && event.clerk.is_some())
    })
}

/// What the customer is to have paid in the end, calculated without the till's help.
fn owed(state: &State, row: &TenderRow) -> Decimal {
    if was_brought_back(state, row) {
        return Decimal::ZERO;
    }
    let orders = orders_of(state, row);
    let sum = |delivered: bool| -> Decimal {
        let is_meant =
            |(_, is): &&(Decimal, OrderState)| !delivered || *is == OrderState::Delivered;
        orders.iter().filter(is_meant).map(|(price, _)| *price).sum()
    };
    let (all, delivered) = (sum(false), sum(true));
    if all == delivered {
        return row.record.amount.amount();
    }
    let share = row.record.amount.amount() * delivered / all;
    share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// INV-6, when all is quiet: each customer has paid for what was delivered, or a person was told.
pub(super) fn judge(state: &mut State, now: u64, broken: &mut Vec<String>) {
    for account in &mut state.processors {
        account.fake.let_pass(now);
    }
    for account in &state.processors {
        for tender in account.fake.tenders() {
            let is_ours = |asked: &Asked| asked.tender.as_str().eq_ignore_ascii_case(&tender);
            if !state.asked.values().any(is_ours) {
                broken.push(format!("INV-6: nobody asked for the money of {tender}"));
            }
        }
    }
    for shop in &state.shops {
        for row in shop.image.tenders.values() {
            judge_tender(state, row, broken);
        }
    }
}

fn judge_tender(state: &State, row: &TenderRow, broken: &mut Vec<String>) {
    let record = &row.record;
    let (sale, is) = (&record.sale_id, record.state.as_str());
    if !record.closed {
        broken.push(format!("INV-12: the money of {sale} is {is} when all is quiet"));
    }
    let Some(taken) = state.taken(record) else {
        if record.state == TenderState::Paid || record.state == TenderState::Authorised {
            broken.push(format!("INV-6: {sale} is {is}, and its processor does not know it"));
        }
        return;
    };
    if taken.asked > 1 {
        broken.push(format!("INV-1: the card of {sale} was charged {} times", taken.asked));
    }
    let done = record.moves.iter().filter(|made| made.state == MoveState::Done).count();
    let told = |kind| was_told(state, row, kind);
    if taken.moved > done && !told(AttentionKind::MoneyNotBack) {
        broken.push(format!("INV-6: {sale} moved its money {} times, not {done}", taken.moved));
    }
    let (net, held, owed) = (taken.sums.net(), taken.sums.held(), owed(state, row));
    let is_known = told(AttentionKind::MoneyNotBack) || told(AttentionKind::MoneyUnclear);
    let is_right = held.is_zero() && (net == owed || net > owed && told(AttentionKind::Overpaid));
    // Whoever holds for good what was not captured was told that it was not.
    let is_explained = is_known || told(AttentionKind::NotCaptured) && net < owed;
    if !is_right && !is_explained {
        broken.push(format!(
            "INV-6: the customer of {sale} ({is}) paid {net} and is held {held} for {owed}"
        ));
    }
}

/// When the customer last paid on the page.
fn paid_at(state: &State, row: &TenderRow) -> Option<i64> {
    let paid_at = state.asked.get(&row.record.sale_id)?.paid_at?;
    i64::try_from(paid_at).ok()
}

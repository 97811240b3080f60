//! The judge of the shelf: holds what lies there, and what was sold from there, against what the
//! suppliers delivered.
//!
//! It must never know: why something was bought ahead.

use super::end::{is_beyond_knowing, row_of};
use crate::{
    journal::image::{Image, Row},
    world::{Shop, State, World},
};
use domain::{
    ids::OrderId,
    order::{OrderState, Purpose},
    sale::TenderKind,
};
use engine::records::EventKind;
use std::collections::BTreeMap;

/// Whether a customer's order has its code from the shelf.
pub(super) fn is_from_there(row: &Row) -> bool {
    let is_it = |kind: EventKind| matches!(kind, EventKind::FromStock | EventKind::FromAhead);
    let is_served = row.record.state == OrderState::Delivered;
    let is_customers = row.record.purpose == Purpose::Customer;
    is_served && is_customers && row.events.iter().any(|event| is_it(event.kind))
}

/// A code was sold from the shelf, judged in the same instant: nothing of the order is at its supplier,
/// and what was recovered before the customer came goes before what was bought ahead.
pub(crate) fn sold(world: &World, shop: usize, image: &Image, order: &OrderId) {
    let at = world.elapsed();
    let mut state = world.lock();
    let Some(row) = image.orders.get(order) else { return };
    let sources = image.stock.iter().filter(|(_, it)| it.sold_to.as_ref() == Some(order));
    let Some((source, stock)) = sources.max_by_key(|(id, _)| *id) else {
        return state.violation(at, format!("{order} is sold from the shelf, and no code is gone"));
    };
    state.trace.note(at, format_args!("{shop} {order} from the shelf: {source}"));
    if !state.truths_of(order).is_empty() {
        state.violation(at, format!("INV-1: {order} was bought, and {source} is sold to it"));
    }
    if !stock.is_ahead {
        return state.coverage.count("sold from recovered stock");
    }
    let is_cash = |it: &engine::records::SaleRecord| it.tender.kind == TenderKind::Cash;
    if !image.sale(&row.record.sale_id).as_ref().is_some_and(is_cash) {
        state.violation(at, format!("{source}, bought ahead, is sold to {order} for no cash"));
    }
    let came_at = state.known.get(order).map(|known| known.made_at);
    let lay_before = |id: &OrderId| {
        state.known.get(id).and_then(|known| known.shelved_at).is_some_and(|at| Some(at) < came_at)
    };
    let Some(now) = row.record.finished_at else { return };
    let mut recovered = image.stock.iter().filter(|(_, it)| !it.is_ahead);
    let passed_over = recovered.find(|(id, it)| it.fits(&row.record, now) && lay_before(id));
    if let Some(id) = passed_over.map(|(id, _)| id.clone()) {
        state.violation(at, format!("{source} is sold to {order}, and {id} was recovered before"));
    }
    let is_shared = row.record.joint.is_some();
    let is_unsent = state.known.get(order).is_none_or(|known| known.sendings == 0);
    state.coverage.count(match (is_shared, is_unsent) {
        (true, _) => "sold from the shelf: its request for several never left",
        (false, true) => "sold from the shelf: nothing was sent",
        (false, false) => "sold from the shelf: its request never left",
    });
}

/// When all is quiet: what suppliers delivered for the shelf lies there, or went to one customer each.
pub(super) fn judge(state: &State, broken: &mut Vec<String>) {
    for shop in &state.shops {
        judge_codes(shop, broken);
        judge_buyers(shop, broken);
    }
    judge_counts(state, broken);
}

/// Each code lies there for a reason, and went to one order at most, which has it.
fn judge_codes(shop: &Shop, broken: &mut Vec<String>) {
    for (id, stock) in &shop.image.stock {
        let Some(row) = shop.image.orders.get(id) else {
            broken.push(format!("INV-3: {id} lies on the shelf and is in no journal"));
            continue;
        };
        let record = &row.record;
        let is_for_shelf = record.purpose == Purpose::Shelf;
        let may_lie = match record.state {
            OrderState::Refused => true,
            OrderState::Delivered => is_for_shelf,
            _ => false,
        };
        if !may_lie || stock.is_ahead != is_for_shelf {
            let is = record.state.as_str();
            broken.push(format!("INV-4: {id} is {is} and lies on the shelf as another"));
        }
        let Some(buyer) = &stock.sold_to else { continue };
        let Some(bought) = shop.image.orders.get(buyer) else {
            broken.push(format!("INV-3: {id} was sold to {buyer}, which is in no journal"));
            continue;
        };
        let values = |row: &Row| -> Vec<String> {
            row.secrets.iter().map(|secret| secret.value.reveal().to_owned()).collect()
        };
        let kind = if is_for_shelf { EventKind::FromAhead } else { EventKind::FromStock };
        let told = |row: &Row| row.events.iter().filter(|event| event.kind == kind).count();
        let fits = bought.record.product_id == record.product_id
            && bought.record.purpose == Purpose::Customer
            && bought.record.state == OrderState::Delivered
            && bought.record.cost == record.cost
            && values(bought) == values(row);
        if !fits || stock.withdrawn || told(row) != 1 || told(bought) != 1 {
            broken.push(format!("INV-4: {id} was sold to {buyer}, which does not have it once"));
        }
    }
}

/// Whoever has a code from the shelf has exactly one.
fn judge_buyers(shop: &Shop, broken: &mut Vec<String>) {
    let mut sold: BTreeMap<&OrderId, usize> = BTreeMap::new();
    for buyer in shop.image.stock.values().filter_map(|stock| stock.sold_to.as_ref()) {
        *sold.entry(buyer).or_default() += 1;
    }
    for (id, row) in &shop.image.orders {
        let (has, due) = (sold.get(id).copied().unwrap_or(0), usize::from(is_from_there(row)));
        if has != due {
            broken
                .push(format!("INV-4: {has} codes of the shelf were sold to {id}, {due} were due"));
        }
        if row.record.purpose == Purpose::Shelf
            && (row.record.copies > 0 || !row.record.price.amount().is_zero())
        {
            broken.push(format!("{id} is for the shelf and was handed over, or has a price"));
        }
    }
}

/// The stock, counted from the suppliers' own books: what they delivered for the shelf, code by code, is
/// what was put there and nothing else.
fn judge_counts(state: &State, broken: &mut Vec<String>) {
    for shop in &state.shops {
        for (id, row) in &shop.image.orders {
            if row.record.purpose == Purpose::Shelf && state.leader_of(id) == *id {
                judge_request(state, shop, id, broken);
            }
        }
    }
}

/// What one request brought.
fn judge_request(state: &State, shop: &Shop, leader: &OrderId, broken: &mut Vec<String>) {
    let members = state.together(leader);
    let truths = state.truths_of(leader);
    let is_beyond = |id: &OrderId| {
        row_of(state, id).is_some_and(|row| {
            is_beyond_knowing(state, id, row) || shop.image.has_come_before(row, &row.secrets)
        })
    };
    if truths.iter().any(|theirs| !theirs.is_delivered) || members.iter().any(is_beyond) {
        return;
    }
    let due: Vec<&str> = truths.iter().flat_map(|it| &it.codes).map(String::as_str).collect();
    let lie: Vec<&OrderId> =
        members.iter().filter(|id| shop.image.stock.contains_key(id)).collect();
    let secrets = lie.iter().filter_map(|id| row_of(state, id)).flat_map(|row| &row.secrets);
    let there: Vec<&str> = secrets.map(|secret| secret.value.reveal()).collect();
    let is_there = due.iter().all(|code| there.contains(code));
    if !is_there || lie.len() > due.len() {
        let (due, lie) = (due.len(), lie.len());
        broken.push(format!("INV-5: {due} codes came for {leader}, {lie} were put on the shelf"));
    }
}

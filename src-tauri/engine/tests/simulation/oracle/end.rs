//! The judgement when all is quiet: every charge has its code in a till, every till's word is the
//! supplier's, and whatever neither can settle a person was told.
//!
//! It must never know: how it came to this.

use crate::{
    journal::image::Row,
    oracle::{Known, WATCHED_FOR_MS},
    suppliers::{ROWS, Theirs},
    world::{State, World},
};
use domain::{ids::OrderId, order::OrderState, product::ProductKind, reason::ReasonCode};
use engine::records::{AttentionKind, EventKind};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What is charged, refused, and stays with a person who knew it. Counted and printed.
pub(crate) const UNTOLD: [(&str, IsSo); 1] =
    [("explained: a person refused a code kept back, knowing that it was charged", |_, _, row| {
        let kept_back = row.events.iter().any(|event| event.kind == EventKind::CodeTwice);
        let reason = row.record.reason.as_ref().map(|reason| reason.code);
        kept_back && reason == Some(ReasonCode::PersonDecided) && row.secrets.is_empty()
    })];

type IsSo = fn(&State, &Known, &Row) -> bool;

/// The longest pause between two askings, and between two openings of the shop.
const ASKED_EVERY_MS: i64 = 8 * 3_600_000;

/// Judges a world in which nothing is under way any more.
pub(crate) fn judge(world: &World) {
    let (at, now) = (world.elapsed(), world.now());
    let mut state = world.lock();
    for account in &mut state.accounts {
        account.fake.let_pass(now);
    }
    let mut broken = Vec::new();
    for account in 0..state.accounts.len() {
        judge_books(&state, account, &mut broken);
    }
    for shop in 0..state.shops.len() {
        judge_shop(&state, shop, &mut broken);
    }
    super::shelf::judge(&state, &mut broken);
    super::money::judge(&mut state, now, &mut broken);
    for what in broken {
        state.violation(at, what);
    }
}

/// INV-1 and INV-5: every order of the account is one of ours, and the money adds up.
fn judge_books(state: &State, account: usize, broken: &mut Vec<String>) {
    let name = state.accounts[account].row.name;
    let fake = &state.accounts[account].fake;
    let books = fake.books();
    for wallet in books.wallets() {
        if books.expected(&wallet.currency) != Some(wallet.balance) {
            broken.push(format!("INV-5: {name}'s own books do not add up in {}", wallet.currency));
        }
    }
    let mut of_ours: BTreeMap<&str, &OrderId> = BTreeMap::new();
    for (order, known) in state.known.iter().filter(|(_, known)| known.account == Some(account)) {
        for theirs in &known.theirs {
            if of_ours.insert(theirs, order).is_some() {
                broken.push(format!("INV-19: {name}'s {theirs} is claimed by two orders"));
            }
        }
    }
    let (mut charged, mut booked) = (Decimal::ZERO, Decimal::ZERO);
    for theirs in fake.theirs() {
        charged += theirs.net;
        match of_ours.get(theirs.id.as_str()) {
            None => broken.push(format!("INV-1: {name}'s {} was ordered by nobody", theirs.id)),
            Some(order) => booked += judge_theirs(state, order, &theirs, broken),
        }
    }
    if charged != booked {
        broken.push(format!("INV-5: {name} charged {charged}, the tills know of {booked}"));
    }
}

/// INV-3: what was charged is in a till, under the orders that bought it. Answers what the till books.
fn judge_theirs(
    state: &State,
    order: &OrderId,
    theirs: &Theirs,
    broken: &mut Vec<String>,
) -> Decimal {
    let members = state.together(order);
    let rows: Vec<(&OrderId, &Row)> =
        members.iter().filter_map(|id| Some((id, row_of(state, id)?))).collect();
    if rows.iter().any(|(id, row)| is_beyond_knowing(state, id, row)) {
        return theirs.net;
    }
    let is_here = |code: &&String| {
        let mut secrets = rows.iter().flat_map(|(_, row)| &row.secrets);
        secrets.any(|secret| secret.value.reveal() == *code)
    };
    let is_voucher = rows.iter().any(|(_, row)| row.record.kind == ProductKind::Voucher);
    if theirs.is_delivered && is_voucher && !theirs.codes.iter().all(|code| is_here(&code)) {
        broken.push(format!("INV-3: a code of {order}, bought as {}, is in no journal", theirs.id));
    }
    members.iter().map(|id| judge_member(state, id, theirs, broken)).sum()
}

/// One of the orders that bought it.
fn judge_member(
    state: &State,
    order: &OrderId,
    theirs: &Theirs,
    broken: &mut Vec<String>,
) -> Decimal {
    let Some(row) = row_of(state, order) else {
        broken.push(format!("INV-2: {order} was bought and is in no journal"));
        return Decimal::ZERO;
    };
    let record = &row.record;
    let (is, id) = (record.state.as_str(), &theirs.id);
    if record.provider_order_id.as_ref().is_some_and(|known| known.as_str() != id) {
        broken.push(format!("INV-18: {order} bought {id} and believes it is another"));
    }
    let was_told = |kind: AttentionKind| was_told(state, order, kind);
    let is_charged = !theirs.net.is_zero();
    match record.state {
        OrderState::Delivered if is_charged => {}
        OrderState::Delivered if was_told(AttentionKind::TakenBack) => return Decimal::ZERO,
        OrderState::Delivered => {
            broken.push(format!(
                "INV-5: {order} is delivered, {id} cost nothing and nobody was told"
            ));
            return Decimal::ZERO;
        }
        OrderState::Refused if !is_charged => return Decimal::ZERO,
        OrderState::Refused if was_told(AttentionKind::LateDelivery) => {}
        // Nothing of ours comes back with it: it was told as a candidate, and a person claimed it.
        OrderState::Refused if is_claimed(row, id) => {}
        _ => {
            broken.push(format!(
                "INV-3: {order} is {is}, {id} cost {} and nobody was told",
                theirs.net
            ));
            return Decimal::ZERO;
        }
    }
    record.cost.map_or(Decimal::ZERO, domain::money::Money::amount)
}

/// What the rules leave to a person, who erred; and a late truth that came when the shop's clock, set
/// back then, said that the three days of asking were over.
pub(super) fn is_beyond_knowing(state: &State, order: &OrderId, row: &Row) -> bool {
    let leader = state.leader_of(order);
    let Some(known) = state.known.get(&leader).filter(|_| row.record.state.is_final()) else {
        return false;
    };
    if UNTOLD.iter().any(|(_, is_so)| is_so(state, known, row)) {
        return true;
    }
    let Some(from) = row.watched_from() else { return false };
    let listed = state.truths_of(order).iter().map(|theirs| theirs.listed_from).max();
    let told_from = known.turned.or(listed).map(|at| i64::try_from(at).expect("not that late"));
    let asked_until = from.0.saturating_add(WATCHED_FOR_MS - ASKED_EVERY_MS);
    told_from.is_some_and(|told_from| told_from > asked_until)
}

/// Whether a person said that this order of the supplier's is the refused one.
fn is_claimed(row: &Row, theirs: &str) -> bool {
    let claimed = row.events.iter().any(|event| event.kind == EventKind::CandidateClaimed);
    let id = row.record.provider_order_id.as_ref();
    claimed && id.is_some_and(|id| id.as_str() == theirs)
}

fn was_told(state: &State, order: &OrderId, kind: AttentionKind) -> bool {
    let shop = state.known.get(order).map(|known| known.shop);
    shop.is_some_and(|shop| {
        state.shops[shop].image.attention.contains_key(&(order.clone(), kind.as_str()))
    })
}

pub(super) fn row_of<'a>(state: &'a State, order: &OrderId) -> Option<&'a Row> {
    let known = state.known.get(order)?;
    state.shops[known.shop].image.orders.get(order)
}

/// The till's own promises: INV-4, INV-7, INV-12, INV-15, INV-19.
fn judge_shop(state: &State, shop: usize, broken: &mut Vec<String>) {
    let shop = &state.shops[shop];
    let mut handed_out: BTreeMap<&str, &OrderId> = BTreeMap::new();
    let sources: BTreeSet<&OrderId> = shop
        .image
        .stock
        .iter()
        .filter(|(_, stock)| stock.sold_to.is_some())
        .map(|(id, _)| id)
        .collect();
    for (id, row) in &shop.image.orders {
        let record = &row.record;
        if !record.state.is_final() {
            broken.push(format!("INV-12: {id} is {} when all is quiet", record.state.as_str()));
        }
        if !record.reference.as_str().starts_with(shop.code) {
            broken.push(format!("INV-19: {id} has the reference {}", record.reference));
        }
        judge_history(id, row, broken);
        let truths = state.truths_of(id);
        let is_bought = !truths.is_empty() || super::shelf::is_from_there(row);
        if record.state == OrderState::Delivered && !is_bought {
            broken.push(format!("INV-8: {id} is delivered and was never bought"));
        }
        let lost = row.events.iter().any(|event| event.kind == EventKind::Lost);
        let decided = row.events.iter().any(|event| event.kind == EventKind::Resolved);
        let has_reference = ROWS.iter().any(|row| row.id() == record.supplier && row.has_reference);
        if record.state == OrderState::Delivered && lost && !decided && !has_reference {
            broken.push(format!("INV-18: the lost reply of {id} was guessed, and no person asked"));
        }
        if record.state == OrderState::Delivered
            && record.kind == ProductKind::Voucher
            && row.secrets.is_empty()
        {
            broken.push(format!("INV-3: {id} is delivered without a code"));
        }
        let is_resolved = row.events.iter().any(|event| event.kind == EventKind::Resolved);
        // What came late and had come before is told, and goes to nobody.
        let stays_here = record.state == OrderState::Refused && !shop.image.stock.contains_key(id);
        if sources.contains(id) || is_resolved || stays_here {
            // Sold on to another customer, or a person looked at it.
            continue;
        }
        for secret in row.secrets.iter().filter(|it| matches!(it.label.as_str(), "code" | "url")) {
            if let Some(other) = handed_out.insert(secret.value.reveal(), id) {
                broken.push(format!("INV-4: {other} and {id} hand out the same code"));
            }
        }
    }
}

/// INV-7: nothing but a late truth follows the end.
fn judge_history(id: &OrderId, row: &Row, broken: &mut Vec<String>) {
    let ends = |kind: EventKind| {
        matches!(kind, EventKind::Delivered | EventKind::Refused | EventKind::Resolved)
    };
    let count = row.events.iter().filter(|event| ends(event.kind)).count();
    if count > 1 {
        broken.push(format!("INV-7: {id} came to an end {count} times"));
    }
    let sent = row.events.iter().filter(|event| event.kind == EventKind::Sent).count();
    if sent > 1 {
        broken.push(format!("INV-1: {id} was released {sent} times"));
    }
}

/// What kind of case needs a person, when faults have been over for long.
pub(crate) fn case_of(state: &State, order: &OrderId) -> &'static str {
    let reason = row_of(state, order).and_then(|row| row.record.reason.as_ref().map(|it| it.code));
    if reason == Some(ReasonCode::CodeTwice) {
        return "a code that came before";
    }
    if state.truths_of(order).is_empty() { "nothing reached the supplier" } else { "OTHER" }
}

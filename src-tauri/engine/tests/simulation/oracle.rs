//! The judge: holds what the tills believe against what the suppliers know.
//!
//! It must never know: why something went wrong.

mod end;
pub(crate) mod money;
pub(crate) mod shelf;

use crate::{
    journal::image::Image,
    process::Process,
    suppliers::Theirs,
    world::{State, World},
};
use domain::{
    ids::{OrderId, OwnerId},
    order::OrderState,
    reason::ReasonCode,
};
use engine::{machine::Batch, ports::supplier::WireRequest};
use std::collections::BTreeMap;

pub(crate) use end::{UNTOLD, case_of, judge};

/// Polling of an open order after its settle window, per hour and process (INV-12).
const LOOKS_PER_HOUR: u32 = 60;
const HOUR_MS: u64 = 3_600_000;
/// How long after its sending, by the shop's clock, a final order is asked about.
pub(crate) const WATCHED_FOR_MS: i64 = 3 * 24 * 3_600_000;

/// What the judge knows of one order of ours.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) shop: usize,
    /// Index of its supplier's account, once it left for there.
    pub(crate) account: Option<usize>,
    /// Something was planned to go wrong with it.
    pub(crate) is_faulty: bool,
    /// When its purchase first left.
    pub(crate) sent_at: Option<u64>,
    /// How often its purchase left.
    pub(crate) sendings: u32,
    /// The supplier's orders that came of it.
    pub(crate) theirs: Vec<String>,
    /// Whose purchase of it is in the air just now.
    pub(crate) in_air: Option<OwnerId>,
    /// It was refused while it was charged, by a word the rules allow: a person must be told.
    pub(crate) owes_late_truth: bool,
    /// When its supplier turned it around after its end.
    pub(crate) turned: Option<u64>,
    /// When it was made.
    made_at: u64,
    /// When its code was put on the shelf.
    shelved_at: Option<u64>,
    looks: BTreeMap<(String, u64), u32>,
}

impl Known {
    pub(crate) fn new(shop: usize, is_faulty: bool, made_at: u64) -> Self {
        Self {
            shop,
            account: None,
            is_faulty,
            sent_at: None,
            sendings: 0,
            theirs: Vec::new(),
            in_air: None,
            owes_late_truth: false,
            turned: None,
            made_at,
            shelved_at: None,
            looks: BTreeMap::new(),
        }
    }
}

impl State {
    /// What the supplier knows of an order of ours.
    pub(crate) fn truths_of(&self, order: &OrderId) -> Vec<Theirs> {
        let Some(known) = self.known.get(&self.leader_of(order)) else { return Vec::new() };
        let Some(account) = known.account else { return Vec::new() };
        let fake = &self.accounts[account].fake;
        known.theirs.iter().filter_map(|id| fake.their(id)).collect()
    }

    /// A purchase is about to leave: INV-1, INV-2 and INV-15.
    pub(crate) fn leaving(
        &mut self,
        at: u64,
        process: &Process,
        account: usize,
        order: &OrderId,
        bytes: &WireRequest,
    ) {
        let shop = process.shop;
        match self.shops[shop].image.orders.get(order) {
            None => self.violation(at, format!("INV-2: {order} leaves and is not on disk")),
            Some(row) if row.request != *bytes => {
                self.violation(at, format!("INV-2: {order} leaves with other bytes than on disk"));
            }
            Some(row) if row.record.state != OrderState::Unknown => {
                let state = row.record.state.as_str();
                self.violation(at, format!("INV-2: {order} leaves and is {state} on disk"));
            }
            Some(row) if row.record.owner != process.owner => {
                let owner = row.record.owner.clone();
                let who = &process.owner;
                self.violation(at, format!("INV-15: {who} sends {order}, which is {owner}'s"));
            }
            Some(_) => {}
        }
        self.money_is_safe(at, shop, order);
        let row = self.accounts[account].row;
        // What a dead process left in the air is what is looked for before the next may leave.
        let in_air = self.known.values().filter(|it| {
            it.shop == shop
                && it.account == Some(account)
                && it.in_air.as_ref().is_some_and(|owner| self.alive.contains(owner))
        });
        let one_at_a_time = !row.has_reference;
        if one_at_a_time && in_air.count() > 0 {
            self.violation(
                at,
                format!("{order} leaves while another is in the air at {}", row.name),
            );
        }
        for other in self.together(order) {
            if let Some(known) = self.known.get_mut(&other) {
                known.account = Some(account);
                known.sent_at.get_or_insert(at);
            }
        }
        let Some(known) = self.known.get_mut(order) else {
            return self.violation(at, format!("{order} leaves and was never made"));
        };
        known.account = Some(account);
        known.sendings += 1;
        known.in_air = Some(process.owner.clone());
        known.sent_at.get_or_insert(at);
        if known.sendings > 1 && !row.knows_repeats {
            let times = known.sendings;
            self.violation(at, format!("INV-1: {order} leaves for the {times}th time"));
        }
    }

    /// The supplier made an order of it.
    pub(crate) fn bought(&mut self, at: u64, order: &OrderId, their_id: String) {
        let Some(known) = self.known.get_mut(order) else { return };
        known.theirs.push(their_id);
        if known.theirs.len() > 1 {
            let ids = known.theirs.join(" ");
            self.violation(at, format!("INV-1: {order} was bought twice: {ids}"));
        }
    }

    /// An order is looked up: INV-12.
    pub(crate) fn looked_up(&mut self, at: u64, process: &str, order: &OrderId, settle_ms: u64) {
        let Some(known) = self.known.get_mut(order) else { return };
        let Some(sent) = known.sent_at.filter(|sent| at.saturating_sub(*sent) > settle_ms) else {
            return;
        };
        let hour = (at - sent - settle_ms) / HOUR_MS;
        let looks = known.looks.entry((process.to_owned(), hour)).or_default();
        *looks += 1;
        if *looks != LOOKS_PER_HOUR + 1 {
            return;
        }
        self.violation(
            at,
            format!("INV-12: {order} was looked up more than {LOOKS_PER_HOUR} times in an hour"),
        );
    }
}

/// A step was committed, judged in the same instant: INV-7 and INV-8.
pub(crate) fn committed(
    world: &World,
    shop: usize,
    image: &Image,
    order: &OrderId,
    before: Option<OrderState>,
    batch: &Batch,
) {
    let at = world.elapsed();
    let now = world.now();
    let mut state = world.lock();
    let Some(row) = image.orders.get(order) else { return };
    let reason = row.record.reason.as_ref().map(|reason| reason.code);
    let word = reason.map_or("", ReasonCode::as_str);
    state.trace.note(
        at,
        format_args!("{shop} {order} {} {} {word}", batch.kind.as_str(), batch.state.as_str()),
    );
    if image.stock.contains_key(order)
        && let Some(known) = state.known.get_mut(order)
    {
        known.shelved_at.get_or_insert(at);
    }
    if before.is_some_and(|before| before.is_final() && before != batch.state) {
        state.violation(at, format!("INV-7: {order} was final and is {}", batch.state.as_str()));
    }
    if batch.state != OrderState::Refused || before == Some(OrderState::Refused) {
        return;
    }
    for account in &mut state.accounts {
        account.fake.let_pass(now);
    }
    let charged: Vec<Theirs> = state.truths_of(order);
    let charged: Vec<&Theirs> = charged.iter().filter(|theirs| !theirs.net.is_zero()).collect();
    if charged.is_empty() {
        return;
    }
    // A look-up takes less than this from its first page to its commit.
    let is_listed = charged.iter().any(|theirs| theirs.listed_from + 60_000 < now);
    match reason {
        // A person may be wrong, and a supplier that says "too many" may have bought: both are
        // watched, and what comes of it is told.
        Some(ReasonCode::TooManyRequests | ReasonCode::RepeatRefused) if is_listed => {
            state
                .violation(at, format!("INV-8: {order} is refused ({word}), and listed as bought"));
        }
        Some(
            ReasonCode::PersonDecided | ReasonCode::TooManyRequests | ReasonCode::RepeatRefused,
        ) => {
            if let Some(known) = state.known.get_mut(order) {
                known.owes_late_truth = true;
            }
        }
        _ => state.violation(at, format!("INV-8: {order} is refused ({word}) and was charged")),
    }
}

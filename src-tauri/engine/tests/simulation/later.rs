//! What happens to an order hours or days after it was sold.
//!
//! It must never know: what the till makes of it.

use crate::{
    faults::{Customer, Fault, Late},
    processors::PAY_WITHIN,
    till,
    world::World,
};
use domain::{
    ids::{OrderId, TenderId},
    money::Money,
    order::OrderState,
    shop::EngineSettings,
};
use engine::resolve::{Decision, Ruling};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
/// A supplier changes its mind within three days of the order; the till asks for as long.
const TURNS_WITHIN_MS: u64 = 60 * HOUR_MS;

/// The supplier turns an ended order around.
pub(crate) async fn turn(world: Arc<World>, order: OrderId, fault: &'static Fault, late: Late) {
    let wait = {
        let chance = &mut world.lock().chance;
        // Some while the shop is still selling, so that what comes late is sold from stock.
        let most = if chance.once_in(2) { 40 * MINUTE_MS } else { TURNS_WITHIN_MS };
        chance.between(MINUTE_MS, most)
    };
    tokio::time::sleep(Duration::from_millis(wait)).await;
    let (at, now) = (world.elapsed(), world.now());
    let mut state = world.lock();
    let Some(account) = state.known.get(&order).and_then(|known| known.account) else { return };
    state.accounts[account].fake.let_pass(now);
    for theirs in state.truths_of(&order) {
        let word = match late {
            Late::Delivery { word, .. } if theirs.has_ended && !theirs.is_delivered => word,
            Late::TakenBack { word } if theirs.is_delivered => word,
            Late::Delivery { .. } | Late::TakenBack { .. } => continue,
        };
        let change = json!({ "status": word, "force": true }).as_object().cloned();
        let turned =
            state.accounts[account].fake.end_order(&theirs.id, change.unwrap_or_default(), now);
        turned.expect("the fake turns an order around");
        state.trace.note(at, format_args!("{order} is {word} late"));
        state.coverage.hit(fault.name);
        if let Some(known) = state.known.get_mut(&order) {
            known.turned = Some(now);
        }
    }
}

/// A person who does not find the order at the supplier decides that nothing was bought.
pub(crate) async fn say_no(world: Arc<World>, order: OrderId, fault: &'static Fault) {
    for _minute in 0..90 {
        tokio::time::sleep(Duration::from_millis(MINUTE_MS)).await;
        let (shop, needs_person) = {
            let state = world.lock();
            let Some(shop) = state.known.get(&order).map(|known| known.shop) else { return };
            let row = state.shops[shop].image.orders.get(&order);
            (shop, row.is_some_and(|row| row.record.state == OrderState::NeedsAttention))
        };
        if !needs_person {
            continue;
        }
        let (process, till) = till::start(&world, shop, EngineSettings::default(), 0);
        let decision = Decision {
            ruling: Ruling::Refused,
            note: "it is not in their list".to_owned(),
            clerk: Some("Owner".to_owned()),
        };
        let decided = tokio::select! {
            biased;
            () = process.died() => false,
            decided = till.resolve(&order, decision) => decided.is_ok(),
        };
        process.kill(&world, "done");
        if decided {
            return world.lock().coverage.hit(fault.name);
        }
    }
}

/// A customer before a pay page.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) account: usize,
    pub(crate) tender: TenderId,
    pub(crate) amount: Money,
    /// What they do, and the fault that is, if it is one.
    pub(crate) way: (Customer, Option<&'static Fault>),
}

/// The customer pays, in their way.
pub(crate) async fn pay(world: Arc<World>, visit: Visit) {
    let (customer, fault) = visit.way;
    let all = visit.amount.amount();
    let half = (all / Decimal::TWO).round_dp(2).max(Decimal::new(1, 2));
    wait(&world, customer).await;
    let pays = |amount: Decimal| json!({ "action": "pay", "amount": amount.to_string() });
    match customer {
        Customer::Pays => visit.act(&world, &pays(all)),
        Customer::Short => visit.act(&world, &pays(half)),
        Customer::TooMuch => visit.act(&world, &pays(all + Decimal::ONE)),
        Customer::InParts => {
            visit.act(&world, &pays(half));
            tokio::time::sleep(Duration::from_secs(30)).await;
            let mut rest = pays(all - half);
            rest["force"] = Value::Bool(true);
            if all > half {
                visit.act(&world, &rest);
            }
        }
        Customer::Never => {}
        Customer::Late => {
            let mut forced = pays(all);
            forced["force"] = Value::Bool(true);
            visit.act(&world, &forced);
            if let Some(fault) = fault {
                world.lock().coverage.hit(fault.name);
            }
        }
        Customer::SecondTry => {
            visit.act(&world, &json!({ "action": "decline" }));
            tokio::time::sleep(Duration::from_secs(20)).await;
            visit.act(&world, &pays(all));
        }
    }
}

async fn wait(world: &World, customer: Customer) {
    let ms = {
        let mut state = world.lock();
        let over = u64::try_from(PAY_WITHIN.as_millis()).expect("minutes") + 2 * MINUTE_MS;
        match (customer, state.jitter) {
            (Customer::Late, true) => {
                let most = if state.chance.once_in(2) { 40 * MINUTE_MS } else { TURNS_WITHIN_MS };
                over + state.chance.below(most)
            }
            (Customer::Late, false) => over,
            (_, true) => state.chance.between(2_000, 90_000),
            (_, false) => 5_000,
        }
    };
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

impl Visit {
    /// Does it; a page whose time is over lets nobody pay any more.
    fn act(&self, world: &World, what: &Value) {
        let (at, now) = (world.elapsed(), world.now());
        let mut state = world.lock();
        let what = what.as_object().cloned().unwrap_or_default();
        let done =
            state.processors[self.account].fake.end_order(self.tender.as_str(), what, now).is_ok();
        state.trace.note(at, format_args!("the customer of {} acts: {done}", self.tender));
        if done && let Some(asked) = state.asked_of(&self.tender) {
            asked.paid_at = Some(now);
        }
    }
}

//! What goes to a supplier, and what goes wrong with it.
//!
//! It must never know: what the bytes mean.

use super::way::{Levers, Parcel, There, To, Way};
use crate::{
    faults::{Act, Planned},
    later,
    process::Side,
    suppliers::Row,
    world::{State, World},
};
use async_trait::async_trait;
use domain::ids::OrderId;
use engine::ports::supplier::{Exchange, WireRequest};
use providers::transport::{Call, Wire};
use simulator::Reply;
use std::{sync::Arc, time::Duration};

/// What is known of a supplier that is down.
const DOWN: &str = "connection refused";

/// A process's way to one supplier account.
#[derive(Debug)]
pub(crate) struct SimWire {
    pub(crate) way: Way,
    pub(crate) account: usize,
    pub(crate) row: &'static Row,
    pub(crate) settle_window: Duration,
}

#[async_trait]
impl Wire for SimWire {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        let request = self.way.request(&call, self.row.base_url.trim_end_matches("/v1"));
        let bytes = WireRequest {
            method: "POST",
            url: call.url.to_owned(),
            headers: call.headers.to_vec(),
            body: call.body.unwrap_or_default(),
        };
        let order = self.way.world.lock().at_hand();
        self.way.process.boundary(&self.way.world, "purchase", Side::Before, order.as_ref()).await;
        let Some(order) = order else {
            self.way.world.violation("INV-2: a purchase leaves without an order".to_owned());
            return Exchange::Lost("no order".to_owned());
        };
        let (there, levers) = self.on_leaving(&order, &bytes);
        let parcel = Parcel { request, levers, order: Some(order.clone()) };
        let exchange = self.way.exchange(self.to(), parcel, there, self.way.purchase_timeout).await;
        if let Some(known) = self.way.world.lock().known.get_mut(&order) {
            known.in_air = None;
        }
        self.way.process.boundary(&self.way.world, "purchase", Side::After, Some(&order)).await;
        exchange
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        let request = self.way.request(&call, self.row.base_url.trim_end_matches("/v1"));
        let order = {
            let state = self.way.world.lock();
            state.at_hand().map(|order| state.leader_of(&order))
        };
        self.way.process.boundary(&self.way.world, "ask", Side::Before, order.as_ref()).await;
        let (there, levers) = self.on_asking(order.as_ref());
        let parcel = Parcel { request, levers, order: None };
        self.way.exchange(self.to(), parcel, there, self.way.lookup_timeout).await
    }
}

impl SimWire {
    fn to(&self) -> To {
        To::Supplier(self.account)
    }

    fn on_leaving(&self, order: &OrderId, bytes: &WireRequest) -> (There, Levers) {
        let at = self.way.world.elapsed();
        let mut state = self.way.world.lock();
        state.leaving(at, &self.way.process, self.account, order, bytes);
        if state.is_down(self.account, at) {
            state.coverage.count("purchases while the supplier was down");
            return (There::Never(DOWN), Levers::new());
        }
        let struck = state.strike(order, |planned| {
            matches!(
                planned.fault.act,
                Act::NeverSent(_) | Act::LostBefore | Act::ArrivesLate | Act::ArrivesTwice
            )
        });
        match struck.map(|struck| struck.fault.act) {
            Some(Act::NeverSent(words)) => return (There::Never(words), Levers::new()),
            Some(Act::LostBefore) => return (There::Lost, Levers::new()),
            Some(Act::ArrivesLate) => return (There::Late, Levers::new()),
            Some(Act::ArrivesTwice) => return (There::ArrivesTwice, Levers::new()),
            _ => {}
        }
        let mut levers = Levers::new();
        while let Some(struck) = state.strike(order, is_for_purchase) {
            self.follow_up(order, &struck);
            levers.extend(levers_of(&mut state, &struck));
        }
        keep_one_reply(&mut levers);
        (There::Arrives, levers)
    }

    fn on_asking(&self, order: Option<&OrderId>) -> (There, Levers) {
        let at = self.way.world.elapsed();
        let mut state = self.way.world.lock();
        if state.is_down(self.account, at) {
            return (There::Never(DOWN), Levers::new());
        }
        let Some(order) = order else { return (There::Arrives, Levers::new()) };
        let is_sent = state.known.get(order).is_some_and(|known| known.sent_at.is_some());
        if !is_sent {
            let struck = state.strike(order, |planned| matches!(planned.fault.act, Act::Check(_)));
            let levers = struck.map(|struck| levers_of(&mut state, &struck));
            return (There::Arrives, levers.unwrap_or_default());
        }
        let settle_ms = u64::try_from(self.settle_window.as_millis()).expect("a short window");
        state.looked_up(at, self.way.process.owner.as_str(), order, settle_ms);
        let struck = state.strike(order, |planned| {
            matches!(planned.fault.act, Act::Look(_) | Act::LookNeverSent | Act::LookTwice)
        });
        match struck {
            Some(Planned { fault, .. }) if matches!(fault.act, Act::LookNeverSent) => {
                (There::Never("connection refused"), Levers::new())
            }
            Some(Planned { fault, .. }) if matches!(fault.act, Act::LookTwice) => {
                (There::ArrivesTwice, Levers::new())
            }
            Some(struck) => (There::Arrives, levers_of(&mut state, &struck)),
            None => (There::Arrives, Levers::new()),
        }
    }

    /// What happens to the order long after this.
    fn follow_up(&self, order: &OrderId, struck: &Planned) {
        match struck.fault.act {
            Act::Late(late) => {
                tokio::spawn(later::turn(
                    Arc::clone(&self.way.world),
                    order.clone(),
                    struck.fault,
                    late,
                ));
            }
            Act::WrongPerson(..) => {
                tokio::spawn(later::say_no(
                    Arc::clone(&self.way.world),
                    order.clone(),
                    struck.fault,
                ));
            }
            _ => {}
        }
    }
}

/// The request is at the supplier: its ledger moves now, whatever becomes of the reply.
pub(super) fn serve(world: &World, account: usize, parcel: &Parcel) -> Reply {
    let Parcel { request, levers, order } = parcel;
    let (at, now) = (world.elapsed(), world.now());
    let mut state = world.lock();
    let fake = &mut state.accounts[account].fake;
    for lever in levers {
        let lever = lever.as_object().cloned().expect("a lever is an object");
        fake.inject(lever).expect("the fake has this lever");
    }
    let before = fake.newest();
    let reply = fake.handle(request, now);
    let after = fake.newest();
    let status = reply.status;
    state.trace.note(at, format_args!("served {} {} {status}", request.method, request.path));
    if let Some(id) = after.filter(|after| before.as_ref() != Some(after)) {
        match order {
            Some(order) => state.bought(at, order, id),
            None => state.violation(at, format!("INV-2: a question bought {id}")),
        }
    }
    reply
}

/// One reply goes wrong in one way: a second such lever would wait for somebody else's order.
fn keep_one_reply(levers: &mut Levers) {
    let mut seen = false;
    levers.retain(|lever| lever.get("endpoint").is_none() || !std::mem::replace(&mut seen, true));
}

fn is_for_purchase(planned: &Planned) -> bool {
    matches!(
        planned.fault.act,
        Act::Purchase(_) | Act::PurchaseBoth(..) | Act::Late(_) | Act::WrongPerson(..)
    )
}

fn levers_of(state: &mut State, struck: &Planned) -> Levers {
    use crate::faults::Late;
    let chance = &mut state.chance;
    match struck.fault.act {
        Act::Purchase(lever) | Act::Look(lever) | Act::Check(lever) => vec![lever(chance)],
        Act::PurchaseBoth(one, other) | Act::WrongPerson(one, other) => {
            vec![one(chance), other(chance)]
        }
        Act::Late(Late::Delivery { first, .. }) => vec![first(chance)],
        _ => Levers::new(),
    }
}

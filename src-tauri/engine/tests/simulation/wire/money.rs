//! What goes to a processor, and what goes wrong with it.
//!
//! It must never know: what the bytes mean, beyond which way money is to move.

use super::way::{Levers, Parcel, There, To, Way};
use crate::{
    faults::{Act, Customer, Money, Moving, Planned},
    later,
    process::Side,
    processors::Row,
    world::{State, World},
};
use async_trait::async_trait;
use domain::ids::OrderId;
use engine::ports::supplier::{Exchange, WireRequest};
use providers::transport::{Call, Wire};
use simulator::Reply;
use std::sync::Arc;

/// A process's way to one processor account.
#[derive(Debug)]
pub(crate) struct MoneyWire {
    pub(crate) way: Way,
    pub(crate) account: usize,
    pub(crate) row: &'static Row,
}

/// Which way money is to move by its request; none asks for it.
fn moving(url: &str) -> Option<Moving> {
    let is = |word: &str| url.ends_with(word);
    if is("/capture") {
        Some(Moving::Capture)
    } else if is("/void") {
        Some(Moving::Void)
    } else if is("/refund") || url.contains("/refunds/") {
        Some(Moving::Refund)
    } else {
        None
    }
}

#[async_trait]
impl Wire for MoneyWire {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        let (world, process) = (&self.way.world, &self.way.process);
        let request = self.way.request(&call, self.row.host);
        let moving = moving(call.url);
        let bytes = WireRequest {
            method: if call.method.as_str() == "PUT" { "PUT" } else { "POST" },
            url: call.url.to_owned(),
            headers: call.headers.to_vec(),
            body: call.body.unwrap_or_default(),
        };
        let first = world.lock().money_at_hand(process.shop);
        process.boundary(world, "money", Side::Before, first.as_ref()).await;
        let Some(first) = first else {
            world.violation("INV-2: money is asked for without a sale".to_owned());
            return Exchange::Lost("no sale".to_owned());
        };
        let (there, levers) = self.on_leaving(&first, moving, &bytes);
        let order = moving.is_none().then(|| first.clone());
        let parcel = Parcel { request, levers, order };
        let to = To::Processor(self.account);
        let exchange = self.way.exchange(to, parcel, there, self.way.purchase_timeout).await;
        process.boundary(world, "money", Side::After, Some(&first)).await;
        exchange
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        let (world, process) = (&self.way.world, &self.way.process);
        let request = self.way.request(&call, self.row.host);
        let first = world.lock().money_at_hand(process.shop);
        process.boundary(world, "ask for money", Side::Before, first.as_ref()).await;
        let (there, levers) = self.on_asking(first.as_ref());
        let parcel = Parcel { request, levers, order: None };
        let to = To::Processor(self.account);
        self.way.exchange(to, parcel, there, self.way.lookup_timeout).await
    }
}

impl MoneyWire {
    fn on_leaving(
        &self,
        first: &OrderId,
        moving: Option<Moving>,
        bytes: &WireRequest,
    ) -> (There, Levers) {
        let at = self.way.world.elapsed();
        let mut state = self.way.world.lock();
        state.money_leaving(at, &self.way.process, self.account, first, moving, bytes);
        if moving.is_none() {
            // That it is this card is all there is to it.
            state.strike(first, |planned| matches!(planned.fault.act, Act::Money(Money::Cards(_))));
        }
        let struck = state.strike(first, |planned| is_for(planned, moving));
        let Some(Act::Money(what)) = struck.map(|struck| struck.fault.act) else {
            return (There::Arrives, Levers::new());
        };
        match what {
            Money::NeverSent | Money::MoveNeverSent(_) => {
                (There::Never("connection refused"), Levers::new())
            }
            Money::LostBefore | Money::MoveLost(_) => (There::Lost, Levers::new()),
            Money::ArrivesLate | Money::MoveLate(_) => (There::Late, Levers::new()),
            Money::Charge(lever) | Money::Move(_, lever) => {
                (There::Arrives, vec![lever(&mut state.chance)])
            }
            _ => (There::Arrives, Levers::new()),
        }
    }

    fn on_asking(&self, first: Option<&OrderId>) -> (There, Levers) {
        let mut state = self.way.world.lock();
        let is_look = |planned: &Planned| {
            matches!(planned.fault.act, Act::Money(Money::Look(_) | Money::LookNeverSent))
        };
        let struck = first.and_then(|first| state.strike(first, is_look));
        match struck.map(|struck| struck.fault.act) {
            Some(Act::Money(Money::LookNeverSent)) => {
                (There::Never("connection refused"), Levers::new())
            }
            Some(Act::Money(Money::Look(lever))) => {
                (There::Arrives, vec![lever(&mut state.chance)])
            }
            _ => (There::Arrives, Levers::new()),
        }
    }
}

fn is_for(planned: &Planned, moving: Option<Moving>) -> bool {
    let Act::Money(what) = planned.fault.act else { return false };
    match what {
        Money::NeverSent | Money::LostBefore | Money::ArrivesLate | Money::Charge(_) => {
            moving.is_none()
        }
        Money::MoveNeverSent(meant)
        | Money::MoveLost(meant)
        | Money::MoveLate(meant)
        | Money::Move(meant, _) => moving == Some(meant),
        _ => false,
    }
}

/// The request is at the processor. A page that is there now has a customer before it.
pub(super) fn serve(world: &Arc<World>, account: usize, parcel: &Parcel) -> Reply {
    let Parcel { request, levers, order } = parcel;
    let (at, now) = (world.elapsed(), world.now());
    let mut state = world.lock();
    let tender = order.as_ref().and_then(|first| state.tender_of(first));
    let fake = &mut state.processors[account].fake;
    for lever in levers {
        let lever = lever.as_object().cloned().expect("a lever is an object");
        fake.inject(lever).expect("the fake has this lever");
    }
    let is_known = |state: &State| {
        let fake = &state.processors[account].fake;
        tender.as_ref().is_some_and(|tender| fake.taken(tender.id.as_str()).is_some())
    };
    let before = is_known(&state);
    let reply = state.processors[account].fake.handle(request, now);
    let is_new = !before && is_known(&state);
    let status = reply.status;
    state.trace.note(at, format_args!("served {} {} {status}", request.method, request.path));
    if let (Some(first), Some(tender), true) = (order, tender, is_new)
        && !state.processors[account].row.is_keyed
    {
        let struck = state
            .strike(first, |planned| matches!(planned.fault.act, Act::Money(Money::Customer(_))));
        let way = match struck.map(|struck| struck.fault) {
            Some(fault) => match fault.act {
                Act::Money(Money::Customer(customer)) => (customer, Some(fault)),
                _ => (Customer::Pays, None),
            },
            None => (Customer::Pays, None),
        };
        let visit = later::Visit { account, tender: tender.id, amount: tender.amount, way };
        tokio::spawn(later::pay(Arc::clone(world), visit));
    }
    reply
}

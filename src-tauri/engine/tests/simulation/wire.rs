//! The way to the suppliers without sockets: the fakes are called in process, and the network in
//! between does what networks do.
//!
//! It must never know: what the bytes mean, beyond whom they are for.

use crate::{
    faults::{Act, Planned},
    later,
    process::{Process, Side},
    suppliers::Row,
    world::{State, World},
};
use async_trait::async_trait;
use domain::{ids::OrderId, time::Timestamp};
use engine::ports::supplier::{Exchange, WireReply, WireRequest};
use providers::transport::{BODY_MAX, Call, Wire};
use serde_json::Value;
use simulator::{Delivery, Reply, Request};
use std::{sync::Arc, time::Duration};

/// A process's way to one account.
#[derive(Debug)]
pub(crate) struct SimWire {
    pub(crate) world: Arc<World>,
    pub(crate) process: Arc<Process>,
    pub(crate) account: usize,
    pub(crate) row: &'static Row,
    pub(crate) purchase_timeout: Duration,
    pub(crate) lookup_timeout: Duration,
    pub(crate) settle_window: Duration,
}

/// What the network does with a request on its way there.
#[derive(Clone, Copy)]
enum There {
    Arrives,
    ArrivesTwice,
    /// No connection; the words are all that is known.
    Never(&'static str),
    /// Gone.
    Lost,
    /// It arrives when nobody waits for it any more.
    Late,
}

/// What is set up in the fake for one request.
type Levers = Vec<Value>;

#[async_trait]
impl Wire for SimWire {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        let request = self.request(&call);
        let bytes = WireRequest {
            method: "POST",
            url: call.url.to_owned(),
            headers: call.headers.to_vec(),
            body: call.body.unwrap_or_default(),
        };
        let order = self.world.lock().at_hand();
        self.process.boundary(&self.world, "purchase", Side::Before, order.as_ref()).await;
        let Some(order) = order else {
            self.world.violation("INV-2: a purchase leaves without an order".to_owned());
            return Exchange::Lost("no order".to_owned());
        };
        let (there, levers) = self.on_leaving(&order, &bytes);
        let exchange =
            self.exchange(&request, there, levers, Some(&order), self.purchase_timeout).await;
        if let Some(known) = self.world.lock().known.get_mut(&order) {
            known.in_air = None;
        }
        self.process.boundary(&self.world, "purchase", Side::After, Some(&order)).await;
        exchange
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        let request = self.request(&call);
        let order = self.world.lock().at_hand();
        self.process.boundary(&self.world, "ask", Side::Before, order.as_ref()).await;
        let (there, levers) = self.on_asking(order.as_ref());
        self.exchange(&request, there, levers, None, self.lookup_timeout).await
    }
}

impl SimWire {
    /// The request as it arrives, written down without the adapter's help.
    fn request(&self, call: &Call<'_>) -> Request {
        let host = self.row.base_url.trim_end_matches("/v1");
        let target = call.url.strip_prefix(host);
        let mut request = Request::new(call.method.as_str(), target.unwrap_or(call.url));
        if target.is_none() {
            self.world.violation(format!("a request leaves for {}", call.url));
        }
        request = request.header(call.key.0, call.key.1);
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        if let Some(body) = &call.body {
            request = request.header("content-type", "application/json");
            request.body.clone_from(body);
        }
        request
    }

    fn on_leaving(&self, order: &OrderId, bytes: &WireRequest) -> (There, Levers) {
        let at = self.world.elapsed();
        let mut state = self.world.lock();
        state.leaving(at, &self.process, self.account, order, bytes);
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
        let at = self.world.elapsed();
        let mut state = self.world.lock();
        let Some(order) = order else { return (There::Arrives, Levers::new()) };
        let is_sent = state.known.get(order).is_some_and(|known| known.sent_at.is_some());
        if !is_sent {
            let struck = state.strike(order, |planned| matches!(planned.fault.act, Act::Check(_)));
            let levers = struck.map(|struck| levers_of(&mut state, &struck));
            return (There::Arrives, levers.unwrap_or_default());
        }
        let settle_ms = u64::try_from(self.settle_window.as_millis()).expect("a short window");
        state.looked_up(at, self.process.owner.as_str(), order, settle_ms);
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
                    Arc::clone(&self.world),
                    order.clone(),
                    struck.fault,
                    late,
                ));
            }
            Act::WrongPerson(..) => {
                tokio::spawn(later::say_no(Arc::clone(&self.world), order.clone(), struck.fault));
            }
            _ => {}
        }
    }

    async fn exchange(
        &self,
        request: &Request,
        there: There,
        levers: Levers,
        order: Option<&OrderId>,
        deadline: Duration,
    ) -> Exchange {
        let mut left = deadline;
        self.travel(&mut left).await;
        match there {
            There::Never(words) => return Exchange::NeverSent(words.to_owned()),
            There::Lost => return self.silence(left).await,
            There::Late => {
                self.arrive_later(request.clone(), order.cloned(), left);
                return self.silence(left).await;
            }
            There::Arrives | There::ArrivesTwice => {}
        }
        if self.process.is_dead() && self.world.lock().chance.once_in(2) {
            // The connection broke with the process, before all of the request was through.
            self.process.unless_dead().await;
        }
        if matches!(there, There::ArrivesTwice) {
            serve(&self.world, self.account, request, &Levers::new(), order);
        }
        let reply = serve(&self.world, self.account, request, &levers, order);
        let answer = self.deliver(reply, left).await;
        self.process.unless_dead().await;
        answer
    }

    /// Some of the time that is left goes by on the way.
    async fn travel(&self, left: &mut Duration) {
        let ms = {
            let mut state = self.world.lock();
            if state.jitter { state.chance.between(5, 120) } else { 0 }
        };
        let way = Duration::from_millis(ms);
        *left = left.saturating_sub(way);
        if !way.is_zero() {
            tokio::time::sleep(way).await;
        }
    }

    /// No reply: the connection breaks, or nothing happens until the deadline.
    async fn silence(&self, left: Duration) -> Exchange {
        if self.world.lock().chance.once_in(2) {
            return Exchange::Lost("connection reset".to_owned());
        }
        tokio::time::sleep(left).await;
        Exchange::Lost("no reply in time".to_owned())
    }

    /// The request goes its own way, whoever still lives.
    fn arrive_later(&self, request: Request, order: Option<OrderId>, left: Duration) {
        let (world, account) = (Arc::clone(&self.world), self.account);
        let late = left + Duration::from_millis(world.lock().chance.between(1_000, 300_000));
        tokio::spawn(async move {
            tokio::time::sleep(late).await;
            serve(&world, account, &request, &Levers::new(), order.as_ref());
        });
    }

    async fn deliver(&self, reply: Reply, mut left: Duration) -> Exchange {
        self.travel(&mut left).await;
        let size = reply.body.len();
        let (lasts, arriving) = match reply.delivery {
            Delivery::Whole => (Duration::ZERO, size),
            Delivery::Late { ms } => (Duration::from_millis(ms), size),
            Delivery::DropBefore => return Exchange::Lost("connection closed".to_owned()),
            Delivery::Truncate { at } => (Duration::ZERO, at.min(size)),
            Delivery::SlowDrip { bytes, every_ms } => {
                return self.drip(reply, bytes, every_ms, left).await;
            }
            Delivery::Stall => (left + Duration::from_secs(1), size),
        };
        if lasts > left {
            tokio::time::sleep(left).await;
            return Exchange::Lost("no reply in time".to_owned());
        }
        if !lasts.is_zero() {
            tokio::time::sleep(lasts).await;
        }
        self.answered(reply, arriving)
    }

    /// The head is there at once, the body as far as the deadline lets it come.
    async fn drip(&self, reply: Reply, bytes: usize, every_ms: u64, left: Duration) -> Exchange {
        let size = reply.body.len();
        let pieces = u64::try_from(size.div_ceil(bytes)).expect("a short body");
        let whole = Duration::from_millis(every_ms.saturating_mul(pieces));
        let all_comes = whole <= left;
        tokio::time::sleep(whole.min(left)).await;
        self.answered(reply, if all_comes { size } else { size / 2 })
    }

    fn answered(&self, reply: Reply, arriving: usize) -> Exchange {
        let header = |name: &str| {
            let found = reply.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str())
        };
        let retry_after = header("retry-after").and_then(|text| text.parse().ok());
        let kept = arriving.min(BODY_MAX);
        let complete = kept == reply.body.len();
        let now = i64::try_from(self.world.now()).expect("not that late");
        Exchange::Answered(WireReply {
            status: reply.status,
            complete,
            retry_after: retry_after.map(Duration::from_secs),
            date: Some(Timestamp(now)),
            body: {
                let mut body = reply.body;
                body.truncate(kept);
                body
            },
        })
    }
}

/// The request is at the supplier: its ledger moves now, whatever becomes of the reply.
fn serve(
    world: &World,
    account: usize,
    request: &Request,
    levers: &Levers,
    order: Option<&OrderId>,
) -> Reply {
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

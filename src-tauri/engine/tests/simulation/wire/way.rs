//! The network: what happens to a request and its reply between a process and a fake.
//!
//! It must never know: whom a request is for beyond handing it in, or what its bytes mean.

use crate::{process::Process, world::World};
use domain::{ids::OrderId, time::Timestamp};
use engine::ports::supplier::{Exchange, WireReply};
use providers::transport::{BODY_MAX, Call};
use serde_json::Value;
use simulator::{Delivery, Reply, Request};
use std::{sync::Arc, time::Duration};

/// A process's way out.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) world: Arc<World>,
    pub(crate) process: Arc<Process>,
    pub(crate) purchase_timeout: Duration,
    pub(crate) lookup_timeout: Duration,
}

/// Which fake a request is for, by its place in the world.
#[derive(Clone, Copy, Debug)]
pub(super) enum To {
    Supplier(usize),
    Processor(usize),
}

/// What the network does with a request on its way there.
#[derive(Clone, Copy)]
pub(super) enum There {
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
pub(super) type Levers = Vec<Value>;

/// A request with what is set up for it, and the order of ours that it buys or is paid for.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    pub(super) request: Request,
    pub(super) levers: Levers,
    pub(super) order: Option<OrderId>,
}

impl Way {
    /// The request as it arrives, written down without the adapter's help.
    pub(super) fn request(&self, call: &Call<'_>, host: &str) -> Request {
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

    pub(super) async fn exchange(
        &self,
        to: To,
        parcel: Parcel,
        there: There,
        deadline: Duration,
    ) -> Exchange {
        let mut left = deadline;
        self.travel(&mut left).await;
        match there {
            There::Never(words) => return Exchange::NeverSent(words.to_owned()),
            There::Lost => return self.silence(left).await,
            There::Late => {
                self.arrive_later(to, Parcel { levers: Levers::new(), ..parcel }, left);
                return self.silence(left).await;
            }
            There::Arrives | There::ArrivesTwice => {}
        }
        if self.process.is_dead() && self.world.lock().chance.once_in(2) {
            // The connection broke with the process, before all of the request was through.
            self.process.unless_dead().await;
        }
        if matches!(there, There::ArrivesTwice) {
            serve(&self.world, to, &Parcel { levers: Levers::new(), ..parcel.clone() });
        }
        let reply = serve(&self.world, to, &parcel);
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
    fn arrive_later(&self, to: To, parcel: Parcel, left: Duration) {
        let world = Arc::clone(&self.world);
        let late = left + Duration::from_millis(world.lock().chance.between(1_000, 300_000));
        tokio::spawn(async move {
            tokio::time::sleep(late).await;
            serve(&world, to, &parcel);
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

/// The request is there: the books move now, whatever becomes of the reply.
fn serve(world: &Arc<World>, to: To, parcel: &Parcel) -> Reply {
    match to {
        To::Supplier(account) => super::goods::serve(world, account, parcel),
        To::Processor(account) => super::money::serve(world, account, parcel),
    }
}

//! The suppliers' fakes reached by a function call instead of a socket: the same cores and the same
//! adapters as over HTTP, with a clock that is given.
//!
//! It must never know: which supplier is meant, or what its replies say. A suite that includes it and
//! does not pull every lever says so with `#[expect(dead_code)]` on its `mod` line.

use async_trait::async_trait;
use domain::time::Timestamp;
use engine::ports::supplier::{Exchange, WireReply};
use providers::transport::{BODY_MAX, Call, Wire, reply};
use simulator::{Delivery, Reply, Request, Upstream};
use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// A purchase is waited for so long, as in the engine's defaults; a question a third of it.
const PURCHASE_MS: u64 = 60_000;
const ASK_MS: u64 = PURCHASE_MS / 3;

/// The way to one fake.
pub(crate) struct InProcess {
    upstream: Mutex<Box<dyn Upstream>>,
    /// The fake's clock, in milliseconds since 1970, moved by whoever holds it.
    clock: Arc<AtomicU64>,
    unplugged: AtomicBool,
    dateless: AtomicBool,
    rewrite: Mutex<Option<Rewrite>>,
    purchases: AtomicU64,
}

/// What is made of a reply's text on its way.
type Rewrite = fn(&str) -> String;

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InProcess")
    }
}

impl InProcess {
    pub(crate) fn new(upstream: Box<dyn Upstream>, clock: Arc<AtomicU64>) -> Self {
        Self {
            upstream: Mutex::new(upstream),
            clock,
            unplugged: AtomicBool::new(false),
            dateless: AtomicBool::new(false),
            rewrite: Mutex::new(None),
            purchases: AtomicU64::new(0),
        }
    }

    /// The fake itself: its levers and its truth.
    pub(crate) fn upstream(&self) -> MutexGuard<'_, Box<dyn Upstream>> {
        self.upstream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Without a connection, no byte leaves.
    pub(crate) fn unplug(&self, unplugged: bool) {
        self.unplugged.store(unplugged, Ordering::SeqCst);
    }

    /// A supplier behind a proxy that drops the `Date` header.
    pub(crate) fn hide_date(&self) {
        self.dateless.store(true, Ordering::SeqCst);
    }

    /// A supplier that says something else from now on.
    pub(crate) fn rewrite(&self, rewrite: Rewrite) {
        *self.rewrite.lock().unwrap_or_else(PoisonError::into_inner) = Some(rewrite);
    }

    /// How many purchases left.
    pub(crate) fn purchases(&self) -> u64 {
        self.purchases.load(Ordering::SeqCst)
    }
}

impl InProcess {
    fn exchange(&self, call: Call<'_>, deadline_ms: u64) -> Exchange {
        if self.unplugged.load(Ordering::SeqCst) {
            return Exchange::NeverSent("connection refused".to_owned());
        }
        let now = self.clock.load(Ordering::SeqCst);
        let mut answer = self.upstream().handle(&request(call), now);
        let rewrite = *self.rewrite.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(rewrite), Ok(text)) = (rewrite, std::str::from_utf8(&answer.body)) {
            answer.body = rewrite(text).into_bytes();
        }
        let tells_time = !self.dateless.load(Ordering::SeqCst);
        let date = i64::try_from(now).ok().map(Timestamp).filter(|_| tells_time);
        deliver(answer, date, deadline_ms)
    }
}

#[async_trait]
impl Wire for InProcess {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        if !self.unplugged.load(Ordering::SeqCst) {
            self.purchases.fetch_add(1, Ordering::SeqCst);
        }
        self.exchange(call, PURCHASE_MS)
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        self.exchange(call, ASK_MS)
    }
}

/// What HTTP would carry.
fn request(call: Call<'_>) -> Request {
    let after_scheme = call.url.split_once("://").map_or(call.url, |(_, rest)| rest);
    let target = after_scheme.find('/').map_or("/", |at| after_scheme.split_at(at).1);
    let mut request = Request::new(call.method.as_str(), target);
    request = request.header(call.key.0, call.key.1).header("accept", "application/json");
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    if let Some(body) = call.body {
        request = request.header("content-type", "application/json");
        request.body = body;
    }
    request
}

/// What a client with a deadline sees of an answer that was given at `date`.
fn deliver(answer: Reply, date: Option<Timestamp>, deadline_ms: u64) -> Exchange {
    let Reply { status, headers, mut body, delivery } = answer;
    let mut complete = body.len() <= BODY_MAX;
    let arrives = match delivery {
        Delivery::Whole => body.len(),
        Delivery::Late { ms } if ms < deadline_ms => body.len(),
        Delivery::Late { .. } | Delivery::Stall => return lost("no reply in time"),
        Delivery::DropBefore => return lost("connection closed"),
        Delivery::Truncate { at } => {
            complete = false;
            at
        }
        Delivery::SlowDrip { bytes, every_ms } => {
            let pieces = usize::try_from(deadline_ms / every_ms.max(1)).unwrap_or(usize::MAX);
            let in_time = pieces.saturating_mul(bytes);
            complete &= in_time >= body.len();
            in_time
        }
    };
    body.truncate(arrives.min(BODY_MAX));
    let header = |name: &str| {
        let found = headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    };
    let reply = reply(status, header, body, complete);
    Exchange::Answered(WireReply { date: reply.date.or(date), ..reply })
}

fn lost(why: &str) -> Exchange {
    Exchange::Lost(why.to_owned())
}

//! What an upstream's answers show beside what they say: how long they took, its clock, and whether it
//! answers at all.
//!
//! It must never know: what is asked, or what the answers mean beyond their status.

use crate::transport::{CERTIFICATE_TIME, Call, Wire};
use async_trait::async_trait;
use domain::{health::Heard, time::Timestamp};
use engine::ports::{Clock, supplier::Exchange};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::broadcast;

/// Who listens hears this many at once; who lags is told so.
const HEARD_KEPT: usize = 32;

/// An upstream's wire, watched.
pub struct Gauge {
    wire: Arc<dyn Wire>,
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
    heard: broadcast::Sender<Heard>,
}

/// What was seen at the last question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How long it took until the answer was there, or until it was given up.
    pub took: Option<Duration>,
    /// How far the upstream's clock is from ours, either way; `None` if it did not say.
    pub clock_off: Option<Duration>,
    /// Its certificate is not valid at the time our clock shows.
    pub untimely: bool,
}

impl Gauge {
    /// Watches what goes over a wire.
    #[must_use]
    pub fn new(wire: Arc<dyn Wire>, clock: Arc<dyn Clock>) -> Self {
        let (heard, _) = broadcast::channel(HEARD_KEPT);
        Self { wire, clock, seen: Mutex::default(), heard }
    }

    /// What was seen at the last question.
    #[must_use]
    pub fn seen(&self) -> Seen {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is heard from here on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Heard> {
        self.heard.subscribe()
    }

    fn hear(&self, heard: Heard) {
        // An error means that nobody listens: the command line asks once.
        self.heard.send(heard).ok();
    }
}

#[async_trait]
impl Wire for Gauge {
    /// Not measured: how long a purchase takes says nothing about how the account answers.
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        let exchange = self.wire.purchase(call).await;
        self.hear(heard(&exchange, Heard::Served, Heard::TurnedAway));
        exchange
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        let (begun, asked_at) = (self.clock.elapsed(), self.clock.now());
        let exchange = self.wire.ask(call).await;
        let took = self.clock.elapsed().saturating_sub(begun);
        let seen = match &exchange {
            Exchange::Answered(reply) => {
                let off = reply.date.map(|theirs| apart(theirs, asked_at, took));
                Seen { took: Some(took), clock_off: off, untimely: false }
            }
            Exchange::NeverSent(detail) | Exchange::Lost(detail) => {
                let untimely = detail == CERTIFICATE_TIME;
                Seen { took: Some(took), clock_off: None, untimely }
            }
        };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        self.hear(heard(&exchange, Heard::Answered, Heard::Answered));
        exchange
    }
}

/// What an exchange tells about the account: `yes` and `no` are what an answer means where the request
/// was taken, and where it was not.
fn heard(exchange: &Exchange, yes: Heard, no: Heard) -> Heard {
    let reply = match exchange {
        Exchange::Answered(reply) if reply.complete => reply,
        Exchange::Answered(_) | Exchange::NeverSent(_) | Exchange::Lost(_) => return Heard::Silent,
    };
    match reply.status {
        200..=299 => yes,
        401 | 403 => Heard::NotAccepted,
        400..=499 => no,
        _ => Heard::Silent,
    }
}

/// How far their clock is outside the time that the question took by ours.
fn apart(theirs: Timestamp, asked_at: Timestamp, took: Duration) -> Duration {
    let answered_at = asked_at.after(took);
    // One of the two is zero.
    theirs.since(answered_at) + asked_at.since(theirs)
}

impl std::fmt::Debug for Gauge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gauge").field("seen", &self.seen()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::ports::supplier::WireReply;

    #[test]
    fn what_is_heard_follows_from_how_far_a_request_got() {
        let answered = |status, complete| {
            let reply = WireReply { complete, ..crate::tests::reply(status, "{}") };
            heard(&Exchange::Answered(reply), Heard::Served, Heard::TurnedAway)
        };
        for (status, expected) in [
            (200, Heard::Served),
            (201, Heard::Served),
            (302, Heard::Silent),
            (400, Heard::TurnedAway),
            (401, Heard::NotAccepted),
            (402, Heard::TurnedAway),
            (403, Heard::NotAccepted),
            (404, Heard::TurnedAway),
            (500, Heard::Silent),
        ] {
            assert_eq!(answered(status, true), expected, "{status}");
            assert_eq!(answered(status, false), Heard::Silent, "half of {status}");
        }
        for exchange in [Exchange::Lost(String::new()), Exchange::NeverSent(String::new())] {
            assert_eq!(heard(&exchange, Heard::Served, Heard::TurnedAway), Heard::Silent);
        }
    }

    #[test]
    fn clocks_are_apart_by_what_no_waiting_explains() {
        let at = |seconds: i64| Timestamp(seconds * 1000);
        let (asked, took) = (at(1_000), Duration::from_secs(10));
        for (theirs, off) in [(1_000, 0), (1_010, 0), (1_005, 0), (990, 10), (1_200, 190)] {
            assert_eq!(apart(at(theirs), asked, took), Duration::from_secs(off), "{theirs}");
        }
    }
}

//! What an upstream's answers show beside what they say: how long they took, and its clock.
//!
//! It must never know: what is asked, or what the answers mean.

use crate::transport::{CERTIFICATE_TIME, Call, Wire};
use async_trait::async_trait;
use domain::time::Timestamp;
use engine::ports::{Clock, supplier::Exchange};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// An upstream's wire, watched.
pub struct Gauge {
    wire: Arc<dyn Wire>,
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
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
        Self { wire, clock, seen: Mutex::default() }
    }

    /// What was seen at the last question.
    #[must_use]
    pub fn seen(&self) -> Seen {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Wire for Gauge {
    /// Passed on unwatched: how long a purchase takes says nothing about how the account answers.
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        self.wire.purchase(call).await
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
        exchange
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

    #[test]
    fn clocks_are_apart_by_what_no_waiting_explains() {
        let at = |seconds: i64| Timestamp(seconds * 1000);
        let (asked, took) = (at(1_000), Duration::from_secs(10));
        for (theirs, off) in [(1_000, 0), (1_010, 0), (1_005, 0), (990, 10), (1_200, 190)] {
            assert_eq!(apart(at(theirs), asked, took), Duration::from_secs(off), "{theirs}");
        }
    }
}

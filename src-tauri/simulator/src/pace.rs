//! How long an order takes at a supplier.
//!
//! It must never know: a particular supplier.

use serde_json::{Value, json};

use crate::fault::Queue;
use crate::upstream::{ControlError, Params};

/// How a new order will go, in a supplier's own words for its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<Status> {
    /// How it ends.
    pub outcome: Status,
    /// When.
    pub pace: Pace,
    /// How long after it was accepted the list shows it.
    pub listing_delay_ms: u64,
}

/// What was arranged for the course of the next orders, at any supplier.
#[derive(Debug)]
pub struct Course<Status> {
    /// How they end.
    pub outcome: Queue<Status>,
    /// When.
    pub pace: Queue<Pace>,
    /// How long the list does not show them.
    pub listing_delay_ms: Queue<u64>,
}

impl<Status> Default for Course<Status> {
    fn default() -> Self {
        let (outcome, pace, listing_delay_ms) =
            (Queue::default(), Queue::default(), Queue::default());
        Self { outcome, pace, listing_delay_ms }
    }
}

impl<Status: Clone> Course<Status> {
    /// The usual plan of an order that the endpoint `create` makes, changed as was arranged.
    pub fn change(&mut self, create: &str, usual: Plan<Status>) -> Plan<Status> {
        Plan {
            outcome: self.outcome.take(create).unwrap_or(usual.outcome),
            pace: self.pace.take(create).unwrap_or(usual.pace),
            listing_delay_ms: self.listing_delay_ms.take(create).unwrap_or(usual.listing_delay_ms),
        }
    }

    /// How many were arranged.
    #[must_use]
    pub fn pending(&self) -> u64 {
        [self.outcome.pending(), self.pace.pending(), self.listing_delay_ms.pending()]
            .into_iter()
            .sum()
    }
}

/// When an order comes to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// This long after it was accepted; with 0 the create reply itself brings the result.
    Delay {
        /// How long.
        ms: u64,
    },
    /// When it has been read by its id this many times.
    Polls {
        /// How many times.
        count: u32,
    },
    /// Only when a person says so.
    Never,
}

impl Pace {
    /// Takes `delay_ms` or `after_polls` out of a control request, which may have neither.
    ///
    /// # Errors
    /// When one of them is no whole number.
    pub fn read(params: &mut Params) -> Result<Option<Self>, ControlError> {
        let delay = params.whole("delay_ms")?.map(|ms| Self::Delay { ms });
        let polls = params.whole("after_polls")?.map(|count| Self::Polls { count });
        Ok(polls.or(delay))
    }

    /// The same two as a state shows them; the one that does not apply is null.
    #[must_use]
    pub fn settings(self) -> [(&'static str, Value); 2] {
        let (delay_ms, after_polls) = match self {
            Self::Delay { ms } => (Some(ms), None),
            Self::Polls { count } => (None, Some(count)),
            Self::Never => (None, None),
        };
        [("delay_ms", json!(delay_ms)), ("after_polls", json!(after_polls))]
    }

    /// When an order accepted at a moment ends by itself, if time alone ends it.
    #[must_use]
    pub fn due(self, accepted_at: u64) -> Option<u64> {
        match self {
            Self::Delay { ms } => Some(accepted_at.saturating_add(ms)),
            Self::Polls { count: 0 } => Some(accepted_at),
            Self::Polls { .. } | Self::Never => None,
        }
    }

    /// Whether so many reads by id end it.
    #[must_use]
    pub fn ends_after(self, polls: u32) -> bool {
        matches!(self, Self::Polls { count } if polls >= count)
    }
}

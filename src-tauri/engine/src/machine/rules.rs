//! What follows from what: the rules of one order, without clock, chance or I/O.
//!
//! A final state never changes. What is learnt about a final order later becomes an event and
//! something a person is told, never another state (contract §4).

use super::{Batch, Decision, Effect, Event, Outcome, Position, Verdict, late};
use crate::{
    ports::supplier::{Candidate, Fate, Look, PlaceTicket, Placed, Recovery, Report, WireReply},
    records::{AttentionKind, EventKind},
};
use domain::{
    order::{IllegalTransition, OrderEvent, OrderState},
    reason::{Reason, ReasonCode},
    time::Timestamp,
};
use std::time::Duration;

/// Decides what follows from an event.
///
/// # Errors
/// If the trade does not know the pair; nothing may then be written or sent.
pub fn step(
    position: &Position,
    event: Event,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    let from = position.state;
    match event {
        Event::Abandon(reason) => decline(position, reason, at),
        Event::Send { request, mark } => {
            let state = from.apply(OrderEvent::Sent)?;
            let batch = Batch { mark, ..Batch::new(state, EventKind::Sent, at) };
            Ok(Decision::write(position, batch, Effect::Place(PlaceTicket::new(request))))
        }
        Event::SendJointly { request, mark, joint } => {
            let state = from.apply(OrderEvent::Sent)?;
            let shared = Some(request.clone());
            let batch = Batch {
                mark,
                joint: Some(joint),
                request: shared,
                ..Batch::new(state, EventKind::Sent, at)
            };
            Ok(Decision::write(position, batch, Effect::Place(PlaceTicket::new(request))))
        }
        Event::SendAlong { mark, joint } => {
            let state = from.apply(OrderEvent::Sent)?;
            let batch =
                Batch { mark, joint: Some(joint), ..Batch::new(state, EventKind::Sent, at) };
            Ok(Decision::write(position, batch, Effect::LookAgain))
        }
        Event::Placed(placed) => match placed {
            Placed::NeverSent(reason) | Placed::Refused(reason) => decline(position, reason, at),
            Placed::Accepted(report) => Heard { report, reply: None }.settle(position, false, at),
            // Whatever is not a clear answer leaves the order where it is: unknown (INV-8).
            Placed::Throttled(reason) | Placed::Lost(reason) => Ok(lost(position, reason, at)),
        },
        Event::Repeat { request, recovery, age } => {
            let state = from.apply(OrderEvent::Repeated)?;
            if !may_repeat(position, recovery, age) {
                return Ok(Decision::none(position));
            }
            let batch = Batch::new(state, EventKind::Repeated, at);
            Ok(Decision::write(position, batch, Effect::Repeat(PlaceTicket::new(request))))
        }
        Event::Repeated(placed) => match placed {
            Placed::Accepted(report) => Heard { report, reply: None }.settle(position, false, at),
            // The first sending may have been taken all the same: only a complete look-up without
            // it makes this no a no.
            Placed::Refused(reason) => {
                let words = reason.detail.unwrap_or_else(|| reason.code.as_str().to_owned());
                Ok(lost(position, Reason::with(ReasonCode::RepeatRefused, &words), at))
            }
            // Nothing new about the first sending.
            Placed::NeverSent(_) | Placed::Throttled(_) | Placed::Lost(_) => {
                Ok(Decision::none(position))
            }
        },
        Event::Looked { look, window_over } => looked(position, look, window_over, at),
        Event::CodeTwice { report } => {
            let heard = Heard { report, reply: None };
            let reason = Reason::plain(ReasonCode::CodeTwice);
            heard.withhold(position, reason, EventKind::CodeTwice, at)
        }
        Event::Decided(verdict) => decided(position, verdict, at),
        Event::LateDecided(verdict) => Ok(late::decided(position, verdict, at)),
    }
}

/// Whether the same bytes may go again under the same key: nothing is known of the order yet, and
/// its supplier still remembers the key.
#[must_use]
pub fn may_repeat(position: &Position, recovery: Recovery, age: Duration) -> bool {
    let Recovery::ByRepeat { horizon } = recovery else { return false };
    let nothing_known = match position.reason.as_ref().map(|reason| reason.code) {
        // A no, once a complete look-up confirms it, and never talked into a yes by asking again.
        Some(ReasonCode::TooManyRequests | ReasonCode::RepeatRefused) => false,
        Some(_) | None => position.provider_order_id.is_none(),
    };
    position.state == OrderState::Unknown && nothing_known && age < horizon
}

fn looked(
    position: &Position,
    look: Look,
    window_over: bool,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    match look {
        Look::Found { report, reply } => {
            Heard { report, reply: Some(reply) }.settle(position, window_over, at)
        }
        Look::Absent => absent(position, window_over, at),
        Look::Candidates(candidates) => proposed(position, &candidates, window_over, at),
        // A look-up that did not end says nothing about the order.
        Look::Failed { .. } => Ok(Decision::none(position)),
    }
}

/// A complete look-up showed nothing of ours.
fn absent(
    position: &Position,
    window_over: bool,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    // The supplier gave us an id: not finding it again is the supplier's slip, not a refusal.
    if position.provider_order_id.is_some() || position.state != OrderState::Unknown {
        return Ok(Decision::none(position));
    }
    let refused_if_absent = position.reason.as_ref().filter(|reason| {
        matches!(reason.code, ReasonCode::TooManyRequests | ReasonCode::RepeatRefused)
    });
    if let Some(reason) = refused_if_absent {
        return decline(position, reason.clone(), at);
    }
    if !window_over {
        return Ok(Decision::none(position));
    }
    exhausted(position, Batch::because(Reason::plain(ReasonCode::NotFoundUpstream), at))
}

/// A complete look-up showed orders that may be ours. They are proposed, never adopted (INV-18).
fn proposed(
    position: &Position,
    candidates: &[Candidate],
    window_over: bool,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    if position.state == OrderState::Refused {
        return Ok(late::proposed(position, candidates, at));
    }
    let undecided = matches!(position.state, OrderState::Unknown | OrderState::NeedsAttention);
    if position.provider_order_id.is_some() || !undecided {
        return Ok(Decision::none(position));
    }
    let reason = Reason::with(ReasonCode::Candidates, &ids(candidates));
    let is_news = position.reason.as_ref() != Some(&reason);
    if window_over && position.state == OrderState::Unknown {
        return exhausted(position, Batch::because(reason, at));
    }
    if !is_news {
        return Ok(Decision::none(position));
    }
    let batch =
        Batch { reason: Some(reason), ..Batch::new(position.state, EventKind::Candidates, at) };
    Ok(Decision::write(position, batch, Effect::LookAgain))
}

fn ids(candidates: &[Candidate]) -> String {
    let ids: Vec<&str> =
        candidates.iter().map(|candidate| candidate.provider_order_id.as_str()).collect();
    ids.join(" ")
}

/// What the supplier said about our order, and the reply it was read from if that is not kept yet.
struct Heard {
    report: Report,
    reply: Option<WireReply>,
}

impl Heard {
    fn settle(
        self,
        position: &Position,
        window_over: bool,
        at: Timestamp,
    ) -> Result<Decision, IllegalTransition> {
        let from = position.state;
        if from.is_final() {
            return Ok(self.late(position, at));
        }
        match self.report.fate.clone() {
            // Kept back once, it stays with the person who decides, whatever else is said of it.
            Fate::Fulfilled(_) | Fate::Working | Fate::Unclear(_)
                if position.is_because(ReasonCode::CodeTwice) =>
            {
                Ok(Decision::none(position))
            }
            Fate::Fulfilled(secrets) => {
                let state = from.apply(OrderEvent::Fulfilled)?;
                let batch = Batch { secrets, ..Batch::new(state, EventKind::Delivered, at) };
                Ok(Decision::write(position, self.tell(batch), Effect::Rest))
            }
            Fate::Declined(reason) => {
                let state = from.apply(OrderEvent::Declined)?;
                let batch =
                    Batch { reason: Some(reason), ..Batch::new(state, EventKind::Refused, at) };
                Ok(Decision::write(position, self.tell(batch), Effect::Rest))
            }
            Fate::Working => {
                let state = from.apply(OrderEvent::Accepted)?;
                let batch = self.tell(Batch::new(state, EventKind::Progress, at));
                Ok(progress(position, batch))
            }
            Fate::Withheld(reason) => {
                self.withhold(position, reason, EventKind::LookupExhausted, at)
            }
            Fate::Unclear(reason) if window_over && from != OrderState::NeedsAttention => {
                exhausted(position, self.tell(Batch::because(reason, at)))
            }
            Fate::Unclear(reason) => {
                // A person may be deciding already; what settles nothing takes it from nobody.
                let state = if from == OrderState::NeedsAttention {
                    from
                } else {
                    from.apply(OrderEvent::Accepted)?
                };
                let batch =
                    Batch { reason: Some(reason), ..Batch::new(state, EventKind::Progress, at) };
                Ok(progress(position, self.tell(batch)))
            }
        }
    }

    /// Never handed out: a person decides at once.
    fn withhold(
        self,
        position: &Position,
        reason: Reason,
        kind: EventKind,
        at: Timestamp,
    ) -> Result<Decision, IllegalTransition> {
        if position.state.is_final() || position.is_because(reason.code) {
            return Ok(Decision::none(position));
        }
        exhausted(position, self.tell(Batch { kind, ..Batch::because(reason, at) }))
    }

    /// The truth about a final order came late: an event and a word to a person, no other state.
    fn late(self, position: &Position, at: Timestamp) -> Decision {
        let same_word = position.provider_state.as_deref() == Some(&self.report.provider_state);
        // The word alone may have been heard in a reply that had to be kept back.
        let known = position.told_late.unwrap_or(same_word);
        let (kind, attention, secrets) = match (position.state, &self.report.fate) {
            _ if known => return Decision::none(position),
            (OrderState::Refused, Fate::Fulfilled(secrets)) => {
                (EventKind::LateDelivery, AttentionKind::LateDelivery, secrets.clone())
            }
            (OrderState::Delivered, Fate::Declined(_)) => {
                (EventKind::TakenBack, AttentionKind::TakenBack, Vec::new())
            }
            _ => return Decision::none(position),
        };
        let batch =
            Batch { secrets, attention: Some(attention), ..Batch::new(position.state, kind, at) };
        Decision::write(position, self.tell(batch), Effect::Rest)
    }

    fn tell(self, batch: Batch) -> Batch {
        Batch {
            provider_order_id: Some(self.report.provider_order_id),
            provider_state: Some(self.report.provider_state),
            cost: self.report.cost,
            reply: self.reply,
            ..batch
        }
    }
}

fn decided(
    position: &Position,
    verdict: Verdict,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    let Verdict { clerk, note, outcome } = verdict;
    let event = match outcome {
        Outcome::Delivered(_) => OrderEvent::DecidedDelivered,
        Outcome::Refused => OrderEvent::DecidedRefused,
    };
    let state = position.state.apply(event)?;
    let reason = Reason::with(ReasonCode::PersonDecided, &note);
    let batch = Batch {
        clerk,
        note: Some(note),
        reason: Some(reason),
        ..Batch::new(state, EventKind::Resolved, at)
    };
    let batch = match outcome {
        Outcome::Delivered(Some((report, reply))) => {
            let secrets = match &report.fate {
                Fate::Fulfilled(secrets) => secrets.clone(),
                Fate::Working | Fate::Declined(_) | Fate::Unclear(_) | Fate::Withheld(_) => {
                    Vec::new()
                }
            };
            Heard { report, reply: Some(reply) }.tell(Batch { secrets, ..batch })
        }
        Outcome::Delivered(None) | Outcome::Refused => batch,
    };
    Ok(Decision::write(position, batch, Effect::Rest))
}

/// Writes down that the supplier has it, unless nothing is new.
fn progress(position: &Position, mut batch: Batch) -> Decision {
    let first = position.provider_order_id.is_none();
    let same = position.state == batch.state
        && position.provider_state == batch.provider_state
        && (batch.reason.is_none() || position.reason == batch.reason);
    if same && !first {
        return Decision::none(position);
    }
    if first {
        batch.kind = EventKind::Accepted;
    }
    Decision::write(position, batch, Effect::LookAgain)
}

fn lost(position: &Position, reason: Reason, at: Timestamp) -> Decision {
    let batch = Batch { reason: Some(reason), ..Batch::new(position.state, EventKind::Lost, at) };
    Decision::write(position, batch, Effect::LookAgain)
}

fn decline(
    position: &Position,
    reason: Reason,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    let state = position.state.apply(OrderEvent::Declined)?;
    let batch = Batch { reason: Some(reason), ..Batch::new(state, EventKind::Refused, at) };
    Ok(Decision::write(position, batch, Effect::Rest))
}

fn exhausted(position: &Position, batch: Batch) -> Result<Decision, IllegalTransition> {
    let state = position.state.apply(OrderEvent::LookupExhausted)?;
    Ok(Decision::write(position, Batch { state, ..batch }, Effect::LookAgain))
}

impl Batch {
    /// The end of looking, for this reason; [`exhausted`] gives it its state.
    fn because(reason: Reason, at: Timestamp) -> Self {
        let batch = Self::new(OrderState::NeedsAttention, EventKind::LookupExhausted, at);
        Self { reason: Some(reason), ..batch }
    }
}

impl Position {
    fn is_because(&self, code: ReasonCode) -> bool {
        self.reason.as_ref().is_some_and(|reason| reason.code == code)
    }
}

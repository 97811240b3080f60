//! What follows where a refused order may have been bought after all, and nothing of ours comes back
//! with an order: it is told, a person says what it is, and the order stays refused (INV-18).

use super::{Batch, Decision, Effect, LateOutcome, LateVerdict, Position};
use crate::{
    ports::supplier::{Candidate, Fate},
    records::{AttentionKind, EventKind},
};
use domain::{order::OrderState, time::Timestamp};

/// Orders that may be a refused one and that nobody was told of yet.
pub(super) fn proposed(position: &Position, found: &[Candidate], at: Timestamp) -> Decision {
    if !is_open(position) || found.is_empty() {
        return Decision::none(position);
    }
    let candidates = found.iter().map(|candidate| candidate.provider_order_id.clone()).collect();
    let batch = Batch {
        candidates,
        attention: Some(AttentionKind::LateCandidate),
        ..Batch::new(position.state, EventKind::LateCandidates, at)
    };
    Decision::write(position, batch, Effect::Rest)
}

/// What a person says they are.
pub(super) fn decided(position: &Position, verdict: LateVerdict, at: Timestamp) -> Decision {
    if !is_open(position) {
        return Decision::none(position);
    }
    let LateVerdict { clerk, note, outcome } = verdict;
    let settles = match outcome {
        LateOutcome::Ours(..) | LateOutcome::NotOurs => Some(AttentionKind::LateCandidate),
        LateOutcome::OursAlong(..) => None,
    };
    let batch = Batch {
        clerk,
        note: Some(note),
        settles,
        ..Batch::new(position.state, EventKind::CandidateDenied, at)
    };
    let batch = match outcome {
        LateOutcome::NotOurs => batch,
        LateOutcome::Ours(report, reply) | LateOutcome::OursAlong(report, reply) => {
            let secrets = match report.fate {
                Fate::Fulfilled(secrets) => secrets,
                Fate::Working | Fate::Declined(_) | Fate::Unclear(_) | Fate::Withheld(_) => {
                    Vec::new()
                }
            };
            Batch {
                kind: EventKind::CandidateClaimed,
                provider_order_id: Some(report.provider_order_id),
                // Without a code of its own its story is not over: the same word may still bring one.
                provider_state: (!secrets.is_empty()).then_some(report.provider_state),
                cost: report.cost,
                reply: Some(reply),
                secrets,
                ..batch
            }
        }
    };
    Decision::write(position, batch, Effect::Rest)
}

/// Refused, and none of the supplier's orders is known to be it.
fn is_open(position: &Position) -> bool {
    position.state == OrderState::Refused && position.provider_order_id.is_none()
}

//! The rules of captures, voids and refunds: when money moves, and what follows when it has.

use super::{
    Batch, Decision, Effect, Planned, Position, Times,
    rules::{illegal, lost},
};
use crate::{
    ports::{
        processor::{
            Move, MoveFate, MoveKind, MoveState, MoveTicket, Moved, Standing, TenderReport,
        },
        supplier::{WireReply, WireRequest},
    },
    records::{AttentionKind, EventKind},
};
use domain::{
    ids::MoveId,
    money::Money,
    reason::{Reason, ReasonCode},
    sale::TenderState,
    tender::{IllegalTender, TenderEvent},
    time::Timestamp,
};

/// Money that is the customer's by what was heard: paid after the till had given up, or too little
/// when the time was over.
#[must_use]
pub fn owed(position: &Position, report: &TenderReport, times: Times) -> Option<(MoveKind, Money)> {
    if position.open_move().is_some() {
        return None;
    }
    let given_up = matches!(position.state, TenderState::Failed | TenderState::Expired);
    match (&report.standing, position.state) {
        (Standing::Paid { .. }, _) if given_up => Some((MoveKind::Refund, paid(position, report)?)),
        (Standing::Short { over }, TenderState::Pending) if *over || times.too_late => {
            Some((MoveKind::Refund, paid(position, report)?))
        }
        (Standing::Short { .. }, _) if given_up => {
            Some((MoveKind::Refund, paid(position, report)?))
        }
        (Standing::Held, _) if given_up => Some((MoveKind::Void, position.amount)),
        _ => None,
    }
}

/// What the customer paid in all, by its parts.
fn paid(position: &Position, report: &TenderReport) -> Option<Money> {
    let zero = Money::zero(position.amount.currency());
    let sum = report.parts.iter().try_fold(zero, |sum, part| sum.checked_add(part.amount).ok())?;
    (!sum.amount().is_zero()).then_some(sum)
}

/// Movements are written down with their exact requests; the first of them leaves.
pub(super) fn plan(
    position: &Position,
    planned: Planned,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    let Planned { moves, report, clerk, note, attention, owner } = planned;
    let Some((first, request)) = moves.first().cloned() else {
        return illegal(position, TenderEvent::GivingBack, moves);
    };
    if position.open_move().is_some() {
        return illegal(position, TenderEvent::GivingBack, moves);
    }
    let (state, kind) = match first.kind {
        MoveKind::Refund => (position.state.apply(TenderEvent::GivingBack)?, EventKind::GiveBack),
        // Where the money is changes only once it has moved.
        MoveKind::Void => {
            position.state.apply(TenderEvent::LetGo)?;
            (position.state, EventKind::GiveBack)
        }
        MoveKind::Capture => {
            position.state.apply(TenderEvent::Paid)?;
            (position.state, EventKind::Capture)
        }
    };
    let amount = sum_of(&moves);
    let batch = Batch {
        moves,
        clerk,
        attention,
        detail: Some(match note {
            Some(note) => format!("{amount}: {note}"),
            None => amount,
        }),
        parts: report.as_ref().map(|report| report.parts.clone()),
        word: report.and_then(|report| report.word),
        owner: Some(owner),
        // Until one comes; what was said about an earlier movement is not about this one.
        reason: Some(Reason::plain(ReasonCode::NoReply)),
        ..Batch::new(state, Some(kind), at)
    };
    let ticket = MoveTicket::new(first.id, request);
    Ok(Decision::release(position, batch, Effect::Move(ticket)))
}

fn sum_of(moves: &[(Move, WireRequest)]) -> String {
    let mut amounts = moves.iter().map(|(made, _)| made.amount);
    let Some(first) = amounts.next() else { return String::new() };
    let sum = amounts.fold(first, |sum, amount| sum.checked_add(amount).unwrap_or(sum));
    format!("{} {}", sum.to_price(), sum.currency())
}

/// A movement was asked for again. The first sending may have been taken all the same: only a
/// complete look-up without it makes a no a no.
pub(super) fn moved_again(
    position: &Position,
    id: &MoveId,
    moved: Moved,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    match moved {
        Moved::Fate(MoveFate::Refused(reason)) => {
            let words = reason.detail.unwrap_or_else(|| reason.code.as_str().to_owned());
            let again = Reason::with(ReasonCode::RepeatRefused, &words);
            Ok(lost(position, &again, at))
        }
        Moved::Fate(fate) => ended(position, id, fate, None, at),
        Moved::Lost(_) => Ok(Decision::none(position)),
    }
}

/// A movement came to its end, or is said to be worked on.
pub(super) fn ended(
    position: &Position,
    id: &MoveId,
    fate: MoveFate,
    reply: Option<WireReply>,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    let Some(made) = position.moves.iter().find(|made| made.id == *id).cloned() else {
        return illegal(position, TenderEvent::GivenBack, id);
    };
    if made.state != MoveState::Open {
        return Ok(Decision::none(position));
    }
    let (settled, reason) = match fate {
        MoveFate::Working => return Ok(Decision::only(position, Effect::LookAgain)),
        MoveFate::Done => (MoveState::Done, None),
        MoveFate::Refused(reason) => (MoveState::Refused, Some(reason)),
    };
    let others_open = position.moves.iter().filter(|other| other.state == MoveState::Open).count();
    let is_last = others_open <= 1;
    let amount = format!("{} {}", made.amount.to_price(), made.amount.currency());
    let now = position.state;
    let (state, kind, attention) = match (made.kind, settled) {
        (MoveKind::Capture, MoveState::Done) => {
            (now.apply(TenderEvent::Paid)?, EventKind::TenderPaid, None)
        }
        (MoveKind::Capture, _) => (now, EventKind::NotCaptured, Some(AttentionKind::NotCaptured)),
        (MoveKind::Void, MoveState::Done) => {
            (now.apply(TenderEvent::LetGo)?, EventKind::LetGo, None)
        }
        (MoveKind::Refund, MoveState::Done) if is_last => {
            (now.apply(TenderEvent::GivenBack)?, EventKind::GivenBack, None)
        }
        (MoveKind::Refund, MoveState::Done) => (now, EventKind::GivenBack, None),
        (MoveKind::Refund, _) if is_last => {
            let state = now.apply(TenderEvent::NotGivenBack)?;
            (state, EventKind::NotGivenBack, Some(AttentionKind::MoneyNotBack))
        }
        (MoveKind::Void, _) if now == TenderState::Unknown => (now, EventKind::TenderLost, None),
        (MoveKind::Refund | MoveKind::Void, _) => {
            (now, EventKind::NotGivenBack, Some(AttentionKind::MoneyNotBack))
        }
    };
    let words = reason
        .as_ref()
        .map(|reason| reason.detail.clone().unwrap_or_else(|| reason.code.as_str().to_owned()));
    let batch = Batch {
        settled: Some((id.clone(), settled)),
        detail: Some(words.map_or(amount.clone(), |words| format!("{amount}: {words}"))),
        reason,
        reply,
        attention,
        // What was never certain goes on being looked for; what is held after all is let go then.
        closed: is_last && state != TenderState::Unknown,
        ..Batch::new(state, Some(kind), at)
    };
    Ok(Decision::write(position, batch))
}

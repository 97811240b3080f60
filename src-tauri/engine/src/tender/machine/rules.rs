//! What follows from what: the rules of one card tender, without clock, chance or I/O.

use super::{
    Batch, Decision, Effect, Event, Position, Times,
    moves::{ended, moved_again, plan},
};
use crate::{
    ports::{
        processor::{
            ChargeTicket, Charged, Flow, MoveFate, MoveKind, MoveTicket, Moved, Standing,
            TenderLook, TenderReport,
        },
        supplier::{WireReply, WireRequest},
    },
    records::{AttentionKind, EventKind},
};
use domain::{
    ids::MoveId,
    reason::{Reason, ReasonCode},
    sale::TenderState,
    tender::{IllegalTender, TenderEvent},
    time::Timestamp,
};

/// Decides what follows from an event.
///
/// # Errors
/// If the trade does not know the pair; nothing may then be written or sent.
pub fn step(position: &Position, event: Event, at: Timestamp) -> Result<Decision, IllegalTender> {
    match event {
        Event::Abandon(reason) if position.sent => illegal(position, TenderEvent::Declined, reason),
        Event::Abandon(reason) => declined(position, reason, at),
        Event::Send(request) => send(position, request, at),
        Event::Charged(charged) => match charged {
            Charged::NeverSent(reason) | Charged::Refused(reason) => declined(position, reason, at),
            Charged::Accepted(report) => Heard { report, reply: None }.settle(position, EARLY, at),
            Charged::Lost(reason) => Ok(lost(position, &reason, at)),
        },
        Event::Resend(request) => resend(position, request, at),
        Event::Resent(charged) => match charged {
            Charged::Accepted(report) => Heard { report, reply: None }.settle(position, EARLY, at),
            // The first sending may have been taken all the same: this says nothing about it.
            Charged::NeverSent(_) | Charged::Refused(_) | Charged::Lost(_) => {
                Ok(Decision::none(position))
            }
        },
        Event::Looked { look, times } => match look {
            TenderLook::Found { report, reply } => {
                Heard { report, reply: Some(reply) }.settle(position, times, at)
            }
            TenderLook::Absent { .. } => absent(position, times, at),
            // A look-up that did not end says nothing.
            TenderLook::Failed { .. } => Ok(Decision::none(position)),
        },
        Event::GivenUp { clerk } => given_up(position, clerk, at),
        Event::Ended | Event::Bought => {
            let closed = Batch { closed: true, ..Batch::new(position.state, None, at) };
            Ok(Decision::write(position, closed))
        }
        Event::Move(planned) => plan(position, *planned, at),
        Event::ResendMove { id, request } => {
            if position.open_move().is_none_or(|open| open.id != id) {
                return illegal(position, TenderEvent::GivingBack, id);
            }
            let batch = Batch::new(position.state, Some(EventKind::TenderRepeated), at);
            let ticket = MoveTicket::new(id, request);
            Ok(Decision::release(position, batch, Effect::MoveAgain(ticket)))
        }
        Event::Moved { id, moved } => match moved {
            refused @ Moved::Fate(MoveFate::Refused(_)) if is_capture(position, &id) => {
                moved_again(position, &id, refused, at)
            }
            Moved::Fate(fate) => ended(position, &id, fate, None, at),
            Moved::Lost(reason) => Ok(lost(position, &reason, at)),
        },
        Event::MovedAgain { id, moved } => moved_again(position, &id, moved, at),
        Event::NoWayBack => {
            let kind = Some(EventKind::NotGivenBack);
            let batch = Batch {
                attention: Some(AttentionKind::MoneyNotBack),
                closed: true,
                ..Batch::new(position.state, kind, at)
            };
            Ok(Decision::write(position, batch))
        }
        Event::CashBack { clerk, note } => {
            let state = position.state.apply(TenderEvent::CashBack)?;
            let batch = Batch {
                detail: Some(note),
                clerk,
                closed: true,
                ..Batch::new(state, Some(EventKind::CashBack), at)
            };
            Ok(Decision::write(position, batch))
        }
    }
}

/// A no to a capture that was an error after all would leave the shop unpaid for what it delivered, and
/// nobody would look again: it is a no once a look shows nothing taken.
fn is_capture(position: &Position, id: &MoveId) -> bool {
    position.moves.iter().any(|made| made.id == *id && made.kind == MoveKind::Capture)
}

/// Before anything was looked up, no clock has run out.
const EARLY: Times = Times { window_over: false, too_late: false };

fn send(
    position: &Position,
    request: WireRequest,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    let event = match position.flow {
        Flow::Page { .. } => TenderEvent::PageAsked,
        Flow::Keyed => TenderEvent::CardSent,
    };
    if position.sent {
        return illegal(position, event, request);
    }
    let state = position.state.apply(event)?;
    let batch = Batch { sent: true, ..Batch::new(state, Some(EventKind::TenderSent), at) };
    Ok(Decision::release(position, batch, Effect::Charge(ChargeTicket::new(request))))
}

/// Only a page that the processor does not know goes out again; a card never does.
fn resend(
    position: &Position,
    request: WireRequest,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    let is_page = matches!(position.flow, Flow::Page { .. });
    if !is_page || !position.sent || position.pay_url.is_some() {
        return illegal(position, TenderEvent::PageAsked, request);
    }
    let state = position.state.apply(TenderEvent::PageAsked)?;
    let batch = Batch::new(state, Some(EventKind::TenderRepeated), at);
    Ok(Decision::release(position, batch, Effect::ChargeAgain(ChargeTicket::new(request))))
}

/// The processor says readably that it has no such tender.
fn absent(position: &Position, times: Times, at: Timestamp) -> Result<Decision, IllegalTender> {
    match (position.state, position.flow) {
        (TenderState::Pending, _) if times.too_late => expired(position, None, at),
        (TenderState::Pending, Flow::Page { .. }) if position.pay_url.is_none() => {
            Ok(Decision::only(position, Effect::RepeatCharge))
        }
        (TenderState::Unknown, Flow::Keyed) => {
            let throttled = ReasonCode::TooManyRequests;
            let said_no = position.is_because(throttled);
            // Nothing is bought for it, so giving it up early costs nobody; should it be held after
            // all, it is let go.
            if said_no || times.window_over {
                return declined(position, Reason::plain(ReasonCode::TenderAbsent), at);
            }
            Ok(Decision::none(position))
        }
        _ => Ok(Decision::none(position)),
    }
}

/// What the processor said, and the reply it was read from if that is not kept yet.
struct Heard {
    report: TenderReport,
    reply: Option<WireReply>,
}

impl Heard {
    fn settle(
        self,
        position: &Position,
        times: Times,
        at: Timestamp,
    ) -> Result<Decision, IllegalTender> {
        if let Some(open) = position.open_move() {
            let seen = self.report.moves.iter().find(|(id, _)| *id == open.id);
            return match seen {
                Some((id, fate)) => ended(position, id, fate.clone(), self.reply.clone(), at),
                None if position.is_because(ReasonCode::RepeatRefused) => {
                    let words = position.reason.clone().and_then(|reason| reason.detail);
                    let code = ReasonCode::ProcessorRefused;
                    let refused = Reason::with(code, words.as_deref().unwrap_or_default());
                    ended(position, &open.id, MoveFate::Refused(refused), self.reply.clone(), at)
                }
                None => Ok(Decision::only(position, Effect::RepeatMove(open.id.clone()))),
            };
        }
        if position.is_in_doubt(&self.report) && times.window_over {
            return self.doubted(position, at);
        }
        if !position.state.is_waiting() {
            return Ok(self.parts_only(position, at));
        }
        match self.report.standing.clone() {
            Standing::Held => {
                let state = position.state.apply(TenderEvent::Held)?;
                Ok(self.write(position, Batch::new(state, Some(EventKind::TenderHeld), at)))
            }
            Standing::Paid { paid } => {
                let state = position.state.apply(TenderEvent::Paid)?;
                let too_much = paid.amount() > position.amount.amount();
                let batch = Batch {
                    attention: too_much.then_some(AttentionKind::Overpaid),
                    ..Batch::new(state, Some(EventKind::TenderPaid), at)
                };
                Ok(self.write(position, batch))
            }
            Standing::Declined(reason) => declined(position, reason, at),
            Standing::Over => expired(position, Some(self), at),
            Standing::Open if times.too_late => expired(position, Some(self), at),
            // A page that nobody can be shown, also when it was asked for by its id, is no page.
            Standing::Open
                if self.reply.is_some()
                    && position.pay_url.is_none()
                    && self.report.pay_url.is_none() =>
            {
                declined(position, Reason::with(ReasonCode::ProcessorRefused, "payUrl"), at)
            }
            Standing::Open | Standing::Short { .. } => Ok(self.note(position, None, at)),
            Standing::Unclear(reason) => {
                let asks = times.window_over || times.too_late;
                Ok(self.note(position, Some((reason, asks)), at))
            }
        }
    }

    /// Writes down what is new while the customer is still waited for. What no waiting mends is told
    /// to a person once.
    fn note(self, position: &Position, unclear: Option<(Reason, bool)>, at: Timestamp) -> Decision {
        let page_is_new = self.report.pay_url.is_some() && position.pay_url.is_none();
        let is_new = page_is_new
            || self.report.word != position.word && self.report.word.is_some()
            || self.report.parts != position.parts;
        let told = position.reason.as_ref().map(|reason| reason.code);
        let asks = unclear.as_ref().is_some_and(|(_, asks)| *asks)
            && told != Some(ReasonCode::TenderUnclear);
        if !is_new && !asks {
            return Decision::none(position);
        }
        let kind = match (asks, page_is_new) {
            (true, _) => EventKind::TenderUnclear,
            (false, true) => EventKind::TenderOpen,
            (false, false) => EventKind::TenderProgress,
        };
        let batch = Batch {
            attention: asks.then_some(AttentionKind::MoneyUnclear),
            reason: unclear.filter(|_| asks).map(|(reason, _)| {
                let words = reason.detail.unwrap_or_else(|| reason.code.as_str().to_owned());
                Reason::with(ReasonCode::TenderUnclear, &words)
            }),
            ..Batch::new(position.state, Some(kind), at)
        };
        self.write(position, batch)
    }

    /// A card that was given up as never charged is waited for again, with a person: nobody else can
    /// find out whether its customer's money is held.
    fn doubted(self, position: &Position, at: Timestamp) -> Result<Decision, IllegalTender> {
        let state = position.state.apply(TenderEvent::Doubted)?;
        let words = self.report.word.clone().unwrap_or_default();
        let batch = Batch {
            attention: Some(AttentionKind::MoneyUnclear),
            reason: Some(Reason::with(ReasonCode::TenderUnclear, &words)),
            ..Batch::new(state, Some(EventKind::TenderUnclear), at)
        };
        Ok(self.write(position, batch))
    }

    /// A sale that is paid for learns which payments it was paid with, and nothing else.
    fn parts_only(self, position: &Position, at: Timestamp) -> Decision {
        if !position.parts.is_empty() || self.report.parts.is_empty() {
            return Decision::none(position);
        }
        let batch = Batch { closed: position.closed, ..Batch::new(position.state, None, at) };
        self.write(position, batch)
    }

    fn write(self, position: &Position, batch: Batch) -> Decision {
        let Self { report, reply } = self;
        let detail = batch.detail.clone().or_else(|| report.word.clone());
        let parts = (report.parts != position.parts).then_some(report.parts);
        let batch =
            Batch { detail, pay_url: report.pay_url, word: report.word, parts, reply, ..batch };
        Decision::write(position, batch)
    }
}

fn declined(position: &Position, reason: Reason, at: Timestamp) -> Result<Decision, IllegalTender> {
    let state = position.state.apply(TenderEvent::Declined)?;
    let batch = Batch::new(state, Some(EventKind::TenderFailed), at).because(reason);
    Ok(Decision::write(position, batch))
}

fn expired(
    position: &Position,
    heard: Option<Heard>,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    let state = position.state.apply(TenderEvent::TimedOut)?;
    let reason = Reason::plain(ReasonCode::TenderExpired);
    let batch = Batch::new(state, Some(EventKind::TenderExpired), at).because(reason);
    Ok(match heard {
        Some(heard) => heard.write(position, batch),
        None => Decision::write(position, batch),
    })
}

/// Only a page can be given up: a card that was sent may be charged whatever the counter says.
fn given_up(
    position: &Position,
    clerk: Option<String>,
    at: Timestamp,
) -> Result<Decision, IllegalTender> {
    if !matches!(position.flow, Flow::Page { .. }) || position.open_move().is_some() {
        return illegal(position, TenderEvent::TimedOut, clerk);
    }
    let state = position.state.apply(TenderEvent::TimedOut)?;
    let reason = Reason::plain(ReasonCode::TenderCancelled);
    let batch = Batch::new(state, Some(EventKind::TenderCancelled), at).because(reason);
    Ok(Decision::write(position, Batch { clerk, ..batch }))
}

pub(super) fn lost(position: &Position, reason: &Reason, at: Timestamp) -> Decision {
    let batch = Batch::new(position.state, Some(EventKind::TenderLost), at).because(reason.clone());
    Decision::write(position, batch)
}

/// What does not fit is refused; whatever came with it is let go of, unsent.
pub(super) fn illegal<T>(
    position: &Position,
    event: TenderEvent,
    _unsent: T,
) -> Result<Decision, IllegalTender> {
    Err(IllegalTender { state: position.state, event })
}

impl Batch {
    /// A step that leads to a state and tells no more than that.
    #[must_use]
    pub fn new(state: TenderState, kind: Option<EventKind>, at: Timestamp) -> Self {
        Self {
            state,
            kind,
            at,
            detail: None,
            clerk: None,
            sent: false,
            reason: None,
            pay_url: None,
            word: None,
            parts: None,
            moves: Vec::new(),
            settled: None,
            reply: None,
            attention: None,
            closed: false,
            owner: None,
        }
    }

    fn because(self, reason: Reason) -> Self {
        let code = reason.code.as_str();
        let detail = match &reason.detail {
            Some(detail) => format!("{code}: {detail}"),
            None => code.to_owned(),
        };
        Self { detail: Some(detail), reason: Some(reason), ..self }
    }
}

//! The order machine: `step(position, event) → decision`, pure.
//!
//! A decision carries a journal batch and the next effect. The effect's only way out is
//! [`commit`], after the batch is durable: nothing can be sent, shown or printed that is not yet
//! on disk (INV-2, INV-14), by construction.

use crate::{
    ports::{
        Journal,
        journal::JournalError,
        supplier::{
            Fate, LabelledSecret, Look, PlaceTicket, Placed, Report, WireReply, WireRequest,
        },
    },
    records::{EventKind, OrderRecord},
};
use domain::{
    ids::{OrderId, ProviderOrderId},
    money::Money,
    order::{IllegalTransition, OrderEvent, OrderState},
    reason::{Reason, ReasonCode},
    time::Timestamp,
};

/// Where an order is, as far as its next step depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Its state.
    pub state: OrderState,
    /// The supplier's id, once known.
    pub provider_order_id: Option<ProviderOrderId>,
    /// The supplier's word, last heard.
    pub provider_state: Option<String>,
    /// Why it is where it is.
    pub reason: Option<Reason>,
}

impl Position {
    /// The position a stored order is in.
    #[must_use]
    pub fn of(order: &OrderRecord) -> Self {
        Self {
            state: order.state,
            provider_order_id: order.provider_order_id.clone(),
            provider_state: order.provider_state.clone(),
            reason: order.reason.clone(),
        }
    }
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// It must not be sent: preflight said no, the wallet is too small, its process died.
    Abandon(Reason),
    /// All is ready; send it.
    Send(WireRequest),
    /// The one sending ended so.
    Placed(Placed),
    /// A look-up ended so; `window_over` tells whether the settle window had passed before it began.
    Looked {
        /// What it showed.
        look: Look,
        /// Whether the settle window had passed before the look-up began.
        window_over: bool,
    },
}

/// What to do next.
#[derive(Debug)]
pub enum Effect {
    /// Send the purchase, once.
    Place(PlaceTicket),
    /// Look it up after a while.
    LookAgain,
    /// Nothing: it is final.
    Rest,
}

/// What a step writes to the journal, all in one transaction.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The new state.
    pub state: OrderState,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// The supplier's id, if just learnt.
    pub provider_order_id: Option<ProviderOrderId>,
    /// The supplier's word, if just heard.
    pub provider_state: Option<String>,
    /// What it costs, if just learnt.
    pub cost: Option<Money>,
    /// Why.
    pub reason: Option<Reason>,
    /// What was delivered.
    pub secrets: Vec<LabelledSecret>,
    /// The reply it was read from, where it is not kept already.
    pub reply: Option<WireReply>,
}

/// A step's outcome. Its effect is sealed until the batch is durable.
#[derive(Debug)]
pub struct Decision {
    from: OrderState,
    batch: Option<Batch>,
    next: Position,
    effect: Effect,
}

impl Decision {
    /// What would be written.
    #[must_use]
    pub fn batch(&self) -> Option<&Batch> {
        self.batch.as_ref()
    }

    /// The state it leads to.
    #[must_use]
    pub fn state(&self) -> OrderState {
        self.next.state
    }
}

/// The journal did not take a decision; it can be tried again, its effect still sealed.
#[derive(Debug, thiserror::Error)]
#[error("the decision is not in the journal")]
pub struct NotCommitted {
    /// Why.
    #[source]
    pub error: JournalError,
    /// The decision.
    pub decision: Decision,
}

/// Makes a decision durable and only then gives out its effect.
///
/// # Errors
/// If the journal did not confirm it. Whether it is on disk is then not known; trying again answers
/// [`JournalError::Conflict`] if it is.
pub async fn commit(
    journal: &dyn Journal,
    order: &OrderId,
    decision: Decision,
) -> Result<(Position, Effect), NotCommitted> {
    if let Some(batch) = &decision.batch
        && let Err(error) = journal.commit(order, decision.from, batch).await
    {
        return Err(NotCommitted { error, decision });
    }
    Ok((decision.next, decision.effect))
}

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
        Event::Abandon(reason) => decline(position, EventKind::Refused, reason, at),
        Event::Send(request) => {
            let state = from.apply(OrderEvent::Sent)?;
            let batch = Batch::new(state, EventKind::Sent, at);
            Ok(Decision::write(position, batch, Effect::Place(PlaceTicket::new(request))))
        }
        Event::Placed(placed) => match placed {
            Placed::NeverSent(reason) | Placed::Refused(reason) => {
                decline(position, EventKind::Refused, reason, at)
            }
            Placed::Accepted(report) => reported(position, report, None, false, at),
            // Whatever is not a clear answer leaves the order where it is: unknown (INV-8).
            Placed::Throttled(reason) | Placed::Lost(reason) => {
                let batch = Batch { reason: Some(reason), ..Batch::new(from, EventKind::Lost, at) };
                Ok(Decision::write(position, batch, Effect::LookAgain))
            }
        },
        Event::Looked { look: Look::Found { report, reply }, window_over } => {
            reported(position, report, Some(reply), window_over, at)
        }
        Event::Looked { look: Look::Absent, window_over } => absent(position, window_over, at),
        // A look-up that did not end says nothing about the order.
        Event::Looked { look: Look::Failed { .. }, .. } => Ok(Decision::none(position)),
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
    let throttled =
        position.reason.as_ref().is_some_and(|reason| reason.code == ReasonCode::TooManyRequests);
    if throttled {
        let reason = Reason::plain(ReasonCode::TooManyRequests);
        return decline(position, EventKind::Refused, reason, at);
    }
    if !window_over {
        return Ok(Decision::none(position));
    }
    exhausted(position, Reason::plain(ReasonCode::NotFoundUpstream), None, at)
}

/// The supplier spoke about our order.
fn reported(
    position: &Position,
    report: Report,
    reply: Option<WireReply>,
    window_over: bool,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    let Report { provider_order_id, provider_state, fate, cost } = report;
    let heard = |batch: Batch| Batch {
        provider_order_id: Some(provider_order_id.clone()),
        provider_state: Some(provider_state.clone()),
        cost,
        reply: reply.clone(),
        ..batch
    };
    let from = position.state;
    match fate {
        Fate::Fulfilled(secrets) => {
            let state = from.apply(OrderEvent::Fulfilled)?;
            let batch = Batch { secrets, ..Batch::new(state, EventKind::Delivered, at) };
            Ok(Decision::write(position, heard(batch), Effect::Rest))
        }
        Fate::Declined(reason) => {
            let state = from.apply(OrderEvent::Declined)?;
            let batch = Batch { reason: Some(reason), ..Batch::new(state, EventKind::Refused, at) };
            Ok(Decision::write(position, heard(batch), Effect::Rest))
        }
        Fate::Working => {
            let state = from.apply(OrderEvent::Accepted)?;
            Ok(progress(position, heard(Batch::new(state, EventKind::Progress, at))))
        }
        Fate::Unclear(reason) if window_over && from != OrderState::NeedsAttention => {
            let decision = exhausted(position, reason, reply.clone(), at)?;
            Ok(decision.with_batch(heard))
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
            Ok(progress(position, heard(batch)))
        }
    }
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

fn decline(
    position: &Position,
    kind: EventKind,
    reason: Reason,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    let state = position.state.apply(OrderEvent::Declined)?;
    let batch = Batch { reason: Some(reason), ..Batch::new(state, kind, at) };
    Ok(Decision::write(position, batch, Effect::Rest))
}

fn exhausted(
    position: &Position,
    reason: Reason,
    reply: Option<WireReply>,
    at: Timestamp,
) -> Result<Decision, IllegalTransition> {
    let state = position.state.apply(OrderEvent::LookupExhausted)?;
    let batch =
        Batch { reason: Some(reason), reply, ..Batch::new(state, EventKind::LookupExhausted, at) };
    Ok(Decision::write(position, batch, Effect::LookAgain))
}

impl Batch {
    fn new(state: OrderState, kind: EventKind, at: Timestamp) -> Self {
        Self {
            state,
            kind,
            at,
            provider_order_id: None,
            provider_state: None,
            cost: None,
            reason: None,
            secrets: Vec::new(),
            reply: None,
        }
    }
}

impl Decision {
    fn write(position: &Position, batch: Batch, effect: Effect) -> Self {
        let next = Position {
            state: batch.state,
            provider_order_id: batch
                .provider_order_id
                .clone()
                .or_else(|| position.provider_order_id.clone()),
            provider_state: batch
                .provider_state
                .clone()
                .or_else(|| position.provider_state.clone()),
            reason: batch.reason.clone().or_else(|| position.reason.clone()),
        };
        Self { from: position.state, batch: Some(batch), next, effect }
    }

    fn none(position: &Position) -> Self {
        let effect = if position.state.is_final() { Effect::Rest } else { Effect::LookAgain };
        Self { from: position.state, batch: None, next: position.clone(), effect }
    }

    fn with_batch(self, change: impl FnOnce(Batch) -> Batch) -> Self {
        let Self { from, batch, next, effect } = self;
        let batch = batch.map(change);
        let provider_order_id = batch
            .as_ref()
            .and_then(|batch| batch.provider_order_id.clone())
            .or_else(|| next.provider_order_id.clone());
        Self { from, batch, next: Position { provider_order_id, ..next }, effect }
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;

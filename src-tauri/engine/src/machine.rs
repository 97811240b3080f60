//! The order machine: `step(position, event) → decision`, pure.
//!
//! A decision carries a journal batch and the next effect. The effect's only way out is
//! [`commit`], after the batch is durable: nothing can be sent, shown or printed that is not yet
//! on disk (INV-2, INV-14), by construction. The rules themselves are in [`rules`].

mod late;
mod rules;

pub use crate::durable::NotCommitted;
use crate::{
    joint::Joint,
    ports::{
        Journal,
        supplier::{
            LabelledSecret, Look, Mark, PlaceTicket, Placed, Recovery, Report, WireReply,
            WireRequest,
        },
    },
    records::{AttentionKind, EventKind, OrderRecord},
};
use domain::{
    ids::{OrderId, ProviderOrderId},
    money::Money,
    order::OrderState,
    reason::Reason,
    time::Timestamp,
};
pub use rules::{may_repeat, step};
use std::time::Duration;

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
    /// Whether a person was told already that the truth about it came late. Where nobody asked the
    /// journal, the supplier's word says it: one that was heard before is no news.
    pub told_late: Option<bool>,
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
            told_late: None,
        }
    }
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// It must not be sent: a check said no, the wallet is too small, its process died.
    Abandon(Reason),
    /// All is ready; send it.
    Send {
        /// What leaves.
        request: WireRequest,
        /// What the account looked like just now, where its supplier needs that.
        mark: Option<Mark>,
    },
    /// All is ready; send it, for others too. This is their leader, and the request is its.
    SendJointly {
        /// What leaves, for all of them.
        request: WireRequest,
        /// As in [`Send`](Self::Send).
        mark: Option<Mark>,
        /// Its place among them.
        joint: Joint,
    },
    /// It is sent with its leader's request, in the same transaction; nothing leaves for it alone.
    SendAlong {
        /// As in [`Send`](Self::Send).
        mark: Option<Mark>,
        /// Its place among them.
        joint: Joint,
    },
    /// The one sending ended so.
    Placed(Placed),
    /// No answer is known; the same bytes may go again under the same key.
    Repeat {
        /// What leaves, byte for byte as before.
        request: WireRequest,
        /// How its supplier's lost purchases are found.
        recovery: Recovery,
        /// How long ago it was first sent.
        age: Duration,
    },
    /// The repeated sending ended so.
    Repeated(Placed),
    /// A look-up ended so; `window_over` tells whether the settle window had passed before it began.
    Looked {
        /// What it showed.
        look: Look,
        /// Whether the settle window had passed before the look-up began.
        window_over: bool,
    },
    /// What was delivered had been delivered before: it is kept back (INV-4).
    CodeTwice {
        /// What the supplier said.
        report: Report,
    },
    /// A person decided.
    Decided(Verdict),
    /// A person said whether a late candidate is a refused order.
    LateDecided(LateVerdict),
}

/// A person's decision on an order that needs attention.
#[derive(Debug)]
pub struct Verdict {
    /// Who.
    pub clerk: Option<String>,
    /// Why, in their words.
    pub note: String,
    /// What.
    pub outcome: Outcome,
}

/// What a person decided.
#[derive(Debug)]
pub enum Outcome {
    /// It was delivered, and this is what the supplier says about it, where it could be asked.
    Delivered(Option<(Report, WireReply)>),
    /// Nothing was bought.
    Refused,
}

/// What a person says about the late candidates of a refused order.
#[derive(Debug)]
pub struct LateVerdict {
    /// Who.
    pub clerk: Option<String>,
    /// Why, in their words.
    pub note: String,
    /// What.
    pub outcome: LateOutcome,
}

/// Whether one of them is it.
#[derive(Debug)]
pub enum LateOutcome {
    /// This one, as the supplier says it now.
    Ours(Report, WireReply),
    /// This one, which it shares with the order a person was told about.
    OursAlong(Report, WireReply),
    /// None of them.
    NotOurs,
}

/// What to do next.
#[derive(Debug)]
pub enum Effect {
    /// Send the purchase, once.
    Place(PlaceTicket),
    /// Send the same bytes under the same key, once more.
    Repeat(PlaceTicket),
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
    /// What the account looked like before sending.
    pub mark: Option<Mark>,
    /// Its place in the shared request that may leave from here on.
    pub joint: Option<Joint>,
    /// The shared request itself, in place of the order's own.
    pub request: Option<WireRequest>,
    /// Who decided it, where a person did.
    pub clerk: Option<String>,
    /// What a person said about it.
    pub note: Option<String>,
    /// What a person has to be told although the state does not say it.
    pub attention: Option<AttentionKind>,
    /// What a person has seen to with this step.
    pub settles: Option<AttentionKind>,
    /// The supplier's orders that a person is told of; none was told of before.
    pub candidates: Vec<ProviderOrderId>,
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
            mark: None,
            joint: None,
            request: None,
            clerk: None,
            note: None,
            attention: None,
            settles: None,
            candidates: Vec::new(),
        }
    }
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

    fn write(position: &Position, batch: Batch, effect: Effect) -> Self {
        let known = |new: &Option<String>, old: &Option<String>| new.clone().or(old.clone());
        let next = Position {
            state: batch.state,
            provider_order_id: batch
                .provider_order_id
                .clone()
                .or_else(|| position.provider_order_id.clone()),
            provider_state: known(&batch.provider_state, &position.provider_state),
            reason: batch.reason.clone().or_else(|| position.reason.clone()),
            // A word to a person about a final order is about just that.
            told_late: if position.state.is_final() && batch.attention.is_some() {
                Some(true)
            } else {
                position.told_late
            },
        };
        Self { from: position.state, batch: Some(batch), next, effect }
    }

    fn none(position: &Position) -> Self {
        let effect = if position.state.is_final() { Effect::Rest } else { Effect::LookAgain };
        Self { from: position.state, batch: None, next: position.clone(), effect }
    }
}

/// Makes a decision durable and only then gives out its effect (INV-2, INV-14).
///
/// # Errors
/// If the journal did not confirm it. Whether it is on disk is then not known; trying again answers
/// [`JournalError::Conflict`](crate::ports::journal::JournalError::Conflict) if it is.
pub async fn commit(
    journal: &dyn Journal,
    order: &OrderId,
    decision: Decision,
) -> Result<(Position, Effect), NotCommitted<Decision>> {
    if let Some(batch) = &decision.batch
        && let Err(error) = journal.commit(order, decision.from, batch).await
    {
        return Err(NotCommitted { error, decision });
    }
    Ok((decision.next, decision.effect))
}

/// As [`commit`], for orders that share a request: all of their steps in one transaction, or none.
///
/// # Errors
/// As [`commit`].
pub async fn commit_all(
    journal: &dyn Journal,
    decisions: Vec<(OrderId, Decision)>,
) -> Result<Vec<(Position, Effect)>, NotCommitted<Vec<(OrderId, Decision)>>> {
    let steps: Vec<Step<'_>> = decisions
        .iter()
        .filter_map(|(order, decision)| {
            let batch = decision.batch.as_ref()?;
            Some(Step { order, from: decision.from, batch })
        })
        .collect();
    if !steps.is_empty()
        && let Err(error) = journal.commit_all(&steps).await
    {
        return Err(NotCommitted { error, decision: decisions });
    }
    Ok(decisions.into_iter().map(|(_, decision)| (decision.next, decision.effect)).collect())
}

/// One of several steps that are written together.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Whose.
    pub order: &'a OrderId,
    /// The state it was decided from.
    pub from: OrderState,
    /// What is written.
    pub batch: &'a Batch,
}

#[cfg(test)]
mod tests;

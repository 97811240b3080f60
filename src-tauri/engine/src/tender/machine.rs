//! The tender machine: `step(position, event) → decision`, pure, for a customer's card money.
//!
//! Made like the order machine: a decision carries a journal batch and the next effect, and the
//! effect's only way out is [`commit`], after the batch is durable. So no charge, capture, void or
//! refund can leave whose exact request is not on disk (INV-2, INV-14), by construction.

mod moves;
mod rules;

pub use crate::durable::NotCommitted;
use crate::{
    ports::{
        Tenders,
        processor::{
            ChargeTicket, Charged, Flow, Move, MoveState, MoveTicket, Moved, Part, Standing,
            TenderLook, TenderReport,
        },
        supplier::{WireReply, WireRequest},
        tenders::{TenderRecord, given_back},
    },
    records::{AttentionKind, EventKind},
};
use domain::{
    ids::{MoveId, OwnerId, SaleId},
    money::Money,
    reason::{Reason, ReasonCode},
    sale::TenderState,
    time::Timestamp,
};
pub use moves::owed;
pub use rules::step;

/// Where a tender is, as far as its next step depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Counts its changes.
    pub version: u32,
    /// How its processor takes money.
    pub flow: Flow,
    /// How much is asked for.
    pub amount: Money,
    /// Where the money is.
    pub state: TenderState,
    /// Whether its request may have left.
    pub sent: bool,
    /// Whether nothing more is to be done.
    pub closed: bool,
    /// Where the customer pays.
    pub pay_url: Option<String>,
    /// The processor's word, last heard.
    pub word: Option<String>,
    /// Why it is where it is.
    pub reason: Option<Reason>,
    /// What the customer paid.
    pub parts: Vec<Part>,
    /// Captures, voids and refunds.
    pub moves: Vec<Move>,
}

impl Position {
    /// The position a stored tender is in.
    #[must_use]
    pub fn of(tender: &TenderRecord, flow: Flow) -> Self {
        Self {
            version: tender.version,
            flow,
            amount: tender.amount,
            state: tender.state,
            sent: tender.sent_at.is_some(),
            closed: tender.closed,
            pay_url: tender.pay_url.clone(),
            word: tender.word.clone(),
            reason: tender.reason.clone(),
            parts: tender.parts.clone(),
            moves: tender.moves.clone(),
        }
    }

    /// What is to be done next, by the position alone: where a process that took it over begins.
    #[must_use]
    pub fn effect(&self) -> Effect {
        if self.closed {
            return Effect::Rest;
        }
        if self.open_move().is_some() {
            return Effect::LookAgain;
        }
        match self.state {
            TenderState::Pending | TenderState::Unknown | TenderState::Refunding => {
                Effect::LookAgain
            }
            TenderState::Authorised | TenderState::Paid => Effect::Buy,
            TenderState::Failed
            | TenderState::Expired
            | TenderState::Voided
            | TenderState::Refunded => Effect::Cancel,
        }
    }

    /// The movement whose end is not known yet.
    #[must_use]
    pub fn open_move(&self) -> Option<&Move> {
        self.moves.iter().find(|made| made.state == MoveState::Open)
    }

    pub(crate) fn is_because(&self, code: ReasonCode) -> bool {
        self.reason.as_ref().is_some_and(|reason| reason.code == code)
    }

    /// Whether a card that was given up as never charged is known to its processor after all, in words
    /// that settle nothing.
    pub(crate) fn is_in_doubt(&self, report: &TenderReport) -> bool {
        // Closed: its orders are refused for good, and nothing is bought whatever is heard now.
        self.flow == Flow::Keyed
            && self.closed
            && self.state == TenderState::Failed
            && self.open_move().is_none()
            && matches!(report.standing, Standing::Unclear(_))
    }

    /// What went back or is on its way back.
    #[must_use]
    pub fn given_back(&self) -> Money {
        given_back(self.amount.currency(), &self.moves)
    }
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The customer must not be asked: a check said no, or the process died before asking.
    Abandon(Reason),
    /// All is ready; ask for the money.
    Send(WireRequest),
    /// Asking ended so.
    Charged(Charged),
    /// The processor does not know the page; the same bytes go again under the same id.
    Resend(WireRequest),
    /// Asking again ended so.
    Resent(Charged),
    /// A look-up ended so.
    Looked {
        /// What it showed.
        look: TenderLook,
        /// What the clocks said when it began.
        times: Times,
    },
    /// The counter gives the page up; a look just now showed nothing paid.
    GivenUp {
        /// Who.
        clerk: Option<String>,
    },
    /// The orders of an unpaid sale are refused.
    Ended,
    /// All orders of a paid sale are final, and all that was paid for was delivered.
    Bought,
    /// Money is to move.
    Move(Box<Planned>),
    /// The movement is unknown to the processor; the same bytes go again under the same id.
    ResendMove {
        /// Which.
        id: MoveId,
        /// What leaves, byte for byte as before.
        request: WireRequest,
    },
    /// Moving ended so.
    Moved {
        /// Which.
        id: MoveId,
        /// How.
        moved: Moved,
    },
    /// Moving again ended so.
    MovedAgain {
        /// Which.
        id: MoveId,
        /// How.
        moved: Moved,
    },
    /// Money is to go back, and the processor names no payment to take it from.
    NoWayBack,
    /// What the processor does not give back was given back in cash.
    CashBack {
        /// Who.
        clerk: Option<String>,
        /// Why, in their words.
        note: String,
    },
}

/// What the clocks say about a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Whether the settle window had passed.
    pub window_over: bool,
    /// Whether the page's time is over, by the processor's own clock where it tells it.
    pub too_late: bool,
}

/// Movements to be made, and why.
#[derive(Debug)]
pub struct Planned {
    /// At least one, all of a kind, each with its exact request.
    pub moves: Vec<(Move, WireRequest)>,
    /// What was heard that asks for it, where that is news.
    pub report: Option<TenderReport>,
    /// Who asked for it, where a person did.
    pub clerk: Option<String>,
    /// Why, in a person's words.
    pub note: Option<String>,
    /// What a person has to be told about it.
    pub attention: Option<AttentionKind>,
    /// The process that carries it from now on.
    pub owner: OwnerId,
}

/// What to do next.
#[derive(Debug)]
pub enum Effect {
    /// Ask for the money, once.
    Charge(ChargeTicket),
    /// Look it up after a while.
    LookAgain,
    /// The processor does not know the page: ask for it again.
    RepeatCharge,
    /// Ask for the same page, once more.
    ChargeAgain(ChargeTicket),
    /// Move money.
    Move(MoveTicket),
    /// The processor does not know the movement: make it again.
    RepeatMove(MoveId),
    /// Make the same movement, once more.
    MoveAgain(MoveTicket),
    /// The money is safe: buy what was paid for, and see what of it was delivered.
    Buy,
    /// Nothing was paid: refuse the orders.
    Cancel,
    /// Nothing.
    Rest,
}

/// What a step writes to the journal, all in one transaction.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The new state.
    pub state: TenderState,
    /// What happened, where the story of the sale has to tell it.
    pub kind: Option<EventKind>,
    /// When.
    pub at: Timestamp,
    /// More about it.
    pub detail: Option<String>,
    /// Who decided it, where a person did.
    pub clerk: Option<String>,
    /// Whether its request may leave from now on.
    pub sent: bool,
    /// Why.
    pub reason: Option<Reason>,
    /// Where the customer pays, if just learnt.
    pub pay_url: Option<String>,
    /// The processor's word, if just heard.
    pub word: Option<String>,
    /// What the customer paid, if just heard.
    pub parts: Option<Vec<Part>>,
    /// Movements that may leave from now on, each with its exact request.
    pub moves: Vec<(Move, WireRequest)>,
    /// A movement that came to its end.
    pub settled: Option<(MoveId, MoveState)>,
    /// The reply it was read from, where it is not kept already; holds nothing of a card.
    pub reply: Option<WireReply>,
    /// What a person has to be told.
    pub attention: Option<AttentionKind>,
    /// Whether nothing more is to be done.
    pub closed: bool,
    /// The process that carries it from now on, where that changes.
    pub owner: Option<OwnerId>,
}

/// A step's outcome. Its effect is sealed until the batch is durable.
#[derive(Debug)]
pub struct Decision {
    batch: Option<Batch>,
    from: u32,
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
    pub fn state(&self) -> TenderState {
        self.next.state
    }

    /// Writes a batch; what follows is what its new position asks for.
    fn write(position: &Position, batch: Batch) -> Self {
        let next = position.after(&batch);
        let effect = next.effect();
        Self { batch: Some(batch), from: position.version, next, effect }
    }

    /// Writes a batch that lets something leave.
    fn release(position: &Position, batch: Batch, effect: Effect) -> Self {
        Self { effect, ..Self::write(position, batch) }
    }

    /// Nothing new.
    fn none(position: &Position) -> Self {
        Self::only(position, position.effect())
    }

    /// Nothing new, and something to be done about it.
    fn only(position: &Position, effect: Effect) -> Self {
        Self { batch: None, from: position.version, next: position.clone(), effect }
    }
}

impl Position {
    fn after(&self, batch: &Batch) -> Self {
        let mut moves = self.moves.clone();
        moves.extend(batch.moves.iter().map(|(made, _)| made.clone()));
        if let Some((id, state)) = &batch.settled {
            moves.iter_mut().filter(|made| made.id == *id).for_each(|made| made.state = *state);
        }
        Self {
            version: self.version.wrapping_add(1),
            flow: self.flow,
            amount: self.amount,
            state: batch.state,
            sent: self.sent || batch.sent,
            closed: batch.closed,
            pay_url: batch.pay_url.clone().or_else(|| self.pay_url.clone()),
            word: batch.word.clone().or_else(|| self.word.clone()),
            reason: batch.reason.clone().or_else(|| self.reason.clone()),
            parts: batch.parts.clone().unwrap_or_else(|| self.parts.clone()),
            moves,
        }
    }
}

/// Makes a decision durable and only then gives out its effect (INV-2, INV-14).
///
/// # Errors
/// If the journal did not confirm it. Whether it is on disk is then not known; trying again answers
/// [`JournalError::Conflict`](crate::ports::journal::JournalError::Conflict) if it is.
pub async fn commit(
    journal: &dyn Tenders,
    sale: &SaleId,
    decision: Decision,
) -> Result<(Position, Effect), NotCommitted<Decision>> {
    if let Some(batch) = &decision.batch
        && let Err(error) = journal.commit_tender(sale, decision.from, batch).await
    {
        return Err(NotCommitted { error, decision });
    }
    Ok((decision.next, decision.effect))
}

#[cfg(test)]
mod tests;

//! Carrying one order from `prepared` to its end: the loop that turns effects into calls and their
//! outcomes into events. It decides nothing itself; [`step`](crate::machine::step) does.

mod objection;
mod shelf;
mod together;
mod turn;

pub(crate) use together::{Member, cards_of, shares};
use turn::one_at_a_time;

use crate::{
    durable::{COMMIT_TRIES, RETRY_AFTER_MAX, durably},
    machine::{self, Effect, Event, Position},
    ports::{
        Supplier,
        journal::JournalError,
        supplier::{Exchange, Fate, Look, Placed, Recovery, Report},
    },
    records::OrderRecord,
    till::Till,
};
use domain::{
    ids::OrderId,
    order::{IllegalTransition, OrderState},
    reason::{Reason, ReasonCode},
    tender::IllegalTender,
};
use std::{sync::Arc, time::Duration};

/// An order could not be carried on by this process. It is as the journal last says.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The journal failed.
    #[error("the journal could not be written")]
    Journal(#[from] JournalError),
    /// An event that its state does not know.
    #[error("the order's history does not fit")]
    Illegal(#[from] IllegalTransition),
    /// Its supplier is no longer provisioned.
    #[error("the supplier {0} is not set up")]
    NoSupplier(String),
    /// There is no such order.
    #[error("there is no such order")]
    NoOrder,
    /// An event that a card tender's state does not know.
    #[error("the tender's history does not fit")]
    IllegalTender(#[from] IllegalTender),
    /// Its processor is no longer provisioned.
    #[error("the processor {0} is not set up")]
    NoProcessor(String),
}

/// How far to carry an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Until it is final.
    Final,
    /// Until it is final or needs a person, with at least one look-up.
    NothingInFlight,
}

/// One order in this process's hands.
struct Carried<'a> {
    order: OrderRecord,
    supplier: &'a dyn Supplier,
    until: Until,
    /// What the till's settled clock said when it was taken up.
    begun: Duration,
    /// How old its sending was then, by the wall clock, which may have jumped.
    age_at_begin: Duration,
}

impl Till {
    /// Carries freshly written orders that this process has taken up and that one request buys: checks
    /// them, sends it once, follows them up.
    ///
    /// # Errors
    /// If the journal or the supplier's set-up fails; the order stays as it is on disk.
    pub(crate) async fn carry_new(
        &self,
        orders: &[OrderId],
        until: Until,
    ) -> Result<(), CarryError> {
        let carried = match orders {
            [id] => self.send_and_follow(id, until).await,
            ids => self.send_together(ids, until).await,
        };
        for id in orders {
            self.lay_down(id);
        }
        carried
    }

    /// Carries an order that this process took over: what was never sent is refused, what may have
    /// been sent is looked up and never bought anew. However often this is done, and wherever it is
    /// cut off, it comes to the same (INV-16).
    ///
    /// # Errors
    /// As [`carry_new`](Self::carry_new).
    pub(crate) async fn carry_on(&self, id: &OrderId, until: Until) -> Result<(), CarryError> {
        if let Some(joint) = self.read(id).await?.joint {
            return self.carry_on_together(&joint.leader, until).await;
        }
        if !self.take_up(id) {
            return Ok(());
        }
        let carried = self.resume(id, until).await;
        self.lay_down(id);
        carried
    }

    async fn send_and_follow(&self, id: &OrderId, until: Until) -> Result<(), CarryError> {
        let order = self.read(id).await?;
        if self.is_on_shelf(&order).await? {
            return Ok(());
        }
        let supplier = self.supplier_of(&order)?;
        let position = Position::of(&order);
        let event = match self.objection(&order, supplier.as_ref(), 1).await? {
            Some(reason) => Event::Abandon(reason),
            None => match self.await_turn(&order, supplier.as_ref()).await? {
                Ok(mark) => Event::Send { request: self.journal().request(id).await?, mark },
                Err(reason) => Event::Abandon(reason),
            },
        };
        if self.is_sold_ahead(&order, &event).await? {
            return Ok(());
        }
        let (position, effect) = self.advance(&order, &position, event).await?;
        // What was known before sending is part of how it is looked for.
        let order = self.read(id).await?;
        let carried = Carried {
            order,
            supplier: supplier.as_ref(),
            until,
            begun: self.clock().elapsed(),
            age_at_begin: Duration::ZERO,
        };
        self.follow(&carried, position, effect, Looks::default()).await
    }

    async fn resume(&self, id: &OrderId, until: Until) -> Result<(), CarryError> {
        let order = self.read(id).await?;
        let position = Position::of(&order);
        if order.state == OrderState::Prepared {
            // Its customer may still pay: its tender carries it.
            if self.tenders().tender(&order.sale_id).await?.is_some() {
                return Ok(());
            }
            let event = Event::Abandon(Reason::plain(ReasonCode::NeverSent));
            self.advance(&order, &position, event).await?;
            return Ok(());
        }
        let supplier = self.supplier_of(&order)?;
        let effect = if order.state.is_final() { Effect::Rest } else { Effect::LookAgain };
        let carried = Carried {
            age_at_begin: self.age_of(&order, supplier.as_ref()),
            order,
            supplier: supplier.as_ref(),
            until,
            begun: self.clock().elapsed(),
        };
        // A process that took an order over looks at once: its customer waits already.
        self.follow(&carried, position, effect, Looks::at_once()).await
    }

    /// How old an order's sending is. Where the clock tells nothing (INV-11), the order's window is
    /// over, and its key is not trusted any more.
    fn age_of(&self, order: &OrderRecord, supplier: &dyn Supplier) -> Duration {
        let (now, window) = (self.clock().now(), self.settings().settle_window);
        let sent_at = order.sent_at.unwrap_or(order.created_at);
        let horizon = match supplier.recovery() {
            Recovery::ByRepeat { horizon } => horizon,
            Recovery::ByReference | Recovery::ByLikeness => Duration::ZERO,
        };
        match self.settings().age(sent_at, now) {
            None => window.max(horizon),
            Some(age) if order.state == OrderState::NeedsAttention => age.max(window),
            Some(age) => age,
        }
    }

    /// Turns effects into calls until the order rests.
    async fn follow(
        &self,
        carried: &Carried<'_>,
        mut position: Position,
        mut effect: Effect,
        mut looks: Looks,
    ) -> Result<(), CarryError> {
        let supplier = carried.supplier;
        let mut may_hold_turn = one_at_a_time(supplier.recovery());
        loop {
            let event = match effect {
                Effect::Rest => return Ok(()),
                Effect::Place(ticket) => {
                    let exchange = supplier.place(ticket).await;
                    Event::Placed(self.placed(carried, exchange).await)
                }
                Effect::Repeat(ticket) => {
                    let exchange = supplier.place(ticket).await;
                    Event::Repeated(self.placed(carried, exchange).await)
                }
                Effect::LookAgain => {
                    let Some(wait) = looks.next(self, carried) else { return Ok(()) };
                    tokio::time::sleep(wait).await;
                    self.look(carried, &position, &mut looks).await?
                }
            };
            if self.is_sold_ahead(&carried.order, &event).await? {
                return Ok(());
            }
            let unanswered = matches!(&event, Event::Placed(Placed::Lost(_)));
            (position, effect) = self.advance(&carried.order, &position, event).await?;
            if may_hold_turn && !unanswered && looks.is_complete() {
                self.journal().end_turn(&carried.order.id).await?;
                may_hold_turn = false;
            }
            let waits_for_person = position.state == OrderState::NeedsAttention;
            if waits_for_person && looks.done > 0 && carried.until == Until::NothingInFlight {
                return Ok(());
            }
        }
    }

    /// Asks once what became of an order: under its key again where that is safe, else by looking.
    async fn look(
        &self,
        carried: &Carried<'_>,
        position: &Position,
        looks: &mut Looks,
    ) -> Result<Event, CarryError> {
        let (order, supplier) = (&carried.order, carried.supplier);
        looks.done = looks.done.saturating_add(1);
        let age = carried.age(self);
        let recovery = supplier.recovery();
        // Every other look is a real one, so that a supplier that forgot the key is noticed.
        if looks.done % 2 == 1 && machine::may_repeat(position, recovery, age) {
            let request = self.journal().request(&order.id).await?;
            return Ok(Event::Repeat { request, recovery, age });
        }
        let window_over = age >= self.settings().settle_window;
        let (intent, known) = (order.intent(), position.provider_order_id.as_ref());
        let look = supplier.look_up(&intent, known, self.clock().now()).await;
        let look = self.without_claimed(order, look).await?;
        looks.note(&look);
        Ok(Event::Looked { look, window_over })
    }

    /// What another order of ours has already is nobody else's.
    pub(crate) async fn without_claimed(
        &self,
        order: &OrderRecord,
        look: Look,
    ) -> Result<Look, JournalError> {
        let Look::Candidates(mut candidates) = look else { return Ok(look) };
        let ids: Vec<_> =
            candidates.iter().map(|candidate| candidate.provider_order_id.clone()).collect();
        let claimed = self.journal().claimed(&order.supplier, &ids).await?;
        candidates.retain(|candidate| !claimed.contains(&candidate.provider_order_id));
        Ok(if candidates.is_empty() { Look::Absent } else { Look::Candidates(candidates) })
    }

    /// Keeps a purchase's reply, sealed, before reading it (INV-3c).
    async fn placed(&self, carried: &Carried<'_>, exchange: Exchange) -> Placed {
        let order = &carried.order;
        match exchange {
            Exchange::NeverSent(detail) => {
                Placed::NeverSent(Reason::with(ReasonCode::Unreachable, &detail))
            }
            Exchange::Lost(detail) => Placed::Lost(Reason::with(ReasonCode::NoReply, &detail)),
            Exchange::Answered(reply) => {
                let kept = self.journal().keep_reply(&order.id, self.clock().now(), &reply).await;
                if let Err(error) = kept {
                    // The reply is still in hand: reading it now is the better of two bad choices.
                    tracing::error!(order = %order.id, %error, "a reply could not be kept");
                }
                carried.supplier.read_placed(&order.intent(), &reply)
            }
        }
    }

    /// One step, made durable, then told to whoever listens.
    pub(crate) async fn advance(
        &self,
        order: &OrderRecord,
        position: &Position,
        event: Event,
    ) -> Result<(Position, Effect), CarryError> {
        // Before sending, a journal that cannot write ends the attempt: nothing has left. Afterwards
        // an outcome is in hand, and a moment without disk space must not lose it.
        let tries = if position.state == OrderState::Prepared { 1 } else { COMMIT_TRIES };
        let delivered = delivered_report(&event);
        let decision = machine::step(position, event, self.clock().now())?;
        // A look that showed nothing new writes nothing, and there is nothing to tell.
        let news = decision.batch().is_some();
        let commit = |decision| machine::commit(self.journal(), &order.id, decision);
        let committed = match (durably(&order.id, decision, tries, commit).await, delivered) {
            (Ok(committed), _) => committed,
            (Err(JournalError::CodeTwice), Some(report)) => {
                let kept_back = Event::CodeTwice { report };
                return Box::pin(self.advance(order, position, kept_back)).await;
            }
            (Err(error), _) => return Err(error.into()),
        };
        if news {
            self.tell(&order.sale_id);
        }
        Ok(committed)
    }

    pub(crate) async fn read(&self, id: &OrderId) -> Result<OrderRecord, CarryError> {
        self.journal().order(id).await?.ok_or(CarryError::NoOrder)
    }

    pub(crate) fn supplier_of(&self, order: &OrderRecord) -> Result<Arc<dyn Supplier>, CarryError> {
        self.suppliers()
            .get(&order.supplier)
            .cloned()
            .ok_or_else(|| CarryError::NoSupplier(order.supplier.to_string()))
    }
}

impl Carried<'_> {
    /// How long ago it was sent: by the wall clock until this process took it up, from then on by a
    /// clock that cannot jump (INV-11).
    fn age(&self, till: &Till) -> Duration {
        let since = till.clock().elapsed().saturating_sub(self.begun);
        self.age_at_begin.saturating_add(since)
    }
}

/// The looks of one process at one order.
#[derive(Default)]
struct Looks {
    done: u32,
    at_once: bool,
    /// How long the supplier asked to be left alone.
    asked_for: Option<Duration>,
    /// Whether one came to its end, or none is needed.
    complete: bool,
}

impl Looks {
    fn at_once() -> Self {
        Self { at_once: true, ..Self::default() }
    }

    /// How long to wait before the next; `None` when nothing is looked for any more.
    fn next(&mut self, till: &Till, carried: &Carried<'_>) -> Option<Duration> {
        let planned = till.settings().next_look(self.done, carried.age(till));
        let asked_for = self.asked_for.take().unwrap_or_default();
        if std::mem::take(&mut self.at_once) {
            // Too old to be looked for, it is still looked at once by whoever takes it over: a clock
            // that was wrong when it was sent, or is wrong now, makes any order old.
            return Some(asked_for);
        }
        planned.map(|wait| wait.max(asked_for))
    }

    fn note(&mut self, look: &Look) {
        match look {
            Look::Failed { retry_after, .. } => {
                self.asked_for = retry_after.map(|wait| wait.min(RETRY_AFTER_MAX));
            }
            Look::Found { .. } | Look::Absent | Look::Candidates(_) => self.complete = true,
        }
    }

    /// Before the first look, the reply itself is what there is to know.
    fn is_complete(&self) -> bool {
        self.done == 0 || self.complete
    }
}

/// What the supplier says was delivered, if the event is about that.
fn delivered_report(event: &Event) -> Option<Report> {
    let report = match event {
        Event::Placed(Placed::Accepted(report))
        | Event::Repeated(Placed::Accepted(report))
        | Event::Looked { look: Look::Found { report, .. }, .. } => report,
        Event::Abandon(_)
        | Event::Send { .. }
        | Event::SendJointly { .. }
        | Event::SendAlong { .. }
        | Event::Placed(_)
        | Event::Repeat { .. }
        | Event::Repeated(_)
        | Event::Looked { .. }
        | Event::CodeTwice { .. }
        | Event::Decided(_)
        | Event::LateDecided(_) => return None,
    };
    matches!(report.fate, Fate::Fulfilled(_)).then(|| report.clone())
}

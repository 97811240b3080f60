//! Carrying one sale's card tender from asking to its end: the loop that turns effects into calls and
//! their outcomes into events. It decides nothing itself; [`step`](machine::step) does.
//!
//! Nothing is bought before the money is safe, and what was not delivered goes back by itself (INV-6).
//! The orders of such a sale are carried by its tender alone until they are sent.

mod buying;
mod give_up;
mod late;
pub mod machine;
mod page;

use crate::{
    carry::{CarryError, Until},
    durable::{COMMIT_TRIES, RETRY_AFTER_MAX, durably},
    ports::{
        Processor,
        journal::JournalError,
        processor::{Charge, Charged, Moved, TenderLook, TenderReport},
        supplier::{Exchange, WireReply},
        tenders::TenderRecord,
    },
    records::{OrderRecord, SaleRecord},
    till::Till,
};
use domain::{
    card::Card,
    ids::SaleId,
    order::OrderState,
    reason::{Reason, ReasonCode},
    sale::TenderState,
};
pub use give_up::GiveUpError;
pub(crate) use give_up::Wish;
use machine::{Effect, Event, Position, Times};
use page::{is_misdated, is_past};
use std::{sync::Arc, time::Duration};

/// One tender in this process's hands.
struct Carried<'a> {
    sale: SaleId,
    charge: Charge,
    processor: &'a dyn Processor,
    until: Until,
    /// In memory until it is sent, and nowhere else.
    card: Option<Card>,
    looks: u32,
    /// Looks that came to an end without naming a payment that a refund could be taken from.
    partless: u32,
    at_once: bool,
    asked_to_wait: Option<Duration>,
    /// What the till's settled clock said when it was taken up.
    begun: Duration,
    /// How old its sending was then, by the wall clock, which may have jumped.
    age_at_begin: Duration,
}

impl Till {
    /// Carries the tender of a freshly written sale that this process has taken up.
    ///
    /// # Errors
    /// If the journal or the processor's set-up fails; the sale stays as it is on disk.
    pub(crate) async fn carry_new_tender(
        &self,
        sale: &SaleId,
        card: Option<Card>,
    ) -> Result<(), CarryError> {
        let carried = self.ask_and_follow(sale, card).await;
        self.lay_down_tender(sale);
        carried
    }

    /// Carries a tender that this process took over: whoever was never asked to pay is not asked now,
    /// everybody else is followed up (INV-16).
    ///
    /// # Errors
    /// As [`carry_new_tender`](Self::carry_new_tender).
    pub(crate) async fn carry_tender(&self, sale: &SaleId, until: Until) -> Result<(), CarryError> {
        if !self.take_up_tender(sale) {
            return Ok(());
        }
        let carried = self.resume_tender(sale, until).await;
        self.lay_down_tender(sale);
        carried
    }

    pub(crate) async fn carry_tender_reporting(&self, sale: &SaleId, until: Until) {
        if let Err(error) = self.carry_tender(sale, until).await {
            tracing::error!(%sale, error = &error as &dyn std::error::Error, "a tender is not carried on for now");
        }
    }

    async fn ask_and_follow(&self, id: &SaleId, card: Option<Card>) -> Result<(), CarryError> {
        let tender = self.tender_of(id).await?;
        let processor = self.processor_of(&tender)?;
        let mut carried = self.carried(&tender, processor.as_ref(), Until::Final);
        carried.card = card;
        let position = Position::of(&tender, processor.flow());
        // What cannot be sold anyway is found out before the customer is charged for it.
        let event = match self.objection_to(id).await? {
            Some(reason) => Event::Abandon(reason),
            None => Event::Send(self.tenders().charge_request(id).await?),
        };
        let (position, effect) = self.advance_tender(&carried, &position, event).await?;
        self.follow_tender(&mut carried, position, effect).await
    }

    async fn resume_tender(&self, id: &SaleId, until: Until) -> Result<(), CarryError> {
        let tender = self.tender_of(id).await?;
        let processor = self.processor_of(&tender)?;
        let mut carried = self.carried(&tender, processor.as_ref(), until);
        carried.at_once = true;
        let position = Position::of(&tender, processor.flow());
        let (position, effect) = if position.state == TenderState::Pending && !position.sent {
            let never = Event::Abandon(Reason::plain(ReasonCode::TenderNeverSent));
            self.advance_tender(&carried, &position, never).await?
        } else {
            let effect = position.effect();
            (position, effect)
        };
        self.follow_tender(&mut carried, position, effect).await
    }

    fn carried<'a>(
        &self,
        tender: &TenderRecord,
        processor: &'a dyn Processor,
        until: Until,
    ) -> Carried<'a> {
        let (now, settings) = (self.clock().now(), self.settings());
        // Where the clock tells nothing (INV-11), the window is over.
        let age = settings.age(tender.sent_at.unwrap_or(now), now);
        Carried {
            sale: tender.sale_id.clone(),
            charge: tender.charge(),
            processor,
            until,
            card: None,
            looks: 0,
            partless: 0,
            at_once: false,
            asked_to_wait: None,
            begun: self.clock().elapsed(),
            age_at_begin: age.unwrap_or(settings.settle_window),
        }
    }

    /// Turns effects into calls until nothing more is to be done.
    async fn follow_tender(
        &self,
        carried: &mut Carried<'_>,
        mut position: Position,
        mut effect: Effect,
    ) -> Result<(), CarryError> {
        let sale = carried.sale.clone();
        loop {
            let event = match effect {
                Effect::Rest => return Ok(()),
                Effect::Charge(ticket) => {
                    let exchange = carried.processor.charge(ticket, carried.card.take()).await;
                    Event::Charged(self.charged(carried, exchange).await)
                }
                Effect::ChargeAgain(ticket) => {
                    let exchange = carried.processor.charge(ticket, None).await;
                    Event::Resent(self.charged(carried, exchange).await)
                }
                Effect::RepeatCharge => Event::Resend(self.tenders().charge_request(&sale).await?),
                Effect::Move(ticket) => {
                    let id = ticket.id().clone();
                    let exchange = carried.processor.make_move(ticket).await;
                    let moved = self.moved(carried, &position, &id, exchange).await;
                    Event::Moved { id, moved }
                }
                Effect::MoveAgain(ticket) => {
                    let id = ticket.id().clone();
                    let exchange = carried.processor.make_move(ticket).await;
                    let moved = self.moved(carried, &position, &id, exchange).await;
                    Event::MovedAgain { id, moved }
                }
                Effect::RepeatMove(id) => {
                    let request = self.tenders().move_request(&id).await?;
                    Event::ResendMove { id, request }
                }
                Effect::LookAgain => {
                    let Some(wait) = self.next_tender_look(carried, &position) else {
                        return Ok(());
                    };
                    self.wait_or_give_up(carried, &position, wait).await;
                    self.look_at_tender(carried, &position).await?
                }
                Effect::Buy => match self.buy(carried, &position).await? {
                    Some(event) => event,
                    None => return Ok(()),
                },
                Effect::Cancel => {
                    let reason = position.reason.clone();
                    let expired = || Reason::plain(ReasonCode::TenderExpired);
                    self.cancel_orders(&sale, reason.unwrap_or_else(expired)).await?;
                    Event::Ended
                }
            };
            (position, effect) = self.advance_tender(carried, &position, event).await?;
            let waits_for_person =
                position.is_because(ReasonCode::TenderUnclear) && position.state.is_waiting();
            if waits_for_person && carried.looks > 0 && carried.until == Until::NothingInFlight {
                return Ok(());
            }
        }
    }

    /// How long to wait before the next look; `None` when nothing is looked for any more.
    fn next_tender_look(&self, carried: &mut Carried<'_>, position: &Position) -> Option<Duration> {
        let here = self.clock().elapsed().saturating_sub(carried.begun);
        let age = match (position.open_move(), carried.charge.expire_at) {
            // A movement is younger than its tender.
            (Some(_), _) => here,
            // As long as the customer may pay, the looks stay as near as at the start.
            (None, Some(end)) if position.state == TenderState::Pending => {
                self.clock().now().since(end)
            }
            _ => carried.age_at_begin.saturating_add(here),
        };
        let asked_to_wait = carried.asked_to_wait.take().unwrap_or_default();
        if std::mem::take(&mut carried.at_once) {
            return Some(asked_to_wait);
        }
        let planned = self.settings().next_look(carried.looks, age);
        planned.map(|wait| wait.max(asked_to_wait))
    }

    /// Asks once where the customer's money is.
    async fn look_at_tender(
        &self,
        carried: &mut Carried<'_>,
        position: &Position,
    ) -> Result<Event, CarryError> {
        carried.looks = carried.looks.saturating_add(1);
        let age = carried.age_at_begin + self.clock().elapsed().saturating_sub(carried.begun);
        let look = carried.processor.look_up(&carried.charge, &position.moves).await;
        let (date, look) = match look {
            TenderLook::Found { report, reply } => {
                let kept = carried.processor.keepable(&reply);
                (reply.date, TenderLook::Found { report, reply: kept })
            }
            TenderLook::Absent { date } => (date, TenderLook::Absent { date }),
            TenderLook::Failed { reason, retry_after } => {
                carried.asked_to_wait = retry_after.map(|wait| wait.min(RETRY_AFTER_MAX));
                (None, TenderLook::Failed { reason, retry_after })
            }
        };
        // The page's time is over when its processor says so: our clock may be wrong.
        let now = date.unwrap_or_else(|| self.clock().now());
        let given_up = self.take_wish(&carried.sale, position);
        if let Some(wish) = &given_up
            && give_up::says_nothing(&look)
        {
            return Ok(Event::GivenUp { clerk: wish.clerk.clone() });
        }
        let is_over = carried.charge.expire_at.is_some_and(|end| is_past(end, now));
        let is_misdated = is_misdated(&carried.charge, carried.processor.flow(), date);
        let times = Times {
            window_over: age >= self.settings().settle_window,
            too_late: given_up.is_some() || is_over || is_misdated,
        };
        if let TenderLook::Found { report, .. } = &look
            && let Some((kind, amount)) = machine::owed(position, report, times)
        {
            self.cancel_orders(&carried.sale, Reason::plain(ReasonCode::TenderExpired)).await?;
            let parts = (report.parts.clone(), Some(report.clone()));
            if let Some(planned) = self.plan(carried, position, kind, amount, parts) {
                return Ok(Event::Move(Box::new(planned)));
            }
        }
        Ok(Event::Looked { look, times })
    }

    /// Keeps a reply, sealed and without anything of a card, before it is acted upon (INV-3c).
    async fn keep_reply_of(&self, carried: &Carried<'_>, reply: &WireReply) {
        let kept = carried.processor.keepable(reply);
        let now = self.clock().now();
        if let Err(error) = self.tenders().keep_tender_reply(&carried.sale, now, &kept).await {
            // The reply is still in hand: reading it now is the better of two bad choices.
            tracing::error!(sale = %carried.sale, %error, "a processor's reply could not be kept");
        }
    }

    async fn charged(&self, carried: &Carried<'_>, exchange: Exchange) -> Charged {
        match exchange {
            Exchange::NeverSent(words) => {
                Charged::NeverSent(Reason::with(ReasonCode::ProcessorUnreachable, &words))
            }
            Exchange::Lost(words) => Charged::Lost(Reason::with(ReasonCode::NoReply, &words)),
            Exchange::Answered(reply) => {
                self.keep_reply_of(carried, &reply).await;
                let flow = carried.processor.flow();
                match carried.processor.read_charged(&carried.charge, &reply) {
                    Charged::Accepted(report) => {
                        let shown = !is_misdated(&carried.charge, flow, reply.date);
                        let pay_url = report.pay_url.filter(|_| shown);
                        Charged::Accepted(TenderReport { pay_url, ..report })
                    }
                    other @ (Charged::NeverSent(_) | Charged::Refused(_) | Charged::Lost(_)) => {
                        other
                    }
                }
            }
        }
    }

    async fn moved(
        &self,
        carried: &Carried<'_>,
        position: &Position,
        id: &domain::ids::MoveId,
        exchange: Exchange,
    ) -> Moved {
        match exchange {
            Exchange::NeverSent(words) | Exchange::Lost(words) => {
                Moved::Lost(Reason::with(ReasonCode::NoReply, &words))
            }
            Exchange::Answered(reply) => {
                self.keep_reply_of(carried, &reply).await;
                match position.moves.iter().find(|made| made.id == *id) {
                    Some(made) => carried.processor.read_moved(&carried.charge, made, &reply),
                    None => Moved::Lost(Reason::plain(ReasonCode::UnclearReply)),
                }
            }
        }
    }

    /// One step, made durable, then told to whoever listens.
    async fn advance_tender(
        &self,
        carried: &Carried<'_>,
        position: &Position,
        event: Event,
    ) -> Result<(Position, Effect), CarryError> {
        // Before asking, a journal that cannot write ends the attempt: nothing has left.
        let tries = if position.sent { COMMIT_TRIES } else { 1 };
        let decision = machine::step(position, event, self.clock().now())?;
        let news = decision.batch().is_some();
        let commit = |decision| machine::commit(self.tenders(), &carried.sale, decision);
        let committed = durably(&carried.sale, decision, tries, commit).await?;
        if news {
            self.tell(&carried.sale);
        }
        Ok(committed)
    }

    pub(crate) async fn tender_of(&self, sale: &SaleId) -> Result<TenderRecord, CarryError> {
        let missing = || JournalError::Corrupt(format!("the sale {sale} has no tender"));
        Ok(self.tenders().tender(sale).await?.ok_or_else(missing)?)
    }

    pub(crate) async fn sale_of(&self, id: &SaleId) -> Result<SaleRecord, CarryError> {
        let missing = || JournalError::Corrupt(format!("the sale {id} is missing"));
        Ok(self.journal().sale(id).await?.ok_or_else(missing)?)
    }

    pub(crate) fn processor_of(
        &self,
        tender: &TenderRecord,
    ) -> Result<Arc<dyn Processor>, CarryError> {
        self.processors()
            .get(&tender.processor)
            .cloned()
            .ok_or_else(|| CarryError::NoProcessor(tender.processor.to_string()))
    }

    /// The orders of a sale that still wait for its tender.
    pub(crate) async fn prepared_orders(
        &self,
        sale: &SaleId,
    ) -> Result<Vec<OrderRecord>, CarryError> {
        let sale = self.sale_of(sale).await?;
        let orders = sale.orders.into_iter();
        Ok(orders.filter(|order| order.state == OrderState::Prepared).collect())
    }
}

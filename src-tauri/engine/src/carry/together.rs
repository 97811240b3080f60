//! Carrying orders that share a request: one call, one answer, and a step of each of them in the same
//! transaction. What an answer means for one of them is decided as ever; who gets which card is
//! [`share`]'s.

use super::{Carried, CarryError, Looks, Until, delivered_report, turn::one_at_a_time};
use crate::{
    durable::{COMMIT_TRIES, durably},
    joint::{Card, Joint, share},
    machine::{self, Effect, Event, Position},
    ports::{
        Supplier,
        journal::JournalError,
        supplier::{Exchange, Intent, Look, PlaceTicket, Placed, Report},
    },
    records::OrderRecord,
    till::Till,
};
use domain::{
    ids::{OrderId, ProviderOrderId},
    order::OrderState,
    reason::{Reason, ReasonCode},
};
use std::time::Duration;

/// One of the orders that share a request, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) order: OrderRecord,
    pub(crate) position: Position,
}

impl Member {
    pub(crate) fn of(order: OrderRecord) -> Self {
        Self { position: Position::of(&order), order }
    }

    fn is_open(&self) -> bool {
        !self.position.state.is_final()
    }
}

/// What all of them hear at once, with the cards in its reply.
pub(crate) enum Heard {
    Placed(Placed, Vec<Card>),
    Looked { look: Look, cards: Vec<Card>, window_over: bool },
}

impl Till {
    /// Which orders are bought by one request each: alone, or with their like where the account allows
    /// several units in one.
    pub(crate) fn requests_of<'a>(
        &self,
        orders: impl IntoIterator<Item = &'a OrderRecord>,
    ) -> Vec<Vec<OrderId>> {
        let mut requests: Vec<(&OrderRecord, Vec<OrderId>)> = Vec::new();
        for order in orders {
            let supplier = self.suppliers().get(&order.supplier);
            let most = supplier.map_or(1, |supplier| supplier.units_max());
            let has_room = |ids: &Vec<OrderId>| u32::try_from(ids.len()).is_ok_and(|it| it < most);
            let mut alike = requests.iter_mut();
            match alike.find(|(first, ids)| has_room(ids) && is_alike(first, order)) {
                Some((_, ids)) => ids.push(order.id.clone()),
                None => requests.push((order, vec![order.id.clone()])),
            }
        }
        requests.into_iter().map(|(_, ids)| ids).collect()
    }

    /// As for one order: recovered stock first, then checked and sent once, for all that are left.
    pub(super) async fn send_together(
        &self,
        ids: &[OrderId],
        until: Until,
    ) -> Result<(), CarryError> {
        let mut left = Vec::with_capacity(ids.len());
        for id in ids {
            let order = self.read(id).await?;
            if !self.is_on_shelf(&order).await? {
                left.push(order);
            }
        }
        let ids: Vec<OrderId> = left.iter().map(|order| order.id.clone()).collect();
        let joints = Joint::of(&ids);
        let (Some(leader), false) = (left.first().cloned(), joints.is_empty()) else {
            return match ids.first() {
                Some(id) => self.send_and_follow(id, until).await,
                None => Ok(()),
            };
        };
        let supplier = self.supplier_of(&leader)?;
        let events = self.sending(&leader, joints, supplier.as_ref()).await?;
        let mut steps = Vec::new();
        for (order, event) in left.into_iter().zip(events) {
            if !self.is_sold_ahead(&order, &event).await? {
                steps.push((Member::of(order), event));
            }
        }
        let (mut members, mut ticket) = (Vec::new(), None);
        for (member, effect) in self.advance_all(steps).await? {
            if let Effect::Place(place) = effect {
                ticket = Some(place);
            }
            members.push(member);
        }
        // What was known before sending is part of how they are looked for.
        for member in &mut members {
            member.order = self.read(&member.order.id).await?;
        }
        let carried = Carried {
            order: self.read(&leader.id).await?,
            supplier: supplier.as_ref(),
            until,
            begun: self.clock().elapsed(),
            age_at_begin: Duration::ZERO,
        };
        self.follow_together(&carried, members, ticket, Looks::default()).await
    }

    /// What happens to each before anything leaves: all are sent, or none.
    async fn sending(
        &self,
        leader: &OrderRecord,
        joints: Vec<Joint>,
        supplier: &dyn Supplier,
    ) -> Result<Vec<Event>, CarryError> {
        let units = u32::try_from(joints.len()).unwrap_or(u32::MAX);
        let no = match self.objection(leader, supplier, units).await? {
            Some(reason) => Err(reason),
            None => self.await_turn(leader, supplier).await?,
        };
        let mark = match no {
            Ok(mark) => mark,
            Err(reason) => {
                return Ok(joints.iter().map(|_| Event::Abandon(reason.clone())).collect());
            }
        };
        let request = supplier.write_order(&Intent { quantity: units, ..leader.intent() });
        let event = |joint: Joint| {
            let mark = mark.clone();
            if joint.leads() {
                Event::SendJointly { request: request.clone(), mark, joint }
            } else {
                Event::SendAlong { mark, joint }
            }
        };
        Ok(joints.into_iter().map(event).collect())
    }

    /// Takes up orders that share a request; whoever of them is named, they are carried once.
    pub(super) async fn carry_on_together(
        &self,
        leader: &OrderId,
        until: Until,
    ) -> Result<(), CarryError> {
        if !self.take_up(leader) {
            return Ok(());
        }
        let carried = self.resume_together(leader, until).await;
        self.lay_down(leader);
        carried
    }

    async fn resume_together(&self, leader: &OrderId, until: Until) -> Result<(), CarryError> {
        let members: Vec<Member> =
            self.journal().together(leader).await?.into_iter().map(Member::of).collect();
        let Some(open) = members.iter().find(|member| member.is_open()) else { return Ok(()) };
        let order = open.order.clone();
        let supplier = self.supplier_of(&order)?;
        let carried = Carried {
            age_at_begin: self.age_of(&order, supplier.as_ref()),
            order,
            supplier: supplier.as_ref(),
            until,
            begun: self.clock().elapsed(),
        };
        self.follow_together(&carried, members, None, Looks::at_once()).await
    }

    async fn follow_together(
        &self,
        carried: &Carried<'_>,
        mut members: Vec<Member>,
        mut ticket: Option<PlaceTicket>,
        mut looks: Looks,
    ) -> Result<(), CarryError> {
        let mut may_hold_turn = one_at_a_time(carried.supplier.recovery());
        while members.iter().any(Member::is_open) {
            let heard = if let Some(ticket) = ticket.take() {
                let exchange = carried.supplier.place(ticket).await;
                self.placed_together(carried, exchange).await
            } else {
                let Some(wait) = looks.next(self, carried) else { return Ok(()) };
                tokio::time::sleep(wait).await;
                self.look_together(carried, &members, &mut looks).await?
            };
            if let Heard::Placed(placed @ Placed::NeverSent(_), _) = &heard {
                members = self.left_unsold(members, &Event::Placed(placed.clone())).await?;
            }
            let unanswered = matches!(&heard, Heard::Placed(Placed::Lost(_), _));
            members = self.hear_together(members, heard).await?;
            if may_hold_turn && !unanswered && looks.is_complete() {
                if let Some(leader) = members.first() {
                    self.journal().end_turn(&leader.order.id).await?;
                }
                may_hold_turn = false;
            }
            let mut open = members.iter().filter(|member| member.is_open());
            let waits_for_person =
                open.all(|member| member.position.state == OrderState::NeedsAttention);
            if waits_for_person && looks.done > 0 && carried.until == Until::NothingInFlight {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Those that nothing on the shelf was left for.
    async fn left_unsold(
        &self,
        members: Vec<Member>,
        event: &Event,
    ) -> Result<Vec<Member>, CarryError> {
        let mut left = Vec::with_capacity(members.len());
        for member in members {
            if !self.is_sold_ahead(&member.order, event).await? {
                left.push(member);
            }
        }
        Ok(left)
    }

    async fn placed_together(&self, carried: &Carried<'_>, exchange: Exchange) -> Heard {
        let reply = match &exchange {
            Exchange::Answered(reply) => Some(reply.clone()),
            Exchange::NeverSent(_) | Exchange::Lost(_) => None,
        };
        let placed = self.placed(carried, exchange).await;
        let cards = reply.map(|reply| carried.supplier.cards(&reply));
        Heard::Placed(placed, cards.unwrap_or_default())
    }

    async fn look_together(
        &self,
        carried: &Carried<'_>,
        members: &[Member],
        looks: &mut Looks,
    ) -> Result<Heard, CarryError> {
        let (order, supplier) = (&carried.order, carried.supplier);
        looks.done = looks.done.saturating_add(1);
        let window_over = carried.age(self) >= self.settings().settle_window;
        let look = supplier.look_up(&order.intent(), id_of(members), self.clock().now()).await;
        let look = self.without_claimed(order, look).await?;
        looks.note(&look);
        let cards = cards_of(supplier, &look);
        Ok(Heard::Looked { look, cards, window_over })
    }

    /// What was heard, as a step of each that is still open.
    async fn hear_together(
        &self,
        members: Vec<Member>,
        heard: Heard,
    ) -> Result<Vec<Member>, CarryError> {
        let (report, cards) = match &heard {
            Heard::Placed(Placed::Accepted(report), cards)
            | Heard::Looked { look: Look::Found { report, .. }, cards, .. } => {
                (Some(report), cards.clone())
            }
            Heard::Placed(..) | Heard::Looked { .. } => (None, Vec::new()),
        };
        let mut shares = match report {
            Some(report) => {
                let taken = self.taken(&members).await?;
                shares(report, cards, &taken, members.iter().filter(|member| member.is_open()))
            }
            None => Vec::new(),
        }
        .into_iter();
        let steps = members.into_iter().map(|member| {
            let event =
                if member.is_open() { of_one(&heard, &mut shares) } else { nothing_heard() };
            (member, event)
        });
        let steps = steps.collect();
        Ok(self.advance_all(steps).await?.into_iter().map(|(member, _)| member).collect())
    }

    /// The cards that these orders have already.
    pub(crate) async fn taken(&self, members: &[Member]) -> Result<Vec<Card>, JournalError> {
        let mut taken = Vec::new();
        for member in members {
            taken.push(self.journal().secrets(&member.order.id).await?);
        }
        Ok(taken)
    }

    /// One step of each, made durable together, then told to whoever listens. As
    /// [`advance`](Self::advance).
    pub(crate) async fn advance_all(
        &self,
        steps: Vec<(Member, Event)>,
    ) -> Result<Vec<(Member, Effect)>, CarryError> {
        let Some(first) = steps.first().map(|(member, _)| member.order.clone()) else {
            return Ok(Vec::new());
        };
        let is_sent = |(member, _): &(Member, Event)| member.position.state != OrderState::Prepared;
        let tries = if steps.iter().any(is_sent) { COMMIT_TRIES } else { 1 };
        let (mut members, mut decisions) = (Vec::new(), Vec::new());
        for (member, event) in steps {
            let delivered = delivered_report(&event);
            let decision = machine::step(&member.position, event, self.clock().now())?;
            decisions.push((member.order.id.clone(), decision));
            members.push((member, delivered));
        }
        let news = decisions.iter().any(|(_, decision)| decision.batch().is_some());
        let commit = |decisions| machine::commit_all(self.journal(), decisions);
        let ended = match durably(&first.id, decisions, tries, commit).await {
            Ok(ended) => ended,
            // One of the cards came before: none of this reply is handed out before a person looked.
            Err(JournalError::CodeTwice) if members.iter().any(|(_, it)| it.is_some()) => {
                let kept_back = members.into_iter().map(|(member, delivered)| {
                    let event =
                        delivered.map_or_else(nothing_heard, |report| Event::CodeTwice { report });
                    (member, event)
                });
                return Box::pin(self.advance_all(kept_back.collect())).await;
            }
            Err(error) => return Err(error.into()),
        };
        if news {
            self.tell(&first.sale_id);
        }
        let moved = members.into_iter().zip(ended);
        Ok(moved
            .map(|((member, _), (position, effect))| (Member { position, ..member }, effect))
            .collect())
    }
}

/// What a report says about each of these, who share its order.
pub(crate) fn shares<'a>(
    report: &Report,
    cards: Vec<Card>,
    taken: &[Card],
    members: impl Iterator<Item = &'a Member>,
) -> Vec<Report> {
    let joints: Vec<&Joint> = members.filter_map(|member| member.order.joint.as_ref()).collect();
    share(report, cards, taken, &joints)
}

/// The supplier's id, by whichever of them knows it.
fn id_of(members: &[Member]) -> Option<&ProviderOrderId> {
    members.iter().find_map(|member| member.position.provider_order_id.as_ref())
}

/// The cards in what a look found.
pub(crate) fn cards_of(supplier: &dyn Supplier, look: &Look) -> Vec<Card> {
    match look {
        Look::Found { reply, .. } => supplier.cards(reply),
        Look::Absent | Look::Candidates(_) | Look::Failed { .. } => Vec::new(),
    }
}

/// What was heard of all, as one of them hears it, with its own share.
fn of_one(heard: &Heard, shares: &mut impl Iterator<Item = Report>) -> Event {
    match heard {
        Heard::Placed(Placed::Accepted(report), _) => {
            let report = shares.next().unwrap_or_else(|| report.clone());
            Event::Placed(Placed::Accepted(report))
        }
        Heard::Placed(placed, _) => Event::Placed(placed.clone()),
        Heard::Looked { look: Look::Found { report, reply }, window_over, .. } => {
            let report = shares.next().unwrap_or_else(|| report.clone());
            let look = Look::Found { report, reply: reply.clone() };
            Event::Looked { look, window_over: *window_over }
        }
        Heard::Looked { look, window_over, .. } => {
            Event::Looked { look: look.clone(), window_over: *window_over }
        }
    }
}

/// A look that did not come to an end says nothing about an order.
fn nothing_heard() -> Event {
    let reason = Reason::plain(ReasonCode::UnclearReply);
    Event::Looked { look: Look::Failed { reason, retry_after: None }, window_over: false }
}

/// Whether two orders of a sale ask their supplier for the same.
fn is_alike(one: &OrderRecord, other: &OrderRecord) -> bool {
    one.supplier == other.supplier
        && one.product_id == other.product_id
        && one.wallet == other.wallet
        && one.amount == other.amount
        && one.fields == other.fields
        && one.phone_sent == other.phone_sent
}

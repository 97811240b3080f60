//! The outbox: text messages with codes. The intent is on disk before a byte leaves; a message whose
//! fate is not known is asked about, and goes again only where the route knows its id again.
//!
//! A message is a hand-over: its failure never undoes or repeats a sale (INV-20).

mod news;
mod rules;

use crate::{
    ports::{
        Messages, Route,
        journal::JournalError,
        messages::{About, MessageRecord, MessageStep, NewMessage, Wording},
        route::{Fate, Letter, RouteReport, SendTicket, Sought},
    },
    records::OrderRecord,
    till::Till,
};
use domain::{
    ids::{MessageId, OrderId, RouteId},
    message::{IllegalMessage, MessageEvent, MessageState},
    phone::Phone,
};
use news::Listener;
use rules::Verdict;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The outbox of a till. Cheap to clone; clones are the same outbox.
#[derive(Clone)]
pub struct Outbox {
    till: Till,
    messages: Arc<dyn Messages>,
    routes: Arc<BTreeMap<RouteId, Arc<dyn Route>>>,
    /// What this process is carrying right now: nobody else in it asks about those.
    in_hand: Arc<Mutex<BTreeSet<MessageId>>>,
}

/// A message could not be carried on.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A step that no message knows.
    #[error(transparent)]
    Illegal(#[from] IllegalMessage),
    /// No such message, or its text is gone.
    #[error("there is no message {0}")]
    NoMessage(MessageId),
    /// A slip of the order did not end in time, so nobody knows which copy a message would be.
    #[error("a slip of {0} is on its way to a printer")]
    SlipUnderWay(OrderId),
}

/// How long a clerk waits for the fate of a lost message.
pub const ASK_FOR: Duration = Duration::from_secs(4);
/// Between two looks at a lost message while somebody waits.
const ASK_EVERY: Duration = Duration::from_millis(400);
/// A message that had not left after so long is not sent any more: its customer was helped otherwise.
const STALE: Duration = Duration::from_secs(60 * 60);
/// How long a route is asked about a message.
const ASKED_FOR: Duration = Duration::from_secs(24 * 60 * 60);
/// How often an open window goes through the outbox.
const ROUND_EVERY: Duration = Duration::from_secs(3);

impl Outbox {
    /// The outbox of this till, with its routes.
    #[must_use]
    pub fn new(
        till: Till,
        messages: Arc<dyn Messages>,
        routes: BTreeMap<RouteId, Arc<dyn Route>>,
    ) -> Self {
        Self { till, messages, routes: Arc::new(routes), in_hand: Arc::default() }
    }

    /// The routes.
    #[must_use]
    pub fn routes(&self) -> &BTreeMap<RouteId, Arc<dyn Route>> {
        &self.routes
    }

    /// The messages of an order, oldest first.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn messages_of(
        &self,
        order: &OrderRecord,
    ) -> Result<Vec<MessageRecord>, JournalError> {
        self.messages.messages_of(&order.id).await
    }

    /// Texts an order's codes as `wording` says them, and waits a little where the outcome is not known. The answer says
    /// where the message is.
    ///
    /// # Errors
    /// If the journal fails. Before the message is on disk nothing left.
    pub async fn send(
        &self,
        order: &OrderRecord,
        route: &RouteId,
        to: Phone,
        wording: &Wording<'_>,
        clerk: Option<String>,
    ) -> Result<MessageRecord, OutboxError> {
        let id = MessageId::new(self.till.clock().order_id().as_str());
        let message = NewMessage {
            id: id.clone(),
            order: order.id.clone(),
            route: route.clone(),
            to,
            clerk,
            at: self.till.clock().now(),
            owner: self.till.inner.parts.owner.clone(),
        };
        if !self.messages.queue(&message, wording).await? {
            return Err(OutboxError::SlipUnderWay(order.id.clone()));
        }
        self.carry_alone(&id, Listener::Counter).await
    }

    /// Carries a message to the owner that is on disk; nobody waits for it. What fails is on record.
    pub async fn carry_on(&self, id: &MessageId) {
        self.carry_reporting(id).await;
    }

    /// Follows up what dead processes left, and asks once about what has not arrived.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn recover(&self) -> Result<(), JournalError> {
        let adopted = self.messages.adopt(&self.till.inner.parts.owner).await?;
        for id in adopted {
            self.carry_reporting(&id).await;
        }
        for message in self.unsettled().await? {
            self.ask_reporting(&message).await;
        }
        Ok(())
    }

    /// Goes on with everything unsettled for as long as this process lives. Never ends.
    pub async fn keep_following(&self) {
        loop {
            match self.messages.adopt(&self.till.inner.parts.owner).await {
                Ok(adopted) => {
                    for id in adopted {
                        self.carry_reporting(&id).await;
                    }
                }
                Err(error) => tracing::error!(%error, "the outbox could not be read"),
            }
            match self.unsettled().await {
                Ok(unsettled) => {
                    let now = self.till.clock().now();
                    for message in unsettled.iter().filter(|message| rules::is_due(message, now)) {
                        self.ask_reporting(message).await;
                    }
                }
                Err(error) => tracing::error!(%error, "the outbox could not be read"),
            }
            tokio::time::sleep(ROUND_EVERY).await;
        }
    }

    async fn unsettled(&self) -> Result<Vec<MessageRecord>, JournalError> {
        let now = self.till.clock().now();
        self.messages.unsettled(&self.till.inner.parts.owner, now.before(ASKED_FOR)).await
    }

    async fn carry_alone(
        &self,
        id: &MessageId,
        listener: Listener,
    ) -> Result<MessageRecord, OutboxError> {
        self.held().insert(id.clone());
        let carried = self.carry(id, listener).await;
        self.held().remove(id);
        carried
    }

    fn held(&self) -> MutexGuard<'_, BTreeSet<MessageId>> {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries a message until its route has it, until it failed, or until the patience with an
    /// unknown outcome ends.
    async fn carry(
        &self,
        id: &MessageId,
        listener: Listener,
    ) -> Result<MessageRecord, OutboxError> {
        let deadline = tokio::time::Instant::now() + ASK_FOR;
        loop {
            let message = self.read(id).await?;
            match message.state {
                MessageState::Sent | MessageState::Delivered | MessageState::Failed => {
                    return Ok(message);
                }
                MessageState::Queued if self.is_stale(&message) => {
                    let report = refused("it had waited too long");
                    self.settle(&message, MessageEvent::Refused, report, listener).await?;
                }
                MessageState::Queued => self.dispatch(&message, listener).await?,
                MessageState::Unknown => {
                    let can_be_asked = self.ask(&message, listener).await?;
                    let asked = self.read(id).await?;
                    if asked.state != MessageState::Unknown {
                        continue;
                    }
                    let pause = ASK_EVERY;
                    if !can_be_asked || tokio::time::Instant::now() + pause >= deadline {
                        return self.tell_lost(asked).await;
                    }
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    fn is_stale(&self, message: &MessageRecord) -> bool {
        self.till.clock().now().since(message.created_at) > STALE
    }

    async fn read(&self, id: &MessageId) -> Result<MessageRecord, OutboxError> {
        let message = self.messages.message(id).await?;
        message.ok_or_else(|| OutboxError::NoMessage(id.clone()))
    }

    /// Lets a message leave: first on disk, then on the wire.
    async fn dispatch(
        &self,
        message: &MessageRecord,
        listener: Listener,
    ) -> Result<(), OutboxError> {
        let Some(route) = self.routes.get(&message.route) else {
            let report = refused("its route is not set up any more");
            return self.settle(message, MessageEvent::Refused, report, listener).await;
        };
        // A process that dies in here leaves a message that has certainly not left.
        if message.state == MessageState::Queued
            && let Err(why) = route.open().await
        {
            return self.settle(message, MessageEvent::Refused, refused(&why), listener).await;
        }
        let text = self.messages.text(&message.id).await?;
        let text = text.ok_or_else(|| OutboxError::NoMessage(message.id.clone()))?;
        let to = message.state.apply(MessageEvent::Sending)?;
        let step = MessageStep { leaves: true, ..self.step(to) };
        self.messages.commit(message, &step).await?;
        let letter = Letter { id: message.id.clone(), to: message.to.clone(), text };
        let dispatch = route.send(SendTicket::new(letter)).await;
        let message = self.read(&message.id).await?;
        match rules::after_sending(dispatch, message.sendings) {
            Verdict::Moves(event, report) => self.settle(&message, event, report, listener).await,
            Verdict::Stays(reason) => {
                let step = MessageStep { reason, ..self.step(message.state) };
                Ok(self.messages.commit(&message, &step).await?)
            }
            Verdict::SendAgain | Verdict::Mute => Ok(()),
        }
    }

    /// Asks a message's route about it. False if nobody can be asked.
    async fn ask(&self, message: &MessageRecord, listener: Listener) -> Result<bool, OutboxError> {
        let Some(route) = self.routes.get(&message.route) else { return Ok(false) };
        let sought = Sought {
            id: message.id.clone(),
            route_message: message.route_message.clone(),
            to: message.to.clone(),
            text: self.messages.text(&message.id).await?,
            sent_at: message.sent_at.unwrap_or(message.created_at),
        };
        let answer = route.look_up(&sought).await;
        match rules::after_asking(message.state, answer, route.is_keyed(), message.sendings) {
            Verdict::Moves(event, report) => {
                self.settle(message, event, report, listener).await?;
            }
            Verdict::SendAgain => self.dispatch(message, listener).await?,
            Verdict::Stays(reason) => {
                let step = MessageStep { reason, asked: true, ..self.step(message.state) };
                self.messages.commit(message, &step).await?;
            }
            Verdict::Mute => {
                let step = MessageStep { asked: true, ..self.step(message.state) };
                self.messages.commit(message, &step).await?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes what a route said, and with the order what came of the hand-over.
    async fn settle(
        &self,
        message: &MessageRecord,
        event: MessageEvent,
        report: RouteReport,
        listener: Listener,
    ) -> Result<(), OutboxError> {
        let to = message.state.apply(event)?;
        let reason = match report.fate {
            Fate::Refused(why) => Some(why),
            Fate::Taken | Fate::Arrived => None,
        };
        let (hand_over, tells) = self.end_of(message, to, reason.clone(), listener);
        let step = MessageStep {
            asked: event != MessageEvent::Taken,
            route_message: report.route_message,
            word: report.word,
            reason,
            hand_over,
            tells,
            ..self.step(to)
        };
        self.messages.commit(message, &step).await?;
        self.tell(message).await
    }

    /// Notes, once, that nobody knows whether a message went out.
    async fn tell_lost(&self, message: MessageRecord) -> Result<MessageRecord, OutboxError> {
        if message.told_lost {
            return Ok(message);
        }
        let why = message.reason.clone().unwrap_or_else(|| "no answer".to_owned());
        let (hand_over, tells) = self.loss_of(&message, why);
        let step = MessageStep { lost: true, hand_over, tells, ..self.step(message.state) };
        self.messages.commit(&message, &step).await?;
        self.tell(&message).await?;
        self.read(&message.id).await
    }

    async fn tell(&self, message: &MessageRecord) -> Result<(), OutboxError> {
        let About::Order(order) = &message.about else { return Ok(()) };
        if let Some(order) = self.till.journal().order(order).await? {
            self.till.tell(&order.sale_id);
        }
        Ok(())
    }

    fn step(&self, to: MessageState) -> MessageStep {
        MessageStep {
            to,
            leaves: false,
            asked: false,
            lost: false,
            route_message: None,
            word: None,
            reason: None,
            hand_over: None,
            tells: None,
            at: self.till.clock().now(),
        }
    }

    async fn carry_reporting(&self, id: &MessageId) {
        if let Err(error) = self.carry_alone(id, Listener::Nobody).await {
            tracing::error!(message = %id, error = &error as &dyn std::error::Error, "a text message is not carried on for now");
        }
    }

    async fn ask_reporting(&self, message: &MessageRecord) {
        if self.held().contains(&message.id) {
            return;
        }
        match self.ask(message, Listener::Nobody).await {
            // Somebody else was quicker.
            Ok(_) | Err(OutboxError::Journal(JournalError::Conflict)) => {}
            Err(error) => {
                tracing::error!(message = %message.id, error = &error as &dyn std::error::Error, "a text message was not asked about");
            }
        }
    }
}

fn refused(why: &str) -> RouteReport {
    RouteReport { fate: Fate::Refused(why.to_owned()), route_message: None, word: None }
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox").field("routes", &self.routes.keys()).finish_non_exhaustive()
    }
}

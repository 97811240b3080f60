//! Telling the owner what cannot wait: a Z that is missing, orders that stay unfinished. Each matter is
//! told once; the journal remembers it.
//!
//! Only the wall clock can say that a day went by without a Z, and it may jump. So an open window tells
//! what was overdue at two looks some minutes apart by a clock that never jumps, and what becomes overdue
//! at one time is one message.

use crate::{
    outbox::Outbox,
    ports::{Owners, journal::JournalError, owners::OwnersMessage},
    till::Till,
};
use domain::{
    ids::{MessageId, RouteId},
    owner::{Alert, Matter, OwnerWishes},
    secret::Secret,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// How often an open window looks.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// How long something has been overdue, by the running time, before an open window tells it.
const HELD_FOR: Duration = Duration::from_secs(120);
/// Between two messages about orders: what a supplier's bad hour leaves is told together.
const ORDERS_EVERY: Duration = Duration::from_secs(15 * 60);
/// A shift opened so shortly before its time is closed by the next day's.
const SHIFT_MIN: Duration = Duration::from_secs(2 * 3600);

/// Words an alert.
pub type Wording = Arc<dyn Fn(&[Alert]) -> Secret + Send + Sync>;

/// Tells the owner. Cheap to clone.
#[derive(Clone)]
pub struct Teller {
    till: Till,
    outbox: Outbox,
    owners: Arc<dyn Owners>,
    /// Without one nothing is told.
    route: Option<RouteId>,
    wording: Wording,
}

impl Teller {
    /// The teller of this till.
    #[must_use]
    pub fn new(
        till: Till,
        outbox: Outbox,
        owners: Arc<dyn Owners>,
        route: Option<RouteId>,
        wording: Wording,
    ) -> Self {
        Self { till, outbox, owners, route, wording }
    }

    /// A message to the owner that is not written down yet. None where there is no route or no phone.
    #[must_use]
    pub fn message(&self, wishes: &OwnerWishes, clerk: Option<String>) -> Option<OwnersMessage> {
        Some(OwnersMessage {
            id: MessageId::new(self.till.clock().order_id().as_str()),
            route: self.route.clone()?,
            to: wishes.phone.clone()?,
            clerk,
            at: self.till.clock().now(),
            owner: self.till.inner.parts.owner.clone(),
        })
    }

    /// Tells what is overdue and was not told. Answers the message that is on disk by then.
    ///
    /// # Errors
    /// If the journal fails.
    pub async fn tell(&self) -> Result<Option<MessageId>, JournalError> {
        let wishes = self.owners.wishes().await?;
        let overdue = self.overdue(&wishes).await?;
        self.tell_of(&wishes, &overdue).await
    }

    /// Tells what is overdue for as long as this process lives. Never ends.
    pub async fn keep_telling(&self) {
        let mut held = Held::default();
        loop {
            match self.tell_held(&mut held).await {
                Ok(Some(id)) => self.outbox.carry_on(&id).await,
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "the owner could not be told"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn tell_held(&self, held: &mut Held) -> Result<Option<MessageId>, JournalError> {
        let wishes = self.owners.wishes().await?;
        let overdue = self.overdue(&wishes).await?;
        let ripe = held.ripe(overdue, self.till.clock().elapsed());
        self.tell_of(&wishes, &ripe).await
    }

    async fn tell_of(
        &self,
        wishes: &OwnerWishes,
        alerts: &[Alert],
    ) -> Result<Option<MessageId>, JournalError> {
        let Some(message) = self.message(wishes, None).filter(|_| !alerts.is_empty()) else {
            return Ok(None);
        };
        let is_new = self.owners.queue_alerts(alerts, &message, &*self.wording).await?;
        Ok(is_new.then_some(message.id))
    }

    async fn overdue(&self, wishes: &OwnerWishes) -> Result<Vec<Alert>, JournalError> {
        let (clock, mut overdue) = (self.till.clock(), Vec::new());
        let now = clock.now();
        // A clock that lost its battery says nothing.
        if !now.is_possible() || wishes.phone.is_none() || self.route.is_none() {
            return Ok(overdue);
        }
        if let Some(z_by) = wishes.z_by
            && let Some(alert) = self.owners.without_z().await?
            && now >= clock.next_at(alert.since.after(SHIFT_MIN), z_by)
        {
            overdue.push(alert);
        }
        if let Some(after) = wishes.unknown_after {
            let told_at = self.owners.orders_told_at(now).await?;
            if told_at.is_none_or(|at| now.since(at) >= ORDERS_EVERY) {
                overdue.extend(self.owners.unfinished(now.before(after)).await?);
            }
        }
        Ok(overdue)
    }
}

/// What was overdue at the looks before, and since when by the running time.
#[derive(Debug, Default)]
struct Held(BTreeMap<Matter, Duration>);

impl Held {
    /// Those that have been overdue for long enough. What is not overdue any more is forgotten: the clock
    /// had jumped, or somebody saw to it.
    fn ripe(&mut self, overdue: Vec<Alert>, elapsed: Duration) -> Vec<Alert> {
        self.0.retain(|matter, _| overdue.iter().any(|alert| alert.matter == *matter));
        let mut ripe = overdue;
        ripe.retain(|alert| {
            let since = *self.0.entry(alert.matter.clone()).or_insert(elapsed);
            elapsed.saturating_sub(since) >= HELD_FOR
        });
        ripe
    }
}

impl std::fmt::Debug for Teller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Teller").field("route", &self.route).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    fn alert(number: u32) -> Alert {
        Alert { matter: Matter::ShiftOpen(number), since: Timestamp(0), name: None }
    }

    #[test]
    fn a_clock_that_jumped_and_was_put_right_tells_nothing() {
        let (mut held, minute) = (Held::default(), Duration::from_secs(60));
        assert_eq!(held.ripe(vec![alert(1)], minute), []);
        assert_eq!(held.ripe(vec![], 2 * minute), []);
        assert_eq!(held.ripe(vec![alert(1)], 3 * minute), [], "from the beginning");
        assert_eq!(held.ripe(vec![alert(1), alert(2)], 4 * minute), []);
        assert_eq!(held.ripe(vec![alert(1), alert(2)], 5 * minute), [alert(1)]);
    }
}

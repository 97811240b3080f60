//! Late truths: what a supplier says about an order that is final already. Asked for ever more
//! rarely, for three days; a final state never changes, so what is learnt becomes an event, something
//! a person is told, and a code in recovered stock. Where nothing of ours comes back with an order,
//! what may be a refused one is told, and only a person says that it is (INV-18).

use crate::{
    carry::{CarryError, Member, cards_of, shares},
    machine::{Event, Position},
    ports::{
        Supplier,
        journal::{JournalError, Note},
        supplier::{Fate, Look, Recovery},
    },
    records::{AttentionItem, AttentionKind, OrderRecord},
    till::Till,
};
use domain::{
    ids::{OrderId, SupplierId},
    order::OrderState,
};
use std::{collections::BTreeSet, time::Duration};

/// How often an open window asks for the late truths that are due.
const WATCH_EVERY: Duration = Duration::from_secs(30);

impl Till {
    /// Asks for late truths for as long as this process lives. Never ends.
    pub(crate) async fn keep_watching(&self) {
        loop {
            tokio::time::sleep(WATCH_EVERY).await;
            self.watch_reporting().await;
            self.watch_tenders_reporting().await.detach_all();
        }
    }

    /// Asks for the late truths that are due, and writes down what is new.
    pub(crate) async fn watch_reporting(&self) {
        let due = match self.journal().due_for_watch(self.clock().now()).await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "final orders could not be read");
                return;
            }
        };
        let mut silent = BTreeSet::new();
        for id in due {
            if let Err(error) = self.watch(&id, &mut silent).await {
                tracing::warn!(order = %id, error = &error as &dyn std::error::Error, "a late truth could not be asked for");
            }
        }
    }

    /// Asks for one order's late truth; a supplier that did not answer is not asked again this time.
    async fn watch(
        &self,
        id: &OrderId,
        silent: &mut BTreeSet<SupplierId>,
    ) -> Result<(), CarryError> {
        let order = self.read(id).await?;
        if silent.contains(&order.supplier) {
            return Ok(());
        }
        let supplier = self.supplier_of(&order)?;
        let now = self.clock().now();
        let position = Position::of(&order);
        if position.provider_order_id.is_none() && follows(&order) {
            // Whatever may be its request's is told about the one that leads it.
            self.journal().watched(id, now).await?;
            return Ok(());
        }
        let known = position.provider_order_id.as_ref();
        let by_likeness = match supplier.recovery() {
            Recovery::ByLikeness => known.is_none(),
            Recovery::ByReference | Recovery::ByRepeat { .. } => false,
        };
        if by_likeness && self.journal().in_the_air(&order.supplier).await? {
            return Ok(());
        }
        let look = supplier.look_up(&order.intent(), known, now).await;
        // What was sent meanwhile may be in the list and not known as ours yet: asked the next time.
        if by_likeness && self.journal().in_the_air(&order.supplier).await? {
            return Ok(());
        }
        // Noted even if it failed: an order that is gone upstream must not stand before the others.
        self.journal().watched(id, now).await?;
        if matches!(look, Look::Failed { .. }) {
            silent.insert(order.supplier.clone());
        }
        let look = self.without_told(&order, self.without_claimed(&order, look).await?).await?;
        let Some(look) = self.own_part(&order, supplier.as_ref(), look).await? else {
            return Ok(());
        };
        if matches!(look, Look::Found { .. } | Look::Candidates(_)) {
            let told_late = Some(self.was_told_late(&order).await?);
            let position = Position { told_late, ..position };
            let event = Event::Looked { look, window_over: true };
            self.advance(&order, &position, event).await?;
        }
        Ok(())
    }

    /// Whether what a look at a final order can bring is known already: its code is here, or a person
    /// was told.
    async fn was_told_late(&self, order: &OrderRecord) -> Result<bool, JournalError> {
        let kind = match order.state {
            OrderState::Refused if !order.secrets.is_empty() => return Ok(true),
            OrderState::Refused => AttentionKind::LateDelivery,
            OrderState::Delivered | OrderState::Refunded => AttentionKind::TakenBack,
            OrderState::Prepared
            | OrderState::Unknown
            | OrderState::Waiting
            | OrderState::NeedsAttention => return Ok(false),
        };
        self.journal().was_told(&order.id, kind).await
    }

    /// What a look says about this order alone, where it shared its request; nothing new about one that
    /// has its card.
    async fn own_part(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
        look: Look,
    ) -> Result<Option<Look>, CarryError> {
        let cards = cards_of(supplier, &look);
        let (Some(joint), Look::Found { report, reply }) = (&order.joint, &look) else {
            return Ok(Some(look));
        };
        if matches!(report.fate, Fate::Fulfilled(_)) && !order.secrets.is_empty() {
            return Ok(None);
        }
        let all = self.journal().together(&joint.leader).await?;
        let all: Vec<Member> = all.into_iter().map(Member::of).collect();
        let taken = self.taken(&all).await?;
        let member = Member::of(order.clone());
        let part = shares(report, cards, &taken, std::iter::once(&member)).into_iter().next();
        Ok(part.map(|report| Look::Found { report, reply: reply.clone() }))
    }

    /// What a person was told of once is not told again.
    async fn without_told(&self, order: &OrderRecord, look: Look) -> Result<Look, JournalError> {
        let Look::Candidates(mut candidates) = look else { return Ok(look) };
        let told = self.journal().told_candidates(&order.id).await?;
        candidates.retain(|candidate| !told.contains(&candidate.provider_order_id));
        Ok(if candidates.is_empty() { Look::Absent } else { Look::Candidates(candidates) })
    }

    /// What persons have to be told about final orders and have not read yet.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn attention_items(&self) -> Result<Vec<AttentionItem>, JournalError> {
        self.journal().attention_items().await
    }

    /// A person has read what had to be told about an order.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn attention_seen(
        &self,
        order: &OrderId,
        clerk: Option<String>,
    ) -> Result<(), JournalError> {
        let note = Note { at: self.clock().now(), clerk, detail: None };
        self.journal().attention_seen(order, &note).await
    }
}

/// Whether an order shared a request that another one leads.
fn follows(order: &OrderRecord) -> bool {
    order.joint.as_ref().is_some_and(|joint| !joint.leads())
}

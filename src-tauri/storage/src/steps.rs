//! One step of an order: its new state, its event, and what it delivered, in one transaction.

use crate::{
    attention,
    chain::{
        Link, Shown, salt,
        tables::{ATTENTION, REPLY, REQUEST, SECRET, SHIFT_LOG, STOCK},
    },
    events::{self, More},
    open::{Storage, journal_error},
    orders, own_cost, secrets, shift_log, stock,
};
use domain::{
    ids::{OrderId, ProviderOrderId},
    order::OrderState,
};
use engine::{
    machine::{Batch, Step},
    ports::journal::{JournalError, Note},
    records::{AttentionKind, EventKind},
};
use sqlx::SqliteConnection;

impl Storage {
    /// Writes steps, all or none. Nothing is sent without room for its outcome, and an outcome is
    /// written even if that takes the disk reserve (INV-17).
    pub(crate) async fn commit_steps(&self, steps: &[Step<'_>]) -> Result<(), JournalError> {
        if steps.iter().any(|step| step.batch.kind == EventKind::Sent) {
            self.reserve_room().await?;
        }
        let tried = self.write_steps(steps).await;
        let is_outcome = steps.iter().any(|step| step.from != OrderState::Prepared);
        match tried {
            Err(JournalError::DiskFull) if is_outcome && self.release_reserve() => {
                self.write_steps(steps).await
            }
            tried => tried,
        }
    }

    async fn write_steps(&self, steps: &[Step<'_>]) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let mut last = None;
        for step in steps {
            last = Some(self.write_step(&mut tx, *step).await?);
        }
        match last {
            Some(link) => self.settle(tx, &link).await,
            None => Ok(()),
        }
    }

    async fn write_step(
        &self,
        tx: &mut SqliteConnection,
        step: Step<'_>,
    ) -> Result<Link, JournalError> {
        let Step { order, from, batch } = step;
        let vault = self.vault_needed()?;
        move_order(tx, order, from, batch).await?;
        let id = order.as_str();
        let mut shows = Vec::new();
        let mut given_back = None;
        if batch.state == OrderState::Refused && from != OrderState::Refused {
            let why = batch.reason.as_ref().map(|reason| reason.code);
            given_back = shift_log::refused(tx, order, why, batch.at).await?;
        }
        if let Some(sale) = &given_back {
            shows.push(Shown::Newest(&SHIFT_LOG, sale.as_str()));
        }
        if let Some(request) = &batch.request {
            orders::share_request(tx, order, request).await?;
            shows.push(Shown::Of(&REQUEST, id));
        }
        if !batch.secrets.is_empty() {
            if batch.kind == EventKind::Delivered {
                secrets::refuse_twice(tx, vault, order, &batch.secrets).await?;
            }
            secrets::put(tx, vault, order, &batch.secrets).await?;
            shows.push(Shown::Of(&SECRET, id));
        }
        if !batch.candidates.is_empty() {
            attention::propose(tx, order, &batch.candidates, batch.at).await?;
        }
        if let Some(kind) = batch.settles {
            attention::settle(tx, order, kind, batch.at).await?;
            shows.push(Shown::Of(&ATTENTION, id));
        }
        if let Some(kind) = batch.attention {
            attention::put(tx, order, kind, batch.at).await?;
            shows.push(Shown::Of(&ATTENTION, id));
        }
        let came_late = batch.attention == Some(AttentionKind::LateDelivery)
            || batch.kind == EventKind::CandidateClaimed;
        let was_taken_back = batch.kind == EventKind::TakenBack;
        let is_delivered = batch.state == OrderState::Delivered && from != batch.state;
        let has_moved = (came_late || is_delivered) && stock::put(tx, order, batch.at).await?;
        if has_moved || was_taken_back && stock::withdraw(tx, order).await? {
            shows.push(Shown::Of(&STOCK, id));
        }
        if let Some(reply) = &batch.reply {
            self.put_reply(tx, order, batch.at, reply).await?;
            shows.push(Shown::Newest(&REPLY, id));
        }
        let note = Note { at: batch.at, clerk: batch.clerk.clone(), detail: event_detail(batch) };
        let more = More { from: Some(from), shows: &shows };
        events::add(tx, vault, order, batch.kind, &note, more).await
    }
}

/// The order's row, only if the order is still where the step began.
async fn move_order(
    connection: &mut SqliteConnection,
    order: &OrderId,
    from: OrderState,
    batch: &Batch,
) -> Result<(), JournalError> {
    let finished = batch.state.is_final().then_some(batch.at.0);
    let mark = batch.mark.as_ref();
    let joint = batch.joint.as_ref();
    let mark_balance = mark.and_then(|mark| mark.balance);
    let sent = (batch.kind == EventKind::Sent).then_some(batch.at.0);
    let detail = batch.reason.as_ref().and_then(|reason| reason.detail.as_ref());
    let own = match batch.cost {
        Some(cost) => own_cost::of_order(connection, order, cost).await?,
        None => None,
    };
    let changed = sqlx::query(
        "update orders set
             state = ?3,
             provider_order_id = coalesce(?4, provider_order_id),
             provider_state = coalesce(?5, provider_state),
             cost = coalesce(?6, cost),
             cost_currency = coalesce(?7, cost_currency),
             cost_rate = case when ?6 is not null then ?19 else cost_rate end,
             cost_own = case when ?6 is not null then ?20 else cost_own end,
             reason = case when ?8 is not null then ?8 when ?3 = 'delivered' then null else reason end,
             reason_detail = case when ?8 is not null then ?9 when ?3 = 'delivered' then null else reason_detail end,
             reason_salt = case when ?8 is not null then ?15 when ?3 = 'delivered' then null else reason_salt end,
             sent_at = coalesce(sent_at, ?10),
             finished_at = coalesce(finished_at, ?11),
             mark_newest = coalesce(?12, mark_newest),
             mark_balance = coalesce(?13, mark_balance),
             mark_currency = coalesce(?14, mark_currency),
             joint_leader = coalesce(?16, joint_leader),
             joint_position = coalesce(?17, joint_position),
             joint_size = coalesce(?18, joint_size)
         where id = ?1 and state = ?2",
    )
    .bind(order.as_str())
    .bind(from.as_str())
    .bind(batch.state.as_str())
    .bind(batch.provider_order_id.as_ref().map(ProviderOrderId::as_str))
    .bind(&batch.provider_state)
    .bind(batch.cost.map(|cost| cost.amount().to_string()))
    .bind(batch.cost.map(|cost| cost.currency().to_string()))
    .bind(batch.reason.as_ref().map(|reason| reason.code.as_str()))
    .bind(detail)
    .bind(sent)
    .bind(finished)
    .bind(mark.and_then(|mark| mark.newest.as_ref()).map(ProviderOrderId::as_str))
    .bind(mark_balance.map(|money| money.amount().to_string()))
    .bind(mark_balance.map(|money| money.currency().to_string()))
    .bind(detail.map(|_| salt()).transpose()?)
    .bind(joint.map(|joint| joint.leader.as_str()))
    .bind(joint.map(|joint| joint.position))
    .bind(joint.map(|joint| joint.size))
    .bind(own.as_ref().map(|own| own.rate.to_string()))
    .bind(own.as_ref().map(|own| own.cost.to_price()))
    .execute(connection)
    .await
    .map_err(journal_error)?
    .rows_affected();
    if changed == 1 { Ok(()) } else { Err(JournalError::Conflict) }
}

/// What the event says beyond its kind: the reason, or the supplier's id and word.
fn event_detail(batch: &Batch) -> Option<String> {
    if let Some(note) = &batch.note {
        return Some(note.clone());
    }
    if let Some(reason) = &batch.reason {
        let code = reason.code.as_str();
        return Some(
            reason
                .detail
                .as_ref()
                .map_or_else(|| code.to_owned(), |text| format!("{code}: {text}")),
        );
    }
    if let Some(joint) = &batch.joint {
        let (one, size) = (joint.position.saturating_add(1), joint.size);
        return Some(format!("{one}/{size} {}", joint.leader));
    }
    if !batch.candidates.is_empty() {
        let ids: Vec<&str> = batch.candidates.iter().map(ProviderOrderId::as_str).collect();
        return Some(ids.join(" "));
    }
    match (&batch.provider_order_id, &batch.provider_state) {
        (Some(id), Some(state)) => Some(format!("{id} {state}")),
        (Some(id), None) => Some(id.to_string()),
        (None, Some(state)) => Some(state.clone()),
        (None, None) => None,
    }
}

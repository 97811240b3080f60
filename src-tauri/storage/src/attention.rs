//! What persons have to be told about final orders.

use crate::{
    chain::{Shown, tables::ATTENTION},
    events::{self, More},
    open::{Storage, journal_error},
    rows::word,
};
use domain::{
    ids::{OrderId, ProviderOrderId},
    time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, Note},
    records::{AttentionItem, AttentionKind, EventKind},
};
use sqlx::SqliteConnection;

/// What is told of text messages: a person says what was done about it.
pub(crate) const TEXTS: [AttentionKind; 2] =
    [AttentionKind::TextFailed, AttentionKind::TextUnknown];

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    order: &OrderId,
    kind: AttentionKind,
    at: Timestamp,
) -> Result<(), JournalError> {
    sqlx::query(
        "insert into attention (order_id, kind, at) values (?, ?, ?)
         on conflict (order_id, kind) do update set at = excluded.at, seen_at = null",
    )
    .bind(order.as_str())
    .bind(kind.as_str())
    .bind(at.0)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// Keeps what a person is told of as late candidates. If all of it was told before, somebody else was
/// faster.
pub(crate) async fn propose(
    connection: &mut SqliteConnection,
    order: &OrderId,
    candidates: &[ProviderOrderId],
    at: Timestamp,
) -> Result<(), JournalError> {
    let mut fresh = 0;
    for candidate in candidates {
        fresh += sqlx::query(
            "insert into late_candidates (order_id, provider_order_id, at) values (?, ?, ?)
             on conflict (order_id, provider_order_id) do nothing",
        )
        .bind(order.as_str())
        .bind(candidate.as_str())
        .bind(at.0)
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?
        .rows_affected();
    }
    if fresh == 0 { Err(JournalError::Conflict) } else { Ok(()) }
}

/// A person has seen to it, once.
pub(crate) async fn settle(
    connection: &mut SqliteConnection,
    order: &OrderId,
    kind: AttentionKind,
    at: Timestamp,
) -> Result<(), JournalError> {
    if mark_seen(&mut *connection, order, kind, at).await? == 0 {
        return Err(JournalError::Conflict);
    }
    if kind == AttentionKind::LateCandidate {
        sqlx::query(
            "update late_candidates set closed_at = ? where order_id = ? and closed_at is null",
        )
        .bind(at.0)
        .bind(order.as_str())
        .execute(connection)
        .await
        .map_err(journal_error)?;
    }
    Ok(())
}

impl Storage {
    pub(crate) async fn unseen(&self) -> Result<Vec<AttentionItem>, JournalError> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "select order_id, kind, at from attention where seen_at is null order by at, order_id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let mut items = Vec::with_capacity(rows.len());
        for (order, kind, at) in rows {
            let kind = word("attention", &kind, AttentionKind::from_word)?;
            let order = OrderId::new(order);
            let mut candidates = Vec::new();
            if kind == AttentionKind::LateCandidate {
                candidates = self.open_candidates(&order).await?;
                // All of them turned out to be other orders of ours.
                if candidates.is_empty() {
                    continue;
                }
            }
            items.push(AttentionItem { order, kind, at: Timestamp(at), candidates });
        }
        Ok(items)
    }

    /// The late candidates of an order that nobody has spoken about and no order of ours claims.
    async fn open_candidates(&self, order: &OrderId) -> Result<Vec<ProviderOrderId>, JournalError> {
        let rows: Vec<String> = sqlx::query_scalar(
            "select c.provider_order_id from late_candidates c join orders o on o.id = c.order_id
             where c.order_id = ? and c.closed_at is null
               and not exists (select 1 from orders b where b.supplier = o.supplier
                               and b.provider_order_id = c.provider_order_id)
             order by c.at, c.rowid",
        )
        .bind(order.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows.into_iter().map(ProviderOrderId::new).collect())
    }

    pub(crate) async fn was_told_of(
        &self,
        order: &OrderId,
        kind: AttentionKind,
    ) -> Result<bool, JournalError> {
        sqlx::query_scalar(
            "select exists (select 1 from attention where order_id = ? and kind = ?)",
        )
        .bind(order.as_str())
        .bind(kind.as_str())
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)
    }

    pub(crate) async fn told_candidates_of(
        &self,
        order: &OrderId,
    ) -> Result<Vec<ProviderOrderId>, JournalError> {
        let rows: Vec<String> = sqlx::query_scalar(
            "select provider_order_id from late_candidates where order_id = ? order by at, rowid",
        )
        .bind(order.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows.into_iter().map(ProviderOrderId::new).collect())
    }

    pub(crate) async fn see(&self, order: &OrderId, note: &Note) -> Result<(), JournalError> {
        let read = AttentionKind::ALL.into_iter().filter(|kind| kind.is_only_read());
        self.see_kinds(order, &read.collect::<Vec<_>>(), EventKind::Seen, note).await
    }

    /// A person has seen to whatever of these kinds waits; nothing is written if none does.
    pub(crate) async fn see_kinds(
        &self,
        order: &OrderId,
        kinds: &[AttentionKind],
        event: EventKind,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let mut seen = 0;
        for kind in kinds {
            seen += mark_seen(&mut tx, order, *kind, note.at).await?;
        }
        if seen == 0 {
            return Ok(());
        }
        let more = More { shows: &[Shown::Of(&ATTENTION, order.as_str())], ..More::default() };
        let vault = self.vault_needed()?;
        let link = events::add(&mut tx, vault, order, event, note, more).await?;
        self.settle(tx, &link).await
    }
}

async fn mark_seen(
    connection: &mut SqliteConnection,
    order: &OrderId,
    kind: AttentionKind,
    at: Timestamp,
) -> Result<u64, JournalError> {
    let seen = sqlx::query(
        "update attention set seen_at = ? where order_id = ? and kind = ? and seen_at is null",
    )
    .bind(at.0)
    .bind(order.as_str())
    .bind(kind.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(seen.rows_affected())
}

/// It is known by now what became of a text message; if nobody waits for the fate of another one of
/// this order, there is nothing to be told any more.
pub(crate) async fn end_doubt(
    connection: &mut SqliteConnection,
    order: &OrderId,
    at: Timestamp,
) -> Result<(), JournalError> {
    let doubts: bool = sqlx::query_scalar(
        "select exists (select 1 from messages
                        where order_id = ? and state = 'unknown' and told_lost = 1)",
    )
    .bind(order.as_str())
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    if !doubts {
        mark_seen(connection, order, AttentionKind::TextUnknown, at).await?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "attention_tests.rs"]
mod tests;

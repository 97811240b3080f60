//! What persons have to be told about final orders.

use crate::{
    chain::{Shown, tables::ATTENTION},
    events::{self, More},
    open::{Storage, journal_error},
    rows::word,
};
use domain::{ids::OrderId, time::Timestamp};
use engine::{
    ports::journal::{JournalError, Note},
    records::{AttentionItem, AttentionKind, EventKind},
};
use sqlx::SqliteConnection;

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

impl Storage {
    pub(crate) async fn unseen(&self) -> Result<Vec<AttentionItem>, JournalError> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "select order_id, kind, at from attention where seen_at is null order by at, order_id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(order, kind, at)| {
                let kind = word("attention", &kind, AttentionKind::from_word)?;
                Ok(AttentionItem { order: OrderId::new(order), kind, at: Timestamp(at) })
            })
            .collect()
    }

    pub(crate) async fn see(&self, order: &OrderId, note: &Note) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let seen =
            sqlx::query("update attention set seen_at = ? where order_id = ? and seen_at is null")
                .bind(note.at.0)
                .bind(order.as_str())
                .execute(&mut *tx)
                .await
                .map_err(journal_error)?
                .rows_affected();
        if seen == 0 {
            return Ok(());
        }
        let more = More { shows: &[Shown::Of(&ATTENTION, order.as_str())], ..More::default() };
        let vault = self.vault_needed()?;
        let link = events::add(&mut tx, vault, order, EventKind::Seen, note, more).await?;
        self.settle(tx, &link).await
    }
}

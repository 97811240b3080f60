//! What happened, in order; never changed, never deleted.

use crate::{
    open::{Storage, journal_error},
    rows::word,
};
use domain::{ids::OrderId, time::Timestamp};
use engine::{
    ports::journal::{JournalError, Note},
    records::{EventKind, EventRecord},
};
use sqlx::SqliteConnection;

pub(crate) async fn add(
    connection: &mut SqliteConnection,
    order: &OrderId,
    kind: EventKind,
    note: &Note,
) -> Result<(), JournalError> {
    sqlx::query("insert into events (order_id, at, kind, clerk, detail) values (?, ?, ?, ?, ?)")
        .bind(order.as_str())
        .bind(note.at.0)
        .bind(kind.as_str())
        .bind(&note.clerk)
        .bind(&note.detail)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

/// Notes that another process took an order over, once in a row: a scheduler that recovers every
/// minute would otherwise bury an order's story.
pub(crate) async fn add_adopted(
    connection: &mut SqliteConnection,
    order: &OrderId,
    at: Timestamp,
) -> Result<(), JournalError> {
    let last: Option<String> =
        sqlx::query_scalar("select kind from events where order_id = ? order by seq desc limit 1")
            .bind(order.as_str())
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?;
    if last.as_deref() == Some(EventKind::Adopted.as_str()) {
        return Ok(());
    }
    add(connection, order, EventKind::Adopted, &Note { at, clerk: None, detail: None }).await
}

impl Storage {
    pub(crate) async fn events_of(
        &self,
        order: &OrderId,
    ) -> Result<Vec<EventRecord>, JournalError> {
        type Row = (i64, String, Option<String>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "select at, kind, clerk, detail from events where order_id = ? order by seq",
        )
        .bind(order.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(at, kind, clerk, detail)| {
                let kind = word("event", &kind, EventKind::from_word)?;
                Ok(EventRecord { at: Timestamp(at), kind, clerk, detail })
            })
            .collect()
    }
}

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

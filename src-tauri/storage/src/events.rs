//! What happened, in order; never changed, never deleted. Each event has its record in the chain.

use crate::{
    chain::{
        Draft, Link, Shown, append, salt,
        tables::{EVENT, ORDER},
    },
    open::{Storage, journal_error},
    rows::word,
    vault::Vault,
};
use domain::{ids::OrderId, order::OrderState, time::Timestamp};
use engine::{
    ports::journal::{JournalError, Note},
    records::{EventKind, EventRecord},
};
use sqlx::SqliteConnection;

/// What an event's record says beyond the event and where the order stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct More<'a> {
    /// The state the order was in, where a step led out of it.
    pub(crate) from: Option<OrderState>,
    /// The rows that changed with it.
    pub(crate) shows: &'a [Shown<'a>],
}

/// Writes an event and its record. It comes last in its transaction: the record pictures the rows as
/// they are then.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    vault: &Vault,
    order: &OrderId,
    kind: EventKind,
    note: &Note,
    more: More<'_>,
) -> Result<Link, JournalError> {
    sqlx::query(
        "insert into events (order_id, at, kind, clerk, detail, detail_salt) values (?, ?, ?, ?, ?, ?)",
    )
    .bind(order.as_str())
    .bind(note.at.0)
    .bind(kind.as_str())
    .bind(&note.clerk)
    .bind(&note.detail)
    .bind(note.detail.as_ref().map(|_| salt()).transpose()?)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    let mut draft = Draft::new(kind.as_str(), note.at)
        .order(order)
        .say_some("clerk", note.clerk.as_deref())
        .say_some("from", more.from.map(OrderState::as_str));
    let always = [Shown::Newest(&EVENT, order.as_str()), Shown::Of(&ORDER, order.as_str())];
    for shown in always.iter().chain(more.shows) {
        draft = draft.show(connection, vault, *shown).await?;
    }
    append(connection, vault, draft).await
}

/// Notes that another process took an order over, once in a row: a scheduler that recovers every
/// minute would otherwise bury an order's story.
pub(crate) async fn add_adopted(
    connection: &mut SqliteConnection,
    vault: &Vault,
    order: &OrderId,
    at: Timestamp,
) -> Result<Option<Link>, JournalError> {
    let last: Option<String> =
        sqlx::query_scalar("select kind from events where order_id = ? order by seq desc limit 1")
            .bind(order.as_str())
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?;
    if last.as_deref() == Some(EventKind::Adopted.as_str()) {
        return Ok(None);
    }
    let note = Note { at, clerk: None, detail: None };
    add(connection, vault, order, EventKind::Adopted, &note, More::default()).await.map(Some)
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

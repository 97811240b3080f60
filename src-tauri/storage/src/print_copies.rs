//! Which copy the next slip or text message is: what came out counts, and what may have. While a slip is
//! under way, nobody knows whether it counts, and there is no next number. A message may be on its way
//! for a day, so it counts until it is certain that it did not arrive. A chat that was asked for counts
//! until it is on record whether it opened: forever, if the till died in between.

use crate::open::{Storage, journal_error};
use domain::ids::OrderId;
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

impl Storage {
    /// Which copy the next hand-over of an order will be, as things stand. The number is not taken: it
    /// is for what is shown beforehand, and for what nobody can follow.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn copy_to_be(&self, order: &OrderId) -> Result<u32, JournalError> {
        let mut reader = self.readers.acquire().await.map_err(journal_error)?;
        let (copy, is_under_way) = copy(&mut reader, order.as_str()).await?;
        Ok(copy.saturating_add(u32::from(is_under_way)))
    }
}

/// The number of an order's next slip or message. None while a slip is under way.
pub(crate) async fn next_copy(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<Option<u32>, JournalError> {
    let (copy, is_under_way) = copy(connection, order).await?;
    Ok((!is_under_way).then_some(copy))
}

/// What was handed over, slips that may have come out although they failed, messages that may arrive,
/// chats that may have opened, and this one; and whether a slip is under way, which is not among them.
async fn copy(connection: &mut SqliteConnection, order: &str) -> Result<(u32, bool), JournalError> {
    sqlx::query_as(
        "select copies + 1 +
             (select count(*) from print_jobs where order_id = orders.id and may_have_printed = 1) +
             (select count(*) from messages
              where order_id = orders.id and state in ('queued', 'unknown')) +
             (select count(*) filter (where kind = 'whatsapp_asked') -
                     count(*) filter (where kind in ('whatsapp', 'whatsapp_failed'))
              from events where order_id = orders.id),
             exists (select 1 from print_jobs
                     where order_id = orders.id and kind = 'slip' and ended_at is null)
         from orders where id = ?",
    )
    .bind(order)
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// Z slips of a shift that came out or may have, and this one. None while one is under way.
pub(crate) async fn next_report_copy(
    connection: &mut SqliteConnection,
    shift: u32,
) -> Result<Option<u32>, JournalError> {
    let (copy, is_under_way): (u32, bool) = sqlx::query_as(
        "select count(*) filter (where state in ('sent', 'confirmed') or may_have_printed = 1) + 1,
             coalesce(max(ended_at is null), 0)
         from print_jobs where shift = ? and copy > 0",
    )
    .bind(shift)
    .fetch_one(connection)
    .await
    .map_err(journal_error)?;
    Ok((!is_under_way).then_some(copy))
}

#[cfg(test)]
#[path = "print_copies_tests.rs"]
mod tests;

//! Which copy the next slip is: what came out counts, and what may have.

use crate::open::journal_error;
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// Slips that were handed over, those that may have come out although they failed, and this one.
pub(crate) async fn next_copy(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<u32, JournalError> {
    sqlx::query_scalar(
        "select copies + 1 +
             (select count(*) from print_jobs where order_id = orders.id and may_have_printed = 1)
         from orders where id = ?",
    )
    .bind(order)
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// Z slips of a shift that came out or may have, and this one.
pub(crate) async fn next_report_copy(
    connection: &mut SqliteConnection,
    shift: u32,
) -> Result<u32, JournalError> {
    sqlx::query_scalar(
        "select count(*) + 1 from print_jobs where shift = ? and copy > 0
             and (state in ('sent', 'confirmed') or may_have_printed = 1)",
    )
    .bind(shift)
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

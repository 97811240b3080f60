//! Which copy the next slip is: what came out counts, and what may have. While a slip is under way,
//! nobody knows whether it counts, and there is no next number.

use crate::open::journal_error;
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// Slips that were handed over, those that may have come out although they failed, and this one. None
/// while one is under way.
pub(crate) async fn next_copy(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<Option<u32>, JournalError> {
    sqlx::query_scalar(
        "select copies + 1 +
             (select count(*) from print_jobs where order_id = orders.id and may_have_printed = 1)
         from orders
         where id = ? and not exists (select 1 from print_jobs
                                      where order_id = orders.id and kind = 'slip'
                                          and ended_at is null)",
    )
    .bind(order)
    .fetch_optional(connection)
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

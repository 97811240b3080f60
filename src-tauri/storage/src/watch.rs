//! Which final orders are due to be asked for late truths.

use crate::open::{Storage, journal_error};
use domain::{ids::OrderId, reason::ReasonCode, shop::late_look_due, time::Timestamp};
use engine::ports::journal::JournalError;

/// Looked at together at most; the rest is due the next time.
const DUE_MAX: u32 = 200;
/// How long a final order can still turn out otherwise.
const WATCH_FOR_MS: i64 = 3 * 24 * 3600 * 1000;

impl Storage {
    pub(crate) async fn due(&self, now: Timestamp) -> Result<Vec<OrderId>, JournalError> {
        let settle_window = self.engine_settings().await?.settle_window;
        // Refused by a word that could still be overtaken, or delivered and perhaps taken back.
        let rows: Vec<(String, i64, Option<i64>)> = sqlx::query_as(
            "select id, sent_at, watched_at from orders
             where sent_at > ?1
               and ((state = 'refused' and reason in (?2, ?3, ?4, ?5))
                 or (state = 'delivered' and provider_order_id is not null))
             order by coalesce(watched_at, finished_at), id limit ?6",
        )
        .bind(now.0.saturating_sub(WATCH_FOR_MS))
        .bind(ReasonCode::PersonDecided.as_str())
        .bind(ReasonCode::TooManyRequests.as_str())
        .bind(ReasonCode::RepeatRefused.as_str())
        .bind(ReasonCode::RolledBack.as_str())
        .bind(DUE_MAX)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows
            .into_iter()
            .filter(|(_, sent, watched)| {
                let watched = watched.map(Timestamp);
                late_look_due(Timestamp(*sent), watched, now, settle_window)
            })
            .map(|(id, ..)| OrderId::new(id))
            .collect())
    }

    pub(crate) async fn note_watched(
        &self,
        order: &OrderId,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut connection = self.writer.acquire().await.map_err(journal_error)?;
        sqlx::query("update orders set watched_at = ? where id = ?")
            .bind(at.0)
            .bind(order.as_str())
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
        Ok(())
    }
}

//! Which final orders are due to be asked for late truths.

use crate::open::{Storage, journal_error};
use domain::{
    ids::OrderId,
    reason::ReasonCode,
    shop::{WATCH_FOR, is_watched, late_look_due, watch_began},
    time::Timestamp,
};
use engine::ports::journal::JournalError;

/// Looked at together at most; the rest is due the next time.
const DUE_MAX: u32 = 200;

/// A final order, as far as its next late look depends on it.
type DueRow = (String, i64, Option<i64>, Option<i64>);

impl Storage {
    pub(crate) async fn due(&self, now: Timestamp) -> Result<Vec<OrderId>, JournalError> {
        if !now.is_possible() {
            return Ok(Vec::new());
        }
        let settle_window = self.engine_settings().await?.settle_window;
        // Refused by a word that could still be overtaken, or delivered and perhaps taken back.
        let rows: Vec<DueRow> = sqlx::query_as(
            "select id, sent_at, watched_at, watch_began_at from orders
             where (sent_at > ?1 or (sent_at < ?7 and coalesce(watch_began_at, ?8) > ?1))
               and ((state = 'refused' and reason in (?2, ?3, ?4, ?5))
                 or (state = 'delivered' and provider_order_id is not null))
             order by coalesce(watched_at, finished_at), id limit ?6",
        )
        .bind(now.before(WATCH_FOR).0)
        .bind(ReasonCode::PersonDecided.as_str())
        .bind(ReasonCode::TooManyRequests.as_str())
        .bind(ReasonCode::RepeatRefused.as_str())
        .bind(ReasonCode::RolledBack.as_str())
        .bind(DUE_MAX)
        .bind(Timestamp::EARLIEST.0)
        .bind(now.0)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows
            .into_iter()
            .filter(|(_, sent, watched, began)| {
                let (sent, watched) = (Timestamp(*sent), watched.map(Timestamp));
                is_watched(sent, began.map(Timestamp), now)
                    && late_look_due(sent, watched, now, settle_window)
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
        sqlx::query(
            "update orders set watched_at = ?1, watch_began_at = coalesce(watch_began_at, ?2)
             where id = ?3",
        )
        .bind(at.0)
        .bind(watch_began(None, at).map(|at| at.0))
        .bind(order.as_str())
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::story_tests::Till;
    use engine::ports::Journal as _;
    use std::time::Duration;

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn what_was_sold_without_a_clocks_battery_is_watched_for_three_days_from_the_first_look()
    {
        let till = Till::new().await;
        let right = till.now();
        till.set_clock(Timestamp(5_000));
        let order = till.deliver("in-1970", "1970-CODE-0001").await;
        assert!(till.storage.due(till.now()).await.unwrap().is_empty(), "no clock, no watch");

        assert_eq!(till.storage.due(right).await.unwrap(), std::slice::from_ref(&order));
        till.storage.note_watched(&order, right).await.unwrap();
        assert!(till.storage.due(right.after(HOUR / 2)).await.unwrap().is_empty());
        let late = right.after(71 * HOUR);
        assert_eq!(till.storage.due(late).await.unwrap(), std::slice::from_ref(&order));
        till.storage.note_watched(&order, late).await.unwrap();
        assert!(till.storage.due(right.after(73 * HOUR)).await.unwrap().is_empty(), "it ends");
    }

    #[tokio::test]
    async fn what_was_sold_by_a_right_clock_is_watched_for_three_days_from_its_sending() {
        let till = Till::new().await;
        let order = till.deliver("today", "2026-CODE-0001").await;
        let sent = till.storage.order(&order).await.unwrap().unwrap().sent_at.unwrap();
        let three_days = 72 * HOUR;
        let just_before = sent.after(three_days.saturating_sub(Duration::from_millis(1)));
        assert_eq!(till.storage.due(just_before).await.unwrap(), [order]);
        assert!(till.storage.due(sent.after(three_days)).await.unwrap().is_empty());
    }
}

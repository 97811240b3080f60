//! What this till sells most at this hour, and what a person pinned. A sale adds to its products' hours in
//! its own transaction, so that nothing is ever counted over the whole history.

use crate::open::{Storage, journal_error};
use domain::{ids::ProductId, time::Timestamp};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

const HOUR_MS: i64 = 3_600_000;
/// 1970 began on a Thursday, so many hours after its Monday.
const FIRST_THURSDAY: i64 = 72;
const HOURS_OF_WEEK: i64 = 168;
/// After so long a sale weighs half of a new one: 13 weeks.
const QUARTER_MS: i64 = 13 * 7 * 24 * HOUR_MS;
/// A weight doubles with each quarter, but not beyond what a column can add up.
const DOUBLINGS_MAX: i64 = 40;

impl Storage {
    /// The products that sell most about this hour of the week, then about this hour of any day, then at
    /// all; at most so many.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn best_sold(
        &self,
        at: Timestamp,
        limit: u32,
    ) -> Result<Vec<ProductId>, JournalError> {
        let ids: Vec<String> = sqlx::query_scalar(
            "select product_id from product_hours group by product_id
             order by total(weight * (1 + 3 * (abs(hour_of_week % 24 - ?1 % 24) in (0, 1, 23))
                 + 12 * (abs(hour_of_week - ?1) in (0, 1, 167)))) desc, product_id
             limit ?2",
        )
        .bind(hour_of_week(at))
        .bind(limit)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(ids.into_iter().map(ProductId::new).collect())
    }

    /// What a person pinned, in the order in which they did.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn pinned(&self) -> Result<Vec<ProductId>, JournalError> {
        let ids: Vec<String> =
            sqlx::query_scalar("select product_id from pinned_products order by position")
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        Ok(ids.into_iter().map(ProductId::new).collect())
    }

    /// Puts a product behind those that are pinned, or takes it from among them.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn pin(&self, product: &ProductId, pinned: bool) -> Result<(), JournalError> {
        let change = if pinned {
            "insert into pinned_products (product_id, position)
             select ?, coalesce(max(position), 0) + 1 from pinned_products where true
             on conflict (product_id) do nothing"
        } else {
            "delete from pinned_products where product_id = ?"
        };
        let change = sqlx::query(change).bind(product.as_str());
        change.execute(&self.writer).await.map_err(journal_error)?;
        Ok(())
    }
}

/// Counts one piece of a product for the hour in which it is sold.
pub(crate) async fn count(
    connection: &mut SqliteConnection,
    product: &ProductId,
    at: Timestamp,
) -> Result<(), JournalError> {
    sqlx::query(
        "insert into product_hours (product_id, hour_of_week, weight) values (?, ?, ?)
         on conflict (product_id, hour_of_week) do update set weight = weight + excluded.weight",
    )
    .bind(product.as_str())
    .bind(hour_of_week(at))
    .bind(weight(at))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// The same hour of the shop's week is the same number, wherever the shop is (but for summer time).
fn hour_of_week(at: Timestamp) -> i64 {
    at.0.div_euclid(HOUR_MS).saturating_add(FIRST_THURSDAY).rem_euclid(HOURS_OF_WEEK)
}

fn weight(at: Timestamp) -> i64 {
    let quarters = at.0.saturating_sub(Timestamp::EARLIEST.0).div_euclid(QUARTER_MS);
    1_i64 << quarters.clamp(0, DOUBLINGS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::OwnerId;
    use std::time::{Duration, Instant};

    const DAY: Duration = Duration::from_hours(24);
    const WEEK: Duration = Duration::from_hours(168);

    struct Till {
        storage: Storage,
        _folder: tempfile::TempDir,
    }

    impl Till {
        async fn open() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let storage = Storage::open(folder.path(), OwnerId::new("o")).await.unwrap();
            Self { storage, _folder: folder }
        }

        async fn sell(&self, product: &str, at: Timestamp, times: usize) {
            let mut tx = self.storage.writer.begin_with("begin immediate").await.unwrap();
            for _ in 0..times {
                count(&mut tx, &ProductId::new(product), at).await.unwrap();
            }
            tx.commit().await.unwrap();
        }

        async fn best(&self, at: Timestamp) -> Vec<String> {
            let best = self.storage.best_sold(at, 9).await.unwrap();
            best.iter().map(ToString::to_string).collect()
        }
    }

    #[tokio::test]
    async fn what_sells_at_this_hour_comes_before_what_sells_more_at_another() {
        let till = Till::open().await;
        let morning = Timestamp::EARLIEST.after(Duration::from_hours(6));
        let evening = Timestamp::EARLIEST.after(Duration::from_hours(18));
        till.sell("breakfast", morning, 3).await;
        till.sell("football", evening, 9).await;
        assert_eq!(till.best(morning.after(WEEK)).await, ["breakfast", "football"]);
        // The next day the hour counts, and an hour early is about the same hour.
        let tomorrow = morning.after(DAY).before(Duration::from_hours(1));
        assert_eq!(till.best(tomorrow).await, ["breakfast", "football"]);
        assert_eq!(till.best(evening.after(DAY)).await, ["football", "breakfast"]);
    }

    #[tokio::test]
    async fn what_nobody_buys_any_more_fades() {
        let till = Till::open().await;
        till.sell("old", Timestamp::EARLIEST, 5).await;
        let later = Timestamp::EARLIEST.after(WEEK * 52);
        till.sell("new", later, 1).await;
        assert_eq!(till.best(later).await, ["new", "old"]);
    }

    #[tokio::test]
    async fn pins_keep_their_order_and_are_taken_off() {
        let till = Till::open().await.storage;
        for product in ["b", "a", "b"] {
            till.pin(&ProductId::new(product), true).await.unwrap();
        }
        assert_eq!(till.pinned().await.unwrap(), ["b", "a"].map(ProductId::new));
        till.pin(&ProductId::new("b"), false).await.unwrap();
        assert_eq!(till.pinned().await.unwrap(), [ProductId::new("a")]);
    }

    /// A shop that sold five hundred products at every hour of the week.
    #[tokio::test]
    async fn favourites_come_at_once_however_much_was_sold() {
        let till = Till::open().await;
        sqlx::query(
            "with recursive n(i) as (select 0 union all select i + 1 from n where i < 83999)
             insert into product_hours select 'p' || (i / 168), i % 168, 1 + i % 97 from n",
        )
        .execute(&till.storage.writer)
        .await
        .unwrap();
        till.best(Timestamp::EARLIEST).await;
        let begun = Instant::now();
        assert_eq!(till.best(Timestamp::EARLIEST).await.len(), 9);
        let took = begun.elapsed();
        println!("84,000 hours: {took:?}");
        assert!(took < Duration::from_millis(500), "{took:?}");
    }
}

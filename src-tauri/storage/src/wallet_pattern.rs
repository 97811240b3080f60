//! What was spent from each wallet in the last weeks, by the hour of the week.

use crate::{
    open::{Storage, journal_error},
    rows::{currency, decimal},
};
use domain::{
    forecast::{Pattern, WEEKS_MAX, hour_of_week},
    ids::SupplierId,
    money::Currency,
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use rust_decimal::Decimal;
use sqlx::SqliteConnection;
use std::{collections::BTreeMap, time::Duration};

type Answer<T> = Result<T, JournalError>;
const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

/// Whose wallet, and its pattern.
pub(crate) type Patterns = Vec<(SupplierId, Currency, Pattern)>;

/// Every wallet's pattern over the whole weeks before now, four at most.
pub(crate) async fn read(connection: &mut SqliteConnection, now: Timestamp) -> Answer<Patterns> {
    let first: Option<i64> = sqlx::query_scalar("select min(created_at) from orders")
        .fetch_one(&mut *connection)
        .await
        .map_err(journal_error)?;
    // A clock that was wrong once makes a pattern longer or shorter; it moves no money.
    let old = first.map_or(Duration::ZERO, |first| now.since(Timestamp(first)));
    let weeks = u32::try_from(old.as_secs() / WEEK.as_secs()).unwrap_or(WEEKS_MAX).min(WEEKS_MAX);
    if weeks == 0 {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "select supplier, cost_currency, sent_at, cost from orders
         where created_at >= ?1 and created_at < ?2 and state = 'delivered'
           and sent_at is not null and cost is not null and cost_currency is not null",
    )
    .bind(now.before(WEEK.saturating_mul(weeks)).0)
    .bind(now.0)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let mut spent: BTreeMap<(String, String), Vec<(u32, Decimal)>> = BTreeMap::new();
    for (supplier, code, at, cost) in rows {
        spent.entry((supplier, code)).or_default().push((hour_of_week(at), decimal(&cost)?));
    }
    let patterns = spent.into_iter().filter_map(|((supplier, code), hours)| {
        let pattern = Pattern::of(hours, weeks)?;
        Some(currency(&code).map(|code| (SupplierId::new(supplier), code, pattern)))
    });
    patterns.collect()
}

impl Storage {
    /// What was spent from each wallet by the hour of the week, over the last whole weeks.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn wallet_patterns(&self, now: Timestamp) -> Answer<Patterns> {
        let mut reader = self.readers.acquire().await.map_err(journal_error)?;
        read(&mut reader, now).await
    }
}

//! Counts that are paid off in running time: wrong PINs, and codes that were given out again. On disk,
//! so that neither a kill nor a restart forgives any.

use crate::{
    chain::{Draft, Shown, append, tables::TALLY},
    open::{Storage, journal_error},
};
use domain::{
    tally::{Tally, Uptime, wait_left},
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;
use std::time::Duration;

/// What is counted, and whose count it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Count<'a> {
    /// Wrong PINs said to be this clerk's; without a name, those typed into the till.
    Pin(Option<&'a str>),
    /// Codes that this clerk has shown.
    Reveal(&'a str),
    /// Codes that this clerk has printed or sent once more.
    Copy(&'a str),
}

impl<'a> Count<'a> {
    fn key(self) -> (&'static str, &'a str) {
        match self {
            Count::Pin(name) => ("pin", name.unwrap_or_default()),
            Count::Reveal(name) => ("reveal", name),
            Count::Copy(name) => ("copy", name),
        }
    }

    /// Its row, as a record names it.
    pub(crate) fn row(self) -> String {
        let (kind, name) = self.key();
        format!("{kind} {name}")
    }
}

/// The count as it was when it last rose.
pub(crate) async fn tally(
    connection: &mut SqliteConnection,
    count: Count<'_>,
) -> Result<Tally, JournalError> {
    let (kind, name) = count.key();
    let row: Option<(u32, i64, String, i64)> = sqlx::query_as(
        "select count, paid_ms, boot, uptime_ms from tallies where kind = ? and name = ?",
    )
    .bind(kind)
    .bind(name)
    .fetch_optional(connection)
    .await
    .map_err(journal_error)?;
    let millis = |ms: i64| Duration::from_millis(u64::try_from(ms).unwrap_or_default());
    Ok(row.map_or_else(Tally::default, |(count, paid, boot, since)| Tally {
        count,
        paid: millis(paid),
        at: Uptime { boot, since: millis(since) },
    }))
}

/// Keeps a count; the record of the transaction shows it.
pub(crate) async fn keep(
    connection: &mut SqliteConnection,
    count: Count<'_>,
    tally: &Tally,
) -> Result<(), JournalError> {
    let (kind, name) = count.key();
    let millis = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    sqlx::query(
        "insert into tallies (kind, name, count, paid_ms, boot, uptime_ms) values (?, ?, ?, ?, ?, ?)
         on conflict (kind, name) do update set count = excluded.count, paid_ms = excluded.paid_ms,
             boot = excluded.boot, uptime_ms = excluded.uptime_ms",
    )
    .bind(kind)
    .bind(name)
    .bind(tally.count)
    .bind(millis(tally.paid))
    .bind(&tally.at.boot)
    .bind(millis(tally.at.since))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

impl Storage {
    /// How long no PIN is taken: from this clerk by name, or at the till where none is named.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn pin_wait(
        &self,
        name: Option<&str>,
        now: &Uptime,
    ) -> Result<Duration, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        Ok(wait_left(&tally(&mut connection, Count::Pin(name)).await?, now))
    }

    /// Lifts a lock-out: the count of wrong PINs is forgiven, and the journal says by whom. Nothing is
    /// written where there is none.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn lift_lock_out(
        &self,
        name: Option<&str>,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let count = Count::Pin(name);
        if tally(&mut tx, count).await?.count == 0 {
            return Ok(());
        }
        keep(&mut tx, count, &Tally::default()).await?;
        let draft = Draft::new("lock_out_lifted", at).say_some("clerk", by);
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::Of(&TALLY, &count.row())).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

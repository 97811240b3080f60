//! Code custody: a code that a clerk gives out counts in the transaction that writes it down, so that
//! neither a kill nor two hands at once give one out uncounted.

use crate::{
    chain::{
        Draft, Shown, append,
        tables::{SETTING, TALLY},
    },
    open::{Storage, journal_error},
    rows::corrupt,
    settings::put,
    tallies::{Count, keep, tally},
};
use domain::{
    custody::{Custody, Given, Way, one_more},
    ids::OrderId,
    tally::{Tally, Uptime},
    time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, Note},
    records::EventKind,
};
use sqlx::SqliteConnection;

const REVEALS: &str = "shop.custody.reveals";
const COPIES: &str = "shop.custody.copies";

/// A code that is about to leave: whose, in which way, by whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Giving<'a> {
    pub(crate) order: &'a str,
    pub(crate) way: Way,
    pub(crate) clerk: Option<&'a str>,
    pub(crate) at: Timestamp,
}

impl<'a> Giving<'a> {
    /// What an event gives out, if it does.
    pub(crate) fn of(order: &'a OrderId, kind: EventKind, note: &'a Note) -> Option<Self> {
        let way = if kind == EventKind::Reveal {
            Way::Reveal
        } else if kind == EventKind::WhatsappAsked {
            Way::Whatsapp
        } else {
            return None;
        };
        Some(Self { order: order.as_str(), way, clerk: note.clerk.as_deref(), at: note.at })
    }

    /// The count it rises; nothing where there is no limit, or the code is the customer's due.
    async fn risen(
        self,
        connection: &mut SqliteConnection,
        uptime: &Uptime,
    ) -> Result<Option<(Count<'a>, Tally)>, JournalError> {
        let Some(clerk) = self.clerk else { return Ok(None) };
        let Some(limit) = limits(connection).await?.limit(self.way) else { return Ok(None) };
        // Whoever may let one more pass needs nobody to do so.
        let is_limited: bool = sqlx::query_scalar(
            "select exists (select 1 from clerks where name = ? and role = 'clerk')",
        )
        .bind(clerk)
        .fetch_one(&mut *connection)
        .await
        .map_err(journal_error)?;
        if !is_limited || self.given(connection).await?.is_due() {
            return Ok(None);
        }
        let count = match self.way {
            Way::Reveal => Count::Reveal(clerk),
            Way::Print | Way::Text | Way::Whatsapp => Count::Copy(clerk),
        };
        match one_more(&tally(connection, count).await?, limit, uptime) {
            Some(more) => Ok(Some((count, more))),
            None => Err(JournalError::Withheld { limit }),
        }
    }

    /// What may have come out although nothing says so counts as given.
    async fn given(self, connection: &mut SqliteConnection) -> Result<Given, JournalError> {
        type Row = (bool, bool, bool, bool, Option<i64>);
        let row: Option<Row> = sqlx::query_as(
            "select exists (select 1 from events where order_id = o.id and kind = 'reveal'),
                 exists (select 1 from events where order_id = o.id and kind = 'print')
                     or exists (select 1 from print_jobs
                                where order_id = o.id and may_have_printed = 1),
                 exists (select 1 from events where order_id = o.id and kind = 'sms')
                     or exists (select 1 from messages
                                where order_id = o.id and state in ('queued', 'unknown')),
                 exists (select 1 from events where order_id = o.id and kind = 'whatsapp_asked'),
                 o.finished_at
             from orders o where o.id = ?",
        )
        .bind(self.order)
        .fetch_optional(connection)
        .await
        .map_err(journal_error)?;
        let Some((reveal, print, text, whatsapp, finished_at)) = row else {
            return Ok(Given::default());
        };
        Ok(Given {
            ever: reveal || print || text || whatsapp,
            in_this_way: match self.way {
                Way::Reveal => reveal,
                Way::Print => print,
                Way::Text => text,
                Way::Whatsapp => whatsapp,
            },
            delivered_ago: finished_at.map(|at| self.at.since(Timestamp(at))),
        })
    }
}

/// Counts what is about to leave, before anything of it is written. Answers the count that rose; the
/// record of the transaction shows it.
pub(crate) async fn count<'a>(
    connection: &mut SqliteConnection,
    giving: Giving<'a>,
    uptime: &Uptime,
) -> Result<Option<Count<'a>>, JournalError> {
    let Some((count, more)) = giving.risen(connection, uptime).await? else { return Ok(None) };
    keep(connection, count, &more).await?;
    Ok(Some(count))
}

impl Storage {
    /// The owner's limits.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn custody(&self) -> Result<Custody, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        limits(&mut connection).await
    }

    /// Changes the limits; a record says so.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_custody(
        &self,
        custody: &Custody,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        put_custody(&mut tx, custody).await?;
        let vault = self.vault_needed()?;
        let draft = Draft::new("custody", at)
            .say_some("clerk", by)
            .say("reveals", &custody.reveals.to_string())
            .say("copies", &custody.copies.to_string());
        let draft = draft.show(&mut tx, vault, Shown::All(&SETTING)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    /// Whether a code may leave in this way, as things stand; what leaves is counted when it does. For
    /// what has to be asked before anything is written down.
    ///
    /// # Errors
    /// `Withheld` if it may not, or if it cannot be read.
    pub async fn may_give(
        &self,
        order: &OrderId,
        way: Way,
        clerk: Option<&str>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        let giving = Giving { order: order.as_str(), way, clerk, at };
        giving.risen(&mut connection, &self.uptime()).await.map(|_| ())
    }

    /// Ends a transaction that writes down what is about to leave, with the record of what was counted.
    pub(crate) async fn settle_giving(
        &self,
        mut tx: sqlx::Transaction<'_, sqlx::Sqlite>,
        giving: Giving<'_>,
        counted: Option<Count<'_>>,
    ) -> Result<(), JournalError> {
        let Some(count) = counted else { return tx.commit().await.map_err(journal_error) };
        let vault = self.vault_needed()?;
        let draft = Draft::new("copy_counted", giving.at)
            .say("order", giving.order)
            .say_some("clerk", giving.clerk)
            .show(&mut tx, vault, Shown::Of(&TALLY, &count.row()))
            .await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

async fn limits(connection: &mut SqliteConnection) -> Result<Custody, JournalError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select key, value from settings where key in (?, ?)")
            .bind(REVEALS)
            .bind(COPIES)
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    let mut custody = Custody::default();
    for (key, text) in rows {
        let limit = text.parse().map_err(|_| corrupt(&key, &text))?;
        if key == REVEALS {
            custody.reveals = limit;
        } else {
            custody.copies = limit;
        }
    }
    Ok(custody)
}

pub(crate) async fn put_custody(
    connection: &mut SqliteConnection,
    custody: &Custody,
) -> Result<(), JournalError> {
    put(connection, REVEALS, &custody.reveals.to_string()).await?;
    put(connection, COPIES, &custody.copies.to_string()).await
}

#[cfg(test)]
#[path = "custody_tests.rs"]
mod tests;

//! What the owner wants to be told, what is overdue, and what was told of it.

use crate::{
    chain::{Draft, append},
    messages::{Queued, Row, put_queued, record},
    open::{Storage, journal_error},
    rows::corrupt,
    settings::{put, word_of},
    vault::Vault,
};
use async_trait::async_trait;
use domain::{
    message::MessageState,
    owner::{Alert, DayTime, Matter, OwnerWishes},
    phone::Phone,
    secret::Secret,
    time::Timestamp,
};
use engine::ports::{
    Owners,
    journal::JournalError,
    messages::{About, MessageRecord},
    owners::{AlertWording, OwnersMessage},
};
use sqlx::SqliteConnection;
use std::time::Duration;

type Answer<T> = Result<T, JournalError>;

/// The shop's, so the chain vouches for them. An empty value is a wish taken back.
const PHONE: &str = "shop.owner.phone";
const REPORT: &str = "shop.owner.report";
const Z_BY: &str = "shop.owner.z_by";
const UNKNOWN_AFTER: &str = "shop.owner.unknown_after_ms";
/// Orders told in one message, at most: more than anybody reads in a text.
const ALERTS_MAX: u32 = 50;

#[async_trait]
impl Owners for Storage {
    async fn wishes(&self) -> Answer<OwnerWishes> {
        let all = self.settings().await?;
        let said = |key: &str| all.get(key).filter(|text| !text.is_empty());
        let z_by = said(Z_BY).map(|text| DayTime::parse(text).ok_or_else(|| corrupt(Z_BY, text)));
        let after = said(UNKNOWN_AFTER).map(|text| {
            text.parse().map(Duration::from_millis).map_err(|_| corrupt(UNKNOWN_AFTER, text))
        });
        Ok(OwnerWishes {
            phone: said(PHONE).map(Phone::from_e164),
            report: said(REPORT).is_none_or(|text| text == "true"),
            z_by: z_by.transpose()?,
            unknown_after: after.transpose()?,
        })
    }

    async fn without_z(&self) -> Answer<Option<Alert>> {
        // What is sold while no shift is open belongs to the next one.
        let row: Option<(bool, u32, Option<i64>)> = sqlx::query_as(
            "with last as (select coalesce(max(number), 0) as number,
                 coalesce(max(number) filter (where closed_at is null), 0) as open from shifts)
             select open > 0, number, case when open > 0
                 then (select opened_at from shifts where shifts.number = last.open)
                 else (select min(created_at) from sales where shift = last.number + 1) end
             from last
             where not exists (select 1 from owner_alerts where matter = last.number
                 and kind = case when open > 0 then 'shift_open' else 'no_shift' end)",
        )
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(row.and_then(|(is_open, number, since)| {
            let matter = if is_open { Matter::ShiftOpen(number) } else { Matter::NoShift(number) };
            since.map(|since| Alert { matter, since: Timestamp(since), name: None })
        }))
    }

    async fn unfinished(&self, before: Timestamp) -> Answer<Vec<Alert>> {
        let rows: Vec<(String, i64, String, String)> = sqlx::query_as(
            "select id, created_at, name_en, name_ar from orders
             where state in ('unknown', 'needs_attention') and created_at <= ?
               and not exists (select 1 from owner_alerts where kind = 'order' and matter = orders.id)
             order by created_at, id limit ?",
        )
        .bind(before.0)
        .bind(ALERTS_MAX)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let alert = |(id, since, en, ar)| Alert {
            matter: Matter::Order(id),
            since: Timestamp(since),
            name: Some((en, ar)),
        };
        Ok(rows.into_iter().map(alert).collect())
    }

    async fn orders_told_at(&self, now: Timestamp) -> Answer<Option<Timestamp>> {
        let at: Option<i64> =
            sqlx::query_scalar("select max(at) from owner_alerts where kind = 'order' and at <= ?")
                .bind(now.0)
                .fetch_one(&self.readers)
                .await
                .map_err(journal_error)?;
        Ok(at.map(Timestamp))
    }

    async fn queue_alerts(
        &self,
        alerts: &[Alert],
        message: &OwnersMessage,
        wording: AlertWording<'_>,
    ) -> Answer<bool> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let mut fresh = Vec::new();
        for alert in alerts {
            let (kind, which) = (alert.matter.kind(), alert.matter.which());
            let told: bool = sqlx::query_scalar(
                "select exists (select 1 from owner_alerts where kind = ? and matter = ?)",
            )
            .bind(kind)
            .bind(&which)
            .fetch_one(&mut *tx)
            .await
            .map_err(journal_error)?;
            if !told {
                fresh.push((alert.clone(), kind, which));
            }
        }
        if fresh.is_empty() {
            return Ok(false);
        }
        let said: Vec<Alert> = fresh.iter().map(|(alert, ..)| alert.clone()).collect();
        let (vault, text) = (self.vault_needed()?, wording(&said));
        put_owners(&mut tx, vault, &About::Alert, message, &text).await?;
        let mut draft = Draft::new("owner_alerted", message.at);
        for (_, kind, which) in &fresh {
            sqlx::query("insert into owner_alerts (kind, matter, at, message) values (?, ?, ?, ?)")
                .bind(kind)
                .bind(which)
                .bind(message.at.0)
                .bind(message.id.as_str())
                .execute(&mut *tx)
                .await
                .map_err(journal_error)?;
        }
        let told = fresh.iter().map(|(_, kind, which)| format!("{kind} {which}"));
        draft = draft.say("told", &told.collect::<Vec<_>>().join(", "));
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await?;
        Ok(true)
    }

    async fn queue_z(&self, shift: u32, message: &OwnersMessage, text: &Secret) -> Answer<bool> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let newest = newest_about(&mut tx, shift).await?;
        let may_go = newest.is_none_or(|newest| match newest.state {
            MessageState::Failed => true,
            // Nobody knows: that is told first, and then the owner may decide.
            MessageState::Unknown => newest.told_lost,
            MessageState::Queued | MessageState::Sent | MessageState::Delivered => false,
        });
        if !may_go {
            return Ok(false);
        }
        put_owners(&mut tx, self.vault_needed()?, &About::Z(shift), message, text).await?;
        tx.commit().await.map_err(journal_error)?;
        Ok(true)
    }

    async fn about_z(&self, shift: u32) -> Answer<Option<MessageRecord>> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        newest_about(&mut connection, shift).await
    }

    async fn unsent(&self, since: Timestamp) -> Answer<Vec<MessageRecord>> {
        let rows: Vec<Row> = sqlx::query_as(
            "select * from messages m
             where about <> 'order' and created_at >= ?
               and (state = 'failed' or (state = 'unknown' and told_lost = 1))
               and (about = 'alert' or not exists (select 1 from messages later
                    where later.about = 'z' and later.shift = m.shift and later.rowid > m.rowid))
             order by created_at desc, id desc limit ?",
        )
        .bind(since.0)
        .bind(ALERTS_MAX)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(record).collect()
    }
}

impl Storage {
    /// Changes what the owner wants to be told; a record says so.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_owner_wishes(&self, wishes: &OwnerWishes) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        put_wishes(&mut tx, wishes).await?;
        let link = self.put_set_up(&mut tx, self.vault_needed()?).await?;
        self.settle(tx, &link).await
    }
}

/// Writes what the owner wants to be told.
pub(crate) async fn put_wishes(
    connection: &mut SqliteConnection,
    wishes: &OwnerWishes,
) -> Answer<()> {
    let phone = wishes.phone.as_ref().map(|phone| phone.as_str().to_owned());
    let z_by = wishes.z_by.map(|time| time.to_string());
    let after = wishes.unknown_after.map(|span| span.as_millis().to_string());
    put(connection, PHONE, &phone.unwrap_or_default()).await?;
    put(connection, REPORT, word_of(wishes.report)).await?;
    put(connection, Z_BY, &z_by.unwrap_or_default()).await?;
    put(connection, UNKNOWN_AFTER, &after.unwrap_or_default()).await
}

/// Writes a message to the owner down.
pub(crate) async fn put_owners(
    connection: &mut SqliteConnection,
    vault: &Vault,
    about: &About,
    message: &OwnersMessage,
    text: &Secret,
) -> Answer<()> {
    let OwnersMessage { id, route, to, clerk, at, owner } = message;
    let queued = Queued { id, route, to, clerk: clerk.as_deref(), at: *at, owner };
    put_queued(connection, vault, about, queued, text).await
}

async fn newest_about(
    connection: &mut SqliteConnection,
    shift: u32,
) -> Answer<Option<MessageRecord>> {
    let row: Option<Row> = sqlx::query_as(
        "select * from messages where about = 'z' and shift = ? order by rowid desc limit 1",
    )
    .bind(shift)
    .fetch_optional(connection)
    .await
    .map_err(journal_error)?;
    row.map(record).transpose()
}

#[cfg(test)]
#[path = "owner_texts_tests.rs"]
mod tests;

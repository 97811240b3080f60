//! Shifts: opened, paid in and out of, closed. One is open at a time, which an index keeps over all
//! processes; what is read for a Z and the Z itself are one transaction.

use crate::{
    chain::{
        Draft, Shown, append, salt,
        tables::{SHIFT, SHIFT_LOG},
    },
    open::{Storage, journal_error},
    owner_texts::put_owners,
    rows::{corrupt, currency, decimal, money},
    settings,
    shift_log::{CASH, Line, put},
};
use async_trait::async_trait;
use domain::{
    account::Wallet, ids::SupplierId, money::Money, shift::Way, shop::Rate, time::Timestamp,
};
use engine::ports::{
    Shifts,
    journal::JournalError,
    messages::About,
    shifts::{Closing, DrawUp, Facts, KeptReport, LogKind, Mark, NewShift, Payment, Shift, TellZ},
    supplier::PaidIn,
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{FromRow, SqliteConnection};

type Answer<T> = Result<T, JournalError>;

#[derive(FromRow)]
pub(crate) struct Row {
    pub(crate) number: u32,
    opened_at: i64,
    opened_by: Option<String>,
    floats: String,
    rates: String,
    wallets: String,
    pub(crate) events_from: i64,
    pub(crate) wallets_from: i64,
}

impl Row {
    pub(crate) fn shift(&self) -> Answer<Shift> {
        let floats: Vec<(String, String)> = read(&self.floats)?;
        let rates: Vec<(String, String, String)> = read(&self.rates)?;
        Ok(Shift {
            number: self.number,
            opened_at: Timestamp(self.opened_at),
            opened_by: self.opened_by.clone(),
            floats: floats
                .iter()
                .map(|(code, amount)| money(amount, code))
                .collect::<Answer<_>>()?,
            rates: rates
                .iter()
                .map(|(base, quote, rate)| {
                    let (base, quote) = (currency(base)?, currency(quote)?);
                    Ok(Rate { base, quote, rate: decimal(rate)? })
                })
                .collect::<Answer<_>>()?,
            wallets: wallets_from_text(&self.wallets)?,
        })
    }
}

/// The open shift's row.
pub(crate) async fn open_row(connection: &mut SqliteConnection) -> Answer<Option<Row>> {
    sqlx::query_as(
        "select number, opened_at, opened_by, floats, rates, wallets, events_from, wallets_from
         from shifts where closed_at is null",
    )
    .fetch_optional(connection)
    .await
    .map_err(journal_error)
}

/// How the Z before ended.
#[derive(FromRow)]
pub(crate) struct Before {
    pub(crate) number: u32,
    events_to: i64,
    pub(crate) wallets_to: i64,
    pub(crate) reported: String,
    pub(crate) closed_at: i64,
}

pub(crate) async fn before(connection: &mut SqliteConnection) -> Answer<Option<Before>> {
    sqlx::query_as(
        "select number, events_to, wallets_to, reported, closed_at from shifts
         where closed_at is not null order by number desc limit 1",
    )
    .fetch_optional(connection)
    .await
    .map_err(journal_error)
}

/// Wallets go on from where the Z before left them, so that nothing happens to them between two Zs;
/// where it could not ask one, or there was none, from the opening.
fn first_wallets(before: Option<&Before>, new: &NewShift) -> Answer<(Vec<Wallet>, i64)> {
    let Some(before) = before else { return Ok((new.wallets.clone(), new.asked_at.0)) };
    let reported = wallets_from_text(&before.reported)?;
    if reported.is_empty() {
        return Ok((new.wallets.clone(), new.asked_at.0));
    }
    Ok((reported, before.wallets_to))
}

#[async_trait]
impl Shifts for Storage {
    async fn open_shift(&self) -> Answer<Option<Shift>> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        open_row(&mut connection).await?.map(|row| row.shift()).transpose()
    }

    async fn mark(&self) -> Answer<Mark> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        newest_event(&mut connection).await.map(Mark)
    }

    async fn touched_since(&self, mark: Mark) -> Answer<bool> {
        sqlx::query_scalar(
            "select exists (select 1 from events where seq > ?
                 and kind in ('sent', 'accepted', 'delivered', 'refused', 'resolved',
                     'late_delivery', 'taken_back'))",
        )
        .bind(mark.0)
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)
    }

    async fn keep_paid_in(
        &self,
        supplier: &SupplierId,
        paid_in: &[PaidIn],
        at: Timestamp,
    ) -> Answer<()> {
        self.put_paid_in(supplier, paid_in, at).await
    }

    async fn begin_shift(&self, new: &NewShift) -> Answer<u32> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if open_row(&mut tx).await?.is_some() {
            return Err(JournalError::Conflict);
        }
        let before = before(&mut tx).await?;
        let number = before.as_ref().map_or(1, |before| before.number.saturating_add(1));
        // The first Z tells nothing of a till that was there before its shifts.
        let events_from = match &before {
            Some(before) => before.events_to,
            None => first_event(&mut tx).await?,
        };
        let (wallets, wallets_from) = first_wallets(before.as_ref(), new)?;
        sqlx::query(
            "insert into shifts (number, opened_at, opened_by, floats, rates, wallets, events_from,
                 wallets_from)
             values (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(number)
        .bind(new.at.0)
        .bind(&new.clerk)
        .bind(amounts_to_text(&new.floats)?)
        .bind(rates_to_text(&new.rates)?)
        .bind(wallets_to_text(&wallets)?)
        .bind(events_from)
        .bind(wallets_from)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let draft = Draft::new("shift_opened", new.at).say_some("clerk", new.clerk.as_deref());
        let vault = self.vault_needed()?;
        let owner = number.to_string();
        let draft = draft.show(&mut tx, vault, Shown::Of(&SHIFT, &owner)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await?;
        Ok(number)
    }

    async fn pay(&self, payment: &Payment) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if open_row(&mut tx).await?.is_none() {
            return Err(JournalError::Conflict);
        }
        let (kind, word) = match payment.way {
            Way::In => (LogKind::PayIn, "pay_in"),
            Way::Out => (LogKind::PayOut, "pay_out"),
        };
        let clerk = payment.clerk.as_deref();
        let line = Line {
            tender: Some(CASH),
            amount: Some(payment.amount),
            clerk,
            reason: Some(&payment.reason),
            ..Line::new(kind, payment.at)
        };
        put(&mut tx, &line).await?;
        let vault = self.vault_needed()?;
        let draft = Draft::new(word, payment.at).say_some("clerk", clerk);
        let draft = draft.show(&mut tx, vault, Shown::Newest(&SHIFT_LOG, "")).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    async fn facts(&self, mark: Mark) -> Answer<Option<Facts>> {
        // One transaction, so that all of it is of one moment.
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let Some(row) = open_row(&mut tx).await? else { return Ok(None) };
        let end = newest_event(&mut tx).await?;
        let facts = crate::shift_facts::read(&mut tx, &row, end, mark.0).await?;
        tx.commit().await.map_err(journal_error)?;
        Ok(Some(facts))
    }

    async fn note_x(&self, clerk: Option<&str>, at: Timestamp) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let Some(row) = open_row(&mut tx).await? else { return Err(JournalError::Conflict) };
        let number = row.number.to_string();
        let draft = Draft::new("x_report", at).say("shift", &number).say_some("clerk", clerk);
        let link = append(&mut tx, self.vault_needed()?, draft).await?;
        self.settle(tx, &link).await
    }

    async fn end_shift(
        &self,
        closing: &Closing,
        draw_up: DrawUp<'_>,
        tell: Option<&TellZ<'_>>,
    ) -> Answer<Facts> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let Some(row) = open_row(&mut tx).await? else { return Err(JournalError::Conflict) };
        let end = newest_event(&mut tx).await?;
        let facts = crate::shift_facts::read(&mut tx, &row, end, closing.asked_at.0).await?;
        sqlx::query(
            "update shifts set closed_at = ?2, closed_by = ?3, events_to = ?4, wallets_to = ?5,
                 reported = ?6, report = ?7, report_salt = ?8
             where number = ?1",
        )
        .bind(row.number)
        .bind(closing.at.0)
        .bind(&closing.clerk)
        .bind(end)
        .bind(closing.asked_at.0)
        .bind(wallets_to_text(&closing.wallets)?)
        .bind(draw_up(&facts)?)
        .bind(salt()?)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let owner = row.number.to_string();
        let vault = self.vault_needed()?;
        if let Some(tell) = tell {
            let text = (tell.wording)(&facts);
            put_owners(&mut tx, vault, &About::Z(row.number), &tell.message, &text).await?;
        }
        let draft =
            Draft::new("shift_closed", closing.at).say_some("clerk", closing.clerk.as_deref());
        let draft = draft.show(&mut tx, vault, Shown::Of(&SHIFT, &owner)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await?;
        Ok(facts)
    }

    async fn kept_report(&self, number: u32) -> Answer<Option<KeptReport>> {
        let text: Option<String> =
            sqlx::query_scalar("select report from shifts where number = ? and report is not null")
                .bind(number)
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        Ok(text.map(|text| KeptReport { number, text }))
    }

    async fn kept_reports(&self, before: Option<u32>, limit: u32) -> Answer<Vec<KeptReport>> {
        let rows: Vec<(u32, String)> = sqlx::query_as(
            "select number, report from shifts
             where report is not null and (?1 is null or number < ?1)
             order by number desc limit ?2",
        )
        .bind(before)
        .bind(limit)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows.into_iter().map(|(number, text)| KeptReport { number, text }).collect())
    }
}

impl Storage {
    /// The rates that are in force: those of the open shift, else the shop's own.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn rates_in_force(&self) -> Answer<Vec<Rate>> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        rates_in_force(&mut connection).await
    }
}

/// The same, within a transaction.
pub(crate) async fn rates_in_force(connection: &mut SqliteConnection) -> Answer<Vec<Rate>> {
    match open_row(connection).await? {
        Some(row) => Ok(row.shift()?.rates),
        None => settings::rates(connection).await,
    }
}

async fn newest_event(connection: &mut SqliteConnection) -> Answer<i64> {
    sqlx::query_scalar("select coalesce(max(seq), 0) from events")
        .fetch_one(connection)
        .await
        .map_err(journal_error)
}

/// Where the first Z's events begin: before those of the first sale that is in it.
async fn first_event(connection: &mut SqliteConnection) -> Answer<i64> {
    sqlx::query_scalar(
        "select coalesce(
             (select min(e.seq) - 1 from events e join orders o on o.id = e.order_id
              join sales s on s.id = o.sale_id where s.shift = 1),
             (select max(seq) from events), 0)",
    )
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

fn amounts_to_text(amounts: &[Money]) -> Answer<String> {
    let pairs: Vec<(String, String)> = amounts
        .iter()
        .map(|money| (money.currency().to_string(), money.amount().to_string()))
        .collect();
    write(&pairs)
}

fn rates_to_text(rates: &[Rate]) -> Answer<String> {
    let rows: Vec<(String, String, String)> = rates
        .iter()
        .map(|rate| (rate.base.to_string(), rate.quote.to_string(), rate.rate.to_string()))
        .collect();
    write(&rows)
}

fn wallets_to_text(wallets: &[Wallet]) -> Answer<String> {
    let rows: Vec<(&str, String, String, i64)> = wallets
        .iter()
        .map(|wallet| {
            let balance = wallet.balance;
            let (code, amount) = (balance.currency().to_string(), balance.amount().to_string());
            (wallet.supplier.as_str(), code, amount, wallet.as_of.0)
        })
        .collect();
    write(&rows)
}

pub(crate) fn wallets_from_text(text: &str) -> Answer<Vec<Wallet>> {
    let rows: Vec<(String, String, String, i64)> = read(text)?;
    rows.into_iter()
        .map(|(supplier, code, amount, as_of)| {
            Ok(Wallet {
                supplier: SupplierId::new(supplier),
                balance: money(&amount, &code)?,
                as_of: Timestamp(as_of),
            })
        })
        .collect()
}

fn write(value: &impl Serialize) -> Answer<String> {
    serde_json::to_string(value).map_err(|error| JournalError::Database(Box::new(error)))
}

fn read<T: DeserializeOwned>(text: &str) -> Answer<T> {
    serde_json::from_str(text).map_err(|_| corrupt("shift", text))
}

#[cfg(test)]
#[path = "shifts_tests.rs"]
mod tests;

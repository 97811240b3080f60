//! Who works here, and who did: nobody is ever deleted, because the journal keeps the names.

use crate::{
    open::{Storage, journal_error},
    rows::word,
};
use domain::{
    clerk::{Clerk, Role},
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// Somebody who works here, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name on slips and in the journal.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When they left.
    pub left_at: Option<Timestamp>,
    /// When their PIN last opened something, to the minute.
    pub seen_at: Option<Timestamp>,
    /// Their place among all who ever worked here, from 0; it never changes.
    pub place: u32,
}

type Row = (String, String, Option<i64>, Option<i64>, u32);

fn person((name, role, left_at, seen_at, place): Row) -> Result<Person, JournalError> {
    let role = word("role", &role, Role::from_word)?;
    let [left_at, seen_at] = [left_at, seen_at].map(|at| at.map(Timestamp));
    Ok(Person { name, role, left_at, seen_at, place })
}

impl Storage {
    /// Everybody who works here or did, in the order in which they came.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn people(&self) -> Result<Vec<Person>, JournalError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select name, role, left_at, seen_at, row_number() over (order by rowid) - 1
             from clerks where renamed_to is null order by rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(person).collect()
    }

    /// Somebody who works here.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn clerk(&self, name: &str) -> Result<Option<Clerk>, JournalError> {
        let row: Option<(String, String)> =
            sqlx::query_as("select name, role from clerks where name = ? and left_at is null")
                .bind(name)
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        row.map(|(name, role)| Ok(Clerk { name, role: word("role", &role, Role::from_word)? }))
            .transpose()
    }
}

/// Under which name somebody works now who had this one.
pub(crate) async fn name_now(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<String, JournalError> {
    let now: Option<String> = sqlx::query_scalar("select renamed_to from clerks where name = ?")
        .bind(name)
        .fetch_optional(connection)
        .await
        .map_err(journal_error)?
        .flatten();
    Ok(now.unwrap_or_else(|| name.to_owned()))
}

/// Whether somebody worked here and does not any more.
pub(crate) async fn has_left(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<bool, JournalError> {
    sqlx::query_scalar(
        "select exists (select 1 from clerks where name = ? and left_at is not null)",
    )
    .bind(name)
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// Everybody who works here, in the transaction that changes one of them.
pub(crate) async fn here(connection: &mut SqliteConnection) -> Result<Vec<Clerk>, JournalError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select name, role from clerks where left_at is null order by rowid")
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    rows.into_iter()
        .map(|(name, role)| Ok(Clerk { name, role: word("role", &role, Role::from_word)? }))
        .collect()
}

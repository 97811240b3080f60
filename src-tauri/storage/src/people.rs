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

/// Somebody who works here, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name on slips and in the journal.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When they left.
    pub left_at: Option<Timestamp>,
    /// Their place among all who ever worked here, from 0; it never changes.
    pub place: u32,
}

type Row = (String, String, Option<i64>, u32);

fn person((name, role, left_at, place): Row) -> Result<Person, JournalError> {
    let role = word("role", &role, Role::from_word)?;
    Ok(Person { name, role, left_at: left_at.map(Timestamp), place })
}

impl Storage {
    /// Everybody who works here or did, in the order in which they came.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn people(&self) -> Result<Vec<Person>, JournalError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select name, role, left_at, row_number() over (order by rowid) - 1
             from clerks order by rowid",
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

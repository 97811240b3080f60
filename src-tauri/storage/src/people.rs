//! Who works here, as the owner changes it at the till. Nobody is ever deleted: the journal keeps the
//! names, and who left has no PIN any more.

use crate::{
    chain::{Draft, Shown, append, salt, tables::CLERK},
    clerks::{UnlockError, pin_hash, pin_index},
    open::{Storage, journal_error},
    rows::word,
    settings::bump,
    vault::Vault,
};
use domain::{
    clerk::{Clerk, Role},
    secret::Secret,
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
    /// Their place among all who ever worked here, from 0; it never changes.
    pub place: u32,
}

/// A change of who works here.
#[derive(Clone, Debug)]
pub enum PeopleChange {
    /// Somebody new.
    Add {
        /// What they may do.
        role: Role,
        /// Their PIN.
        pin: Secret,
    },
    /// Another role.
    Role(Role),
    /// Another PIN.
    Pin(Secret),
    /// They do not work here any more.
    Leave,
    /// They work here again, with a PIN of their own.
    Return {
        /// The PIN.
        pin: Secret,
    },
}

/// A change was not made.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Somebody of this name works here or did; the journal must not mix the two up.
    #[error("the name is taken")]
    NameTaken,
    /// Nobody of this name, or not in the state the change is for.
    #[error("nobody of this name")]
    Unknown,
    /// Two people with one PIN.
    #[error("the PIN is somebody's already")]
    PinTaken,
    /// Nobody could change anything any more.
    #[error("there would be no owner")]
    LastOwner,
    /// The journal cannot be written.
    #[error("the people could not be changed")]
    Journal(#[from] JournalError),
    /// A PIN could not be hashed.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
}

impl PeopleChange {
    fn word(&self) -> &'static str {
        match self {
            PeopleChange::Add { .. } => "person_added",
            PeopleChange::Role(_) => "person_role",
            PeopleChange::Pin(_) => "person_pin",
            PeopleChange::Leave => "person_left",
            PeopleChange::Return { .. } => "person_back",
        }
    }
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

    /// Makes a change, journalled as `by`'s in the same transaction.
    ///
    /// # Errors
    /// If it is not possible; nothing is changed then.
    pub async fn change_person(
        &self,
        name: &str,
        change: &PeopleChange,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<(), PeopleError> {
        let vault = self.vault_needed()?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        apply(&mut tx, vault, name, change, at).await?;
        let owners: i64 = sqlx::query_scalar(
            "select count(*) from clerks where role = 'owner' and left_at is null",
        )
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        if owners == 0 {
            return Err(PeopleError::LastOwner);
        }
        bump(&mut tx, "clerks.version").await?;
        let draft = Draft::new(change.word(), at).say("person", name).say_some("clerk", by);
        let draft = draft.show(&mut tx, vault, Shown::All(&CLERK)).await?;
        let link = append(&mut tx, vault, draft).await?;
        Ok(self.settle(tx, &link).await?)
    }
}

async fn apply(
    connection: &mut SqliteConnection,
    vault: &Vault,
    name: &str,
    change: &PeopleChange,
    at: Timestamp,
) -> Result<(), PeopleError> {
    let there: Option<Option<i64>> =
        sqlx::query_scalar("select left_at from clerks where name = ?")
            .bind(name)
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?;
    let works_here = there.map(|left| left.is_none());
    match (change, works_here) {
        (PeopleChange::Add { .. }, Some(_)) => return Err(PeopleError::NameTaken),
        (PeopleChange::Add { role, pin }, None) => {
            insert(connection, name, *role).await?;
            put_pin(connection, vault, name, pin).await?;
        }
        (PeopleChange::Role(role), Some(true)) => {
            set(connection, "update clerks set role = ? where name = ?", role.as_str(), name)
                .await?;
        }
        (PeopleChange::Pin(pin), Some(true)) => put_pin(connection, vault, name, pin).await?,
        (PeopleChange::Leave, Some(true)) => {
            set(connection, "update clerks set left_at = ? where name = ?", at.0, name).await?;
            no_pin(connection, name).await?;
        }
        (PeopleChange::Return { pin }, Some(false)) => {
            set(connection, "update clerks set left_at = ? where name = ?", None::<i64>, name)
                .await?;
            put_pin(connection, vault, name, pin).await?;
        }
        (PeopleChange::Return { .. }, Some(true) | None)
        | (
            PeopleChange::Role(_) | PeopleChange::Pin(_) | PeopleChange::Leave,
            Some(false) | None,
        ) => {
            return Err(PeopleError::Unknown);
        }
    }
    Ok(())
}

/// With no PIN yet: an index that no PIN has, and a hash that none fits.
async fn insert(
    connection: &mut SqliteConnection,
    name: &str,
    role: Role,
) -> Result<(), JournalError> {
    sqlx::query(
        "insert into clerks (name, role, pin_hash, pin_index, pin_salt) values (?, ?, '', ?, ?)",
    )
    .bind(name)
    .bind(role.as_str())
    .bind(salt()?)
    .bind(salt()?)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

async fn set<'q, T>(
    connection: &mut SqliteConnection,
    sql: &'static str,
    value: T,
    name: &'q str,
) -> Result<(), JournalError>
where
    T: sqlx::Encode<'q, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + 'q,
{
    sqlx::query(sql).bind(value).bind(name).execute(connection).await.map_err(journal_error)?;
    Ok(())
}

async fn put_pin(
    connection: &mut SqliteConnection,
    vault: &Vault,
    name: &str,
    pin: &Secret,
) -> Result<(), PeopleError> {
    let index = pin_index(vault, pin);
    let taken: bool = sqlx::query_scalar(
        "select exists (select 1 from clerks where pin_index = ? and name <> ?)",
    )
    .bind(&index)
    .bind(name)
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    if taken {
        return Err(PeopleError::PinTaken);
    }
    write_pin(connection, name, &pin_hash(vault, pin)?, index).await?;
    Ok(())
}

async fn no_pin(connection: &mut SqliteConnection, name: &str) -> Result<(), JournalError> {
    write_pin(connection, name, "", salt()?).await
}

async fn write_pin(
    connection: &mut SqliteConnection,
    name: &str,
    hash: &str,
    index: Vec<u8>,
) -> Result<(), JournalError> {
    sqlx::query("update clerks set pin_hash = ?, pin_index = ?, pin_salt = ? where name = ?")
        .bind(hash)
        .bind(index)
        .bind(salt()?)
        .bind(name)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

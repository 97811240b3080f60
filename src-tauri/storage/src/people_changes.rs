//! How the owner changes who works here. Nobody is ever deleted: who leaves keeps the name and loses the
//! PIN, and an old name stays its bearer's.

use crate::{
    chain::{
        Draft, Shown, append, salt,
        tables::{CLERK, TALLY},
    },
    clerks::{UnlockError, pin_hash, pin_index},
    open::{Storage, journal_error},
    people::{has_left, here},
    settings::bump,
    tallies::{Count, keep},
    vault::Vault,
};
use domain::{
    clerk::{Clerk, Role},
    people::{Objection, is_same_name, objection},
    secret::Secret,
    tally::Tally,
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// Somebody who begins to work here.
#[derive(Clone, Copy, Debug)]
pub struct Joining<'a> {
    /// The name, as [`domain::people::name`] reads it.
    pub name: &'a str,
    /// What they may do.
    pub role: Role,
    /// Their PIN, in ASCII digits.
    pub pin: &'a Secret,
}

/// What changes about somebody.
#[derive(Clone, Debug)]
pub enum PersonChange {
    /// Another name, as [`domain::people::name`] reads it.
    Rename(String),
    /// Another role.
    Role(Role),
    /// Another PIN, in ASCII digits. A lock-out of the old one ends with it.
    Pin(Secret),
    /// They leave.
    Leave,
    /// They are back, with a PIN of their own choice.
    Return(Secret),
}

/// Why the people stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    /// Nobody of this name works here, or everybody does already.
    #[error("nobody of this name works here")]
    Unknown,
    /// Somebody has, or had, this name.
    #[error("somebody has or had this name")]
    NameTaken,
    /// Another clerk's PIN.
    #[error("the PIN is another clerk's already")]
    PinTaken,
    /// The shop could be locked out of its own till.
    #[error("the shop needs an owner")]
    Objection(Objection),
    /// The journal cannot be written.
    #[error("the people could not be changed")]
    Journal(#[from] JournalError),
    /// The PIN could not be hashed.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
}

/// A PIN as it is kept; hashed before the transaction, because that takes a while on purpose.
struct Kept {
    hash: String,
    index: Vec<u8>,
}

impl Kept {
    fn of(vault: &Vault, pin: &Secret) -> Result<Self, UnlockError> {
        Ok(Self { hash: pin_hash(vault, pin)?, index: pin_index(vault, pin) })
    }
}

impl Storage {
    /// Takes somebody in. `by` is who does it; nobody in particular where nobody works here yet.
    ///
    /// # Errors
    /// If the name or the PIN is somebody's already, or there would be no owner.
    pub async fn add_person(
        &self,
        new: &Joining<'_>,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<(), PersonError> {
        let vault = self.vault_needed()?;
        let pin = Kept::of(vault, new.pin)?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        refuse_name(&mut tx, new.name, None).await?;
        refuse_pin(&mut tx, &pin, new.name).await?;
        judge(&here(&mut tx).await?, new.name, Some(new.role), by)?;
        sqlx::query(
            "insert into clerks (name, role, pin_hash, pin_index, pin_salt) values (?, ?, ?, ?, ?)",
        )
        .bind(new.name)
        .bind(new.role.as_str())
        .bind(&pin.hash)
        .bind(&pin.index)
        .bind(salt()?)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let draft = Draft::new("person_added", at).say_some("clerk", by).say("person", new.name);
        self.put_people(tx, draft.say("role", new.role.as_str())).await
    }

    /// Changes something about somebody. `by` is who does it.
    ///
    /// # Errors
    /// If nobody of this name works here, or it cannot be; nothing is changed then.
    pub async fn change_person(
        &self,
        name: &str,
        change: &PersonChange,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<(), PersonError> {
        let vault = self.vault_needed()?;
        let pin = match change {
            PersonChange::Pin(pin) | PersonChange::Return(pin) => Some(Kept::of(vault, pin)?),
            PersonChange::Rename(_) | PersonChange::Role(_) | PersonChange::Leave => None,
        };
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let people = here(&mut tx).await?;
        let whom = people.iter().find(|clerk| clerk.name == name);
        let draft = |kind| Draft::new(kind, at).say_some("clerk", by).say("person", name);
        let told = match (change, whom, &pin) {
            (PersonChange::Rename(new), Some(_), _) => {
                refuse_name(&mut tx, new, Some(name)).await?;
                rename(&mut tx, name, new, at).await?;
                draft("person_renamed").say("name", new)
            }
            (PersonChange::Role(role), Some(was), _) => {
                judge(&people, name, Some(*role), by)?;
                set_role(&mut tx, name, *role).await?;
                let told = draft("person_role").say("was_role", was.role.as_str());
                told.say("role", role.as_str())
            }
            (PersonChange::Leave, Some(_), _) => {
                judge(&people, name, None, by)?;
                leave(&mut tx, name, at).await?;
                draft("person_left")
            }
            (PersonChange::Pin(_), Some(_), Some(pin)) => {
                set_pin(&mut tx, name, pin).await?;
                draft("person_pin")
            }
            (PersonChange::Return(_), None, Some(pin)) => {
                if !has_left(&mut tx, name).await? {
                    return Err(PersonError::Unknown);
                }
                set_pin(&mut tx, name, pin).await?;
                draft("person_back")
            }
            _ => return Err(PersonError::Unknown),
        };
        self.put_people(tx, told).await
    }

    /// Ends a transaction that changed people.
    async fn put_people(
        &self,
        mut tx: sqlx::Transaction<'_, sqlx::Sqlite>,
        draft: Draft,
    ) -> Result<(), PersonError> {
        let vault = self.vault_needed()?;
        bump(&mut tx, "clerks.version").await?;
        let draft = draft.show(&mut tx, vault, Shown::All(&CLERK)).await?;
        let draft = draft.show(&mut tx, vault, Shown::All(&TALLY)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await?;
        Ok(())
    }
}

fn judge(
    people: &[Clerk],
    whom: &str,
    role: Option<Role>,
    by: Option<&str>,
) -> Result<(), PersonError> {
    objection(people, whom, role, by).map_or(Ok(()), |why| Err(PersonError::Objection(why)))
}

/// A name that looks like another's, or one somebody had before, would make the journal say of one
/// person what another did. Who had it may have it again.
async fn refuse_name(
    connection: &mut SqliteConnection,
    name: &str,
    bearer: Option<&str>,
) -> Result<(), PersonError> {
    let names: Vec<(String, Option<String>)> =
        sqlx::query_as("select name, renamed_to from clerks")
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    let is_anothers = |(known, now): &(String, Option<String>)| {
        let owner = now.as_deref().unwrap_or(known);
        is_same_name(known, name) && bearer != Some(owner)
    };
    if bearer != Some(name) && names.iter().any(is_anothers) {
        return Err(PersonError::NameTaken);
    }
    Ok(())
}

/// A PIN alone opens the till, so no two people may have one.
async fn refuse_pin(
    connection: &mut SqliteConnection,
    pin: &Kept,
    name: &str,
) -> Result<(), PersonError> {
    let taken: bool = sqlx::query_scalar(
        "select exists (select 1 from clerks where pin_index = ? and name <> ?)",
    )
    .bind(&pin.index)
    .bind(name)
    .fetch_one(connection)
    .await
    .map_err(journal_error)?;
    if taken { Err(PersonError::PinTaken) } else { Ok(()) }
}

async fn set_role(
    connection: &mut SqliteConnection,
    name: &str,
    role: Role,
) -> Result<(), JournalError> {
    sqlx::query("update clerks set role = ? where name = ?")
        .bind(role.as_str())
        .bind(name)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

async fn set_pin(
    connection: &mut SqliteConnection,
    name: &str,
    pin: &Kept,
) -> Result<(), PersonError> {
    refuse_pin(connection, pin, name).await?;
    sqlx::query(
        "update clerks set pin_hash = ?, pin_index = ?, pin_salt = ?, left_at = null where name = ?",
    )
    .bind(&pin.hash)
    .bind(&pin.index)
    .bind(salt()?)
    .bind(name)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    keep(connection, Count::Pin(Some(name)), &Tally::default()).await?;
    Ok(())
}

/// No PIN opens anything for who is gone: there is no hash, and the index is nobody's.
async fn leave(
    connection: &mut SqliteConnection,
    name: &str,
    at: Timestamp,
) -> Result<(), JournalError> {
    sqlx::query(
        "update clerks set left_at = ?, pin_hash = '', pin_index = randomblob(32), pin_salt = ?
         where name = ?",
    )
    .bind(at.0)
    .bind(salt()?)
    .bind(name)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// The row keeps its place and gets the new name; the old name stays behind in a row of its own, and
/// points to the new one. What counts against somebody goes along.
async fn rename(
    connection: &mut SqliteConnection,
    old: &str,
    new: &str,
    at: Timestamp,
) -> Result<(), JournalError> {
    if old == new {
        return Ok(());
    }
    let names: [(&str, Vec<&str>); 4] = [
        ("delete from clerks where name = ? and renamed_to = ?", vec![new, old]),
        ("update clerks set name = ? where name = ?", vec![new, old]),
        ("update clerks set renamed_to = ? where renamed_to = ?", vec![new, old]),
        (
            "insert into tallies (kind, name, count, paid_ms, boot, uptime_ms)
             select kind, ?, count, paid_ms, boot, uptime_ms from tallies where name = ?
             on conflict (kind, name) do update set count = excluded.count,
                 paid_ms = excluded.paid_ms, boot = excluded.boot, uptime_ms = excluded.uptime_ms",
            vec![new, old],
        ),
    ];
    for (sql, values) in names {
        let mut query = sqlx::query(sql);
        for value in values {
            query = query.bind(value);
        }
        query.execute(&mut *connection).await.map_err(journal_error)?;
    }
    sqlx::query(
        "insert into clerks (name, role, pin_hash, pin_index, pin_salt, left_at, renamed_to)
         select ?, role, '', randomblob(32), ?, ?, name from clerks where name = ?",
    )
    .bind(old)
    .bind(salt()?)
    .bind(at.0)
    .bind(new)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

#[cfg(test)]
#[path = "people_changes_tests.rs"]
mod tests;

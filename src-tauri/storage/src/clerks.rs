//! The clerks and their PINs: stored as Argon2id hashes, peppered with the master key, because a
//! four-digit PIN is guessed in no time by whoever has the file.

use crate::{
    chain::{
        Draft, Link, Shown, append,
        tables::{SHIFT_LOG, TALLY},
    },
    open::{Storage, journal_error},
    rows::word,
    shift_log::{Line, put},
    tallies::{Count, keep, tally},
    vault::Vault,
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use domain::{
    clerk::{Clerk, Role},
    secret::Secret,
    tally::{Uptime, WRONG_PIN_PAID_IN, wait_left},
    time::Timestamp,
};
use engine::ports::{journal::JournalError, shifts::LogKind};
use sqlx::SqliteConnection;
use std::time::Duration;

/// When somebody was last here is kept this often.
const SEEN_EVERY_MS: u64 = 60_000;

/// What a PIN came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinVerdict {
    /// This clerk's.
    Right(Clerk),
    /// Nobody's.
    Wrong,
    /// It was not looked at: there were too many wrong ones.
    Locked {
        /// How long none is taken.
        wait: Duration,
    },
}

/// A PIN that somebody typed.
#[derive(Clone, Copy, Debug)]
pub struct PinTry<'a> {
    /// The PIN.
    pub pin: &'a Secret,
    /// Only this clerk's counts, and a wrong one counts against them alone. Without a name the PIN
    /// picks the clerk, and a wrong one counts against the till.
    pub name: Option<&'a str>,
    /// Whom a wrong one is told of: the name given, or who stands at the till.
    pub said: Option<&'a str>,
    /// When, for the record.
    pub at: Timestamp,
    /// The computer's running time, by which waits are served.
    pub uptime: &'a Uptime,
}

/// A PIN could not be judged or kept.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// The journal cannot be read.
    #[error("the clerks could not be read")]
    Journal(#[from] JournalError),
    /// Hashing failed.
    #[error("the PIN could not be judged")]
    Hash,
}

impl Storage {
    /// Whether any clerk is set up; without one no PIN is asked for.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn has_clerks(&self) -> Result<bool, JournalError> {
        sqlx::query_scalar("select exists (select 1 from clerks)")
            .fetch_one(&self.readers)
            .await
            .map_err(journal_error)
    }

    /// Whose PIN this is. A wrong one is counted and journalled before the answer, and while too many
    /// are not paid off none is looked at.
    ///
    /// # Errors
    /// If the clerks cannot be read.
    pub async fn judge_pin(&self, attempt: &PinTry<'_>) -> Result<PinVerdict, UnlockError> {
        let vault = self.vault_needed()?;
        // One writer at a time: of guesses made at the same moment each sees those before it.
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let count = Count::Pin(attempt.name);
        let wrong = tally(&mut tx, count).await?;
        let wait = wait_left(&wrong, attempt.uptime);
        if !wait.is_zero() {
            return Ok(PinVerdict::Locked { wait });
        }
        if let Some(found) = find(&mut tx, vault, attempt).await? {
            drop(tx);
            let verdict = found.verify(vault, attempt.pin)?;
            if let PinVerdict::Right(clerk) = &verdict {
                self.note_seen(clerk, found.seen_at, attempt.at).await;
            }
            return Ok(verdict);
        }
        // A name that nobody has is guessed in vain, and must not fill the disk.
        let is_known = match attempt.name {
            Some(name) => is_here(&mut tx, name).await?,
            None => true,
        };
        let more = wrong.one_more(WRONG_PIN_PAID_IN, attempt.uptime);
        if is_known {
            keep(&mut tx, count, &more).await?;
        }
        let link = note_wrong(&mut tx, vault, attempt, is_known).await;
        let noted = match link {
            Ok(link) => self.settle(tx, &link).await,
            Err(error) => Err(error),
        };
        // Refused all the same.
        if let Err(error) = noted {
            tracing::warn!(%error, "a wrong PIN was not noted");
        }
        Ok(PinVerdict::Wrong)
    }

    /// Keeps when somebody was last here, for whoever looks after the people. Once a minute is enough,
    /// and nobody waits at a locked till because it could not be kept.
    async fn note_seen(&self, clerk: &Clerk, before: Option<i64>, at: Timestamp) {
        if before.is_some_and(|before| before.abs_diff(at.0) < SEEN_EVERY_MS) {
            return;
        }
        let kept = sqlx::query("update clerks set seen_at = ? where name = ?")
            .bind(at.0)
            .bind(&clerk.name)
            .execute(&self.writer)
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, "when somebody was here was not kept");
        }
    }
}

/// A clerk whose PIN it seems to be.
#[derive(sqlx::FromRow)]
struct Found {
    name: String,
    role: String,
    pin_hash: String,
    seen_at: Option<i64>,
}

impl Found {
    fn verify(&self, vault: &Vault, pin: &Secret) -> Result<PinVerdict, UnlockError> {
        let hash = PasswordHash::new(&self.pin_hash).map_err(|_| UnlockError::Hash)?;
        let pepper = pepper(vault);
        match hasher(&pepper)?.verify_password(pin.reveal().as_bytes(), &hash) {
            Ok(()) => {
                let role = word("role", &self.role, Role::from_word)?;
                Ok(PinVerdict::Right(Clerk { name: self.name.clone(), role }))
            }
            // The index says so and the hash does not: somebody edited the row. No guess was made.
            Err(_) => Ok(PinVerdict::Wrong),
        }
    }
}

async fn find(
    connection: &mut SqliteConnection,
    vault: &Vault,
    attempt: &PinTry<'_>,
) -> Result<Option<Found>, JournalError> {
    sqlx::query_as(
        "select name, role, pin_hash, seen_at from clerks
         where pin_index = ?1 and (?2 is null or name = ?2) and left_at is null",
    )
    .bind(pin_index(vault, attempt.pin))
    .bind(attempt.name)
    .fetch_optional(connection)
    .await
    .map_err(journal_error)
}

async fn is_here(connection: &mut SqliteConnection, name: &str) -> Result<bool, JournalError> {
    sqlx::query_scalar("select exists (select 1 from clerks where name = ? and left_at is null)")
        .bind(name)
        .fetch_one(connection)
        .await
        .map_err(journal_error)
}

async fn note_wrong(
    connection: &mut SqliteConnection,
    vault: &Vault,
    attempt: &PinTry<'_>,
    is_counted: bool,
) -> Result<Link, JournalError> {
    let line = Line::new(LogKind::WrongPin, attempt.at);
    put(connection, &Line { clerk: attempt.said, ..line }).await?;
    let draft = Draft::new("wrong_pin", attempt.at).say_some("clerk", attempt.said);
    let mut draft = draft.show(connection, vault, Shown::Newest(&SHIFT_LOG, "")).await?;
    if is_counted {
        let row = Count::Pin(attempt.name).row();
        draft = draft.show(connection, vault, Shown::Of(&TALLY, &row)).await?;
    }
    append(connection, vault, draft).await
}

/// Argon2id with OWASP's least parameters: 19 MiB, two passes, one lane.
fn hasher(pepper: &[u8]) -> Result<Argon2<'_>, UnlockError> {
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
        .map_err(|_| UnlockError::Hash)
}

pub(crate) fn pin_hash(vault: &Vault, pin: &Secret) -> Result<String, UnlockError> {
    let pepper = pepper(vault);
    let hash =
        hasher(&pepper)?.hash_password(pin.reveal().as_bytes()).map_err(|_| UnlockError::Hash)?;
    Ok(hash.to_string())
}

pub(crate) fn pin_index(vault: &Vault, pin: &Secret) -> Vec<u8> {
    vault.digest("pin index", pin.reveal().as_bytes())
}

fn pepper(vault: &Vault) -> Vec<u8> {
    vault.digest("pin pepper", b"")
}

//! The clerks and their PINs: stored as Argon2id hashes, peppered with the master key, because a
//! four-digit PIN is guessed in no time by whoever has the file.

use crate::{
    open::{Storage, journal_error},
    rows::word,
    vault::Vault,
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use domain::{
    clerk::{Clerk, Role},
    secret::Secret,
};
use engine::ports::journal::JournalError;

/// What a PIN came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinVerdict {
    /// This clerk's.
    Right(Clerk),
    /// Nobody's.
    Wrong,
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

    /// Whose PIN this is; with a name, only that clerk's counts.
    ///
    /// # Errors
    /// If the clerks cannot be read.
    pub async fn judge_pin(
        &self,
        name: Option<&str>,
        pin: &Secret,
    ) -> Result<PinVerdict, UnlockError> {
        let vault = self.vault_needed()?;
        let row: Option<(String, String, String)> = sqlx::query_as(
            "select name, role, pin_hash from clerks where pin_index = ?1 and (?2 is null or name = ?2)",
        )
        .bind(pin_index(vault, pin))
        .bind(name)
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        let Some((name, role, hash)) = row else { return Ok(PinVerdict::Wrong) };
        let hash = PasswordHash::new(&hash).map_err(|_| UnlockError::Hash)?;
        let pepper = pepper(vault);
        match hasher(&pepper)?.verify_password(pin.reveal().as_bytes(), &hash) {
            Ok(()) => {
                let role = word("role", &role, Role::from_word)?;
                Ok(PinVerdict::Right(Clerk { name, role }))
            }
            Err(_) => Ok(PinVerdict::Wrong),
        }
    }
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

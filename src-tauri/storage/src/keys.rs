//! Which keys somebody changed at this till. What the actions are and which keys they may have is the
//! window's to know: here are words, kept in bounds.

use crate::{
    open::{Storage, journal_error},
    settings::put,
};
use engine::ports::journal::JournalError;

/// More actions than a window will ever have.
const CHOICES_MAX: usize = 64;
/// Longer than the name of any key.
const WORD_MAX: usize = 32;
const PREFIX: &str = "window.key.";

/// Another key for something the window does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChoice {
    action: String,
    key: String,
}

impl KeyChoice {
    /// An action's word with the name of a key; `None` if either is none.
    #[must_use]
    pub fn new(action: &str, key: &str) -> Option<Self> {
        let is_action = action.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        let is_key = key.chars().all(|letter| !letter.is_control());
        let fits = |word: &str| !word.is_empty() && word.len() <= WORD_MAX;
        (is_action && is_key && fits(action) && fits(key))
            .then(|| Self { action: action.to_owned(), key: key.to_owned() })
    }

    /// What it does.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The key that does it.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl Storage {
    /// The keys that somebody changed.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn key_choices(&self) -> Result<Vec<KeyChoice>, JournalError> {
        let all = self.settings().await?;
        let kept = all.iter().filter_map(|(name, key)| {
            name.strip_prefix(PREFIX).and_then(|action| KeyChoice::new(action, key))
        });
        Ok(kept.collect())
    }

    /// Remembers these and no others.
    ///
    /// # Errors
    /// If they cannot be written.
    pub async fn set_key_choices(&self, choices: &[KeyChoice]) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        sqlx::query("delete from settings where substr(key, 1, ?) = ?")
            .bind(i64::try_from(PREFIX.len()).unwrap_or(i64::MAX))
            .bind(PREFIX)
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        for choice in choices.iter().take(CHOICES_MAX) {
            put(&mut tx, &format!("{PREFIX}{}", choice.action), &choice.key).await?;
        }
        tx.commit().await.map_err(journal_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_keys() {
        assert!(KeyChoice::new("pay", "Ctrl+Shift+F8").is_some());
        for (action, key) in [("", "F8"), ("Pay", "F8"), ("pay", ""), ("pay", "F8\n")] {
            assert_eq!(KeyChoice::new(action, key), None, "{action} {key}");
        }
        assert_eq!(KeyChoice::new("pay", &"F".repeat(WORD_MAX + 1)), None);
    }
}

//! Making a decision durable, whatever it is about: the one error of a decision that is not in the
//! journal, and the one loop that tries it again.
//!
//! It must never know: orders, tenders, or what a decision lets out.

use crate::ports::journal::JournalError;
use std::{fmt::Display, time::Duration};

/// The longest an upstream's Retry-After is honoured.
pub(crate) const RETRY_AFTER_MAX: Duration = Duration::from_secs(3600);
/// How often, and how far apart, an outcome in hand is written again.
pub(crate) const COMMIT_TRIES: u32 = 20;
const COMMIT_RETRY: Duration = Duration::from_millis(500);

/// The journal did not take a decision; it can be tried again, its effect still sealed.
#[derive(Debug, thiserror::Error)]
#[error("the decision is not in the journal")]
pub struct NotCommitted<D> {
    /// Why.
    #[source]
    pub error: JournalError,
    /// The decision.
    pub decision: D,
}

/// Commits a decision, trying so many times in all: a moment without disk space must not lose an
/// outcome. Two answers are final, since nothing that is tried again changes them: somebody else was
/// faster, or what was delivered had come before.
pub(crate) async fn durably<D, C, F>(
    about: &(impl Display + Sync),
    mut decision: D,
    tries: u32,
    commit: impl Fn(D) -> F,
) -> Result<C, JournalError>
where
    F: Future<Output = Result<C, NotCommitted<D>>>,
{
    let mut tried = 1;
    loop {
        match commit(decision).await {
            Ok(committed) => return Ok(committed),
            Err(NotCommitted { error, decision: again }) => {
                let is_final = matches!(error, JournalError::Conflict | JournalError::CodeTwice);
                if is_final || tried >= tries {
                    return Err(error);
                }
                tracing::error!(%about, %error, "an outcome is not written yet");
                decision = again;
            }
        }
        tried = tried.saturating_add(1);
        tokio::time::sleep(COMMIT_RETRY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// How often a commit is tried that fails like this every time but the last.
    async fn tried(tries: u32, fails: u32, error: fn() -> JournalError) -> (u32, bool) {
        let count = AtomicU32::new(0);
        let ended = durably(&"it", (), tries, |decision| {
            let number = count.fetch_add(1, Ordering::Relaxed) + 1;
            async move {
                if number > fails { Ok(()) } else { Err(NotCommitted { error: error(), decision }) }
            }
        });
        let is_written = ended.await.is_ok();
        (count.load(Ordering::Relaxed), is_written)
    }

    #[tokio::test(start_paused = true)]
    async fn an_outcome_in_hand_is_written_again_until_it_is_or_enough_is_tried() {
        assert_eq!(tried(COMMIT_TRIES, 7, || JournalError::DiskFull).await, (8, true));
        assert_eq!(tried(COMMIT_TRIES, 99, || JournalError::DiskFull).await, (20, false));
        assert_eq!(tried(1, 99, || JournalError::DiskFull).await, (1, false));
    }

    #[tokio::test(start_paused = true)]
    async fn what_no_repeat_changes_is_final_at_once() {
        assert_eq!(tried(20, 99, || JournalError::Conflict).await, (1, false));
        assert_eq!(tried(20, 99, || JournalError::CodeTwice).await, (1, false));
    }
}

//! Chats that were opened with something of the shop's in them and belong to no order: a reminder, a Z.
//! That they were opened is on record; whether anything was sent, only the person who sends it knows.

use crate::{
    chain::{Draft, append},
    open::{Storage, journal_error},
};
use domain::ids::DebtorId;
use engine::ports::journal::{JournalError, Note};

/// What a chat was opened about.
#[derive(Clone, Copy, Debug)]
pub enum Chat<'a> {
    /// What somebody owes.
    Reminder(&'a DebtorId),
    /// The Z of this shift, for the owner.
    Report(u32),
}

impl Storage {
    /// Journals that a chat is about to be opened.
    ///
    /// # Errors
    /// If it cannot be written; nothing is opened then.
    pub async fn note_chat(&self, chat: Chat<'_>, note: &Note) -> Result<(), JournalError> {
        let draft = Draft::new("chat_opened", note.at).say_some("clerk", note.clerk.as_deref());
        let draft = match chat {
            Chat::Reminder(debtor) => draft.say("debtor", debtor.as_str()),
            Chat::Report(shift) => draft.say("shift", &shift.to_string()),
        };
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let link = append(&mut tx, self.vault_needed()?, draft).await?;
        self.settle(tx, &link).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::story_tests::Till;

    #[tokio::test]
    async fn a_chat_that_was_opened_is_on_record_with_whom_it_was_about() {
        let till = Till::new().await;
        let debtor = DebtorId::new("7");
        till.storage.note_chat(Chat::Reminder(&debtor), &till.note()).await.unwrap();
        till.storage.note_chat(Chat::Report(3), &till.note()).await.unwrap();
        let records: Vec<Vec<u8>> =
            sqlx::query_scalar("select record from chain order by seq desc limit 2")
                .fetch_all(&till.storage.readers)
                .await
                .unwrap();
        let said = |at: usize| String::from_utf8_lossy(&records[at]).into_owned();
        for (at, about) in [(1, "debtor"), (0, "shift")] {
            assert!(said(at).contains("chat_opened") && said(at).contains(about), "{}", said(at));
        }
        assert!(till.verify().await.is_ok());
    }
}

//! Openings of the cash drawer without a sale. Nothing of them is kept but the journal's record: who,
//! when, at which printer.

use crate::{
    chain::{Draft, append},
    open::{Storage, journal_error},
};
use domain::time::Timestamp;
use engine::ports::journal::JournalError;

impl Storage {
    /// Journals that a drawer is about to be opened. It is on disk before the drawer opens.
    ///
    /// # Errors
    /// If it cannot be written; the drawer stays shut then.
    pub async fn note_drawer(
        &self,
        printer: &str,
        clerk: Option<&str>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let draft = Draft::new("drawer", at).say("printer", printer).say_some("clerk", clerk);
        let link = append(&mut tx, self.vault_needed()?, draft).await?;
        self.settle(tx, &link).await
    }
}

//! Openings of the cash drawer without a sale: who, when, at which printer. The shift counts them.

use crate::{
    chain::{Draft, Shown, append, tables::SHIFT_LOG},
    open::{Storage, journal_error},
    shift_log::{Line, put},
};
use domain::time::Timestamp;
use engine::ports::{journal::JournalError, shifts::LogKind};

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
        put(&mut tx, &Line { clerk, ..Line::new(LogKind::Drawer, at) }).await?;
        let vault = self.vault_needed()?;
        let draft = Draft::new("drawer", at).say("printer", printer).say_some("clerk", clerk);
        let draft = draft.show(&mut tx, vault, Shown::Newest(&SHIFT_LOG, "")).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

//! Approvals: somebody with the right lets the clerk at the till do one thing. Journalled with both
//! names before it is done.

use crate::{
    chain::{Draft, Shown, append, tables::SHIFT_LOG},
    open::{Storage, journal_error},
    shift_log::{Line, put},
};
use domain::{clerk::Right, ids::OrderId, time::Timestamp};
use engine::ports::{journal::JournalError, shifts::LogKind};

/// What was approved, by whom, to whom.
#[derive(Clone, Copy, Debug)]
pub struct Approval<'a> {
    /// What takes this right.
    pub right: Right,
    /// Who asked, and does it.
    pub clerk: &'a str,
    /// Who approved it.
    pub approver: &'a str,
    /// With which order, where it is about one.
    pub order: Option<&'a OrderId>,
}

impl Storage {
    /// Journals an approval. What was approved is done only after this is on disk.
    ///
    /// # Errors
    /// If it cannot be written; nothing is approved then.
    pub async fn note_approval(
        &self,
        approval: &Approval<'_>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let line = Line::new(LogKind::Approval, at);
        put(&mut tx, &Line { clerk: Some(approval.clerk), approval: Some(*approval), ..line })
            .await?;
        let draft = Draft::new("approval", at)
            .say("clerk", approval.clerk)
            .say("approver", approval.approver)
            .say("right", approval.right.as_str())
            .say_some("order", approval.order.map(OrderId::as_str));
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::Newest(&SHIFT_LOG, "")).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

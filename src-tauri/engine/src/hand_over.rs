//! Handing codes over: each reveal and each slip is in the journal, and each copy is counted.

use crate::{
    ports::{
        journal::{JournalError, Note},
        supplier::LabelledSecret,
    },
    records::{EventKind, HandOver, OrderRecord},
    till::Till,
};
use domain::ids::OrderId;

impl Till {
    /// An order's secrets in clear, noted before they are given out (INV-14).
    ///
    /// # Errors
    /// If the journal cannot note or unseal them; nothing is then shown.
    pub async fn reveal(
        &self,
        order: &OrderId,
        clerk: Option<String>,
    ) -> Result<Vec<LabelledSecret>, JournalError> {
        let secrets = self.journal().secrets(order).await?;
        if !secrets.is_empty() {
            let note = Note { at: self.clock().now(), clerk, detail: None };
            self.journal().note(order, EventKind::Reveal, &note).await?;
        }
        Ok(secrets)
    }

    /// What a slip needs; not a reveal, since it goes to paper and is counted there.
    ///
    /// # Errors
    /// If the journal cannot unseal it.
    pub async fn secrets_for_slip(
        &self,
        order: &OrderId,
    ) -> Result<Vec<LabelledSecret>, JournalError> {
        self.journal().secrets(order).await
    }

    /// Tells whoever listens that something of a sale was handed over, or was not.
    pub fn tell_handed_over(&self, order: &OrderRecord) {
        self.tell(&order.sale_id);
    }

    /// Notes how a hand-over ended. Answers how many copies there are now.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn handed_over(
        &self,
        order: &OrderRecord,
        outcome: &HandOver,
        clerk: Option<String>,
    ) -> Result<u32, JournalError> {
        let kind = if outcome.ok { EventKind::Print } else { EventKind::PrintFailed };
        let detail = Some(outcome.via.clone());
        let note = Note { at: self.clock().now(), clerk, detail };
        let copies = self.journal().hand_over(order, kind, outcome, &note).await?;
        self.tell(&order.sale_id);
        Ok(copies)
    }
}

//! Handing codes over: each reveal and each slip is in the journal, and each copy is counted. None of
//! it changes an order: a printer that fails loses no purchase and repeats none (INV-20).

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
    /// If the journal cannot note or unseal them, or the clerk has shown as many as one may within an
    /// hour; nothing is then shown.
    pub async fn reveal(
        &self,
        order: &OrderId,
        clerk: Option<String>,
    ) -> Result<Vec<LabelledSecret>, JournalError> {
        let secrets = self.secrets_for_slip(order).await?;
        if !secrets.is_empty() {
            let note = Note { at: self.clock().now(), clerk, detail: None };
            self.journal().note(order, EventKind::Reveal, &note).await?;
        }
        Ok(secrets)
    }

    /// What a slip needs; not a reveal, since it goes to paper and is counted there. What was bought for
    /// the shop's shelf goes nowhere: whoever buys it gets it with an order of their own.
    ///
    /// # Errors
    /// If the journal cannot unseal it, or it lies on the shelf.
    pub async fn secrets_for_slip(
        &self,
        order: &OrderId,
    ) -> Result<Vec<LabelledSecret>, JournalError> {
        if self.journal().is_sealed(order).await? {
            return Err(JournalError::OnShelf);
        }
        self.journal().secrets(order).await
    }

    /// Notes that an order's codes are about to leave to where the till cannot follow them; it is on
    /// record before they do (INV-14).
    ///
    /// # Errors
    /// If the journal cannot be written, or the clerk has given out as many as one may within an hour;
    /// nothing may leave then.
    pub async fn leaving(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        clerk: Option<String>,
        detail: String,
    ) -> Result<(), JournalError> {
        let note = Note { at: self.clock().now(), clerk, detail: Some(detail) };
        self.journal().note(&order.id, kind, &note).await
    }

    /// Tells whoever listens that something of a sale was handed over, or was not.
    pub fn tell_handed_over(&self, order: &OrderRecord) {
        self.tell(&order.sale_id);
    }

    /// Notes how a hand-over ended, and what its event says. Answers how many copies there are now. A
    /// printed slip is noted with its print job instead.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn handed_over(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        clerk: Option<String>,
        detail: String,
    ) -> Result<u32, JournalError> {
        let note = Note { at: self.clock().now(), clerk, detail: Some(detail) };
        let copies = self.journal().hand_over(order, kind, outcome, &note).await?;
        self.tell(&order.sale_id);
        Ok(copies)
    }
}

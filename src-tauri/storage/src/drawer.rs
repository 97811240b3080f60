//! Openings of the cash drawer. Without a sale nothing is kept but the journal's record: who, when, at
//! which printer, why; the shift counts it. With a sale's slip they are events of its order.

use crate::{
    chain::{Draft, Shown, append, tables::SHIFT_LOG},
    events::{self, More},
    open::{Storage, journal_error},
    shift_log::{Line, put},
};
use domain::time::Timestamp;
use engine::{
    ports::{
        journal::{JournalError, Note},
        shifts::LogKind,
    },
    records::{EventKind, OrderRecord},
};

impl Storage {
    /// Journals that a drawer is about to be opened without a sale. It is on disk before the drawer
    /// opens.
    ///
    /// # Errors
    /// If it cannot be written; the drawer stays shut then.
    pub async fn note_drawer(
        &self,
        printer: &str,
        clerk: Option<&str>,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        put(&mut tx, &Line { clerk, reason, ..Line::new(LogKind::Drawer, at) }).await?;
        let vault = self.vault_needed()?;
        let draft = Draft::new("drawer", at)
            .say("printer", printer)
            .say_some("clerk", clerk)
            .say_some("reason", reason);
        let draft = draft.show(&mut tx, vault, Shown::Newest(&SHIFT_LOG, "")).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    /// Journals that the drawer is about to open with an order's slip. Answers false, and journals
    /// nothing, where it has opened for this sale, or may have: it does so once.
    ///
    /// # Errors
    /// If it cannot be written; the drawer stays shut then.
    pub async fn open_drawer_with(
        &self,
        order: &OrderRecord,
        note: &Note,
    ) -> Result<bool, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let openings: i64 = sqlx::query_scalar(
            "select coalesce(sum(case events.kind when ? then 1 when ? then -1 else 0 end), 0)
             from events join orders on orders.id = events.order_id where orders.sale_id = ?",
        )
        .bind(EventKind::DrawerSale.as_str())
        .bind(EventKind::DrawerShut.as_str())
        .bind(order.sale_id.as_str())
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        if openings > 0 {
            return Ok(false);
        }
        let (vault, kind) = (self.vault_needed()?, EventKind::DrawerSale);
        let link = events::add(&mut tx, vault, &order.id, kind, note, More::default()).await?;
        self.settle(tx, &link).await?;
        Ok(true)
    }
}

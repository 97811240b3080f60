//! Replies as they came, sealed, kept before anyone reads them (INV-3c).

use crate::{
    chain::{Draft, Shown, append, salt, tables::REPLY},
    open::{Storage, journal_error},
};
use domain::{ids::OrderId, time::Timestamp};
use engine::ports::{journal::JournalError, supplier::WireReply};
use sqlx::SqliteConnection;

impl Storage {
    /// Keeps a reply, even if that takes the disk reserve (INV-17).
    pub(crate) async fn keep_reply_of(
        &self,
        order: &OrderId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Result<(), JournalError> {
        match self.write_reply(order, at, reply).await {
            Err(JournalError::DiskFull) if self.release_reserve() => {
                self.write_reply(order, at, reply).await
            }
            written => written,
        }
    }

    async fn write_reply(
        &self,
        order: &OrderId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Result<(), JournalError> {
        let vault = self.vault_needed()?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        self.put_reply(&mut tx, order, at, reply).await?;
        let draft = Draft::new("reply", at).order(order);
        let draft = draft.show(&mut tx, vault, Shown::Newest(&REPLY, order.as_str())).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    pub(crate) async fn put_reply(
        &self,
        connection: &mut SqliteConnection,
        order: &OrderId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Result<(), JournalError> {
        let vault = self.vault_needed()?;
        let seal = |column: &str, bytes: &[u8]| {
            vault
                .seal(&format!("replies:{order}:{column}"), bytes)
                .map_err(|error| JournalError::Database(Box::new(error)))
        };
        sqlx::query(
            "insert into replies (order_id, at, status, complete, body_sealed, salt_sealed)
             values (?, ?, ?, ?, ?, ?)",
        )
        .bind(order.as_str())
        .bind(at.0)
        .bind(reply.status)
        .bind(reply.complete)
        .bind(seal("body", &reply.body)?)
        .bind(seal("salt", &salt()?)?)
        .execute(connection)
        .await
        .map_err(journal_error)?;
        Ok(())
    }
}

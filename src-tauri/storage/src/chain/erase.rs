//! Erasing what a customer may ask to have erased: the chain keeps commitments, and without its salt
//! a commitment says nothing.

use super::{
    append::{Draft, append},
    tables::{ORDERED, REPLY, REQUEST, SALE, Shown},
};
use crate::open::{Storage, journal_error};
use domain::ids::{OrderId, SaleId};
use engine::ports::journal::{JournalError, Note};

impl Storage {
    /// Erases a final order's phone and account, and the request and replies that repeat them; its
    /// codes, money and history stay. False if there is no such order or it is not final.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn erase_customer(&self, order: &OrderId, note: &Note) -> Result<bool, JournalError> {
        let vault = self.vault_needed()?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let sale: Option<String> = sqlx::query_scalar(
            "update orders set phone = null, phone_salt = null, phone_sent = null,
                 phone_sent_salt = null, fields = '{}', fields_salt = null
             where id = ? and state in ('delivered', 'refused', 'refunded') returning sale_id",
        )
        .bind(order.as_str())
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        let Some(sale) = sale else { return Ok(false) };
        for sql in [
            "update requests set body = x'', body_salt = x'' where order_id = ?",
            "update replies set body_sealed = x'', salt_sealed = x'' where order_id = ?",
            "update messages set phone = '' where order_id = ? and state in ('delivered', 'failed')",
            // The call's digest: who knows the rest of the call could try phones out on it.
            "update sales set request_digest = x'', request_salt = x''
             where id = (select sale_id from orders where id = ?)",
        ] {
            sqlx::query(sql).bind(order.as_str()).execute(&mut *tx).await.map_err(journal_error)?;
        }
        let mut draft = Draft::new("erased", note.at)
            .order(order)
            .sale(&SaleId::new(&sale))
            .say_some("clerk", note.clerk.as_deref());
        let shown = [
            Shown::Of(&ORDERED, order.as_str()),
            Shown::Of(&REQUEST, order.as_str()),
            Shown::Of(&REPLY, order.as_str()),
            Shown::Of(&SALE, &sale),
        ];
        for shown in shown {
            draft = draft.show(&mut tx, vault, shown).await?;
        }
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await?;
        self.empty_log().await?;
        Ok(true)
    }

    /// What was there stays in the write-ahead log until that is emptied.
    pub(crate) async fn empty_log(&self) -> Result<(), JournalError> {
        let mut writer = self.writer.acquire().await.map_err(journal_error)?;
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(&mut *writer)
            .await
            .map_err(journal_error)?;
        Ok(())
    }
}

//! How many codes of a product the owner lets lie on the shelf. Each change is in the journal.

use crate::{
    chain::{Draft, Link, Shown, append, tables::STOCK_LIMIT},
    open::{Storage, journal_error},
    vault::Vault,
};
use domain::ids::ProductId;
use engine::ports::journal::{JournalError, Note};
use sqlx::SqliteConnection;

impl Storage {
    /// Lets so many codes of a product lie on the shelf; zero takes that back. What lies there stays.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn keep_on_shelf(
        &self,
        product: &ProductId,
        keep: u32,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        match put(&mut tx, self.vault_needed()?, product, keep, note).await? {
            Some(link) => self.settle(tx, &link).await,
            None => Ok(()),
        }
    }
}

/// Writes a limit down, if it is another one than before.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    vault: &Vault,
    product: &ProductId,
    keep: u32,
    note: &Note,
) -> Result<Option<Link>, JournalError> {
    let known: Option<u32> =
        sqlx::query_scalar("select keep from stock_limits where product_id = ?")
            .bind(product.as_str())
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?;
    if known.unwrap_or(0) == keep {
        return Ok(None);
    }
    sqlx::query(
        "insert into stock_limits (product_id, keep, set_at, clerk) values (?, ?, ?, ?)
         on conflict (product_id) do update set
             keep = excluded.keep, set_at = excluded.set_at, clerk = excluded.clerk",
    )
    .bind(product.as_str())
    .bind(keep)
    .bind(note.at.0)
    .bind(&note.clerk)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    let draft = Draft::new("stock_limit", note.at).say_some("clerk", note.clerk.as_deref());
    let draft = draft.show(connection, vault, Shown::Of(&STOCK_LIMIT, product.as_str())).await?;
    append(connection, vault, draft).await.map(Some)
}

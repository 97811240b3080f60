//! One purchase in the air per account, across all processes of the data dir.

use crate::open::{Storage, journal_error};
use domain::ids::{OrderId, ProviderOrderId, SupplierId};
use engine::ports::journal::{JournalError, Turn};

impl Storage {
    pub(crate) async fn take_turn_of(
        &self,
        supplier: &SupplierId,
        order: &OrderId,
    ) -> Result<Turn, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let holder: Option<(String, String)> = sqlx::query_as(
            "select t.order_id, o.state from turns t join orders o on o.id = t.order_id
             where t.supplier = ?",
        )
        .bind(supplier.as_str())
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        // Whoever came to an end, or waits for a person after looking, holds nobody up.
        let holds = |(holder, state): &(String, String)| {
            holder != order.as_str() && matches!(state.as_str(), "prepared" | "unknown")
        };
        if holder.as_ref().is_some_and(holds) {
            return Ok(Turn::Held);
        }
        sqlx::query(
            "insert into turns (supplier, order_id) values (?, ?)
             on conflict (supplier) do update set order_id = excluded.order_id",
        )
        .bind(supplier.as_str())
        .bind(order.as_str())
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        tx.commit().await.map_err(journal_error)?;
        Ok(Turn::Taken)
    }

    pub(crate) async fn end_turn_of(&self, order: &OrderId) -> Result<(), JournalError> {
        let mut connection = self.writer.acquire().await.map_err(journal_error)?;
        sqlx::query("delete from turns where order_id = ?")
            .bind(order.as_str())
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
        Ok(())
    }

    pub(crate) async fn is_in_the_air(&self, supplier: &SupplierId) -> Result<bool, JournalError> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from orders where state = 'unknown' and supplier = ? limit 1",
        )
        .bind(supplier.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(found.is_some())
    }

    pub(crate) async fn claimed_of(
        &self,
        supplier: &SupplierId,
        orders: &[ProviderOrderId],
    ) -> Result<Vec<ProviderOrderId>, JournalError> {
        let mut claimed = Vec::new();
        for order in orders {
            let known: Option<i64> = sqlx::query_scalar(
                "select 1 from orders where supplier = ? and provider_order_id = ? limit 1",
            )
            .bind(supplier.as_str())
            .bind(order.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
            if known.is_some() {
                claimed.push(order.clone());
            }
        }
        Ok(claimed)
    }
}

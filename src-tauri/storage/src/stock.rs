//! Recovered stock: codes that came when their customer was gone. Each is sold once, and before
//! anything new is bought.

use crate::{
    chain::{
        Shown,
        tables::{SECRET, STOCK},
    },
    events::{self, More},
    open::{Storage, journal_error},
    secrets,
};
use domain::{
    ids::OrderId,
    order::{OrderEvent, OrderState},
    time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, Note},
    records::EventKind,
};
use sqlx::SqliteConnection;

/// Puts what a refused order delivered after all on the shelf, if it is a code, and one that has not
/// been here before (INV-4).
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    order: &OrderId,
    at: Timestamp,
) -> Result<(), JournalError> {
    sqlx::query(
        "insert into stock (order_id, product_id, amount, at)
         select o.id, o.product_id, o.amount, ? from orders o
         where o.id = ? and o.kind = 'voucher' and o.state = 'refused'
           and exists (select 1 from secrets s where s.order_id = o.id)
           and not exists (select 1 from secrets s
                join secrets t on t.digest = s.digest and t.label in ('code', 'url')
                join orders b on b.id = t.order_id
                where s.order_id = o.id and s.label in ('code', 'url')
                  and t.order_id <> o.id and b.supplier = o.supplier)
         on conflict (order_id) do nothing",
    )
    .bind(at.0)
    .bind(order.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// A code somebody has seen or taken away cannot be sold any more. Whether one was on the shelf.
pub(crate) async fn withdraw(
    connection: &mut SqliteConnection,
    order: &OrderId,
) -> Result<bool, JournalError> {
    let withdrawn = sqlx::query(
        "update stock set withdrawn = 1 where order_id = ? and sold_to is null and withdrawn = 0",
    )
    .bind(order.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(withdrawn.rows_affected() > 0)
}

impl Storage {
    pub(crate) async fn fulfil_from_shelf(
        &self,
        order: &OrderId,
        at: Timestamp,
    ) -> Result<bool, JournalError> {
        // Nearly always the shelf is empty, and then nothing is written.
        if self.on_shelf(order).await?.is_none() {
            return Ok(false);
        }
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let source: Option<String> = sqlx::query_scalar(
            "update stock set sold_to = ?1
             where order_id = (select s.order_id from stock s, orders o
                 where o.id = ?1 and o.state = 'prepared' and o.kind = 'voucher'
                   and s.product_id = o.product_id and s.amount is o.amount
                   and s.sold_to is null and s.withdrawn = 0
                 order by s.at, s.order_id limit 1)
             returning order_id",
        )
        .bind(order.as_str())
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        let Some(source) = source else { return Ok(false) };
        let source = OrderId::new(source);
        let delivered = OrderState::Prepared
            .apply(OrderEvent::Stocked)
            .map_err(|error| JournalError::Database(Box::new(error)))?;
        sqlx::query(
            "update orders set state = ?2, finished_at = ?3,
                 provider_order_id = (select b.provider_order_id from orders b where b.id = ?4),
                 provider_state = (select b.provider_state from orders b where b.id = ?4),
                 cost = (select b.cost from orders b where b.id = ?4),
                 cost_currency = (select b.cost_currency from orders b where b.id = ?4),
                 cost_rate = (select b.cost_rate from orders b where b.id = ?4),
                 cost_own = (select b.cost_own from orders b where b.id = ?4)
             where id = ?1",
        )
        .bind(order.as_str())
        .bind(delivered.as_str())
        .bind(at.0)
        .bind(source.as_str())
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let codes = self.secrets_of(&source).await?;
        let vault = self.vault_needed()?;
        secrets::put(&mut tx, vault, order, &codes).await?;
        let note = |other: &OrderId| Note { at, clerk: None, detail: Some(other.to_string()) };
        let kind = EventKind::FromStock;
        let from = Some(OrderState::Prepared);
        let more = More { from, shows: &[Shown::Of(&SECRET, order.as_str())] };
        events::add(&mut tx, vault, order, kind, &note(&source), more).await?;
        let more = More { from: None, shows: &[Shown::Of(&STOCK, source.as_str())] };
        let link = events::add(&mut tx, vault, &source, kind, &note(order), more).await?;
        self.settle(tx, &link).await?;
        Ok(true)
    }

    async fn on_shelf(&self, order: &OrderId) -> Result<Option<i64>, JournalError> {
        sqlx::query_scalar(
            "select 1 from stock s, orders o
             where o.id = ? and s.product_id = o.product_id and s.amount is o.amount
               and s.sold_to is null and s.withdrawn = 0 limit 1",
        )
        .bind(order.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)
    }
}

//! The shelf: codes that came when their customer was gone, and codes that the shop bought ahead. Each
//! is sold once, sealed until then.

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
    expiry::sold_until,
    ids::OrderId,
    order::{OrderEvent, OrderState, Purpose},
    time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, NewSale, Note},
    records::EventKind,
};
use sqlx::SqliteConnection;

type Answer<T> = Result<T, JournalError>;

/// Which codes an order is fulfilled from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shelf {
    /// Those that were refused and delivered after all: for whoever comes, before anything is bought.
    Recovered,
    /// Those that were bought ahead: for cash, where the supplier cannot be reached.
    Ahead,
}

impl Shelf {
    /// What happens to the order.
    fn event(self) -> OrderEvent {
        match self {
            Shelf::Recovered => OrderEvent::Stocked,
            Shelf::Ahead => OrderEvent::StockedUnsent,
        }
    }

    /// What both orders' histories say.
    fn kind(self) -> EventKind {
        match self {
            Shelf::Recovered => EventKind::FromStock,
            Shelf::Ahead => EventKind::FromAhead,
        }
    }

    /// For whom its codes were bought, as the column says it.
    fn purpose(self) -> Option<&'static str> {
        match self {
            Shelf::Recovered => None,
            Shelf::Ahead => Some(Purpose::Shelf.as_str()),
        }
    }
}

/// Puts on the shelf what an order delivered and nobody is to have yet, if it is a code, and one that
/// has not been here before (INV-4): what came late for a refused one, and what was bought ahead.
/// Whether anything was put there.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    order: &OrderId,
    at: Timestamp,
) -> Answer<bool> {
    let put = sqlx::query(
        "insert into stock (order_id, product_id, amount, at)
         select o.id, o.product_id, o.amount, ? from orders o
         where o.id = ? and o.kind = 'voucher'
           and (o.state = 'refused' or o.state = 'delivered' and o.purpose = 'shelf')
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
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    if put.rows_affected() == 0 {
        return Ok(false);
    }
    // Dates are no secrets: they stand there as they came.
    let dates: Vec<String> =
        sqlx::query_scalar("select masked from secrets where order_id = ? and label = 'expiry'")
            .bind(order.as_str())
            .fetch_all(&mut *connection)
            .await
            .map_err(journal_error)?;
    let until = dates.iter().filter_map(|date| sold_until(date)).min();
    sqlx::query("update stock set expires_at = ? where order_id = ?")
        .bind(until.map(|until| until.0))
        .bind(order.as_str())
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(true)
}

/// A code somebody has seen or taken away cannot be sold any more. Whether one was on the shelf.
pub(crate) async fn withdraw(connection: &mut SqliteConnection, order: &OrderId) -> Answer<bool> {
    let withdrawn = sqlx::query(
        "update stock set withdrawn = 1 where order_id = ? and sold_to is null and withdrawn = 0",
    )
    .bind(order.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(withdrawn.rows_affected() > 0)
}

/// Whether an order was bought for the shelf and its code is nobody's to see: it lies there, is on its way
/// there, or went to another order. One that was withdrawn is sold no more, and worth what it is worth.
pub(crate) async fn is_sealed(connection: &mut SqliteConnection, order: &OrderId) -> Answer<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from orders where id = ?1 and purpose is not null)
             and not exists (select 1 from stock
                 where order_id = ?1 and withdrawn = 1 and sold_to is null)",
    )
    .bind(order.as_str())
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// How many more of its product may lie on the shelf, if the sale is for the shelf and they are fewer
/// than it wants. What is on its way counts as if it lay there, and what nobody can sell any more does
/// not. In the transaction that opens the sale, so that two at once do not both fit.
pub(crate) async fn lacks_room(
    connection: &mut SqliteConnection,
    sale: &NewSale,
) -> Answer<Option<u32>> {
    let mut ahead =
        sale.orders.iter().map(|new| &new.record).filter(|it| it.purpose == Purpose::Shelf);
    let Some(first) = ahead.next() else { return Ok(None) };
    let wanted = i64::try_from(ahead.count()).unwrap_or(i64::MAX).saturating_add(1);
    let room: i64 = sqlx::query_scalar(
        "select coalesce((select keep from stock_limits where product_id = ?1), 0)
             - (select count(*) from stock where product_id = ?1 and sold_to is null
                 and withdrawn = 0 and (expires_at is null or expires_at > ?2))
             - (select count(*) from orders where product_id = ?1 and purpose is not null
                 and state in ('prepared', 'waiting', 'unknown', 'needs_attention'))",
    )
    .bind(first.product_id.as_str())
    .bind(sale.created_at.0)
    .fetch_one(connection)
    .await
    .map_err(journal_error)?;
    Ok((wanted > room).then(|| u32::try_from(room).unwrap_or(0)))
}

impl Storage {
    /// Gives the code of the shelf that is to go first to an order: the one that ends soonest, then the
    /// one that lies there longest.
    pub(crate) async fn fulfil_from_shelf(
        &self,
        order: &OrderId,
        shelf: Shelf,
        at: Timestamp,
    ) -> Answer<bool> {
        // Nearly always the shelf is empty, and then nothing is written.
        if self.on_shelf(order).await?.is_none() {
            return Ok(false);
        }
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let Some((source, from)) = take(&mut tx, order, shelf, at).await? else {
            return Ok(false);
        };
        let delivered =
            from.apply(shelf.event()).map_err(|error| JournalError::Database(Box::new(error)))?;
        // Nothing of its own request is at the supplier: nobody looks for it there.
        sqlx::query(
            "update orders set state = ?2, finished_at = ?3, sent_at = null,
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
        let kind = shelf.kind();
        let more = More { from: Some(from), shows: &[Shown::Of(&SECRET, order.as_str())] };
        events::add(&mut tx, vault, order, kind, &note(&source), more).await?;
        let more = More { from: None, shows: &[Shown::Of(&STOCK, source.as_str())] };
        let link = events::add(&mut tx, vault, &source, kind, &note(order), more).await?;
        self.settle(tx, &link).await?;
        Ok(true)
    }

    async fn on_shelf(&self, order: &OrderId) -> Answer<Option<i64>> {
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

/// Takes the code for an order; answers where it came from, and where the order was. Nobody can have two.
async fn take(
    connection: &mut SqliteConnection,
    order: &OrderId,
    shelf: Shelf,
    at: Timestamp,
) -> Answer<Option<(OrderId, OrderState)>> {
    let is_ahead = matches!(shelf, Shelf::Ahead);
    let source: Option<String> = sqlx::query_scalar(
        "update stock set sold_to = ?1
         where order_id = (select s.order_id from orders o
             join stock s on s.product_id = o.product_id and s.amount is o.amount
             join orders b on b.id = s.order_id
             join sales p on p.id = o.sale_id
             where o.id = ?1 and o.kind = 'voucher' and o.purpose is null
               and (o.state = 'prepared' or ?2 and o.state = 'unknown')
               and (not ?2 or p.tender_kind = 'cash')
               and b.purpose is ?3 and s.sold_to is null and s.withdrawn = 0
               and (s.expires_at is null or s.expires_at > ?4)
             order by s.expires_at is null, s.expires_at, s.at, s.order_id limit 1)
         returning order_id",
    )
    .bind(order.as_str())
    .bind(is_ahead)
    .bind(shelf.purpose())
    .bind(at.0)
    .fetch_optional(&mut *connection)
    .await
    .map_err(journal_error)?;
    let Some(source) = source else { return Ok(None) };
    let state: String = sqlx::query_scalar("select state from orders where id = ?")
        .bind(order.as_str())
        .fetch_one(connection)
        .await
        .map_err(journal_error)?;
    let state = crate::rows::word("state", &state, OrderState::from_word)?;
    Ok(Some((OrderId::new(source), state)))
}

#[cfg(test)]
#[path = "stock_tests.rs"]
mod tests;

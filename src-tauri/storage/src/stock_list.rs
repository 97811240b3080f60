//! What lies on the shelf, counted anew from the codes themselves: for whoever looks, and for each Z.

use crate::{
    open::{Storage, journal_error},
    rows::optional_money,
};
use domain::{
    ids::ProductId,
    money::{Currency, Money},
    product::LocalName,
    time::Timestamp,
};
use engine::ports::{journal::JournalError, shelf::ShelfLine};
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeMap;

type Answer<T> = Result<T, JournalError>;

#[derive(FromRow)]
struct Lying {
    product_id: String,
    is_ahead: bool,
    is_over: bool,
    at: i64,
    cost: Option<String>,
    cost_currency: Option<String>,
}

impl Storage {
    /// Every product that lies on the shelf, is on its way there, or may lie there, by name; what was
    /// bought and sold is told since the last Z.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn shelf(&self, now: Timestamp) -> Answer<Vec<ShelfLine>> {
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let since: i64 = sqlx::query_scalar(
            "select coalesce((select events_from from shifts where closed_at is null),
                 (select max(events_to) from shifts), 0)",
        )
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        read(&mut tx, (since, i64::MAX), now).await
    }
}

impl Storage {
    /// How many codes of a product that were bought ahead can be sold.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn ahead_of(&self, product: &ProductId, now: Timestamp) -> Answer<u32> {
        sqlx::query_scalar(
            "select count(*) from stock s join orders b on b.id = s.order_id
             where s.product_id = ? and s.sold_to is null and s.withdrawn = 0
               and b.purpose is not null and (s.expires_at is null or s.expires_at > ?)",
        )
        .bind(product.as_str())
        .bind(now.0)
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)
    }
}

impl Storage {
    /// What can be sold from the shelf, product by product: recovered codes, and those bought ahead.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn on_shelf_now(&self, now: Timestamp) -> Answer<Vec<(ProductId, u32, u32)>> {
        let rows: Vec<(String, u32, u32)> = sqlx::query_as(
            "select s.product_id, sum(b.purpose is null), sum(b.purpose is not null)
             from stock s join orders b on b.id = s.order_id
             where s.sold_to is null and s.withdrawn = 0
               and (s.expires_at is null or s.expires_at > ?)
             group by s.product_id",
        )
        .bind(now.0)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows
            .into_iter()
            .map(|(id, recovered, ahead)| (ProductId::new(id), recovered, ahead))
            .collect())
    }
}

/// The same, with what was bought and sold in a span of events.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    (from, to): (i64, i64),
    now: Timestamp,
) -> Answer<Vec<ShelfLine>> {
    let mut lines = Lines::default();
    let lying: Vec<Lying> = sqlx::query_as(
        "select s.product_id, b.purpose is not null as is_ahead,
             s.expires_at is not null and s.expires_at <= ? as is_over, s.at, b.cost, b.cost_currency
         from stock s join orders b on b.id = s.order_id
         where s.sold_to is null and s.withdrawn = 0 order by s.at",
    )
    .bind(now.0)
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    for row in lying {
        lines.lie(&row)?;
    }
    let coming: Vec<(String, u32)> = sqlx::query_as(
        "select product_id, count(*) from orders where purpose is not null
             and state in ('prepared', 'waiting', 'unknown', 'needs_attention') group by product_id",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    for (product, count) in coming {
        lines.of(product).coming = count;
    }
    let kept: Vec<(String, u32)> =
        sqlx::query_as("select product_id, keep from stock_limits where keep > 0")
            .fetch_all(&mut *connection)
            .await
            .map_err(journal_error)?;
    for (product, keep) in kept {
        lines.of(product).keep = keep;
    }
    let moved: Vec<(String, u32, u32)> = sqlx::query_as(
        "select o.product_id, sum(e.kind in ('delivered', 'resolved')),
             sum(e.kind in ('from_stock', 'from_ahead'))
         from events e join orders o on o.id = e.order_id
         where e.seq > ? and e.seq <= ? and o.state = 'delivered'
           and (e.kind in ('delivered', 'resolved') and o.purpose is not null
             or e.kind in ('from_stock', 'from_ahead')
               and exists (select 1 from stock s where s.sold_to = o.id))
         group by o.product_id",
    )
    .bind(from)
    .bind(to)
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    for (product, bought, sold) in moved {
        let line = lines.of(product);
        (line.bought, line.sold) = (bought, sold);
    }
    lines.named(connection).await
}

#[derive(Default)]
struct Lines(BTreeMap<String, ShelfLine>);

impl Lines {
    fn of(&mut self, product: String) -> &mut ShelfLine {
        let name = LocalName { en: product.clone(), ar: product.clone() };
        let line = ShelfLine {
            product: ProductId::new(product.clone()),
            name,
            recovered: 0,
            ahead: 0,
            expired: 0,
            coming: 0,
            keep: 0,
            value: Vec::new(),
            oldest: None,
            bought: 0,
            sold: 0,
        };
        self.0.entry(product).or_insert(line)
    }

    /// Counts one code; they come oldest first.
    fn lie(&mut self, row: &Lying) -> Answer<()> {
        let cost = optional_money(row.cost.as_deref(), row.cost_currency.as_deref())?;
        let line = self.of(row.product_id.clone());
        let count = match (row.is_over, row.is_ahead) {
            (true, _) => &mut line.expired,
            (false, true) => &mut line.ahead,
            (false, false) => &mut line.recovered,
        };
        *count = count.saturating_add(1);
        if row.is_over {
            return Ok(());
        }
        line.oldest.get_or_insert(Timestamp(row.at));
        if let Some(cost) = cost {
            add(&mut line.value, cost);
        }
        Ok(())
    }

    /// With each product's name: as it is sold now, or as it was sold last.
    async fn named(mut self, connection: &mut SqliteConnection) -> Answer<Vec<ShelfLine>> {
        for line in self.0.values_mut() {
            let name: Option<(String, String)> = sqlx::query_as(
                "select coalesce(p.name_en, c.name_en, n.name_en),
                     coalesce(p.name_ar, c.name_ar, n.name_ar)
                 from (select ? as id) i left join products p on p.id = i.id
                     left join catalogue c on c.id = i.id left join product_names n on n.id = i.id
                 where coalesce(p.id, c.id, n.id) is not null",
            )
            .bind(line.product.as_str())
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?;
            if let Some((en, ar)) = name {
                line.name = LocalName { en, ar };
            }
        }
        let mut lines: Vec<ShelfLine> = self.0.into_values().collect();
        lines.sort_by(|a, b| (&a.name.en, &a.product).cmp(&(&b.name.en, &b.product)));
        Ok(lines)
    }
}

/// Adds to the sum of its currency.
fn add(sums: &mut Vec<Money>, cost: Money) {
    let currency: Currency = cost.currency();
    match sums.iter_mut().find(|sum| sum.currency() == currency) {
        Some(sum) => *sum = domain::shift::plus(*sum, cost),
        None => sums.push(cost),
    }
}

//! The order list: a page at a time behind a cursor, in both directions. Whatever is filtered and
//! searched for reads by an index, and what is too broad for one is walked through in bounded strides,
//! so that no page takes longer because the history is long.

use crate::{
    open::{Storage, journal_error},
    order_search::Found,
    orders::Row,
    rows::json_list,
};
use domain::{ids::OrderId, order::OrderState};
use engine::{
    ports::journal::{JournalError, OrderQuery, Which},
    records::OrderRecord,
};
use sqlx::{QueryBuilder, Sqlite};

/// So many orders are looked at for one page of a broad search.
const STRIDE: u32 = 4000;
/// The longest list that one statement reads.
const PAGE_MAX: u32 = 1000;

/// A part of the order list.
#[derive(Clone, Debug, Default)]
pub struct OrderPage {
    /// The orders, newest first. A broad search may find fewer than were asked for, even none, and
    /// still have more to look through.
    pub orders: Vec<OrderRecord>,
    /// From which order the list goes on in the direction that was asked for; `None` at its end.
    pub next: Option<OrderId>,
}

/// A place in the list, and what bounds it.
#[derive(Clone, Debug)]
struct Place {
    at: (i64, String),
    is_newer: bool,
    since: Option<i64>,
    until: Option<i64>,
    which: Which,
    phone: Option<String>,
}

impl Storage {
    /// A page of the order list, before or after an order. Nothing if that order is not there.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn order_page(&self, query: &OrderQuery) -> Result<OrderPage, JournalError> {
        let Some(place) = self.place(query).await? else { return Ok(OrderPage::default()) };
        let found = match query.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(self.find(text).await?),
            None => None,
        };
        let (ids, walked) = match &found {
            None => (self.ids(|sql| place.push_plain(sql, query.limit)).await?, None),
            Some(found) if place.reads_at_once(found) => {
                (self.ids(|sql| place.push_found(sql, found, query.limit)).await?, None)
            }
            Some(found) => {
                let ids = self.ids(|sql| place.push_walk(sql, found, query.limit)).await?;
                (ids, self.ids(|sql| place.push_stride_end(sql)).await?.pop())
            }
        };
        let is_full = u32::try_from(ids.len()).is_ok_and(|count| count >= query.limit);
        let next = if is_full { ids.last().cloned() } else { walked };
        let mut orders = self.read_orders(&ids).await?;
        if place.is_newer {
            orders.reverse();
        }
        Ok(OrderPage { orders, next: next.map(OrderId::new) })
    }

    /// All of a list up to its limit, however far it has to be walked.
    pub(crate) async fn list_orders(
        &self,
        query: &OrderQuery,
    ) -> Result<Vec<OrderRecord>, JournalError> {
        let mut orders = Vec::new();
        let mut query = query.clone();
        let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
        loop {
            let missing = wanted.saturating_sub(orders.len());
            query.limit = u32::try_from(missing).unwrap_or(u32::MAX).min(PAGE_MAX);
            let page = self.order_page(&query).await?;
            orders.extend(page.orders);
            match page.next {
                Some(next) if orders.len() < wanted => query.before = Some(next),
                Some(_) | None => return Ok(orders),
            }
        }
    }

    async fn place(&self, query: &OrderQuery) -> Result<Option<Place>, JournalError> {
        let is_newer = query.after.is_some();
        let end = if is_newer { (i64::MIN, String::new()) } else { (i64::MAX, String::new()) };
        let at = match query.after.as_ref().or(query.before.as_ref()) {
            None => Some(end),
            Some(order) => sqlx::query_as("select created_at, id from orders where id = ?")
                .bind(order.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?,
        };
        let since = query.since.map(|since| since.0);
        let until = query.until.map(|until| until.0);
        let (which, phone) = (query.which, query.phone.clone());
        Ok(at.map(|at| Place { at, is_newer, since, until, which, phone }))
    }

    async fn ids(
        &self,
        push: impl FnOnce(&mut QueryBuilder<Sqlite>),
    ) -> Result<Vec<String>, JournalError> {
        let mut sql = QueryBuilder::new("");
        push(&mut sql);
        sql.build_query_scalar().fetch_all(&self.readers).await.map_err(journal_error)
    }

    /// The orders of these ids, in this order.
    async fn read_orders(&self, ids: &[String]) -> Result<Vec<OrderRecord>, JournalError> {
        let rows: Vec<Row> = sqlx::query_as(ORDERS)
            .bind(json_list(ids))
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        self.read_all(rows).await
    }
}

const ORDERS: &str =
    "select o.* from json_each(?) j cross join orders o on o.id = j.value order by j.key";

impl Place {
    /// Whether what was found is named order by order, or read by its products' own index.
    fn reads_at_once(&self, found: &Found) -> bool {
        let is_filtered = self.which != Which::All || self.phone.is_some();
        !found.is_broad()
            && self.which != Which::ForPerson
            && (!is_filtered || found.products.is_empty())
    }

    /// The ids of a page without a search.
    fn push_plain(&self, sql: &mut QueryBuilder<Sqlite>, limit: u32) {
        self.push_source(sql, "id");
        self.push_bounds(sql);
        self.push_end(sql, limit);
    }

    /// The ids of a page of what was found, each of its products by its own index.
    fn push_found(&self, sql: &mut QueryBuilder<Sqlite>, found: &Found, limit: u32) {
        let orders: Vec<&String> = found.orders.iter().collect();
        sql.push("select id from (select value as found from json_each(");
        sql.push_bind(json_list(&orders)).push(")");
        for product in &found.products {
            sql.push(" union select id from (select id from orders indexed by orders_by_product");
            sql.push(" where product_id = ").push_bind(product.clone()).push(" and ");
            self.push_bounds(sql);
            self.push_end(sql, limit);
            sql.push(")");
        }
        sql.push(") f cross join orders o on o.id = f.found where ");
        self.push_filter(sql);
        self.push_bounds(sql);
        self.push_end(sql, limit);
    }

    /// The ids of what was found among the next orders of the list.
    fn push_walk(&self, sql: &mut QueryBuilder<Sqlite>, found: &Found, limit: u32) {
        sql.push("select id from (");
        self.push_source(sql, "id, created_at, product_id, phone, reference, provider_order_id");
        self.push_bounds(sql);
        self.push_end(sql, STRIDE);
        sql.push(") where ");
        found.push_to(sql);
        self.push_end(sql, limit);
    }

    /// The last of the orders that are walked through, if more follow.
    fn push_stride_end(&self, sql: &mut QueryBuilder<Sqlite>) {
        self.push_source(sql, "id");
        self.push_bounds(sql);
        self.push_end(sql, 1);
        sql.push(format_args!(" offset {}", STRIDE - 1));
    }

    /// Where the orders of the filter stand in the order of time, and the filter.
    fn push_source(&self, sql: &mut QueryBuilder<Sqlite>, columns: &str) {
        let index = match self.which {
            Which::All if self.phone.is_some() => "orders_by_phone",
            Which::All => "orders_by_time",
            Which::In(_) => "orders_by_state",
            Which::Unfinished | Which::Followed => "orders_open",
            Which::WithPhone => "orders_with_phone",
            Which::ForPerson => {
                let columns = columns.split(", ").map(|column| format!("o.{column}"));
                let columns = columns.collect::<Vec<_>>().join(", ");
                sql.push(format_args!(
                    "select {columns} from (select id as person from orders indexed by orders_by_state
                         where state = 'needs_attention'
                     union select order_id from attention indexed by attention_unseen
                         where seen_at is null) p
                     cross join orders o on o.id = p.person where "
                ));
                self.push_filter(sql);
                return;
            }
        };
        sql.push(format_args!("select {columns} from orders o indexed by {index} where "));
        self.push_filter(sql);
    }

    fn push_filter(&self, sql: &mut QueryBuilder<Sqlite>) {
        const OPEN: &str = "state in ('prepared', 'waiting', 'unknown', 'needs_attention') and ";
        if let Some(phone) = &self.phone {
            sql.push("phone = ").push_bind(phone.clone()).push(" and ");
        }
        match self.which {
            // Those for a person are chosen by the source, being few.
            Which::All | Which::ForPerson => {}
            Which::In(state) => {
                sql.push("state = ").push_bind(state.as_str()).push(" and ");
            }
            Which::Unfinished => {
                sql.push(OPEN);
            }
            Which::Followed => {
                let person = OrderState::NeedsAttention.as_str();
                sql.push(OPEN).push("state <> ").push_bind(person).push(" and ");
            }
            Which::WithPhone => {
                sql.push("phone is not null and ");
            }
        }
    }

    fn push_bounds(&self, sql: &mut QueryBuilder<Sqlite>) {
        let (at, id) = &self.at;
        sql.push(if self.is_newer { "(created_at, id) > (" } else { "(created_at, id) < (" });
        sql.push_bind(*at).push(", ").push_bind(id.clone()).push(")");
        if let Some(since) = self.since {
            sql.push(" and created_at >= ").push_bind(since);
        }
        if let Some(until) = self.until {
            sql.push(" and created_at < ").push_bind(until);
        }
    }

    fn push_end(&self, sql: &mut QueryBuilder<Sqlite>, limit: u32) {
        sql.push(if self.is_newer {
            " order by created_at, id limit "
        } else {
            " order by created_at desc, id desc limit "
        });
        sql.push_bind(limit);
    }
}

#[cfg(test)]
#[path = "order_list_tests.rs"]
mod tests;

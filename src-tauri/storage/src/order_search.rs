//! What a searched text may stand for, each looked up by an index of its own: a phone from its
//! beginning or its end, a reference, an order's number, the supplier's, a code's last four, and words
//! of a product.

use crate::{
    open::{Storage, journal_error},
    rows::json_list,
};
use domain::{digits::ascii_digits, phone::Phone, search::fold};
use engine::{ports::journal::JournalError, records::OrderRecord};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use std::collections::BTreeSet;

/// So many orders of one kind of answer are looked at one by one; more are found while walking.
const FEW: usize = 1000;
/// So many products are each read by their own index; more are found while walking.
const FEW_PRODUCTS: usize = 32;
/// Fewer characters begin too many references.
const ENOUGH: usize = 3;
/// What is looked at from its end.
const TAIL: usize = 4;

/// What a text stands for.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Orders.
    pub(crate) orders: BTreeSet<String>,
    /// Products.
    pub(crate) products: Vec<String>,
    /// What stands for too many orders to name them.
    pub(crate) broad: Vec<Span>,
}

/// A column that begins with a text, or ends with it.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    place: &'static Place,
    text: String,
}

#[derive(Debug)]
struct Place {
    /// The column, as its index has it.
    column: &'static str,
    /// That index.
    index: &'static str,
    /// Whether the text is the column's end, of which the index has the last four characters.
    from_end: bool,
}

static PHONE: Place = Place { column: "phone", index: "orders_by_phone", from_end: false };
static PHONE_END: Place = Place { column: "phone", index: "orders_by_phone_tail", from_end: true };
static REFERENCE: Place =
    Place { column: "lower(reference)", index: "orders_by_reference", from_end: false };
static REFERENCE_END: Place =
    Place { column: "lower(reference)", index: "orders_by_reference_tail", from_end: true };
static THEIR_ID: Place =
    Place { column: "provider_order_id", index: "orders_by_their_id", from_end: false };
static OUR_ID: Place = Place { column: "id", index: "sqlite_autoindex_orders_1", from_end: false };

impl Found {
    /// Whether it can only be found by walking through the orders.
    pub(crate) fn is_broad(&self) -> bool {
        !self.broad.is_empty() || self.products.len() > FEW_PRODUCTS
    }

    /// Adds the condition that an order is one of these.
    pub(crate) fn push_to(&self, sql: &mut QueryBuilder<Sqlite>) {
        let orders: Vec<&String> = self.orders.iter().collect();
        sql.push("(id in (select value from json_each(").push_bind(json_list(&orders));
        sql.push(")) or product_id in (select value from json_each(");
        sql.push_bind(json_list(&self.products)).push("))");
        for span in &self.broad {
            sql.push(" or (");
            span.push_to(sql);
            sql.push(")");
        }
        sql.push(")");
    }
}

impl Span {
    /// The condition, in the words of its index.
    fn push_to(&self, sql: &mut QueryBuilder<Sqlite>) {
        let (column, text) = (self.place.column, &self.text);
        if self.place.from_end {
            let tail: String = text.chars().skip(text.chars().count() - TAIL).collect();
            sql.push(format_args!("substr({column}, -4) = ")).push_bind(tail);
            sql.push(format_args!(" and substr({column}, -length("));
            sql.push_bind(text.clone()).push(")) = ").push_bind(text.clone());
        } else {
            sql.push(format_args!("{column} >= ")).push_bind(text.clone());
            sql.push(format_args!(" and {column} < ")).push_bind(format!("{text}\u{10FFFF}"));
        }
        if self.place.column == "phone" {
            sql.push(" and phone is not null");
        } else if self.place.column == "provider_order_id" {
            sql.push(" and provider_order_id is not null");
        }
    }

    /// Asks for the orders, and for one more than are few.
    pub(crate) fn push_few(&self, sql: &mut QueryBuilder<Sqlite>) {
        sql.push(format_args!("select id from orders indexed by {} where ", self.place.index));
        self.push_to(sql);
        sql.push(format_args!(" limit {}", FEW + 1));
    }
}

impl Storage {
    /// What a searched text stands for; nothing of it is a walk through the orders.
    pub(crate) async fn find(&self, text: &str) -> Result<Found, JournalError> {
        let mut found = Found { products: self.sold_like(text).await?, ..Found::default() };
        found.products.sort_unstable();
        found.products.dedup();
        for span in self.spans(text).await? {
            let mut sql = QueryBuilder::new("");
            span.push_few(&mut sql);
            let ids: Vec<String> =
                sql.build_query_scalar().fetch_all(&self.readers).await.map_err(journal_error)?;
            if ids.len() > FEW {
                found.broad.push(span);
            } else {
                found.orders.extend(ids);
            }
        }
        let tail = ascii_digits(text).trim().to_lowercase();
        if tail.chars().count() == TAIL {
            let ids: Vec<String> = sqlx::query_scalar(TAILS)
                .bind(format!("••••{tail}"))
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
            found.orders.extend(ids);
        }
        Ok(found)
    }

    pub(crate) async fn spans(&self, text: &str) -> Result<Vec<Span>, JournalError> {
        let text = ascii_digits(text);
        let text = text.trim();
        let mut spans = Vec::new();
        let mut add = |place: &'static Place, text: String| {
            let length = text.chars().count();
            if length >= if place.from_end { TAIL } else { ENOUGH } {
                spans.push(Span { place, text });
            }
        };
        let country: Option<String> =
            sqlx::query_scalar("select value from settings where key = 'shop.country'")
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        let beginnings = Phone::beginnings(text, country.as_deref().unwrap_or(""));
        if !beginnings.is_empty() {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            add(&PHONE_END, digits.trim_start_matches('0').to_owned());
        }
        for beginning in beginnings {
            add(&PHONE, beginning);
        }
        let is_word = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
        if text.chars().all(is_word) {
            add(&REFERENCE, text.to_lowercase());
            add(&REFERENCE_END, text.to_lowercase());
            add(&OUR_ID, text.to_lowercase());
        }
        add(&THEIR_ID, text.to_owned());
        Ok(spans)
    }

    /// The sold products in whose words every word of the text stands.
    async fn sold_like(&self, text: &str) -> Result<Vec<String>, JournalError> {
        let folded = fold(text);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = QueryBuilder::new("select product_id from sold_products where true");
        for word in folded.split(' ') {
            sql.push(" and instr(words, ").push_bind(word.to_owned()).push(") > 0");
        }
        sql.build_query_scalar().fetch_all(&self.readers).await.map_err(journal_error)
    }
}

/// The orders whose code ends so.
pub(crate) const TAILS: &str = "select order_id from secrets indexed by secrets_by_tail
     where lower(masked) = ? and length(masked) = 8 limit 1000";

/// Remembers by which words an order's product is found.
pub(crate) async fn note_sold(
    connection: &mut SqliteConnection,
    order: &OrderRecord,
) -> Result<(), JournalError> {
    let words =
        fold(&format!("{} {} {} {}", order.name.en, order.name.ar, order.item, order.product_id));
    sqlx::query("insert or ignore into sold_products (product_id, words) values (?, ?)")
        .bind(order.product_id.as_str())
        .bind(words)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

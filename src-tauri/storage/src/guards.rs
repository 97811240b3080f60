//! What the guards before a sale look up, and what the shop's file says for them.

use crate::{
    chain::append::now,
    open::{Storage, journal_error},
    rows::{corrupt, fields_from_text, money, optional_money, word},
    settings::{put, word_of},
};
use async_trait::async_trait;
use domain::{
    guard::Earlier, ids::ProductId, money::Money, order::OrderState, phone::Phone, shield::Shield,
    time::Timestamp,
};
use engine::ports::{
    Guards,
    guards::{Facts, Sold},
    journal::JournalError,
};
use sqlx::{FromRow, QueryBuilder, SqliteConnection};
use std::time::Duration;

type Answer<T> = Result<T, JournalError>;

/// More orders of one product are not looked through.
const SOLD_MAX: u32 = 500;

#[derive(FromRow)]
struct SoldRow {
    id: String,
    created_at: i64,
    state: String,
    clerk: Option<String>,
    phone: Option<String>,
    fields: String,
}

#[async_trait]
impl Guards for Storage {
    async fn sold_of(&self, product: &ProductId, since: Timestamp) -> Answer<Vec<Sold>> {
        // Each half has an index of its own: the unfinished are few, and so is half an hour.
        let rows: Vec<SoldRow> = sqlx::query_as(
            "select o.id, o.created_at, o.state, s.clerk, o.phone, o.fields
             from orders o indexed by orders_unfinished join sales s on s.id = o.sale_id
             where o.product_id = ?1
               and o.state in ('prepared', 'waiting', 'unknown', 'needs_attention')
               and (o.phone is not null or o.fields <> '{}')
               and not (o.state = 'prepared' and s.tender_state in ('pending', 'unknown'))
             union all
             select o.id, o.created_at, o.state, s.clerk, o.phone, o.fields
             from orders o indexed by orders_by_time join sales s on s.id = o.sale_id
             where o.created_at >= ?2 and o.product_id = ?1 and o.state = 'delivered'
               and (o.phone is not null or o.fields <> '{}')
             order by 2 desc limit ?3",
        )
        .bind(product.as_str())
        .bind(since.0)
        .bind(SOLD_MAX)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|row| {
                let earlier = Earlier {
                    order: row.id,
                    at: Timestamp(row.created_at),
                    state: word("state", &row.state, OrderState::from_word)?,
                    clerk: row.clerk,
                };
                let fields = fields_from_text(&row.fields)?;
                Ok(Sold { earlier, phone: row.phone.map(Phone::from_e164), fields })
            })
            .collect()
    }

    async fn is_known(&self, phone: &Phone) -> Answer<bool> {
        sqlx::query_scalar(
            "select exists (select 1 from orders where phone = ?1)
                 or exists (select 1 from customers where phone = ?1)",
        )
        .bind(phone.as_str())
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)
    }

    async fn remembered_among(&self, phones: &[Phone]) -> Answer<Option<Phone>> {
        let mut query = QueryBuilder::new("select phone from customers where phone in (");
        let mut list = query.separated(", ");
        for phone in phones {
            list.push_bind(phone.as_str());
        }
        query.push(") order by (select max(created_at) from orders o where o.phone = customers.phone) desc limit 1");
        let found: Option<String> = query
            .build_query_scalar()
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(found.map(Phone::from_e164))
    }

    async fn facts(&self, product: &ProductId) -> Answer<Facts> {
        type Row = (Option<String>, Option<String>, String);
        let row: Option<Row> = sqlx::query_as(
            "select cost_then, cost_then_currency, countries from product_facts where product_id = ?",
        )
        .bind(product.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        let Some((cost, currency, countries)) = row else { return Ok(Facts::default()) };
        let countries =
            serde_json::from_str(&countries).map_err(|_| corrupt("countries", &countries))?;
        Ok(Facts { cost_then: optional_money(cost.as_deref(), currency.as_deref())?, countries })
    }

    async fn cards_sold(
        &self,
        clerk: Option<&str>,
        since: Timestamp,
    ) -> Answer<Vec<(Timestamp, Money)>> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(
            "select o.created_at, o.price, o.price_currency
             from orders o indexed by orders_by_time join sales s on s.id = o.sale_id
             where o.created_at >= ?1 and o.kind = 'voucher' and o.state <> 'refused'
               and o.purpose is null
               and s.clerk is ?2",
        )
        .bind(since.0)
        .bind(clerk)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let read = |(at, price, currency): (i64, String, String)| {
            Ok((Timestamp(at), money(&price, &currency)?))
        };
        rows.into_iter().map(read).collect()
    }
}

/// Where a product's codes work, by the file; and what it costs now that its price is set. A price set at
/// the till that stands before the file's keeps the cost it was set by.
pub(crate) async fn put_facts(
    connection: &mut SqliteConnection,
    product: &ProductId,
    countries: &[String],
) -> Answer<()> {
    sqlx::query(
        "insert or replace into product_facts
             (product_id, cost_then, cost_then_currency, cost_then_at, countries)
         select p.id, iif(o.price is null, coalesce(p.cost, c.cost), f.cost_then),
             iif(o.price is null, coalesce(p.cost_currency, c.cost_currency), f.cost_then_currency),
             iif(o.price is null, ?3, f.cost_then_at), ?1
         from products p left join catalogue c on c.id = p.id
             left join own_prices o on o.product_id = p.id
             left join product_facts f on f.product_id = p.id
         where p.id = ?2",
    )
    .bind(serde_json::Value::from(countries).to_string())
    .bind(product.as_str())
    .bind(now().0)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

const ON: &str = "shop.shield.on";
const HIGH_VALUE: &str = "shop.shield.high_value";
const IN_A_ROW: &str = "shop.shield.in_a_row";
const WITHIN: &str = "shop.shield.within_ms";
const HOURLY_LIMIT: &str = "shop.shield.hourly_limit";

/// Writes the owner's shield down; the chain vouches for it with the shop.
pub(crate) async fn put_shield(connection: &mut SqliteConnection, shield: &Shield) -> Answer<()> {
    let high = shield.high_value.map(|value| value.to_string()).unwrap_or_default();
    for (key, value) in [
        (ON, word_of(shield.on).to_owned()),
        (HIGH_VALUE, high),
        (IN_A_ROW, shield.in_a_row.to_string()),
        (WITHIN, shield.within.as_millis().to_string()),
        (HOURLY_LIMIT, shield.hourly_limit.to_string()),
    ] {
        put(connection, key, &value).await?;
    }
    Ok(())
}

impl Storage {
    /// When the scam shield is raised.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn shield(&self) -> Result<Shield, JournalError> {
        let all = self.settings().await?;
        let of = |key: &str| all.get(key).map(String::as_str).filter(|text| !text.is_empty());
        let number = |key: &str, usual: u32| {
            of(key).map_or(Ok(usual), |text| text.parse().map_err(|_| corrupt(key, text)))
        };
        let usual = Shield::default();
        let within = match of(WITHIN) {
            Some(text) => Duration::from_millis(text.parse().map_err(|_| corrupt(WITHIN, text))?),
            None => usual.within,
        };
        Ok(Shield {
            on: of(ON) != Some("false"),
            high_value: of(HIGH_VALUE).map(crate::rows::decimal).transpose()?,
            in_a_row: number(IN_A_ROW, usual.in_a_row)?,
            within,
            hourly_limit: number(HOURLY_LIMIT, usual.hourly_limit)?,
        })
    }

    /// Who may decide at the counter, the owner first.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn deciders(&self) -> Result<Vec<String>, JournalError> {
        sqlx::query_scalar(
            "select name from clerks where role in ('manager', 'owner') and left_at is null
             order by role desc, name",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)
    }
}

#[cfg(test)]
#[path = "guards_tests.rs"]
mod tests;

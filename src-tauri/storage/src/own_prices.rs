//! Prices that somebody set at the till, and what products cost when their prices were set.

use crate::{
    chain::{Draft, Shown, append, append::now, tables::OWN_PRICE},
    open::{Storage, journal_error},
    rows::{currency, decimal, optional_money},
    settings,
    vault::Vault,
};
use domain::{ids::ProductId, money::Money, product::Product, time::Timestamp};
use engine::ports::journal::{JournalError, Note};
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeMap;

/// What is known of a product's price beside the price itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceFacts {
    /// The price of the provisioning file.
    pub file: Option<Money>,
    /// The price that was set at the till, if it stands.
    pub own: Option<Money>,
    /// When and by whom that was.
    pub set: Option<(Timestamp, Option<String>)>,
    /// What the product cost when its price was set.
    pub cost_then: Option<Money>,
    /// What the supplier charged for the newest delivered order since.
    pub charged: Option<Money>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    file: Option<String>,
    file_currency: Option<String>,
    own: Option<String>,
    own_currency: Option<String>,
    set_at: Option<i64>,
    clerk: Option<String>,
    cost_then: Option<String>,
    cost_then_currency: Option<String>,
    charged: Option<String>,
}

impl Storage {
    /// What is known of the prices that somebody set, by product.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn price_facts(&self) -> Result<BTreeMap<ProductId, PriceFacts>, JournalError> {
        // What a customer chose the amount of says nothing about the cost of the face value.
        let rows: Vec<Row> = sqlx::query_as(
            "select k.id, p.price as file, p.price_currency as file_currency,
                 o.price as own, iif(o.price is null, null, o.currency) as own_currency,
                 iif(o.price is null, null, o.set_at) as set_at, o.clerk,
                 f.cost_then, f.cost_then_currency,
                 iif(f.cost_then is null, null,
                     (select paid.cost || ' ' || paid.cost_currency
                      from orders paid indexed by orders_by_product
                      where paid.product_id = k.id and paid.created_at >= coalesce(f.cost_then_at, 0)
                        and paid.state = 'delivered' and paid.amount is null
                        and paid.cost is not null
                      order by paid.created_at desc limit 1)) as charged
             from (select id from products where price is not null
                   union select product_id from own_prices where price is not null) k
             left join products p on p.id = k.id
             left join own_prices o on o.product_id = k.id
             left join product_facts f on f.product_id = k.id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(read).collect()
    }

    /// Sets the price of a product at the till, or takes it back, so that the file's, its rule's or the
    /// cost's stands again. `cost` is what the product cost whoever decided: the guards and the inbox
    /// measure a rise from there.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_price(
        &self,
        product: &Product,
        price: Option<Money>,
        cost: Option<Money>,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let before: Option<(Option<String>, String)> =
            sqlx::query_as("select price, currency from own_prices where product_id = ?")
                .bind(product.id.as_str())
                .fetch_optional(&mut *tx)
                .await
                .map_err(journal_error)?;
        let known = before.as_ref().filter(|(was, _)| was.is_some());
        let known = known.map(|(_, code)| currency(code)).transpose()?;
        let Some(code) = price.map(Money::currency).or(known) else {
            // Nothing was set, so there is nothing to take back.
            return Ok(());
        };
        sqlx::query(
            "insert into own_prices (product_id, price, currency, file_price, set_at, clerk)
             values (?1, ?2, ?3, (select price from products where id = ?1), ?4, ?5)
             on conflict (product_id) do update set price = excluded.price,
                 currency = excluded.currency, file_price = excluded.file_price,
                 set_at = excluded.set_at, clerk = excluded.clerk",
        )
        .bind(product.id.as_str())
        .bind(price.map(|price| price.amount().to_string()))
        .bind(code.code())
        .bind(note.at.0)
        .bind(&note.clerk)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        put_cost_then(&mut tx, &product.id, cost, note.at).await?;
        settings::bump(&mut tx, "catalog.version").await?;
        let was = before.and_then(|(price, _)| price);
        let draft = Draft::new("price", note.at)
            .say_some("clerk", note.clerk.as_deref())
            .say("product", product.id.as_str())
            .say_some("was", was.as_deref());
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::Of(&OWN_PRICE, product.id.as_str())).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    /// Notes that a price stays although the product costs so much now.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn keep_price(
        &self,
        product: &ProductId,
        cost: Money,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        put_cost_then(&mut tx, product, Some(cost), note.at).await?;
        let draft = Draft::new("price_kept", note.at)
            .say_some("clerk", note.clerk.as_deref())
            .say("product", product.as_str())
            .say("cost", &cost.amount().to_string())
            .say("currency", cost.currency().code());
        let link = append(&mut tx, self.vault_needed()?, draft).await?;
        self.settle(tx, &link).await
    }
}

fn read(row: Row) -> Result<(ProductId, PriceFacts), JournalError> {
    let charged = row.charged.as_deref().and_then(|charged| charged.split_once(' '));
    let (charged, charged_in) = charged.unzip();
    let facts = PriceFacts {
        file: optional_money(row.file.as_deref(), row.file_currency.as_deref())?,
        own: optional_money(row.own.as_deref(), row.own_currency.as_deref())?,
        set: row.set_at.map(|at| (Timestamp(at), row.clerk)),
        cost_then: optional_money(row.cost_then.as_deref(), row.cost_then_currency.as_deref())?,
        charged: optional_money(charged, charged_in)?,
    };
    Ok((ProductId::new(row.id), facts))
}

async fn put_cost_then(
    connection: &mut SqliteConnection,
    product: &ProductId,
    cost: Option<Money>,
    at: Timestamp,
) -> Result<(), JournalError> {
    sqlx::query(
        "insert into product_facts (product_id, cost_then, cost_then_currency, cost_then_at, countries)
         values (?, ?, ?, ?, '[]')
         on conflict (product_id) do update set cost_then = excluded.cost_then,
             cost_then_currency = excluded.cost_then_currency,
             cost_then_at = excluded.cost_then_at",
    )
    .bind(product.as_str())
    .bind(cost.map(|cost| cost.amount().to_string()))
    .bind(cost.map(|cost| cost.currency().to_string()))
    .bind(at.0)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// Lets the prices of a file win again where it names another one than it did when somebody set a price
/// at the till. Each is in the journal.
pub(crate) async fn give_way(
    connection: &mut SqliteConnection,
    vault: &Vault,
    products: &[Product],
) -> Result<(), JournalError> {
    for product in products {
        let Some(price) = product.price else { continue };
        let then: Option<(Option<String>, String)> = sqlx::query_as(
            "select file_price, currency from own_prices where product_id = ? and price is not null",
        )
        .bind(product.id.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(journal_error)?;
        let Some((then, code)) = then else { continue };
        let then = then.as_deref().map(decimal).transpose()?;
        if then == Some(price.amount()) && currency(&code)? == price.currency() {
            continue;
        }
        let at = now();
        sqlx::query(
            "update own_prices set price = null, set_at = ?, clerk = null where product_id = ?",
        )
        .bind(at.0)
        .bind(product.id.as_str())
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
        let draft = Draft::new("price", at)
            .say("by", "provisioning")
            .say("product", product.id.as_str())
            .show(connection, vault, Shown::Of(&OWN_PRICE, product.id.as_str()))
            .await?;
        append(connection, vault, draft).await?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "own_prices_tests.rs"]
mod tests;

//! What suppliers say about their own products, as last fetched. The shop's file says its part in
//! `products`; both are read together there, and the file's names and prices win.

use crate::{
    chain::{Draft, append},
    open::{Storage, journal_error},
    products::{self, info_to_text},
    settings,
};
use domain::{ids::SupplierId, product::Product, time::Timestamp};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;
use std::collections::{BTreeMap, BTreeSet};

/// What a fetched catalogue changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Products the till did not know.
    pub added: usize,
    /// Products it knew differently.
    pub changed: usize,
    /// Products the supplier does not list any more; they cannot be sold.
    pub removed: usize,
}

impl Storage {
    /// Merges a supplier's whole catalogue, in its order. What it listed before and does not list now
    /// becomes inactive; what it never listed is left alone. `at` is when it was fetched.
    ///
    /// # Errors
    /// If it cannot be written; nothing is changed then.
    pub async fn merge_catalogue(
        &self,
        supplier: &SupplierId,
        fetched: &[Product],
        at: Timestamp,
    ) -> Result<Merged, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let before = by_id(&mut tx, supplier).await?;
        let listed = listed(&mut tx, supplier).await?;
        sqlx::query("update catalogue set gone = 1 where supplier = ?")
            .bind(supplier.as_str())
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        for (position, product) in (0_i64..).zip(fetched) {
            put(&mut tx, position, product).await?;
        }
        let after = by_id(&mut tx, supplier).await?;
        let present: BTreeSet<&str> = fetched.iter().map(|product| product.id.as_str()).collect();
        let is_gone = |id: &str| listed.contains(id) && !present.contains(id);
        let merged = Merged {
            added: after.keys().filter(|id| !before.contains_key(*id)).count(),
            changed: after
                .iter()
                .filter(|(id, now)| before.get(*id).is_some_and(|old| old != *now) && !is_gone(id))
                .count(),
            removed: listed.iter().filter(|id| is_gone(id)).count(),
        };
        settings::put(&mut tx, &fetched_key(supplier), &at.0.to_string()).await?;
        if merged == Merged::default() {
            tx.commit().await.map_err(journal_error)?;
            return Ok(merged);
        }
        settings::bump(&mut tx, "catalog.version").await?;
        let draft = Draft::new("catalogue", at).say("supplier", supplier.as_str());
        let link = append(&mut tx, self.vault_needed()?, draft).await?;
        self.settle(tx, &link).await?;
        Ok(merged)
    }

    /// When a supplier's catalogue was last fetched whole.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn catalogue_fetched(
        &self,
        supplier: &SupplierId,
    ) -> Result<Option<Timestamp>, JournalError> {
        let at: Option<String> = sqlx::query_scalar("select value from settings where key = ?")
            .bind(fetched_key(supplier))
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(at.and_then(|at| at.parse().ok()).map(Timestamp))
    }
}

/// Where it is kept; nothing depends on it, so the chain does not vouch for it.
fn fetched_key(supplier: &SupplierId) -> String {
    format!("catalogue.fetched.{supplier}")
}

async fn by_id(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<BTreeMap<String, Product>, JournalError> {
    let all = products::all(connection).await?.into_iter();
    let own = all.filter(|product| product.supplier == *supplier);
    Ok(own.map(|product| (product.id.to_string(), product)).collect())
}

/// What the last fetch listed.
async fn listed(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<BTreeSet<String>, JournalError> {
    let ids: Vec<String> =
        sqlx::query_scalar("select id from catalogue where supplier = ? and gone = 0")
            .bind(supplier.as_str())
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    Ok(ids.into_iter().collect())
}

async fn put(
    connection: &mut SqliteConnection,
    position: i64,
    product: &Product,
) -> Result<(), JournalError> {
    let (face, cost) = (product.face_value, product.cost);
    sqlx::query(
        "insert into catalogue (id, position, supplier, item, kind, name_en, name_ar, brand,
             face_value, face_currency, cost, cost_currency, min, max, step, required_info,
             category, active, gone)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
         on conflict (id) do update set
             position = excluded.position, kind = excluded.kind,
             name_en = excluded.name_en, name_ar = excluded.name_ar, brand = excluded.brand,
             face_value = excluded.face_value, face_currency = excluded.face_currency,
             cost = excluded.cost, cost_currency = excluded.cost_currency,
             min = excluded.min, max = excluded.max, step = excluded.step,
             required_info = excluded.required_info, category = excluded.category,
             active = excluded.active, gone = 0",
    )
    .bind(product.id.as_str())
    .bind(position)
    .bind(product.supplier.as_str())
    .bind(&product.item)
    .bind(product.kind.as_str())
    .bind(&product.name.en)
    .bind(&product.name.ar)
    .bind(&product.brand)
    .bind(face.map(|money| money.amount().to_string()))
    .bind(face.map(|money| money.currency().to_string()))
    .bind(cost.map(|money| money.amount().to_string()))
    .bind(cost.map(|money| money.currency().to_string()))
    .bind(product.min.map(|amount| amount.to_string()))
    .bind(product.max.map(|amount| amount.to_string()))
    .bind(product.step.map(|amount| amount.to_string()))
    .bind(info_to_text(&product.required_info)?)
    .bind(&product.category)
    .bind(product.active)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;

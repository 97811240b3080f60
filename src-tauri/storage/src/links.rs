//! The same product at several suppliers, as the owner says it.

use crate::open::{Storage, journal_error};
use domain::ids::ProductId;
use engine::{ports::journal::JournalError, source::Link};
use sqlx::SqliteConnection;

impl Storage {
    pub(crate) async fn all_links(&self) -> Result<Vec<Link>, JournalError> {
        let rows: Vec<(String, String, bool)> =
            sqlx::query_as("select link, product_id, pinned from links order by link, position")
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        let mut links: Vec<(String, Link)> = Vec::new();
        for (name, product, pinned) in rows {
            if links.last().is_none_or(|(last, _)| *last != name) {
                links.push((name, Link { products: Vec::new(), pinned: None }));
            }
            if let Some((_, link)) = links.last_mut() {
                let product = ProductId::new(product);
                link.pinned = link.pinned.take().or(pinned.then(|| product.clone()));
                link.products.push(product);
            }
        }
        Ok(links.into_iter().map(|(_, link)| link).collect())
    }
}

/// Links products; what they were linked to before no longer counts.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    link: &Link,
) -> Result<(), JournalError> {
    let Some(first) = link.products.first() else { return Ok(()) };
    for product in &link.products {
        sqlx::query(
            "delete from links where link in (select link from links where product_id = ?)",
        )
        .bind(product.as_str())
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
    }
    for (position, product) in (0_u32..).zip(&link.products) {
        sqlx::query("insert into links (product_id, link, position, pinned) values (?, ?, ?, ?)")
            .bind(product.as_str())
            .bind(first.as_str())
            .bind(position)
            .bind(link.pinned.as_ref() == Some(product))
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
    }
    Ok(())
}

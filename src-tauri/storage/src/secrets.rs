//! What suppliers delivered, sealed and bound to its row.

use crate::{
    chain::salt,
    open::{Storage, journal_error},
    vault::Vault,
};
use domain::{ids::OrderId, secret::Secret};
use engine::ports::{journal::JournalError, supplier::LabelledSecret};
use sqlx::SqliteConnection;

fn place(order: &str, position: i64, column: &str) -> String {
    format!("secrets:{order}:{position}:{column}")
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    vault: &Vault,
    order: &OrderId,
    secrets: &[LabelledSecret],
) -> Result<(), JournalError> {
    for (position, secret) in (0_i64..).zip(secrets) {
        let value = secret.value.reveal().as_bytes();
        let seal = |column: &str, bytes: &[u8]| {
            vault
                .seal(&place(order.as_str(), position, column), bytes)
                .map_err(|error| JournalError::Database(Box::new(error)))
        };
        sqlx::query(
            "insert into secrets (order_id, position, label, value_sealed, salt_sealed, masked, digest)
             values (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(order.as_str())
        .bind(position)
        .bind(&secret.label)
        .bind(seal("value", value)?)
        .bind(seal("salt", &salt()?)?)
        .bind(secret.masked())
        .bind(vault.digest("secret", value))
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
    }
    Ok(())
}

/// Refuses a code that this supplier has delivered before, under whatever name (INV-4). What is public anyway, such as an
/// expiry date, may come again.
pub(crate) async fn refuse_twice(
    connection: &mut SqliteConnection,
    vault: &Vault,
    order: &OrderId,
    secrets: &[LabelledSecret],
) -> Result<(), JournalError> {
    let codes = secrets.iter().filter(|secret| matches!(secret.label.as_str(), "code" | "url"));
    for code in codes {
        let known: Option<i64> = sqlx::query_scalar(
            "select 1 from secrets s join orders o on o.id = s.order_id
             where s.digest = ? and s.label in ('code', 'url') and s.order_id <> ?
               and o.supplier = (select supplier from orders where id = ?) limit 1",
        )
        .bind(vault.digest("secret", code.value.reveal().as_bytes()))
        .bind(order.as_str())
        .bind(order.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(journal_error)?;
        if known.is_some() {
            return Err(JournalError::CodeTwice);
        }
    }
    Ok(())
}

impl Storage {
    /// In clear.
    pub(crate) async fn secrets_of(
        &self,
        order: &OrderId,
    ) -> Result<Vec<LabelledSecret>, JournalError> {
        let rows: Vec<(i64, String, Vec<u8>)> = sqlx::query_as(
            "select position, label, value_sealed from secrets where order_id = ? order by position",
        )
        .bind(order.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let vault = self.vault_needed()?;
        rows.into_iter()
            .map(|(position, label, sealed)| {
                let value = vault
                    .open_text(&place(order.as_str(), position, "value"), &sealed)
                    .map_err(|_| JournalError::Corrupt(format!("the {label} of order {order}")))?;
                Ok(LabelledSecret { label, value: Secret::new(value) })
            })
            .collect()
    }
}

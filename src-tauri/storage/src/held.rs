//! Baskets that wait for their customer to come back. What is in one is the window's own text, sealed: it
//! holds phones. Nothing of it was bought or paid.

use crate::{
    open::{Storage, journal_error},
    rows::corrupt,
};
use domain::{phone::Phone, time::Timestamp};
use engine::ports::journal::JournalError;
use serde_json::Value;
use sqlx::FromRow;

/// A basket that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBasket {
    /// Its id.
    pub id: String,
    /// Since when.
    pub held_at: Timestamp,
    /// Who held it.
    pub clerk: Option<String>,
    /// What is in it, as it was given.
    pub basket: String,
}

#[derive(FromRow)]
struct Row {
    id: String,
    held_at: i64,
    clerk: Option<String>,
    basket_sealed: Vec<u8>,
}

impl Storage {
    /// Keeps a basket under a new id.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn hold(&self, held: &HeldBasket) -> Result<(), JournalError> {
        let sealed = self.vault_needed()?.seal(&place(&held.id), held.basket.as_bytes());
        let sealed = sealed.map_err(|error| JournalError::Database(error.into()))?;
        sqlx::query(
            "insert into held_baskets (id, held_at, clerk, basket_sealed) values (?, ?, ?, ?)",
        )
        .bind(&held.id)
        .bind(held.held_at.0)
        .bind(&held.clerk)
        .bind(sealed)
        .execute(&self.writer)
        .await
        .map_err(journal_error)?;
        Ok(())
    }

    /// The baskets that wait, the oldest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn held(&self) -> Result<Vec<HeldBasket>, JournalError> {
        let rows = sqlx::query_as(
            "select id, held_at, clerk, basket_sealed from held_baskets order by held_at, id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// Takes a basket back to the counter, once. `None` if it waits no more.
    ///
    /// # Errors
    /// If it cannot be read; it goes on waiting then.
    pub async fn recall(&self, id: &str) -> Result<Option<HeldBasket>, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let row = sqlx::query_as(
            "delete from held_baskets where id = ? returning id, held_at, clerk, basket_sealed",
        )
        .bind(id)
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        // What cannot be opened is not deleted.
        let held = row.map(|row| self.opened(row)).transpose()?;
        tx.commit().await.map_err(journal_error)?;
        Ok(held)
    }

    /// Takes a number out of every basket that names it, however it was typed.
    ///
    /// # Errors
    /// If one cannot be read or written; it stays as it is then.
    pub(crate) async fn erase_held(
        &self,
        phone: &Phone,
        country: &str,
    ) -> Result<(), JournalError> {
        let named = |held: &HeldBasket| {
            let mut basket: Value = serde_json::from_str(&held.basket).ok()?;
            take_out(&mut basket, phone, country).then(|| basket.to_string())
        };
        for held in self.held().await? {
            let Some(basket) = named(&held) else { continue };
            let sealed = self.vault_needed()?.seal(&place(&held.id), basket.as_bytes());
            let sealed = sealed.map_err(|error| JournalError::Database(error.into()))?;
            sqlx::query("update held_baskets set basket_sealed = ? where id = ?")
                .bind(sealed)
                .bind(&held.id)
                .execute(&self.writer)
                .await
                .map_err(journal_error)?;
        }
        Ok(())
    }

    fn opened(&self, row: Row) -> Result<HeldBasket, JournalError> {
        let basket = self.vault_needed()?.open_text(&place(&row.id), &row.basket_sealed);
        let basket = basket.map_err(|_| corrupt("held basket", &row.id))?;
        let held_at = Timestamp(row.held_at);
        Ok(HeldBasket { id: row.id, held_at, clerk: row.clerk, basket })
    }
}

/// Empties every text that is this number, and not only the first; whether there was one.
fn take_out(basket: &mut Value, phone: &Phone, country: &str) -> bool {
    match basket {
        Value::String(text) => {
            let is_theirs = Phone::parse(text, country).is_ok_and(|typed| typed.phone == *phone);
            if is_theirs {
                text.clear();
            }
            is_theirs
        }
        Value::Array(parts) => {
            parts.iter_mut().fold(false, |found, part| found | take_out(part, phone, country))
        }
        Value::Object(parts) => {
            parts.values_mut().fold(false, |found, part| found | take_out(part, phone, country))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn place(id: &str) -> String {
    format!("held_baskets:{id}:basket")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::OwnerId;

    fn basket(id: &str, at: i64) -> HeldBasket {
        let (clerk, basket) = (Some("Sami".to_owned()), format!("+970599123456 of {id}"));
        HeldBasket { id: id.to_owned(), held_at: Timestamp(at), clerk, basket }
    }

    #[tokio::test]
    async fn a_held_basket_survives_a_restart_and_comes_back_once() {
        let folder = tempfile::tempdir().unwrap();
        {
            let till = Storage::open(folder.path(), OwnerId::new("a")).await.unwrap();
            till.make_vault("held").await.unwrap();
            for held in [basket("two", 2), basket("one", 1)] {
                till.hold(&held).await.unwrap();
            }
        }
        let till = Storage::open(folder.path(), OwnerId::new("b")).await.unwrap();
        assert_eq!(till.held().await.unwrap(), [basket("one", 1), basket("two", 2)]);
        assert_eq!(till.recall("one").await.unwrap(), Some(basket("one", 1)));
        assert_eq!(till.recall("one").await.unwrap(), None);
        assert_eq!(till.held().await.unwrap(), [basket("two", 2)]);
    }

    #[tokio::test]
    async fn a_held_baskets_phone_is_not_on_the_disk_in_clear() {
        let folder = tempfile::tempdir().unwrap();
        let till = Storage::open(folder.path(), OwnerId::new("a")).await.unwrap();
        till.make_vault("held").await.unwrap();
        till.hold(&basket("one", 1)).await.unwrap();
        let sealed: Vec<u8> = sqlx::query_scalar("select basket_sealed from held_baskets")
            .fetch_one(&till.readers)
            .await
            .unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("599123456"));
    }

    #[tokio::test]
    async fn an_erased_number_is_gone_from_what_waits_however_it_was_typed() {
        let folder = tempfile::tempdir().unwrap();
        let till = Storage::open(folder.path(), OwnerId::new("a")).await.unwrap();
        till.make_vault("held").await.unwrap();
        let line = |phone: &str| format!(r#"{{"phone":"{phone}","product_id":"p","quantity":2}}"#);
        let of = |customer: &str, phone: &str| {
            let text = format!(r#"{{"customer":"{customer}","lines":[{}]}}"#, line(phone));
            HeldBasket { basket: text, ..basket("one", 1) }
        };
        till.hold(&of("0599 123 456", "٠٥٩٩١٢٣٤٥٦")).await.unwrap();
        let other = HeldBasket { id: "two".to_owned(), ..of("", "0568123456") };
        till.hold(&other).await.unwrap();
        till.erase_held(&Phone::from_e164("+970599123456"), "PS").await.unwrap();
        let held = till.held().await.unwrap();
        assert_eq!(held, [of("", ""), other]);
    }
}

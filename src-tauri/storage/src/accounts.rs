//! Reading what was provisioned: supplier accounts, processors, printers, SMS routes.

use crate::{
    catalog_source,
    open::{Storage, journal_error},
    rows::{optional_money, word},
    setup::{Processor, SmsKind, SmsRoute},
};
use domain::{
    account::{Environment, ProcessorKind, SupplierAccount, SupplierKind},
    ids::SupplierId,
    secret::Secret,
};
use engine::ports::journal::JournalError;
use std::{collections::BTreeMap, time::Duration};

type SupplierRow =
    (String, String, String, String, Vec<u8>, Option<String>, Option<String>, bool, Option<String>);

impl Storage {
    /// The supplier accounts, keys in clear, for the adapters.
    ///
    /// # Errors
    /// If they cannot be read or unsealed.
    pub async fn supplier_accounts(&self) -> Result<Vec<SupplierAccount>, JournalError> {
        let rows: Vec<SupplierRow> = sqlx::query_as(
            "select id, kind, environment, base_url, api_key_sealed, agent_id, currency, bulk,
                 catalog
             from suppliers order by rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(id, kind, environment, base_url, sealed, agent_id, currency, bulk, catalog)| {
                let api_key = self
                    .vault_needed()?
                    .open_text(&format!("suppliers:{id}:api_key"), &sealed)
                    .map_err(|_| JournalError::Corrupt(format!("the key of {id}")))?;
                Ok(SupplierAccount {
                    id: SupplierId::new(id),
                    kind: word("kind", &kind, SupplierKind::from_word)?,
                    environment: word("environment", &environment, Environment::from_word)?,
                    base_url,
                    api_key: Secret::new(api_key),
                    agent_id,
                    currency: currency.as_deref().map(crate::rows::currency).transpose()?,
                    bulk,
                    catalog: catalog.as_deref().map(catalog_source::read).transpose()?,
                })
            })
            .collect()
    }

    /// The processor accounts, keys in clear, for the adapters.
    ///
    /// # Errors
    /// If they cannot be read or unsealed.
    pub async fn processors(&self) -> Result<Vec<Processor>, JournalError> {
        type Row = (String, String, String, String, Vec<u8>, Option<String>, bool, String, i64);
        let rows: Vec<Row> = sqlx::query_as(
            "select id, kind, environment, base_url, api_key_sealed, currency, keyed_entry, id_field,
                 pay_within_ms
             from processors order by rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let settings = self.settings().await?;
        rows.into_iter()
            .map(
                |(
                    id,
                    kind,
                    environment,
                    base_url,
                    sealed,
                    currency,
                    keyed_entry,
                    id_field,
                    pay,
                )| {
                    let api_key = self
                        .vault_needed()?
                        .open_text(&format!("processors:{id}:api_key"), &sealed)
                        .map_err(|_| JournalError::Corrupt(format!("the key of {id}")))?;
                    let pay_within = u64::try_from(pay)
                        .map_err(|_| JournalError::Corrupt(format!("the time to pay of {id}")))?;
                    Ok(Processor {
                        kind: word("kind", &kind, ProcessorKind::from_word)?,
                        environment: word("environment", &environment, Environment::from_word)?,
                        base_url,
                        api_key: Secret::new(api_key),
                        currency: currency.as_deref().map(crate::rows::currency).transpose()?,
                        keyed_entry,
                        id_field,
                        pay_within: Duration::from_millis(pay_within),
                        closed_words: words_of(&settings, &id, "closed_words")?,
                        paid_words: words_of(&settings, &id, "paid_words")?,
                        id,
                    })
                },
            )
            .collect()
    }

    /// The ways by which text messages leave, secrets in clear, for the adapters; the first one is
    /// the one in use.
    ///
    /// # Errors
    /// If they cannot be read or unsealed.
    pub async fn sms_routes(&self) -> Result<Vec<SmsRoute>, JournalError> {
        let rows: Vec<SmsRow> = sqlx::query_as("select * from sms_routes order by rowid")
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        rows.into_iter().map(|row| self.sms_route(row)).collect()
    }

    /// Writes down that the PIN of a route's SIM card is about to be tried. False if it was tried
    /// before and not found right.
    ///
    /// # Errors
    /// If it cannot be written; then it must not be tried.
    pub async fn begin_sim_pin(&self, route: &str) -> Result<bool, JournalError> {
        let query = "update sms_routes set pin_tried = 1 where id = ? and pin_tried = 0";
        let done = sqlx::query(query).bind(route).execute(&self.writer).await;
        Ok(done.map_err(journal_error)?.rows_affected() == 1)
    }

    /// The SIM card took its PIN.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn sim_pin_was_right(&self, route: &str) -> Result<(), JournalError> {
        let query = "update sms_routes set pin_tried = 0 where id = ?";
        sqlx::query(query).bind(route).execute(&self.writer).await.map_err(journal_error)?;
        Ok(())
    }

    fn sms_route(&self, row: SmsRow) -> Result<SmsRoute, JournalError> {
        let open = |column: &str, sealed: Option<Vec<u8>>| {
            let Some(sealed) = sealed else { return Ok(None) };
            let place = format!("sms_routes:{}:{column}", row.id);
            let text = self.vault_needed()?.open_text(&place, &sealed);
            let text =
                text.map_err(|_| JournalError::Corrupt(format!("the {column} of {}", row.id)))?;
            Ok::<_, JournalError>(Some(Secret::new(text)))
        };
        Ok(SmsRoute {
            kind: word("route", &row.kind, SmsKind::from_word)?,
            secret: open("secret", row.secret_sealed)?,
            options: open("options", row.options_sealed)?,
            price: optional_money(row.price.as_deref(), row.price_currency.as_deref())?,
            base_url: row.base_url,
            account: row.account,
            sender: row.sender,
            id: row.id,
        })
    }
}

#[derive(sqlx::FromRow)]
struct SmsRow {
    id: String,
    kind: String,
    base_url: Option<String>,
    account: Option<String>,
    secret_sealed: Option<Vec<u8>>,
    sender: Option<String>,
    price: Option<String>,
    price_currency: Option<String>,
    options_sealed: Option<Vec<u8>>,
}

/// Where a processor's own words for an order are kept.
pub(crate) fn words_key(processor: &str, list: &str) -> String {
    format!("processor.{processor}.{list}")
}

fn words_of(
    settings: &BTreeMap<String, String>,
    processor: &str,
    list: &str,
) -> Result<Vec<String>, JournalError> {
    let key = words_key(processor, list);
    let Some(text) = settings.get(&key) else { return Ok(Vec::new()) };
    serde_json::from_str(text).map_err(|_| JournalError::Corrupt(key))
}

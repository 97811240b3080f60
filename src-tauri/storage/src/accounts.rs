//! Reading what was provisioned: supplier accounts, processors, printers, SMS routes.

use crate::{
    open::{Storage, journal_error},
    rows::word,
    setup::Processor,
};
use domain::{
    account::{Environment, ProcessorKind, SupplierAccount, SupplierKind},
    ids::SupplierId,
    secret::Secret,
};
use engine::ports::journal::JournalError;
use std::time::Duration;

impl Storage {
    /// The supplier accounts, keys in clear, for the adapters.
    ///
    /// # Errors
    /// If they cannot be read or unsealed.
    pub async fn supplier_accounts(&self) -> Result<Vec<SupplierAccount>, JournalError> {
        type Row = (String, String, String, String, Vec<u8>, Option<String>, Option<String>, bool);
        let rows: Vec<Row> = sqlx::query_as(
            "select id, kind, environment, base_url, api_key_sealed, agent_id, currency, bulk
             from suppliers order by rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(id, kind, environment, base_url, sealed, agent_id, currency, bulk)| {
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
                        id,
                    })
                },
            )
            .collect()
    }

    /// The ids of the SMS routes.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn sms_routes(&self) -> Result<Vec<String>, JournalError> {
        sqlx::query_scalar("select id from sms_routes order by rowid")
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)
    }
}

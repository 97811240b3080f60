//! What a support bundle needs of a data dir: how much there is, and what must not be in it.

use crate::{
    backup::table_counts,
    open::{Storage, journal_error},
};
use domain::secret::Secret;
use engine::ports::journal::JournalError;
use std::collections::BTreeMap;

impl Storage {
    /// How many rows each table has.
    ///
    /// # Errors
    /// If they cannot be counted.
    pub async fn counts(&self) -> Result<BTreeMap<String, u64>, JournalError> {
        let mut reader = self.readers.acquire().await.map_err(journal_error)?;
        table_counts(&mut reader).await
    }

    /// Every secret, name and telephone number that this till knows: what goes to support is searched for
    /// each of them. They are many, and needed for a moment.
    ///
    /// # Errors
    /// If they cannot be read. One that does not open is not in any log either.
    pub async fn secrets_to_strike(&self) -> Result<Vec<Secret>, JournalError> {
        let mut strike = Vec::new();
        let vault = self.vault_needed()?;
        let sealed: Vec<(String, Vec<u8>)> = sqlx::query_as(
            "select 'secrets:' || order_id || ':' || position || ':value', value_sealed from secrets",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        strike.extend(
            sealed.iter().filter_map(|(place, sealed)| vault.open_text(place, sealed).ok()),
        );
        for account in self.supplier_accounts().await? {
            strike.push(account.api_key.reveal().to_owned());
        }
        for account in self.processors().await? {
            strike.push(account.api_key.reveal().to_owned());
        }
        if let Some(passphrase) = self.backup_plan().await?.passphrase {
            strike.push(passphrase.reveal().to_owned());
        }
        let people: Vec<String> = sqlx::query_scalar(
            "select phone from orders where phone is not null
             union select phone_sent from orders where phone_sent is not null
             union select j.value from orders o, json_each(o.fields) j where o.fields <> '{}'",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        strike.extend(people);
        // Short ones stand in every other word; a PIN is never logged, and is not kept in clear.
        strike.retain(|text| text.chars().count() >= 4);
        // The longest first: one may be a part of another.
        strike.sort_by_key(|text| std::cmp::Reverse(text.len()));
        strike.dedup();
        Ok(strike.into_iter().map(Secret::new).collect())
    }
}

//! Balances as last seen at each supplier, and one for each hour in which they were looked at.

use crate::{
    open::{Storage, journal_error},
    rows::money,
};
use domain::{account::Wallet, ids::SupplierId, money::Currency, time::Timestamp};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

impl Storage {
    pub(crate) async fn last_wallet(
        &self,
        supplier: &SupplierId,
        currency: Currency,
    ) -> Result<Option<Wallet>, JournalError> {
        let row: Option<(String, i64)> = sqlx::query_as(
            "select balance, as_of from wallets where supplier = ? and currency = ?",
        )
        .bind(supplier.as_str())
        .bind(currency.code())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        row.map(|(balance, as_of)| {
            Ok(Wallet {
                supplier: supplier.clone(),
                balance: money(&balance, currency.code())?,
                as_of: Timestamp(as_of),
            })
        })
        .transpose()
    }

    /// Whether a supplier ever showed a balance to the key it has now (see [`forget`]).
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn was_accepted(&self, supplier: &SupplierId) -> Result<bool, JournalError> {
        sqlx::query_scalar("select exists (select 1 from wallets where supplier = ?)")
            .bind(supplier.as_str())
            .fetch_one(&self.readers)
            .await
            .map_err(journal_error)
    }

    pub(crate) async fn put_wallets(&self, wallets: &[Wallet]) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        for wallet in wallets {
            sqlx::query(
                "insert into wallets (supplier, currency, balance, as_of) values (?, ?, ?, ?)
                 on conflict (supplier, currency) do update
                 set balance = excluded.balance, as_of = excluded.as_of",
            )
            .bind(wallet.supplier.as_str())
            .bind(wallet.balance.currency().code())
            .bind(wallet.balance.amount().to_string())
            .bind(wallet.as_of.0)
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
            sqlx::query(
                "insert into wallet_samples (supplier, currency, hour, at, balance)
                 values (?1, ?2, ?3 / 3600000, ?3, ?4)
                 on conflict (supplier, currency, hour) do update
                 set at = excluded.at, balance = excluded.balance",
            )
            .bind(wallet.supplier.as_str())
            .bind(wallet.balance.currency().code())
            .bind(wallet.as_of.0)
            .bind(wallet.balance.amount().to_string())
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        }
        tx.commit().await.map_err(journal_error)
    }
}

/// Forgets the balances of an account that another key opens from now on.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<(), JournalError> {
    sqlx::query("delete from wallets where supplier = ?")
        .bind(supplier.as_str())
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

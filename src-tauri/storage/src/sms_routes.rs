//! Ways by which text messages leave, as a provisioning file sets them up.

use crate::{open::journal_error, provision::seal, setup::SmsRoute, vault::Vault};
use domain::secret::Secret;
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// Adds a route or changes it in its place.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    vault: &Vault,
    route: &SmsRoute,
) -> Result<(), JournalError> {
    let place = format!("sms_routes:{}:secret", route.id);
    let old: Option<Vec<u8>> =
        sqlx::query_scalar("select secret_sealed from sms_routes where id = ?")
            .bind(&route.id)
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?
            .flatten();
    let old = old.and_then(|sealed| vault.open_text(&place, &sealed).ok());
    // Another PIN may be tried again; the same one stays what it was.
    let is_new = old.as_deref() != route.secret.as_ref().map(Secret::reveal);
    let sealed = route.secret.as_ref().map(|secret| seal(vault, &place, secret)).transpose()?;
    let place = format!("sms_routes:{}:options", route.id);
    let options = route.options.as_ref().map(|options| seal(vault, &place, options)).transpose()?;
    sqlx::query(
        "insert into sms_routes (id, kind, base_url, account, secret_sealed, sender, price,
             price_currency, options_sealed)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set kind = excluded.kind, base_url = excluded.base_url,
             account = excluded.account, secret_sealed = excluded.secret_sealed,
             sender = excluded.sender, price = excluded.price,
             price_currency = excluded.price_currency, options_sealed = excluded.options_sealed,
             pin_tried = case when ? then 0 else pin_tried end",
    )
    .bind(&route.id)
    .bind(route.kind.as_str())
    .bind(&route.base_url)
    .bind(&route.account)
    .bind(sealed)
    .bind(&route.sender)
    .bind(route.price.map(|price| price.amount().to_string()))
    .bind(route.price.map(|price| price.currency().to_string()))
    .bind(options)
    .bind(is_new)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

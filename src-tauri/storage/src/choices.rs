//! The shop and what its owner chose, as a provisioning file says it: one key and value each.

use crate::{
    backup_plan::put_plan,
    custody::put_custody,
    debt_book::put_usual,
    guards,
    open::journal_error,
    owner_texts::put_wishes,
    provision::Provision,
    retention::PHONE_DAYS,
    settings::{counter_fields, engine_fields, forget, put, word_of},
    vault::Vault,
};
use domain::shop::Shop;
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// The shop, and what its owner chose: everything that is one key and value.
pub(crate) async fn put_choices(
    connection: &mut SqliteConnection,
    vault: &Vault,
    file: &Provision,
) -> Result<(), JournalError> {
    if let Some(shop) = &file.shop {
        put_shop(&mut *connection, shop).await?;
    }
    if let Some(mut settings) = file.engine {
        for (key, span) in engine_fields(&mut settings) {
            put(&mut *connection, key, &span.as_millis().to_string()).await?;
        }
    }
    if let Some(mut counter) = file.counter {
        for (key, allowed) in counter_fields(&mut counter) {
            put(&mut *connection, key, word_of(*allowed)).await?;
        }
    }
    if let Some(shield) = &file.shield {
        guards::put_shield(&mut *connection, shield).await?;
    }
    if let Some(custody) = &file.custody {
        put_custody(&mut *connection, custody).await?;
    }
    if let Some(limit) = file.debt_limit {
        put_usual(&mut *connection, Some(limit)).await?;
    }
    if let Some(plan) = &file.backup {
        put_plan(&mut *connection, vault, plan).await?;
    }
    if let Some(wishes) = &file.owner {
        put_wishes(&mut *connection, wishes).await?;
    }
    if let Some(days) = file.phone_days {
        put(&mut *connection, PHONE_DAYS, &days.to_string()).await?;
    }
    Ok(())
}

async fn put_shop(connection: &mut SqliteConnection, shop: &Shop) -> Result<(), JournalError> {
    put(connection, "shop.name", &shop.name).await?;
    put(connection, "shop.country", &shop.country).await?;
    put(connection, "shop.language", shop.language.as_str()).await?;
    put(connection, "shop.practice", if shop.practice { "true" } else { "false" }).await?;
    put(connection, "shop.currency", shop.currency.code()).await?;
    match &shop.phone {
        Some(phone) => put(connection, "shop.phone", phone.as_str()).await?,
        None => forget(connection, "shop.phone").await?,
    }
    // The till's own code never changes: every reference ever sent begins with it.
    sqlx::query("insert into settings (key, value) values ('till.code', ?) on conflict do nothing")
        .bind(&shop.till_code)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

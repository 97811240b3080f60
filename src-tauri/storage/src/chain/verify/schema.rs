//! Whether the database is made as the migrations make it. A trigger that keeps past rows from being changed
//! can be dropped, and a table or view put in, without a row that the chain pictures being touched.

use super::{Flaw, Verdict};
use crate::open::MIGRATIONS;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::collections::BTreeMap;
use tokio::sync::OnceCell;

/// Tables, indexes, triggers and views by their kind and name, each with the text it was made by. What SQLite
/// makes for itself, and the list of migrations, are none of ours.
type Schema = BTreeMap<(String, String), Option<String>>;

/// What the migrations make: the same as long as the program runs.
static MADE: OnceCell<Schema> = OnceCell::const_new();

/// Names each object that is missing, strange, or made by another text.
pub(super) async fn compare(
    connection: &mut SqliteConnection,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    let newest: i64 =
        sqlx::query_scalar("select coalesce(max(version), 0) from main._sqlx_migrations")
            .fetch_one(&mut *connection)
            .await?;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    // A newer program has brought it on meanwhile, and knows how it is made; this one does not.
    if newest > known {
        return Ok(());
    }
    let due = MADE.get_or_try_init(made).await?;
    let is = of(connection).await?;
    let missing = due.keys().filter(|key| !is.contains_key(key));
    let differs = is.iter().filter(|(key, sql)| due.get(key) != Some(sql)).map(|(key, _)| key);
    for (_, name) in missing.chain(differs) {
        verdict.add(Flaw::SchemaDiffers, name.clone());
    }
    Ok(())
}

async fn made() -> Result<Schema, sqlx::Error> {
    let mut memory = SqliteConnectOptions::new().in_memory(true).connect().await?;
    MIGRATIONS.run(&mut memory).await?;
    let schema = of(&mut memory).await?;
    memory.close().await?;
    Ok(schema)
}

async fn of(connection: &mut SqliteConnection) -> Result<Schema, sqlx::Error> {
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "select type, name, sql from main.sqlite_schema
         where name not like 'sqlite\\_%' escape '\\' and name <> '_sqlx_migrations'",
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(kind, name, sql)| ((kind, name), sql)).collect())
}

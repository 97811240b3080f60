//! Lies about the month, told past the till in the database itself. None may go unseen.

use crate::{chance::Chance, shop::connect};
use domain::ids::OwnerId;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use std::{collections::BTreeSet, path::Path};
use storage::Storage;

/// So many are told at once: a verdict names a hundred places, sums that differ among them, and each lie
/// has to be there.
const AT_ONCE: usize = 55;

/// Tables with rows to lie about: what names a row there, and the columns that are lied about.
const TABLES: [(&str, &str, &[&str]); 9] = [
    ("orders", "id", &["state", "price", "cost", "provider_order_id", "cost_own", "local_hour"]),
    ("sales", "id", &["total", "clerk", "tender_state", "tender_amount"]),
    ("events", "seq", &["kind", "clerk", "at"]),
    ("shift_log", "id", &["amount", "kind", "tender", "shift"]),
    ("secrets", "order_id", &["label"]),
    ("debt_entries", "id", &["amount", "kind", "at"]),
    ("debtors", "id", &["name", "limit_amount"]),
    ("stock", "order_id", &["product_id", "at"]),
    ("chain", "seq", &["record", "hash"]),
];

/// Tells so many lies, a batch at a time, each batch in a copy of its own: a database that was let go is
/// still being closed behind one's back, and would write into the next one's file. Answers how many were
/// told, and those that nobody saw.
pub(crate) async fn tell(dir: &Path, seed: u64, count: usize) -> (usize, Vec<String>) {
    let mut chance = Chance::new(seed ^ 0x11E5);
    let honest = dir.with_extension("honest");
    copy_honest(dir, &honest).await;
    let (mut told, mut unseen) = (0, Vec::new());
    while told < count {
        let victim = dir.with_extension(format!("lies-{told}"));
        copy_files(&honest, &victim);
        let batch = batch(&victim, &mut chance, AT_ONCE.min(count - told)).await;
        unseen.extend(unseen_of(&victim, &batch).await);
        told += batch.len();
        std::fs::remove_dir_all(&victim).ok();
    }
    (told, unseen)
}

/// The till's folder at one moment, with no trigger to stand in a liar's way: whoever has the file can
/// drop them.
async fn copy_honest(dir: &Path, honest: &Path) {
    copy_files(dir, honest);
    for name in ["till.db", "till.db-wal", "till.db-shm"] {
        std::fs::remove_file(honest.join(name)).ok();
    }
    let mut connection = connect(dir).await;
    let database = honest.join("till.db");
    sqlx::query("vacuum into ?")
        .bind(database.to_str().expect("a path in Unicode"))
        .execute(&mut connection)
        .await
        .expect("a copy");
    connection.close().await.expect("it closes");
    let mut connection = connect(honest).await;
    drop_triggers(&mut connection).await;
    connection.close().await.expect("it closes");
}

fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the till's folder") {
        let entry = entry.expect("a file");
        if entry.file_type().expect("its kind").is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
    }
}

async fn run(connection: &mut SqliteConnection, sql: &str) -> u64 {
    let done = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(connection).await;
    done.map(|done| done.rows_affected()).unwrap_or(0)
}

async fn drop_triggers(connection: &mut SqliteConnection) {
    let names: Vec<String> =
        sqlx::query_scalar("select name from sqlite_schema where type = 'trigger'")
            .fetch_all(&mut *connection)
            .await
            .expect("the schema");
    for name in names {
        run(connection, &format!("drop trigger {name}")).await;
    }
}

/// Tells lies about rows that no other lie of this batch is about. Answers where each must be seen.
async fn batch(dir: &Path, chance: &mut Chance, wanted: usize) -> Vec<(String, String)> {
    let mut connection = connect(dir).await;
    for pragma in ["foreign_keys = off", "ignore_check_constraints = on", "synchronous = off"] {
        run(&mut connection, &format!("pragma {pragma}")).await;
    }
    let mut told: Vec<(String, String)> = Vec::new();
    while told.len() < wanted {
        let (table, key, columns) = *chance.pick(&TABLES);
        let rows: i64 =
            sqlx::query_scalar(AssertSqlSafe(format!("select max(rowid) from {table}")))
                .fetch_one(&mut connection)
                .await
                .expect("rows");
        let row = 1 + chance.below(u64::try_from(rows).expect("rows"));
        let found: Option<String> = sqlx::query_scalar(AssertSqlSafe(format!(
            "select cast({key} as text) from {table} where rowid = {row}"
        )))
        .fetch_optional(&mut connection)
        .await
        .expect("a row");
        let Some(name) = found.filter(|name| !told.iter().any(|(_, other)| other == name)) else {
            continue;
        };
        let column = *chance.pick(columns);
        let sql = match (table, chance.below(4)) {
            // A deleted row is missed; a record that is gone is a gap.
            ("events" | "shift_log" | "chain", 0) => {
                format!("delete from {table} where rowid = {row}")
            }
            ("chain", _) => format!(
                "update chain set {column} = x'00' || substr({column}, 2) || x'01' where rowid = {row}"
            ),
            (_, 1) => format!(
                "update {table} set {column} = coalesce({column}, '') || '0' where rowid = {row}"
            ),
            _ => format!("update {table} set {column} = 'x' where rowid = {row}"),
        };
        if run(&mut connection, &sql).await == 1 {
            told.push((sql, name));
        }
    }
    connection.close().await.expect("it closes");
    told
}

/// The lies that the till's own check does not name.
async fn unseen_of(dir: &Path, batch: &[(String, String)]) -> Vec<String> {
    let storage = Storage::open(dir, OwnerId::new("judge")).await.expect("it opens");
    let verdict = storage.verify(None).await.expect("it is checked");
    // A place names the row among other words: `event.12 … · record 31`.
    let words: BTreeSet<&str> =
        verdict.problems.iter().flat_map(|it| it.place.split([' ', '.', ',', '·'])).collect();
    let unseen = batch.iter().filter(|(_, name)| !words.contains(name.as_str()));
    unseen.map(|(sql, _)| sql.clone()).collect()
}

//! Ten thousand ways to lie about the past, and none goes unseen. Each is done to a real database in
//! a transaction, checked, and taken back. `RASEED_TAMPERINGS` sets how many, `RASEED_SEED` which.

use super::{
    anchor::Anchor,
    append::{hash_after, head_seal},
    story_tests::Till,
    verify::check,
};
use crate::progress::Progress;
use sqlx::{
    AssertSqlSafe, Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions,
};
use std::collections::BTreeMap;

const TAMPERINGS: u64 = 1_500;
const SEED: u64 = 20_261_125;

/// What the chain does not vouch for; docs/journal.md says why.
const NOT_VOUCHED: &[&str] = &[
    "orders.owner",
    "orders.watched_at",
    "orders.watch_began_at",
    "orders.assumed_hour",
    "suppliers.api_key_sealed",
    "clerks.seen_at",
    "products.cost",
    "products.cost_currency",
];
const TABLES: &[&str] = &[
    "chain",
    "chain_head",
    "sales",
    "orders",
    "requests",
    "replies",
    "secrets",
    "attention",
    "stock",
    "events",
    "hand_overs",
    "shifts",
    "shift_log",
    "clerks",
    "suppliers",
    "products",
    "own_prices",
    "price_rules",
    "tax_rules",
    "refund_rules",
    "stock_limits",
    "debtors",
    "debt_entries",
    "settings",
];
/// Rows of these settings belong to the window, the key and the shop's own phone.
const SETTINGS: &str = "(key like 'shop.%' and key <> 'shop.phone') or key = 'till.code'
    or key in ('catalog.version', 'clerks.version')";

/// Numbers that look like chance and can be had again.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A column with its declared type.
struct Column {
    name: String,
    is_text: bool,
    is_blob: bool,
    is_unique: bool,
}

/// The database under attack.
struct Victim {
    columns: BTreeMap<&'static str, Vec<Column>>,
    rows: BTreeMap<&'static str, Vec<i64>>,
    newest: i64,
}

async fn run(connection: &mut SqliteConnection, sql: String) -> Result<u64, sqlx::Error> {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.map(|done| done.rows_affected())
}

impl Victim {
    /// Whoever has the file can drop triggers and switch checks off.
    async fn open(connection: &mut SqliteConnection) -> Self {
        let triggers: Vec<String> =
            sqlx::query_scalar("select name from sqlite_schema where type = 'trigger'")
                .fetch_all(&mut *connection)
                .await
                .unwrap();
        for trigger in triggers {
            run(connection, format!("drop trigger {trigger}")).await.unwrap();
        }
        for pragma in ["foreign_keys = off", "ignore_check_constraints = on"] {
            run(connection, format!("pragma {pragma}")).await.unwrap();
        }
        let (mut columns, mut rows) = (BTreeMap::new(), BTreeMap::new());
        for table in TABLES {
            let sql = format!("select name, type, pk from pragma_table_info('{table}')");
            let found: Vec<(String, String, i64)> =
                sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap();
            let found = found
                .into_iter()
                .filter(|(name, ..)| !NOT_VOUCHED.contains(&format!("{table}.{name}").as_str()))
                .map(|(name, kind, pk)| Column {
                    is_text: kind == "TEXT",
                    is_blob: kind == "BLOB",
                    is_unique: pk > 0
                        || ["reference", "request_id", "pin_index", "sold_to"]
                            .contains(&name.as_str()),
                    name,
                });
            columns.insert(*table, found.collect());
            let filter = if *table == "settings" { SETTINGS } else { "true" };
            let sql = format!("select rowid from {table} where {filter} order by rowid");
            let found: Vec<i64> =
                sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap();
            assert!(!found.is_empty(), "{table} is empty");
            rows.insert(*table, found);
        }
        let newest = *rows["chain"].last().unwrap();
        Self { columns, rows, newest }
    }

    /// Tampers once; none where the lie would be the truth or SQLite does not take it.
    async fn tamper(
        &self,
        connection: &mut SqliteConnection,
        chance: &mut Chance,
        till: &Till,
    ) -> Option<String> {
        let table = *chance.of(TABLES);
        let row = *chance.of(&self.rows[table]);
        let column = chance.of(&self.columns[table]);
        let name = &column.name;
        match chance.below(100) {
            0..40 => {
                let value = self.changed(connection, chance, table, row, column).await?;
                let sql = format!("update {table} set {name} = {value} where rowid = {row}");
                self.done(connection, sql).await
            }
            40..55 => {
                let other = *chance.of(&self.rows[table]);
                let sql = format!(
                    "update {table} set {name} = (select {name} from {table} where rowid = {other})
                     where rowid = {row} and {name} is not
                         (select {name} from {table} where rowid = {other})"
                );
                self.done(connection, sql).await
            }
            55..65 => self.swap(connection, chance, table, row, name).await,
            65..75 => {
                self.done(connection, format!("delete from {table} where rowid = {row}")).await
            }
            75..85 => self.insert(connection, table, row).await,
            85..93 => self.cut(connection, chance, till).await,
            _ => self.chain_anew(connection, chance).await,
        }
    }

    async fn done(&self, connection: &mut SqliteConnection, sql: String) -> Option<String> {
        let changed = run(connection, sql.clone()).await.ok()?;
        (changed > 0).then_some(sql)
    }

    /// Another value of the same type, as SQL.
    async fn changed(
        &self,
        connection: &mut SqliteConnection,
        chance: &mut Chance,
        table: &str,
        row: i64,
        column: &Column,
    ) -> Option<String> {
        let sql = format!("select cast({} as blob) from {table} where rowid = {row}", column.name);
        let value: Option<Vec<u8>> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await.unwrap();
        let Some(mut value) = value else {
            return Some(
                if column.is_text {
                    "'x'"
                } else if column.is_blob {
                    "x'00'"
                } else {
                    "1"
                }
                .to_owned(),
            );
        };
        if !column.is_text && !column.is_blob {
            let by = [1, -1, 1_000, -100_000][chance.below(4)];
            return Some(format!("{} + {by}", column.name));
        }
        match chance.below(4) {
            0 => value.push(b'0'),
            1 if !value.is_empty() => drop(value.pop()),
            2 => return Some("null".to_owned()),
            _ if value.is_empty() => value.push(b'x'),
            _ => {
                let at = chance.below(value.len());
                value[at] ^= 1 << chance.below(8);
            }
        }
        let digits = super::record::hex(&value);
        Some(if column.is_text {
            format!("cast(x'{digits}' as text)")
        } else {
            format!("x'{digits}'")
        })
    }

    async fn swap(
        &self,
        connection: &mut SqliteConnection,
        chance: &mut Chance,
        table: &str,
        row: i64,
        name: &str,
    ) -> Option<String> {
        let other = *chance.of(&self.rows[table]);
        let sql = format!(
            "select a.{name} is not b.{name} from {table} a, {table} b
             where a.rowid = {row} and b.rowid = {other}"
        );
        let differ: bool =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await.unwrap();
        if !differ {
            return None;
        }
        let sql = format!(
            "update {table} set {name} = case rowid
                 when {row} then (select {name} from {table} where rowid = {other})
                 else (select {name} from {table} where rowid = {row}) end
             where rowid in ({row}, {other})"
        );
        self.done(connection, sql).await
    }

    /// A row like another one, under a name of its own.
    async fn insert(
        &self,
        connection: &mut SqliteConnection,
        table: &str,
        row: i64,
    ) -> Option<String> {
        // A setting of another name is one that nobody reads.
        if table == "settings" {
            return None;
        }
        let sql = format!("select name from pragma_table_info('{table}')");
        let all: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap();
        let value = |name: &String| match self.columns[table].iter().find(|c| c.name == *name) {
            Some(c) if c.is_unique && c.is_text => format!("{name} || 'x'"),
            Some(c) if c.is_unique && c.is_blob => "randomblob(32)".to_owned(),
            Some(c) if c.is_unique => format!("(select max({name}) + 1 from {table})"),
            _ => name.clone(),
        };
        let values: Vec<String> = all.iter().map(value).collect();
        let sql = format!(
            "insert into {table} select {} from {table} where rowid = {row}",
            values.join(", ")
        );
        self.done(connection, sql).await
    }

    /// Cuts the chain's end off; half the time with the seal of an old copy of the head, which is the
    /// best an attacker without the key can have.
    async fn cut(
        &self,
        connection: &mut SqliteConnection,
        chance: &mut Chance,
        till: &Till,
    ) -> Option<String> {
        let last =
            1 + i64::try_from(chance.below(usize::try_from(self.newest - 1).unwrap())).unwrap();
        let hash: Vec<u8> = sqlx::query_scalar("select hash from chain where seq = ?")
            .bind(last)
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        run(connection, format!("delete from chain where seq > {last}")).await.unwrap();
        let seal = match chance.below(2) {
            0 => head_seal(till.storage.vault().unwrap(), last, &hash),
            _ => vec![1; 32],
        };
        sqlx::query("update chain_head set seq = ?, hash = ?, seal = ?")
            .bind(last)
            .bind(hash)
            .bind(seal)
            .execute(connection)
            .await
            .unwrap();
        Some(format!("the chain ends at {last}"))
    }

    /// Changes a record's time, which stands in no row, and hashes the whole chain after it anew.
    async fn chain_anew(
        &self,
        connection: &mut SqliteConnection,
        chance: &mut Chance,
    ) -> Option<String> {
        let from = *chance.of(&self.rows["chain"]);
        let rows = sqlx::query("select seq, record, hash from chain where seq >= ? order by seq")
            .bind(from)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let mut before: Vec<u8> = sqlx::query_scalar("select hash from chain where seq = ? - 1")
            .bind(from)
            .fetch_optional(&mut *connection)
            .await
            .unwrap()
            .unwrap_or(vec![0; 32]);
        for row in rows {
            let (seq, mut record): (i64, Vec<u8>) = (row.get(0), row.get(1));
            if seq == from {
                let name = b"\nat=13:";
                let at = record.windows(name.len()).position(|bytes| bytes == name).unwrap();
                let digit = at + name.len() + 6 + chance.below(6);
                record[digit] = b'0' + (record[digit] - b'0' + 1) % 10;
            }
            before = hash_after(&before, &record);
            sqlx::query("update chain set record = ?, hash = ? where seq = ?")
                .bind(record)
                .bind(&before)
                .bind(seq)
                .execute(&mut *connection)
                .await
                .unwrap();
        }
        sqlx::query("update chain_head set hash = ?")
            .bind(before)
            .execute(connection)
            .await
            .unwrap();
        Some(format!("chained anew from {from}"))
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// Copies of the whole database from earlier in the story.
async fn older_copies(till: &mut Till) -> Vec<SqliteConnection> {
    let mut copies = Vec::new();
    for nth in 0..4 {
        till.deliver(&format!("early-{nth}"), &format!("EARLY-{nth}-CODE")).await;
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&till.storage.writer).await.unwrap();
        let copy = till.data_dir().join(format!("copy-{nth}.db"));
        std::fs::copy(till.data_dir().join("till.db"), &copy).unwrap();
        let options = SqliteConnectOptions::new().filename(&copy);
        copies.push(SqliteConnection::connect_with(&options).await.unwrap());
    }
    copies
}

/// INV-10.
#[tokio::test]
async fn no_lie_about_the_past_goes_unseen() {
    let mut till = Till::new().await;
    let mut copies = older_copies(&mut till).await;
    till.story().await;
    let vault = till.storage.vault().unwrap();
    let anchors: Vec<Anchor> = till.storage.anchors(vault).await.unwrap();
    assert_eq!(anchors.len(), 1);
    let mut connection = till.storage.writer.acquire().await.unwrap();
    let victim = Victim::open(&mut connection).await;
    assert_eq!(check(&mut connection, vault, &anchors, &Progress::default()).await.problems, []);
    let (wanted, seed) = (number("RASEED_TAMPERINGS", TAMPERINGS), number("RASEED_SEED", SEED));
    let mut chance = Chance(seed);
    let mut done = 0;
    while done < wanted {
        if chance.below(50) == 0 {
            let copy = chance.below(copies.len());
            let verdict = check(&mut copies[copy], vault, &anchors, &Progress::default()).await;
            assert!(!verdict.is_ok(), "seed {seed}: the older copy {copy} is taken for today's");
            done += 1;
            continue;
        }
        run(&mut connection, "begin immediate".to_owned()).await.unwrap();
        if let Some(lie) = victim.tamper(&mut connection, &mut chance, &till).await {
            let verdict = check(&mut connection, vault, &anchors, &Progress::default()).await;
            assert!(!verdict.is_ok(), "seed {seed}, tampering {done}: unseen: {lie}");
            done += 1;
        }
        run(&mut connection, "rollback".to_owned()).await.unwrap();
    }
    // Nothing of it stayed, and the truth is still taken for the truth.
    assert_eq!(check(&mut connection, vault, &anchors, &Progress::default()).await.problems, []);
}

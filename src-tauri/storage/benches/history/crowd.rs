//! A long history in no time: copies of one delivered order, past the journal and for measuring only.

use sqlx::{AssertSqlSafe, SqliteConnection};

/// When the first order of the history was sold, and how long after it each other one was.
pub(crate) const BEGAN: i64 = 1_700_000_000_000;
pub(crate) const APART: i64 = 40;

/// Column by column, what is different of the `n`th copy.
const ORDER: &[(&str, &str)] = &[
    ("id", "printf('018f%08x-7000-8000-%012x', n, (n * 2654435761) % 281474976710656)"),
    ("reference", "printf('CROWD1-%016x%08x%08x', n, n % 977, (n * 2654435761) % 4294967296)"),
    ("created_at", "t.created_at + 1000 + n * 40"),
    ("product_id", "'palcards:' || (10000 + n * 7919 % 400)"),
    ("item", "cast(10000 + n * 7919 % 400 as text)"),
    ("name_en", "'Game ' || (n * 7919 % 400) || ' Gift Card'"),
    ("name_ar", "'بطاقة لعبة ' || (n * 7919 % 400)"),
    (
        "state",
        "case when n % 50 = 7 then 'refused' when n % 50000 = 9 then 'unknown'
              when n % 90000 = 11 then 'needs_attention' else 'delivered' end",
    ),
    ("phone", "case when n % 3 = 0 then printf('+97059%07d', (n * 48271) % 300000) end"),
    ("provider_order_id", "'PC-' || n"),
];

const SECRET: &[(&str, &str)] = &[
    ("order_id", "o.id"),
    ("masked", "'••••' || substr(printf('%08X', (n * 2246822519) % 4294967296), -4)"),
];

/// Writes the delivered order that the others are like.
pub(crate) async fn first(connection: &mut SqliteConnection) -> String {
    let order = format!(
        "insert into orders (id, sale_id, position, supplier, product_id, item, kind, name_en,
             name_ar, state, reference, price, price_currency, fields, created_at, owner)
         values ('first', 'sale', 0, 'palcards', 'palcards:1', '1', 'voucher', 'First', 'أول',
             'delivered', 'FIRST1-0', '38.00', 'ILS', '{{}}', {BEGAN}, 'bench')"
    );
    for sql in [
        "insert into sales (id, request_digest, tender_kind, tender_state, tender_amount,
             tender_currency, total, currency, created_at)
         values ('sale', x'00', 'cash', 'paid', '38.00', 'ILS', '38.00', 'ILS', 0)",
        &order,
        "insert into secrets (order_id, position, label, value_sealed, masked, digest)
         values ('first', 0, 'code', x'00', '••••0000', x'00')",
    ] {
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *connection).await.unwrap();
    }
    "first".to_owned()
}

/// Adds `count` orders, newer than the delivered order `like`, each with a code.
pub(crate) async fn crowd(connection: &mut SqliteConnection, like: &str, count: i64) {
    let numbers = format!(
        "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {count})"
    );
    let (columns, values) = copied(connection, "orders", "t", ORDER).await;
    let orders = format!(
        "{numbers} insert into orders ({columns}) select {values}
         from numbers cross join orders t on t.id = '{like}'"
    );
    let (columns, values) = copied(connection, "secrets", "t", SECRET).await;
    let secrets = format!(
        "{numbers} insert into secrets ({columns}) select {values} from numbers
         cross join orders o on o.provider_order_id = 'PC-' || n
         cross join secrets t on t.order_id = '{like}' and t.position = 0"
    );
    let words =
        "insert or ignore into sold_products (product_id, words) select distinct product_id,
         lower(name_en) || ' ' || name_ar || ' ' || item || ' palcards ' || item from orders
         where reference like 'CROWD1-%'";
    for sql in ["begin immediate", &orders, &secrets, words, "commit"] {
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *connection).await.unwrap();
    }
}

/// The columns of a table, and what they are copied from.
async fn copied(
    connection: &mut SqliteConnection,
    table: &str,
    from: &str,
    different: &[(&str, &str)],
) -> (String, String) {
    let columns: Vec<String> = sqlx::query_scalar("select name from pragma_table_info(?)")
        .bind(table)
        .fetch_all(connection)
        .await
        .unwrap();
    let value = |column: &String| {
        let other = different.iter().find(|(name, _)| name == column);
        other.map_or_else(|| format!("{from}.{column}"), |(_, value)| (*value).to_owned())
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    (columns.join(", "), values.join(", "))
}

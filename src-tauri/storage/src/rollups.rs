//! The sums of reports. Triggers keep them in the transaction of each sale (`0030_tax.sql`); here
//! they are held against the orders, and made anew.

use crate::{
    chain::verify::{Flaw, Verdict},
    open::{Storage, journal_error},
};
use engine::ports::journal::JournalError;
use sqlx::{AssertSqlSafe, SqliteConnection};

/// A table of sums, the view that says what belongs into it, and what names a row.
const TABLES: [(&str, &str, &[&str]); 2] = [
    (
        "sales_by_hour",
        "order_cells",
        &["hour", "supplier", "product_id", "clerk", "currency", "cost_currency"],
    ),
    ("sales_by_day", "day_cells", &["day", "axis", "name", "currency", "cost_currency"]),
];
const FIGURES: [&str; 13] = [
    "orders",
    "delivered",
    "refused",
    "returned",
    "uncosted",
    "sold",
    "sold_costed",
    "refunded",
    "refunded_costed",
    "cost",
    "cost_own",
    "tax",
    "tax_costed",
];
/// Sums that differ are told by name as long as a person reads them.
const TOLD_MAX: i64 = 20;

/// What the sums should be, from the orders themselves.
fn anew(view: &str, keys: &[&str]) -> String {
    let keys = keys.join(", ");
    let sums: Vec<String> = FIGURES.iter().map(|it| format!("sum({it}) as {it}")).collect();
    format!("select {keys}, {} from {view} group by {keys}", sums.join(", "))
}

/// Each sum that is not what the orders come to.
pub(crate) async fn compare(
    connection: &mut SqliteConnection,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    for (table, view, keys) in TABLES {
        let all = format!("{}, {}", keys.join(", "), FIGURES.join(", "));
        // What went to zero stays as a row of zeros, and says nothing.
        let is_some: Vec<String> = FIGURES.iter().map(|it| format!("{it} <> 0")).collect();
        let is_some = is_some.join(" or ");
        let place = keys.join(" || ' ' || ");
        let anew = anew(view, keys);
        // Made of the constants of this file alone.
        let sql = AssertSqlSafe(format!(
            "with kept as (select {all} from {table} where {is_some}),
                 due as (select {all} from ({anew}) where {is_some}),
                 differs as (select * from (select * from kept except select * from due)
                     union select * from (select * from due except select * from kept))
             select distinct cast({place} as blob) from differs limit {TOLD_MAX}"
        ));
        let found: Vec<Vec<u8>> = sqlx::query_scalar(sql).fetch_all(&mut *connection).await?;
        for place in found {
            let place = String::from_utf8_lossy(&place);
            verdict.add(Flaw::SumDiffers, format!("{table} {place}"));
        }
    }
    Ok(())
}

impl Storage {
    /// Makes the reports' sums anew from the orders. Nothing else is changed.
    ///
    /// # Errors
    /// If it cannot be written; then they are as they were.
    pub async fn rebuild_sums(&self) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        for (table, view, keys) in TABLES {
            let all = format!("{}, {}", keys.join(", "), FIGURES.join(", "));
            let statements = [
                format!("delete from {table}"),
                format!("insert into {table} ({all}) {}", anew(view, keys)),
            ];
            for sql in statements {
                sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await.map_err(journal_error)?;
            }
        }
        tx.commit().await.map_err(journal_error)
    }
}

#[cfg(test)]
#[path = "rollups_tests.rs"]
mod tests;

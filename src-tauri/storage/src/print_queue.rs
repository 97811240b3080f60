//! The print queue as it is shown: the newest jobs first, each with what it prints.

use crate::{
    open::{Storage, journal_error},
    print_jobs::PrintKind,
    rows::word,
};
use domain::{ids::OrderId, print_job::PrintState, product::LocalName, time::Timestamp};
use engine::ports::journal::JournalError;
use sqlx::FromRow;

/// A job as it is shown.
#[derive(Clone, Debug)]
pub struct PrintJob {
    /// Its number.
    pub id: i64,
    /// On which printer.
    pub printer: String,
    /// What it prints.
    pub kind: PrintKind,
    /// Of which order.
    pub order: Option<OrderId>,
    /// The name of its product, as it was sold.
    pub name: Option<LocalName>,
    /// What its head says.
    pub copy: u32,
    /// Where it is.
    pub state: PrintState,
    /// What was the matter.
    pub trouble: Option<String>,
    /// Whether some of it may be on paper although it failed.
    pub may_have_printed: bool,
    /// Whether the same was printed by a later job.
    pub printed_since: bool,
    /// Who asked for it.
    pub clerk: Option<String>,
    /// When it was written down.
    pub queued_at: Timestamp,
    /// When it may have begun to leave.
    pub sent_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// A later job of the same order that ended well makes the failure before it history.
const JOBS: &str =
    "select id, printer, kind, order_id, name_en, name_ar, copy, shift, state, trouble,
         may_have_printed, clerk, queued_at, sent_at, ended_at,
         exists (select 1 from print_jobs later
                 where later.order_id = job.order_id and later.kind = job.kind and later.id > job.id
                     and later.ended_at is not null and later.state in ('sent', 'confirmed'))
             as printed_since
     from (select print_jobs.*, orders.name_en, orders.name_ar
           from print_jobs left join orders on orders.id = print_jobs.order_id) job";

impl Storage {
    /// The latest jobs, newest first; only those older than `before`, if it is given.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn print_jobs(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<PrintJob>, JournalError> {
        let query = format!("{JOBS} where id < ? order by id desc limit ?");
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(before.unwrap_or(i64::MAX))
            .bind(limit)
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        rows.into_iter().map(job).collect()
    }

    /// One job.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn print_job(&self, id: i64) -> Result<Option<PrintJob>, JournalError> {
        let query = format!("{JOBS} where id = ?");
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(id)
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        row.map(job).transpose()
    }

    /// The order whose slip was last printed, or was to be.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn last_slip(&self) -> Result<Option<OrderId>, JournalError> {
        let id: Option<String> = sqlx::query_scalar(
            "select order_id from print_jobs where kind = 'slip' and order_id is not null
             order by id desc limit 1",
        )
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(id.map(OrderId::new))
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    printer: String,
    kind: String,
    order_id: Option<String>,
    name_en: Option<String>,
    name_ar: Option<String>,
    copy: u32,
    shift: Option<u32>,
    state: String,
    trouble: Option<String>,
    may_have_printed: bool,
    printed_since: bool,
    clerk: Option<String>,
    queued_at: i64,
    sent_at: Option<i64>,
    ended_at: Option<i64>,
}

fn job(row: Row) -> Result<PrintJob, JournalError> {
    let name = row.name_en.zip(row.name_ar).map(|(en, ar)| LocalName { en, ar });
    Ok(PrintJob {
        id: row.id,
        printer: row.printer,
        kind: word("print job's kind", &row.kind, |text| {
            PrintKind::stored(text, row.shift, row.copy)
        })?,
        order: row.order_id.map(OrderId::new),
        name,
        copy: row.copy,
        state: word("print job", &row.state, PrintState::from_word)?,
        trouble: row.trouble,
        may_have_printed: row.may_have_printed,
        printed_since: row.printed_since,
        clerk: row.clerk,
        queued_at: Timestamp(row.queued_at),
        sent_at: row.sent_at.map(Timestamp),
        ended_at: row.ended_at.map(Timestamp),
    })
}

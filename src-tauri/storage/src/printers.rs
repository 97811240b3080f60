//! The shop's printers, as its provisioning file says.

use crate::{
    open::{Storage, journal_error},
    rows::{corrupt, word},
    setup::{Paper, PaperCut, Printer, PrinterKind, PrinterProfile},
    slip_texts::SlipPaper,
};
use engine::ports::journal::JournalError;
use sqlx::{FromRow, SqliteConnection};
use std::time::Duration;

#[derive(FromRow)]
struct Row {
    id: String,
    kind: String,
    address: String,
    paper: String,
    is_default: bool,
    dots: Option<i64>,
    band_rows: Option<i64>,
    band_delay_ms: Option<i64>,
    cut: Option<String>,
    feed_lines: Option<i64>,
    drawer_pin: Option<i64>,
    ask: Option<bool>,
    answer_within_ms: Option<i64>,
}

impl Storage {
    /// The printers, the default one first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn printers(&self) -> Result<Vec<Printer>, JournalError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select id, kind, address, paper, is_default, dots, band_rows, band_delay_ms, cut,
                 feed_lines, drawer_pin, ask, answer_within_ms
             from printers order by is_default desc, rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(printer).collect()
    }
}

fn printer(row: Row) -> Result<Printer, JournalError> {
    let delay = number::<u64>("band_delay", row.band_delay_ms)?;
    let answer_within = number::<u64>("answer_within", row.answer_within_ms)?;
    let cut = row.cut.as_deref().map(|cut| word("cut", cut, PaperCut::from_word)).transpose()?;
    Ok(Printer {
        id: row.id,
        kind: word("printer", &row.kind, PrinterKind::from_word)?,
        address: row.address,
        paper: word("paper", &row.paper, Paper::from_word)?,
        is_default: row.is_default,
        profile: PrinterProfile {
            dots: number("dots", row.dots)?,
            band_rows: number("band_rows", row.band_rows)?,
            band_delay: delay.map(Duration::from_millis),
            cut,
            feed_lines: number("feed_lines", row.feed_lines)?,
            drawer_pin: number("drawer_pin", row.drawer_pin)?,
            ask: row.ask,
            answer_within: answer_within.map(Duration::from_millis),
        },
    })
}

fn number<T: TryFrom<i64>>(what: &str, value: Option<i64>) -> Result<Option<T>, JournalError> {
    value.map(|value| T::try_from(value).map_err(|_| corrupt(what, &value.to_string()))).transpose()
}

/// Changes how wide a printer's slips are, and nothing else of it.
pub(crate) async fn set_paper(
    connection: &mut SqliteConnection,
    paper: &SlipPaper,
) -> Result<(), JournalError> {
    sqlx::query("update printers set paper = ?, dots = ? where id = ?")
        .bind(paper.paper.as_str())
        .bind(paper.dots)
        .bind(&paper.printer)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    printer: &Printer,
) -> Result<(), JournalError> {
    if printer.is_default {
        sqlx::query("update printers set is_default = 0")
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
    }
    let profile = &printer.profile;
    let millis = |span: Option<Duration>| {
        span.map(|span| i64::try_from(span.as_millis()).unwrap_or(i64::MAX))
    };
    sqlx::query(
        "insert into printers (id, kind, address, paper, is_default, dots, band_rows, band_delay_ms,
             cut, feed_lines, drawer_pin, ask, answer_within_ms)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set kind = excluded.kind, address = excluded.address,
             paper = excluded.paper, is_default = excluded.is_default, dots = excluded.dots,
             band_rows = excluded.band_rows, band_delay_ms = excluded.band_delay_ms,
             cut = excluded.cut, feed_lines = excluded.feed_lines,
             drawer_pin = excluded.drawer_pin, ask = excluded.ask,
             answer_within_ms = excluded.answer_within_ms",
    )
    .bind(&printer.id)
    .bind(printer.kind.as_str())
    .bind(&printer.address)
    .bind(printer.paper.as_str())
    .bind(printer.is_default)
    .bind(profile.dots)
    .bind(profile.band_rows)
    .bind(millis(profile.band_delay))
    .bind(profile.cut.map(PaperCut::as_str))
    .bind(profile.feed_lines)
    .bind(profile.drawer_pin)
    .bind(profile.ask)
    .bind(millis(profile.answer_within))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

//! A report of what was sold as a file.

use super::paper;
use crate::{
    table_file::{self, Rows, buffered},
    views::report::sales::{ReportRow, SalesReportView},
    words::Words,
};
use clap::ValueEnum;
use domain::{shop::Shop, time::Timestamp};
use serde::Deserialize;
use specta::Type;
use std::{
    io::{self, Write as _},
    path::Path,
};
use storage::WholeFile;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
    /// For paper.
    Pdf,
}

impl Format {
    /// How such a file's name ends.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Pdf => "pdf",
        }
    }
}

/// Writes it. Answers how many lines it has.
///
/// # Errors
/// What the disk says; an earlier file is still there then.
pub(crate) fn write(
    report: &SalesReportView,
    (format, out): (Format, &Path),
    words: &Words,
    shop: &Shop,
    now: Timestamp,
) -> io::Result<u64> {
    let rows = report.rows();
    let mut file = WholeFile::begin(out)?;
    let count = match format {
        Format::Csv => lines(&rows, table_file::Format::Csv, &mut file)?,
        Format::Json => lines(&rows, table_file::Format::Json, &mut file)?,
        Format::Pdf => {
            let sheet = paper::sheet(report, shop, words, now);
            file.file().write_all(&devices::sheet_pdf(&sheet)?)?;
            u64::try_from(rows.len()).unwrap_or(u64::MAX)
        }
    };
    file.keep()?;
    Ok(count)
}

fn lines(
    rows: &[ReportRow<'_>],
    format: table_file::Format,
    file: &mut WholeFile,
) -> io::Result<u64> {
    let mut lines = Rows::begin::<ReportRow<'_>>(buffered(file.file()), format)?;
    for row in rows {
        lines.put(row)?;
    }
    lines.end()
}

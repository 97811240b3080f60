//! A report of what was sold as a file.

use super::paper;
use crate::{
    table_file::{self, Rows, buffered},
    views::{export::Row, report::sales::SalesReportView},
    words::Words,
};
use clap::ValueEnum;
use devices::Sheet;
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
    place: (Format, &Path),
    words: &Words,
    shop: &Shop,
    now: Timestamp,
) -> io::Result<u64> {
    put(&report.rows(), place, || paper::sheet(report, shop, words, now))
}

/// Writes the rows of any report, or for paper its sheet. Answers how many rows there are.
pub(super) fn put<R: Row>(
    rows: &[R],
    (format, out): (Format, &Path),
    sheet: impl FnOnce() -> Sheet,
) -> io::Result<u64> {
    let mut file = WholeFile::begin(out)?;
    let count = match format {
        Format::Csv => lines(rows, table_file::Format::Csv, &mut file)?,
        Format::Json => lines(rows, table_file::Format::Json, &mut file)?,
        Format::Pdf => {
            file.file().write_all(&devices::sheet_pdf(&sheet())?)?;
            u64::try_from(rows.len()).unwrap_or(u64::MAX)
        }
    };
    file.keep()?;
    Ok(count)
}

fn lines<R: Row>(rows: &[R], format: table_file::Format, file: &mut WholeFile) -> io::Result<u64> {
    let mut lines = Rows::begin::<R>(buffered(file.file()), format)?;
    for row in rows {
        lines.put(row)?;
    }
    lines.end()
}

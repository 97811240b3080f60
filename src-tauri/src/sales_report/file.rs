//! A report of what was sold as a file.

use crate::{
    table_file::{self, Rows, buffered},
    views::report::sales::{ReportRow, SalesReportView},
};
use clap::ValueEnum;
use serde::Deserialize;
use specta::Type;
use std::{io, path::Path};
use storage::WholeFile;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

impl Format {
    /// How such a file's name ends.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

/// Writes it. Answers how many lines it has.
///
/// # Errors
/// What the disk says; an earlier file is still there then.
pub(crate) fn write(report: &SalesReportView, format: Format, out: &Path) -> io::Result<u64> {
    let mut file = WholeFile::begin(out)?;
    let rows = report.rows();
    let format = match format {
        Format::Csv => table_file::Format::Csv,
        Format::Json => table_file::Format::Json,
    };
    let mut lines = Rows::begin::<ReportRow<'_>>(buffered(file.file()), format)?;
    for row in &rows {
        lines.put(row)?;
    }
    let count = lines.end()?;
    file.keep()?;
    Ok(count)
}

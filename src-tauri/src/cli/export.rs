//! `export`: orders, sales or the journal as a file for the accountant and for a spreadsheet.

use super::{Call, args::Export, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    views::export::{JournalRow, OrderRow, Row, SaleRow},
};
use clap::ValueEnum;
use domain::time::Timestamp;
use serde::Serialize;
use std::{
    borrow::Cow,
    fs,
    io::{self, BufWriter, Write as _},
    path::Path,
};
use storage::{ExportError, Span, WholeFile};

/// What is exported.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum What {
    Orders,
    Sales,
    Journal,
}

/// How it is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// For a spreadsheet: UTF-8 with its mark, and a header row
    Csv,
    /// For a program: one object a line
    Json,
}

#[derive(Serialize)]
struct Done {
    rows: u64,
}

pub(super) async fn run(call: &Call, args: Export, output: &Output) -> Result<Exit, Failure> {
    let span = Span { from: args.from.map(Timestamp), until: args.to.map(Timestamp) };
    if span.from.zip(span.until).is_some_and(|(from, until)| from >= until) {
        return Err(Failure::about(ErrorCode::BadUsage, "--from is not before --to"));
    }
    let place = Place::judge(&args.out, call.session.storage.data_dir())?;
    let file = WholeFile::begin(&args.out).map_err(|error| place.failed(&error))?;
    let rows = write(call, &args, span, file).await.map_err(|error| match error {
        ExportError::Journal(error) => error.into(),
        ExportError::Write(error) => place.failed(&error),
    })?;
    output.result(&Done { rows }, || format!("rows {rows}"));
    Ok(Exit::Done)
}

async fn write(
    call: &Call,
    args: &Export,
    span: Span,
    mut file: WholeFile,
) -> Result<u64, ExportError> {
    let (storage, words) = (&call.session.storage, &call.words);
    let out = BufWriter::with_capacity(BUFFER, file.file());
    let rows = match args.what {
        What::Orders => {
            let mut rows = Rows::begin::<OrderRow>(out, args.format)?;
            let mut take = |order| rows.put(&OrderRow::new(order, words));
            storage.export_orders(span, &mut take).await?;
            rows.end()?
        }
        What::Sales => {
            let mut rows = Rows::begin::<SaleRow>(out, args.format)?;
            storage.export_sales(span, &mut |sale| rows.put(&SaleRow::from(sale))).await?;
            rows.end()?
        }
        What::Journal => {
            let mut rows = Rows::begin::<JournalRow>(out, args.format)?;
            storage.export_journal(span, &mut |record| rows.put(&JournalRow::from(record))).await?;
            rows.end()?
        }
    };
    file.keep()?;
    Ok(rows)
}

const BUFFER: usize = 256 * 1024;
/// So that a spreadsheet takes the file for UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A file being filled with rows.
struct Rows<'a> {
    to: To<'a>,
    count: u64,
}

enum To<'a> {
    Csv(Box<csv::Writer<BufWriter<&'a mut fs::File>>>),
    Json(BufWriter<&'a mut fs::File>),
}

impl<'a> Rows<'a> {
    fn begin<R: Row>(mut out: BufWriter<&'a mut fs::File>, format: Format) -> io::Result<Self> {
        let to = match format {
            Format::Json => To::Json(out),
            Format::Csv => {
                out.write_all(MARK)?;
                let terminator = csv::Terminator::CRLF;
                let mut cells = csv::WriterBuilder::new().terminator(terminator).from_writer(out);
                cells.write_record(R::HEADER)?;
                To::Csv(Box::new(cells))
            }
        };
        Ok(Self { to, count: 0 })
    }

    fn put<R: Row>(&mut self, row: &R) -> io::Result<()> {
        match &mut self.to {
            To::Csv(out) => {
                let cells = row.cells();
                out.write_record(cells.iter().map(|cell| inert(cell).into_owned()))?;
            }
            To::Json(out) => {
                serde_json::to_writer(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
        }
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    fn end(self) -> io::Result<u64> {
        match self.to {
            To::Csv(mut out) => out.flush()?,
            To::Json(mut out) => out.flush()?,
        }
        Ok(self.count)
    }
}

/// A cell that no spreadsheet runs. What begins like a formula gets an apostrophe before it, which a
/// spreadsheet takes for "this is text"; a plain number (an amount, a phone in E.164) computes
/// nothing and stays as it is, to the letter.
fn inert(cell: &str) -> Cow<'_, str> {
    // Spreadsheets take the wide forms for the narrow ones, and skip a leading tab or line end.
    const BEGINS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let begins = cell.trim_start_matches(' ').starts_with(BEGINS);
    if begins && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Digits, with a sign before them and a fraction behind, and nothing else.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// Where a file was asked for.
pub(crate) struct Place<'a>(&'a Path);

impl<'a> Place<'a> {
    /// Refuses a folder that is not there, and whatever the till itself lives in.
    pub(crate) fn judge(out: &'a Path, data_dir: &Path) -> Result<Self, Failure> {
        let folder = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            Some(_) | None => Path::new("."),
        };
        if !folder.is_dir() || out.file_name().is_none() {
            return Err(Failure::about(ErrorCode::FolderMissing, out.display()));
        }
        if fs::metadata(out).is_ok_and(|found| !found.is_file()) {
            return Err(Failure::about(ErrorCode::OutRefused, out.display()));
        }
        let (folder, own) = (fs::canonicalize(folder), fs::canonicalize(data_dir));
        let is_ours = folder.ok().zip(own.ok()).is_some_and(|(folder, own)| {
            folder == own
                && out.file_name().is_some_and(|name| storage::is_own_file(&name.to_string_lossy()))
                || folder.strip_prefix(&own).is_ok_and(|below| {
                    let first = below.components().next();
                    first.is_some_and(|it| storage::is_own_file(&it.as_os_str().to_string_lossy()))
                })
        });
        if is_ours {
            Err(Failure::about(ErrorCode::OutRefused, out.display()))
        } else {
            Ok(Self(out))
        }
    }

    /// A place that needs no judging.
    pub(super) fn of(out: &'a Path) -> Self {
        Self(out)
    }

    /// The file could not be written.
    pub(crate) fn failed(&self, error: &io::Error) -> Failure {
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Failure::plain(ErrorCode::DiskFull);
        }
        Failure::about(ErrorCode::FileNotWritten, format!("{} ({error})", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_run_as_a_formula_and_no_amount_and_no_phone_is_changed() {
        for cell in [
            "=1+1", "+1+1", "-2-3", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "+", "-", "-.5",
            "+9705 =1",
        ] {
            assert_eq!(inert(cell), format!("'{cell}"), "{cell:?}");
        }
        let kept =
            ["", "38.00", "-38.00", "+970599123456", "PUBG = fun", "a-b", "0", "ببجي", "'=1"];
        for cell in kept {
            assert_eq!(inert(cell), cell);
        }
    }
}

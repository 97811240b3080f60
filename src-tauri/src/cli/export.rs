//! `export`: orders, sales or the journal as a file for the accountant and for a spreadsheet.

use super::{Call, args::Export, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    table_file::{Rows, buffered},
    views::export::{JournalRow, OrderRow, SaleRow},
};
use clap::ValueEnum;
use domain::time::Timestamp;
use serde::Serialize;
use std::{fs, io, path::Path};
use storage::{ExportError, Span, WholeFile};

/// What is exported.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum What {
    Orders,
    Sales,
    Journal,
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
    let out = buffered(file.file());
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
    pub(crate) fn of(out: &'a Path) -> Self {
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

//! One way to print for every kind of printer.
//!
//! A new kind is a new adapter module and a new arm in [`print`]. It must never choose a printer,
//! retry or count copies: that is the caller's.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use domain::receipt::Receipt;

use crate::bitmap::Bitmap;
use crate::error::PrintError;
use crate::escpos::{self, Profile};
use crate::tcp::{self, Ask, Deadlines};
use crate::{layout, pdf};

/// What the slips stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A 58 mm roll, 384 dots.
    Mm58,
    /// An 80 mm roll, 576 dots.
    Mm80,
    /// Sheets.
    A4,
}

/// How a printer is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterKind {
    /// ESC/POS over the network.
    EscposTcp,
    /// ESC/POS written to a device file.
    EscposDevice,
    /// A CUPS queue, raw.
    CupsRaw,
    /// The Windows spooler, raw.
    WindowsRaw,
    /// Files.
    Pdf,
}

/// A printer as the owner set it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterConfig {
    /// Its name in the settings.
    pub id: String,
    /// How it is reached.
    pub kind: PrinterKind,
    /// Where: `host:port`; for PDF a folder, or a file whose name ends in `.pdf`.
    pub address: String,
    /// Its paper.
    pub paper: Paper,
}

/// A job that was handed over. For a printer this is not yet paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// How many slips.
    pub slips: usize,
    /// The files written, if the printer is one of files.
    pub files: Vec<PathBuf>,
}

impl Paper {
    /// The word in settings and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mm58 => "58mm",
            Self::Mm80 => "80mm",
            Self::A4 => "a4",
        }
    }

    /// Dots across a slip on this paper. On A4 a slip is as wide as on 80 mm.
    #[must_use]
    pub fn dots(self) -> u16 {
        match self {
            Self::Mm58 => Profile::MM58.dots,
            Self::Mm80 | Self::A4 => Profile::MM80.dots,
        }
    }

    /// The ESC/POS profile of an ordinary printer with this paper; sheets have none.
    #[must_use]
    pub fn profile(self) -> Option<Profile> {
        match self {
            Self::Mm58 => Some(Profile::MM58),
            Self::Mm80 => Some(Profile::MM80),
            Self::A4 => None,
        }
    }
}

impl PrinterKind {
    /// The word in settings and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EscposTcp => "escpos-tcp",
            Self::EscposDevice => "escpos-device",
            Self::CupsRaw => "cups-raw",
            Self::WindowsRaw => "windows-raw",
            Self::Pdf => "pdf",
        }
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for PrinterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Hands slips to a printer, as one job. `job_name` names the files of a PDF printer; it need
/// not be unique.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub async fn print(
    printer: &PrinterConfig,
    receipts: &[Receipt],
    job_name: &str,
) -> Result<Printed, PrintError> {
    let slips = receipts.len();
    let files = match printer.kind {
        PrinterKind::EscposTcp => {
            let job = escpos_job(printer, receipts).await?;
            tcp::send(&printer.address, &job, Ask::No, Deadlines::default()).await?;
            Vec::new()
        }
        PrinterKind::Pdf => {
            let (address, paper) = (PathBuf::from(&printer.address), printer.paper);
            let (receipts, job_name) = (receipts.to_vec(), job_name.to_owned());
            blocking(move || write_pdfs(&address, paper, &receipts, &job_name)).await??
        }
        kind @ (PrinterKind::EscposDevice | PrinterKind::CupsRaw | PrinterKind::WindowsRaw) => {
            return Err(PrintError::NotBuiltYet { kind });
        }
    };
    Ok(Printed { slips, files })
}

/// The bytes of all slips, each cut from the next. Every ESC/POS adapter sends these.
async fn escpos_job(printer: &PrinterConfig, receipts: &[Receipt]) -> Result<Vec<u8>, PrintError> {
    let PrinterConfig { kind, paper, .. } = *printer;
    let profile = paper.profile().ok_or(PrintError::WrongPaper { kind, paper })?;
    let receipts = receipts.to_vec();
    let draw =
        move |receipt: &Receipt| escpos::encode(&layout::render(receipt, profile.dots), &profile);
    blocking(move || receipts.iter().flat_map(draw).collect()).await
}

/// Drawing and files block for milliseconds; the window must not feel them.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PrintError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| PrintError::NotDrawn)
}

/// Into a folder: a new file per slip, and none is ever overwritten. Into a file: all slips as
/// its pages, in place of what was there.
fn write_pdfs(
    address: &Path,
    paper: Paper,
    receipts: &[Receipt],
    job_name: &str,
) -> Result<Vec<PathBuf>, PrintError> {
    let slips: Vec<Bitmap> =
        receipts.iter().map(|receipt| layout::render(receipt, paper.dots())).collect();
    let is_file = address.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    let folder = if is_file { address.parent().unwrap_or(Path::new("")) } else { address };
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).map_err(|source| not_written(folder, source))?;
    }
    let name = file_name(job_name);
    if is_file {
        write_pdf(&slips, paper, address)?;
        return Ok(vec![address.to_owned()]);
    }
    // Between finding a free name and taking it no other job may find the same.
    static NAMING: Mutex<()> = Mutex::new(());
    let _naming = NAMING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut number = 1;
    let mut files = Vec::new();
    for slip in &slips {
        let path = free_name(folder, &name, &mut number);
        write_pdf(std::slice::from_ref(slip), paper, &path)?;
        files.push(path);
    }
    Ok(files)
}

fn write_pdf(slips: &[Bitmap], paper: Paper, path: &Path) -> Result<(), PrintError> {
    pdf::encode(slips, paper)
        .and_then(|file| pdf::write_whole(path, &file))
        .map_err(|source| not_written(path, source))
}

fn not_written(path: &Path, source: io::Error) -> PrintError {
    PrintError::NotWritten { path: path.to_owned(), source }
}

/// `NAME.pdf`, or the next `NAME-2.pdf`, `NAME-3.pdf`, … that is not there yet.
fn free_name(folder: &Path, name: &str, number: &mut u32) -> PathBuf {
    loop {
        let file = match *number {
            1 => format!("{name}.pdf"),
            later => format!("{name}-{later}.pdf"),
        };
        *number = number.saturating_add(1);
        let path = folder.join(file);
        // A broken link is in the way as well.
        if path.symlink_metadata().is_err() || *number == u32::MAX {
            return path;
        }
    }
}

/// A job's name without anything that leaves the folder or upsets a file system.
fn file_name(job_name: &str) -> String {
    const LENGTH_MAX: usize = 80;
    let name: String = job_name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' })
        .take(LENGTH_MAX)
        .collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "slip".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_name_stays_in_its_folder() {
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("order 17: نسخة"), "order-17");
        assert_eq!(file_name(""), "slip");
        assert_eq!(file_name(&"x".repeat(300)).len(), 80);
    }

    #[test]
    fn the_words_are_those_of_the_settings() {
        assert_eq!(PrinterKind::EscposTcp.to_string(), "escpos-tcp");
        assert_eq!(Paper::Mm58.to_string(), "58mm");
    }
}

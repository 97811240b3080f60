//! One way to print for every kind of printer.
//!
//! A new kind is a new adapter module and a new arm in [`print`] and [`check`]. It must never choose
//! a printer, retry or count copies: that is the caller's.

mod cups;
mod device;
mod files;
mod manners;
pub mod pdf;
mod talk;
mod tcp;
#[cfg(windows)]
mod windows;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::receipt::Receipt;

use crate::bitmap::Bitmap;
use crate::error::PrintError;
use crate::escpos::{Job, Profile};
use crate::layout;
pub use talk::Status;
use talk::{ANSWER_WITHIN, Ask, Deadlines, Word};

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
    /// Where: `host:port`, a device file, a queue; for PDF a folder, or a file whose name ends in
    /// `.pdf`.
    pub address: String,
    /// Its paper.
    pub paper: Paper,
    /// What it can do. Of a PDF printer only the dots matter.
    pub profile: Profile,
    /// Whether it is asked for its state around a job.
    pub ask: bool,
    /// How long it may take to answer.
    pub answer_within: Duration,
}

/// A job that was handed over. For a printer this is not yet paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// How many slips.
    pub slips: usize,
    /// The files written, if the printer is one of files.
    pub files: Vec<PathBuf>,
    /// Whether the printer says that it is done.
    pub confirmed: bool,
}

impl PrinterConfig {
    /// An ordinary printer with this paper, asked for its state.
    #[must_use]
    pub fn new(id: &str, kind: PrinterKind, address: &str, paper: Paper) -> Self {
        let (id, address) = (id.to_owned(), address.to_owned());
        Self {
            id,
            kind,
            address,
            paper,
            profile: paper.profile(),
            ask: true,
            answer_within: ANSWER_WITHIN,
        }
    }
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

    /// The profile of an ordinary printer with this paper. On A4 a slip is as wide as on 80 mm.
    #[must_use]
    pub fn profile(self) -> Profile {
        match self {
            Self::Mm58 => Profile::MM58,
            Self::Mm80 | Self::A4 => Profile::MM80,
        }
    }

    /// Dots across a slip on this paper.
    #[must_use]
    pub fn dots(self) -> u16 {
        self.profile().dots
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

/// Hands slips to a printer, as one job. `job_name` names the files of a PDF printer and the job of
/// a print queue; it need not be unique.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub async fn print(
    printer: &PrinterConfig,
    receipts: &[Receipt],
    job_name: &str,
) -> Result<Printed, PrintError> {
    hand_over(printer, receipts, job_name, Job::new).await
}

/// The same, and opens the drawer that hangs at the printer with the first byte of the job. Files
/// have no drawer: there only the slips are written.
///
/// # Errors
/// As [`print`]. A job that was kept back opened nothing.
pub async fn print_and_open(
    printer: &PrinterConfig,
    receipts: &[Receipt],
    job_name: &str,
) -> Result<Printed, PrintError> {
    hand_over(printer, receipts, job_name, Job::with_drawer).await
}

async fn hand_over(
    printer: &PrinterConfig,
    receipts: &[Receipt],
    job_name: &str,
    job: impl FnOnce(&[Bitmap], &Profile) -> Job + Send + 'static,
) -> Result<Printed, PrintError> {
    refuse_impossible(printer)?;
    let slips = draw(printer, receipts).await?;
    let mut printed = Printed { slips: slips.len(), files: Vec::new(), confirmed: false };
    let profile = printer.profile;
    if printer.kind == PrinterKind::Pdf {
        let (address, paper) = (PathBuf::from(&printer.address), printer.paper);
        let job_name = job_name.to_owned();
        printed.files =
            blocking(move || files::write(&address, paper, &slips, &job_name)).await??;
        // A file that is there is there.
        printed.confirmed = true;
        return Ok(printed);
    }
    let job = blocking(move || job(&slips, &profile)).await?;
    let word = send(printer, &job, job_name).await?;
    manners::learn(&printer.address, word);
    printed.confirmed = word == Word::Confirmed;
    Ok(printed)
}

/// How a printer is, without printing.
///
/// # Errors
/// If it cannot be reached, or never could on this system.
pub async fn check(printer: &PrinterConfig) -> Result<Status, PrintError> {
    refuse_impossible(printer)?;
    let (address, deadlines) = (printer.address.as_str(), deadlines(printer));
    match printer.kind {
        PrinterKind::EscposTcp => tcp::status(address, deadlines).await,
        PrinterKind::EscposDevice => device::status(address, deadlines).await,
        PrinterKind::CupsRaw => cups::status(address).await,
        #[cfg(windows)]
        PrinterKind::WindowsRaw => {
            let queue = address.to_owned();
            blocking(move || windows::status(&queue)).await?
        }
        #[cfg(not(windows))]
        kind @ PrinterKind::WindowsRaw => Err(PrintError::NotOnThisSystem { kind }),
        PrinterKind::Pdf => {
            let folder = files::folder(Path::new(address));
            fs::create_dir_all(folder)
                .map(|()| Status::Ready)
                .map_err(|source| PrintError::NotWritten { path: folder.to_owned(), source })
        }
    }
}

/// Opens the cash drawer that hangs at a printer, and prints nothing.
///
/// # Errors
/// If the pulse did not get there; nobody knows whether a drawer hangs there at all.
pub async fn open_drawer(printer: &PrinterConfig) -> Result<(), PrintError> {
    refuse_impossible(printer)?;
    if printer.kind == PrinterKind::Pdf {
        return Err(PrintError::NoDrawer { kind: printer.kind });
    }
    // A drawer opens without paper too, so nothing is asked.
    let unasked = PrinterConfig { ask: false, ..printer.clone() };
    send(&unasked, &Job::drawer(&printer.profile), "drawer").await.map(drop)
}

/// The dots a printer would get, for the screen.
///
/// # Errors
/// Only if drawing them fails.
pub async fn draw(
    printer: &PrinterConfig,
    receipts: &[Receipt],
) -> Result<Vec<Bitmap>, PrintError> {
    let (receipts, dots) = (receipts.to_vec(), printer.profile.dots);
    blocking(move || receipts.iter().map(|receipt| layout::render(receipt, dots)).collect()).await
}

async fn send(printer: &PrinterConfig, job: &Job, title: &str) -> Result<Word, PrintError> {
    let address = printer.address.as_str();
    let ask = if printer.ask { manners::of(address) } else { Ask::No };
    let deadlines = deadlines(printer);
    match printer.kind {
        PrinterKind::EscposTcp => tcp::send(address, job, ask, deadlines).await,
        PrinterKind::EscposDevice => device::send(address, job, ask, deadlines).await,
        PrinterKind::CupsRaw => cups::send(address, job, title, deadlines).await,
        #[cfg(windows)]
        PrinterKind::WindowsRaw => {
            let (queue, job, title) = (address.to_owned(), job.clone(), title.to_owned());
            blocking(move || windows::send(&queue, &job, &title)).await?
        }
        #[cfg(not(windows))]
        kind @ PrinterKind::WindowsRaw => Err(PrintError::NotOnThisSystem { kind }),
        kind @ PrinterKind::Pdf => Err(PrintError::WrongPaper { kind, paper: printer.paper }),
    }
}

fn deadlines(printer: &PrinterConfig) -> Deadlines {
    Deadlines { status: printer.answer_within, ..Deadlines::default() }
}

/// Sheets are for files: no printer of rolls takes them, and a sheet printer takes no ESC/POS.
fn refuse_impossible(printer: &PrinterConfig) -> Result<(), PrintError> {
    let PrinterConfig { kind, paper, .. } = *printer;
    if paper == Paper::A4 && kind != PrinterKind::Pdf {
        return Err(PrintError::WrongPaper { kind, paper });
    }
    Ok(())
}

/// Drawing and files block for milliseconds; the window must not feel them.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PrintError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| PrintError::NotDrawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_settings() {
        assert_eq!(PrinterKind::EscposTcp.to_string(), "escpos-tcp");
        assert_eq!(Paper::Mm58.to_string(), "58mm");
    }
}

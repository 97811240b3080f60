//! Why a slip did not get to the printer, and whether any of it may have.
//!
//! It must never carry what was on the slip: only addresses, paths and counts.

use std::{io, path::PathBuf};

use crate::printer::{Paper, PrinterKind};

/// Why a job was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The address is not `host:port`. Nothing was sent.
    #[error("printer address {address:?} is not host:port")]
    BadAddress {
        /// The address as set up.
        address: String,
    },
    /// No connection. Nothing was sent.
    #[error("printer at {address} cannot be reached")]
    NotReached {
        /// Where it should be.
        address: String,
        /// What the network said.
        source: io::Error,
    },
    /// The printer itself says that it cannot print now. Nothing was sent.
    #[error("printer at {address} is not ready: {fault}")]
    NotReady {
        /// Where it is.
        address: String,
        /// What it complains of.
        fault: Fault,
    },
    /// The connection broke while sending. A part of the job, or all of it, may be on paper.
    #[error("connection to printer at {address} broke after {sent} of {total} bytes")]
    Interrupted {
        /// Where it is.
        address: String,
        /// Bytes the network had taken.
        sent: usize,
        /// Bytes of the whole job.
        total: usize,
        /// What the network said.
        source: io::Error,
    },
    /// A PDF could not be written. Slips before it in the same job are in their files.
    #[error("slip could not be written to {}", path.display())]
    NotWritten {
        /// The file or folder.
        path: PathBuf,
        /// What the disk said.
        source: io::Error,
    },
    /// The printer has no such paper. Nothing was sent.
    #[error("a printer of kind {kind} does not take {paper} paper")]
    WrongPaper {
        /// The printer's kind.
        kind: PrinterKind,
        /// The paper as set up.
        paper: Paper,
    },
    /// This version has no way to such a printer yet. Nothing was sent.
    #[error("printing to {kind} is not built yet")]
    NotBuiltYet {
        /// The printer's kind.
        kind: PrinterKind,
    },
    /// The slip could not be drawn: a fault of this program. Nothing was sent.
    #[error("slip could not be drawn")]
    NotDrawn,
}

impl PrintError {
    /// Whether some of the job may be on paper, so that trying again may print it twice.
    #[must_use]
    pub fn may_have_printed(&self) -> bool {
        match self {
            Self::Interrupted { sent, .. } => *sent > 0,
            Self::NotWritten { .. }
            | Self::BadAddress { .. }
            | Self::NotReached { .. }
            | Self::NotReady { .. }
            | Self::WrongPaper { .. }
            | Self::NotBuiltYet { .. }
            | Self::NotDrawn => false,
        }
    }
}

/// What a printer complains of, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No paper.
    #[error("no paper")]
    PaperOut,
    /// The lid is open.
    #[error("cover open")]
    CoverOpen,
    /// Cutter, head or another fault that needs a person.
    #[error("printer fault")]
    Broken,
    /// Off line without a reason.
    #[error("offline")]
    Offline,
}

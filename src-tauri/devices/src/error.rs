//! Why a slip did not get to the printer, and whether any of it may have.
//!
//! It must never carry what was on the slip: only addresses, paths and counts.

use std::{io, path::PathBuf};

use crate::printer::{Paper, PrinterKind};

/// Why a job was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The address is not one of this kind of printer. Nothing was sent.
    #[error("printer address {address:?} is not {wanted}")]
    BadAddress {
        /// The address as set up.
        address: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// No connection. Nothing was sent.
    #[error("printer at {address} cannot be reached")]
    NotReached {
        /// Where it should be.
        address: String,
        /// What the network or the system said.
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
        /// Bytes that were taken.
        sent: usize,
        /// Bytes of the whole job.
        total: usize,
        /// What the network or the system said.
        source: io::Error,
    },
    /// The printer got the job and complains afterwards. A part of it may be on paper.
    #[error("printer at {address} stopped: {fault}")]
    Stopped {
        /// Where it is.
        address: String,
        /// What it complains of.
        fault: Fault,
    },
    /// The system's print queue did not take the job, and says why. Nothing was sent.
    #[error("print queue {queue} refused: {says}")]
    QueueRefused {
        /// Which queue.
        queue: String,
        /// Its own words.
        says: String,
        /// What they mean.
        trouble: Trouble,
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
    /// This system has no such printers. Nothing was sent.
    #[error("there is no {kind} on this system")]
    NotOnThisSystem {
        /// The printer's kind.
        kind: PrinterKind,
    },
    /// Files open no drawer.
    #[error("a printer of kind {kind} opens no drawer")]
    NoDrawer {
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
            Self::Stopped { .. } => true,
            Self::NotWritten { .. }
            | Self::BadAddress { .. }
            | Self::NotReached { .. }
            | Self::NotReady { .. }
            | Self::QueueRefused { .. }
            | Self::WrongPaper { .. }
            | Self::NotOnThisSystem { .. }
            | Self::NoDrawer { .. }
            | Self::NotDrawn => false,
        }
    }

    /// What a person has to see to.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::BadAddress { .. } => Trouble::BadAddress,
            Self::NotReached { source, .. } => Trouble::of_reaching(source.kind()),
            Self::NotReady { fault, .. } | Self::Stopped { fault, .. } => Trouble::Fault(*fault),
            Self::Interrupted { .. } => Trouble::Interrupted,
            Self::QueueRefused { trouble, .. } => *trouble,
            Self::NotWritten { .. } => Trouble::NotWritten,
            Self::WrongPaper { .. } => Trouble::WrongPaper,
            Self::NotOnThisSystem { .. } => Trouble::NotOnThisSystem,
            Self::NoDrawer { .. } => Trouble::NoDrawer,
            Self::NotDrawn => Trouble::NotDrawn,
        }
    }
}

/// What is the matter, by what a person does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The printer says so itself.
    Fault(Fault),
    /// Something is there, and takes no connection: another till prints, or it is no printer.
    Refused,
    /// Nothing answers.
    TimedOut,
    /// There is no such device, queue or name.
    NotFound,
    /// This user may not.
    NotAllowed,
    /// What is there does not speak ESC/POS, or its driver swallows it.
    WrongDriver,
    /// It broke off in the middle.
    Interrupted,
    /// The address makes no sense.
    BadAddress,
    /// The file could not be written.
    NotWritten,
    /// The paper is not this kind's.
    WrongPaper,
    /// The kind is another system's.
    NotOnThisSystem,
    /// Files open no drawer.
    NoDrawer,
    /// A fault of this program.
    NotDrawn,
}

impl Trouble {
    /// Every trouble, for tests that words exist for all of them.
    pub const ALL: [Trouble; 17] = [
        Trouble::Fault(Fault::PaperOut),
        Trouble::Fault(Fault::CoverOpen),
        Trouble::Fault(Fault::Broken),
        Trouble::Fault(Fault::Offline),
        Trouble::Fault(Fault::QueueStopped),
        Trouble::Refused,
        Trouble::TimedOut,
        Trouble::NotFound,
        Trouble::NotAllowed,
        Trouble::WrongDriver,
        Trouble::Interrupted,
        Trouble::BadAddress,
        Trouble::NotWritten,
        Trouble::WrongPaper,
        Trouble::NotOnThisSystem,
        Trouble::NoDrawer,
        Trouble::NotDrawn,
    ];

    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fault(Fault::PaperOut) => "paper-out",
            Self::Fault(Fault::CoverOpen) => "cover-open",
            Self::Fault(Fault::Broken) => "broken",
            Self::Fault(Fault::Offline) => "offline",
            Self::Fault(Fault::QueueStopped) => "queue-stopped",
            Self::Refused => "refused",
            Self::TimedOut => "timed-out",
            Self::NotFound => "not-found",
            Self::NotAllowed => "not-allowed",
            Self::WrongDriver => "wrong-driver",
            Self::Interrupted => "interrupted",
            Self::BadAddress => "bad-address",
            Self::NotWritten => "not-written",
            Self::WrongPaper => "wrong-paper",
            Self::NotOnThisSystem => "not-on-this-system",
            Self::NoDrawer => "no-drawer",
            Self::NotDrawn => "not-drawn",
        }
    }

    fn of_reaching(kind: io::ErrorKind) -> Self {
        use io::ErrorKind as K;
        #[expect(clippy::wildcard_enum_match_arm, reason = "the system's list is open")]
        match kind {
            K::ConnectionRefused | K::ResourceBusy => Self::Refused,
            K::TimedOut | K::HostUnreachable | K::NetworkUnreachable => Self::TimedOut,
            K::PermissionDenied => Self::NotAllowed,
            // A name nobody knows comes without a kind of its own.
            _ => Self::NotFound,
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
    /// The system's queue holds its jobs back.
    #[error("the print queue is stopped")]
    QueueStopped,
}

//! A conversation with a printer: how are you, here is the job, how did it go.
//!
//! It must never retry: bytes that left cannot be called back, and only the caller knows whether
//! a second slip does harm. Many cheap printers never answer, so silence is no complaint.

use std::io;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::error::{Fault, PrintError};
use crate::escpos::{INITIALIZE, Job};

/// Bytes to a printer, and perhaps back.
pub(crate) trait Line: Send {
    /// Writes some bytes.
    fn write(&mut self, bytes: &[u8]) -> impl Future<Output = io::Result<usize>> + Send;
    /// Reads what there is; 0 is the end.
    fn read(&mut self, into: &mut [u8]) -> impl Future<Output = io::Result<usize>> + Send;
}

/// How long anything may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadlines {
    /// Name lookup and connection.
    pub(crate) connect: Duration,
    /// One write without any progress: the printer takes nothing more.
    pub(crate) write: Duration,
    /// All writing together, pauses apart.
    pub(crate) total: Duration,
    /// One answer to a status question.
    pub(crate) status: Duration,
    /// The answer that comes when everything before it was printed.
    pub(crate) printed: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            write: Duration::from_secs(5),
            total: Duration::from_secs(10),
            status: Duration::from_millis(300),
            printed: Duration::from_secs(4),
        }
    }
}

/// Whether to ask a printer for its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Send at once: it is known to be silent, or must not be asked.
    No,
    /// Ask first, and do not send if the printer complains. If it answered, ask afterwards too.
    Around,
}

/// What a printer said about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can print.
    Ready,
    /// It said nothing. It may print all the same.
    Silent,
    /// It answered something that no ESC/POS printer says. It may print all the same.
    Foreign,
    /// It needs a person.
    Faulty(Fault),
}

/// What is known after the last byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Every byte was taken. Nobody knows yet whether there was paper.
    Taken,
    /// The same, from a printer that did not answer when asked: no use asking it again.
    TakenInSilence,
    /// The printer says that it has worked off everything, and has paper.
    Confirmed,
}

/// `GS r 1`: unlike `DLE EOT` it is answered in its turn, when all before it is done.
const PAPER_IN_TURN: [u8; 3] = [0x1D, b'r', 1];

/// Hands a job over. `place` names the printer in errors.
pub(crate) async fn hand_over<L: Line>(
    line: &mut L,
    place: &str,
    job: &Job,
    ask: Ask,
    deadlines: Deadlines,
) -> Result<Word, PrintError> {
    let before = match ask {
        Ask::No => None,
        Ask::Around => {
            // Whatever a job before left behind: this conversation begins clean, the question too.
            write_bytes(line, &INITIALIZE).await;
            Some(status(line, deadlines).await)
        }
    };
    if let Some(Status::Faulty(fault)) = before {
        return Err(PrintError::NotReady { address: place.to_owned(), fault });
    }
    let mut sent = 0;
    write_all(line, job, &mut sent, deadlines).await.map_err(|source| {
        // A parallel port's driver tells the end of the paper as the end of the disk.
        if source.kind() == io::ErrorKind::StorageFull {
            return PrintError::Stopped { address: place.to_owned(), fault: Fault::PaperOut };
        }
        let total = job.bytes().len();
        PrintError::Interrupted { address: place.to_owned(), sent, total, source }
    })?;
    match before {
        Some(Status::Ready) => afterwards(line, place, deadlines).await,
        Some(Status::Silent) => Ok(Word::TakenInSilence),
        _ => Ok(Word::Taken),
    }
}

/// `DLE EOT` 1 (printer), 2 (why off line) and 4 (paper).
pub(crate) async fn status<L: Line>(line: &mut L, deadlines: Deadlines) -> Status {
    let printer = match answer(line, 1, deadlines).await {
        Answer::Byte(byte) => byte,
        Answer::Foreign => return Status::Foreign,
        Answer::Nothing => return Status::Silent,
    };
    let cause = answer(line, 2, deadlines).await.bits();
    let paper = answer(line, 4, deadlines).await.bits();
    fault(printer, cause, paper).map_or(Status::Ready, Status::Faulty)
}

/// Writes the job with its pauses. `sent` is right whichever way this ends.
async fn write_all<L: Line>(
    line: &mut L,
    job: &Job,
    sent: &mut usize,
    deadlines: Deadlines,
) -> io::Result<()> {
    let end = Instant::now() + deadlines.total + job.pauses();
    loop {
        let rest = job.next(*sent);
        if rest.is_empty() {
            return Ok(());
        }
        let by = end.min(Instant::now() + deadlines.write);
        let written = timeout_at(by, line.write(rest)).await??;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        *sent += written;
        let pause = job.pause(*sent);
        if !pause.is_zero() {
            sleep(pause).await;
        }
    }
}

/// Asks a printer that answers how it went. One that answers only at once, not in its turn, is
/// asked at once again: at the end of the deadline it still has paper, or it says what is wrong.
async fn afterwards<L: Line>(
    line: &mut L,
    place: &str,
    deadlines: Deadlines,
) -> Result<Word, PrintError> {
    let in_turn = timeout(deadlines.printed, async {
        write_bytes(line, &PAPER_IN_TURN).await?;
        loop {
            let byte = read_byte(line).await?;
            if byte & 0b1001_0000 == 0 {
                return Some(byte);
            }
        }
    });
    let stopped = |fault| Err(PrintError::Stopped { address: place.to_owned(), fault });
    match in_turn.await.ok().flatten() {
        Some(paper) if paper & 0b0000_1100 != 0 => stopped(Fault::PaperOut),
        Some(_) => Ok(Word::Confirmed),
        None => match status(line, deadlines).await {
            Status::Faulty(fault) => stopped(fault),
            Status::Ready | Status::Silent | Status::Foreign => Ok(Word::Taken),
        },
    }
}

enum Answer {
    Byte(u8),
    Foreign,
    Nothing,
}

impl Answer {
    fn bits(self) -> u8 {
        match self {
            Self::Byte(byte) => byte,
            Self::Foreign | Self::Nothing => 0,
        }
    }
}

async fn answer<L: Line>(line: &mut L, question: u8, deadlines: Deadlines) -> Answer {
    let asked = timeout(deadlines.status, async {
        write_bytes(line, &[0x10, 0x04, question]).await?;
        read_byte(line).await
    });
    match asked.await.ok().flatten() {
        // Every true answer has these bits; anything else is another protocol.
        Some(byte) if byte & 0b1001_0011 == 0b0001_0010 => Answer::Byte(byte),
        Some(_) => Answer::Foreign,
        None => Answer::Nothing,
    }
}

async fn write_bytes<L: Line>(line: &mut L, bytes: &[u8]) -> Option<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let written = line.write(rest).await.ok().filter(|written| *written > 0)?;
        rest = rest.get(written..)?;
    }
    Some(())
}

async fn read_byte<L: Line>(line: &mut L) -> Option<u8> {
    let mut byte = [0];
    let read = line.read(&mut byte).await.ok()?;
    (read == 1).then_some(u8::from_be_bytes(byte))
}

fn fault(printer: u8, cause: u8, paper: u8) -> Option<Fault> {
    if cause & 0x20 != 0 || paper & 0x60 != 0 {
        Some(Fault::PaperOut)
    } else if cause & 0x04 != 0 {
        Some(Fault::CoverOpen)
    } else if cause & 0x40 != 0 {
        Some(Fault::Broken)
    } else if printer & 0x08 != 0 {
        Some(Fault::Offline)
    } else {
        None
    }
}

//! A printer behind a device file of this machine, such as `/dev/usb/lp0` or `/dev/rfcomm0`; an
//! ordinary file or a named pipe works too.
//!
//! It must never wait in the system: a printer without paper would hold the thread for ever.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use super::talk::{self, Ask, Deadlines, Line, Status, Word};
use crate::error::PrintError;
use crate::escpos::Job;

/// How long to wait before a device that was not ready is tried again.
const NOT_READY: Duration = Duration::from_millis(4);

/// Hands a job to the device at `path`.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub(crate) async fn send(
    path: &str,
    job: &Job,
    ask: Ask,
    deadlines: Deadlines,
) -> Result<Word, PrintError> {
    let mut device = Device::open(path)?;
    // Only a device can answer; a file would give us our own question to read.
    let ask = if device.answers { ask } else { Ask::No };
    talk::hand_over(&mut device, path, job, ask, deadlines).await
}

/// Asks the device at `path` how it is, without printing.
///
/// # Errors
/// If it cannot be opened.
pub(crate) async fn status(path: &str, deadlines: Deadlines) -> Result<Status, PrintError> {
    let mut device = Device::open(path)?;
    if device.answers { Ok(talk::status(&mut device, deadlines).await) } else { Ok(Status::Silent) }
}

struct Device {
    file: File,
    answers: bool,
}

impl Device {
    fn open(path: &str) -> Result<Self, PrintError> {
        let opened = std::fs::metadata(path).and_then(|found| {
            let answers = is_device(&found);
            let mut options = OpenOptions::new();
            // A file keeps what it has. A mistyped name in /dev is never made into a file.
            options.append(true).read(answers);
            no_waiting(&mut options);
            Ok(Self { file: options.open(Path::new(path))?, answers })
        });
        opened.map_err(|source| PrintError::NotReached { address: path.to_owned(), source })
    }
}

impl Line for Device {
    async fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.file.write(bytes) {
                Err(error) if is_not_ready(&error) => sleep(NOT_READY).await,
                written => return written,
            }
        }
    }

    async fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.file.read(into) {
                // A parallel port says "nothing yet" by the end of the file.
                Ok(0) => sleep(NOT_READY).await,
                Err(error) if is_not_ready(&error) => sleep(NOT_READY).await,
                read => return read,
            }
        }
    }
}

fn is_not_ready(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

#[cfg(unix)]
fn is_device(found: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    found.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_device(_: &std::fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn no_waiting(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
}

#[cfg(not(unix))]
fn no_waiting(_: &mut OpenOptions) {}

#[cfg(test)]
#[cfg(unix)]
#[path = "device_tests.rs"]
mod tests;

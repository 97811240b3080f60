//! A printer of the Windows spooler, fed raw bytes.
//!
//! Every call's result is looked at, and every count that was written: the spooler answers "done"
//! to much that is not. It must never be called from an async thread.

#![expect(
    unsafe_code,
    reason = "the spooler has a C interface alone; each block says why it is sound"
)]

use std::ffi::c_void;
use std::io;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_INVALID_DATATYPE, ERROR_INVALID_PRINTER_NAME,
};
use windows_sys::Win32::Graphics::Printing::{
    ClosePrinter, DOC_INFO_1W, EndDocPrinter, EndPagePrinter, GetPrinterW, OpenPrinterW,
    PRINTER_HANDLE, PRINTER_INFO_6, PRINTER_STATUS_DOOR_OPEN, PRINTER_STATUS_ERROR,
    PRINTER_STATUS_NOT_AVAILABLE, PRINTER_STATUS_OFFLINE, PRINTER_STATUS_PAPER_JAM,
    PRINTER_STATUS_PAPER_OUT, PRINTER_STATUS_PAUSED, StartDocPrinterW, StartPagePrinter,
    WritePrinter,
};

use super::talk::{Status, Word};
use crate::error::{Fault, PrintError, Trouble};
use crate::escpos::Job;

/// Hands a job to the queue of this name. The spooler passes it on later.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub(crate) fn send(queue: &str, job: &Job, title: &str) -> Result<Word, PrintError> {
    let mut printer = Printer::open(queue)?;
    if let Status::Faulty(fault) = printer.status() {
        return Err(PrintError::NotReady { address: queue.to_owned(), fault });
    }
    printer.start(queue, title)?;
    let mut sent = 0;
    let written = printer.write(job.bytes(), &mut sent).and_then(|()| printer.end());
    written.map_err(|source| {
        let total = job.bytes().len();
        PrintError::Interrupted { address: queue.to_owned(), sent, total, source }
    })?;
    match printer.status() {
        Status::Faulty(fault) => Err(PrintError::Stopped { address: queue.to_owned(), fault }),
        Status::Ready | Status::Silent | Status::Foreign => Ok(Word::Taken),
    }
}

/// How the queue is, without printing.
///
/// # Errors
/// If there is no such queue.
pub(crate) fn status(queue: &str) -> Result<Status, PrintError> {
    Ok(Printer::open(queue)?.status())
}

/// An open printer; closed when dropped, and with it a document that was not ended.
struct Printer(PRINTER_HANDLE);

impl Printer {
    fn open(queue: &str) -> Result<Self, PrintError> {
        let name = wide(queue);
        let mut handle = PRINTER_HANDLE { Value: null_mut() };
        // SAFETY: `name` ends in a zero and outlives the call; `handle` may be written; no defaults.
        let opened = unsafe { OpenPrinterW(name.as_ptr(), &raw mut handle, null()) };
        if opened == 0 {
            return Err(refused(queue));
        }
        Ok(Self(handle))
    }

    fn start(&mut self, queue: &str, title: &str) -> Result<(), PrintError> {
        let (mut title, mut raw) = (wide(title), wide("RAW"));
        let document = DOC_INFO_1W {
            pDocName: title.as_mut_ptr(),
            pOutputFile: null_mut(),
            pDatatype: raw.as_mut_ptr(),
        };
        // SAFETY: the handle is open, and the document's texts outlive the call.
        if unsafe { StartDocPrinterW(self.0, 1, &raw const document) } == 0 {
            return Err(refused(queue));
        }
        // SAFETY: the handle is open and has a document.
        if unsafe { StartPagePrinter(self.0) } == 0 {
            return Err(refused(queue));
        }
        Ok(())
    }

    /// Writes until everything is taken: the spooler may take a part and call that success.
    fn write(&mut self, bytes: &[u8], sent: &mut usize) -> io::Result<()> {
        while let Some(rest) = bytes.get(*sent..).filter(|rest| !rest.is_empty()) {
            let length = u32::try_from(rest.len()).unwrap_or(u32::MAX);
            let mut taken = 0_u32;
            // SAFETY: `rest` is at least `length` bytes long and outlives the call.
            let written = unsafe {
                WritePrinter(self.0, rest.as_ptr().cast::<c_void>(), length, &raw mut taken)
            };
            if written == 0 {
                return Err(io::Error::last_os_error());
            }
            if taken == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            *sent += usize::try_from(taken).unwrap_or(rest.len()).min(rest.len());
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        // SAFETY: the handle is open and has a document with a page.
        if unsafe { EndPagePrinter(self.0) } == 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: as above.
        if unsafe { EndDocPrinter(self.0) } == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(())
    }

    /// What the spooler believes of its printer. Many drivers never tell it.
    fn status(&self) -> Status {
        let mut info = PRINTER_INFO_6 { dwStatus: 0 };
        let length = u32::try_from(size_of::<PRINTER_INFO_6>()).unwrap_or_default();
        let mut needed = 0_u32;
        // SAFETY: the handle is open, and the buffer is `info`, of `length` bytes.
        let told = unsafe {
            GetPrinterW(self.0, 6, (&raw mut info).cast::<u8>(), length, &raw mut needed)
        };
        if told == 0 {
            return Status::Silent;
        }
        let has = |bits: u32| info.dwStatus & bits != 0;
        if has(PRINTER_STATUS_PAPER_OUT) {
            Status::Faulty(Fault::PaperOut)
        } else if has(PRINTER_STATUS_DOOR_OPEN) {
            Status::Faulty(Fault::CoverOpen)
        } else if has(PRINTER_STATUS_ERROR | PRINTER_STATUS_PAPER_JAM) {
            Status::Faulty(Fault::Broken)
        } else if has(PRINTER_STATUS_OFFLINE | PRINTER_STATUS_NOT_AVAILABLE) {
            Status::Faulty(Fault::Offline)
        } else if has(PRINTER_STATUS_PAUSED) {
            Status::Faulty(Fault::QueueStopped)
        } else {
            Status::Silent
        }
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        // SAFETY: the handle was opened by us and is closed once. Nothing is left to do if it fails.
        unsafe { ClosePrinter(self.0) };
    }
}

fn refused(queue: &str) -> PrintError {
    let error = io::Error::last_os_error();
    let code = error.raw_os_error().and_then(|code| u32::try_from(code).ok());
    let trouble = match code {
        Some(ERROR_INVALID_PRINTER_NAME) => Trouble::NotFound,
        Some(ERROR_ACCESS_DENIED) => Trouble::NotAllowed,
        // An XPS or PDF driver, which would swallow raw bytes.
        Some(ERROR_INVALID_DATATYPE) => Trouble::WrongDriver,
        Some(_) | None => Trouble::Refused,
    };
    PrintError::QueueRefused { queue: queue.to_owned(), says: error.to_string(), trouble }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

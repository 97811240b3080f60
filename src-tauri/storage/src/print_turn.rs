//! Who prints right now: one job at a printer over all processes, and which jobs this process carries.

use crate::open::Storage;
use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions, TryLockError},
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// This process's turn at a printer; the kernel lets go of it when the process dies.
#[derive(Debug)]
pub struct PrinterTurn(#[expect(dead_code, reason = "held for its lock")] File);

/// Longer than any slip takes.
pub(crate) const TURN_MAX: Duration = Duration::from_secs(40);
pub(crate) const TURN_LOOK: Duration = Duration::from_millis(15);

/// The jobs that this process carries. A job of its own that is not among them was given up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Printing(Arc<Mutex<BTreeSet<i64>>>);

/// A job is carried for as long as this lives.
#[derive(Debug)]
pub(crate) struct InHand {
    id: i64,
    printing: Printing,
}

impl Printing {
    pub(crate) fn take(&self, id: i64) -> InHand {
        self.held().insert(id);
        InHand { id, printing: self.clone() }
    }

    pub(crate) fn has(&self, id: i64) -> bool {
        self.held().contains(&id)
    }

    fn held(&self) -> MutexGuard<'_, BTreeSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.printing.held().remove(&self.id);
    }
}

impl Storage {
    /// Waits for this process's turn at a printer: one job at a time, over all processes of this data
    /// dir. `None` if it did not come in time.
    ///
    /// # Errors
    /// If the lock's file cannot be made.
    pub async fn printer_turn(&self, printer: &str) -> io::Result<Option<PrinterTurn>> {
        let folder = self.data_dir().join("printers");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{printer}.lock"));
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let tries = TURN_MAX.as_millis() / TURN_LOOK.as_millis();
        for _ in 0..tries {
            match file.try_lock() {
                Ok(()) => return Ok(Some(PrinterTurn(file))),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(TURN_LOOK).await,
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }
}

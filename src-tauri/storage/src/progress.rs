//! How far a restore has come, told while it is at work, and whether it may still be called off.

use crate::backup::BackupError;
use std::{
    io::{self, Read},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
};

/// What a restore is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The file is read and opened.
    Reading,
    /// What was in it is held against its journal.
    Proving,
    /// A till is made of it.
    Making,
    /// The till that is open takes it in.
    TakingIn,
    /// What was taken in is held against its journal.
    Comparing,
    /// It is a till, and is judged as one.
    Last,
}

/// What is counted meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Of the backup's file.
    Bytes,
    /// Of the journal.
    Records,
    /// Compared with the journal.
    Tables,
    /// Taken in.
    Rows,
}

/// What is counted, how much of it is done, and of how much. None where nobody can say: SQLite checks its
/// file without a word.
type Counting = Option<(Unit, u64, u64)>;

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// At what.
    pub phase: Phase,
    /// How much of it.
    pub counted: Counting,
    /// Whether it may still be called off.
    pub may_stop: bool,
}

/// A restore's progress, shared by whoever works and whoever looks.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    at: Mutex<Option<(Phase, Counting)>>,
    gate: AtomicU8,
}

/// It may be called off.
const OPEN: u8 = 0;
/// It was.
const STOPPED: u8 = 1;
/// Something is about to be replaced, or was.
const CLOSED: u8 = 2;
/// So many instructions of SQLite pass before it looks whether it was called off.
const LOOK_EVERY: i32 = 10_000;

impl Progress {
    /// How far it has come; none before it began.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        let (phase, counted) = (*self.at())?;
        Some(Told { phase, counted, may_stop: self.0.gate.load(Ordering::Acquire) == OPEN })
    }

    /// Calls it off, and says whether that was still possible. It ends soon then, with nothing changed.
    pub fn stop(&self) -> bool {
        self.turn(STOPPED)
    }

    /// Whether it was called off.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.gate.load(Ordering::Acquire) == STOPPED
    }

    /// From here on it is carried to its end.
    pub(crate) fn close(&self) -> Result<(), BackupError> {
        if self.turn(CLOSED) { Ok(()) } else { Err(BackupError::Stopped) }
    }

    fn turn(&self, to: u8) -> bool {
        let turned = self.0.gate.compare_exchange(OPEN, to, Ordering::AcqRel, Ordering::Acquire);
        turned.is_ok() || turned == Err(to)
    }

    /// It is at this now.
    pub(crate) fn begin(&self, phase: Phase) {
        *self.at() = Some((phase, None));
    }

    /// So much of something is to be done.
    pub(crate) fn count(&self, unit: Unit, of: u64) {
        self.change(|_| Some((unit, 0, of)));
    }

    /// Nobody knows how much is to be done.
    pub(crate) fn uncounted(&self) {
        self.change(|_| None);
    }

    /// So much of it is done.
    pub(crate) fn reach(&self, done: u64) {
        self.change(|counted| counted.map(|(unit, _, of)| (unit, done.min(of), of)));
    }

    fn at(&self) -> MutexGuard<'_, Option<(Phase, Counting)>> {
        self.0.at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, to: impl FnOnce(Counting) -> Counting) {
        if let Some((_, counted)) = self.at().as_mut() {
            *counted = to(*counted);
        }
    }

    /// What it came to: whatever went wrong because it was called off was no fault.
    pub(crate) fn ended<T>(&self, with: Result<T, BackupError>) -> Result<T, BackupError> {
        with.map_err(|error| if self.is_stopped() { BackupError::Stopped } else { error })
    }

    /// Lets SQLite leave off once this is called off, however long its statement is.
    pub(crate) async fn watch(
        &self,
        connection: &mut sqlx::SqliteConnection,
    ) -> Result<(), sqlx::Error> {
        let progress = self.clone();
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(LOOK_EVERY, move || !progress.is_stopped());
        Ok(())
    }

    /// Counts what is read of a file so long, of which some was read already.
    pub(crate) fn reading<R: Read>(&self, from: R, read: u64, of: u64) -> Counted<'_, R> {
        self.begin(Phase::Reading);
        self.count(Unit::Bytes, of);
        Counted { from, read, progress: self }
    }
}

/// What is read, counted.
pub(crate) struct Counted<'a, R> {
    from: R,
    read: u64,
    progress: &'a Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_stopped() {
            return Err(io::Error::other("called off"));
        }
        let count = self.from.read(bytes)?;
        self.read = self.read.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        self.progress.reach(self.read);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_counted_until_it_is_called_off() {
        let progress = Progress::default();
        assert_eq!(progress.told(), None);
        let mut from = progress.reading([7; 100].as_slice(), 10, 110);
        let mut some = [0; 40];
        from.read_exact(&mut some).unwrap();
        let told = progress.told().unwrap();
        assert_eq!((told.phase, told.counted), (Phase::Reading, Some((Unit::Bytes, 50, 110))));
        assert!(told.may_stop && progress.stop() && progress.stop());
        assert!(from.read_exact(&mut some).is_err());
        assert!(matches!(progress.close(), Err(BackupError::Stopped)));
    }

    #[test]
    fn nothing_is_called_off_once_something_is_about_to_be_replaced() {
        let progress = Progress::default();
        progress.begin(Phase::TakingIn);
        progress.close().unwrap();
        assert!(!progress.stop() && !progress.is_stopped());
        assert!(!progress.told().unwrap().may_stop);
    }
}

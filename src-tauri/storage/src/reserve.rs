//! A reserve of disk space (INV-17): a file of nothing, so large that what a supplier answers can be
//! written when the disk is full. It is there before a purchase leaves, and given up when an outcome
//! would otherwise not be written.
//!
//! Two processes on one data dir share it: making waits for whoever makes it, and giving up takes the
//! name away, so that a maker who is overtaken has made a file that nobody counts on.

use crate::open::Storage;
use engine::ports::journal::JournalError;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Many outcomes of the largest reply (8 MiB) are smaller together.
const SIZE: u64 = 16 * 1024 * 1024;
const CHUNK: usize = 1024 * 1024;
/// A reserve that is given up this often while it is made is needed elsewhere.
const MAKE_TRIES: u32 = 3;

impl Storage {
    /// Whether the disk reserve is there.
    #[must_use]
    pub fn has_reserve(&self) -> bool {
        is_there(&self.data_dir)
    }

    /// Sees to it that there is room for an outcome before anything is sent.
    pub(crate) async fn reserve_room(&self) -> Result<(), JournalError> {
        if is_there(&self.data_dir) {
            return Ok(());
        }
        let data_dir = self.data_dir.clone();
        let made = tokio::task::spawn_blocking(move || make(&data_dir)).await;
        let made = made.map_err(|error| JournalError::Database(Box::new(error)))?;
        made.map_err(|error| {
            tracing::warn!(%error, "there is no disk reserve");
            JournalError::DiskFull
        })
    }

    /// Makes the reserve while nobody waits for it; whoever sells without one hears of it then.
    pub(crate) async fn try_reserve(&self) {
        if self.reserve_room().await.is_err() {
            tracing::warn!("no room for the disk reserve; nothing is sold before there is");
        }
    }

    /// Gives the reserve up for an outcome; false if there was none.
    pub(crate) fn release_reserve(&self) -> bool {
        match fs::remove_file(path(&self.data_dir)) {
            Ok(()) => {
                tracing::warn!("the disk is full; the reserve is given up for an outcome");
                true
            }
            Err(error) => {
                tracing::error!(%error, "the disk is full, and there is no reserve");
                false
            }
        }
    }
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("reserve")
}

fn is_there(data_dir: &Path) -> bool {
    fs::metadata(path(data_dir)).is_ok_and(|found| found.len() == SIZE && is_allocated(&found))
}

#[cfg(unix)]
fn is_allocated(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    /// What `st_blocks` counts in.
    const BLOCK: u64 = 512;
    found.blocks().saturating_mul(BLOCK) >= SIZE
}

/// Written to its end, the file has its room; Windows says no more.
#[cfg(not(unix))]
fn is_allocated(_found: &fs::Metadata) -> bool {
    true
}

/// Writes the file anew, with bytes that no file system can compress away.
fn make(data_dir: &Path) -> io::Result<()> {
    let path = path(data_dir);
    for _ in 0..MAKE_TRIES {
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
        file.lock()?;
        if is_there(data_dir) {
            return Ok(());
        }
        let written = file.set_len(0).and_then(|()| fill(&mut file));
        if let Err(error) = written {
            // Half a reserve is none, and it would take the last room from whoever needs it.
            fs::remove_file(&path).ok();
            return Err(error);
        }
        // Given up meanwhile by another process, the file has no name any more.
        if is_there(data_dir) {
            return Ok(());
        }
    }
    Err(io::ErrorKind::StorageFull.into())
}

fn fill(file: &mut File) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    getrandom::fill(&mut chunk).map_err(io::Error::other)?;
    let mut written = 0;
    while written < SIZE {
        // Each chunk is another, and cheaper than fresh randomness for all of them.
        for byte in chunk.iter_mut().step_by(64) {
            *byte = byte.wrapping_add(1);
        }
        file.write_all(&chunk)?;
        written = written.saturating_add(u64::try_from(chunk.len()).unwrap_or(SIZE));
    }
    // While a file system still decides where its blocks go, it counts them now and then too few:
    // whoever looked then would take a whole reserve for none, and empty it to make it anew.
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_is_really_there_and_only_then() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_there(dir.path()));
        File::create(path(dir.path())).unwrap().set_len(SIZE).unwrap();
        #[cfg(unix)]
        assert!(!is_there(dir.path()), "a hole in a file is no room");
        fs::remove_file(path(dir.path())).unwrap();
        make(dir.path()).unwrap();
        assert!(is_there(dir.path()));
        make(dir.path()).unwrap();
        assert!(is_there(dir.path()), "making it twice is making it once");
    }

    #[test]
    fn whoever_makes_it_at_the_same_time_waits_and_finds_it() {
        let dir = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    make(dir.path()).unwrap();
                    assert!(is_there(dir.path()));
                });
            }
        });
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}

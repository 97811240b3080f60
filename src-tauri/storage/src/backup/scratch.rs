//! Where a backup works: files of its own inside the data dir, gone when it ends, and swept away when
//! its process died. What is sealed in the database is sealed in them too.

use crate::whole_file::{chance, private};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// A place for working files that vanish.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
    name: String,
    // Held for its lock; let go of last.
    _lock: File,
}

/// The name of a lock ends with it.
const LOCK: &str = ".lock";

impl Scratch {
    pub(crate) fn begin(data_dir: &Path) -> io::Result<Self> {
        sweep(data_dir);
        let folder = folder(data_dir);
        make_private(&folder)?;
        let name = chance()?;
        // Locked before it has its name, as an owner is.
        let nameless = folder.join(format!(".{name}"));
        let lock = private().create_new(true).open(&nameless)?;
        lock.try_lock().map_err(io::Error::from)?;
        fs::rename(&nameless, folder.join(format!("{name}{LOCK}")))?;
        Ok(Self { folder, name, _lock: lock })
    }

    /// The working file.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join(format!("{}.db", self.name))
    }

    /// Removes the working file, and what SQLite put beside it.
    pub(crate) fn clear(&self) {
        for tail in ["", "-journal", "-wal", "-shm"] {
            fs::remove_file(self.folder.join(format!("{}.db{tail}", self.name))).ok();
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.clear();
        fs::remove_file(self.folder.join(format!("{}{LOCK}", self.name))).ok();
    }
}

/// Removes the working files of dead processes.
pub(crate) fn sweep(data_dir: &Path) {
    let Ok(entries) = fs::read_dir(folder(data_dir)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Not named yet: its process is alive, or leaves an empty file.
        let Some((work, _)) = name.split_once('.').filter(|(work, _)| !work.is_empty()) else {
            continue;
        };
        let lock = folder(data_dir).join(format!("{work}{LOCK}"));
        let is_alive = File::open(lock).is_ok_and(|lock| lock.try_lock().is_err());
        if !is_alive {
            fs::remove_file(entry.path()).ok();
        }
    }
}

fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("scratch")
}

/// Makes a folder for its owner alone.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_vanishes_with_its_process_and_a_dead_ones_files_are_swept_away() {
        let dir = tempfile::tempdir().unwrap();
        let living = Scratch::begin(dir.path()).unwrap();
        fs::write(living.file(), "work").unwrap();
        let dead = folder(dir.path()).join("dead.db");
        fs::write(&dead, "work").unwrap();
        fs::write(folder(dir.path()).join("dead.lock"), "").unwrap();
        sweep(dir.path());
        assert!(living.file().exists() && !dead.exists());
        drop(living);
        assert_eq!(fs::read_dir(folder(dir.path())).unwrap().count(), 0);
    }
}

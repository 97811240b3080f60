//! Which processes are alive on a data dir, told by the kernel: each holds a lock on a file of its
//! own, and the kernel lets go of it when the process dies, however it dies. No clock is asked
//! (INV-15).

use domain::ids::OwnerId;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// This process's proof of life.
#[derive(Debug)]
pub struct Owner {
    id: OwnerId,
    path: PathBuf,
    // Held for its lock; dropped last.
    _lock: File,
}

impl Owner {
    /// Begins a life under `id`, which no other process ever used.
    ///
    /// # Errors
    /// If the file cannot be made or locked.
    pub fn begin(data_dir: &Path, id: OwnerId) -> io::Result<Self> {
        let folder = folder(data_dir);
        fs::create_dir_all(&folder)?;
        // Locked before it has its name: whoever saw it unlocked would take us for dead, and sweep it away.
        let nameless = folder.join(format!("{UNBORN}{id}"));
        let lock = OpenOptions::new().create_new(true).write(true).open(&nameless)?;
        lock.try_lock().map_err(io::Error::from)?;
        let path = folder.join(id.as_str());
        fs::rename(&nameless, &path)?;
        Ok(Self { id, path, _lock: lock })
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &OwnerId {
        &self.id
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        // A file that stays behind is unlocked, so it only says "dead", which is true.
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!(%error, "the owner file stays behind");
        }
    }
}

/// Whether the process of this id is provably dead: its file is gone, or its lock is free.
pub(crate) fn is_dead(data_dir: &Path, id: &OwnerId) -> bool {
    match File::open(folder(data_dir).join(id.as_str())) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
        },
    }
}

/// Removes the files of dead processes that own nothing any more.
pub(crate) fn sweep(data_dir: &Path, owning: &[OwnerId]) {
    let Ok(files) = fs::read_dir(folder(data_dir)) else { return };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let is_unborn = name.starts_with(UNBORN);
        let id = OwnerId::new(name);
        if !is_unborn
            && !owning.contains(&id)
            && is_dead(data_dir, &id)
            && let Err(error) = fs::remove_file(file.path())
        {
            tracing::debug!(%error, "an old owner file stays behind");
        }
    }
}

/// How the name of a file begins whose process has not locked it yet.
const UNBORN: &str = ".";

fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("owners")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_living_owner_is_not_dead_and_a_gone_one_is() {
        let dir = tempfile::tempdir().unwrap();
        let id = OwnerId::new("a");
        let owner = Owner::begin(dir.path(), id.clone()).unwrap();
        assert!(!is_dead(dir.path(), &id));
        drop(owner);
        assert!(is_dead(dir.path(), &id));
        assert!(is_dead(dir.path(), &OwnerId::new("never lived")));
    }

    #[test]
    fn a_process_that_begins_is_never_swept_away_as_dead() {
        let dir = tempfile::tempdir().unwrap();
        let over = std::sync::atomic::AtomicBool::new(false);
        let relaxed = std::sync::atomic::Ordering::Relaxed;
        let lives = std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while !over.load(relaxed) {
                        sweep(dir.path(), &[]);
                    }
                });
            }
            // One at a time, so that the sweepers come by often; none may be taken for dead.
            let lives = (0..3_000).filter(|n: &u32| {
                let owner = Owner::begin(dir.path(), OwnerId::new(n.to_string()));
                owner.is_ok_and(|owner| !is_dead(dir.path(), owner.id()))
            });
            let lives = lives.count();
            over.store(true, relaxed);
            lives
        });
        assert_eq!(lives, 3_000);
    }

    #[test]
    fn a_file_left_by_a_killed_process_says_dead() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder(dir.path())).unwrap();
        File::create(folder(dir.path()).join("killed")).unwrap();
        let id = OwnerId::new("killed");
        assert!(is_dead(dir.path(), &id));
        sweep(dir.path(), std::slice::from_ref(&id));
        assert!(folder(dir.path()).join("killed").exists(), "it still owns something");
        sweep(dir.path(), &[]);
        assert!(!folder(dir.path()).join("killed").exists());
    }
}

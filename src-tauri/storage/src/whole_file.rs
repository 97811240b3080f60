//! Files that are whole or not there: written beside their place, synced, and given their name last.
//! What stood there before stands there until then.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A file being written for its owner alone. Let go of without [`keep`](Self::keep), it is gone.
#[derive(Debug)]
pub struct WholeFile {
    file: File,
    beside: PathBuf,
    place: PathBuf,
    kept: bool,
}

/// How the name of an unfinished file begins; its place's name and a number of chance follow.
const UNFINISHED: &str = ".raseed-part-";

impl WholeFile {
    /// Begins a file that will be at `place`, and removes what dead processes left there unfinished.
    ///
    /// # Errors
    /// If the folder is not there or cannot be written, or something that is no file is in the place.
    pub fn begin(place: &Path) -> io::Result<Self> {
        if fs::metadata(place).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "not a file"));
        }
        let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let folder = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            Some(_) | None => PathBuf::from("."),
        };
        let stem = format!("{UNFINISHED}{}-", name.to_string_lossy());
        sweep(&folder, &stem);
        let beside = folder.join(format!("{stem}{}", chance()?));
        let file = private().create_new(true).read(true).open(&beside)?;
        let begun = Self { file, beside, place: place.to_owned(), kept: false };
        // Where a file system has no locks, an unfinished file of a living process is not told from one
        // of a dead one; nobody else writes to the same place at the same time.
        begun.file.try_lock().ok();
        Ok(begun)
    }

    /// The file, to be written.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Where it lies until it has its name.
    #[must_use]
    pub fn beside(&self) -> &Path {
        &self.beside
    }

    /// Makes it durable and gives it its name.
    ///
    /// # Errors
    /// If it cannot be; nothing has changed then.
    pub fn keep(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.beside, &self.place)?;
        self.kept = true;
        sync_folder(&self.place)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = fs::remove_file(&self.beside)
        {
            tracing::debug!(%error, "an unfinished file stays behind");
        }
    }
}

/// Removes unfinished files whose writers are dead: the kernel has let go of their locks.
fn sweep(folder: &Path, stem: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(stem) {
            continue;
        }
        if let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// A name that no other process picks.
pub(crate) fn chance() -> io::Result<String> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(crate::chain::record::hex(&bytes))
}

/// Opens files for writing that only their owner can read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

/// A new file's name is on disk only when its folder is.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        Some(_) | None => File::open(".")?.sync_all(),
    }
}

/// Windows keeps names with their files.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn what_is_not_kept_leaves_nothing_and_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out.csv");
        fs::write(&place, "before").unwrap();
        let mut begun = WholeFile::begin(&place).unwrap();
        begun.file().write_all(b"half").unwrap();
        drop(begun);
        assert_eq!(fs::read_to_string(&place).unwrap(), "before");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        let mut begun = WholeFile::begin(&place).unwrap();
        begun.file().write_all(b"whole").unwrap();
        begun.keep().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "whole");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_dead_writers_file_is_swept_away_and_a_living_ones_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out.csv");
        fs::write(dir.path().join(format!("{UNFINISHED}out.csv-00")), "of a dead process").unwrap();
        let other = dir.path().join(format!("{UNFINISHED}other.csv-00"));
        fs::write(&other, "of another place").unwrap();
        let living = WholeFile::begin(&place).unwrap();
        let second = WholeFile::begin(&place).unwrap();
        assert!(living.beside().exists() && second.beside().exists() && other.exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone_and_a_folder_is_no_place_for_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        assert!(WholeFile::begin(dir.path()).is_err());
        let nowhere = WholeFile::begin(&dir.path().join("no/out.csv")).unwrap_err();
        assert_eq!(nowhere.kind(), io::ErrorKind::NotFound);
        let place = dir.path().join("out.csv");
        WholeFile::begin(&place).unwrap().keep().unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

//! The working folder in which a till is put together from a backup.

use super::{BackupError, scratch::make_private};
use crate::{
    chain::anchor::{FILE as ANCHOR, Head},
    vault::{Vault, key_file},
    whole_file::{private, sync_folder},
};
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Where a till is put together before it is one: a folder in its data dir, whose name alone says that
/// this is no till yet.
pub(super) struct Staging {
    data_dir: PathBuf,
    pub(super) folder: PathBuf,
    /// Whether the data dir is there for this restore alone.
    made_data_dir: bool,
    /// Whether the data dir is an open till's: only the working folder is this restore's to clear.
    in_open_till: bool,
    lock: Option<File>,
    kept: bool,
}

const STAGING: &str = "restoring";
const DATABASE: &str = "till.db";

impl Staging {
    /// Begins in a data dir that is empty, but for a key to open the backup with and for what a restore
    /// that died left behind.
    pub(super) fn begin(data_dir: &Path) -> Result<Self, BackupError> {
        let made_data_dir = !data_dir.exists();
        if !made_data_dir {
            // A restore that died between its last two renames left its anchor, which without a database
            // anchors nothing.
            let has_died = data_dir.join(STAGING).is_dir() && !data_dir.join(DATABASE).exists();
            for entry in fs::read_dir(data_dir)? {
                let name = entry?.file_name();
                let is_key = Some(name.as_os_str()) == key_file(data_dir).file_name();
                if name != STAGING && !is_key && !(has_died && name == ANCHOR) {
                    return Err(BackupError::NotEmpty);
                }
            }
        }
        Self::locked(data_dir, made_data_dir, false)
    }

    /// Begins in the data dir of an open till. That nobody has set it up its database says, whatever lies
    /// in its folder.
    pub(super) fn within(data_dir: &Path) -> Result<Self, BackupError> {
        Self::locked(data_dir, false, true)
    }

    fn locked(
        data_dir: &Path,
        made_data_dir: bool,
        in_open_till: bool,
    ) -> Result<Self, BackupError> {
        let folder = data_dir.join(STAGING);
        make_private(&folder)?;
        let lock = private().create(true).truncate(false).open(folder.join("lock"))?;
        // Another restore is at work: soon the folder is not empty.
        lock.try_lock().map_err(|_| BackupError::NotEmpty)?;
        let staging = Self {
            data_dir: data_dir.to_owned(),
            folder,
            made_data_dir,
            in_open_till,
            lock: Some(lock),
            kept: false,
        };
        staging.clear();
        Ok(staging)
    }

    pub(super) fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// A key that lies in the data dir is this backup's, or is left alone.
    pub(super) fn key_fits(&self, vault: &Vault) -> Result<(), BackupError> {
        match fs::read(key_file(&self.data_dir)).map(Zeroizing::new) {
            Ok(key) if key.as_slice() != vault.raw() => Err(BackupError::NotEmpty),
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts the key beside an open till's database, which is about to need it; where it is now, if it was
    /// put there. One that lies there already is the same ([`key_fits`](Self::key_fits)).
    pub(super) fn place_key(&self) -> io::Result<Option<PathBuf>> {
        let (from, to) = (key_file(&self.folder), key_file(&self.data_dir));
        if !from.exists() || to.exists() {
            return Ok(None);
        }
        fs::rename(from, &to)?;
        sync_folder(&to)?;
        Ok(Some(to))
    }

    /// Makes a till of it. The database comes last: without it there is none.
    pub(super) fn keep(mut self, end: &Head, vault: &Vault) -> Result<(), BackupError> {
        let anchor = self.folder.join(ANCHOR);
        let mut file = private().create_new(true).open(&anchor)?;
        file.write_all(end.to_line(vault).as_bytes())?;
        file.sync_all()?;
        File::open(self.database())?.sync_all()?;
        let place = |name: &Path| -> io::Result<()> {
            let to = self.data_dir.join(name.file_name().unwrap_or_default());
            fs::rename(name, &to)?;
            sync_folder(&to)
        };
        let key = key_file(&self.folder);
        if key.exists() && !key_file(&self.data_dir).exists() {
            place(&key)?;
        }
        if self.data_dir.join(DATABASE).exists() {
            return Err(BackupError::NotEmpty);
        }
        place(&anchor)?;
        place(&self.database())?;
        self.kept = true;
        Ok(())
    }

    /// Removes what a restore that died left here; the lock stays.
    fn clear(&self) {
        for name in
            [DATABASE, "till.db-journal", "till.db-wal", "till.db-shm", ANCHOR, "master.key"]
        {
            fs::remove_file(self.folder.join(name)).ok();
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        self.clear();
        self.lock = None;
        fs::remove_file(self.folder.join("lock")).ok();
        fs::remove_dir(&self.folder).ok();
        if !self.kept && !self.in_open_till {
            // Another restore may have made its till here meanwhile: that anchor is not ours.
            if !self.data_dir.join(DATABASE).exists() {
                fs::remove_file(self.data_dir.join(ANCHOR)).ok();
            }
            if self.made_data_dir {
                fs::remove_dir(&self.data_dir).ok();
            }
        }
    }
}

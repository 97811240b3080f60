//! Secrets at rest: one 32-byte master key per data dir, in the OS keyring, or where there is none
//! in a file only its owner can read; every secret sealed with it and bound to its row (INV-13).

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Where the master key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStore {
    /// In the OS keyring.
    Keyring,
    /// In a file of the data dir, readable by its owner alone.
    File,
}

impl KeyStore {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            KeyStore::Keyring => "keyring",
            KeyStore::File => "file",
        }
    }

    pub(crate) fn from_word(text: &str) -> Option<Self> {
        match text {
            "keyring" => Some(KeyStore::Keyring),
            "file" => Some(KeyStore::File),
            _ => None,
        }
    }
}

/// The vault could not be opened, or something in it.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The master key was made once and cannot be reached now. A new one is never made: what is
    /// sealed would be lost.
    #[error("the key that unlocks this till's secrets cannot be reached")]
    KeyUnreachable,
    /// The key file could not be written.
    #[error("the key file could not be written")]
    KeyFile(#[source] io::Error),
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// Wrong key, or the sealed bytes were moved or changed.
    #[error("something sealed cannot be opened")]
    Unreadable,
}

/// The master key in use.
pub struct Vault {
    key: Zeroizing<[u8; KEY_LENGTH]>,
    store: KeyStore,
}

pub(crate) const KEY_LENGTH: usize = 32;
const NONCE_LENGTH: usize = 24;
/// The first byte of everything sealed: which key and form, for later rotation.
const FORM: u8 = 1;
/// The name all of this program's keyring entries go by.
pub(crate) const SERVICE: &str = "raseed";

impl Vault {
    /// Makes the data dir's one master key and puts it where it can be kept.
    ///
    /// A key file that lies there without a till is used again: its till was lost, or a restore ended
    /// before it was whole. Backups may be sealed with it, and it is in nobody's way.
    pub(crate) fn create(data_dir: &Path, key_id: &str) -> Result<Self, VaultError> {
        let mut key = Zeroizing::new([0_u8; KEY_LENGTH]);
        getrandom::fill(key.as_mut_slice()).map_err(|_| VaultError::NoRandomness)?;
        if keep_in_keyring(key_id, &key).is_ok() {
            return Ok(Self { key, store: KeyStore::Keyring });
        }
        match fs::read(key_file(data_dir)).map(Zeroizing::new) {
            Ok(left) if left.len() == KEY_LENGTH => key.copy_from_slice(&left),
            // Something else of that name is somebody's, and is left alone: writing says so.
            Ok(_) | Err(_) => {
                keep_in_file(&key_file(data_dir), &key).map_err(VaultError::KeyFile)?;
            }
        }
        Ok(Self { key, store: KeyStore::File })
    }

    /// Reaches the master key made before.
    pub(crate) fn reach(
        data_dir: &Path,
        key_id: &str,
        store: KeyStore,
    ) -> Result<Self, VaultError> {
        let bytes = match store {
            KeyStore::Keyring => Self::in_keyring(key_id),
            KeyStore::File => fs::read(key_file(data_dir)).ok(),
        };
        let bytes = Zeroizing::new(bytes.ok_or(VaultError::KeyUnreachable)?);
        let key: [u8; KEY_LENGTH] =
            bytes.as_slice().try_into().map_err(|_| VaultError::KeyUnreachable)?;
        Ok(Self { key: Zeroizing::new(key), store })
    }

    /// The key that a backup brought; it is nowhere on this machine yet.
    pub(crate) fn of_backup(key: Zeroizing<[u8; KEY_LENGTH]>) -> Self {
        Self { key, store: KeyStore::File }
    }

    /// Puts this key where it can be kept: in the keyring under a name of its own, else in a file of
    /// this folder, never over another.
    pub(crate) fn settle_in(&self, folder: &Path, key_id: &str) -> Result<Self, VaultError> {
        let store = if keep_in_keyring(key_id, &self.key).is_ok() {
            KeyStore::Keyring
        } else {
            keep_in_file(&key_file(folder), &self.key).map_err(VaultError::KeyFile)?;
            KeyStore::File
        };
        Ok(Self { key: self.key.clone(), store })
    }

    /// The key that the keyring holds under this name.
    pub(crate) fn in_keyring(key_id: &str) -> Option<Vec<u8>> {
        keyring::Entry::new(SERVICE, key_id).and_then(|entry| entry.get_secret()).ok()
    }

    /// Takes a key that came to nothing out of the keyring again; one in a file goes with its folder.
    pub(crate) fn forget(&self, key_id: &str) {
        if self.store == KeyStore::Keyring
            && let Err(error) =
                keyring::Entry::new(SERVICE, key_id).and_then(|entry| entry.delete_credential())
        {
            tracing::warn!(%error, "a key that is of no use stays in the keyring");
        }
    }

    /// The key itself: for sealing it into a backup, and for nothing else.
    pub(crate) fn raw(&self) -> &[u8] {
        self.key.as_slice()
    }

    /// Where the key is.
    #[must_use]
    pub fn store(&self) -> KeyStore {
        self.store
    }

    /// Seals a text for one place; opened anywhere else it is unreadable.
    pub(crate) fn seal(&self, place: &str, text: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        getrandom::fill(&mut nonce).map_err(|_| VaultError::NoRandomness)?;
        let payload = Payload { msg: text, aad: place.as_bytes() };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| VaultError::Unreadable)?;
        let mut bytes = vec![FORM];
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&sealed);
        Ok(bytes)
    }

    /// Opens what was sealed for this place.
    pub(crate) fn open(&self, place: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (form, rest) = bytes.split_first().ok_or(VaultError::Unreadable)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE_LENGTH).ok_or(VaultError::Unreadable)?;
        let nonce: [u8; NONCE_LENGTH] = nonce.try_into().map_err(|_| VaultError::Unreadable)?;
        if *form != FORM {
            return Err(VaultError::Unreadable);
        }
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        let opened = self.cipher().decrypt(&XNonce::from(nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| VaultError::Unreadable)
    }

    pub(crate) fn open_text(&self, place: &str, bytes: &[u8]) -> Result<String, VaultError> {
        let opened = self.open(place, bytes)?;
        String::from_utf8(opened.to_vec()).map_err(|_| VaultError::Unreadable)
    }

    /// A keyed digest: equal texts meet, and nobody without the key can try texts out.
    pub(crate) fn digest(&self, purpose: &str, text: &[u8]) -> Vec<u8> {
        keyed(self.key.as_slice(), purpose, text)
    }

    /// Vouches for something the journal says, with a key of its own derived from the master key.
    pub(crate) fn vouch(&self, purpose: &str, text: &[u8]) -> Vec<u8> {
        let key = Zeroizing::new(self.digest("journal key", b""));
        keyed(&key, purpose, text)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.key).into())
    }
}

/// HMAC-SHA-256 of a purpose, a zero byte and a text.
fn keyed(key: &[u8], purpose: &str, text: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length, so this cannot fail.
    let Ok(mut mac) = <Hmac<Sha256> as hmac::digest::KeyInit>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("store", &self.store).finish_non_exhaustive()
    }
}

fn keep_in_keyring(key_id: &str, key: &[u8; KEY_LENGTH]) -> keyring::Result<()> {
    let entry = keyring::Entry::new(SERVICE, key_id)?;
    entry.set_secret(key)?;
    // A store that takes a secret and does not give it back would cost the shop everything sealed.
    match entry.get_secret()? == key {
        true => Ok(()),
        false => Err(keyring::Error::NoEntry),
    }
}

/// Writes the key to a file made for its owner alone, synced, and never over an existing one.
fn keep_in_file(path: &Path, key: &[u8; KEY_LENGTH]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(key)?;
    file.sync_all()?;
    crate::whole_file::sync_folder(path)
}

pub(crate) fn key_file(data_dir: &Path) -> PathBuf {
    data_dir.join("master.key")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault { key: Zeroizing::new([7; KEY_LENGTH]), store: KeyStore::File }
    }

    #[test]
    fn what_is_sealed_for_one_row_opens_in_no_other() {
        let sealed = vault().seal("secret:a:0", b"7KQX9M2R").unwrap();
        assert_eq!(vault().open_text("secret:a:0", &sealed).unwrap(), "7KQX9M2R");
        assert!(vault().open("secret:b:0", &sealed).is_err());
        assert!(!sealed.windows(4).any(|bytes| bytes == b"7KQX"));
    }

    #[test]
    fn a_changed_byte_is_found() {
        let sealed = vault().seal("p", b"text").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault().open("p", &changed).is_err(), "byte {at}");
        }
        assert!(vault().open("p", &[]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn the_key_file_is_its_owners_alone_and_never_replaced() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = key_file(dir.path());
        keep_in_file(&path, &[1; KEY_LENGTH]).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(keep_in_file(&path, &[2; KEY_LENGTH]).is_err());
    }

    #[test]
    fn a_key_file_that_was_left_behind_is_the_next_tills() {
        let dir = tempfile::tempdir().unwrap();
        let path = key_file(dir.path());
        keep_in_file(&path, &[3; KEY_LENGTH]).unwrap();
        let vault = Vault::create(dir.path(), "raseed-test-left-behind").unwrap();
        // Where a keyring is at hand it holds the key, and the file stays as it was.
        if vault.store() == KeyStore::File {
            assert_eq!(vault.raw(), [3; KEY_LENGTH]);
        }
        vault.forget("raseed-test-left-behind");
        assert_eq!(fs::read(&path).unwrap(), [3; KEY_LENGTH]);
    }

    #[test]
    fn what_is_no_key_is_not_written_over() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(key_file(dir.path()), "something else").unwrap();
        let made = Vault::create(dir.path(), "raseed-test-something-else");
        assert!(made.is_err() || made.unwrap().store() == KeyStore::Keyring);
        assert_eq!(fs::read(key_file(dir.path())).unwrap(), b"something else");
    }
}

//! The backup's file: a head in clear, then what it holds, sealed in chunks.
//!
//! Each chunk is sealed with XChaCha20-Poly1305 under a nonce that says which chunk it is and whether
//! it is the last, and together with the digest of the head. So nothing can be changed, taken out,
//! put in, swapped or cut off. docs/journal.md has the form, byte by byte.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::secret::Secret;
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// What every backup begins with.
const MAGIC: &[u8; 8] = b"RASEEDBK";
/// The one form so far.
const FORMAT: u16 = 1;
const SALT: usize = 32;
const NONCE_PREFIX: usize = 19;
/// Of what is sealed at once.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const CHECK: usize = 16;
/// What a passphrase costs to try: 64 MiB and three passes.
const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
/// More than any head asks for; a head that does is not one of ours.
const COST_MAX: Cost = Cost { memory_kib: 1024 * 1024, passes: 32, lanes: 16 };
const HINT_MAX: usize = 4096;

/// A backup cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It does not begin like one.
    #[error("this is no backup of Raseed")]
    NotABackup,
    /// Written in a form this program does not know.
    #[error("the backup has the form {0}, and this program knows 1")]
    OtherFormat(u16),
    /// Changed, cut off, or added to.
    #[error("the backup is damaged")]
    Damaged,
    /// It is sealed with a passphrase, and none was given.
    #[error("the backup needs its passphrase")]
    PassphraseNeeded,
    /// Another passphrase.
    #[error("this is not the backup's passphrase")]
    PassphraseWrong,
    /// Bound to the key of the machine that made it, which is not here.
    #[error("the key of the machine that made this backup is not here")]
    KeyNotHere,
    /// The operating system gave no random bytes, or the passphrase could not be worked on.
    #[error("the key could not be made: {0}")]
    NoKey(String),
}

/// What the content is sealed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// A passphrase: it opens anywhere.
    Passphrase,
    /// The master key of the till that made it.
    Machine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The head of a backup.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) lock: Lock,
    cost: Cost,
    salt: [u8; SALT],
    nonce: [u8; NONCE_PREFIX],
    /// Where the machine's key may be found.
    pub(crate) hint: String,
    check: [u8; CHECK],
}

/// What seals the content, and what is sealed with each chunk.
pub(crate) struct Key {
    cipher: XChaCha20Poly1305,
    nonce: [u8; NONCE_PREFIX],
    bound: [u8; 32],
}

impl Head {
    /// A head for a new backup, and the key that belongs to it.
    pub(crate) fn begin(
        lock: Lock,
        hint: String,
        secret: &[u8],
    ) -> Result<(Vec<u8>, Key), SealError> {
        let mut head = Self {
            lock,
            cost: COST,
            salt: [0; SALT],
            nonce: [0; NONCE_PREFIX],
            hint,
            check: [0; CHECK],
        };
        let no_randomness = |_| SealError::NoKey("no random bytes".to_owned());
        getrandom::fill(&mut head.salt).map_err(no_randomness)?;
        getrandom::fill(&mut head.nonce).map_err(no_randomness)?;
        let root = head.root(secret)?;
        head.check = check_of(&root);
        let bytes = head.to_bytes();
        let key = head.key(&root, &bytes);
        Ok((bytes, key))
    }

    /// Reads a head; the key is made by [`unlock`](Self::unlock).
    pub(crate) fn read(from: &mut impl Read) -> Result<(Self, Vec<u8>), SealError> {
        let mut magic = [0; MAGIC.len() + 2];
        fill(from, &mut magic).map_err(|_| SealError::NotABackup)?;
        let (magic, format) = magic.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(SealError::NotABackup);
        }
        let format = format.try_into().map(u16::from_be_bytes).unwrap_or_default();
        if format != FORMAT {
            return Err(SealError::OtherFormat(format));
        }
        let lock = match array::<1>(from)? {
            [1] => Lock::Passphrase,
            [2] => Lock::Machine,
            _ => return Err(SealError::Damaged),
        };
        let [memory_kib, passes, lanes] = [number(from)?, number(from)?, number(from)?];
        let (salt, nonce) = (array(from)?, array(from)?);
        let length = usize::from(u16::from_be_bytes(array(from)?));
        if length > HINT_MAX {
            return Err(SealError::Damaged);
        }
        let mut hint = vec![0; length];
        fill(from, &mut hint).map_err(|_| SealError::Damaged)?;
        let hint = String::from_utf8(hint).map_err(|_| SealError::Damaged)?;
        let cost = Cost { memory_kib, passes, lanes };
        let head = Self { lock, cost, salt, nonce, hint, check: array(from)? };
        let bytes = head.to_bytes();
        // Of no use against somebody who wants to deceive, but a damaged head is told from a wrong
        // passphrase.
        if !bytes.ends_with(&array::<32>(from)?) {
            return Err(SealError::Damaged);
        }
        let dear = cost.memory_kib > COST_MAX.memory_kib
            || cost.passes > COST_MAX.passes
            || cost.lanes > COST_MAX.lanes;
        if dear { Err(SealError::Damaged) } else { Ok((head, bytes)) }
    }

    /// The key, if this is the right secret; `None` if not.
    pub(crate) fn unlock(&self, bytes: &[u8], secret: &[u8]) -> Result<Option<Key>, SealError> {
        let root = self.root(secret)?;
        Ok((check_of(&root) == self.check).then(|| self.key(&root, bytes)))
    }

    fn to_bytes(&self) -> Vec<u8> {
        let lock = match self.lock {
            Lock::Passphrase => 1,
            Lock::Machine => 2,
        };
        let hint = u16::try_from(self.hint.len()).unwrap_or(u16::MAX);
        let mut bytes = [
            &MAGIC[..],
            &FORMAT.to_be_bytes(),
            &[lock],
            &self.cost.memory_kib.to_be_bytes(),
            &self.cost.passes.to_be_bytes(),
            &self.cost.lanes.to_be_bytes(),
            &self.salt,
            &self.nonce,
            &hint.to_be_bytes(),
            self.hint.as_bytes(),
            &self.check,
        ]
        .concat();
        let digest = digest(&bytes);
        bytes.extend_from_slice(&digest);
        bytes
    }

    /// What content key and check are derived from.
    fn root(&self, secret: &[u8]) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let mut root = Zeroizing::new([0; 32]);
        match self.lock {
            Lock::Passphrase => {
                let Cost { memory_kib, passes, lanes } = self.cost;
                let no_key = |error: argon2::Error| SealError::NoKey(error.to_string());
                let params = Params::new(memory_kib, passes, lanes, Some(32)).map_err(no_key)?;
                Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                    .hash_password_into(secret, &self.salt, root.as_mut_slice())
                    .map_err(no_key)?;
            }
            Lock::Machine => *root = keyed(secret, b"raseed backup root", &self.salt),
        }
        Ok(root)
    }

    fn key(&self, root: &[u8; 32], bytes: &[u8]) -> Key {
        let key = Zeroizing::new(keyed(root, b"raseed backup content", b""));
        let cipher = XChaCha20Poly1305::new(&(*key).into());
        Key { cipher, nonce: self.nonce, bound: digest(bytes) }
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    fn nonce(&self, chunk: u32, is_last: bool) -> XNonce {
        let mut nonce = [0; 24];
        let parts = [&self.nonce[..], &chunk.to_be_bytes(), &[u8::from(is_last)]].concat();
        nonce.copy_from_slice(&parts);
        XNonce::from(nonce)
    }
}

/// Seals what is written into it. [`finish`](Self::finish) seals the end.
#[derive(Debug)]
pub(crate) struct Sealer<W> {
    to: W,
    key: Key,
    held: Zeroizing<Vec<u8>>,
    chunk: u32,
}

impl<W: Write> Sealer<W> {
    pub(crate) fn new(to: W, key: Key) -> Self {
        Self { to, key, held: Zeroizing::new(Vec::with_capacity(CHUNK)), chunk: 0 }
    }

    /// Seals the end, without which nothing of it opens whole.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let payload = Payload { msg: &self.held, aad: &self.key.bound };
        let nonce = self.key.nonce(self.chunk, is_last);
        let sealed = self.key.cipher.encrypt(&nonce, payload);
        self.to.write_all(&sealed.map_err(|_| io::Error::other("not sealed"))?)?;
        self.held.clear();
        // 256 TiB; a nonce is never used twice.
        let next = self.chunk.checked_add(1);
        self.chunk = next.ok_or_else(|| io::Error::other("too large for one backup"))?;
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more comes: the last one, full or not, is sealed as the last.
        if self.held.len() == CHUNK && !bytes.is_empty() {
            self.seal(false)?;
        }
        let room = CHUNK.saturating_sub(self.held.len()).min(bytes.len());
        self.held.extend_from_slice(bytes.get(..room).unwrap_or_default());
        Ok(room)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens what a [`Sealer`] sealed. Only a whole end is an end.
#[derive(Debug)]
pub(crate) struct Opener<R> {
    from: R,
    key: Key,
    /// One byte more than a chunk, to know whether another follows.
    held: Vec<u8>,
    opened: Zeroizing<Vec<u8>>,
    at: usize,
    chunk: u32,
    ended: bool,
}

impl<R: Read> Opener<R> {
    pub(crate) fn new(from: R, key: Key) -> Self {
        let opened = Zeroizing::new(Vec::new());
        Self { from, key, held: Vec::new(), opened, at: 0, chunk: 0, ended: false }
    }

    fn next(&mut self) -> io::Result<()> {
        let wanted = CHUNK + TAG + 1;
        let missing = wanted.saturating_sub(self.held.len());
        let limit = u64::try_from(missing).unwrap_or(u64::MAX);
        self.from.by_ref().take(limit).read_to_end(&mut self.held)?;
        let is_last = self.held.len() < wanted;
        let rest = if is_last { Vec::new() } else { self.held.split_off(CHUNK + TAG) };
        let payload = Payload { msg: &self.held, aad: &self.key.bound };
        let opened = self.key.cipher.decrypt(&self.key.nonce(self.chunk, is_last), payload);
        self.opened = Zeroizing::new(opened.map_err(|_| damaged())?);
        (self.at, self.held, self.ended) = (0, rest, is_last);
        self.chunk = self.chunk.checked_add(1).ok_or_else(damaged)?;
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while self.at == self.opened.len() {
            if self.ended {
                return Ok(0);
            }
            self.next()?;
        }
        let ready = self.opened.get(self.at..).unwrap_or_default();
        let count = ready.len().min(bytes.len());
        for (to, from) in bytes.iter_mut().zip(ready) {
            *to = *from;
        }
        self.at = self.at.saturating_add(count);
        Ok(count)
    }
}

/// How an [`Opener`] says that something does not open.
fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, SealError::Damaged)
}

/// The bytes of a passphrase.
pub(crate) fn passphrase(secret: &Secret) -> &[u8] {
    secret.reveal().as_bytes()
}

fn check_of(root: &[u8; 32]) -> [u8; CHECK] {
    let whole = keyed(root, b"raseed backup check", b"");
    let mut check = [0; CHECK];
    for (to, from) in check.iter_mut().zip(whole) {
        *to = from;
    }
    check
}

fn keyed(key: &[u8], purpose: &[u8], text: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length, so this cannot fail.
    let Ok(mut mac) = <Hmac<Sha256> as hmac::digest::KeyInit>::new_from_slice(key) else {
        return [0; 32];
    };
    mac.update(purpose);
    mac.update(&[0]);
    mac.update(text);
    mac.finalize().into_bytes().into()
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn fill(from: &mut impl Read, bytes: &mut [u8]) -> io::Result<()> {
    from.read_exact(bytes)
}

fn array<const N: usize>(from: &mut impl Read) -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    fill(from, &mut bytes).map_err(|_| SealError::Damaged)?;
    Ok(bytes)
}

fn number(from: &mut impl Read) -> Result<u32, SealError> {
    array(from).map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine's key costs nothing to try.
    fn sealed(length: usize) -> (Vec<u8>, Vec<u8>) {
        let content: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let (head, key) = Head::begin(Lock::Machine, "till-1".to_owned(), &[7; 32]).unwrap();
        let mut sealer = Sealer::new(head, key);
        sealer.write_all(&content).unwrap();
        (sealer.finish().unwrap(), content)
    }

    fn opened(bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut from = bytes;
        let (head, head_bytes) = Head::read(&mut from)?;
        let key = head.unlock(&head_bytes, &[7; 32])?.ok_or(SealError::KeyNotHere)?;
        let mut content = Vec::new();
        let read = Opener::new(from, key).read_to_end(&mut content);
        read.map(|_| content).map_err(|_| SealError::Damaged)
    }

    #[test]
    fn what_is_sealed_opens_whatever_its_length() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77] {
            let (bytes, content) = sealed(length);
            assert_eq!(opened(&bytes).unwrap(), content, "{length}");
        }
    }

    #[test]
    fn every_changed_byte_and_every_shorter_or_longer_file_is_found() {
        let (bytes, _) = sealed(2 * CHUNK + 500);
        let head = bytes.len() - (2 * CHUNK + 500 + 3 * TAG);
        let chosen = (0..head).chain((head..bytes.len()).step_by(97)).chain([bytes.len() - 1]);
        for at in chosen {
            for bit in [1, 0x80] {
                let mut changed = bytes.clone();
                changed[at] ^= bit;
                assert!(opened(&changed).is_err(), "byte {at}");
            }
        }
        for length in (0..head + 40).chain((0..bytes.len()).step_by(1013)) {
            assert!(opened(&bytes[..length]).is_err(), "cut at {length}");
        }
        // Also where a chunk ends.
        for chunks in 0..=2 {
            assert!(opened(&bytes[..head + chunks * (CHUNK + TAG)]).is_err(), "{chunks} chunks");
        }
        assert!(opened(&[&bytes[..], &[0]].concat()).is_err(), "longer");
    }

    #[test]
    fn chunks_keep_their_order_and_their_file() {
        let (bytes, _) = sealed(3 * CHUNK);
        let head = bytes.len() - 3 * (CHUNK + TAG);
        let chunk =
            |at: usize| bytes[head + at * (CHUNK + TAG)..head + (at + 1) * (CHUNK + TAG)].to_vec();
        let of = |order: &[usize]| {
            let chunks = order.iter().flat_map(|at| chunk(*at));
            bytes[..head].iter().copied().chain(chunks).collect::<Vec<u8>>()
        };
        assert!(opened(&of(&[0, 1, 2])).is_ok());
        for order in [&[1, 0, 2][..], &[0, 2], &[1, 2], &[0, 0, 1, 2], &[0, 1, 1, 2]] {
            assert!(opened(&of(order)).is_err(), "{order:?}");
        }
        let (other, _) = sealed(3 * CHUNK);
        let mixed = [&bytes[..head], &other[head..]].concat();
        assert!(opened(&mixed).is_err(), "another backup's content");
    }

    #[test]
    fn a_head_says_what_is_wrong_with_it() {
        let (bytes, _) = sealed(10);
        assert_eq!(opened(b"SQLite format 3"), Err(SealError::NotABackup));
        assert_eq!(opened(b""), Err(SealError::NotABackup));
        let mut other = bytes.clone();
        other[9] = 2;
        assert_eq!(opened(&other), Err(SealError::OtherFormat(2)));
        let (head, key) = Head::begin(Lock::Passphrase, String::new(), b"correct horse").unwrap();
        drop(key);
        let (read, bytes) = Head::read(&mut &head[..]).unwrap();
        assert_eq!(bytes, head);
        assert!(read.unlock(&bytes, b"correct horse").unwrap().is_some());
        assert!(read.unlock(&bytes, b"correct horsf").unwrap().is_none());
    }
}

//! Heads of the chain kept outside the database, so that a shorter chain, or an older copy of the
//! whole database, is found: in a file beside it, in the OS keyring where that holds the master key,
//! and on paper, in the foot of each slip.

use super::record::{from_hex, hex};
use crate::{
    open::{Storage, journal_error},
    vault::{KeyStore, SERVICE, Vault},
};
use engine::ports::journal::JournalError;
use std::{fs, io, io::Write as _, path::Path};

/// A number of the chain and the hash of that record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The record's number.
    pub seq: i64,
    /// Its hash, or the first bytes of it where it was read from a slip.
    pub hash: Vec<u8>,
}

/// Where an anchor is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    File,
    Keyring,
    /// Typed in by a person who holds a slip.
    Slip,
}

/// A head as it was kept; none if what is kept there was not written by this till.
#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    pub(crate) place: Place,
    pub(crate) head: Option<Head>,
}

pub(crate) const FILE: &str = "journal.anchor";
const FORMAT: &str = "raseed-anchor 1";
/// Bytes of a hash on a slip: enough for a person to compare.
const SHORT: usize = 4;

impl Head {
    /// As it stands on a slip: the number and eight hexadecimal digits.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}-{}", self.seq, hex(self.hash.get(..SHORT).unwrap_or(&self.hash)))
    }

    /// Reads what stands on a slip.
    #[must_use]
    pub fn from_short(text: &str) -> Option<Self> {
        let (seq, digits) = text.trim().split_once('-')?;
        let hash = from_hex(&digits.to_lowercase()).filter(|hash| hash.len() == SHORT)?;
        Some(Self { seq: seq.parse().ok().filter(|seq| *seq > 0)?, hash })
    }

    pub(crate) fn to_line(&self, vault: &Vault) -> String {
        format!("{FORMAT} {} {} {}\n", self.seq, hex(&self.hash), hex(&self.seal(vault)))
    }

    /// Only a line that this till's key vouches for is an anchor.
    fn from_line(line: &str, vault: &Vault) -> Option<Self> {
        let mut words = line.trim_end().strip_prefix(FORMAT)?.split_whitespace();
        let (seq, hash) = (words.next()?.parse().ok()?, from_hex(words.next()?)?);
        let head = Self { seq, hash };
        (from_hex(words.next()?)? == head.seal(vault)).then_some(head)
    }

    /// Another seal than the head's in the database: an anchor must not help to shorten the chain.
    fn seal(&self, vault: &Vault) -> Vec<u8> {
        vault.vouch("anchor", &[&self.seq.to_be_bytes(), &self.hash[..]].concat())
    }
}

impl Storage {
    /// The chain's head, once there is a record.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn journal_head(&self) -> Result<Option<Head>, JournalError> {
        let row: Option<(i64, Vec<u8>)> =
            sqlx::query_as("select seq, hash from chain_head where seq > 0")
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        Ok(row.map(|(seq, hash)| Head { seq, hash }))
    }

    /// Keeps the present head outside the database. For the end of a process's work and for now and
    /// then in a long one; never between a request and its outcome.
    ///
    /// # Errors
    /// If the database cannot be read. What cannot be written is logged.
    pub async fn keep_anchor(&self) -> Result<(), JournalError> {
        let (Some(vault), Some(head)) = (self.vault(), self.journal_head().await?) else {
            return Ok(());
        };
        let kept = self.anchors(vault).await?;
        for place in self.anchor_places().await? {
            let Some(anchor) = kept.iter().find(|anchor| anchor.place == place) else {
                self.write_anchor(place, &head, vault).await;
                continue;
            };
            // What does not fit is what a later check must see: it is never written over.
            match &anchor.head {
                Some(before) if before.seq >= head.seq => {}
                Some(before) if self.contains(before).await? => {
                    self.write_anchor(place, &head, vault).await;
                }
                Some(_) | None => {
                    tracing::error!(?place, "the anchor does not fit the journal; run verify");
                }
            }
        }
        Ok(())
    }

    /// What is kept outside the database.
    pub(crate) async fn anchors(&self, vault: &Vault) -> Result<Vec<Anchor>, JournalError> {
        let mut anchors = Vec::new();
        for place in self.anchor_places().await? {
            let line = match place {
                Place::Keyring => self.keyring_name().await?.and_then(|name| read_keyring(&name)),
                Place::File | Place::Slip => read_file(&self.data_dir.join(FILE)),
            };
            if let Some(line) = line {
                anchors.push(Anchor { place, head: Head::from_line(&line, vault) });
            }
        }
        Ok(anchors)
    }

    /// Where this till keeps its anchors.
    pub(crate) async fn anchor_places(&self) -> Result<Vec<Place>, JournalError> {
        let in_keyring = self.keyring_name().await?.is_some();
        Ok(if in_keyring { vec![Place::File, Place::Keyring] } else { vec![Place::File] })
    }

    async fn keyring_name(&self) -> Result<Option<String>, JournalError> {
        let in_use = self.key_in_use().await?;
        let name = |(id, store)| (store == KeyStore::Keyring).then(|| format!("{id}.journal"));
        Ok(in_use.and_then(name))
    }

    async fn contains(&self, head: &Head) -> Result<bool, JournalError> {
        let hash: Option<Vec<u8>> = sqlx::query_scalar("select hash from chain where seq = ?")
            .bind(head.seq)
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(hash.as_ref() == Some(&head.hash))
    }

    async fn write_anchor(&self, place: Place, head: &Head, vault: &Vault) {
        let line = head.to_line(vault);
        let written = match place {
            Place::Keyring => match self.keyring_name().await {
                Ok(Some(name)) => write_keyring(&name, &line),
                Ok(None) | Err(_) => return,
            },
            Place::File | Place::Slip => self.write_file(&line),
        };
        if let Err(error) = written {
            tracing::warn!(?place, %error, "the journal's head could not be kept");
        }
    }

    /// Beside it first, then over it: a reader sees the old line or the new one.
    fn write_file(&self, line: &str) -> io::Result<()> {
        let path = self.data_dir.join(FILE);
        let beside = self.data_dir.join(format!("{FILE}.{}", self.owner()));
        let mut file = fs::File::create(&beside)?;
        let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_all());
        drop(file);
        let placed = written.and_then(|()| fs::rename(&beside, &path));
        if placed.is_err() {
            // Of no use half written; if it stays, it is only in the way.
            fs::remove_file(&beside).ok();
        }
        placed
    }
}

fn read_file(path: &Path) -> Option<String> {
    match fs::read(path) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        // It is there and cannot be read: that is no anchor of ours.
        Err(_) => Some(String::new()),
    }
}

fn read_keyring(name: &str) -> Option<String> {
    let kept = keyring::Entry::new(SERVICE, name).and_then(|entry| entry.get_secret());
    match kept {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(keyring::Error::NoEntry) => None,
        Err(error) => {
            tracing::warn!(%error, "the keyring could not be asked for the journal's head");
            None
        }
    }
}

fn write_keyring(name: &str, line: &str) -> io::Result<()> {
    keyring::Entry::new(SERVICE, name)
        .and_then(|entry| entry.set_secret(line.as_bytes()))
        .map_err(io::Error::other)
}

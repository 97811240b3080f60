//! Whether the journal is what it was: the file, the chain from its first record, the head's seal,
//! the heads kept outside, every row against the newest record that pictures it, and how the database is
//! made.

mod chain_pass;
mod rows;
mod schema;

use super::{
    anchor::{Anchor, Head, Place},
    record::hex,
};
use crate::{
    open::{Storage, journal_error},
    progress::{Phase, Progress, Unit},
    vault::Vault,
};
use engine::ports::journal::JournalError;
use futures_util::future::join;
use rows::Rows;
use sqlx::SqliteConnection;

domain::words! {
    /// What can be wrong with the journal. Each has words in both languages.
    Flaw {
        /// SQLite itself finds the file damaged.
        Damaged => "damaged",
        /// A row points to one that is not there.
        Orphan => "orphan",
        /// A record, or its hash, is not what the next one was built on.
        RecordChanged => "record_changed",
        /// A number is missing.
        RecordMissing => "record_missing",
        /// A record is not in the form.
        RecordUnreadable => "record_unreadable",
        /// The head was not sealed by this till, or is not the newest record.
        HeadChanged => "head_changed",
        /// A record was added after a head that was not this till's.
        Distrusted => "distrusted",
        /// A head kept outside is newer than the whole chain.
        AnchorAhead => "anchor_ahead",
        /// A head kept outside is in no chain that leads here.
        AnchorDiffers => "anchor_differs",
        /// What is kept outside was not written by this till.
        AnchorForged => "anchor_forged",
        /// No head is kept outside.
        AnchorMissing => "anchor_missing",
        /// A row is not what its newest record says.
        RowDiffers => "row_differs",
        /// A row that no record knows.
        RowUnrecorded => "row_unrecorded",
        /// A record's row is gone.
        RowMissing => "row_missing",
        /// What is derived from a row, such as its masked form, does not fit it.
        DerivedDiffers => "derived_differs",
        /// A sum that reports show is not what the orders come to.
        SumDiffers => "sum_differs",
        /// A table, index, trigger or view is not what the migrations make.
        SchemaDiffers => "schema_differs",
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub flaw: Flaw,
    /// Where: a record's number, an order or sale, a column.
    pub place: String,
}

/// What a check of the journal came to.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// How many records were read.
    pub records: u64,
    /// The newest one.
    pub head: Option<Head>,
    /// What is wrong, in the order it was found.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub unlisted: u64,
}

/// More than a person reads; the rest is counted.
const LISTED_MAX: usize = 100;
/// What the short check reads of the chain's end.
const QUICK_RECORDS: i64 = 1_000;

impl Verdict {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty() && self.unlisted == 0
    }

    pub(crate) fn add(&mut self, flaw: Flaw, place: String) {
        if self.problems.len() < LISTED_MAX {
            self.problems.push(Problem { flaw, place });
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }

    /// This one, and what was found after it.
    fn and(mut self, after: Self) -> Self {
        for Problem { flaw, place } in after.problems {
            self.add(flaw, place);
        }
        Self {
            records: self.records.saturating_add(after.records),
            head: after.head.or(self.head),
            problems: self.problems,
            unlisted: self.unlisted.saturating_add(after.unlisted),
        }
    }

    /// A database that cannot be read on is damaged, and the rest is still looked at.
    fn note(&mut self, looked: Result<(), sqlx::Error>) {
        if let Err(error) = looked {
            self.add(Flaw::Damaged, error.to_string());
        }
    }
}

impl Storage {
    /// Checks everything; `slip` is a head that a person reads from a slip.
    ///
    /// # Errors
    /// If the database cannot be opened for reading.
    pub async fn verify(&self, slip: Option<Head>) -> Result<Verdict, JournalError> {
        self.verify_told(slip, &Progress::default()).await
    }

    /// Checks everything, as the last of a restore, and tells how far that has come.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub async fn verify_told(
        &self,
        slip: Option<Head>,
        progress: &Progress,
    ) -> Result<Verdict, JournalError> {
        progress.begin(Phase::Last);
        let Some(vault) = self.vault() else {
            // Never provisioned: there is only the file to check.
            let mut reader = self.readers.acquire().await.map_err(journal_error)?;
            let file = check_file(&mut reader).await;
            return Ok(file.and(check_schema(&mut reader).await));
        };
        let anchors = self.anchors_and(vault, slip).await?;
        // One transaction: what other processes write meanwhile is not seen in part.
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        // SQLite's own check, the longest of all, needs no more than the file.
        let mut beside = self.readers.acquire().await.map_err(journal_error)?;
        let (file, journal) =
            join(check_file(&mut beside), check_journal(&mut tx, vault, &anchors, progress)).await;
        // The last, so that what was done to rows is named before what was done to keep others from them.
        Ok(file.and(journal).and(check_schema(&mut tx).await))
    }

    /// The quick part: the head, the heads kept outside, and the newest records.
    ///
    /// # Errors
    /// If the database cannot be opened for reading.
    pub async fn verify_quickly(&self) -> Result<Verdict, JournalError> {
        let Some(vault) = self.vault() else { return Ok(Verdict::default()) };
        let anchors = self.anchors_and(vault, None).await?;
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let mut verdict = Verdict::default();
        let newest: Result<i64, _> =
            sqlx::query_scalar("select coalesce(max(seq), 0) from chain").fetch_one(&mut *tx).await;
        match newest {
            Ok(newest) => {
                let from = newest.saturating_sub(QUICK_RECORDS).max(0);
                let passed =
                    chain_pass::links(&mut tx, vault, &anchors, from, &mut verdict, None).await;
                verdict.note(passed);
            }
            Err(error) => verdict.note(Err(error)),
        }
        Ok(verdict)
    }

    async fn anchors_and(
        &self,
        vault: &Vault,
        slip: Option<Head>,
    ) -> Result<Vec<Anchor>, JournalError> {
        let mut anchors = self.anchors(vault).await?;
        anchors.extend(slip.map(|head| Anchor { place: Place::Slip, head: Some(head) }));
        Ok(anchors)
    }
}

/// Checks the database behind a connection, in whatever transaction that is. How it is made is not looked
/// at: a till from which a trigger was taken has to be backed up all the same.
pub(crate) async fn check(
    connection: &mut SqliteConnection,
    vault: &Vault,
    anchors: &[Anchor],
    progress: &Progress,
) -> Verdict {
    progress.uncounted();
    let file = check_file(connection).await;
    file.and(check_journal(connection, vault, anchors, progress).await)
}

/// Checks the file as SQLite does.
async fn check_file(connection: &mut SqliteConnection) -> Verdict {
    let mut verdict = Verdict::default();
    let looked = damage(connection, &mut verdict).await;
    verdict.note(looked);
    verdict
}

/// Checks that the database is made as the migrations make it.
async fn check_schema(connection: &mut SqliteConnection) -> Verdict {
    let mut verdict = Verdict::default();
    let looked = schema::compare(connection, &mut verdict).await;
    verdict.note(looked);
    verdict
}

/// Checks the chain, and every row against it.
async fn check_journal(
    connection: &mut SqliteConnection,
    vault: &Vault,
    anchors: &[Anchor],
    progress: &Progress,
) -> Verdict {
    let mut verdict = Verdict::default();
    let newest: Result<i64, _> = sqlx::query_scalar("select coalesce(max(seq), 0) from chain")
        .fetch_one(&mut *connection)
        .await;
    // What cannot be counted is damaged, and is named below.
    let newest = newest.ok().and_then(|newest| u64::try_from(newest).ok()).unwrap_or_default();
    progress.count(Unit::Records, newest);
    let mut rows = Rows::told(progress);
    let passed =
        chain_pass::links(connection, vault, anchors, 0, &mut verdict, Some(&mut rows)).await;
    verdict.note(passed);
    rows.compare(connection, vault, &mut verdict).await;
    verdict
}

/// The chain without its rows, to see what it costs.
#[cfg(test)]
pub(super) async fn chain_alone(
    connection: &mut SqliteConnection,
    vault: &Vault,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    chain_pass::links(connection, vault, &[], 0, verdict, None).await
}

async fn damage(
    connection: &mut SqliteConnection,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    let found: Vec<String> =
        sqlx::query_scalar("pragma integrity_check").fetch_all(&mut *connection).await?;
    for line in found.into_iter().filter(|line| line != "ok") {
        verdict.add(Flaw::Damaged, line);
    }
    let orphans: Vec<(String, Option<i64>)> =
        sqlx::query_as("select \"table\", rowid from pragma_foreign_key_check")
            .fetch_all(connection)
            .await?;
    for (table, row) in orphans {
        let row = row.map(|row| row.to_string()).unwrap_or_default();
        verdict.add(Flaw::Orphan, format!("{table} {row}"));
    }
    Ok(())
}

impl Place {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Place::File => "journal.anchor",
            Place::Keyring => "keyring",
            Place::Slip => "slip",
        }
    }
}

/// A hash, short enough for a sentence.
fn short(hash: &[u8]) -> String {
    hex(hash.get(..4).unwrap_or(hash))
}

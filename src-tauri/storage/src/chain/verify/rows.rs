//! The database against the chain: of each row, a record has the newest picture, and the row still
//! looks like it.

use super::{Flaw, Verdict};
use crate::{
    chain::{
        begin::{CATALOG, catalog_lines},
        pages::{Pages, ROWS, Unpack, packed},
        record::{Record, lines},
        tables::{ALL, Image, Scope, Table},
    },
    progress::{Progress, Unit},
    vault::Vault,
};
use domain::{search::fold, secret::Secret};
use engine::ports::supplier::LabelledSecret;
use sqlx::SqliteConnection;
use std::{
    collections::{BTreeSet, HashMap, hash_map::RandomState},
    hash::BuildHasher as _,
};

/// The newest picture of each row, as numbers: a chain of millions fits in memory. The hashes are
/// keyed by chance, anew for each check, so that no row can be made to fit.
#[derive(Default)]
pub(super) struct Rows {
    keys: (RandomState, RandomState),
    newest: HashMap<u128, Seen>,
    catalog: Option<(i64, Vec<u8>)>,
    versions: Option<(i64, Vec<Option<String>>)>,
    progress: Progress,
}

/// The record that has the newest picture of a row, and a digest of that picture.
#[derive(Clone, Copy)]
struct Seen {
    seq: i64,
    digest: u64,
}

/// The settings each record names, by their lines in it.
const VERSIONS: [(&str, &str); 3] =
    [("till", "till.code"), ("catalog", "catalog.version"), ("clerks", "clerks.version")];

/// So many records pass before it is told how far the check has come.
const TELL_EVERY: i64 = 256;

impl Rows {
    /// None yet; how far the check has come is told there.
    pub(super) fn told(progress: &Progress) -> Self {
        Self { progress: progress.clone(), ..Self::default() }
    }

    /// Takes in what a record pictures.
    pub(super) fn learn(&mut self, seq: i64, record: &Record<'_>, verdict: &mut Verdict) {
        if seq.checked_rem(TELL_EVERY) == Some(0) {
            self.progress.reach(u64::try_from(seq).unwrap_or_default());
        }
        for (section, lines) in &record.sections {
            if *section == CATALOG {
                self.catalog = Some((seq, lines.to_vec()));
                continue;
            }
            let Some(owner) = owner_of(section, record) else {
                verdict.add(Flaw::RecordUnreadable, format!("record {seq} · {section}"));
                continue;
            };
            let seen = Seen { seq, digest: self.keys.0.hash_one(lines) };
            self.newest.insert(self.key(section, owner), seen);
        }
        let (newest, named) = self.versions.get_or_insert_with(|| (seq, Vec::new()));
        let says = VERSIONS.iter().map(|(line, _)| record.say(line));
        if !says.clone().eq(named.iter().map(Option::as_deref)) {
            *named = says.map(|version| version.map(str::to_owned)).collect();
        }
        *newest = seq;
    }

    /// Compares the whole database with what was learnt.
    pub(super) async fn compare(
        mut self,
        connection: &mut SqliteConnection,
        vault: &Vault,
        verdict: &mut Verdict,
    ) {
        self.progress.count(Unit::Tables, u64::try_from(ALL.len()).unwrap_or_default());
        for (done, table) in (1..).zip(ALL) {
            let looked = self.table(table, connection, vault, verdict).await;
            verdict.note(looked);
            self.progress.reach(done);
        }
        let looked = self.missing(connection, verdict).await;
        verdict.note(looked);
        let looked = self.catalog(connection, verdict).await;
        verdict.note(looked);
        let looked = self.versions(connection, verdict).await;
        verdict.note(looked);
        let looked = crate::rollups::compare(connection, verdict).await;
        verdict.note(looked);
        let looked = masked_secrets(connection, vault, verdict).await;
        verdict.note(looked);
        let looked = sold_words(connection, verdict).await;
        verdict.note(looked);
    }

    fn key(&self, section: &str, owner: &str) -> u128 {
        let name = (section, owner);
        u128::from(self.keys.0.hash_one(name)) << 64 | u128::from(self.keys.1.hash_one(name))
    }

    async fn table(
        &mut self,
        table: &Table,
        connection: &mut SqliteConnection,
        vault: &Vault,
        verdict: &mut Verdict,
    ) -> Result<(), sqlx::Error> {
        let mut differing: Vec<(i64, Image)> = Vec::new();
        let mut image = Image::default();
        let take = |row: &mut Unpack<'_>| {
            image.read(table, vault, row)?;
            let owner = if table.scope == Scope::Till { "" } else { &image.owner };
            match self.newest.remove(&self.key(&image.section, owner)) {
                None => verdict.add(Flaw::RowUnrecorded, image.place()),
                Some(seen) if seen.digest != self.keys.0.hash_one(image.lines.as_slice()) => {
                    if differing.len() < super::LISTED_MAX {
                        differing.push((seen.seq, std::mem::take(&mut image)));
                    } else {
                        verdict.unlisted = verdict.unlisted.saturating_add(1);
                    }
                }
                Some(_) => {}
            }
            Ok(())
        };
        table.pages().each(connection, take).await?;
        for (seq, image) in differing {
            let record = record(connection, seq).await?;
            let recorded = Record::read(&record)
                .and_then(|record| {
                    record.sections.into_iter().find(|(name, _)| *name == image.section)
                })
                .map(|(_, lines)| lines);
            let columns = differing_names(recorded.unwrap_or_default(), &image.lines);
            let place = format!("{} · {} · record {seq}", image.place(), columns.join(", "));
            verdict.add(Flaw::RowDiffers, place);
        }
        Ok(())
    }

    /// Whatever no row has taken is gone.
    async fn missing(
        &mut self,
        connection: &mut SqliteConnection,
        verdict: &mut Verdict,
    ) -> Result<(), sqlx::Error> {
        let mut records: Vec<i64> = self.newest.values().map(|seen| seen.seq).collect();
        records.sort_unstable();
        records.dedup();
        for seq in records.into_iter().take(super::LISTED_MAX) {
            let bytes = record(connection, seq).await?;
            let Some(record) = Record::read(&bytes) else { continue };
            for (section, _) in &record.sections {
                let Some(owner) = owner_of(section, &record) else { continue };
                let key = self.key(section, owner);
                if self.newest.get(&key).is_some_and(|seen| seen.seq == seq) {
                    self.newest.remove(&key);
                    let place = format!("{section} {owner} · record {seq}");
                    verdict.add(Flaw::RowMissing, place);
                }
            }
        }
        let unnamed = u64::try_from(self.newest.len()).unwrap_or(u64::MAX);
        verdict.unlisted = verdict.unlisted.saturating_add(unnamed);
        Ok(())
    }

    async fn catalog(
        &self,
        connection: &mut SqliteConnection,
        verdict: &mut Verdict,
    ) -> Result<(), sqlx::Error> {
        let Some((seq, recorded)) = &self.catalog else { return Ok(()) };
        if catalog_lines(connection).await? != *recorded {
            verdict.add(Flaw::RowDiffers, format!("products · record {seq}"));
        }
        Ok(())
    }

    async fn versions(
        &self,
        connection: &mut SqliteConnection,
        verdict: &mut Verdict,
    ) -> Result<(), sqlx::Error> {
        let Some((seq, named)) = &self.versions else { return Ok(()) };
        for ((_, key), named) in VERSIONS.iter().zip(named) {
            let value: Option<Vec<u8>> =
                sqlx::query_scalar("select cast(value as blob) from settings where key = ?")
                    .bind(key)
                    .fetch_optional(&mut *connection)
                    .await?;
            if value.as_deref() != named.as_ref().map(|named| named.as_bytes()) {
                verdict.add(Flaw::RowDiffers, format!("settings {key} · record {seq}"));
            }
        }
        Ok(())
    }
}

impl Image {
    fn place(&self) -> String {
        format!("{} {}", self.section, self.owner)
    }
}

/// Whose the row is that a section pictures, by the record's head.
fn owner_of<'a>(section: &str, record: &Record<'a>) -> Option<&'a str> {
    match Table::of_section(section)?.scope {
        Scope::Till => Some(""),
        Scope::Sale => record.say("sale"),
        Scope::Order => record.say("order"),
    }
}

async fn record(connection: &mut SqliteConnection, seq: i64) -> Result<Vec<u8>, sqlx::Error> {
    let record = sqlx::query_scalar("select record from chain where seq = ?")
        .bind(seq)
        .fetch_optional(connection)
        .await?;
    Ok(record.unwrap_or_default())
}

/// The names whose lines are not the same on both sides.
fn differing_names(recorded: &[u8], found: &[u8]) -> Vec<String> {
    let (recorded, found) = (lines(recorded), lines(found));
    let only = |ours: &[(&str, &[u8])], theirs: &[(&str, &[u8])]| -> Vec<String> {
        let missing = ours.iter().filter(|line| !theirs.contains(line));
        missing.map(|(name, _)| (*name).to_owned()).collect()
    };
    let mut names = [only(&recorded, &found), only(&found, &recorded)].concat();
    names.sort();
    names.dedup();
    names
}

/// What is shown of a secret, and what finds it again, are its own.
async fn masked_secrets(
    connection: &mut SqliteConnection,
    vault: &Vault,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    let row = packed(["order_id", "position", "label", "value_sealed", "masked", "digest"]);
    let take = |row: &mut Unpack<'_>| {
        let order = String::from_utf8_lossy(row.text()?);
        let (position, label) = (row.number()?, String::from_utf8_lossy(row.text()?));
        let (sealed, masked, digest) = (row.text()?, row.text()?, row.text()?);
        // What does not open was found above.
        let place = format!("secrets:{order}:{position}:value");
        let Ok(value) = vault.open_text(&place, sealed) else { return Ok(()) };
        let found = vault.digest("secret", value.as_bytes());
        let secret = LabelledSecret { label: label.into_owned(), value: Secret::new(value) };
        if secret.masked().as_bytes() != masked || found != digest {
            verdict.add(Flaw::DerivedDiffers, format!("secret.{position} {order}"));
        }
        Ok(())
    };
    Pages::of(&row, "secrets", ROWS).each(connection, take).await
}

/// An order is found by the words of its product.
async fn sold_words(
    connection: &mut SqliteConnection,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    const WORDS: &str = "name_en || ' ' || name_ar || ' ' || item || ' ' || product_id";
    let known: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select cast(product_id as blob), cast(words as blob) from sold_products")
            .fetch_all(&mut *connection)
            .await?;
    let known: BTreeSet<_> = known.into_iter().collect();
    // A product's orders repeat its words; each is folded once.
    let mut seen: HashMap<Vec<u8>, BTreeSet<Vec<u8>>> = HashMap::new();
    let take = |row: &mut Unpack<'_>| {
        let (product, words) = (row.text()?, row.text()?);
        if seen.get(product).is_some_and(|seen| seen.contains(words)) {
            return Ok(());
        }
        seen.entry(product.to_owned()).or_default().insert(words.to_owned());
        let folded = fold(&String::from_utf8_lossy(words)).into_bytes();
        if !known.contains(&(product.to_owned(), folded)) {
            let product = String::from_utf8_lossy(product);
            verdict.add(Flaw::DerivedDiffers, format!("sold_products {product}"));
        }
        Ok(())
    };
    Pages::of(&packed(["product_id", WORDS]), "orders", ROWS).each(connection, take).await
}

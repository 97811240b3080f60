//! The chain from a record on: each built on the one before, none missing, the head sealed, the
//! heads kept outside contained.

use super::{Flaw, Verdict, rows::Rows, short};
use crate::{
    chain::{
        anchor::{Anchor, Head, Place},
        append::{FIRST, hash_after, head_seal},
        pages::{Pages, ROWS, Unpack, packed},
        record::Record,
    },
    vault::Vault,
};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// Reads every record after number `from` once, in order, and keeps none of them.
pub(super) async fn links(
    connection: &mut SqliteConnection,
    vault: &Vault,
    anchors: &[Anchor],
    from: i64,
    verdict: &mut Verdict,
    mut rows: Option<&mut Rows>,
) -> Result<(), sqlx::Error> {
    let mut before = Head { seq: from, hash: hash_of(connection, from).await? };
    // The hashes at the numbers that anchors name.
    let mut named: HashMap<i64, Option<Vec<u8>>> = anchors
        .iter()
        .filter_map(|anchor| anchor.head.as_ref().map(|head| (head.seq, None)))
        .collect();
    let those = format!("seq > {from} or seq <= 0");
    let pages = Pages::of_those(&packed(["seq", "record", "hash"]), "chain", &those, ROWS);
    let take = |row: &mut Unpack<'_>| {
        let (seq, record, hash) = (row.number()?, row.text()?, row.text()?);
        verdict.records = verdict.records.saturating_add(1);
        let expected = before.seq.saturating_add(1);
        if seq != expected {
            verdict.add(Flaw::RecordMissing, format!("record {expected}"));
        }
        if hash_after(&before.hash, record) != hash {
            verdict.add(Flaw::RecordChanged, format!("record {seq}"));
        }
        match Record::read(record) {
            Some(read) if read.say("seq") == Some(seq.to_string().as_str()) => {
                if let Some(what) = read.say("distrust") {
                    verdict.add(Flaw::Distrusted, format!("record {seq} · {what}"));
                }
                if let Some(rows) = rows.as_deref_mut() {
                    rows.learn(seq, &read, verdict);
                }
            }
            Some(_) | None => verdict.add(Flaw::RecordUnreadable, format!("record {seq}")),
        }
        if let Some(wanted) = named.get_mut(&seq) {
            *wanted = Some(hash.to_vec());
        }
        before.seq = seq;
        before.hash.clear();
        before.hash.extend_from_slice(hash);
        Ok(())
    };
    pages.each(connection, take).await?;
    head(connection, vault, &before, verdict).await?;
    for (seq, wanted) in &mut named {
        // Before the first record that was read here.
        if wanted.is_none() && *seq <= from {
            *wanted = Some(hash_of(connection, *seq).await?);
        }
    }
    outside(anchors, &before, &named, verdict);
    verdict.head = (before.seq > 0).then_some(before);
    Ok(())
}

async fn hash_of(connection: &mut SqliteConnection, seq: i64) -> Result<Vec<u8>, sqlx::Error> {
    let hash = sqlx::query_scalar("select hash from chain where seq = ?")
        .bind(seq)
        .fetch_optional(connection)
        .await?;
    Ok(hash.unwrap_or(FIRST.to_vec()))
}

/// The sealed head is the newest record.
async fn head(
    connection: &mut SqliteConnection,
    vault: &Vault,
    newest: &Head,
    verdict: &mut Verdict,
) -> Result<(), sqlx::Error> {
    let rows: Vec<(i64, i64, Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select id, seq, hash, seal from chain_head").fetch_all(connection).await?;
    let is_ours = match rows.as_slice() {
        [(1, 0, hash, seal)] => seal.is_empty() && newest.seq == 0 && *hash == FIRST,
        [(1, seq, hash, seal)] => {
            *seal == head_seal(vault, *seq, hash) && *seq == newest.seq && *hash == newest.hash
        }
        _ => false,
    };
    if !is_ours {
        let place = format!("record {} · {}", newest.seq, short(&newest.hash));
        verdict.add(Flaw::HeadChanged, place);
    }
    Ok(())
}

/// Every head kept outside is in this chain.
fn outside(
    anchors: &[Anchor],
    newest: &Head,
    named: &HashMap<i64, Option<Vec<u8>>>,
    verdict: &mut Verdict,
) {
    for Anchor { place, head } in anchors {
        let kept_in = place.as_str();
        let Some(head) = head else {
            verdict.add(Flaw::AnchorForged, kept_in.to_owned());
            continue;
        };
        let place = format!("{kept_in} · record {}", head.seq);
        match named.get(&head.seq) {
            _ if head.seq > newest.seq => verdict.add(Flaw::AnchorAhead, place),
            // A slip shows only how a hash begins.
            Some(Some(hash)) if hash.starts_with(&head.hash) => {}
            Some(_) | None => verdict.add(Flaw::AnchorDiffers, place),
        }
    }
    let is_kept = anchors.iter().any(|anchor| anchor.place == Place::File);
    if newest.seq > 0 && !is_kept {
        verdict.add(Flaw::AnchorMissing, Place::File.as_str().to_owned());
    }
}

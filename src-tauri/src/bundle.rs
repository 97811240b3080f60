//! The support bundle: what an engineer on the phone needs to see of a till, and nothing that must not
//! leave it. It is built from what is chosen here, not from what is left out; the one free text, the log,
//! is struck through wherever it could hold a key, a code or a telephone number.

use crate::{
    cli::Finding,
    error::{ErrorCode, Failure},
    session::Session,
    views::rfc3339,
};
use aho_corasick::{AhoCorasick, MatchKind};
use domain::secret::Secret;
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};
use storage::WholeFile;

/// Of each log file, the newest so many bytes.
const LOG_MAX: usize = 512 * 1024;
/// Digits in a row from which on they may be a telephone number or a code.
const DIGITS_MAX: usize = 6;
/// What stands in place of what was struck out.
const STRUCK: &str = "▒▒▒";
/// A tar block.
const BLOCK: usize = 512;

/// Writes a bundle of this till; `findings` is what `doctor` said.
pub(crate) async fn write(
    session: &Session,
    findings: &[Finding],
    mut file: WholeFile,
) -> Result<(), Failure> {
    let secrets = Secrets::new(&session.storage.secrets_to_strike().await?)?;
    let strike = |text: &str| struck(text, &secrets);
    let mut entries: Vec<(String, Vec<u8>)> = vec![
        ("about.json".to_owned(), pretty(&about(session).await?, strike)),
        ("doctor.json".to_owned(), pretty(&json!(findings), strike)),
        ("unfinished.json".to_owned(), pretty(&unfinished(session).await?, strike)),
        ("backups.json".to_owned(), pretty(&backups(session).await?, strike)),
    ];
    entries.extend(logs(session.storage.data_dir(), strike));
    let written = tar(file.file(), &entries, session.now().0.div_euclid(1000));
    let kept = written.and_then(|()| file.keep());
    kept.map_err(|error| Failure::about(ErrorCode::FileNotWritten, error))
}

async fn about(session: &Session) -> Result<Value, Failure> {
    let storage = &session.storage;
    let (sqlite, complaints) = storage.integrity().await?;
    let verdict = storage.verify_quickly().await?;
    let restored = storage.restored().await?;
    let suppliers: Vec<Value> = session
        .accounts
        .iter()
        .map(|account| {
            json!({
                "id": account.id.as_str(),
                "kind": account.kind.as_str(),
                "environment": account.environment.as_str(),
                "host": host(&account.base_url),
                "currency": account.currency.map(|currency| currency.to_string()),
            })
        })
        .collect();
    let processors: Vec<Value> = session
        .processors
        .iter()
        .map(|account| json!({ "id": account.id, "host": host(&account.base_url) }))
        .collect();
    let printers: Vec<Value> = storage
        .printers()
        .await?
        .iter()
        .map(|printer| json!({ "id": printer.id, "kind": format!("{:?}", printer.kind) }))
        .collect();
    Ok(json!({
        "program": env!("CARGO_PKG_VERSION"),
        "system": std::env::consts::OS,
        "machine": std::env::consts::ARCH,
        "made_at": rfc3339(session.now()),
        "till": session.shop().till_code,
        "practice": session.shop().practice,
        "country": session.shop().country,
        "currency": session.shop().currency.to_string(),
        "sqlite": sqlite,
        "integrity": complaints,
        "journal": {
            "sound": verdict.is_ok(),
            "head": verdict.head.map(|head| head.short()),
        },
        "restored": restored.map(|(at, backup_at)| json!({
            "at": rfc3339(at),
            "backup_at": rfc3339(backup_at),
        })),
        "rows": storage.counts().await?,
        "suppliers": suppliers,
        "processors": processors,
        "printers": printers,
    }))
}

/// Where an account is, without whatever else stands in its address.
fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str()?.to_owned();
    Some(url.port().map_or(host.clone(), |port| format!("{host}:{port}")))
}

/// Orders that are not final: where they are and why, without their customers.
async fn unfinished(session: &Session) -> Result<Value, Failure> {
    use engine::ports::journal::{OrderQuery, Which};
    let query = OrderQuery { which: Which::Unfinished, limit: 200, ..OrderQuery::default() };
    let orders = session.till.journal().orders(&query).await?;
    let mut shown = Vec::with_capacity(orders.len());
    for order in orders {
        let events = session.till.journal().events(&order.id).await?;
        shown.push(json!({
            "id": order.id.as_str(),
            "supplier": order.supplier.as_str(),
            "product": order.product_id.as_str(),
            "reference": order.reference.as_str(),
            "provider_order_id": order.provider_order_id.as_ref().map(ToString::to_string),
            "state": order.state.as_str(),
            "reason": order.reason.as_ref().map(|reason| reason.code.as_str()),
            "created_at": rfc3339(order.created_at),
            "events": events
                .iter()
                .map(|event| json!({ "at": rfc3339(event.at), "kind": event.kind.as_str() }))
                .collect::<Vec<_>>(),
        }));
    }
    Ok(Value::Array(shown))
}

async fn backups(session: &Session) -> Result<Value, Failure> {
    let runs = session.storage.backup_runs(30).await?;
    let shown = runs.iter().map(|run| {
        json!({
            "at": rfc3339(run.at),
            "ok": run.ok,
            "bytes": run.bytes,
            "rows": run.rows,
            "code": run.trouble.as_ref().map(|(code, _)| code),
        })
    });
    Ok(Value::Array(shown.collect()))
}

fn logs(data_dir: &Path, strike: impl Fn(&str) -> String) -> Vec<(String, Vec<u8>)> {
    let Ok(files) = fs::read_dir(data_dir.join("logs")) else { return Vec::new() };
    let mut logs = Vec::new();
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let Ok(bytes) = fs::read(file.path()) else { continue };
        let newest = bytes.get(bytes.len().saturating_sub(LOG_MAX)..).unwrap_or_default();
        let text = strike(&String::from_utf8_lossy(newest));
        logs.push((format!("logs/{name}"), text.into_bytes()));
    }
    logs.sort();
    logs
}

/// JSON for people, its texts struck through. Its own numbers are counts and sizes.
fn pretty(value: &Value, strike: impl Fn(&str) -> String + Copy) -> Vec<u8> {
    fn walk(value: &Value, strike: impl Fn(&str) -> String + Copy) -> Value {
        match value {
            Value::String(text) => Value::String(strike(text)),
            Value::Array(items) => items.iter().map(|item| walk(item, strike)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, member)| (key.clone(), walk(member, strike)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }
    serde_json::to_vec_pretty(&walk(value, strike)).unwrap_or_default()
}

/// Every secret of a till, found in one pass.
struct Secrets(AhoCorasick);

impl Secrets {
    fn new(secrets: &[Secret]) -> Result<Self, Failure> {
        let known = secrets.iter().map(Secret::reveal).filter(|text| !text.is_empty());
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(known);
        built.map(Self).map_err(|error| Failure::about(ErrorCode::InternalFault, error))
    }
}

/// A text without the secrets, and without any row of digits that could be a number to call or a code to
/// redeem. Times and ids of this till have letters or marks between their digits.
fn struck(text: &str, secrets: &Secrets) -> String {
    let mut text_without = String::with_capacity(text.len());
    secrets.0.replace_all_with(text, &mut text_without, |_, _, out| {
        out.push_str(STRUCK);
        true
    });
    let text = text_without;
    let (mut out, mut digits) = (String::with_capacity(text.len()), String::new());
    let end = |out: &mut String, digits: &mut String| {
        if digits.chars().count() > DIGITS_MAX {
            out.push_str(STRUCK);
        } else {
            out.push_str(digits);
        }
        digits.clear();
    };
    for letter in text.chars() {
        if letter.is_numeric() {
            digits.push(letter);
        } else {
            end(&mut out, &mut digits);
            out.push(letter);
        }
    }
    end(&mut out, &mut digits);
    out
}

/// A tar archive (POSIX ustar): a head of 512 bytes before each file, which is filled up to whole blocks,
/// and two empty blocks at the end.
fn tar(out: &mut impl Write, entries: &[(String, Vec<u8>)], at: i64) -> io::Result<()> {
    for (name, bytes) in entries {
        let mut head = [0_u8; BLOCK];
        let mut field = |place: usize, text: &[u8]| {
            if let Some(room) = head.get_mut(place..place.saturating_add(text.len())) {
                room.copy_from_slice(text);
            }
        };
        field(0, name.as_bytes().get(..99).unwrap_or(name.as_bytes()));
        field(100, b"0000600\0");
        field(108, b"0000000\0");
        field(116, b"0000000\0");
        field(124, format!("{:011o}\0", bytes.len()).as_bytes());
        field(136, format!("{:011o}\0", at.max(0)).as_bytes());
        // The sum is taken with its own place blank.
        field(148, b"        ");
        field(156, b"0");
        field(257, b"ustar\x0000");
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        if let Some(room) = head.get_mut(148..156) {
            room.copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        }
        out.write_all(&head)?;
        out.write_all(bytes)?;
        let rest = bytes.len().next_multiple_of(BLOCK).saturating_sub(bytes.len());
        out.write_all(&vec![0; rest])?;
    }
    out.write_all(&[0; 2 * BLOCK])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_could_be_called_or_redeemed_is_struck_out() {
        let secrets = [Secret::new("7KQX-9M2R-TT9001"), Secret::new("sk_prod_1")];
        let secrets = Secrets::new(&secrets).unwrap();
        let text = "2026-11-26T08:00:00.123Z sent to +970599123456 with sk_prod_1: 7KQX-9M2R-TT9001, 123456, ٠٥٩٩١٢٣٤٥٦";
        let expected = format!(
            "2026-11-26T08:00:00.123Z sent to +{STRUCK} with {STRUCK}: {STRUCK}, 123456, {STRUCK}"
        );
        assert_eq!(struck(text, &secrets), expected);
    }

    #[test]
    fn the_archive_is_whole_blocks_with_a_right_sum() {
        let mut out = Vec::new();
        tar(&mut out, &[("a/b.txt".to_owned(), vec![b'x'; 600])], 1_795_000_000).unwrap();
        assert_eq!(out.len(), BLOCK * (1 + 2 + 2));
        let head = &out[..BLOCK];
        let told = u32::from_str_radix(std::str::from_utf8(&head[148..154]).unwrap(), 8).unwrap();
        let blank = head.iter().enumerate();
        let sum: u32 = blank
            .map(|(place, byte)| if (148..156).contains(&place) { 32 } else { u32::from(*byte) })
            .sum();
        assert_eq!(told, sum);
        assert_eq!(&head[124..135], b"00000001130");
    }
}

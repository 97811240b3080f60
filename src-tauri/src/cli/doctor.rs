//! `doctor`: tries everything the till leans on, and says what to do.

mod owner;
mod restored;

use super::{Call, export::Place, output::Output};
use crate::{
    backups, bundle,
    error::{ErrorCode, Exit, Failure},
    health::{self, Checkup},
    session::Session,
    slips::{look_at, trouble_hint, trouble_words},
    sms::RouteFacts,
    views::rfc3339,
    words::{Words, args, counted},
};
use domain::time::Timestamp;
use engine::ports::route::RouteError;
use serde::Serialize;
use std::{fs, path::Path};
use storage::{KeyStore, Printer, WholeFile};

/// What one check found.
#[derive(Serialize)]
pub(crate) struct Finding {
    check: String,
    ok: bool,
    message: String,
    hint: String,
}

/// Less free disk than this is a fault: a busy month of slips and logs.
const DISK_MIN_MB: u64 = 200;
/// No till runs before it was built: 2026-01-01T00:00:00Z.
const CLOCK_MIN: Timestamp = Timestamp(1_767_225_600_000);

pub(super) async fn run(
    call: &Call,
    bundle_file: Option<&Path>,
    output: &Output,
) -> Result<Exit, Failure> {
    let (session, words) = (&call.session, &call.words);
    // Before anybody is asked: a place that is none is bad input.
    let place = bundle_file.map(|out| Place::judge(out, session.storage.data_dir())).transpose()?;
    let findings = findings(session, words).await?;
    if let Some((out, place)) = bundle_file.zip(place) {
        let file = WholeFile::begin(out).map_err(|error| place.failed(&error))?;
        bundle::write(session, &findings, file).await?;
    }
    let sound = findings.iter().all(|finding| finding.ok);
    for finding in &findings {
        output.result(finding, || {
            let mark = if finding.ok { "ok  " } else { "FAIL" };
            let hint = if finding.hint.is_empty() {
                String::new()
            } else {
                format!("\n     → {}", finding.hint)
            };
            format!("{mark} {}: {}{hint}", finding.check, finding.message)
        });
    }
    if sound { Ok(Exit::Done) } else { Err(Failure::plain(ErrorCode::DoctorFailed)) }
}

/// Tries everything the till leans on.
pub(crate) async fn findings(session: &Session, words: &Words) -> Result<Vec<Finding>, Failure> {
    let mut findings = vec![
        data_dir(session, words),
        database(session, words).await?,
        journal(session, words).await?,
        key(session, words),
        disk(session, words),
        reserve(session, words),
        clock(session, words),
    ];
    findings.extend(backup(session, words).await?);
    let products = health::products(session).await?;
    for supplier in &session.accounts {
        let found = health::supplier(session, supplier, products.iter()).await?;
        findings.push(account(&format!("supplier {}", supplier.id), &found, words));
        findings.extend(restored::check(session, supplier, words).await?);
    }
    for printer in session.storage.printers().await? {
        findings.push(printer_check(session, &printer, words).await);
    }
    for processor in &session.processors {
        if let Some(found) = health::processor(session, &processor.id).await {
            findings.push(account(&format!("processor {}", processor.id), &found, words));
        }
    }
    for route in &session.texting.routes {
        findings.push(sms_check(session, route, words).await);
    }
    findings.extend(owner::check(session, words).await?);
    findings.extend(attention(session, words).await?);
    Ok(findings)
}

/// What needs a person is no fault of the till, and is not left unsaid.
async fn attention(session: &Session, words: &Words) -> Result<Option<Finding>, Failure> {
    let count = u64::from(session.waiting_for_person().await?);
    let message = words.say_with("doctor-attention", &counted("count", count));
    let hint = words.say("doctor-attention-hint");
    let check = "attention".to_owned();
    Ok((count > 0).then_some(Finding { check, ok: true, message, hint }))
}

fn good(check: &str, message: String) -> Finding {
    Finding { check: check.to_owned(), ok: true, message, hint: String::new() }
}

fn bad(check: &str, message: String, hint: String) -> Finding {
    Finding { check: check.to_owned(), ok: false, message, hint }
}

fn data_dir(session: &Session, words: &Words) -> Finding {
    let probe = session.storage.data_dir().join("doctor.probe");
    match fs::write(&probe, b"probe").and_then(|()| fs::remove_file(&probe)) {
        Ok(()) => good("data_dir", words.say("doctor-data-dir")),
        Err(error) => {
            let failure = Failure::about(ErrorCode::DataDirUnusable, error).to_wire(words);
            bad("data_dir", failure.message, failure.hint)
        }
    }
}

async fn database(session: &Session, words: &Words) -> Result<Finding, Failure> {
    let (version, complaints) = session.storage.integrity().await?;
    Ok(if complaints.is_empty() {
        let what = args([("what", format!("SQLite {version}"))]);
        good("database", words.say_with("doctor-database", &what))
    } else {
        let what = args([("what", complaints.join("; "))]);
        bad(
            "database",
            words.say_with("doctor-database-bad", &what),
            words.say("doctor-database-bad-hint"),
        )
    })
}

/// The quick part of `verify`.
async fn journal(session: &Session, words: &Words) -> Result<Finding, Failure> {
    let verdict = session.storage.verify_quickly().await?;
    Ok(match verdict.problems.first() {
        None => {
            let what = args([("what", verdict.head.map(|head| head.short()).unwrap_or_default())]);
            good("journal", words.say_with("doctor-journal", &what))
        }
        Some(problem) => {
            let said = super::verify::view(problem, words);
            bad("journal", format!("{}: {}", problem.place, said.message), said.hint)
        }
    })
}

fn key(session: &Session, words: &Words) -> Finding {
    match session.storage.vault().map(storage::Vault::store) {
        Some(KeyStore::Keyring) => good("key", words.say("doctor-key-keyring")),
        Some(KeyStore::File) => Finding {
            hint: words.say("doctor-key-file-hint"),
            ..good("key", words.say("doctor-key-file"))
        },
        None => good("key", words.say("doctor-key-none")),
    }
}

fn disk(session: &Session, words: &Words) -> Finding {
    let free = fs4::available_space(session.storage.data_dir()).unwrap_or(0) / (1024 * 1024);
    let what = args([("what", free.to_string())]);
    if free >= DISK_MIN_MB {
        good("disk", words.say_with("doctor-disk", &what))
    } else {
        bad("disk", words.say_with("doctor-disk-bad", &what), words.say("doctor-disk-bad-hint"))
    }
}

fn reserve(session: &Session, words: &Words) -> Finding {
    if session.storage.has_reserve() {
        good("reserve", words.say("doctor-reserve"))
    } else {
        bad("reserve", words.say("doctor-reserve-bad"), words.say("doctor-disk-bad-hint"))
    }
}

fn clock(session: &Session, words: &Words) -> Finding {
    let now = session.now();
    let what = args([("what", rfc3339(now))]);
    if now >= CLOCK_MIN {
        good("clock", words.say_with("doctor-clock", &what))
    } else {
        bad("clock", words.say_with("doctor-clock-bad", &what), words.say("doctor-clock-bad-hint"))
    }
}

/// The newest backup into the folder of the settings; nothing where none is wanted.
async fn backup(session: &Session, words: &Words) -> Result<Option<Finding>, Failure> {
    if session.storage.backup_plan().await?.folder.is_none() {
        return Ok(None);
    }
    let standing = backups::standing(&session.storage).await?;
    let at = standing.good.as_ref().map_or_else(|| "–".to_owned(), |run| rfc3339(run.at));
    let what = args([("at", at)]);
    let message = words
        .say_with(if standing.is_missed { "doctor-backup-bad" } else { "doctor-backup" }, &what);
    Ok(Some(if standing.is_missed {
        bad("backup", message, words.say("doctor-backup-bad-hint"))
    } else {
        good("backup", message)
    }))
}

/// How an account was found; one that needs nobody is a good finding, with or without a hint.
fn account(check: &str, found: &Checkup, words: &Words) -> Finding {
    Finding {
        check: check.to_owned(),
        ok: found.health.is_sound(),
        message: found.message(words),
        hint: found.hint(words),
    }
}

async fn sms_check(session: &Session, route: &RouteFacts, words: &Words) -> Finding {
    let (check, what) = (format!("sms {}", route.id), route.id.to_string());
    let Some(adapter) = session.texting.outbox.routes().get(&route.id) else {
        return later(&check, words);
    };
    let (why, hint) = match adapter.ready().await {
        Ok(found) => {
            let named = args([("what", what), ("why", found)]);
            let hint =
                if route.is_plain { words.say("doctor-sms-plain-hint") } else { String::new() };
            return Finding { hint, ..good(&check, words.say_with("doctor-sms", &named)) };
        }
        Err(RouteError::Key(why)) => (why, "doctor-sms-key-hint"),
        Err(RouteError::Unreachable(why)) => (why, "doctor-sms-bad-hint"),
    };
    let named = args([("what", what), ("why", words.hitch(&why))]);
    bad(&check, words.say_with("doctor-sms-bad", &named), words.say(hint))
}

async fn printer_check(session: &Session, printer: &Printer, words: &Words) -> Finding {
    let check = format!("printer {}", printer.id);
    let fault = look_at(session, printer).await;
    let what = printer.id.clone();
    match fault {
        None => good(&check, words.say_with("doctor-printer", &args([("what", what)]))),
        Some((trouble, detail)) => {
            let why = format!("{} ({detail})", trouble_words(words, trouble));
            bad(
                &check,
                words.say_with("doctor-printer-bad", &args([("what", what), ("why", why)])),
                trouble_hint(words, trouble),
            )
        }
    }
}

/// Set up, and not usable in this version: said plainly.
fn later(check: &str, words: &Words) -> Finding {
    let message = words.say_with("doctor-later", &args([("what", check.to_owned())]));
    bad(check, message, words.say("error-not-built-yet-hint"))
}

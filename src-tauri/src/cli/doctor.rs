//! `doctor`: tries everything the till leans on, and says what to do.

use super::{Call, output::Output};
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Exit, Failure},
    session::Session,
    slips::{trouble_hint, trouble_words},
    views::rfc3339,
    words::{Words, args},
};
use devices::{Status, Trouble};
use domain::{ids::ProcessorId, time::Timestamp};
use engine::ports::{Clock as _, Processor, processor::ProcessorError, supplier::SupplierError};
use serde::Serialize;
use std::fs;
use storage::{KeyStore, Printer};

/// What one check found.
#[derive(Serialize)]
struct Finding {
    check: String,
    ok: bool,
    message: String,
    hint: String,
}

/// Less free disk than this is a fault: a busy month of slips and logs.
const DISK_MIN_MB: u64 = 200;
/// No till runs before it was built: 2026-01-01T00:00:00Z.
const CLOCK_MIN: Timestamp = Timestamp(1_767_225_600_000);

pub(super) async fn run(call: &Call, output: &Output) -> Result<Exit, Failure> {
    let (session, words) = (&call.session, &call.words);
    let mut findings = vec![
        data_dir(session, words),
        database(session, words).await?,
        journal(session, words).await?,
        key(session, words),
        disk(session, words),
        reserve(session, words),
        clock(session, words),
    ];
    for account in &session.accounts {
        findings.push(supplier(session, account, words).await);
    }
    for printer in session.storage.printers().await? {
        findings.push(printer_check(session, &printer, words).await);
    }
    for (id, processor) in session.till.processors() {
        findings.push(processor_check(id, processor.as_ref(), words).await);
    }
    for id in session.storage.sms_routes().await? {
        findings.push(later(&format!("sms {id}"), words));
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

async fn supplier(
    session: &Session,
    account: &domain::account::SupplierAccount,
    words: &Words,
) -> Finding {
    let check = format!("supplier {}", account.id);
    let what = account.id.to_string();
    match session.till.wallets(&account.id).await {
        Ok(_) => good(&check, words.say_with("doctor-supplier", &args([("what", what)]))),
        Err(SupplierError::NotBuilt) => later(&check, words),
        Err(error) => {
            let why = error.to_string();
            let failure = Failure::from(error).to_wire(words);
            let named = args([("what", what), ("why", why)]);
            bad(&check, words.say_with("doctor-supplier-bad", &named), failure.hint)
        }
    }
}

async fn processor_check(id: &ProcessorId, processor: &dyn Processor, words: &Words) -> Finding {
    let check = format!("processor {id}");
    let what = id.to_string();
    match processor.ready(&SystemClock.tender_id()).await {
        Ok(()) => good(&check, words.say_with("doctor-processor", &args([("what", what)]))),
        Err(error) => {
            let hint = match error {
                ProcessorError::Key => "doctor-processor-key-hint",
                ProcessorError::Unreachable(_) => "error-upstream-unavailable-hint",
            };
            let named = args([("what", what), ("why", error.to_string())]);
            bad(&check, words.say_with("doctor-processor-bad", &named), words.say(hint))
        }
    }
}

async fn printer_check(session: &Session, printer: &Printer, words: &Words) -> Finding {
    let check = format!("printer {}", printer.id);
    let fault = match devices::check(&crate::slips::config(session, printer)).await {
        Ok(Status::Ready | Status::Silent) => None,
        Ok(Status::Foreign) => Some((Trouble::WrongDriver, printer.address.clone())),
        Ok(Status::Faulty(fault)) => Some((Trouble::Fault(fault), printer.address.clone())),
        Err(error) => Some((error.trouble(), error.to_string())),
    };
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

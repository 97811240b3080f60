//! A queue of CUPS, fed raw through its own `lp`: no library to link, and the bytes arrive as they
//! are. Which server is the environment's business (`CUPS_SERVER`).
//!
//! It must never read a driver's settings: who prints raw needs none.

use std::io;
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::time::{Instant, sleep, timeout};

use super::talk::{Deadlines, Status, Word};
use crate::error::{Fault, PrintError, Trouble};
use crate::escpos::Job;

/// How long a queue may take to pass a job on before it is called back.
const PASSED_ON: Duration = Duration::from_secs(8);
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long one of the queue's programs may take.
const PROGRAM: Duration = Duration::from_secs(10);

/// Hands a job to a queue and waits until it has passed it on. What it cannot pass on is called
/// back: a slip must not come out an hour after its copy.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub(crate) async fn send(
    queue: &str,
    job: &Job,
    title: &str,
    deadlines: Deadlines,
) -> Result<Word, PrintError> {
    if let Status::Faulty(fault) = status(queue).await? {
        return Err(PrintError::NotReady { address: queue.to_owned(), fault });
    }
    let id = submit(queue, job, title).await?;
    let Some(id) = id else { return Ok(Word::Taken) };
    let end = Instant::now() + PASSED_ON.max(deadlines.total);
    while Instant::now() < end {
        if !is_waiting(queue, &id).await? {
            return how_it_went(queue, &id).await;
        }
        sleep(LOOK_EVERY).await;
    }
    let fault = complaint(queue).await.unwrap_or(Fault::Offline);
    run(queue, "cancel", &[&id], None).await?;
    Err(PrintError::Stopped { address: queue.to_owned(), fault })
}

/// How a queue is, without printing.
///
/// # Errors
/// If there is no such queue, or no CUPS.
pub(crate) async fn status(queue: &str) -> Result<Status, PrintError> {
    if !is_name(queue) {
        let wanted = "the name of a print queue";
        return Err(PrintError::BadAddress { address: queue.to_owned(), wanted });
    }
    let told = run(queue, "lpstat", &["-p", queue], None).await?;
    if !told.status.success() {
        return Err(refused(queue, &told));
    }
    let stopped = text(&told.stdout).contains("disabled");
    Ok(if stopped { Status::Faulty(Fault::QueueStopped) } else { Status::Silent })
}

/// `lp` says `request id is QUEUE-12 (1 file(s))`.
async fn submit(queue: &str, job: &Job, title: &str) -> Result<Option<String>, PrintError> {
    let arguments = ["-d", queue, "-o", "raw", "-t", title, "-"];
    let told = run(queue, "lp", &arguments, Some(job.bytes())).await?;
    if !told.status.success() {
        return Err(refused(queue, &told));
    }
    let says = text(&told.stdout);
    let id = says.split_whitespace().find(|word| {
        let number = word.strip_prefix(queue).and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    Ok(id.map(str::to_owned))
}

async fn is_waiting(queue: &str, id: &str) -> Result<bool, PrintError> {
    let told = run(queue, "lpstat", &["-o", queue], None).await?;
    Ok(text(&told.stdout).lines().any(|line| line.split_whitespace().next() == Some(id)))
}

/// A job that left the queue was passed on, or given up.
async fn how_it_went(queue: &str, id: &str) -> Result<Word, PrintError> {
    let told = run(queue, "lpstat", &["-l", "-W", "completed", "-o", queue], None).await?;
    let says = text(&told.stdout);
    let mut lines = says.lines().skip_while(|line| line.split_whitespace().next() != Some(id));
    lines.next();
    let own: Vec<&str> = lines.take_while(|line| line.starts_with(char::is_whitespace)).collect();
    let given_up = ["aborted", "canceled"].iter().any(|word| own.concat().contains(word));
    if given_up {
        let fault = complaint(queue).await.unwrap_or(Fault::Offline);
        return Err(PrintError::Stopped { address: queue.to_owned(), fault });
    }
    Ok(Word::Taken)
}

/// What the queue says about its printer.
async fn complaint(queue: &str) -> Option<Fault> {
    let told = run(queue, "lpstat", &["-l", "-p", queue], None).await.ok()?;
    let says = text(&told.stdout);
    let alerts = says.lines().find_map(|line| line.trim().strip_prefix("Alerts:"))?;
    let known = [
        ("media-empty", Fault::PaperOut),
        ("media-needed", Fault::PaperOut),
        ("cover-open", Fault::CoverOpen),
        ("door-open", Fault::CoverOpen),
        ("paused", Fault::QueueStopped),
        ("offline", Fault::Offline),
    ];
    known.iter().find(|(word, _)| alerts.contains(word)).map(|(_, fault)| *fault)
}

async fn run(
    queue: &str,
    program: &str,
    arguments: &[&str],
    input: Option<&[u8]>,
) -> Result<Output, PrintError> {
    let ran = timeout(PROGRAM, async {
        let mut child = Command::new(program)
            .args(arguments)
            // Their words are read here.
            .env("LC_ALL", "C")
            .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            // A program that ends early says why; that is told, not the broken pipe.
            stdin.write_all(input).await.ok();
        }
        child.wait_with_output().await
    });
    let ran = ran.await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    ran.map_err(|source| PrintError::NotReached { address: queue.to_owned(), source })
}

fn refused(queue: &str, told: &Output) -> PrintError {
    let says = text(&told.stderr).trim().to_owned();
    let has = |words: &[&str]| words.iter().any(|word| says.contains(word));
    let trouble = if has(&["not exist", "Invalid destination", "Unknown destination"]) {
        Trouble::NotFound
    } else if has(&["not accepting"]) {
        Trouble::Fault(Fault::QueueStopped)
    } else if has(&["document-format", "nsupported format"]) {
        Trouble::WrongDriver
    } else if has(&["orbidden", "authorized"]) {
        Trouble::NotAllowed
    } else {
        Trouble::Refused
    };
    PrintError::QueueRefused { queue: queue.to_owned(), says, trouble }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What CUPS allows, and no option of its programs.
fn is_name(queue: &str) -> bool {
    !queue.is_empty()
        && !queue.starts_with('-')
        && queue.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_queue_s_name_is_an_option() {
        for queue in ["", "-h", "a b", "a/b", "a#b", "a;b"] {
            let error = status(queue).await.unwrap_err();
            assert!(matches!(error, PrintError::BadAddress { .. }), "{queue}: {error:?}");
        }
    }
}

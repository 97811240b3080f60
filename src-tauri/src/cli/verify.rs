//! `verify`: whether the database is whole, the journal's chain unbroken, and each what the other says.

use super::output::Output;
use crate::{
    error::{ErrorCode, Exit, Failure},
    words::{Words, args},
};
use serde::Serialize;
use storage::{Head, Problem, Storage};

#[derive(Serialize)]
struct VerdictView {
    ok: bool,
    /// How many records the chain has.
    records: u64,
    /// The newest one, as it would stand on a slip.
    head: Option<String>,
    problems: Vec<ProblemView>,
    /// How many more problems there are.
    unlisted: u64,
}

/// One thing that is wrong: a stable word, where, and in the reader's language what it is and what to
/// do.
#[derive(Serialize)]
pub(super) struct ProblemView {
    what: &'static str,
    #[serde(rename = "where")]
    place: String,
    pub(super) message: String,
    pub(super) hint: String,
}

pub(super) async fn run(
    storage: &Storage,
    slip: Option<Head>,
    output: &Output,
) -> Result<Exit, Failure> {
    let verdict = storage.verify(slip).await?;
    let problems = verdict.problems.iter().map(|problem| view(problem, output.words())).collect();
    let view = VerdictView {
        ok: verdict.is_ok(),
        records: verdict.records,
        head: verdict.head.as_ref().map(Head::short),
        problems,
        unlisted: verdict.unlisted,
    };
    output.result(&view, || text(&view, output.words()));
    if view.ok { Ok(Exit::Done) } else { Err(Failure::plain(ErrorCode::VerifyFailed)) }
}

/// A problem in words.
pub(super) fn view(problem: &Problem, words: &Words) -> ProblemView {
    let what = problem.flaw.as_str();
    let key = format!("flaw-{}", what.replace('_', "-"));
    ProblemView {
        what,
        place: problem.place.clone(),
        message: words.say(&key),
        hint: words.say(&format!("{key}-hint")),
    }
}

fn text(view: &VerdictView, words: &Words) -> String {
    let named = args([
        ("records", view.records.to_string()),
        ("head", view.head.clone().unwrap_or_default()),
    ]);
    let mut text = match view.ok {
        true => words.say_with("verify-ok", &named),
        false => words.say_with("verify-bad", &named),
    };
    for problem in &view.problems {
        let ProblemView { message, hint, place, .. } = problem;
        text.push_str(&format!("\n{place}: {message}\n     → {hint}"));
    }
    if view.unlisted > 0 {
        let named = args([("what", view.unlisted.to_string())]);
        text.push_str(&format!("\n{}", words.say_with("verify-more", &named)));
    }
    text
}

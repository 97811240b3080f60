//! `verify`: whether the database is whole, the journal's chain unbroken, and each what the other says.

use super::output::Output;
use crate::{
    error::{ErrorCode, Exit, Failure},
    words::{Words, args, counted},
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
    let mut named = counted("records", view.records);
    named.set("head", view.head.clone().unwrap_or_default());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Isolation;
    use domain::shop::Language;

    fn told(records: u64, ok: bool, language: Language) -> String {
        let head = Some("7-9f0c41d2".to_owned());
        let view = VerdictView { ok, records, head, problems: Vec::new(), unlisted: 0 };
        text(&view, &Words::of(language, Isolation::Off))
    }

    #[test]
    fn records_have_the_form_of_their_number() {
        for (records, words) in [
            (0, "لا قيود بعد."),
            (1, "قيد واحد، وهو 7-9f0c41d2."),
            (2, "قيدان، أحدثهما 7-9f0c41d2."),
            (3, "3 قيود، أحدثها 7-9f0c41d2."),
            (10, "10 قيود، أحدثها 7-9f0c41d2."),
            (11, "11 قيدًا، أحدثها 7-9f0c41d2."),
            (99, "99 قيدًا، أحدثها 7-9f0c41d2."),
            (100, "100 قيد، أحدثها 7-9f0c41d2."),
            (379, "379 قيدًا، أحدثها 7-9f0c41d2."),
        ] {
            for (ok, begins) in [(true, "كل شيء كما كُتب: "), (false, "ليس كل شيء كما كُتب: ")]
            {
                let text = told(records, ok, Language::Arabic);
                assert_eq!(text, format!("{begins}{words}"));
            }
        }
        assert!(told(1, true, Language::English).contains("one record, 7-9f0c41d2"));
        assert!(told(379, true, Language::English).contains("379 records, the newest 7-9f0c41d2"));
    }
}

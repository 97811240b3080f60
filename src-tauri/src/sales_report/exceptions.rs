//! The exceptions report: reading it, and writing it to a file.

use super::{
    Span,
    file::{self, Format},
    paper,
};
use crate::{
    error::Failure,
    session::Session,
    slips::paper::{direction, local_time},
    views::report::exceptions::{ExceptionsView, ProvedRefundView},
    words::{Words, args},
};
use devices::{Part, Sheet};
use domain::{exception::ExceptionKind, shop::Shop, time::Timestamp};
use std::{io, path::Path};

/// What people did out of the ordinary in these days.
pub(crate) async fn read(session: &Session, span: Span) -> Result<ExceptionsView, Failure> {
    let days = span.days();
    let proved = session.storage.proved_refunds(&days).await?;
    Ok(ExceptionsView::new(session.storage.exceptions(&days).await?, proved, &days))
}

/// Writes it. Answers how many lines it has.
///
/// # Errors
/// What the disk says; an earlier file is still there then.
pub(crate) fn write(
    report: &ExceptionsView,
    place: (Format, &Path),
    words: &Words,
    shop: &Shop,
    now: Timestamp,
) -> io::Result<u64> {
    file::put(&report.rows(), place, || sheet(report, shop, words, now))
}

/// What fits beside each other on a sheet: what was done with codes and the drawer, and with money.
const TABLES: [(&str, &[ExceptionKind]); 2] = [
    (
        "exceptions-codes",
        &[
            ExceptionKind::Reveal,
            ExceptionKind::Reprint,
            ExceptionKind::NoSale,
            ExceptionKind::WrongPin,
        ],
    ),
    (
        "exceptions-money",
        &[
            ExceptionKind::Void,
            ExceptionKind::Refund,
            ExceptionKind::Override,
            ExceptionKind::Decision,
            ExceptionKind::Approval,
        ],
    ),
];

fn sheet(report: &ExceptionsView, shop: &Shop, words: &Words, at: Timestamp) -> Sheet {
    let mut parts: Vec<Part> =
        TABLES.iter().map(|(title, kinds)| table(report, words, title, kinds)).collect();
    parts.push(drawers(report, words));
    parts.extend(proofs(report, words));
    parts.push(Part::Note(words.say("exceptions-note")));
    Sheet {
        direction: direction(words),
        title: format!("{} · {}", shop.name, words.say("exceptions-title")),
        subtitle: paper::days(&report.from, &report.to),
        parts,
        foot: words.say_with("sales-report-drawn", &args([("at", local_time(at))])),
    }
}

fn table(report: &ExceptionsView, words: &Words, title: &str, kinds: &[ExceptionKind]) -> Part {
    let head = kinds.iter().map(|kind| words.say(&key(*kind)));
    let rows = report.clerks.iter().map(|line| {
        let counts = kinds.iter().map(|kind| line.counts.of(*kind).to_string());
        std::iter::once(name(&line.clerk, words)).chain(counts).collect()
    });
    Part::Table {
        title: words.say(title),
        head: std::iter::once(words.say("sales-report-name")).chain(head).collect(),
        rows: rows.collect(),
    }
}

fn drawers(report: &ExceptionsView, words: &Words) -> Part {
    let head = ["sales-report-name", "exceptions-shifts", "exceptions-over", "exceptions-short"];
    let rows = report.clerks.iter().filter(|line| line.shifts > 0).flat_map(|line| {
        let amounts = |index: usize| {
            let amount = |amount: &str, currency: &str| format!("{amount} {currency}");
            line.drawers.get(index).map_or_else(
                || (String::new(), String::new()),
                |it| (amount(&it.over, &it.currency), amount(&it.short, &it.currency)),
            )
        };
        (0..line.drawers.len().max(1)).map(move |index| {
            let (over, short) = amounts(index);
            let shifts = if index == 0 { line.shifts.to_string() } else { String::new() };
            vec![name(&line.clerk, words), shifts, over, short]
        })
    });
    Part::Table {
        title: words.say("exceptions-drawers"),
        head: head.map(|key| words.say(key)).into(),
        rows: rows.collect(),
    }
}

/// What was seen before money was given back; nothing where the refund table asks for no proof.
fn proofs(report: &ExceptionsView, words: &Words) -> Option<Part> {
    let line = |refund: &ProvedRefundView| {
        let order = format!("\u{2066}{}\u{2069}", refund.order_id);
        let at = format!("\u{2066}{}\u{2069}", refund.refunded_at);
        let seen = words.told_reason(&refund.proof);
        (format!("{} · {at}", name(&refund.clerk, words)), format!("{seen} · {order}"))
    };
    (!report.proofs.is_empty()).then(|| Part::Facts {
        title: words.say("exceptions-proofs"),
        rows: report.proofs.iter().map(line).collect(),
    })
}

fn name(clerk: &str, words: &Words) -> String {
    format!("\u{2068}{}\u{2069}", somebody(clerk, words))
}

fn somebody(clerk: &str, words: &Words) -> String {
    if clerk.is_empty() { words.say("report-nobody") } else { clerk.to_owned() }
}

/// The key of what was done.
#[must_use]
pub(crate) fn key(kind: ExceptionKind) -> String {
    format!("exceptions-{}", kind.as_str().replace('_', "-"))
}

/// The report in lines, for a person at a terminal.
#[must_use]
pub(crate) fn as_text(report: &ExceptionsView, words: &Words) -> String {
    let mut lines = vec![format!("{} – {}", report.from, report.to)];
    if report.clerks.is_empty() {
        lines.push(words.say("exceptions-none"));
    }
    for line in &report.clerks {
        let done = ExceptionKind::ALL.iter().filter(|kind| line.counts.of(**kind) > 0);
        let counts =
            done.map(|kind| format!("{} {}", words.say(&key(*kind)), line.counts.of(*kind)));
        let drawers = line.drawers.iter().map(|it| {
            let facts = [("over", &it.over), ("short", &it.short), ("currency", &it.currency)];
            words.say_with("exceptions-drawer", &args(facts.map(|(key, it)| (key, it.clone()))))
        });
        let facts: Vec<String> = counts.chain(drawers).collect();
        lines.push(format!("{}: {}", somebody(&line.clerk, words), facts.join(" · ")));
    }
    for refund in &report.proofs {
        let facts = [&refund.clerk, &refund.refunded_at, &refund.order_id].map(String::as_str);
        let facts = facts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
        let proof = words.told_reason(&refund.proof);
        let seen = words.say_with("exceptions-proof", &args([("proof", proof)]));
        lines.push(format!("{facts}: {seen}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Isolation;
    use domain::{ids::OrderId, shop::Language};
    use std::collections::BTreeMap;
    use storage::{Days, Exceptions, ProvedRefund};

    #[test]
    fn every_kind_has_words_and_stands_on_paper_once() {
        let shown: Vec<ExceptionKind> =
            TABLES.iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        for language in [Language::English, Language::Arabic] {
            let words = Words::of(language, Isolation::Off);
            for kind in ExceptionKind::ALL {
                assert!(words.has(&key(*kind)), "{kind:?}");
                assert_eq!(shown.iter().filter(|it| *it == kind).count(), 1, "{kind:?}");
            }
            let sami = Exceptions {
                counts: BTreeMap::from([(ExceptionKind::Reveal, 7)]),
                shifts: 1,
                drawers: Vec::new(),
            };
            let days = Days { from: "2026-11-01".to_owned(), to: "2026-11-30".to_owned() };
            let proved = ProvedRefund {
                clerk: "Sami".to_owned(),
                at: Timestamp(1_795_188_600_000),
                order: OrderId::new("7"),
                proof: "supplier: ticket-77".to_owned(),
            };
            let people = BTreeMap::from([("Sami".to_owned(), sami)]);
            let view = ExceptionsView::new(people, vec![proved], &days);
            let text = as_text(&view, &words);
            assert!(text.contains("ticket-77") && !text.contains("supplier:"), "{text}");
            assert!(text.contains("Sami") && text.contains('7'), "{text}");
        }
    }
}

//! `report`: what was sold in a period, on the screen or as a file.

use super::{Call, args::SalesReport, export::Place, output::Output};
use crate::{
    error::{Exit, Failure},
    sales_report::{self, Period, Span, Topic, exceptions, file},
    views::report::sales::{Eyes, FiguresView, LineView, SalesReportView},
    words::{Isolation, Words, args},
};
use domain::{clerk::Role, shop::Language};
use serde::Serialize;
use std::fmt::Write as _;

pub(super) use crate::sales_report::file::Format;

#[derive(Serialize)]
struct Done {
    rows: u64,
}

pub(super) async fn run(call: &Call, args: SalesReport, output: &Output) -> Result<Exit, Failure> {
    let (from, to) = (args.from.as_deref(), args.to.as_deref());
    let span = Span::of(Period::Custom, from, to, call.session.now())?;
    let place = args.out.as_deref().map(|out| Place::judge(out, call.session.storage.data_dir()));
    let place = place.transpose()?;
    if args.rebuild {
        call.session.storage.rebuild_sums().await?;
    }
    if args.kind == Topic::Exceptions {
        return run_exceptions(call, (&args, place), span, output).await;
    }
    // Where no clerk is set up, whoever is here is the owner.
    let eyes = Eyes::of(call.clerk.as_ref().map_or(Role::Owner, |clerk| clerk.role));
    let report = sales_report::read(&call.session, span, eyes).await?;
    let (Some(out), Some(place), Some(format)) = (&args.out, place, args.format) else {
        output.result(&report, || as_text(&report, &call.words));
        return Ok(Exit::Done);
    };
    let session = &call.session;
    let words = session.words(Isolation::On);
    let written = file::write(&report, (format, out), &words, session.shop(), session.now());
    let rows = written.map_err(|error| place.failed(&error))?;
    output.result(&Done { rows }, || format!("rows {rows}"));
    Ok(Exit::Done)
}

async fn run_exceptions(
    call: &Call,
    (args, place): (&SalesReport, Option<Place<'_>>),
    span: Span,
    output: &Output,
) -> Result<Exit, Failure> {
    let session = &call.session;
    let report = exceptions::read(session, span).await?;
    let (Some(out), Some(place), Some(format)) = (&args.out, place, args.format) else {
        output.result(&report, || exceptions::as_text(&report, &call.words));
        return Ok(Exit::Done);
    };
    let words = session.words(Isolation::On);
    let written = exceptions::write(&report, (format, out), &words, session.shop(), session.now());
    let rows = written.map_err(|error| place.failed(&error))?;
    output.result(&Done { rows }, || format!("rows {rows}"));
    Ok(Exit::Done)
}

fn as_text(report: &SalesReportView, words: &Words) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        // Writing to a text does not fail.
        writeln!(text, "{words}").ok();
    };
    line(&format!("{} – {}", report.from, report.to));
    line(&figures(&words.say("sales-report-total"), &report.total, report, words));
    let sections = [
        ("sales-report-by-day", &report.days),
        ("sales-report-by-hour", &report.hours),
        ("sales-report-by-product", &report.products),
        ("sales-report-by-supplier", &report.suppliers),
        ("sales-report-by-clerk", &report.clerks),
    ];
    for (title, lines) in sections {
        line("");
        line(&words.say(title));
        for one in lines.iter().filter(|line| line.figures.orders + line.figures.returned > 0) {
            line(&figures(&name_of(one, words), &one.figures, report, words));
        }
    }
    text
}

fn name_of(line: &LineView, words: &Words) -> String {
    match (&line.name, words.language()) {
        (Some(name), Language::English) => name.en.clone(),
        (Some(name), Language::Arabic) => name.ar.clone(),
        (None, _) if line.key.is_empty() => words.say("report-nobody"),
        (None, _) => line.key.clone(),
    }
}

fn figures(name: &str, of: &FiguresView, report: &SalesReportView, words: &Words) -> String {
    let amount = |amount: &Option<String>| amount.clone().unwrap_or_default();
    let facts = args([
        ("name", name.to_owned()),
        ("delivered", of.delivered.to_string()),
        ("net", amount(&of.net)),
        ("margin", amount(&of.margin)),
        ("currency", report.currency.clone()),
    ]);
    words.say_with("sales-report-line", &facts)
}

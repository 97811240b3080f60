//! Printers, the print queue, and printing again what did not come out.

use std::time::Duration;

use serde_json::{Value, json};
use storage::{NewPrintJob, PrintEnd, PrintKind, Storage};
use xtask::window::webdriver::wait_until;

use crate::language::{Language, in_both_languages};
use crate::printer::{Manner, NO_PAPER, Printer};
use crate::till::{Till, VOUCHER, hook};

/// Scrolls the queue to its end, a screen a frame, and answers how many rows stood in the page at each
/// step. Few rows are what makes it smooth on any machine; how smooth, the scrolling benchmark measures.
const SCROLL: &str = "
    const box = document.querySelector(arguments[0]);
    const steps = [];
    window.rows_of_the_scroll = null;
    const step = async () => {
        const before = box.scrollTop;
        box.scrollTop += box.clientHeight;
        box.dispatchEvent(new Event('scroll'));
        await Promise.resolve();
        steps.push(box.querySelectorAll('[data-job]').length);
        // Until the oldest is in sight, the next page is under way.
        if (box.scrollTop === before && box.querySelector('[data-job=\"1\"]')) window.rows_of_the_scroll = steps;
        else requestAnimationFrame(() => void step());
    };
    requestAnimationFrame(() => void step());
";
const JOBS: usize = 1_000;
const SCROLL_MAX: Duration = Duration::from_secs(60);
/// What can be seen at once, and a screen of it on either side.
const ROWS_MAX: u64 = 60;

fn open(name: &'static str, language: Language, printer: &Printer) -> Till {
    Till::open_with(name, language, "", &section(printer))
}

fn section(printer: &Printer) -> String {
    let section = printer.section().replace("\"receipt\"", "\"counter\"");
    format!("{section}default = true\n")
}

fn sell(till: &Till) {
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
}

/// Clicks what lies inside what another hook names.
fn click_in(till: &Till, outer: &str, inner: &str) {
    let css = format!("{} {}:not([aria-disabled=true])", hook(outer), hook(inner));
    let element = till.session().wait_for(&css, Duration::from_secs(20)).unwrap();
    till.session().click(&element).unwrap();
}

fn go_to_printers(till: &Till) {
    till.open_settings("open-printers");
}

/// Copy and state of every job, newest first.
fn jobs(till: &Till) -> Vec<(Value, Value)> {
    let jobs = till.raseed(&["print", "--jobs"]);
    jobs.into_iter().map(|job| (job["copy"].clone(), job["state"].clone())).collect()
}

in_both_languages!(
    where_printing_failed_another_printer_is_offered_beside_the_code,
    the_printers_say_what_is_wrong_and_a_test_print_too,
    what_may_be_on_paper_is_printed_again_as_a_copy_and_only_by_a_person,
    a_slip_that_is_still_on_its_way_is_not_printed_again,
);

fn where_printing_failed_another_printer_is_offered_beside_the_code(language: Language) {
    let printer = Printer::start(NO_PAPER);
    let till = open("print-offers", language, &printer);
    sell(&till);
    till.click("print");
    till.wait_attr("print-result", "data-trouble", "paper-out");
    let told = till.text("print-result");
    assert!(told.contains(&language.says("print-failed")), "{told}");
    assert!(till.is_enabled("reveal") && till.is_enabled("print"));
    till.shoot("print-offers");
    assert_eq!(jobs(&till), [(json!(1), json!("failed"))], "nothing is tried by itself");
    till.click("print-on-receipt");
    till.wait_gone("print-on-receipt");
    let told = till.text("print-result");
    assert!(told.starts_with(&language.says("print-done")), "{told}");
    // Nothing had reached the paper, so this is the first slip and no copy.
    assert_eq!(jobs(&till), [(json!(1), json!("confirmed")), (json!(1), json!("failed"))]);
    assert_eq!(till.only_order()["copies"], 1);
    till.wait_state("delivered");
}

fn the_printers_say_what_is_wrong_and_a_test_print_too(language: Language) {
    let printer = Printer::start(Manner::Talks([0x1A, 0x16, 0x12], None));
    let till = open("printers", language, &printer);
    go_to_printers(&till);
    till.wait_attr("printer-counter", "data-trouble", "cover-open");
    let ready = format!("{} [data-tone=done]", hook("printer-receipt"));
    till.session().wait_for(&ready, Duration::from_secs(20)).unwrap();
    click_in(&till, "printer-counter", "test-print");
    let cover = |language: Language| language.says("printer-cover-open");
    assert!(till.text("test-result").contains(&cover(language)));
    till.wait_attr("print-job", "data-trouble", "cover-open");
    let other = language.other();
    till.choose(&format!("language-{}", other.code()));
    till.wait_root("lang", other.code());
    // Its words come again in the new language.
    let said = wait_until("the fault in the other language", Duration::from_secs(20), || {
        let state = format!("{} {}", hook("printer-counter"), hook("printer-state"));
        let Some(state) = till.session().find(&state)? else { return Ok(None) };
        let words = till.session().text_content(&state)?;
        Ok(words.contains(&cover(other)).then_some(words))
    });
    said.unwrap();
    till.shoot_as(&format!("{}-printers", other.code()));
}

fn what_may_be_on_paper_is_printed_again_as_a_copy_and_only_by_a_person(language: Language) {
    // It takes the whole slip, and then has no paper.
    let printer = Printer::start(Manner::Talks([0x12; 3], Some(0x0C)));
    let till = open("print-again", language, &printer);
    sell(&till);
    till.click("print");
    till.wait_attr("print-result", "data-trouble", "paper-out");
    go_to_printers(&till);
    till.click("print-job");
    till.wait_attr("job-advice", "data-advice", "again-copy");
    assert_eq!(jobs(&till).len(), 1, "looking prints nothing");
    till.click("print-again");
    till.wait_attr("print-result", "data-trouble", "paper-out");
    till.shoot("print-again");
    till.click("print-on-receipt");
    till.wait_gone("print-on-receipt");
    till.wait_attr("job-advice", "data-advice", "again-since");
    let failed = json!("failed");
    let expected = [(json!(3), json!("confirmed")), (json!(2), failed.clone()), (json!(1), failed)];
    assert_eq!(jobs(&till), expected);
    let order = till.only_order();
    assert_eq!(order["copies"], 1);
    let kinds: Vec<&str> = order["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["kind"].as_str().filter(|kind| kind.starts_with("print")))
        .collect();
    assert_eq!(kinds, ["print_failed", "print_failed", "print"]);
}

fn a_slip_that_is_still_on_its_way_is_not_printed_again(language: Language) {
    let printer = Printer::start(NO_PAPER);
    let till = open("print-under-way", language, &printer);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let storage = runtime.block_on(async {
        let owner = domain::ids::OwnerId::new("another-process");
        let storage = Storage::open(till.data_dir(), owner).await.unwrap();
        storage.queue_print(&test_job(0)).await.unwrap();
        storage
    });
    go_to_printers(&till);
    till.wait_attr("print-job", "data-state", "queued");
    till.click("print-job");
    till.wait_attr("job-advice", "data-advice", "again-under-way");
    assert!(till.all("print-again").is_empty());
    // Whoever asks past the screen hears no.
    let ask = "window.answer_of_again = null;
        window.__TAURI_INTERNALS__.invoke('print_again', { request: { job: '1', printer: null } })
            .then(() => 'printed', (error) => error.code).then((it) => (window.answer_of_again = it));";
    till.session().execute(ask, &[]).unwrap();
    let answer = wait_until("an answer", Duration::from_secs(20), || {
        let answer = till.session().execute("return window.answer_of_again", &[])?;
        Ok(answer.as_str().map(str::to_owned))
    });
    assert_eq!(answer.unwrap(), "print_under_way");
    assert_eq!(jobs(&till).len(), 1);
    drop(storage);
}

fn test_job(at: i64) -> NewPrintJob {
    let at = domain::time::Timestamp(1_795_188_600_000 + at);
    NewPrintJob { printer: "receipt".into(), kind: PrintKind::Test, order: None, clerk: None, at }
}

/// Writes a long queue as another process of this till would.
async fn fill(till: &Till) {
    let owner = domain::ids::OwnerId::new("a-long-day");
    let storage = Storage::open(till.data_dir(), owner).await.unwrap();
    for at in 0..JOBS {
        let job = test_job(i64::try_from(at).unwrap());
        let queued = storage.queue_print(&job).await.unwrap().unwrap();
        storage.begin_print(queued.id, job.at).await.unwrap();
        storage.end_print(queued.id, PrintEnd::Confirmed, job.at).await.unwrap();
    }
}

#[test]
fn a_thousand_jobs_scroll_to_the_oldest_with_few_rows_in_the_page() {
    let printer = Printer::start(NO_PAPER);
    let till = Till::open_alone("print-queue", &section(&printer));
    tokio::runtime::Runtime::new().unwrap().block_on(fill(&till));
    go_to_printers(&till);
    till.by("print-job");
    till.session().execute(SCROLL, &[json!(hook("print-queue"))]).unwrap();
    let steps = wait_until("the end of the queue", SCROLL_MAX, || {
        let steps = till.session().execute("return window.rows_of_the_scroll", &[])?;
        Ok(steps.as_array().cloned())
    });
    let steps: Vec<u64> = steps.unwrap().iter().filter_map(Value::as_u64).collect();
    let most = steps.iter().max();
    assert!(most.is_some_and(|rows| *rows < ROWS_MAX), "so many rows in the page: {steps:?}");
    // The last one is the oldest.
    let rows = till.all("print-job");
    let last = till.session().attribute(rows.last().unwrap(), "data-job").unwrap();
    assert_eq!(last.as_deref(), Some("1"));
}

//! A month of a busy shop: four clerks, three suppliers, two processors, and things that go wrong every
//! hour. The real engine and the real adapters work in simulated time on the real journal, on a disk;
//! then everything that the till says of the month is held against the suppliers' own books.
//!
//! `cargo xtask month` runs all of it. The test command runs a few short days.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "helpers of tests fail the test, and a share of a day may be rough"
)]

mod ahead;
mod beside;
mod books;
mod chance;
mod disk;
#[expect(dead_code, reason = "not every lever is pulled here")]
#[path = "../../../../tests/shared/in_process.rs"]
mod in_process;
mod lies;
mod on_account;
mod people;
mod shop;
mod street;

use books::{Closed, Judgement};
use domain::{ids::OwnerId, secret::Secret, time::Timestamp};
use people::{House, Plan};
use shop::Shop;
use std::{
    io::Write as _,
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use storage::{Days, Storage};
use street::Street;

/// 2026-11-01T07:00:00Z.
const BEGIN: u64 = 1_793_516_400_000;
const ALL: (&str, &str) = ("2026-10-01", "2026-12-31");
/// What issue and owner are promised of a month's report.
const REPORT_MAX: Duration = Duration::from_millis(50);
const READ_TIMES: usize = 21;

const WHOLE: Plan = Plan {
    seed: 20_261_126,
    days: 30,
    open_for: Duration::from_secs(13 * 3600),
    orders: 1_000,
    tamperings: 1_000,
};
const SHORT: Plan =
    Plan { days: 3, open_for: Duration::from_secs(45 * 60), orders: 110, tamperings: 110, ..WHOLE };

#[test]
fn a_few_days_of_a_busy_shop_add_up_to_the_cent() {
    run(SHORT);
}

/// Minutes; `RASEED_SEED` makes it another month.
#[test]
#[ignore = "minutes; cargo xtask month runs it"]
fn a_whole_month_of_a_busy_shop_adds_up_to_the_cent() {
    let seed = std::env::var("RASEED_SEED").ok().and_then(|text| text.parse().ok());
    run(Plan { seed: seed.unwrap_or(WHOLE.seed), ..WHOLE });
}

/// Later than anything that happens in it.
fn end() -> Timestamp {
    Timestamp(i64::try_from(BEGIN).expect("a date") + 40 * 86_400_000)
}

fn say(what: &str, figure: &str) {
    // Not `println!`, which the test runner keeps to itself.
    writeln!(std::io::stdout(), "  {what:<46} {figure}").expect("stdout is open");
}

fn run(plan: Plan) {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("data");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime with a clock that is ours");
    let started = Instant::now();
    let (house, closed) = runtime.block_on(async {
        let street = Street::open(plan.seed, BEGIN);
        let house = House::new(Shop::found(&dir, street).await, plan);
        let closed = house.month().await;
        (house, closed)
    });
    writeln!(std::io::stdout(), "\nA month of a busy shop, seed {}", plan.seed).expect("stdout");
    let lived = started.elapsed();
    // From here on time is real again.
    drop(runtime);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let broken = runtime.expect("a runtime").block_on(judge(&house, &closed, folder.path(), lived));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

async fn judge(
    house: &Arc<House>,
    closed: &[Closed],
    folder: &Path,
    lived: Duration,
) -> Vec<String> {
    let (dir, tally, plan) = (&house.shop.dir, &house.tally, house.plan);
    let storage = Storage::open(dir, OwnerId::new("judge")).await.expect("the data dir opens");
    let mut judgement = Judgement::default();
    judgement.drawers(closed);
    judgement.sales(closed, &storage).await;
    judgement.wallets(closed, &house.shop.street);
    let days = Days { from: ALL.0.to_owned(), to: ALL.1.to_owned() };
    let total = judgement.reports(&storage, &days).await;
    judgement.profits(closed, &total);
    let (on_account, owed) = judgement.debts(closed, &storage, end()).await;
    let (bought, shelf_sold) = judgement.shelf(closed, (&storage, dir), end()).await;

    let count = |of: &std::sync::atomic::AtomicU64| of.load(Ordering::SeqCst).to_string();
    say(
        "orders · delivered · refused",
        &format!("{} · {} · {}", total.orders, total.delivered, total.refused),
    );
    say(
        "sales begun · faults · deaths of the till",
        &format!("{} · {} · {}", count(&tally.sales), count(&tally.faults), count(&tally.deaths)),
    );
    say(
        "decisions · refunds · deposits",
        &format!(
            "{} · {} · {}",
            count(&tally.decisions),
            count(&tally.refunds),
            count(&tally.deposits)
        ),
    );
    say("on account · owed at the end", &format!("{on_account} · {owed} ILS"));
    say("bought ahead · sold from the shelf", &format!("{bought} · {shelf_sold}"));
    say("net sales · margin", &format!("{} · {} ILS", total.net(), total.margin()));
    say("Zs, each balanced in both currencies", &closed.len().to_string());
    say(
        "wallet lines · with a difference, explained",
        &format!("{} · {}", judgement.wallets, judgement.differing),
    );
    say("the month was lived in", &format!("{:.0} s", lived.as_secs_f64()));

    let verdict = storage.verify(None).await.expect("it is checked");
    if !verdict.is_ok() {
        judgement.broken.push(format!("verify: {:?}", verdict.problems));
    }
    say("records verified", &verdict.records.to_string());
    time_report(&storage, &days, plan, &mut judgement).await;
    back_up(&storage, folder, &mut judgement).await;
    drop(storage);

    let begun = Instant::now();
    let (told, unseen) = lies::tell(dir, plan.seed, plan.tamperings).await;
    say(
        "tamperings · unseen",
        &format!("{told} · {} ({:.0} s)", unseen.len(), begun.elapsed().as_secs_f64()),
    );
    judgement.broken.extend(unseen.into_iter().map(|lie| format!("unseen: {lie}")));
    judgement.broken
}

/// How long the month's report takes to be read. A loaded machine is not the report's fault, so the
/// best time counts.
async fn time_report(storage: &Storage, days: &Days, plan: Plan, judgement: &mut Judgement) {
    let own = "ILS".parse().expect("a currency");
    let mut times = Vec::new();
    for _ in 0..READ_TIMES {
        let begun = Instant::now();
        storage.sales_report(days, own).await.expect("the report is read");
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let median = times[READ_TIMES / 2];
    say("month report, best · median", &format!("{:.1?} · {median:.1?}", times[0]));
    if times[0] > REPORT_MAX {
        judgement.broken.push(format!("the report of {} days took {:?}", plan.days, times[0]));
    }
}

/// A backup, restored into an empty folder, is the same month.
async fn back_up(storage: &Storage, folder: &Path, judgement: &mut Judgement) {
    let begun = Instant::now();
    let (file, dir) = (folder.join("month.backup"), folder.join("restored"));
    let passphrase = Secret::new("a month of a busy shop");
    let done = storage.back_up(&file, Some(&passphrase), None).await.expect("a backup");
    std::fs::create_dir_all(&dir).expect("a folder");
    let at = end();
    storage::restore(
        &dir,
        &file,
        Some(&passphrase),
        "restored-month",
        at,
        &storage::Progress::default(),
    )
    .await
    .expect("it is restored");
    let restored = Storage::open(&dir, OwnerId::new("restored")).await.expect("it opens");
    let verdict = restored.verify(None).await.expect("it is checked");
    if !verdict.is_ok() {
        judgement.broken.push(format!("the restored month: {:?}", verdict.problems));
    }
    let days = Days { from: ALL.0.to_owned(), to: ALL.1.to_owned() };
    let own = "ILS".parse().expect("a currency");
    let (here, there) = (storage.sales_report(&days, own), restored.sales_report(&days, own));
    let (here, there) = (here.await.expect("it is read"), there.await.expect("it is read"));
    if here.total != there.total {
        judgement.broken.push(format!("restored {:?}, was {:?}", there.total, here.total));
    }
    let took = begun.elapsed().as_secs_f64();
    say("backup, restored and verified", &format!("{} bytes ({took:.0} s)", done.bytes));
}

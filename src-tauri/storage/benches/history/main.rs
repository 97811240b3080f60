//! Pages, filters and searches of the order list over a million orders, beside ten thousand:
//! `cargo bench --bench history`. `RASEED_ORDERS` chooses another number.
#![expect(clippy::print_stdout, reason = "a benchmark speaks to a developer at a terminal")]
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod crowd;

use crowd::{crowd, first};
use domain::{
    ids::{OrderId, OwnerId},
    order::OrderState,
    time::Timestamp,
};
use engine::ports::journal::{OrderQuery, Which};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::time::{Duration, Instant};
use storage::Storage;

const ORDERS: i64 = 1_000_000;
const FEWER: i64 = 10_000;
const PAGE: u32 = 200;
const ROUNDS: usize = 30;
/// The answer's bound, and how much longer a hundred times the orders may take.
const ANSWER_MAX: Duration = Duration::from_millis(10);
const RATIO_MAX: f64 = 2.0;

type Query = (&'static str, OrderQuery);

#[tokio::main]
async fn main() {
    // `cargo test --all-targets` starts it too, without this word: then it only has to work.
    let is_bench = std::env::args().any(|word| word == "--bench");
    let wanted = std::env::var("RASEED_ORDERS").ok().and_then(|count| count.parse().ok());
    let orders = if is_bench { wanted.unwrap_or(ORDERS) } else { 500 };
    let fewer = measure(orders.min(FEWER)).await;
    let many = measure(orders).await;
    println!("\n== The order list over {orders} orders, pages of {PAGE} ({ROUNDS} times each)");
    println!("  {:<34} {:>9} {:>9} {:>9} {:>12}", "", "p50", "p95", "max", "× of 10,000");
    let mut is_met = true;
    for ((name, took), (_, before)) in many.iter().zip(&fewer) {
        let ratio = at(took, 50).div_duration_f64(at(before, 50));
        is_met &= at(took, 95) <= ANSWER_MAX;
        let shown = [at(took, 50), at(took, 95), at(took, 100)].map(|it| format!("{it:.1?}"));
        let [p50, p95, most] = shown;
        println!("  {name:<34} {p50:>9} {p95:>9} {most:>9} {ratio:>12.2}");
    }
    let verdict = if is_met { "met" } else { "MISSED" };
    println!("  goal: p95 of each at most {ANSWER_MAX:?}: {verdict}; ratio at most {RATIO_MAX}");
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

async fn measure(orders: i64) -> Vec<(&'static str, Vec<Duration>)> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let storage = Storage::open(folder.path(), OwnerId::new("bench")).await.unwrap();
    let started = Instant::now();
    let options = SqliteConnectOptions::new().filename(folder.path().join("till.db"));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let like = first(&mut connection).await;
    crowd(&mut connection, &like, orders).await;
    connection.close().await.unwrap();
    println!("  {orders} orders written in {:.1?}", started.elapsed());
    let mut measured = Vec::new();
    for (name, query) in queries(&storage, orders).await {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            let started = Instant::now();
            std::hint::black_box(storage.order_page(&query).await.unwrap());
            took.push(started.elapsed());
        }
        took.sort_unstable();
        measured.push((name, took));
    }
    measured
}

/// Every filter at both ends of the history, and every kind of search.
async fn queries(storage: &Storage, orders: i64) -> Vec<Query> {
    let page = |query: OrderQuery| OrderQuery { limit: PAGE, ..query };
    let middle = Timestamp(crowd::BEGAN + orders * crowd::APART / 2);
    let all = page(OrderQuery { until: Some(middle), ..OrderQuery::default() });
    let deep: OrderId = storage.order_page(&all).await.unwrap().next.unwrap();
    let mut queries: Vec<Query> = Vec::new();
    let filters = [
        ("newest", Which::All),
        ("failed", Which::In(OrderState::Refused)),
        ("being checked", Which::Followed),
        ("needs attention", Which::ForPerson),
        ("by phone", Which::WithPhone),
    ];
    for (name, which) in filters {
        queries.push((name, page(OrderQuery { which, ..OrderQuery::default() })));
    }
    let day = page(OrderQuery { since: Some(middle), ..OrderQuery::default() });
    queries.push(("since the middle", day));
    let older = OrderQuery { before: Some(deep.clone()), ..OrderQuery::default() };
    queries.push(("older, from the middle", page(older)));
    let newer = OrderQuery { after: Some(deep.clone()), ..OrderQuery::default() };
    queries.push(("newer, from the middle", page(newer)));
    let failed = OrderQuery {
        which: Which::In(OrderState::Refused),
        before: Some(deep),
        ..OrderQuery::default()
    };
    queries.push(("failed, from the middle", page(failed)));
    for (name, text) in [
        ("search: whole phone", "0590048271"),
        ("search: beginning of a phone", "059004"),
        ("search: beginning of all phones", "0590"),
        ("search: end of a phone", "8271"),
        ("search: end of a reference", "779b1"),
        ("search: beginning of all references", "CROWD1"),
        ("search: supplier's number", "PC-4711"),
        ("search: a code's last four", "77b1"),
        ("search: one product", "game 7 gift"),
        ("search: many products", "gift card"),
        ("search: a word in all", "g"),
        ("search: nothing", "no such thing at all"),
    ] {
        let search = Some(text.to_owned());
        queries.push((name, page(OrderQuery { search: search.clone(), ..OrderQuery::default() })));
        if name == "search: many products" {
            let which = Which::In(OrderState::Refused);
            let both = page(OrderQuery { which, search, ..OrderQuery::default() });
            queries.push(("search: many products, failed", both));
        }
    }
    queries
}

//! Shops that sell for an hour while everything goes wrong, and are judged when all is quiet.
//!
//! It must never know: how a fault is carried out, or how it is judged.

use crate::{
    chance::Chance,
    clerk::{self, Errand},
    coverage::Coverage,
    faults::Plan,
    journal::image::Image,
    oracle, processors,
    suppliers::{Account, Row},
    till,
    world::{State, World},
};
use domain::{
    ids::ProductId,
    order::{OrderState, Purpose},
    product::Product,
};
use std::{sync::Arc, time::Duration};
use tokio::runtime::Builder;

/// How long shops sell.
const SELLING: Duration = Duration::from_secs(50 * 60);
/// After the last fault, a scheduler recovers after so many hours more each time. Within a day
/// everything has ended or needs a person (INV-12); the owner then decides.
const RECOVERS_TO_SETTLE: [u64; 6] = [1, 1, 2, 4, 8, 8];
/// And then until every late truth must be known.
const RECOVERS_TO_KNOW: [u64; 10] = [6; 10];
/// How often in an hour a shop buys ahead.
const BUYS_AHEAD: u64 = 5;
/// For so long a supplier is down, once an hour.
const DOWN_MS: (u64, u64) = (4 * 60_000, 10 * 60_000);
/// So many of a hundred sales.
const PAID_BY_CARD: u64 = 25;
const SHOPS: [&str; 2] = ["TILLA2", "TILLB3"];

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) hash: u64,
    pub(crate) events: u64,
    pub(crate) violations: Vec<String>,
    pub(crate) coverage: Coverage,
    /// What happened, if it was kept.
    pub(crate) text: String,
}

/// How a run is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plot {
    /// Whose products are sold.
    pub(crate) rows: &'static [Row],
    /// Who takes customers' money, beside cash.
    pub(crate) processors: &'static [processors::Row],
    /// About how many sales there are.
    pub(crate) sales: u64,
    /// Whether its text is kept.
    pub(crate) keep_text: bool,
    /// A journal that says "written" before it is: what the judge must see.
    pub(crate) is_forgetful: bool,
    /// A shelf that sells its codes and keeps them: what the judge must see too.
    pub(crate) sells_twice: bool,
}

/// Runs one seed.
pub(crate) fn run(seed: u64, plot: Plot) -> Outcome {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.expect("a runtime with a clock and nothing else");
    runtime.block_on(async {
        let rows: Vec<&'static Row> = plot.rows.iter().collect();
        let accounts = rows.iter().map(|row| Account::open(row, seed)).collect();
        let processors =
            plot.processors.iter().map(|row| processors::Account::open(row, seed)).collect();
        let shops = SHOPS.iter().map(|code| till::open_shop(code, &rows)).collect();
        let world = World::new(seed, accounts, processors, shops, plot.keep_text);
        world.lock().is_forgetful = plot.is_forgetful;
        world.lock().sells_twice = plot.sells_twice;
        world.lock().is_bulk = seed % 2 == 1;
        sell(&world, plot).await;
        calm_down(&world).await;
        oracle::judge(&world);
        outcome(&world)
    })
}

/// The hours of business.
async fn sell(world: &Arc<World>, plot: Plot) {
    for shop in 0..SHOPS.len() {
        tokio::spawn(clerk::keep_window(Arc::clone(world), shop));
    }
    let selling_ms = u64::try_from(SELLING.as_millis()).expect("an hour");
    tokio::spawn(be_down(Arc::clone(world), plot.rows, selling_ms));
    for number in 0..plot.sales {
        let (errand, begins) = draw_sale(&mut world.lock(), plot, number, selling_ms);
        spawn(world, errand, begins);
    }
    let shops = u64::try_from(SHOPS.len()).expect("two");
    for number in plot.sales..plot.sales + shops * BUYS_AHEAD {
        let drawn = draw_ahead(&mut world.lock(), plot, number, selling_ms / 2);
        if let Some((errand, begins)) = drawn {
            spawn(world, errand, begins);
        }
    }
    tokio::time::sleep(SELLING).await;
}

fn spawn(world: &Arc<World>, errand: Errand, begins: u64) {
    let world = Arc::clone(world);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(begins)).await;
        errand.run(world).await;
    });
}

/// What a customer wants, and when they come.
fn draw_sale(state: &mut State, plot: Plot, number: u64, selling_ms: u64) -> (Errand, u64) {
    let begins = state.chance.below(selling_ms);
    let row: &'static Row = state.chance.pick(plot.rows);
    let shop = usize::try_from(state.chance.below(2)).expect("two");
    let goods: Vec<&Product> = goods_of(&state.shops[shop].image, row).collect();
    let which = usize::try_from(number).expect("few") % goods.len();
    let (product, asked) = (
        goods[which].id.clone(),
        goods[which].required_info.iter().map(|info| info.key.clone()).collect(),
    );
    let often = if state.is_bulk && !row.has_reference { 2 } else { 20 };
    let quantity = if state.chance.once_in(often) { 3 } else { 1 };
    let phone = state.chance.once_in(2);
    let processor = draw_processor(&mut state.chance, plot.processors);
    let plan = match processor {
        Some(processor) => Plan::draw_paid(&mut state.chance, row.faults, processor),
        None => Plan::draw(&mut state.chance, row.faults),
    };
    let for_shelf = false;
    (Errand { shop, number, product, asked, quantity, for_shelf, phone, processor, plan }, begins)
}

/// What the owner wants to have on the shelf, and when they think of it.
fn draw_ahead(state: &mut State, plot: Plot, number: u64, within_ms: u64) -> Option<(Errand, u64)> {
    let begins = state.chance.below(within_ms);
    let row: &'static Row = state.chance.pick(plot.rows);
    let shop = usize::try_from(state.chance.below(2)).expect("two");
    let goods: Vec<ProductId> = goods_of(&state.shops[shop].image, row)
        .filter(|product| product.can_be_bought_ahead())
        .map(|product| product.id.clone())
        .collect();
    if goods.is_empty() {
        return None;
    }
    let product = state.chance.pick(&goods).clone();
    let quantity = u32::try_from(state.chance.between(1, 3)).expect("small");
    let plan = Plan::draw(&mut state.chance, row.faults);
    let errand = Errand {
        shop,
        number,
        product,
        asked: Vec::new(),
        quantity,
        for_shelf: true,
        phone: false,
        processor: None,
        plan,
    };
    Some((errand, begins))
}

fn goods_of<'a>(image: &'a Image, row: &'static Row) -> impl Iterator<Item = &'a Product> {
    let supplier = row.id();
    image.products.values().filter(move |product| product.supplier == supplier)
}

/// Once an hour one of the suppliers cannot be reached; windows notice it when they ask for balances.
async fn be_down(world: Arc<World>, rows: &'static [Row], selling_ms: u64) {
    let (begins, lasts, account) = {
        let chance = &mut world.lock().chance;
        let lasts = chance.between(DOWN_MS.0, DOWN_MS.1);
        let begins = chance.between(selling_ms / 4, selling_ms - lasts);
        let account = chance.below(u64::try_from(rows.len()).expect("few"));
        (begins, lasts, usize::try_from(account).expect("few"))
    };
    let supplier = rows[account].id();
    tokio::time::sleep(Duration::from_millis(begins)).await;
    {
        let at = world.elapsed();
        let mut state = world.lock();
        state.down = Some((account, at + lasts));
        state.trace.note(at, format_args!("{supplier} is down for {lasts} ms"));
    }
    for wait in [lasts / 4, lasts] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        for shop in 0..SHOPS.len() {
            clerk::ask_balance(&world, shop, &supplier).await;
        }
    }
}

/// Every fourth customer pays by card.
fn draw_processor(
    chance: &mut Chance,
    processors: &'static [processors::Row],
) -> Option<&'static processors::Row> {
    (!processors.is_empty() && chance.below(100) < PAID_BY_CARD).then(|| chance.pick(processors))
}

/// Faults are over: windows close, a scheduler recovers now and then, the owner decides.
async fn calm_down(world: &Arc<World>) {
    let_go(world);
    {
        let mut state = world.lock();
        state.calm = true;
        for shop in &mut state.shops {
            shop.full_until = 0;
            shop.clock_right_at = 0;
        }
    }
    // Sales that began are heard out; then the shop closes.
    tokio::time::sleep(Duration::from_secs(10 * 60)).await;
    world.lock().closed = true;
    // A request that arrived late may have met what was meant for another.
    let now = world.now();
    world.lock().accounts.iter_mut().for_each(|account| account.fake.let_go(now));
    close(world);
    // What was paid late was bought after the last fault, and a lever may have waited for it.
    let_go(world);
    recover(world, &RECOVERS_TO_SETTLE).await;
    judge_liveness(world);
    for shop in 0..SHOPS.len() {
        clerk::decide(world, shop).await;
        clerk::decide_about_money(world, shop).await;
    }
    recover(world, &RECOVERS_TO_KNOW).await;
    for shop in 0..SHOPS.len() {
        clerk::decide_late(world, shop).await;
    }
}

/// Somebody at the suppliers looks at what is held there.
fn let_go(world: &World) {
    let now = world.now();
    for account in &mut world.lock().accounts {
        account.fake.let_go(now);
    }
}

async fn recover(world: &Arc<World>, pauses: &[u64]) {
    for hours in pauses {
        tokio::time::sleep(Duration::from_secs(hours * 3600)).await;
        for shop in 0..SHOPS.len() {
            clerk::recover(world, shop, Duration::from_secs(60)).await;
        }
    }
}

fn close(world: &World) {
    let all: Vec<_> = world.lock().shops.iter().flat_map(|shop| shop.processes.clone()).collect();
    for process in all {
        process.kill(world, "the shop closes");
    }
}

/// INV-12: everything has ended or needs a person, and persons are needed for what only they can tell.
fn judge_liveness(world: &World) {
    let (at, now) = (world.elapsed(), world.now());
    let mut state = world.lock();
    let mut late = Vec::new();
    let mut cases = Vec::new();
    for shop in &state.shops {
        for (id, row) in &shop.image.orders {
            let is = row.record.state;
            if is == OrderState::NeedsAttention {
                cases.push((row.record.supplier.clone(), oracle::case_of(&state, id)));
            } else if !is.is_final() && !shop.image.waits_for_person(id) {
                late.push(format!("INV-12: {id} is {} a day after the last fault", is.as_str()));
            }
        }
    }
    late.extend(oracle::money::unfinished(&state, i64::try_from(now).expect("not that late")));
    for (processor, case) in oracle::money::cases(&state) {
        state.coverage.count(&format!("{processor}: money needs a person: {case}"));
    }
    for (supplier, case) in cases {
        state.coverage.count(&format!("{supplier}: needs a person: {case}"));
    }
    for what in late {
        state.violation(at, what);
    }
}

fn outcome(world: &World) -> Outcome {
    let mut state = world.lock();
    let mut coverage = std::mem::take(&mut state.coverage);
    for (hole, is_so) in oracle::UNTOLD {
        let rows = state.shops.iter().flat_map(|shop| shop.image.orders.values());
        let known = rows.filter_map(|row| Some((row, state.known.get(&row.record.id)?)));
        let count = known.filter(|(row, known)| is_so(&state, known, row)).count();
        coverage.add(hole, u64::try_from(count).expect("few"));
    }
    for shop in &state.shops {
        coverage.add("sales", shop.image.sale_count());
        for (id, row) in &shop.image.orders {
            let supplier = &row.record.supplier;
            let is = row.record.state.as_str();
            coverage.count(&match row.record.purpose {
                Purpose::Customer => format!("{supplier}: orders {is}"),
                Purpose::Shelf => format!("{supplier}: bought ahead, {is}"),
            });
            if state.known.get(id).is_some_and(|known| known.is_faulty) {
                coverage.count(&format!("{supplier}: orders with faults"));
            }
        }
        for row in shop.image.tenders.values() {
            let (processor, is) = (&row.record.processor, row.record.state.as_str());
            coverage.count(&format!("{processor}: tenders {is}"));
        }
        let told = shop.image.attention.keys().map(|(_, kind)| *kind);
        told.for_each(|kind| coverage.count(&format!("late truths told: {kind}")));
    }
    Outcome {
        hash: state.trace.hash(),
        events: state.trace.events(),
        violations: std::mem::take(&mut state.violations),
        coverage,
        text: state.trace.text().to_owned(),
    }
}

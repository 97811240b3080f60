//! One sale, tried with every reply class and a death at every boundary, and a death at every boundary
//! of its recovery, and at every boundary of the recovery of that (INV-16).
//!
//! It must never know: which of these paths are likely.

use crate::{
    clerk::{self, Errand},
    faults::{Act, EVERYWHERE, Fault, Money, Plan, Planned},
    oracle, processors,
    suppliers::{Account, Row, replies::REPLIES},
    till,
    world::World,
};
use domain::{
    product::{Product, ProductKind},
    shop::EngineSettings,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::runtime::Builder;

/// A shorter window than a shop's and fewer looks, so that a recovery has few boundaries that repeat
/// each other; where a customer is waited for, fewer still for the same reason.
fn settings(class: Class) -> EngineSettings {
    let seconds = Duration::from_secs;
    let (settle_window, poll_every, poll_max) = match class.processor {
        None => (seconds(8), seconds(4), seconds(15)),
        Some(_) => (seconds(40), seconds(20), seconds(60)),
    };
    EngineSettings { settle_window, poll_every, poll_max, ..EngineSettings::default() }
}

/// What trying all paths of a class came to.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    /// Every schedule of deaths.
    pub(crate) paths: u64,
    /// Those whose last death left a world that no other left, carried to their end. A world that was
    /// seen before goes the same way again: nothing here is left to chance.
    pub(crate) carried: u64,
    pub(crate) broken: Vec<String>,
    /// The worlds seen, by their hash, at how many deaths.
    worlds: BTreeSet<(usize, u64)>,
}

/// What one path came to.
struct Ran {
    /// Boundaries of the process that was the first not to die on schedule.
    boundaries: u64,
    violations: Vec<String>,
}

/// A reply class: a fault with the words it is drawn with.
#[derive(Clone, Copy)]
pub(crate) struct Class {
    pub(crate) row: &'static Row,
    /// Who takes the money, if it is not cash.
    pub(crate) processor: Option<&'static processors::Row>,
    pub(crate) fault: Option<&'static Fault>,
    /// The chance that the words are drawn from.
    pub(crate) seed: u64,
    /// How many are sold; more than one share a request.
    pub(crate) units: u32,
    pub(crate) shelf: Shelf,
}

/// What a sale has to do with the shop's shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// Nothing: it is empty.
    Empty,
    /// It is bought for the shelf.
    Buys,
    /// So many were bought ahead before.
    Holds(u32),
}

impl Class {
    pub(crate) fn name(&self) -> String {
        let fault = self.fault.map_or("clean", |fault| fault.name);
        let paid = self.processor.map_or("cash", |processor| processor.name);
        let (units, shelf) = (self.units, self.shelf);
        format!("{} / {paid} / {fault} / {} / {units} / {shelf:?}", self.row.name, self.seed)
    }
}

/// One class for each way the engine can hear of a purchase: what is read as "no clear answer" is tried
/// here as an HTML page, and in all its wordings with fewer deaths.
pub(crate) fn ways(row: &'static Row) -> Vec<Class> {
    let unclear = [
        "reply to purchase: 5xx in its own form",
        "reply to purchase: 409 of an order made",
        "reply to purchase: garbage",
        "reply to purchase: too long",
        "reply to purchase: cut",
        "reply to purchase: half of its JSON",
        "reply to purchase: drips",
        "reply to purchase: every key twice",
        "reply to purchase: byte order mark",
        "reply to purchase: empty",
        "reply to purchase: redirect",
        "reply to purchase: none at all",
        "purchase: name not found",
        "purchase: TLS handshake failed",
        "look-up: no reply at all",
        "look-up: 5xx or HTML",
        "look-up: 401",
        "look-up: garbage, cut, empty or twofold",
    ];
    let is_own_way = |class: &Class| class.fault.is_none_or(|fault| !unclear.contains(&fault.name));
    classes(row, 1).into_iter().filter(is_own_way).collect()
}

/// One class for each way the engine can hear of a customer's money, as [`ways`] of a purchase. Which
/// supplier's order is paid for changes little, so the others have fewer deaths.
pub(crate) fn paid_ways(processor: &'static processors::Row, rows: &'static [Row]) -> Vec<Class> {
    let alike = [
        "money: lost before the processor saw it",
        "money: reply unclear",
        "money: reply 429",
        "money looked up: no connection",
        "capture: lost on the way",
        "capture: reply unclear",
        "void: lost on the way",
        "void: reply unclear",
        "refund: lost on the way",
        "refund: reply unclear",
        "payerly: the customer never pays",
        "payerly: no page to show",
        "payerly: other words than documented",
        "mpg: other figures than ours",
    ];
    let is_own_way = |class: &Class| {
        class.fault.map_or(class.row.name == rows[1].name, |fault| !alike.contains(&fault.name))
    };
    paid_classes(processor, rows, 1).into_iter().filter(is_own_way).collect()
}

/// Every class of a supplier: a clean sale, and each fault in up to `variants` different wordings.
pub(crate) fn classes(row: &'static Row, variants: usize) -> Vec<Class> {
    let cash = |fault, seed| {
        let (processor, units, shelf) = (None, 1, Shelf::Empty);
        Class { row, processor, fault, seed, units, shelf }
    };
    let mut classes = vec![cash(None, 0)];
    for fault in EVERYWHERE.iter().chain(REPLIES).chain(row.faults) {
        let mut worded = BTreeSet::new();
        for seed in 0..40 {
            let Some(words) = words_of(fault, seed) else { break };
            if worded.len() < variants && worded.insert(words) {
                classes.push(cash(Some(fault), seed));
            }
        }
    }
    classes
}

/// Every class of a processor: a clean sale of each supplier's, and each fault of its own in up to
/// `variants` different wordings with the second of them, whose orders end soonest.
pub(crate) fn paid_classes(
    processor: &'static processors::Row,
    rows: &'static [Row],
    variants: usize,
) -> Vec<Class> {
    let paid = |row, fault, seed| {
        let (processor, units, shelf) = (Some(processor), 1, Shelf::Empty);
        Class { row, processor, fault, seed, units, shelf }
    };
    let mut classes: Vec<Class> = rows.iter().map(|row| paid(row, None, 0)).collect();
    for fault in processor.all_faults() {
        let mut worded = BTreeSet::new();
        for seed in 0..40 {
            let Some(words) = words_of(fault, seed) else { break };
            if worded.len() < variants && worded.insert(words) {
                classes.push(paid(&rows[1], Some(fault), seed));
            }
        }
    }
    classes
}

/// Buying ahead in each way the engine can hear of a purchase, one by one and by one request.
pub(crate) fn ahead_ways(row: &'static Row) -> Vec<Class> {
    let asks_an_account =
        |class: &Class| class.fault.is_some_and(|it| matches!(it.act, Act::Check(_)));
    let ways =
        ways(row).into_iter().filter(|class| row.is_asked_for_stock() || !asks_an_account(class));
    ways.map(|class| Class { shelf: Shelf::Buys, ..class }).collect()
}

/// Selling with codes on the shelf, while the supplier can be reached and while it cannot: one, and
/// several by one request for which the shelf has too few, or enough.
pub(crate) fn shelf_ways(row: &'static Row) -> Vec<Class> {
    let is_down = |class: &Class| match class.fault.map(|fault| fault.act) {
        None | Some(Act::NeverSent(_)) => true,
        Some(Act::Check(_)) => row.is_asked_for_stock(),
        Some(_) => false,
    };
    let mut ways = Vec::new();
    for class in classes(row, 2).into_iter().filter(is_down) {
        ways.push(Class { shelf: Shelf::Holds(1), ..class });
        if !row.has_reference {
            ways.push(Class { units: 3, shelf: Shelf::Holds(1), ..class });
            ways.push(Class { units: 2, shelf: Shelf::Holds(2), ..class });
        }
    }
    ways
}

/// The fault's words under a seed, numbers apart; none if it is no reply.
fn words_of(fault: &'static Fault, seed: u64) -> Option<String> {
    let mut chance = crate::chance::Chance::new(seed);
    let words = match fault.act {
        Act::Purchase(lever) | Act::Look(lever) | Act::Check(lever) => {
            lever(&mut chance).to_string()
        }
        Act::PurchaseBoth(one, other) => format!("{} {}", one(&mut chance), other(&mut chance)),
        Act::NeverSent(_) | Act::LostBefore | Act::ArrivesLate | Act::ArrivesTwice => String::new(),
        Act::LookNeverSent | Act::LookTwice | Act::Disk(_) => String::new(),
        Act::Kill | Act::KillTwice | Act::PowerCut | Act::Clock(_) | Act::Clerk(_) => return None,
        Act::Late(_) | Act::WrongPerson(..) | Act::Money(Money::GivesBack) => return None,
        Act::Money(Money::Charge(lever) | Money::Look(lever) | Money::Move(_, lever)) => {
            lever(&mut chance).to_string()
        }
        // One class for each card; digits do not tell them apart.
        Act::Money(Money::Cards(cards)) => {
            let which = usize::try_from(seed).ok().filter(|which| *which < cards.len())?;
            "card ".repeat(which + 1)
        }
        Act::Money(_) => String::new(),
    };
    let status =
        words.split("\"status\":").nth(1).and_then(|rest| rest.get(..3)).unwrap_or("").to_owned();
    Some(words.chars().filter(|letter| !letter.is_ascii_digit()).chain(status.chars()).collect())
}

/// Tries all paths of a class with up to so many deaths: of the sale, of its recovery, and so on.
pub(crate) fn try_all(class: Class, deaths: usize) -> Tried {
    let mut tried = Tried::default();
    deeper(class, deaths, &mut Vec::new(), &mut tried);
    tried
}

fn deeper(class: Class, deaths: usize, schedule: &mut Vec<u64>, tried: &mut Tried) {
    tried.paths += 1;
    let Some(ran) = run(class, schedule, tried) else { return };
    tried.carried += 1;
    let told = ran.violations.into_iter();
    tried.broken.extend(told.map(|what| format!("{} {schedule:?}: {what}", class.name())));
    if schedule.len() == deaths || tried.broken.len() > 5 {
        return;
    }
    for boundary in 1..=ran.boundaries {
        schedule.push(boundary);
        deeper(class, deaths, schedule, tried);
        schedule.pop();
    }
}

/// Runs one path; none if the world its last death left was seen before.
fn run(class: Class, schedule: &[u64], tried: &mut Tried) -> Option<Ran> {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.expect("a runtime with a clock and nothing else");
    runtime.block_on(async {
        let accounts = vec![Account::open(class.row, class.seed)];
        let paid = class.processor.map(|row| processors::Account::open(row, class.seed));
        let shops = vec![till::open_shop("TILLA2", &[class.row])];
        let world = World::new(class.seed, accounts, paid.into_iter().collect(), shops, false);
        world.lock().jitter = false;
        world.lock().is_bulk = class.units > 1;
        if let Shelf::Holds(count) = class.shelf {
            fill_shelf(&world, class, count).await;
        }
        let boundaries = live(&world, class, schedule, tried).await?;
        settle(&world).await;
        oracle::judge(&world);
        let violations = std::mem::take(&mut world.lock().violations);
        Some(Ran { boundaries, violations })
    })
}

/// Somebody bought ahead, long before, and nothing went wrong.
async fn fill_shelf(world: &Arc<World>, class: Class, count: u32) {
    let bought = Class { fault: None, units: count, shelf: Shelf::Buys, ..class };
    let (process, till) = till::start(world, 0, settings(class), 0);
    errand(world, bought).sell_and_wait(world, &till).await;
    process.kill(world, "the shelf is full");
    tokio::time::sleep(Duration::from_secs(600)).await;
}

/// The sale and its recoveries, each dying on schedule, and the one that does not.
async fn live(
    world: &Arc<World>,
    class: Class,
    schedule: &[u64],
    tried: &mut Tried,
) -> Option<u64> {
    for generation in 0..=schedule.len() {
        let dies_at = schedule.get(generation).copied().unwrap_or(0);
        let (process, till) = till::start(world, 0, settings(class), dies_at);
        let part = async {
            if generation == 0 {
                errand(world, class).sell_and_wait(world, &till).await;
            } else {
                // What it came to is in the journal.
                drop(till.recover(Duration::from_secs(30)).await);
            }
        };
        tokio::select! {
            biased;
            () = process.died() => {}
            () = part => {}
        }
        if generation == schedule.len() {
            let boundaries = process.boundaries();
            process.kill(world, "the end of its part");
            return Some(boundaries);
        }
        let is_last_death = generation + 1 == schedule.len();
        if is_last_death && !tried.worlds.insert((schedule.len(), world.fingerprint())) {
            return None;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    None
}

fn errand(world: &World, class: Class) -> Errand {
    let own = class.fault.map(|fault| Planned { fault, skip: 0, times: 1 });
    let needed = class.fault.and_then(Plan::needed_for);
    // What is asked before a purchase is asked for what goes to an account.
    let kind = match class.fault.map(|fault| fault.act) {
        Some(Act::Check(_)) if class.shelf == Shelf::Empty => ProductKind::Topup,
        _ => ProductKind::Voucher,
    };
    let for_shelf = class.shelf == Shelf::Buys;
    let fits = |product: &&Product| {
        product.kind == kind && (class.shelf == Shelf::Empty || product.can_be_bought_ahead())
    };
    let state = world.lock();
    let goods = state.shops[0].image.products.values();
    let product =
        goods.clone().find(fits).or_else(|| goods.clone().next()).expect("such a product");
    Errand {
        shop: 0,
        // Which of a list of cards is tried.
        number: class.seed,
        product: product.id.clone(),
        asked: product.required_info.iter().map(|info| info.key.clone()).collect(),
        quantity: class.units,
        for_shelf,
        phone: !for_shelf,
        processor: class.processor,
        plan: Plan::of(needed.into_iter().chain(own).collect()),
    }
}

/// No fault any more: recoveries now and then, and the owner's decision.
async fn settle(world: &Arc<World>) {
    let now = world.now();
    {
        let mut state = world.lock();
        state.calm = true;
        for account in &mut state.accounts {
            account.fake.let_go(now);
        }
    }
    for hours in [1, 1, 22, 2, 24] {
        tokio::time::sleep(Duration::from_secs(hours * 3600)).await;
        clerk::recover(world, 0, Duration::from_secs(30)).await;
        clerk::decide(world, 0).await;
        clerk::decide_late(world, 0).await;
        clerk::decide_about_money(world, 0).await;
    }
}

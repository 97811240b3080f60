//! One sale, tried with every reply class and a death at every boundary, and a death at every boundary
//! of its recovery, and at every boundary of the recovery of that.
//!
//! It must never know: which of these paths are likely.

use crate::{
    clerk::{self, Errand},
    faults::{Act, EVERYWHERE, Fault, Plan, Planned},
    oracle,
    suppliers::{Account, Row, replies::REPLIES},
    till,
    world::World,
};
use domain::{product::ProductKind, shop::EngineSettings};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::runtime::Builder;

/// Shorter than a shop's, so that a recovery has few boundaries that repeat each other.
fn settings() -> EngineSettings {
    EngineSettings { settle_window: Duration::from_secs(5), ..EngineSettings::default() }
}

/// Deaths of one path: the boundary of the sale, of its recovery, of the recovery of that.
const DEPTH: usize = 3;

/// What one path came to.
struct Ran {
    /// Boundaries of the last process that was to die on schedule, or was the first not to.
    boundaries: u64,
    violations: Vec<String>,
}

/// A reply class: a fault with the words it is drawn with.
#[derive(Clone, Copy)]
pub(crate) struct Class {
    pub(crate) row: &'static Row,
    pub(crate) fault: Option<&'static Fault>,
    /// The chance that the words are drawn from.
    pub(crate) seed: u64,
}

impl Class {
    pub(crate) fn name(&self) -> String {
        let fault = self.fault.map_or("clean", |fault| fault.name);
        format!("{} / {fault} / {}", self.row.name, self.seed)
    }
}

/// Every class of a supplier: a clean sale, and each fault in up to `variants` different wordings.
pub(crate) fn classes(row: &'static Row, variants: usize) -> Vec<Class> {
    let mut classes = vec![Class { row, fault: None, seed: 0 }];
    for fault in EVERYWHERE.iter().chain(REPLIES).chain(row.faults) {
        let mut worded = BTreeSet::new();
        for seed in 0..40 {
            let Some(words) = words_of(fault, seed) else { break };
            if worded.len() < variants && worded.insert(words) {
                classes.push(Class { row, fault: Some(fault), seed });
            }
        }
    }
    classes
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
        Act::Late(_) | Act::WrongPerson(..) => return None,
    };
    let status =
        words.split("\"status\":").nth(1).and_then(|rest| rest.get(..3)).unwrap_or("").to_owned();
    Some(words.chars().filter(|letter| !letter.is_ascii_digit()).chain(status.chars()).collect())
}

/// Tries all paths of a class. Answers how many there were, and the broken promises.
pub(crate) fn try_all(class: Class) -> (u64, Vec<String>) {
    try_to_depth(class, DEPTH)
}

/// The same with so many deaths at most.
pub(crate) fn try_to_depth(class: Class, depth: usize) -> (u64, Vec<String>) {
    let mut paths = 0;
    let mut broken = Vec::new();
    deeper(class, depth, &mut Vec::new(), &mut paths, &mut broken);
    (paths, broken)
}

fn deeper(
    class: Class,
    depth: usize,
    schedule: &mut Vec<u64>,
    paths: &mut u64,
    broken: &mut Vec<String>,
) {
    let ran = run(class, schedule);
    *paths += 1;
    broken.extend(
        ran.violations.into_iter().map(|what| format!("{} {schedule:?}: {what}", class.name())),
    );
    if schedule.len() == depth || broken.len() > 5 {
        return;
    }
    for boundary in 1..=ran.boundaries {
        schedule.push(boundary);
        deeper(class, depth, schedule, paths, broken);
        schedule.pop();
    }
}

fn run(class: Class, schedule: &[u64]) -> Ran {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.expect("a runtime with a clock and nothing else");
    runtime.block_on(async {
        let accounts = vec![Account::open(class.row, class.seed)];
        let shops = vec![till::open_shop("TILLA2", &[class.row])];
        let world = World::new(class.seed, accounts, shops, false);
        world.lock().jitter = false;
        let boundaries = live(&world, class, schedule).await;
        settle(&world).await;
        oracle::judge(&world);
        let violations = std::mem::take(&mut world.lock().violations);
        Ran { boundaries, violations }
    })
}

/// The sale and its recoveries, each dying on schedule, and the one that does not.
async fn live(world: &Arc<World>, class: Class, schedule: &[u64]) -> u64 {
    let dies_at = |generation: usize| schedule.get(generation).copied().unwrap_or(0);
    let (process, till) = till::start(world, 0, settings(), dies_at(0));
    let errand = errand(world, class);
    tokio::select! {
        biased;
        () = process.died() => {}
        () = errand.sell_and_wait(world, &till) => {}
    }
    let mut boundaries = process.boundaries();
    process.kill(world, "the end of its part");
    for generation in 1..=schedule.len() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let (process, till) = till::start(world, 0, settings(), dies_at(generation));
        tokio::select! {
            biased;
            () = process.died() => {}
            _recovered = till.recover(Duration::from_secs(30)) => {}
        }
        boundaries = process.boundaries();
        process.kill(world, "the end of its part");
    }
    boundaries
}

fn errand(world: &World, class: Class) -> Errand {
    let faults = class.fault.map(|fault| Planned { fault, skip: 0, times: 1 });
    // What is asked before a purchase is asked for what goes to an account.
    let kind = match class.fault.map(|fault| fault.act) {
        Some(Act::Check(_)) => ProductKind::Topup,
        _ => ProductKind::Voucher,
    };
    let state = world.lock();
    let goods = state.shops[0].image.products.values();
    let product = goods
        .clone()
        .find(|product| product.kind == kind)
        .or_else(|| goods.clone().next())
        .expect("such a product");
    Errand {
        shop: 0,
        number: 1,
        product: product.id.clone(),
        asked: product.required_info.iter().map(|info| info.key.clone()).collect(),
        quantity: 1,
        phone: true,
        plan: Plan::of(faults.into_iter().collect()),
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
    }
}

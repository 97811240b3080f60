//! The simulated world: one true time, supplier accounts with their ledgers, shops with their
//! disks, and everything that is to go wrong.
//!
//! It must never know: how the engine works inside.

use crate::{
    chance::Chance,
    coverage::Coverage,
    faults::{Act, Customer, Money, Plan, Planned},
    journal::image::Image,
    oracle::{Known, money::Asked},
    process::Process,
    processors,
    suppliers::Account,
    trace::Trace,
};
use domain::ids::{OrderId, OwnerId, SaleId};
use engine::till::Till;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::{task, time::Instant};

/// 2026-06-07T12:00:00Z: true time zero of every run.
pub(crate) const NOON_MS: u64 = 1_780_833_600_000;

/// One run's world.
#[derive(Debug)]
pub(crate) struct World {
    begun: Instant,
    state: Mutex<State>,
}

/// What changes in it.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) chance: Chance,
    pub(crate) trace: Trace,
    pub(crate) coverage: Coverage,
    /// Promises that were broken.
    pub(crate) violations: Vec<String>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) processors: Vec<processors::Account>,
    pub(crate) shops: Vec<Shop>,
    pub(crate) known: BTreeMap<OrderId, Known>,
    pub(crate) plans: BTreeMap<OrderId, Plan>,
    /// What left for processors, sale by sale.
    pub(crate) asked: BTreeMap<SaleId, Asked>,
    /// Which supplier cannot be reached at all, and until when.
    pub(crate) down: Option<(usize, u64)>,
    /// Owners whose lock is held.
    pub(crate) alive: BTreeSet<OwnerId>,
    /// Nothing new goes wrong any more.
    pub(crate) calm: bool,
    /// The shops are closed: no window opens any more.
    pub(crate) closed: bool,
    /// Whether calls take a time drawn by chance; without it a run is as bare as can be.
    pub(crate) jitter: bool,
    /// Journals say that a purchase is on disk when it is not: what the judge must see.
    pub(crate) is_forgetful: bool,
    /// Shelves keep what they sold.
    pub(crate) sells_twice: bool,
    /// Whether accounts that can ask for several units at once do.
    pub(crate) is_bulk: bool,
    /// Which order a task is busy with, by the last journal call that named one.
    tasks: HashMap<task::Id, OrderId>,
    /// What is to go wrong with the next order that a task writes down; no id is the root's.
    next_plans: HashMap<Option<task::Id>, Plan>,
    processes: u64,
}

/// A shop: a machine with a disk and a clock, and the processes on it.
#[derive(Debug, Default)]
pub(crate) struct Shop {
    /// The till's code.
    pub(crate) code: &'static str,
    /// What is on disk, synced.
    pub(crate) image: Image,
    /// How far its clock is off, and until when.
    pub(crate) clock_off_ms: i64,
    pub(crate) clock_right_at: u64,
    /// Until when its disk is full.
    pub(crate) full_until: u64,
    pub(crate) window: Option<(Arc<Process>, Till)>,
    pub(crate) processes: Vec<Arc<Process>>,
    pub(crate) sales: u64,
    pub(crate) orders: u64,
    pub(crate) references: u64,
    pub(crate) money_ids: u64,
}

impl World {
    pub(crate) fn new(
        seed: u64,
        accounts: Vec<Account>,
        processors: Vec<processors::Account>,
        shops: Vec<Shop>,
        keep: bool,
    ) -> Arc<Self> {
        let state = State {
            chance: Chance::new(seed),
            trace: Trace::new(keep),
            coverage: Coverage::default(),
            violations: Vec::new(),
            accounts,
            processors,
            shops,
            known: BTreeMap::new(),
            plans: BTreeMap::new(),
            asked: BTreeMap::new(),
            down: None,
            alive: BTreeSet::new(),
            calm: false,
            closed: false,
            jitter: true,
            is_forgetful: false,
            sells_twice: false,
            is_bulk: false,
            tasks: HashMap::new(),
            next_plans: HashMap::new(),
            processes: 0,
        };
        Arc::new(Self { begun: Instant::now(), state: Mutex::new(state) })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds the world")
    }

    /// Milliseconds since the run began, by true time.
    pub(crate) fn elapsed(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).expect("a run is short")
    }

    /// True time, as suppliers know it.
    pub(crate) fn now(&self) -> u64 {
        NOON_MS + self.elapsed()
    }

    /// A hash of everything that what happens next depends on: the time, disks, suppliers, and what is
    /// still planned.
    pub(crate) fn fingerprint(&self) -> u64 {
        let (at, now) = (self.elapsed(), self.now());
        let mut state = self.lock();
        let mut whole = Trace::new(false);
        for shop in &state.shops {
            whole.note(at, format_args!("{:?}", shop.image.tables()));
        }
        whole.note(at, format_args!("{:?} {:?}", state.plans, state.chance));
        for account in &mut state.accounts {
            whole.note(at, format_args!("{}", account.fake.state(now)));
        }
        for account in &mut state.processors {
            whole.note(at, format_args!("{}", account.fake.state(now)));
        }
        whole.hash()
    }

    pub(crate) fn note(&self, what: fmt::Arguments<'_>) {
        let at = self.elapsed();
        self.lock().trace.note(at, what);
    }

    /// A promise was broken.
    pub(crate) fn violation(&self, what: String) {
        let at = self.elapsed();
        self.lock().violation(at, what);
    }
}

impl Shop {
    /// How far its clock is off at a moment.
    pub(crate) fn clock_off(&self, at: u64) -> i64 {
        if at < self.clock_right_at { self.clock_off_ms } else { 0 }
    }
}

impl State {
    pub(crate) fn violation(&mut self, at: u64, what: String) {
        self.trace.note(at, format_args!("VIOLATION {what}"));
        self.violations.push(format!("{at} ms: {what}"));
    }

    /// Tells which order this task is busy with.
    pub(crate) fn busy_with(&mut self, order: &OrderId) {
        if let Some(id) = task::try_id()
            && self.tasks.get(&id) != Some(order)
        {
            self.tasks.insert(id, order.clone());
        }
    }

    /// Which order this task is busy with.
    pub(crate) fn at_hand(&self) -> Option<OrderId> {
        self.tasks.get(&task::try_id()?).cloned()
    }

    /// The order that leads the request which this one shares; itself, where it shares none.
    pub(crate) fn leader_of(&self, order: &OrderId) -> OrderId {
        let row = self.known.get(order).and_then(|known| {
            self.shops[known.shop].image.orders.get(order).map(|row| &row.record)
        });
        let joint = row.and_then(|record| record.joint.as_ref());
        joint.map_or_else(|| order.clone(), |joint| joint.leader.clone())
    }

    /// The orders that share this one's request, itself included.
    pub(crate) fn together(&self, leader: &OrderId) -> Vec<OrderId> {
        let shop = self.known.get(leader).map(|known| known.shop);
        let orders = shop.map(|shop| self.shops[shop].image.together(leader)).unwrap_or_default();
        let ids: Vec<OrderId> = orders.into_iter().map(|order| order.id).collect();
        if ids.is_empty() { vec![leader.clone()] } else { ids }
    }

    /// The first order of the sale whose money this task is busy with.
    pub(crate) fn money_at_hand(&self, shop: usize) -> Option<OrderId> {
        let image = &self.shops[shop].image;
        let sale = &image.orders.get(&self.at_hand()?)?.record.sale_id;
        image.orders_of(sale).into_iter().next()
    }

    /// Plans what goes wrong with the next order this task writes down.
    pub(crate) fn plan_next(&mut self, plan: Plan) {
        self.next_plans.insert(task::try_id(), plan);
    }

    pub(crate) fn planned_next(&mut self) -> Plan {
        self.next_plans.remove(&task::try_id()).unwrap_or_default()
    }

    pub(crate) fn next_process(&mut self) -> u64 {
        self.processes += 1;
        self.processes
    }

    /// Whether a supplier cannot be reached at all.
    pub(crate) fn is_down(&self, account: usize, at: u64) -> bool {
        !self.calm && self.down.is_some_and(|(down, until)| down == account && at < until)
    }

    /// Takes what is planned for an order and due now, and counts it as having happened.
    pub(crate) fn strike(
        &mut self,
        order: &OrderId,
        is_meant: impl Fn(&Planned) -> bool,
    ) -> Option<Planned> {
        if self.calm {
            return None;
        }
        let struck = self.plans.get_mut(order)?.strike(is_meant)?;
        // These strike much later, if they do.
        if !matches!(
            struck.fault.act,
            Act::Late(_) | Act::WrongPerson(..) | Act::Money(Money::Customer(Customer::Late))
        ) {
            self.coverage.hit(struck.fault.name);
        }
        Some(struck)
    }
}

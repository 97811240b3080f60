//! A process: one till with its owner's lock, and the boundaries at which it may die. A dead
//! process's calls never return, so nothing it was about to do happens any more.
//!
//! It must never know: what the calls are for.

use crate::{
    faults::{Act, Jump},
    world::{State, World},
};
use domain::ids::{OrderId, OwnerId};
use std::{
    future,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::sync::watch;

const DAY_MS: i64 = 24 * 3_600_000;

/// One process of a shop.
#[derive(Debug)]
pub(crate) struct Process {
    pub(crate) owner: OwnerId,
    pub(crate) shop: usize,
    boundaries: AtomicU64,
    /// The number of the boundary at which it dies; 0 is none.
    dies_at: AtomicU64,
    dead: watch::Sender<bool>,
    /// The whole machine lost power: what was not synced is gone for certain.
    power_cut: AtomicBool,
}

/// On which side of an effect a boundary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

impl Process {
    /// Starts one; `dies_at` is the number of its last boundary, 0 for none.
    pub(crate) fn start(world: &World, shop: usize, dies_at: u64) -> Arc<Self> {
        let at = world.elapsed();
        let mut state = world.lock();
        let owner = OwnerId::new(format!("process-{:04}", state.next_process()));
        state.alive.insert(owner.clone());
        state.trace.note(at, format_args!("{owner} starts in shop {shop}"));
        let process = Arc::new(Self {
            owner,
            shop,
            boundaries: AtomicU64::new(0),
            dies_at: AtomicU64::new(dies_at),
            dead: watch::Sender::new(false),
            power_cut: AtomicBool::new(false),
        });
        state.shops[shop].processes.push(Arc::clone(&process));
        process
    }

    pub(crate) fn is_dead(&self) -> bool {
        *self.dead.borrow()
    }

    pub(crate) fn lost_power(&self) -> bool {
        self.power_cut.load(Ordering::Relaxed)
    }

    /// Boundaries passed so far.
    pub(crate) fn boundaries(&self) -> u64 {
        self.boundaries.load(Ordering::Relaxed)
    }

    /// Returns when it is dead.
    pub(crate) async fn died(&self) {
        let mut dead = self.dead.subscribe();
        dead.wait_for(|dead| *dead).await.expect("the sender lives in the process");
    }

    /// Ends it, as `kill -9` does or as leaving the program does: the kernel lets go of its lock.
    pub(crate) fn kill(&self, world: &World, why: &str) {
        let at = world.elapsed();
        self.kill_in(&mut world.lock(), at, why);
    }

    fn kill_in(&self, state: &mut State, at: u64, why: &str) {
        if !self.dead.send_replace(true) {
            state.alive.remove(&self.owner);
            state.trace.note(at, format_args!("{} dies: {why}", self.owner));
            let processes = &mut state.shops[self.shop].processes;
            processes.retain(|other| other.owner != self.owner);
        }
    }

    /// A point at which it may die; if it is dead, the call ends here for ever.
    pub(crate) async fn boundary(
        &self,
        world: &World,
        what: &str,
        side: Side,
        order: Option<&OrderId>,
    ) {
        if !self.is_dead() {
            let at = world.elapsed();
            let mut state = world.lock();
            let number = self.boundaries.fetch_add(1, Ordering::Relaxed) + 1;
            let about = order.map_or("", OrderId::as_str);
            state.trace.note(at, format_args!("{} #{number} {side:?} {what} {about}", self.owner));
            if self.dies_at.load(Ordering::Relaxed) == number {
                self.kill_in(&mut state, at, "at the boundary it was to die at");
            } else if let Some(order) = order {
                self.set_clock_as_planned(&mut state, at, order);
                self.die_as_planned(&mut state, at, order);
            }
        }
        self.unless_dead().await;
    }

    fn die_as_planned(&self, state: &mut State, at: u64, order: &OrderId) {
        let struck = state.strike(order, |planned| {
            matches!(planned.fault.act, Act::Kill | Act::PowerCut | Act::KillTwice)
        });
        let Some(struck) = struck else { return };
        match struck.fault.act {
            Act::PowerCut => {
                for process in state.shops[self.shop].processes.clone() {
                    process.power_cut.store(true, Ordering::Relaxed);
                    process.kill_in(state, at, "a power cut");
                }
            }
            Act::KillTwice => {
                // Whoever recovers this order dies too, a little later.
                let skip = u32::try_from(state.chance.below(12)).expect("small");
                if let Some(plan) = state.plans.get_mut(order) {
                    plan.kill_again(skip);
                }
                self.kill_in(state, at, "kill -9, and the next one too");
            }
            _ => self.kill_in(state, at, "kill -9"),
        }
    }

    fn set_clock_as_planned(&self, state: &mut State, at: u64, order: &OrderId) {
        let struck = state.strike(order, |planned| matches!(planned.fault.act, Act::Clock(_)));
        let Some(Act::Clock(jump)) = struck.map(|struck| struck.fault.act) else { return };
        let minutes = state.chance.between(1, 120);
        let off = match jump {
            Jump::Ahead400Days => 400 * DAY_MS,
            Jump::Back1Day => -DAY_MS,
            Jump::To1970 => i64::MIN,
            Jump::BackAndForth => *state.chance.pick(&[-DAY_MS, 0, DAY_MS, 400 * DAY_MS]),
        };
        state.trace.note(at, format_args!("the clock is {off} ms off for {minutes} minutes"));
        let shop = &mut state.shops[self.shop];
        shop.clock_off_ms = off;
        shop.clock_right_at = at + minutes * 60_000;
    }

    /// Goes on for the living and never for the dead.
    pub(crate) async fn unless_dead(&self) {
        if self.is_dead() {
            future::pending::<()>().await;
        }
    }
}

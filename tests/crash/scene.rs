//! A till with its supplier, struck down and judged as often as a campaign likes.
//!
//! It must never know: which blows a campaign is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::thread;
use std::time::{Duration, Instant};

use crate::oracle::{Books, Order};
use crate::report::Report;
use crate::strace::{self, Boundary};
use crate::supplier::Simulator;
use crate::till::{Ended, Till, orders_shown, read_through};

/// A till that takes longer to be usable is broken, not slow.
const RESTART_MAX: Duration = Duration::from_secs(20);
/// How long a request may still be on its way to the supplier after its sender died.
const LANDING: Duration = Duration::from_millis(500);
const LANDINGS: usize = 6;
/// SQLite moves the WAL into the database when it has this many pages of its own.
const WAL_PAGES_MAX: u64 = 1_000;
const WAL_PAGE: u64 = 4_120;
/// More than one sale of one unit adds to the WAL, and less than any sale does.
const WAL_PAGES_OF_A_SALE: u64 = 120;
const WAL_PAGES_LEFT: u64 = 30;

/// When a call is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Blow {
    At(Boundary, usize),
    After(Duration),
    /// So long after a sale's first word, which it says when its order is on record.
    AfterFirstWord(Duration),
}

impl Blow {
    fn row(self, of: &str) -> String {
        match self {
            Self::At(boundary, _) => format!("{of}{}", boundary.name()),
            Self::After(_) => format!("{of}any moment"),
            Self::AfterFirstWord(_) => format!("{of}once on record"),
        }
    }
}

/// A till, its supplier, and what is known about both.
pub(crate) struct Scene<'a> {
    pub(crate) simulator: &'a Simulator,
    pub(crate) till: Till,
    /// The supplier's orders that other tills made: from there to there.
    others: Range<usize>,
    /// Codes by order, as revealed once.
    codes: BTreeMap<String, Option<String>>,
    shown: Vec<Order>,
    sales: usize,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(simulator: &'a Simulator) -> Self {
        let others = 0..simulator.charges().len();
        Self {
            simulator,
            till: Till::provisioned(simulator),
            others,
            codes: BTreeMap::new(),
            shown: Vec::new(),
            sales: 0,
        }
    }

    /// The same past, another future. The first scene must be the simulator's first.
    pub(crate) fn copied(&self, own_charges: usize) -> Self {
        Self {
            simulator: self.simulator,
            till: Till::copied(&self.till),
            others: own_charges..self.simulator.charges().len(),
            codes: self.codes.clone(),
            shown: self.shown.clone(),
            sales: self.sales,
        }
    }

    /// A sale with a request id of its own, as a script makes it.
    fn sale(&mut self, what: &str) -> String {
        self.sales += 1;
        format!("sell {what} --wait 30s --reveal --request-id r{}", self.sales)
    }

    /// A sale that nothing disturbs, and how long it took.
    pub(crate) fn sell(&mut self, what: &str) -> Duration {
        let line = self.sale(what);
        let start = Instant::now();
        let ended = self.till.run(&line).exit(0);
        let took = start.elapsed();
        self.shown.extend(orders_shown(&ended.lines()));
        self.settle("a sale that nothing disturbed");
        took
    }

    fn strike(&self, line: &str, blow: Blow) -> Ended {
        match blow {
            Blow::At(boundary, nth) => {
                self.till.start(strace::killed_at(&self.till, line, boundary, nth)).end()
            }
            Blow::After(moment) => {
                let call = self.till.start(self.till.command(line));
                thread::sleep(moment);
                call.kill()
            }
            Blow::AfterFirstWord(moment) => {
                let mut call = self.till.start(self.till.command(&format!("{line} --follow")));
                call.wait_for_first_word();
                thread::sleep(moment);
                call.kill()
            }
        }
    }

    /// Strikes one sale down, recovers, judges, and says what became of it.
    pub(crate) fn strike_and_judge(
        &mut self,
        what: &str,
        of: &str,
        blow: Blow,
        blows: &[Blow],
        report: &mut Report,
    ) {
        let line = self.sale(what);
        let known = self.ids();
        let struck = self.strike(&line, blow);
        let shown = orders_shown(&struck.lines());
        self.shown.extend(shown.iter().cloned());
        let row = blow.row(of);
        let was_killed = struck.code.is_none();
        if let Blow::At(boundary, _) = blow {
            report.calls(&row, strace::calls_begun(&self.till, boundary.call), was_killed);
        }
        let found = self.restart(report);
        let found: Vec<Order> =
            found.into_iter().filter(|order| !known.contains(&order.id)).collect();
        for blow in blows {
            let row = blow.row("recover: ");
            let was_killed = self.strike("recover --wait 30s", *blow).code.is_none();
            if let Blow::At(boundary, _) = blow {
                report.calls(&row, strace::calls_begun(&self.till, boundary.call), was_killed);
            }
            if was_killed {
                report.killed(&row, "recovered by the next");
            } else {
                report.outlived(&row);
            }
        }
        let now = self.settle(&format!("{line} {blow:?} {blows:?}"));
        let end = |order: &Order| now.iter().find(|it| it.id == order.id).map(|it| &it.state);
        for order in found.iter().filter(|order| order.state == "prepared") {
            let end = end(order).map_or("gone", String::as_str);
            assert_eq!(end, "refused", "its customer is gone: {order:?} {line} {blow:?}");
        }
        if !was_killed {
            report.outlived(&row);
            return;
        }
        let was_acknowledged =
            |order: &Order| shown.iter().any(|it| it.id == order.id && it.state == "delivered");
        let verdict = match found.first() {
            None => "not on record".to_owned(),
            Some(order) if was_acknowledged(order) => "shown".to_owned(),
            Some(order) => {
                format!("{}→{}", order.state, end(order).map_or("gone", String::as_str))
            }
        };
        report.killed(&row, &verdict);
        self.ask_again(&line, found.first());
    }

    fn ids(&self) -> BTreeSet<String> {
        self.codes.keys().cloned().collect()
    }

    /// The first call after a kill: how long until the till can be used?
    fn restart(&self, report: &mut Report) -> Vec<Order> {
        let start = Instant::now();
        let orders = self.till.orders();
        let took = start.elapsed();
        assert!(took < RESTART_MAX, "the till took {took:?} to be usable again");
        report.restarted(took);
        orders
    }

    /// Follows everything up and judges it.
    #[track_caller]
    fn settle(&mut self, after: &str) -> Vec<Order> {
        let mut landings = 0;
        loop {
            self.till.recover();
            let orders = self.revealed();
            let broken = self.broken(&orders);
            if broken.is_empty() {
                return orders;
            }
            landings += 1;
            let seed = "RASEED_SEED chooses the moments";
            assert!(landings < LANDINGS, "after {after} ({seed}):\n{}", broken.join("\n"));
            // What was looked for while it was still on its way is found by a later look.
            thread::sleep(LANDING);
        }
    }

    fn broken(&self, orders: &[Order]) -> Vec<String> {
        let mut charges = self.simulator.charges();
        charges.drain(self.others.clone());
        let books = Books { orders, charges: &charges, shown: &self.shown };
        let mut broken = books.violations();
        broken.extend(self.till.faults());
        broken
    }

    /// The orders on record; codes are revealed once, when their order is first met delivered.
    fn revealed(&mut self) -> Vec<Order> {
        let mut orders = self.till.orders();
        for order in &mut orders {
            if order.state == "delivered" {
                let till = &self.till;
                let code = self.codes.entry(order.id.clone()).or_default();
                if code.is_none() {
                    *code = till.revealed(&order.id).code;
                }
                order.code.clone_from(code);
            } else {
                self.codes.entry(order.id.clone()).or_default();
            }
        }
        orders
    }

    /// The same request again: it answers with the sale that was made, and buys only if none was.
    fn ask_again(&mut self, line: &str, made: Option<&Order>) {
        let Some(made) = made else { return };
        let before = self.simulator.purchases();
        // What needs a person will not end by itself, however long it is waited for.
        let answer = self.till.run(&line.replace("--wait 30s", "--wait 0s"));
        let orders = orders_shown(&answer.lines());
        assert!(
            orders.iter().all(|order| order.sale_id == made.sale_id),
            "{line} made a second sale: {answer:?}"
        );
        assert_eq!(self.simulator.purchases(), before, "{line} bought again");
        self.shown.extend(orders);
    }

    /// Adds to the WAL, and less than is left in it.
    fn fill(&mut self) {
        let left = WAL_PAGES_MAX.saturating_sub(wal_pages(&self.till));
        let units = (left / WAL_PAGES_OF_A_SALE).saturating_sub(1).min(20);
        if units == 0 {
            // A reveal adds few pages, and fewer than may be left.
            self.till.revealed(&self.shown[0].id);
            return;
        }
        let voucher = self.simulator.supplier.voucher;
        let line = self.sale(&format!("{voucher} --quantity {units}"));
        for order in orders_shown(&self.till.run(&line).exit(0).lines()) {
            self.codes.insert(order.id.clone(), order.code.clone());
            self.shown.push(order);
        }
    }

    /// The end of a till's campaign: everything is revealed once more, and `doctor` is content.
    pub(crate) fn end(mut self) {
        self.codes.clear();
        self.settle("the whole campaign");
        self.till.run("doctor").exit(0);
    }
}

/// A till that has sold, on a simulator that has sold nothing else.
pub(crate) fn veteran(simulator: &Simulator) -> Scene<'_> {
    let mut scene = Scene::new(simulator);
    scene.sell(simulator.supplier.voucher);
    scene
}

/// Sells until the next sale finds the WAL full. Somebody else has the database open all the while:
/// the last one that closes it in peace would empty the WAL.
pub(crate) fn veteran_before_checkpoint(simulator: &Simulator) -> Scene<'_> {
    let mut scene = veteran(simulator);
    let data_dir = scene.till.data_dir();
    let filled = read_through(&data_dir, async |_| {
        while WAL_PAGES_MAX.saturating_sub(wal_pages(&scene.till)) > WAL_PAGES_LEFT {
            scene.fill();
        }
        Till::copied(&scene.till)
    });
    scene.till = filled.expect("the database opens");
    let pages = wal_pages(&scene.till);
    assert!(pages < WAL_PAGES_MAX, "the WAL is over full: {pages} pages");
    scene
}

/// Pages in a WAL that was not begun anew since it was made.
fn wal_pages(till: &Till) -> u64 {
    let wal = std::fs::metadata(till.data_dir().join("till.db-wal"));
    wal.map_or(0, |wal| wal.len() / WAL_PAGE)
}

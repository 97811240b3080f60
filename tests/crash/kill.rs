//! Kills: `sell`, and the `recover` after it, ended by SIGKILL at system calls and at random moments.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use crate::oracle::{Books, Order};
use crate::report::{Report, run_all};
use crate::seed::Seed;
use crate::strace::{self, Boundary, On};
use crate::supplier::{SUPPLIERS, Simulator, Supplier};
use crate::till::{Ended, Till, orders_shown, read_through};

/// The system calls between which a sale's life could be cut.
const OF_A_SALE: &[Boundary] = &[
    Boundary { call: "flock", on: On::Anything },
    Boundary { call: "mkdir", on: On::Anything },
    Boundary { call: "ftruncate", on: On::File("till.db-shm") },
    Boundary { call: "pwrite64", on: On::File("till.db-shm") },
    WAL_WRITE,
    WAL_SYNC,
    // The linked SQLite syncs with fsync; another build would with this.
    Boundary { call: "fdatasync", on: On::File("till.db-wal") },
    CONNECT,
    SEND,
    Boundary { call: "sendto", on: On::Anything },
    RECEIVE,
    SHOW,
    UNLINK,
];
const WAL_WRITE: Boundary = Boundary { call: "pwrite64", on: On::File("till.db-wal") };
const WAL_SYNC: Boundary = Boundary { call: "fsync", on: On::File("till.db-wal") };
const CONNECT: Boundary = Boundary { call: "connect", on: On::Anything };
const SEND: Boundary = Boundary { call: "writev", on: On::Anything };
const RECEIVE: Boundary = Boundary { call: "recvfrom", on: On::Anything };
const SHOW: Boundary = Boundary { call: "write", on: On::Stdout };
const UNLINK: Boundary = Boundary { call: "unlink", on: On::Anything };
/// Those of a top-up, which asks the supplier before it buys, that differ.
const OF_A_TOP_UP: &[Boundary] = &[WAL_SYNC, CONNECT, SEND, RECEIVE];
/// Those of a sale that finds the WAL full and moves it into the database.
const OF_A_CHECKPOINT: &[Boundary] = &[
    Boundary { call: "pwrite64", on: On::File("till.db") },
    Boundary { call: "fsync", on: On::File("till.db") },
    Boundary { call: "fdatasync", on: On::File("till.db") },
    Boundary { call: "ftruncate", on: On::File("till.db") },
    WAL_SYNC,
    Boundary { call: "ftruncate", on: On::File("till.db-wal") },
];
/// Those of a recovery with an order to look up.
const OF_A_RECOVERY: &[Boundary] = &[WAL_WRITE, WAL_SYNC, CONNECT, SEND, RECEIVE, SHOW];

/// A spread of a sale's boundaries for the ordinary tests; the whole campaign takes every one.
const SPREAD: &[(Boundary, &[usize])] = &[
    (WAL_WRITE, &[1, 20, 42, 55, 70]),
    (WAL_SYNC, &[1, 2, 3, 4, 5]),
    (CONNECT, &[1]),
    (SEND, &[1]),
    (RECEIVE, &[1]),
    (SHOW, &[1, 2]),
    (UNLINK, &[1]),
];

/// A run that ends before its blow falls is followed by so many others that may not, where the same
/// number does not always mean the same call.
const TRIES: usize = 5;
/// No sale has more calls of a kind.
const CALLS_MAX: usize = 2_000;
/// Kills of one till before the next one takes its place.
const KILLS_OF_A_TILL: usize = 25;
/// Random kills of the whole campaign, unless `RASEED_KILLS` says otherwise.
const RANDOM_KILLS: usize = 1_000;
/// A till that takes longer to be usable is broken, not slow.
const RESTART_MAX: Duration = Duration::from_secs(20);
/// How long a request may still be on its way to the supplier after its sender died.
const LANDING: Duration = Duration::from_millis(500);
const LANDINGS: usize = 6;
/// SQLite moves the WAL into the database when it has this many pages of its own.
const WAL_PAGES_MAX: u64 = 1_000;
const WAL_PAGE: u64 = 4_120;
/// More than one sale of one unit adds to the WAL, and less than any sale does.
const WAL_PAGES_OF_A_SALE: u64 = 50;
const WAL_PAGES_LEFT: u64 = 12;

/// When a call is killed.
#[derive(Debug, Clone, Copy)]
enum Blow {
    At(Boundary, usize),
    After(Duration),
}

impl Blow {
    fn row(self, of: &str) -> String {
        match self {
            Self::At(boundary, _) => format!("{of}{}", boundary.name()),
            Self::After(_) => format!("{of}any moment"),
        }
    }
}

/// A till, its supplier, and what is known about both.
struct Scene<'a> {
    simulator: &'a Simulator,
    till: Till,
    /// The supplier's orders that other tills made: from there to there.
    others: std::ops::Range<usize>,
    /// Codes by order, as revealed once.
    codes: BTreeMap<String, Option<String>>,
    shown: Vec<Order>,
    sales: usize,
}

impl<'a> Scene<'a> {
    fn new(simulator: &'a Simulator) -> Self {
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
    fn copied(&self, own_charges: usize) -> Self {
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
        }
    }

    /// Strikes one sale down, recovers, judges, and says what became of it.
    fn strike_and_judge(
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
        let verdict = match found.first() {
            None => "not on record".to_owned(),
            Some(order) if shown.iter().any(|it| it.id == order.id) => "shown".to_owned(),
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
            // A reveal adds but a few pages.
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
    fn end(mut self) {
        self.codes.clear();
        self.settle("the whole campaign");
        self.till.run("doctor").exit(0);
    }
}

/// A till that has sold, on a simulator that has sold nothing else.
fn veteran(simulator: &Simulator) -> Scene<'_> {
    let mut scene = Scene::new(simulator);
    let line = scene.sale(simulator.supplier.voucher);
    let shown = orders_shown(&scene.till.run(&line).exit(0).lines());
    scene.shown.extend(shown);
    scene.settle("a sale that nothing disturbed");
    scene
}

/// Sells until the next sale finds the WAL full. Somebody else has the database open all the while:
/// the last one that closes it in peace would empty the WAL.
fn veteran_before_checkpoint(simulator: &Simulator) -> Scene<'_> {
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

/// The same as a bare till, for whom its books are not the matter.
pub(crate) fn before_checkpoint(simulator: &Simulator) -> Till {
    veteran_before_checkpoint(simulator).till
}

/// Kills a sale at every call of one kind, until a run has no such call left.
fn every_call(what: &str, of: &str, veteran: &Scene<'_>, boundary: Boundary) -> Report {
    let simulator = veteran.simulator;
    let mut report = Report::default();
    let own_charges = simulator.charges().len();
    for nth in 1..CALLS_MAX {
        let tries = if boundary.is_counted_surely() { 1 } else { TRIES };
        let before = report.kills();
        for _ in 0..tries {
            let mut scene = veteran.copied(own_charges);
            scene.strike_and_judge(what, of, Blow::At(boundary, nth), &[], &mut report);
            if report.kills() > before {
                break;
            }
        }
        if report.kills() == before {
            return report;
        }
    }
    panic!("{boundary:?} has no end");
}

/// Kills of one till at random moments, every third one followed by kills of its recovery.
fn random_kills(supplier: &'static Supplier, kills: usize, mut seed: Seed) -> Report {
    let mut report = Report::default();
    let simulator = Simulator::start(supplier);
    let mut scene = veteran(&simulator);
    let start = Instant::now();
    let line = scene.sale(supplier.voucher);
    let shown = orders_shown(&scene.till.run(&line).exit(0).lines());
    // A little more than a whole life, so that its last moments are hit too.
    let life = start.elapsed().mul_f32(1.1);
    scene.shown.extend(shown);
    scene.settle("a sale that nothing disturbed");
    while report.kills() < kills {
        let what = match seed.below(4) {
            0 => format!("{}{}", supplier.topup, 100_000_000 + seed.below(800_000_000)),
            1 => format!("{} --quantity 3", supplier.voucher),
            _ => supplier.voucher.to_owned(),
        };
        let blow = Blow::After(seed.moment(life));
        let depth = if seed.once_in(3) { 1 + seed.below(3) } else { 0 };
        let blows: Vec<Blow> = (0..depth).map(|_| Blow::After(seed.moment(life))).collect();
        scene.strike_and_judge(&what, "", blow, &blows, &mut report);
    }
    scene.end();
    report
}

/// A sale killed with its request in the air, then its recovery again and again.
fn nested_kills(simulator: &Simulator, blows: &[Blow], report: &mut Report) {
    let mut scene = Scene::new(simulator);
    let sale = Blow::At(RECEIVE, 1);
    scene.strike_and_judge(simulator.supplier.voucher, "", sale, blows, report);
    scene.end();
}

/// Nothing was proved if the blows all fell beside the sale.
#[track_caller]
fn assert_met(report: &Report, verdicts: &[&str]) {
    for verdict in verdicts {
        assert!(report.verdicts(verdict) > 0, "no kill ended so: {verdict}\n{report:#?}");
    }
}

#[test]
fn killed_at_a_system_call_no_sale_is_lost_or_doubled() {
    let mut report = Report::default();
    for supplier in SUPPLIERS {
        let simulator = Simulator::start(supplier);
        let mut scene = veteran(&simulator);
        for (boundary, calls) in SPREAD {
            for nth in *calls {
                let blow = Blow::At(*boundary, *nth);
                scene.strike_and_judge(supplier.voucher, "", blow, &[], &mut report);
            }
        }
        scene.end();
    }
    report.print("kills at system calls, a spread");
    let met = ["not on record", "prepared→refused", "unknown→delivered", "waiting→delivered"];
    assert_met(&report, &met);
    assert_met(&report, &["unknown→needs_attention", "shown"]);
}

#[test]
fn killed_at_a_random_moment_no_sale_is_lost_or_doubled() {
    let mut report = Report::default();
    for supplier in SUPPLIERS {
        report.merge(random_kills(supplier, 30, Seed::of_run(1)));
    }
    report.print("kills at random moments, a few");
    assert!(report.kills() >= 30);
}

#[test]
fn a_recovery_that_is_killed_again_and_again_is_done_by_the_next_one() {
    let mut report = Report::default();
    for supplier in SUPPLIERS {
        let simulator = Simulator::start(supplier);
        let blows = [Blow::At(RECEIVE, 1), Blow::At(WAL_SYNC, 1), Blow::At(WAL_SYNC, 2)];
        nested_kills(&simulator, &blows, &mut report);
    }
    report.print("kills of recoveries, a few");
    assert!(report.verdicts("recovered by the next") >= 2, "{report:#?}");
}

/// What the whole campaign is cut into.
enum Job {
    Sale(Boundary),
    TopUp(Boundary),
    Checkpoint(Boundary),
    Recovery(Boundary),
    Random(u64),
}

#[test]
#[ignore = "minutes: cargo xtask kill"]
fn whole_campaign() {
    let kills = std::env::var("RASEED_KILLS")
        .map_or(RANDOM_KILLS, |text| text.parse().expect("RASEED_KILLS is a number"));
    for supplier in SUPPLIERS {
        let tills = u64::try_from(kills.div_ceil(KILLS_OF_A_TILL)).expect("not that many");
        let mut jobs: Vec<Job> = OF_A_CHECKPOINT.iter().copied().map(Job::Checkpoint).collect();
        jobs.extend(OF_A_SALE.iter().copied().map(Job::Sale));
        jobs.extend(OF_A_TOP_UP.iter().copied().map(Job::TopUp));
        jobs.extend(OF_A_RECOVERY.iter().copied().map(Job::Recovery));
        jobs.extend((0..tills).map(Job::Random));
        let mut report = Report::default();
        run_all(jobs, |job| run(supplier, job)).into_iter().for_each(|part| report.merge(part));
        report.print(&format!("kills, {}", supplier.kind));
        let met = ["not on record", "prepared→refused", "unknown→delivered", "waiting→delivered"];
        assert_met(&report, &met);
        assert_met(&report, &["unknown→needs_attention", "shown", "recovered by the next"]);
    }
}

fn run(supplier: &'static Supplier, job: Job) -> Report {
    let simulator = Simulator::start(supplier);
    let (voucher, top_up) = (supplier.voucher, format!("{}123456789", supplier.topup));
    match job {
        Job::Sale(boundary) => every_call(voucher, "", &veteran(&simulator), boundary),
        Job::TopUp(boundary) => every_call(&top_up, "top-up: ", &veteran(&simulator), boundary),
        Job::Checkpoint(boundary) => {
            let veteran = veteran_before_checkpoint(&simulator);
            every_call(voucher, "checkpoint: ", &veteran, boundary)
        }
        Job::Recovery(boundary) => every_call_of_recovery(&simulator, boundary),
        Job::Random(nth) => random_kills(supplier, KILLS_OF_A_TILL, Seed::of_run(100 + nth)),
    }
}

/// Kills three recoveries in a row at the same call of one kind, for every such call.
fn every_call_of_recovery(simulator: &Simulator, boundary: Boundary) -> Report {
    let mut report = Report::default();
    for nth in 1..CALLS_MAX {
        let mut of_this = Report::default();
        nested_kills(simulator, &[Blow::At(boundary, nth); 3], &mut of_this);
        let outlived = of_this.verdicts("recovered by the next") == 0;
        report.merge(of_this);
        if outlived {
            return report;
        }
    }
    panic!("{boundary:?} has no end");
}

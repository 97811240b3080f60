//! Kills: `sell`, and the `recover` after it, ended by SIGKILL at system calls and at random moments.

use std::time::Duration;

use crate::report::{Report, run_all};
use crate::scene::{Blow, Scene, veteran, veteran_before_checkpoint};
use crate::seed::Seed;
use crate::strace::{Boundary, On};
use crate::supplier::{SUPPLIERS, Simulator, Supplier};

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
pub(crate) const WAL_WRITE: Boundary = Boundary { call: "pwrite64", on: On::File("till.db-wal") };
pub(crate) const WAL_SYNC: Boundary = Boundary { call: "fsync", on: On::File("till.db-wal") };
pub(crate) const CONNECT: Boundary = Boundary { call: "connect", on: On::Anything };
pub(crate) const SEND: Boundary = Boundary { call: "writev", on: On::Anything };
pub(crate) const RECEIVE: Boundary = Boundary { call: "recvfrom", on: On::Anything };
pub(crate) const SHOW: Boundary = Boundary { call: "write", on: On::Stdout };
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
    (WAL_SYNC, &[1, 2, 3, 4, 5, 6]),
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
/// Sales before the length of a life is measured anew: the machine may have become busy meanwhile.
const LIVES_ALIKE: usize = 8;
/// Random kills of the whole campaign, unless `RASEED_KILLS` says otherwise.
const RANDOM_KILLS: usize = 1_000;

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
fn random_kills(simulator: &Simulator, kills: usize, mut seed: Seed) -> Report {
    let supplier = simulator.supplier;
    let mut report = Report::default();
    let mut scene = veteran(simulator);
    let mut life = Duration::ZERO;
    // Those of recoveries come on top.
    for nth in 0.. {
        if report.kills_at("any moment") + report.kills_at("once on record") >= kills {
            break;
        }
        if nth % LIVES_ALIKE == 0 {
            // A little more than a whole life, so that its last moments are hit too.
            life = scene.sell(supplier.voucher).mul_f32(1.1);
        }
        let what = match seed.below(4) {
            0 => format!("{}{}", supplier.topup, 100_000_000 + seed.below(800_000_000)),
            1 => format!("{} --quantity 3", supplier.voucher),
            _ => supplier.voucher.to_owned(),
        };
        // Most of a life is its process's start; every other blow falls in the rest of it.
        let blow = match seed.once_in(2) {
            true => Blow::After(seed.moment(life)),
            false => Blow::AfterFirstWord(seed.moment(life / 4)),
        };
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
        report.merge(random_kills(&Simulator::start(supplier), 16, Seed::of_run(1)));
    }
    report.print("kills at random moments, a few");
    assert!(report.kills() >= 16);
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
#[derive(Debug)]
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
        let tell = |job: Job| {
            let name = format!("{job:?}");
            let part = run(supplier, job);
            println!("{name}: {} kills", part.kills());
            part
        };
        run_all(jobs, tell).into_iter().for_each(|part| report.merge(part));
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
        Job::Random(nth) => random_kills(&simulator, KILLS_OF_A_TILL, Seed::of_run(100 + nth)),
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

//! Power cuts: sales are recorded once, call by call, and the power is cut everywhere. What a disk
//! could then hold is opened again and judged; the same disk ignoring the WAL's syncs must lose sales,
//! or this harness sees nothing.

use std::collections::BTreeSet;
use std::fs;
use std::time::Instant;

use domain::ids::OrderId;
use engine::ports::Journal as _;
use engine::ports::journal::{JournalError, OrderQuery};
use engine::records::EventKind;
use serde_json::Value;
use storage::Storage;

use crate::disk::{Disk, Files, Names, Rules, Syncs};
use crate::oracle::{Books, Charge, Order};
use crate::report::run_all;
use crate::scene::veteran_before_checkpoint;
use crate::seed::Seed;
use crate::strace;
use crate::supplier::{SUPPLIERS, Simulator};
use crate::till::{Till, orders_shown, read_through};
use crate::trace::{self, Deed, Step};

/// Cuts of the whole campaign, unless `RASEED_CUTS` says otherwise; the control has a fifth of them.
const CUTS: usize = 600;
/// One cut in so many is also judged through the program itself.
const SAMPLED: usize = 10;
/// Cuts made and judged in a row.
const CUTS_OF_A_JOB: usize = 20;

/// The key file is synced without its folder, so its name is kept only by what file systems do.
const OBEDIENT: Rules = Rules { syncs: Syncs::All, names: Names::WithFile };
/// What `synchronous=NORMAL` would do at a commit.
const WITHOUT_WAL_SYNCS: Rules = Rules { syncs: Syncs::NotOf("-wal"), names: Names::WithFile };

/// A stretch of a till's life, and what the world saw of it.
struct Recording {
    /// The disk before it.
    base: Files,
    steps: Vec<Step>,
    /// The clock's end.
    end: usize,
    /// From when on the till had said that it is set up.
    ready: usize,
    /// Orders as they were shown, and when.
    shown: Vec<(usize, Order)>,
    /// References as they left for the supplier, and when.
    sent: Vec<(usize, String)>,
    charges: Vec<Charge>,
}

/// Runs these lines one after the other, those that belong together at once, and writes down what
/// they do.
fn record(simulator: &Simulator, till: &Till, lines: &[Vec<String>], ready: usize) -> Recording {
    let mut recording = Recording {
        base: till.files(),
        steps: Vec::new(),
        end: 0,
        ready,
        shown: Vec::new(),
        sent: Vec::new(),
        charges: Vec::new(),
    };
    for together in lines {
        let ended = till.start(strace::recorded(till, together)).end();
        assert!(matches!(ended.code, Some(0 | 4)), "{together:?}: {ended:?}");
        let log = fs::read_to_string(strace::log(till)).expect("strace wrote a log");
        let steps = trace::parse(&log, &till.data_dir()).expect("a log that can be read");
        let from = recording.end;
        recording.steps.extend(steps.into_iter().map(|step| step.later(from)));
        recording.end += log.lines().count();
    }
    recording.charges = simulator.charges();
    recording.listen();
    recording
}

impl Recording {
    /// Finds what was said and sent among the steps.
    fn listen(&mut self) {
        for step in &self.steps {
            match &step.deed {
                // Whoever reads along may act upon it from the call's first moment.
                Deed::Said(bytes) => {
                    let Ok(said) = serde_json::from_slice::<Value>(bytes) else { continue };
                    if said.get("suppliers").is_some() {
                        self.ready = step.begun;
                    }
                    let orders = orders_shown(std::slice::from_ref(&said));
                    self.shown.extend(orders.into_iter().map(|order| (step.begun, order)));
                }
                Deed::Sent(bytes) => {
                    let text = String::from_utf8_lossy(bytes);
                    let references = self.charges.iter().filter_map(|it| it.reference.as_ref());
                    let sent = references.filter(|it| text.contains(it.as_str()));
                    self.sent.extend(sent.map(|reference| (step.begun, reference.clone())));
                }
                Deed::Made { .. }
                | Deed::Wrote { .. }
                | Deed::Resized { .. }
                | Deed::Synced { .. }
                | Deed::Renamed { .. }
                | Deed::Removed { .. } => {}
            }
        }
    }

    /// A moment to cut at: any, or just after something the world has seen.
    fn moment(&self, seed: &mut Seed) -> usize {
        let seen: Vec<usize> = self
            .shown
            .iter()
            .map(|(at, _)| *at)
            .chain(self.sent.iter().map(|(at, _)| *at))
            .collect();
        if seed.once_in(2) {
            seed.pick(&seen) + 1 + seed.below(3)
        } else {
            seed.below(self.end + 1)
        }
    }

    fn shown_by(&self, cut: usize) -> Vec<Order> {
        let before = self.shown.iter().filter(|(at, _)| *at < cut);
        before.map(|(_, order)| order.clone()).collect()
    }

    fn had_left_by(&self, reference: &str, cut: usize) -> bool {
        self.sent.iter().any(|(at, sent)| *at < cut && sent == reference)
    }

    fn is_ready_by(&self, cut: usize) -> bool {
        self.ready < cut
    }

    /// What is wrong with what a cut left, read as the program reads it but within this process.
    fn judge(&self, till: &Till, cut: usize) -> Verdict {
        let shown = self.shown_by(cut);
        let mut verdict = Verdict { cuts: 1, shown: shown.len(), ..Verdict::default() };
        let is_ready = self.is_ready_by(cut);
        let read = read_through(&till.data_dir(), async |it| read_all(it, is_ready).await);
        let Found { orders, revealed, faults: mut broken } = match read {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => Found::nothing(error.to_string()),
            Err(error) => Found::nothing(error),
        };
        let lost = Books { orders: &orders, charges: &[], shown: &shown }.lost();
        verdict.cuts_that_lost = usize::from(!lost.is_empty());
        broken.extend(lost);
        for order in shown.iter().filter(|it| it.code.is_some() && !revealed.contains(&it.id)) {
            broken.push(format!("{}'s code was shown and the journal is silent", order.reference));
        }
        for charge in &self.charges {
            let order = orders.iter().find(|order| charge.is_of(order));
            let reference = charge.known_as();
            let had_left = self.had_left_by(reference, cut);
            verdict.sent += usize::from(had_left);
            match order.map(|order| order.state.as_str()) {
                None if had_left => broken.push(format!("{reference} had left and is forgotten")),
                // What never left by the till's own books would be refused, and the charge lost.
                Some(state @ ("prepared" | "refused")) if had_left => {
                    broken.push(format!("{reference} had left and is {state}"));
                }
                Some("delivered") if order.is_some_and(|it| it.code != charge.code) => {
                    broken.push(format!("{reference} has another code than the supplier gave"));
                }
                _ => {}
            }
        }
        verdict.broken = broken;
        verdict
    }

    /// The same through the program: it recovers by looking up alone, and then its books are right.
    /// The orders from before the recording were read already.
    fn judge_by_program(&self, till: &Till, cut: usize) -> Vec<String> {
        till.recover();
        let is_own = |charge: &&Charge| {
            self.sent.iter().any(|(_, reference)| reference == charge.known_as())
        };
        let (own, older): (Vec<&Charge>, Vec<&Charge>) = self.charges.iter().partition(is_own);
        let mut orders = till.orders();
        orders.retain(|order| !older.iter().any(|charge| charge.is_of(order)));
        for order in orders.iter_mut().filter(|order| order.state == "delivered") {
            *order = till.revealed(&order.id);
        }
        // What the recording bought after the cut is not this disk's doing, unless it was found.
        let is_known = |charge: &&Charge| {
            let is_found = |order: &Order| charge.is_of(order) && order.state != "refused";
            self.had_left_by(charge.known_as(), cut) || orders.iter().any(is_found)
        };
        let charges: Vec<Charge> = own.into_iter().filter(is_known).cloned().collect();
        let shown = self.shown_by(cut);
        Books { orders: &orders, charges: &charges, shown: &shown }.violations()
    }

    /// Cuts the power so many times.
    fn cut(&self, cuts: usize, rules: Rules, mut seed: Seed) -> Verdict {
        let mut all = Verdict::default();
        for nth in 0..cuts {
            let cut = self.moment(&mut seed);
            let disk = Disk::cut(&self.base, &self.steps, cut, rules);
            let files = disk.survivors(&mut seed);
            let till = Till::holding(&files);
            let mut verdict = self.judge(&till, cut);
            if rules == OBEDIENT && nth % SAMPLED == 0 && self.is_ready_by(cut) {
                let broken = self.judge_by_program(&Till::holding(&files), cut);
                verdict.broken.extend(broken);
                verdict.by_program = 1;
            }
            for broken in &mut verdict.broken {
                *broken = format!("cut at {cut} of {}: {broken}", self.end);
            }
            all.add(verdict);
        }
        all
    }
}

/// What the disk holds, in the oracle's words.
struct Found {
    orders: Vec<Order>,
    /// Orders whose journal says that their code was shown.
    revealed: BTreeSet<String>,
    faults: Vec<String>,
}

impl Found {
    fn nothing(fault: String) -> Self {
        Self { orders: Vec::new(), revealed: BTreeSet::new(), faults: vec![fault] }
    }
}

async fn read_all(storage: &Storage, is_ready: bool) -> Result<Found, JournalError> {
    let (_, mut faults) = storage.integrity().await?;
    if is_ready && storage.shop().await?.is_none() {
        faults.push("the shop was set up and is not".to_owned());
    }
    let query = OrderQuery { limit: u32::MAX, ..OrderQuery::default() };
    let (mut orders, mut revealed) = (Vec::new(), BTreeSet::new());
    for record in storage.orders(&query).await? {
        let code = code_of(storage, &record.id).await?;
        let events = storage.events(&record.id).await?;
        if events.iter().any(|event| event.kind == EventKind::Reveal) {
            revealed.insert(record.id.to_string());
        }
        orders.push(Order {
            id: record.id.to_string(),
            sale_id: record.sale_id.to_string(),
            state: record.state.as_str().to_owned(),
            reference: record.reference.to_string(),
            provider_order_id: record.provider_order_id.map(|id| id.to_string()),
            code,
        });
    }
    Ok(Found { orders, revealed, faults })
}

async fn code_of(storage: &Storage, order: &OrderId) -> Result<Option<String>, JournalError> {
    let secrets = storage.secrets(order).await?;
    let code = secrets.into_iter().find(|secret| secret.label == "code");
    Ok(code.map(|code| code.value.reveal().to_owned()))
}

/// What cuts came to.
#[derive(Debug, Default)]
struct Verdict {
    cuts: usize,
    cuts_that_lost: usize,
    /// Cuts whose disk the program itself recovered.
    by_program: usize,
    /// Orders shown, and orders sent, before their cut.
    shown: usize,
    sent: usize,
    broken: Vec<String>,
}

impl Verdict {
    fn add(&mut self, other: Self) {
        self.cuts += other.cuts;
        self.cuts_that_lost += other.cuts_that_lost;
        self.by_program += other.by_program;
        self.shown += other.shown;
        self.sent += other.sent;
        self.broken.extend(other.broken);
    }

    fn print(&self, what: &str) {
        println!(
            "{what}: {} cuts ({} also recovered by the program), {} times an acknowledged order and {} times one \
             that had left was looked for; cuts that lost something acknowledged: {}; promises broken: {}",
            self.cuts,
            self.by_program,
            self.shown,
            self.sent,
            self.cuts_that_lost,
            self.broken.len()
        );
    }
}

/// From an empty folder through set-up and the first sales, one of them left to `recover`.
fn first_day(simulator: &Simulator) -> Recording {
    let till = Till::new();
    let file = till.beside("shop.toml");
    simulator.write_provisioning(&file);
    let voucher = simulator.supplier.voucher;
    let lines = [
        format!("provision {}", file.display()),
        format!("sell {voucher} --reveal"),
        format!("sell {voucher} --wait 0s"),
        "recover".to_owned(),
        format!("sell {}123456789 --reveal", simulator.supplier.topup),
        format!("sell {voucher} --quantity 3 --reveal --follow"),
    ];
    fs::create_dir_all(till.data_dir()).expect("a folder");
    record(simulator, &till, &lines.map(|line| vec![line]), usize::MAX)
}

/// Sales, two of them at once, among which SQLite moves a full WAL into the database and begins it
/// anew.
fn checkpoint_day(simulator: &Simulator) -> Recording {
    let till = veteran_before_checkpoint(simulator).till;
    let line = format!("sell {} --reveal", simulator.supplier.voucher);
    let alone = || vec![line.clone()];
    record(simulator, &till, &[alone(), alone(), vec![line.clone(); 2], alone()], 0)
}

/// Cuts both days, and both again with a disk that ignores the WAL's syncs.
fn campaign(cuts: usize) {
    for supplier in SUPPLIERS {
        let start = Instant::now();
        let (first, second) = (Simulator::start(supplier), Simulator::start(supplier));
        let days = [
            ("set-up and first sales", &first, first_day(&first)),
            ("sales and a checkpoint", &second, checkpoint_day(&second)),
        ];
        println!("\n== power cuts, {}", supplier.kind);
        for (name, simulator, day) in &days {
            let purchases = simulator.purchases();
            let kept = cut_by_jobs(day, cuts / 2, OBEDIENT);
            kept.print(name);
            assert!(kept.broken.is_empty(), "\n{}", kept.broken.join("\n"));
            assert!(kept.shown > 0 && kept.sent > 0 && kept.by_program > 0, "nothing was judged");
            let control = cut_by_jobs(day, cuts / 10, WITHOUT_WAL_SYNCS);
            control.print(&format!("{name}, the WAL's syncs ignored"));
            assert!(control.cuts_that_lost > 0, "the harness is blind: nothing was lost");
            assert_eq!(simulator.purchases(), purchases, "a recovered till bought again");
        }
        println!("took {} s", start.elapsed().as_secs());
    }
}

fn cut_by_jobs(day: &Recording, cuts: usize, rules: Rules) -> Verdict {
    let jobs: Vec<u64> = (0..).take(cuts.div_ceil(CUTS_OF_A_JOB)).collect();
    let mut all = Verdict::default();
    let cut = |job: u64| day.cut(CUTS_OF_A_JOB.min(cuts), rules, Seed::of_run(10_000 + job));
    run_all(jobs, cut).into_iter().for_each(|verdict| all.add(verdict));
    all
}

#[test]
fn after_a_power_cut_what_was_acknowledged_is_there() {
    campaign(120);
}

#[test]
#[ignore = "minutes: cargo xtask power"]
fn whole_campaign() {
    campaign(
        std::env::var("RASEED_CUTS")
            .map_or(CUTS, |text| text.parse().expect("RASEED_CUTS is a number")),
    );
}

//! Kills of a restore, and of the look for what was sold since: wherever it is cut, the folder holds the whole
//! till or none, the next restore or the next call goes on, and no order is sent again.
//!
//! The command line puts the files in their place itself (`storage::restore`); the window takes rows into its
//! open database (`Storage::restore_here`) after the same opening, proving and making. Both are cut here: the
//! window's way by `tests/window/setup.rs`, in the real window.

use std::fs;
use std::path::{Path, PathBuf};

use crate::disk::Files;
use crate::kill::{CONNECT, RECEIVE, SEND, WAL_SYNC, WAL_WRITE};
use crate::strace::{self, Boundary, On};
use crate::supplier::{SUPPLIERS, Simulator};
use crate::till::{Till, word};

const RENAME: Boundary = Boundary { call: "rename", on: On::Anything };
const SYNC: Boundary = Boundary { call: "fsync", on: On::Anything };
const UNPACK: Boundary = Boundary { call: "write", on: On::File("restoring/till.db") };
const REWRITE: Boundary = Boundary { call: "pwrite64", on: On::File("restoring/till.db") };
const JOURNAL: Boundary = Boundary { call: "pwrite64", on: On::File("restoring/till.db-journal") };
const COMMIT: Boundary = Boundary { call: "unlink", on: On::File("restoring/till.db-journal") };

/// Calls of each kind, by their numbers.
type Places = &'static [(Boundary, &'static [usize])];

fn each(places: Places) -> impl Iterator<Item = (Boundary, usize)> {
    places.iter().flat_map(|(at, all)| all.iter().map(|nth| (*at, *nth)))
}

/// Where a restore is cut: while the file is opened, while the till is made of it, before, between and after the
/// files are put in their place, and while the till is opened for the first time.
const CUTS: Places = &[
    (UNPACK, &[1]),
    (REWRITE, &[1, 3, 5]),
    (JOURNAL, &[1, 5]),
    (COMMIT, &[1]),
    (RENAME, &[1, 2, 3, 4]),
    (SYNC, &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
];
/// Where the disk becomes full in a restore: while the file is opened, while the till is made of it, and while the
/// files are put in their place.
const FULL: Places =
    &[(UNPACK, &[1, 2]), (REWRITE, &[1, 3]), (JOURNAL, &[1, 3]), (RENAME, &[1, 2, 3])];
/// Where the look for what was sold since is cut.
const LOOKS: Places = &[
    (CONNECT, &[1]),
    (SEND, &[1]),
    (RECEIVE, &[1]),
    (WAL_WRITE, &[1, 10, 25]),
    (WAL_SYNC, &[1, 2, 3]),
];

/// A lost till with a sale in its backup and one after it.
struct Lost {
    simulator: Simulator,
    till: Till,
    file: PathBuf,
    backup: Vec<u8>,
    files: Files,
    kept: String,
    since: String,
    bought: u64,
}

impl Lost {
    fn new() -> Self {
        let simulator = Simulator::start(&SUPPLIERS[0]);
        let till = Till::provisioned(&simulator);
        let sell = format!("sell {} --wait 30s", simulator.supplier.voucher);
        let reference = || {
            let lines = till.run(&sell).exit(0).lines();
            word(&lines.last().expect("a sale")["orders"][0], "reference")
        };
        let kept = reference();
        // Bound to the key of the folder it was made from, which is still there.
        let file = till.beside("till.raseed");
        till.run(&format!("backup --out {}", file.display())).exit(0);
        let since = reference();
        let (backup, files) = (fs::read(&file).expect("a backup"), till.files());
        let bought = simulator.purchases();
        Self { simulator, till, file, backup, files, kept, since, bought }
    }

    fn line(&self) -> String {
        format!("restore {}", self.file.display())
    }

    /// What is in the folder now is the whole till, or no till; a new restore and a new call go on from there.
    #[track_caller]
    fn judge(&self, there: &Till, after: &str) -> bool {
        let is_there = there.data_dir().join("till.db").exists();
        if is_there {
            // It is no other's to restore into.
            assert_eq!(there.run(&self.line()).code, Some(2), "{after}");
        } else {
            let again = there.run(&self.line());
            assert_eq!(again.code, Some(0), "{after}: {again:?}");
        }
        assert_eq!(there.run("verify").code, Some(0), "{after}");
        let references = || there.orders().into_iter().map(|order| order.reference);
        assert!(references().any(|it| it == self.kept), "{after}: what it held is there");
        self.untouched(after);
        is_there
    }

    /// What was lost is brought back, and nothing is bought for it.
    #[track_caller]
    fn complete(&self, there: &Till, after: &str) {
        there.recover();
        let mut found: Vec<_> = there.orders();
        found.sort_by_key(|order| order.reference != self.kept);
        let told: Vec<_> =
            found.iter().map(|it| (it.reference.as_str(), it.state.as_str())).collect();
        let both = [(self.kept.as_str(), "delivered"), (self.since.as_str(), "delivered")];
        assert_eq!(told, both, "{after}");
        assert_eq!(self.simulator.purchases(), self.bought, "{after}: nothing was sent again");
        assert!(self.simulator.charges().iter().all(|charge| charge.times == 1), "{after}");
        assert_eq!(there.run("verify").code, Some(0), "{after}");
        assert_eq!(there.faults(), Vec::<String>::new(), "{after}");
    }

    /// The backup and the till it was made of are what they were.
    #[track_caller]
    fn untouched(&self, after: &str) {
        assert!(fs::read(&self.file).expect("it is there") == self.backup, "{after}");
        assert!(without_logs(self.till.files()) == without_logs(self.files.clone()), "{after}");
    }
}

fn without_logs(mut files: Files) -> Files {
    files.retain(|name, _| !Path::new(name).starts_with("logs"));
    files
}

#[test]
fn wherever_a_restore_is_cut_there_is_the_whole_till_or_none() {
    let lost = Lost::new();
    let (mut killed, mut whole) = (0, 0);
    for (boundary, nth) in each(CUTS) {
        let there = Till::new();
        let after = format!("{} {nth}", boundary.name());
        let struck = strace::killed_at(&there, &lost.line(), boundary, nth);
        let was_killed = there.start(struck).end().code.is_none();
        let is_whole = lost.judge(&there, &after);
        killed += usize::from(was_killed);
        whole += usize::from(was_killed && is_whole);
        println!("{after}: killed {was_killed}, a till {is_whole}");
        lost.complete(&there, &after);
    }
    // Nothing was proved if the blows all fell beside the restore, or on one side of the swap.
    assert!(killed >= 12 && whole >= 2 && killed - whole >= 8, "{killed} killed, {whole} whole");
}

#[test]
fn a_disk_that_becomes_full_in_a_restore_is_told_of_and_leaves_the_whole_till_or_none() {
    let lost = Lost::new();
    let mut full = 0;
    for (boundary, nth) in each(FULL) {
        let there = Till::new();
        let after = format!("full at {} {nth}", boundary.name());
        let ended = there.start(strace::full_at(&there, &lost.line(), boundary, nth)).end();
        println!("{after}: {ended:?}");
        if ended.code != Some(0) {
            assert_eq!(ended.code, Some(1), "{after}: {ended:?}");
            assert!(ended.stderr.contains("\"disk_full\""), "{after}: {ended:?}");
            full += 1;
        }
        lost.judge(&there, &after);
        lost.complete(&there, &after);
    }
    // Nothing was proved if the restore was over before.
    assert!(full >= 6, "{full} full disks");
}

#[test]
fn wherever_the_look_for_what_was_sold_since_is_cut_nothing_is_sent_again() {
    let lost = Lost::new();
    let restored = Till::new();
    restored.run(&lost.line()).exit(0);
    let mut killed = 0;
    for (boundary, nth) in each(LOOKS) {
        let there = Till::copied(&restored);
        let after = format!("recover: {} {nth}", boundary.name());
        let struck = strace::killed_at(&there, "recover --wait 30s", boundary, nth);
        let was_killed = there.start(struck).end().code.is_none();
        killed += usize::from(was_killed);
        println!("{after}: killed {was_killed}");
        assert_eq!(lost.simulator.purchases(), lost.bought, "{after}");
        lost.complete(&there, &after);
    }
    assert!(killed >= 5, "{killed} killed");
}

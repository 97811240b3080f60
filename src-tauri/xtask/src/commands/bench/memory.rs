//! The memory of a window with everything that belongs to it, as the kernel shares it out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The proportional set size of all that process `root` began, in KiB; `root` itself is left out.
pub(super) fn of_children(root: u32) -> u64 {
    let parents: BTreeMap<u32, u32> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| Some((pid, parent(pid)?)))
        .collect();
    let mut own = BTreeSet::from([root]);
    // A child may have a lower number than its parent; few are nested deeper than this.
    for _ in 0..8 {
        own.extend(
            parents
                .iter()
                .filter(|(_, of)| own.contains(of))
                .map(|(pid, _)| *pid)
                .collect::<Vec<_>>(),
        );
    }
    own.remove(&root);
    own.into_iter().filter_map(pss).sum()
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in brackets may hold anything.
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn pss(pid: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

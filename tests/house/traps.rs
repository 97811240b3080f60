//! Every trap of `docs/traps.md` has a test that is really there.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::tree::{files, rust};

/// What stands in the last column of the tables: each row and its tests.
fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---"));
    rows.filter_map(|line| {
        let mut cells = line.trim_matches('|').split(" | ");
        let trap = cells.next()?.trim();
        // A row of two cells lists a question and no test.
        cells.next()?;
        let names = cells.next()?.split('`').skip(1).step_by(2).collect();
        (trap != "trap").then_some((trap, names))
    })
}

fn untested(table: &str, known: &BTreeSet<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for (trap, names) in rows(table) {
        if names.is_empty() {
            found.push(format!("{trap}: no test"));
        }
        let gone = names.iter().filter(|name| !known.contains(*name));
        found.extend(gone.map(|name| format!("{trap}: there is no test {name}")));
    }
    found
}

/// Functions of Rust that take nothing or a bench: what a test or a shared scenario looks like.
fn functions(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.split("fn ").skip(1);
    starts.filter_map(|rest| rest.split_once('(')).filter_map(|(name, rest)| {
        let is_test = rest.starts_with(')') || rest.contains(": Bench)");
        is_test.then_some(name)
    })
}

#[test]
fn every_trap_has_its_test() {
    let table = files().iter().find(|file| file.path == "docs/traps.md").expect("the table");
    let known: BTreeSet<&str> = rust().flat_map(|file| functions(&file.text)).collect();
    assert!(rows(&table.text).count() > 70, "traps were lost");
    assert_none(&untested(&table.text, &known));
}

#[test]
fn a_trap_without_a_test_is_found() {
    let known = BTreeSet::from(["it_is_kept"]);
    let table = "| trap | what | test |\n| --- | --- | --- |\n| One. | That. | `it_is_kept` |\n\
        | Two. | That. | `it_is_gone` |\n| Three. | That. | nothing |\n";
    let found = ["Two.: there is no test it_is_gone", "Three.: no test"];
    assert_eq!(untested(table, &known), found);
    assert!(functions("#[test]\nfn a() {}\nasync fn b(bench: Bench) {}\n").eq(["a", "b"]));
}

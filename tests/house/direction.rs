//! Which crate may know which: `domain ← engine ← storage, providers, devices, messages ← raseed`, and
//! `web` for providers and messages.

use std::process::Command;

use serde_json::Value;

use crate::assert_none;

/// A crate, and the crates of ours it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("engine", &["domain"]),
    ("storage", &["engine", "domain"]),
    ("web", &[]),
    ("providers", &["web", "engine", "domain"]),
    ("devices", &["engine", "domain"]),
    ("messages", &["web", "engine", "domain"]),
    ("simulator", &[]),
    ("xtask", &[]),
    ("raseed", &["domain", "engine", "storage", "providers", "devices", "messages", "simulator"]),
];

/// A foreign crate, and the crates of ours that may name it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("sqlx", &["storage"]),
    ("rusqlite", &["storage"]),
    ("reqwest", &["web"]),
    ("rustls", &["web"]),
    ("hyper", &["simulator"]),
    ("ureq", &["xtask"]),
    ("tauri", &["raseed"]),
    ("clap", &["raseed"]),
    ("specta", &["raseed"]),
    (
        "tokio",
        &["engine", "storage", "web", "providers", "devices", "messages", "simulator", "raseed"],
    ),
    ("serde", &["engine", "storage", "providers", "devices", "messages", "simulator", "raseed"]),
];

/// Foreign names of ours that a crate names in what it ships; tests may name more.
fn wrong_ways(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().expect("packages");
    let own: Vec<&str> = packages.iter().map(|package| text(package, "name")).collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = text(package, "name");
        let Some((_, may)) = MAY_NAME.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!("{name}: a new crate; say in tests/house what it may name"));
            continue;
        };
        for dependency in shipped_dependencies(package) {
            let of_ours = own.contains(&dependency) && !may.contains(&dependency);
            let foreign = ONLY_IN.iter().find(|(known, _)| *known == dependency);
            if of_ours || foreign.is_some_and(|(_, only)| !only.contains(&name)) {
                wrong.push(format!("{name} must not know {dependency}"));
            }
        }
    }
    wrong
}

fn shipped_dependencies(package: &Value) -> Vec<&str> {
    let all = package["dependencies"].as_array().expect("dependencies").iter();
    all.filter(|dependency| dependency["kind"] != "dev")
        .map(|dependency| text(dependency, "name"))
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect(key)
}

#[test]
fn crates_know_only_what_lies_inward() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(cargo).args(["metadata", "--no-deps", "--format-version", "1"]).output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    assert!(
        metadata["packages"].as_array().is_some_and(|packages| packages.len() >= MAY_NAME.len())
    );
    assert_none(&wrong_ways(&metadata));
}

#[test]
fn a_crate_that_looks_outward_is_caught() {
    let package = |name: &str, dependency: &str, kind: Value| serde_json::json!({ "name": name, "dependencies": [{ "name": dependency, "kind": kind }] });
    let check = |name: &str, dependency: &str, kind: Value| {
        let packages = [
            package(name, dependency, kind),
            package("storage", "domain", Value::Null),
            package("domain", "zeroize", Value::Null),
        ];
        wrong_ways(&serde_json::json!({ "packages": packages }))
    };
    assert_eq!(check("engine", "storage", Value::Null), ["engine must not know storage"]);
    assert_eq!(check("engine", "storage", "dev".into()), [""; 0]);
    assert_eq!(check("engine", "tauri", "build".into()), ["engine must not know tauri"]);
    assert_eq!(check("engine", "domain", Value::Null), [""; 0]);
    assert_eq!(check("novelty", "rand", Value::Null).len(), 1);
}

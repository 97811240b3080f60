//! `cargo xtask bench`: what can be measured.

use anyhow::{Context, Result};

use crate::process::{cargo, succeeded};

/// Lists the workspace's benchmarks with the command that runs each.
pub fn bench() -> Result<()> {
    let output = cargo(&["metadata", "--no-deps", "--format-version", "1"]).output();
    let metadata: serde_json::Value =
        serde_json::from_slice(&succeeded("cargo metadata", output)?.stdout)?;
    let packages =
        metadata.get("packages").and_then(|list| list.as_array()).context("no packages")?;
    let mut count = 0;
    for package in packages {
        for bench in benches(package) {
            println!("cargo bench -p {} --bench {bench}", text(package, "name"));
            count += 1;
        }
    }
    if count == 0 {
        println!("No benchmark has been written yet.");
    }
    Ok(())
}

fn benches(package: &serde_json::Value) -> Vec<&str> {
    let targets = package.get("targets").and_then(|list| list.as_array());
    let is_bench = |target: &&serde_json::Value| {
        target.pointer("/kind/0").and_then(|kind| kind.as_str()) == Some("bench")
    };
    targets.into_iter().flatten().filter(is_bench).map(|target| text(target, "name")).collect()
}

fn text<'a>(value: &'a serde_json::Value, key: &str) -> &'a str {
    value.get(key).and_then(|text| text.as_str()).unwrap_or_default()
}

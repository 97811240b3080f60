//! `cargo xtask simulate-sales`: the simulation of `cargo test`, optimised and as long as is asked for.

use anyhow::{Context, Result, bail};

use crate::process::cargo;
use crate::steps::Steps;

/// Sales unless told otherwise: minutes, not hours.
const SALES: &str = "1000000";

/// Runs `--sales N` sales, or the one run of `--seed N` with all that happens in it.
pub fn simulate_sales(arguments: &[&str]) -> Result<()> {
    let (variable, number) = match arguments {
        [] => ("SIMULATION_SALES", SALES),
        ["--sales", sales] => ("SIMULATION_SALES", *sales),
        ["--seed", seed] => ("SIMULATION_SEED", *seed),
        other => bail!("simulate-sales takes --sales N or --seed N, not {}", other.join(" ")),
    };
    number
        .parse::<u64>()
        .with_context(|| format!("{number} is not a number of sales or a seed"))?;
    let mut command = cargo(&["test", "--release", "--package", "engine", "--test", "simulation"]);
    command.args(["--", "--ignored", "--exact", "as_many_sales_as_are_asked_for"]);
    command.env_remove("SIMULATION_SALES").env_remove("SIMULATION_SEED").env(variable, number);
    Steps::default().run("cargo test --release --test simulation", &mut command)
}

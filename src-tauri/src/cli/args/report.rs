//! The arguments of `report`.

use crate::{cli::report::Format, sales_report::Topic};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct SalesReport {
    /// What it is about
    #[arg(long, value_enum, default_value = "sales")]
    pub(in crate::cli) kind: Topic,
    /// The first day, by this computer's calendar; today if not given
    #[arg(long, value_name = "DAY")]
    pub(in crate::cli) from: Option<String>,
    /// The last day; today if not given
    #[arg(long, value_name = "DAY")]
    pub(in crate::cli) to: Option<String>,
    /// How it is written to a file: csv is UTF-8 with a header row, json is one object a line, pdf is for paper, in the shop's language
    #[arg(long, value_enum, requires = "out")]
    pub(in crate::cli) format: Option<Format>,
    /// The file; one that is there is replaced once the new one is whole
    #[arg(long, value_name = "FILE", requires = "format")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Make the reports' sums anew from the orders first, where `verify` says that they differ
    #[arg(long)]
    pub(in crate::cli) rebuild: bool,
}

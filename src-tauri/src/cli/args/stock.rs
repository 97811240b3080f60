//! The arguments of `stock`.

use clap::Subcommand;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StockCommand {
    /// List what lies on the shelf
    List,
    /// Buy codes ahead, to be sold for cash while the supplier cannot be reached
    Buy {
        /// The product
        #[arg(long, value_name = "ID")]
        product: String,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 1)]
        quantity: u32,
        /// How long to wait for a final state
        #[arg(long, value_name = "DUR", default_value = "60s", value_parser = super::duration)]
        wait: Duration,
        /// The caller's own id: the same one never buys twice
        #[arg(long, value_name = "ID", value_parser = super::request_id)]
        request_id: Option<String>,
    },
    /// Say how many codes of a product may lie there, recovered ones included; 0 keeps none
    Limit {
        /// The product
        #[arg(long, value_name = "ID")]
        product: String,
        /// How many
        #[arg(long, value_name = "N")]
        keep: u32,
    },
}

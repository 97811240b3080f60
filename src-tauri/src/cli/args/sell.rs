//! `sell`, and the product that `check` asks about too.

use super::{duration, field, request_id};
use clap::Args;
use std::time::Duration;

/// A product, how many, and for whom.
#[derive(Debug, Args)]
pub(in crate::cli) struct Line {
    /// The product
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) product: String,
    /// How many
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) quantity: u32,
    /// The customer's phone, in any form
    #[arg(long, value_name = "P")]
    pub(in crate::cli) phone: Option<String>,
    /// A fact the product asks for, as key=value; repeat for each
    #[arg(long = "field", value_name = "K=V", value_parser = field)]
    pub(in crate::cli) fields: Vec<(String, String)>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct Sell {
    #[command(flatten)]
    pub(in crate::cli) line: Line,
    /// The amount of an open-value product, in its face currency
    #[arg(long, value_name = "DEC", allow_negative_numbers = true)]
    pub(in crate::cli) amount: Option<String>,
    /// How the customer pays: cash, a processor's id, or debt: on account
    #[arg(long, value_name = "T", default_value = "cash")]
    pub(in crate::cli) tender: String,
    /// Who owes it, where the tender is debt: number, phone or name
    #[arg(long, value_name = "DEBTOR")]
    pub(in crate::cli) debtor: Option<String>,
    /// Also beyond what the debtor may owe; only a manager may say so
    #[arg(long, requires = "debtor")]
    pub(in crate::cli) over_limit: bool,
    /// Read a card from stdin, as one JSON object
    #[arg(long)]
    pub(in crate::cli) card_stdin: bool,
    /// Print the slips when delivered
    #[arg(long, value_name = "PRINTER", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "not printing, printing, printing on one printer")]
    pub(in crate::cli) print: Option<Option<String>>,
    /// Text the codes when delivered
    #[arg(long, value_name = "PHONE")]
    pub(in crate::cli) sms: Option<String>,
    /// How long to wait for the end
    #[arg(long, value_name = "DUR", default_value = "60s", value_parser = duration)]
    pub(in crate::cli) wait: Duration,
    /// Show the secrets in clear; noted in the journal
    #[arg(long)]
    pub(in crate::cli) reveal: bool,
    /// Print the sale at every change
    #[arg(long)]
    pub(in crate::cli) follow: bool,
    /// Makes repeating this call safe: the same id never sells twice
    #[arg(long, value_name = "ID", value_parser = request_id)]
    pub(in crate::cli) request_id: Option<String>,
    /// Sell although the same product for the same customer is not finished
    #[arg(long)]
    pub(in crate::cli) again: bool,
}

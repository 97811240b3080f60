//! The arguments of `shift`.

use clap::{Args, Subcommand};
use domain::{
    digits::typed_decimal,
    money::{Currency, parse_decimal},
};
use rust_decimal::Decimal;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ShiftCommand {
    /// Open a shift with the float in the drawer
    Open {
        /// What is in the drawer; repeat for other currencies, such as 20.000:JOD
        #[arg(long, value_name = "DEC", value_parser = cash, required = true, allow_negative_numbers = true)]
        float: Vec<Cash>,
    },
    /// Read the shift (X report)
    X {
        /// Print it
        #[arg(long, value_name = "PRINTER", num_args = 0..=1)]
        #[expect(
            clippy::option_option,
            reason = "not printing, printing, printing on one printer"
        )]
        print: Option<Option<String>>,
    },
    /// Close the shift (Z report)
    Close {
        /// What was counted; repeat for other currencies, such as 20.000:JOD
        #[arg(long, value_name = "DEC", value_parser = cash, required = true, allow_negative_numbers = true)]
        counted: Vec<Cash>,
        /// Why it differs from what is expected
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// Print it
        #[arg(long, value_name = "PRINTER", num_args = 0..=1)]
        #[expect(
            clippy::option_option,
            reason = "not printing, printing, printing on one printer"
        )]
        print: Option<Option<String>>,
    },
    /// Put cash into the drawer without a sale
    PayIn(Payment),
    /// Take cash out of the drawer without a sale
    PayOut(Payment),
    /// Show a Z as its message to the owner says it
    Report {
        /// The Z's number; the newest one without
        #[arg(value_name = "N")]
        number: Option<u32>,
        /// Send it to the owner again; for the owner
        #[arg(long)]
        send: bool,
    },
    /// List the Z reports, newest first
    List {
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 30)]
        limit: u32,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Payment {
    /// How much; in another currency as 20.000:JOD
    #[arg(long, value_name = "DEC", value_parser = cash, allow_negative_numbers = true)]
    pub(in crate::cli) amount: Cash,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: String,
}

/// An amount of notes and coins; in the shop's currency where none is named.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Cash {
    pub(in crate::cli) amount: Decimal,
    pub(in crate::cli) currency: Option<Currency>,
}

fn cash(text: &str) -> Result<Cash, String> {
    let form = || "an amount such as 200.00, or 20.000:JOD in another currency".to_owned();
    let (amount, code) = match text.split_once(':') {
        Some((amount, code)) => (amount, Some(code)),
        None => (text, None),
    };
    let amount = parse_decimal(&typed_decimal(amount)).map_err(|_| form())?;
    let currency = code.map(str::parse).transpose().map_err(|_| form())?;
    Ok(Cash { amount, currency })
}

//! The arguments of `debt`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DebtCommand {
    /// List who may buy on account, those who owe most first
    List,
    /// Tell what happened on a debtor's account
    Show {
        /// The debtor: number, phone or name
        debtor: String,
    },
    /// Add a customer who may buy on account
    Add {
        /// Their name
        name: String,
        /// Their phone, in any form
        phone: String,
        /// What they may owe, in the shop's currency; the shop's usual limit if not named
        #[arg(long, value_name = "DEC", allow_negative_numbers = true)]
        limit: Option<String>,
    },
    /// Say what a debtor may owe
    Limit {
        /// The debtor: number, phone or name
        debtor: String,
        /// How much, in the shop's currency; the shop's usual limit if not named
        #[arg(long, value_name = "DEC", allow_negative_numbers = true)]
        amount: Option<String>,
    },
    /// Take a debtor's cash into the drawer of the open shift
    Repay {
        /// The debtor: number, phone or name
        debtor: String,
        /// How much, in the shop's currency
        #[arg(long, value_name = "DEC", allow_negative_numbers = true)]
        amount: String,
        /// Print the customer's slip
        #[arg(long, value_name = "PRINTER", num_args = 0..=1)]
        #[expect(
            clippy::option_option,
            reason = "not printing, printing, printing on one printer"
        )]
        print: Option<Option<String>>,
    },
    /// Forgive what is owed, or a part of it
    Forgive {
        /// The debtor: number, phone or name
        debtor: String,
        /// How much, in the shop's currency
        #[arg(long, value_name = "DEC", allow_negative_numbers = true)]
        amount: String,
        /// Why; kept in the journal
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

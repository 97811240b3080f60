//! The arguments of `customer`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CustomerCommand {
    /// Erase a number from every finished order, and forget its owner; orders and money stay
    Erase {
        /// The number, in any form
        phone: String,
        /// What the shop owed its owner was paid out to them
        #[arg(long)]
        credit_paid_out: bool,
    },
}

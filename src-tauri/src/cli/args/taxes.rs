//! The arguments of `taxes`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TaxesCommand {
    /// List the rates, the widest first; each also says how much of 100.00 is tax
    List,
    /// Set the rate for all, supplier:ID, brand:NAME or product:ID; the narrowest wins, and prices stay
    Set {
        /// Whose: all, supplier:ID, brand:NAME or product:ID
        scope: String,
        /// In percent, such as 16; 0 is a rate too
        rate: String,
    },
    /// Take a rate back
    Remove {
        /// Whose: all, supplier:ID, brand:NAME or product:ID
        scope: String,
    },
    /// What stands on slips: the tax's name and the shop's number; what is left out is taken back
    Identity {
        /// Such as VAT
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// The shop's number at its tax authority
        #[arg(long, value_name = "NUMBER")]
        number: Option<String>,
    },
}

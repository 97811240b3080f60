//! The arguments of `refunds`.

use super::duration;
use clap::{Args, Subcommand, builder::PossibleValuesParser};
use domain::refund_rule::RefundProof;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RefundsCommand {
    /// List the rules, the widest first
    List,
    /// Set the rule for all, supplier:ID, brand:NAME or product:ID; the narrowest wins
    Set(RefundTerms),
    /// Take a rule back
    Remove {
        /// Whose: all, supplier:ID, brand:NAME or product:ID
        scope: String,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RefundTerms {
    /// Whose: all, supplier:ID, brand:NAME or product:ID
    pub(in crate::cli) scope: String,
    /// Until how long after the sale, in whole hours; without it, at any time
    #[arg(long, value_name = "DUR", value_parser = duration)]
    pub(in crate::cli) within: Option<Duration>,
    /// Also after the code was shown
    #[arg(long)]
    pub(in crate::cli) after_shown: bool,
    /// Only the owner may give it
    #[arg(long)]
    pub(in crate::cli) owner: bool,
    /// What the customer has to bring
    #[arg(long, value_name = "PROOF", default_value = "nothing",
        value_parser = PossibleValuesParser::new(["nothing", "slip", "supplier"]))]
    proof: String,
}

impl RefundTerms {
    /// What the customer has to bring.
    pub(in crate::cli) fn proof(&self) -> RefundProof {
        RefundProof::from_word(&self.proof).unwrap_or(RefundProof::Nothing)
    }
}

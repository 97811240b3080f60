//! The arguments of what a person decides about an order: `resolve`, `refund` and `dispute`.

use crate::dispute::Claim;
use clap::Args;
use domain::shop::Language;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Resolve {
    /// The order
    pub(in crate::cli) id: String,
    /// It was delivered; what the supplier delivered is fetched
    #[arg(long)]
    pub(in crate::cli) as_delivered: bool,
    /// Which of the supplier's orders it is, where several may be it
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) provider_order: Option<String>,
    /// Nothing was bought
    #[arg(long)]
    pub(in crate::cli) as_refused: bool,
    /// Why; kept in the order's history
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Refund {
    /// The sale
    pub(in crate::cli) sale: String,
    /// Why; kept in the history
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: String,
    /// What the customer brought, where the refund table asks for it; kept in the history
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) proof: Option<String>,
    /// Also while it may still be delivered; only the owner may say so
    #[arg(long)]
    pub(in crate::cli) owner_risk: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Dispute {
    /// The order
    pub(in crate::cli) id: String,
    /// The PDF; one that is there is replaced once the new one is whole
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: PathBuf,
    /// What is wrong: the code does not work, nothing came, or it was charged twice
    #[arg(long, value_enum, default_value = "other")]
    pub(in crate::cli) claim: Claim,
    /// More about it, for the supplier to read; never the code
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
    /// The language of the supplier's support
    #[arg(long, value_name = "en|ar", default_value = "en", value_parser = language)]
    pub(in crate::cli) language: Language,
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_word(text).ok_or_else(|| "en or ar".to_owned())
}

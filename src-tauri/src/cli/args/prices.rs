//! The arguments of `prices`. A number below zero is read as one, so that what is wrong with it is said.

use clap::{ArgGroup, Args};

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["set", "take_back", "keep", "rules", "rule", "rises"]))]
#[command(group = ArgGroup::new("how").args(["percent_on_cost", "amount_on_cost", "percent_of_face", "none"]))]
pub(in crate::cli) struct Prices {
    /// Words of the products' names
    #[arg(long, value_name = "Q", conflicts_with = "what")]
    pub(in crate::cli) query: Option<String>,
    /// Only this supplier's
    #[arg(long, value_name = "ID", conflicts_with = "what")]
    pub(in crate::cli) supplier: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", conflicts_with = "what")]
    pub(in crate::cli) limit: Option<usize>,
    /// Set a price; it stands before the file's until a file names another one
    #[arg(long, value_name = "PRODUCT=PRICE")]
    pub(in crate::cli) set: Option<String>,
    /// Take back the price that was set of a product
    #[arg(long, value_name = "PRODUCT")]
    pub(in crate::cli) take_back: Option<String>,
    /// Keep a product's price although its cost rose
    #[arg(long, value_name = "PRODUCT")]
    pub(in crate::cli) keep: Option<String>,
    /// List the rules
    #[arg(long)]
    pub(in crate::cli) rules: bool,
    /// Set the rule for all, supplier:ID, brand:NAME or product:ID; the narrowest wins
    #[arg(long, value_name = "SCOPE", requires = "how")]
    pub(in crate::cli) rule: Option<String>,
    /// The cost and so many percent
    #[arg(long, value_name = "PERCENT", requires = "rule", allow_negative_numbers = true)]
    pub(in crate::cli) percent_on_cost: Option<String>,
    /// The cost and so much in the shop's currency
    #[arg(long, value_name = "AMOUNT", requires = "rule", allow_negative_numbers = true)]
    pub(in crate::cli) amount_on_cost: Option<String>,
    /// So many percent of the face value; 100 is the face value itself
    #[arg(long, value_name = "PERCENT", requires = "rule", allow_negative_numbers = true)]
    pub(in crate::cli) percent_of_face: Option<String>,
    /// Take the rule back
    #[arg(long, requires = "rule")]
    pub(in crate::cli) none: bool,
    /// The rule's prices are multiples of this, rounded up, such as 0.5
    #[arg(
        long,
        value_name = "STEP",
        requires = "rule",
        conflicts_with = "none",
        allow_negative_numbers = true
    )]
    pub(in crate::cli) round_to: Option<String>,
    /// Only say what the rule would change
    #[arg(long, requires = "rule")]
    pub(in crate::cli) preview: bool,
    /// List products whose cost rose since their price was set
    #[arg(long)]
    pub(in crate::cli) rises: bool,
}

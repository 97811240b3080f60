//! The arguments of `attention`.

use clap::{
    ArgGroup, Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use domain::ids::ProviderOrderId;
use engine::{records::TextRemedy, resolve::Ruling};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AttentionCommand {
    /// List what needs a person, oldest first, and which command ends it
    List,
    /// Say that what the list tells about an order was read and seen to
    Seen {
        /// The order
        order: String,
    },
    /// Say what was done about a text message that did not arrive, or may not have
    Texted(Texted),
    /// Say of a refused order whether it is one that its supplier lists after all
    Candidate(Candidate),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Texted {
    /// The order
    pub(in crate::cli) order: String,
    /// What was done: texted again, printed, told by voice, or it had arrived
    #[arg(long, value_name = "WHAT", value_parser = remedies())]
    pub(in crate::cli) done: TextRemedy,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("which").args(["is", "none"]).required(true))]
pub(in crate::cli) struct Candidate {
    /// The order
    pub(in crate::cli) order: String,
    /// The supplier's order that it is; its codes are fetched and go to recovered stock
    #[arg(long, value_name = "ID")]
    is: Option<String>,
    /// It is none of them
    #[arg(long)]
    none: bool,
    /// How this is known; kept in the order's history
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: String,
}

fn remedies() -> impl TypedValueParser<Value = TextRemedy> {
    let remedy = |word: String| TextRemedy::ALL.into_iter().find(|it| it.as_str() == word);
    PossibleValuesParser::new(TextRemedy::ALL.map(TextRemedy::as_str))
        .try_map(move |word| remedy(word).ok_or("no such word"))
}

impl Candidate {
    /// The decision: one of them, or none.
    pub(in crate::cli) fn ruling(&self) -> Ruling {
        match &self.is {
            Some(id) => Ruling::Delivered { candidate: Some(ProviderOrderId::new(id.clone())) },
            None => Ruling::Refused,
        }
    }
}

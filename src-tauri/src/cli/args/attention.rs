//! The arguments of `attention`.

use clap::{ArgGroup, Args, Subcommand, builder::PossibleValuesParser};
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
    #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(remedies()))]
    done: String,
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

fn remedies() -> [&'static str; 4] {
    TextRemedy::ALL.map(TextRemedy::as_str)
}

impl Texted {
    /// What was done; clap has let nothing else in.
    pub(in crate::cli) fn remedy(&self) -> Option<TextRemedy> {
        TextRemedy::ALL.into_iter().find(|remedy| remedy.as_str() == self.done)
    }
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

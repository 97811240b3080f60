//! Which upstreams there are, where each is found, and how it is opened: one line for each.
//!
//! It must never know: sockets, or what any of them answers.

use crate::mpg::{self, Mpg};
use crate::palcards::{self, PalCards};
use crate::payerly::{self, Payerly};
use crate::upstream::Upstream;

/// How all the fakes are set up.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// PalCards.
    pub palcards: palcards::Settings,
    /// Payerly.
    pub payerly: payerly::Settings,
    /// MPG.
    pub mpg: mpg::Settings,
}

impl Settings {
    /// For a practice till started at `now` (milliseconds since the epoch).
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self {
            palcards: palcards::Settings::practice(now),
            payerly: payerly::Settings::practice(now),
            mpg: mpg::Settings::practice(now),
        }
    }
}

/// An upstream of the contract's first line, whether this version has a fake of it or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its name in that line and in control requests.
    pub(super) name: &'static str,
    /// Where its port lies after the control server's.
    pub(super) port_offset: u16,
    /// What its base URL ends in, where its own documents put the version into the base.
    pub(super) base_path: &'static str,
    /// Makes the fake.
    pub(super) open: Option<Open>,
}

type Open = fn(&Settings) -> Box<dyn Upstream>;

impl Place {
    /// Its address in the practice shop's file, without the base path.
    pub(super) fn usual_origin(&self) -> String {
        format!("http://127.0.0.1:{}", USUAL_CONTROL_PORT.saturating_add(self.port_offset))
    }
}

/// The port that the documents start the simulator on.
const USUAL_CONTROL_PORT: u16 = 7000;

const fn place(
    name: &'static str,
    port_offset: u16,
    base_path: &'static str,
    open: Option<Open>,
) -> Place {
    Place { name, port_offset, base_path, open }
}

/// All of them, in the order of the contract's first line.
pub(super) const PLACES: [Place; 5] = [
    place("palcards", 1, "", Some(|all| Box::new(PalCards::new(all.palcards.clone())))),
    place("plexy", 2, "", None),
    place("cardpluspay", 3, "/v1", None),
    place("payerly", 4, "/v1", Some(|all| Box::new(Payerly::new(all.payerly.clone())))),
    place("mpg", 5, "", Some(|all| Box::new(Mpg::new(all.mpg.clone())))),
];

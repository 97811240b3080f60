//! Routes against stand-ins: a gateway on loopback that speaks as its template says, a modem on a
//! pseudo-terminal.
//!
//! It must never know: the outbox, or what is in a message.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test"
)]

mod http;
#[cfg(unix)]
mod modem;
#[cfg(unix)]
#[path = "../../../../tests/shared/modem.rs"]
mod stand_in;

use domain::{ids::MessageId, phone::Phone, secret::Secret};
use engine::ports::route::{Dispatch, Fate, Letter, SendTicket};

pub(crate) const CODE: &str = "7KQX-9M2R-TT9001";
pub(crate) const KEY: &str = "key+of/the route tests";

/// A message with a code on its own line.
pub(crate) fn ticket(text: &str) -> SendTicket {
    SendTicket::new(Letter {
        id: MessageId::new("01a1fe2d-2331-7629-9a78-7a6a4b695c9a"),
        to: Phone::from_e164("+970599123456"),
        text: Secret::new(text),
    })
}

/// Why it was refused.
#[track_caller]
pub(crate) fn refusal(dispatch: &Dispatch) -> String {
    match dispatch {
        Dispatch::Told(report) => match &report.fate {
            Fate::Refused(why) => why.clone(),
            Fate::Taken | Fate::Arrived => panic!("{report:?}"),
        },
        Dispatch::NeverSent(_) | Dispatch::Lost(_) => panic!("{dispatch:?}"),
    }
}

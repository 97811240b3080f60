//! A way by which text messages leave: one method sends, once; one asks what became of it.

use async_trait::async_trait;
use domain::{ids::MessageId, phone::Phone, secret::Secret, time::Timestamp};

/// A message as its route gets it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Ours; a route that takes one gets it as its key.
    pub id: MessageId,
    /// To which phone.
    pub to: Phone,
    /// What it says.
    pub text: Secret,
}

/// Leave to send a message once. It is given out when the intent is on disk, and cannot be copied.
#[derive(Debug)]
pub struct SendTicket(Letter);

impl SendTicket {
    /// Only the outbox makes one, after its step is durable; and who tries a route by itself.
    #[must_use]
    pub fn new(letter: Letter) -> Self {
        Self(letter)
    }

    /// The message, for the route that sends it.
    #[must_use]
    pub fn redeem(self) -> Letter {
        self.0
    }
}

/// A message somebody asks about.
#[derive(Clone, Debug)]
pub struct Sought {
    /// Ours.
    pub id: MessageId,
    /// The route's own id, if it was ever heard.
    pub route_message: Option<String>,
    /// To which phone.
    pub to: Phone,
    /// What it says.
    pub text: Option<Secret>,
    /// When it may first have left.
    pub sent_at: Timestamp,
}

/// Where a route says a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The route has it.
    Taken,
    /// The phone has it.
    Arrived,
    /// It does not reach the phone, and why.
    Refused(String),
}

domain::words! {
    /// Why a route gave no usable answer, as a word of the till's own: people read it in their language.
    Hitch {
        /// No connection ever stood: nothing was sent.
        NotReached => "not_reached",
        /// It got the request, and no whole answer came.
        NoAnswer => "no_answer",
        /// Its answer says neither yes nor no.
        Unclear => "unclear",
        /// It has a message of this id already.
        HasItAlready => "has_it_already",
        /// The modem says nothing.
        ModemSilent => "modem_silent",
        /// The line to the modem broke.
        ModemBroke => "modem_broke",
        /// The modem is in no network.
        NoNetwork => "no_network",
        /// The SIM card asks for its PIN.
        AsksForPin => "asks_for_pin",
        /// The SIM card did not take its PIN, which is not tried again.
        PinWrong => "pin_wrong",
        /// The SIM card asks for its PUK.
        AsksForPuk => "asks_for_puk",
        /// A long message went out in part.
        InPart => "in_part",
    }
}

impl Hitch {
    /// The word, and what a technician wants to know of it: `no_answer: connection closed`.
    #[must_use]
    pub fn with(self, detail: impl std::fmt::Display) -> String {
        format!("{}: {detail}", self.as_str())
    }

    /// The word alone.
    #[must_use]
    pub fn plain(self) -> String {
        self.as_str().to_owned()
    }

    /// What [`Self::with`] or [`Self::plain`] wrote; none where a route's own words stand.
    #[must_use]
    pub fn read(why: &str) -> Option<(Self, &str)> {
        let (word, detail) = why.split_once(": ").unwrap_or((why, ""));
        Some((Self::from_word(word)?, detail))
    }
}

/// A route's word on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteReport {
    /// Where the message is.
    pub fate: Fate,
    /// The route's own id.
    pub route_message: Option<String>,
    /// The route's own word, for people.
    pub word: Option<String>,
}

/// How sending ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// The route said so.
    Told(RouteReport),
    /// No byte left.
    NeverSent(String),
    /// Nobody knows.
    Lost(String),
}

/// What asking about a message gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The route said so.
    Told(RouteReport),
    /// The route does not know it: complete, and certain.
    Absent,
    /// No usable answer this time.
    Unclear(String),
    /// This route cannot be asked about this message.
    Mute,
}

/// Why a route cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// It does not take key, account or SIM.
    #[error("{0}")]
    Key(String),
    /// It does not answer.
    #[error("{0}")]
    Unreachable(String),
}

/// A way by which text messages leave. Whatever it says is for people: it never repeats a message or
/// a secret.
#[async_trait]
pub trait Route: Send + Sync + std::fmt::Debug {
    /// Whether the same id sent twice is one message there.
    fn is_keyed(&self) -> bool;
    /// Gets ready, before it is on disk that a message may leave: nothing that is done here can put
    /// one on its way. A route that has nothing to open answers at once.
    async fn open(&self) -> Result<(), String> {
        Ok(())
    }
    /// Sends a message once.
    async fn send(&self, ticket: SendTicket) -> Dispatch;
    /// Asks what became of one.
    async fn look_up(&self, sought: &Sought) -> Answer;
    /// Whether it could send now; what was found is for people.
    async fn ready(&self) -> Result<String, RouteError>;
}

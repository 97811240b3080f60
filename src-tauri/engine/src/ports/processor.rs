//! A payment processor: pure functions write its requests and read its replies; two methods move a
//! customer's money, each with a ticket that only a committed decision gives out.

use super::supplier::{Exchange, WireReply, WireRequest};
use async_trait::async_trait;
use domain::{
    card::Card,
    ids::{MoveId, TenderId},
    money::{Currency, Money},
    reason::Reason,
    sale::TenderKind,
    time::Timestamp,
};
use std::time::Duration;

/// How a processor takes money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// On a page of its own, until the time is over: asking for the page charges nobody.
    Page {
        /// How long the customer has.
        pay_within: Duration,
    },
    /// From a card keyed in at the till: held first, taken once there is something for it. The same
    /// request never leaves twice, because the card is in memory only.
    Keyed,
}

/// What the till wants of a customer: everything a processor's request is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Our attempt, and the processor's own order id.
    pub id: TenderId,
    /// How much.
    pub amount: Money,
    /// What the customer reads on the page or the statement.
    pub description: String,
    /// When it was written down.
    pub created_at: Timestamp,
    /// Until when it can be paid, on a page.
    pub expire_at: Option<Timestamp>,
    /// The last four digits of a keyed card: all of it that is ever written down.
    pub card_tail: Option<String>,
}

/// The right to send a charge once; only a committed decision releases it (INV-2).
#[derive(Debug)]
pub struct ChargeTicket(WireRequest);

impl ChargeTicket {
    pub(crate) fn new(request: WireRequest) -> Self {
        Self(request)
    }

    /// The request, for the one who sends it.
    #[must_use]
    pub fn redeem(self) -> WireRequest {
        self.0
    }
}

/// The right to send one movement of money; only a committed decision releases it (INV-2).
#[derive(Debug)]
pub struct MoveTicket {
    id: MoveId,
    request: WireRequest,
}

impl MoveTicket {
    pub(crate) fn new(id: MoveId, request: WireRequest) -> Self {
        Self { id, request }
    }

    /// Which movement.
    #[must_use]
    pub fn id(&self) -> &MoveId {
        &self.id
    }

    /// The request, for the one who sends it.
    #[must_use]
    pub fn redeem(self) -> WireRequest {
        self.request
    }
}

/// A movement of the customer's money after the charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoveKind {
    /// What is held is taken; the rest of it is let go.
    Capture,
    /// What is held is let go.
    Void,
    /// What was taken goes back.
    Refund,
}

impl MoveKind {
    /// The word in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MoveKind::Capture => "capture",
            MoveKind::Void => "void",
            MoveKind::Refund => "refund",
        }
    }

    /// The kind a stored word stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        [MoveKind::Capture, MoveKind::Void, MoveKind::Refund]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// Where a movement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoveState {
    /// Its request may have left; how it ended is not known.
    Open,
    /// The money moved.
    Done,
    /// The processor does not move it.
    Refused,
}

impl MoveState {
    /// The word in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MoveState::Open => "open",
            MoveState::Done => "done",
            MoveState::Refused => "refused",
        }
    }

    /// The state a stored word stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        [MoveState::Open, MoveState::Done, MoveState::Refused]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// One movement of a tender's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Ours, as sent.
    pub id: MoveId,
    /// Which way.
    pub kind: MoveKind,
    /// How much.
    pub amount: Money,
    /// The customer's payment it is taken from, where the processor wants one named.
    pub part: Option<String>,
    /// Where it is.
    pub state: MoveState,
}

/// A payment the customer made at the processor: what a refund is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The processor's id of it.
    pub id: String,
    /// How much it was.
    pub amount: Money,
}

/// What the processor says about the customer's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The customer has not paid yet and still can.
    Open,
    /// The card's issuer holds it.
    Held,
    /// All of it was paid.
    Paid {
        /// How much in all.
        paid: Money,
    },
    /// Less was paid than asked for.
    Short {
        /// Whether nothing more can come.
        over: bool,
    },
    /// Nothing was paid and nothing will be: declined for good.
    Declined(Reason),
    /// Nothing was paid and its time is over.
    Over,
    /// Something that settles nothing: a word we do not know, figures that do not fit.
    Unclear(Reason),
}

/// What became of a movement, by the processor's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveFate {
    /// The money moved.
    Done,
    /// It is being worked on, or said in a word we do not know.
    Working,
    /// It does not move.
    Refused(Reason),
}

/// What the processor says about one of our tenders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenderReport {
    /// Where the money is.
    pub standing: Standing,
    /// The processor's own word.
    pub word: Option<String>,
    /// Where the customer pays.
    pub pay_url: Option<String>,
    /// What the customer paid, payment by payment.
    pub parts: Vec<Part>,
    /// Our movements that it knows.
    pub moves: Vec<(MoveId, MoveFate)>,
}

/// What a reply to a charge means. Only an explicit yes or no settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Charged {
    /// No byte left.
    NeverSent(Reason),
    /// A readable refusal in the processor's own form: nothing was charged.
    Refused(Reason),
    /// The processor has it.
    Accepted(TenderReport),
    /// Anything else: the card may have been charged, the page may be there.
    Lost(Reason),
}

/// What looking a tender up showed.
#[derive(Clone, Debug)]
pub enum TenderLook {
    /// The processor's word on it, and the reply it was read from.
    Found {
        /// The processor's word.
        report: TenderReport,
        /// The reply.
        reply: WireReply,
    },
    /// The processor says readably that it has no such tender.
    Absent {
        /// The processor's clock.
        date: Option<Timestamp>,
    },
    /// The look-up did not come to an end.
    Failed {
        /// Why.
        reason: Reason,
        /// How long the processor asks to be left alone.
        retry_after: Option<Duration>,
    },
}

/// What a reply to a movement means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// The processor's word.
    Fate(MoveFate),
    /// Anything else: it may have moved. It is looked up, and sent again only under the same id.
    Lost(Reason),
}

/// A processor could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProcessorError {
    /// No connection, no reply in time, or no usable one.
    #[error("{0}")]
    Unreachable(String),
    /// It does not accept the key, or the key may not do this.
    #[error("the processor does not accept the key")]
    Key,
}

/// One processor account.
#[async_trait]
pub trait Processor: Send + Sync {
    /// The contract's word for it.
    fn kind(&self) -> TenderKind;
    /// The currency it collects in, if the shop chose one.
    fn currency(&self) -> Option<Currency>;
    /// How it takes money.
    fn flow(&self) -> Flow;
    /// Whether the shop may key cards in at it: off unless its owner switched it on.
    fn keyed_entry(&self) -> bool {
        false
    }
    /// The least it takes.
    fn least(&self, currency: Currency) -> Money;
    /// Writes the request of a charge, without any of the card but its last four digits. Pure.
    fn write_charge(&self, charge: &Charge) -> WireRequest;
    /// Sends a charge, once, completed with the card where there is one.
    async fn charge(&self, ticket: ChargeTicket, card: Option<Card>) -> Exchange;
    /// Reads the reply to a charge. Pure.
    fn read_charged(&self, charge: &Charge, reply: &WireReply) -> Charged;
    /// Looks a tender up by our own id. Never moves money.
    async fn look_up(&self, charge: &Charge, moves: &[Move]) -> TenderLook;
    /// Writes the request of a movement. Pure.
    fn write_move(&self, charge: &Charge, wish: &Move) -> WireRequest;
    /// Sends a movement.
    async fn make_move(&self, ticket: MoveTicket) -> Exchange;
    /// Reads the reply to a movement. Pure.
    fn read_moved(&self, charge: &Charge, made: &Move, reply: &WireReply) -> Moved;
    /// A reply without what must not be kept of a card and its holder. Pure.
    fn keepable(&self, reply: &WireReply) -> WireReply;
    /// Whether it answers and accepts the key; asks for `nobody`, an id that no tender has.
    async fn ready(&self, nobody: &TenderId) -> Result<(), ProcessorError>;
}

//! A supplier: pure functions write its request and read its replies; one method sends a purchase,
//! once.

use async_trait::async_trait;
use domain::{
    account::Wallet,
    ids::{OrderId, ProviderOrderId, Reference},
    money::{Currency, Money},
    phone::Phone,
    product::{Product, ProductKind},
    reason::Reason,
    secret::Secret,
    time::Timestamp,
};
use std::{collections::BTreeMap, time::Duration};

/// What the till wants to buy: everything a supplier's request is made from.
#[derive(Clone, Debug)]
pub struct Intent {
    /// Our order.
    pub order_id: OrderId,
    /// Our reference, unique per attempt.
    pub reference: Reference,
    /// The supplier's item.
    pub item: String,
    /// Voucher or top-up.
    pub kind: ProductKind,
    /// The wallet to charge.
    pub currency: Option<Currency>,
    /// The phone to send: the customer's, else the shop's.
    pub phone: Option<Phone>,
    /// The customer's facts.
    pub fields: BTreeMap<String, String>,
    /// When the order was written down.
    pub created_at: Timestamp,
}

/// A purchase request exactly as it will leave, without the key, which the adapter adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireRequest {
    /// HTTP method.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

/// The right to send one purchase request once. It cannot be copied, and only a committed decision
/// releases it, so that a request can neither leave before its intent is on disk nor leave twice
/// (INV-1, INV-2).
#[derive(Debug)]
pub struct PlaceTicket(WireRequest);

impl PlaceTicket {
    pub(crate) fn new(request: WireRequest) -> Self {
        Self(request)
    }

    /// The request, for the one who sends it.
    #[must_use]
    pub fn redeem(self) -> WireRequest {
        self.0
    }
}

/// A reply as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct WireReply {
    /// HTTP status.
    pub status: u16,
    /// The body, at most 8 MiB of it.
    pub body: Vec<u8>,
    /// False if the body broke off or went past the cap.
    pub complete: bool,
    /// How long the supplier asks to be left alone.
    pub retry_after: Option<Duration>,
}

/// Never shows the body: it may hold codes.
impl std::fmt::Debug for WireReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireReply({}, {} bytes)", self.status, self.body.len())
    }
}

/// What became of one sending.
#[derive(Clone, Debug)]
pub enum Exchange {
    /// A reply came, whole or in part.
    Answered(WireReply),
    /// No connection was ever made, so no byte left (INV-8).
    NeverSent(String),
    /// A byte may have left and no reply came.
    Lost(String),
}

/// A secret and what it is: `code`, `pin`, `serial`, `url`, `expiry`, or the supplier's own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledSecret {
    /// What it is.
    pub label: String,
    /// It.
    pub value: Secret,
}

impl LabelledSecret {
    /// Whether it is shown to anyone: serials and expiry dates are not secrets (contract §2).
    #[must_use]
    pub fn is_public(&self) -> bool {
        matches!(self.label.as_str(), "serial" | "expiry")
    }

    /// What may be shown without revealing.
    #[must_use]
    pub fn masked(&self) -> String {
        match self.label.as_str() {
            "serial" | "expiry" => self.value.reveal().to_owned(),
            "pin" => Secret::hidden(),
            _ => self.value.masked(),
        }
    }
}

/// How far the supplier is with an order it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Working on it.
    Working,
    /// Done, with what was delivered.
    Fulfilled(Vec<LabelledSecret>),
    /// Ended without delivery, the charge rolled back.
    Declined(Reason),
    /// Something that settles nothing yet: a success without a code, a word we do not know.
    Unclear(Reason),
}

/// What a supplier says about one of its orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The supplier's id.
    pub provider_order_id: ProviderOrderId,
    /// The supplier's own word.
    pub provider_state: String,
    /// What it means.
    pub fate: Fate,
    /// What was charged, if it says so.
    pub cost: Option<Money>,
}

/// What a reply to a purchase means. Only an explicit yes or no settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// No byte left.
    NeverSent(Reason),
    /// A readable refusal in the supplier's own form: nothing was bought.
    Refused(Reason),
    /// A readable 429: nothing is bought if one complete look-up shows nothing of ours.
    Throttled(Reason),
    /// The supplier has it.
    Accepted(Report),
    /// Anything else: it may have been bought.
    Lost(Reason),
}

/// What looking an order up showed.
#[derive(Clone, Debug)]
pub enum Look {
    /// The supplier's word on our order, and the reply it was read from.
    Found {
        /// The supplier's word.
        report: Report,
        /// The reply.
        reply: WireReply,
    },
    /// A complete look-up, every page of it, shows nothing of ours.
    Absent,
    /// The look-up did not come to an end.
    Failed {
        /// Why.
        reason: Reason,
        /// How long the supplier asks to be left alone.
        retry_after: Option<Duration>,
    },
}

/// The answer to a check that buys nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether the supplier would take the order.
    pub ok: bool,
    /// The account holder's name, to be read to the customer.
    pub nickname: Option<String>,
    /// The supplier's own words.
    pub message: Option<String>,
}

/// A supplier could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SupplierError {
    /// No connection, or no reply in time.
    #[error("{0}")]
    Unreachable(String),
    /// 401: the key is wrong or this internet address is not allowed.
    #[error("the supplier does not accept the key or this internet address")]
    KeyOrAddress,
    /// Some other refusal, in the supplier's words.
    #[error("the supplier refused: {0}")]
    Refused(String),
    /// A reply that cannot be read.
    #[error("the supplier's reply could not be read")]
    Unreadable,
    /// The adapter is not built yet.
    #[error("this kind of supplier is not built yet")]
    NotBuilt,
}

/// One supplier account.
#[async_trait]
pub trait Supplier: Send + Sync {
    /// Whether a product's account is checked before it is sold.
    fn has_preflight(&self, product: &Product) -> bool;
    /// Whether the supplier demands a phone with every order.
    fn needs_phone(&self) -> bool;
    /// The wallet its orders are charged to, if the shop chose one.
    fn currency(&self) -> Option<Currency>;
    /// Writes the purchase request of an intent. Pure.
    fn write_order(&self, intent: &Intent) -> WireRequest;
    /// Sends a purchase request, once: no retry, no redirect, no reused connection.
    async fn place(&self, ticket: PlaceTicket) -> Exchange;
    /// Reads the reply to a purchase. Pure.
    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed;
    /// Looks an order up: by the supplier's id if it is known, else by our own reference.
    async fn look_up(&self, intent: &Intent, known: Option<&ProviderOrderId>) -> Look;
    /// Asks whether an account can be topped up. Buys nothing.
    async fn preflight(
        &self,
        product: &Product,
        fields: &BTreeMap<String, String>,
    ) -> Result<Checked, SupplierError>;
    /// The balances of the account's wallets.
    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError>;
}

//! A supplier: pure functions write its request and read its replies; one method sends a purchase,
//! once.

mod listing;

pub use listing::{ListFrom, Listed, PaidIn};

use crate::joint::Card;
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
    /// How many units the request asks for: one, but where orders share it.
    pub quantity: u32,
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
    /// What the customer chose for an open-value product, in its face currency.
    pub amount: Option<Money>,
    /// What the account looked like just before the request left, where the supplier needs that.
    pub mark: Option<Mark>,
}

/// What a supplier account looked like at a moment: where an order without any reference of ours is
/// looked for above (`CardPlusPay`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The newest order of the account; `None` if it has none.
    pub newest: Option<ProviderOrderId>,
    /// The balance.
    pub balance: Option<Money>,
}

/// How a purchase whose reply was lost is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// By our own reference in the supplier's list (`PalCards`).
    ByReference,
    /// By the same bytes under the same idempotency key, until `horizon` after the first sending;
    /// then by the list, which shows the key (`Plexy`).
    ByRepeat {
        /// How long the supplier is trusted to remember the key.
        horizon: Duration,
    },
    /// Nothing of ours comes back: orders above the [`Mark`] are proposed to a person. At most one
    /// purchase is in the air for the account, across all processes (`CardPlusPay`).
    ByLikeness,
}

/// A purchase request exactly as it will leave, without the key, which the adapter adds.
#[derive(Clone, PartialEq, Eq)]
pub struct WireRequest {
    /// HTTP method.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Headers that belong to the purchase, such as an idempotency key; never the API key.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

/// Never shows the body: it holds a customer's phone, and a card where one is keyed in (INV-13).
impl std::fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireRequest({} {}, {} bytes)", self.method, self.url, self.body.len())
    }
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
    /// The supplier's own clock, by its `Date` header.
    pub date: Option<Timestamp>,
}

/// Never shows the body: it may hold codes (INV-13).
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
    /// Something that is never handed out and no waiting mends, such as a test reply in production:
    /// a person decides at once.
    Withheld(Reason),
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
    /// A complete look-up shows orders that may be ours; only a person can tell (INV-18).
    Candidates(Vec<Candidate>),
    /// The look-up did not come to an end.
    Failed {
        /// Why.
        reason: Reason,
        /// How long the supplier asks to be left alone.
        retry_after: Option<Duration>,
    },
}

/// An order of the account that may be the one whose reply was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The supplier's id.
    pub provider_order_id: ProviderOrderId,
    /// What it cost, if the list says so.
    pub cost: Option<Money>,
    /// When it was made, in the supplier's own words.
    pub created_at: Option<String>,
}

/// The answer to a check that buys nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Whether the supplier would take the order.
    pub ok: bool,
    /// The account holder's name, to be read to the customer.
    pub nickname: Option<String>,
    /// The supplier's own words.
    pub message: Option<String>,
    /// What one unit costs now, if the supplier says so.
    pub unit_cost: Option<Money>,
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
    /// 429 or 5xx, in the supplier's words: it says nothing about what was asked.
    #[error("the supplier cannot answer now: {0}")]
    Busy(String),
    /// A reply that cannot be read.
    #[error("the supplier's reply could not be read")]
    Unreadable,
    /// The adapter is not built yet.
    #[error("this kind of supplier is not built yet")]
    NotBuilt,
}

/// What a line asks for, as far as a check looks at it.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// The product.
    pub product: &'a Product,
    /// How many units.
    pub quantity: u32,
    /// The customer's facts.
    pub fields: &'a BTreeMap<String, String>,
    /// What the customer chose for an open-value product, in its face currency.
    pub amount: Option<Money>,
}

/// Told how far a catalogue is read: products so far, and how many there are if that is known.
pub type Progress<'a> = &'a (dyn Fn(usize, Option<usize>) + Send + Sync);

/// One supplier account.
#[async_trait]
pub trait Supplier: Send + Sync {
    /// Whether a product's account is checked, and its holder's name read back, before it is paid.
    fn has_preflight(&self, product: &Product) -> bool;
    /// Whether the supplier can be asked about a product before it is bought: preflight or stock.
    fn has_check(&self, product: &Product) -> bool {
        self.has_preflight(product)
    }
    /// Whether the supplier demands a phone with every order.
    fn needs_phone(&self) -> bool;
    /// The wallet its orders are charged to, if the shop chose one.
    fn currency(&self) -> Option<Currency>;
    /// How a purchase whose reply was lost is found again.
    fn recovery(&self) -> Recovery;
    /// How many units one request may ask for; where it is more than one, the orders of a line share
    /// requests.
    fn units_max(&self) -> u32 {
        1
    }
    /// The cards in a reply, to a purchase or about one order, one for each unit. Pure; needed where
    /// orders share requests.
    fn cards(&self, _reply: &WireReply) -> Vec<Card> {
        Vec::new()
    }
    /// Writes the purchase request of an intent. Pure.
    fn write_order(&self, intent: &Intent) -> WireRequest;
    /// Sends a purchase request, once: no retry, no redirect, no reused connection.
    async fn place(&self, ticket: PlaceTicket) -> Exchange;
    /// Reads the reply to a purchase. Pure.
    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed;
    /// Looks an order up: by the supplier's id if it is known, else as [`Recovery`] says. Never sends
    /// a purchase. `now` is our clock, to be held against the supplier's.
    async fn look_up(
        &self,
        intent: &Intent,
        known: Option<&ProviderOrderId>,
        now: Timestamp,
    ) -> Look;
    /// Every order of the account since then, whoever made it.
    async fn listing(
        &self,
        _from: &ListFrom,
        _now: Timestamp,
    ) -> Result<Vec<Listed>, SupplierError> {
        Err(SupplierError::NotBuilt)
    }
    /// What was paid into the account's wallets; `None` where the supplier does not tell.
    async fn paid_in(&self) -> Result<Option<Vec<PaidIn>>, SupplierError> {
        Ok(None)
    }
    /// Asks whether a line could be bought. Buys nothing.
    async fn check(&self, wish: &Wish<'_>) -> Result<Checked, SupplierError>;
    /// What the account looks like now; asked just before a purchase where
    /// [`Recovery::ByLikeness`] needs it.
    async fn mark(&self) -> Result<Mark, SupplierError> {
        Ok(Mark::default())
    }
    /// The balances of the account's wallets.
    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError>;
    /// Whether the supplier has a catalogue that can be fetched.
    fn has_catalogue(&self) -> bool {
        false
    }
    /// The supplier's catalogue, without the shop's prices.
    async fn catalogue(&self, _progress: Progress<'_>) -> Result<Vec<Product>, SupplierError> {
        Err(SupplierError::NotBuilt)
    }
    /// What the supplier itself says about one item, such as the amounts it can have; `None` if it has
    /// no such item or cannot be asked for one.
    async fn details(&self, _item: &str) -> Result<Option<Product>, SupplierError> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// INV-13.
    #[test]
    fn what_went_over_the_wire_shows_nothing_of_its_body() {
        let body = b"SECRET-4111111111111111".to_vec();
        let (method, url) = ("POST", "http://127.0.0.1/orders".to_owned());
        let headers = vec![("idempotency-key".to_owned(), "K-1".to_owned())];
        let request = WireRequest { method, url, headers, body: body.clone() };
        let reply = WireReply {
            status: 200,
            body: body.clone(),
            complete: true,
            retry_after: None,
            date: None,
        };
        let value = Secret::new("SECRET-4111111111111111");
        let secret = LabelledSecret { label: "code".to_owned(), value };
        let bytes = format!("{body:?}");
        let ticket = PlaceTicket::new(request.clone());
        for shown in [
            format!("{request:?}"),
            format!("{reply:?}"),
            format!("{secret:?}"),
            format!("{ticket:?}"),
        ] {
            assert!(!shown.contains("SECRET"), "{shown}");
            assert!(!shown.contains(bytes.trim_matches(['[', ']'])), "{shown}");
        }
    }
}

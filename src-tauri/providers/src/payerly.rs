//! Payerly: the customer pays on a page; the till asks for the page and looks until it is paid.
//!
//! Source: shared facts of the processor's "Create order by ID", "Find order", "Create or update a
//! refund" and "Find refunds" pages. The order's id is ours, so a lost reply is looked up by it, and
//! asking again with the same bytes makes no second page. Only `CLOSED` is an explained status: paid
//! is what `paidAmount` says, never a word.

mod read;
mod write;

use crate::{
    cardless,
    request::{Route, path_segment},
    transport::Wire,
};
use async_trait::async_trait;
use domain::{
    card::Card,
    ids::TenderId,
    money::{Currency, Money},
    sale::TenderKind,
    secret::Secret,
};
use engine::ports::{
    Processor,
    processor::{
        Charge, ChargeTicket, Charged, Flow, Move, MoveTicket, Moved, ProcessorError, TenderLook,
    },
    supplier::{Exchange, WireReply, WireRequest},
};
use std::{sync::Arc, time::Duration};

pub use crate::cardless::keepable;
pub use read::{StatusWords, read_charged, read_look, read_moved, read_ready};
pub use write::{charge, refund};

/// Where Payerly is.
pub const PRODUCTION: &str = "https://api.payerly.tech/v1";
/// Where its sandbox is.
pub const SANDBOX: &str = "https://api.sandbox.payerly.tech/v1";

/// What the adapter is told about an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where it is, its version included.
    pub base_url: String,
    /// Its bearer token.
    pub api_key: Secret,
    /// The currency it collects in.
    pub currency: Option<Currency>,
    /// How long a customer has on the page.
    pub pay_within: Duration,
    /// Which words of its statuses are known.
    pub words: StatusWords,
}

/// A Payerly account.
#[derive(Debug)]
pub struct Payerly {
    account: Account,
    route: Route,
}

impl Payerly {
    /// An account, reached this way.
    #[must_use]
    pub fn new(account: Account, wire: Arc<dyn Wire>) -> Self {
        Self { route: Route::bearer(account.base_url.clone(), &account.api_key, wire), account }
    }

    async fn get(&self, id: &TenderId) -> Result<WireReply, String> {
        self.route.get(&format!("/orders/{}", path_segment(id.as_str()))).await
    }
}

#[async_trait]
impl Processor for Payerly {
    fn kind(&self) -> TenderKind {
        TenderKind::Payerly
    }

    fn currency(&self) -> Option<Currency> {
        self.account.currency
    }

    fn flow(&self) -> Flow {
        Flow::Page { pay_within: self.account.pay_within }
    }

    fn least(&self, currency: Currency) -> Money {
        // No minimum is documented; nothing cannot be paid.
        cardless::from_minor(1, currency).unwrap_or(Money::zero(currency))
    }

    fn write_charge(&self, charge: &Charge) -> WireRequest {
        write::charge(&self.account.base_url, charge)
    }

    async fn charge(&self, ticket: ChargeTicket, _card: Option<Card>) -> Exchange {
        self.route.purchase(ticket.redeem()).await
    }

    fn read_charged(&self, charge: &Charge, reply: &WireReply) -> Charged {
        read::read_charged(charge, &self.account.words, reply)
    }

    async fn look_up(&self, charge: &Charge, moves: &[Move]) -> TenderLook {
        match self.get(&charge.id).await {
            Ok(reply) => read::read_look(charge, moves, &self.account.words, reply),
            Err(words) => cardless::failed(&words),
        }
    }

    fn write_move(&self, _charge: &Charge, wish: &Move) -> WireRequest {
        write::refund(&self.account.base_url, wish)
    }

    async fn make_move(&self, ticket: MoveTicket) -> Exchange {
        self.route.purchase(ticket.redeem()).await
    }

    fn read_moved(&self, _charge: &Charge, made: &Move, reply: &WireReply) -> Moved {
        read::read_moved(made, reply)
    }

    fn keepable(&self, reply: &WireReply) -> WireReply {
        cardless::keepable(reply)
    }

    async fn ready(&self, nobody: &TenderId) -> Result<(), ProcessorError> {
        match self.get(nobody).await {
            Ok(reply) => read::read_ready(&reply),
            Err(words) => Err(ProcessorError::Unreachable(words)),
        }
    }
}

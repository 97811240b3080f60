//! The Moyasar Payment Gateway ("gateway 002"): cards keyed in at the till, held first and taken once
//! the goods are there.
//!
//! Source: shared facts of the gateway's authorize, capture, void, refund and show pages. An order has
//! no status of its own: the verdict is in its transactions, and 201 is also the answer to a declined
//! card. The order's id is ours, so a lost reply is looked up by it. A charge is never sent twice: the
//! card is in memory only, and whether the gateway knows our id is a setting that may be wrong.

mod read;
mod write;

use crate::{cardless, request::Route, transport::Wire};
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
use std::{
    net::{IpAddr, Ipv4Addr, UdpSocket},
    sync::Arc,
};

pub use crate::cardless::keepable;
pub use read::{read_charged, read_look, read_moved, read_ready};
pub use write::{IdField, charge, movement, with_card};

/// What the adapter is told about an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where it is.
    pub base_url: String,
    /// Its key.
    pub api_key: Secret,
    /// The currency it collects in.
    pub currency: Option<Currency>,
    /// Whether the owner switched keyed entry on.
    pub keyed_entry: bool,
    /// The name of the field that carries our id.
    pub id_field: IdField,
}

/// An account at the gateway.
#[derive(Debug)]
pub struct Mpg {
    account: Account,
    route: Route,
}

impl Mpg {
    /// An account, reached this way.
    #[must_use]
    pub fn new(account: Account, wire: Arc<dyn Wire>) -> Self {
        Self { route: Route::bearer(account.base_url.clone(), &account.api_key, wire), account }
    }

    async fn get(&self, id: &TenderId) -> Result<WireReply, String> {
        self.route.get(&write::order_path(id)).await
    }
}

#[async_trait]
impl Processor for Mpg {
    fn kind(&self) -> TenderKind {
        TenderKind::Mpg
    }

    fn currency(&self) -> Option<Currency> {
        self.account.currency
    }

    fn flow(&self) -> Flow {
        Flow::Keyed
    }

    fn keyed_entry(&self) -> bool {
        self.account.keyed_entry
    }

    fn least(&self, currency: Currency) -> Money {
        write::least(currency)
    }

    fn write_charge(&self, charge: &Charge) -> WireRequest {
        write::charge(&self.account.base_url, self.account.id_field, charge)
    }

    async fn charge(&self, ticket: ChargeTicket, card: Option<Card>) -> Exchange {
        let request = ticket.redeem();
        let Some(card) = card else { return Exchange::NeverSent("no card in memory".to_owned()) };
        let Some(body) = write::with_card(&request.body, &card, own_address(&request.url)) else {
            return Exchange::NeverSent("the stored request cannot be read".to_owned());
        };
        self.route.purchase(WireRequest { body, ..request }).await
    }

    fn read_charged(&self, charge: &Charge, reply: &WireReply) -> Charged {
        read::read_charged(charge, reply)
    }

    async fn look_up(&self, charge: &Charge, moves: &[Move]) -> TenderLook {
        match self.get(&charge.id).await {
            Ok(reply) => read::read_look(charge, moves, reply),
            Err(words) => cardless::failed(&words),
        }
    }

    fn write_move(&self, charge: &Charge, wish: &Move) -> WireRequest {
        write::movement(&self.account.base_url, charge, wish)
    }

    async fn make_move(&self, ticket: MoveTicket) -> Exchange {
        self.route.purchase(ticket.redeem()).await
    }

    fn read_moved(&self, charge: &Charge, made: &Move, reply: &WireReply) -> Moved {
        read::read_moved(charge, made, reply)
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

/// The till's own address on the way to the gateway, which asks for the address of the device that
/// the card is keyed in at. Opening such a socket sends nothing.
fn own_address(url: &str) -> IpAddr {
    let unknown = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let reached = || {
        let url = url::Url::parse(url).ok()?;
        let (host, port) = (url.host_str()?, url.port_or_known_default()?);
        let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect((host, port)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    reached().unwrap_or(unknown)
}

//! Writing the gateway's requests. Pure: the same charge gives the same bytes, and none of them is a
//! card's; [`with_card`] completes a request in memory, just before it leaves.

use crate::{
    cardless::{from_minor, minor},
    request::path_segment,
};
use domain::{
    card::Card,
    ids::TenderId,
    money::{Currency, Money},
};
use engine::ports::{
    processor::{Charge, Move, MoveKind},
    supplier::WireRequest,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::net::IpAddr;

/// The two names that the documents' generations have for our id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdField {
    /// Today's.
    OrderId,
    /// The oldest document's.
    GivenId,
}

impl IdField {
    /// The field a word of the provisioning file stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text {
            "order_id" => Some(IdField::OrderId),
            "given_id" => Some(IdField::GivenId),
            _ => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            IdField::OrderId => "order_id",
            IdField::GivenId => "given_id",
        }
    }
}

/// The documents' flat minimum, in minor units.
const LEAST_MINOR: u64 = 100;
const USER_AGENT: &str = concat!("Raseed/", env!("CARGO_PKG_VERSION"));

/// The least the gateway takes: 100 minor units by one document, one major unit by another; so the
/// larger of the two (1.000 KWD, 100 JPY).
pub(super) fn least(currency: Currency) -> Money {
    let units = 10_u64.pow(currency.digits().min(9)).max(LEAST_MINOR);
    from_minor(units, currency).unwrap_or(Money::zero(currency))
}

/// `POST /v1/orders/authorize`: the money is held and not taken. `moto` is the only honest word for a
/// number that somebody reads out or types: the gateway sees neither chip nor 3-D Secure.
#[must_use]
pub fn charge(base_url: &str, id_field: IdField, charge: &Charge) -> WireRequest {
    let tail = charge.card_tail.as_deref().unwrap_or_default();
    let body = json!({
        (id_field.as_str()): charge.id.as_str(),
        "amount": minor(charge.amount),
        "currency": charge.amount.currency().code(),
        "description": charge.description,
        "transaction_type": "moto",
        "source": { "type": "card", "last_digits": tail },
        "device": { "user_agent": USER_AGENT },
    });
    post(format!("{base_url}/v1/orders/authorize"), &body)
}

/// `POST /v1/orders/{id}/capture`, `/void` or `/refund`, each under an id of ours.
#[must_use]
pub fn movement(base_url: &str, charge: &Charge, wish: &Move) -> WireRequest {
    let mut body = json!({
        "amount": minor(wish.amount),
        "transaction_id": wish.id.as_str(),
    });
    if let (MoveKind::Capture, Some(members)) = (wish.kind, body.as_object_mut()) {
        // What is not captured is let go: nothing more will be delivered for it.
        members.insert("final".to_owned(), Value::Bool(true));
    }
    post(format!("{base_url}{}/{}", order_path(&charge.id), wish.kind.as_str()), &body)
}

#[derive(Serialize)]
struct Source<'a> {
    r#type: &'static str,
    number: &'a str,
    month: u8,
    year: u16,
    security_code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<&'a str>,
}

/// A stored request with the card it was made for; `None` if it cannot be read. What comes of it is
/// sent and never written down.
#[must_use]
pub fn with_card(body: &[u8], card: &Card, address: IpAddr) -> Option<Vec<u8>> {
    let mut request: Value = serde_json::from_slice(body).ok()?;
    let members = request.as_object_mut()?;
    members.remove("source")?;
    members.get_mut("device")?.as_object_mut()?.insert("ip_address".to_owned(), json!(address));
    let source = Source {
        r#type: "card",
        number: card.number().reveal(),
        month: card.month(),
        year: card.year(),
        security_code: card.security_code().reveal(),
        holder: card.holder().map(domain::secret::Secret::reveal),
    };
    // Written behind the rest in one piece, so that the card is in no value of the JSON tree.
    let mut whole = serde_json::to_vec(&request).ok()?;
    whole.pop()?;
    whole.reserve_exact(SOURCE_MAX);
    whole.extend_from_slice(b",\"source\":");
    serde_json::to_writer(&mut whole, &source).ok()?;
    whole.push(b'}');
    Some(whole)
}

/// Longer than any card's part of a request, so that it is written without moving.
const SOURCE_MAX: usize = 2048;

pub(super) fn order_path(id: &TenderId) -> String {
    format!("/v1/orders/{}", path_segment(id.as_str()))
}

fn post(url: String, body: &Value) -> WireRequest {
    WireRequest { method: "POST", url, headers: Vec::new(), body: body.to_string().into_bytes() }
}

//! `POST /v1/orders/purchase` and `/v1/orders/authorize`: at most one charge for one id.
//!
//! It must never know: a card number for longer than it takes to look it up.

use std::net::IpAddr;

use serde_json::Value;

use super::fields::{CURRENCIES, Fields};
use super::orders::{Kind, Order, Outcome, Source, Transaction, TransactionKind, major};
use super::{Endpoint, Mpg, Repeat, body_object, cards, invalid, invalid_field};
use crate::message::{Reply, Request};
use crate::seed;
use crate::takings::Movement;
use crate::timestamp::parse;

const AMOUNT_MIN: u64 = 100;
const AMOUNT_MAX: u64 = 100_000_000;
const TYPES: [&str; 3] = ["internet", "merchant", "moto"];
const SOURCE_TYPES: [&str; 4] = ["card", "apple_pay", "google_pay", "samsung_pay"];
const AUTH_STATUSES: [&str; 5] = ["Y", "N", "U", "A", "R"];
const SUB_MERCHANT: [(&str, usize); 4] =
    [("id", 15), ("registered_name", 100), ("trading_name", 100), ("email", 255)];

/// What a well-formed request asks for.
struct Wish {
    id: Option<String>,
    transaction_id: Option<String>,
    amount: u64,
    currency: String,
    description: String,
    transaction_type: String,
    source: Source,
    outcome: Outcome,
    airline: Value,
    sub_merchant: Value,
}

impl Mpg {
    pub(super) fn create(
        &mut self,
        kind: Kind,
        request: &Request,
        now: u64,
    ) -> Result<Reply, Reply> {
        let id_field = self.settings.id_field.word();
        let endpoint = match kind {
            Kind::Purchase => Endpoint::Purchase,
            Kind::Authorize => Endpoint::Authorize,
        };
        let wish = read_wish(&mut Fields::new(&body_object(request)?), id_field, now)?;
        let known = wish.id.as_ref().and_then(|id| self.by_id.get(id)).copied();
        if let Some(number) = known {
            return self.repeat(number, endpoint, id_field);
        }
        let given = wish.transaction_id.clone();
        if given.as_ref().is_some_and(|id| self.by_transaction_id.contains_key(id)) {
            return Err(invalid_field("transaction_id", "The value has already been taken."));
        }
        let number = self.next_number;
        self.next_number = number.saturating_add(1);
        let (transaction_id, transaction_number) = self.transaction_id(given, now);
        // Server-made, without a client's id: nothing then protects against buying twice.
        let own_id = seed::uuid_at(now, seed::mix(self.settings.seed, !number));
        let id = wish.id.unwrap_or(own_id);
        let outcome = self.faults.outcome(endpoint).unwrap_or(wish.outcome);
        if outcome.acted {
            let movement = match kind {
                Kind::Purchase => Movement::Charge,
                Kind::Authorize => Movement::Hold,
            };
            let amount = major(wish.amount, &wish.currency);
            // The first movement of an order, and its amount is above zero.
            self.takings.enter(number, &wish.currency, movement, amount).unwrap_or_default();
        }
        let transaction = Transaction {
            id: transaction_id.clone(),
            kind: match kind {
                Kind::Purchase => TransactionKind::Purchase,
                Kind::Authorize => TransactionKind::Authorize,
            },
            amount: wish.amount,
            outcome,
            number: transaction_number,
            at: now,
        };
        let order = Order {
            number,
            id: id.clone(),
            kind,
            currency: wish.currency,
            amount: wish.amount,
            description: wish.description,
            transaction_type: wish.transaction_type,
            source: wish.source,
            airline: wish.airline,
            sub_merchant: wish.sub_merchant,
            created_at: now,
            updated_at: now,
            settles_at: now.saturating_add(self.settings.settle_ms),
            transactions: vec![transaction],
            creates: 1,
            reads: 0,
        };
        self.by_id.insert(id, number);
        self.by_transaction_id.insert(transaction_id, number);
        self.orders.insert(number, order);
        self.show(number, 201, endpoint)
    }

    /// The same id again: it moves nothing, whatever the rest of the body says.
    fn repeat(&mut self, number: u64, endpoint: Endpoint, id_field: &str) -> Result<Reply, Reply> {
        if let Some(order) = self.orders.get_mut(&number) {
            order.creates = order.creates.saturating_add(1);
        }
        match self.settings.repeat {
            Repeat::Created => self.show(number, 201, endpoint),
            Repeat::Found => self.show(number, 200, endpoint),
            Repeat::Refused => Err(invalid_field(id_field, "The value has already been taken.")),
        }
    }
}

fn read_wish(fields: &mut Fields<'_>, id_field: &str, now: u64) -> Result<Wish, Reply> {
    let id = fields.uuid(id_field);
    let transaction_id = fields.uuid("transaction_id");
    let amount = fields.whole("amount", AMOUNT_MIN, AMOUNT_MAX);
    let currency = fields.required("currency");
    let is_listed = |code: &str| CURRENCIES.split(' ').any(|listed| listed == code);
    let currency = fields.text(currency, "currency", "The value is not a valid choice.", |it| {
        it.len() == 3 && is_listed(it)
    });
    let description = fields.required_text("description", 1024);
    // Required, and with a default: so it may be missing.
    let transaction_type = fields.value("transaction_type");
    let transaction_type = match transaction_type {
        None => Some("internet"),
        given => fields.one_of(given, "transaction_type", &TYPES),
    };
    let card = read_source(fields, transaction_type, now);
    if fields.object("device", &["user_agent", "ip_address"]) {
        fields.required_text("device.user_agent", 1024);
        let address = fields.required("device.ip_address");
        let words = "The value must be a valid IP address.";
        fields.text(address, "device.ip_address", words, |it| it.parse::<IpAddr>().is_ok());
    }
    let (airline, sub_merchant) = read_extras(fields);
    match (amount, currency, description, transaction_type, card) {
        (Some(amount), Some(currency), Some(description), Some(kind), Some((source, outcome)))
            if fields.errors().is_empty() =>
        {
            Ok(Wish {
                id,
                transaction_id,
                amount,
                currency: currency.to_owned(),
                description: description.to_owned(),
                transaction_type: kind.to_owned(),
                source,
                outcome,
                airline,
                sub_merchant,
            })
        }
        _ => Err(invalid(fields.errors())),
    }
}

/// The card: what is kept of it, and how it behaves. The number and the security code end here.
fn read_source(
    fields: &mut Fields<'_>,
    transaction_type: Option<&str>,
    now: u64,
) -> Option<(Source, Outcome)> {
    if !fields.object("source", &["type"]) {
        return None;
    }
    let kind = fields.required("source.type");
    let kind = fields.one_of(kind, "source.type", &SOURCE_TYPES);
    if kind.is_some_and(|kind| kind != "card") {
        fields.complain("source.type", "This merchant takes cards only.");
    }
    let number = fields.required("source.number");
    let words = "The value is not a valid card number.";
    let number = fields.text(number, "source.number", words, cards::is_number);
    let month = fields.whole("source.month", 1, 12);
    let year = fields.whole("source.year", 2000, 9999);
    let code = fields.required("source.security_code");
    let code = code.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
    let is_code =
        |it: &String| (3..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
    if code.is_some_and(|code| !is_code(&code)) {
        fields.complain("source.security_code", "The value must have 3 to 4 digits.");
    }
    let holder = fields.value("source.holder");
    let words = "The value must have 1 to 255 characters.";
    fields.text(holder, "source.holder", words, |it| (1..=255).contains(&it.chars().count()));
    let is_authenticated = read_auth(fields, transaction_type);
    let (number, month, year) = (number?, month?, year?);
    let outcome = if is_past(month, year, now) {
        Outcome::failed("54", "Expired card")
    } else if is_authenticated {
        cards::outcome(number)
    } else {
        Outcome::failed("1A", "Cardholder authentication failed")
    };
    let shown = if number.len() < 16 { 6 } else { 8 };
    let source = Source {
        scheme: cards::scheme(number),
        first_digits: number.chars().take(shown).collect(),
        last_digits: number.chars().skip(number.len().saturating_sub(4)).collect(),
        month,
        year,
    };
    Some((source, outcome))
}

/// The result of a 3-D Secure run, which only `internet` has. Said to be required of every type,
/// and elsewhere to be left out of the other two.
fn read_auth(fields: &mut Fields<'_>, transaction_type: Option<&str>) -> bool {
    if transaction_type != Some("internet") {
        return true;
    }
    if !fields.object("source.auth", &[]) {
        return false;
    }
    let status = fields.required("source.auth.status");
    let status = fields.one_of(status, "source.auth.status", &AUTH_STATUSES);
    matches!(status, Some("Y" | "A"))
}

fn read_extras(fields: &mut Fields<'_>) -> (Value, Value) {
    for path in ["new_agreement", "agreement_id"] {
        if fields.value(path).is_some() {
            fields.complain(path, "Agreements are not available for this merchant.");
        }
    }
    let airline = fields.value("airline").cloned().unwrap_or_default();
    if !airline.is_null() && fields.object("airline", &[]) {
        let reference = fields.required("airline.reference");
        let words = "The value must be 6 to 15 letters and digits.";
        fields.text(reference, "airline.reference", words, |it| {
            (6..=15).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric())
        });
    }
    let sub_merchant = fields.value("sub_merchant").cloned().unwrap_or_default();
    if !sub_merchant.is_null() && fields.object("sub_merchant", &[]) {
        for (name, chars_max) in SUB_MERCHANT {
            fields.required_text(&format!("sub_merchant.{name}"), chars_max);
        }
    }
    (airline, sub_merchant)
}

/// Whether a card's last month is over.
fn is_past(month: u64, year: u64, now: u64) -> bool {
    let (next_year, next_month) =
        if month == 12 { (year.saturating_add(1), 1) } else { (year, month.saturating_add(1)) };
    let first_day_after = parse(&format!("{next_year:04}-{next_month:02}-01"));
    first_day_after.is_some_and(|end| end <= now)
}

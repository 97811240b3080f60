//! A request and a reply as plain values, without sockets: what the cores take and give.
//!
//! It must never know: HTTP libraries, or which supplier is meant.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Number, Value};

/// One HTTP request, as far as a supplier looks at it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The method in capitals: `GET`, `POST`.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The query as received, without the question mark.
    pub query: String,
    /// Header names and values; names compare without case.
    pub headers: Vec<(String, String)>,
    /// The body as received.
    pub body: Vec<u8>,
}

impl Request {
    /// A request without headers or body; `target` is a path with an optional query.
    #[must_use]
    pub fn new(method: &str, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The same request with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same request with a JSON body and its content type.
    #[must_use]
    pub fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string().into_bytes();
        self.header("content-type", "application/json")
    }

    /// The first value of a header.
    #[must_use]
    pub fn header_value(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The token of an `Authorization: Bearer` header, or nothing where that is.
    #[must_use]
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header_value("authorization")?.split_once(' ')?;
        let token = token.trim();
        (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
    }

    /// Whether the body is declared as JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let kind = self.header_value("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    }

    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// All values of a query parameter, decoded, in their order.
    #[must_use]
    pub fn query_values(&self, name: &str) -> Vec<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .collect()
    }
}

/// One HTTP reply, and how much of it the caller is to receive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Header names and values, without the content length.
    pub headers: Vec<(String, String)>,
    /// The whole body, even where [`Delivery`] says that less of it arrives.
    pub body: Vec<u8>,
    /// How the shell must treat it.
    pub delivery: Delivery,
}

impl Reply {
    /// A JSON reply, delivered whole.
    #[must_use]
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        Self {
            status,
            headers: vec![("content-type".into(), "application/json; charset=utf-8".into())],
            // What a fake answers has text for keys, so this cannot fail.
            body: serde_json::to_vec(body).unwrap_or_default(),
            delivery: Delivery::Whole,
        }
    }

    /// A reply of another content type, delivered whole.
    #[must_use]
    pub fn text(status: u16, content_type: &str, body: &str) -> Self {
        Self {
            status,
            headers: vec![("content-type".into(), content_type.into())],
            body: body.as_bytes().to_vec(),
            delivery: Delivery::Whole,
        }
    }

    /// The same reply, delivered in another way.
    #[must_use]
    pub fn delivered(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }

    /// The same reply with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The body as JSON, where it is.
    #[must_use]
    pub fn body_json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// What becomes of a reply on its way; an in-process driver reads the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It arrives.
    Whole,
    /// It arrives this much later.
    Late {
        /// How long the upstream takes.
        ms: u64,
    },
    /// The connection closes without a byte; the ledger may have acted all the same.
    DropBefore,
    /// The connection breaks after this many bytes of the body; the length header promised all.
    Truncate {
        /// Bytes of the body that arrive.
        at: usize,
    },
    /// It arrives a few bytes at a time.
    SlowDrip {
        /// Bytes in each piece.
        bytes: usize,
        /// The pause between two pieces.
        every_ms: u64,
    },
    /// Nothing arrives and the connection stays open.
    Stall,
}

/// An amount as a JSON number with the digits it has, never through a float.
#[must_use]
pub fn number(amount: Decimal) -> Value {
    // A decimal's text is always a JSON number; null would show up in every test at once.
    amount.normalize().to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

//! All HTTP of all routes: what leaves for a gateway, and what an answer says. How it is sent, once and
//! with care, is the crate `web`'s.

use domain::secret::Secret;
use engine::ports::route::Hitch;
use std::time::Duration;
use web::{Client, Connections, Limits, Method, Network, WebError};

/// Answers longer than this are cut: no gateway has that much to say.
const BODY_MAX: usize = 256 * 1024;
/// A gateway that takes longer than this has lost the message for all that a clerk can wait.
pub const REQUEST_MAX: Duration = Duration::from_secs(20);

/// The HTTP client of the routes.
#[derive(Clone, Debug)]
pub struct Web {
    client: Client,
}

/// A request ready to be sent. Its `Debug` shows neither key nor text.
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: String,
    /// User and password.
    pub(crate) basic: Option<(String, Secret)>,
    pub(crate) headers: Vec<(String, Secret)>,
    /// Its media type and its bytes.
    pub(crate) body: Option<(&'static str, Vec<u8>)>,
}

impl Ask {
    pub(crate) fn new(method: Method, url: String) -> Self {
        Self { method, url, basic: None, headers: Vec::new(), body: None }
    }

    pub(crate) fn basic(self, user: &str, password: &Secret) -> Self {
        Self { basic: Some((user.to_owned(), password.clone())), ..self }
    }

    pub(crate) fn json(self, body: &serde_json::Value) -> Self {
        Self { body: Some(("application/json", body.to_string().into_bytes())), ..self }
    }

    pub(crate) fn form<'a>(self, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self { body: Some(("application/x-www-form-urlencoded", body.into_bytes())), ..self }
    }
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ask({})", self.method)
    }
}

/// How far a request got.
#[derive(Debug)]
pub(crate) enum Exchange {
    /// A whole answer came.
    Answered(Reply),
    /// No byte left.
    NeverSent(String),
    /// Nobody knows.
    Lost(String),
}

/// An answer. It may repeat a text or a key: its `Debug` shows neither.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Reply {
    /// The answer as JSON; null where it is none.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A text at a place of the answer's JSON.
    pub(crate) fn text_at(&self, pointer: &str) -> Option<String> {
        self.json().pointer(pointer)?.as_str().map(str::to_owned)
    }

    /// A number at a place of the answer's JSON.
    pub(crate) fn number_at(&self, pointer: &str) -> Option<i64> {
        self.json().pointer(pointer)?.as_i64()
    }

    /// That it says neither yes nor no.
    pub(crate) fn unclear(&self) -> String {
        Hitch::Unclear.with(format_args!("HTTP {}", self.status))
    }

    /// Whether the status alone says that the request was turned away and nothing came of it.
    pub(crate) fn is_turned_away(&self) -> bool {
        matches!(self.status, 400 | 401 | 402 | 403 | 404 | 405 | 413 | 415 | 422 | 429)
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply({}, {} bytes)", self.status, self.text.len())
    }
}

impl Web {
    /// Sets the client up.
    ///
    /// # Errors
    /// If the TLS library cannot be.
    pub fn new(connect: Duration, request: Duration) -> Result<Self, WebError> {
        let deadline = request.min(REQUEST_MAX);
        let client = Client::new(Limits {
            connect: connect.min(deadline),
            request: deadline,
            body: BODY_MAX,
            network: Network::Any,
            connections: Connections::Fresh,
        })?;
        Ok(Self { client })
    }

    pub(crate) async fn send(&self, ask: Ask) -> Exchange {
        let mut request = web::Ask::new(ask.method, &ask.url);
        if let Some((user, password)) = &ask.basic {
            request = request.user(user, password.reveal());
        }
        for (name, value) in &ask.headers {
            request = request.key(name, value.reveal());
        }
        if let Some((kind, body)) = ask.body {
            request = request.body(kind, body);
        }
        match self.client.send(request).await {
            web::Exchange::Answered(answer) if answer.complete => {
                let text = String::from_utf8_lossy(&answer.body).into_owned();
                Exchange::Answered(Reply { status: answer.status, text })
            }
            web::Exchange::Answered(_) => Exchange::Lost(Hitch::NoAnswer.plain()),
            web::Exchange::NeverSent(why) => Exchange::NeverSent(Hitch::NotReached.with(why)),
            web::Exchange::Lost(why) => Exchange::Lost(Hitch::NoAnswer.with(why)),
        }
    }
}

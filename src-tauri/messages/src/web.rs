//! All HTTP of all routes: one client that sends a request once, and says how far it got. It never
//! retries, follows no redirect, reuses no connection and uses no proxy: a text sent twice costs twice
//! and puzzles a customer, and a key must not follow a redirect.

use domain::secret::Secret;
use futures_util::StreamExt as _;
use reqwest::{Client, Method, header, redirect, retry};
use std::{error::Error as _, sync::Once, time::Duration};

/// Answers longer than this are cut: no gateway has that much to say.
const BODY_MAX: usize = 256 * 1024;
/// A gateway that takes longer than this has lost the message for all that a clerk can wait.
pub const REQUEST_MAX: Duration = Duration::from_secs(20);

/// The HTTP library could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("secure connections could not be set up")]
pub struct WebError(#[from] reqwest::Error);

/// The HTTP client of the routes.
#[derive(Clone, Debug)]
pub struct Web {
    client: Client,
    deadline: Duration,
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
        install_crypto();
        let deadline = request.min(REQUEST_MAX);
        let client = Client::builder()
            .http1_only()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .pool_max_idle_per_host(0)
            .connect_timeout(connect.min(deadline))
            .timeout(deadline)
            .user_agent(concat!("Raseed/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, deadline })
    }

    pub(crate) async fn send(&self, ask: Ask) -> Exchange {
        let request = match self.build(ask) {
            Ok(request) => request,
            Err(error) => return Exchange::NeverSent(words(&error)),
        };
        let response = match self.client.execute(request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() || error.is_builder() => {
                return Exchange::NeverSent(words(&error));
            }
            Err(error) => return Exchange::Lost(words(&error)),
        };
        let status = response.status().as_u16();
        let mut stream = response.bytes_stream();
        let mut body = Vec::new();
        let complete = tokio::time::timeout(self.deadline, async {
            while let Some(chunk) = stream.next().await {
                let Ok(chunk) = chunk else { return false };
                if body.len().saturating_add(chunk.len()) > BODY_MAX {
                    return false;
                }
                body.extend_from_slice(&chunk);
            }
            true
        });
        if !complete.await.unwrap_or(false) {
            return Exchange::Lost("the answer broke off".to_owned());
        }
        Exchange::Answered(Reply { status, text: String::from_utf8_lossy(&body).into_owned() })
    }

    fn build(&self, ask: Ask) -> Result<reqwest::Request, reqwest::Error> {
        let mut request = self.client.request(ask.method, ask.url);
        if let Some((user, password)) = &ask.basic {
            request = request.basic_auth(user, Some(password.reveal()));
        }
        for (name, value) in &ask.headers {
            if let Ok(mut value) = header::HeaderValue::from_str(value.reveal()) {
                value.set_sensitive(true);
                request = request.header(name.as_str(), value);
            }
        }
        if let Some((kind, body)) = ask.body {
            request = request.header(header::CONTENT_TYPE, kind).body(body);
        }
        request.build()
    }
}

/// What went wrong at the root, without the address, which may hold a key and a text.
fn words(error: &reqwest::Error) -> String {
    if error.is_timeout() && !error.is_connect() {
        return "no answer in time".to_owned();
    }
    let mut root: &dyn std::error::Error = error;
    while let Some(source) = root.source() {
        root = source;
    }
    if error.source().is_none() { "it could not be asked".to_owned() } else { root.to_string() }
}

fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Fails only if a provider is installed already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}

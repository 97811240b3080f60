//! One careful request over HTTP: it is sent once, follows no redirect, uses no proxy, and says how far
//! it got. HTTP libraries send again by themselves what they believe was not received; a voucher bought
//! twice is not forgiven, and a text sent twice costs twice. A key must not follow a redirect.
//!
//! This crate must never know who is asked or what an answer means: no crate of ours, no money, no
//! supplier's or gateway's word.
#![deny(missing_docs)]

mod ask;
mod trust;
mod words;

pub use ask::Ask;
pub use reqwest::Method;
pub use words::CERTIFICATE_TIME;

use futures_util::StreamExt as _;
use reqwest::{ClientBuilder, Response, redirect, retry};
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Once,
    time::Duration,
};
use words::words;

const USER_AGENT: &str = concat!("Raseed/", env!("CARGO_PKG_VERSION"));

/// The HTTP library could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("secure connections could not be set up")]
pub enum WebError {
    /// The client itself.
    Client(#[from] reqwest::Error),
    /// The certificates that the computer trusts could not be read.
    Trust(#[from] rustls::Error),
}

/// Over which internet protocol requests leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// IPv4 only.
    V4,
    /// Whatever reaches the address.
    Any,
}

/// What becomes of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connections {
    /// A fresh one for each request: nothing is sent over one that may have gone stale, and nothing
    /// is sent again.
    Fresh,
    /// Kept warm for the next question, which may be asked again.
    Kept,
}

/// How requests are sent.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long connecting may take.
    pub connect: Duration,
    /// How long a request may take in all, its answer's body included.
    pub request: Duration,
    /// Bytes of a body beyond which it is cut.
    pub body: usize,
    /// Over which protocol.
    pub network: Network,
    /// What becomes of connections.
    pub connections: Connections,
}

/// How far a request got.
#[derive(Debug)]
pub enum Exchange {
    /// An answer came, perhaps not all of it.
    Answered(Answer),
    /// No byte left.
    NeverSent(String),
    /// Nobody knows.
    Lost(String),
}

/// An answer. It may repeat what was sent: its `Debug` shows neither heads nor body.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body, as far as it came.
    pub body: Vec<u8>,
    /// Whether the body came to its end.
    pub complete: bool,
    headers: reqwest::header::HeaderMap,
}

impl Answer {
    /// A header's text, by its name in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}

/// Sends requests.
#[derive(Clone, Debug)]
pub struct Client {
    client: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// Sets a client up. It trusts the certificates that the computer trusts.
    ///
    /// # Errors
    /// If the TLS library cannot be.
    pub fn new(limits: Limits) -> Result<Self, WebError> {
        install_crypto();
        let tls = trust::as_the_computer()?;
        Self::built(reqwest::Client::builder().tls_backend_preconfigured(tls), limits)
    }

    fn built(builder: ClientBuilder, limits: Limits) -> Result<Self, WebError> {
        let builder = builder
            .http1_only()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .connect_timeout(limits.connect)
            .timeout(limits.request)
            .local_address(match limits.network {
                Network::V4 => Some(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
                Network::Any => None,
            })
            .user_agent(USER_AGENT);
        let builder = match limits.connections {
            Connections::Fresh => builder.retry(retry::never()).pool_max_idle_per_host(0),
            Connections::Kept => builder,
        };
        Ok(Self { client: builder.build()?, limits })
    }

    /// Sends a request once and says how far it got.
    pub async fn send(&self, ask: Ask<'_>) -> Exchange {
        let request = match ask.build(&self.client) {
            Ok(request) => request,
            Err(error) => return Exchange::NeverSent(words(&error)),
        };
        match self.client.execute(request).await {
            Ok(response) => Exchange::Answered(self.read(response).await),
            Err(error) => not_answered(&error),
        }
    }

    async fn read(&self, response: Response) -> Answer {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        let mut stream = response.bytes_stream();
        // The client's own deadline covers the body too; this one covers a library that forgets it.
        let complete = tokio::time::timeout(self.limits.request, async {
            while let Some(chunk) = stream.next().await {
                let Ok(chunk) = chunk else { return false };
                if body.len().saturating_add(chunk.len()) > self.limits.body {
                    return false;
                }
                body.extend_from_slice(&chunk);
            }
            true
        })
        .await
        .unwrap_or(false);
        Answer { status, body, complete, headers }
    }
}

/// The only place that says "never sent", and only where no connection ever stood (INV-8): name
/// resolution, a refused or unanswered connection, a TLS handshake.
fn not_answered(error: &reqwest::Error) -> Exchange {
    if error.is_connect() || error.is_builder() {
        Exchange::NeverSent(words(error))
    } else {
        Exchange::Lost(words(error))
    }
}

fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Fails only if a provider is installed already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}

#[cfg(test)]
mod certificates_tests;

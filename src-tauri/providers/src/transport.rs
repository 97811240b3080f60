//! All HTTP of all adapters: deadlines, caps, and how far the bytes got.
//!
//! Two clients. The one for purchases opens a fresh connection each time, never retries, never
//! follows a redirect, never reuses an idle connection: HTTP libraries re-send by themselves what
//! they believe was not received, and a voucher bought twice is not forgiven. The one for look-ups
//! keeps its connections warm.

use async_trait::async_trait;
use domain::{shop::EngineSettings, time::Timestamp};
use engine::ports::supplier::{Exchange, WireReply};
use futures_util::StreamExt as _;
use reqwest::{Client, Method, RequestBuilder, header, redirect, retry};
use std::{
    error::Error as _,
    net::{IpAddr, Ipv4Addr},
    sync::Once,
    time::Duration,
};

/// Replies longer than this are cut: no supplier of ours has that much to say.
pub const BODY_MAX: usize = 8 * 1024 * 1024;

/// Why nothing was sent where the upstream's certificate is not valid yet, or not any more, by this
/// computer's clock: usually it is the clock that is wrong.
pub const CERTIFICATE_TIME: &str = "its certificate is not valid at the time of this computer";

/// The HTTP library could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("secure connections could not be set up")]
pub struct TransportError(#[from] reqwest::Error);

/// Over which internet protocol requests leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// IPv4 only: PalCards knows shops by IPv4 addresses alone.
    V4,
    /// Whatever reaches the address: one on this machine may be written in IPv6.
    Any,
}

/// The two HTTP clients and their deadlines.
#[derive(Clone, Debug)]
pub struct Transport {
    purchases: Client,
    lookups: Client,
    lookup_timeout: Duration,
    purchase_timeout: Duration,
}

/// A request ready to be sent. Its `Debug` shows neither key nor body.
pub struct Call<'a> {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: &'a str,
    /// The name and value of the header that carries the key.
    pub key: (&'static str, &'a str),
    /// Further headers, such as an idempotency key.
    pub headers: &'a [(String, String)],
    /// A JSON body.
    pub body: Option<Vec<u8>>,
}

impl std::fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Call({} {})", self.method, self.url)
    }
}

/// The way to an upstream: HTTP in the till, a function call in a simulation. Adapters know no other.
#[async_trait]
pub trait Wire: Send + Sync + std::fmt::Debug {
    /// Sends a purchase once and says how far it got.
    async fn purchase(&self, call: Call<'_>) -> Exchange;
    /// Asks something that buys nothing.
    async fn ask(&self, call: Call<'_>) -> Exchange;
}

impl Transport {
    /// Sets the clients up.
    ///
    /// # Errors
    /// If the TLS library cannot be.
    pub fn new(settings: &EngineSettings, network: Network) -> Result<Self, TransportError> {
        install_crypto();
        let base = || {
            Client::builder()
                .http1_only()
                .no_proxy()
                .redirect(redirect::Policy::none())
                .connect_timeout(settings.connect_timeout)
                .local_address(match network {
                    Network::V4 => Some(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
                    Network::Any => None,
                })
                .user_agent(concat!("Raseed/", env!("CARGO_PKG_VERSION")))
        };
        Ok(Self {
            purchases: base()
                .retry(retry::never())
                .pool_max_idle_per_host(0)
                .timeout(settings.request_timeout)
                .build()?,
            lookups: base().timeout(settings.lookup_timeout()).build()?,
            lookup_timeout: settings.lookup_timeout(),
            purchase_timeout: settings.request_timeout,
        })
    }
}

#[async_trait]
impl Wire for Transport {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        exchange(&self.purchases, call, self.purchase_timeout).await
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        exchange(&self.lookups, call, self.lookup_timeout).await
    }
}

async fn exchange(client: &Client, call: Call<'_>, deadline: Duration) -> Exchange {
    let request = match build(client, call) {
        Ok(request) => request,
        Err(error) => return Exchange::NeverSent(words(&error)),
    };
    let response = match client.execute(request).await {
        Ok(response) => response,
        Err(error) => return not_answered(&error),
    };
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let mut body = Vec::new();
    let mut stream = response.bytes_stream();
    // The client's own deadline covers the body too; this one covers a library that forgets it.
    let complete = tokio::time::timeout(deadline, async {
        while let Some(chunk) = stream.next().await {
            let Ok(chunk) = chunk else { return false };
            if body.len().saturating_add(chunk.len()) > BODY_MAX {
                return false;
            }
            body.extend_from_slice(&chunk);
        }
        true
    })
    .await
    .unwrap_or(false);
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    Exchange::Answered(reply(status, header, body, complete))
}

/// A reply from its parts, the same over every way to an upstream. `header` finds a header's text by
/// its name in small letters.
pub fn reply<'a>(
    status: u16,
    header: impl Fn(&str) -> Option<&'a str>,
    body: Vec<u8>,
    complete: bool,
) -> WireReply {
    let date = header("date").and_then(http_date);
    WireReply {
        status,
        body,
        complete,
        retry_after: header("retry-after").and_then(|text| retry_after(text, date)),
        date: date.map(|at| Timestamp(at.assume_utc().unix_timestamp().saturating_mul(1000))),
    }
}

fn build(client: &Client, call: Call<'_>) -> Result<reqwest::Request, reqwest::Error> {
    let (name, value) = call.key;
    let mut request: RequestBuilder = client.request(call.method, call.url);
    // A key with a character no header can hold is refused by `build`, before anything is sent.
    if let Ok(mut value) = header::HeaderValue::from_str(value) {
        value.set_sensitive(true);
        request = request.header(name, value);
    }
    for (name, value) in call.headers {
        request = request.header(name.as_str(), value.as_str());
    }
    request = request.header(header::ACCEPT, "application/json");
    if let Some(body) = call.body {
        request = request.header(header::CONTENT_TYPE, "application/json").body(body);
    }
    request.build()
}

/// The only place that says "never sent" of a purchase, and only where no connection ever stood (INV-8):
/// name resolution, a refused or unanswered connection, a TLS handshake.
fn not_answered(error: &reqwest::Error) -> Exchange {
    if error.is_connect() || error.is_builder() {
        Exchange::NeverSent(words(error))
    } else {
        Exchange::Lost(words(error))
    }
}

/// What went wrong at the root, without the address, which may hold a query.
fn words(error: &reqwest::Error) -> String {
    if error.is_timeout() && !error.is_connect() {
        return "no reply in time".to_owned();
    }
    let mut root: &dyn std::error::Error = error;
    while let Some(source) = root.source() {
        if is_about_time(source) {
            return CERTIFICATE_TIME.to_owned();
        }
        root = source;
    }
    if error.source().is_none() {
        "the request could not be sent".to_owned()
    } else {
        root.to_string()
    }
}

/// Whether a TLS handshake failed because of the time. The library wraps its error into one of the
/// operating system's kind, which shows what it wraps only to who asks for it.
fn is_about_time(error: &(dyn std::error::Error + 'static)) -> bool {
    use rustls::CertificateError as Bad;
    let Some(io) = error.downcast_ref::<std::io::Error>() else { return false };
    match io.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(why)) => matches!(
            why,
            Bad::Expired
                | Bad::ExpiredContext { .. }
                | Bad::NotValidYet
                | Bad::NotValidYetContext { .. }
        ),
        _ => false,
    }
}

/// Seconds or an HTTP date; a date counts from the reply's own `Date`.
fn retry_after(text: &str, date: Option<time::PrimitiveDateTime>) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    Duration::try_from(http_date(text)? - date?).ok()
}

fn http_date(text: &str) -> Option<time::PrimitiveDateTime> {
    let format = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    time::PrimitiveDateTime::parse(text.trim(), format).ok()
}

fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Fails only if a provider is installed already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(retry: &str) -> Option<Duration> {
        let header = |name: &str| match name {
            "date" => Some("Sat, 21 Nov 2026 11:00:00 GMT"),
            "retry-after" => Some(retry),
            _ => None,
        };
        reply(429, header, Vec::new(), true).retry_after
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(after("7"), Some(Duration::from_secs(7)));
        assert_eq!(after("Sat, 21 Nov 2026 11:00:30 GMT"), Some(Duration::from_secs(30)));
        assert_eq!(after("Sat, 21 Nov 2026 10:00:00 GMT"), None);
        assert_eq!(after("soon"), None);
    }

    #[test]
    fn a_certificate_out_of_its_time_is_told_from_a_wrong_one() {
        let wrapped = |why| {
            std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                rustls::Error::InvalidCertificate(why),
            )
        };
        for why in [rustls::CertificateError::Expired, rustls::CertificateError::NotValidYet] {
            assert!(is_about_time(&wrapped(why)));
        }
        assert!(!is_about_time(&wrapped(rustls::CertificateError::UnknownIssuer)));
        assert!(!is_about_time(&std::io::Error::other("reset")));
    }

    #[test]
    fn the_suppliers_clock_is_its_date() {
        let header = |name: &str| (name == "date").then_some("Sat, 21 Nov 2026 11:00:00 GMT");
        assert_eq!(reply(200, header, Vec::new(), true).date, Some(Timestamp(1_795_258_800_000)));
        assert_eq!(reply(200, |_| None, Vec::new(), true).date, None);
    }
}

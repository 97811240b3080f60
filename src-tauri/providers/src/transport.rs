//! All HTTP of all adapters: deadlines, caps, and how far the bytes got.
//!
//! Two clients. The one for purchases opens a fresh connection each time, never retries, never
//! follows a redirect, never reuses an idle connection: HTTP libraries re-send by themselves what
//! they believe was not received, and a voucher bought twice is not forgiven. The one for look-ups
//! keeps its connections warm.

use async_trait::async_trait;
use domain::{shop::EngineSettings, time::Timestamp};
use engine::ports::supplier::{Exchange, WireReply};
use std::time::Duration;
use web::{Ask, Client, Connections, Limits};

pub use web::{CERTIFICATE_TIME, Method, Network, WebError as TransportError};

/// Replies longer than this are cut: no supplier of ours has that much to say.
pub const BODY_MAX: usize = 8 * 1024 * 1024;

const JSON: &str = "application/json";

/// The two HTTP clients and their deadlines.
#[derive(Clone, Debug)]
pub struct Transport {
    purchases: Client,
    lookups: Client,
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
        let limits = |connections, request| Limits {
            connect: settings.connect_timeout,
            request,
            body: BODY_MAX,
            network,
            connections,
        };
        Ok(Self {
            purchases: Client::new(limits(Connections::Fresh, settings.request_timeout))?,
            lookups: Client::new(limits(Connections::Kept, settings.lookup_timeout()))?,
        })
    }
}

#[async_trait]
impl Wire for Transport {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        exchange(&self.purchases, call).await
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        exchange(&self.lookups, call).await
    }
}

async fn exchange(client: &Client, call: Call<'_>) -> Exchange {
    let (name, key) = call.key;
    let mut ask = Ask::new(call.method, call.url).key(name, key).header("accept", JSON);
    for (name, value) in call.headers {
        ask = ask.header(name, value);
    }
    if let Some(body) = call.body {
        ask = ask.body(JSON, body);
    }
    match client.send(ask).await {
        web::Exchange::Answered(mut answer) => {
            let body = std::mem::take(&mut answer.body);
            let header = |name: &str| answer.header(name);
            Exchange::Answered(reply(answer.status, header, body, answer.complete))
        }
        web::Exchange::NeverSent(why) => Exchange::NeverSent(why),
        web::Exchange::Lost(why) => Exchange::Lost(why),
    }
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
    fn the_suppliers_clock_is_its_date() {
        let header = |name: &str| (name == "date").then_some("Sat, 21 Nov 2026 11:00:00 GMT");
        assert_eq!(reply(200, header, Vec::new(), true).date, Some(Timestamp(1_795_258_800_000)));
        assert_eq!(reply(200, |_| None, Vec::new(), true).date, None);
    }
}

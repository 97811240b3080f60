//! What all adapters write alike, and the way their requests take to one upstream account.
//!
//! It must never know: a particular supplier.

use crate::transport::{Call, Wire};
use domain::secret::Secret;
use engine::ports::supplier::{Exchange, WireReply, WireRequest};
use serde_json::value::RawValue;
use std::sync::Arc;
use web::Method;

/// One account's way to its upstream: every call carries its key.
#[derive(Debug)]
pub(crate) struct Route {
    base_url: String,
    key_header: &'static str,
    key: Secret,
    wire: Arc<dyn Wire>,
}

impl Route {
    pub(crate) fn new(
        base_url: String,
        key_header: &'static str,
        key: Secret,
        wire: Arc<dyn Wire>,
    ) -> Self {
        Self { base_url, key_header, key, wire }
    }

    /// The same with a token in `Authorization`, after the word Bearer.
    pub(crate) fn bearer(base_url: String, token: &Secret, wire: Arc<dyn Wire>) -> Self {
        let key = Secret::new(format!("Bearer {}", token.reveal()));
        Self::new(base_url, "authorization", key, wire)
    }

    /// Asks for a path, its query included. `Err` says why no reply came.
    pub(crate) async fn get(&self, path: &str) -> Result<WireReply, String> {
        self.ask(Method::GET, path, None).await
    }

    /// Asks something that takes a body and buys nothing. `Err` as for [`get`](Self::get).
    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Result<WireReply, String> {
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Sends a request that moves money, once and as it is.
    pub(crate) async fn purchase(&self, request: WireRequest) -> Exchange {
        let WireRequest { method, url, headers, body } = request;
        let Ok(method) = Method::from_bytes(method.as_bytes()) else {
            return Exchange::NeverSent(format!("{method} is no HTTP method"));
        };
        self.wire.purchase(self.call(method, &url, &headers, Some(body))).await
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<WireReply, String> {
        let url = format!("{}{path}", self.base_url);
        match self.wire.ask(self.call(method, &url, &[], body)).await {
            Exchange::Answered(reply) => Ok(reply),
            Exchange::NeverSent(detail) | Exchange::Lost(detail) => Err(detail),
        }
    }

    fn call<'a>(
        &'a self,
        method: Method,
        url: &'a str,
        headers: &'a [(String, String)],
        body: Option<Vec<u8>>,
    ) -> Call<'a> {
        Call { method, url, key: (self.key_header, self.key.reveal()), headers, body }
    }
}

/// An id as one segment of a path.
pub(crate) fn path_segment(id: &str) -> String {
    url::form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>().replace('+', "%20")
}

/// An item that is a number on the wire and a text in the file; one that is no number goes as the
/// text it is, for the supplier to judge.
pub(crate) fn number_or_text(item: &str) -> Box<RawValue> {
    let number = !item.is_empty()
        && item.bytes().all(|byte| byte.is_ascii_digit())
        && (item == "0" || !item.starts_with('0'));
    let text = if number { item.to_owned() } else { serde_json::Value::from(item).to_string() };
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// A body. Adapters' bodies hold texts, numbers and booleans only; `serde_json` fails on neither.
pub(crate) fn json(body: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(body).unwrap_or_default()
}

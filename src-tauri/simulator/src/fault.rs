//! What can go wrong between any supplier and its client, and the queue of what is to go wrong next.
//!
//! It must never know: which supplier is meant, or what its replies say.

use std::collections::VecDeque;

use serde_json::{Map, Value};

use crate::message::{Delivery, Reply};
use crate::upstream::{ControlError, Params};

/// The size of a huge reply unless told otherwise: above the 8 MiB a careful client reads.
pub const HUGE_BYTES: usize = 9 * 1024 * 1024;

/// One fault between the supplier and the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireFault {
    /// What the client gets to see.
    pub kind: WireKind,
    /// Whether the supplier did what it was asked before this happened: the whole difference
    /// between a lost request and a lost reply, which look the same from outside.
    pub acted: bool,
}

/// How a reply goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WireKind {
    /// The connection closes without a byte.
    Drop,
    /// The reply comes late.
    Late {
        /// By how much.
        ms: u64,
    },
    /// No reply, and the connection stays open.
    Stall,
    /// Another answer, in the supplier's own error form.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The message: a string or an array of strings.
        message: Option<Value>,
        /// The `Retry-After` header, in seconds or as an HTTP date.
        retry_after: Option<String>,
    },
    /// A proxy's error page.
    Html {
        /// The HTTP status.
        status: u16,
    },
    /// Bytes that are no text.
    Garbage,
    /// The right reply, blown up with a key nobody knows.
    Huge {
        /// The size of the body at least.
        bytes: usize,
    },
    /// The connection breaks inside the body.
    Cut {
        /// Bytes that arrive; half of them when absent.
        at: Option<usize>,
    },
    /// Half of the JSON, framed as if it were all.
    HalfJson,
    /// The body arrives a few bytes at a time.
    SlowDrip {
        /// Bytes in each piece.
        bytes: usize,
        /// The pause between two pieces.
        every_ms: u64,
    },
    /// Every key stands twice in the object.
    DuplicateKeys {
        /// Members to repeat after the true ones; without it, nulls stand before the true ones.
        with: Option<Map<String, Value>>,
    },
    /// A byte order mark before the JSON.
    Bom,
    /// The right status and an empty body.
    Empty,
    /// The right reply, dated by a clock that is wrong.
    WrongDate {
        /// The whole `Date` header.
        date: String,
    },
    /// A redirect, which a client with a key in its headers must not follow.
    Redirect {
        /// 302, 307 and their like.
        status: u16,
        /// Where it points.
        location: String,
    },
}

impl WireFault {
    /// The kinds every supplier has, for error messages and the control page.
    pub const KINDS: &'static str = "drop, late, stall, answer, rate_limit, server_error, \
        unauthorized, html, garbage, huge, cut, half_json, slow_drip, duplicate_keys, bom, empty, \
        wrong_date, redirect";

    /// Reads a kind with its parameters; `None` when the kind is not one of [`Self::KINDS`].
    ///
    /// # Errors
    /// When a parameter is wrong.
    pub fn read(kind: &str, params: &mut Params) -> Result<Option<Self>, ControlError> {
        // The supplier itself has acted where only the way back was disturbed; refusals and a
        // proxy's pages usually mean that it never saw the request.
        let (kind, acted) = match kind {
            "drop" => (WireKind::Drop, true),
            "late" => (WireKind::Late { ms: params.whole("ms")?.unwrap_or(3_000) }, true),
            "stall" => (WireKind::Stall, true),
            "answer" => (answer(params, 500)?, false),
            "rate_limit" => (answer(params, 429)?, false),
            "server_error" => (answer(params, 500)?, false),
            "unauthorized" => (answer(params, 401)?, false),
            "html" => (WireKind::Html { status: status(params, 502)? }, false),
            "garbage" => (WireKind::Garbage, true),
            "huge" => {
                (WireKind::Huge { bytes: params.whole("bytes")?.unwrap_or(HUGE_BYTES) }, true)
            }
            "cut" => (WireKind::Cut { at: params.whole("at")? }, true),
            "half_json" => (WireKind::HalfJson, true),
            "slow_drip" => (slow_drip(params)?, true),
            "duplicate_keys" => (WireKind::DuplicateKeys { with: params.object("with")? }, true),
            "bom" => (WireKind::Bom, true),
            "empty" => (WireKind::Empty, true),
            "wrong_date" => (WireKind::WrongDate { date: date(params)? }, true),
            "redirect" => (redirect(params)?, false),
            _ => return Ok(None),
        };
        let acted = params.flag("acted")?.unwrap_or(acted);
        Ok(Some(Self { kind, acted }))
    }

    /// Turns the supplier's reply into what the client gets; `refuse` writes a refusal in the
    /// supplier's own form.
    #[must_use]
    pub fn apply(&self, reply: Reply, refuse: impl Fn(u16, &Value) -> Reply) -> Reply {
        match &self.kind {
            WireKind::Drop => reply.delivered(Delivery::DropBefore),
            WireKind::Late { ms } => reply.delivered(Delivery::Late { ms: *ms }),
            WireKind::Stall => reply.delivered(Delivery::Stall),
            WireKind::Answer { status, message, retry_after } => {
                let words = Value::from(reason(*status));
                let refusal = refuse(*status, message.as_ref().unwrap_or(&words));
                match retry_after {
                    Some(wait) => refusal.header("retry-after", wait),
                    None => refusal,
                }
            }
            WireKind::Html { status } => Reply::text(*status, "text/html", &html(*status)),
            WireKind::Garbage => {
                with_body(reply, b"\x00\xff\xfe{\"id\":\x80\x81}\xc3\x28".to_vec())
            }
            WireKind::Huge { bytes } => huge(reply, *bytes),
            WireKind::Cut { at } => {
                let at = at.unwrap_or(reply.body.len() / 2).min(reply.body.len());
                reply.delivered(Delivery::Truncate { at })
            }
            WireKind::HalfJson => {
                let half = reply.body.len() / 2;
                let body = reply.body.iter().take(half).copied().collect();
                with_body(reply, body)
            }
            WireKind::SlowDrip { bytes, every_ms } => {
                reply.delivered(Delivery::SlowDrip { bytes: *bytes, every_ms: *every_ms })
            }
            WireKind::DuplicateKeys { with } => duplicate_keys(reply, with.as_ref()),
            WireKind::Bom => {
                let body = [b"\xEF\xBB\xBF".as_slice(), reply.body.as_slice()].concat();
                with_body(reply, body)
            }
            WireKind::Empty => with_body(reply, Vec::new()),
            WireKind::WrongDate { date } => {
                let mut reply = reply;
                reply.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
                reply.header("date", date)
            }
            WireKind::Redirect { status, location } => {
                Reply::text(*status, "text/html", "").header("location", location)
            }
        }
    }
}

fn answer(params: &mut Params, usual: u16) -> Result<WireKind, ControlError> {
    Ok(WireKind::Answer {
        status: status(params, usual)?,
        message: params.value("message"),
        retry_after: params.text("retry_after")?,
    })
}

fn status(params: &mut Params, usual: u16) -> Result<u16, ControlError> {
    let status = params.whole("status")?.unwrap_or(usual);
    if (200..600).contains(&status) {
        return Ok(status);
    }
    Err(ControlError::BadRequest("`status` must be from 200 to 599".into()))
}

fn date(params: &mut Params) -> Result<String, ControlError> {
    let long_ago = || "Thu, 01 Jan 2015 00:00:00 GMT".to_owned();
    Ok(params.text("date")?.unwrap_or_else(long_ago))
}

fn slow_drip(params: &mut Params) -> Result<WireKind, ControlError> {
    let bytes: usize = params.whole("bytes")?.unwrap_or(1);
    let every_ms = params.whole("every_ms")?.unwrap_or(100);
    Ok(WireKind::SlowDrip { bytes: bytes.max(1), every_ms })
}

fn redirect(params: &mut Params) -> Result<WireKind, ControlError> {
    let location = params.text("location")?.unwrap_or_else(|| "/moved".to_owned());
    if location.chars().any(char::is_control) {
        return Err(ControlError::BadRequest("`location` must be a URL".into()));
    }
    Ok(WireKind::Redirect { status: status(params, 302)?, location })
}

fn with_body(reply: Reply, body: Vec<u8>) -> Reply {
    Reply { body, ..reply }
}

fn html(status: u16) -> String {
    let reason = reason(status);
    format!(
        "<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n\
         <center><h1>{status} {reason}</h1></center>\r\n<hr><center>nginx</center>\r\n\
         </body>\r\n</html>\r\n"
    )
}

/// The usual words for a status.
#[must_use]
pub fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Payload Too Large",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Error",
    }
}

fn huge(reply: Reply, bytes: usize) -> Reply {
    // Still valid JSON: a client that reads it all would even understand it.
    let Some(rest) = reply.body.strip_prefix(b"{") else { return reply };
    let padding = "x".repeat(bytes);
    let body = [b"{\"padding\":\"", padding.as_bytes(), b"\",", rest].concat();
    with_body(reply, body)
}

fn duplicate_keys(reply: Reply, with: Option<&Map<String, Value>>) -> Reply {
    let Some(Value::Object(true_members)) = reply.body_json() else { return reply };
    let members = |map: &Map<String, Value>| {
        let text = Value::Object(map.clone()).to_string();
        text.trim_start_matches('{').strip_suffix('}').unwrap_or_default().to_owned()
    };
    let truth = members(&true_members);
    let body = if let Some(with) = with {
        format!("{{{truth},{}}}", members(with))
    } else {
        let nulls = true_members.keys().map(|key| (key.clone(), Value::Null)).collect();
        format!("{{{},{truth}}}", members(&nulls))
    };
    with_body(reply, body.into_bytes())
}

/// Faults waiting for their requests, first come first served for each endpoint.
#[derive(Debug, Clone)]
pub struct Queue<F> {
    waiting: VecDeque<Waiting<F>>,
}

#[derive(Debug, Clone)]
struct Waiting<F> {
    endpoint: String,
    skip: u32,
    times: u32,
    fault: F,
}

impl<F> Default for Queue<F> {
    fn default() -> Self {
        Self { waiting: VecDeque::new() }
    }
}

impl<F: Clone> Queue<F> {
    /// Adds a fault for the next `times` requests to an endpoint (`any` means each of them),
    /// after letting `skip` of them pass.
    pub fn push(&mut self, endpoint: &str, skip: u32, times: u32, fault: F) {
        if times > 0 {
            self.waiting.push_back(Waiting { endpoint: endpoint.to_owned(), skip, times, fault });
        }
    }

    /// Takes the fault that is due for a request to this endpoint, if one is.
    pub fn take(&mut self, endpoint: &str) -> Option<F> {
        self.take_if(endpoint, |_| true)
    }

    /// The same among those that apply; the others keep waiting.
    pub fn take_if(&mut self, endpoint: &str, applies: impl Fn(&F) -> bool) -> Option<F> {
        let meant = |waiting: &&mut Waiting<F>| {
            (waiting.endpoint == "any" || waiting.endpoint == endpoint) && applies(&waiting.fault)
        };
        let first = self.waiting.iter_mut().find(meant)?;
        if first.skip > 0 {
            first.skip -= 1;
            return None;
        }
        first.times = first.times.saturating_sub(1);
        let fault = first.fault.clone();
        self.waiting.retain(|waiting| waiting.times > 0);
        Some(fault)
    }

    /// How many requests are still to go wrong.
    #[must_use]
    pub fn pending(&self) -> u64 {
        self.waiting.iter().map(|waiting| u64::from(waiting.times)).sum()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }
}

/// A fault as a control request asks for it: what, and which requests it shall meet.
#[derive(Debug)]
pub struct Asked {
    /// The word for the fault.
    pub kind: String,
    /// What else it needs to be known about it.
    pub params: Params,
    endpoint: Option<String>,
    times: u32,
    skip: u32,
}

impl Asked {
    /// Reads `{"endpoint","kind","times","skip",…}` and leaves the rest in `params`.
    ///
    /// # Errors
    /// When the kind is missing, or the supplier has no such endpoint.
    pub fn read(fault: Map<String, Value>, endpoints: &[&str]) -> Result<Self, ControlError> {
        let mut params = Params::new(fault);
        let missing = || ControlError::BadRequest("`kind` is missing".into());
        let kind = params.text("kind")?.ok_or_else(missing)?;
        let times = params.whole("times")?.unwrap_or(1);
        let skip = params.whole("skip")?.unwrap_or(0);
        let endpoint = params.text("endpoint")?;
        if let Some(word) = endpoint.as_deref().filter(|word| !endpoints.contains(word)) {
            let known = endpoints.join(", ");
            let words = format!("endpoint `{word}` is not one of: {known}");
            return Err(ControlError::BadRequest(words));
        }
        Ok(Self { kind, params, endpoint, times, skip })
    }

    /// Lets the fault wait for its requests: those to `usual` unless another endpoint was named.
    ///
    /// # Errors
    /// When a parameter was not understood; a misspelt fault leaves nothing behind.
    pub fn queue<F: Clone>(
        self,
        queue: &mut Queue<F>,
        usual: &str,
        fault: F,
    ) -> Result<(), ControlError> {
        self.params.end()?;
        let endpoint = self.endpoint.as_deref().unwrap_or(usual);
        queue.push(endpoint, self.skip, self.times, fault);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_waits_for_its_endpoint_and_is_used_up() {
        let mut queue = Queue::default();
        queue.push("create", 1, 2, 'a');
        assert_eq!(queue.take("list"), None);
        assert_eq!(queue.take("create"), None, "the first is let through");
        assert_eq!(queue.take("create"), Some('a'));
        assert_eq!(queue.take("create"), Some('a'));
        assert_eq!(queue.take("create"), None);
        assert_eq!(queue.pending(), 0);
    }
}

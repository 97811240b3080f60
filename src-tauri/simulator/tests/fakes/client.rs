//! A client that sees what really came over the connection, which a polite HTTP library hides.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use simulator::{Running, Settings, Simulator};
use tokio::runtime::Runtime;

use crate::KEY;

/// A simulator on free ports, with a runtime of its own.
pub(crate) struct Live {
    runtime: Runtime,
    running: Option<Running>,
    pub(crate) control: String,
}

impl Live {
    pub(crate) fn start() -> Self {
        let mut settings = Settings::default();
        settings.palcards.pace = simulator::palcards::Pace::Polls { count: 2 };
        Self::start_with(settings)
    }

    pub(crate) fn start_with(settings: Settings) -> Self {
        let runtime = Runtime::new().unwrap();
        let address = "127.0.0.1:0".parse().unwrap();
        let running = runtime.block_on(Simulator::start(address, settings)).unwrap();
        let control = running.control.clone();
        Self { runtime, running: Some(running), control }
    }

    pub(crate) fn stop(mut self) {
        let running = self.running.take().unwrap();
        self.runtime.block_on(running.stop());
    }

    /// The base URL of an upstream.
    pub(crate) fn url(&self, upstream: &str) -> String {
        self.running.as_ref().unwrap().url(upstream).unwrap()
    }

    pub(crate) fn get(&self, target: &str) -> Seen {
        call(&self.url("palcards"), "GET", target, &[("x-api-key", KEY)], None)
    }

    pub(crate) fn post(&self, target: &str, body: &Value) -> Seen {
        call(&self.url("palcards"), "POST", target, &[("x-api-key", KEY)], Some(body))
    }

    pub(crate) fn fault(&self, fault: &Value) {
        self.control("/faults", fault);
    }

    /// Posts to the control server, which must agree.
    pub(crate) fn control(&self, target: &str, body: &Value) {
        let seen = call(&self.control, "POST", target, &[], Some(body));
        assert_eq!(seen.status, 200, "{}", seen.text());
    }

    pub(crate) fn state(&self) -> Value {
        self.state_of("palcards")
    }

    pub(crate) fn state_of(&self, upstream: &str) -> Value {
        call(&self.control, "GET", "/state", &[], None).json()[upstream].clone()
    }
}

/// What came over the connection.
#[derive(Debug)]
pub(crate) struct Seen {
    /// 0 where not even a status line came.
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// How the connection ended.
    pub(crate) end: End,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All that the length header promised came.
    Whole,
    /// The other side closed before that.
    Closed,
    /// Nothing more came for a while.
    Silent,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// One request to a base URL, which may end in a path.
pub(crate) fn call(
    url: &str,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Seen {
    let address = url.strip_prefix("http://").unwrap();
    let (host, base) = address.split_at(address.find('/').unwrap_or(address.len()));
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
    let mut head = format!("{method} {base}{target} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if !body.is_empty() {
        head += "content-type: application/json\r\n";
    }
    head += &format!("content-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(head.as_bytes()).unwrap();
    read(&mut stream)
}

fn read(stream: &mut TcpStream) -> Seen {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let seen = parse(&bytes);
        if let Some(seen) = &seen
            && seen.header("content-length").is_some_and(|it| it == seen.body.len().to_string())
        {
            return parse(&bytes).unwrap();
        }
        let end = match stream.read(&mut buffer) {
            Ok(0) => End::Closed,
            Ok(count) => {
                bytes.extend_from_slice(&buffer[..count]);
                continue;
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => End::Closed,
            Err(_) => End::Silent,
        };
        let nothing = Seen { status: 0, headers: Vec::new(), body: Vec::new(), end: End::Whole };
        return Seen { end, ..seen.unwrap_or(nothing) };
    }
}

fn parse(bytes: &[u8]) -> Option<Seen> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(key, value)| (key.to_lowercase(), value.to_owned())).collect();
    Some(Seen { status, headers, body: bytes[end + 4..].to_vec(), end: End::Whole })
}

//! A PalCards of sockets and bytes: counts what really arrives, keeps every body, and answers what
//! a test wants, or nothing.
//!
//! It must never know: how the till reads any of this.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::shop::wait_until;

/// What the first order delivers; see [`code`].
/// A place nobody documents.
pub(crate) const CATALOG_PATH: &str = "/product-items";
pub(crate) const PIN: &str = "84213377";
/// The id of the first order.
const FIRST_ID: usize = 9_001;

/// The code of the order bought by the `nth` purchase, from 0.
pub(crate) fn code(nth: usize) -> String {
    format!("7KQX-9M2R-TT{}", FIRST_ID + nth)
}

/// How a request is answered.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// As PalCards would.
    Truth,
    /// The truth, late.
    Late(Duration),
    /// These bytes.
    Bytes(Arc<Vec<u8>>),
    /// The connection closes without a byte.
    Close,
    /// The connection is reset.
    Reset,
    /// Nothing, and the connection stays open.
    Stall,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::bytes(reply(status, "application/json", body.to_string().as_bytes()))
    }

    /// A refusal in the supplier's own form.
    pub(crate) fn refusal(status: u16, message: &str) -> Self {
        Self::json(status, &json!({ "statusCode": status, "message": message, "error": "Error" }))
    }

    pub(crate) fn html(status: u16) -> Self {
        Self::bytes(reply(status, "text/html", b"<html><h1>nginx</h1></html>"))
    }

    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Self::Bytes(Arc::new(bytes))
    }
}

/// A reply with its head.
pub(crate) fn reply(status: u16, content_type: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Some Words\r\nContent-Type: {content_type}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// With its query.
    pub(crate) target: String,
    /// The head as it came.
    pub(crate) head: String,
    pub(crate) body: Value,
}

impl Seen {
    fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    fn is_purchase(&self) -> bool {
        self.method == "POST" && self.path() == "/order"
    }

    fn query(&self, name: &str) -> Option<usize> {
        let (_, query) = self.target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name)?.1.parse().ok()
    }
}

type Hook = Arc<dyn Fn(&Seen) + Send + Sync>;

/// What the fake is told to do, and what it saw.
pub(crate) struct Desk {
    pub(crate) seen: Vec<Seen>,
    pub(crate) create: Answer,
    pub(crate) list: Answer,
    pub(crate) one: Answer,
    pub(crate) preflight: Answer,
    pub(crate) profile: Answer,
    /// The catalogue, where the shop says it is.
    pub(crate) catalog: Answer,
    /// Whether `GET /order` shows what was bought here.
    pub(crate) is_listed: bool,
    /// The word of `GET /order/{id}`.
    pub(crate) status: String,
    /// Whether every order delivers the first one's code.
    pub(crate) same_code: bool,
    /// Whether a success comes with its card.
    pub(crate) has_card: bool,
    /// The card's serial number, where the supplier tells one.
    pub(crate) serial: Option<String>,
    /// Orders of others, all newer than ours.
    pub(crate) others: usize,
    /// A page of the listing that answers 500.
    pub(crate) broken_page: Option<usize>,
    /// Runs when a purchase has arrived, before it is answered.
    pub(crate) on_purchase: Option<Hook>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Desk({:#?})", self.seen)
    }
}

/// The fake. Its threads end with the test process.
#[derive(Clone, Debug)]
pub(crate) struct Fake {
    pub(crate) url: String,
    desk: Arc<Mutex<Desk>>,
}

impl Fake {
    /// An honest one: accepts, lists, and delivers at the first look.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let desk = Arc::new(Mutex::new(Desk {
            seen: Vec::new(),
            create: Answer::Truth,
            list: Answer::Truth,
            one: Answer::Truth,
            preflight: Answer::Truth,
            profile: Answer::Truth,
            catalog: Answer::refusal(404, "Not Found"),
            is_listed: true,
            status: "success".to_owned(),
            same_code: false,
            has_card: true,
            serial: None,
            others: 0,
            broken_page: None,
            on_purchase: None,
        }));
        let fake = Self { url, desk };
        let server = fake.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = server.clone();
                thread::spawn(move || server.serve(stream));
            }
        });
        fake
    }

    /// One that answers every purchase so and does not list it.
    pub(crate) fn answering(create: Answer) -> Self {
        let fake = Self::start();
        fake.set(|desk| {
            desk.create = create;
            desk.is_listed = false;
        });
        fake
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Desk)) {
        change(&mut self.desk());
    }

    /// The purchases that arrived.
    pub(crate) fn purchases(&self) -> Vec<Value> {
        let desk = self.desk();
        desk.seen.iter().filter(|seen| seen.is_purchase()).map(|seen| seen.body.clone()).collect()
    }

    pub(crate) fn posts(&self) -> usize {
        self.purchases().len()
    }

    /// Everything that arrived.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.desk().seen.clone()
    }

    /// How many requests arrived of this method and path.
    pub(crate) fn count(&self, method: &str, path: &str) -> usize {
        let desk = self.desk();
        desk.seen.iter().filter(|seen| seen.method == method && seen.path() == path).count()
    }

    #[track_caller]
    pub(crate) fn wait_for(&self, method: &str, path: &str) {
        wait_until(&format!("{method} {path} arrives"), || self.count(method, path) > 0);
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, mut stream: TcpStream) {
        // A client that gives up in the middle of a request has sent none.
        let Some((seen, length)) = peek_request(&mut stream) else { return };
        let (answer, hook) = {
            let mut desk = self.desk();
            desk.seen.push(seen.clone());
            let answer = match (seen.method.as_str(), seen.path()) {
                ("POST", "/order") => &desk.create,
                ("POST", "/order/top-up/preflight") => &desk.preflight,
                ("GET", "/order") => &desk.list,
                ("GET", "/user/profile") => &desk.profile,
                ("GET", CATALOG_PATH) => &desk.catalog,
                _ => &desk.one,
            };
            let hook = desk.on_purchase.clone().filter(|_| seen.is_purchase());
            (answer.clone(), hook)
        };
        if let Some(hook) = hook {
            hook(&seen);
        }
        // Closing with unread bytes is a reset; a polite close reads them first.
        if matches!(answer, Answer::Reset) {
            return;
        }
        let mut request = vec![0; length];
        stream.read_exact(&mut request).expect("it was peeked at");
        let bytes = match answer {
            Answer::Close | Answer::Reset => return,
            Answer::Stall => {
                // Until the client goes away.
                stream.read_exact(&mut [0; 1]).ok();
                return;
            }
            Answer::Late(wait) => {
                thread::sleep(wait);
                Arc::new(self.truth(&seen))
            }
            Answer::Truth => Arc::new(self.truth(&seen)),
            Answer::Bytes(bytes) => bytes,
        };
        // A client may stop reading: that is for its test to judge.
        stream.write_all(&bytes).ok();
    }

    fn truth(&self, seen: &Seen) -> Vec<u8> {
        let (status, body) = match (seen.method.as_str(), seen.path()) {
            ("POST", "/order") => {
                let nth = self.purchases().iter().position(|body| *body == seen.body);
                (200, self.order(nth.unwrap_or(0), "in-progress"))
            }
            ("POST", "/order/top-up/preflight") => {
                (200, json!({ "success": true, "message": "OK", "nickname": "PlayerOne" }))
            }
            ("GET", "/order") => return self.list(seen),
            ("GET", "/user/profile") => {
                let wallet = json!({ "balance": { "currency": "USD", "value": 250.75 } });
                (200, json!({ "wallets": [wallet] }))
            }
            ("GET", path) => {
                let status = self.desk().status.clone();
                let id = path.strip_prefix("/order/").and_then(|id| id.parse::<usize>().ok());
                match id.and_then(|id| id.checked_sub(FIRST_ID)) {
                    Some(nth) if nth < self.posts() => (200, self.order(nth, &status)),
                    _ => (404, json!({ "statusCode": 404, "message": "Order not found" })),
                }
            }
            _ => (404, json!({ "statusCode": 404, "message": "Not Found" })),
        };
        reply(status, "application/json", body.to_string().as_bytes())
    }

    fn order(&self, nth: usize, status: &str) -> Value {
        let bought = self.purchases().into_iter().nth(nth).unwrap_or_default();
        let is_topup = bought["productItem"] == 5002;
        let has_card = status == "success" && !is_topup && self.desk().has_card;
        let delivered = if self.desk().same_code { 0 } else { nth };
        let mut voucher = json!({ "code": code(delivered), "pin": PIN });
        if let Some(serial) = &self.desk().serial {
            voucher["serial"] = json!(serial);
        }
        json!({
            "id": FIRST_ID + nth,
            "status": status,
            "type": if is_topup { "topUp" } else { "chargingCard" },
            "orderCurrency": "USD",
            "clientOrderRef": bought["clientOrderRef"],
            "appliedDealerPrices": { "price": 9.5, "discount": 0.5, "discountPercent": 5 },
            "soldItem": has_card.then(|| json!({ "id": 7001, "voucher": voucher })),
            "createdAt": "2026-06-07T12:00:00.000Z",
            "updatedAt": "2026-06-07T12:00:00.000Z",
        })
    }

    /// One page of `GET /order`, the others' orders first.
    fn list(&self, seen: &Seen) -> Vec<u8> {
        let (page, size) = (seen.query("pn").unwrap_or(1), seen.query("ps").unwrap_or(10));
        let (others, is_listed, broken) = {
            let desk = self.desk();
            (desk.others, desk.is_listed, desk.broken_page)
        };
        if broken == Some(page) {
            return reply(500, "application/json", br#"{"statusCode":500,"message":"Oops"}"#);
        }
        let row = |id: usize, reference: Value| {
            json!({ "id": id, "status": "success", "type": "chargingCard",
                    "clientOrderRef": reference, "createdAt": "2026-06-07T12:00:00.000Z" })
        };
        let theirs = (0..others).map(|nth| row(1_000_000 - nth, json!(format!("other-{nth}"))));
        let ours = self.purchases().into_iter().enumerate().filter(|_| is_listed);
        let ours = ours.map(|(nth, body)| row(FIRST_ID + nth, body["clientOrderRef"].clone()));
        let rows: Vec<Value> = theirs.chain(ours).collect();
        let shown: Vec<&Value> = rows.iter().skip((page - 1) * size).take(size).collect();
        let body =
            json!({ "pageNumber": page, "pageSize": size, "total": rows.len(), "data": shown });
        reply(200, "application/json", body.to_string().as_bytes())
    }
}

/// A whole request, left unread in the socket, and its length.
fn peek_request(stream: &mut TcpStream) -> Option<(Seen, usize)> {
    let mut buffer = vec![0; 64 * 1024];
    let mut before = 0;
    loop {
        let length = stream.peek(&mut buffer).ok()?;
        let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            let headers: BTreeMap<String, &str> =
                lines.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
            let wanted = headers.get("content-length").and_then(|text| text.parse().ok());
            if body.len() >= wanted.unwrap_or(0) {
                let mut first = head.lines().next()?.split(' ').map(str::to_owned);
                let (method, target) = (first.next()?, first.next()?);
                let body = serde_json::from_str(body).unwrap_or_default();
                return Some((Seen { method, target, head: head.to_owned(), body }, length));
            }
        }
        // Nothing new and the other side has closed: `peek` would answer the same for ever.
        if length == 0 {
            return None;
        }
        if length == before {
            thread::sleep(Duration::from_millis(2));
        }
        before = length;
    }
}

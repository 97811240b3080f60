//! The one transport against real sockets: how far a purchase got, and that it leaves once.
//!
//! It must never know: any supplier's words.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test"
)]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use domain::shop::EngineSettings;
use engine::ports::supplier::{Exchange, WireReply};
use providers::transport::{BODY_MAX, Call, Wire as _};
use providers::{Network, Transport};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

/// What arrived: each connection's requests, heads included.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Vec<String>>>>);

impl Seen {
    fn requests(&self) -> usize {
        self.0.lock().unwrap().iter().map(Vec::len).sum()
    }

    fn connections(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// A server that answers the nth request of all as `answer` says, keeps its connections open, and
/// closes one when it is told to say nothing.
fn server(answer: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/order", listener.local_addr().unwrap());
    let (seen, answer) = (Seen::default(), Arc::new(answer));
    let kept = seen.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = {
                let mut all = kept.0.lock().unwrap();
                all.push(Vec::new());
                all.len() - 1
            };
            let (kept, answer) = (kept.clone(), Arc::clone(&answer));
            thread::spawn(move || serve(stream, connection, &kept, answer.as_ref()));
        }
    });
    (url, seen)
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    seen: &Seen,
    answer: &(impl Fn(usize) -> Vec<u8> + ?Sized),
) {
    while let Some(request) = read_request(&mut stream) {
        let nth = seen.requests();
        seen.0.lock().unwrap()[connection].push(request);
        let bytes = answer(nth);
        if bytes.is_empty() {
            // A polite close: everything was read.
            stream.shutdown(Shutdown::Both).ok();
            return;
        }
        if stream.write_all(&bytes).is_err() {
            return;
        }
    }
}

/// A request with its body; `None` when the connection ends.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let (mut bytes, mut byte) = (Vec::new(), [0]);
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8_lossy(&body))
}

fn transport() -> Transport {
    let settings = EngineSettings {
        connect_timeout: Duration::from_secs(2),
        request_timeout: Duration::from_secs(6),
        ..EngineSettings::default()
    };
    Transport::new(&settings, Network::Any).unwrap()
}

async fn purchase(transport: &Transport, url: &str) -> Exchange {
    let headers = [("Idempotency-Key".to_owned(), "till-1".to_owned())];
    let call = Call {
        method: "POST".parse().unwrap(),
        url,
        key: ("x-api-key", "sk_test_of_the_transport"),
        headers: &headers,
        body: Some(b"{\"item\":1}".to_vec()),
    };
    transport.purchase(call).await
}

fn answered(exchange: Exchange) -> WireReply {
    match exchange {
        Exchange::Answered(reply) => reply,
        Exchange::NeverSent(why) | Exchange::Lost(why) => panic!("no answer: {why}"),
    }
}

#[tokio::test]
async fn a_purchase_never_goes_over_a_connection_that_was_used_before() {
    let (url, seen) = server(|_| OK.into());
    let transport = transport();
    for _ in 0..3 {
        assert_eq!(answered(purchase(&transport, &url).await).status, 200);
    }
    assert_eq!((seen.connections(), seen.requests()), (3, 3));
}

#[tokio::test]
async fn a_connection_that_ends_without_a_reply_is_lost_and_nothing_is_sent_again() {
    for reply in ["", "HTTP/1.1 200 OK\r\nContent-", "\r\n\r\n\r\n"] {
        let (url, seen) = server(move |_| reply.into());
        let exchange = purchase(&transport(), &url).await;
        assert!(matches!(exchange, Exchange::Lost(_)), "{reply:?}");
        assert_eq!(seen.requests(), 1, "{reply:?}");
    }
}

#[tokio::test]
async fn a_second_purchase_after_a_kept_open_one_is_sent_once_when_its_reply_is_lost() {
    let (url, seen) = server(|nth| if nth == 0 { OK.into() } else { Vec::new() });
    let transport = transport();
    answered(purchase(&transport, &url).await);
    assert!(matches!(purchase(&transport, &url).await, Exchange::Lost(_)));
    assert_eq!(seen.requests(), 2);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_never_followed() {
    for status in [301, 302, 303, 307, 308] {
        let head = format!("HTTP/1.1 {status} Moved\r\nLocation: /order\r\n");
        let (url, seen) = server(move |_| format!("{head}Content-Length: 0\r\n\r\n").into_bytes());
        assert_eq!(answered(purchase(&transport(), &url).await).status, status);
        assert_eq!(seen.requests(), 1);
    }
}

#[tokio::test]
async fn a_body_beyond_the_cap_is_cut_and_said_to_be_incomplete() {
    let (url, _) = server(|_| {
        let body = "x".repeat(BODY_MAX + 1);
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    });
    let reply = answered(purchase(&transport(), &url).await);
    assert!(!reply.complete && reply.body.len() <= BODY_MAX);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_incomplete() {
    let (url, _) =
        server(|_| b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 99\r\n\r\n{".into());
    let exchange = purchase(&transport(), &url).await;
    // The server keeps the connection open, so this ends by the deadline.
    assert!(!answered(exchange).complete);
}

#[tokio::test]
async fn what_leaves_carries_the_key_and_the_purchases_own_headers() {
    let (url, seen) = server(|_| OK.into());
    answered(purchase(&transport(), &url).await);
    let request = seen.0.lock().unwrap()[0][0].to_ascii_lowercase();
    for line in ["x-api-key: sk_test_of_the_transport", "idempotency-key: till-1"] {
        assert!(request.contains(line), "{request}");
    }
    assert!(request.ends_with("{\"item\":1}"));
}

/// The table of INV-8: only a connection that never stood proves that nothing was sent.
#[tokio::test]
async fn never_sent_is_only_said_of_a_connection_that_never_stood() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (plain, seen) = server(|_| OK.into());
    let no_tls = plain.replace("http://", "https://");
    for url in
        [format!("http://{closed}/order"), "http://no-such-host.invalid/order".to_owned(), no_tls]
    {
        let exchange = purchase(&transport(), &url).await;
        assert!(matches!(exchange, Exchange::NeverSent(_)), "{url}: {exchange:?}");
    }
    assert_eq!(seen.requests(), 0);
}

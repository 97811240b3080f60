//! The HTTP shell: bytes to a [`Request`], a [`Reply`] to bytes, or to the lack of them.
//!
//! It must never know: which supplier answers.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Channel, Full, Limited, channel};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Response, header, server::conn::http1};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Answer, STOP_GRACE};
use crate::message::{Delivery, Reply, Request};

/// What a till sends is a few hundred bytes.
const REQUEST_BYTES_MAX: usize = 1024 * 1024;

/// Between the last byte and the break, so that the byte leaves before the connection does.
const BREAK_AFTER: Duration = Duration::from_millis(50);

/// Wait after a failed accept: usually there are too many open files, and that passes.
const ACCEPT_RETRY: Duration = Duration::from_millis(50);

/// Why a connection ends without a whole reply: because it was asked for.
#[derive(Debug, Clone, Copy, Error)]
#[error("the reply is lost on purpose")]
struct LostOnPurpose;

type ReplyBody = BoxBody<Bytes, LostOnPurpose>;

/// Serves until `stopped` changes or its sender is gone, then lets open connections finish.
pub(super) async fn serve<A: Answer>(
    listener: TcpListener,
    mut stopped: watch::Receiver<()>,
    answer: A,
) {
    let answer = Arc::new(answer);
    let mut connections = JoinSet::new();
    let signal = stopped.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, signal.clone(), Arc::clone(&answer)));
                }
                Err(_) => tokio::time::sleep(ACCEPT_RETRY).await,
            },
            // Finished connections are forgotten as they end.
            Some(_) = connections.join_next() => {}
            _ = stopped.changed() => break,
        }
    }
    drop(listener);
    let finish = async { while connections.join_next().await.is_some() {} };
    // Whatever is still open then is cut when the set is dropped.
    tokio::time::timeout(STOP_GRACE, finish).await.unwrap_or_default();
}

async fn connection<A: Answer>(
    stream: TcpStream,
    mut stopped: watch::Receiver<()>,
    answer: Arc<A>,
) {
    // Drips must leave one by one; without this the kernel may gather them.
    stream.set_nodelay(true).unwrap_or_default();
    let service = service_fn(move |request| respond(request, Arc::clone(&answer)));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // Ends with an error whenever a reply is lost on purpose or the client has gone: both are
    // everyday here, and nobody is left to tell.
    tokio::select! {
        ended = connection.as_mut() => return ended.unwrap_or_default(),
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    connection.await.unwrap_or_default();
}

async fn respond<A: Answer>(
    request: hyper::Request<Incoming>,
    answer: Arc<A>,
) -> Result<Response<ReplyBody>, LostOnPurpose> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, REQUEST_BYTES_MAX).collect().await else {
        return Ok(response(Reply::text(413, "text/plain", "too large\n")));
    };
    let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let request = Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers.iter().map(|(name, it)| (name.to_string(), text(it))).collect(),
        body: body.to_bytes().to_vec(),
    };
    deliver(answer(request)).await
}

async fn deliver(reply: Reply) -> Result<Response<ReplyBody>, LostOnPurpose> {
    match reply.delivery {
        Delivery::Whole | Delivery::Truncate { .. } | Delivery::SlowDrip { .. } => {}
        Delivery::Late { ms } => tokio::time::sleep(Duration::from_millis(ms)).await,
        Delivery::DropBefore => return Err(LostOnPurpose),
        // Ends when the client has had enough, or at the stop.
        Delivery::Stall => std::future::pending().await,
    }
    Ok(response(reply))
}

fn response(reply: Reply) -> Response<ReplyBody> {
    let Reply { status, headers, body, delivery } = reply;
    let length = body.len();
    let body = Bytes::from(body);
    let body = match delivery {
        Delivery::Whole | Delivery::Late { .. } | Delivery::DropBefore | Delivery::Stall => {
            Full::new(body).map_err(never).boxed()
        }
        Delivery::Truncate { at } => truncated(body.slice(..at.min(length))),
        Delivery::SlowDrip { bytes, every_ms } => dripping(body, bytes.max(1), every_ms),
    };
    let mut builder = Response::builder().status(status).header(header::CONTENT_LENGTH, length);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    builder.body(body).unwrap_or_else(|_| {
        // A fault asked for a header that cannot be sent.
        let mut empty = Response::new(Full::new(Bytes::new()).map_err(never).boxed());
        *empty.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
        empty
    })
}

fn never(error: Infallible) -> LostOnPurpose {
    match error {}
}

fn truncated(body: Bytes) -> ReplyBody {
    let (mut sender, channel) = Channel::new(1);
    tokio::spawn(async move {
        if send(&mut sender, body).await {
            tokio::time::sleep(BREAK_AFTER).await;
        }
        sender.abort(LostOnPurpose);
    });
    channel.boxed()
}

fn dripping(body: Bytes, bytes: usize, every_ms: u64) -> ReplyBody {
    let (mut sender, channel) = Channel::new(1);
    tokio::spawn(async move {
        let mut rest = body;
        while !rest.is_empty() {
            let piece = rest.split_to(bytes.min(rest.len()));
            // The channel closes when the client goes away or the simulator stops.
            if !send(&mut sender, piece).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(every_ms)).await;
        }
    });
    channel.boxed()
}

async fn send(sender: &mut channel::Sender<Bytes, LostOnPurpose>, piece: Bytes) -> bool {
    piece.is_empty() || sender.send_data(piece).await.is_ok()
}

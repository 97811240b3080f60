//! HTTP on loopback around the fakes, and the control server beside them.
//!
//! It must never know: what any supplier's replies mean, or anything about real networks.

mod control;
mod places;
mod shell;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use places::Settings;
use places::{PLACES, Place};

use crate::message::{Delivery, Reply, Request};
use crate::upstream::Upstream;

/// How long open connections may finish after a stop.
const STOP_GRACE: Duration = Duration::from_millis(500);

/// Why the simulator did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// It sells for nothing and gives its orders to anyone: it stays on this machine.
    #[error("{address} is not a loopback address")]
    NotLoopback {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The fakes take the ports after the control server's, and there are not enough.
    #[error("port {port} leaves no room for the suppliers' ports")]
    NoPortsLeft {
        /// The port asked for.
        port: u16,
    },
    /// The address could not be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
}

/// The simulator, before it runs.
#[derive(Debug, Clone, Copy)]
pub struct Simulator;

impl Simulator {
    /// Starts control server and fakes: on the address and the ports after it, each fake always
    /// on the same one, or on any free ports when the port is 0.
    ///
    /// # Errors
    /// When the address is not loopback or cannot be had; then nothing keeps running.
    pub async fn start(address: SocketAddr, settings: Settings) -> Result<Running, StartError> {
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback { address });
        }
        // All listen before any answers, so that a failure leaves nothing behind.
        let (control, control_url) = listen(address, 0).await?;
        let mut desks = Vec::new();
        let mut listeners = Vec::new();
        for place in PLACES {
            let Some(open) = place.open else { continue };
            let (listener, origin) = listen(address, place.port_offset).await?;
            let upstream = Arc::new(Mutex::new(open(&settings)));
            desks.push(Desk { place, origin, upstream, answer_ms: Arc::default() });
            listeners.push(listener);
        }

        let (stop, stopped) = watch::channel(());
        let mut servers = JoinSet::new();
        for (listener, desk) in listeners.into_iter().zip(desks.clone()) {
            servers.spawn(shell::serve(listener, stopped.clone(), move |request| {
                desk.answer(&request)
            }));
        }
        let (own_url, all) = (control_url.clone(), desks.clone());
        servers.spawn(shell::serve(control, stopped, move |request| {
            control::answer(&all, &own_url, &request, now())
        }));
        Ok(Running { control: control_url, desks, stop, servers })
    }
}

/// The running simulator; it stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// The control server's URL, where a person finds a page as well.
    pub control: String,
    desks: Vec<Desk>,
    stop: watch::Sender<()>,
    servers: JoinSet<()>,
}

impl Running {
    /// The names of the contract's `simulate` line without `control`, in its order, each with its
    /// base URL; those without a fake have none.
    pub fn upstreams(&self) -> impl Iterator<Item = (&'static str, Option<String>)> {
        PLACES.iter().map(|place| (place.name, self.url(place.name)))
    }

    /// The base URL of one upstream, where there is a fake of it.
    #[must_use]
    pub fn url(&self, name: &str) -> Option<String> {
        let desk = self.desks.iter().find(|desk| desk.place.name == name)?;
        Some(format!("{}{}", desk.origin, desk.place.base_path))
    }

    /// [`crate::PRACTICE_SHOP`] with the addresses this simulator really got.
    #[must_use]
    pub fn practice_shop(&self) -> String {
        // Line by line: a real address may be another upstream's usual one.
        let pointed = crate::PRACTICE_SHOP.lines().map(|line| {
            let usual = |desk: &&Desk| line.contains(&desk.place.usual_origin());
            let line = match self.desks.iter().find(usual) {
                Some(desk) => line.replace(&desk.place.usual_origin(), &desk.origin),
                None => line.to_owned(),
            };
            line + "\n"
        });
        pointed.collect()
    }

    /// Stops: replies under way get half a second, stalled ones are cut.
    pub async fn stop(mut self) {
        // Without a receiver everything has stopped already.
        self.stop.send(()).unwrap_or_default();
        while self.servers.join_next().await.is_some() {}
    }
}

/// One fake where it is served, shared between its own server and the control server.
#[derive(Debug, Clone)]
struct Desk {
    place: Place,
    /// `http://` with address and port.
    origin: String,
    upstream: Arc<Mutex<Box<dyn Upstream>>>,
    /// How long every answer takes; a person's lever, on top of what was arranged for one request.
    answer_ms: Arc<AtomicU64>,
}

impl Desk {
    fn answer(&self, request: &Request) -> Reply {
        let reply = self.lock().handle(request, now());
        match (self.answer_ms.load(Ordering::Relaxed), reply.delivery) {
            (ms @ 1.., Delivery::Whole) => reply.delivered(Delivery::Late { ms }),
            _ => reply,
        }
    }

    /// A panic in one request must not take the fake away from the others.
    fn lock(&self) -> MutexGuard<'_, Box<dyn Upstream>> {
        self.upstream.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A listener on the port that lies `offset` after the control server's, and its origin.
async fn listen(base: SocketAddr, offset: u16) -> Result<(TcpListener, String), StartError> {
    let port = match base.port() {
        0 => 0,
        port => port.checked_add(offset).ok_or(StartError::NoPortsLeft { port })?,
    };
    let address = SocketAddr::new(base.ip(), port);
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let origin = format!("http://{}", listener.local_addr().map_err(failed)?);
    Ok((listener, origin))
}

/// The only clock of this crate.
fn now() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}

/// What a server does with one request.
trait Answer: Fn(Request) -> Reply + Send + Sync + 'static {}
impl<F: Fn(Request) -> Reply + Send + Sync + 'static> Answer for F {}

//! HTTP on loopback around the fakes, and the control server beside them.
//!
//! It must never know: what any supplier's replies mean, or anything about real networks.

mod control;
mod shell;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::message::{Reply, Request};
use crate::palcards::{self, PalCards};
use crate::upstream::Upstream;

/// How long open connections may finish after a stop.
const STOP_GRACE: Duration = Duration::from_millis(500);

/// How all the fakes are set up.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// PalCards.
    pub palcards: palcards::Settings,
}

impl Settings {
    /// For a practice till started at `now` (milliseconds since the epoch).
    #[must_use]
    pub fn practice(now: u64) -> Self {
        Self { palcards: palcards::Settings::practice(now) }
    }
}

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
        let desks = Desks::new(settings);
        // All listen before any answers, so that a failure leaves nothing behind.
        let control = listen(address, 0).await?;
        let palcards = listen(address, PALCARDS_PORT_OFFSET).await?;
        let running_urls = (control.url.clone(), palcards.url.clone());

        let (stop, stopped) = watch::channel(());
        let mut servers = JoinSet::new();
        let (own_url, all) = (control.url.clone(), desks.clone());
        servers.spawn(shell::serve(control.listener, stopped.clone(), move |request| {
            control::answer(&all, &own_url, &request, now())
        }));
        let desk = desks.palcards.clone();
        servers.spawn(shell::serve(palcards.listener, stopped, move |request| {
            lock(&desk).handle(&request, now())
        }));
        let (control, palcards) = running_urls;
        Ok(Running { palcards, control, stop, servers })
    }
}

/// Where PalCards' port lies after the control server's. The others keep to the order of the
/// contract's first line: Plexy 2, `CardPlusPay` 3, Payerly 4, MPG 5.
const PALCARDS_PORT_OFFSET: u16 = 1;

/// PalCards' address as the practice shop's file has it.
const PRACTICE_PALCARDS_URL: &str = "http://127.0.0.1:7001";

/// The running simulator; it stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// PalCards' base URL.
    pub palcards: String,
    /// The control server's, where a person finds a page as well.
    pub control: String,
    stop: watch::Sender<()>,
    servers: JoinSet<()>,
}

impl Running {
    /// The base URLs by the names of the contract's `simulate` line, without `control`.
    #[must_use]
    pub fn upstreams(&self) -> BTreeMap<&'static str, &str> {
        BTreeMap::from([("palcards", self.palcards.as_str())])
    }

    /// [`crate::PRACTICE_SHOP`] with the addresses this simulator really got.
    #[must_use]
    pub fn practice_shop(&self) -> String {
        crate::PRACTICE_SHOP.replace(PRACTICE_PALCARDS_URL, &self.palcards)
    }

    /// Stops: replies under way get half a second, stalled ones are cut.
    pub async fn stop(mut self) {
        // Without a receiver everything has stopped already.
        self.stop.send(()).unwrap_or_default();
        while self.servers.join_next().await.is_some() {}
    }
}

/// One fake, shared between its own server and the control server.
type Desk = Arc<Mutex<Box<dyn Upstream>>>;

/// All of them.
#[derive(Debug, Clone)]
struct Desks {
    palcards: Desk,
}

impl Desks {
    fn new(settings: Settings) -> Self {
        let palcards: Box<dyn Upstream> = Box::new(PalCards::new(settings.palcards));
        Self { palcards: Arc::new(Mutex::new(palcards)) }
    }

    fn all(&self) -> [&Desk; 1] {
        [&self.palcards]
    }
}

/// A panic in one request must not take the fake away from the others.
fn lock(desk: &Desk) -> MutexGuard<'_, Box<dyn Upstream>> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Listening {
    listener: TcpListener,
    url: String,
}

async fn listen(base: SocketAddr, offset: u16) -> Result<Listening, StartError> {
    let port = match base.port() {
        0 => 0,
        port => port.checked_add(offset).ok_or(StartError::NoPortsLeft { port })?,
    };
    let address = SocketAddr::new(base.ip(), port);
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let url = format!("http://{}", listener.local_addr().map_err(failed)?);
    Ok(Listening { listener, url })
}

/// The only clock of this crate.
fn now() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}

/// What a server does with one request.
trait Answer: Fn(Request) -> Reply + Send + Sync + 'static {}
impl<F: Fn(Request) -> Reply + Send + Sync + 'static> Answer for F {}

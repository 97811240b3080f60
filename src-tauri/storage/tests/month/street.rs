//! Whom the shop deals with: three suppliers and two processors, each a fake with books of its own,
//! reached by a network that takes its time.
//!
//! It must never know: the till.

use crate::{chance::Chance, in_process::InProcess};
use async_trait::async_trait;
use domain::time::Timestamp;
use engine::ports::supplier::Exchange;
use providers::transport::{Call, Wire};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use simulator::{
    Upstream, cardpluspay,
    ledger::{Ledger, Movement, Wallet},
    mpg,
    pace::Pace,
    palcards, payerly, plexy,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::Range,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;

/// What a wallet holds before the month, and after the owner paid in.
const FULL: i64 = 60_000;
/// Below this the owner pays in before the shop opens.
const LOW: i64 = 25_000;
/// A lost reply is waited for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The three suppliers' names in the shop, and the two processors'.
pub(crate) const SUPPLIERS: [&str; 3] = ["palcards", "plexy", "cardpluspay"];

/// An order as its supplier knows it.
#[derive(Clone, Debug)]
pub(crate) struct Theirs {
    pub(crate) id: String,
    /// Its number in the ledger.
    pub(crate) serial: u64,
    pub(crate) is_delivered: bool,
}

/// A supplier with its books.
trait Books: Upstream {
    fn ledger(&self) -> &Ledger;
    fn theirs(&self) -> Vec<Theirs>;
}

macro_rules! books {
    ($fake:ty, $order:ident => $id:expr, $serial:expr, $delivered:expr) => {
        impl Books for $fake {
            fn ledger(&self) -> &Ledger {
                self.ledger()
            }
            fn theirs(&self) -> Vec<Theirs> {
                self.orders()
                    .map(|$order| Theirs { id: $id, serial: $serial, is_delivered: $delivered })
                    .collect()
            }
        }
    };
}
books!(palcards::PalCards, order => order.id.to_string(), order.id,
    order.status(u64::MAX) == palcards::Status::Success);
books!(plexy::Plexy, order => order.id.clone(), order.serial,
    order.status == plexy::Status::Completed);
books!(cardpluspay::CardPlusPay, order => order.id.to_string(), order.id,
    order.status == cardpluspay::Status::Completed);

/// A fake that two hands hold: the wire's and the judge's.
#[derive(Debug)]
struct Shared<T>(Arc<Mutex<T>>);

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Upstream> Upstream for Shared<T> {
    fn name(&self) -> &'static str {
        self.lock().name()
    }
    fn handle(&mut self, request: &simulator::Request, now: u64) -> simulator::Reply {
        self.lock().handle(request, now)
    }
    fn state(&mut self, now: u64) -> Value {
        self.lock().state(now)
    }
    fn inject(&mut self, fault: Map<String, Value>) -> Result<(), simulator::ControlError> {
        self.lock().inject(fault)
    }
    fn configure(
        &mut self,
        settings: Map<String, Value>,
        now: u64,
    ) -> Result<(), simulator::ControlError> {
        self.lock().configure(settings, now)
    }
    fn end_order(
        &mut self,
        order: &str,
        change: Map<String, Value>,
        now: u64,
    ) -> Result<Value, simulator::ControlError> {
        self.lock().end_order(order, change, now)
    }
    fn reset(&mut self) {
        self.lock().reset();
    }
}

/// All of them, and the time they share.
pub(crate) struct Street {
    begin: u64,
    started: Instant,
    clock: Arc<AtomicU64>,
    books: Vec<Arc<Mutex<dyn Books>>>,
    wires: BTreeMap<&'static str, Arc<InProcess>>,
    pub(crate) chance: Mutex<Chance>,
}

impl Street {
    pub(crate) fn open(seed: u64, begin: u64) -> Arc<Self> {
        let clock = Arc::new(AtomicU64::new(begin));
        let wallet =
            || Wallet { currency: "USD".into(), balance: Decimal::from(FULL), default: true };
        let palcards = Arc::new(Mutex::new(palcards::PalCards::new(palcards::Settings {
            seed,
            wallets: vec![wallet()],
            pace: Pace::Delay { ms: 1_200 },
            ..palcards::Settings::default()
        })));
        let plexy = Arc::new(Mutex::new(plexy::Plexy::new(plexy::Settings {
            seed,
            wallets: vec![wallet()],
            pace: Pace::Polls { count: 2 },
            ..plexy::Settings::default()
        })));
        let cards = Arc::new(Mutex::new(cardpluspay::CardPlusPay::new(cardpluspay::Settings {
            seed,
            wallet: wallet(),
            ..cardpluspay::Settings::default()
        })));
        let payerly = payerly::Payerly::new(payerly::Settings { seed, ..Default::default() });
        let mpg = mpg::Mpg::new(mpg::Settings { seed, ..Default::default() });
        let wire =
            |upstream: Box<dyn Upstream>| Arc::new(InProcess::new(upstream, Arc::clone(&clock)));
        let wires = BTreeMap::from([
            ("palcards", wire(Box::new(Shared(Arc::clone(&palcards))))),
            ("plexy", wire(Box::new(Shared(Arc::clone(&plexy))))),
            ("cardpluspay", wire(Box::new(Shared(Arc::clone(&cards))))),
            ("payerly", wire(Box::new(payerly))),
            ("mpg", wire(Box::new(mpg))),
        ]);
        Arc::new(Self {
            begin,
            started: Instant::now(),
            clock,
            books: vec![palcards, plexy, cards],
            wires,
            chance: Mutex::new(Chance::new(seed)),
        })
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        let elapsed = u64::try_from(self.started.elapsed().as_millis()).expect("a month");
        self.begin + elapsed
    }

    pub(crate) fn timestamp(&self) -> Timestamp {
        Timestamp(i64::try_from(self.now()).expect("not that late"))
    }

    pub(crate) fn chance<T>(&self, draw: impl FnOnce(&mut Chance) -> T) -> T {
        draw(&mut self.chance.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn books(&self, supplier: usize) -> MutexGuard<'_, dyn Books + 'static> {
        self.books[supplier].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes something go wrong with the next request of this kind.
    pub(crate) fn inject(&self, upstream: &str, fault: Value) {
        let fault = fault.as_object().cloned().expect("a fault is an object");
        self.wires[upstream].upstream().inject(fault).expect("the fake has this fault");
    }

    /// Whether no connection to a supplier can be made.
    pub(crate) fn unplug(&self, upstream: &str, unplugged: bool) {
        self.wires[upstream].unplug(unplugged);
    }

    /// A customer acts on their pay page; one whose time is over lets nobody.
    pub(crate) fn customer(&self, upstream: &str, tender: &str, act: Value) -> bool {
        let act = act.as_object().cloned().expect("an act is an object");
        self.wires[upstream].upstream().end_order(tender, act, self.now()).is_ok()
    }

    /// The owner fills what runs low. Answers the deposits.
    pub(crate) fn pay_in(&self) -> u32 {
        let mut deposits = 0;
        for (place, name) in SUPPLIERS.iter().enumerate() {
            let balance = self.books(place).ledger().balance("USD").expect("a wallet");
            if balance < Decimal::from(LOW) {
                let full = json!({ "balance": { "USD": FULL.to_string() } });
                let full = full.as_object().cloned().expect("an object");
                self.wires[name].upstream().configure(full, self.now()).expect("a balance");
                deposits += 1;
            }
        }
        deposits
    }

    /// How many movements a supplier's ledger has.
    pub(crate) fn entries(&self, supplier: usize) -> usize {
        self.books(supplier).ledger().entries().len()
    }

    /// Deposits, and charges less what went back, of some movements: all of them, or those of some orders.
    pub(crate) fn moved(
        &self,
        supplier: usize,
        during: Range<usize>,
        only: Option<&BTreeSet<u64>>,
    ) -> (Decimal, Decimal) {
        let books = self.books(supplier);
        let mut sums = (Decimal::ZERO, Decimal::ZERO);
        let entries = &books.ledger().entries()[during];
        for entry in entries.iter().filter(|it| only.is_none_or(|only| only.contains(&it.order))) {
            match entry.movement {
                Movement::Deposit => sums.0 += entry.amount,
                Movement::Charge => sums.1 += entry.amount,
                Movement::Rollback => sums.1 -= entry.amount,
            }
        }
        sums
    }

    /// Everything a supplier knows of its orders, by their ids.
    pub(crate) fn theirs(&self, supplier: usize) -> BTreeMap<String, Theirs> {
        let all = self.books(supplier).theirs();
        all.into_iter().map(|order| (order.id.clone(), order)).collect()
    }

    /// A process's way to one of them.
    pub(crate) fn line(self: &Arc<Self>, upstream: &str, dead: &Arc<AtomicBool>) -> Arc<dyn Wire> {
        let (street, inner) = (Arc::clone(self), Arc::clone(&self.wires[upstream]));
        Arc::new(Line { street, inner, dead: Arc::clone(dead) })
    }
}

/// A way that takes its time, and on which the dead neither speak nor hear.
struct Line {
    street: Arc<Street>,
    inner: Arc<InProcess>,
    dead: Arc<AtomicBool>,
}

impl Line {
    async fn unless_dead(&self) {
        if self.dead.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }

    /// There and back, a few hundred milliseconds each.
    async fn travel(&self) {
        let ms = self.street.chance(|chance| 20 + chance.below(380));
        tokio::time::sleep(Duration::from_millis(ms)).await;
        self.unless_dead().await;
        self.street.clock.store(self.street.now(), Ordering::SeqCst);
    }

    async fn back(&self, exchange: Exchange) -> Exchange {
        if matches!(exchange, Exchange::Lost(_)) {
            tokio::time::sleep(PATIENCE).await;
        }
        self.travel().await;
        exchange
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line")
    }
}

#[async_trait]
impl Wire for Line {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        self.unless_dead().await;
        self.travel().await;
        let exchange = self.inner.purchase(call).await;
        self.back(exchange).await
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        self.travel().await;
        let exchange = self.inner.ask(call).await;
        self.back(exchange).await
    }
}

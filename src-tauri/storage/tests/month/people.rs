//! Who stands in the shop: four clerks who sell, customers who pay, a manager who opens, decides,
//! gives back and closes, and an owner who pays in at the suppliers.
//!
//! It must never know: how the till works.

use crate::{
    ahead,
    books::Closed,
    disk::real,
    on_account,
    shop::{CLERKS, MANAGER, PAY_WITHIN, Process, Shop},
    street::SUPPLIERS,
};
use domain::{
    card::Card,
    ids::{OrderId, ProcessorId, SaleId},
    money::Money,
    order::OrderState,
    shift::Way,
};
use engine::{
    ports::journal::{Guard, OrderQuery, Which},
    refund::{RefundRequest, Risk},
    resolve::{Decision, Ruling, candidates_of},
    sell::{Begun, Line, Means, SaleRequest},
    shift::Count,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How long and how busy a month is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) days: u32,
    /// How long the shop is open on each.
    pub(crate) open_for: Duration,
    /// About how many orders are written down on each.
    pub(crate) orders: u64,
    pub(crate) tamperings: usize,
}

const DAY: Duration = Duration::from_secs(24 * 3600);
/// After the last customer the manager waits for what is under way, and counts.
const WIND_DOWN: Duration = Duration::from_secs(20 * 60);

/// What went on, counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) sales: AtomicU64,
    pub(crate) faults: AtomicU64,
    pub(crate) deaths: AtomicU64,
    pub(crate) decisions: AtomicU64,
    pub(crate) refunds: AtomicU64,
    pub(crate) deposits: AtomicU64,
}

fn add(count: &AtomicU64) {
    count.fetch_add(1, Ordering::SeqCst);
}

/// A shop with its people.
pub(crate) struct House {
    pub(crate) shop: Shop,
    pub(crate) plan: Plan,
    pub(crate) tally: Tally,
    window: Mutex<Option<Process>>,
    customers: AtomicU64,
}

impl House {
    pub(crate) fn new(shop: Shop, plan: Plan) -> Arc<Self> {
        let (tally, window, customers) = (Tally::default(), Mutex::default(), AtomicU64::default());
        Arc::new(Self { shop, plan, tally, window, customers })
    }

    /// A whole month. Answers what each Z said.
    pub(crate) async fn month(self: &Arc<Self>) -> Vec<Closed> {
        let mut closed = Vec::new();
        for _ in 0..self.plan.days {
            let morning = tokio::time::Instant::now();
            let deposits = self.shop.street.pay_in();
            self.tally.deposits.fetch_add(u64::from(deposits), Ordering::SeqCst);
            closed.push(self.day().await);
            tokio::time::sleep_until(morning + DAY).await;
        }
        // Whatever is still open is looked at for three days more.
        for _ in 0..9 {
            let process = self.shop.start().await;
            tokio::time::sleep(Duration::from_secs(3600)).await;
            self.decide(&process).await;
            tokio::time::sleep(Duration::from_secs(600)).await;
            process.kill();
            tokio::time::sleep(DAY / 3).await;
        }
        // What came after the last day's Z is in one more.
        let process = self.open_window().await;
        self.open_shift(&process).await;
        closed.push(self.close().await);
        closed
    }

    fn chance(&self, limit: u64) -> u64 {
        self.shop.street.chance(|chance| chance.below(limit))
    }

    async fn open_window(&self) -> Process {
        let process = self.shop.start().await;
        *self.window.lock().unwrap_or_else(PoisonError::into_inner) = Some(process.clone());
        process
    }

    /// The window, once one is open.
    async fn at_window(&self) -> Process {
        loop {
            let found = self.window.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(process) = found.filter(|process| !process.is_dead()) {
                return process;
            }
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
    }

    async fn open_shift(&self, process: &Process) {
        let ils = |amount: Decimal| Money::new(amount, "ILS".parse().expect("a currency"));
        let jod =
            |amount: i64| Money::new(Decimal::from(amount), "JOD".parse().expect("it is one"));
        let cash = vec![ils(Decimal::from(500)), jod(20)];
        let float = Count { clerk: Some(MANAGER.to_owned()), cash, note: None };
        process.drawer.open(float).await.expect("the shift opens");
    }

    async fn day(self: &Arc<Self>) -> Closed {
        let process = self.open_window().await;
        self.open_shift(&process).await;
        ahead::fill(self, &process).await;
        tokio::spawn(ahead::outage(Arc::clone(self)));
        let closes = tokio::time::Instant::now() + self.plan.open_for;
        let clerks: Vec<_> =
            CLERKS.iter().map(|name| tokio::spawn(Arc::clone(self).clerk(name, closes))).collect();
        let manager = tokio::spawn(Arc::clone(self).manager(closes));
        let accident = self.chance(2) == 0;
        if accident {
            // The machine hangs, and somebody starts the program again.
            let at = self.plan.open_for.mul_f64(0.2 + 0.6 / (1.0 + self.chance(9) as f64));
            tokio::time::sleep(at).await;
            self.at_window().await.kill();
            add(&self.tally.deaths);
            tokio::time::sleep(Duration::from_secs(40)).await;
            self.open_window().await;
        }
        for task in clerks {
            task.await.expect("a clerk does not panic");
        }
        manager.await.expect("the manager does not panic");
        tokio::time::sleep(WIND_DOWN).await;
        self.close().await
    }

    /// The drawer is counted: mostly what should be there, now and then a coin more or less.
    async fn close(&self) -> Closed {
        let process = self.at_window().await;
        self.decide(&process).await;
        let x = process.drawer.glance().await.expect("a shift is open");
        let off = match self.chance(6) {
            0 => Decimal::new(-i64::try_from(self.chance(900)).expect("small"), 2),
            1 => Decimal::new(i64::try_from(self.chance(900)).expect("small"), 2),
            _ => Decimal::ZERO,
        };
        let counted = x.drawer.iter().map(|line| {
            let expected = line.sum.expected();
            let is_own = expected.currency().code() == "ILS";
            let off = if is_own { off } else { Decimal::ZERO };
            Money::new(expected.amount() + off, expected.currency())
        });
        let count = Count { clerk: Some(MANAGER.to_owned()), cash: counted.collect(), note: None };
        let z =
            process.drawer.close(count, |z| Ok(format!("{{\"number\":{}}}", z.shift.number)), None);
        let z = z.await.expect("the shift closes");
        let entries = std::array::from_fn(|place| self.shop.street.entries(place));
        let unbooked = std::array::from_fn(|place| self.shop.street.theirs(place));
        process.kill();
        *self.window.lock().unwrap_or_else(PoisonError::into_inner) = None;
        tokio::time::sleep(Duration::from_secs(60)).await;
        let known = real(crate::books::named(&self.shop.dir)).await;
        Closed::new(z, off, entries, unbooked, known)
    }

    async fn clerk(self: Arc<Self>, name: &'static str, closes: tokio::time::Instant) {
        let open_ms = u64::try_from(self.plan.open_for.as_millis()).expect("a day");
        let clerks = u64::try_from(CLERKS.len()).expect("four");
        // A sale has a little more than one order.
        let pause = (open_ms * clerks * 11 / 10 / self.plan.orders).max(2);
        loop {
            let wait = Duration::from_millis(pause / 4 + self.chance(pause * 3 / 2));
            tokio::time::sleep(wait).await;
            if tokio::time::Instant::now() >= closes {
                return;
            }
            self.sell(name).await;
        }
    }

    async fn sell(self: &Arc<Self>, clerk: &str) {
        let process = self.at_window().await;
        let (request, page) = self.request(clerk);
        if self.chance(11) == 0 {
            self.mischief(request.lines[0].product.as_str());
        }
        add(&self.tally.sales);
        let sold = process.unless_killed(process.till.sell(request)).await;
        let Some(Ok(Begun::New(sale, carrying))) = sold else { return };
        if page {
            tokio::spawn(Arc::clone(self).customer_at_page(process.clone(), sale.clone()));
        }
        // The clerk looks at the screen a while, then serves the next.
        let seen = async {
            for order in carrying {
                drop(tokio::time::timeout(Duration::from_secs(8), order).await);
            }
        };
        if process.unless_killed(seen).await.is_some() && self.chance(20) == 0 {
            let order = process.unless_killed(first_delivered(&process, &sale)).await.flatten();
            if let Some(order) = order {
                let shown = process.till.reveal(&order, Some(clerk.to_owned()));
                drop(process.unless_killed(shown).await);
            }
        }
    }

    /// What the next customer wants, and whether they pay on a page.
    fn request(&self, clerk: &str) -> (SaleRequest, bool) {
        let number = self.customers.fetch_add(1, Ordering::SeqCst);
        let product = self.shop.street.chance(|chance| chance.pick(&self.shop.goods).clone());
        let quantity = if self.chance(10) == 0 { 2 } else { 1 };
        let account = format!("7{number:07}");
        let fields: BTreeMap<String, String> =
            product.required_info.iter().map(|it| (it.key.clone(), account.clone())).collect();
        let phone = (self.chance(2) == 0).then(|| format!("+97059{number:07}"));
        let line = Line { product: product.id, quantity, phone, fields, amount: None };
        let (means, page) = match self.chance(20) {
            0..14 => (Means::Cash, false),
            14 => {
                let debtor =
                    self.shop.street.chance(|chance| chance.pick(&self.shop.debtors).clone());
                (Means::Debt { debtor, over_limit: false }, false)
            }
            15..18 => (Means::Card { processor: ProcessorId::new("payerly"), card: None }, true),
            _ => {
                let number =
                    if self.chance(12) == 0 { "4000000000000002" } else { "4111111111111111" };
                let card = Card::new(number, "12", "2030", "917", Some("A Customer"));
                let card = Some(card.expect("a practice card"));
                (Means::Card { processor: ProcessorId::new("mpg"), card }, false)
            }
        };
        let request = SaleRequest {
            lines: vec![line],
            means,
            received: None,
            request_id: Some(format!("customer-{number}")),
            guard: Guard::SellAgain,
            clerk: Some(clerk.to_owned()),
            must_be_covered: false,
            overridden: Vec::new(),
        };
        (request, page)
    }

    /// Something goes wrong at this product's supplier.
    fn mischief(&self, product: &str) {
        let supplier =
            SUPPLIERS.iter().find(|name| product.starts_with(**name)).expect("it has one");
        let purchase = |kind: &str, more: Value| {
            let mut fault = json!({ "endpoint": "create", "kind": kind });
            for (key, value) in more.as_object().into_iter().flatten() {
                fault[key] = value.clone();
            }
            fault
        };
        let faults = [
            purchase("drop", json!({})),
            purchase("drop", json!({ "acted": false })),
            purchase("stall", json!({ "acted": true })),
            purchase("late", json!({ "ms": 90_000 })),
            purchase("server_error", json!({ "acted": true })),
            purchase("html", json!({})),
            purchase("rate_limit", json!({})),
            purchase("garbage", json!({})),
            purchase("cut", json!({})),
            purchase("half_json", json!({})),
            json!({ "kind": "fail" }),
            json!({ "endpoint": "any", "kind": "drop" }),
            json!({ "endpoint": "any", "kind": "server_error" }),
        ];
        let fault = self.shop.street.chance(|chance| chance.pick(&faults).clone());
        self.shop.street.inject(supplier, fault);
        add(&self.tally.faults);
    }

    /// Most pay within a minute or two, some never, some when the page is over.
    async fn customer_at_page(self: Arc<Self>, process: Process, sale: SaleId) {
        let wait = match self.chance(25) {
            0 => return,
            1 => PAY_WITHIN + Duration::from_secs(180),
            _ => Duration::from_secs(8 + self.chance(100)),
        };
        tokio::time::sleep(wait).await;
        let tender = process.unless_killed(process.till.tender(&sale)).await;
        let Some(Ok(Some(tender))) = tender else { return };
        let amount = tender.amount.amount().to_string();
        let act = json!({ "action": "pay", "amount": amount, "force": true });
        self.shop.street.customer("payerly", tender.id.as_str(), act);
    }

    /// The manager pays in and out, gives back, and decides what nobody else can.
    async fn manager(self: Arc<Self>, closes: tokio::time::Instant) {
        let mut hours = 0_u64;
        loop {
            tokio::time::sleep(self.plan.open_for / 8).await;
            if tokio::time::Instant::now() >= closes {
                return;
            }
            hours += 1;
            let process = self.at_window().await;
            let amount = Decimal::new(i64::try_from(500 + self.chance(20_000)).expect("small"), 2);
            let amount = Money::new(amount, "ILS".parse().expect("a currency"));
            let way = if hours.is_multiple_of(2) { Way::Out } else { Way::In };
            let paid = process.drawer.pay(way, amount, "change", Some(MANAGER.to_owned()));
            drop(process.unless_killed(paid).await);
            process.unless_killed(self.give_back(&process)).await;
            process.unless_killed(on_account::settle(&self, &process)).await;
            process.unless_killed(self.decide(&process)).await;
        }
    }

    /// A customer brings something back.
    async fn give_back(&self, process: &Process) {
        let query =
            OrderQuery { which: Which::In(OrderState::Delivered), limit: 40, ..Default::default() };
        let Ok(orders) = process.till.journal().orders(&query).await else { return };
        let Some(order) =
            orders.get(self.shop.street.chance(|chance| chance.index(orders.len().max(1))))
        else {
            return;
        };
        let request = RefundRequest {
            sale: order.sale_id.clone(),
            note: "brought back".to_owned(),
            clerk: Some(MANAGER.to_owned()),
            risk: Risk::Nobody,
        };
        if process.till.refund(&request).await.is_ok() {
            add(&self.tally.refunds);
        }
    }

    /// What nobody else can decide, by what the supplier's own pages say.
    async fn decide(&self, process: &Process) {
        let query = OrderQuery {
            which: Which::In(OrderState::NeedsAttention),
            limit: 200,
            ..OrderQuery::default()
        };
        let Ok(orders) = process.till.journal().orders(&query).await else { return };
        for order in orders {
            let place = SUPPLIERS.iter().position(|name| *name == order.supplier.as_str());
            let theirs = self.shop.street.theirs(place.expect("a supplier of ours"));
            let named = order.provider_order_id.iter().cloned().chain(candidates_of(&order));
            let delivered: Vec<_> = named
                .filter(|id| theirs.get(id.as_str()).is_some_and(|it| it.is_delivered))
                .collect();
            let mut rulings: Vec<Ruling> =
                delivered.into_iter().map(|id| Ruling::Delivered { candidate: Some(id) }).collect();
            rulings.push(Ruling::Refused);
            for ruling in rulings {
                let decision = Decision {
                    ruling,
                    note: "it is on their page".to_owned(),
                    clerk: Some(MANAGER.to_owned()),
                };
                if process.till.resolve(&order.id, decision).await.is_ok() {
                    add(&self.tally.decisions);
                    break;
                }
            }
        }
    }
}

async fn first_delivered(process: &Process, sale: &SaleId) -> Option<OrderId> {
    let sale = process.till.journal().sale(sale).await.ok()??;
    let order = sale.orders.into_iter().find(|it| it.state == OrderState::Delivered)?;
    Some(order.id)
}

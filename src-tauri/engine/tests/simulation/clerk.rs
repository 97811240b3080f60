//! What clerks and owners do in a shop: sell, press twice, try again, leave, recover, decide.
//!
//! It must never know: what goes wrong beneath.

use crate::{
    faults::{Act, Clerk, Fault, Money, Plan},
    oracle,
    process::Process,
    processors, till,
    world::World,
};
use domain::{
    ids::{OrderId, ProductId, ProviderOrderId, SaleId, SupplierId},
    order::OrderState,
    sale::TenderState,
    shop::EngineSettings,
};
use engine::{
    ports::journal::Guard,
    records::{AttentionKind, EventKind, HandOver},
    refund::{RefundRequest, Risk},
    resolve::{Decision, Ruling},
    sell::{AheadRequest, Begun, Line, Means, SaleRequest, SellError},
    till::Till,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// One sale to be made.
#[derive(Clone, Debug)]
pub(crate) struct Errand {
    pub(crate) shop: usize,
    pub(crate) number: u64,
    pub(crate) product: ProductId,
    /// The keys of what the customer must tell.
    pub(crate) asked: Vec<String>,
    pub(crate) quantity: u32,
    /// Bought ahead, for the shop's own shelf.
    pub(crate) for_shelf: bool,
    pub(crate) phone: bool,
    /// Who takes the money, if it is not cash.
    pub(crate) processor: Option<&'static processors::Row>,
    pub(crate) plan: Plan,
}

/// How a call of a till ended for whoever made it.
enum Heard {
    Begun(SaleId, Vec<engine::sell::Carrying>),
    Repeated(SaleId),
    Unfinished,
    /// The shelf is full.
    NoRoom,
    /// The journal failed: nothing is known to be written.
    Failed,
    /// Its process died.
    Silence,
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

impl Errand {
    fn request(&self, request_id: &str, guard: Guard) -> SaleRequest {
        let account = format!("7{:07}", self.number);
        let line = Line {
            product: self.product.clone(),
            quantity: self.quantity,
            phone: self.phone.then(|| format!("+97059{:07}", self.number)),
            fields: self
                .asked
                .iter()
                .map(|key| (key.clone(), account.clone()))
                .collect::<BTreeMap<_, _>>(),
            amount: None,
        };
        SaleRequest {
            must_be_covered: false,
            lines: vec![line],
            received: None,
            means: self.means(),
            request_id: Some(request_id.to_owned()),
            guard,
            clerk: Some("Clerk".to_owned()),
            overridden: Vec::new(),
        }
    }

    /// Cash, or the card that its customer has.
    fn means(&self) -> Means {
        let Some(row) = self.processor else { return Means::Cash };
        let cards = self.plan.cards().unwrap_or(&["4111111111111111", "5555555555554444"]);
        let which = usize::try_from(self.number).expect("few") % cards.len();
        let card = row.is_keyed.then(|| processors::card(cards[which]));
        Means::Card { processor: row.id(), card }
    }

    /// Sells, in the clerk's way.
    pub(crate) async fn run(mut self, world: Arc<World>) {
        let ways = self.plan.take_out(|fault| match fault.act {
            Act::Clerk(clerk) => Some(clerk),
            _ => None,
        });
        let way = ways.first().copied();
        let gives_back = self.plan.take_out(|fault| match fault.act {
            Act::Money(Money::GivesBack) => Some(()),
            _ => None,
        });
        let id = format!("request-{}-{}", self.shop, self.number);
        world.lock().plan_next(self.plan.clone());
        match way {
            Some((fault, Clerk::PressesTwice)) => self.presses_twice(&world, fault, &id).await,
            Some((fault, Clerk::Leaves)) => self.leaves(&world, fault, &id).await,
            other => {
                let first = self.sells_until_heard(&world, &id).await;
                if let (Some((fault, clerk)), Some(sale)) = (other, &first) {
                    self.goes_on(&world, fault, clerk, &id, sale).await;
                }
                if let (Some((fault, ())), Some(sale)) = (gives_back.first(), first) {
                    self.gives_back(&world, fault, &sale).await;
                }
            }
        }
    }

    /// Sells once and stays until its orders rest.
    pub(crate) async fn sell_and_wait(&self, world: &World, till: &Till) {
        world.lock().plan_next(self.plan.clone());
        let id = if self.for_shelf { "ahead" } else { "request" };
        if let Ok(Begun::New(_, carrying)) = self.asks(till, id, Guard::Stop).await {
            for task in carrying {
                // What it came to is in the journal.
                drop(task.await);
            }
        }
    }

    /// At the window; where it fell silent or the journal failed, once more with the same id.
    async fn sells_until_heard(&self, world: &Arc<World>, id: &str) -> Option<SaleId> {
        for _try in 0..4 {
            let (process, till) = window(world, self.shop).await?;
            match self.sells(world, &process, &till, id, Guard::SellAgain).await {
                Heard::Begun(sale, _) | Heard::Repeated(sale) => return Some(sale),
                Heard::Unfinished | Heard::NoRoom => return None,
                Heard::Failed | Heard::Silence => tokio::time::sleep(seconds(7)).await,
            }
        }
        None
    }

    async fn sells(
        &self,
        world: &World,
        process: &Process,
        till: &Till,
        id: &str,
        guard: Guard,
    ) -> Heard {
        let heard = tokio::select! {
            biased;
            () = process.died() => return Heard::Silence,
            sold = self.asks(till, id, guard) => match sold {
                Ok(Begun::New(sale, carrying)) => Heard::Begun(sale, carrying),
                Ok(Begun::Repeated(sale)) => Heard::Repeated(sale),
                Err(SellError::Unfinished(_)) => Heard::Unfinished,
                Err(SellError::NoRoom(_)) if self.for_shelf => Heard::NoRoom,
                Err(SellError::Journal(_)) => Heard::Failed,
                Err(error) => {
                    world.violation(format!("a sale was not possible: {error}"));
                    Heard::Failed
                }
            },
        };
        // What a dead process said, nobody heard.
        if process.is_dead() { Heard::Silence } else { heard }
    }

    async fn asks(&self, till: &Till, id: &str, guard: Guard) -> Result<Begun, SellError> {
        if !self.for_shelf {
            return till.sell(self.request(id, guard)).await;
        }
        till.buy_ahead(AheadRequest {
            product: self.product.clone(),
            quantity: self.quantity,
            request_id: Some(id.to_owned()),
            clerk: Some("Owner".to_owned()),
        })
        .await
    }

    async fn presses_twice(&self, world: &Arc<World>, fault: &'static Fault, id: &str) {
        let Some((process, till)) = window(world, self.shop).await else { return };
        world.lock().coverage.hit(fault.name);
        let press = || self.sells(world, &process, &till, id, Guard::SellAgain);
        let (one, other) = tokio::join!(biased; press(), press());
        let sale = |heard: &Heard| match heard {
            Heard::Begun(sale, _) | Heard::Repeated(sale) => Some(sale.clone()),
            Heard::Unfinished | Heard::NoRoom | Heard::Failed | Heard::Silence => None,
        };
        if let (Some(one), Some(other)) = (sale(&one), sale(&other))
            && one != other
        {
            world.violation(format!("INV-1: {id} pressed twice made {one} and {other}"));
        }
    }

    /// A command line sale that does not wait for its end.
    async fn leaves(&self, world: &Arc<World>, fault: &'static Fault, id: &str) {
        let (process, till) = till::start(world, self.shop, EngineSettings::default(), 0);
        if let Heard::Begun(_, carrying) =
            self.sells(world, &process, &till, id, Guard::SellAgain).await
        {
            let wait = Duration::from_millis(world.lock().chance.between(0, 20_000));
            tokio::select! {
                biased;
                () = process.died() => {}
                () = tokio::time::sleep(wait) => {}
            }
            if carrying.iter().any(|task| !task.is_finished()) {
                world.lock().coverage.hit(fault.name);
            }
        }
        process.kill(world, "its --wait is over");
    }

    async fn goes_on(
        &self,
        world: &Arc<World>,
        fault: &'static Fault,
        clerk: Clerk,
        id: &str,
        sale: &SaleId,
    ) {
        let wait = world.lock().chance.between(0, 30_000);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        match clerk {
            Clerk::Repeats => {
                let (process, till) = till::start(world, self.shop, EngineSettings::default(), 0);
                world.lock().coverage.hit(fault.name);
                match self.sells(world, &process, &till, id, Guard::Stop).await {
                    Heard::Repeated(again) if again == *sale => {}
                    Heard::Failed | Heard::Silence => {}
                    _ => world.violation(format!("INV-1: {id} made {sale}, and again another")),
                }
                process.kill(world, "done");
            }
            Clerk::SellsAgain => {
                let Some((process, till)) = window(world, self.shop).await else { return };
                world.lock().coverage.hit(fault.name);
                let again = format!("{id}-again");
                let unfinished = self.is_unfinished(world, sale);
                match self.sells(world, &process, &till, &again, Guard::Stop).await {
                    Heard::Unfinished => {
                        self.sells(world, &process, &till, &again, Guard::SellAgain).await;
                    }
                    Heard::Begun(..)
                        if unfinished
                            && self.is_unfinished(world, sale)
                            && self.names_customer() =>
                    {
                        world.violation(format!("{sale} is unfinished and did not stop its like"));
                    }
                    _ => {}
                }
            }
            Clerk::Recovers => {
                world.lock().coverage.hit(fault.name);
                recover(world, self.shop, seconds(20)).await;
            }
            Clerk::Prints if self.for_shelf => self.peeps(world, sale).await,
            Clerk::Prints => self.prints(world, fault, sale).await,
            Clerk::PressesTwice | Clerk::Leaves => {}
        }
    }

    /// INV-20: a slip that does not come out changes nothing but the story, and is printed again.
    async fn prints(&self, world: &Arc<World>, fault: &'static Fault, sale: &SaleId) {
        let Some((process, till)) = window(world, self.shop).await else { return };
        let record = {
            let state = world.lock();
            let orders = state.shops[self.shop].image.sale(sale).map(|sale| sale.orders);
            let Some(record) = orders.and_then(|orders| orders.into_iter().next()) else { return };
            record
        };
        world.lock().coverage.hit(fault.name);
        let mut printed = 0;
        for ok in [false, true] {
            let outcome = HandOver { via: "printer".to_owned(), ok, message: None };
            let kind = if ok { EventKind::Print } else { EventKind::PrintFailed };
            let via = outcome.via.clone();
            let noted = tokio::select! {
                biased;
                () = process.died() => return,
                noted = till.handed_over(&record, kind, &outcome, None, via) => noted,
            };
            printed += u32::from(ok && noted.is_ok());
        }
        let after = world.lock().shops[self.shop].image.orders.get(&record.id).cloned();
        let Some(after) = after else { return };
        let is_moved = record.state.is_final() && after.record.state != record.state;
        if is_moved || after.record.copies < printed || after.record.copies > 1 {
            let (is, copies) = (after.record.state.as_str(), after.record.copies);
            world.violation(format!(
                "INV-20: {} is {is} with {copies} copies after a printer failed",
                record.id
            ));
        }
    }

    /// A code of the shelf is shown to nobody, also not to its owner.
    async fn peeps(&self, world: &Arc<World>, sale: &SaleId) {
        let Some((process, till)) = window(world, self.shop).await else { return };
        let orders = world.lock().shops[self.shop].image.orders_of(sale);
        for order in orders {
            let shown = tokio::select! {
                biased;
                () = process.died() => return,
                shown = till.reveal(&order, None) => shown,
            };
            world.lock().coverage.count("looked at a code of the shelf");
            let stock = world.lock().shops[self.shop].image.stock.get(&order).cloned();
            if shown.is_ok() && stock.is_some_and(|stock| !stock.withdrawn) {
                world.violation(format!("INV-4: {order} lies on the shelf and was shown"));
            }
        }
    }

    /// Once it is paid and all is delivered, the customer brings it back; two tills give it back at
    /// once.
    async fn gives_back(&self, world: &Arc<World>, fault: &'static Fault, sale: &SaleId) {
        for _minute in 0..30 {
            tokio::time::sleep(seconds(60)).await;
            let is_over = {
                let state = world.lock();
                let row = state.shops[self.shop].image.tender(sale).ok();
                row.is_some_and(|row| row.record.closed && row.record.state == TenderState::Paid)
            };
            if !is_over {
                continue;
            }
            let Some((process, till)) = window(world, self.shop).await else { return };
            let (other, other_till) = till::start(world, self.shop, EngineSettings::default(), 0);
            world.lock().coverage.hit(fault.name);
            let request = refund(sale);
            let one = async {
                tokio::select! { biased; () = process.died() => {}, _given = till.refund(&request) => {} }
            };
            let two = async {
                tokio::select! { biased; () = other.died() => {}, _given = other_till.refund(&request) => {} }
            };
            tokio::join!(biased; one, two);
            return other.kill(world, "done");
        }
    }

    fn names_customer(&self) -> bool {
        // What waits for its customer's money stops nobody.
        let is_customer = self.processor.is_none() && !self.for_shelf;
        is_customer && (self.phone || !self.asked.is_empty())
    }

    fn is_unfinished(&self, world: &World, sale: &SaleId) -> bool {
        let state = world.lock();
        let orders = state.shops[self.shop].image.sale(sale).map(|sale| sale.orders);
        orders.is_some_and(|orders| orders.iter().any(|order| !order.state.is_final()))
    }
}

/// What the owner asks for who wants a customer's money to go back.
fn refund(sale: &SaleId) -> RefundRequest {
    RefundRequest {
        sale: sale.clone(),
        note: "brought back".to_owned(),
        clerk: Some("Owner".to_owned()),
        risk: Risk::Owner,
    }
}

/// The shop's window, once it is open.
async fn window(world: &World, shop: usize) -> Option<(Arc<Process>, Till)> {
    for _second in 0..120 {
        let open = world.lock().shops[shop].window.clone();
        if open.is_some() {
            return open;
        }
        tokio::time::sleep(seconds(1)).await;
    }
    None
}

/// Keeps the shop's window open: whenever its process dies, another is started after a while.
pub(crate) async fn keep_window(world: Arc<World>, shop: usize) {
    while !world.lock().closed {
        let dies_at = {
            let mut state = world.lock();
            // Now and then one does not even get through its first steps.
            if !state.calm && state.chance.once_in(12) { state.chance.between(1, 20) } else { 0 }
        };
        let (process, till) = till::start(&world, shop, EngineSettings::default(), dies_at);
        world.lock().shops[shop].window = Some((Arc::clone(&process), till.clone()));
        tokio::spawn(async move { till.keep_following().await });
        process.died().await;
        let pause = {
            let mut state = world.lock();
            state.shops[shop].window = None;
            state.chance.between(500, 60_000)
        };
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
}

/// The window asks a supplier for its balance, as it does now and then: so it knows who is down.
pub(crate) async fn ask_balance(world: &Arc<World>, shop: usize, supplier: &SupplierId) {
    let Some((process, till)) = window(world, shop).await else { return };
    tokio::select! {
        biased;
        () = process.died() => {}
        _told = till.wallets(supplier) => {}
    }
}

/// `recover` from the command line.
pub(crate) async fn recover(world: &Arc<World>, shop: usize, wait: Duration) {
    let (process, till) = till::start(world, shop, EngineSettings::default(), 0);
    tokio::select! {
        biased;
        () = process.died() => {}
        _recovered = till.recover(wait) => {}
    }
    process.kill(world, "recover is done");
}

/// The owner decides what needs a person, by what the supplier's own pages say.
pub(crate) async fn decide(world: &Arc<World>, shop: usize) {
    let (process, till) = till::start(world, shop, EngineSettings::default(), 0);
    let waiting: Vec<OrderId> = {
        let state = world.lock();
        let open = state.shops[shop].image.orders.iter();
        let needs = open.filter(|(_, row)| row.record.state == OrderState::NeedsAttention);
        needs.map(|(id, _)| id.clone()).collect()
    };
    for order in waiting {
        // Those that shared a request with one that is decided are decided with it.
        let is_decided = {
            let state = world.lock();
            let row = state.shops[shop].image.orders.get(&order);
            row.is_none_or(|row| row.record.state != OrderState::NeedsAttention)
        };
        if is_decided {
            continue;
        }
        let (ruling, case) = {
            let state = world.lock();
            let bought = state.truths_of(&order).into_iter().find(|theirs| theirs.is_delivered);
            let candidate = bought.map(|theirs| ProviderOrderId::new(theirs.id));
            let ruling =
                candidate.map_or(Ruling::Refused, |id| Ruling::Delivered { candidate: Some(id) });
            (ruling, oracle::case_of(&state, &order))
        };
        let decision =
            Decision { ruling, note: "looked up".to_owned(), clerk: Some("Owner".to_owned()) };
        match till.resolve(&order, decision).await {
            Ok(()) => world.note(format_args!("{order} decided: {case}")),
            Err(error) => world.violation(format!("{order} could not be decided: {error}")),
        }
    }
    process.kill(world, "done");
}

/// The owner says which of the late candidates are the shop's, by what the supplier's own pages say.
pub(crate) async fn decide_late(world: &Arc<World>, shop: usize) {
    let waiting = world.lock().shops[shop].image.attention_items();
    let waiting = waiting.into_iter().filter(|item| item.kind == AttentionKind::LateCandidate);
    let (process, till) = till::start(world, shop, EngineSettings::default(), 0);
    for item in waiting {
        let still_waits = {
            let items = world.lock().shops[shop].image.attention_items();
            items.into_iter().any(|it| it.order == item.order && it.kind == item.kind)
        };
        // What the list showed was claimed for another of these orders a moment ago.
        if !still_waits {
            world.lock().coverage.count("late candidates: another order's");
            continue;
        }
        let truths = world.lock().truths_of(&item.order);
        let bought: Vec<String> =
            truths.into_iter().filter(|it| it.is_delivered).map(|it| it.id).collect();
        let ours = item.candidates.iter().find(|id| bought.iter().any(|it| it == id.as_str()));
        let (ruling, case) = match ours {
            Some(id) => {
                (Ruling::Delivered { candidate: Some(id.clone()) }, "late candidates: ours")
            }
            None => (Ruling::Refused, "late candidates: not ours"),
        };
        let decision =
            Decision { ruling, note: "looked up".to_owned(), clerk: Some("Owner".to_owned()) };
        match till.resolve_late(&item.order, decision).await {
            Ok(()) => world.lock().coverage.count(case),
            Err(error) => {
                world.violation(format!("{} could not be claimed: {error}", item.order));
            }
        }
    }
    process.kill(world, "done");
}

/// The owner sees to the money that needs a person.
pub(crate) async fn decide_about_money(world: &Arc<World>, shop: usize) {
    let waiting: Vec<SaleId> = {
        let state = world.lock();
        let open = state.shops[shop].image.tenders.values().filter(|row| row.needs_person);
        open.map(|row| row.record.sale_id.clone()).collect()
    };
    if waiting.is_empty() {
        return;
    }
    let (process, till) = till::start(world, shop, EngineSettings::default(), 0);
    for sale in waiting {
        let (till, request) = (till.clone(), refund(&sale));
        // A task of its own: a task is known by what it is busy with.
        let given = tokio::spawn(async move { till.refund(&request).await });
        match given.await.expect("it does not panic") {
            Ok(()) => world.note(format_args!("{sale} given back")),
            Err(error) => world.note(format_args!("{sale} not given back: {error}")),
        }
    }
    process.kill(world, "done");
}

//! Shifts over the real journal: whole days by chance, held against books kept by hand.

use crate::{Storage, chain::story_tests::Till};
use domain::{
    ids::{OrderId, OwnerId, SaleId},
    money::{Money, parse_decimal},
    order::OrderState,
    product::ProductKind,
    reason::{Reason, ReasonCode},
    shift::Way,
    time::Timestamp,
};
use engine::{
    machine::{Event, Outcome, Verdict},
    ports::{
        Journal as _, Shifts as _, Tenders as _,
        journal::{JournalError, Note},
        shifts::{Closing, Facts, LogKind, Mark, NewShift, Payment},
        supplier::Placed,
    },
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn ils(amount: &str) -> Money {
    Money::new(parse_decimal(amount).unwrap(), "ILS".parse().unwrap())
}

fn new_shift(at: Timestamp, float: &str) -> NewShift {
    let (rates, wallets, clerk) = (Vec::new(), Vec::new(), Some("Sami".to_owned()));
    NewShift { at, clerk, floats: vec![ils(float)], rates, wallets, asked_at: Mark(0) }
}

async fn close(storage: &Storage, at: Timestamp) -> Result<Facts, JournalError> {
    let (counted, wallets, clerk) = (vec![ils("0")], Vec::new(), Some("Mona".to_owned()));
    let closing = Closing { at, clerk, counted, note: None, wallets, asked_at: Mark(0) };
    storage.end_shift(&closing, &|facts: &Facts| Ok(facts.shift.number.to_string()), None).await
}

/// What the drawer holds by the log: in less out, while a shift was open and before.
fn cash(facts: &Facts, inside: bool) -> Decimal {
    let lines = facts.log.iter().filter(|line| line.inside == inside);
    lines.fold(Decimal::ZERO, |sum, line| match (line.kind, line.amount) {
        (LogKind::Taken | LogKind::PayIn, Some(amount)) => sum + amount.amount(),
        (LogKind::Refused | LogKind::Refunded | LogKind::PayOut, Some(amount)) => {
            sum - amount.amount()
        }
        _ => sum,
    })
}

/// Numbers that look like chance and can be had again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A day kept by hand: what each Z must say.
#[derive(Default)]
struct Books {
    sold: BTreeMap<String, u32>,
    inside: Decimal,
    outside: Decimal,
}

/// A shop of which everything is known.
struct Day {
    till: Till,
    chance: Chance,
    shift: Option<u32>,
    last: u32,
    /// Orders whose end is not known yet.
    open: Vec<OrderId>,
    /// Orders that were delivered, or refused by a person: their cash is still here.
    kept: Vec<OrderId>,
    books: BTreeMap<u32, Books>,
    names: u32,
}

impl Day {
    async fn new(seed: u64) -> Self {
        Self {
            till: Till::new().await,
            chance: Chance(seed),
            shift: None,
            last: 0,
            open: Vec::new(),
            kept: Vec::new(),
            books: BTreeMap::new(),
            names: 0,
        }
    }

    fn books(&mut self) -> &mut Books {
        let number = self.shift.unwrap_or(self.last + 1);
        self.books.entry(number).or_default()
    }

    fn cash(&mut self, amount: Decimal) {
        let is_open = self.shift.is_some();
        let books = self.books();
        *(if is_open { &mut books.inside } else { &mut books.outside }) += amount;
    }

    async fn something(&mut self) {
        let price = parse_decimal("38.00").unwrap();
        match self.chance.below(10) {
            0..4 => {
                self.names += 1;
                let name = format!("n{}", self.names);
                let order = self.till.open(&name, ProductKind::Voucher, None).await;
                let number = self.shift.unwrap_or(self.last + 1);
                self.books().sold.insert(format!("sale-{name}"), number);
                self.cash(price);
                self.till.send(&order).await;
                self.open.push(order);
            }
            4..6 => self.end_one(price).await,
            6 => self.refund_one(price).await,
            7 if self.shift.is_some() => {
                let amount = Decimal::new(i64::try_from(self.chance.below(5000)).unwrap() + 1, 2);
                let way = if self.chance.below(2) == 0 { Way::In } else { Way::Out };
                let payment = Payment {
                    at: self.till.now(),
                    way,
                    amount: Money::new(amount, "ILS".parse().unwrap()),
                    clerk: None,
                    reason: "change".to_owned(),
                };
                self.till.storage.pay(&payment).await.unwrap();
                self.cash(if way == Way::In { amount } else { -amount });
            }
            8 | 7 => self.open_or_close().await,
            _ => {
                self.till.storage.note_drawer("receipt", None, None, self.till.now()).await.unwrap()
            }
        }
    }

    /// An order ends: delivered, refused (its cash goes back at once), or decided by a person.
    async fn end_one(&mut self, price: Decimal) {
        let Some(order) = self.open.pop() else { return };
        match self.chance.below(3) {
            0 => {
                let no = Reason::plain(ReasonCode::OutOfStock);
                self.till.step(&order, Event::Placed(Placed::Refused(no))).await;
                self.cash(-price);
            }
            1 => {
                let look = self.till.look_of(&order, OrderState::Delivered);
                self.till.step(&order, look).await;
                self.kept.push(order);
            }
            _ => {
                let lost = Reason::plain(ReasonCode::NoReply);
                self.till.step(&order, Event::Placed(Placed::Lost(lost))).await;
                let look = self.till.look_of(&order, OrderState::NeedsAttention);
                self.till.step(&order, look).await;
                let verdict = Verdict {
                    clerk: Some("Mona".to_owned()),
                    note: "it never came".to_owned(),
                    outcome: Outcome::Refused,
                };
                self.till.step(&order, Event::Decided(verdict)).await;
                // A person's word books nothing; only a refund does.
                self.kept.push(order);
            }
        }
    }

    async fn refund_one(&mut self, price: Decimal) {
        let Some(order) = self.kept.pop() else { return };
        let sale = self.till.storage.order(&order).await.unwrap().unwrap().sale_id;
        let (at, clerk) = (self.till.now(), Some("Mona".to_owned()));
        let note = Note { at, clerk, detail: Some("wrong card".to_owned()) };
        let amount = Money::new(price, "ILS".parse().unwrap());
        self.till.storage.give_cash_back(&sale, amount, &note).await.unwrap();
        self.cash(-price);
    }

    async fn open_or_close(&mut self) {
        let at = self.till.now();
        if self.shift.is_some() {
            self.close().await;
        } else {
            let number = self.till.storage.begin_shift(&new_shift(at, "100.00")).await.unwrap();
            assert_eq!(number, self.last + 1, "numbers have no gap");
            self.shift = Some(number);
        }
    }

    async fn close(&mut self) {
        let facts = close(&self.till.storage, self.till.now()).await.unwrap();
        let number = self.shift.take().unwrap();
        self.last = number;
        assert_eq!(facts.shift.number, number);
        let books = self.books.remove(&number).unwrap_or_default();
        assert_eq!(cash(&facts, true), books.inside, "Z {number}: the drawer");
        assert_eq!(cash(&facts, false), books.outside, "Z {number}: before it was opened");
        let sold: BTreeMap<String, u32> = facts
            .orders
            .iter()
            .filter(|order| order.sold_here)
            .map(|order| (order.sale.to_string(), number))
            .collect();
        assert_eq!(sold, books.sold, "Z {number}: its sales");
        // What was sold less what goes back is what came in less what went back.
        let prices = |yes: &dyn Fn(&engine::ports::shifts::Ordered) -> bool| -> Decimal {
            facts.orders.iter().filter(|o| yes(o)).map(|o| o.price.amount()).sum()
        };
        let net = prices(&|o| o.sold_here) - prices(&|o| o.returned_here.is_some());
        let paid: Decimal = facts.log.iter().fold(Decimal::ZERO, |sum, line| {
            let amount = line.amount.map(Money::amount).unwrap_or_default();
            match line.kind {
                LogKind::PayIn => sum + amount,
                LogKind::PayOut => sum - amount,
                LogKind::Taken
                | LogKind::Refused
                | LogKind::Refunded
                | LogKind::Drawer
                | LogKind::Again
                | LogKind::WrongPin
                | LogKind::Approval
                | LogKind::DebtRepaid
                | LogKind::DebtForgiven => sum,
            }
        });
        assert_eq!(net, books.inside + books.outside - paid, "Z {number}: sales and tenders");
    }
}

#[tokio::test]
async fn each_sale_is_in_exactly_one_z_and_every_drawer_balances_over_days_of_chance() {
    for seed in 0..6 {
        let mut day = Day::new(seed).await;
        for _ in 0..90 {
            day.something().await;
        }
        if day.shift.is_none() {
            day.open_or_close().await;
        }
        day.close().await;
        assert!(day.books.is_empty(), "seed {seed}: nothing is in no Z");
        assert_eq!(day.till.verify().await.problems, [], "seed {seed}");
    }
}

#[tokio::test]
async fn one_shift_is_open_in_a_data_dir_whoever_opens_it() {
    let till = Till::new().await;
    let other = Storage::open(&till.data_dir(), OwnerId::new("other")).await.unwrap();
    let (mine, theirs) = (new_shift(till.now(), "100"), new_shift(till.now(), "200"));
    let (one, two) = tokio::join!(till.storage.begin_shift(&mine), other.begin_shift(&theirs));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let lost = if one.is_ok() { two } else { one };
    assert!(matches!(lost, Err(JournalError::Conflict)), "{lost:?}");
    // And closed once.
    let (one, two) = tokio::join!(close(&till.storage, till.now()), close(&other, till.now()));
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(other.kept_report(1).await.unwrap().unwrap().text, "1");
    assert_eq!(till.verify().await.problems, []);
}

#[tokio::test]
async fn sales_of_another_process_while_shifts_change_are_each_in_one_z() {
    let till = Till::new().await;
    let other = Storage::open(&till.data_dir(), OwnerId::new("other")).await.unwrap();
    let selling = async {
        for nth in 0..40 {
            till.open(&format!("busy-{nth}"), ProductKind::Voucher, None).await;
        }
    };
    let closing = async {
        let mut seen: Vec<SaleId> = Vec::new();
        for nth in 0..8 {
            other.begin_shift(&new_shift(Timestamp(nth), "0")).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(3)).await;
            let facts = close(&other, Timestamp(nth)).await.unwrap();
            seen.extend(facts.orders.into_iter().map(|order| order.sale));
        }
        seen
    };
    let ((), mut seen) = tokio::join!(selling, closing);
    other.begin_shift(&new_shift(Timestamp(99), "0")).await.unwrap();
    let rest = close(&other, Timestamp(99)).await.unwrap();
    seen.extend(rest.orders.into_iter().map(|order| order.sale));
    assert_eq!(seen.len(), 40);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 40, "no sale is in two");
}

#[tokio::test]
async fn a_closed_shift_and_its_log_never_change() {
    let till = Till::new().await;
    till.storage.begin_shift(&new_shift(till.now(), "100")).await.unwrap();
    till.open("one", ProductKind::Voucher, None).await;
    close(&till.storage, till.now()).await.unwrap();
    for sql in [
        "update shifts set report = 'another'",
        "delete from shifts",
        "update shift_log set amount = '1'",
        "delete from shift_log",
    ] {
        assert!(sqlx::query(sql).execute(&till.storage.writer).await.is_err(), "{sql}");
    }
}

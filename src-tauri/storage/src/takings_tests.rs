//! Customers' money, sale by sale: the shift's log, the export, the views and what is counted for each person
//! say the same of it.

use crate::{
    Days, ExportedSale, Span,
    chain::story_tests::{Till, money},
};
use domain::{
    exception::ExceptionKind,
    ids::{MoveId, OrderId, SaleId},
    money::{Money, parse_decimal},
    reason::{Reason, ReasonCode},
    sale::{TenderKind, TenderState},
    shift::Way,
};
use engine::{
    machine::Event,
    ports::{
        Shifts as _, Tenders as _,
        processor::{Move, MoveKind, MoveState, Part},
        shifts::{DeedKind, LogKind, Mark, Payment},
        supplier::{Placed, WireRequest},
    },
    records::EventKind,
    tender::machine::Batch,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A sale paid on a pay page with 10.27 USD, one step after the other.
struct Card<'a> {
    till: &'a Till,
    sale: SaleId,
    version: u32,
}

impl<'a> Card<'a> {
    async fn paid(till: &'a Till, name: &str) -> Self {
        let mut card = Self { till, sale: till.open_by_card(name).await, version: 0 };
        let parts = Some(vec![Part { id: "p".to_owned(), amount: money("10.27", "USD") }]);
        let step = card.step(TenderState::Paid, EventKind::TenderPaid);
        card.write(Batch { parts, ..step }).await;
        card
    }

    fn step(&self, state: TenderState, kind: EventKind) -> Batch {
        Batch::new(state, Some(kind), self.till.now())
    }

    async fn write(&mut self, batch: Batch) {
        self.till.storage.commit_tender(&self.sale, self.version, &batch).await.unwrap();
        self.version += 1;
    }

    /// All of it is to go back: somebody says so and why, or nobody does.
    async fn ask(&mut self, asked: Option<(&str, &str)>) -> MoveId {
        let id = MoveId::new(format!("{}-{}", self.sale, self.version));
        let made = Move {
            id: id.clone(),
            kind: MoveKind::Refund,
            amount: money("10.27", "USD"),
            part: Some("p".to_owned()),
            state: MoveState::Open,
        };
        let request = WireRequest {
            method: "POST",
            url: "http://127.0.0.1/refund".to_owned(),
            headers: Vec::new(),
            body: b"{}".to_vec(),
        };
        let detail = match asked {
            Some((_, why)) => format!("10.27 USD: {why}"),
            None => "10.27 USD".to_owned(),
        };
        let step = self.step(TenderState::Refunding, EventKind::GiveBack);
        let clerk = asked.map(|(who, _)| who.to_owned());
        let moves = vec![(made, request)];
        self.write(Batch { clerk, moves, detail: Some(detail), ..step }).await;
        id
    }

    async fn done(&mut self, id: MoveId) {
        let step = self.step(TenderState::Refunded, EventKind::GivenBack);
        let settled = Some((id, MoveState::Done));
        self.write(Batch { settled, closed: true, ..step }).await;
    }

    /// One whose processor does not give back what somebody asked for, and which is given back in cash.
    async fn back_in_cash(till: &'a Till, (who, why): (&str, &str)) -> Self {
        let mut card = Self::paid(till, "cash").await;
        let id = card.ask(Some((who, "returned"))).await;
        card.refused(id).await;
        let step = card.step(TenderState::Refunded, EventKind::CashBack);
        let (clerk, detail) = (Some("Mona".to_owned()), Some(why.to_owned()));
        card.write(Batch { clerk, detail, closed: true, ..step }).await;
        card
    }

    async fn refused(&mut self, id: MoveId) {
        let step = self.step(TenderState::Paid, EventKind::NotGivenBack);
        let settled = Some((id, MoveState::Refused));
        self.write(Batch { settled, closed: true, ..step }).await;
    }

    /// What the view of cash says went back of it.
    async fn back(&self) -> Vec<[String; 5]> {
        type Line = (String, String, Option<String>, Option<String>, String);
        let lines: Vec<Line> = sqlx::query_as(
            "select tender, cause, clerk, reason, amount || ' ' || currency from v_cash
             where sale_id = ? and kind = 'given_back' order by line",
        )
        .bind(self.sale.as_str())
        .fetch_all(&self.till.storage.readers)
        .await
        .unwrap();
        let told = |(tender, cause, clerk, reason, amount): Line| {
            [tender, cause, clerk.unwrap_or_default(), reason.unwrap_or_default(), amount]
        };
        lines.into_iter().map(told).collect()
    }
}

/// The refunds counted for somebody, in the Z's control and among the exceptions.
async fn refunds_of(till: &Till, name: &str) -> (u32, u32) {
    let facts = till.storage.facts(Mark(0)).await.unwrap().unwrap();
    let mine = facts
        .deeds
        .iter()
        .filter(|deed| deed.kind == DeedKind::Refund && deed.clerk.as_deref() == Some(name));
    let days = Days { from: "2000-01-01".to_owned(), to: "2099-12-31".to_owned() };
    let people = till.storage.exceptions(&days).await.unwrap();
    let counted = people.get(name).and_then(|one| one.counts.get(&ExceptionKind::Refund));
    (mine.map(|deed| deed.times).sum(), counted.copied().unwrap_or_default())
}

#[tokio::test]
async fn a_cards_refund_names_who_asked_and_why_and_what_nobody_asked_for_is_a_refusal() {
    let till = Till::new().await;
    till.open_shift(Vec::new()).await;
    let mut asked = Card::paid(&till, "asked").await;
    let id = asked.ask(Some(("Mona", "returned: wrong card"))).await;
    asked.done(id).await;
    let all = ["pay", "refund", "Mona", "returned: wrong card", "10.27 USD"];
    assert_eq!(asked.back().await, [all]);

    let mut itself = Card::paid(&till, "itself").await;
    let id = itself.ask(None).await;
    itself.done(id).await;
    assert_eq!(itself.back().await, [["pay", "refused", "", "", "10.27 USD"]]);

    let cash = Card::back_in_cash(&till, ("Sami", "the bank says no")).await;
    assert_eq!(cash.back().await, [["cash", "refund", "Mona", "the bank says no", "38.00 ILS"]]);
    assert_eq!(till.verify().await.problems, []);
}

#[tokio::test]
async fn money_that_was_asked_for_and_refused_is_nobodys_refund() {
    let till = Till::new().await;
    till.open_shift(Vec::new()).await;
    let mut card = Card::paid(&till, "card").await;
    let id = card.ask(Some(("Sami", "returned"))).await;
    assert_eq!(refunds_of(&till, "Sami").await, (1, 1), "it is on its way");
    card.refused(id).await;
    assert_eq!(refunds_of(&till, "Sami").await, (0, 0));
    let id = card.ask(Some(("Sami", "again"))).await;
    card.done(id).await;
    assert_eq!(refunds_of(&till, "Sami").await, (1, 1), "once for its sale");
    Card::back_in_cash(&till, ("Mona", "returned")).await;
    assert_eq!(refunds_of(&till, "Mona").await, (1, 1), "cash went instead");
}

async fn exported(till: &Till) -> Vec<ExportedSale> {
    let mut rows = Vec::new();
    let mut take = |row: ExportedSale| {
        rows.push(row);
        Ok(())
    };
    till.storage.export_sales(Span::default(), &mut take).await.unwrap();
    rows
}

/// Taken and given back by tender and currency.
type Sums = BTreeMap<(String, String), (Decimal, Decimal)>;

fn add(sums: &mut Sums, tender: &str, taken: Money, back: Money) {
    let sum = sums.entry((tender.to_owned(), taken.currency().to_string())).or_default();
    sum.0 += taken.amount();
    sum.1 += back.amount();
}

#[tokio::test]
async fn an_export_of_sales_adds_up_to_the_tender_lines() {
    let till = Till::new().await;
    till.deliver("before", "AAAA-0001-BBBB").await;
    till.open_shift(Vec::new()).await;
    till.deliver("kept", "AAAA-0002-BBBB").await;
    let refused = till.open("refused", domain::product::ProductKind::Voucher, None).await;
    till.send(&refused).await;
    let no = Reason::plain(ReasonCode::OutOfStock);
    till.step(&refused, Event::Placed(Placed::Refused(no))).await;
    let returned = till.deliver("returned", "AAAA-0003-BBBB").await;
    assert_eq!(returned, OrderId::new("order-returned"));
    let sale = SaleId::new("sale-returned");
    till.storage.give_cash_back(&sale, money("38.00", "ILS"), &till.note()).await.unwrap();
    Card::paid(&till, "card").await;
    let mut back = Card::paid(&till, "back").await;
    let id = back.ask(None).await;
    back.done(id).await;
    Card::back_in_cash(&till, ("Sami", "returned")).await;
    till.open_by_card("unpaid").await;

    let rows = exported(&till).await;
    let row = |name: &str| rows.iter().find(|row| row.id == format!("sale-{name}")).unwrap();
    let told = |name: &str| {
        let moved = row(name).moved;
        [moved.taken, moved.given_back, moved.in_cash].map(Money::to_price)
    };
    assert_eq!(told("before"), ["38.00", "0.00", "0.00"], "it is in the first Z");
    assert_eq!(told("refused"), ["38.00", "38.00", "0.00"]);
    assert_eq!(told("returned"), ["38.00", "38.00", "0.00"]);
    assert_eq!(told("back"), ["10.27", "10.27", "0.00"]);
    assert_eq!(told("cash"), ["10.27", "0.00", "38.00"]);
    assert_eq!(told("unpaid"), ["0.00", "0.00", "0.00"]);
    let (mut by_export, mut by_log) = (Sums::new(), Sums::new());
    for row in &rows {
        let is_cash = row.tender.kind == TenderKind::Cash;
        let tender = if is_cash { "cash" } else { row.tender.processor.as_deref().unwrap() };
        add(&mut by_export, tender, row.moved.taken, row.moved.given_back);
        add(&mut by_export, "cash", money("0", "ILS"), row.moved.in_cash);
    }
    for line in till.storage.facts(Mark(0)).await.unwrap().unwrap().log {
        let (tender, amount) = (line.tender.unwrap(), line.amount.unwrap());
        let zero = Money::zero(amount.currency());
        if line.kind == LogKind::Taken {
            add(&mut by_log, &tender, amount, zero);
        } else {
            assert!(matches!(line.kind, LogKind::Refused | LogKind::Refunded), "{:?}", line.kind);
            add(&mut by_log, &tender, zero, amount);
        }
    }
    assert_eq!(by_export, by_log);
    for row in &rows {
        let shown: (String, String, String) = sqlx::query_as(
            "select tender_taken, tender_given_back, cash_given_back from v_sales where sale_id = ?",
        )
        .bind(&row.id)
        .fetch_one(&till.storage.readers)
        .await
        .unwrap();
        let shown = [shown.0, shown.1, shown.2].map(|text| parse_decimal(&text).unwrap());
        let moved = [row.moved.taken, row.moved.given_back, row.moved.in_cash];
        assert_eq!(shown, moved.map(Money::amount), "{}", row.id);
    }
}

#[tokio::test]
async fn an_amount_is_kept_with_its_currencys_digits_however_it_was_typed() {
    let till = Till::new().await;
    till.open_shift(Vec::new()).await;
    for (amount, currency) in [("5.5", "KWD"), ("7", "ILS"), ("300", "JPY")] {
        let payment = Payment {
            at: till.now(),
            way: Way::In,
            amount: money(amount, currency),
            clerk: None,
            reason: "change".to_owned(),
        };
        till.storage.pay(&payment).await.unwrap();
    }
    let kept: Vec<String> = sqlx::query_scalar("select amount from v_cash order by line")
        .fetch_all(&till.storage.readers)
        .await
        .unwrap();
    assert_eq!(kept, ["5.500", "7.00", "300"]);
    assert_eq!(till.verify().await.problems, []);
}

//! The debt book over a real journal: who may owe, what is owed after whatever becomes of a sale, and what
//! stands in the Z.

use super::*;
use crate::{
    DebtError, NewDebtor, Owing,
    chain::story_tests::{Till, money},
};
use domain::{
    debt::Age,
    ids::OrderId,
    order::OrderState,
    reason::{Reason, ReasonCode},
};
use engine::{
    machine::Event,
    ports::{
        Shifts as _, Tenders as _,
        journal::{Note, OnAccount, Opening},
        shifts::{LogKind, Mark},
        supplier::Placed,
    },
};

const NOBODY: &str = "+970599700700";

/// A till with an open shift and a debtor who may owe what the shop lets anybody owe.
struct Book {
    till: Till,
    debtor: DebtorId,
}

impl Book {
    async fn new(usual: Option<&str>) -> Self {
        let till = Till::new().await;
        till.open_shift(Vec::new()).await;
        if let Some(usual) = usual {
            let usual = Some(money(usual, "ILS"));
            till.storage.set_usual_debt_limit(usual, &till.note()).await.unwrap();
        }
        let debtor = till.storage.add_debtor(&someone(NOBODY), &till.note()).await.unwrap();
        Self { till, debtor }
    }

    async fn sell(&self, name: &str) -> Opening {
        let debt = OnAccount { debtor: self.debtor.clone(), over_limit: false };
        self.till.open_on_account(name, debt).await
    }

    /// Sells for 38.00 and delivers it.
    async fn deliver(&self, name: &str) {
        assert_eq!(self.sell(name).await, Opening::Opened);
        let order = OrderId::new(format!("order-{name}"));
        self.till.send(&order).await;
        let event = self.till.look_of(&order, OrderState::Delivered);
        self.till.step(&order, event).await;
    }

    async fn give_back(&self, name: &str) -> Answer<()> {
        let sale = SaleId::new(format!("sale-{name}"));
        self.till.storage.give_cash_back(&sale, money("38.00", "ILS"), &self.till.note()).await
    }

    async fn owed(&self) -> String {
        self.standing().await.owed.to_price()
    }

    async fn standing(&self) -> Standing {
        let known = self.till.storage.debtor(&self.debtor, self.till.now()).await.unwrap();
        known.unwrap().standing
    }

    async fn repay(&self, amount: &str) -> Result<crate::Paid, DebtError> {
        let amount = money(amount, "ILS");
        self.till.storage.repay_debt(&self.debtor, amount, &self.till.note()).await
    }

    /// What the open shift answers for: each line's kind, tender and amount.
    async fn log(&self) -> Vec<(LogKind, Option<String>, String)> {
        let facts = self.till.storage.facts(Mark(0)).await.unwrap().unwrap();
        let lines = facts.log.into_iter();
        lines.filter_map(|line| Some((line.kind, line.tender, line.amount?.to_price()))).collect()
    }
}

fn someone(phone: &str) -> NewDebtor {
    NewDebtor {
        name: "Abu Khaled".to_owned(),
        phone: Phone::from_e164(phone),
        limit: None,
        currency: "ILS".parse().unwrap(),
    }
}

fn debt(kind: LogKind, amount: &str) -> (LogKind, Option<String>, String) {
    (kind, Some("debt".to_owned()), amount.to_owned())
}

#[tokio::test]
async fn nobody_buys_on_account_until_the_owner_opens_the_book() {
    let book = Book::new(None).await;
    assert_eq!(book.sell("a").await, Opening::NoCredit(CreditStop::Closed));
    let own = Some(money("500.00", "ILS"));
    let (storage, note) = (&book.till.storage, book.till.note());
    storage.set_debtor_limit(&book.debtor, own, &note).await.unwrap();
    assert_eq!(
        book.sell("a").await,
        Opening::NoCredit(CreditStop::Closed),
        "an own limit opens none"
    );
    storage.set_usual_debt_limit(Some(money("0", "ILS")), &note).await.unwrap();
    assert_eq!(book.sell("a").await, Opening::Opened);
    storage.set_usual_debt_limit(None, &note).await.unwrap();
    assert_eq!(book.sell("b").await, Opening::NoCredit(CreditStop::Closed));
    let nobody = OnAccount { debtor: DebtorId::new("99"), over_limit: true };
    storage.set_usual_debt_limit(own, &note).await.unwrap();
    let stop = book.till.open_on_account("c", nobody).await;
    assert_eq!(stop, Opening::NoCredit(CreditStop::NoDebtor));
    assert!(book.till.verify().await.is_ok());
}

#[tokio::test]
async fn two_sales_at_once_never_pass_one_limit() {
    let book = Book::new(Some("100.00")).await;
    let (a, b, c) = tokio::join!(book.sell("a"), book.sell("b"), book.sell("c"));
    let opened = [&a, &b, &c].iter().filter(|it| ***it == Opening::Opened).count();
    assert_eq!(opened, 2, "{a:?} {b:?} {c:?}");
    let (owed, limit) = (money("76.00", "ILS"), money("100.00", "ILS"));
    assert!([a, b, c].contains(&Opening::NoCredit(CreditStop::OverLimit { owed, limit })));
    assert_eq!(book.owed().await, "76.00");
    let passed = OnAccount { debtor: book.debtor.clone(), over_limit: true };
    assert_eq!(book.till.open_on_account("d", passed).await, Opening::Opened);
    assert_eq!(book.owed().await, "114.00");
    assert!(book.till.verify().await.is_ok());
}

#[tokio::test]
async fn what_is_refused_or_given_back_is_not_owed_and_the_log_says_so() {
    let book = Book::new(Some("500.00")).await;
    for name in ["kept", "returned", "refused", "decided"] {
        assert_eq!(book.sell(name).await, Opening::Opened);
    }
    assert_eq!(book.owed().await, "152.00", "owed from the moment the sale is taken");
    let refused = OrderId::new("order-refused");
    book.till.send(&refused).await;
    let no = Reason::with(ReasonCode::NoReply, "nothing of it arrived");
    book.till.step(&refused, Event::Placed(Placed::Refused(no))).await;
    assert_eq!(book.owed().await, "114.00");
    book.give_back("returned").await.unwrap();
    assert!(matches!(book.give_back("returned").await, Err(JournalError::Conflict)));
    assert_eq!(book.owed().await, "76.00");
    let mut expected = vec![debt(LogKind::Taken, "38.00"); 4];
    expected.extend([debt(LogKind::Refused, "38.00"), debt(LogKind::Refunded, "38.00")]);
    assert_eq!(book.log().await, expected);
    // Given back before its fate was known, and refused afterwards: taken off once.
    let returned = OrderId::new("order-returned");
    book.till.send(&returned).await;
    let no = Reason::with(ReasonCode::NoReply, "nothing of it arrived");
    book.till.step(&returned, Event::Placed(Placed::Refused(no))).await;
    assert_eq!(book.log().await, expected);
    assert_eq!(book.owed().await, "76.00");
    assert!(book.till.verify().await.is_ok());
}

#[tokio::test]
async fn what_is_repaid_goes_into_the_drawer_and_never_beyond_what_is_owed() {
    let book = Book::new(Some("500.00")).await;
    book.deliver("a").await;
    for bad in ["0", "38.01", "1.005"] {
        let no = book.repay(bad).await;
        assert!(matches!(no, Err(DebtError::Amount { .. })), "{bad}: {no:?}");
    }
    let paid = book.repay("30.00").await.unwrap();
    assert_eq!(
        (paid.before.standing.owed.to_price().as_str(), paid.left.to_price().as_str()),
        ("38.00", "8.00")
    );
    let note = Note { detail: Some("a relative".to_owned()), ..book.till.note() };
    let forgiven = money("3.00", "ILS");
    book.till.storage.forgive_debt(&book.debtor, forgiven, &note).await.unwrap();
    assert_eq!(book.owed().await, "5.00");
    let cash = (LogKind::DebtRepaid, Some("cash".to_owned()), "30.00".to_owned());
    let none = (LogKind::DebtForgiven, None, "3.00".to_owned());
    assert_eq!(book.log().await, [debt(LogKind::Taken, "38.00"), cash, none]);
    // What was paid for a sale that is given back is the customer's, and the next sale uses it up.
    book.give_back("a").await.unwrap();
    assert_eq!(book.standing().await.credit.to_price(), "33.00");
    book.deliver("b").await;
    assert_eq!(book.owed().await, "5.00");
    let lines = book.till.storage.debt_lines(&book.debtor).await.unwrap();
    let told: Vec<_> = lines.iter().map(|it| (it.kind, it.amount.to_price())).collect();
    assert_eq!(
        told,
        [
            (DebtKind::Sold, "38.00".to_owned()),
            (DebtKind::Repaid, "30.00".to_owned()),
            (DebtKind::Forgiven, "3.00".to_owned()),
            (DebtKind::TakenOff, "38.00".to_owned()),
            (DebtKind::Sold, "38.00".to_owned()),
        ]
    );
    assert!(book.till.verify().await.is_ok());
    let sql = "update debtors set limit_amount = '9000.00'";
    sqlx::query(sql).execute(&book.till.storage.writer).await.unwrap();
    assert!(!book.till.verify().await.is_ok(), "nobody raises a limit in silence");
}

#[tokio::test]
async fn who_owes_something_is_not_erased_and_who_owes_nothing_is() {
    let book = Book::new(Some("500.00")).await;
    let (storage, phone) = (&book.till.storage, Phone::from_e164(NOBODY));
    book.deliver("a").await;
    let kept = storage.erase_number(&phone, Owing::Unsaid, &book.till.note()).await;
    assert!(matches!(kept, Err(DebtError::Owes(owed)) if owed.to_price() == "38.00"), "{kept:?}");
    book.repay("38.00").await.unwrap();
    storage.erase_number(&phone, Owing::Unsaid, &book.till.note()).await.unwrap();
    assert!(storage.debtors(book.till.now()).await.unwrap().is_empty());
    let known = storage.debtor(&book.debtor, book.till.now()).await.unwrap().unwrap();
    assert_eq!((known.name, known.phone), (None, None));
    assert_eq!(storage.debt_lines(&book.debtor).await.unwrap().len(), 2, "the books stay");
    assert_eq!(book.sell("b").await, Opening::NoCredit(CreditStop::NoDebtor));
    storage.add_debtor(&someone(NOBODY), &book.till.note()).await.unwrap();
    let twice = storage.add_debtor(&someone(NOBODY), &book.till.note()).await;
    assert!(matches!(twice, Err(DebtError::PhoneTaken)), "{twice:?}");
    assert!(book.till.verify().await.is_ok());
}

#[tokio::test]
async fn who_is_owed_something_is_erased_only_when_it_is_said_to_be_paid_out() {
    let book = Book::new(Some("500.00")).await;
    let (storage, phone) = (&book.till.storage, Phone::from_e164(NOBODY));
    book.deliver("a").await;
    book.repay("30.00").await.unwrap();
    book.give_back("a").await.unwrap();
    let kept = storage.erase_number(&phone, Owing::Unsaid, &book.till.note()).await;
    let is_credit = matches!(&kept, Err(DebtError::Credit(credit)) if credit.to_price() == "30.00");
    assert!(is_credit, "{kept:?}");
    assert!(storage.debtor_of_phone(&phone).await.unwrap().is_some(), "nothing was erased");
    let erased = storage.erase_number(&phone, Owing::PaidOut, &book.till.note()).await.unwrap();
    assert!(erased.debtor);
    let record: Vec<u8> = sqlx::query_scalar("select record from chain order by seq desc limit 1")
        .fetch_one(&storage.readers)
        .await
        .unwrap();
    let record = String::from_utf8(record).unwrap();
    assert!(record.contains("credit_paid_out=9:30.00 ILS"), "{record}");
    let again = storage.erase_number(&phone, Owing::Unsaid, &book.till.note()).await.unwrap();
    assert!(!again.debtor, "nobody has this number any more");
    assert!(book.till.verify().await.is_ok());
}

#[tokio::test]
async fn the_oldest_sale_is_paid_first() {
    let book = Book::new(Some("500.00")).await;
    book.deliver("old").await;
    let at = book.till.now();
    book.till.set_clock(at.after(std::time::Duration::from_secs(40 * 24 * 3600)));
    book.deliver("new").await;
    let now = book.till.now();
    let known = book.till.storage.debtors(now).await.unwrap();
    assert_eq!(known[0].standing.age(now), Some(Age::Quarter));
    book.repay("38.00").await.unwrap();
    let known = book.till.storage.debtors(now).await.unwrap();
    assert_eq!(known[0].standing.age(now), Some(Age::Fresh));
    assert_eq!(known[0].standing.by_age[0].to_price(), "38.00");
}

/// The schema as the version before knew it, with whatever lies in it.
async fn as_before_the_debt_book(till: &Till) {
    for sql in [
        "drop view v_debts",
        "drop table debt_entries",
        "drop index sales_by_debtor",
        "alter table sales drop column debtor",
        "drop table debtors",
        "drop index events_told",
        "create index events_told on events (at) where kind in
             ('reveal', 'resolved', 'print', 'sms', 'whatsapp', 'tender_cancelled', 'cash_back', 'give_back')",
        "pragma writable_schema = on",
        "update sqlite_schema set sql = replace(sql, ', ''debt''', '') where name = 'sales'",
        "update sqlite_schema set sql = replace(sql, ', ''debt_repaid'', ''debt_forgiven''', '')
         where name = 'shift_log'",
        "pragma writable_schema = reset",
        "delete from _sqlx_migrations where version = 27",
    ] {
        sqlx::query(sql).execute(&till.storage.writer).await.unwrap();
    }
}

#[tokio::test]
async fn a_till_of_the_version_before_keeps_every_row_and_then_sells_on_account() {
    let mut till = Till::new().await;
    till.deliver("cash", "AAAA-0001-BBBB").await;
    as_before_the_debt_book(&till).await;
    let on_account = "update sales set tender_kind = 'debt'";
    let refused = sqlx::query(on_account).execute(&till.storage.writer).await;
    assert!(refused.is_err(), "the schema before knew no sale on account");

    till.reopen("upgraded").await;
    let writer = &till.storage.writer;
    let whole: Vec<String> =
        sqlx::query_scalar("pragma integrity_check").fetch_all(writer).await.unwrap();
    assert_eq!(whole, ["ok"]);
    let orphans = sqlx::query("pragma foreign_key_check").fetch_all(writer).await.unwrap();
    assert!(orphans.is_empty());
    let kept: Vec<(String, Option<i64>)> =
        sqlx::query_as("select tender_kind, debtor from sales").fetch_all(writer).await.unwrap();
    assert_eq!(kept, [("cash".to_owned(), None)]);
    assert_eq!(till.verify().await.problems, []);

    let usual = Some(money("50.00", "ILS"));
    till.storage.set_usual_debt_limit(usual, &till.note()).await.unwrap();
    let debtor = till.storage.add_debtor(&someone(NOBODY), &till.note()).await.unwrap();
    let debt = OnAccount { debtor: debtor.clone(), over_limit: false };
    assert_eq!(till.open_on_account("after", debt).await, Opening::Opened);
    let sale = SaleId::new("sale-after");
    let owes = till.storage.debtor_of_sale(&sale, till.now()).await.unwrap();
    assert_eq!(owes.map(|known| known.id), Some(debtor));
    let cash = till.storage.debtor_of_sale(&SaleId::new("sale-cash"), till.now()).await.unwrap();
    assert!(cash.is_none());
    assert_eq!(till.verify().await.problems, []);
}

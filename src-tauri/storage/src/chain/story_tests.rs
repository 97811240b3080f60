//! A till with a story, for the tests of the chain: real rows, written through the journal's own port.

pub(crate) use super::story_parts_tests::{
    candidates, claimed, file, found, money, order_record, secrets, sixteen,
};
use super::story_parts_tests::{reply, report, request, sale_of};
use crate::{Approval, NewDebtor, Owing, PinTry, PinVerdict, Storage, chain::verify::Verdict};
use domain::{
    clerk::{Right, Role},
    guard::Overridden,
    ids::{
        OrderId, OwnerId, ProcessorId, ProductId, ProviderOrderId, SaleId, SupplierId, TenderId,
    },
    money::parse_decimal,
    order::{OrderState, Purpose},
    phone::Phone,
    price::{PriceRule, RuleKind, RuleScope},
    product::ProductKind,
    reason::{Reason, ReasonCode},
    refund_rule::{RefundRule, RefundTerms},
    sale::{TenderKind, TenderState},
    secret::Secret,
    shift::Way,
    shop::Rate,
    tally::Uptime,
    tax::{TaxIdentity, TaxRule},
    time::Timestamp,
};
use engine::{
    machine::{self, Event, Outcome, Position, Verdict as Ruling},
    ports::{
        Books as _, Journal as _, Shifts as _,
        books::{NewImport, PriceFrom, Stray},
        journal::{NewSale, Note, OnAccount, Opening},
        shifts::{Closing, Facts, Mark, NewShift, Payment},
        supplier::{Candidate, Fate, Listed, Look, PaidIn, Placed},
        tenders::{NewTender, TenderRecord},
    },
    records::{EventKind, HandOver, OrderRecord, Tender},
};
use std::{
    path::PathBuf,
    sync::atomic::{AtomicI64, Ordering},
};
use tempfile::TempDir;

pub(crate) const CODE: &str = "7KQX-9M2R-TT41";
pub(super) const PIN: &str = "84213377";
pub(crate) const PHONE: &str = "+970599123456";

/// A till, its folder, and a clock that only goes on.
pub(crate) struct Till {
    pub(crate) storage: Storage,
    folder: TempDir,
    moment: AtomicI64,
}

impl Till {
    /// Provisioned, with its key in a file: a test keeps out of the developer's keyring.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("data");
        let storage = Storage::open(&dir, OwnerId::new("first")).await.unwrap();
        for (key, value) in [("key.id", "test"), ("key.store", "file")] {
            sqlx::query("insert into settings (key, value) values (?, ?)")
                .bind(key)
                .bind(value)
                .execute(&storage.writer)
                .await
                .unwrap();
        }
        std::fs::write(dir.join("master.key"), [7; 32]).unwrap();
        let mut till = Self { storage, folder, moment: AtomicI64::new(1_790_000_000_000) };
        till.reopen("second").await;
        till.storage.provision(&file(), "test").await.unwrap();
        till
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The same data dir in a new process's hands.
    pub(crate) async fn reopen(&mut self, owner: &str) {
        self.storage.writer.close().await;
        self.storage.readers.close().await;
        self.storage = Storage::open(&self.data_dir(), OwnerId::new(owner)).await.unwrap();
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp(self.moment.fetch_add(1_000, Ordering::Relaxed))
    }

    /// Somebody sets the clock, or its battery dies.
    pub(crate) fn set_clock(&self, at: Timestamp) {
        self.moment.store(at.0, Ordering::Relaxed);
    }

    pub(crate) fn note(&self) -> Note {
        Note { at: self.now(), clerk: Some("Sami".to_owned()), detail: None }
    }

    pub(crate) async fn verify(&self) -> Verdict {
        self.storage.verify(None).await.unwrap()
    }

    /// Opens a sale of one order.
    pub(crate) async fn open(&self, name: &str, kind: ProductKind, phone: Option<&str>) -> OrderId {
        self.put(self.record(name, kind, phone), Vec::new()).await
    }

    /// The same of a voucher for nobody, with the order changed before.
    pub(crate) async fn open_with(&self, name: &str, change: impl FnOnce(&mut OrderRecord)) {
        let mut record = self.record(name, ProductKind::Voucher, None);
        change(&mut record);
        self.put(record, Vec::new()).await;
    }

    /// The same, although guards stood in its way.
    pub(crate) async fn open_overridden(&self, name: &str, said: Vec<(OrderId, Overridden)>) {
        self.put(self.record(name, ProductKind::Voucher, None), said).await;
    }

    fn record(&self, name: &str, kind: ProductKind, phone: Option<&str>) -> OrderRecord {
        let order = OrderId::new(format!("order-{name}"));
        order_record(name, &order, kind, phone, self.storage.owner(), self.now())
    }

    /// Tries to buy a voucher for the shelf.
    pub(crate) async fn buy_ahead(&self, name: &str) -> Opening {
        let mut record = self.record(name, ProductKind::Voucher, None);
        (record.purpose, record.price) = (Purpose::Shelf, money("0.00", "ILS"));
        self.storage.open_sale(&sale_of(record, Vec::new())).await.unwrap()
    }

    /// Opens a sale of one order on account, or not.
    pub(crate) async fn open_on_account(&self, name: &str, debt: OnAccount) -> Opening {
        let cash = sale_of(self.record(name, ProductKind::Voucher, None), Vec::new());
        let tender = Tender { kind: TenderKind::Debt, received: None, ..cash.tender.clone() };
        let sale = NewSale { tender, debt: Some(debt), ..cash };
        self.storage.open_sale(&sale).await.unwrap()
    }

    /// Opens a sale of one order that is paid with 10.27 USD on a pay page.
    pub(crate) async fn open_by_card(&self, name: &str) -> SaleId {
        let cash = sale_of(self.record(name, ProductKind::Voucher, None), Vec::new());
        let (amount, state) = (money("10.27", "USD"), TenderState::Pending);
        let tender = Tender {
            kind: TenderKind::Payerly,
            processor: Some("pay".to_owned()),
            state,
            amount,
            received: None,
            card: None,
        };
        let record = TenderRecord {
            sale_id: cash.id.clone(),
            id: TenderId::new(format!("tender-{name}")),
            processor: ProcessorId::new("pay"),
            state,
            amount,
            description: name.to_owned(),
            expire_at: None,
            card_tail: None,
            pay_url: None,
            word: None,
            reason: None,
            parts: Vec::new(),
            moves: Vec::new(),
            created_at: cash.created_at,
            sent_at: None,
            closed: false,
            version: 0,
            owner: self.storage.owner().clone(),
        };
        let charge = Some(NewTender { record, request: request(name, None) });
        let sale = NewSale { tender, charge, ..cash };
        assert_eq!(self.storage.open_sale(&sale).await.unwrap(), Opening::Opened);
        sale.id
    }

    async fn put(&self, record: OrderRecord, overridden: Vec<(OrderId, Overridden)>) -> OrderId {
        let order = record.id.clone();
        self.storage.open_sale(&sale_of(record, overridden)).await.unwrap();
        order
    }

    pub(crate) async fn step(&self, order: &OrderId, event: Event) {
        let record = self.storage.order(order).await.unwrap().unwrap();
        let decision = machine::step(&Position::of(&record), event, self.now()).unwrap();
        machine::commit(&self.storage, order, decision).await.unwrap();
    }

    pub(crate) async fn send(&self, order: &OrderId) {
        let request = self.storage.request(order).await.unwrap();
        self.step(order, Event::Send { request, mark: None }).await;
    }

    /// A look that delivers an order, or finds what a person must decide.
    pub(crate) fn look_of(&self, order: &OrderId, state: OrderState) -> Event {
        let code = format!("CODE-{order}");
        if state == OrderState::Delivered {
            return found(order.as_str(), &code, Fate::Fulfilled(secrets(&code)));
        }
        let provider_order_id = ProviderOrderId::new("77");
        let candidate = Candidate { provider_order_id, cost: None, created_at: None };
        Event::Looked { look: Look::Candidates(vec![candidate]), window_over: true }
    }

    /// Sells a voucher to its end.
    pub(crate) async fn deliver(&self, name: &str, code: &str) -> OrderId {
        let order = self.open(name, ProductKind::Voucher, Some(PHONE)).await;
        self.send(&order).await;
        self.storage.keep_reply(&order, self.now(), &reply("in-progress", code)).await.unwrap();
        self.step(&order, Event::Placed(Placed::Accepted(report(name, Fate::Working)))).await;
        let fate = Fate::Fulfilled(secrets(code));
        self.step(&order, found(name, code, fate)).await;
        order
    }

    /// Opens a shift with an empty drawer.
    pub(crate) async fn open_shift(&self, rates: Vec<Rate>) {
        let (at, floats, wallets) = (self.now(), Vec::new(), Vec::new());
        let new = NewShift { at, clerk: None, floats, rates, wallets, asked_at: Mark(0) };
        self.storage.begin_shift(&new).await.unwrap();
    }

    /// A shift with cash in and out, closed, and the next one open.
    async fn shifts(&self) {
        let new = |at| NewShift {
            at,
            clerk: Some("Sami".to_owned()),
            floats: vec![money("100.00", "ILS"), money("20.000", "JOD")],
            rates: Vec::new(),
            wallets: Vec::new(),
            asked_at: Mark(0),
        };
        self.storage.begin_shift(&new(self.now())).await.unwrap();
        let payment = Payment {
            at: self.now(),
            way: Way::Out,
            amount: money("12.50", "ILS"),
            clerk: Some("Sami".to_owned()),
            reason: "water and paper rolls".to_owned(),
        };
        self.storage.pay(&payment).await.unwrap();
        self.storage.note_x(Some("Sami"), self.now()).await.unwrap();
        let closing = Closing {
            at: self.now(),
            clerk: Some("Mona".to_owned()),
            counted: vec![money("87.50", "ILS")],
            note: None,
            wallets: Vec::new(),
            asked_at: Mark(0),
        };
        let drawn = |_: &Facts| Ok("a report".to_owned());
        self.storage.end_shift(&closing, &drawn, None).await.unwrap();
        self.storage.begin_shift(&new(self.now())).await.unwrap();
        self.storage
            .note_drawer("receipt", Some("Sami"), Some("change"), self.now())
            .await
            .unwrap();
        self.wrong_pins_and_an_approval().await;
    }

    async fn wrong_pins_and_an_approval(&self) {
        let pin = Secret::new("000000");
        let uptime = Uptime::default();
        for name in [None, Some("Mona"), Some("nobody")] {
            let attempt = PinTry { pin: &pin, name, said: name, at: self.now(), uptime: &uptime };
            assert_eq!(self.storage.judge_pin(&attempt).await.unwrap(), PinVerdict::Wrong);
        }
        self.storage.lift_lock_out(Some("Mona"), Some("Mona"), self.now()).await.unwrap();
        let approval =
            Approval { right: Right::OpenDrawer, clerk: "Sami", approver: "Mona", order: None };
        self.storage.note_approval(&approval, self.now()).await.unwrap();
    }

    /// Whatever can happen to orders, once.
    /// Bought ahead, and sold while the supplier is away.
    async fn shelf(&self) {
        let product = ProductId::new("palcards:5001");
        self.storage.keep_on_shelf(&product, 2, &self.note()).await.unwrap();
        assert_eq!(self.buy_ahead("ahead").await, Opening::Opened);
        let ahead = OrderId::new("order-ahead");
        self.send(&ahead).await;
        let code = Fate::Fulfilled(secrets("AHEAD-0001-CODE"));
        self.step(&ahead, found("ahead", "AHEAD-0001-CODE", code)).await;
        let served = self.open("served", ProductKind::Voucher, None).await;
        assert!(self.storage.fulfil_from_ahead(&served, self.now()).await.unwrap());
    }

    /// Somebody prices a product by hand, makes a rule, and takes another back.
    async fn prices(&self) {
        let note = Note { clerk: Some("Mona".to_owned()), ..self.note() };
        let id = ProductId::of(&SupplierId::new("palcards"), "5001");
        let product = self.storage.product_of(&id).await.unwrap().unwrap();
        let price = Some(money("39.50", "ILS"));
        self.storage.set_price(&product, price, product.cost, &note).await.unwrap();
        let rule = PriceRule {
            scope: RuleScope::Supplier,
            target: "palcards".to_owned(),
            kind: RuleKind::PercentOnCost,
            value: parse_decimal("8").unwrap(),
            round_to: Some(parse_decimal("0.5").unwrap()),
        };
        self.storage.set_price_rule(&rule, &note).await.unwrap();
        let all = PriceRule { scope: RuleScope::All, target: String::new(), ..rule };
        self.storage.set_price_rule(&all, &note).await.unwrap();
        self.storage.take_back_price_rule(all.scope, "", &note).await.unwrap();
        let tax = TaxRule { scope: all.scope, target: String::new(), rate: sixteen() };
        self.storage.set_tax_rule(&tax, &note).await.unwrap();
        let name = TaxIdentity { name: Some("VAT".to_owned()), number: None };
        self.storage.set_tax_identity(&name, &note).await.unwrap();
        let target = "PUBG".to_owned();
        let terms = RefundTerms { least: Role::Owner, ..RefundTerms::default() };
        let rule = RefundRule { scope: RuleScope::Brand, target, terms };
        self.storage.set_refund_rule(&rule, &note).await.unwrap();
    }

    /// Somebody buys on account and pays a part of it; another one is erased.
    async fn debts(&self) {
        let note = Note { clerk: Some("Mona".to_owned()), ..self.note() };
        let usual = Some(money("200.00", "ILS"));
        self.storage.set_usual_debt_limit(usual, &note).await.unwrap();
        let add = async |name: &str, phone: &str| {
            let phone = Phone::from_e164(phone);
            let (currency, limit) = ("ILS".parse().unwrap(), Some(money("60.00", "ILS")));
            let new = NewDebtor { name: name.to_owned(), phone, limit, currency };
            self.storage.add_debtor(&new, &note).await.unwrap()
        };
        let debtor = add("Abu Khaled", "+970599700700").await;
        add("Um Sara", "+970599700701").await;
        self.storage
            .erase_debtor(&Phone::from_e164("+970599700701"), Owing::Unsaid, &note)
            .await
            .unwrap();
        let debt = OnAccount { debtor: debtor.clone(), over_limit: false };
        assert_eq!(self.open_on_account("owed", debt).await, Opening::Opened);
        let owed = OrderId::new("order-owed");
        self.send(&owed).await;
        let fate = Fate::Fulfilled(secrets("OWED-0001-CODE"));
        self.step(&owed, found("owed", "OWED-0001-CODE", fate)).await;
        let part = money("10.00", "ILS");
        self.storage.repay_debt(&debtor, part, &self.note()).await.unwrap();
        let note = Note { detail: Some("a relative".to_owned()), ..note };
        self.storage.forgive_debt(&debtor, part, &note).await.unwrap();
    }

    pub(crate) async fn story(&mut self) {
        self.shifts().await;
        let shown = self.deliver("shown", CODE).await;
        self.storage.note(&shown, EventKind::Reveal, &self.note()).await.unwrap();
        let record = self.storage.order(&shown).await.unwrap().unwrap();
        for (kind, ok) in [(EventKind::Print, true), (EventKind::PrintFailed, false)] {
            let message = (!ok).then(|| "no paper".to_owned());
            let outcome = HandOver { via: "receipt".to_owned(), ok, message };
            self.storage.hand_over(&record, kind, &outcome, &self.note()).await.unwrap();
        }
        // Refused, delivered after all, and sold from the shelf to somebody else.
        let late = self.open("late", ProductKind::Voucher, None).await;
        self.send(&late).await;
        let no = Reason::with(ReasonCode::NoReply, "the line went dead");
        self.step(&late, Event::Placed(Placed::Refused(no))).await;
        self.step(
            &late,
            found("late", "LATE-0001-CODE", Fate::Fulfilled(secrets("LATE-0001-CODE"))),
        )
        .await;
        self.storage.attention_seen(&late, &self.note()).await.unwrap();
        let lucky = self.open("lucky", ProductKind::Voucher, None).await;
        assert!(self.storage.fulfil_from_stock(&lucky, self.now()).await.unwrap());
        self.shelf().await;
        self.decided().await;
        self.books().await;
        self.prices().await;
        self.debts().await;
        let waiting = self.open("waiting", ProductKind::Topup, Some(PHONE)).await;
        self.send(&waiting).await;
        self.reopen("third").await;
        let me = self.storage.owner().clone();
        let adopted = self.storage.adopt(&me, self.now()).await.unwrap();
        assert_eq!(adopted, std::slice::from_ref(&waiting));
        self.step(&waiting, found("waiting", "", Fate::Working)).await;
        let cost = money("9.75", "USD");
        self.storage.keep_cost(&ProductId::new("palcards:5001"), cost).await.unwrap();
        self.storage.keep_anchor().await.unwrap();
    }

    /// Found after a restore, priced by a person; a stray that is none of ours; what was paid in.
    async fn books(&self) {
        let id = OrderId::new("order-found");
        let nobody = OwnerId::new("imported");
        let record = OrderRecord {
            state: OrderState::Unknown,
            provider_order_id: Some(ProviderOrderId::new("9-found")),
            reason: Some(Reason::plain(ReasonCode::Imported)),
            sent_at: Some(self.now()),
            tax_rate: Some(sixteen()),
            ..order_record("found", &id, ProductKind::Voucher, None, &nobody, self.now())
        };
        let price_from = PriceFrom::Product;
        let new = NewImport { record, price_from, note: self.note() };
        assert!(self.storage.import(&new).await.unwrap());
        assert!(!self.storage.import(&new).await.unwrap(), "once");
        self.step(
            &id,
            found("found", "FOUND-0001-CODE", Fate::Fulfilled(secrets("FOUND-0001-CODE"))),
        )
        .await;
        self.storage.tell_price(&id, money("37.50", "ILS"), &self.note()).await.unwrap();
        let supplier = SupplierId::new("palcards");
        let stray = |number: &str| Stray {
            supplier: supplier.clone(),
            listed: Listed {
                provider_order_id: ProviderOrderId::new(number),
                references: vec!["OTHER-1".to_owned()],
                item: None,
                kind: Some(ProductKind::Voucher),
                cost: Some(money("9.50", "USD")),
                created_at: Some(self.now()),
            },
            found_at: self.now(),
            needs_person: false,
        };
        self.storage.keep_strays(&[stray("501"), stray("502")]).await.unwrap();
        let note = Note { detail: Some("the branch".to_owned()), ..self.note() };
        self.storage.deny_stray(&supplier, &ProviderOrderId::new("501"), &note).await.unwrap();
        let paid = PaidIn {
            id: "7".to_owned(),
            amount: money("100.00", "USD"),
            posted_at: Some(self.now()),
        };
        for _ in 0..2 {
            let paid_in = std::slice::from_ref(&paid);
            self.storage.keep_paid_in(&supplier, paid_in, self.now()).await.unwrap();
        }
    }

    /// Lost, looked for in vain, proposed, and decided by a person.
    async fn decided(&self) {
        let order = self.open("decided", ProductKind::Topup, Some(PHONE)).await;
        self.send(&order).await;
        let lost = Reason::plain(ReasonCode::NoReply);
        self.step(&order, Event::Placed(Placed::Lost(lost))).await;
        self.step(&order, candidates(&["77"])).await;
        let verdict = Ruling {
            clerk: Some("Mona".to_owned()),
            note: "they said on the phone that it never came".to_owned(),
            outcome: Outcome::Refused,
        };
        self.step(&order, Event::Decided(verdict)).await;
        // It came all the same, and the person who sees it in the list says so.
        self.step(&order, candidates(&["78"])).await;
        self.step(&order, claimed("78", "LATE-0002-CODE")).await;
    }
}

//! The guards over a real journal: what stops a sale at the counter, and what is kept of it.

use crate::{
    Flaw, Owing, Provision, Storage,
    chain::story_tests::{Till as Shop, file, found, money, order_record, secrets},
};
use domain::{
    clerk::Role,
    guard::{Answer, Guard, GuardKind, Overridden, Sight},
    ids::{MoveId, OrderId, ProductId, Reference, SaleId, TenderId},
    phone::Phone,
    product::ProductKind,
    shield::Shield,
    shop::{EngineSettings, Rate},
    time::Timestamp,
};
use engine::{
    gate::{Gate, GateError},
    ports::{Clock, Journal as _, supplier::Fate},
    sell::{Line, Means, SaleRequest, SellError},
    till::{Parts, Till},
};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

const SAMI: &str = "+970599123456";
const MINUTE: Duration = Duration::from_secs(60);

/// A clock that stands still.
struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
    fn sale_id(&self) -> SaleId {
        SaleId::new("sale-new")
    }
    fn order_id(&self) -> OrderId {
        OrderId::new("order-new")
    }
    fn reference(&self, stem: &str) -> Reference {
        Reference::new(stem)
    }
    fn tender_id(&self) -> TenderId {
        TenderId::new("tender-new")
    }
    fn move_id(&self) -> MoveId {
        MoveId::new("move-new")
    }
}

fn gate_at(storage: &Storage, now: Timestamp, shield: Shield) -> Gate {
    let storage = Arc::new(storage.clone());
    let shop = file().shop.unwrap();
    let rate =
        Rate { base: "USD".parse().unwrap(), quote: shop.currency, rate: "3.70".parse().unwrap() };
    let till = Till::new(Parts {
        shop,
        settings: EngineSettings::default(),
        rates: vec![rate],
        journal: storage.clone(),
        suppliers: BTreeMap::new(),
        tenders: storage.clone(),
        processors: BTreeMap::new(),
        clock: Arc::new(Still(now)),
        owner: storage.owner().clone(),
    });
    Gate::new(till, storage, shield)
}

fn line(phone: Option<&str>) -> Line {
    Line {
        product: ProductId::new("palcards:5001"),
        quantity: 1,
        phone: phone.map(str::to_owned),
        fields: BTreeMap::new(),
        amount: None,
    }
}

async fn kinds(gate: &Gate, lines: &[Line]) -> Vec<GuardKind> {
    let guards = gate.standing(lines, Some("Sami")).await.unwrap();
    guards.iter().map(|guard| guard.kind).collect()
}

#[tokio::test]
async fn the_same_for_the_same_number_stops_for_half_an_hour_and_longer_while_unfinished() {
    let shop = Shop::new().await;
    shop.deliver("first", "AAAA-0001-BBBB").await;
    let sold = shop.storage.order(&OrderId::new("order-first")).await.unwrap().unwrap().created_at;
    let at = |span| gate_at(&shop.storage, sold.after(span), Shield::default());
    let soon = at(29 * MINUTE);
    let guards = soon.standing(&[line(Some("0599 123 456"))], None).await.unwrap();
    let [Guard { kind: GuardKind::SameAgain, line: Some(0), sight: Sight::Earlier(earlier) }] =
        guards.as_slice()
    else {
        panic!("{guards:?}")
    };
    assert_eq!((earlier.order.as_str(), earlier.at), ("order-first", sold));
    assert_eq!(earlier.clerk.as_deref(), Some("Sami"));
    assert_eq!(kinds(&soon, &[line(None)]).await, [], "nobody in particular");
    assert_eq!(kinds(&soon, &[line(Some("0599 123 457"))]).await, [], "somebody else");
    let other = Line { product: ProductId::new("palcards:5002"), ..line(Some(SAMI)) };
    assert_eq!(kinds(&soon, &[other]).await, [], "something else");
    assert_eq!(kinds(&at(31 * MINUTE), &[line(Some(SAMI))]).await, []);
    // One that is not finished stands in the way as long as it is.
    let open = shop.open("open", ProductKind::Voucher, Some(SAMI)).await;
    shop.send(&open).await;
    assert_eq!(kinds(&at(600 * MINUTE), &[line(Some(SAMI))]).await, [GuardKind::SameAgain]);
    // Refused is over: trying again is what the clerk was told to do.
    let refused = engine::machine::Event::Placed(engine::ports::supplier::Placed::Refused(
        domain::reason::Reason::plain(domain::reason::ReasonCode::OutOfStock),
    ));
    shop.step(&open, refused).await;
    assert_eq!(kinds(&at(600 * MINUTE), &[line(Some(SAMI))]).await, []);
}

#[tokio::test]
async fn a_slip_of_a_finger_meets_only_customers_who_agreed_to_be_remembered() {
    let shop = Shop::new().await;
    let phone = Phone::from_e164(SAMI);
    shop.deliver("first", "AAAA-0001-BBBB").await;
    let gate = gate_at(&shop.storage, shop.now().after(60 * MINUTE), Shield::default());
    let typed = [line(Some("0599123465"))];
    assert_eq!(kinds(&gate, &typed).await, [], "nobody may be suggested who did not agree");
    shop.storage.remember_customer(&phone, &shop.note()).await.unwrap();
    let guards = gate.standing(&typed, None).await.unwrap();
    let [Guard { sight: Sight::Known { known, .. }, .. }] = guards.as_slice() else {
        panic!("{guards:?}")
    };
    assert_eq!(*known, phone);
    let twice =
        [typed[0].clone(), Line { product: ProductId::new("palcards:5002"), ..typed[0].clone() }];
    assert_eq!(kinds(&gate, &twice).await, [GuardKind::NearMiss], "asked once for both");
    let other = [line(Some("0599123477"))];
    assert_eq!(kinds(&gate, &other).await, [], "two digits are another number");
    shop.storage.forget_customer(&phone, &shop.note()).await.unwrap();
    assert_eq!(kinds(&gate, &typed).await, []);
    assert_eq!(shop.verify().await.problems, []);
}

#[tokio::test]
async fn below_cost_needs_a_manager_and_a_rise_is_told() {
    let shop = Shop::new().await;
    let gate = gate_at(&shop.storage, shop.now(), Shield::default());
    let product = ProductId::new("palcards:5001");
    let countries = vec![(product.clone(), Vec::new())];
    let mut file = Provision { countries, ..file() };
    shop.storage.provision(&file, "test").await.unwrap();
    assert_eq!(kinds(&gate, &[line(None)]).await, [], "9.50 at 3.70 is 35.15");
    shop.storage.keep_cost(&product, money("10.00", "USD")).await.unwrap();
    assert_eq!(kinds(&gate, &[line(None)]).await, [GuardKind::CostRose], "37.00 of 38.00");
    shop.storage.keep_cost(&product, money("10.27", "USD")).await.unwrap();
    assert_eq!(kinds(&gate, &[line(None)]).await, [GuardKind::CostRose], "37.999 is 38.00");
    shop.storage.keep_cost(&product, money("10.28", "USD")).await.unwrap();
    assert_eq!(kinds(&gate, &[line(None)]).await, [GuardKind::BelowCost]);
    // The owner says the price again, knowing the cost: nothing has risen since.
    file.products.iter_mut().for_each(|product| product.cost = Some(money("10.20", "USD")));
    shop.storage.provision(&file, "test").await.unwrap();
    assert_eq!(kinds(&gate, &[line(None)]).await, []);
}

#[tokio::test]
async fn a_code_of_another_country_is_told_and_one_of_this_country_is_not() {
    let shop = Shop::new().await;
    let gate = gate_at(&shop.storage, shop.now(), Shield::default());
    for (countries, stands) in [(vec!["US"], true), (vec!["JO", "PS"], false), (vec![], false)] {
        let countries = countries.into_iter().map(str::to_owned).collect();
        let product = ProductId::new("palcards:5001");
        let file = Provision { countries: vec![(product, countries)], ..file() };
        shop.storage.provision(&file, "test").await.unwrap();
        let found = kinds(&gate, &[line(None)]).await;
        assert_eq!(found.contains(&GuardKind::Region), stands, "{found:?}");
    }
}

#[tokio::test]
async fn high_value_cards_in_a_row_ask_and_too_many_in_an_hour_need_a_manager() {
    let shop = Shop::new().await;
    let shield = Shield {
        high_value: Some("38".parse().unwrap()),
        in_a_row: 3,
        within: 15 * MINUTE,
        hourly_limit: 4,
        ..Shield::default()
    };
    let basket = |quantity| [Line { quantity, ..line(None) }];
    let now = shop.now();
    let gate = gate_at(&shop.storage, now, shield);
    assert_eq!(kinds(&gate, &basket(2)).await, []);
    assert_eq!(kinds(&gate, &basket(3)).await, [GuardKind::Scam]);
    assert_eq!(kinds(&gate, &basket(5)).await, [GuardKind::Scam, GuardKind::HourlyLimit]);
    shop.open("one", ProductKind::Voucher, None).await;
    shop.open("two", ProductKind::Voucher, None).await;
    assert_eq!(kinds(&gate, &basket(1)).await, [GuardKind::Scam]);
    assert_eq!(gate.standing(&basket(1), Some("Mona")).await.unwrap(), [], "another clerk's");
    let later = gate_at(&shop.storage, now.after(20 * MINUTE), shield);
    assert_eq!(kinds(&later, &basket(1)).await, [], "not in a row any more");
    assert_eq!(kinds(&later, &basket(3)).await, [GuardKind::Scam, GuardKind::HourlyLimit]);
    let next_day = gate_at(&shop.storage, now.after(24 * 60 * MINUTE), shield);
    assert_eq!(kinds(&next_day, &basket(2)).await, []);
    let lowered = gate_at(&shop.storage, now, Shield { on: false, ..shield });
    assert_eq!(kinds(&lowered, &basket(9)).await, []);
}

#[tokio::test]
async fn a_sale_passes_once_every_guard_is_answered_for() {
    let shop = Shop::new().await;
    shop.deliver("first", "AAAA-0001-BBBB").await;
    let gate = gate_at(&shop.storage, shop.now(), Shield::default());
    let request = || SaleRequest {
        lines: vec![line(Some(SAMI))],
        means: Means::Cash,
        received: None,
        request_id: Some("window:1".to_owned()),
        guard: engine::ports::journal::Guard::Stop,
        clerk: Some("Sami".to_owned()),
        must_be_covered: false,
        overridden: Vec::new(),
    };
    let Err(GateError::Stopped(guards)) = gate.sell(request(), &[]).await else {
        panic!("it passes unanswered")
    };
    let answer = |id| Answer { id, by: None, role: Role::Clerk, reason: None, replies: None };
    let wrong = gate.sell(request(), &[answer("same_again:0:another".to_owned())]).await;
    assert!(matches!(wrong, Err(GateError::Stopped(_))), "{wrong:?}");
    let passed = gate.sell(request(), &[answer(guards[0].id())]).await;
    // This till has no supplier, which is asked for behind the gate alone.
    assert!(matches!(passed, Err(GateError::Sell(SellError::NotBuilt(_)))), "{passed:?}");
}

#[tokio::test]
async fn what_was_overridden_is_in_the_journal_with_who_and_why() {
    let shop = Shop::new().await;
    let id = OrderId::new("order-cheap");
    let said = Overridden {
        kind: GuardKind::BelowCost,
        line: Some(0),
        by: Some("Mona".to_owned()),
        reason: Some("old stock".to_owned()),
    };
    shop.open_overridden("cheap", vec![(id.clone(), said)]).await;
    let events = shop.storage.events(&id).await.unwrap();
    let told: Vec<_> =
        events.iter().map(|event| (event.kind.as_str(), event.detail.as_deref())).collect();
    assert_eq!(told, [("prepared", None), ("guard_overridden", Some("below_cost: old stock"))]);
    assert_eq!(events[1].clerk.as_deref(), Some("Mona"));
    assert_eq!(shop.verify().await.problems, []);
    sqlx::query("drop trigger events_are_never_changed")
        .execute(&shop.storage.writer)
        .await
        .unwrap();
    sqlx::query("update events set clerk = 'Sami' where kind = 'guard_overridden'")
        .execute(&shop.storage.writer)
        .await
        .unwrap();
    let found = shop.verify().await.problems;
    let lies = found.iter().filter(|it| it.flaw != Flaw::SchemaDiffers).count();
    assert_eq!(lies, 1, "somebody else is said to have approved it: {found:?}");
}

#[tokio::test]
async fn a_customer_is_remembered_only_after_agreeing_and_erased_everywhere() {
    let shop = Shop::new().await;
    let phone = Phone::from_e164(SAMI);
    shop.deliver("first", "AAAA-0001-BBBB").await;
    let open = shop.open("open", ProductKind::Voucher, Some(SAMI)).await;
    let known = shop.storage.customer(&phone, 5).await.unwrap();
    assert_eq!((known.consent_at, known.sales, known.orders.len()), (None, 2, 2));
    shop.storage.remember_customer(&phone, &shop.note()).await.unwrap();
    shop.storage.remember_customer(&phone, &shop.note()).await.unwrap();
    let agreed = shop.storage.customer(&phone, 5).await.unwrap().consent_at;
    assert!(agreed.is_some());
    assert_eq!(shop.verify().await.problems, []);
    let earlier = "update customers set consent_at = 1";
    sqlx::query(earlier).execute(&shop.storage.writer).await.unwrap();
    assert_eq!(shop.verify().await.problems.len(), 1, "they agreed at another time");
    let back = "update customers set consent_at = ?";
    sqlx::query(back).bind(agreed.unwrap().0).execute(&shop.storage.writer).await.unwrap();
    let erased = shop.storage.erase_number(&phone, Owing::Unsaid, &shop.note()).await.unwrap();
    assert_eq!((erased.orders, erased.left), (1, 1), "the open one still needs it");
    let known = shop.storage.customer(&phone, 5).await.unwrap();
    assert_eq!((known.consent_at, known.orders.len()), (None, 1));
    assert_eq!(known.orders[0].id, open);
    assert_eq!(shop.verify().await.problems, []);
}

#[tokio::test]
async fn the_shields_settings_are_vouched_for() {
    let shop = Shop::new().await;
    let shield = Shield { in_a_row: 2, ..Shield::default() };
    let file = Provision { shield: Some(shield), ..file() };
    shop.storage.provision(&file, "test").await.unwrap();
    assert_eq!(shop.verify().await.problems, []);
    for (key, lie) in [("on", "false"), ("in_a_row", "99"), ("hourly_limit", "9999")] {
        let key = format!("shop.shield.{key}");
        let kept: String = sqlx::query_scalar("select value from settings where key = ?")
            .bind(&key)
            .fetch_one(&shop.storage.readers)
            .await
            .unwrap();
        for (value, flaws) in [(lie, 1), (kept.as_str(), 0)] {
            sqlx::query("update settings set value = ? where key = ?")
                .bind(value)
                .bind(&key)
                .execute(&shop.storage.writer)
                .await
                .unwrap();
            assert_eq!(shop.verify().await.problems.len(), flaws, "{key} = {value}");
        }
    }
}

#[tokio::test]
async fn a_topped_up_number_is_erased_however_it_was_typed() {
    let shop = Shop::new().await;
    for (name, key, value) in [
        ("national", "phoneNumber", "0599123456"),
        ("e164", "mobile", "+970599123456"),
        ("account", "accountId", "0599123456"),
        ("other", "phoneNumber", "0568123456"),
    ] {
        let id = OrderId::new(format!("order-{name}"));
        let fields = BTreeMap::from([(key.to_owned(), value.to_owned())]);
        shop.open_with(name, |record| record.fields = fields).await;
        shop.send(&id).await;
        shop.step(&id, found(name, name, Fate::Fulfilled(secrets(name)))).await;
    }
    let erased = shop
        .storage
        .erase_number(&Phone::from_e164(SAMI), Owing::Unsaid, &shop.note())
        .await
        .unwrap();
    assert_eq!((erased.orders, erased.left), (2, 0));
    for (name, left) in [("national", false), ("e164", false), ("account", true), ("other", true)] {
        let order = shop.storage.order(&OrderId::new(format!("order-{name}"))).await.unwrap();
        assert_eq!(!order.unwrap().fields.is_empty(), left, "{name}");
    }
}

/// How long the counter waits for a number and for the guards, among many orders. `RASEED_ORDERS`
/// says how many.
#[tokio::test]
async fn a_customer_and_the_guards_are_looked_up_by_an_index() {
    let count: u32 =
        std::env::var("RASEED_ORDERS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let shop = Shop::new().await;
    shop.deliver("first", "AAAA-0001-BBBB").await;
    let at = shop.now();
    let first =
        order_record("x", &OrderId::new("x"), ProductKind::Voucher, None, shop.storage.owner(), at);
    sqlx::query(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
         insert into orders (id, sale_id, position, supplier, product_id, item, kind, name_en, name_ar,
             state, reference, price, price_currency, phone, fields, created_at, owner)
         select 'n' || i, 'sale-first', i, 'palcards', 'palcards:' || (5001 + i % 50), 'x', 'voucher',
             'x', 'x', 'delivered', 'n' || i, '38.00', 'ILS', '+97056' || (1000000 + i % 100000), '{}',
             ?2 - i * 2000, 'o' from n",
    )
    .bind(count)
    .bind(first.created_at.0)
    .execute(&shop.storage.writer)
    .await
    .unwrap();
    let gate = gate_at(&shop.storage, at, Shield::default());
    let basket = [line(Some("+970561000042"))];
    let mut slowest = Duration::ZERO;
    for _ in 0..20 {
        let begun = Instant::now();
        shop.storage.customer(&Phone::from_e164("+970561000042"), 5).await.unwrap();
        gate.standing(&basket, Some("Sami")).await.unwrap();
        slowest = slowest.max(begun.elapsed());
    }
    println!("{count} orders: {slowest:?} at most");
    assert!(slowest < Duration::from_millis(500), "{slowest:?}");
}

use crate::chain::story_tests::{Till, found};
use domain::{
    ids::{OrderId, ProductId},
    order::{OrderState, Purpose},
    product::ProductKind,
    time::Timestamp,
};
use domain::{
    reason::{Reason, ReasonCode},
    secret::Secret,
};
use engine::{
    machine::Event,
    ports::{
        Journal as _,
        journal::{JournalError, Opening},
        shelf::ShelfLine,
        supplier::{Fate, LabelledSecret, Placed},
    },
    records::EventKind,
};
use std::time::Duration;

fn product() -> ProductId {
    ProductId::new("palcards:5001")
}

async fn keeping(keep: u32) -> Till {
    let till = Till::new().await;
    till.storage.keep_on_shelf(&product(), keep, &till.note()).await.unwrap();
    till
}

/// Buys one for the shelf to its end, with a date on it if there is one.
async fn bought(till: &Till, name: &str, until: Option<&str>) -> OrderId {
    assert_eq!(till.buy_ahead(name).await, Opening::Opened);
    let order = OrderId::new(format!("order-{name}"));
    till.send(&order).await;
    deliver(till, &order, name, until).await;
    order
}

async fn deliver(till: &Till, order: &OrderId, name: &str, until: Option<&str>) {
    let code = format!("CODE-{name}");
    let labelled = |label: &str, value: &str| LabelledSecret {
        label: label.to_owned(),
        value: Secret::new(value),
    };
    let mut codes = vec![labelled("code", &code)];
    codes.extend(until.map(|until| labelled("expiry", until)));
    till.step(order, found(name, &code, Fate::Fulfilled(codes))).await;
}

async fn line(till: &Till) -> ShelfLine {
    till.storage.shelf(till.now()).await.unwrap().remove(0)
}

async fn code_of(till: &Till, order: &OrderId) -> String {
    till.storage.secrets(order).await.unwrap().remove(0).value.reveal().to_owned()
}

#[tokio::test]
async fn no_more_are_bought_than_may_lie_there_also_by_two_at_once() {
    let till = keeping(2).await;
    bought(&till, "one", None).await;
    let (a, b) = tokio::join!(till.buy_ahead("a"), till.buy_ahead("b"));
    let opened = [&a, &b].into_iter().filter(|it| **it == Opening::Opened).count();
    assert_eq!(opened, 1, "{a:?} {b:?}");
    assert!([a, b].contains(&Opening::NoRoom(0)), "and the other one is told so");
    assert_eq!((line(&till).await.ahead, line(&till).await.coming), (1, 1));
}

#[tokio::test]
async fn where_the_owner_set_no_limit_nothing_is_bought_ahead() {
    let till = Till::new().await;
    assert_eq!(till.buy_ahead("one").await, Opening::NoRoom(0));
}

#[tokio::test]
async fn a_code_of_the_shelf_is_shown_to_nobody() {
    let till = keeping(1).await;
    let order = bought(&till, "one", None).await;
    let shown = till.storage.note(&order, EventKind::Reveal, &till.note()).await;
    assert!(matches!(shown, Err(JournalError::OnShelf)));
    let record = till.storage.order(&order).await.unwrap().unwrap();
    assert_eq!((record.purpose, record.state), (Purpose::Shelf, OrderState::Delivered));
    assert!(record.secrets.is_empty(), "not even masked");
    assert_eq!(line(&till).await.ahead, 1, "and it is still there");
}

#[tokio::test]
async fn what_was_withdrawn_is_sold_to_nobody_and_can_be_looked_at() {
    let till = keeping(1).await;
    let order = bought(&till, "one", None).await;
    assert!(till.storage.is_sealed(&order).await.unwrap());
    sqlx::query("update stock set withdrawn = 1").execute(&till.storage.writer).await.unwrap();
    assert!(!till.storage.is_sealed(&order).await.unwrap());
    let customer = till.open("customer", ProductKind::Voucher, None).await;
    assert!(!till.storage.fulfil_from_ahead(&customer, till.now()).await.unwrap());
    till.storage.note(&order, EventKind::Reveal, &till.note()).await.unwrap();
}

#[tokio::test]
async fn each_is_sold_once_and_the_one_that_ends_soonest_goes_first() {
    let till = keeping(3).await;
    bought(&till, "dateless", None).await;
    bought(&till, "later", Some("2031-12-31")).await;
    bought(&till, "soon", Some("31/01/2031")).await;
    let mut sold = Vec::new();
    for name in ["first", "second", "third", "fourth"] {
        let order = till.open(name, ProductKind::Voucher, None).await;
        if till.storage.fulfil_from_ahead(&order, till.now()).await.unwrap() {
            sold.push(code_of(&till, &order).await);
        }
    }
    assert_eq!(sold, ["CODE-soon", "CODE-later", "CODE-dateless"]);
    let line = line(&till).await;
    assert_eq!((line.ahead, line.bought, line.sold), (0, 3, 3));
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn what_is_over_is_not_sold_and_makes_room() {
    let till = keeping(1).await;
    bought(&till, "old", Some("2026-01-02")).await;
    let after = Timestamp::EARLIEST.after(Duration::from_secs(400 * 24 * 3600));
    let order = till.open("late", ProductKind::Voucher, None).await;
    assert!(!till.storage.fulfil_from_ahead(&order, after).await.unwrap());
    let line = till.storage.shelf(after).await.unwrap().remove(0);
    assert_eq!((line.ahead, line.expired, line.room()), (0, 1, 1));
    assert!(line.value.is_empty());
}

#[tokio::test]
async fn only_cash_and_only_what_no_supplier_may_have_is_served() {
    let till = keeping(1).await;
    bought(&till, "one", None).await;
    let waiting = till.open("waiting", ProductKind::Voucher, None).await;
    till.send(&waiting).await;
    till.step(&waiting, found("waiting", "", Fate::Working)).await;
    assert!(!till.storage.fulfil_from_ahead(&waiting, till.now()).await.unwrap());
    let card = till.open("card", ProductKind::Voucher, None).await;
    sqlx::query("update sales set tender_kind = 'payerly' where id = 'sale-card'")
        .execute(&till.storage.writer)
        .await
        .unwrap();
    assert!(!till.storage.fulfil_from_ahead(&card, till.now()).await.unwrap());
    // Sent, and certain that no byte left: it is given to nobody else, and looked for no more.
    let lucky = till.open("lucky", ProductKind::Voucher, None).await;
    till.send(&lucky).await;
    assert!(till.storage.fulfil_from_ahead(&lucky, till.now()).await.unwrap());
    let record = till.storage.order(&lucky).await.unwrap().unwrap();
    assert_eq!((record.state, record.sent_at), (OrderState::Delivered, None));
}

#[tokio::test]
async fn what_was_unknown_and_was_bought_after_all_lies_there_then() {
    let till = keeping(1).await;
    assert_eq!(till.buy_ahead("lost").await, Opening::Opened);
    let order = OrderId::new("order-lost");
    till.send(&order).await;
    let lost = Reason::plain(ReasonCode::NoReply);
    till.step(&order, Event::Placed(Placed::Lost(lost))).await;
    let unknown = line(&till).await;
    assert_eq!((unknown.ahead, unknown.coming, unknown.room()), (0, 1, 0));
    deliver(&till, &order, "lost", None).await;
    assert_eq!((line(&till).await.ahead, line(&till).await.coming), (1, 0));
}

#[tokio::test]
async fn what_is_bought_ahead_is_in_no_sum_until_it_is_sold_and_its_cost_then_once() {
    let till = keeping(2).await;
    let sums = "select coalesce(sum(orders), 0), coalesce(sum(sold), 0), coalesce(sum(cost), 0)
        from sales_by_hour";
    let sums = || sqlx::query_as::<_, (i64, i64, i64)>(sums).fetch_one(&till.storage.readers);
    bought(&till, "one", None).await;
    assert_eq!(sums().await.unwrap(), (0, 0, 0));
    let order = till.open("customer", ProductKind::Voucher, None).await;
    assert!(till.storage.fulfil_from_ahead(&order, till.now()).await.unwrap());
    assert_eq!(sums().await.unwrap(), (1, 38_000_000, 9_500_000));
    let mut connection = till.storage.readers.acquire().await.unwrap();
    let charges = crate::shift_facts::charges(&mut connection, (0, i64::MAX)).await.unwrap();
    assert_eq!(charges.len(), 1, "the wallet paid when it was bought");
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn a_limit_is_vouched_for() {
    let till = keeping(2).await;
    assert!(till.verify().await.is_ok());
    let sql = "update stock_limits set keep = 200";
    sqlx::query(sql).execute(&till.storage.writer).await.unwrap();
    assert!(!till.verify().await.is_ok(), "nobody raises it in silence");
}

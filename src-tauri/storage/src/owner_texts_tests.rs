//! The owner's messages over the real journal: with the Z or not at all, each matter once.

use super::*;
use crate::{
    Provision,
    chain::story_tests::Till as Story,
    messages::tests::{outbox, tell_all},
};
use domain::{
    ids::{MessageId, RouteId},
    money::{Money, parse_decimal},
    product::ProductKind,
};
use engine::{
    ports::{
        Messages as _, Shifts as _,
        messages::MessageRecord,
        route::Fate,
        shifts::{Closing, Facts, Mark, NewShift, TellZ},
    },
    teller::Teller,
};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

const HOUR: i64 = 3_600_000;

fn ils(amount: &str) -> Money {
    Money::new(parse_decimal(amount).unwrap(), "ILS".parse().unwrap())
}

async fn begin(story: &Story, at: Timestamp) -> u32 {
    let (rates, wallets, floats) = (Vec::new(), Vec::new(), vec![ils("0")]);
    let new = NewShift { at, clerk: None, floats, rates, wallets, asked_at: Mark(0) };
    story.storage.begin_shift(&new).await.unwrap()
}

fn message(story: &Story, id: &str) -> OwnersMessage {
    OwnersMessage {
        id: MessageId::new(id),
        route: RouteId::new("telephone"),
        to: Phone::from_e164("+970599000111"),
        clerk: None,
        at: story.now(),
        owner: story.storage.owner().clone(),
    }
}

async fn close(
    story: &Story,
    id: &str,
    keep: impl Fn(&Facts) -> Answer<String> + Send + Sync,
) -> Answer<Facts> {
    let counted = vec![ils("0")];
    let (at, wallets) = (story.now(), Vec::new());
    let closing = Closing { at, clerk: None, counted, note: None, wallets, asked_at: Mark(0) };
    let wording = |facts: &Facts| Secret::new(format!("Z {}", facts.shift.number));
    let tell = TellZ { message: message(story, id), wording: &wording };
    story.storage.end_shift(&closing, &keep, Some(&tell)).await
}

async fn about(story: &Story, shift: u32) -> Option<MessageRecord> {
    story.storage.about_z(shift).await.unwrap()
}

fn wishes() -> OwnerWishes {
    OwnerWishes {
        phone: Some(Phone::from_e164("+970599000111")),
        report: true,
        z_by: DayTime::parse("01:00"),
        unknown_after: Some(Duration::from_secs(1800)),
    }
}

/// A teller at a moment, and how often it worded something.
fn teller(story: &Story, now: Timestamp) -> (Teller, Arc<AtomicU32>) {
    let worded = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&worded);
    let wording = move |alerts: &[Alert]| {
        count.fetch_add(u32::try_from(alerts.len()).unwrap(), Ordering::Relaxed);
        Secret::new("overdue")
    };
    let (till, outbox) = tell_all(&story.storage, Fate::Taken, now);
    let route = Some(RouteId::new("telephone"));
    let storage = Arc::new(story.storage.clone());
    (Teller::new(till, outbox, storage, route, Arc::new(wording)), worded)
}

#[tokio::test]
async fn the_owners_message_is_on_disk_with_the_z_and_never_without_it() {
    let story = Story::new().await;
    assert_eq!(begin(&story, story.now()).await, 1);
    let failed = close(&story, "first", |_| Err(JournalError::Conflict)).await;
    assert!(failed.is_err());
    assert!(about(&story, 1).await.is_none(), "no Z, no message");
    close(&story, "second", |_| Ok("{}".into())).await.unwrap();
    let queued = about(&story, 1).await.unwrap();
    assert_eq!((queued.about, queued.state), (About::Z(1), MessageState::Queued));
    let text = story.storage.text(&queued.id).await.unwrap().unwrap();
    assert_eq!(text.reveal(), "Z 1");
    assert!(close(&story, "third", |_| Ok("{}".into())).await.is_err(), "it is closed");
    assert_eq!(about(&story, 1).await.unwrap().id, queued.id);
    assert!(story.verify().await.is_ok());
}

#[tokio::test]
async fn a_z_goes_again_only_after_it_failed_or_somebody_was_told_that_nobody_knows() {
    for (fate, state, again) in [
        (Some(Fate::Taken), MessageState::Sent, false),
        (Some(Fate::Refused("no credit".into())), MessageState::Failed, true),
        (None, MessageState::Unknown, true),
    ] {
        let story = Story::new().await;
        begin(&story, story.now()).await;
        close(&story, "first", |_| Ok("{}".into())).await.unwrap();
        let text = Secret::new("Z 1");
        let second = message(&story, "second");
        assert!(!story.storage.queue_z(1, &second, &text).await.unwrap(), "it is under way");
        let (outbox, telephone) = outbox(&story.storage, fate, story.now());
        outbox.carry_on(&MessageId::new("first")).await;
        assert_eq!(telephone.count(), 1);
        assert_eq!(about(&story, 1).await.unwrap().state, state);
        let unsent = story.storage.unsent(Timestamp(0)).await.unwrap();
        assert_eq!(unsent.len(), usize::from(again), "{state:?}");
        assert_eq!(story.storage.queue_z(1, &second, &text).await.unwrap(), again, "{state:?}");
        assert_eq!(story.storage.unsent(Timestamp(0)).await.unwrap().len(), 0, "told anew");
        assert_eq!(story.storage.unseen().await.unwrap().len(), 0, "no order is in doubt");
        assert!(story.verify().await.is_ok());
    }
}

#[tokio::test]
async fn a_shift_that_stays_open_is_told_once_however_the_clock_jumps() {
    let story = Story::new().await;
    story.storage.set_owner_wishes(&wishes()).await.unwrap();
    assert_eq!(story.storage.wishes().await.unwrap(), wishes());
    // Opened at ten in the morning.
    let day = story.now().0.div_euclid(24 * HOUR) * 24 * HOUR;
    begin(&story, Timestamp(day + 10 * HOUR)).await;
    for (hours, told) in
        [(23, false), (24, false), (25, true), (26, false), (12, false), (900, false)]
    {
        let (teller, _) = teller(&story, Timestamp(day + hours * HOUR));
        assert_eq!(teller.tell().await.unwrap().is_some(), told, "hour {hours}");
    }
    assert!(story.verify().await.is_ok());
}

#[tokio::test]
async fn sales_without_a_shift_are_told_and_a_closed_one_is_not() {
    let story = Story::new().await;
    story.storage.set_owner_wishes(&wishes()).await.unwrap();
    begin(&story, story.now()).await;
    close(&story, "first", |_| Ok("{}".into())).await.unwrap();
    let late = Timestamp(story.now().0 + 48 * HOUR);
    assert_eq!(teller(&story, late).0.tell().await.unwrap(), None);
    story.deliver("a", "7KQX-9M2R-TT41").await;
    let found = story.storage.without_z().await.unwrap().unwrap();
    assert_eq!(found.matter, Matter::NoShift(1));
    let late = Timestamp(story.now().0 + 48 * HOUR);
    assert!(teller(&story, late).0.tell().await.unwrap().is_some());
    assert_eq!(teller(&story, late).0.tell().await.unwrap(), None);
}

#[tokio::test]
async fn orders_that_stay_unfinished_are_told_together_and_once() {
    let story = Story::new().await;
    let file = Provision { owner: Some(wishes()), ..Provision::default() };
    story.storage.provision(&file, "test").await.unwrap();
    for id in ["one", "two"] {
        story.open(id, ProductKind::Topup, None).await;
    }
    set_unknown(&story).await;
    let from = story.now().0;
    for (minutes, told) in [(29, 0), (31 + 5, 2), (40, 0), (600, 0)] {
        let (teller, worded) = teller(&story, Timestamp(from + minutes * 60_000));
        assert_eq!(teller.tell().await.unwrap().is_some(), told > 0, "{minutes}");
        assert_eq!(worded.load(Ordering::Relaxed), told, "{minutes}");
    }
    // The next one waits until the quarter of an hour is over.
    story.open("three", ProductKind::Topup, None).await;
    set_unknown(&story).await;
    let told_at = from + 36 * 60_000;
    let early = Timestamp(told_at + 14 * 60_000);
    sqlx::query("update orders set created_at = 0 where id like '%three%'")
        .execute(&story.storage.writer)
        .await
        .unwrap();
    assert_eq!(teller(&story, early).0.tell().await.unwrap(), None);
    let later = Timestamp(told_at + 15 * 60_000);
    assert!(teller(&story, later).0.tell().await.unwrap().is_some());
}

async fn set_unknown(story: &Story) {
    sqlx::query("update orders set state = 'unknown' where state not in ('delivered')")
        .execute(&story.storage.writer)
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_is_told_without_a_phone_or_while_the_clock_is_impossible() {
    let story = Story::new().await;
    begin(&story, Timestamp(0)).await;
    let late = Timestamp(story.now().0 + 48 * HOUR);
    let none = OwnerWishes { phone: None, ..wishes() };
    story.storage.set_owner_wishes(&none).await.unwrap();
    assert_eq!(teller(&story, late).0.tell().await.unwrap(), None);
    story.storage.set_owner_wishes(&wishes()).await.unwrap();
    assert_eq!(teller(&story, Timestamp(48 * HOUR)).0.tell().await.unwrap(), None);
    assert!(teller(&story, late).0.tell().await.unwrap().is_some());
}

#[tokio::test]
async fn messages_of_before_are_about_their_orders_and_nothing_is_about_two_things() {
    use sqlx::Connection as _;
    let mut old = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    for sql in [
        "create table orders (id text primary key) strict; insert into orders values ('one');
         create table shifts (number integer primary key) strict; insert into shifts values (1);
         create table sms_routes (id text primary key) strict;",
        include_str!("../migrations/0004_messages.sql"),
        "insert into messages (id, order_id, route, phone, state, parts, sendings, told_lost,
             created_at, owner)
         values ('m', 'one', 'r', '+970599123456', 'unknown', 2, 1, 1, 7, 'p')",
        include_str!("../migrations/0029_owner_texts.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&mut old).await.unwrap();
    }
    let row: Row = sqlx::query_as("select * from messages").fetch_one(&mut old).await.unwrap();
    let kept = record(row).unwrap();
    assert_eq!(kept.about, About::Order(domain::ids::OrderId::new("one")));
    assert_eq!((kept.state, kept.parts, kept.sendings), (MessageState::Unknown, 2, 1));
    assert!(kept.told_lost && kept.created_at == Timestamp(7));
    for wrong in ["'order', null, null", "'z', null, null", "'z', 'one', 1", "'alert', null, 1"] {
        let insert = format!(
            "insert into messages (id, about, order_id, shift, route, phone, state, parts,
                 created_at, owner)
             values ('n', {wrong}, 'r', '', 'queued', 1, 0, 'p')"
        );
        let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(insert)).execute(&mut old).await;
        assert!(refused.is_err(), "{wrong}");
    }
}

use super::*;
use crate::{
    NewClerk, Provision,
    chain::story_tests::Till,
    print_jobs::{
        PrintEnd,
        tests::{slip, sold},
    },
};
use domain::{
    clerk::Role,
    ids::{MessageId, OwnerId, RouteId},
    phone::Phone,
    secret::Secret,
};
use engine::{
    ports::{Journal as _, Messages as _, messages::NewMessage},
    records::{HandOver, OrderRecord},
};
use std::{cell::Cell, time::Duration};

thread_local! {
    static MINUTES: Cell<u64> = const { Cell::new(600) };
}

fn uptime() -> Uptime {
    Uptime { boot: "a".to_owned(), since: Duration::from_mins(MINUTES.get()) }
}

/// A till with these limits, whose time passes when the test says so.
async fn till(reveals: u32, copies: u32) -> Till {
    let till = Till::new().await;
    till.storage.runs_by(uptime);
    let custody = Custody { reveals, copies };
    till.storage.set_custody(&custody, Some("Mona"), till.now()).await.unwrap();
    till
}

async fn reveal(till: &Till, order: &OrderId, clerk: &str) -> Result<(), JournalError> {
    let note = Note { clerk: Some(clerk.to_owned()), ..till.note() };
    till.storage.note(order, EventKind::Reveal, &note).await
}

fn is_withheld(answer: &Result<(), JournalError>) -> bool {
    matches!(answer, Err(JournalError::Withheld { .. }))
}

async fn print(till: &Till, order: &OrderRecord, clerk: &str) -> Result<u32, JournalError> {
    let job = crate::NewPrintJob { clerk: Some(clerk.to_owned()), ..slip(till, order) };
    let queued = till.storage.queue_print(&job).await?.unwrap();
    till.storage.begin_print(queued.id, till.now()).await?;
    let outcome = HandOver { via: "receipt".to_owned(), ok: true, message: None };
    till.storage.end_slip(queued.id, order, PrintEnd::Taken, &outcome, &till.note()).await
}

async fn is_sound(till: &Till) {
    let verdict = till.verify().await;
    assert!(verdict.is_ok(), "{verdict:#?}");
}

#[tokio::test]
async fn beyond_the_limit_nothing_is_shown_and_nothing_is_noted_until_time_has_passed() {
    let mut till = till(2, 20).await;
    let order = till.deliver("a", "7KQX-9M2R-TT41").await;
    // The customer's own, and two more.
    for _ in 0..3 {
        reveal(&till, &order, "Sami").await.unwrap();
    }
    let noted = till.storage.events_of(&order).await.unwrap().len();
    let refused = reveal(&till, &order, "Sami").await;
    assert!(is_withheld(&refused), "{refused:?}");
    assert_eq!(till.storage.events_of(&order).await.unwrap().len(), noted);
    // Another process, after a kill.
    till.reopen("second").await;
    till.storage.runs_by(uptime);
    assert!(is_withheld(&reveal(&till, &order, "Sami").await));
    MINUTES.set(600 + 29);
    assert!(is_withheld(&reveal(&till, &order, "Sami").await));
    MINUTES.set(600 + 30);
    reveal(&till, &order, "Sami").await.unwrap();
    assert!(is_withheld(&reveal(&till, &order, "Sami").await));
    is_sound(&till).await;
}

#[tokio::test]
async fn what_customers_paid_for_is_never_withheld() {
    let till = till(1, 1).await;
    for number in 0..5 {
        let order = till.deliver(&format!("a{number}"), &format!("7KQX-9M2R-TT{number}")).await;
        reveal(&till, &order, "Sami").await.unwrap();
        let order = till.storage.order_of(&order).await.unwrap().unwrap();
        assert_eq!(print(&till, &order, "Sami").await.unwrap(), 1);
    }
    is_sound(&till).await;
}

#[tokio::test]
async fn whoever_may_let_one_more_pass_is_not_limited_and_zero_is_no_limit() {
    let till = till(1, 1).await;
    let order = till.deliver("a", "7KQX-9M2R-TT41").await;
    for _ in 0..5 {
        reveal(&till, &order, "Mona").await.unwrap();
    }
    let none = Custody { reveals: 0, copies: 0 };
    till.storage.set_custody(&none, Some("Mona"), till.now()).await.unwrap();
    for _ in 0..5 {
        reveal(&till, &order, "Sami").await.unwrap();
    }
    is_sound(&till).await;
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_is_the_last() {
    let till = till(1, 1).await;
    let order = till.deliver("a", "7KQX-9M2R-TT41").await;
    reveal(&till, &order, "Sami").await.unwrap();
    let other = Storage::open(&till.data_dir(), OwnerId::new("other")).await.unwrap();
    other.runs_by(uptime);
    let (one, two) = (till.note(), till.note());
    let (one, two) = tokio::join!(
        till.storage.note(&order, EventKind::Reveal, &one),
        other.note(&order, EventKind::Reveal, &two)
    );
    assert!(is_withheld(&one) != is_withheld(&two), "{one:?} {two:?}");
    is_sound(&till).await;
}

#[tokio::test]
async fn slips_texts_and_whatsapp_share_a_count_of_their_own() {
    let till = till(1, 2).await;
    let order = sold(&till).await;
    assert_eq!(print(&till, &order, "Sami").await.unwrap(), 1);
    // The first copy, and a second one by telephone.
    assert_eq!(print(&till, &order, "Sami").await.unwrap(), 2);
    let text = |id: &str| NewMessage {
        id: MessageId::new(id),
        order: order.id.clone(),
        route: RouteId::new("gateway"),
        to: Phone::from_e164("+970599123456"),
        clerk: Some("Sami".to_owned()),
        at: till.now(),
        owner: till.storage.owner().clone(),
    };
    let wording = |_: u32| Secret::new("code");
    // The first text of an order that was just sold is the customer's.
    assert!(till.storage.queue(&text("m1"), &wording).await.unwrap());
    assert!(till.storage.queue(&text("m2"), &wording).await.unwrap());
    let third = till.storage.queue(&text("m3"), &wording).await;
    assert!(matches!(third, Err(JournalError::Withheld { limit: 2 })), "{third:?}");
    assert!(till.storage.message(&MessageId::new("m3")).await.unwrap().is_none());
    let fourth = print(&till, &order, "Sami").await;
    assert!(matches!(fourth, Err(JournalError::Withheld { limit: 2 })), "{fourth:?}");
    let asked = till.storage.may_give(&order.id, Way::Print, Some("Sami"), till.now()).await;
    assert!(is_withheld(&asked));
    // Showing it has a count of its own.
    till.storage.may_give(&order.id, Way::Reveal, Some("Sami"), till.now()).await.unwrap();
    is_sound(&till).await;
}

#[tokio::test]
async fn an_old_code_that_was_given_once_counts_in_any_way() {
    let till = till(1, 1).await;
    let order = sold(&till).await;
    print(&till, &order, "Sami").await.unwrap();
    till.set_clock(Timestamp(till.now().0 + 3_600_000));
    reveal(&till, &order.id, "Sami").await.unwrap();
    assert!(is_withheld(&reveal(&till, &order.id, "Sami").await));
    // A clerk under another name has the same count.
    let change = crate::PersonChange::Rename("Sami K.".to_owned());
    till.storage.change_person("Sami", &change, Some("Mona"), till.now()).await.unwrap();
    assert!(is_withheld(&reveal(&till, &order.id, "Sami K.").await));
    let file =
        Provision { custody: Some(Custody { reveals: 5, copies: 5 }), ..Provision::default() };
    till.storage.provision(&file, "test").await.unwrap();
    reveal(&till, &order.id, "Sami K.").await.unwrap();
    is_sound(&till).await;
}

#[tokio::test]
async fn a_till_where_nobody_is_named_has_no_limit() {
    let till = till(1, 1).await;
    let lina = NewClerk {
        name: "Lina".to_owned(),
        role: Role::Manager,
        pin: Secret::new("5590"),
        line: 1,
    };
    let file = Provision { clerks: vec![lina], ..Provision::default() };
    till.storage.provision(&file, "test").await.unwrap();
    let order = till.deliver("a", "7KQX-9M2R-TT41").await;
    for _ in 0..3 {
        reveal(&till, &order, "Lina").await.unwrap();
        let nobody = Note { clerk: None, ..till.note() };
        till.storage.note(&order, EventKind::Reveal, &nobody).await.unwrap();
    }
}

use super::*;
use crate::{
    chain::story_tests::Till,
    print_jobs::{
        PrintEnd,
        tests::{slip, sold},
    },
};
use domain::{
    ids::{MessageId, OwnerId, RouteId},
    message::MessageState,
    phone::Phone,
    secret::Secret,
};
use engine::{
    ports::{
        Journal as _, Messages,
        messages::{MessageStep, NewMessage},
    },
    records::{EventKind, HandOver, OrderRecord},
};
use std::{collections::BTreeSet, time::Duration};

/// Long enough for what does not wait to be written down.
const A_MOMENT: Duration = Duration::from_millis(200);

fn message(till: &Till, order: &OrderRecord, id: impl Into<String>) -> NewMessage {
    NewMessage {
        id: MessageId::new(id.into()),
        order: order.id.clone(),
        route: RouteId::new("telephone"),
        to: Phone::from_e164("+970599123456"),
        clerk: None,
        at: till.now(),
        owner: till.storage.owner().clone(),
    }
}

fn wording(copy: u32) -> Secret {
    Secret::new(format!("COPY {copy}"))
}

/// What a message that was written down says.
async fn text(storage: &Storage, id: &MessageId) -> String {
    storage.text(id).await.unwrap().unwrap().reveal().to_owned()
}

#[tokio::test]
async fn a_message_waits_for_a_slip_on_its_way_and_takes_the_next_number() {
    let failed = |may_have_printed| PrintEnd::Failed { trouble: "offline", may_have_printed };
    for (end, says) in
        [(PrintEnd::Taken, "COPY 2"), (failed(true), "COPY 2"), (failed(false), "COPY 1")]
    {
        let till = Till::new().await;
        let order = sold(&till).await;
        let job = till.storage.queue_print(&slip(&till, &order)).await.unwrap().unwrap();
        till.storage.begin_print(job.id, till.now()).await.unwrap();
        assert_eq!(till.storage.copy_to_be(&order.id).await.unwrap(), 2);
        let other = Storage::open(&till.data_dir(), OwnerId::new("other")).await.unwrap();
        let message = message(&till, &order, "m");
        let id = message.id.clone();
        let waiting = tokio::spawn(async move { other.queue(&message, &wording).await.unwrap() });
        tokio::time::sleep(A_MOMENT).await;
        assert!(!waiting.is_finished(), "nobody knows yet whether the slip counts");
        let ok = end == PrintEnd::Taken;
        let outcome = HandOver { via: "receipt".to_owned(), ok, message: None };
        till.storage.end_slip(job.id, &order, end, &outcome, &till.note()).await.unwrap();
        assert!(waiting.await.unwrap());
        assert_eq!(text(&till.storage, &id).await, says, "{end:?}");
    }
}

#[tokio::test]
async fn messages_at_the_same_moment_say_different_numbers() {
    const MESSAGES: usize = 6;
    let till = Till::new().await;
    let order = sold(&till).await;
    let other = Storage::open(&till.data_dir(), OwnerId::new("other")).await.unwrap();
    let mut queued = tokio::task::JoinSet::new();
    for number in 0..MESSAGES {
        let storage = if number % 2 == 0 { &till.storage } else { &other };
        let (storage, message) = (storage.clone(), message(&till, &order, format!("m{number}")));
        queued.spawn(async move {
            assert!(storage.queue(&message, &wording).await.unwrap());
            text(&storage, &message.id).await
        });
    }
    let said: BTreeSet<String> = queued.join_all().await.into_iter().collect();
    let all: BTreeSet<String> = (1..=MESSAGES).map(|copy| format!("COPY {copy}")).collect();
    assert_eq!(said, all);
}

#[tokio::test]
async fn a_message_counts_until_it_is_certain_that_it_did_not_arrive() {
    for (state, copy) in [
        (MessageState::Queued, 2),
        (MessageState::Unknown, 2),
        (MessageState::Sent, 2),
        (MessageState::Failed, 1),
    ] {
        let till = Till::new().await;
        let order = sold(&till).await;
        let message = message(&till, &order, "m");
        assert!(till.storage.queue(&message, &wording).await.unwrap());
        assert_eq!(text(&till.storage, &message.id).await, "COPY 1");
        let path = match state {
            MessageState::Queued => vec![],
            MessageState::Unknown => vec![state],
            MessageState::Sent | MessageState::Delivered | MessageState::Failed => {
                vec![MessageState::Unknown, state]
            }
        };
        for to in path {
            let before = till.storage.message(&message.id).await.unwrap().unwrap();
            let took = HandOver { via: "telephone".to_owned(), ok: true, message: None };
            let hand_over = (to == MessageState::Sent).then(|| (EventKind::Sms, took, till.note()));
            let step = MessageStep {
                to,
                leaves: to == MessageState::Unknown,
                asked: false,
                lost: false,
                route_message: None,
                word: None,
                reason: None,
                hand_over,
                tells: None,
                at: till.now(),
            };
            Messages::commit(&till.storage, &before, &step).await.unwrap();
        }
        assert_eq!(till.storage.copy_to_be(&order.id).await.unwrap(), copy, "{state:?}");
        let job = till.storage.queue_print(&slip(&till, &order)).await.unwrap().unwrap();
        assert_eq!(job.copy, copy, "{state:?}");
    }
}

#[tokio::test]
async fn a_chat_takes_its_number_before_it_is_known_whether_it_opened() {
    for (end, copy) in [
        (None, 2),
        (Some((EventKind::Whatsapp, true)), 2),
        (Some((EventKind::WhatsappFailed, false)), 1),
    ] {
        let till = Till::new().await;
        let order = sold(&till).await;
        till.storage.note(&order.id, EventKind::WhatsappAsked, &till.note()).await.unwrap();
        assert_eq!(till.storage.copy_to_be(&order.id).await.unwrap(), 2, "before its end");
        if let Some((kind, ok)) = end {
            let outcome = HandOver { via: "whatsapp".to_owned(), ok, message: None };
            till.storage.hand_over(&order, kind, &outcome, &till.note()).await.unwrap();
        }
        assert_eq!(till.storage.copy_to_be(&order.id).await.unwrap(), copy, "{end:?}");
    }
}

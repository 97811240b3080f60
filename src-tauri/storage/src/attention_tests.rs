use super::*;
use crate::chain::story_tests::{Till, candidates, claimed};
use domain::{product::ProductKind, reason::Reason, reason::ReasonCode};
use engine::{
    machine::{self, Event, LateOutcome, LateVerdict, Position},
    ports::{Journal as _, supplier::Placed},
};

/// A voucher that its supplier refused.
async fn refused(till: &Till, name: &str) -> OrderId {
    let order = till.open(name, ProductKind::Voucher, None).await;
    till.send(&order).await;
    let busy = Reason::plain(ReasonCode::TooManyRequests);
    till.step(&order, Event::Placed(Placed::Refused(busy))).await;
    order
}

/// What comes of a step that somebody else may have taken.
async fn raced(till: &Till, order: &OrderId, from: &Position, event: Event) -> bool {
    let decision = machine::step(from, event, till.now()).unwrap();
    machine::commit(&till.storage, order, decision).await.is_ok()
}

async fn told(till: &Till) -> Vec<(OrderId, Vec<String>)> {
    let items = till.storage.attention_items().await.unwrap();
    let ids = |ids: Vec<ProviderOrderId>| ids.iter().map(ToString::to_string).collect();
    items.into_iter().map(|item| (item.order, ids(item.candidates))).collect()
}

#[tokio::test]
async fn a_late_candidate_is_told_once_whoever_sees_it_first() {
    let till = Till::new().await;
    let order = refused(&till, "one").await;
    let position = Position::of(&till.storage.order(&order).await.unwrap().unwrap());
    assert!(raced(&till, &order, &position, candidates(&["7"])).await);
    assert!(!raced(&till, &order, &position, candidates(&["7"])).await, "told twice");
    assert!(raced(&till, &order, &position, candidates(&["7", "8"])).await);
    assert_eq!(told(&till).await, [(order.clone(), vec!["7".to_owned(), "8".to_owned()])]);
    let known = till.storage.told_candidates(&order).await.unwrap();
    assert_eq!(known, [ProviderOrderId::new("7"), ProviderOrderId::new("8")]);

    // Reading it is not enough: somebody has to say what they are.
    till.storage.attention_seen(&order, &till.note()).await.unwrap();
    assert_eq!(told(&till).await.len(), 1);
    let none = || {
        let (clerk, note) = (None, "another till".to_owned());
        Event::LateDecided(LateVerdict { clerk, note, outcome: LateOutcome::NotOurs })
    };
    assert!(raced(&till, &order, &position, none()).await);
    assert!(!raced(&till, &order, &position, none()).await, "said twice");
    assert_eq!(told(&till).await, []);
    // What is new afterwards is told alone.
    till.step(&order, candidates(&["9"])).await;
    assert_eq!(told(&till).await, [(order, vec!["9".to_owned()])]);
}

#[tokio::test]
async fn a_candidate_that_another_order_claims_is_gone_and_its_code_is_sold_first() {
    let till = Till::new().await;
    let (one, other) = (refused(&till, "one").await, refused(&till, "other").await);
    for order in [&one, &other] {
        till.step(order, candidates(&["7"])).await;
    }
    assert_eq!(told(&till).await.len(), 2);
    till.step(&other, claimed("7", "LATE-0007-CODE")).await;
    assert_eq!(told(&till).await, [], "it is told although it is another order's");
    let claimed = till.storage.order(&other).await.unwrap().unwrap();
    assert_eq!(claimed.state, domain::order::OrderState::Refused);

    let lucky = till.open("lucky", ProductKind::Voucher, None).await;
    assert!(till.storage.fulfil_from_stock(&lucky, till.now()).await.unwrap());
    let code = till.storage.secrets(&lucky).await.unwrap().remove(0);
    assert_eq!(code.value.reveal(), "LATE-0007-CODE");
    assert_eq!(till.verify().await.problems, []);
}

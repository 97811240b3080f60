use super::*;
use crate::{Approval, PersonChange, PinTry, chain::story_tests::Till};
use domain::{clerk::Right, secret::Secret, tally::Uptime};
use engine::{
    ports::{Journal as _, journal::Note},
    records::{EventKind, HandOver},
};

fn always() -> Days {
    Days { from: "2000-01-01".to_owned(), to: "2099-12-31".to_owned() }
}

fn money_of(amount: &str, currency: &str) -> Money {
    crate::rows::money(amount, currency).unwrap()
}

async fn of(till: &Till, days: &Days, person: &str) -> Vec<(&'static str, u32)> {
    let people = till.storage.exceptions(days).await.unwrap();
    let one = people.get(person).cloned().unwrap_or_default();
    one.counts.into_iter().map(|(kind, count)| (kind.as_str(), count)).collect()
}

/// A clerk who reveals twice, prints three times, and had something approved.
async fn busy() -> (Till, OrderId) {
    let till = Till::new().await;
    let order = till.deliver("a", "7KQX-9M2R-TT41").await;
    let record = till.storage.order_of(&order).await.unwrap().unwrap();
    for _ in 0..2 {
        till.storage.note(&order, EventKind::Reveal, &till.note()).await.unwrap();
    }
    let outcome = HandOver { via: "receipt".to_owned(), ok: true, message: None };
    for kind in [EventKind::Print, EventKind::Sms, EventKind::Whatsapp] {
        till.storage.hand_over(&record, kind, &outcome, &till.note()).await.unwrap();
    }
    let approval =
        Approval { right: Right::OpenDrawer, clerk: "Sami", approver: "Mona", order: Some(&order) };
    till.storage.note_approval(&approval, till.now()).await.unwrap();
    (till, order)
}

#[tokio::test]
async fn what_somebody_did_is_counted_and_the_first_hand_over_is_no_reprint() {
    let (till, _) = busy().await;
    let pin = Secret::new("000000");
    let uptime = Uptime::default();
    for _ in 0..3 {
        let (name, at) = (Some("Sami"), till.now());
        let attempt = PinTry { pin: &pin, name, said: name, at, uptime: &uptime };
        till.storage.judge_pin(&attempt).await.unwrap();
    }
    let counts = [("reveals", 2), ("reprints", 2), ("approvals", 1), ("wrong_pins", 3)];
    assert_eq!(of(&till, &always(), "Sami").await, counts);
    assert_eq!(of(&till, &always(), "Mona").await, [], "she let it be done, and did nothing");
    let days = Days { from: "2000-01-01".to_owned(), to: "2000-12-31".to_owned() };
    assert_eq!(of(&till, &days, "Sami").await, [], "another period");
}

#[tokio::test]
async fn a_refund_counts_once_for_its_sale_and_says_why() {
    let (till, order) = busy().await;
    let record = till.storage.order_of(&order).await.unwrap().unwrap();
    let proof = Note { detail: Some("slip: seen".to_owned()), ..till.note() };
    till.storage.note(&record.id, EventKind::RefundProof, &proof).await.unwrap();
    for why in ["brought back", "and the rest"] {
        let note = Note { detail: Some(why.to_owned()), ..till.note() };
        till.storage.note(&record.id, EventKind::CashBack, &note).await.unwrap();
    }
    let counts = of(&till, &always(), "Sami").await;
    assert!(counts.contains(&("refunds", 1)), "{counts:?}");
    let asked =
        |kind| ExceptionsAsked { days: always(), clerk: "Sami".to_owned(), kind, limit: 50 };
    let refunds = till.storage.exception_events(&asked(ExceptionKind::Refund)).await.unwrap();
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0].reason.as_deref(), Some("and the rest"));
    assert_eq!(refunds[0].proof.as_deref(), Some("slip: seen"));
    assert_eq!(refunds[0].order.as_ref(), Some(&order));
    let proved = till.storage.proved_refunds(&always()).await.unwrap();
    let [one] = proved.as_slice() else { panic!("{proved:?}") };
    assert_eq!((one.clerk.as_str(), one.proof.as_str()), ("Sami", "slip: seen"));
    assert_eq!((&one.order, one.at), (&order, refunds[0].at));
    let approvals = till.storage.exception_events(&asked(ExceptionKind::Approval)).await.unwrap();
    let approval = &approvals[0];
    assert_eq!(approval.approver.as_deref(), Some("Mona"));
    assert_eq!(approval.right.as_deref(), Some("open_drawer"));
    let reveals = till.storage.exception_events(&asked(ExceptionKind::Reveal)).await.unwrap();
    assert!(reveals.len() == 2 && reveals[0].at > reveals[1].at, "the newest first");
}

#[tokio::test]
async fn an_old_name_counts_for_the_one_who_has_a_new_one() {
    let (till, order) = busy().await;
    let change = PersonChange::Rename("Sami K.".to_owned());
    till.storage.change_person("Sami", &change, Some("Mona"), till.now()).await.unwrap();
    let note = Note { clerk: Some("Sami K.".to_owned()), ..till.note() };
    till.storage.note(&order, EventKind::Reveal, &note).await.unwrap();
    assert_eq!(of(&till, &always(), "Sami").await, []);
    assert!(of(&till, &always(), "Sami K.").await.contains(&("reveals", 3)));
}

#[test]
fn too_much_and_too_little_do_not_make_up_for_each_other() {
    let mut one = Exceptions::default();
    for amount in ["5.00", "-3.50", "0.00", "-0.50"] {
        one.take_in(money_of(amount, "ILS"));
    }
    one.take_in(money_of("-1.00", "USD"));
    let shown: Vec<(String, String)> = one
        .drawers
        .iter()
        .map(|drawer| (drawer.over.amount().to_string(), drawer.short.amount().to_string()))
        .collect();
    assert_eq!(shown[0], ("5.00".to_owned(), "4.00".to_owned()));
    assert_eq!(one.drawers[1].short, money_of("1.00", "USD"));
}

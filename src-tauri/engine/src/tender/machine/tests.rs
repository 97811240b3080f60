use super::*;
use crate::ports::processor::{MoveFate, MoveKind, Standing};
use std::time::Duration;

const AT: Timestamp = Timestamp(1_000);
const PAGE: Flow = Flow::Page { pay_within: Duration::from_secs(900) };
const NOW: Times = Times { window_over: false, too_late: false };
const OVER: Times = Times { window_over: true, too_late: true };

fn usd(amount: i64) -> Money {
    Money::new(amount.into(), "USD".parse().unwrap())
}

fn position(flow: Flow, state: TenderState) -> Position {
    Position {
        version: 1,
        flow,
        amount: usd(10),
        state,
        sent: true,
        closed: false,
        pay_url: None,
        word: None,
        reason: None,
        parts: Vec::new(),
        moves: Vec::new(),
    }
}

fn fresh(flow: Flow) -> Position {
    Position { sent: false, version: 0, ..position(flow, TenderState::Pending) }
}

fn request() -> WireRequest {
    let url = "http://127.0.0.1/".into();
    WireRequest { method: "PUT", url, headers: Vec::new(), body: b"{}".to_vec() }
}

fn reply() -> WireReply {
    WireReply { status: 200, body: Vec::new(), complete: true, retry_after: None, date: None }
}

fn report(standing: Standing) -> TenderReport {
    let part = Part { id: "p1".into(), amount: usd(10) };
    let is_paid = matches!(standing, Standing::Paid { .. } | Standing::Short { .. });
    let parts = if is_paid { vec![part] } else { Vec::new() };
    TenderReport { standing, word: None, pay_url: None, parts, moves: Vec::new() }
}

fn looked(report: TenderReport, times: Times) -> Event {
    Event::Looked { look: TenderLook::Found { report, reply: reply() }, times }
}

fn seen(position: &Position, standing: Standing, times: Times) -> Decision {
    step(position, looked(report(standing), times), AT).unwrap()
}

fn absent(times: Times) -> Event {
    Event::Looked { look: TenderLook::Absent { date: None }, times }
}

fn because(code: ReasonCode) -> Reason {
    Reason::plain(code)
}

fn movement(id: &str, kind: MoveKind, amount: Money) -> Move {
    Move { id: MoveId::new(id), kind, amount, part: Some("p1".into()), state: MoveState::Open }
}

fn planned(moves: Vec<Move>) -> Event {
    let moves = moves.into_iter().map(|made| (made, request())).collect();
    let owner = OwnerId::new("me");
    Event::Move(Box::new(Planned {
        moves,
        report: None,
        clerk: None,
        note: None,
        attention: None,
        owner,
    }))
}

fn moved(id: &str, fate: MoveFate) -> Event {
    Event::Moved { id: MoveId::new(id), moved: Moved::Fate(fate) }
}

/// A page that was paid, with one refund under way.
fn refunding() -> Position {
    let paid = position(PAGE, TenderState::Paid);
    step(&paid, planned(vec![movement("m1", MoveKind::Refund, usd(10))]), AT).unwrap().next
}

#[test]
fn the_customer_is_asked_once_and_only_from_the_start() {
    for (flow, state) in [(PAGE, TenderState::Pending), (Flow::Keyed, TenderState::Unknown)] {
        let decision = step(&fresh(flow), Event::Send(request()), AT).unwrap();
        assert_eq!(decision.state(), state);
        assert!(decision.batch().unwrap().sent);
        assert!(matches!(decision.effect, Effect::Charge(_)));
        assert!(step(&decision.next, Event::Send(request()), AT).is_err(), "twice");
    }
    for state in TenderState::ALL {
        let legal = step(&position(PAGE, state), Event::Send(request()), AT).is_ok();
        assert!(!legal, "{state:?}");
    }
}

#[test]
fn a_card_never_goes_out_again_and_a_page_only_while_it_is_unknown() {
    let keyed = position(Flow::Keyed, TenderState::Unknown);
    assert!(step(&keyed, Event::Resend(request()), AT).is_err());
    assert!(matches!(step(&keyed, absent(NOW), AT).unwrap().effect, Effect::LookAgain));
    let page = position(PAGE, TenderState::Pending);
    assert!(matches!(step(&page, absent(NOW), AT).unwrap().effect, Effect::RepeatCharge));
    let again = step(&page, Event::Resend(request()), AT).unwrap();
    assert!(matches!(again.effect, Effect::ChargeAgain(_)));
    let shown = Position { pay_url: Some("https://a/".into()), ..page };
    assert!(step(&shown, Event::Resend(request()), AT).is_err());
}

#[test]
fn a_no_to_the_first_asking_ends_it_and_a_no_to_a_repeat_does_not() {
    let page = position(PAGE, TenderState::Pending);
    let no = || Charged::Refused(because(ReasonCode::ProcessorRefused));
    let ended = step(&page, Event::Charged(no()), AT).unwrap();
    assert_eq!(ended.state(), TenderState::Failed);
    assert!(matches!(ended.effect, Effect::Cancel));
    let again = step(&page, Event::Resent(no()), AT).unwrap();
    assert_eq!(again.state(), TenderState::Pending);
    assert!(again.batch().is_none());
}

/// INV-6.
#[test]
fn nothing_is_bought_before_the_money_is_safe() {
    for state in TenderState::ALL {
        for flow in [PAGE, Flow::Keyed] {
            let buys = matches!(position(flow, state).effect(), Effect::Buy);
            let safe = matches!(state, TenderState::Authorised | TenderState::Paid);
            assert_eq!(buys, safe, "{state:?}");
        }
    }
    let page = position(PAGE, TenderState::Pending);
    let paid = seen(&page, Standing::Paid { paid: usd(10) }, NOW);
    assert_eq!((paid.state(), paid.next.parts.len()), (TenderState::Paid, 1));
    assert!(matches!(paid.effect, Effect::Buy));
    let held = seen(&position(Flow::Keyed, TenderState::Unknown), Standing::Held, NOW);
    assert_eq!(held.state(), TenderState::Authorised);
    assert!(matches!(held.effect, Effect::Buy));
}

#[test]
fn an_unpaid_page_waits_and_expires() {
    let page = position(PAGE, TenderState::Pending);
    let page = Position { pay_url: Some("https://a/".into()), ..page };
    let waiting = seen(&page, Standing::Open, NOW);
    assert!(waiting.batch().is_none() && matches!(waiting.effect, Effect::LookAgain));
    for (standing, times) in [(Standing::Over, NOW), (Standing::Open, OVER)] {
        let over = seen(&page, standing, times);
        assert_eq!(over.state(), TenderState::Expired);
        assert!(matches!(over.effect, Effect::Cancel));
    }
    let closed = step(&position(PAGE, TenderState::Expired), Event::Ended, AT).unwrap();
    assert!(closed.next.closed && matches!(closed.effect, Effect::Rest));
}

#[test]
fn only_a_page_nobody_paid_on_is_given_up() {
    let by = || Event::GivenUp { clerk: Some("Sami".into()) };
    let given_up = step(&position(PAGE, TenderState::Pending), by(), AT).unwrap();
    assert_eq!(given_up.state(), TenderState::Expired);
    assert!(matches!(given_up.effect, Effect::Cancel));
    let batch = given_up.batch().unwrap();
    assert_eq!(
        (batch.kind, batch.clerk.as_deref()),
        (Some(EventKind::TenderCancelled), Some("Sami"))
    );
    // Who still pays on it gets the money back.
    let late = Position { closed: true, ..given_up.next };
    let owed = owed(&late, &report(Standing::Paid { paid: usd(10) }), OVER);
    assert_eq!(owed, Some((MoveKind::Refund, usd(10))));

    let card = position(Flow::Keyed, TenderState::Pending);
    assert!(step(&card, by(), AT).is_err(), "a card may be charged whatever the counter says");
    let others = TenderState::ALL.into_iter().filter(|state| *state != TenderState::Pending);
    for state in others {
        assert!(step(&position(PAGE, state), by(), AT).is_err(), "{state:?}");
    }
}

#[test]
fn a_page_without_an_address_fails_after_one_look() {
    let page = position(PAGE, TenderState::Pending);
    let charged = Event::Charged(Charged::Accepted(report(Standing::Open)));
    assert_eq!(step(&page, charged, AT).unwrap().state(), TenderState::Pending);
    assert_eq!(seen(&page, Standing::Open, NOW).state(), TenderState::Failed);
}

#[test]
fn a_card_the_gateway_never_saw_fails_only_after_the_window() {
    let keyed = position(Flow::Keyed, TenderState::Unknown);
    assert_eq!(step(&keyed, absent(NOW), AT).unwrap().state(), TenderState::Unknown);
    assert_eq!(step(&keyed, absent(OVER), AT).unwrap().state(), TenderState::Failed);
    let busy = Position { reason: Some(because(ReasonCode::TooManyRequests)), ..keyed };
    assert_eq!(step(&busy, absent(NOW), AT).unwrap().state(), TenderState::Failed);
}

#[test]
fn a_card_given_up_as_unknown_and_then_known_in_unclear_words_is_a_persons() {
    let failed = Position { closed: true, ..position(Flow::Keyed, TenderState::Failed) };
    let unclear = || Standing::Unclear(Reason::with(ReasonCode::TenderUnclear, "timeout"));
    let doubted = seen(&failed, unclear(), OVER);
    assert_eq!(doubted.state(), TenderState::Unknown);
    let batch = doubted.batch().unwrap();
    assert_eq!((batch.attention, batch.closed), (Some(AttentionKind::MoneyUnclear), false));
    assert!(matches!(doubted.effect, Effect::LookAgain));
    // Told once; and a clear word later ends it without a person.
    assert!(seen(&doubted.next, unclear(), OVER).batch().is_none());
    let declined = Standing::Declined(because(ReasonCode::ProcessorRefused));
    assert_eq!(seen(&doubted.next, declined, OVER).state(), TenderState::Failed);
    assert_eq!(seen(&doubted.next, Standing::Held, OVER).state(), TenderState::Authorised);
    // Whoever did not pay on a page was charged nothing, whatever its words.
    let page = Position { closed: true, ..position(PAGE, TenderState::Failed) };
    assert!(seen(&page, unclear(), OVER).batch().is_none());
}

#[test]
fn what_settles_nothing_asks_a_person_once_and_goes_on() {
    let keyed = position(Flow::Keyed, TenderState::Unknown);
    let timeout = || Standing::Unclear(Reason::with(ReasonCode::TenderUnclear, "timeout"));
    let early = seen(&keyed, timeout(), NOW);
    assert!(early.batch().is_none());
    let asked = seen(&keyed, timeout(), OVER);
    assert_eq!(asked.batch().unwrap().attention, Some(AttentionKind::MoneyUnclear));
    assert!(seen(&asked.next, timeout(), OVER).batch().is_none());
    assert_eq!(seen(&asked.next, Standing::Held, OVER).state(), TenderState::Authorised);
}

/// INV-6.
#[test]
fn what_was_paid_too_late_or_too_little_is_the_customers() {
    let page = |state| position(PAGE, state);
    let paid = report(Standing::Paid { paid: usd(10) });
    let back = Some((MoveKind::Refund, usd(10)));
    for state in [TenderState::Expired, TenderState::Failed] {
        assert_eq!(owed(&page(state), &paid, NOW), back);
    }
    assert_eq!(owed(&page(TenderState::Pending), &paid, OVER), None, "that is a sale");
    let short = |over| report(Standing::Short { over });
    assert_eq!(owed(&page(TenderState::Pending), &short(false), NOW), None, "more may come");
    assert_eq!(owed(&page(TenderState::Pending), &short(true), NOW), back);
    assert_eq!(owed(&page(TenderState::Pending), &short(false), OVER), back);
    let failed = position(Flow::Keyed, TenderState::Failed);
    assert_eq!(owed(&failed, &report(Standing::Held), NOW), Some((MoveKind::Void, usd(10))));
    for state in [TenderState::Paid, TenderState::Refunding, TenderState::Refunded] {
        assert_eq!(owed(&page(state), &paid, OVER), None, "{state:?}");
    }
}

/// INV-6.
#[test]
fn what_is_paid_after_the_money_went_back_goes_back_too_and_nothing_twice() {
    let part = |id: &str, amount| Part { id: id.into(), amount: usd(amount) };
    let position = |parts| Position { parts, ..position(PAGE, TenderState::Refunded) };
    let owed = |known: Vec<Part>, told: Vec<Part>| {
        let standing = Standing::Short { over: true };
        let report = TenderReport { parts: told, ..report(standing) };
        owed(&position(known), &report, OVER).map(|(_, amount)| amount)
    };
    let (old, new) = (part("p1", 4), part("p2", 6));
    assert_eq!(owed(vec![old.clone()], vec![old.clone(), new.clone()]), Some(usd(6)));
    assert_eq!(owed(vec![old.clone()], vec![old.clone()]), None, "that is back already");
    assert_eq!(owed(vec![old], vec![new.clone()]), None, "told in another way");
    assert_eq!(owed(Vec::new(), vec![new]), None, "nobody knows what went back");
}

#[test]
fn money_goes_back_and_the_tender_says_so_only_when_it_is_back() {
    let under_way = refunding();
    assert_eq!(under_way.state, TenderState::Refunding);
    let working = step(&under_way, moved("m1", MoveFate::Working), AT).unwrap();
    assert_eq!(working.state(), TenderState::Refunding);
    assert!(matches!(working.effect, Effect::LookAgain));
    let back = step(&under_way, moved("m1", MoveFate::Done), AT).unwrap();
    assert_eq!(back.state(), TenderState::Refunded);
    assert!(back.next.closed);
    let no = MoveFate::Refused(because(ReasonCode::ProcessorRefused));
    let refused = step(&under_way, moved("m1", no), AT).unwrap();
    assert_eq!(refused.state(), TenderState::Paid);
    assert_eq!(refused.batch().unwrap().attention, Some(AttentionKind::MoneyNotBack));
}

/// INV-6.
#[test]
fn two_refunds_are_never_under_way_at_once() {
    let event = planned(vec![movement("m2", MoveKind::Refund, usd(10))]);
    assert!(step(&refunding(), event, AT).is_err());
}

#[test]
fn a_lost_refund_goes_again_under_its_own_id_and_only_when_it_is_unknown() {
    let lost =
        Event::Moved { id: MoveId::new("m1"), moved: Moved::Lost(because(ReasonCode::NoReply)) };
    let lost = step(&refunding(), lost, AT).unwrap().next;
    let look = step(&lost, looked(report(Standing::Open), NOW), AT).unwrap();
    assert!(matches!(&look.effect, Effect::RepeatMove(id) if id.as_str() == "m1"));
    let mut known = report(Standing::Open);
    known.moves = vec![(MoveId::new("m1"), MoveFate::Done)];
    assert_eq!(step(&lost, looked(known, NOW), AT).unwrap().state(), TenderState::Refunded);
    let other = Event::ResendMove { id: MoveId::new("m9"), request: request() };
    assert!(step(&lost, other, AT).is_err());
}

#[test]
fn a_no_to_a_repeated_refund_counts_only_after_a_look_without_it() {
    let no = MoveFate::Refused(because(ReasonCode::ProcessorRefused));
    let event = Event::MovedAgain { id: MoveId::new("m1"), moved: Moved::Fate(no) };
    let said_no = step(&refunding(), event, AT).unwrap();
    assert_eq!(said_no.state(), TenderState::Refunding);
    let look = step(&said_no.next, looked(report(Standing::Open), NOW), AT).unwrap();
    assert_eq!(look.state(), TenderState::Paid);
    let mut known = report(Standing::Open);
    known.moves = vec![(MoveId::new("m1"), MoveFate::Done)];
    let look = step(&said_no.next, looked(known, NOW), AT).unwrap();
    assert_eq!(look.state(), TenderState::Refunded);
}

#[test]
fn what_is_held_is_captured_or_let_go() {
    let held = position(Flow::Keyed, TenderState::Authorised);
    let run = |kind, state| {
        let event = planned(vec![movement("m1", kind, usd(4))]);
        let sent = step(&held, event, AT).unwrap();
        assert_eq!(sent.state(), TenderState::Authorised, "not before it has moved");
        assert!(matches!(sent.effect, Effect::Move(_)));
        let ended = step(&sent.next, moved("m1", MoveFate::Done), AT).unwrap();
        assert_eq!(ended.state(), state);
        assert!(ended.next.closed);
        let no = MoveFate::Refused(because(ReasonCode::ProcessorRefused));
        let mut refused = step(&sent.next, moved("m1", no), AT).unwrap();
        if kind == MoveKind::Capture {
            // Not before a look shows nothing taken.
            assert!(refused.batch().unwrap().attention.is_none());
            assert!(matches!(refused.effect, Effect::LookAgain));
            refused = step(&refused.next, looked(report(Standing::Held), NOW), AT).unwrap();
        }
        assert_eq!(refused.state(), TenderState::Authorised);
        assert!(refused.batch().unwrap().attention.is_some());
    };
    run(MoveKind::Capture, TenderState::Paid);
    run(MoveKind::Void, TenderState::Voided);
    let page = position(PAGE, TenderState::Paid);
    for kind in [MoveKind::Capture, MoveKind::Void] {
        assert!(step(&page, planned(vec![movement("m1", kind, usd(4))]), AT).is_err());
    }
}

#[test]
fn a_look_that_failed_never_moves_a_tender() {
    for state in TenderState::ALL {
        let reason = because(ReasonCode::ProcessorUnreachable);
        let look = TenderLook::Failed { reason, retry_after: None };
        let event = Event::Looked { look, times: OVER };
        assert!(step(&position(PAGE, state), event, AT).unwrap().batch().is_none(), "{state:?}");
    }
}

use super::*;
use domain::secret::Secret;

const AT: Timestamp = Timestamp(1_000);

fn position(state: OrderState) -> Position {
    Position { state, provider_order_id: None, provider_state: None, reason: None }
}

fn request() -> WireRequest {
    WireRequest { method: "POST", url: "http://127.0.0.1/order".into(), body: b"{}".to_vec() }
}

fn reply() -> WireReply {
    WireReply { status: 200, body: Vec::new(), complete: true, retry_after: None }
}

fn report(fate: Fate) -> Report {
    Report {
        provider_order_id: ProviderOrderId::new("9001"),
        provider_state: "in-progress".into(),
        fate,
        cost: None,
    }
}

fn code() -> Vec<LabelledSecret> {
    vec![LabelledSecret { label: "code".into(), value: Secret::new("7KQX9M2R") }]
}

fn reason(code: ReasonCode) -> Reason {
    Reason::plain(code)
}

/// Runs one step and tells the state it leads to and whether anything is sent.
fn check(from: Position, event: Event, to: OrderState) -> Decision {
    let decision = step(&from, event, AT).unwrap();
    assert_eq!(decision.state(), to);
    let places = matches!(decision.effect, Effect::Place(_));
    assert_eq!(places, from.state == OrderState::Prepared && to == OrderState::Unknown);
    decision
}

fn looked(look: Look, window_over: bool) -> Event {
    Event::Looked { look, window_over }
}

#[test]
fn sending_is_possible_from_prepared_only() {
    check(position(OrderState::Prepared), Event::Send(request()), OrderState::Unknown);
    for state in OrderState::ALL.into_iter().filter(|state| *state != OrderState::Prepared) {
        assert!(step(&position(state), Event::Send(request()), AT).is_err(), "{state:?}");
    }
}

#[test]
fn a_lost_reply_leaves_the_order_unknown_and_is_looked_up() {
    let lost = Event::Placed(Placed::Lost(reason(ReasonCode::NoReply)));
    let decision = check(position(OrderState::Unknown), lost, OrderState::Unknown);
    assert!(matches!(decision.effect, Effect::LookAgain));
}

#[test]
fn absence_is_no_refusal_before_or_after_the_window() {
    check(position(OrderState::Unknown), looked(Look::Absent, false), OrderState::Unknown);
    check(position(OrderState::Unknown), looked(Look::Absent, true), OrderState::NeedsAttention);
}

#[test]
fn a_failed_look_up_never_moves_an_order() {
    for over in [false, true] {
        let failed = Look::Failed { reason: reason(ReasonCode::Unreachable), retry_after: None };
        let decision =
            check(position(OrderState::Unknown), looked(failed, over), OrderState::Unknown);
        assert!(decision.batch().is_none());
    }
}

#[test]
fn too_many_requests_is_refused_only_after_a_complete_look_up() {
    let throttled = Event::Placed(Placed::Throttled(reason(ReasonCode::TooManyRequests)));
    let decision = check(position(OrderState::Unknown), throttled, OrderState::Unknown);
    check(decision.next, looked(Look::Absent, false), OrderState::Refused);
}

#[test]
fn an_order_found_after_a_lost_reply_is_delivered_with_its_code() {
    let found = Look::Found { report: report(Fate::Fulfilled(code())), reply: reply() };
    let decision =
        check(position(OrderState::Unknown), looked(found, false), OrderState::Delivered);
    assert_eq!(decision.batch().unwrap().secrets.len(), 1);
    assert!(matches!(decision.effect, Effect::Rest));
}

#[test]
fn success_without_a_code_waits_and_then_asks_a_person() {
    let unclear = || Look::Found {
        report: report(Fate::Unclear(reason(ReasonCode::CodeMissing))),
        reply: reply(),
    };
    let waiting =
        check(position(OrderState::Waiting), looked(unclear(), false), OrderState::Waiting);
    let asked = check(waiting.next, looked(unclear(), true), OrderState::NeedsAttention);
    assert_eq!(asked.next.provider_order_id, Some(ProviderOrderId::new("9001")));
    let found = Look::Found { report: report(Fate::Fulfilled(code())), reply: reply() };
    check(asked.next, looked(found, true), OrderState::Delivered);
}

#[test]
fn the_same_word_twice_is_written_once() {
    let working = || Look::Found { report: report(Fate::Working), reply: reply() };
    let first = check(position(OrderState::Unknown), looked(working(), false), OrderState::Waiting);
    assert_eq!(first.batch().unwrap().kind, EventKind::Accepted);
    let second = check(first.next, looked(working(), false), OrderState::Waiting);
    assert!(second.batch().is_none());
}

#[test]
fn an_order_the_supplier_once_had_is_never_absent() {
    let mut known = position(OrderState::Waiting);
    known.provider_order_id = Some(ProviderOrderId::new("9001"));
    check(known, looked(Look::Absent, true), OrderState::Waiting);
}

#[test]
fn a_final_order_is_never_moved_by_an_answer() {
    for state in [OrderState::Refused, OrderState::Refunded] {
        let accepted = Event::Placed(Placed::Accepted(report(Fate::Fulfilled(code()))));
        assert!(step(&position(state), accepted, AT).is_err());
    }
}

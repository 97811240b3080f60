use super::*;
use crate::ports::supplier::{Candidate, Fate};
use domain::{reason::ReasonCode, secret::Secret};

const AT: Timestamp = Timestamp(1_000);

fn position(state: OrderState) -> Position {
    Position { state, provider_order_id: None, provider_state: None, reason: None, told_late: None }
}

fn request() -> WireRequest {
    WireRequest {
        method: "POST",
        url: "http://127.0.0.1/order".into(),
        headers: Vec::new(),
        body: b"{}".to_vec(),
    }
}

fn reply() -> WireReply {
    WireReply { status: 200, body: Vec::new(), complete: true, retry_after: None, date: None }
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
    check(
        position(OrderState::Prepared),
        Event::Send { request: request(), mark: None },
        OrderState::Unknown,
    );
    for state in OrderState::ALL.into_iter().filter(|state| *state != OrderState::Prepared) {
        assert!(
            step(&position(state), Event::Send { request: request(), mark: None }, AT).is_err(),
            "{state:?}"
        );
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
    for state in OrderState::ALL.into_iter().filter(|state| state.is_final()) {
        for fate in [
            Fate::Working,
            Fate::Fulfilled(code()),
            Fate::Declined(reason(ReasonCode::RolledBack)),
            Fate::Unclear(reason(ReasonCode::UnknownStatus)),
            Fate::Withheld(reason(ReasonCode::TestReply)),
        ] {
            let decision =
                check(position(state), Event::Placed(Placed::Accepted(report(fate))), state);
            assert!(matches!(decision.effect, Effect::Rest));
        }
        let absent = check(position(state), looked(Look::Absent, true), state);
        assert!(absent.batch().is_none());
        // What may be a refused one is told, and moves it no more than the rest.
        let told = check(position(state), looked(candidates(), true), state);
        assert_eq!(told.batch().is_some(), state == OrderState::Refused);
        let told_late = (state == OrderState::Refused).then_some(true);
        assert_eq!(told.next, Position { told_late, ..position(state) });
    }
}

fn candidate(id: &str) -> Candidate {
    Candidate { provider_order_id: ProviderOrderId::new(id), cost: None, created_at: None }
}

fn candidates() -> Look {
    Look::Candidates(vec![candidate("8842"), candidate("8843")])
}

const REPEATABLE: Recovery = Recovery::ByRepeat { horizon: Duration::from_secs(1800) };

fn repeat(age: u64) -> Event {
    Event::Repeat { request: request(), recovery: REPEATABLE, age: Duration::from_secs(age) }
}

#[test]
fn candidates_are_proposed_and_never_adopted_even_a_single_one() {
    for look in [candidates(), Look::Candidates(vec![candidate("8842")])] {
        let decision =
            check(position(OrderState::Unknown), looked(look.clone(), false), OrderState::Unknown);
        assert_eq!(decision.next.provider_order_id, None);
        let again = step(&decision.next, looked(look.clone(), false), AT).unwrap();
        assert!(again.batch().is_none(), "the same again is no news");
        let over = check(decision.next, looked(look, true), OrderState::NeedsAttention);
        assert_eq!(over.next.provider_order_id, None);
    }
}

#[test]
fn the_same_key_goes_again_only_while_nothing_is_known_and_the_key_lives() {
    let decision = check_repeat(position(OrderState::Unknown), repeat(60));
    assert!(matches!(decision.effect, Effect::Repeat(_)));
    let old = check_repeat(position(OrderState::Unknown), repeat(1800));
    assert!(matches!(old.effect, Effect::LookAgain) && old.batch().is_none());
    for code in [ReasonCode::TooManyRequests, ReasonCode::RepeatRefused] {
        let told_no = Position { reason: Some(reason(code)), ..position(OrderState::Unknown) };
        assert!(check_repeat(told_no, repeat(60)).batch().is_none(), "{code:?}");
    }
    for other in [Recovery::ByReference, Recovery::ByLikeness] {
        assert!(!may_repeat(&position(OrderState::Unknown), other, Duration::ZERO));
    }
    for state in OrderState::ALL.into_iter().filter(|state| *state != OrderState::Unknown) {
        assert!(step(&position(state), repeat(60), AT).is_err(), "{state:?}");
    }
}

fn check_repeat(from: Position, event: Event) -> Decision {
    let decision = step(&from, event, AT).unwrap();
    assert_eq!(decision.state(), OrderState::Unknown);
    decision
}

#[test]
fn a_no_to_a_repeat_is_a_no_only_after_a_complete_look_up() {
    let refused = Placed::Refused(reason(ReasonCode::InsufficientBalance));
    let decision =
        check(position(OrderState::Unknown), Event::Repeated(refused), OrderState::Unknown);
    let failed = Look::Failed { reason: reason(ReasonCode::Unreachable), retry_after: None };
    check(decision.next.clone(), looked(failed, true), OrderState::Unknown);
    check(decision.next, looked(Look::Absent, false), OrderState::Refused);
}

#[test]
fn a_repeat_that_never_left_says_nothing_about_the_first_sending() {
    let never = Placed::NeverSent(reason(ReasonCode::Unreachable));
    let decision =
        check(position(OrderState::Unknown), Event::Repeated(never), OrderState::Unknown);
    assert!(decision.batch().is_none());
}

#[test]
fn a_late_truth_is_told_once_and_changes_no_state() {
    let found = |fate| {
        let report = Report { provider_state: "success".into(), ..report(fate) };
        looked(Look::Found { report, reply: reply() }, true)
    };
    let rolled_back = Position {
        provider_order_id: Some(ProviderOrderId::new("9001")),
        provider_state: Some("failed".into()),
        reason: Some(reason(ReasonCode::RolledBack)),
        ..position(OrderState::Refused)
    };
    let late = check(rolled_back, found(Fate::Fulfilled(code())), OrderState::Refused);
    let batch = late.batch().unwrap();
    assert_eq!(batch.attention, Some(AttentionKind::LateDelivery));
    assert_eq!(batch.secrets, code());
    let again = step(&late.next, found(Fate::Fulfilled(code())), AT).unwrap();
    assert!(again.batch().is_none());

    let delivered =
        Position { provider_state: Some("completed".into()), ..position(OrderState::Delivered) };
    let declined = || found(Fate::Declined(reason(ReasonCode::RolledBack)));
    let taken = check(delivered, declined(), OrderState::Delivered);
    assert_eq!(taken.batch().unwrap().attention, Some(AttentionKind::TakenBack));
    assert!(step(&taken.next, declined(), AT).unwrap().batch().is_none());
}

#[test]
fn a_word_heard_in_a_reply_that_was_kept_back_is_no_late_truth_told() {
    // Marked as a test, it was kept back; a person said no; now it is delivered in earnest.
    let refused = |told_late| Position {
        provider_state: Some("completed".into()),
        reason: Some(reason(ReasonCode::PersonDecided)),
        told_late,
        ..position(OrderState::Refused)
    };
    let delivered = || {
        looked(
            Look::Found {
                report: Report {
                    provider_state: "completed".into(),
                    ..report(Fate::Fulfilled(code()))
                },
                reply: reply(),
            },
            true,
        )
    };
    let told = check(refused(Some(false)), delivered(), OrderState::Refused);
    assert_eq!(told.batch().unwrap().attention, Some(AttentionKind::LateDelivery));
    assert!(step(&refused(Some(true)), delivered(), AT).unwrap().batch().is_none());
    assert!(step(&refused(None), delivered(), AT).unwrap().batch().is_none());
}

#[test]
fn of_orders_that_share_a_request_only_the_leader_sends_it() {
    let orders = [OrderId::new("a"), OrderId::new("b")];
    let [first, second] = Joint::of(&orders).try_into().unwrap();
    let leads = Event::SendJointly { request: request(), mark: None, joint: first };
    let leader = check(position(OrderState::Prepared), leads, OrderState::Unknown);
    assert_eq!(leader.batch().unwrap().request, Some(request()), "another one is on disk");

    let along = || Event::SendAlong { mark: None, joint: second.clone() };
    let follower = step(&position(OrderState::Prepared), along(), AT).unwrap();
    assert_eq!(follower.state(), OrderState::Unknown);
    assert!(matches!(follower.effect, Effect::LookAgain), "it is sent twice");
    assert_eq!(follower.batch().unwrap().joint, Some(second.clone()));
    for state in OrderState::ALL.into_iter().filter(|state| *state != OrderState::Prepared) {
        assert!(step(&position(state), along(), AT).is_err(), "{state:?}");
    }
}

fn listed(ids: &[&str]) -> Look {
    Look::Candidates(ids.iter().map(|id| candidate(id)).collect())
}

#[test]
fn what_may_be_a_refused_order_is_told_and_changes_no_state() {
    let throttled = Position {
        reason: Some(reason(ReasonCode::TooManyRequests)),
        ..position(OrderState::Refused)
    };
    for window_over in [true, false] {
        let look = looked(listed(&["7", "8"]), window_over);
        let told = check(throttled.clone(), look, OrderState::Refused);
        let batch = told.batch().unwrap();
        assert_eq!(batch.attention, Some(AttentionKind::LateCandidate));
        assert_eq!(batch.kind, EventKind::LateCandidates);
        let ids: Vec<_> = batch.candidates.iter().map(ProviderOrderId::as_str).collect();
        assert_eq!(ids, ["7", "8"]);
        assert_eq!(batch.provider_order_id, None, "it was adopted");
        // What it was refused for stays: it says whether the order is asked for again.
        assert_eq!((&batch.reason, &told.next.reason), (&None, &throttled.reason));
        assert!(matches!(told.effect, Effect::Rest));
    }
    // One whose order is known is looked at by its id, and what is delivered needs no other.
    let known = Position { provider_order_id: Some(ProviderOrderId::new("1")), ..throttled };
    for position in [known, position(OrderState::Delivered)] {
        let decision = step(&position, looked(listed(&["7"]), true), AT).unwrap();
        assert!(decision.batch().is_none(), "{position:?}");
    }
}

#[test]
fn a_person_claims_a_late_candidate_and_the_order_stays_refused() {
    let says = |outcome| {
        let (clerk, note) = (Some("Huda".into()), "their panel".into());
        Event::LateDecided(LateVerdict { clerk, note, outcome })
    };
    let ours = || says(LateOutcome::Ours(report(Fate::Fulfilled(code())), reply()));
    let claimed = check(position(OrderState::Refused), ours(), OrderState::Refused);
    let batch = claimed.batch().unwrap();
    assert_eq!((batch.kind, batch.settles), (EventKind::CandidateClaimed, LATE));
    assert_eq!((&batch.secrets, &batch.reason), (&code(), &None));
    assert_eq!(
        (batch.clerk.as_deref(), batch.note.as_deref()),
        (Some("Huda"), Some("their panel"))
    );
    assert!(step(&claimed.next, ours(), AT).unwrap().batch().is_none(), "it has its order");

    let denied =
        check(position(OrderState::Refused), says(LateOutcome::NotOurs), OrderState::Refused);
    let batch = denied.batch().unwrap();
    assert_eq!((batch.kind, batch.settles), (EventKind::CandidateDenied, LATE));
    assert_eq!((batch.secrets.len(), &batch.provider_order_id), (0, &None));
    for state in OrderState::ALL.into_iter().filter(|state| *state != OrderState::Refused) {
        assert!(step(&position(state), ours(), AT).unwrap().batch().is_none(), "{state:?}");
    }
}

const LATE: Option<AttentionKind> = Some(AttentionKind::LateCandidate);

#[test]
fn what_must_not_be_handed_out_needs_a_person_at_once() {
    let test_reply = Fate::Withheld(reason(ReasonCode::TestReply));
    let accepted = Event::Placed(Placed::Accepted(report(test_reply.clone())));
    let decision = check(position(OrderState::Unknown), accepted, OrderState::NeedsAttention);
    let found = Look::Found { report: report(test_reply), reply: reply() };
    assert!(step(&decision.next, looked(found, true), AT).unwrap().batch().is_none());
}

#[test]
fn a_code_delivered_twice_is_kept_back_and_stays_with_the_person() {
    let twice = Event::CodeTwice { report: report(Fate::Fulfilled(code())) };
    let decision = check(position(OrderState::Waiting), twice, OrderState::NeedsAttention);
    assert!(decision.batch().unwrap().secrets.is_empty());
    let again = Look::Found { report: report(Fate::Fulfilled(code())), reply: reply() };
    assert!(step(&decision.next, looked(again, true), AT).unwrap().batch().is_none());
}

#[test]
fn a_person_decides_only_what_needs_attention() {
    let verdict = |outcome| {
        let verdict = Verdict { clerk: Some("Huda".into()), note: "checked".into(), outcome };
        Event::Decided(verdict)
    };
    let open = position(OrderState::NeedsAttention);
    let bought = Some((report(Fate::Fulfilled(code())), reply()));
    let delivered = check(open.clone(), verdict(Outcome::Delivered(bought)), OrderState::Delivered);
    assert_eq!(delivered.batch().unwrap().secrets, code());
    check(open, verdict(Outcome::Refused), OrderState::Refused);
    for state in OrderState::ALL.into_iter().filter(|state| *state != OrderState::NeedsAttention) {
        assert!(step(&position(state), verdict(Outcome::Refused), AT).is_err(), "{state:?}");
    }
}

#[test]
fn a_code_kept_back_stays_with_the_person_whatever_else_is_said() {
    let kept_back = Position {
        provider_order_id: Some(ProviderOrderId::new("9001")),
        reason: Some(reason(ReasonCode::CodeTwice)),
        ..position(OrderState::NeedsAttention)
    };
    // A supplier that says "pending" after "success" must not take the order out of sight.
    for fate in
        [Fate::Working, Fate::Fulfilled(code()), Fate::Unclear(reason(ReasonCode::UnknownStatus))]
    {
        let look = Look::Found { report: report(fate), reply: reply() };
        let decision = check(kept_back.clone(), looked(look, true), OrderState::NeedsAttention);
        assert!(decision.batch().is_none());
    }
}

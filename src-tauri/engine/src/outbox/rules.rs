//! What is made of a route's word. Pure: only an explicit yes or no settles a message.

use crate::ports::{
    messages::MessageRecord,
    route::{Answer, Dispatch, Fate, RouteReport},
};
use domain::{
    message::{MessageEvent, MessageState},
    time::Timestamp,
};
use std::time::Duration;

/// What follows from something heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The message moves on.
    Moves(MessageEvent, RouteReport),
    /// It stays where it is; what was heard, for people.
    Stays(Option<String>),
    /// The route does not know it and would know it again: it leaves once more under the same id.
    SendAgain,
    /// Nobody can be asked.
    Mute,
}

/// A message leaves so often at most; only routes that know an id again let it leave twice.
const SENDINGS_MAX: u32 = 3;

/// After sending.
pub(super) fn after_sending(dispatch: Dispatch, sendings: u32) -> Verdict {
    // What an earlier sending did is not told by the fate of a later one, unless it went through.
    let only = sendings <= 1;
    match dispatch {
        Dispatch::Told(report) => match report.fate {
            Fate::Refused(why) if !only => Verdict::Stays(Some(why)),
            Fate::Taken | Fate::Arrived | Fate::Refused(_) => {
                Verdict::Moves(event(&report.fate), report)
            }
        },
        Dispatch::NeverSent(why) if only => {
            let fate = Fate::Refused(why);
            let report = RouteReport { fate, route_message: None, word: None };
            Verdict::Moves(MessageEvent::Refused, report)
        }
        Dispatch::NeverSent(why) | Dispatch::Lost(why) => Verdict::Stays(Some(why)),
    }
}

/// After asking about a message that is `unknown` or `sent`.
pub(super) fn after_asking(
    state: MessageState,
    answer: Answer,
    is_keyed: bool,
    sendings: u32,
) -> Verdict {
    match (answer, state) {
        (Answer::Told(report), MessageState::Sent) if report.fate == Fate::Taken => {
            Verdict::Stays(None)
        }
        (Answer::Told(report), _) => Verdict::Moves(event(&report.fate), report),
        (Answer::Absent, MessageState::Unknown) if is_keyed && sendings < SENDINGS_MAX => {
            Verdict::SendAgain
        }
        // A route that took it and forgot it says nothing about the phone.
        (Answer::Absent, _) => Verdict::Stays(None),
        (Answer::Unclear(why), MessageState::Unknown) => Verdict::Stays(Some(why)),
        (Answer::Unclear(_), _) => Verdict::Stays(None),
        (Answer::Mute, _) => Verdict::Mute,
    }
}

fn event(fate: &Fate) -> MessageEvent {
    match fate {
        Fate::Taken => MessageEvent::Taken,
        Fate::Arrived => MessageEvent::Arrived,
        Fate::Refused(_) => MessageEvent::Refused,
    }
}

/// Whether a message is to be asked about again: ever more rarely.
pub(super) fn is_due(message: &MessageRecord, now: Timestamp) -> bool {
    let age = now.since(message.sent_at.unwrap_or(message.created_at));
    let pause = Duration::from_secs(match age.as_secs() {
        ..60 => 5,
        60..600 => 30,
        600..3_600 => 300,
        _ => 1_800,
    });
    message.asked_at.is_none_or(|asked| now.since(asked) >= pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(fate: Fate) -> RouteReport {
        RouteReport { fate, route_message: Some("r-1".into()), word: None }
    }

    fn refused() -> RouteReport {
        told(Fate::Refused("no credit".into()))
    }

    #[test]
    fn a_first_sending_is_settled_by_a_yes_a_no_or_no_connection() {
        let settled = |dispatch| match after_sending(dispatch, 1) {
            Verdict::Moves(event, _) => Some(event),
            Verdict::Stays(_) | Verdict::SendAgain | Verdict::Mute => None,
        };
        assert_eq!(settled(Dispatch::Told(told(Fate::Taken))), Some(MessageEvent::Taken));
        assert_eq!(settled(Dispatch::Told(told(Fate::Arrived))), Some(MessageEvent::Arrived));
        assert_eq!(settled(Dispatch::Told(refused())), Some(MessageEvent::Refused));
        assert_eq!(settled(Dispatch::NeverSent("refused".into())), Some(MessageEvent::Refused));
        assert_eq!(settled(Dispatch::Lost("no reply in time".into())), None);
    }

    #[test]
    fn a_no_to_a_repeat_says_nothing_about_the_first() {
        for dispatch in [Dispatch::Told(refused()), Dispatch::NeverSent("no route".into())] {
            assert!(matches!(after_sending(dispatch, 2), Verdict::Stays(Some(_))));
        }
        let taken = after_sending(Dispatch::Told(told(Fate::Taken)), 2);
        assert!(matches!(taken, Verdict::Moves(MessageEvent::Taken, _)));
    }

    #[test]
    fn only_what_is_certainly_absent_goes_again_and_only_under_a_key() {
        for state in [MessageState::Unknown, MessageState::Sent] {
            for is_keyed in [false, true] {
                for sendings in 0..=SENDINGS_MAX {
                    for answer in [
                        Answer::Absent,
                        Answer::Mute,
                        Answer::Unclear("500".into()),
                        Answer::Told(told(Fate::Taken)),
                        Answer::Told(refused()),
                    ] {
                        let again = answer == Answer::Absent
                            && state == MessageState::Unknown
                            && is_keyed
                            && sendings < SENDINGS_MAX;
                        let verdict = after_asking(state, answer, is_keyed, sendings);
                        assert_eq!(verdict == Verdict::SendAgain, again, "{verdict:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn whatever_is_no_clear_answer_moves_nothing() {
        for state in [MessageState::Unknown, MessageState::Sent] {
            for answer in [Answer::Absent, Answer::Mute, Answer::Unclear("html".into())] {
                let verdict = after_asking(state, answer, false, 1);
                assert!(!matches!(verdict, Verdict::Moves(..)), "{verdict:?}");
            }
        }
    }

    #[test]
    fn every_move_is_one_that_a_message_knows() {
        let fates = [Fate::Taken, Fate::Arrived, Fate::Refused("no".into())];
        for state in [MessageState::Unknown, MessageState::Sent] {
            for fate in &fates {
                if let Verdict::Moves(event, _) =
                    after_asking(state, Answer::Told(told(fate.clone())), false, 1)
                {
                    assert!(state.apply(event).is_ok(), "{state:?} {event:?}");
                }
            }
        }
    }
}

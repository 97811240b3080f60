//! How an upstream's account answers: one word for each trouble that a shop does something about.

use std::time::Duration;

crate::words! {
    /// How an account answers, in the words every screen shares.
    Health {
        /// Answers, accepts the key, and has money.
        Fine => "ok",
        /// Answers, and takes so long that a customer notices.
        Slow => "slow",
        /// No connection, or no usable answer.
        Down => "down",
        /// Its wallet does not even buy the cheapest product.
        OutOfMoney => "out_of_money",
        /// The key was accepted before: it is this shop's internet address that is not known any more.
        AddressChanged => "address_changed",
        /// The key is not accepted.
        WrongKey => "wrong_key",
        /// Its clock and this computer's are far apart.
        ClockWrong => "clock_wrong",
    }
}

/// What an account said when it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It answered and accepted the key.
    Accepted,
    /// It did not accept the request's credentials.
    NotAccepted {
        /// The upstream knows its customers by their internet address too, and does not say which of
        /// the two it did not like.
        by_address: bool,
        /// This very key was accepted before.
        accepted_before: bool,
    },
    /// Its certificate is not valid at the time that this computer's clock shows.
    Untimely,
    /// It did not answer, or nothing usable.
    Silent,
}

/// All that is known about an account's health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// What it said.
    pub answer: Answer,
    /// How long it took to say so.
    pub took: Option<Duration>,
    /// How far its clock is from this computer's, either way.
    pub clock_off: Option<Duration>,
    /// Whether its wallet does not even buy the cheapest product.
    pub is_spent: bool,
}

/// What is heard of an account while it sells and is looked at, beside asking how it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It took a purchase.
    Served,
    /// It answered a question that buys nothing.
    Answered,
    /// It turned a purchase away, for whatever reason: money may be one.
    TurnedAway,
    /// It did not accept the request's credentials.
    NotAccepted,
    /// It did not answer, or nothing usable.
    Silent,
}

/// From here on a customer notices that the till waits.
pub const SLOW_AFTER: Duration = Duration::from_secs(3);
/// Clocks of honest computers are seconds apart; the header they are read from has whole seconds.
pub const CLOCK_OFF_MAX: Duration = Duration::from_secs(120);

impl Health {
    /// The one word for what is known: what stops every sale first, what only hinders after it.
    #[must_use]
    pub fn of(signs: &Signs) -> Self {
        let clock_wrong = signs.clock_off.is_some_and(|off| off > CLOCK_OFF_MAX);
        match signs.answer {
            Answer::Untimely => Health::ClockWrong,
            Answer::Silent => Health::Down,
            Answer::NotAccepted { by_address: true, accepted_before: true } => {
                Health::AddressChanged
            }
            Answer::NotAccepted { .. } => Health::WrongKey,
            Answer::Accepted if signs.is_spent => Health::OutOfMoney,
            Answer::Accepted if clock_wrong => Health::ClockWrong,
            Answer::Accepted if signs.took.is_some_and(|took| took >= SLOW_AFTER) => Health::Slow,
            Answer::Accepted => Health::Fine,
        }
    }

    /// Whether what was heard since may mean that the word does not hold any more, so that the account
    /// must be asked again.
    #[must_use]
    pub fn is_doubted_by(self, heard: Heard) -> bool {
        match (self, heard) {
            (Health::Fine | Health::Slow, Heard::Served | Heard::Answered) => false,
            (Health::Down, Heard::Silent) => false,
            (Health::OutOfMoney, Heard::Answered | Heard::TurnedAway) => false,
            (Health::AddressChanged | Health::WrongKey, Heard::NotAccepted) => false,
            (
                Health::Fine
                | Health::Slow
                | Health::Down
                | Health::OutOfMoney
                | Health::AddressChanged
                | Health::WrongKey
                // Told by its answers or by its certificate: whatever is heard may be news.
                | Health::ClockWrong,
                Heard::Served
                | Heard::Answered
                | Heard::TurnedAway
                | Heard::NotAccepted
                | Heard::Silent,
            ) => true,
        }
    }

    /// Whether nobody has to do anything about it.
    #[must_use]
    pub fn is_sound(self) -> bool {
        match self {
            Health::Fine | Health::Slow => true,
            Health::Down
            | Health::OutOfMoney
            | Health::AddressChanged
            | Health::WrongKey
            | Health::ClockWrong => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: Signs =
        Signs { answer: Answer::Accepted, took: None, clock_off: None, is_spent: false };

    fn refused(by_address: bool, accepted_before: bool) -> Signs {
        Signs { answer: Answer::NotAccepted { by_address, accepted_before }, ..WELL }
    }

    #[test]
    fn every_state_has_its_sign() {
        let cases = [
            (WELL, Health::Fine),
            (Signs { took: Some(SLOW_AFTER), ..WELL }, Health::Slow),
            (Signs { answer: Answer::Silent, ..WELL }, Health::Down),
            (Signs { is_spent: true, ..WELL }, Health::OutOfMoney),
            (refused(true, true), Health::AddressChanged),
            (refused(true, false), Health::WrongKey),
            (Signs { answer: Answer::Untimely, ..WELL }, Health::ClockWrong),
        ];
        for (signs, health) in cases {
            assert_eq!(Health::of(&signs), health, "{signs:?}");
        }
        assert_eq!(cases.map(|(_, health)| health), Health::ALL);
    }

    #[test]
    fn a_key_is_wrong_unless_the_address_can_be_to_blame() {
        assert_eq!(Health::of(&refused(false, true)), Health::WrongKey);
        assert_eq!(Health::of(&refused(false, false)), Health::WrongKey);
    }

    #[test]
    fn what_is_heard_puts_a_word_in_doubt_where_it_says_otherwise() {
        let all =
            [Heard::Served, Heard::Answered, Heard::TurnedAway, Heard::NotAccepted, Heard::Silent];
        for (health, doubts) in [
            (Health::Fine, [false, false, true, true, true]),
            (Health::Slow, [false, false, true, true, true]),
            (Health::Down, [true, true, true, true, false]),
            (Health::OutOfMoney, [true, false, false, true, true]),
            (Health::AddressChanged, [true, true, true, false, true]),
            (Health::WrongKey, [true, true, true, false, true]),
            (Health::ClockWrong, [true; 5]),
        ] {
            assert_eq!(all.map(|heard| health.is_doubted_by(heard)), doubts, "{health:?}");
        }
    }

    #[test]
    fn clocks_may_differ_by_two_minutes_and_an_answer_may_take_seconds() {
        let almost = SLOW_AFTER - Duration::from_millis(1);
        let signs = Signs { took: Some(almost), clock_off: Some(CLOCK_OFF_MAX), ..WELL };
        assert_eq!(Health::of(&signs), Health::Fine);
        let off = CLOCK_OFF_MAX + Duration::from_secs(1);
        assert_eq!(Health::of(&Signs { clock_off: Some(off), ..WELL }), Health::ClockWrong);
    }

    #[test]
    fn what_stops_every_sale_is_told_before_what_only_hinders() {
        let all = Signs {
            answer: Answer::Accepted,
            took: Some(SLOW_AFTER),
            clock_off: Some(Duration::MAX),
            is_spent: true,
        };
        assert_eq!(Health::of(&all), Health::OutOfMoney);
        assert_eq!(Health::of(&Signs { is_spent: false, ..all }), Health::ClockWrong);
        assert_eq!(Health::of(&Signs { answer: Answer::Silent, ..all }), Health::Down);
    }
}

//! What this process has learnt about how printers answer. Waiting for an answer that never comes costs
//! its deadline, so it is paid once in a while and not with every slip.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::talk::{Ask, Word};

/// A printer that slept through a question is asked again after this.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);

type Learnt = BTreeMap<String, (Instant, Ask)>;

fn learnt() -> MutexGuard<'static, Learnt> {
    static LEARNT: Mutex<Learnt> = Mutex::new(BTreeMap::new());
    LEARNT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the printer at `address` is best asked.
pub(crate) fn of(address: &str) -> Ask {
    match learnt().get(address) {
        Some((at, ask)) if at.elapsed() < REMEMBERED => *ask,
        Some(_) | None => Ask::Around,
    }
}

/// Keeps in mind what a job taught about it.
pub(crate) fn learn(address: &str, word: Word) {
    let ask = match word {
        Word::TakenInSilence => Ask::No,
        Word::TakenUnturned => Ask::AroundAtOnce,
        Word::Taken | Word::Confirmed => return,
    };
    learnt().insert(address.to_owned(), (Instant::now(), ask));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_never_comes_is_not_waited_for_with_every_slip() {
        assert_eq!(of("10.0.0.1:9100"), Ask::Around);
        learn("10.0.0.1:9100", Word::TakenInSilence);
        assert_eq!(of("10.0.0.1:9100"), Ask::No);
        learn("10.0.0.2:9100", Word::TakenUnturned);
        assert_eq!(of("10.0.0.2:9100"), Ask::AroundAtOnce);
        learn("10.0.0.3:9100", Word::Confirmed);
        assert_eq!(of("10.0.0.3:9100"), Ask::Around);
    }
}

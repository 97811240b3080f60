//! The real clock and the real ids.

use domain::{
    ids::{MoveId, OrderId, OwnerId, Reference, SaleId, TenderId},
    owner::DayTime,
    tally::Uptime,
    time::Timestamp,
};
use engine::ports::Clock;
use jiff::{civil::Time, tz::TimeZone};
use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// The computer's clock and the operating system's randomness.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // A clock before 1970 (a dead battery) reads as 1970; nothing depends on it being right.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn elapsed(&self) -> Duration {
        static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGUN.elapsed()
    }

    fn uptime(&self) -> Uptime {
        devices::uptime()
    }

    fn next_at(&self, after: Timestamp, time: DayTime) -> Timestamp {
        next_in(&TimeZone::system(), after, time)
    }

    fn sale_id(&self) -> SaleId {
        SaleId::new(Uuid::now_v7().to_string())
    }

    fn order_id(&self) -> OrderId {
        OrderId::new(Uuid::now_v7().to_string())
    }

    fn reference(&self, stem: &str) -> Reference {
        Reference::new(format!("{stem}-{}", Uuid::now_v7().simple()))
    }

    fn tender_id(&self) -> TenderId {
        TenderId::new(Uuid::now_v7().to_string())
    }

    fn move_id(&self) -> MoveId {
        MoveId::new(Uuid::now_v7().to_string())
    }
}

/// The first moment after `after` at which a clock of this zone shows `time`. A moment out of reach never
/// comes.
fn next_in(zone: &TimeZone, after: Timestamp, time: DayTime) -> Timestamp {
    let never = Timestamp(i64::MAX);
    let Ok(start) = jiff::Timestamp::from_millisecond(after.0) else { return never };
    let at = |part: u16| i8::try_from(part).unwrap_or(0);
    let Ok(time) = Time::new(at(time.hour()), at(time.minute()), 0, 0) else { return never };
    let today = start.to_zoned(zone.clone()).date();
    let days = [Some(today), today.tomorrow().ok()];
    let moments = days.into_iter().flatten().filter_map(|day| {
        let moment = day.to_datetime(time).to_zoned(zone.clone()).ok()?;
        Some(Timestamp(moment.timestamp().as_millisecond()))
    });
    moments.into_iter().find(|moment| *moment > after).unwrap_or(never)
}

/// An id for this process's life.
pub(crate) fn owner_id() -> OwnerId {
    OwnerId::new(Uuid::now_v7().to_string())
}

/// An id for a basket that waits.
pub(crate) fn basket_id() -> String {
    Uuid::now_v7().to_string()
}

/// A name for a new master key.
pub(crate) fn key_id() -> String {
    format!("till-{}", Uuid::new_v4().simple())
}

/// A code for a new till: six letters and digits that are not mistaken for one another.
pub(crate) fn till_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'A');
    Uuid::new_v4().as_bytes().iter().take(6).map(|byte| char::from(letter(byte))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_night_is_the_next_one_on_the_shops_wall() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let at = |text: &str| Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let one = DayTime::parse("01:00").unwrap();
        for (after, next) in [
            ("2026-11-26T07:00:00Z", "2026-11-26T23:00:00Z"),
            ("2026-11-26T22:30:00Z", "2026-11-26T23:00:00Z"),
            ("2026-11-26T23:00:00Z", "2026-11-27T23:00:00Z"),
        ] {
            assert_eq!(next_in(&zone, at(after), one), at(next), "{after}");
        }
    }
}

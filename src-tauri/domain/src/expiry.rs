//! Until when a code can be used, as suppliers write it: in whatever form, and without a time zone.

use crate::time::Timestamp;

/// Milliseconds of a day.
const DAY: i64 = 24 * 3600 * 1000;

/// The moment after which a code must not be sold any more: the end of the day that is written, or of
/// the earliest day that it can mean. `None` for what is no date; then nobody knows.
#[must_use]
pub fn sold_until(written: &str) -> Option<Timestamp> {
    let date = written.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i64>().ok()).flatten()
    };
    let numbers: Vec<i64> = parts.iter().copied().map(number).collect::<Option<_>>()?;
    let is_year = |at: usize| parts.get(at).is_some_and(|part| part.len() == 4);
    let ends = match numbers.as_slice() {
        [year, month, day] if is_year(0) => vec![end_of(*year, *month, *day)],
        // Day and month stand in either order; the earlier one loses nobody a card that is worthless.
        [a, b, year] if is_year(2) => vec![end_of(*year, *b, *a), end_of(*year, *a, *b)],
        [year, month] if is_year(0) => vec![end_of(*year, *month, days_in(*year, *month))],
        [month, year] if is_year(1) => vec![end_of(*year, *month, days_in(*year, *month))],
        _ => Vec::new(),
    };
    ends.into_iter().flatten().min()
}

/// The end of a day that exists.
fn end_of(year: i64, month: i64, day: i64) -> Option<Timestamp> {
    let is_day = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    is_day.then(|| Timestamp((days_before(year, month).saturating_add(day)).saturating_mul(DAY)))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to the first of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let whole = year.saturating_sub(1);
    let leaps = whole / 4 - whole / 100 + whole / 400;
    // 719,162 days lie between the first of January of the year 1 and of 1970.
    let years = whole.saturating_mul(365).saturating_add(leaps).saturating_sub(719_162);
    (1..month).fold(years, |days, month| days.saturating_add(days_in(year, month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last moment of 2031-12-31, UTC.
    const LAST_OF_2031: Timestamp = Timestamp(1_956_528_000_000);

    #[track_caller]
    fn check(written: &str, until: Option<Timestamp>) {
        assert_eq!(sold_until(written), until, "{written:?}");
    }

    #[test]
    fn a_date_in_any_usual_form_is_read() {
        for written in [
            "2031-12-31",
            " 2031-12-31 ",
            "2031/12/31",
            "2031-12-31T10:00:00Z",
            "2031-12-31 10:00",
            "31/12/2031",
            "31.12.2031",
            "12/31/2031",
            "12/2031",
            "2031-12",
        ] {
            check(written, Some(LAST_OF_2031));
        }
        check("1970-01-01", Some(Timestamp(DAY)));
        check("2028-02-29", Some(Timestamp(1_835_481_600_000)));
    }

    #[test]
    fn of_two_days_that_it_can_mean_the_earlier_one_counts() {
        assert_eq!(sold_until("05/04/2031"), sold_until("2031-04-05"));
        assert_eq!(sold_until("04/05/2031"), sold_until("2031-04-05"));
    }

    #[test]
    fn what_is_no_date_says_nothing() {
        for written in ["", "never", "2031-13-01", "2027-02-29", "31/12/31", "2031", "-1/2/2031"] {
            check(written, None);
        }
    }
}

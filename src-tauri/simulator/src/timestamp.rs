//! Milliseconds since the epoch as the texts suppliers write, and back.
//!
//! It must never know: what time it is.

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, time};
use time::{Date, OffsetDateTime};

const ISO_MILLIS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const ISO_SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const HTTP_DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// `2026-06-07T12:00:00.000Z`.
#[must_use]
pub fn iso(now: u64) -> String {
    written(now, ISO_MILLIS).unwrap_or_else(|| "1970-01-01T00:00:00.000Z".to_owned())
}

/// `2026-06-07T12:00:00Z`.
#[must_use]
pub fn iso_seconds(now: u64) -> String {
    written(now, ISO_SECONDS).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}

/// `Sun, 07 Jun 2026 12:00:00 GMT`, for the `Date` header.
#[must_use]
pub fn http_date(now: u64) -> String {
    written(now, HTTP_DATE).unwrap_or_else(|| "Thu, 01 Jan 1970 00:00:00 GMT".to_owned())
}

fn written(now: u64, form: &[BorrowedFormatItem<'_>]) -> Option<String> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(now) * 1_000_000).ok()?.format(form).ok()
}

/// Reads RFC 3339, or a day alone as its beginning in UTC.
#[must_use]
pub fn parse(text: &str) -> Option<u64> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok().or_else(|| {
        let day = Date::parse(text, DAY).ok()?;
        Some(day.with_time(time!(0:00)).assume_utc())
    })?;
    // A date before the epoch is before every order.
    Some(u64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_survives_writing_and_reading() {
        let moment = 1_780_833_600_123;
        assert_eq!(iso(moment), "2026-06-07T12:00:00.123Z");
        assert_eq!(parse(&iso(moment)), Some(moment));
        assert_eq!(parse("2026-06-07T15:00:00.123+03:00"), Some(moment));
        assert_eq!(parse("2026-06-07"), Some(1_780_790_400_000));
        assert_eq!(parse("yesterday"), None);
        assert_eq!(iso_seconds(moment), "2026-06-07T12:00:00Z");
        assert_eq!(http_date(moment), "Sun, 07 Jun 2026 12:00:00 GMT");
    }
}

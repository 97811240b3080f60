//! Reports of what was sold: which days are meant, by the computer's own calendar, and what they hold.

pub(crate) mod exceptions;
pub(crate) mod file;
mod paper;

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    views::report::sales::{Eyes, SalesReportView},
};
use clap::ValueEnum;
use domain::time::Timestamp;
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use serde::Deserialize;
use specta::Type;
use storage::Days;

/// More days than this are no report that a person reads.
const DAYS_MAX: i32 = 400;

/// What a report is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Type, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Topic {
    /// What was sold
    #[default]
    Sales,
    /// What people did out of the ordinary: reveals, reprints, refunds, differences of the drawer
    Exceptions,
}

/// A period as a person asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Period {
    /// Today so far.
    Today,
    /// The day before.
    Yesterday,
    /// Today and the six days before.
    Week,
    /// This month so far.
    Month,
    /// From one day to another.
    Custom,
}

/// The days of a period, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    first: Date,
    last: Date,
}

impl Span {
    /// The days that a period means now.
    pub(crate) fn of(
        period: Period,
        from: Option<&str>,
        to: Option<&str>,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let today = today(now)?;
        let before = |days: i64| today.checked_sub(days.days()).unwrap_or(today);
        match period {
            Period::Today => Ok(Self { first: today, last: today }),
            Period::Yesterday => Ok(Self { first: before(1), last: before(1) }),
            Period::Week => Ok(Self { first: before(6), last: today }),
            Period::Month => Ok(Self { first: today.first_of_month(), last: today }),
            Period::Custom => {
                let first = from.map_or(Ok(today), day)?;
                let last = to.map_or(Ok(today.max(first)), day)?;
                let length = (last - first).get_days();
                if (0..DAYS_MAX).contains(&length) {
                    Ok(Self { first, last })
                } else {
                    Err(Failure::about(ErrorCode::PeriodInvalid, format!("{first} – {last}")))
                }
            }
        }
    }

    pub(crate) fn days(&self) -> Days {
        Days { from: self.first.to_string(), to: self.last.to_string() }
    }

    fn each(&self) -> Vec<String> {
        let last = self.last;
        let days = self.first.series(1.day()).take_while(|day| *day <= last);
        days.map(|day| day.to_string()).collect()
    }
}

/// The shop's day at a moment.
fn today(now: Timestamp) -> Result<Date, Failure> {
    let at = jiff::Timestamp::from_millisecond(now.0);
    let at = at.map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    Ok(at.to_zoned(TimeZone::system()).date())
}

fn day(text: &str) -> Result<Date, Failure> {
    text.trim().parse().map_err(|_| Failure::about(ErrorCode::PeriodInvalid, text))
}

/// What was sold in these days.
pub(crate) async fn read(
    session: &Session,
    span: Span,
    eyes: Eyes,
) -> Result<SalesReportView, Failure> {
    let days = span.days();
    let report = session.storage.sales_report(&days, session.shop().currency).await?;
    Ok(SalesReportView::new(report, &days, &span.each(), eyes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(period: Period, from: Option<&str>, to: Option<&str>) -> Result<Vec<String>, Failure> {
        // Noon, so that it is the same day in every time zone but the outermost.
        let now = Timestamp(1_793_707_200_000);
        Span::of(period, from, to, now).map(|span| span.each())
    }

    #[test]
    fn periods_are_whole_days_that_end_today() {
        assert_eq!(span(Period::Today, None, None).unwrap(), ["2026-11-03"]);
        assert_eq!(span(Period::Yesterday, None, None).unwrap(), ["2026-11-02"]);
        let week = span(Period::Week, None, None).unwrap();
        assert_eq!((week.len(), week[0].as_str()), (7, "2026-10-28"));
        assert_eq!(
            span(Period::Month, None, None).unwrap(),
            ["2026-11-01", "2026-11-02", "2026-11-03"]
        );
    }

    #[test]
    fn a_period_of_ones_own_is_in_order_and_not_endless() {
        let custom = |from, to| span(Period::Custom, Some(from), Some(to));
        assert_eq!(custom("2026-02-27", "2026-03-01").unwrap().len(), 3);
        for (from, to) in [
            ("2026-03-02", "2026-03-01"),
            ("2026-13-01", "2026-03-01"),
            ("yesterday", "2026-03-01"),
            ("2024-01-01", "2026-01-01"),
        ] {
            let failure = custom(from, to).unwrap_err();
            assert_eq!(failure.code.as_str(), "period_invalid", "{from} {to}");
        }
        assert_eq!(span(Period::Custom, Some("2026-11-02"), None).unwrap().len(), 2);
    }
}

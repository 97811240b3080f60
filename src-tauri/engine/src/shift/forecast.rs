//! How long a wallet lasts.

use domain::{
    forecast::{Pattern, hour_of_week},
    ids::SupplierId,
    money::Currency,
    shift::{WalletSum, less},
    time::Timestamp,
};
use rust_decimal::Decimal;

const HOUR_MS: i64 = 3_600_000;

/// Hours until a wallet is empty: as the last weeks went by the hour of the week, where there is a week to
/// look at; else if it goes on as since then, and not guessed from less than an hour.
pub(super) fn hours_left(
    sum: &WalletSum,
    patterns: &[(SupplierId, Currency, Pattern)],
    since: Timestamp,
    at: Timestamp,
) -> Option<Decimal> {
    let balance = sum.reported?.amount();
    let own = |it: &&(SupplierId, Currency, Pattern)| it.0 == sum.supplier && it.1 == sum.currency;
    if let Some((_, _, pattern)) = patterns.iter().find(own) {
        return pattern.lasts(balance, hour_of_week(at.0)).map(Decimal::from);
    }
    let lasted_ms = at.0.saturating_sub(since.0);
    let spent = less(sum.charged, sum.rolled_back).amount();
    if lasted_ms < HOUR_MS || spent <= Decimal::ZERO || balance < Decimal::ZERO {
        return None;
    }
    let hours = Decimal::from(lasted_ms).checked_div(Decimal::from(HOUR_MS))?;
    Some(balance.checked_mul(hours)?.checked_div(spent)?.floor())
}

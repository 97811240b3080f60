//! What an order cost in its customer's currency, by the rates in force when its cost became known.
//! Kept on the order with the rate: tomorrow's rate changes nothing about today's margin.

use crate::{open::journal_error, rows, shifts};
use domain::{
    ids::OrderId,
    money::{Currency, Money},
    shop::{exchange, rate_between},
};
use engine::ports::journal::JournalError;
use rust_decimal::Decimal;
use sqlx::SqliteConnection;

/// A cost in another currency.
#[derive(Debug)]
pub(crate) struct OwnCost {
    /// 1 of the cost's currency in the customer's.
    pub(crate) rate: Decimal,
    /// The cost, half up to that currency's digits.
    pub(crate) cost: Money,
}

/// A cost in the currency of an order's price. None where the shop has no rate for it: then nobody
/// knows the margin, and no sale stops for that.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    cost: Money,
    own: Currency,
) -> Result<Option<OwnCost>, JournalError> {
    if cost.currency() == own {
        return Ok(Some(OwnCost { rate: Decimal::ONE, cost: cost.rounded() }));
    }
    let rates = shifts::rates_in_force(connection).await?;
    let found = exchange(cost, &rates, own).ok().flatten();
    let rate = rate_between(&rates, cost.currency(), own);
    Ok(found.zip(rate).map(|(cost, rate)| OwnCost { rate, cost }))
}

/// The same for an order that is written down already.
pub(crate) async fn of_order(
    connection: &mut SqliteConnection,
    order: &OrderId,
    cost: Money,
) -> Result<Option<OwnCost>, JournalError> {
    type Row = (String, Option<String>, Option<String>, Option<String>);
    let (own, known, code, rate): Row = sqlx::query_as(
        "select price_currency, cost, cost_currency, cost_rate from orders where id = ?",
    )
    .bind(order.as_str())
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    let own = rows::currency(&own)?;
    // The rate of the sale stays, also when the supplier names another figure the next day.
    if let (Some(_), Some(code), Some(rate)) = (known, code, rate)
        && code == cost.currency().code()
    {
        let rate = rows::decimal(&rate)?;
        let cost = cost.convert(rate, own).ok();
        return Ok(cost.map(|cost| OwnCost { rate, cost }));
    }
    of(connection, cost, own).await
}

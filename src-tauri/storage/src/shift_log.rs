//! The shift's log: written in the transaction of what it tells of, so that each line is in exactly
//! one Z, whatever other processes do at that moment.

use crate::{
    Approval,
    chain::salt,
    open::journal_error,
    rows::{money, word},
};
use domain::{
    ids::{OrderId, SaleId},
    money::Money,
    reason::ReasonCode,
    sale::{TenderKind, TenderState},
    time::Timestamp,
};
use engine::{
    ports::{journal::JournalError, shifts::LogKind},
    records::EventKind,
    tender::machine::Batch,
};
use sqlx::SqliteConnection;

type Answer<T> = Result<T, JournalError>;

/// The tender of notes and coins.
pub(crate) const CASH: &str = "cash";
/// The tender of what is owed.
pub(crate) const DEBT: &str = "debt";

/// A line to be written.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) at: Timestamp,
    pub(crate) kind: LogKind,
    pub(crate) tender: Option<&'a str>,
    pub(crate) amount: Option<Money>,
    pub(crate) sale: Option<&'a SaleId>,
    pub(crate) clerk: Option<&'a str>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) approval: Option<Approval<'a>>,
}

impl<'a> Line<'a> {
    pub(crate) fn new(kind: LogKind, at: Timestamp) -> Self {
        let (tender, amount, sale) = (None, None, None);
        Self { at, kind, tender, amount, sale, clerk: None, reason: None, approval: None }
    }

    /// Money of a sale.
    pub(crate) fn of_sale(self, sale: &'a SaleId, tender: &'a str, amount: Money) -> Self {
        Self { sale: Some(sale), tender: Some(tender), amount: Some(amount), ..self }
    }
}

/// The words a line is stored with: what, and why it went back.
pub(crate) fn words(kind: LogKind) -> (&'static str, Option<&'static str>) {
    match kind {
        LogKind::Taken => ("taken", None),
        LogKind::Refused => ("given_back", Some("refused")),
        LogKind::Refunded => ("given_back", Some("refund")),
        LogKind::PayIn => ("pay_in", None),
        LogKind::PayOut => ("pay_out", None),
        LogKind::Drawer => ("drawer", None),
        LogKind::Again => ("again", None),
        LogKind::WrongPin => ("wrong_pin", None),
        LogKind::Approval => ("approval", None),
        LogKind::DebtRepaid => ("debt_repaid", None),
        LogKind::DebtForgiven => ("debt_forgiven", None),
    }
}

pub(crate) fn from_words(kind: &str, cause: Option<&str>) -> Option<LogKind> {
    const ALL: [LogKind; 11] = [
        LogKind::Taken,
        LogKind::Refused,
        LogKind::Refunded,
        LogKind::PayIn,
        LogKind::PayOut,
        LogKind::Drawer,
        LogKind::Again,
        LogKind::WrongPin,
        LogKind::Approval,
        LogKind::DebtRepaid,
        LogKind::DebtForgiven,
    ];
    ALL.into_iter().find(|known| words(*known) == (kind, cause))
}

/// The shift that what happens now belongs to: the open one, else the next; and whether it is open.
pub(crate) async fn present(connection: &mut SqliteConnection) -> Answer<(i64, bool)> {
    sqlx::query_as(
        "select coalesce(max(case when closed_at is null then number end),
                coalesce(max(number), 0) + 1),
             coalesce(max(closed_at is null), 0)
         from shifts",
    )
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// Writes a line. The record of its transaction shows it.
pub(crate) async fn put(connection: &mut SqliteConnection, line: &Line<'_>) -> Answer<()> {
    let (shift, inside) = present(connection).await?;
    let (kind, cause) = words(line.kind);
    sqlx::query(
        "insert into shift_log (shift, inside, at, kind, cause, tender, amount, currency, sale_id,
             clerk, reason, reason_salt, asked_right, approver, order_id)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select id from orders where id = ?))",
    )
    .bind(shift)
    .bind(inside)
    .bind(line.at.0)
    .bind(kind)
    .bind(cause)
    .bind(line.tender)
    .bind(line.amount.map(Money::to_full))
    .bind(line.amount.map(|amount| amount.currency().to_string()))
    .bind(line.sale.map(SaleId::as_str))
    .bind(line.clerk)
    .bind(line.reason)
    .bind(line.reason.map(|_| salt()).transpose()?)
    .bind(line.approval.map(|approval| approval.right.as_str()))
    .bind(line.approval.map(|approval| approval.approver))
    .bind(line.approval.and_then(|approval| approval.order).map(OrderId::as_str))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// An order was refused: its price goes back. Cash does so at once, save where a person decided later
/// that nothing was bought (contract §4); a debt is taken off at once in any case, for nothing has to
/// change hands; a card's money moves with its tender. Answers the sale if a line was written.
pub(crate) async fn refused(
    connection: &mut SqliteConnection,
    order: &OrderId,
    why: Option<ReasonCode>,
    at: Timestamp,
) -> Answer<Option<SaleId>> {
    type Row = (String, String, Option<i64>, String, String);
    let (sale, tender, sold, price, currency): Row = sqlx::query_as(
        "select s.id, s.tender_kind, s.shift, o.price, o.price_currency
         from orders o join sales s on s.id = o.sale_id where o.id = ?",
    )
    .bind(order.as_str())
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    let tender = word("tender", &tender, TenderKind::from_word)?;
    let is_cash = tender == TenderKind::Cash;
    // What was never paid, and what was sold before there were shifts, is in no Z.
    if sold.is_none() || is_cash && why == Some(ReasonCode::PersonDecided) {
        return Ok(None);
    }
    let (shift, _) = present(connection).await?;
    let returned =
        sqlx::query("update orders set returned_shift = ? where id = ? and returned_shift is null")
            .bind(shift)
            .bind(order.as_str())
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?
            .rows_affected();
    let Some(tender) = at_once(tender) else { return Ok(None) };
    // What the owner gave back before its fate was known does not go back once more.
    if returned == 0 {
        return Ok(None);
    }
    let sale = SaleId::new(sale);
    let line = Line::new(LogKind::Refused, at).of_sale(&sale, tender, money(&price, &currency)?);
    put(connection, &line).await?;
    Ok(Some(sale))
}

/// The tender as it stands in the log, if a sale's money is the shop's, or owed to it, as soon as it begins.
pub(crate) fn at_once(kind: TenderKind) -> Option<&'static str> {
    match kind {
        TenderKind::Cash => Some(CASH),
        TenderKind::Debt => Some(DEBT),
        TenderKind::Payerly | TenderKind::Mpg => None,
    }
}

/// All of a sale's money went back: so did every price that had not before.
pub(crate) async fn all_returned(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    at: Timestamp,
) -> Answer<()> {
    let (shift, _) = present(connection).await?;
    sqlx::query(
        "update orders set returned_shift = ?1,
             returned_hour = strftime('%Y-%m-%d %H', ?3 / 1000, 'unixepoch', 'localtime')
         where sale_id = ?2 and returned_shift is null
           and exists (select 1 from sales where id = ?2 and shift is not null)",
    )
    .bind(shift)
    .bind(sale.as_str())
    .bind(at.0)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// A card tender as far as its money matters to a shift.
#[derive(sqlx::FromRow)]
struct Card {
    processor: String,
    state: String,
    amount: String,
    currency: String,
    total: String,
    total_currency: String,
    parts: String,
    shift: Option<i64>,
}

/// Brings the log up to where a card tender is after a step: what was taken since, and what went
/// back. Booked is the difference to what was booked before, so nothing is booked twice.
pub(crate) async fn card_moved(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    batch: &Batch,
) -> Answer<()> {
    let (at, clerk) = (batch.at, batch.clerk.as_deref());
    let card: Card = sqlx::query_as(
        "select t.processor, s.tender_state as state, s.tender_amount as amount,
             s.tender_currency as currency, s.total, s.currency as total_currency, t.parts, s.shift
         from tenders t join sales s on s.id = t.sale_id where s.id = ?",
    )
    .bind(sale.as_str())
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    let amount = money(&card.amount, &card.currency)?;
    let is_sold =
        card.state == TenderState::Paid.as_str() || card.state == TenderState::Authorised.as_str();
    if is_sold && card.shift.is_none() {
        sold(connection, sale).await?;
    }
    let taken = taken(connection, sale, &card, amount).await?;
    let back = moves(connection, sale, "refund", amount.currency()).await?;
    let way = (sale, card.processor.as_str());
    if let Some(amount) = unbooked(connection, LogKind::Taken, way, taken).await? {
        let line = Line::new(LogKind::Taken, at).of_sale(sale, &card.processor, amount);
        put(connection, &Line { clerk, ..line }).await?;
    }
    if let Some(amount) = unbooked(connection, LogKind::Refunded, way, back).await? {
        let asked = Asked::back(connection, sale).await?;
        let line = Line::new(asked.kind, at).of_sale(sale, &card.processor, amount);
        let (clerk, reason) = (asked.clerk.as_deref(), asked.reason.as_deref());
        put(connection, &Line { clerk, reason, ..line }).await?;
    }
    let mut is_all_back = back.amount() >= taken.amount();
    if batch.kind == Some(EventKind::CashBack) {
        let rest = domain::shift::less(taken, back);
        let total = money(&card.total, &card.total_currency)?;
        let cash = in_shop_money(rest, amount, total);
        let line = Line::new(LogKind::Refunded, at).of_sale(sale, CASH, cash);
        put(connection, &Line { clerk, reason: batch.detail.as_deref(), ..line }).await?;
        is_all_back = true;
    }
    if is_all_back && !taken.amount().is_zero() {
        all_returned(connection, sale, at).await?;
    }
    Ok(())
}

/// Why money goes back through its processor: who asked for it, and in which words.
struct Asked {
    kind: LogKind,
    clerk: Option<String>,
    reason: Option<String>,
}

impl Asked {
    /// The newest word about giving back is about the movement that has come to its end, for none begins
    /// while another is open. Behind the amount stands what a person said; where nobody asked, the till
    /// gives back by itself what was not delivered.
    async fn back(connection: &mut SqliteConnection, sale: &SaleId) -> Answer<Self> {
        let told: Option<(Option<String>, Option<String>)> = sqlx::query_as(
            "select e.clerk, e.detail from orders o join events e on e.order_id = o.id
             where o.sale_id = ? and e.kind = ? order by e.seq desc limit 1",
        )
        .bind(sale.as_str())
        .bind(EventKind::GiveBack.as_str())
        .fetch_optional(connection)
        .await
        .map_err(journal_error)?;
        let (clerk, detail) = told.unwrap_or_default();
        let reason = detail.and_then(|told| Some(told.split_once(": ")?.1.to_owned()));
        // A shop without clerks has nobody's name, and asks for a reason all the same.
        let is_asked = clerk.is_some() || reason.is_some();
        let kind = if is_asked { LogKind::Refunded } else { LogKind::Refused };
        Ok(Self { kind, clerk, reason })
    }
}

/// A part of a card's money in what the customer would have paid in cash.
fn in_shop_money(part: Money, whole: Money, total: Money) -> Money {
    if part.currency() == total.currency() {
        return part;
    }
    let share = total.amount().checked_mul(part.amount());
    let share = share.and_then(|share| share.checked_div(whole.amount()));
    share.map_or(total, |share| Money::new(share, total.currency()).rounded())
}

/// The sale's money was taken: it belongs to the present shift.
pub(crate) async fn sold(connection: &mut SqliteConnection, sale: &SaleId) -> Answer<()> {
    let (shift, _) = present(connection).await?;
    sqlx::query("update sales set shift = ? where id = ? and shift is null")
        .bind(shift)
        .bind(sale.as_str())
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

/// What a processor has taken: the customer's payments, else what was captured, else the whole.
async fn taken(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    card: &Card,
    amount: Money,
) -> Answer<Money> {
    let parts = crate::tender_rows::parts_from_text(&card.parts, amount.currency())?;
    if !parts.is_empty() {
        let zero = Money::zero(amount.currency());
        return Ok(parts.iter().fold(zero, |sum, part| domain::shift::plus(sum, part.amount)));
    }
    let captured = moves(connection, sale, "capture", amount.currency()).await?;
    let is_whole = [TenderState::Paid, TenderState::Refunding, TenderState::Refunded]
        .iter()
        .any(|state| state.as_str() == card.state);
    Ok(if captured.amount().is_zero() && is_whole { amount } else { captured })
}

/// Movements of one kind that are done.
async fn moves(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    kind: &str,
    currency: domain::money::Currency,
) -> Answer<Money> {
    let done: Vec<(String, String)> = sqlx::query_as(
        "select amount, currency from money_moves where sale_id = ? and kind = ? and state = 'done'",
    )
    .bind(sale.as_str())
    .bind(kind)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let mut sum = Money::zero(currency);
    for (amount, code) in done {
        sum = domain::shift::plus(sum, money(&amount, &code)?);
    }
    Ok(sum)
}

/// What of a card's money that moved is in no line yet.
async fn unbooked(
    connection: &mut SqliteConnection,
    kind: LogKind,
    (sale, tender): (&SaleId, &str),
    now: Money,
) -> Answer<Option<Money>> {
    let (word, _) = words(kind);
    let booked: Vec<(String, String)> = sqlx::query_as(
        "select amount, currency from shift_log
         where coalesce(sale_id, '') = ? and kind = ? and tender = ?",
    )
    .bind(sale.as_str())
    .bind(word)
    .bind(tender)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let mut rest = now;
    for (amount, code) in booked {
        rest = domain::shift::less(rest, money(&amount, &code)?);
    }
    Ok((rest.amount() > rust_decimal::Decimal::ZERO).then_some(rest))
}

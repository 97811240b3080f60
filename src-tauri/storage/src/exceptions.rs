//! What people did out of the ordinary in a period, counted for each, and one by one. A name somebody had
//! before counts for the name they have now.

use crate::{
    open::{Storage, journal_error},
    refund_told::is_refund,
    reports::Days,
    rows::{money, word},
};
use domain::{
    exception::ExceptionKind,
    ids::OrderId,
    money::{Currency, Money},
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::BTreeMap;

type Answer<T> = Result<T, JournalError>;

/// What one person did out of the ordinary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// How often what was done; what was not done is absent.
    pub counts: BTreeMap<ExceptionKind, u32>,
    /// How many shifts they closed.
    pub shifts: u32,
    /// What was too much and too little in the drawer then, in each currency with a difference.
    pub drawers: Vec<OverShort>,
}

/// What was too much and what was too little. The two are kept apart: a day with too much does not make
/// up for one with too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverShort {
    /// Of this currency.
    pub currency: Currency,
    /// Too much.
    pub over: Money,
    /// Too little, above zero.
    pub short: Money,
}

/// One of the things somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionEvent {
    /// When.
    pub at: Timestamp,
    /// With which order, where it is about one.
    pub order: Option<OrderId>,
    /// Why, where somebody said so.
    pub reason: Option<String>,
    /// What the customer brought who was given money back.
    pub proof: Option<String>,
    /// Who approved it.
    pub approver: Option<String>,
    /// Which right was approved.
    pub right: Option<String>,
}

/// A refund for which somebody had to see a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedRefund {
    /// Who gave the money back; an empty name is nobody in particular.
    pub clerk: String,
    /// When.
    pub at: Timestamp,
    /// One of the sale's orders.
    pub order: OrderId,
    /// What the customer brought, behind what the table asked for.
    pub proof: String,
}

/// Which of them to list.
#[derive(Clone, Debug)]
pub struct ExceptionsAsked {
    /// On these days.
    pub days: Days,
    /// By this person; an empty name is nobody.
    pub clerk: String,
    /// Of this kind.
    pub kind: ExceptionKind,
    /// At most so many, the newest.
    pub limit: u32,
}

/// All of it, one row each: events by the index of what has to be told, the shift's log by its own. What
/// is counted once for its sale has the sale's id in `once`.
const TOLD: &str = concat!(
    "
    bounds as (select cast(strftime('%s', ?1, 'utc') as integer) * 1000 as first,
        cast(strftime('%s', ?2, '+1 day', 'utc') as integer) * 1000 as last),
    done as (
        select e.at, e.clerk, e.order_id, e.detail as reason,
            case when e.kind in ('cash_back', 'give_back', 'debt_taken_off') then (
                select p.detail from orders po join events p on p.order_id = po.id
                where po.sale_id = o.sale_id and p.kind = 'refund_proof' and p.seq < e.seq
                order by p.seq desc limit 1) end as proof,
            null as approver, null as asked_right,
            case when e.kind in ('tender_cancelled', 'cash_back', 'give_back', 'debt_taken_off')
                then o.sale_id
                else 'event ' || e.seq end as once,
            case when e.kind = 'reveal' then 'reveals'
                when e.kind = 'resolved' then 'decisions'
                when e.kind = 'tender_cancelled' then 'voids'
                when ",
    is_refund!(),
    " then 'refunds'
                when e.kind in ('print', 'sms', 'whatsapp') and exists (
                    select 1 from events b where b.order_id = e.order_id and b.seq < e.seq
                        and b.kind in ('print', 'sms', 'whatsapp')) then 'reprints' end as kind
        from events e join orders o on o.id = e.order_id
        where e.at >= (select first from bounds) and e.at < (select last from bounds)
            and e.kind in ('reveal', 'resolved', 'print', 'sms', 'whatsapp', 'tender_cancelled',
                'cash_back', 'give_back', 'debt_taken_off')
        union all
        select at, clerk, order_id, detail, null, null, null, 'event ' || seq, 'overrides' from events
        where at >= (select first from bounds) and at < (select last from bounds)
            and kind = 'guard_overridden'
        union all
        select at, clerk, order_id, reason, null, approver, asked_right, 'line ' || id,
            case kind when 'drawer' then 'no_sales' when 'again' then 'overrides'
                when 'approval' then 'approvals' when 'wrong_pin' then 'wrong_pins' end
        from shift_log
        where at >= (select first from bounds) and at < (select last from bounds)
            and kind in ('drawer', 'again', 'wrong_pin', 'approval')),
    told as (
        select d.*, coalesce(c.renamed_to, d.clerk, '') as person
        from done d left join clerks c on c.name = d.clerk where d.kind is not null)"
);

#[derive(FromRow)]
struct EventRow {
    at: i64,
    kind: String,
    order_id: Option<String>,
    reason: Option<String>,
    proof: Option<String>,
    approver: Option<String>,
    asked_right: Option<String>,
}

impl EventRow {
    fn event(self) -> ExceptionEvent {
        // Of a slip or a message the detail is the printer or the telephone, which is no reason.
        let has_reason = self.kind != ExceptionKind::Reprint.as_str();
        ExceptionEvent {
            at: Timestamp(self.at),
            order: self.order_id.map(OrderId::new),
            reason: self.reason.filter(|_| has_reason),
            proof: self.proof,
            approver: self.approver,
            right: self.asked_right,
        }
    }
}

impl Storage {
    /// What each person did out of the ordinary in a period; an empty name is nobody in particular.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn exceptions(&self, days: &Days) -> Answer<BTreeMap<String, Exceptions>> {
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        // Made of the constants of this file alone.
        let counts = AssertSqlSafe(format!(
            "with {TOLD} select person, kind, count(distinct once) from told group by person, kind"
        ));
        let counts: Vec<(String, String, u32)> = sqlx::query_as(counts)
            .bind(&days.from)
            .bind(&days.to)
            .fetch_all(&mut *tx)
            .await
            .map_err(journal_error)?;
        let drawers: Vec<(String, u32, Option<String>, Option<String>)> = sqlx::query_as(
            "with bounds as (select cast(strftime('%s', ?1, 'utc') as integer) * 1000 as first,
                 cast(strftime('%s', ?2, '+1 day', 'utc') as integer) * 1000 as last)
             select coalesce(c.renamed_to, s.closed_by, ''), s.number, d.currency, d.difference
             from bounds, shifts s left join v_drawers d on d.shift = s.number
                 left join clerks c on c.name = s.closed_by
             where s.closed_at >= first and s.closed_at < last order by s.number, d.currency",
        )
        .bind(&days.from)
        .bind(&days.to)
        .fetch_all(&mut *tx)
        .await
        .map_err(journal_error)?;
        tx.commit().await.map_err(journal_error)?;

        let mut people: BTreeMap<String, Exceptions> = BTreeMap::new();
        for (person, kind, count) in counts {
            let kind = word("exception", &kind, ExceptionKind::from_word)?;
            people.entry(person).or_default().counts.insert(kind, count);
        }
        let mut last = None;
        for (person, shift, currency, difference) in drawers {
            let one = people.entry(person).or_default();
            if last != Some(shift) {
                one.shifts = one.shifts.saturating_add(1);
                last = Some(shift);
            }
            if let (Some(currency), Some(difference)) = (currency, difference) {
                one.take_in(money(&difference, &currency)?);
            }
        }
        Ok(people)
    }

    /// Some of them one by one, the newest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn exception_events(&self, asked: &ExceptionsAsked) -> Answer<Vec<ExceptionEvent>> {
        // Made of the constants of this file alone.
        let sql = AssertSqlSafe(format!(
            "with {TOLD} select max(at) as at, kind, order_id, reason, proof, approver, asked_right from told
             where person = ?3 and kind = ?4 group by once order by 1 desc limit ?5"
        ));
        // SQLite's own rule: the other columns are those of the row that has the maximum.
        let rows: Vec<EventRow> = sqlx::query_as(sql)
            .bind(&asked.days.from)
            .bind(&asked.days.to)
            .bind(&asked.clerk)
            .bind(asked.kind.as_str())
            .bind(asked.limit)
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(rows.into_iter().map(EventRow::event).collect())
    }

    /// The refunds of a period for which a proof was kept, in the order they were given. Each counts once for
    /// its sale, as among the exceptions.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn proved_refunds(&self, days: &Days) -> Answer<Vec<ProvedRefund>> {
        // Made of the constants of this file alone. The other columns are those of the row that has the maximum.
        let sql = AssertSqlSafe(format!(
            "with {TOLD} select person, max(at) as at, order_id, proof from told
             where kind = ?3 and proof is not null and order_id is not null
             group by person, once order by 2, once"
        ));
        let rows: Vec<(String, i64, String, String)> = sqlx::query_as(sql)
            .bind(&days.from)
            .bind(&days.to)
            .bind(ExceptionKind::Refund.as_str())
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        let refund = |(clerk, at, order, proof)| ProvedRefund {
            clerk,
            at: Timestamp(at),
            order: OrderId::new(order),
            proof,
        };
        Ok(rows.into_iter().map(refund).collect())
    }
}

impl Exceptions {
    /// Adds what a drawer had too much or too little.
    fn take_in(&mut self, difference: Money) {
        let amount = difference.amount();
        if amount.is_zero() {
            return;
        }
        let currency = difference.currency();
        let zero = Money::zero(currency);
        let at = match self.drawers.iter().position(|known| known.currency == currency) {
            Some(at) => at,
            None => {
                self.drawers.push(OverShort { currency, over: zero, short: zero });
                self.drawers.len().saturating_sub(1)
            }
        };
        let Some(drawer) = self.drawers.get_mut(at) else { return };
        let side = if amount.is_sign_negative() { &mut drawer.short } else { &mut drawer.over };
        *side = Money::new(side.amount().saturating_add(amount.abs()), currency);
    }
}

#[cfg(test)]
#[path = "exceptions_tests.rs"]
mod tests;

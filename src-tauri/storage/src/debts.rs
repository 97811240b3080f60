//! Customers who buy on account, as the debt book knows them. What they were given is read from their sales,
//! so no refusal and no refund can be forgotten here.

use crate::{
    open::{Storage, journal_error},
    rows::{corrupt, currency, decimal, money, word},
};
use domain::{
    debt::{CreditStop, Given, Standing},
    ids::{DebtorId, SaleId},
    money::{Currency, Money},
    phone::Phone,
    shift::plus,
    time::Timestamp,
};
use engine::ports::journal::{JournalError, NewSale};
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeMap;

type Answer<T> = Result<T, JournalError>;

/// What anybody may owe who has no limit of their own; without it, the debt book is closed.
pub(crate) const USUAL_LIMIT: &str = "shop.debt.limit";

/// A customer who may buy on account.
#[derive(Clone, Debug)]
pub struct Debtor {
    /// The till's number for them.
    pub id: DebtorId,
    /// Their name; none once erased.
    pub name: Option<String>,
    /// Their phone; none once erased.
    pub phone: Option<Phone>,
    /// What they may owe, where it is not the shop's usual.
    pub own_limit: Option<Money>,
    /// The one currency of their account: the shop's.
    pub currency: Currency,
    /// When they were added.
    pub added_at: Timestamp,
    /// Where their account stands.
    pub standing: Standing,
}

impl Debtor {
    /// What they may owe: nothing while the debt book is closed.
    #[must_use]
    pub fn limit(&self, usual: Option<Money>) -> Money {
        let zero = Money::zero(self.currency);
        usual.map_or(zero, |usual| self.own_limit.unwrap_or(usual))
    }
}

/// What happened on a debtor's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebtKind {
    /// Something was sold on account.
    Sold,
    /// Of what was sold something was not delivered, or was given back.
    TakenOff,
    /// They paid.
    Repaid,
    /// It was forgiven.
    Forgiven,
}

impl DebtKind {
    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DebtKind::Sold => "sold",
            DebtKind::TakenOff => "taken_off",
            DebtKind::Repaid => "repaid",
            DebtKind::Forgiven => "forgiven",
        }
    }

    pub(crate) fn from_word(text: &str) -> Option<Self> {
        [Self::Sold, Self::TakenOff, Self::Repaid, Self::Forgiven]
            .into_iter()
            .find(|it| it.as_str() == text)
    }
}

/// One line of a debtor's statement.
#[derive(Clone, Debug)]
pub struct DebtLine {
    /// What.
    pub kind: DebtKind,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub amount: Money,
    /// Which sale.
    pub sale: Option<SaleId>,
    /// By whom.
    pub clerk: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    name: Option<String>,
    phone: Option<String>,
    limit_amount: Option<String>,
    currency: String,
    added_at: i64,
}

/// A sale on account.
struct Sold {
    sale: SaleId,
    clerk: Option<String>,
    /// Its whole price.
    total: Money,
    /// What is still to be paid for it.
    given: Given,
}

impl Storage {
    /// What anybody may owe who has no limit of their own; `None` while the debt book is closed.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn usual_debt_limit(&self) -> Answer<Option<Money>> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        usual_limit(&mut connection).await
    }

    /// Everybody in the debt book who was not erased, those who owe most first.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn debtors(&self, now: Timestamp) -> Answer<Vec<Debtor>> {
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let rows: Vec<Row> = sqlx::query_as(
            "select id, name, phone, limit_amount, currency, added_at from debtors
             where erased_at is null order by name, id",
        )
        .fetch_all(&mut *tx)
        .await
        .map_err(journal_error)?;
        let mut debtors = Vec::with_capacity(rows.len());
        for row in rows {
            debtors.push(read(&mut tx, row, now).await?);
        }
        tx.commit().await.map_err(journal_error)?;
        debtors.sort_by_key(|debtor| std::cmp::Reverse(debtor.standing.owed.amount()));
        Ok(debtors)
    }

    /// One of them, by number; also one who was erased.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn debtor(&self, id: &DebtorId, now: Timestamp) -> Answer<Option<Debtor>> {
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let debtor = debtor(&mut tx, id, now).await?;
        tx.commit().await.map_err(journal_error)?;
        Ok(debtor)
    }

    /// The number of whoever has this phone.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn debtor_of_phone(&self, phone: &Phone) -> Answer<Option<DebtorId>> {
        let id: Option<i64> = sqlx::query_scalar("select id from debtors where phone = ?")
            .bind(phone.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(id.map(|id| DebtorId::new(id.to_string())))
    }

    /// Who owes a sale, as they stand at this moment; nobody where it was not on account.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn debtor_of_sale(&self, sale: &SaleId, now: Timestamp) -> Answer<Option<Debtor>> {
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let id: Option<i64> =
            sqlx::query_scalar("select debtor from sales where id = ? and debtor is not null")
                .bind(sale.as_str())
                .fetch_optional(&mut *tx)
                .await
                .map_err(journal_error)?;
        let found = match id {
            Some(id) => debtor(&mut tx, &DebtorId::new(id.to_string()), now).await?,
            None => None,
        };
        tx.commit().await.map_err(journal_error)?;
        Ok(found)
    }

    /// What happened on a debtor's account, oldest first. A line never changes afterwards: what goes back of a
    /// sale is a line of its own, at the moment at which it went back.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn debt_lines(&self, id: &DebtorId) -> Answer<Vec<DebtLine>> {
        type Entry = (String, String, String, i64, Option<String>, Option<String>, Option<String>);
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let sold = sold_to(&mut tx, id).await?.into_iter().map(|sold| DebtLine {
            kind: DebtKind::Sold,
            at: sold.given.at,
            amount: sold.total,
            sale: Some(sold.sale),
            clerk: sold.clerk,
            reason: None,
        });
        let mut lines: Vec<DebtLine> = sold.collect();
        let entries: Vec<Entry> = sqlx::query_as(
            "select 'taken_off', l.amount, l.currency, l.at, l.clerk,
                 case l.cause when 'refund' then l.reason end, l.sale_id
             from sales s join shift_log l on coalesce(l.sale_id, '') = s.id
             where s.debtor = cast(?1 as integer) and l.kind = 'given_back' and l.tender = 'debt'
             union all
             select kind, amount, currency, at, clerk, reason, null from debt_entries
             where debtor = cast(?1 as integer)",
        )
        .bind(id.as_str())
        .fetch_all(&mut *tx)
        .await
        .map_err(journal_error)?;
        tx.commit().await.map_err(journal_error)?;
        for (kind, amount, code, at, clerk, reason, sale) in entries {
            let kind = word("debt entry", &kind, DebtKind::from_word)?;
            let (at, amount) = (Timestamp(at), money(&amount, &code)?);
            let sale = sale.map(SaleId::new);
            lines.push(DebtLine { kind, at, amount, sale, clerk, reason });
        }
        // In one moment a sale comes before what is off it.
        lines.sort_by_key(|line| line.at);
        Ok(lines)
    }
}

/// The same, within a transaction.
pub(crate) async fn usual_limit(connection: &mut SqliteConnection) -> Answer<Option<Money>> {
    type Setting = (Option<String>, Option<String>);
    let (limit, code): Setting = sqlx::query_as(
        "select (select value from settings where key = ?),
             (select value from settings where key = 'shop.currency')",
    )
    .bind(USUAL_LIMIT)
    .fetch_one(connection)
    .await
    .map_err(journal_error)?;
    match (limit.filter(|limit| !limit.is_empty()), code) {
        (Some(limit), Some(code)) => money(&limit, &code).map(Some),
        _ => Ok(None),
    }
}

/// A debtor as they stand in this transaction.
pub(crate) async fn debtor(
    connection: &mut SqliteConnection,
    id: &DebtorId,
    now: Timestamp,
) -> Answer<Option<Debtor>> {
    let row: Option<Row> = sqlx::query_as(
        "select id, name, phone, limit_amount, currency, added_at from debtors
         where cast(id as text) = ?",
    )
    .bind(id.as_str())
    .fetch_optional(&mut *connection)
    .await
    .map_err(journal_error)?;
    match row {
        Some(row) => read(connection, row, now).await.map(Some),
        None => Ok(None),
    }
}

/// Why a sale on account is not opened. Asked in the transaction that opens it, so two sales at once cannot
/// both pass one limit.
pub(crate) async fn objection(
    connection: &mut SqliteConnection,
    sale: &NewSale,
) -> Answer<Option<CreditStop>> {
    let Some(debt) = &sale.debt else { return Ok(None) };
    let Some(usual) = usual_limit(connection).await? else { return Ok(Some(CreditStop::Closed)) };
    let known = debtor(connection, &debt.debtor, sale.created_at).await?;
    let Some(known) = known.filter(|debtor| debtor.phone.is_some()) else {
        return Ok(Some(CreditStop::NoDebtor));
    };
    if known.currency != sale.total.currency() {
        return Ok(Some(CreditStop::OtherCurrency(known.currency)));
    }
    let (owed, limit) = (known.standing.owed, known.limit(Some(usual)));
    let is_over = known.standing.after(sale.total).amount() > limit.amount();
    Ok((is_over && !debt.over_limit).then_some(CreditStop::OverLimit { owed, limit }))
}

async fn read(connection: &mut SqliteConnection, row: Row, now: Timestamp) -> Answer<Debtor> {
    let code = currency(&row.currency)?;
    let id = DebtorId::new(row.id.to_string());
    let given: Vec<Given> =
        sold_to(connection, &id).await?.into_iter().map(|sold| sold.given).collect();
    let own_limit = row.limit_amount.as_deref().map(decimal).transpose()?;
    Ok(Debtor {
        standing: Standing::of(code, &given, paid_by(connection, &id, code).await?, now),
        id,
        name: row.name,
        phone: row.phone.map(Phone::from_e164),
        own_limit: own_limit.map(|limit| Money::new(limit, code)),
        currency: code,
        added_at: Timestamp(row.added_at),
    })
}

/// What was sold to a debtor on account, oldest first. What went back is off it: what was refused goes back
/// as it is refused, what a person gives back as they do.
async fn sold_to(connection: &mut SqliteConnection, id: &DebtorId) -> Answer<Vec<Sold>> {
    type Unit = (String, i64, Option<String>, String, String, bool);
    let units: Vec<Unit> = sqlx::query_as(
        "select s.id, s.created_at, s.clerk, o.price, o.price_currency, o.returned_shift is not null
         from sales s join orders o on o.sale_id = s.id
         where s.debtor = cast(? as integer) and s.debtor is not null",
    )
    .bind(id.as_str())
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let mut sales: BTreeMap<(i64, String), Sold> = BTreeMap::new();
    for (sale, at, clerk, price, code, is_back) in units {
        let price = money(&price, &code)?;
        let zero = Money::zero(price.currency());
        let sold = sales.entry((at, sale.clone())).or_insert_with(|| Sold {
            sale: SaleId::new(sale),
            clerk,
            total: zero,
            given: Given { at: Timestamp(at), amount: zero },
        });
        sold.total = plus(sold.total, price);
        sold.given.amount = plus(sold.given.amount, if is_back { zero } else { price });
    }
    Ok(sales.into_values().collect())
}

/// What was repaid and forgiven.
async fn paid_by(
    connection: &mut SqliteConnection,
    id: &DebtorId,
    code: Currency,
) -> Answer<Money> {
    let entries: Vec<(String, String)> = sqlx::query_as(
        "select amount, currency from debt_entries where debtor = cast(? as integer)",
    )
    .bind(id.as_str())
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let mut paid = Money::zero(code);
    for (amount, entered) in entries {
        if entered != code.code() {
            return Err(corrupt("debt entry", &entered));
        }
        paid = plus(paid, money(&amount, &entered)?);
    }
    Ok(paid)
}

#[cfg(test)]
#[path = "debts_tests.rs"]
mod tests;

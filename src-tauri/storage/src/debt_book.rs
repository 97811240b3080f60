//! What is written into the debt book: who may owe, how much, and what was repaid or forgiven. Each is in
//! the journal, and judged in the transaction that writes it.

use crate::{
    chain::{
        Draft, Shown, append, salt,
        tables::{DEBT_ENTRY, DEBTOR, SETTING, SHIFT_LOG},
    },
    debts::{DebtKind, Debtor, USUAL_LIMIT, debtor},
    open::{Storage, journal_error},
    settings::put as put_setting,
    shift_log::{self, CASH, Line},
    shifts::open_row,
};
use domain::{
    ids::DebtorId,
    money::{Currency, Money},
    phone::Phone,
};
use engine::ports::{
    journal::{JournalError, Note},
    shifts::LogKind,
};
use rust_decimal::Decimal;
use sqlx::SqliteConnection;

/// Why the debt book was not written.
#[derive(Debug, thiserror::Error)]
pub enum DebtError {
    /// There is no such debtor.
    #[error("there is no such debtor")]
    NoDebtor,
    /// Somebody with this phone is in the book.
    #[error("this phone is another debtor's")]
    PhoneTaken,
    /// Nothing, or more than is owed.
    #[error("{amount} is not what can be paid of {owed}", amount = .amount.to_price(), owed = .owed.to_price())]
    Amount {
        /// What was to be paid.
        amount: Money,
        /// What is owed.
        owed: Money,
    },
    /// Whoever owes something is not erased.
    #[error("{} is owed", .0.to_price())]
    Owes(Money),
    /// Whoever the shop owes something is not erased.
    #[error("the shop owes them {}", .0.to_price())]
    Credit(Money),
    /// Cash goes into the drawer of an open shift.
    #[error("no shift is open")]
    NoShift,
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// What whoever erases a customer says of the money that the shop owes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owing {
    /// Nothing: there should be none.
    Unsaid,
    /// They have it.
    PaidOut,
}

/// A debtor to be added.
#[derive(Clone, Debug)]
pub struct NewDebtor {
    /// Their name.
    pub name: String,
    /// Their phone.
    pub phone: Phone,
    /// What they may owe, where it is not the shop's usual.
    pub limit: Option<Money>,
    /// The shop's currency, in which their account is kept.
    pub currency: Currency,
}

/// A payment that was written down.
#[derive(Clone, Debug)]
pub struct Paid {
    /// The debtor before it.
    pub before: Debtor,
    /// What is left to pay.
    pub left: Money,
}

type Answer<T> = Result<T, DebtError>;

impl Storage {
    /// Adds a customer who may buy on account.
    ///
    /// # Errors
    /// If somebody has the phone already, or it cannot be written.
    pub async fn add_debtor(&self, new: &NewDebtor, note: &Note) -> Answer<DebtorId> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let id: Option<i64> = sqlx::query_scalar(
            "insert into debtors (name, name_salt, phone, phone_salt, limit_amount, currency,
                 added_at, clerk)
             values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (phone) do nothing returning id",
        )
        .bind(&new.name)
        .bind(salt()?)
        .bind(new.phone.as_str())
        .bind(salt()?)
        .bind(new.limit.map(|limit| limit.amount().to_string()))
        .bind(new.currency.code())
        .bind(note.at.0)
        .bind(&note.clerk)
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        let id = DebtorId::new(id.ok_or(DebtError::PhoneTaken)?.to_string());
        self.settle_debtor(tx, "debtor_added", &id, note).await?;
        Ok(id)
    }

    /// Says what a debtor may owe; `None` is the shop's usual.
    ///
    /// # Errors
    /// If there is none, or it cannot be written.
    pub async fn set_debtor_limit(
        &self,
        id: &DebtorId,
        limit: Option<Money>,
        note: &Note,
    ) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let changed = sqlx::query(
            "update debtors set limit_amount = ? where cast(id as text) = ? and erased_at is null",
        )
        .bind(limit.map(|limit| limit.amount().to_string()))
        .bind(id.as_str())
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?
        .rows_affected();
        if changed == 0 {
            return Err(DebtError::NoDebtor);
        }
        self.settle_debtor(tx, "debtor_limit", id, note).await
    }

    /// Says what anybody may owe who has no limit of their own; `None` closes the book.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_usual_debt_limit(&self, limit: Option<Money>, note: &Note) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        put_usual(&mut tx, limit).await?;
        let draft = Draft::new("debt_limit", note.at).say_some("clerk", note.clerk.as_deref());
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::All(&SETTING)).await?;
        let link = append(&mut tx, vault, draft).await?;
        Ok(self.settle(tx, &link).await?)
    }

    /// Takes a debtor's cash: into the drawer of the open shift, and off what is owed.
    ///
    /// # Errors
    /// If no shift is open, it is not what can be paid, or it cannot be written.
    pub async fn repay_debt(&self, id: &DebtorId, amount: Money, note: &Note) -> Answer<Paid> {
        self.write_entry(DebtKind::Repaid, id, amount, note).await
    }

    /// Forgives what is owed, or a part of it. The note says why.
    ///
    /// # Errors
    /// If it is not what can be forgiven, or it cannot be written.
    pub async fn forgive_debt(&self, id: &DebtorId, amount: Money, note: &Note) -> Answer<Paid> {
        self.write_entry(DebtKind::Forgiven, id, amount, note).await
    }

    async fn write_entry(
        &self,
        kind: DebtKind,
        id: &DebtorId,
        amount: Money,
        note: &Note,
    ) -> Answer<Paid> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let is_cash = kind == DebtKind::Repaid;
        if is_cash && open_row(&mut tx).await?.is_none() {
            return Err(DebtError::NoShift);
        }
        let before = debtor(&mut tx, id, note.at).await?.ok_or(DebtError::NoDebtor)?;
        let owed = before.standing.owed;
        let is_whole = amount.rounded().amount() == amount.amount();
        let fits = amount.amount() > Decimal::ZERO && amount.amount() <= owed.amount();
        if amount.currency() != owed.currency() || !is_whole || !fits {
            return Err(DebtError::Amount { amount, owed });
        }
        let entry: i64 = sqlx::query_scalar(
            "insert into debt_entries (debtor, kind, amount, currency, owed, at, clerk, reason,
                 reason_salt)
             values (cast(? as integer), ?, ?, ?, ?, ?, ?, ?, ?) returning id",
        )
        .bind(id.as_str())
        .bind(kind.as_str())
        .bind(amount.to_full())
        .bind(amount.currency().code())
        .bind(owed.amount().to_string())
        .bind(note.at.0)
        .bind(&note.clerk)
        .bind(&note.detail)
        .bind(note.detail.as_ref().map(|_| salt()).transpose()?)
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        let log = if is_cash { LogKind::DebtRepaid } else { LogKind::DebtForgiven };
        let line = Line {
            tender: is_cash.then_some(CASH),
            amount: Some(amount),
            clerk: note.clerk.as_deref(),
            reason: note.detail.as_deref(),
            ..Line::new(log, note.at)
        };
        shift_log::put(&mut tx, &line).await?;
        let word = if is_cash { "debt_repaid" } else { "debt_forgiven" };
        let (vault, entry) = (self.vault_needed()?, entry.to_string());
        let draft = Draft::new(word, note.at)
            .say_some("clerk", note.clerk.as_deref())
            .show(&mut tx, vault, Shown::Of(&DEBT_ENTRY, &entry))
            .await?
            .show(&mut tx, vault, Shown::Newest(&SHIFT_LOG, ""))
            .await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await?;
        let left = domain::shift::less(owed, amount);
        Ok(Paid { before, left })
    }

    /// Erases whoever has this phone from the debt book, if nothing is owed on either side. What they bought
    /// and paid stays, under a number that is nobody's. False if nobody there has it.
    pub(crate) async fn erase_debtor(
        &self,
        phone: &Phone,
        owing: Owing,
        note: &Note,
    ) -> Answer<bool> {
        let Some(id) = self.debtor_of_phone(phone).await? else { return Ok(false) };
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let credit = nothing_open(&mut tx, &id, owing, note).await?;
        sqlx::query(
            "update debtors set name = null, name_salt = null, phone = null, phone_salt = null,
                 erased_at = ? where cast(id as text) = ?",
        )
        .bind(note.at.0)
        .bind(id.as_str())
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let draft = Draft::new("debtor_erased", note.at).say_some("clerk", note.clerk.as_deref());
        let paid_out = credit.map(|credit| format!("{} {}", credit.to_price(), credit.currency()));
        let draft = draft.say_some("credit_paid_out", paid_out.as_deref());
        self.settle_drafted(tx, draft, &id).await?;
        Ok(true)
    }

    async fn settle_debtor(
        &self,
        tx: sqlx::Transaction<'static, sqlx::Sqlite>,
        word: &'static str,
        id: &DebtorId,
        note: &Note,
    ) -> Answer<()> {
        let draft = Draft::new(word, note.at).say_some("clerk", note.clerk.as_deref());
        self.settle_drafted(tx, draft, id).await
    }

    async fn settle_drafted(
        &self,
        mut tx: sqlx::Transaction<'static, sqlx::Sqlite>,
        draft: Draft,
        id: &DebtorId,
    ) -> Answer<()> {
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::Of(&DEBTOR, id.as_str())).await?;
        let link = append(&mut tx, vault, draft).await?;
        Ok(self.settle(tx, &link).await?)
    }
}

/// Whoever owes something cannot be erased: nobody would know whom to ask for it. Whoever is owed something
/// neither, for nobody would know whose it is; unless they are said to have it. Answers that.
async fn nothing_open(
    connection: &mut SqliteConnection,
    id: &DebtorId,
    owing: Owing,
    note: &Note,
) -> Answer<Option<Money>> {
    let known = debtor(connection, id, note.at).await?.ok_or(DebtError::NoDebtor)?;
    let (owed, credit) = (known.standing.owed, known.standing.credit);
    if !owed.amount().is_zero() {
        return Err(DebtError::Owes(owed));
    }
    match owing {
        _ if credit.amount().is_zero() => Ok(None),
        Owing::PaidOut => Ok(Some(credit)),
        Owing::Unsaid => Err(DebtError::Credit(credit)),
    }
}

/// Keeps what anybody may owe. An empty value closes the book: what the journal tells of has to be there.
pub(crate) async fn put_usual(
    connection: &mut SqliteConnection,
    limit: Option<Money>,
) -> Result<(), JournalError> {
    let value = limit.map(|limit| limit.amount().to_string()).unwrap_or_default();
    put_setting(connection, USUAL_LIMIT, &value).await
}

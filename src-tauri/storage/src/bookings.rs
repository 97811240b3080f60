//! What is booked on a wallet beside orders: deposits, as their supplier or a person tells them, and what
//! somebody says about a difference. Each counts in one shift's account.

use crate::{
    chain::{Draft, Shown, append, append::now, salt, tables::BOOKING},
    open::{Storage, journal_error},
    rows::{corrupt, money},
    shift_facts,
    shifts::{before, open_row, wallets_from_text},
};
use domain::{account::Wallet, ids::SupplierId, money::Currency, time::Timestamp};
use engine::ports::{
    books::{Booking, BookingKind, WalletAccount},
    journal::JournalError,
    shifts::Mark,
    supplier::PaidIn,
};
use sqlx::SqliteConnection;

type Answer<T> = Result<T, JournalError>;

fn word_of(kind: BookingKind) -> &'static str {
    match kind {
        BookingKind::Deposit => "deposit",
        BookingKind::Explained => "explained",
    }
}

/// The shift in whose account of this wallet a booking counts now: the open one, else the next. None, if
/// that account has no beginning yet: whatever is paid in before is in the balance that it begins with.
async fn account(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    currency: Currency,
) -> Answer<i64> {
    let (number, wallets) = match open_row(connection).await? {
        Some(row) => (i64::from(row.number), row.shift()?.wallets),
        None => match before(connection).await? {
            Some(before) => (i64::from(before.number) + 1, wallets_from_text(&before.reported)?),
            None => return Ok(0),
        },
    };
    let begins =
        |wallet: &Wallet| wallet.supplier == *supplier && wallet.balance.currency() == currency;
    Ok(if wallets.iter().any(begins) { number } else { 0 })
}

/// Writes a booking; `provider_id` is the supplier's, where it told it. Answers its number.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    booking: &Booking,
    provider_id: Option<&str>,
    now: Timestamp,
) -> Answer<i64> {
    let currency = booking.amount.currency();
    let account = account(connection, &booking.supplier, currency).await?;
    sqlx::query_scalar(
        "insert into wallet_bookings (account, supplier, kind, amount, currency, provider_id, at,
             noted_at, clerk, note, note_salt)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
    )
    .bind(account)
    .bind(booking.supplier.as_str())
    .bind(word_of(booking.kind))
    .bind(booking.amount.amount().to_string())
    .bind(currency.code())
    .bind(provider_id)
    .bind(booking.at.0)
    .bind(now.0)
    .bind(&booking.clerk)
    .bind(&booking.note)
    .bind(booking.note.as_ref().map(|_| salt()).transpose()?)
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// What was booked on the account of this shift.
pub(crate) async fn of_account(
    connection: &mut SqliteConnection,
    account: u32,
) -> Answer<Vec<Booking>> {
    type Row =
        (String, String, String, String, Option<String>, i64, Option<String>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select supplier, kind, amount, currency, provider_id, at, clerk, note
         from wallet_bookings where account = ? order by id",
    )
    .bind(account)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|(supplier, kind, amount, code, provider_id, at, clerk, note)| {
            let kind = [BookingKind::Deposit, BookingKind::Explained]
                .into_iter()
                .find(|it| word_of(*it) == kind)
                .ok_or_else(|| corrupt("booking", &kind))?;
            Ok(Booking {
                supplier: SupplierId::new(supplier),
                kind,
                amount: money(&amount, &code)?,
                at: Timestamp(at),
                by_supplier: provider_id.is_some(),
                clerk,
                note,
            })
        })
        .collect()
}

impl Storage {
    pub(crate) async fn put_booking(&self, booking: &Booking) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let number = put(&mut tx, booking, None, booking.at).await?;
        let vault = self.vault_needed()?;
        let draft = Draft::new("wallet_booked", booking.at)
            .say_some("clerk", booking.clerk.as_deref())
            .show(&mut tx, vault, Shown::Of(&BOOKING, &number.to_string()))
            .await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    /// Books what arrived and was not booked yet.
    pub(crate) async fn put_paid_in(
        &self,
        supplier: &SupplierId,
        paid_in: &[PaidIn],
        at: Timestamp,
    ) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let vault = self.vault_needed()?;
        let mut draft: Option<Draft> = None;
        for payment in paid_in {
            let Some(posted_at) = payment.posted_at else { continue };
            let is_booked: bool = sqlx::query_scalar(
                "select exists (select 1 from wallet_bookings where supplier = ? and provider_id = ?)",
            )
            .bind(supplier.as_str())
            .bind(&payment.id)
            .fetch_one(&mut *tx)
            .await
            .map_err(journal_error)?;
            if is_booked {
                continue;
            }
            let booking = Booking {
                supplier: supplier.clone(),
                kind: BookingKind::Deposit,
                amount: payment.amount,
                at: posted_at,
                by_supplier: true,
                clerk: None,
                note: None,
            };
            let number = put(&mut tx, &booking, Some(&payment.id), at).await?;
            let begun = draft.unwrap_or_else(|| Draft::new("paid_in", at));
            let shown = Shown::Of(&BOOKING, &number.to_string());
            draft = Some(begun.show(&mut tx, vault, shown).await?);
        }
        let Some(draft) = draft else { return Ok(()) };
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    pub(crate) async fn account_of_wallets(&self, mark: Mark) -> Answer<WalletAccount> {
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let last = before(&mut tx).await?;
        let closed_at = last.as_ref().map(|last| Timestamp(last.closed_at));
        let patterns = crate::wallet_pattern::read(&mut tx, now()).await?;
        let account = match (open_row(&mut tx).await?, last) {
            (Some(row), _) => {
                let shift = row.shift()?;
                WalletAccount {
                    since: Some(closed_at.map_or(shift.opened_at, |at| at.min(shift.opened_at))),
                    opening: shift.wallets,
                    charges: shift_facts::charges(&mut tx, (row.wallets_from, mark.0)).await?,
                    bookings: of_account(&mut tx, row.number).await?,
                    patterns,
                }
            }
            (None, Some(last)) => WalletAccount {
                since: closed_at,
                opening: wallets_from_text(&last.reported)?,
                charges: shift_facts::charges(&mut tx, (last.wallets_to, mark.0)).await?,
                bookings: of_account(&mut tx, last.number.saturating_add(1)).await?,
                patterns,
            },
            (None, None) => WalletAccount {
                since: None,
                opening: Vec::new(),
                charges: Vec::new(),
                bookings: of_account(&mut tx, 0).await?,
                patterns,
            },
        };
        tx.commit().await.map_err(journal_error)?;
        Ok(account)
    }
}

//! Customers by their number: remembered only where they agreed, and erased when they ask.

use crate::{
    DebtError, Owing,
    chain::{Draft, Shown, append, salt, tables::CUSTOMER},
    open::{Storage, journal_error},
    orders,
    rows::fields_from_text,
};
use domain::{guard::is_phone_key, ids::OrderId, phone::Phone, time::Timestamp};
use engine::{
    ports::journal::{JournalError, Note},
    records::OrderRecord,
};

/// What the till knows of a number.
#[derive(Clone, Debug)]
pub struct Customer {
    /// When its owner agreed to be remembered; `None` is nobody the till may know.
    pub consent_at: Option<Timestamp>,
    /// How often something was sold to it.
    pub sales: u32,
    /// When the last time was.
    pub last_at: Option<Timestamp>,
    /// What was sold last, newest first.
    pub orders: Vec<OrderRecord>,
}

/// What became of erasing a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Orders that do not know their customer any more.
    pub orders: u32,
    /// Orders that are not finished and keep the number until they are.
    pub left: u32,
    /// Whether an account in the debt book was erased.
    pub debtor: bool,
}

type Answer<T> = Result<T, JournalError>;

impl Storage {
    /// What the till knows of a number, with at most so many orders.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn customer(&self, phone: &Phone, orders: u32) -> Answer<Customer> {
        let consent: Option<i64> =
            sqlx::query_scalar("select consent_at from customers where phone = ?")
                .bind(phone.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        let (sales, last): (u32, Option<i64>) = sqlx::query_as(
            "select count(distinct sale_id), max(created_at) from orders where phone = ?",
        )
        .bind(phone.as_str())
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)?;
        let rows: Vec<orders::Row> = sqlx::query_as(
            "select * from orders where phone = ? order by created_at desc, id desc limit ?",
        )
        .bind(phone.as_str())
        .bind(orders)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(Customer {
            consent_at: consent.map(Timestamp),
            sales,
            last_at: last.map(Timestamp),
            orders: self.read_all(rows).await?,
        })
    }

    /// Remembers a number whose owner agreed; twice is once.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn remember_customer(&self, phone: &Phone, note: &Note) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let id: Option<i64> = sqlx::query_scalar(
            "insert into customers (phone, phone_salt, consent_at, clerk) values (?, ?, ?, ?)
             on conflict (phone) do nothing returning id",
        )
        .bind(phone.as_str())
        .bind(salt()?)
        .bind(note.at.0)
        .bind(&note.clerk)
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        let Some(id) = id else { return Ok(()) };
        let draft = Draft::new("remembered", note.at).say_some("clerk", note.clerk.as_deref());
        let (vault, id) = (self.vault_needed()?, id.to_string());
        let draft = draft.show(&mut tx, vault, Shown::Of(&CUSTOMER, &id)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    /// Forgets a number that was remembered; its orders stay.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn forget_customer(&self, phone: &Phone, note: &Note) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let id: Option<i64> = sqlx::query_scalar(
            "update customers set phone = null, phone_salt = null, forgotten_at = ?
             where phone = ? returning id",
        )
        .bind(note.at.0)
        .bind(phone.as_str())
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        let Some(id) = id else { return Ok(()) };
        let draft = Draft::new("forgotten", note.at).say_some("clerk", note.clerk.as_deref());
        let (vault, id) = (self.vault_needed()?, id.to_string());
        let draft = draft.show(&mut tx, vault, Shown::Of(&CUSTOMER, &id)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    /// Erases a number from the debt book, from every order that is final, from their text messages, from
    /// what waits in held baskets, and from memory.
    ///
    /// # Errors
    /// If its owner owes something or is owed something, and then nothing is erased; or if it cannot be
    /// written: what was erased by then stays erased.
    pub async fn erase_number(
        &self,
        phone: &Phone,
        owing: Owing,
        note: &Note,
    ) -> Result<Erased, DebtError> {
        let debtor = self.erase_debtor(phone, owing, note).await?;
        let mut erased = Erased { debtor, ..Erased::default() };
        for order in self.orders_about(phone).await? {
            if self.erase_customer(&order, note).await? {
                erased.orders = erased.orders.saturating_add(1);
            } else {
                erased.left = erased.left.saturating_add(1);
            }
        }
        let country = self.shop().await?.map(|shop| shop.country).unwrap_or_default();
        self.erase_held(phone, &country).await?;
        self.forget_customer(phone, note).await?;
        self.empty_log().await?;
        Ok(erased)
    }

    /// The orders that name a number: as their customer's, or as the one that was topped up.
    async fn orders_about(&self, phone: &Phone) -> Answer<Vec<OrderId>> {
        // However it was typed, it ends like this.
        const TAIL: usize = 7;
        let digits = phone.as_str();
        let tail = digits.get(digits.len().saturating_sub(TAIL)..).unwrap_or(digits);
        let rows: Vec<(String, bool, String)> = sqlx::query_as(
            "select id, phone is ?1, fields from orders where phone = ?1
             union select id, phone is ?1, fields from orders
             where fields <> '{}' and instr(fields, ?2) > 0",
        )
        .bind(digits)
        .bind(tail)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let country = self.shop().await?.map(|shop| shop.country).unwrap_or_default();
        let mut orders = Vec::with_capacity(rows.len());
        for (id, is_own, fields) in rows {
            let is_about = fields_from_text(&fields)?.iter().any(|(key, value)| {
                let read = Phone::parse(value, &country);
                is_phone_key(key) && read.is_ok_and(|typed| typed.phone == *phone)
            });
            if is_own || is_about {
                orders.push(OrderId::new(id));
            }
        }
        Ok(orders)
    }
}

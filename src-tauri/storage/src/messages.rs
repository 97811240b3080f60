//! The outbox: text messages, to customers and to the owner, and where each of them is. What they say is sealed, and forgotten once
//! their end is known. That codes were handed over is in the chain, as an event and a hand-over of the
//! order; these rows are not, because nothing depends on their past.

use crate::{
    attention::{self, TEXTS},
    custody::{self, Giving},
    open::{Storage, journal_error},
    print_copies::next_copy,
    print_turn::{TURN_LOOK, TURN_MAX},
    rows, sales,
    vault::Vault,
};
use async_trait::async_trait;
use domain::{
    custody::Way,
    ids::{MessageId, OrderId, OwnerId, RouteId},
    message::MessageState,
    phone::Phone,
    secret::Secret,
    segments::Parts,
    time::Timestamp,
};
use engine::ports::{
    Messages,
    journal::{JournalError, Note},
    messages::{About, MessageRecord, MessageStep, NewMessage, Wording},
};
use engine::records::EventKind;
use sqlx::{FromRow, SqliteConnection};

#[derive(FromRow)]
pub(crate) struct Row {
    id: String,
    about: String,
    order_id: Option<String>,
    shift: Option<u32>,
    route: String,
    phone: String,
    state: String,
    route_message: Option<String>,
    word: Option<String>,
    reason: Option<String>,
    parts: u32,
    sendings: u32,
    told_lost: bool,
    clerk: Option<String>,
    created_at: i64,
    sent_at: Option<i64>,
    asked_at: Option<i64>,
}

type Answer<T> = Result<T, JournalError>;

/// At most so many are asked about in one round.
const ROUND_MAX: u32 = 200;

#[async_trait]
impl Messages for Storage {
    async fn queue(&self, message: &NewMessage, wording: &Wording<'_>) -> Answer<bool> {
        for _ in 0..TURN_MAX.as_millis() / TURN_LOOK.as_millis() {
            // What dead processes left never ends by itself.
            self.end_dead_prints(message.at).await?;
            if self.try_queue(message, wording).await? {
                return Ok(true);
            }
            tokio::time::sleep(TURN_LOOK).await;
        }
        Ok(false)
    }

    async fn message(&self, id: &MessageId) -> Answer<Option<MessageRecord>> {
        let row: Option<Row> = sqlx::query_as("select * from messages where id = ?")
            .bind(id.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        row.map(record).transpose()
    }

    async fn messages_of(&self, order: &OrderId) -> Answer<Vec<MessageRecord>> {
        let rows: Vec<Row> =
            sqlx::query_as("select * from messages where order_id = ? order by created_at, id")
                .bind(order.as_str())
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        rows.into_iter().map(record).collect()
    }

    async fn text(&self, id: &MessageId) -> Answer<Option<Secret>> {
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("select text_sealed from messages where id = ?")
                .bind(id.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?
                .flatten();
        let Some(sealed) = sealed else { return Ok(None) };
        let text = self.vault_needed()?.open_text(&place(id), &sealed);
        let text = text.map_err(|_| JournalError::Corrupt(format!("the text of message {id}")))?;
        Ok(Some(Secret::new(text)))
    }

    async fn commit(&self, before: &MessageRecord, step: &MessageStep) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let changed = sqlx::query(
            "update messages set state = ?1, sendings = sendings + ?2,
                 sent_at = case when ?2 = 1 then coalesce(sent_at, ?3) else sent_at end,
                 asked_at = case when ?4 = 1 then ?3 else asked_at end,
                 route_message = coalesce(?5, route_message), word = coalesce(?6, word),
                 reason = coalesce(?7, reason), told_lost = told_lost or ?8,
                 finished_at = case when ?9 = 1 then ?3 end,
                 text_sealed = case when ?9 = 1 then null else text_sealed end
             where id = ?10 and state = ?11 and sendings = ?12",
        )
        .bind(step.to.as_str())
        .bind(i64::from(step.leaves))
        .bind(step.at.0)
        .bind(step.asked)
        .bind(&step.route_message)
        .bind(&step.word)
        .bind(&step.reason)
        .bind(step.lost)
        .bind(step.to.is_final())
        .bind(before.id.as_str())
        .bind(before.state.as_str())
        .bind(before.sendings)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        if changed.rows_affected() != 1 {
            return Err(JournalError::Conflict);
        }
        // What the owner is told has no order.
        let About::Order(order) = &before.about else {
            return tx.commit().await.map_err(journal_error);
        };
        if let Some(kind) = step.tells {
            attention::put(&mut tx, order, kind, step.at).await?;
        }
        if before.told_lost && step.to != MessageState::Unknown {
            attention::end_doubt(&mut tx, order, step.at).await?;
        }
        match &step.hand_over {
            None => tx.commit().await.map_err(journal_error),
            Some((kind, outcome, note)) => {
                let vault = self.vault_needed()?;
                let sale: String = sqlx::query_scalar("select sale_id from orders where id = ?")
                    .bind(order.as_str())
                    .fetch_one(&mut *tx)
                    .await
                    .map_err(journal_error)?;
                let (_, link) =
                    sales::hand_over(&mut tx, vault, (order, &sale), *kind, outcome, note).await?;
                self.settle(tx, &link).await
            }
        }
    }

    async fn seen_to(&self, order: &OrderId, note: &Note) -> Answer<()> {
        self.see_kinds(order, &TEXTS, EventKind::TextSeenTo, note).await
    }

    async fn adopt(&self, me: &OwnerId) -> Answer<Vec<MessageId>> {
        let query = "select distinct owner from messages where state in ('queued', 'unknown')";
        let owning = self.owners(query).await?;
        let mut adopted = Vec::new();
        for gone in self.dead_among(owning, me) {
            let ids: Vec<String> = sqlx::query_scalar(
                "update messages set owner = ? where owner = ? and state in ('queued', 'unknown')
                 returning id",
            )
            .bind(me.as_str())
            .bind(gone.as_str())
            .fetch_all(&self.writer)
            .await
            .map_err(journal_error)?;
            adopted.extend(ids.into_iter().map(MessageId::new));
        }
        adopted.sort();
        Ok(adopted)
    }

    async fn unsettled(&self, me: &OwnerId, since: Timestamp) -> Answer<Vec<MessageRecord>> {
        let rows: Vec<Row> = sqlx::query_as(
            "select * from messages
             where (state = 'sent' or (state = 'unknown' and owner = ?)) and created_at >= ?
             order by created_at desc, id limit ?",
        )
        .bind(me.as_str())
        .bind(since.0)
        .bind(ROUND_MAX)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(record).collect()
    }
}

impl Storage {
    /// The number is taken in the transaction that writes the message, which counts from then on.
    async fn try_queue(&self, message: &NewMessage, wording: &Wording<'_>) -> Answer<bool> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let Some(copy) = next_copy(&mut tx, message.order.as_str()).await? else {
            return Ok(false);
        };
        let (order, clerk) = (message.order.as_str(), message.clerk.as_deref());
        let giving = Giving { order, way: Way::Text, clerk, at: message.at };
        let counted = custody::count(&mut tx, giving, &self.uptime()).await?;
        let text = wording(copy);
        let about = About::Order(message.order.clone());
        let queued = Queued {
            id: &message.id,
            route: &message.route,
            to: &message.to,
            clerk,
            at: message.at,
            owner: &message.owner,
        };
        put_queued(&mut tx, self.vault_needed()?, &about, queued, &text).await?;
        self.settle_giving(tx, giving, counted).await?;
        Ok(true)
    }
}

/// A message that is written down; what it is about and says comes beside it.
#[derive(Clone, Copy)]
pub(crate) struct Queued<'a> {
    pub(crate) id: &'a MessageId,
    pub(crate) route: &'a RouteId,
    pub(crate) to: &'a Phone,
    pub(crate) clerk: Option<&'a str>,
    pub(crate) at: Timestamp,
    pub(crate) owner: &'a OwnerId,
}

/// Writes a message down, its text sealed.
pub(crate) async fn put_queued(
    connection: &mut SqliteConnection,
    vault: &Vault,
    about: &About,
    message: Queued<'_>,
    text: &Secret,
) -> Answer<()> {
    let sealed = vault.seal(&place(message.id), text.reveal().as_bytes());
    let sealed = sealed.map_err(|error| JournalError::Database(Box::new(error)))?;
    let (kind, order, shift) = match about {
        About::Order(order) => ("order", Some(order.as_str()), None),
        About::Z(shift) => ("z", None, Some(*shift)),
        About::Alert => ("alert", None, None),
    };
    sqlx::query(
        "insert into messages (id, about, order_id, shift, route, phone, text_sealed, state, parts,
             clerk, created_at, owner)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(message.id.as_str())
    .bind(kind)
    .bind(order)
    .bind(shift)
    .bind(message.route.as_str())
    .bind(message.to.as_str())
    .bind(sealed)
    .bind(MessageState::Queued.as_str())
    .bind(Parts::of(text.reveal()).count())
    .bind(message.clerk)
    .bind(message.at.0)
    .bind(message.owner.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// What a message's text is sealed for.
fn place(id: &MessageId) -> String {
    format!("messages:{id}:text")
}

pub(crate) fn record(row: Row) -> Answer<MessageRecord> {
    let about = match (row.about.as_str(), row.order_id, row.shift) {
        ("order", Some(order), None) => About::Order(OrderId::new(order)),
        ("z", None, Some(shift)) => About::Z(shift),
        ("alert", None, None) => About::Alert,
        _ => return Err(rows::corrupt("message", &row.about)),
    };
    Ok(MessageRecord {
        id: MessageId::new(row.id),
        about,
        route: RouteId::new(row.route),
        to: Phone::from_e164(row.phone),
        state: rows::word("message", &row.state, MessageState::from_word)?,
        route_message: row.route_message,
        word: row.word,
        reason: row.reason,
        parts: row.parts,
        sendings: row.sendings,
        told_lost: row.told_lost,
        clerk: row.clerk,
        created_at: Timestamp(row.created_at),
        sent_at: row.sent_at.map(Timestamp),
        asked_at: row.asked_at.map(Timestamp),
    })
}

#[cfg(test)]
#[path = "messages_tests.rs"]
pub(crate) mod tests;

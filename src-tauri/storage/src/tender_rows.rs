//! Between a card tender's rows and the engine's records.

use crate::{
    open::{Storage, journal_error},
    rows::{self, corrupt, decimal, word},
};
use domain::{
    ids::{MoveId, OwnerId, ProcessorId, SaleId, TenderId},
    money::{Currency, Money},
    reason::{Reason, ReasonCode},
    sale::TenderState,
    time::Timestamp,
};
use engine::ports::{
    journal::JournalError,
    processor::{Move, MoveKind, MoveState, Part},
    supplier::WireRequest,
    tenders::TenderRecord,
};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    sale_id: String,
    id: String,
    processor: String,
    tender_state: String,
    tender_amount: String,
    tender_currency: String,
    description: String,
    expire_at: Option<i64>,
    card_tail: Option<String>,
    pay_url: Option<String>,
    word: Option<String>,
    reason: Option<String>,
    reason_detail: Option<String>,
    parts: String,
    created_at: i64,
    sent_at: Option<i64>,
    closed: bool,
    version: u32,
    owner: String,
}

/// Method, address, headers and body of a stored request.
pub(crate) type RequestRow = (String, String, String, Vec<u8>);

impl Storage {
    pub(crate) async fn tender_record(
        &self,
        sale: &SaleId,
    ) -> Result<Option<TenderRecord>, JournalError> {
        let row: Option<Row> = sqlx::query_as(
            "select t.sale_id, t.id, t.processor, s.tender_state, s.tender_amount, s.tender_currency,
                 t.description, t.expire_at, t.card_tail, t.pay_url, t.word, t.reason,
                 t.reason_detail, t.parts, t.created_at, t.sent_at, t.closed, t.version, t.owner
             from tenders t join sales s on s.id = t.sale_id where t.sale_id = ?",
        )
        .bind(sale.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        let Some(row) = row else { return Ok(None) };
        let moves = self.moves_of(sale).await?;
        record(row, moves).map(Some)
    }

    async fn moves_of(&self, sale: &SaleId) -> Result<Vec<Move>, JournalError> {
        type MoveRow = (String, String, String, String, Option<String>, String);
        let rows: Vec<MoveRow> = sqlx::query_as(
            "select id, kind, amount, currency, part, state from money_moves
             where sale_id = ? order by position",
        )
        .bind(sale.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(id, kind, amount, currency, part, state)| {
                Ok(Move {
                    id: MoveId::new(id),
                    kind: word("movement", &kind, MoveKind::from_word)?,
                    amount: rows::money(&amount, &currency)?,
                    part,
                    state: word("movement's state", &state, MoveState::from_word)?,
                })
            })
            .collect()
    }
}

fn record(row: Row, moves: Vec<Move>) -> Result<TenderRecord, JournalError> {
    let amount = rows::money(&row.tender_amount, &row.tender_currency)?;
    let code = row.reason.as_deref().map(|text| word("reason", text, ReasonCode::from_word));
    let reason = code.transpose()?.map(|code| Reason { code, detail: row.reason_detail });
    Ok(TenderRecord {
        sale_id: SaleId::new(row.sale_id),
        id: TenderId::new(row.id),
        processor: ProcessorId::new(row.processor),
        state: word("tender state", &row.tender_state, TenderState::from_word)?,
        amount,
        description: row.description,
        expire_at: row.expire_at.map(Timestamp),
        card_tail: row.card_tail,
        pay_url: row.pay_url,
        word: row.word,
        reason,
        parts: parts_from_text(&row.parts, amount.currency())?,
        moves,
        created_at: Timestamp(row.created_at),
        sent_at: row.sent_at.map(Timestamp),
        closed: row.closed,
        version: row.version,
        owner: OwnerId::new(row.owner),
    })
}

pub(crate) fn parts_to_text(parts: &[Part]) -> Result<String, JournalError> {
    let pairs: Vec<(&str, String)> =
        parts.iter().map(|part| (part.id.as_str(), part.amount.amount().to_string())).collect();
    serde_json::to_string(&pairs).map_err(|error| JournalError::Database(Box::new(error)))
}

pub(crate) fn parts_from_text(text: &str, currency: Currency) -> Result<Vec<Part>, JournalError> {
    let pairs: Vec<(String, String)> =
        serde_json::from_str(text).map_err(|_| corrupt("payments", text))?;
    pairs
        .into_iter()
        .map(|(id, amount)| Ok(Part { id, amount: Money::new(decimal(&amount)?, currency) }))
        .collect()
}

pub(crate) fn request(row: Option<RequestRow>, whose: &str) -> Result<WireRequest, JournalError> {
    let missing = || JournalError::Corrupt(format!("no request of {whose}"));
    let (method, url, headers, body) = row.ok_or_else(missing)?;
    let headers = serde_json::from_str(&headers).map_err(|_| corrupt("headers", &headers))?;
    let method = match method.as_str() {
        "POST" => "POST",
        "PUT" => "PUT",
        other => return Err(corrupt("method", other)),
    };
    Ok(WireRequest { method, url, headers, body })
}

pub(crate) fn headers_to_text(request: &WireRequest) -> Result<String, JournalError> {
    serde_json::to_string(&request.headers).map_err(|error| JournalError::Database(Box::new(error)))
}

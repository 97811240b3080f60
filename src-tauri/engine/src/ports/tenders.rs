//! The journal of customers' money: durable before anything it justifies happens.

use super::{
    journal::{JournalError, OpenCounts},
    processor::{Charge, Move, MoveKind, MoveState, Part},
    supplier::{WireReply, WireRequest},
};
use crate::tender::machine::Batch;
use async_trait::async_trait;
use domain::{
    ids::{MoveId, OwnerId, ProcessorId, SaleId, TenderId},
    money::{Currency, Money},
    reason::Reason,
    sale::TenderState,
    time::Timestamp,
};

/// A card tender as the journal knows it.
#[derive(Clone, Debug)]
pub struct TenderRecord {
    /// Its sale.
    pub sale_id: SaleId,
    /// Our attempt, and the processor's order id.
    pub id: TenderId,
    /// At which processor.
    pub processor: ProcessorId,
    /// Where the money is.
    pub state: TenderState,
    /// How much, in the processor's currency.
    pub amount: Money,
    /// What the customer reads.
    pub description: String,
    /// Until when a page can be paid.
    pub expire_at: Option<Timestamp>,
    /// The last four digits of a keyed card.
    pub card_tail: Option<String>,
    /// Where the customer pays.
    pub pay_url: Option<String>,
    /// The processor's own word, last heard.
    pub word: Option<String>,
    /// Why it is where it is.
    pub reason: Option<Reason>,
    /// What the customer paid, payment by payment.
    pub parts: Vec<Part>,
    /// Captures, voids and refunds, oldest first.
    pub moves: Vec<Move>,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When its request may first have left.
    pub sent_at: Option<Timestamp>,
    /// Whether nothing more is to be done for it.
    pub closed: bool,
    /// Counts its changes, so that nobody decides from an old one.
    pub version: u32,
    /// Which process carries it.
    pub owner: OwnerId,
}

impl TenderRecord {
    /// What the processor's requests are made from.
    #[must_use]
    pub fn charge(&self) -> Charge {
        Charge {
            id: self.id.clone(),
            amount: self.amount,
            description: self.description.clone(),
            created_at: self.created_at,
            expire_at: self.expire_at,
            card_tail: self.card_tail.clone(),
        }
    }

    /// What went back or is on its way back.
    #[must_use]
    pub fn given_back(&self) -> Money {
        given_back(self.amount.currency(), &self.moves)
    }

    /// What the shop was paid: of a hold no more than was captured of it.
    #[must_use]
    pub fn taken(&self) -> Money {
        let captures = self
            .moves
            .iter()
            .filter(|made| made.kind == MoveKind::Capture && made.state == MoveState::Done);
        let sums = captures.map(|made| made.amount);
        sums.reduce(|sum, amount| sum.checked_add(amount).unwrap_or(sum)).unwrap_or(self.amount)
    }
}

/// What went back or is on its way back.
pub(crate) fn given_back(currency: Currency, moves: &[Move]) -> Money {
    let back = moves
        .iter()
        .filter(|made| made.kind == MoveKind::Refund && made.state != MoveState::Refused);
    back.fold(Money::zero(currency), |sum, made| sum.checked_add(made.amount).unwrap_or(sum))
}

/// A card tender to be written down with its sale, and the request it will be sent with.
#[derive(Clone, Debug)]
pub struct NewTender {
    /// The tender.
    pub record: TenderRecord,
    /// Its request, without any of the card but its last four digits.
    pub request: WireRequest,
}

/// Customers' money in the till's own truth.
#[async_trait]
pub trait Tenders: Send + Sync {
    /// A sale's card tender, if it has one.
    async fn tender(&self, sale: &SaleId) -> Result<Option<TenderRecord>, JournalError>;
    /// The exact request a charge will be sent with.
    async fn charge_request(&self, sale: &SaleId) -> Result<WireRequest, JournalError>;
    /// The exact request a movement was written down with.
    async fn move_request(&self, id: &MoveId) -> Result<WireRequest, JournalError>;
    /// Commits one step of a tender, if it still is in `version`. Durable when it returns (INV-14).
    async fn commit_tender(
        &self,
        sale: &SaleId,
        version: u32,
        batch: &Batch,
    ) -> Result<(), JournalError>;
    /// Keeps a reply that holds nothing of a card, sealed, before it is acted upon (INV-3c).
    async fn keep_tender_reply(
        &self,
        sale: &SaleId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Result<(), JournalError>;
    /// Makes the unfinished tenders of dead processes this one's, with the orders that wait for
    /// them, and names their sales.
    async fn adopt_tenders(
        &self,
        owner: &OwnerId,
        at: Timestamp,
    ) -> Result<Vec<SaleId>, JournalError>;
    /// The unfinished tenders that are this process's already.
    async fn tenders_owned_by(&self, owner: &OwnerId) -> Result<Vec<SaleId>, JournalError>;
    /// Tenders that were given up, whose late money is due to be asked for.
    async fn tenders_due(&self, now: Timestamp) -> Result<Vec<SaleId>, JournalError>;
    /// Notes that a tender's late money was asked for, and what its processor's clock said then.
    async fn tender_watched(
        &self,
        sale: &SaleId,
        at: Timestamp,
        told: Option<Timestamp>,
    ) -> Result<(), JournalError>;
    /// Tenders with something left to do although all orders of their sales are final, and those that
    /// need a person.
    async fn open_tenders(&self) -> Result<OpenCounts, JournalError>;
    /// Books cash given back for a sale paid in cash, if none was yet.
    async fn give_cash_back(
        &self,
        sale: &SaleId,
        amount: Money,
        note: &super::journal::Note,
    ) -> Result<(), JournalError>;
}

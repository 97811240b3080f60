//! Shops that sell for cash alone: no card tender is ever written down, so none is ever found.

use async_trait::async_trait;
use domain::{
    ids::{MoveId, OwnerId, SaleId},
    money::Money,
    time::Timestamp,
};
use engine::{
    ports::{
        Tenders,
        journal::{JournalError, Note, OpenCounts},
        supplier::{WireReply, WireRequest},
        tenders::TenderRecord,
    },
    tender::machine::Batch,
};

/// The tenders of a shop without a processor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CashOnly;

type Answer<T> = Result<T, JournalError>;

fn none<T>() -> Answer<T> {
    Err(JournalError::Corrupt("a shop for cash has no tenders".to_owned()))
}

#[async_trait]
impl Tenders for CashOnly {
    async fn tender(&self, _: &SaleId) -> Answer<Option<TenderRecord>> {
        Ok(None)
    }

    async fn charge_request(&self, _: &SaleId) -> Answer<WireRequest> {
        none()
    }

    async fn move_request(&self, _: &MoveId) -> Answer<WireRequest> {
        none()
    }

    async fn commit_tender(&self, _: &SaleId, _: u32, _: &Batch) -> Answer<()> {
        none()
    }

    async fn keep_tender_reply(&self, _: &SaleId, _: Timestamp, _: &WireReply) -> Answer<()> {
        none()
    }

    async fn adopt_tenders(&self, _: &OwnerId, _: Timestamp) -> Answer<Vec<SaleId>> {
        Ok(Vec::new())
    }

    async fn tenders_owned_by(&self, _: &OwnerId) -> Answer<Vec<SaleId>> {
        Ok(Vec::new())
    }

    async fn tenders_due(&self, _: Timestamp) -> Answer<Vec<SaleId>> {
        Ok(Vec::new())
    }

    async fn tender_watched(&self, _: &SaleId, _: Timestamp) -> Answer<()> {
        none()
    }

    async fn open_tenders(&self) -> Answer<OpenCounts> {
        Ok(OpenCounts::default())
    }

    async fn give_cash_back(&self, _: &SaleId, _: Money, _: &Note) -> Answer<()> {
        none()
    }
}

//! A shop's card tenders as one process holds them, on the same disk as its journal.
//!
//! It must never know: processors, or what the engine does next.

use crate::{
    journal::{SimJournal, image::Image},
    oracle::money,
};
use async_trait::async_trait;
use domain::{
    ids::{MoveId, OrderId, OwnerId, SaleId},
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

type Answer<T> = Result<T, JournalError>;

impl SimJournal {
    /// What goes wrong with a sale's money is planned with its first order.
    fn first_of(&self, sale: &SaleId) -> Option<OrderId> {
        let state = self.world.lock();
        state.shops[self.process.shop].image.orders_of(sale).into_iter().next()
    }

    async fn read_tender<T: Send>(
        &self,
        what: &str,
        sale: &SaleId,
        read: impl FnOnce(&Image) -> T + Send,
    ) -> Answer<T> {
        let first = self.first_of(sale);
        self.read(what, first.as_ref(), read).await
    }
}

#[async_trait]
impl Tenders for SimJournal {
    async fn tender(&self, sale: &SaleId) -> Answer<Option<TenderRecord>> {
        self.read_tender("tender", sale, |image| {
            image.tender(sale).ok().map(|row| row.record.clone())
        })
        .await
    }

    async fn charge_request(&self, sale: &SaleId) -> Answer<WireRequest> {
        self.read_tender("charge_request", sale, |image| {
            image.tender(sale).map(|row| row.request.clone())
        })
        .await?
    }

    async fn move_request(&self, id: &MoveId) -> Answer<WireRequest> {
        self.read("move_request", None, |image| image.move_request(id)).await?
    }

    async fn commit_tender(&self, sale: &SaleId, version: u32, batch: &Batch) -> Answer<()> {
        let first = self.first_of(sale);
        let shop = self.process.shop;
        self.write("commit_tender", first.as_ref(), |image, world| {
            image.commit_tender(sale, version, batch)?;
            money::committed(world, shop, image, sale, batch);
            Ok(())
        })
        .await
    }

    async fn keep_tender_reply(&self, sale: &SaleId, _: Timestamp, _: &WireReply) -> Answer<()> {
        let first = self.first_of(sale);
        self.write("keep_tender_reply", first.as_ref(), |image, _| image.keep_tender_reply(sale))
            .await
    }

    async fn adopt_tenders(&self, owner: &OwnerId, at: Timestamp) -> Answer<Vec<SaleId>> {
        let dead = self.dead();
        let any = self.read("adopt_tenders", None, |image| image.has_orphaned_tenders(owner, dead));
        if !any.await? {
            return Ok(Vec::new());
        }
        self.write("adopt_tenders", None, |image, _| {
            Ok(image.adopt_tenders(owner, at, self.dead()))
        })
        .await
    }

    async fn tenders_owned_by(&self, owner: &OwnerId) -> Answer<Vec<SaleId>> {
        self.read("tenders_owned_by", None, |image| image.tenders_owned_by(owner)).await
    }

    async fn tenders_due(&self, now: Timestamp) -> Answer<Vec<SaleId>> {
        let window = self.settle_window;
        self.read("tenders_due", None, |image| image.tenders_due(now, window)).await
    }

    async fn tender_watched(
        &self,
        sale: &SaleId,
        at: Timestamp,
        told: Option<Timestamp>,
    ) -> Answer<()> {
        let first = self.first_of(sale);
        self.write("tender_watched", first.as_ref(), |image, _| {
            image.tender_watched(sale, at, told);
            Ok(())
        })
        .await
    }

    async fn open_tenders(&self) -> Answer<OpenCounts> {
        self.read("open_tenders", None, Image::open_tender_counts).await
    }

    async fn give_cash_back(&self, sale: &SaleId, _: Money, note: &Note) -> Answer<()> {
        let first = self.first_of(sale);
        self.write("give_cash_back", first.as_ref(), |image, _| image.give_cash_back(sale, note))
            .await
    }
}

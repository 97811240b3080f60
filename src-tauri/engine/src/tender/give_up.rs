//! Giving a pay page up because the counter says so: the customer takes cash after all, or walks away.
//!
//! No processor we know lets a page be cancelled, so somebody may still pay on it. Nothing is bought
//! for that; the money goes back by itself ([`late`](super::late)).

use super::{Carried, machine::Position};
use crate::{
    carry::Until,
    ports::{
        journal::JournalError,
        processor::{Flow, Standing, TenderLook},
    },
    till::Till,
};
use domain::{ids::SaleId, sale::TenderState};
use std::time::Duration;
use tokio::time::Instant;

/// How long the counter waits for the last look. One that takes longer is followed up.
const GIVE_UP_WAIT: Duration = Duration::from_secs(30);
/// How often the tender is read meanwhile, should a change go unheard.
const READ_EVERY: Duration = Duration::from_secs(1);

/// That a page is to be given up.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// Who said so.
    pub(crate) clerk: Option<String>,
}

/// A page that was not given up.
#[derive(Debug, thiserror::Error)]
pub enum GiveUpError {
    /// The sale has no pay page.
    #[error("the sale {0} has no pay page")]
    NoPage(SaleId),
    /// It is not waited for any more.
    #[error("the tender is {} already", .0.as_str())]
    TooLate(TenderState),
    /// Another process of this till waits for it.
    #[error("another process waits for the sale {0}")]
    Elsewhere(SaleId),
    /// The last look has not come to an end yet; it will, and the page is then given up.
    #[error("the last look at the sale {0} takes long")]
    UnderWay(SaleId),
    /// The journal could not be read.
    #[error("the tender could not be read")]
    Journal(#[from] JournalError),
}

impl Till {
    /// Gives a sale's pay page up after one last look: paid meanwhile, it is bought as ever; paid in
    /// part, that goes back; else the sale is cancelled and nothing is bought.
    ///
    /// # Errors
    /// If there is nothing to give up here; the sale goes on as it was.
    pub async fn give_up_tender(
        &self,
        sale: &SaleId,
        clerk: Option<String>,
    ) -> Result<(), GiveUpError> {
        let read = async || -> Result<_, GiveUpError> {
            let tender = self.tenders().tender(sale).await?;
            tender.ok_or_else(|| GiveUpError::NoPage(sale.clone()))
        };
        let tender = read().await?;
        if tender.expire_at.is_none() {
            return Err(GiveUpError::NoPage(sale.clone()));
        }
        if tender.state != TenderState::Pending {
            return Err(GiveUpError::TooLate(tender.state));
        }
        if tender.owner != self.inner.parts.owner {
            return Err(GiveUpError::Elsewhere(sale.clone()));
        }
        let mut changes = self.changes();
        self.inner.given_up.send_modify(|wishes| {
            wishes.insert(sale.clone(), Wish { clerk });
        });
        // Whoever has it in hand hears the wish; if nobody has, this takes it up.
        tokio::spawn({
            let (till, sale) = (self.clone(), sale.clone());
            async move { till.carry_tender_reporting(&sale, Until::Final).await }
        });
        let deadline = Instant::now() + GIVE_UP_WAIT;
        while read().await?.state == TenderState::Pending {
            if Instant::now() >= deadline {
                return Err(GiveUpError::UnderWay(sale.clone()));
            }
            // A missed change only means that the tender is read again.
            tokio::select! {
                _changed = changes.recv() => {}
                () = tokio::time::sleep(READ_EVERY) => {}
            }
        }
        Ok(())
    }

    /// Waits for the next look, or until the counter gives the page up.
    pub(super) async fn wait_or_give_up(
        &self,
        carried: &Carried<'_>,
        position: &Position,
        wait: Duration,
    ) {
        let pause = tokio::time::sleep(wait);
        if !can_be_given_up(position) {
            return pause.await;
        }
        let mut wishes = self.inner.given_up.subscribe();
        tokio::select! {
            () = pause => {}
            _wish = wishes.wait_for(|wishes| wishes.contains_key(&carried.sale)) => {}
        }
    }

    /// The counter's wish to give the page up, heard once.
    pub(super) fn take_wish(&self, sale: &SaleId, position: &Position) -> Option<Wish> {
        if !can_be_given_up(position) {
            return None;
        }
        let mut wish = None;
        self.inner.given_up.send_if_modified(|wishes| {
            wish = wishes.remove(sale);
            wish.is_some()
        });
        wish
    }
}

fn can_be_given_up(position: &Position) -> bool {
    let is_page = matches!(position.flow, Flow::Page { .. });
    is_page && position.state == TenderState::Pending && position.open_move().is_none()
}

/// Whether a look leaves it to the counter: nothing was paid, or nobody can say.
pub(super) fn says_nothing(look: &TenderLook) -> bool {
    match look {
        TenderLook::Absent { .. } | TenderLook::Failed { .. } => true,
        TenderLook::Found { report, .. } => match report.standing {
            Standing::Open | Standing::Unclear(_) => true,
            Standing::Held
            | Standing::Paid { .. }
            | Standing::Short { .. }
            | Standing::Declined(_)
            | Standing::Over => false,
        },
    }
}

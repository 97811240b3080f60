//! Late money: what a customer paid after the till had given up goes back by itself. Asked for ever
//! more rarely, for three days.

use super::machine::{self, Event, Planned, Position, Times};
use crate::{
    carry::{CarryError, Until},
    ports::{processor::TenderLook, tenders::TenderRecord},
    till::Till,
};
use domain::ids::SaleId;
use tokio::task::JoinSet;

impl Till {
    /// Asks for the late money that is due to be asked for. What is found goes back in tasks of its
    /// own, which are answered: a refund that takes its processor hours keeps nobody else waiting.
    pub(crate) async fn watch_tenders_reporting(&self) -> JoinSet<()> {
        let mut returning = JoinSet::new();
        let due = match self.tenders().tenders_due(self.clock().now()).await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "tenders that were given up could not be read");
                return returning;
            }
        };
        for sale in due {
            if !self.take_up_tender(&sale) {
                continue;
            }
            match self.find_late_money(&sale).await {
                Ok(Some((tender, planned))) => {
                    let till = self.clone();
                    returning.spawn(async move {
                        if let Err(error) = till.return_late_money(&tender, planned).await {
                            tracing::warn!(%sale, error = &error as &dyn std::error::Error, "late money does not go back for now");
                        }
                        till.lay_down_tender(&sale);
                    });
                    continue;
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%sale, error = &error as &dyn std::error::Error, "late money could not be asked for");
                }
            }
            self.lay_down_tender(&sale);
        }
        returning
    }

    /// Asks for one tender's late money. Answers how it goes back, if there is any, and the tender that
    /// this was planned for: should anybody else move it meanwhile, the plan is not written.
    async fn find_late_money(
        &self,
        sale: &SaleId,
    ) -> Result<Option<(TenderRecord, Planned)>, CarryError> {
        let tender = self.tender_of(sale).await?;
        let processor = self.processor_of(&tender)?;
        let carried = self.carried(&tender, processor.as_ref(), Until::NothingInFlight);
        let position = Position::of(&tender, processor.flow());
        let look = processor.look_up(&carried.charge, &position.moves).await;
        self.tenders().tender_watched(sale, self.clock().now()).await?;
        let TenderLook::Found { report, .. } = look else { return Ok(None) };
        let times = Times { window_over: true, too_late: true };
        let Some((kind, amount)) = machine::owed(&position, &report, times) else {
            return Ok(None);
        };
        let parts = (report.parts.clone(), Some(report));
        let planned = self.plan(&carried, &position, kind, amount, parts);
        Ok(planned.map(|planned| (tender, planned)))
    }

    async fn return_late_money(
        &self,
        tender: &TenderRecord,
        planned: Planned,
    ) -> Result<(), CarryError> {
        let processor = self.processor_of(tender)?;
        let mut carried = self.carried(tender, processor.as_ref(), Until::NothingInFlight);
        let position = Position::of(tender, processor.flow());
        let event = Event::Move(Box::new(planned));
        let (position, effect) = self.advance_tender(&carried, &position, event).await?;
        self.follow_tender(&mut carried, position, effect).await
    }
}

//! Late money: what a customer paid after the till had given up goes back by itself. Asked for ever
//! more rarely, for three days. A card of which nothing is certain after all is waited for again.

use super::machine::{self, Event, Position, Times};
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
                Ok(Some((tender, event))) => {
                    let till = self.clone();
                    returning.spawn(async move {
                        if let Err(error) = till.carry_late_money(&tender, event).await {
                            tracing::warn!(%sale, error = &error as &dyn std::error::Error, "late money is not carried on for now");
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

    /// Asks for one tender's late money. Answers what follows, if there is any, and the tender that
    /// this was found for: should anybody else move it meanwhile, nothing is written.
    async fn find_late_money(
        &self,
        sale: &SaleId,
    ) -> Result<Option<(TenderRecord, Event)>, CarryError> {
        let tender = self.tender_of(sale).await?;
        let processor = self.processor_of(&tender)?;
        let carried = self.carried(&tender, processor.as_ref(), Until::NothingInFlight);
        let position = Position::of(&tender, processor.flow());
        let look = processor.look_up(&carried.charge, &position.moves).await;
        let told = match &look {
            TenderLook::Found { reply, .. } => reply.date,
            TenderLook::Absent { date } => *date,
            TenderLook::Failed { .. } => None,
        };
        self.tenders().tender_watched(sale, self.clock().now(), told).await?;
        let TenderLook::Found { report, reply } = look else { return Ok(None) };
        let times = Times { window_over: true, too_late: true };
        if position.is_in_doubt(&report) {
            let look = TenderLook::Found { report, reply: processor.keepable(&reply) };
            return Ok(Some((tender, Event::Looked { look, times })));
        }
        let Some((kind, amount)) = machine::owed(&position, &report, times) else {
            return Ok(None);
        };
        let parts = (report.parts.clone(), Some(report));
        let planned = self.plan(&carried, &position, kind, amount, parts);
        Ok(planned.map(|planned| (tender, Event::Move(Box::new(planned)))))
    }

    async fn carry_late_money(
        &self,
        tender: &TenderRecord,
        event: Event,
    ) -> Result<(), CarryError> {
        let processor = self.processor_of(tender)?;
        let mut carried = self.carried(tender, processor.as_ref(), Until::NothingInFlight);
        carried.at_once = matches!(event, Event::Looked { .. });
        let position = Position::of(tender, processor.flow());
        let (position, effect) = self.advance_tender(&carried, &position, event).await?;
        self.follow_tender(&mut carried, position, effect).await
    }
}

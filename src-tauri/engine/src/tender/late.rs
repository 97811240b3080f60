//! Late money: what a customer paid after the till had given up goes back by itself. Asked for ever
//! more rarely, for three days.

use super::machine::{self, Event, Position, Times};
use crate::{
    carry::{CarryError, Until},
    ports::processor::TenderLook,
    till::Till,
};
use domain::ids::SaleId;

impl Till {
    /// Asks for the late money that is due to be asked for, and gives back what is found.
    pub(crate) async fn watch_tenders_reporting(&self) {
        let due = match self.tenders().tenders_due(self.clock().now()).await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "tenders that were given up could not be read");
                return;
            }
        };
        for sale in due {
            if !self.take_up_tender(&sale) {
                continue;
            }
            if let Err(error) = self.watch_tender(&sale).await {
                tracing::warn!(%sale, error = &error as &dyn std::error::Error, "late money could not be asked for");
            }
            self.lay_down_tender(&sale);
        }
    }

    async fn watch_tender(&self, sale: &SaleId) -> Result<(), CarryError> {
        let tender = self.tender_of(sale).await?;
        let processor = self.processor_of(&tender)?;
        let mut carried = self.carried(&tender, processor.as_ref(), Until::NothingInFlight);
        let position = Position::of(&tender, processor.flow());
        let look = processor.look_up(&carried.charge, &position.moves).await;
        self.tenders().tender_watched(sale, self.clock().now()).await?;
        let TenderLook::Found { report, .. } = look else { return Ok(()) };
        let times = Times { window_over: true, too_late: true };
        let Some((kind, amount)) = machine::owed(&position, &report, times) else {
            return Ok(());
        };
        let parts = (report.parts.clone(), Some(report));
        let Some(planned) = self.plan(&carried, &position, kind, amount, parts) else {
            return Ok(());
        };
        let event = Event::Move(Box::new(planned));
        let (position, effect) = self.advance_tender(&carried, &position, event).await?;
        self.follow_tender(&mut carried, position, effect).await
    }
}

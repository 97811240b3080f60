//! One purchase in the air per account, where nothing of ours comes back: two at once could not be
//! told apart afterwards. The turn is in the journal, so it holds across all processes of a data dir,
//! and an order that died in the air holds it until it has been looked for once.

use super::{CarryError, Until};
use crate::{
    ports::{
        Supplier,
        journal::{JournalError, Turn},
        supplier::{Mark, Recovery, SupplierError},
    },
    records::OrderRecord,
    till::Till,
};
use domain::reason::{Reason, ReasonCode};
use std::time::Duration;

/// How often a turn that another order holds is asked for.
const ASK_EVERY: Duration = Duration::from_millis(50);

impl Till {
    /// Waits until an order may send its purchase, and takes the account's mark. Where the account
    /// needs none of it, at once. An inner `Err` is why it must not be sent.
    pub(super) async fn await_turn(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
    ) -> Result<Result<Option<Mark>, Reason>, CarryError> {
        if !one_at_a_time(supplier.recovery()) {
            return Ok(Ok(None));
        }
        let begun = self.clock().elapsed();
        let patience = self.settings().request_timeout.saturating_mul(2);
        while self.journal().take_turn(&order.supplier, &order.id).await? == Turn::Held {
            if self.clock().elapsed().saturating_sub(begun) > patience {
                return Ok(Err(Reason::plain(ReasonCode::TurnHeld)));
            }
            self.follow_orphans().await?;
            tokio::time::sleep(ASK_EVERY).await;
        }
        match supplier.mark().await {
            Ok(mark) => Ok(Ok(Some(mark))),
            Err(error) => {
                self.journal().end_turn(&order.id).await?;
                Ok(Err(match error {
                    SupplierError::KeyOrAddress => Reason::plain(ReasonCode::KeyOrAddress),
                    SupplierError::Refused(words) | SupplierError::Busy(words) => {
                        Reason::with(ReasonCode::SupplierRefused, &words)
                    }
                    SupplierError::Unreachable(_)
                    | SupplierError::Unreadable
                    | SupplierError::NotBuilt => Reason::plain(ReasonCode::Unreachable),
                }))
            }
        }
    }

    /// The turn may be held by an order whose process died: looking it up frees it.
    async fn follow_orphans(&self) -> Result<(), JournalError> {
        for id in self.adopt().await? {
            let till = self.clone();
            tokio::spawn(async move { till.carry_reporting(&id, Until::Final).await });
        }
        Ok(())
    }
}

/// Whether an account allows one purchase in the air at a time.
pub(super) fn one_at_a_time(recovery: Recovery) -> bool {
    match recovery {
        Recovery::ByLikeness => true,
        Recovery::ByReference | Recovery::ByRepeat { .. } => false,
    }
}

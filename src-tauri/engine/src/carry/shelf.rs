//! Orders that are fulfilled without their supplier: from recovered stock before anything is bought,
//! and from what the shop bought ahead where the supplier cannot be reached.

use super::CarryError;
use crate::{machine::Event, ports::supplier::Placed, records::OrderRecord, till::Till};
use domain::{order::Purpose, reason::ReasonCode};

impl Till {
    /// Whether an order was fulfilled before its supplier was asked at all.
    pub(super) async fn is_on_shelf(&self, order: &OrderRecord) -> Result<bool, CarryError> {
        if order.purpose == Purpose::Shelf {
            return Ok(false);
        }
        if self.journal().fulfil_from_stock(&order.id, self.clock().now()).await? {
            self.tell(&order.sale_id);
            return Ok(true);
        }
        // A supplier that is known to be down may take the request and lose the answer.
        if self.ailing().contains(&order.supplier) {
            self.take_ahead(order).await
        } else {
            Ok(false)
        }
    }

    /// Whether what happened means that the supplier cannot be reached and has nothing of the order, and
    /// a code bought ahead was given to it instead.
    pub(super) async fn is_sold_ahead(
        &self,
        order: &OrderRecord,
        event: &Event,
    ) -> Result<bool, CarryError> {
        let was_never_sent = matches!(event, Event::Placed(Placed::NeverSent(_)));
        let cannot_be_sent =
            matches!(event, Event::Abandon(reason) if reason.code == ReasonCode::Unreachable);
        let never_left = was_never_sent || cannot_be_sent;
        if never_left && order.purpose == Purpose::Customer {
            return self.take_ahead(order).await;
        }
        Ok(false)
    }

    async fn take_ahead(&self, order: &OrderRecord) -> Result<bool, CarryError> {
        let is_taken = self.journal().fulfil_from_ahead(&order.id, self.clock().now()).await?;
        if is_taken {
            self.journal().end_turn(&order.id).await?;
            self.tell(&order.sale_id);
        }
        Ok(is_taken)
    }
}

//! What follows when the money is safe: buying, and giving back what was not delivered.

use super::{
    Carried,
    machine::{Event, Planned, Position},
};
use crate::{
    carry::{CarryError, Until},
    machine as order_machine,
    ports::{
        journal::Note,
        processor::{Flow, Move, MoveKind, MoveState, Part, TenderLook, TenderReport},
        tenders::TenderRecord,
    },
    records::{AttentionKind, OrderRecord, SaleRecord},
    refund::is_held,
    till::Till,
};
use domain::{ids::SaleId, money::Money, order::OrderState, reason::Reason};
use rust_decimal::Decimal;
use std::time::Duration;
use tokio::task::JoinSet;

/// How often the orders of a paid sale are looked at while others carry them.
const ORDERS_LOOK: Duration = Duration::from_millis(500);
/// Complete looks at a processor that names no payment, before a person is asked.
const PARTLESS_MAX: u32 = 5;

impl Till {
    /// Why nothing of a sale can be sold, asked before its customer is: once for each product and
    /// account.
    pub(super) async fn objection_to(&self, id: &SaleId) -> Result<Option<Reason>, CarryError> {
        let sale = self.sale_of(id).await?;
        let mut asked: Vec<&OrderRecord> = Vec::new();
        for order in &sale.orders {
            let alike = |other: &&&OrderRecord| {
                other.product_id == order.product_id
                    && other.fields == order.fields
                    && other.amount == order.amount
            };
            if asked.iter().any(|other| alike(&other)) {
                continue;
            }
            asked.push(order);
            let supplier = self.supplier_of(order)?;
            let alike = sale.orders.iter().filter(|other| alike(&other));
            let units = u32::try_from(alike.count()).unwrap_or(u32::MAX);
            let units = units.min(supplier.units_max());
            if let Some(reason) = self.objection(order, supplier.as_ref(), units).await? {
                return Ok(Some(reason));
            }
        }
        Ok(None)
    }

    /// Buys what was paid for, waits until all of it is final, and says what follows for the money.
    /// `None` while a person has to decide about an order.
    pub(super) async fn buy(
        &self,
        carried: &mut Carried<'_>,
        position: &Position,
    ) -> Result<Option<Event>, CarryError> {
        let mut carrying = JoinSet::new();
        let prepared = self.prepared_orders(&carried.sale).await?;
        let taken: Vec<_> = prepared.iter().filter(|order| self.take_up(&order.id)).collect();
        for orders in self.requests_of(taken) {
            let (till, until) = (self.clone(), carried.until);
            carrying.spawn(async move { till.carry_new(&orders, until).await });
        }
        let mut failed = None;
        while let Some(ended) = carrying.join_next().await {
            match ended {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failed = Some(error),
                Err(error) => {
                    tracing::error!(sale = %carried.sale, %error, "an order's task ended")
                }
            }
        }
        loop {
            let sale = self.sale_of(&carried.sale).await?;
            let states = sale.orders.iter().map(|order| order.state);
            let open: Vec<OrderState> = states.filter(|state| !state.is_final()).collect();
            if open.is_empty() {
                return self.settle_up(carried, position, &sale).await.map(Some);
            }
            if let Some(error) = failed {
                return Err(error);
            }
            let person = open.iter().all(|state| *state == OrderState::NeedsAttention);
            if person && carried.until == Until::NothingInFlight {
                return Ok(None);
            }
            tokio::time::sleep(ORDERS_LOOK).await;
        }
    }

    /// All orders are final: keep what was delivered, give the rest back.
    async fn settle_up(
        &self,
        carried: &mut Carried<'_>,
        position: &Position,
        sale: &SaleRecord,
    ) -> Result<Event, CarryError> {
        let kept = kept(sale, position.amount);
        let least = carried.processor.least(position.amount.currency());
        let parts = (position.parts.clone(), None);
        let planned = match position.flow {
            Flow::Keyed if kept.amount().is_zero() => {
                self.plan(carried, position, MoveKind::Void, position.amount, parts)
            }
            // A hold of which only so little was earned cannot be taken in part: the customer is let off,
            // and somebody is told.
            Flow::Keyed if kept.amount() < least.amount() => {
                let told = format!("{} {} cannot be taken", kept.to_price(), kept.currency());
                let void = self.plan(carried, position, MoveKind::Void, position.amount, parts);
                let attention = Some(AttentionKind::NotCaptured);
                void.map(|void| Planned { attention, note: Some(told), ..void })
            }
            Flow::Keyed => self.plan(carried, position, MoveKind::Capture, kept, parts),
            Flow::Page { .. } => {
                let back = less(less(position.amount, kept), position.given_back());
                if back.amount() <= Decimal::ZERO {
                    return Ok(Event::Bought);
                }
                if position.parts.is_empty() {
                    return self.find_parts(carried, position).await;
                }
                self.plan(carried, position, MoveKind::Refund, back, parts)
            }
        };
        Ok(planned.map_or(Event::NoWayBack, |planned| Event::Move(Box::new(planned))))
    }

    /// A refund names the customer's payment, which is learnt by looking.
    async fn find_parts(
        &self,
        carried: &mut Carried<'_>,
        position: &Position,
    ) -> Result<Event, CarryError> {
        if carried.partless >= PARTLESS_MAX {
            return Ok(Event::NoWayBack);
        }
        if let Some(wait) = self.next_tender_look(carried, position) {
            tokio::time::sleep(wait).await;
        }
        let event = self.look_at_tender(carried, position).await?;
        if let Event::Looked { look, .. } = &event
            && matches!(look, TenderLook::Found { .. })
        {
            carried.partless = carried.partless.saturating_add(1);
        }
        Ok(event)
    }

    /// Movements with fresh ids and exact requests; `None` if there is nothing to take them from.
    pub(super) fn plan(
        &self,
        carried: &Carried<'_>,
        position: &Position,
        kind: MoveKind,
        amount: Money,
        (parts, report): (Vec<Part>, Option<TenderReport>),
    ) -> Option<Planned> {
        let shares = match (kind, position.flow) {
            (MoveKind::Refund, Flow::Page { .. }) => split(&parts, &position.moves, amount),
            _ => vec![(None, amount)],
        };
        let moves: Vec<_> = shares
            .into_iter()
            .map(|(part, amount)| {
                let id = self.clock().move_id();
                let made = Move { id, kind, amount, part, state: MoveState::Open };
                let request = carried.processor.write_move(&carried.charge, &made);
                (made, request)
            })
            .collect();
        let owner = self.inner.parts.owner.clone();
        let planned = Planned { moves, report, clerk: None, note: None, attention: None, owner };
        (!planned.moves.is_empty()).then_some(planned)
    }

    /// Gives money back because a person says so, and follows it until it is back, refused, or
    /// nothing is in flight.
    pub(crate) async fn give_back(
        &self,
        tender: &TenderRecord,
        back: Money,
        note: &Note,
    ) -> Result<(), CarryError> {
        let processor = self.processor_of(tender)?;
        let mut carried = self.carried(tender, processor.as_ref(), Until::NothingInFlight);
        let mut position = Position::of(tender, processor.flow());
        while matches!(position.flow, Flow::Page { .. }) && position.parts.is_empty() {
            carried.at_once = carried.looks == 0;
            let event = self.find_parts(&mut carried, &position).await?;
            let no_way = matches!(event, Event::NoWayBack);
            (position, _) = self.advance_tender(&carried, &position, event).await?;
            if no_way {
                return Ok(());
            }
        }
        let parts = (position.parts.clone(), None);
        let kind = if is_held(tender) { MoveKind::Void } else { MoveKind::Refund };
        let event = match self.plan(&carried, &position, kind, back, parts) {
            Some(planned) => Event::Move(Box::new(Planned {
                clerk: note.clerk.clone(),
                note: note.detail.clone(),
                ..planned
            })),
            None => Event::NoWayBack,
        };
        let (position, effect) = self.advance_tender(&carried, &position, event).await?;
        self.follow_tender(&mut carried, position, effect).await
    }

    /// Books that cash was given back for what the processor keeps.
    pub(crate) async fn book_cash_back(
        &self,
        tender: &TenderRecord,
        note: &Note,
    ) -> Result<(), CarryError> {
        let processor = self.processor_of(tender)?;
        let carried = self.carried(tender, processor.as_ref(), Until::NothingInFlight);
        let position = Position::of(tender, processor.flow());
        let words = note.detail.clone().unwrap_or_default();
        let event = Event::CashBack { clerk: note.clerk.clone(), note: words };
        self.advance_tender(&carried, &position, event).await?;
        Ok(())
    }

    /// Refuses the orders that waited for a tender which was not paid.
    pub(crate) async fn cancel_orders(
        &self,
        sale: &SaleId,
        reason: Reason,
    ) -> Result<(), CarryError> {
        for order in self.prepared_orders(sale).await? {
            let position = order_machine::Position::of(&order);
            let abandon = order_machine::Event::Abandon(reason.clone());
            self.advance(&order, &position, abandon).await?;
        }
        Ok(())
    }
}

/// The part of a tender that belongs to what was delivered, exact and half up to the currency's digits
/// (INV-9). By
/// proportion, so that a rate which changed since does not change what the customer paid.
fn kept(sale: &SaleRecord, amount: Money) -> Money {
    let zero = Money::zero(amount.currency());
    let is_delivered = |order: &&OrderRecord| order.state == OrderState::Delivered;
    let delivered = sale.orders.iter().filter(is_delivered);
    if delivered.clone().count() == sale.orders.len() {
        return amount;
    }
    let delivered: Decimal = delivered.map(|order| order.price.amount()).sum();
    let share = amount
        .amount()
        .checked_mul(delivered)
        .and_then(|product| product.checked_div(sale.total.amount()));
    share.map_or(zero, |share| Money::new(share, amount.currency()).rounded())
}

fn less(amount: Money, other: Money) -> Money {
    Money::new(amount.amount().saturating_sub(other.amount()), amount.currency())
}

/// Which payments a refund is taken from, the newest first, none for more than is left of it.
fn split(parts: &[Part], moves: &[Move], amount: Money) -> Vec<(Option<String>, Money)> {
    let mut wanted = amount.amount();
    let mut shares = Vec::new();
    for part in parts.iter().rev() {
        let taken: Decimal = moves
            .iter()
            .filter(|made| made.state != MoveState::Refused)
            .filter(|made| made.part.as_deref() == Some(part.id.as_str()))
            .map(|made| made.amount.amount())
            .sum();
        let share = part.amount.amount().saturating_sub(taken).min(wanted);
        if share > Decimal::ZERO {
            wanted = wanted.saturating_sub(share);
            shares.push((Some(part.id.clone()), Money::new(share, amount.currency())));
        }
    }
    // Less than what is owed is not a plan.
    if wanted > Decimal::ZERO { Vec::new() } else { shares }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::parse_decimal;

    fn money(amount: &str, code: &str) -> Money {
        Money::new(parse_decimal(amount).unwrap(), code.parse().unwrap())
    }

    fn part(id: &str, amount: &str) -> Part {
        Part { id: id.into(), amount: money(amount, "USD") }
    }

    fn refund(part: &str, amount: &str, state: MoveState) -> Move {
        Move {
            id: domain::ids::MoveId::new("m"),
            kind: MoveKind::Refund,
            amount: money(amount, "USD"),
            part: Some(part.into()),
            state,
        }
    }

    /// INV-9.
    #[test]
    fn what_is_left_of_money_is_exact_and_in_its_own_currency() {
        let left = less(money("0.30", "USD"), money("0.10", "USD"));
        assert_eq!(left, money("0.20", "USD"), "no float says 0.19999999999999998");
        let small = less(money("1.000", "KWD"), money("0.999", "KWD"));
        assert_eq!((small.to_price(), small.currency().code()), ("0.001".into(), "KWD"));
    }

    /// INV-9.
    #[test]
    fn a_refund_is_split_to_the_cent_and_never_more_than_was_paid() {
        let parts = [part("old", "0.10"), part("new", "0.20")];
        let shares = split(&parts, &[], money("0.30", "USD"));
        let taken: Vec<_> =
            shares.iter().map(|(id, share)| (id.as_deref().unwrap(), share.to_price())).collect();
        assert_eq!(taken, [("new", "0.20".to_owned()), ("old", "0.10".to_owned())]);
        assert!(split(&parts, &[], money("0.31", "USD")).is_empty(), "less is no plan");
        let open = [refund("new", "0.15", MoveState::Open)];
        assert!(split(&parts, &open, money("0.16", "USD")).is_empty());
        let refused = [refund("new", "0.15", MoveState::Refused)];
        assert_eq!(split(&parts, &refused, money("0.30", "USD")).len(), 2);
    }
}

//! Waiting for a sale's end.

use super::{Unended, exit_of, show};
use crate::{
    cli::{Call, output::Output},
    error::{ErrorCode, Exit, Failure},
};
use domain::{
    ids::SaleId,
    order::OrderState,
    sale::{SaleState, TenderState},
};
use engine::{
    records::{CardTender, SaleRecord},
    sell::Carrying,
};
use std::time::Duration;
use tokio::time::Instant;

/// How often a sale that another process carries is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long past `--wait` a request in the air is given to land: cutting it off makes an unknown
/// order of one that a moment later is known.
const LANDING: Duration = Duration::from_secs(3);

/// Waiting for a sale's end.
pub(in crate::cli) struct Waiting<'a> {
    pub(super) call: &'a Call,
    pub(super) follow: bool,
    pub(super) deadline: Instant,
    pub(super) output: &'a Output,
}

impl<'a> Waiting<'a> {
    /// For something to be bought that nobody follows line by line.
    pub(in crate::cli) fn until_final(call: &'a Call, wait: Duration, output: &'a Output) -> Self {
        Self { call, follow: false, deadline: Instant::now() + wait, output }
    }

    /// Waits for what this call began, or another one did, shows it, and says how it ended. Once a byte
    /// may have left, whatever fails here is an outcome that is not known.
    pub(in crate::cli) async fn to_the_end(
        &self,
        id: &SaleId,
        carrying: Option<Vec<Carrying>>,
    ) -> Result<Exit, Failure> {
        let ended = match carrying {
            Some(carrying) => self.for_new(id, carrying).await,
            None => self.for_other(id).await.map_err(Unended::from),
        };
        let shown = match ended {
            Ok(sale) => {
                let shown = show(self.call, &sale, None, self.output).await;
                shown.map(|()| exit_of(sale.state()))
            }
            Err(Unended::NothingSent(failure)) => return Err(failure),
            Err(Unended::Unclear(failure)) => Err(failure),
        };
        shown.map_err(|failure| {
            self.output.warn(&failure.to_wire(self.output.words()).message);
            Failure::plain(ErrorCode::OutcomeUnknown)
        })
    }

    /// A sale this process carries. If its journal failed before anything was sent, that failure.
    pub(super) async fn for_new(
        &self,
        id: &SaleId,
        carrying: Vec<Carrying>,
    ) -> Result<SaleRecord, Unended> {
        let mut changes = self.call.session.till.changes();
        let mut told = None;
        loop {
            // Asked before the sale is read: what ends after that is not in the sale that was read.
            let resting = carrying.iter().all(Carrying::is_finished);
            let sale = self.call.session.sale(id).await?;
            let landing = if in_the_air(&sale) { LANDING } else { Duration::ZERO };
            let deadline = self.deadline + landing;
            if resting || sale.is_settled() || Instant::now() >= deadline {
                if resting && nothing_left(&sale) {
                    return failed_before_sending(carrying).await.map_or(Ok(sale), Err);
                }
                return Ok(sale);
            }
            if self.follow && told.replace(states(&sale)) != Some(states(&sale)) {
                show(self.call, &sale, None, self.output).await?;
            }
            let pause = tokio::time::sleep(LOOK_EVERY);
            // A missed change only means that the sale is read again.
            tokio::select! {
                _changed = changes.recv() => {}
                () = pause => {}
                () = tokio::time::sleep_until(deadline) => {}
            }
        }
    }

    /// A sale that another call made. Should that call be dead, this one follows it up: what asks again is
    /// a script that was cut off, and waits for nobody else.
    pub(super) async fn for_other(&self, id: &SaleId) -> Result<SaleRecord, Failure> {
        let session = &self.call.session;
        let ended = async {
            loop {
                let sale = session.sale(id).await?;
                if sale.is_settled() || Instant::now() >= self.deadline {
                    return Ok(sale);
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        let following = async {
            session.till.keep_following().await;
            std::future::pending().await
        };
        // The sale is read first: one that is settled leaves nothing to follow.
        tokio::select! {
            biased;
            sale = ended => sale,
            never = following => never,
        }
    }
}

/// Whether the sale is as it was written down: no supplier and no processor was asked.
fn nothing_left(sale: &SaleRecord) -> bool {
    let asked = sale.tender.card.as_ref().is_some_and(|card| card.asked);
    sale.state() == SaleState::Orders(OrderState::Prepared) && !asked
}

/// Whether a request is about to leave or waits for its reply. A customer who has not paid yet is
/// nothing in the air.
fn in_the_air(sale: &SaleRecord) -> bool {
    let card = sale.tender.card.as_ref();
    let page_is_open = card.is_some_and(|card| card.pay_url.is_some());
    if sale.tender.state == TenderState::Pending && page_is_open {
        return false;
    }
    sale.orders.iter().any(|order| match order.state {
        OrderState::Prepared => true,
        OrderState::Unknown => order.reason.is_none(),
        OrderState::Waiting
        | OrderState::NeedsAttention
        | OrderState::Delivered
        | OrderState::Refused
        | OrderState::Refunded => false,
    })
}

/// What a follower is told about: every order's state, and where the customer's money is.
fn states(sale: &SaleRecord) -> (Vec<OrderState>, TenderState, Option<CardTender>) {
    let orders = sale.orders.iter().map(|order| order.state).collect();
    (orders, sale.tender.state, sale.tender.card.clone())
}

async fn failed_before_sending(carrying: Vec<Carrying>) -> Option<Unended> {
    for task in carrying {
        if let Ok(Err(error)) = task.await {
            return Some(Unended::NothingSent(error.into()));
        }
    }
    None
}

//! Following up what is unfinished: after a crash, after a command line sale that did not wait.
//!
//! An order passes to another process only when its owner is provably dead, told by an OS lock and
//! never by a clock (INV-15).

use crate::{carry::Until, ports::journal::JournalError, till::Till};
use domain::{
    ids::{OrderId, SaleId},
    order::OrderState,
};
use std::time::Duration;

/// What a round of recovery came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Orders that reached a final state.
    pub settled: u32,
    /// Orders still unfinished, those that need a person included.
    pub open: u32,
    /// Orders that need a person.
    pub needs_attention: u32,
}

impl Till {
    /// Follows up everything whose owner is dead until nothing is in flight or `wait` ends.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn recover(&self, wait: Duration) -> Result<Recovered, JournalError> {
        let tenders = self.adopt_tenders().await?;
        let adopted = self.adopt().await?;
        let mut followed = adopted.clone();
        let mut carrying = tokio::task::JoinSet::new();
        let mut undecided = Vec::new();
        for sale in tenders {
            // Its tender carries them, not we.
            followed.extend(self.waiting_for_tender(&sale).await?);
            if self.needs_decision(&sale).await? {
                undecided.push(sale.clone());
            }
            let till = self.clone();
            carrying.spawn(async move {
                till.carry_tender_reporting(&sale, Until::NothingInFlight).await;
            });
        }
        for id in adopted {
            let till = self.clone();
            carrying.spawn(async move { till.carry_reporting(&id, Until::NothingInFlight).await });
        }
        let till = self.clone();
        carrying.spawn(async move { till.watch_reporting().await });
        let till = self.clone();
        carrying.spawn(async move {
            let mut returning = till.watch_tenders_reporting().await;
            while returning.join_next().await.is_some() {}
        });
        // Orders the deadline cuts off stay as they are on disk; the next recovery goes on.
        let ended = tokio::time::timeout(wait, async {
            while carrying.join_next().await.is_some() {}
            // What waited for a person may have ended by itself a moment ago: its money follows now, and
            // not with the next recovery.
            for sale in undecided {
                if !self.needs_decision(&sale).await? {
                    let till = self.clone();
                    carrying.spawn(async move {
                        till.carry_tender_reporting(&sale, Until::NothingInFlight).await;
                    });
                }
            }
            while carrying.join_next().await.is_some() {}
            Ok::<(), JournalError>(())
        })
        .await;
        match ended {
            Ok(followed) => followed?,
            Err(_elapsed) => tracing::info!("recovery ends with orders still in flight"),
        }
        let mut settled = 0_u32;
        for id in &followed {
            let order = self.journal().order(id).await?;
            settled += u32::from(order.is_some_and(|order| order.state.is_final()));
        }
        let orders = self.journal().open_counts().await?;
        let tenders = self.tenders().open_tenders().await?;
        Ok(Recovered {
            settled,
            open: orders.unfinished.saturating_add(tenders.unfinished),
            needs_attention: orders.needs_attention.saturating_add(tenders.needs_attention),
        })
    }

    /// Follows up everything unfinished, and asks for late truths, for as long as this process lives.
    /// Never ends.
    pub async fn keep_following(&self) {
        tokio::join!(self.keep_adopting(), self.keep_watching());
    }

    /// Takes over orders of dead processes, and takes up its own that it had to lay down.
    async fn keep_adopting(&self) {
        let mut round = 0_u32;
        loop {
            self.follow_tenders(round.is_multiple_of(OWN_EVERY)).await;
            let found = match self.adopt().await {
                Ok(adopted) if round.is_multiple_of(OWN_EVERY) => {
                    let own = self.journal().owned_by(&self.inner.parts.owner).await;
                    own.map(|own| [adopted, own].concat())
                }
                other => other,
            };
            match found {
                Ok(orders) => {
                    for id in orders {
                        let till = self.clone();
                        tokio::spawn(async move { till.carry_reporting(&id, Until::Final).await });
                    }
                }
                Err(error) => tracing::error!(%error, "unfinished orders could not be read"),
            }
            round = round.wrapping_add(1);
            tokio::time::sleep(ADOPT_EVERY).await;
        }
    }

    /// Takes over tenders of dead processes, and takes up this one's that it had to lay down.
    async fn follow_tenders(&self, own_too: bool) {
        let mut found = self.adopt_tenders().await;
        if own_too && let Ok(sales) = &mut found {
            match self.tenders().tenders_owned_by(&self.inner.parts.owner).await {
                Ok(own) => sales.extend(own),
                Err(error) => found = Err(error),
            }
        }
        match found {
            Ok(sales) => {
                for sale in sales {
                    let till = self.clone();
                    tokio::spawn(async move {
                        till.carry_tender_reporting(&sale, Until::Final).await;
                    });
                }
            }
            Err(error) => tracing::error!(%error, "unfinished tenders could not be read"),
        }
    }

    async fn adopt_tenders(&self) -> Result<Vec<SaleId>, JournalError> {
        self.tenders().adopt_tenders(&self.inner.parts.owner, self.clock().now()).await
    }

    /// Whether a person has to decide about an order of a sale.
    async fn needs_decision(&self, sale: &SaleId) -> Result<bool, JournalError> {
        let sale = self.journal().sale(sale).await?;
        let mut orders = sale.into_iter().flat_map(|sale| sale.orders);
        Ok(orders.any(|order| order.state == OrderState::NeedsAttention))
    }

    /// The orders of a sale that its tender will settle.
    async fn waiting_for_tender(&self, sale: &SaleId) -> Result<Vec<OrderId>, JournalError> {
        let sale = self.journal().sale(sale).await?;
        let orders = sale.into_iter().flat_map(|sale| sale.orders);
        let waiting = orders.filter(|order| order.state == OrderState::Prepared);
        Ok(waiting.map(|order| order.id).collect())
    }

    pub(crate) async fn adopt(&self) -> Result<Vec<OrderId>, JournalError> {
        self.journal().adopt(&self.inner.parts.owner, self.clock().now()).await
    }

    pub(crate) async fn carry_reporting(&self, id: &OrderId, until: Until) {
        if let Err(error) = self.carry_on(id, until).await {
            tracing::error!(order = %id, error = &error as &dyn std::error::Error, "an order is not carried on for now");
        }
    }
}

/// How often an open window looks for orders whose process died.
const ADOPT_EVERY: Duration = Duration::from_secs(2);
/// How many of those rounds pass before it takes up its own laid-down orders again.
const OWN_EVERY: u32 = 60;

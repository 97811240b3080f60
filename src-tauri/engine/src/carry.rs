//! Carrying one order from `prepared` to its end: the loop that turns effects into calls and their
//! outcomes into events. It decides nothing itself; [`step`](crate::machine::step) does.

use crate::{
    machine::{self, Effect, Event, NotCommitted, Position},
    ports::{
        Supplier,
        journal::JournalError,
        supplier::{Checked, Exchange, Look, Placed, SupplierError},
    },
    records::OrderRecord,
    till::Till,
};
use domain::{
    account::Wallet,
    ids::OrderId,
    order::{IllegalTransition, OrderState},
    product::Product,
    reason::{Reason, ReasonCode},
};
use std::{sync::Arc, time::Duration};

/// An order could not be carried on by this process. It is as the journal last says.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The journal failed.
    #[error("the journal could not be written")]
    Journal(#[from] JournalError),
    /// An event that its state does not know.
    #[error("the order's history does not fit")]
    Illegal(#[from] IllegalTransition),
    /// Its supplier is no longer provisioned.
    #[error("the supplier {0} is not set up")]
    NoSupplier(String),
    /// There is no such order.
    #[error("there is no such order")]
    NoOrder,
}

/// How far to carry an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Until it is final.
    Final,
    /// Until it is final or needs a person, with at least one look-up.
    NothingInFlight,
}

impl Till {
    /// Carries a freshly written order that this process has taken up: checks it, sends it once,
    /// follows it up.
    ///
    /// # Errors
    /// If the journal or the supplier's set-up fails; the order stays as it is on disk.
    pub(crate) async fn carry_new(&self, id: &OrderId) -> Result<(), CarryError> {
        let carried = self.send_and_follow(id).await;
        self.lay_down(id);
        carried
    }

    /// Carries an order that this process took over: what was never sent is refused, what may have
    /// been sent is looked up and never sent again.
    ///
    /// # Errors
    /// As [`carry_new`](Self::carry_new).
    pub(crate) async fn carry_on(&self, id: &OrderId, until: Until) -> Result<(), CarryError> {
        if !self.take_up(id) {
            return Ok(());
        }
        let carried = self.resume(id, until).await;
        self.lay_down(id);
        carried
    }

    async fn send_and_follow(&self, id: &OrderId) -> Result<(), CarryError> {
        let order = self.read(id).await?;
        let supplier = self.supplier_of(&order)?;
        let position = Position::of(&order);
        let event = match self.objection(&order, supplier.as_ref()).await? {
            Some(reason) => Event::Abandon(reason),
            None => Event::Send(self.journal().request(id).await?),
        };
        let (position, effect) = self.advance(&order, &position, event).await?;
        self.follow(&order, supplier.as_ref(), position, effect, Until::Final).await
    }

    async fn resume(&self, id: &OrderId, until: Until) -> Result<(), CarryError> {
        let order = self.read(id).await?;
        let position = Position::of(&order);
        if order.state == OrderState::Prepared {
            let event = Event::Abandon(Reason::plain(ReasonCode::NeverSent));
            self.advance(&order, &position, event).await?;
            return Ok(());
        }
        let supplier = self.supplier_of(&order)?;
        let effect = if order.state.is_final() { Effect::Rest } else { Effect::LookAgain };
        self.follow(&order, supplier.as_ref(), position, effect, until).await
    }

    /// Why an order must not be sent at all, asked before anything leaves.
    async fn objection(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
    ) -> Result<Option<Reason>, CarryError> {
        let Some(product) = self.journal().product(&order.product_id).await? else {
            return Ok(None);
        };
        if supplier.has_preflight(&product)
            && let Some(reason) = self.preflight_objection(order, &product, supplier).await
        {
            return Ok(Some(reason));
        }
        self.wallet_objection(order, supplier).await
    }

    async fn preflight_objection(
        &self,
        order: &OrderRecord,
        product: &Product,
        supplier: &dyn Supplier,
    ) -> Option<Reason> {
        match supplier.preflight(product, &order.fields).await {
            Ok(Checked { ok: true, .. }) => None,
            Ok(Checked { message, .. }) => {
                Some(Reason::with(ReasonCode::PreflightRefused, message.as_deref().unwrap_or("")))
            }
            Err(SupplierError::KeyOrAddress) => Some(Reason::plain(ReasonCode::KeyOrAddress)),
            Err(SupplierError::Refused(words)) => {
                Some(Reason::with(ReasonCode::PreflightRefused, &words))
            }
            Err(SupplierError::Unreachable(_)) => Some(Reason::plain(ReasonCode::Unreachable)),
            Err(SupplierError::Unreadable | SupplierError::NotBuilt) => {
                Some(Reason::plain(ReasonCode::PreflightUnavailable))
            }
        }
    }

    /// The wallet's last known balance is too small, and asking again confirms it. A balance that
    /// looks sufficient costs no call: the supplier is the judge.
    async fn wallet_objection(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
    ) -> Result<Option<Reason>, CarryError> {
        let (Some(cost), Some(currency)) = (order.cost, order.wallet) else { return Ok(None) };
        if cost.currency() != currency {
            return Ok(None);
        }
        let short = |wallet: &Wallet| wallet.balance.amount() < cost.amount();
        match self.journal().wallet(&order.supplier, currency).await? {
            Some(wallet) if short(&wallet) => {}
            _ => return Ok(None),
        }
        let Ok(wallets) = supplier.wallets(self.clock().now()).await else { return Ok(None) };
        self.journal().keep_wallets(&wallets).await?;
        Ok(wallets
            .iter()
            .find(|wallet| wallet.balance.currency() == currency && short(wallet))
            .map(|wallet| {
                let balance = wallet.balance;
                Reason::with(
                    ReasonCode::InsufficientBalance,
                    &format!("{} {currency}", balance.amount()),
                )
            }))
    }

    /// Turns effects into calls until the order rests.
    async fn follow(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
        mut position: Position,
        mut effect: Effect,
        until: Until,
    ) -> Result<(), CarryError> {
        let sent_at = order.sent_at.unwrap_or_else(|| self.clock().now());
        let (mut looks, mut asked_for) = (0_u32, None);
        loop {
            let event = match effect {
                Effect::Rest => return Ok(()),
                Effect::Place(ticket) => {
                    let exchange = supplier.place(ticket).await;
                    Event::Placed(self.placed(order, supplier, exchange).await)
                }
                Effect::LookAgain => {
                    let age = self.clock().now().since(sent_at);
                    // A process that took an order over looks at once: its customer waits already.
                    // Too old to be looked for, it is still looked at when somebody asks (`recover`).
                    let next = self.settings().next_look(looks, age);
                    let asked = next.is_some() || until == Until::NothingInFlight;
                    let first_of_resumed = looks == 0 && order.sent_at.is_some() && asked;
                    let wait = if first_of_resumed {
                        Duration::ZERO
                    } else {
                        let Some(wait) = next else {
                            return Ok(());
                        };
                        wait
                    };
                    tokio::time::sleep(wait.max(asked_for.take().unwrap_or_default())).await;
                    looks = looks.saturating_add(1);
                    let window_over =
                        self.clock().now().since(sent_at) >= self.settings().settle_window;
                    let intent = order.intent();
                    let look = supplier.look_up(&intent, position.provider_order_id.as_ref()).await;
                    if let Look::Failed { retry_after, .. } = &look {
                        asked_for = retry_after.map(|wait| wait.min(RETRY_AFTER_MAX));
                    }
                    Event::Looked { look, window_over }
                }
            };
            (position, effect) = self.advance(order, &position, event).await?;
            let waits_for_person = position.state == OrderState::NeedsAttention;
            if waits_for_person && looks > 0 && until == Until::NothingInFlight {
                return Ok(());
            }
        }
    }

    /// Keeps a purchase's reply, sealed, before reading it.
    async fn placed(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
        exchange: Exchange,
    ) -> Placed {
        match exchange {
            Exchange::NeverSent(detail) => {
                Placed::NeverSent(Reason::with(ReasonCode::Unreachable, &detail))
            }
            Exchange::Lost(detail) => Placed::Lost(Reason::with(ReasonCode::NoReply, &detail)),
            Exchange::Answered(reply) => {
                let kept = self.journal().keep_reply(&order.id, self.clock().now(), &reply).await;
                if let Err(error) = kept {
                    // The reply is still in hand: reading it now is the better of two bad choices.
                    tracing::error!(order = %order.id, %error, "a reply could not be kept");
                }
                supplier.read_placed(&order.intent(), &reply)
            }
        }
    }

    /// One step, made durable, then told to whoever listens.
    async fn advance(
        &self,
        order: &OrderRecord,
        position: &Position,
        event: Event,
    ) -> Result<(Position, Effect), CarryError> {
        // Before sending, a journal that cannot write ends the attempt: nothing has left. Afterwards
        // an outcome is in hand, and a moment without disk space must not lose it.
        let tries = if position.state == OrderState::Prepared { 1 } else { COMMIT_TRIES };
        let mut decision = machine::step(position, event, self.clock().now())?;
        // A look that showed nothing new writes nothing, and there is nothing to tell.
        let news = decision.batch().is_some();
        let mut tried = 1;
        let committed = loop {
            match machine::commit(self.journal(), &order.id, decision).await {
                Ok(committed) => break committed,
                Err(NotCommitted { error, decision: again }) => {
                    if tried >= tries || matches!(error, JournalError::Conflict) {
                        return Err(error.into());
                    }
                    tracing::error!(order = %order.id, %error, "an outcome is not written yet");
                    decision = again;
                }
            }
            tried = tried.saturating_add(1);
            tokio::time::sleep(COMMIT_RETRY).await;
        };
        if news {
            self.tell(&order.sale_id);
        }
        Ok(committed)
    }

    async fn read(&self, id: &OrderId) -> Result<OrderRecord, CarryError> {
        self.journal().order(id).await?.ok_or(CarryError::NoOrder)
    }

    fn supplier_of(&self, order: &OrderRecord) -> Result<Arc<dyn Supplier>, CarryError> {
        self.suppliers()
            .get(&order.supplier)
            .cloned()
            .ok_or_else(|| CarryError::NoSupplier(order.supplier.to_string()))
    }
}

/// The longest a supplier's Retry-After is honoured.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(3600);
/// How often, and how far apart, an outcome in hand is written again.
const COMMIT_TRIES: u32 = 20;
const COMMIT_RETRY: Duration = Duration::from_millis(500);

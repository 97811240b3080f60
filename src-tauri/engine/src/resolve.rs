//! A person's decision on an order that looking up could not settle.

use crate::{
    carry::CarryError,
    machine::{Event, LateOutcome, LateVerdict, Outcome, Position, Verdict},
    ports::supplier::{Fate, Look, Report, WireReply},
    records::{AttentionKind, OrderRecord},
    till::Till,
};
use domain::{
    ids::{OrderId, ProviderOrderId},
    order::OrderState,
    reason::{Reason, ReasonCode},
};

/// What a person decides.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What.
    pub ruling: Ruling,
    /// Why, in their words.
    pub note: String,
    /// Who.
    pub clerk: Option<String>,
}

/// Delivered or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It was delivered; `candidate` names the supplier's order where several may be it.
    Delivered {
        /// The supplier's order.
        candidate: Option<ProviderOrderId>,
    },
    /// Nothing was bought.
    Refused,
}

/// A decision that was not taken; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// There is no such order.
    #[error("there is no order {0}")]
    NoOrder(OrderId),
    /// Nothing is to be decided about it.
    #[error("the order does not need a decision: it is {}", state.as_str())]
    NotNeeded {
        /// Where it is.
        state: OrderState,
    },
    /// Several orders may be it, and none was named.
    #[error("several orders may be it: {ids}")]
    CandidateNeeded {
        /// Which.
        ids: String,
    },
    /// The named order belongs to another order of ours.
    #[error("the supplier's order {0} belongs to another order")]
    CandidateTaken(ProviderOrderId),
    /// The supplier could not be asked for the named order.
    #[error("the supplier could not be asked")]
    Unavailable(Reason),
    /// The supplier says that the named order was not delivered.
    #[error("the supplier has not delivered the order {0}")]
    NotDelivered(ProviderOrderId),
    /// It could not be carried out.
    #[error("the decision could not be written down")]
    Carry(#[from] CarryError),
}

impl Till {
    /// Carries out a person's decision; what was delivered is fetched first.
    ///
    /// # Errors
    /// If nothing is to be decided, a candidate must be named, or the supplier cannot be asked.
    pub async fn resolve(&self, id: &OrderId, decision: Decision) -> Result<(), ResolveError> {
        let Some(order) = self.journal().order(id).await.map_err(CarryError::from)? else {
            return Err(ResolveError::NoOrder(id.clone()));
        };
        if order.state != OrderState::NeedsAttention {
            return Err(ResolveError::NotNeeded { state: order.state });
        }
        let outcome = match decision.ruling {
            Ruling::Refused => Outcome::Refused,
            Ruling::Delivered { candidate } => {
                let bought = self.candidate(&order, candidate, &candidates_of(&order)).await?;
                match bought {
                    Some(id) => Outcome::Delivered(Some(self.fetch(&order, &id).await?)),
                    None => Outcome::Delivered(None),
                }
            }
        };
        let verdict = Verdict { clerk: decision.clerk, note: decision.note, outcome };
        self.advance(&order, &Position::of(&order), Event::Decided(verdict)).await?;
        Ok(())
    }

    /// Carries out what a person says about the late candidates of a refused order. It stays refused:
    /// what is ours is fetched and goes to recovered stock.
    ///
    /// # Errors
    /// If it has none, one must be named, or the supplier cannot be asked.
    pub async fn resolve_late(&self, id: &OrderId, decision: Decision) -> Result<(), ResolveError> {
        let Some(order) = self.journal().order(id).await.map_err(CarryError::from)? else {
            return Err(ResolveError::NoOrder(id.clone()));
        };
        let items = self.attention_items().await.map_err(CarryError::from)?;
        let item = items
            .into_iter()
            .find(|item| item.order == *id && item.kind == AttentionKind::LateCandidate);
        let Some(item) = item else {
            return Err(ResolveError::NotNeeded { state: order.state });
        };
        let outcome = match decision.ruling {
            Ruling::Refused => LateOutcome::NotOurs,
            Ruling::Delivered { candidate } => {
                let Some(ours) = self.candidate(&order, candidate, &item.candidates).await? else {
                    return Err(ResolveError::NotNeeded { state: order.state });
                };
                let (report, reply) = self.fetch(&order, &ours).await?;
                LateOutcome::Ours(report, reply)
            }
        };
        let verdict = LateVerdict { clerk: decision.clerk, note: decision.note, outcome };
        let position = Position::of(&order);
        self.advance(&order, &position, Event::LateDecided(verdict)).await?;
        Ok(())
    }

    /// Which of the supplier's orders is meant: the named one, else the only one there is.
    async fn candidate(
        &self,
        order: &OrderRecord,
        named: Option<ProviderOrderId>,
        found: &[ProviderOrderId],
    ) -> Result<Option<ProviderOrderId>, ResolveError> {
        let id = match (named, &order.provider_order_id, found) {
            (Some(named), ..) => named,
            (None, Some(known), _) => return Ok(Some(known.clone())),
            (None, None, []) => return Ok(None),
            (None, None, [only]) => only.clone(),
            (None, None, _) => {
                let ids: Vec<&str> = found.iter().map(ProviderOrderId::as_str).collect();
                return Err(ResolveError::CandidateNeeded { ids: ids.join(", ") });
            }
        };
        let claimed = self.journal().claimed(&order.supplier, std::slice::from_ref(&id)).await;
        let taken = !claimed.map_err(CarryError::from)?.is_empty();
        if taken && order.provider_order_id.as_ref() != Some(&id) {
            return Err(ResolveError::CandidateTaken(id));
        }
        Ok(Some(id))
    }

    async fn fetch(
        &self,
        order: &OrderRecord,
        id: &ProviderOrderId,
    ) -> Result<(Report, WireReply), ResolveError> {
        let supplier = self.supplier_of(order)?;
        match supplier.look_up(&order.intent(), Some(id), self.clock().now()).await {
            Look::Found { report, reply } => match &report.fate {
                Fate::Fulfilled(_) => Ok((report, reply)),
                Fate::Working | Fate::Declined(_) | Fate::Unclear(_) | Fate::Withheld(_) => {
                    Err(ResolveError::NotDelivered(id.clone()))
                }
            },
            Look::Failed { reason, .. } => Err(ResolveError::Unavailable(reason)),
            Look::Absent | Look::Candidates(_) => Err(ResolveError::NotDelivered(id.clone())),
        }
    }
}

/// The supplier's orders that may be this one, as last found.
#[must_use]
pub fn candidates_of(order: &OrderRecord) -> Vec<ProviderOrderId> {
    let reason = order.reason.as_ref().filter(|reason| reason.code == ReasonCode::Candidates);
    let ids = reason.and_then(|reason| reason.detail.as_deref()).unwrap_or_default();
    ids.split_whitespace().map(ProviderOrderId::new).collect()
}

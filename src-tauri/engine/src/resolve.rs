//! A person's decision on an order that looking up could not settle.

use crate::{
    carry::{CarryError, Member, shares},
    joint::Card,
    machine::{Event, LateOutcome, LateVerdict, Outcome, Verdict},
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

/// What was bought, as far as it can be known when a person decides.
enum Bought {
    Nothing,
    /// The supplier's order, as it is now.
    Fetched((Report, WireReply, Vec<Card>)),
    /// There is no order to ask for.
    OnTheirWord,
}

impl Till {
    /// Carries out a person's decision; what was delivered is fetched first. Orders that share a request
    /// are decided together: it was bought or it was not.
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
        let members = self.like(&order, OrderState::NeedsAttention).await?;
        let says = |outcome| {
            let (clerk, note) = (decision.clerk.clone(), decision.note.clone());
            Event::Decided(Verdict { clerk, note, outcome })
        };
        let bought = match decision.ruling {
            Ruling::Refused => Bought::Nothing,
            Ruling::Delivered { candidate } => {
                match self.candidate(&order, candidate, &candidates_of(&order)).await? {
                    Some(id) => Bought::Fetched(self.fetch(&order, &id).await?),
                    None => Bought::OnTheirWord,
                }
            }
        };
        let events = match bought {
            Bought::Nothing => members.iter().map(|_| says(Outcome::Refused)).collect(),
            Bought::OnTheirWord => members.iter().map(|_| says(Outcome::Delivered(None))).collect(),
            Bought::Fetched(fetched) => {
                let parts = self.parts(fetched, &members).await?;
                let part = |(report, reply): (Report, WireReply)| match report.fate {
                    Fate::Fulfilled(_) => says(Outcome::Delivered(Some((report, reply)))),
                    // There are fewer cards than orders: who gets none is not delivered.
                    Fate::Working | Fate::Declined(_) | Fate::Unclear(_) | Fate::Withheld(_) => {
                        let look = Look::Found { report, reply };
                        Event::Looked { look, window_over: true }
                    }
                };
                parts.into_iter().map(part).collect::<Vec<_>>()
            }
        };
        self.advance_all(members.into_iter().zip(events).collect()).await?;
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
        let ours = match decision.ruling {
            Ruling::Refused => None,
            Ruling::Delivered { candidate } => {
                let Some(ours) = self.candidate(&order, candidate, &item.candidates).await? else {
                    return Err(ResolveError::NotNeeded { state: order.state });
                };
                Some(self.fetch(&order, &ours).await?)
            }
        };
        let says = |outcome| {
            let (clerk, note) = (decision.clerk.clone(), decision.note.clone());
            Event::LateDecided(LateVerdict { clerk, note, outcome })
        };
        let steps = match ours {
            None => vec![(Member::of(order), says(LateOutcome::NotOurs))],
            Some(fetched) => {
                // It is all of theirs who shared the request, or nobody's.
                let members = self.like(&order, OrderState::Refused).await?;
                let parts = self.parts(fetched, &members).await?;
                let outcome = |(index, (report, reply))| match index {
                    0 => LateOutcome::Ours(report, reply),
                    _ => LateOutcome::OursAlong(report, reply),
                };
                let events = parts.into_iter().enumerate().map(outcome).map(says);
                members.into_iter().zip(events).collect()
            }
        };
        self.advance_all(steps).await?;
        Ok(())
    }

    /// This order and those who shared its request and stand where it stands, itself first.
    async fn like(
        &self,
        order: &OrderRecord,
        state: OrderState,
    ) -> Result<Vec<Member>, ResolveError> {
        let mut members = vec![Member::of(order.clone())];
        if let Some(joint) = &order.joint {
            let together =
                self.journal().together(&joint.leader).await.map_err(CarryError::from)?;
            let others = together.into_iter().filter(|it| it.id != order.id && it.state == state);
            members.extend(others.map(Member::of));
        }
        Ok(members)
    }

    /// What the supplier says, as it concerns each of them.
    async fn parts(
        &self,
        (report, reply, cards): (Report, WireReply, Vec<Card>),
        members: &[Member],
    ) -> Result<Vec<(Report, WireReply)>, ResolveError> {
        let Some(joint) = members.first().and_then(|member| member.order.joint.as_ref()) else {
            return Ok(vec![(report, reply)]);
        };
        let all = self.journal().together(&joint.leader).await.map_err(CarryError::from)?;
        let all: Vec<Member> = all.into_iter().map(Member::of).collect();
        let taken = self.taken(&all).await.map_err(CarryError::from)?;
        let parts = shares(&report, cards, &taken, members.iter());
        Ok(parts.into_iter().map(|part| (part, reply.clone())).collect())
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
    ) -> Result<(Report, WireReply, Vec<Card>), ResolveError> {
        let supplier = self.supplier_of(order)?;
        match supplier.look_up(&order.intent(), Some(id), self.clock().now()).await {
            Look::Found { report, reply } => match &report.fate {
                Fate::Fulfilled(_) => {
                    let cards = supplier.cards(&reply);
                    Ok((report, reply, cards))
                }
                Fate::Working | Fate::Declined(_) | Fate::Unclear(_) | Fate::Withheld(_) => {
                    Err(ResolveError::NotDelivered(id.clone()))
                }
            },
            // It was asked, and has no order of this name.
            Look::Failed { reason, .. } if reason.code == ReasonCode::NoSuchOrder => {
                Err(ResolveError::NotDelivered(id.clone()))
            }
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

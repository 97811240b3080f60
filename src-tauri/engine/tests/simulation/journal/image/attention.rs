//! What persons have to be told about orders, late candidates included, as the journal keeps it.
//!
//! It must never know: who tells it, or who reads it.

use super::{Answer, Image, event};
use domain::{
    ids::{OrderId, ProviderOrderId},
    time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, Note},
    records::{AttentionItem, AttentionKind, EventKind},
};

impl Image {
    /// Keeps late candidates; whether any of them is news.
    pub(super) fn propose(&mut self, order: &OrderId, candidates: &[ProviderOrderId]) -> bool {
        let told = self.candidates.entry(order.clone()).or_default();
        let before = told.len();
        for candidate in candidates {
            if !told.iter().any(|(known, _)| known == candidate) {
                told.push((candidate.clone(), false));
            }
        }
        told.len() > before
    }

    /// A person has seen to it, once.
    pub(super) fn settle(
        &mut self,
        order: &OrderId,
        kind: AttentionKind,
        at: Timestamp,
    ) -> Answer<()> {
        match self.attention.get_mut(&(order.clone(), kind.as_str())) {
            Some((_, seen)) if seen.is_none() => *seen = Some(at),
            Some(_) | None => return Err(JournalError::Conflict),
        }
        if kind == AttentionKind::LateCandidate {
            for (_, is_closed) in self.candidates.entry(order.clone()).or_default() {
                *is_closed = true;
            }
        }
        Ok(())
    }

    /// The late candidates that nobody has spoken about and no order of ours claims.
    fn open_candidates(&self, order: &OrderId) -> Vec<ProviderOrderId> {
        let supplier = self.orders.get(order).map(|row| &row.record.supplier);
        let told = self.candidates.get(order).into_iter().flatten();
        let open = told.filter(|(id, is_closed)| {
            let claim = supplier.map(|supplier| (supplier.clone(), id.clone()));
            !is_closed && !claim.is_some_and(|claim| self.claims.contains(&claim))
        });
        open.map(|(id, _)| id.clone()).collect()
    }

    pub(crate) fn told_candidates(&self, order: &OrderId) -> Vec<ProviderOrderId> {
        let told = self.candidates.get(order).into_iter().flatten();
        told.map(|(id, _)| id.clone()).collect()
    }

    pub(crate) fn attention_items(&self) -> Vec<AttentionItem> {
        let unseen = self.attention.iter().filter(|(_, (_, seen))| seen.is_none());
        let item = |((order, kind), (at, _)): (&(OrderId, &'static str), &(Timestamp, _))| {
            let kind = AttentionKind::from_word(kind)?;
            let candidates = match kind {
                AttentionKind::LateCandidate => self.open_candidates(order),
                _ => Vec::new(),
            };
            if kind == AttentionKind::LateCandidate && candidates.is_empty() {
                return None;
            }
            Some(AttentionItem { order: order.clone(), kind, at: *at, candidates })
        };
        let mut items: Vec<AttentionItem> = unseen.filter_map(item).collect();
        items.sort_by_key(|item| (item.at, item.order.clone()));
        items
    }

    pub(crate) fn attention_seen(&mut self, order: &OrderId, note: &Note) {
        let mut seen = false;
        for ((about, kind), (_, at)) in &mut self.attention {
            let is_read = AttentionKind::from_word(kind).is_some_and(AttentionKind::is_only_read);
            if about == order && is_read && at.is_none() {
                *at = Some(note.at);
                seen = true;
            }
        }
        if let Some(row) = self.orders.get_mut(order).filter(|_| seen) {
            row.events.push(event(EventKind::Seen, note.at, note.clerk.clone()));
        }
    }
}

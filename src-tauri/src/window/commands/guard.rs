//! The guards before a sale: what stands, and what answers for it.

use super::sale::line;
use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    views::{
        LocalName, rfc3339,
        window::{
            SellLine,
            guard::{EarlierView, GuardAnswerRequest, GuardView, GuardsRequest, KnownView},
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::{Right, Role},
    guard::{self, Duty, Guard, Sight},
    ids::ProductId,
};
use engine::{gate::Gate, sell::Line};
use std::{collections::VecDeque, sync::Arc};
use tauri::State;

/// Baskets whose answers are kept; older ones were sold or given up.
const BASKETS_KEPT: usize = 8;

/// What was answered for, basket by basket, until its sale.
#[derive(Debug, Default)]
pub(in crate::window) struct Answers {
    baskets: VecDeque<(String, Vec<guard::Answer>)>,
}

impl Answers {
    /// What was answered for a basket.
    pub(in crate::window) fn of(&self, token: &str) -> Vec<guard::Answer> {
        let basket = self.baskets.iter().find(|(known, _)| known == token);
        basket.map(|(_, answers)| answers.clone()).unwrap_or_default()
    }

    fn keep(&mut self, token: &str, answer: guard::Answer) {
        match self.baskets.iter_mut().find(|(known, _)| known == token) {
            Some((_, answers)) => answers.push(answer),
            None => self.baskets.push_back((token.to_owned(), vec![answer])),
        }
        while self.baskets.len() > BASKETS_KEPT {
            self.baskets.pop_front();
        }
    }

    /// Another clerk has not answered for anything.
    pub(in crate::window) fn forget(&mut self) {
        self.baskets.clear();
    }
}

/// The gate before this till's counter.
pub(in crate::window) async fn gate(session: &Session) -> Result<Gate, Failure> {
    let shield = session.storage.shield().await?;
    Ok(Gate::new(session.till.clone(), Arc::new(session.storage.clone()), shield))
}

/// What stands before a basket and nobody has answered for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guards(
    face: State<'_, Face>,
    request: GuardsRequest,
) -> Answer<Vec<GuardView>> {
    face.answer(list(&face, &request.token, request.lines).await)
}

/// Answers for a guard; what still stands comes back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guard_answer(
    face: State<'_, Face>,
    request: GuardAnswerRequest,
) -> Answer<Vec<GuardView>> {
    face.answer(answer(&face, request).await)
}

async fn list(face: &Face, token: &str, lines: Vec<SellLine>) -> Result<Vec<GuardView>, Failure> {
    let lines: Vec<Line> = lines.into_iter().map(line).collect::<Result<_, _>>()?;
    let answers = face.with_answers(|answers| answers.of(token));
    let mut views = Vec::new();
    for guard in standing(face, &lines).await? {
        if !answers.iter().any(|answer| guard.accepts(answer)) {
            views.push(view(face, &guard, &lines).await?);
        }
    }
    Ok(views)
}

async fn standing(face: &Face, lines: &[Line]) -> Result<Vec<Guard>, Failure> {
    let session = face.admitted().await?;
    Ok(gate(session).await?.standing(lines, face.clerk_name().as_deref()).await?)
}

async fn answer(face: &Face, request: GuardAnswerRequest) -> Result<Vec<GuardView>, Failure> {
    let lines: Vec<Line> = request.lines.iter().cloned().map(line).collect::<Result<_, _>>()?;
    let standing = standing(face, &lines).await?;
    // One that does not stand any more needs no answer.
    if let Some(guard) = standing.iter().find(|guard| guard.id() == request.id) {
        let said = said(face, guard, &request).await?;
        if !guard.accepts(&said) {
            return Err(Failure::plain(match guard.kind.duty() {
                Duty::Know | Duty::Acknowledge | Duty::Approve => ErrorCode::ReasonMissing,
                Duty::Question => ErrorCode::NotToBeSold,
            }));
        }
        face.with_answers(|answers| answers.keep(&request.token, said));
    }
    list(face, &request.token, request.lines).await
}

/// Who answers, with which right. A manager is needed for what asks for one, and for a customer who
/// may be a caller's victim.
async fn said(
    face: &Face,
    guard: &Guard,
    request: &GuardAnswerRequest,
) -> Result<guard::Answer, Failure> {
    let replies = request.replies.map(guard::Replies::from);
    let needs_one = match guard.kind.duty() {
        Duty::Know | Duty::Acknowledge => false,
        Duty::Approve => true,
        Duty::Question => replies.is_some_and(|replies| !replies.are_harmless()),
    };
    let own = face.clerk().map_or(Role::Owner, |clerk| clerk.role);
    // Nobody's PIN is asked for before there is a reason to approve.
    let has_reason = request.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    let (by, role) = if needs_one && has_reason {
        let authority = face.authority(Right::PassGuard, request.pin.as_deref(), None).await?;
        (authority.name(), own.max(Role::Manager))
    } else {
        (face.clerk_name(), own)
    };
    let reason = request.reason.clone();
    Ok(guard::Answer { id: guard.id(), by, role, reason, replies })
}

/// A guard as the window shows it. What the supplier takes is the owner's business and is not shown.
async fn view(face: &Face, guard: &Guard, lines: &[Line]) -> Result<GuardView, Failure> {
    let session = face.provisioned()?;
    let line = guard.line.and_then(|at| lines.get(at));
    let product = match line {
        Some(line) => name_of(session, &line.product).await?,
        None => None,
    };
    let mut view = GuardView {
        id: guard.id(),
        kind: guard.kind.into(),
        duty: guard.kind.duty().into(),
        line: guard.line.and_then(|at| u32::try_from(at).ok()),
        product,
        earlier: None,
        known: None,
        countries: Vec::new(),
        cards: None,
        deciders: session.storage.deciders().await?,
    };
    match &guard.sight {
        Sight::Earlier(earlier) => {
            view.earlier = Some(EarlierView {
                order_id: earlier.order.clone(),
                at: rfc3339(earlier.at),
                state: earlier.state.into(),
                clerk: earlier.clerk.clone(),
            });
        }
        Sight::Known { typed, known } => {
            let e164 = known.as_str().to_owned();
            let (typed, known) = (typed.grouped(), known.grouped());
            view.known = Some(KnownView { typed, known, e164 });
        }
        Sight::Countries(countries) => view.countries.clone_from(countries),
        Sight::Cost { .. } | Sight::Rise { .. } => {}
        Sight::Cards { count, .. } => view.cards = Some(*count),
    }
    Ok(view)
}

async fn name_of(session: &Session, id: &ProductId) -> Result<Option<LocalName>, Failure> {
    let product = session.till.journal().product(id).await?;
    Ok(product.map(|product| LocalName::from(&product.name)))
}

//! What needs a person: the list, a decision, and that a late truth was read.

use super::history::{PAGE_MAX, rows};
use super::said;
use crate::{
    error::{ErrorCode, Failure},
    sms::lost_text_to,
    views::{
        reconcile::StrayView,
        rfc3339,
        window::{
            OrderRow,
            attention::{
                AttentionCard, AttentionView, Matter, ResolveRequest, SeenRequest, TextSeenRequest,
                Verdict,
            },
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::Right,
    ids::{OrderId, ProviderOrderId},
    order::OrderState,
    sale::TenderKind,
};
use engine::{
    ports::journal::{OrderQuery, Which},
    records::{AttentionItem, AttentionKind, OrderRecord, SaleRecord},
    resolve::{Decision, Ruling, candidates_of},
};
use tauri::State;

/// Everything that needs a person, and what is looked up without one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attention(face: State<'_, Face>) -> Answer<AttentionView> {
    face.answer(list(&face).await)
}

async fn list(face: &Face) -> Result<AttentionView, Failure> {
    let session = face.admitted().await?;
    let journal = session.till.journal();
    let query =
        |state| OrderQuery { which: Which::In(state), limit: PAGE_MAX, ..OrderQuery::default() };
    let undecided = journal.orders(&query(OrderState::NeedsAttention)).await?;
    let mut cards = Vec::with_capacity(undecided.len());
    for order in undecided.iter().rev() {
        cards.push(card(face, order, Matter::Decide, None).await?);
    }
    for item in session.till.attention_items().await? {
        let order = session.order(item.order.as_str()).await?;
        let matter = match item.kind {
            AttentionKind::LateDelivery => Matter::LateDelivery,
            AttentionKind::TakenBack => Matter::TakenBack,
            AttentionKind::MoneyNotBack => Matter::MoneyNotBack,
            AttentionKind::MoneyUnclear => Matter::MoneyUnclear,
            AttentionKind::NotCaptured => Matter::NotCaptured,
            AttentionKind::Overpaid => Matter::Overpaid,
            AttentionKind::LateCandidate => Matter::LateCandidate,
            AttentionKind::Imported => Matter::Imported,
            AttentionKind::NotListed => Matter::NotListed,
            AttentionKind::TextFailed => Matter::TextFailed,
            AttentionKind::TextUnknown => Matter::TextUnknown,
        };
        cards.push(card(face, &order, matter, Some(item)).await?);
    }
    let followed = rows(face, &journal.orders(&query(OrderState::Unknown)).await?).await?;
    let strays = session.keeper().strays().await?;
    let strays = strays.iter().filter(|stray| stray.needs_person).map(StrayView::from).collect();
    Ok(AttentionView { cards, strays, followed, decides: face.has(Right::Decide) })
}

async fn card(
    face: &Face,
    order: &OrderRecord,
    matter: Matter,
    item: Option<AttentionItem>,
) -> Result<AttentionCard, Failure> {
    let session = face.provisioned()?;
    let sale = session.sale(&order.sale_id).await?;
    let texted_to = match &item {
        Some(item) => lost_text_to(session, order, item.kind).await?,
        None => None,
    };
    let (since, candidates) = match item {
        Some(item) => (item.at, item.candidates),
        None => (session.undecided_since(order).await?, candidates_of(order)),
    };
    let together = together(&sale, order);
    Ok(AttentionCard {
        together,
        amount: order.price.times(together).unwrap_or(order.price).to_price(),
        row: face.order_row(order).await?,
        matter,
        since: rfc3339(since),
        sold_by: sale.clerk,
        candidates: candidates.iter().map(ToString::to_string).collect(),
        cash: sale.tender.kind == TenderKind::Cash,
        on_account: sale.tender.kind == TenderKind::Debt,
        texted_to,
    })
}

/// How many orders share this one's request and wait for a person too, itself included.
fn together(sale: &SaleRecord, order: &OrderRecord) -> u32 {
    let Some(joint) = &order.joint else { return 1 };
    let alike = sale.orders.iter().filter(|other| {
        let shares = other.joint.as_ref().is_some_and(|it| it.leader == joint.leader);
        shares && other.state == order.state
    });
    u32::try_from(alike.count()).unwrap_or(1)
}

/// Carries out a person's decision; what was delivered is fetched first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn resolve(face: State<'_, Face>, request: ResolveRequest) -> Answer<OrderRow> {
    face.answer(decide(&face, request).await)
}

async fn decide(face: &Face, request: ResolveRequest) -> Result<OrderRow, Failure> {
    let session = face.admitted().await?;
    let note = said(&request.reason, ErrorCode::ReasonMissing)?;
    let ruling = match request.verdict {
        Verdict::Delivered => {
            Ruling::Delivered { candidate: request.candidate.map(ProviderOrderId::new) }
        }
        Verdict::Refused => Ruling::Refused,
    };
    let id = OrderId::new(request.order_id);
    let clerk = face.authority(Right::Decide, request.pin.as_deref(), Some(&id)).await?.name();
    let decision = Decision { ruling, note, clerk };
    if session.order(id.as_str()).await?.state.is_final() {
        session.till.resolve_late(&id, decision).await?;
    } else {
        session.till.resolve(&id, decision).await?;
    }
    face.order_row(&session.order(id.as_str()).await?).await
}

/// Somebody has read what had to be told about an order. Answers what still needs a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attention_seen(
    face: State<'_, Face>,
    request: SeenRequest,
) -> Answer<AttentionView> {
    face.answer(seen(&face, request).await)
}

async fn seen(face: &Face, request: SeenRequest) -> Result<AttentionView, Failure> {
    let session = face.admitted().await?;
    let id = OrderId::new(request.order_id);
    let clerk = face.authority(Right::Decide, request.pin.as_deref(), Some(&id)).await?.name();
    session.till.attention_seen(&id, clerk).await?;
    list(face).await
}

/// Somebody says what was done about a text message that did not arrive, or may not have. Handing a
/// code over is every clerk's work, and so is this. Answers what still needs a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn text_seen_to(
    face: State<'_, Face>,
    request: TextSeenRequest,
) -> Answer<AttentionView> {
    face.answer(text_seen(&face, request).await)
}

async fn text_seen(face: &Face, request: TextSeenRequest) -> Result<AttentionView, Failure> {
    let session = face.admitted().await?;
    let order = session.order(&request.order_id).await?;
    let remedy = request.remedy.into();
    session.texting.outbox.seen_to(&order, remedy, face.clerk_name()).await?;
    list(face).await
}

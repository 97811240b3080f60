//! The refund table: whoever gives money back reads it, and the owner writes it.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
    views::window::refunds::{RefundRuleRequest, RefundRuleView, RefundTableView},
    window::face::{Answer, Face},
};
use domain::{clerk::Right, price::RuleScope, refund_rule::RefundRule};
use engine::ports::{Clock as _, journal::Note};
use tauri::State;

/// On what terms money goes back. For a manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn refund_rules(face: State<'_, Face>) -> Answer<RefundTableView> {
    face.answer(read(&face).await)
}

/// Changes the terms of some products, or takes them back. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn refund_rule(
    face: State<'_, Face>,
    request: RefundRuleRequest,
) -> Answer<RefundTableView> {
    face.answer(write(&face, request).await)
}

async fn read(face: &Face) -> Result<RefundTableView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::Refund)?;
    table(face, session).await
}

async fn table(face: &Face, session: &Session) -> Result<RefundTableView, Failure> {
    let index = face.catalog().await?;
    let rules = session.storage.refund_rules().await?;
    Ok(RefundTableView {
        rules: rules.iter().map(RefundRuleView::from).collect(),
        suppliers: index.suppliers(),
        brands: index.brands(),
        may_change: face.has(Right::SetRefundRules),
    })
}

async fn write(face: &Face, asked: RefundRuleRequest) -> Result<RefundTableView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SetRefundRules)?;
    let note = Note { at: SystemClock.now(), clerk: face.clerk_name(), detail: None };
    let (scope, target) = (RuleScope::from(asked.scope), asked.target.trim().to_owned());
    match asked.terms {
        None => session.storage.take_back_refund_rule(scope, &target, &note).await?,
        Some(terms) => {
            let rule = RefundRule { scope, target, terms: terms.into() };
            if !rule.scope.takes(&rule.target) || !rule.terms.can_be_meant() {
                return Err(Failure::plain(ErrorCode::RefundRuleInvalid));
            }
            session.storage.set_refund_rule(&rule, &note).await?;
        }
    }
    table(face, session).await
}

//! Taxes: whoever sets prices reads the rates, and the owner sets them.

use crate::{
    clock::SystemClock,
    error::Failure,
    session::Session,
    taxes::{read_identity, read_rule},
    views::window::taxes::{TaxIdentityRequest, TaxRuleRequest, TaxRuleView, TaxesView},
    window::face::{Answer, Face},
};
use domain::{clerk::Right, price::RuleScope};
use engine::ports::{Clock as _, journal::Note};
use tauri::State;

/// The rates, and who the shop is to its tax authority.
#[tauri::command]
#[specta::specta]
pub(crate) async fn taxes(face: State<'_, Face>) -> Answer<TaxesView> {
    face.answer(read(&face).await)
}

/// Sets the rate of some products, or takes it back. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tax_rule(face: State<'_, Face>, request: TaxRuleRequest) -> Answer<TaxesView> {
    face.answer(rule(&face, request).await)
}

/// Says what stands on slips. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tax_identity(
    face: State<'_, Face>,
    request: TaxIdentityRequest,
) -> Answer<TaxesView> {
    face.answer(identity(&face, request).await)
}

async fn read(face: &Face) -> Result<TaxesView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SetPrices)?;
    table(face, session).await
}

async fn table(face: &Face, session: &Session) -> Result<TaxesView, Failure> {
    let index = face.catalog().await?;
    let (rules, identity) =
        (session.storage.tax_rules().await?, session.storage.tax_identity().await?);
    let currency = session.shop().currency;
    Ok(TaxesView {
        name: identity.name,
        number: identity.number,
        rules: rules.iter().map(|rule| TaxRuleView::of(rule, currency)).collect(),
        currency: currency.to_string(),
        suppliers: index.suppliers(),
        brands: index.brands(),
        may_change: face.has(Right::SetTaxes),
    })
}

async fn rule(face: &Face, asked: TaxRuleRequest) -> Result<TaxesView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SetTaxes)?;
    let scope = RuleScope::from(asked.scope);
    let target = asked.target.trim();
    match &asked.rate {
        None => session.storage.take_back_tax_rule(scope, target, &note(face)).await?,
        Some(typed) => {
            let rule = read_rule(scope, target, typed)?;
            session.storage.set_tax_rule(&rule, &note(face)).await?;
        }
    }
    table(face, session).await
}

async fn identity(face: &Face, asked: TaxIdentityRequest) -> Result<TaxesView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SetTaxes)?;
    let identity = read_identity(Some(&asked.name), Some(&asked.number))?;
    session.storage.set_tax_identity(&identity, &note(face)).await?;
    table(face, session).await
}

fn note(face: &Face) -> Note {
    Note { at: SystemClock.now(), clerk: face.clerk_name(), detail: None }
}

//! `taxes`: at which rates products are taxed. A manager reads them, the owner sets them.

use super::{Call, args::TaxesCommand, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    taxes::{read_identity, read_rule},
    views::window::taxes::TaxRuleView,
};
use domain::price::RuleScope;
use engine::ports::journal::Note;
use serde::Serialize;

#[derive(Serialize)]
struct Identity<'a> {
    name: Option<&'a str>,
    number: Option<&'a str>,
}

pub(super) async fn run(
    call: &Call,
    command: TaxesCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let storage = &call.session.storage;
    let note = Note { at: call.session.now(), clerk: call.clerk_name(), detail: None };
    match command {
        TaxesCommand::List => {}
        TaxesCommand::Set { scope, rate } => {
            let (scope, target) = place(&scope)?;
            storage.set_tax_rule(&read_rule(scope, target, &rate)?, &note).await?;
        }
        TaxesCommand::Remove { scope } => {
            let (scope, target) = place(&scope)?;
            storage.take_back_tax_rule(scope, target, &note).await?;
        }
        TaxesCommand::Identity { name, number } => {
            let identity = read_identity(name.as_deref(), number.as_deref())?;
            storage.set_tax_identity(&identity, &note).await?;
            let told =
                Identity { name: identity.name.as_deref(), number: identity.number.as_deref() };
            output.result(&told, || {
                format!("{} {}", told.name.unwrap_or("–"), told.number.unwrap_or("–"))
            });
            return Ok(Exit::Done);
        }
    }
    let currency = call.session.shop().currency;
    for rule in storage.tax_rules().await? {
        let view = TaxRuleView::of(&rule, currency);
        output.result(&view, || {
            let (scope, within) = (rule.scope.as_str(), &view.within_hundred);
            format!("{scope:<9} {:<18} {:>8} %  {within:>6} / 100", rule.target, view.rate)
        });
    }
    Ok(Exit::Done)
}

fn place(text: &str) -> Result<(RuleScope, &str), Failure> {
    let place = RuleScope::of_target(text);
    let (scope, target) = place.ok_or_else(|| Failure::about(ErrorCode::TaxRateInvalid, text))?;
    Ok((scope, target.trim()))
}

//! `refunds`: on what terms money goes back. A manager reads the table, the owner writes it.

use super::{
    Call,
    args::{RefundTerms, RefundsCommand},
    output::Output,
};
use crate::{
    error::{ErrorCode, Exit, Failure},
    refunds,
    views::window::refunds::RefundRuleView,
};
use domain::{
    clerk::Role,
    price::RuleScope,
    refund_rule::{self, RefundRule},
};
use engine::ports::journal::Note;

pub(super) async fn run(
    call: &Call,
    command: RefundsCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let storage = &call.session.storage;
    let note = Note { at: call.session.now(), clerk: call.clerk_name(), detail: None };
    match command {
        RefundsCommand::List => {}
        RefundsCommand::Set(terms) => storage.set_refund_rule(&rule(&terms)?, &note).await?,
        RefundsCommand::Remove { scope } => {
            let (scope, target) = place(&scope)?;
            storage.take_back_refund_rule(scope, target, &note).await?;
        }
    }
    for rule in storage.refund_rules().await? {
        show(&rule, output);
    }
    Ok(Exit::Done)
}

fn place(text: &str) -> Result<(RuleScope, &str), Failure> {
    let place = RuleScope::of_target(text);
    let (scope, target) = place.ok_or_else(|| Failure::plain(ErrorCode::RefundRuleInvalid))?;
    Ok((scope, target.trim()))
}

fn rule(given: &RefundTerms) -> Result<RefundRule, Failure> {
    let (scope, target) = place(&given.scope)?;
    let least = if given.owner { Role::Owner } else { Role::Manager };
    let (within, after_shown, proof) = (given.within, given.after_shown, given.proof());
    let terms = refund_rule::RefundTerms { within, after_shown, least, proof };
    // The window and the slips tell hours.
    let is_whole = within.is_none_or(|within| within.as_millis().is_multiple_of(3_600_000));
    if !scope.takes(target) || !terms.can_be_meant() || !is_whole {
        return Err(Failure::plain(ErrorCode::RefundRuleInvalid));
    }
    Ok(RefundRule { scope, target: target.to_owned(), terms })
}

fn show(rule: &RefundRule, output: &Output) {
    let view = RefundRuleView::from(rule);
    output.result(&view, || {
        let within = view.within_hours.map_or("–".to_owned(), refunds::short_time);
        let shown = if view.after_shown { "after_shown" } else { "not_shown" };
        let (scope, target) = (rule.scope.as_str(), &rule.target);
        let (least, proof) = (rule.terms.least.as_str(), rule.terms.proof.as_str());
        format!("{scope:<9} {target:<18} {within:>7}  {shown:<11}  {least:<8}  {proof}")
    });
}

//! `debt`: what customers owe who bought on account, and what they pay of it.

use super::{Call, args::DebtCommand, output::Output};
use crate::{
    debts,
    error::{Exit, Failure},
    slips::{find_printer, print_paid},
    views::debt::{DebtPaidView, DebtorView, StatementView, debtor, statement},
    words::args,
};
use domain::ids::DebtorId;
use engine::ports::journal::Note;
use storage::{DebtKind, Paid};

pub(super) async fn run(
    call: &Call,
    command: DebtCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let session = &call.session;
    let note = Note { at: session.now(), clerk: call.clerk_name(), detail: None };
    match command {
        DebtCommand::List => {
            let usual = session.storage.usual_debt_limit().await?;
            for known in session.storage.debtors(session.now()).await? {
                show(call, &debtor(&known, usual, session.now()), output);
            }
        }
        DebtCommand::Show { debtor } => {
            let id = debts::find(session, &debtor).await?.id;
            let lines = session.storage.debt_lines(&id).await?;
            let view = statement(look(call, &id).await?, &lines);
            output.result(&view, || told(call, &view));
        }
        DebtCommand::Add { name, phone, limit } => {
            let limit = limit.as_deref().map(|limit| debts::typed(session, limit)).transpose()?;
            let new = debts::new(session, (&name, &phone), limit).await?;
            let id = session.storage.add_debtor(&new, &note).await?;
            show(call, &look(call, &id).await?, output);
        }
        DebtCommand::Limit { debtor, amount } => {
            let id = debts::find(session, &debtor).await?.id;
            let limit = amount.as_deref().map(|limit| debts::typed(session, limit)).transpose()?;
            session.storage.set_debtor_limit(&id, limit, &note).await?;
            show(call, &look(call, &id).await?, output);
        }
        DebtCommand::Repay { debtor, amount, print } => {
            let id = debts::find(session, &debtor).await?.id;
            let amount = debts::typed(session, &amount)?;
            let paid = session.storage.repay_debt(&id, amount, &note).await?;
            show_paid(call, DebtKind::Repaid, &paid, output);
            if let Some(printer) = print {
                print_it(call, &paid, printer.as_deref(), output).await;
            }
        }
        DebtCommand::Forgive { debtor, amount, reason } => {
            let id = debts::find(session, &debtor).await?.id;
            let amount = debts::typed(session, &amount)?;
            let note = Note { detail: Some(reason), ..note };
            let paid = debts::forgive(session, &id, amount, &note).await?;
            show_paid(call, DebtKind::Forgiven, &paid, output);
        }
    }
    Ok(Exit::Done)
}

async fn look(call: &Call, id: &DebtorId) -> Result<DebtorView, Failure> {
    let session = &call.session;
    let known = debts::find(session, id.as_str()).await?;
    Ok(debtor(&known, session.storage.usual_debt_limit().await?, session.now()))
}

fn show(call: &Call, view: &DebtorView, output: &Output) {
    output.result(view, || line(call, view));
}

fn line(call: &Call, view: &DebtorView) -> String {
    let facts = args([
        ("id", view.id.clone()),
        ("name", view.name.clone().unwrap_or_default()),
        ("phone", view.phone.clone().unwrap_or_default()),
        ("owed", format!("{} {}", view.owed, view.currency)),
        ("credit", format!("{} {}", view.credit, view.currency)),
        ("limit", format!("{} {}", view.limit, view.currency)),
    ]);
    let has_credit = view.credit.chars().any(|c| matches!(c, '1'..='9'));
    let key = if has_credit { "debt-line-credit" } else { "debt-line" };
    let line = call.words.say_with(key, &facts);
    match &view.age {
        Some(age) => format!("{line}  {}", call.words.say(&format!("debt-{}", dashes(age)))),
        None => line,
    }
}

fn told(call: &Call, view: &StatementView) -> String {
    let mut lines = vec![line(call, &view.debtor)];
    lines.extend(view.lines.iter().map(|it| {
        let what = call.words.say(&format!("debt-{}", it.kind));
        format!("  {}  {what}  {}  {}", it.at, it.amount, it.balance)
    }));
    lines.join("\n")
}

fn show_paid(call: &Call, kind: DebtKind, paid: &Paid, output: &Output) {
    let view = DebtPaidView::of(kind, paid);
    output.result(&view, || {
        let money = |amount: &str| format!("{amount} {}", view.currency);
        let facts = args([
            ("owed", money(&view.owed)),
            ("amount", money(&view.amount)),
            ("left", money(&view.left)),
        ]);
        call.words.say_with(&format!("debt-{}-now", view.kind), &facts)
    });
}

/// It is paid whatever becomes of its paper.
async fn print_it(call: &Call, paid: &Paid, printer: Option<&str>, output: &Output) {
    let printed = async {
        let printer = find_printer(&call.session, printer).await?;
        print_paid(&call.session, paid, &printer, call.clerk_name()).await
    };
    let failure = match printed.await {
        Ok(printed) => printed.failure(&call.words),
        Err(failure) => Some(failure),
    };
    if let Some(failure) = failure {
        let wire = failure.to_wire(&call.words);
        output.warn(&format!("{} {}", wire.message, wire.hint));
    }
}

fn dashes(word: &str) -> String {
    word.replace('_', "-")
}

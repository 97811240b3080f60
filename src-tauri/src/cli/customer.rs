//! `customer`: what a customer may ask for.

use super::{Call, args::CustomerCommand, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    words::args,
};
use domain::phone::Phone;
use engine::ports::journal::Note;
use serde::Serialize;
use storage::Owing;

#[derive(Serialize)]
struct ErasedView {
    /// Orders that do not know their customer any more.
    erased: u32,
    /// Orders that are not finished and keep the number until they are.
    left: u32,
    /// Whether an account in the debt book was erased.
    debtor: bool,
}

pub(super) async fn run(
    call: &Call,
    command: CustomerCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let CustomerCommand::Erase { phone, credit_paid_out } = command;
    let read = Phone::parse(&phone, &call.session.shop().country);
    let phone = read.map_err(|_| Failure::plain(ErrorCode::PhoneInvalid))?.phone;
    let note = Note { at: call.session.now(), clerk: call.clerk_name(), detail: None };
    let owing = if credit_paid_out { Owing::PaidOut } else { Owing::Unsaid };
    let erased = call.session.storage.erase_number(&phone, owing, &note).await?;
    let view = ErasedView { erased: erased.orders, left: erased.left, debtor: erased.debtor };
    output.result(&view, || {
        let facts = args([("erased", view.erased.to_string()), ("left", view.left.to_string())]);
        let told = call.words.say_with("customer-erased", &facts);
        if view.debtor {
            format!("{told}\n{}", call.words.say("customer-erased-debtor"))
        } else {
            told
        }
    });
    Ok(Exit::Done)
}

//! `sms`

use super::{
    Call,
    output::Output,
    print::{Copies, printable},
};
use crate::{
    error::{Exit, Failure},
    sms::{phone, route, text_order},
    words::args,
};
use domain::phone::TypedPhone;

pub(super) async fn run(call: &Call, id: &str, to: &str, output: &Output) -> Result<Exit, Failure> {
    let to = read(call, to, output)?;
    let orders = printable(call, id, false).await?;
    let price = route(&call.session)?.price;
    let (mut copies, mut parts) = (0, 0_u32);
    for order in &orders {
        let texted = text_order(&call.session, order, &to.phone, call.clerk_name()).await?;
        if let Some(failure) = texted.failure(&call.words) {
            return Err(failure);
        }
        copies = copies.max(texted.copies);
        parts = parts.saturating_add(texted.message.parts);
    }
    output.result(&Copies { copies }, || {
        let cost = price.and_then(|price| price.times(parts).ok());
        let cost = cost.map(|cost| format!(" · {} {}", cost.amount(), cost.currency()));
        let done = args([
            ("to", to.phone.grouped()),
            ("copies", copies.to_string()),
            ("parts", parts.to_string()),
        ]);
        call.words.say_with("sms-done", &done) + &cost.unwrap_or_default()
    });
    Ok(Exit::Done)
}

/// The number, with a warning where it looks odd.
pub(super) fn read(call: &Call, to: &str, output: &Output) -> Result<TypedPhone, Failure> {
    let typed = phone(&call.session, to)?;
    if !typed.looks_right {
        output.warn(&call.words.say("phone-looks-odd"));
    }
    Ok(typed)
}

//! `check`

use super::{Call, args::Line, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    views::CheckView,
};
use domain::{digits::ascii_digits, ids::ProductId};
use engine::sell;
use std::collections::BTreeMap;

pub(super) async fn run(call: &Call, line: &Line, output: &Output) -> Result<Exit, Failure> {
    let answer = call.session.till.check(&engine_line(line)?).await?;
    let view = CheckView::from(answer);
    output.result(&view, || {
        let said = view.message.as_deref().unwrap_or("");
        match (view.ok, &view.nickname) {
            (true, Some(nickname)) => format!("ok: {nickname}"),
            (true, None) => "ok".to_owned(),
            (false, _) => format!("no: {said}"),
        }
    });
    Ok(if view.ok { Exit::Done } else { Exit::Refused })
}

/// The engine's words for a line of the command line. A field that is said twice names two targets, and
/// a phone that is there and empty is a script's unset variable: neither is guessed at.
pub(super) fn engine_line(line: &Line) -> Result<sell::Line, Failure> {
    if line.phone.as_deref().is_some_and(|phone| ascii_digits(phone).is_empty()) {
        return Err(Failure::plain(ErrorCode::PhoneInvalid));
    }
    let mut fields = BTreeMap::new();
    for (key, value) in &line.fields {
        if fields.insert(key.clone(), value.clone()).is_some() {
            return Err(Failure::about(ErrorCode::FieldTwice, key));
        }
    }
    Ok(sell::Line {
        product: ProductId::new(line.product.clone()),
        quantity: line.quantity,
        phone: line.phone.clone(),
        fields,
        amount: None,
    })
}

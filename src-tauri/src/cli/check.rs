//! `check`

use super::{Call, args::Line, output::Output};
use crate::{
    error::{Exit, Failure},
    views::CheckView,
};
use domain::ids::ProductId;
use engine::sell;

pub(super) async fn run(call: &Call, line: &Line, output: &Output) -> Result<Exit, Failure> {
    let answer = call.session.till.check(&engine_line(line)).await?;
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

/// The engine's words for a line of the command line.
pub(super) fn engine_line(line: &Line) -> sell::Line {
    sell::Line {
        product: ProductId::new(line.product.clone()),
        quantity: line.quantity,
        phone: line.phone.clone(),
        fields: line.fields.iter().cloned().collect(),
        amount: None,
    }
}

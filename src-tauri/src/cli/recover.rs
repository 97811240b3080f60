//! `recover`

use super::{Call, output::Output};
use crate::error::{Exit, Failure};
use serde::Serialize;
use std::time::Duration;

/// A telephone that is off must not make a scheduler's recovery of sales slow.
const TEXTS_MAX: Duration = Duration::from_secs(15);

#[derive(Serialize)]
struct RecoverView {
    settled: u32,
    open: u32,
    needs_attention: u32,
}

pub(super) async fn run(call: &Call, wait: Duration, output: &Output) -> Result<Exit, Failure> {
    let outbox = &call.session.texting.outbox;
    let (recovered, texted) = tokio::join!(
        call.session.till.recover(wait),
        tokio::time::timeout(wait.min(TEXTS_MAX), outbox.recover())
    );
    let recovered = recovered?;
    // What the deadline cuts off stays as it is on disk; the next recovery goes on.
    if let Ok(texted) = texted {
        texted?;
    }
    let view = RecoverView {
        settled: recovered.settled,
        open: recovered.open,
        needs_attention: recovered.needs_attention,
    };
    output.result(&view, || {
        let RecoverView { settled, open, needs_attention } = &view;
        format!("settled {settled} · open {open} · needs_attention {needs_attention}")
    });
    Ok(if view.open > 0 { Exit::Unknown } else { Exit::Done })
}

//! `recover`

use super::{Call, output::Output};
use crate::{
    error::{Exit, Failure},
    words::{self, args},
};
use engine::{follow_up::Recovered, records::AttentionKind};
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
    let keeper = call.session.keeper();
    let mut found = keeper.import_found().await?;
    let (recovered, texted) = tokio::join!(
        call.session.till.recover(wait),
        tokio::time::timeout(wait.min(TEXTS_MAX), outbox.recover())
    );
    let mut recovered = recovered?;
    // What was being looked for kept a list from being read; it may have ended meanwhile.
    if !found.unread.is_empty() {
        let again = keeper.import_found().await?;
        if again.imported > 0 {
            recovered = call.session.till.recover(wait).await?;
        }
        found.imported = found.imported.saturating_add(again.imported);
        found.unread = again.unread;
    }
    // A shop without an open window keeps its promise too.
    call.session.storage.erase_old_customers(call.session.now()).await?;
    for (supplier, why) in &found.unread {
        let named = args([("supplier", supplier.to_string()), ("what", why.clone())]);
        output.warn(&call.words.say_with("recover-unread", &named));
    }
    tell_owner(call, wait.min(TEXTS_MAX)).await?;
    // What the deadline cuts off stays as it is on disk; the next recovery goes on.
    if let Ok(texted) = texted {
        texted?;
    }
    let view = counted_up(call, &recovered, output).await?;
    output.result(&view, || {
        let RecoverView { settled, open, needs_attention } = &view;
        format!("settled {settled} · open {open} · needs_attention {needs_attention}")
    });
    Ok(if view.open > 0 || view.needs_attention > 0 { Exit::Unknown } else { Exit::Done })
}

/// What is left. A sale that is delivered and not paid for is open for no process, and for a person it
/// is; other news about what is settled is told, and holds nothing up.
async fn counted_up(
    call: &Call,
    recovered: &Recovered,
    output: &Output,
) -> Result<RecoverView, Failure> {
    let items = call.session.till.attention_items().await?;
    let unpaid = items.iter().filter(|item| item.kind == AttentionKind::NotCaptured).count();
    let unpaid = u32::try_from(unpaid).unwrap_or(u32::MAX);
    let waiting = u64::from(call.session.waiting_for_person().await?);
    if waiting > 0 {
        output.warn(&call.words.say_with("recover-attention", &words::counted("count", waiting)));
    }
    Ok(RecoverView {
        settled: recovered.settled,
        open: recovered.open,
        needs_attention: recovered.needs_attention.saturating_add(unpaid),
    })
}

/// What cannot wait is told; a shop without an open window hears of it too. What the deadline cuts off
/// stays as it is on disk.
async fn tell_owner(call: &Call, wait: Duration) -> Result<(), Failure> {
    if let Some(id) = call.session.teller().tell().await? {
        let carried = call.session.texting.outbox.carry_on(&id);
        if tokio::time::timeout(wait, carried).await.is_err() {
            tracing::warn!("the owner's message is still on its way");
        }
    }
    Ok(())
}

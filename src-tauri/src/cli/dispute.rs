//! `dispute`: a file about one order for its supplier's support.

use super::{Call, args::Dispute, export::Place, output::Output};
use crate::{
    dispute::{Wish, draw_up},
    error::{Exit, Failure},
    views::window::reports::SavedView,
};

pub(super) async fn run(call: &Call, args: &Dispute, output: &Output) -> Result<Exit, Failure> {
    let order = call.session.order(&args.id).await?;
    Place::judge(&args.out, call.session.storage.data_dir())?;
    let wish = Wish {
        claim: args.claim,
        note: args.note.as_deref(),
        language: args.language,
        out: &args.out,
    };
    draw_up(&call.session, &order, &wish, call.clerk_name()).await?;
    let saved = SavedView { path: args.out.display().to_string() };
    output.result(&saved, || saved.path.clone());
    Ok(Exit::Done)
}

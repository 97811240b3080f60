//! `stock`: what lies on the shop's shelf, and buying ahead for it.

use super::{Call, args::StockCommand, output::Output, sell};
use crate::{
    error::{Exit, Failure},
    shelf,
    views::shelf::ShelfView,
};
use domain::{ids::ProductId, shop::Language};
use engine::{
    ports::journal::Note,
    sell::{AheadRequest, Begun},
};

pub(super) async fn run(
    call: &Call,
    command: StockCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let session = &call.session;
    match command {
        StockCommand::List => {
            for line in session.storage.shelf(session.now()).await? {
                show(call, &ShelfView::from(&line), output);
            }
            Ok(Exit::Done)
        }
        StockCommand::Limit { product, keep } => {
            let note = Note { at: session.now(), clerk: call.clerk_name(), detail: None };
            show(call, &shelf::keep(session, &product, keep, &note).await?, output);
            Ok(Exit::Done)
        }
        StockCommand::Buy { product, quantity, wait, request_id } => {
            let request = AheadRequest {
                product: ProductId::new(product),
                quantity,
                request_id,
                clerk: call.clerk_name(),
            };
            let waiting = sell::Waiting::until_final(call, wait, output);
            let begun = session.till.buy_ahead(request).await?;
            let id = begun.sale_id().clone();
            let carrying = match begun {
                Begun::New(_, carrying) => Some(carrying),
                Begun::Repeated(_) => None,
            };
            waiting.to_the_end(&id, carrying).await
        }
    }
}

fn show(call: &Call, view: &ShelfView, output: &Output) {
    output.result(view, || {
        let name = match call.words.language() {
            Language::English => &view.name.en,
            Language::Arabic => &view.name.ar,
        };
        let counts = call.words.say_with(
            "stock-line",
            &crate::words::args([
                ("recovered", view.recovered.to_string()),
                ("ahead", view.ahead.to_string()),
                ("coming", view.coming.to_string()),
                ("expired", view.expired.to_string()),
                ("keep", view.keep.to_string()),
            ]),
        );
        let value: Vec<String> =
            view.value.iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
        format!("{:<18} {counts}  {}  {name}", view.product_id, value.join(" · "))
    });
}

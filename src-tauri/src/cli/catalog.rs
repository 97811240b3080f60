//! `catalog list`

use super::{Call, args::CatalogCommand, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    views::ProductView,
};
use domain::shop::Language;
use engine::{
    catalog::{Index, Search},
    source::Standing,
};

pub(super) async fn run(
    call: &Call,
    command: CatalogCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let CatalogCommand::List { query, supplier, limit } = command else {
        return Err(Failure::about(ErrorCode::NotBuiltYet, "catalog sync"));
    };
    if let Some(supplier) = &supplier
        && !call.session.accounts.iter().any(|account| account.id.as_str() == supplier)
    {
        return Err(Failure::about(ErrorCode::UnknownSupplier, supplier));
    }
    let index = Index::new(call.session.till.journal().products().await?, Vec::new());
    let search = Search {
        query: query.as_deref().unwrap_or(""),
        supplier: supplier.as_deref(),
        category: None,
        limit: limit.unwrap_or(usize::MAX),
    };
    for product in index.search(search, &Standing::default()).0 {
        let view = ProductView::from(product);
        output.result(&view, || {
            let name = match call.words.language() {
                Language::English => &view.name.en,
                Language::Arabic => &view.name.ar,
            };
            let price = view.price.as_deref().unwrap_or("–");
            let currency = view.price_currency.as_deref().unwrap_or("");
            format!(
                "{:<18} {:<8} {price:>10} {currency:<3}  {name}",
                view.id,
                product.kind.as_str()
            )
        });
    }
    Ok(Exit::Done)
}

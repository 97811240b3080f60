//! `catalog list`, `catalog sync`

use super::{Call, args::CatalogCommand, output::Output};
use crate::{
    catalogue::{self, Synced as Outcome},
    error::{ErrorCode, Exit, Failure},
    views::ProductView,
    words::args,
};
use domain::{account::SupplierAccount, shop::Language};
use engine::{
    catalog::{Index, Search},
    source::Standing,
};
use serde::Serialize;
use storage::Merged;

pub(super) async fn run(
    call: &Call,
    command: CatalogCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    match command {
        CatalogCommand::List { query, supplier, limit } => {
            account(call, supplier.as_deref())?;
            let search = Search {
                query: query.as_deref().unwrap_or(""),
                supplier: supplier.as_deref(),
                limit: limit.unwrap_or(usize::MAX),
                ..Search::default()
            };
            list(call, search, output).await
        }
        CatalogCommand::Sync { supplier } => sync(call, supplier.as_deref(), output).await,
    }
}

/// The account a command names, if it names one.
fn account<'a>(call: &'a Call, id: Option<&str>) -> Result<Option<&'a SupplierAccount>, Failure> {
    let Some(id) = id else { return Ok(None) };
    let found = call.session.accounts.iter().find(|account| account.id.as_str() == id);
    found.map(Some).ok_or_else(|| Failure::about(ErrorCode::UnknownSupplier, id))
}

async fn list(call: &Call, search: Search<'_>, output: &Output) -> Result<Exit, Failure> {
    let index = Index::new(call.session.till.journal().products().await?, Vec::new());
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

/// What a sync came to, over all suppliers.
#[derive(Serialize)]
struct Synced {
    added: usize,
    changed: usize,
    removed: usize,
}

/// How far one supplier's catalogue is read.
#[derive(Serialize)]
struct Progress<'a> {
    supplier: &'a str,
    products: usize,
    of: Option<usize>,
}

/// Fetches the catalogues there are. A supplier that fails leaves its products as they were, and the
/// others theirs.
async fn sync(call: &Call, supplier: Option<&str>, output: &Output) -> Result<Exit, Failure> {
    let named = account(call, supplier)?;
    let mut synced = Synced { added: 0, changed: 0, removed: 0 };
    let mut failure = None;
    for account in call.session.accounts.iter().filter(|it| named.is_none_or(|one| one.id == it.id))
    {
        match fetch(call, account, output).await {
            Ok(merged) => {
                synced.added += merged.added;
                synced.changed += merged.changed;
                synced.removed += merged.removed;
            }
            Err(error) => failure = Some(error),
        }
    }
    let words = &call.words;
    output.result(&synced, || {
        let count = |number: usize| number.to_string();
        let counts = [
            ("added", count(synced.added)),
            ("changed", count(synced.changed)),
            ("removed", count(synced.removed)),
        ];
        words.say_with("catalog-synced", &args(counts))
    });
    failure.map_or(Ok(Exit::Done), Err)
}

async fn fetch(call: &Call, account: &SupplierAccount, output: &Output) -> Result<Merged, Failure> {
    let (id, words) = (account.id.as_str(), &call.words);
    let about = |key: &str| words.say_with(key, &args([("what", id.to_owned())]));
    let progress = |products: usize, of: Option<usize>| {
        output.progress(&Progress { supplier: id, products, of }, || {
            let of = of.map_or(String::new(), |of| format!(" / {of}"));
            format!("{id}: {products}{of}")
        });
    };
    match catalogue::sync(&call.session, &account.id, &progress).await? {
        Outcome::Merged(merged) => return Ok(merged),
        Outcome::None => output.warn(&about("catalog-none")),
        Outcome::Empty => output.warn(&about("catalog-empty")),
    }
    Ok(Merged::default())
}

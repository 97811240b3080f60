//! `wallet`

use super::{Call, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    health,
    views::WalletView,
};

pub(super) async fn run(call: &Call, output: &Output) -> Result<Exit, Failure> {
    let session = &call.session;
    let products = health::products(session).await?;
    let mut failure = None;
    for account in &session.accounts {
        let found = health::supplier(session, account, products.iter()).await?;
        let state = found.health.as_str();
        for wallet in &found.wallets {
            show(output, &WalletView::of(wallet, state));
        }
        let Some(why) = found.why() else { continue };
        let last = match account.currency {
            Some(currency) => session.till.journal().wallet(&account.id, currency).await?,
            None => None,
        };
        let view = match last {
            Some(wallet) => WalletView::of(&wallet, state),
            None => WalletView {
                supplier: account.id.to_string(),
                currency: account.currency.map(|currency| currency.to_string()),
                balance: None,
                as_of: None,
                state: state.to_owned(),
            },
        };
        show(output, &view);
        let what = format!("{}: {why}", account.id);
        failure = Some(Failure::about(ErrorCode::UpstreamUnavailable, what));
    }
    failure.map_or(Ok(Exit::Done), Err)
}

fn show(output: &Output, view: &WalletView) {
    output.result(view, || {
        let balance = view.balance.as_deref().unwrap_or("–");
        let currency = view.currency.as_deref().unwrap_or("");
        format!("{:<16} {balance:>12} {currency:<3}  {}", view.supplier, view.state)
    });
}

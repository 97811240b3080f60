//! `wallet`

use super::{Call, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    views::WalletView,
};
use domain::account::Health;
use engine::ports::supplier::SupplierError;

pub(super) async fn run(call: &Call, output: &Output) -> Result<Exit, Failure> {
    let session = &call.session;
    let mut failure = None;
    for account in &session.accounts {
        match session.till.wallets(&account.id).await {
            Ok(wallets) => {
                for wallet in &wallets {
                    show(output, &WalletView::of(wallet, Health::Fine.as_str()));
                }
            }
            Err(error) => {
                let last = match account.currency {
                    Some(currency) => session.till.journal().wallet(&account.id, currency).await?,
                    None => None,
                };
                let state = health(&error).as_str();
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
                failure = Some(if error == SupplierError::NotBuilt {
                    Failure::about(ErrorCode::NotBuiltYet, account.kind.as_str())
                } else {
                    let what = format!("{}: {error}", account.id);
                    Failure::about(ErrorCode::UpstreamUnavailable, what)
                });
            }
        }
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

/// How a failed question leaves a supplier's lamp.
pub(crate) fn health(error: &SupplierError) -> Health {
    match error {
        SupplierError::KeyOrAddress => Health::KeyOrAddress,
        SupplierError::NotBuilt => Health::NotBuilt,
        SupplierError::Unreachable(_) | SupplierError::Refused(_) | SupplierError::Unreadable => {
            Health::Down
        }
    }
}

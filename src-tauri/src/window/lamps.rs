//! The suppliers' lamps: asked at the start and then now and again, so that the clerk sees trouble
//! before a customer does.

use super::face::Face;
use crate::{
    cli::health,
    error::{ErrorCode, Failure},
    session::Session,
    views::window::SupplierView,
};
use domain::account::{Health, SupplierAccount};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// How often a supplier is asked for its balance.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// Asks every supplier now and again for as long as the window is open.
pub(super) fn watch(app: AppHandle, session: Session) {
    let waiting = session.accounts.iter().map(|account| lamp(account, "asking")).collect();
    app.state::<Face>().set_lamps(waiting);
    tauri::async_runtime::spawn(async move {
        loop {
            ask_all(&app.state::<Face>(), &session).await;
            tokio::time::sleep(ASK_EVERY).await;
        }
    });
}

async fn ask_all(face: &Face, session: &Session) {
    let mut lamps = Vec::with_capacity(session.accounts.len());
    for account in &session.accounts {
        lamps.push(ask(face, session, account).await);
    }
    face.set_lamps(lamps);
}

async fn ask(face: &Face, session: &Session, account: &SupplierAccount) -> SupplierView {
    match session.till.wallets(&account.id).await {
        Ok(wallets) => {
            let charged = |currency| account.currency.is_none_or(|wanted| wanted == currency);
            let wallet = wallets.iter().find(|wallet| charged(wallet.balance.currency()));
            SupplierView {
                currency: wallet.map(|wallet| wallet.balance.currency().to_string()),
                balance: wallet.map(|wallet| wallet.balance.amount().to_string()),
                ..lamp(account, Health::Fine.as_str())
            }
        }
        Err(error) => {
            let state = health(&error);
            let failure = match state {
                Health::KeyOrAddress => Failure::plain(ErrorCode::KeyOrAddress),
                Health::NotBuilt => Failure::about(ErrorCode::NotBuiltYet, account.kind.as_str()),
                Health::Down | Health::Fine => {
                    Failure::about(ErrorCode::UpstreamUnavailable, error)
                }
            };
            let message = Some(failure.to_wire(&face.words()).message);
            SupplierView { message, ..lamp(account, state.as_str()) }
        }
    }
}

fn lamp(account: &SupplierAccount, state: &str) -> SupplierView {
    SupplierView {
        id: account.id.to_string(),
        kind: account.kind.as_str().to_owned(),
        environment: account.environment.as_str().to_owned(),
        state: state.to_owned(),
        currency: None,
        balance: None,
        message: None,
    }
}

//! The lamps of suppliers and processors: asked at the start and then now and again, so that the
//! clerk sees trouble before a customer does.

use super::face::Face;
use crate::{
    error::Failure,
    health::{self, Checkup},
    session::Session,
    views::window::upstream::{LampState, UpstreamRole, UpstreamView},
    words::Words,
};
use domain::account::Environment;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// How often an account is asked.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// An account, and how it was found the last time it was asked.
pub(super) struct Lamp {
    id: String,
    role: UpstreamRole,
    kind: &'static str,
    environment: Environment,
    found: Option<Checkup>,
}

/// Asks every account now and again for as long as the window is open.
pub(super) fn watch(app: AppHandle, session: Session) {
    app.state::<Face>().set_lamps(unlit(&session));
    tauri::async_runtime::spawn(async move {
        loop {
            match ask_all(&session).await {
                Ok(lamps) => app.state::<Face>().set_lamps(lamps),
                Err(failure) => tracing::warn!(code = failure.code.as_str(), "no lamp was lit"),
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    });
}

/// The lamps of all accounts before any was asked, suppliers first.
fn unlit(session: &Session) -> Vec<Lamp> {
    let suppliers = session.accounts.iter().map(|account| Lamp {
        id: account.id.to_string(),
        role: UpstreamRole::Supplier,
        kind: account.kind.as_str(),
        environment: account.environment,
        found: None,
    });
    let processors = session.processors.iter().map(|account| Lamp {
        id: account.id.clone(),
        role: UpstreamRole::Processor,
        kind: account.kind.as_str(),
        environment: account.environment,
        found: None,
    });
    suppliers.chain(processors).collect()
}

async fn ask_all(session: &Session) -> Result<Vec<Lamp>, Failure> {
    let products = health::products(session).await?;
    let mut found = Vec::with_capacity(session.accounts.len());
    for account in &session.accounts {
        found.push(Some(health::supplier(session, account, &products).await?));
    }
    for account in &session.processors {
        found.push(health::processor(session, &account.id).await);
    }
    let lit = unlit(session).into_iter().zip(found);
    Ok(lit.map(|(lamp, found)| Lamp { found, ..lamp }).collect())
}

impl Lamp {
    /// The lamp as the page shows it.
    pub(super) fn view(&self, words: &Words) -> UpstreamView {
        let charged = self.found.as_ref().and_then(|found| found.charged.as_ref());
        let troubled = self.found.as_ref().filter(|found| !found.hint(words).is_empty());
        UpstreamView {
            id: self.id.clone(),
            role: self.role,
            kind: self.kind.to_owned(),
            environment: self.environment.as_str().to_owned(),
            state: self.found.as_ref().map_or(LampState::Asking, |found| found.health.into()),
            currency: charged.map(|wallet| wallet.balance.currency().to_string()),
            balance: charged.map(|wallet| wallet.balance.amount().to_string()),
            message: troubled.map(|found| found.message(words)),
            hint: troubled.map(|found| found.hint(words)),
        }
    }
}

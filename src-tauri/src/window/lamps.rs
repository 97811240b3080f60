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

/// Asks every account now and again for as long as the window is open, each by itself: one that
/// does not answer keeps no other lamp dark.
pub(super) fn watch(app: &AppHandle, session: &Session) {
    let lamps = unlit(session);
    let asked: Vec<_> = lamps.iter().map(|lamp| (lamp.role, lamp.id.clone())).collect();
    app.state::<Face>().set_lamps(lamps);
    for (place, (role, id)) in asked.into_iter().enumerate() {
        let (app, session) = (app.clone(), session.clone());
        tauri::async_runtime::spawn(async move {
            loop {
                match ask(&session, role, &id).await {
                    Ok(found) => app.state::<Face>().light(place, found),
                    Err(failure) => tracing::warn!(code = failure.code.as_str(), "a lamp is dark"),
                }
                tokio::time::sleep(ASK_EVERY).await;
            }
        });
    }
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

async fn ask(session: &Session, role: UpstreamRole, id: &str) -> Result<Option<Checkup>, Failure> {
    match role {
        UpstreamRole::Processor => Ok(health::processor(session, id).await),
        UpstreamRole::Supplier => {
            let account = session.accounts.iter().find(|account| account.id.as_str() == id);
            let Some(account) = account else { return Ok(None) };
            let products = health::products(session).await?;
            Ok(Some(health::supplier(session, account, &products).await?))
        }
    }
}

impl Lamp {
    /// Lights it with what was found.
    pub(super) fn light(&mut self, found: Option<Checkup>) {
        self.found = found;
    }

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

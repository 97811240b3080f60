//! The lamps of suppliers and processors: asked at the start and then now and again, so that the
//! clerk sees trouble before a customer does; and at once when a sale or a look-up of this process has
//! heard something else than the lamp says.

use super::face::Face;
use crate::{
    error::{ErrorCode, Failure},
    health::{self, Checkup},
    session::Session,
    views::rfc3339,
    views::window::upstream::{LampState, UpstreamRole, UpstreamView, UpstreamsChanged},
    words::Words,
};
use domain::{
    account::Environment,
    health::{Health, Heard},
    ids::{ProcessorId, SupplierId},
    time::Timestamp,
};
use providers::gauge::Gauge;
use std::{sync::Arc, time::Duration};
use tauri::{AppHandle, Manager as _};
use tauri_specta::Event as _;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until, timeout_at},
};

/// How often an account is asked.
const ASK_EVERY: Duration = Duration::from_secs(60);
/// How soon it is asked again because something else was heard. Doubles up to [`ASK_EVERY`] as long as
/// the answer is the same as before: a supplier that has run out of one voucher turns every sale of it
/// away and is well.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// An account, and how it was found the last time it was asked.
pub(super) struct Lamp {
    id: String,
    role: UpstreamRole,
    kind: &'static str,
    environment: Environment,
    found: Option<Checkup>,
    answered_at: Option<Timestamp>,
}

/// Asks every account now and again for as long as the window is open, each by itself: one that
/// does not answer keeps no other lamp dark.
pub(super) fn watch(app: &AppHandle, session: &Session) {
    for (place, Lamp { role, id, .. }) in unlit(session).into_iter().enumerate() {
        let (app, session) = (app.clone(), session.clone());
        tauri::async_runtime::spawn(async move {
            let gauge = gauge(&session, role, &id);
            let (mut said, mut patience) = (None, ASK_AGAIN_AFTER);
            loop {
                let begun = Instant::now();
                let face = app.state::<Face>();
                match ask(&face, &session, role, &id).await {
                    Ok(found) => {
                        let says = found.as_ref().map(|found| found.health);
                        face.light(place, found);
                        if says != said {
                            tell(&app).await;
                        }
                        patience = if says == said { patience * 2 } else { ASK_AGAIN_AFTER };
                        said = says;
                    }
                    Err(failure) => tracing::warn!(code = failure.code.as_str(), "a lamp is dark"),
                }
                // What is heard from here on: the question's own answer is known.
                let news = gauge.as_ref().map(|gauge| gauge.listen());
                let soonest = begun + patience.min(ASK_EVERY);
                if !wait(said, news, soonest, begun + ASK_EVERY).await {
                    patience = ASK_AGAIN_AFTER;
                }
            }
        });
    }
}

/// Asks an account now, because a person wants to know, and lights its lamp.
pub(super) async fn ask_now(
    app: &AppHandle,
    session: &Session,
    role: UpstreamRole,
    id: &str,
) -> Result<(), Failure> {
    let face = app.state::<Face>();
    let place = unlit(session).iter().position(|lamp| lamp.role == role && lamp.id == id);
    let place = place.ok_or_else(|| Failure::about(ErrorCode::UnknownSupplier, id))?;
    let found = ask(&face, session, role, id).await?;
    face.light(place, found);
    tell(app).await;
    Ok(())
}

/// Waits until it is time to ask again, or until something is heard that puts what the lamp says in
/// doubt, which is what it answers; then no sooner than `soonest`.
async fn wait(
    said: Option<Health>,
    news: Option<Receiver<Heard>>,
    soonest: Instant,
    latest: Instant,
) -> bool {
    let doubted = async {
        let (Some(said), Some(mut news)) = (said, news) else {
            return std::future::pending().await;
        };
        loop {
            match news.recv().await {
                Ok(heard) if !said.is_doubted_by(heard) => {}
                Ok(_) | Err(RecvError::Lagged(_)) => return,
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    let is_doubted = timeout_at(latest, doubted).await.is_ok();
    if is_doubted {
        sleep_until(soonest.min(latest)).await;
    }
    is_doubted
}

/// Tells the page, unless the till is locked; it looks now and again by itself.
async fn tell(app: &AppHandle) {
    let face = app.state::<Face>();
    if !face.is_locked().await {
        super::report(UpstreamsChanged(face.lamps()).emit(app));
    }
}

/// Where this account's answers pass by.
fn gauge(session: &Session, role: UpstreamRole, id: &str) -> Option<Arc<Gauge>> {
    let gauges = &session.gauges;
    match role {
        UpstreamRole::Supplier => gauges.suppliers.get(&SupplierId::new(id)).cloned(),
        UpstreamRole::Processor => gauges.processors.get(&ProcessorId::new(id)).cloned(),
    }
}

/// The lamps of all accounts before any was asked, suppliers first.
pub(super) fn unlit(session: &Session) -> Vec<Lamp> {
    let suppliers = session.accounts.iter().map(|account| Lamp {
        id: account.id.to_string(),
        role: UpstreamRole::Supplier,
        kind: account.kind.as_str(),
        environment: account.environment,
        found: None,
        answered_at: None,
    });
    let processors = session.processors.iter().map(|account| Lamp {
        id: account.id.clone(),
        role: UpstreamRole::Processor,
        kind: account.kind.as_str(),
        environment: account.environment,
        found: None,
        answered_at: None,
    });
    suppliers.chain(processors).collect()
}

async fn ask(
    face: &Face,
    session: &Session,
    role: UpstreamRole,
    id: &str,
) -> Result<Option<Checkup>, Failure> {
    match role {
        UpstreamRole::Processor => Ok(health::processor(session, id).await),
        UpstreamRole::Supplier => {
            let account = session.accounts.iter().find(|account| account.id.as_str() == id);
            let Some(account) = account else { return Ok(None) };
            // In memory, and read again only when it changed.
            let catalog = face.catalog().await?;
            Ok(Some(health::supplier(session, account, catalog.products()).await?))
        }
    }
}

impl Lamp {
    /// Lights it with what was found.
    pub(super) fn light(&mut self, found: Option<Checkup>, at: Timestamp) {
        if found.as_ref().is_some_and(Checkup::is_answer) {
            self.answered_at = Some(at);
        }
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
            answered_at: self.answered_at.map(rfc3339),
            message: troubled.map(|found| found.message(words)),
            hint: troubled.map(|found| found.hint(words)),
        }
    }
}

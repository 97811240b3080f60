//! The customer's window: a second page that shows what the till composes for it. It has no way to ask
//! for anything: no command, no event, not even listening, since a page that may listen hears what the
//! clerk's page is told as well. What it shows is put into it from here.
//!
//! It is never in the way: it closes with the till's window, the till goes on when it is closed, and what
//! fails here is logged and forgotten.

use super::{MAIN, face::Face, report, scene};
use crate::{
    error::Failure,
    views::window::{
        Language, SellLine, Theme,
        counter::{CustomerView, DisplayChanged, Scene, ShowRequest},
        orders::RevealRequest,
    },
};
use domain::{ids::SaleId, shop};
use std::{
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use storage::Preferences;
use tauri::{
    AppHandle, Manager as _, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::PageLoadEvent,
};
use tauri_specta::Event as _;

/// Its name. The capability of that name in `tauri.conf.json` holds nothing.
pub(super) const CUSTOMER: &str = "customer";
const PAGE: &str = "customer.html";
/// After so long a code hides, here and on the clerk's side, and what was said about a sale that is over
/// is said no more.
pub(super) const SHOWN_FOR: Duration = Duration::from_secs(60);
/// Accounts whose holders are remembered; a basket rarely has more.
const HOLDERS_MAX: usize = 16;

/// What the customer's window shows, whether it is open or not.
#[derive(Default)]
pub(super) struct Display {
    shown: Mutex<Shown>,
    /// Counts whatever is to be shown. What was composed for an earlier one is never shown any more.
    turn: AtomicU64,
    open: AtomicBool,
}

#[derive(Default)]
struct Shown {
    /// What the counter stands at: what follows a code that was shown in between.
    base: Option<ShowRequest>,
    scene: Scene,
    theme: Option<storage::Theme>,
    /// Account holders as suppliers named them, for exactly what was asked.
    holders: Vec<(SellLine, String)>,
}

impl Display {
    /// What is composed from here on takes the place of everything before. A code is gone at once.
    fn begin(&self) -> u64 {
        let mut shown = self.shown();
        if matches!(shown.scene, Scene::Code { .. }) {
            shown.scene = Scene::Idle;
        }
        self.turn.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn is_current(&self, turn: u64) -> bool {
        self.turn.load(Ordering::SeqCst) == turn
    }

    /// Whether it is shown; not if something else was to be shown meanwhile.
    fn put(&self, turn: u64, scene: Scene) -> bool {
        let mut shown = self.shown();
        let is_current = self.is_current(turn);
        if is_current {
            shown.scene = scene;
        }
        is_current
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::SeqCst)
    }

    /// The supplier named an account's holder.
    pub(super) fn remember(&self, line: SellLine, holder: String) {
        let mut shown = self.shown();
        shown.holders.retain(|(known, _)| *known != line);
        if shown.holders.len() >= HOLDERS_MAX {
            shown.holders.remove(0);
        }
        shown.holders.push((line, holder));
    }

    /// Whose account a line goes to, if the supplier said so about exactly this line.
    pub(super) fn holder(&self, line: &SellLine) -> Option<String> {
        let shown = self.shown();
        shown.holders.iter().find(|(known, _)| known == line).map(|(_, holder)| holder.clone())
    }

    /// The sale that is shown, where it is this one: its change is shown too.
    fn follows(&self, sale: &SaleId) -> Option<ShowRequest> {
        let shown = self.shown();
        let follows = match shown.scene {
            Scene::Sale { .. } | Scene::Pay { .. } => shown.base.as_ref(),
            Scene::Idle | Scene::Basket { .. } | Scene::Code { .. } => None,
        };
        let this = ShowRequest::Sale { sale_id: sale.to_string() };
        follows.filter(|base| **base == this).cloned()
    }

    /// A lock that no panic can have left half-changed: each field is replaced whole.
    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the customer's window where the clerk left it open.
pub(super) async fn open_as_left(app: AppHandle) {
    let face = app.state::<Face>();
    let left = face.storage().preferences().await;
    let Ok(Preferences { display, theme, .. }) = left else { return };
    paint(&app, theme);
    if display == Some(true)
        && let Err(error) = open(&app)
    {
        tracing::warn!(%error, "the customer's window could not be opened");
    }
}

/// Opens or closes it, and remembers that.
pub(super) async fn switch(app: &AppHandle, on: bool) -> Result<(), Failure> {
    let face = app.state::<Face>();
    face.provisioned()?;
    let preferences = Preferences { display: Some(on), ..Preferences::default() };
    face.storage().set_preferences(preferences).await?;
    let done = match app.get_webview_window(CUSTOMER) {
        None if on => open(app),
        Some(window) if !on => {
            // It goes a moment later; whoever is answered now is told that it is gone.
            face.display().open.store(false, Ordering::SeqCst);
            window.destroy()
        }
        Some(_) | None => Ok(()),
    };
    done.map_err(|error| Failure::about(crate::error::ErrorCode::WindowFailed, error))
}

fn open(app: &AppHandle) -> tauri::Result<()> {
    let face = app.state::<Face>();
    if app.get_webview_window(CUSTOMER).is_some() {
        return Ok(());
    }
    let profile = face.storage().data_dir().join("webview");
    let window = window(app, &profile)?;
    face.display().open.store(true, Ordering::SeqCst);
    super::webview::prepare(&window);
    if let Some(till) = app.get_webview_window(MAIN) {
        report(till.set_focus());
    }
    Ok(())
}

fn window(app: &AppHandle, profile: &Path) -> tauri::Result<WebviewWindow> {
    let shown = app.clone();
    WebviewWindowBuilder::new(app, CUSTOMER, WebviewUrl::App(PAGE.into()))
        .title("Raseed · رصيد")
        .inner_size(1024.0, 700.0)
        .min_inner_size(640.0, 480.0)
        .data_directory(profile.to_owned())
        .visible(false)
        .focused(false)
        .on_navigation(super::is_own)
        .on_page_load(move |window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                // Also after its process died and it was loaded again.
                tell(&window, &shown.state::<Face>());
                report(window.show());
                report(place(&shown, &window));
            }
        })
        .build()
}

/// On a screen of its own it fills that. Not at building: it would fill the till's screen.
fn place(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    let till = app.get_webview_window(MAIN);
    let here = till.and_then(|till| till.current_monitor().ok().flatten());
    let other = window
        .available_monitors()?
        .into_iter()
        .find(|screen| here.as_ref().is_some_and(|here| here.position() != screen.position()));
    if let Some(screen) = other {
        window.set_position(*screen.position())?;
        window.set_fullscreen(true)?;
    }
    Ok(())
}

/// It goes with the till's window. Whoever closes it at its own frame has switched it off.
pub(super) fn on_window(app: &AppHandle, label: &str, event: &WindowEvent) {
    let is_gone = matches!(event, WindowEvent::Destroyed);
    if label == MAIN && is_gone {
        if let Some(window) = app.get_webview_window(CUSTOMER) {
            report(window.destroy());
        }
    } else if label == CUSTOMER && is_gone {
        app.state::<Face>().display().open.store(false, Ordering::SeqCst);
        report(DisplayChanged { open: false }.emit_to(app, MAIN));
    } else if label == CUSTOMER && matches!(event, WindowEvent::CloseRequested { .. }) {
        let storage = app.state::<Face>().storage().clone();
        tauri::async_runtime::spawn(async move {
            let off = Preferences { display: Some(false), ..Preferences::default() };
            if let Err(error) = storage.set_preferences(off).await {
                tracing::warn!(%error, "the customer's window may open again at the next start");
            }
        });
    }
}

/// Its colours are the till's.
pub(super) fn paint(app: &AppHandle, theme: Option<storage::Theme>) {
    app.state::<Face>().display().shown().theme = theme;
    deliver(app);
}

/// Shows what the counter stands at. Whatever stood there before is gone, also if this cannot be shown.
pub(super) async fn show(app: &AppHandle, ask: ShowRequest) -> Result<(), Failure> {
    let face = app.state::<Face>();
    let display = face.display();
    let turn = display.begin();
    {
        let mut shown = display.shown();
        if ask == ShowRequest::Nothing {
            shown.holders.clear();
        }
        shown.base = Some(ask.clone());
    }
    let composed = scene::of(&face, &ask).await;
    let (scene, answer) = match composed {
        Ok(scene) => (scene, Ok(())),
        Err(failure) => (Scene::Idle, Err(failure)),
    };
    put(app, turn, scene);
    answer
}

/// Shows an order's codes, noted in the journal first, until they hide by themselves.
pub(super) async fn show_code(app: &AppHandle, request: &RevealRequest) -> Result<(), Failure> {
    let face = app.state::<Face>();
    let turn = face.display().begin();
    let scene = scene::of_code(&face, request).await?;
    put(app, turn, scene);
    Ok(())
}

/// A sale changed; where the customer sees it, they see that too.
pub(super) async fn follow(app: &AppHandle, sale: &SaleId) {
    let follows = app.state::<Face>().display().follows(sale);
    if let Some(ask) = follows
        && let Err(failure) = show(app, ask).await
    {
        tracing::info!(code = failure.code.as_str(), "the customer was not shown a change");
    }
}

fn put(app: &AppHandle, turn: u64, scene: Scene) {
    let ends = scene::ends_by_itself(&scene);
    if !app.state::<Face>().display().put(turn, scene) {
        return;
    }
    deliver(app);
    if ends {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(SHOWN_FOR).await;
            end(&app, turn).await;
        });
    }
}

/// After a code comes what the counter stands at; after a sale that is over, nothing.
async fn end(app: &AppHandle, turn: u64) {
    let after = {
        let face = app.state::<Face>();
        let display = face.display();
        if !display.is_current(turn) {
            return;
        }
        let shown = display.shown();
        match shown.scene {
            Scene::Code { .. } => shown.base.clone().unwrap_or(ShowRequest::Nothing),
            Scene::Idle | Scene::Basket { .. } | Scene::Pay { .. } | Scene::Sale { .. } => {
                ShowRequest::Nothing
            }
        }
    };
    if let Err(failure) = show(app, after).await {
        tracing::info!(code = failure.code.as_str(), "the customer is shown nothing");
    }
}

/// Puts what is shown into the page, if there is one.
fn deliver(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(CUSTOMER) {
        tell(&window, &app.state::<Face>());
    }
}

/// JSON is JavaScript, and what is in it cannot leave its quotes. It is laid down and then announced: a
/// page that has just been loaded may not be listening yet.
fn tell(window: &WebviewWindow, face: &Face) {
    let Some(view) = view(face) else { return };
    match serde_json::to_string(&view) {
        Ok(json) => {
            report(window.eval(format!("window.told = {json}; dispatchEvent(new Event(\"told\"))")))
        }
        Err(error) => tracing::warn!(%error, "the customer's window was not told"),
    }
}

fn view(face: &Face) -> Option<CustomerView> {
    let own = face.session()?.shop();
    let shown = face.display().shown();
    Some(CustomerView {
        shop_name: own.name.clone(),
        language: match own.language {
            shop::Language::English => Language::En,
            shop::Language::Arabic => Language::Ar,
        },
        theme: match shown.theme {
            Some(storage::Theme::Dark) => Theme::Dark,
            Some(storage::Theme::Light) | None => Theme::Light,
        },
        practice: own.practice,
        scene: shown.scene.clone(),
    })
}

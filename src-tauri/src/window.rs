//! The window: Tauri hosting the web UI over the same engine as the command line.
//!
//! It composes and translates; rules live in the engine. The page is given no secret but a code
//! somebody explicitly revealed, and no way out of this machine.

mod ahead;
mod commands;
mod display;
mod face;
mod ipc;
mod lamps;
mod practice;
mod raise;
mod rights;
mod scene;
mod syncs;
mod told;
mod webview;

use crate::{
    backups,
    error::{ErrorCode, Failure},
    session,
};
use domain::phone::Phone;
use face::Face;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use storage::{Storage, Theme};
use tauri::{
    AppHandle, Manager as _, RunEvent, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    ipc::Invoke, window::Color,
};
use tauri_specta::Event as _;
use tokio::sync::broadcast::error::RecvError;

use crate::views::window::{AttentionChanged, SaleChanged};

/// The one window's name; only it may call commands.
const MAIN: &str = "main";
/// How often the journal's head is kept outside the database.
const ANCHOR_EVERY: Duration = Duration::from_secs(60);
/// Until then the window needs the processor for its first pictures, on a slow computer too.
const AFTER_FIRST_PICTURES: Duration = Duration::from_secs(4);

pub use ipc::typescript;

/// Opens the window on a data dir and returns when it is closed. Where one is open already, it is
/// brought to the front instead.
pub(crate) fn open(data_dir: &Path) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    Storage::make_folder(data_dir)?;
    let Some(first) = raise::become_first(data_dir)
        .map_err(|error| Failure::about(ErrorCode::DataDirUnusable, error))?
    else {
        return Ok(());
    };
    if !has_display() {
        runtime.block_on(session::open_storage(data_dir))?;
        return Err(Failure::about(ErrorCode::WindowFailed, "no display"));
    }
    webview::end_with_driver();
    // The till is opened, and what the page will ask for is read, while the desktop's libraries start.
    let beginning = runtime.spawn(begin(data_dir.to_owned()));
    tauri::async_runtime::set(runtime.handle().clone());
    let failed = |error: &dyn std::fmt::Display| Failure::about(ErrorCode::WindowFailed, error);
    let app = tauri::Builder::default()
        .invoke_handler(only_main(ipc::commands().invoke_handler()))
        .build(tauri::generate_context!())
        .map_err(|error| failed(&error))?;
    ipc::commands().mount_events(&app);
    let beginning = runtime.block_on(beginning).map_err(|error| failed(&error))??;
    let storage = beginning.face.storage().clone();
    let window = main_window(app.handle(), &beginning, &data_dir.join("webview"))
        .map_err(|error| failed(&error))?;
    // Nothing is asked before the loop runs.
    app.manage(beginning.face);
    begin_work(app.handle());
    tauri::async_runtime::spawn(display::open_as_left(app.handle().clone()));
    first.watch(window);
    app.run(move |app, event| {
        if matches!(event, RunEvent::Exit) {
            tauri::async_runtime::block_on(keep_anchor(&storage));
        } else if let RunEvent::WindowEvent { label, event, .. } = event {
            display::on_window(app, &label, &event);
        }
    });
    // Whatever is in flight dies with the process and is looked up at the next start.
    runtime.shutdown_background();
    Ok(())
}

/// What the window begins with.
struct Beginning {
    face: Face,
    ground: Color,
    /// The page's first answers.
    ahead: Option<String>,
}

async fn begin(data_dir: PathBuf) -> Result<Beginning, Failure> {
    let storage = session::open_storage(&data_dir).await?;
    let left = storage.preferences().await?;
    let face = Face::new(storage).await?;
    practise(&face).await;
    let ahead = ahead::script(&face, left).await;
    Ok(Beginning { face, ground: ground(left.theme), ahead })
}

/// What a window shows before its page does: the page's own ground (`tokens.css`), which never flashes.
fn ground(theme: Option<Theme>) -> Color {
    match theme {
        Some(Theme::Dark) => Color(0x0e, 0x10, 0x16, 0xff),
        Some(Theme::Light) | None => Color(0xf7, 0xf6, 0xf3, 0xff),
    }
}

fn main_window(
    app: &AppHandle,
    beginning: &Beginning,
    profile: &Path,
) -> tauri::Result<WebviewWindow> {
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Raseed · رصيد")
        .inner_size(1366.0, 768.0)
        .min_inner_size(640.0, 480.0)
        .data_directory(profile.to_owned())
        .background_color(beginning.ground)
        .on_navigation(is_own);
    if let Some(ahead) = &beginning.ahead {
        window = window.initialization_script(ahead);
    }
    let window = window.build()?;
    webview::prepare(&window);
    Ok(window)
}

/// The page never leaves the app: a page from elsewhere would sit where the till's money is.
fn is_own(url: &tauri::Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// Answers the till's own window and nobody else: a second local window could otherwise call every
/// command, whatever its capability file says.
fn only_main<R: Runtime>(
    answer: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    move |invoke| {
        if invoke.message.webview_ref().label() == MAIN {
            return answer(invoke);
        }
        invoke.resolver.reject("not allowed from this window");
        true
    }
}

/// Follows up everything unfinished from the start, whatever the screen, and tells the page.
fn begin_work(app: &AppHandle) {
    let face = app.state::<Face>();
    let Some(session) = face.session().cloned() else { return };
    let till = session.till.clone();
    tauri::async_runtime::spawn(async move { till.keep_following().await });
    let keeper = session.keeper();
    tauri::async_runtime::spawn(async move { keeper.keep_importing().await });
    tauri::async_runtime::spawn(backups::keep_making(session.clone()));
    let outbox = session.texting.outbox.clone();
    tauri::async_runtime::spawn(async move { outbox.keep_following().await });
    let teller = session.teller();
    tauri::async_runtime::spawn(async move { teller.keep_telling().await });
    lamps::watch(app, &session);
    let country = session.shop().country.clone();
    tauri::async_runtime::spawn(read_numbering_plans(country));
    let storage = session.storage.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(ANCHOR_EVERY).await;
            keep_anchor(&storage).await;
        }
    });
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut changes = session.till.changes();
        loop {
            let sale = match changes.recv().await {
                Ok(sale) => sale,
                // The page polls what it shows; a missed event only makes it a second late.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            };
            let face = app.state::<Face>();
            if face.is_locked().await {
                continue;
            }
            // To the clerk's page alone: the customer's window is no listener.
            if let Ok(card) = face.sale_card(&sale).await {
                report(SaleChanged(card).emit_to(&app, MAIN));
            }
            if let Ok(count) = face.attention_count().await {
                report(AttentionChanged { count }.emit_to(&app, MAIN));
            }
            display::follow(&app, &sale).await;
        }
    });
}

/// The world's numbering plans are read when the first number is: a moment that nobody should wait for who
/// types it.
async fn read_numbering_plans(country: String) {
    tokio::time::sleep(AFTER_FIRST_PICTURES).await;
    drop(tokio::task::spawn_blocking(move || Phone::parse("0599123456", &country)).await);
}

/// A practice till that brings its own suppliers starts them first; without them it says that they are
/// down.
async fn practise(face: &Face) {
    let address = match face.storage().practice_address().await {
        Ok(Some(address)) => address,
        Ok(None) => return,
        Err(error) => return tracing::warn!(%error, "the practice suppliers' address was not read"),
    };
    let Ok(address) = address.parse() else { return };
    if let Err(failure) = face.simulate(Some(address)).await {
        tracing::warn!(code = failure.code.as_str(), "the practice suppliers did not start");
    }
}

async fn keep_anchor(storage: &Storage) {
    if let Err(error) = storage.keep_anchor().await {
        tracing::warn!(%error, "the journal's head was not kept");
    }
}

fn report(emitted: tauri::Result<()>) {
    if let Err(error) = emitted {
        tracing::warn!(%error, "the page was not told");
    }
}

/// GTK ends the whole process without a display, so this is asked first.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

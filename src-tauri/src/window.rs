//! The window: Tauri hosting the web UI over the same engine as the command line.
//!
//! It composes and translates; rules live in the engine. The page is given no secret but a code
//! somebody explicitly revealed, and no way out of this machine.

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

use crate::{
    backups,
    error::{ErrorCode, Failure},
    session,
};
use face::Face;
use std::{path::Path, time::Duration};
use storage::Storage;
use tauri::{
    AppHandle, Manager as _, RunEvent, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    ipc::Invoke, webview::PageLoadEvent,
};
use tauri_specta::Event as _;
use tokio::sync::broadcast::error::RecvError;

use crate::views::window::{AttentionChanged, SaleChanged};

/// The one window's name; only it may call commands.
const MAIN: &str = "main";
/// How often the journal's head is kept outside the database.
const ANCHOR_EVERY: Duration = Duration::from_secs(60);
/// Shown at the latest after so long, painted or not: a hidden till is worse than a blank one.
const SHOW_AFTER: Duration = Duration::from_secs(3);

pub use ipc::typescript;

/// Opens the window on a data dir and returns when it is closed. Where one is open already, it is
/// brought to the front instead.
pub(crate) fn open(data_dir: &Path) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    let storage = runtime.block_on(session::open_storage(data_dir))?;
    let Some(first) = raise::become_first(data_dir)
        .map_err(|error| Failure::about(ErrorCode::DataDirUnusable, error))?
    else {
        return Ok(());
    };
    if !has_display() {
        return Err(Failure::about(ErrorCode::WindowFailed, "no display"));
    }
    end_with_driver();
    let face = runtime.block_on(Face::new(storage.clone()))?;
    runtime.block_on(practise(&face));
    tauri::async_runtime::set(runtime.handle().clone());
    let profile = data_dir.join("webview");
    let built = tauri::Builder::default()
        .manage(face)
        .invoke_handler(only_main(ipc::commands().invoke_handler()))
        .setup(move |app| {
            ipc::commands().mount_events(app);
            let window = main_window(app.handle(), &profile)?;
            begin_work(app.handle());
            tauri::async_runtime::spawn(display::open_as_left(app.handle().clone()));
            first.watch(window);
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|error| Failure::about(ErrorCode::WindowFailed, error))?;
    built.run(move |app, event| {
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

fn main_window(app: &AppHandle, profile: &Path) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Raseed · رصيد")
        .inner_size(1366.0, 768.0)
        .min_inner_size(640.0, 480.0)
        .data_directory(profile.to_owned())
        .visible(false)
        .on_navigation(is_own)
        .on_page_load(|window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                show(&window);
            }
        })
        .build()?;
    watch_page(&window);
    let late = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(SHOW_AFTER).await;
        show(&late);
    });
    Ok(window)
}

/// A page that closes itself would leave an empty window; one whose process died is loaded again, while
/// the till behind it goes on with what it carries.
#[cfg(target_os = "linux")]
fn watch_page(window: &WebviewWindow) {
    use gtk::prelude::WidgetExt as _;
    use webkit2gtk::WebViewExt as _;
    let closing = window.clone();
    report(window.with_webview(move |webview| {
        let page = webview.inner();
        // Not when it asks to be closed: the web view has thrown itself and its listeners away by then.
        page.connect_destroy(move |_| report(closing.destroy()));
        page.connect_web_process_terminated(|page, reason| {
            tracing::error!(?reason, "the page's process died; it is loaded again");
            page.reload();
        });
    }));
}

/// A driven window whose driver is gone has no page any more and would only hold the data dir: it
/// ends with its driver.
#[cfg(target_os = "linux")]
fn end_with_driver() {
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_none() {
        return;
    }
    let signal = Some(rustix::process::Signal::TERM);
    if let Err(error) = rustix::process::set_parent_process_death_signal(signal) {
        tracing::warn!(%error, "this window may outlive its driver");
    }
}

/// Elsewhere the driver ends what it started.
#[cfg(not(target_os = "linux"))]
fn end_with_driver() {}

/// WebView2 says both to Tauri itself.
#[cfg(not(target_os = "linux"))]
fn watch_page(_window: &WebviewWindow) {}

fn show(window: &WebviewWindow) {
    if let Err(error) = window.show() {
        tracing::warn!(%error, "the window could not be shown");
    }
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
    lamps::watch(app, &session);
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

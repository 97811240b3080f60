//! What the web view of this system needs beside what Tauri does for it.

use tauri::WebviewWindow;

/// For every window as soon as it is there.
pub(super) fn prepare(window: &WebviewWindow) {
    watch_page(window);
    paint_plainly_without_card(window);
}

/// A page that closes itself would leave an empty window; one whose process died is loaded again, while
/// the till behind it goes on with what it carries.
#[cfg(target_os = "linux")]
fn watch_page(window: &WebviewWindow) {
    use gtk::prelude::WidgetExt as _;
    use webkit2gtk::WebViewExt as _;
    let closing = window.clone();
    super::report(window.with_webview(move |webview| {
        let page = webview.inner();
        // Not when it asks to be closed: the web view has thrown itself and its listeners away by then.
        page.connect_destroy(move |_| super::report(closing.destroy()));
        page.connect_web_process_terminated(|page, reason| {
            tracing::error!(?reason, "the page's process died; it is loaded again");
            page.reload();
        });
    }));
}

/// A driven window whose driver is gone has no page any more and would only hold the data dir: it
/// ends with its driver.
#[cfg(target_os = "linux")]
pub(super) fn end_with_driver() {
    if !is_driven() {
        return;
    }
    let signal = Some(rustix::process::Signal::TERM);
    if let Err(error) = rustix::process::set_parent_process_death_signal(signal) {
        tracing::warn!(%error, "this window may outlive its driver");
    }
}

/// Elsewhere the driver ends what it started.
#[cfg(not(target_os = "linux"))]
pub(super) fn end_with_driver() {}

/// WebView2 says both to Tauri itself.
#[cfg(not(target_os = "linux"))]
fn watch_page(_window: &WebviewWindow) {}

/// Without a graphics card, the page is painted plainly. WebKit would compose it by a graphics library
/// that runs on the processor: half of a start, a third of the memory and most of a key's time go there,
/// for pictures nobody can tell apart.
#[cfg(target_os = "linux")]
fn paint_plainly_without_card(window: &WebviewWindow) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt};
    if !paints_plainly() {
        return;
    }
    super::report(window.with_webview(|webview| {
        if let Some(settings) = WebViewExt::settings(&webview.inner()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    }));
}

/// WebView2 finds out by itself.
#[cfg(not(target_os = "linux"))]
fn paint_plainly_without_card(_window: &WebviewWindow) {}

/// A driven window is composed all the same: WebKitGTK never answers a driver that asks for a picture of
/// a plainly painted page. `RASEED_PAINTING` says otherwise, for a card that paints wrongly and for
/// measuring.
#[cfg(target_os = "linux")]
fn paints_plainly() -> bool {
    match std::env::var("RASEED_PAINTING").as_deref() {
        Ok("plain") => true,
        Ok("composed") => false,
        Ok(_) | Err(_) => !is_driven() && !has_graphics_card(),
    }
}

#[cfg(target_os = "linux")]
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// A card that can render has a node of its own beside the screen's.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}

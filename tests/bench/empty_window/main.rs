//! A Tauri window with an empty page: what the till's own window is measured against.

/// The size of the till's window, so that both paint as much.
const SIZE: (f64, f64) = (1366.0, 768.0);

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            let page = tauri::WebviewUrl::default();
            tauri::WebviewWindowBuilder::new(app, "main", page)
                .inner_size(SIZE.0, SIZE.1)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("tests/bench/empty_window/tauri.conf.json"))
}

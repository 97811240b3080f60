//! Build step of the package `raseed`.

fn main() -> std::io::Result<()> {
    // `generate_context!` embeds this folder: it must exist, and a new UI must reach the binary.
    std::fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=ui/dist");
    tauri_build::build();
    Ok(())
}

//! The TypeScript of the window's commands is made from Rust and committed; a stale one fails.

use std::{fs, path::Path};

#[test]
fn bindings_are_current() {
    let committed = Path::new("ui/src/ipc/bindings.ts");
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    raseed::typescript(&fresh).unwrap();
    let fresh = fs::read_to_string(fresh).unwrap();
    let before = fs::read_to_string(committed).unwrap_or_default();
    if fresh != before {
        fs::write(committed, &fresh).unwrap();
        panic!("ui/src/ipc/bindings.ts was stale; it has been made anew: look at it and commit it");
    }
}

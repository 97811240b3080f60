//! Who may import whom in the window.

use crate::assert_none;
use crate::tree::{File, files};

/// The only folder that talks to the host.
const HOST_FOLDER: &str = "ui/src/ipc/";

fn wrong_imports(file: &File) -> Vec<String> {
    let mut wrong = Vec::new();
    for specifier in imports(&file.text) {
        let target = resolve(&file.path, specifier);
        let reason = if specifier.starts_with("@tauri-apps/") && !file.path.starts_with(HOST_FOLDER)
        {
            "only ui/src/ipc talks to the host"
        } else if let Some(other) = feature(&target) {
            match feature(&file.path) {
                Some(own) if own != other => "a feature knows no other feature",
                None if file.path.starts_with("ui/src/shared/") => {
                    "what is shared knows no feature"
                }
                _ => continue,
            }
        } else {
            continue;
        };
        wrong.push(format!("{}: imports {specifier}: {reason}", file.path));
    }
    wrong
}

/// What stands in quotes after `from` or `import`.
fn imports(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for keyword in ["from", "import"] {
        for (at, _) in text.match_indices(keyword) {
            let rest = text[at + keyword.len()..].trim_start().trim_start_matches('(').trim_start();
            let Some(quote) = rest.chars().next().filter(|letter| ['"', '\''].contains(letter))
            else {
                continue;
            };
            let inside = &rest[1..];
            found.extend(inside.find(quote).map(|end| &inside[..end]));
        }
    }
    found
}

/// The path a relative import means; other specifiers as they are.
fn resolve(from: &str, specifier: &str) -> String {
    if !specifier.starts_with('.') {
        return specifier.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The feature a path lies in, if any.
fn feature(path: &str) -> Option<&str> {
    let (_, inside) = path.split_once("features/")?;
    inside.split('/').next()
}

fn is_window_source(file: &&File) -> bool {
    file.path.starts_with("ui/src/") && file.has_extension(&["ts", "svelte"])
}

#[test]
fn features_shared_parts_and_the_host_keep_apart() {
    assert!(files().iter().any(|file| is_window_source(&file)), "ui/src is empty");
    assert_none(
        &files().iter().filter(is_window_source).flat_map(wrong_imports).collect::<Vec<_>>(),
    );
}

#[test]
fn a_wrong_import_is_caught() {
    let wrong = |path: &str, text: &str| {
        wrong_imports(&File { path: path.to_owned(), text: text.to_owned() }).len()
    };
    assert_eq!(wrong("ui/src/app/a.ts", "import { invoke } from \"@tauri-apps/api/core\";"), 1);
    assert_eq!(wrong("ui/src/ipc/tauri.ts", "import { invoke } from '@tauri-apps/api/core';"), 0);
    assert_eq!(wrong("ui/src/features/sell/a.ts", "import Row from \"../orders/Row.svelte\";"), 1);
    assert_eq!(
        wrong(
            "ui/src/features/sell/a.ts",
            "const row = await import(\"$lib/features/orders/row\");"
        ),
        1
    );
    assert_eq!(
        wrong(
            "ui/src/features/sell/pay/a.ts",
            "import \"../basket\";\nimport x from \"../../../shared/x\";"
        ),
        0
    );
    assert_eq!(
        wrong("ui/src/shared/a.svelte", "import {\n  a,\n} from \"../features/sell/a\";"),
        1
    );
    assert_eq!(
        wrong("ui/src/app/App.svelte", "import Sell from \"../features/sell/Sell.svelte\";"),
        0
    );
}

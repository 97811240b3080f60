//! Nothing grows beyond what one reads in a sitting.

use crate::assert_none;
use crate::code::{code_only, functions, without_tests};
use crate::tree::{File, files, rust};

const RUST_FILE_MAX: usize = 400;
const COMPONENT_MAX: usize = 250;
const FUNCTION_MAX: usize = 70;
/// For every source, tests included.
const SOURCE_MAX: usize = 599;
const SOURCES: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "css", "sql"];

/// Written by programs.
const GENERATED: &[&str] = &["ui/src/ipc/bindings.ts", "ui/src/i18n/keys.ts"];

fn too_long(file: &File) -> Option<String> {
    if GENERATED.contains(&file.path.as_str()) || !file.has_extension(SOURCES) {
        return None;
    }
    let all = file.text.lines().count();
    let over = |lines: usize, max: usize, what: &str| {
        (lines > max).then(|| format!("{}: {lines} lines of {what}, at most {max}", file.path))
    };
    let by_kind = if file.has_extension(&["rs"]) && !file.is_test() {
        over(without_tests(&file.text).lines().count(), RUST_FILE_MAX, "Rust before its tests")
    } else if file.has_extension(&["svelte"]) {
        over(all, COMPONENT_MAX, "component")
    } else {
        None
    };
    by_kind.or_else(|| over(all, SOURCE_MAX, "source"))
}

fn long_functions(file: &File) -> Vec<String> {
    let code = code_only(&file.text);
    let long = functions(without_tests(&code))
        .into_iter()
        .filter(|function| function.lines > FUNCTION_MAX);
    let describe = |function: crate::code::Function<'_>| {
        format!(
            "{}:{}: {} has {} lines, at most {FUNCTION_MAX}",
            file.path, function.line, function.name, function.lines
        )
    };
    long.map(describe).collect()
}

#[test]
fn no_file_is_too_long() {
    let violations: Vec<String> = files().iter().filter_map(too_long).collect();
    assert_none(&violations);
}

#[test]
fn no_function_is_too_long() {
    let violations: Vec<String> =
        rust().filter(|file| !file.is_test()).flat_map(long_functions).collect();
    assert_none(&violations);
}

#[test]
fn each_limit_is_felt() {
    let file = |path: &str, text: String| File { path: path.to_owned(), text };
    let lines = |count: usize| "x\n".repeat(count);
    assert!(too_long(&file("a/src/b.rs", lines(401))).is_some());
    assert!(
        too_long(&file("a/src/b.rs", lines(400) + "#[cfg(test)]\nmod tests {\n" + &lines(100)))
            .is_none()
    );
    assert!(
        too_long(&file("a/src/b.rs", lines(300) + "#[cfg(test)]\nmod tests {\n" + &lines(300)))
            .is_some()
    );
    assert!(too_long(&file("tests/engine/b.rs", lines(500))).is_none());
    assert!(too_long(&file("tests/engine/b.rs", lines(600))).is_some());
    assert!(too_long(&file("ui/src/A.svelte", lines(251))).is_some());
    assert!(too_long(&file("ui/src/a.ts", lines(600))).is_some());
    assert!(too_long(&file("ui/src/ipc/bindings.ts", lines(900))).is_none());
    let body = |count: usize| format!("fn long() {{\n{}}}\n", lines(count));
    assert_eq!(long_functions(&file("a.rs", body(69))).len(), 1);
    assert_eq!(long_functions(&file("a.rs", body(68))).len(), 0);
}

//! Migrations are numbered without a gap: two branches cannot both add the next one unnoticed.

use crate::assert_none;
use crate::tree::files;

const FOLDER: &str = "src-tauri/storage/migrations/";

fn misnumbered(names: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let expected = format!("{:04}_", index + 1);
        if !name.starts_with(&expected) || !name.ends_with(".sql") {
            wrong.push(format!("{FOLDER}{name}: expected {expected}….sql"));
        }
    }
    wrong
}

#[test]
fn migrations_are_numbered_in_a_row() {
    let mut names: Vec<&str> =
        files().iter().filter_map(|file| file.path.strip_prefix(FOLDER)).collect();
    names.sort_unstable();
    assert!(!names.is_empty(), "{FOLDER} is empty");
    assert_none(&misnumbered(&names));
}

#[test]
fn a_gap_a_double_and_a_stray_file_are_caught() {
    assert!(misnumbered(&["0001_a.sql", "0002_b.sql"]).is_empty());
    assert_eq!(misnumbered(&["0001_a.sql", "0003_b.sql"]).len(), 1);
    assert_eq!(misnumbered(&["0001_a.sql", "0001_b.sql"]).len(), 1);
    assert_eq!(misnumbered(&["0001_a.sql", "0002_b.txt"]).len(), 1);
}

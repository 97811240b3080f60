//! A printer that is files: one PDF for each slip, or one file that is replaced.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Paper, pdf};
use crate::bitmap::Bitmap;
use crate::error::PrintError;

/// Into a folder: a new file per slip, and none is ever overwritten. Into a file: all slips as
/// its pages, in place of what was there.
pub(crate) fn write(
    address: &Path,
    paper: Paper,
    slips: &[Bitmap],
    job_name: &str,
) -> Result<Vec<PathBuf>, PrintError> {
    let folder = folder(address);
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).map_err(|source| not_written(folder, source))?;
    }
    let name = file_name(job_name);
    if is_file(address) {
        write_pdf(slips, paper, address)?;
        return Ok(vec![address.to_owned()]);
    }
    // Between finding a free name and taking it no other job may find the same.
    static NAMING: Mutex<()> = Mutex::new(());
    let _naming = NAMING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut number = 1;
    let mut files = Vec::new();
    for slip in slips {
        let path = free_name(folder, &name, &mut number);
        write_pdf(std::slice::from_ref(slip), paper, &path)?;
        files.push(path);
    }
    Ok(files)
}

/// Where the files of a printer at `address` are.
pub(crate) fn folder(address: &Path) -> &Path {
    if is_file(address) { address.parent().unwrap_or(Path::new("")) } else { address }
}

fn is_file(address: &Path) -> bool {
    address.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"))
}

fn write_pdf(slips: &[Bitmap], paper: Paper, path: &Path) -> Result<(), PrintError> {
    pdf::encode(slips, paper)
        .and_then(|file| pdf::write_whole(path, &file))
        .map_err(|source| not_written(path, source))
}

fn not_written(path: &Path, source: io::Error) -> PrintError {
    PrintError::NotWritten { path: path.to_owned(), source }
}

/// `NAME.pdf`, or the next `NAME-2.pdf`, `NAME-3.pdf`, … that is not there yet.
fn free_name(folder: &Path, name: &str, number: &mut u32) -> PathBuf {
    loop {
        let file = match *number {
            1 => format!("{name}.pdf"),
            later => format!("{name}-{later}.pdf"),
        };
        *number = number.saturating_add(1);
        let path = folder.join(file);
        // A broken link is in the way as well.
        if path.symlink_metadata().is_err() || *number == u32::MAX {
            return path;
        }
    }
}

/// A job's name without anything that leaves the folder or upsets a file system.
fn file_name(job_name: &str) -> String {
    const LENGTH_MAX: usize = 80;
    let name: String = job_name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' })
        .take(LENGTH_MAX)
        .collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "slip".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_name_stays_in_its_folder() {
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("order 17: نسخة"), "order-17");
        assert_eq!(file_name(""), "slip");
        assert_eq!(file_name(&"x".repeat(300)).len(), 80);
    }
}

//! The provisioning file (contract §3): read whole, judged whole, with file, line and key in every
//! error; nothing of a file with an error is applied.

mod backup;
mod catalog;
mod custody;
mod debt;
mod link;
pub(crate) mod owner;
mod printer;
mod privacy;
mod product;
mod reader;
mod receipt;
mod sections;
mod shield;
mod sms;
mod stock;
mod tax;
mod values;

use domain::{money::Currency, shop::Shop};
use std::{fmt, path::Path};
use storage::Provision;

pub(crate) use values::is_loopback;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileError {
    /// The file.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The key, with its section: `supplier.base_url`.
    pub(crate) key: String,
    /// What is wrong. Never holds the value: it may be a secret.
    pub(crate) problem: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, key, problem } = self;
        if key.is_empty() {
            write!(f, "{file}, line {line}: {problem}")
        } else {
            write!(f, "{file}, line {line}: {key}: {problem}")
        }
    }
}

impl std::error::Error for FileError {}

/// What a file is read against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// The shop as it is, if there is one.
    pub(crate) shop: Option<&'a Shop>,
    /// The suppliers there are: id and wallet currency.
    pub(crate) suppliers: &'a [(String, Option<Currency>)],
    /// Whether an owner is set up already.
    pub(crate) has_owner: bool,
    /// A fresh code for a new till.
    pub(crate) till_code: &'a str,
}

/// Reads a file.
///
/// # Errors
/// The first thing that is wrong with it.
pub(crate) fn read(path: &Path, text: &str, context: Context<'_>) -> Result<Provision, FileError> {
    sections::read(&path.display().to_string(), text, context)
}

/// What is wrong where a PIN is another clerk's already.
pub(crate) fn pin_taken(path: &Path, line: usize) -> FileError {
    let problem = "is another clerk's PIN already; PINs are unique in a shop".to_owned();
    FileError { file: path.display().to_string(), line, key: "clerk.pin".to_owned(), problem }
}

#[cfg(test)]
#[path = "provisioning/tests.rs"]
mod tests;

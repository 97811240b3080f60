//! What the page may call: each translates, asks the engine, and answers in the clerk's language.
#![expect(clippy::let_underscore_must_use, reason = "the command macro expands to one")]

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
};
use std::path::PathBuf;
use tauri::{AppHandle, Manager as _};

pub(super) mod accounts;
pub(super) mod attention;
pub(super) mod backup;
pub(super) mod counter;
pub(super) mod customer;
pub(super) mod debts;
pub(super) mod display;
pub(super) mod dispute;
pub(super) mod exceptions;
pub(super) mod favourites;
pub(super) mod guard;
pub(super) mod held;
pub(super) mod history;
pub(super) mod keys;
pub(super) mod owner_texts;
pub(super) mod people;
pub(super) mod prices;
pub(super) mod printing;
pub(super) mod reconcile;
pub(super) mod refunds;
pub(super) mod reports;
pub(super) mod restore;
pub(super) mod sale;
pub(super) mod setup;
pub(super) mod shift;
pub(super) mod slips;
pub(super) mod sms;
pub(super) mod start;
pub(super) mod stock;
pub(super) mod taxes;
pub(super) mod tender;

/// What a person said, without blanks around it.
///
/// # Errors
/// With this code, if they said nothing.
fn said(text: &str, missing: ErrorCode) -> Result<String, Failure> {
    match text.trim() {
        "" => Err(Failure::plain(missing)),
        text => Ok(text.to_owned()),
    }
}

/// Where files for people go: the documents' folder. A computer without one keeps them with the till.
fn files_folder(app: &AppHandle, session: &Session) -> PathBuf {
    let folder = app.path().document_dir().ok().filter(|folder| folder.is_dir());
    folder.unwrap_or_else(|| session.storage.data_dir().join("reports"))
}

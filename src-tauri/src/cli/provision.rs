//! `provision FILE.toml`

use super::output::Output;
use crate::{
    error::{ErrorCode, Exit, Failure},
    setup,
};
use serde::Serialize;
use std::{fs, path::Path};
use storage::{Storage, TillHere};

#[derive(Serialize)]
struct Counts {
    suppliers: usize,
    processors: usize,
    products: usize,
    clerks: usize,
}

/// Judges a file for a data dir where no till is, before one is made there: a file that is refused leaves
/// the folder as it was, so that a backup can be restored into it.
pub(super) async fn judge_first(data_dir: &Path, file: &Path) -> Result<(), Failure> {
    match storage::till_in(data_dir).await {
        TillHere::None => setup::judge_first(file, &read(file)?),
        TillHere::NeverSetUp | TillHere::SetUp => Ok(()),
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::about(ErrorCode::ProvisioningInvalid, format!("{}: {error}", file.display()))
    };
    fs::read_to_string(file).map_err(unreadable)
}

pub(super) async fn run(storage: &Storage, file: &Path, output: &Output) -> Result<Exit, Failure> {
    let done = setup::apply(storage, file, &read(file)?).await?;
    // A file has set this till up; nobody has to be asked any more.
    storage.set_setup_step(None).await?;
    let counts = Counts {
        suppliers: done.suppliers,
        processors: done.processors,
        products: done.products,
        clerks: done.clerks,
    };
    output.result(&counts, || {
        let Counts { suppliers, processors, products, clerks } = &counts;
        format!("suppliers {suppliers} · processors {processors} · products {products} · clerks {clerks}")
    });
    Ok(Exit::Done)
}

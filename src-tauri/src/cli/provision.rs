//! `provision FILE.toml`

use super::output::Output;
use crate::{
    error::{ErrorCode, Exit, Failure},
    setup,
};
use serde::Serialize;
use std::{fs, path::Path};
use storage::Storage;

#[derive(Serialize)]
struct Counts {
    suppliers: usize,
    processors: usize,
    products: usize,
    clerks: usize,
}

pub(super) async fn run(storage: &Storage, file: &Path, output: &Output) -> Result<Exit, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::about(ErrorCode::ProvisioningInvalid, format!("{}: {error}", file.display()))
    };
    let text = fs::read_to_string(file).map_err(unreadable)?;
    let done = setup::apply(storage, file, &text).await?;
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

//! `provision FILE.toml`

use super::output::Output;
use crate::{
    clock::{key_id, till_code},
    error::{ErrorCode, Exit, Failure},
    provisioning::{self, Context, FileError},
};
use serde::Serialize;
use std::{fs, path::Path};
use storage::{ProvisionError, Storage};

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
    let shop = storage.shop().await?;
    let accounts = storage.supplier_accounts().await?;
    let suppliers: Vec<_> =
        accounts.iter().map(|account| (account.id.to_string(), account.currency)).collect();
    let code = till_code();
    let has_owner = storage.has_clerks().await?;
    let context =
        Context { shop: shop.as_ref(), suppliers: &suppliers, has_owner, till_code: &code };
    let provision = provisioning::read(file, &text, context)
        .map_err(|error| Failure::about(ErrorCode::ProvisioningInvalid, error))?;
    let done = storage.provision(&provision, &key_id()).await.map_err(|error| {
        let ProvisionError::PinTaken { line } = error else { return error.into() };
        let problem = "is another clerk's PIN already; PINs are unique in a shop".to_owned();
        let (file, key) = (file.display().to_string(), "clerk.pin".to_owned());
        Failure::about(ErrorCode::ProvisioningInvalid, FileError { file, line, key, problem })
    })?;
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

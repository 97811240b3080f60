//! The accounts at suppliers and processors: how they are, trying them now, fetching catalogues,
//! changing keys.

use crate::{
    catalogue::{self, Synced},
    error::{ErrorCode, Failure},
    views::{
        rfc3339,
        window::{
            accounts::{
                AccountCatalogue, AccountRequest, AccountView, AccountWallet, AccountsView,
                KeyRequest, KeyView, SyncedView,
            },
            upstream::{LampState, UpstreamRole, UpstreamView},
        },
    },
    window::{
        face::{Answer, Face},
        lamps,
    },
};
use domain::{account::SupplierAccount, clerk::Right, ids::SupplierId, secret::Secret};
use std::collections::BTreeMap;
use storage::{Merged, Processor};
use tauri::{AppHandle, State};

/// Every account, as it was last found.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(face: State<'_, Face>) -> Answer<AccountsView> {
    face.answer(view(&face).await)
}

/// Asks an account now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_test(
    app: AppHandle,
    face: State<'_, Face>,
    request: AccountRequest,
) -> Answer<AccountsView> {
    let tested = match face.admitted().await {
        Ok(session) => lamps::ask_now(&app, session, request.role, &request.id).await,
        Err(failure) => Err(failure),
    };
    let tested = match tested {
        Ok(()) => view(&face).await,
        Err(failure) => Err(failure),
    };
    face.answer(tested)
}

/// Fetches a supplier's catalogue: a manager's right. Stopped, it changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn catalogue_sync(
    face: State<'_, Face>,
    request: AccountRequest,
) -> Answer<SyncedView> {
    face.answer(sync(&face, &request.id).await)
}

async fn sync(face: &Face, id: &str) -> Result<SyncedView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SyncCatalogue)?;
    let begun = face.syncs().begin(id);
    let under_way = begun.ok_or_else(|| Failure::about(ErrorCode::SyncUnderWay, id))?;
    let progress = |products: usize, of: Option<usize>| under_way.note(products, of);
    let id = SupplierId::new(id);
    tokio::select! {
        synced = catalogue::sync(session, &id, &progress) => {
            let merged = match synced? {
                Synced::Merged(merged) => merged,
                Synced::None | Synced::Empty => Merged::default(),
            };
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            Ok(SyncedView {
                added: count(merged.added),
                changed: count(merged.changed),
                removed: count(merged.removed),
                cancelled: false,
            })
        }
        () = under_way.cancelled() => Ok(SyncedView { cancelled: true, ..SyncedView::default() }),
    }
}

/// Stops fetching a supplier's catalogue.
#[tauri::command]
#[specta::specta]
pub(crate) async fn catalogue_cancel(face: State<'_, Face>, request: AccountRequest) -> Answer<()> {
    let stopped = match face.admitted().await {
        Ok(_) => face.needs(Right::SyncCatalogue),
        Err(failure) => Err(failure),
    };
    face.answer(stopped.map(|()| face.syncs().cancel(&request.id)))
}

/// Gives an account another key: the owner's right. It is tried first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_key(
    app: AppHandle,
    face: State<'_, Face>,
    request: KeyRequest,
) -> Answer<KeyView> {
    face.answer(rekey(&app, &face, request).await)
}

async fn rekey(app: &AppHandle, face: &Face, request: KeyRequest) -> Result<KeyView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::ChangeKeys)?;
    let AccountRequest { id, role } = request.account;
    let key = Secret::new(request.key.trim());
    if key.reveal().is_empty() {
        return Err(Failure::plain(ErrorCode::KeyMissing));
    }
    let rekeyed = match role {
        UpstreamRole::Supplier => session.rekey_supplier(&id, key, request.anyway).await?,
        UpstreamRole::Processor => session.rekey_processor(&id, key, request.anyway).await?,
    };
    if rekeyed.kept {
        lamps::ask_now(app, session, role, &id).await?;
    }
    let words = face.words();
    let troubled = Some(&rekeyed.found).filter(|found| !found.is_accepted());
    Ok(KeyView {
        kept: rekeyed.kept,
        message: troubled.map(|found| found.message(&words)),
        hint: troubled.map(|found| found.hint(&words)),
        view: view(face).await?,
    })
}

async fn view(face: &Face) -> Result<AccountsView, Failure> {
    let session = face.admitted().await?;
    let lamps = face.lamps();
    let lamp = |role: UpstreamRole, id: &str| {
        lamps.iter().find(|lamp| lamp.role == role && lamp.id == id).cloned()
    };
    let mut products: BTreeMap<SupplierId, u32> = BTreeMap::new();
    for product in face.catalog().await?.products().filter(|product| product.active) {
        let count = products.entry(product.supplier.clone()).or_default();
        *count = count.saturating_add(1);
    }
    let mut accounts = Vec::new();
    for account in session.storage.supplier_accounts().await? {
        let lamp = lamp(UpstreamRole::Supplier, account.id.as_str());
        let count = products.get(&account.id).copied().unwrap_or(0);
        accounts.push(supplier(face, account, lamp, count).await?);
    }
    for account in session.storage.processors().await? {
        let lamp = lamp(UpstreamRole::Processor, &account.id);
        accounts.extend(lamp.map(|lamp| processor(account, lamp)));
    }
    let (may_sync, may_change) = (face.has(Right::SyncCatalogue), face.has(Right::ChangeKeys));
    Ok(AccountsView { accounts, may_sync, may_change })
}

/// An account that came after the window opened has no lamp, and is asked from its next start on.
async fn supplier(
    face: &Face,
    account: SupplierAccount,
    lamp: Option<UpstreamView>,
    products: u32,
) -> Result<AccountView, Failure> {
    let session = face.provisioned()?;
    let adapter = session.till.suppliers().get(&account.id);
    let fetched_at = session.storage.catalogue_fetched(&account.id).await?;
    let wallets = session.storage.last_wallets(&account.id).await?;
    let is_charged = |currency| account.currency.is_none_or(|own| own == currency);
    Ok(AccountView {
        wallets: wallets
            .into_iter()
            .map(|wallet| AccountWallet {
                currency: wallet.balance.currency().to_string(),
                balance: wallet.balance.amount().to_string(),
                as_of: rfc3339(wallet.as_of),
                charged: is_charged(wallet.balance.currency()),
            })
            .collect(),
        catalogue: Some(AccountCatalogue {
            fetched: adapter.is_some_and(|supplier| supplier.has_catalogue()),
            at: fetched_at.map(rfc3339),
            products,
            syncing: face.syncs().progress(account.id.as_str()),
        }),
        currency: account.currency.map(|currency| currency.to_string()),
        ..common(
            UpstreamRole::Supplier,
            account.id.to_string(),
            account.kind.as_str(),
            account.environment.as_str(),
            account.base_url,
            &account.api_key,
            lamp,
        )
    })
}

fn processor(account: Processor, lamp: UpstreamView) -> AccountView {
    AccountView {
        currency: account.currency.map(|currency| currency.to_string()),
        ..common(
            UpstreamRole::Processor,
            account.id,
            account.kind.as_str(),
            account.environment.as_str(),
            account.base_url,
            &account.api_key,
            Some(lamp),
        )
    }
}

fn common(
    role: UpstreamRole,
    id: String,
    kind: &str,
    environment: &str,
    address: String,
    key: &Secret,
    lamp: Option<UpstreamView>,
) -> AccountView {
    let state = lamp.as_ref().map_or(LampState::Asking, |lamp| lamp.state);
    AccountView {
        id,
        role,
        kind: kind.to_owned(),
        environment: environment.to_owned(),
        state,
        answered_at: lamp.as_ref().and_then(|lamp| lamp.answered_at.clone()),
        message: lamp.as_ref().and_then(|lamp| lamp.message.clone()),
        hint: lamp.and_then(|lamp| lamp.hint),
        address,
        key: key.masked(),
        currency: None,
        wallets: Vec::new(),
        catalogue: None,
    }
}

//! Setting a till up for the first time. Nothing here works once it is set up.

use crate::{
    catalogue::{self, Synced},
    error::{ErrorCode, Failure},
    session::{self, Session},
    setup::{self, PrinterAnswer, ProductAnswer, ShopAnswer, Step, SupplierAnswer},
    slips::{find_printer, print_trial},
    views::window::{
        BootView, Language,
        setup::{
            SetupOwnerRequest, SetupPrinted, SetupPrinterRequest, SetupProductRequest,
            SetupShopRequest, SetupStep, SetupStepRequest, SetupSupplierRequest, SetupTried,
            SetupView,
        },
    },
    window::{
        begin_work,
        face::{Answer, Face},
    },
};
use domain::{
    clerk::{Clerk, Role},
    shop,
};
use engine::ports::journal::JournalError;
use storage::Preferences;
use tauri::{AppHandle, State};

/// Where setting up stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup(face: State<'_, Face>) -> Answer<SetupView> {
    face.answer(view(&face).await)
}

/// Goes to another step, and speaks another language where one is given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_go(
    face: State<'_, Face>,
    request: SetupStepRequest,
) -> Answer<SetupView> {
    face.answer(go(&face, request).await)
}

async fn go(face: &Face, request: SetupStepRequest) -> Result<SetupView, Failure> {
    unfinished(face).await?;
    if let Some(language) = request.language {
        let language = match language {
            Language::En => shop::Language::English,
            Language::Ar => shop::Language::Arabic,
        };
        face.speak(language);
        let kept = Preferences { language: Some(language), ..Preferences::default() };
        face.storage().set_preferences(kept).await?;
    }
    let step = match request.step {
        SetupStep::Language => Step::Language,
        SetupStep::Shop => Step::Shop,
        SetupStep::Supplier => Step::Supplier,
        SetupStep::Goods => Step::Goods,
        SetupStep::Printer => Step::Printer,
        SetupStep::Owner | SetupStep::Done => Step::Owner,
    };
    at(face, step).await
}

/// Sets the shop up: a real one, or one to practise on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_shop(
    face: State<'_, Face>,
    request: SetupShopRequest,
) -> Answer<SetupView> {
    face.answer(shop_of(&face, request).await)
}

async fn shop_of(face: &Face, request: SetupShopRequest) -> Result<SetupView, Failure> {
    unfinished(face).await?;
    let SetupShopRequest { name, country, currency, phone, practice } = request;
    let answer = ShopAnswer { name, country, currency, phone, language: face.language() };
    // What comes back here goes on from here: the step is on disk before the shop is.
    face.storage().set_setup_step(Some(Step::Shop.as_str())).await?;
    if practice {
        let (listen, text) = face.simulate(None).await?;
        setup::practice(face.storage(), &answer, &text, listen).await?;
        return at(face, Step::Printer).await;
    }
    setup::shop(face.storage(), &answer).await?;
    at(face, Step::Supplier).await
}

/// Tries a supplier's key, and sets the supplier up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_supplier(
    face: State<'_, Face>,
    request: SetupSupplierRequest,
) -> Answer<SetupTried> {
    face.answer(supplier(&face, request).await)
}

async fn supplier(face: &Face, request: SetupSupplierRequest) -> Result<SetupTried, Failure> {
    unfinished(face).await?;
    if request.api_key.trim().is_empty() {
        return Err(Failure::plain(ErrorCode::KeyMissing));
    }
    let anyway = request.anyway;
    let answer = SupplierAnswer {
        kind: request.kind,
        environment: request.environment,
        base_url: request.base_url,
        agent_id: request.agent_id,
        api_key: request.api_key,
        currency: request.currency,
        rate: request.rate,
    };
    let tried = setup::supplier(face.storage(), &answer, anyway).await?;
    let words = face.words();
    let troubled = Some(&tried.found).filter(|found| !found.is_accepted());
    let charged = tried.found.charged.as_ref();
    Ok(SetupTried {
        kept: tried.kept,
        balance: charged.map(|wallet| wallet.balance.amount().to_string()),
        currency: charged.map(|wallet| wallet.balance.currency().to_string()),
        message: troubled.map(|found| found.message(&words)),
        hint: troubled.map(|found| found.hint(&words)),
        view: if tried.kept { at(face, Step::Goods).await? } else { view(face).await? },
    })
}

/// Fetches the supplier's catalogue.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_catalogue(face: State<'_, Face>) -> Answer<SetupView> {
    face.answer(fetch(&face).await)
}

async fn fetch(face: &Face) -> Result<SetupView, Failure> {
    let session = trial(face).await?;
    for account in &session.accounts {
        match catalogue::sync(&session, &account.id, &|_, _| {}).await? {
            Synced::Merged(_) | Synced::None | Synced::Empty => {}
        }
    }
    view(face).await
}

/// Sets one product up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_product(
    face: State<'_, Face>,
    request: SetupProductRequest,
) -> Answer<SetupView> {
    face.answer(product(&face, request).await)
}

async fn product(face: &Face, request: SetupProductRequest) -> Result<SetupView, Failure> {
    let session = trial(face).await?;
    let account = session.accounts.first();
    let account = account.ok_or_else(|| Failure::about(ErrorCode::UnknownSupplier, ""))?;
    let SetupProductRequest { item, name, kind, price } = request;
    let supplier = account.id.to_string();
    let answer = ProductAnswer { supplier, item, name, kind, price };
    setup::product(face.storage(), &answer).await?;
    view(face).await
}

/// Sets a printer up and prints a test on it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_printer(
    face: State<'_, Face>,
    request: SetupPrinterRequest,
) -> Answer<SetupPrinted> {
    face.answer(printer(&face, request).await)
}

async fn printer(face: &Face, request: SetupPrinterRequest) -> Result<SetupPrinted, Failure> {
    unfinished(face).await?;
    let SetupPrinterRequest { kind, address, paper } = request;
    setup::printer(face.storage(), &PrinterAnswer { kind, address, paper }).await?;
    let session = trial(face).await?;
    let printer = find_printer(&session, Some(setup::PRINTER)).await?;
    let printed = print_trial(&session, &printer, None).await?;
    let printed = super::printing::view(&printed, &face.words());
    Ok(SetupPrinted { printed, view: view(face).await? })
}

/// Sets the owner up, and opens the till for them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_owner(
    app: AppHandle,
    face: State<'_, Face>,
    request: SetupOwnerRequest,
) -> Answer<BootView> {
    let owned = owner(&face, request).await;
    let opened = match owned {
        Ok(()) => open(&app, &face).await,
        Err(failure) => Err(failure),
    };
    face.answer(opened)
}

async fn owner(face: &Face, request: SetupOwnerRequest) -> Result<(), Failure> {
    unfinished(face).await?;
    if face.storage().shop().await?.is_none() {
        return Err(Failure::plain(ErrorCode::NotProvisioned));
    }
    setup::owner(face.storage(), &request.name, &request.pin).await?;
    face.storage().set_setup_step(None).await?;
    face.set_clerk(Some(Clerk { name: request.name.trim().to_owned(), role: Role::Owner }));
    Ok(())
}

/// Opens a till that is set up: after the last step, or because a file has set it up meanwhile.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_done(app: AppHandle, face: State<'_, Face>) -> Answer<BootView> {
    let opened = match setup::step(face.storage()).await {
        Ok(None) => open(&app, &face).await,
        Ok(Some(_)) => Err(Failure::plain(ErrorCode::NotProvisioned)),
        Err(failure) => Err(failure),
    };
    face.answer(opened)
}

pub(super) async fn open(app: &AppHandle, face: &Face) -> Result<BootView, Failure> {
    if face.session().is_none() {
        face.begin(session::open(face.storage().clone()).await?);
        begin_work(app);
    }
    super::start::boot_view(face).await
}

/// A session for a test print or a catalogue: nothing is followed up with it.
async fn trial(face: &Face) -> Result<Session, Failure> {
    unfinished(face).await?;
    session::open(face.storage().clone()).await
}

/// A till that is set up has its rights, and nothing here asks for them.
pub(super) async fn unfinished(face: &Face) -> Result<(), Failure> {
    match setup::step(face.storage()).await? {
        Some(_) => Ok(()),
        None => Err(Failure::plain(ErrorCode::AlreadySetUp)),
    }
}

async fn at(face: &Face, step: Step) -> Result<SetupView, Failure> {
    face.storage().set_setup_step(Some(step.as_str())).await?;
    view(face).await
}

pub(super) async fn view(face: &Face) -> Result<SetupView, Failure> {
    let storage = face.storage();
    let step = match setup::step(storage).await? {
        Some(Step::Language) => SetupStep::Language,
        Some(Step::Shop) => SetupStep::Shop,
        Some(Step::Supplier) => SetupStep::Supplier,
        Some(Step::Goods) => SetupStep::Goods,
        Some(Step::Printer) => SetupStep::Printer,
        Some(Step::Owner) => SetupStep::Owner,
        None => SetupStep::Done,
    };
    let shop = storage.shop().await?;
    let (mut supplier, mut has_catalogue, mut products) = (None, false, 0);
    if shop.is_some() {
        let session = session::open(storage.clone()).await?;
        supplier = session.accounts.first().map(|account| account.id.to_string());
        has_catalogue = session.till.suppliers().values().any(|it| it.has_catalogue());
        products = sellable(&session).await?;
    }
    let printers = storage.printers().await?;
    Ok(SetupView {
        step,
        language: match face.language() {
            shop::Language::English => Language::En,
            shop::Language::Arabic => Language::Ar,
        },
        shop_name: shop.as_ref().map(|shop| shop.name.clone()),
        country: shop.as_ref().map(|shop| shop.country.clone()),
        currency: shop.as_ref().map(|shop| shop.currency.to_string()),
        practice: shop.as_ref().map(|shop| shop.practice),
        supplier,
        has_catalogue,
        products,
        printer: printers.first().map(|printer| printer.id.clone()),
    })
}

async fn sellable(session: &Session) -> Result<u32, JournalError> {
    let products = session.till.journal().products().await?;
    let count = products.iter().filter(|product| product.active).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

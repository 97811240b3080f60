//! Starting, locking, and what the clerk likes.

use crate::{
    clock::SystemClock,
    error::Failure,
    views::window::{
        BootView, Language, PreferencesRequest, Theme, UnlockRequest,
        counter::{CounterView, ShowRequest},
        keys::KeyChoice,
        people::ClerkView,
        upstream::UpstreamView,
    },
    window::{
        display,
        face::{Answer, Face},
    },
};
use domain::{
    clerk::{Clerk, Role},
    shop,
};
use engine::ports::Clock as _;
use storage::{Person, Preferences, PrinterKind};
use tauri::{AppHandle, State};

/// What the window needs to begin.
#[tauri::command]
#[specta::specta]
pub(crate) async fn boot(face: State<'_, Face>) -> Answer<BootView> {
    face.answer(boot_view(&face).await)
}

/// Opens the till for the clerk whose PIN it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock(face: State<'_, Face>, request: UnlockRequest) -> Answer<BootView> {
    face.answer(admit(&face, &request).await)
}

async fn admit(face: &Face, request: &UnlockRequest) -> Result<BootView, Failure> {
    let name = request.name.as_deref();
    let clerk = face.whose_pin(&request.pin, name).await?;
    // A manager who names themselves has seen to it that the till is in good hands.
    if name.is_some() && clerk.role.covers(Role::Manager) {
        face.storage().lift_lock_out(None, name, SystemClock.now()).await?;
    }
    face.set_clerk(Some(clerk));
    boot_view(face).await
}

/// Locks the till; the basket stays in the page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock(app: AppHandle, face: State<'_, Face>) -> Answer<BootView> {
    face.set_clerk(None);
    // Nobody is served by a locked till.
    face.answer(display::show(&app, ShowRequest::Nothing).await)?;
    face.answer(boot_view(&face).await)
}

/// Remembers language and colours.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_preferences(
    app: AppHandle,
    face: State<'_, Face>,
    request: PreferencesRequest,
) -> Answer<BootView> {
    let language = request.language.map(|word| match word {
        Language::En => shop::Language::English,
        Language::Ar => shop::Language::Arabic,
    });
    let theme = request.theme.map(|word| match word {
        Theme::Light => storage::Theme::Light,
        Theme::Dark => storage::Theme::Dark,
    });
    if let Some(language) = language {
        face.speak(language);
    }
    if theme.is_some() {
        display::paint(&app, theme);
    }
    let kept = Preferences { language, theme, ..Preferences::default() };
    let kept = face.storage().set_preferences(kept).await;
    let view = match kept {
        Ok(()) => boot_view(&face).await,
        Err(error) => Err(error.into()),
    };
    face.answer(view)
}

/// The lamps of suppliers and processors.
#[tauri::command]
#[specta::specta]
pub(crate) async fn upstreams(face: State<'_, Face>) -> Answer<Vec<UpstreamView>> {
    face.answer(face.admitted().await.map(|_| face.lamps()))
}

pub(in crate::window) async fn boot_view(face: &Face) -> Result<BootView, Failure> {
    let session = face.provisioned()?;
    let own = session.shop();
    let preferences = face.storage().preferences().await?;
    let keys = face.storage().key_choices().await?;
    let locked = face.is_locked().await;
    let printers = face.storage().printers().await?;
    let people = face.storage().people().await?;
    let clerk = face.clerk().map(|clerk| clerk_view(&clerk, &people));
    let wait = face.storage().pin_wait(None, &SystemClock.uptime()).await?;
    Ok(BootView {
        shop_name: own.name.clone(),
        country: own.country.clone(),
        language: match face.language() {
            shop::Language::English => Language::En,
            shop::Language::Arabic => Language::Ar,
        },
        theme: match preferences.theme {
            Some(storage::Theme::Dark) => Theme::Dark,
            Some(storage::Theme::Light) | None => Theme::Light,
        },
        keys: keys.iter().map(shown).collect(),
        practice: own.practice,
        currency: own.currency.to_string(),
        currency_digits: own.currency.digits(),
        locked,
        clerk,
        pin_wait: u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX),
        people: if wait.is_zero() { Vec::new() } else { names(people) },
        version: env!("CARGO_PKG_VERSION").to_owned(),
        printer: printers.first().map(|printer| printer.id.clone()),
        attention: face.attention_count().await?,
        categories: face.catalog().await?.shelves(),
        counter: CounterView {
            display: face.display().is_open(),
            whatsapp: face.storage().counter().await?.whatsapp,
            drawer: printers.first().is_some_and(|printer| printer.kind != PrinterKind::Pdf),
            code_seconds: u32::try_from(display::SHOWN_FOR.as_secs()).unwrap_or(u32::MAX),
        },
        upstreams: if locked { Vec::new() } else { face.lamps() },
    })
}

fn shown(choice: &storage::KeyChoice) -> KeyChoice {
    KeyChoice { action: choice.action().to_owned(), key: choice.key().to_owned() }
}

/// Colours that tell people apart at a glance.
const COLOURS: u32 = 8;

fn clerk_view(clerk: &Clerk, people: &[Person]) -> ClerkView {
    let person = people.iter().find(|person| person.name == clerk.name);
    ClerkView {
        name: clerk.name.clone(),
        role: clerk.role.as_str().to_owned(),
        colour: person.map_or(0, colour),
    }
}

pub(super) fn colour(person: &Person) -> u32 {
    person.place % COLOURS
}

fn names(people: Vec<Person>) -> Vec<String> {
    let here = people.into_iter().filter(|person| person.left_at.is_none());
    here.map(|person| person.name).collect()
}

//! The shop, the engine's patience, and what a window remembers: one key and value each.

use crate::{
    open::{Storage, journal_error},
    rows::{corrupt, currency, decimal, word},
};
use domain::{
    phone::Phone,
    shop::{EngineSettings, Language, Rate, Shop},
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;
use std::{collections::BTreeMap, time::Duration};

/// The window's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on paper.
    Light,
    /// Light ink on night.
    Dark,
}

impl Theme {
    /// The word in `data-theme`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn from_word(text: &str) -> Option<Self> {
        match text {
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            _ => None,
        }
    }
}

/// What a window remembers of its clerk's taste.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The window's language, where it differs from the shop's.
    pub language: Option<Language>,
    /// Its colours.
    pub theme: Option<Theme>,
    /// Whether the customer's window is open.
    pub display: Option<bool>,
}

/// What the owner lets the counter do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Whether a code may be handed to WhatsApp, where a person sends it.
    pub whatsapp: bool,
    /// Whether the drawer opens with the first slip of a cash sale, where the printer's profile names
    /// the drawer's pin.
    pub drawer_with_cash: bool,
}

impl Default for Counter {
    fn default() -> Self {
        Self { whatsapp: true, drawer_with_cash: true }
    }
}

impl Storage {
    /// The shop, once provisioned.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn shop(&self) -> Result<Option<Shop>, JournalError> {
        let all = self.settings().await?;
        let of = |key: &str| all.get(key);
        let Some(name) = of("shop.name") else { return Ok(None) };
        let needed = |key: &str| of(key).ok_or_else(|| corrupt("missing setting", key));
        Ok(Some(Shop {
            name: name.clone(),
            country: needed("shop.country")?.clone(),
            language: word("language", needed("shop.language")?, Language::from_word)?,
            practice: needed("shop.practice")? == "true",
            currency: currency(needed("shop.currency")?)?,
            phone: of("shop.phone").map(Phone::from_e164),
            till_code: needed("till.code")?.clone(),
            instance: of("till.instance").cloned(),
        }))
    }

    /// When this till was restored, and when the backup was taken that it was restored from.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn restored(&self) -> Result<Option<(Timestamp, Timestamp)>, JournalError> {
        let all = self.settings().await?;
        let moment = |key: &str| all.get(key).and_then(|at| at.parse().ok()).map(Timestamp);
        Ok(moment("restored.at").zip(moment("restored.backup_at")))
    }

    /// How patient the engine is.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn engine_settings(&self) -> Result<EngineSettings, JournalError> {
        let all = self.settings().await?;
        let mut settings = EngineSettings::default();
        for (key, field) in engine_fields(&mut settings) {
            if let Some(text) = all.get(key) {
                let millis = text.parse().map_err(|_| corrupt(key, text))?;
                *field = Duration::from_millis(millis);
            }
        }
        Ok(settings)
    }

    /// The shop's own exchange rates.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn rates(&self) -> Result<Vec<Rate>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        rates(&mut connection).await
    }

    /// What the window remembers.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn preferences(&self) -> Result<Preferences, JournalError> {
        let all = self.settings().await?;
        Ok(Preferences {
            language: all.get("window.language").and_then(|text| Language::from_word(text)),
            theme: all.get("window.theme").and_then(|text| Theme::from_word(text)),
            display: all.get("window.display").map(|text| text == "true"),
        })
    }

    /// What the owner lets the counter do.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn counter(&self) -> Result<Counter, JournalError> {
        let all = self.settings().await?;
        let mut counter = Counter::default();
        for (key, allowed) in counter_fields(&mut counter) {
            if let Some(text) = all.get(key) {
                *allowed = yes(key, text)?;
            }
        }
        Ok(counter)
    }

    /// Remembers what is given; what is not given stays.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_preferences(&self, preferences: Preferences) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if let Some(language) = preferences.language {
            put(&mut tx, "window.language", language.as_str()).await?;
        }
        if let Some(theme) = preferences.theme {
            put(&mut tx, "window.theme", theme.as_str()).await?;
        }
        if let Some(display) = preferences.display {
            put(&mut tx, "window.display", word_of(display)).await?;
        }
        tx.commit().await.map_err(journal_error)
    }

    /// The step at which setting this till up was left, if it was begun and not finished.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn setup_step(&self) -> Result<Option<String>, JournalError> {
        Ok(self.settings().await?.remove(SETUP_STEP))
    }

    /// Remembers where setting up stands; `None` ends it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_setup_step(&self, step: Option<&str>) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        match step {
            Some(step) => put(&mut tx, SETUP_STEP, step).await?,
            None => forget(&mut tx, SETUP_STEP).await?,
        }
        tx.commit().await.map_err(journal_error)
    }

    /// Where the simulator listens that a practice till brings along, if it brings one.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn practice_address(&self) -> Result<Option<String>, JournalError> {
        Ok(self.settings().await?.remove(PRACTICE_ADDRESS))
    }

    /// Remembers it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_practice_address(&self, address: &str) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        put(&mut tx, PRACTICE_ADDRESS, address).await?;
        tx.commit().await.map_err(journal_error)
    }

    /// Changes whenever the catalogue may have changed.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn catalog_version(&self) -> Result<i64, JournalError> {
        let version: Option<i64> = sqlx::query_scalar(
            "select cast(value as integer) from settings where key = 'catalog.version'",
        )
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(version.unwrap_or(0))
    }

    pub(crate) async fn settings(&self) -> Result<BTreeMap<String, String>, JournalError> {
        let rows: Vec<(String, String)> = sqlx::query_as("select key, value from settings")
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(rows.into_iter().collect())
    }
}

/// Neither is the journal's: both say how this window begins.
const SETUP_STEP: &str = "setup.step";
const PRACTICE_ADDRESS: &str = "practice.address";

/// The shop's own exchange rates.
pub(crate) async fn rates(connection: &mut SqliteConnection) -> Result<Vec<Rate>, JournalError> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("select base, quote, rate from rates order by base, quote")
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    rows.iter()
        .map(|(base, quote, rate)| {
            Ok(Rate { base: currency(base)?, quote: currency(quote)?, rate: decimal(rate)? })
        })
        .collect()
}

/// Each patience with its key; stored in whole milliseconds.
pub(crate) fn engine_fields(settings: &mut EngineSettings) -> [(&'static str, &mut Duration); 5] {
    [
        ("engine.connect_timeout_ms", &mut settings.connect_timeout),
        ("engine.request_timeout_ms", &mut settings.request_timeout),
        ("engine.poll_every_ms", &mut settings.poll_every),
        ("engine.poll_max_ms", &mut settings.poll_max),
        ("engine.settle_window_ms", &mut settings.settle_window),
    ]
}

/// Each permission with its key. They are the shop's, so the chain vouches for them.
pub(crate) fn counter_fields(counter: &mut Counter) -> [(&'static str, &mut bool); 2] {
    [
        ("shop.counter.whatsapp", &mut counter.whatsapp),
        ("shop.counter.drawer_with_cash", &mut counter.drawer_with_cash),
    ]
}

pub(crate) fn word_of(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

fn yes(key: &str, text: &str) -> Result<bool, JournalError> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(corrupt(key, text)),
    }
}

/// Raises a version: `catalog.version` or `clerks.version`. Every record names both, so what raises
/// one adds a record in the same transaction.
pub(crate) async fn bump(
    connection: &mut SqliteConnection,
    version: &'static str,
) -> Result<(), JournalError> {
    sqlx::query(
        "insert into settings (key, value) values (?, '1')
         on conflict (key) do update set value = cast(cast(value as integer) + 1 as text)",
    )
    .bind(version)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// A setting that goes back to what it is without a word.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    key: &str,
) -> Result<(), JournalError> {
    sqlx::query("delete from settings where key = ?")
        .bind(key)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    key: &str,
    value: &str,
) -> Result<(), JournalError> {
    sqlx::query("insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value")
        .bind(key)
        .bind(value)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

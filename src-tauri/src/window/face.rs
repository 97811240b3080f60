//! What the window's commands share: the session, who is at the till, the language, the catalogue.

use super::{
    commands::{guard::Answers, slips::Logos},
    display::Display,
    lamps::{self, Lamp},
    practice,
    syncs::Syncs,
    told,
};
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure, WireError},
    health::Checkup,
    pins, prices,
    session::{self, FIRST_LANGUAGE, Session},
    setup,
    views::{
        self, LocalName, ProductView,
        window::{
            OrderRow, ProductName, SaleCard, StoryLine, TileView, debts::OwesView,
            upstream::UpstreamView,
        },
    },
    words::{Isolation, Words},
};
use domain::{
    clerk::Clerk, guard::phone_field, ids::SaleId, money::Money, product::Product,
    sale::TenderKind, shop::Language,
};
use engine::{
    catalog::Index,
    ports::Clock as _,
    records::{OrderRecord, SaleRecord},
};
use simulator::Running;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};
use storage::{Progress, Storage};

/// What a command answers.
pub(crate) type Answer<T> = Result<T, WireError>;

/// The window's state.
pub(crate) struct Face {
    storage: Storage,
    session: OnceLock<Session>,
    /// The suppliers of a practice till that brings its own.
    simulator: Mutex<Option<Running>>,
    clerk: Mutex<Option<Clerk>>,
    language: Mutex<Language>,
    catalog: Mutex<(i64, Arc<Index>)>,
    lamps: Mutex<Vec<Lamp>>,
    display: Display,
    logos: Mutex<Logos>,
    answers: Mutex<Answers>,
    syncs: Syncs,
    restoring: Mutex<Progress>,
}

impl Face {
    pub(super) async fn new(storage: Storage) -> Result<Self, Failure> {
        let shop = storage.shop().await?;
        let language = kept_language(&storage).await?.unwrap_or(FIRST_LANGUAGE);
        // Who is still setting the till up is asked on, and sells nothing yet.
        let is_open = shop.is_some() && setup::step(&storage).await?.is_none();
        let session = if is_open { Some(session::open(storage.clone()).await?) } else { None };
        let face = Self {
            storage,
            session: OnceLock::new(),
            simulator: Mutex::default(),
            clerk: Mutex::default(),
            language: Mutex::new(language),
            catalog: Mutex::new((-1, Arc::default())),
            lamps: Mutex::default(),
            display: Display::default(),
            logos: Mutex::default(),
            answers: Mutex::default(),
            syncs: Syncs::default(),
            restoring: Mutex::default(),
        };
        session.into_iter().for_each(|session| face.begin(session));
        Ok(face)
    }

    /// A restore, or a look into a backup, begins: how far it comes is told here.
    pub(super) fn begin_restoring(&self) -> Progress {
        let progress = Progress::default();
        *held(&self.restoring) = progress.clone();
        progress
    }

    /// The restore that is at work, or was the last one.
    pub(super) fn restoring(&self) -> Progress {
        held(&self.restoring).clone()
    }

    pub(super) fn storage(&self) -> &Storage {
        &self.storage
    }

    pub(super) fn session(&self) -> Option<&Session> {
        self.session.get()
    }

    /// Opens the till, once. From here on its lamps are there, though nobody was asked yet.
    pub(super) fn begin(&self, session: Session) {
        *held(&self.lamps) = lamps::unlit(self.session.get_or_init(|| session));
    }

    /// Starts a practice till's own suppliers at `at`, or where there is room; where they listen, and
    /// the practice shop's file that points at them. Those that run already are kept.
    pub(super) async fn simulate(
        &self,
        at: Option<SocketAddr>,
    ) -> Result<(SocketAddr, String), Failure> {
        let (address, running) = practice::start(at).await?;
        let text = running.practice_shop();
        // Earlier ones stop when they are dropped.
        *held(&self.simulator) = Some(running);
        Ok((address, text))
    }

    /// The customer's window.
    pub(super) fn display(&self) -> &Display {
        &self.display
    }

    /// The catalogues that are being fetched.
    pub(super) fn syncs(&self) -> &Syncs {
        &self.syncs
    }

    /// The session, for a clerk who may sell.
    pub(super) async fn admitted(&self) -> Result<&Session, Failure> {
        let session = self.provisioned()?;
        self.look_again().await?;
        if self.is_locked().await {
            Err(Failure::plain(ErrorCode::ClerkNeeded))
        } else {
            Ok(session)
        }
    }

    pub(super) fn provisioned(&self) -> Result<&Session, Failure> {
        self.session().ok_or_else(|| Failure::plain(ErrorCode::NotProvisioned))
    }

    /// Whether a PIN is needed before anything else. A database that cannot say keeps it locked.
    pub(super) async fn is_locked(&self) -> bool {
        if self.clerk().is_some() {
            return false;
        }
        self.storage.has_clerks().await.unwrap_or(true)
    }

    /// Whoever was let go, or has another role since, is so from the next command on.
    async fn look_again(&self) -> Result<(), Failure> {
        let Some(clerk) = self.clerk() else { return Ok(()) };
        let now = self.storage.clerk(&clerk.name).await?;
        if now.as_ref() != Some(&clerk) {
            self.set_clerk(now);
        }
        Ok(())
    }

    pub(super) fn clerk(&self) -> Option<Clerk> {
        held(&self.clerk).clone()
    }

    /// Whose PIN it is; with a name, only that clerk's counts. A wrong one is journalled with who stands
    /// at the till.
    pub(super) async fn whose_pin(&self, pin: &str, name: Option<&str>) -> Result<Clerk, Failure> {
        let at_till = self.clerk_name();
        pins::whose(&self.storage, pin, name, name.or(at_till.as_deref())).await
    }

    /// How many orders need a person, to decide or to be told.
    pub(super) async fn attention_count(&self) -> Result<u32, Failure> {
        self.provisioned()?.waiting_for_person().await
    }

    pub(super) fn clerk_name(&self) -> Option<String> {
        self.clerk().map(|clerk| clerk.name)
    }

    pub(super) fn set_clerk(&self, clerk: Option<Clerk>) {
        self.with_answers(Answers::forget);
        *held(&self.clerk) = clerk;
    }

    pub(super) fn language(&self) -> Language {
        *held(&self.language)
    }

    pub(super) fn speak(&self, language: Language) {
        *held(&self.language) = language;
    }

    /// Speaks what this till's window spoke last, or else its shop's language.
    pub(super) async fn speak_as_kept(&self) -> Result<(), Failure> {
        if let Some(language) = kept_language(&self.storage).await? {
            self.speak(language);
        }
        Ok(())
    }

    /// The window's words.
    pub(super) fn words(&self) -> Words {
        Words::of(self.language(), Isolation::On)
    }

    /// An error in the window's language.
    pub(super) fn answer<T>(&self, result: Result<T, Failure>) -> Answer<T> {
        result.map_err(|failure| {
            tracing::info!(code = failure.code.as_str(), "a command was not carried out");
            failure.to_wire(&self.words())
        })
    }

    /// The lamps in the window's language.
    pub(super) fn lamps(&self) -> Vec<UpstreamView> {
        let words = self.words();
        held(&self.lamps).iter().map(|lamp| lamp.view(&words)).collect()
    }

    /// Looks at, or changes, the logos that the slips' designer has at hand.
    pub(super) fn with_logos<T>(&self, act: impl FnOnce(&mut Logos) -> T) -> T {
        act(&mut held(&self.logos))
    }

    /// Looks at, or changes, what was answered for the guards before a sale.
    pub(super) fn with_answers<T>(&self, act: impl FnOnce(&mut Answers) -> T) -> T {
        act(&mut held(&self.answers))
    }

    /// Lights the lamp at a place of the list.
    pub(super) fn light(&self, place: usize, found: Option<Checkup>) {
        if let Some(lamp) = held(&self.lamps).get_mut(place) {
            lamp.light(found, SystemClock.now());
        }
    }

    /// The catalogue; read again when a provisioning changed it.
    pub(super) async fn catalog(&self) -> Result<Arc<Index>, Failure> {
        let version = self.storage.catalog_version().await?;
        let (known, index) = held(&self.catalog).clone();
        if known == version {
            return Ok(index);
        }
        let session = self.provisioned()?;
        let journal = session.till.journal();
        let index = Arc::new(Index::new(journal.products().await?, journal.links().await?));
        *held(&self.catalog) = (version, Arc::clone(&index));
        Ok(index)
    }

    pub(super) fn tile(&self, product: &Product) -> TileView {
        let supplier =
            self.session().and_then(|session| session.till.suppliers().get(&product.supplier));
        let has_preflight = supplier.is_some_and(|supplier| supplier.has_preflight(product));
        let shop_lends =
            self.session().is_some_and(|session| session.till.phone_lent(product).is_some());
        let needs_phone = supplier.is_some_and(|supplier| supplier.needs_phone()) && !shop_lends;
        let mut view = ProductView::from(product);
        if let Some(session) = self.session()
            && let Ok(Some(price)) = session.till.price_of(product, prices::least(product))
        {
            view.price = Some(price.to_price());
            view.price_currency = Some(price.currency().to_string());
        }
        TileView {
            product: view,
            category: product.category.clone(),
            has_preflight,
            needs_phone,
            phone_field: phone_field(&product.required_info).map(|info| info.key.clone()),
            choice: told::choice(product),
        }
    }

    /// A sale with its products' names.
    pub(super) async fn sale_card(&self, id: &SaleId) -> Result<SaleCard, Failure> {
        let session = self.provisioned()?;
        let sale = session.sale(id).await?;
        let mut products: Vec<ProductName> = Vec::new();
        for order in &sale.orders {
            if !products.iter().any(|known| known.product_id == order.product_id.as_str()) {
                products.push(name_of(order));
            }
        }
        let words = self.words();
        let mut view = session.sale_view(&sale, &words).await?;
        for (shown, order) in view.orders.iter_mut().zip(&sale.orders) {
            shown.message = told::message(order, &words);
        }
        let give_back = told::give_back(&sale).map(Money::to_price);
        let tender = match sale.tender.card {
            Some(_) => session.till.tender(id).await?,
            None => None,
        };
        let page = tender.as_ref().and_then(told::page);
        let tender_message = tender.as_ref().and_then(|tender| told::money_message(tender, &words));
        let card_field = tender.and_then(|tender| tender.reason).and_then(told::card_field);
        let lines = told::lines(&sale);
        let owes = owes(session, &sale).await?;
        Ok(SaleCard {
            sale: view,
            products,
            lines,
            give_back,
            page,
            tender_message,
            card_field,
            owes,
        })
    }

    /// An order as its row and its detail show it.
    pub(super) async fn order_row(&self, order: &OrderRecord) -> Result<OrderRow, Failure> {
        let session = self.provisioned()?;
        let words = self.words();
        let events = session.till.journal().events(&order.id).await?;
        let story = events
            .iter()
            .map(|event| StoryLine {
                at: views::rfc3339(event.at),
                text: told::story_line(event, &words),
            })
            .collect();
        let mut row = Self::list_row(order, &words);
        row.order.events = views::order(order, &events, &words).events;
        row.story = story;
        Ok(row)
    }

    /// An order as a list shows it: without its story, which is read for one order at a time.
    pub(super) fn list_row(order: &OrderRecord, words: &Words) -> OrderRow {
        let mut view = views::order(order, &[], words);
        view.message = told::message(order, words);
        OrderRow {
            order: view,
            product: name_of(order),
            amount: order.amount.map(|amount| amount.amount().to_string()),
            amount_currency: order.amount.map(|amount| amount.currency().to_string()),
            story: Vec::new(),
        }
    }
}

async fn kept_language(storage: &Storage) -> Result<Option<Language>, Failure> {
    let preferences = storage.preferences().await?;
    let shop = storage.shop().await?;
    Ok(preferences.language.or(shop.map(|shop| shop.language)))
}

/// Who owes a sale, as they stand by now.
async fn owes(session: &Session, sale: &SaleRecord) -> Result<Option<OwesView>, Failure> {
    if sale.tender.kind != TenderKind::Debt {
        return Ok(None);
    }
    let known = session.storage.debtor_of_sale(&sale.id, session.now()).await?;
    Ok(known.map(|debtor| OwesView {
        name: debtor.name,
        owed: debtor.standing.owed.to_price(),
        currency: debtor.currency.to_string(),
    }))
}

fn name_of(order: &OrderRecord) -> ProductName {
    ProductName {
        product_id: order.product_id.to_string(),
        kind: order.kind.into(),
        name: LocalName::from(&order.name),
    }
}

/// A lock no panic can have left half-changed: each holds one value, replaced whole.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").finish_non_exhaustive()
    }
}

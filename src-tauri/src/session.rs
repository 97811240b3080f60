//! The composition root: the only place where adapters meet the engine.

pub(crate) mod accounts;
mod live;

use crate::{
    clock::{SystemClock, owner_id},
    error::{ErrorCode, Failure},
    health::Gauges,
    logs,
    owner_texts::{self, alert_text, report_text},
    provisioning::is_loopback,
    sms::{self, Texting},
    views::{self, report::ReportView},
    words::{Isolation, Words},
};
use accounts::Accounts;
use domain::{
    account::SupplierAccount,
    ids::{MessageId, OrderId, ProcessorId, SaleId, SupplierId},
    owner::Alert,
    secret::Secret,
    shop::{Language, Shop},
};
use engine::{
    keeping::Keeper,
    ports::{Clock as _, Processor, Supplier, journal::JournalError, shifts::KeptReport},
    records::{EventKind, OrderRecord, SaleRecord},
    shift::{Count, Drawer, Report, ZToOwner},
    teller::Teller,
    till::{Parts, Till},
};
use std::{collections::BTreeMap, path::Path, sync::Arc};
use storage::{Processor as ProcessorAccount, Storage};

/// One process at work on one data dir.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) storage: Storage,
    pub(crate) till: Till,
    /// Every supplier account's id, kind and environment, in the file's order.
    pub(crate) accounts: Vec<SupplierAccount>,
    /// Every processor account, in the file's order.
    pub(crate) processors: Vec<ProcessorAccount>,
    /// What the accounts' answers show beside what they say.
    pub(crate) gauges: Gauges,
    /// Its accounts' adapters, whose keys can change.
    live: Accounts,
    /// Its text messages.
    pub(crate) texting: Texting,
}

/// Opens a data dir.
pub(crate) async fn open_storage(data_dir: &Path) -> Result<Storage, Failure> {
    let storage = Storage::open(data_dir, owner_id()).await?;
    storage.runs_by(devices::uptime);
    logs::begin(data_dir);
    Ok(storage)
}

/// Brings a provisioned data dir to life.
pub(crate) async fn open(storage: Storage) -> Result<Session, Failure> {
    let Some(shop) = storage.shop().await? else {
        return Err(Failure::plain(ErrorCode::NotProvisioned));
    };
    // What a dead process left at a printer is told from here on. Not being able to is no reason not
    // to sell.
    if let Err(error) = storage.end_dead_prints(SystemClock.now()).await {
        tracing::warn!(%error, "print jobs of dead processes could not be ended");
    }
    let settings = storage.engine_settings().await?;
    let (mut gauges, mut live) = (Gauges::default(), Accounts::default());
    let accounts = storage.supplier_accounts().await?;
    let mut suppliers: BTreeMap<SupplierId, Arc<dyn Supplier>> = BTreeMap::new();
    for account in &accounts {
        let wire = accounts::supplier_wire(account, shop.practice, &settings)?;
        gauges.suppliers.insert(account.id.clone(), Arc::clone(&wire));
        suppliers.insert(account.id.clone(), live.supplier(account, wire));
    }
    let processors = storage.processors().await?;
    let mut tills: BTreeMap<ProcessorId, Arc<dyn Processor>> = BTreeMap::new();
    for account in &processors {
        let wire = accounts::processor_wire(account, shop.practice, &settings)?;
        let id = ProcessorId::new(account.id.clone());
        gauges.processors.insert(id.clone(), Arc::clone(&wire));
        tills.insert(id, live.processor(account, wire));
    }
    let till = Till::new(Parts {
        shop,
        settings,
        rates: storage.rates_in_force().await?,
        journal: Arc::new(storage.clone()),
        suppliers,
        tenders: Arc::new(storage.clone()),
        processors: tills,
        clock: Arc::new(SystemClock),
        owner: storage.owner().clone(),
    });
    let texting = sms::texting(&storage, &till).await?;
    Ok(Session { storage, till, accounts, processors, gauges, live, texting })
}

/// Whether an upstream is on this machine; that of a practice till must be. The file was judged when
/// it was read; a database that was changed since is judged here.
pub(crate) fn stays_here(practice: bool, base_url: &str, id: &str) -> Result<bool, Failure> {
    let own = url::Url::parse(base_url).is_ok_and(|url| is_loopback(&url));
    if practice && !own {
        let what = format!("{id}: a practice till reaches only this machine");
        return Err(Failure::about(ErrorCode::ProvisioningInvalid, what));
    }
    Ok(own)
}

impl Session {
    pub(crate) fn shop(&self) -> &Shop {
        self.till.shop()
    }

    /// The words of the shop's language, for slips and stored messages.
    pub(crate) fn words(&self, isolation: Isolation) -> Words {
        Words::of(self.shop().language, isolation)
    }

    /// A sale by its id.
    pub(crate) async fn sale(&self, id: &SaleId) -> Result<SaleRecord, Failure> {
        if let Some(sale) = self.till.journal().sale(id).await? {
            return Ok(sale);
        }
        let order = self.till.journal().order(&OrderId::new(id.as_str())).await?;
        Err(order.map_or_else(
            || Failure::about(ErrorCode::UnknownOrder, id),
            |order| other_kind(id.as_str(), "order", order.sale_id.to_string()),
        ))
    }

    /// An order by its id.
    /// When looking up an order was given up: from then on only a person could end it.
    pub(crate) async fn undecided_since(
        &self,
        order: &OrderRecord,
    ) -> Result<domain::time::Timestamp, JournalError> {
        let events = self.till.journal().events(&order.id).await?;
        let given_up = events
            .iter()
            .rev()
            .find(|event| matches!(event.kind, EventKind::LookupExhausted | EventKind::CodeTwice));
        Ok(given_up.map_or(order.created_at, |event| event.at))
    }
    /// How many things need a person, to decide or to be told.
    pub(crate) async fn waiting_for_person(&self) -> Result<u32, Failure> {
        let news = self.till.attention_items().await?.len();
        let undecided = self.till.journal().open_counts().await?.needs_attention;
        let strays = self.keeper().strays().await?;
        let strays = strays.iter().filter(|stray| stray.needs_person).count();
        let told = news.saturating_add(strays);
        Ok(undecided.saturating_add(u32::try_from(told).unwrap_or(u32::MAX)))
    }
    pub(crate) async fn order(&self, id: &str) -> Result<OrderRecord, Failure> {
        if let Some(order) = self.till.journal().order(&OrderId::new(id)).await? {
            return Ok(order);
        }
        let sale = self.till.journal().sale(&SaleId::new(id)).await?;
        Err(sale.map_or_else(
            || Failure::about(ErrorCode::UnknownOrder, id),
            |sale| other_kind(id, "sale", ids_of(&sale.orders)),
        ))
    }

    /// An order as the contract shows it.
    pub(crate) async fn order_view(
        &self,
        order: &OrderRecord,
        words: &Words,
    ) -> Result<views::OrderView, JournalError> {
        let events = self.till.journal().events(&order.id).await?;
        Ok(views::order(order, &events, words))
    }

    /// A sale as the contract shows it.
    pub(crate) async fn sale_view(
        &self,
        sale: &SaleRecord,
        words: &Words,
    ) -> Result<views::SaleView, JournalError> {
        let mut orders = Vec::with_capacity(sale.orders.len());
        for order in &sale.orders {
            orders.push(self.order_view(order, words).await?);
        }
        Ok(views::sale(sale, orders, words))
    }

    /// Its drawer.
    pub(crate) fn drawer(&self) -> Drawer {
        Drawer::new(self.till.clone(), Arc::new(self.storage.clone()))
    }

    /// Who looks after its books.
    pub(crate) fn keeper(&self) -> Keeper {
        Keeper::new(self.till.clone(), Arc::new(self.storage.clone()), self.drawer())
    }

    /// A shift's report as the contract shows it.
    pub(crate) fn report_view(&self, report: &Report) -> ReportView {
        views::report::report(report, &self.shop().till_code)
    }

    /// Closes the shift; the Z is kept as the contract shows it. Answers also the message to the owner
    /// that was queued with it.
    pub(crate) async fn close_shift(
        &self,
        count: Count,
    ) -> Result<(ReportView, Option<MessageId>), Failure> {
        let keep = |report: &Report| {
            serde_json::to_string(&self.report_view(report))
                .map_err(|error| JournalError::Database(Box::new(error)))
        };
        // Only of a shift there is: a Z that is refused asks nobody.
        if self.drawer().shift().await?.is_some() {
            self.keeper().compare_for_z().await;
        }
        let message = owner_texts::for_z(self, count.clerk.clone()).await;
        let id = message.as_ref().map(|message| message.id.clone());
        let words = self.words(Isolation::Off);
        let wording = |report: &Report| {
            Secret::new(report_text(self.shop(), &self.report_view(report), &words))
        };
        let tell = message.map(|message| ZToOwner { message, wording: &wording });
        let report = self.drawer().close(count, keep, tell).await?;
        Ok((self.report_view(&report), id))
    }

    /// Who tells the owner what cannot wait.
    pub(crate) fn teller(&self) -> Teller {
        let (shop, words) = (self.shop().clone(), self.words(Isolation::Off));
        let wording = move |alerts: &[Alert]| Secret::new(alert_text(&shop, alerts, &words));
        Teller::new(
            self.till.clone(),
            self.texting.outbox.clone(),
            Arc::new(self.storage.clone()),
            self.texting.routes.first().map(|route| route.id.clone()),
            Arc::new(wording),
        )
    }

    /// A Z as it was kept.
    pub(crate) async fn kept_z(&self, number: u32) -> Result<ReportView, Failure> {
        let kept = self.drawer().z(number).await?;
        Ok(read_report(&kept)?)
    }

    /// The newest Zs, newest first.
    pub(crate) async fn kept_zs(
        &self,
        before: Option<u32>,
        limit: u32,
    ) -> Result<Vec<ReportView>, Failure> {
        let kept = self.drawer().zs(before, limit).await?;
        Ok(kept.iter().map(read_report).collect::<Result<_, _>>()?)
    }

    /// The time now.
    pub(crate) fn now(&self) -> domain::time::Timestamp {
        SystemClock.now()
    }
}

/// An id that is there and is an order's where a sale's is asked for, or the other way round.
fn other_kind(id: &str, is: &'static str, use_instead: String) -> Failure {
    let mut failure = Failure::in_case(ErrorCode::UnknownOrder, is, id);
    failure.args.push(("instead", use_instead));
    failure
}

/// The first orders' ids: a sale has up to a hundred.
fn ids_of(orders: &[OrderRecord]) -> String {
    let ids = orders.iter().take(IDS_TOLD).map(|order| order.id.to_string());
    let more = (orders.len() > IDS_TOLD).then(|| "…".to_owned());
    ids.chain(more).collect::<Vec<_>>().join(", ")
}

const IDS_TOLD: usize = 5;

fn read_report(kept: &KeptReport) -> Result<ReportView, JournalError> {
    let unreadable = |_| JournalError::Corrupt(format!("report {}", kept.number));
    serde_json::from_str(&kept.text).map_err(unreadable)
}

/// The language to speak before a shop is known.
pub(crate) const FIRST_LANGUAGE: Language = Language::English;

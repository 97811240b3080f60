//! Reaching the shop's accounts: a wire and an adapter for each, and another key for one that is in use.

use super::{Session, live::Live, stays_here};
use crate::{
    clock::{SystemClock, key_id},
    error::{ErrorCode, Failure},
    health::{self, Checkup},
};
use domain::{
    account::{ProcessorKind, SupplierAccount, SupplierKind},
    ids::{ProcessorId, SupplierId},
    secret::Secret,
    shop::EngineSettings,
};
use engine::ports::{Processor, Supplier};
use providers::{
    Network, Transport,
    cardpluspay::CardPlusPay,
    gauge::Gauge,
    mpg::{self, Mpg},
    palcards::PalCards,
    payerly::{self, Payerly},
    plexy::Plexy,
    transport::Wire,
};
use std::{collections::BTreeMap, sync::Arc};
use storage::{Processor as ProcessorAccount, Provision};

/// The adapters in use, behind handles that stay the same when a key changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts {
    suppliers: BTreeMap<SupplierId, Arc<Live<dyn Supplier>>>,
    processors: BTreeMap<ProcessorId, Arc<Live<dyn Processor>>>,
}

impl Accounts {
    /// Puts a supplier's adapter into use.
    pub(super) fn supplier(
        &mut self,
        account: &SupplierAccount,
        wire: Arc<Gauge>,
    ) -> Arc<dyn Supplier> {
        let live = Live::new(adapter(account.clone(), wire));
        self.suppliers.insert(account.id.clone(), Arc::clone(&live));
        live
    }

    /// Puts a processor's adapter into use.
    pub(super) fn processor(
        &mut self,
        account: &ProcessorAccount,
        wire: Arc<Gauge>,
    ) -> Arc<dyn Processor> {
        let live = Live::new(processor(account.clone(), wire));
        self.processors.insert(ProcessorId::new(account.id.clone()), Arc::clone(&live));
        live
    }
}

/// A wire to a supplier. `PalCards` knows shops by IPv4 addresses alone, and nobody promises to answer
/// over IPv6; only what is on this machine is reached in any way.
pub(crate) fn supplier_wire(
    account: &SupplierAccount,
    practice: bool,
    settings: &EngineSettings,
) -> Result<Arc<Gauge>, Failure> {
    let own = stays_here(practice, &account.base_url, account.id.as_str())?;
    wire(settings, if own { Network::Any } else { Network::V4 })
}

/// A wire to a processor.
pub(super) fn processor_wire(
    account: &ProcessorAccount,
    practice: bool,
    settings: &EngineSettings,
) -> Result<Arc<Gauge>, Failure> {
    stays_here(practice, &account.base_url, &account.id)?;
    wire(settings, Network::Any)
}

fn wire(settings: &EngineSettings, network: Network) -> Result<Arc<Gauge>, Failure> {
    let made = Transport::new(settings, network);
    let wire = Arc::new(made.map_err(|error| Failure::about(ErrorCode::InternalFault, error))?);
    Ok(Arc::new(Gauge::new(wire, Arc::new(SystemClock))))
}

/// A supplier's adapter.
pub(crate) fn adapter(account: SupplierAccount, wire: Arc<dyn Wire>) -> Arc<dyn Supplier> {
    match account.kind {
        SupplierKind::PalCards => Arc::new(PalCards::new(account, wire)),
        SupplierKind::Plexy => Arc::new(Plexy::new(account, wire)),
        SupplierKind::CardPlusPay => Arc::new(CardPlusPay::new(account, wire)),
    }
}

fn processor(account: ProcessorAccount, wire: Arc<dyn Wire>) -> Arc<dyn Processor> {
    let mut words = payerly::StatusWords::default();
    words.over.extend(account.closed_words);
    words.paid.extend(account.paid_words);
    let (base_url, api_key) = (account.base_url, account.api_key);
    match account.kind {
        ProcessorKind::Payerly => Arc::new(Payerly::new(
            payerly::Account {
                base_url,
                api_key,
                currency: account.currency,
                pay_within: account.pay_within,
                words,
            },
            wire,
        )),
        ProcessorKind::Mpg => Arc::new(Mpg::new(
            mpg::Account {
                base_url,
                api_key,
                currency: account.currency,
                keyed_entry: account.keyed_entry,
                id_field: mpg::IdField::from_word(&account.id_field)
                    .unwrap_or(mpg::IdField::OrderId),
            },
            wire,
        )),
    }
}

/// What became of a new key.
#[derive(Debug)]
pub(crate) struct Rekeyed {
    /// What the account said to it.
    pub(crate) found: Checkup,
    /// Whether it is in use now.
    pub(crate) kept: bool,
}

impl Session {
    /// Tries another key of a supplier's, and puts it in use if it is accepted, or `anyway`.
    ///
    /// # Errors
    /// If there is no such supplier, or the key cannot be kept; the old one stays in use then.
    pub(crate) async fn rekey_supplier(
        &self,
        id: &str,
        key: Secret,
        anyway: bool,
    ) -> Result<Rekeyed, Failure> {
        let unknown = || Failure::about(ErrorCode::UnknownSupplier, id);
        let accounts = self.storage.supplier_accounts().await?;
        let account = accounts.into_iter().find(|account| account.id.as_str() == id);
        let mut account = account.ok_or_else(unknown)?;
        account.api_key = key;
        let live = self.live.suppliers.get(&account.id).ok_or_else(unknown)?;
        let gauge = self.gauges.suppliers.get(&account.id).ok_or_else(unknown)?;
        let adapter = adapter(account.clone(), gauge.clone());
        let found = health::try_supplier(&*adapter, &account, gauge).await;
        let kept = anyway || found.is_accepted();
        if kept {
            let file = Provision { suppliers: vec![account], ..Provision::default() };
            self.storage.provision(&file, &key_id()).await?;
            live.replace(adapter);
        }
        Ok(Rekeyed { found, kept })
    }

    /// The same for a processor's.
    ///
    /// # Errors
    /// As above.
    pub(crate) async fn rekey_processor(
        &self,
        id: &str,
        key: Secret,
        anyway: bool,
    ) -> Result<Rekeyed, Failure> {
        let unknown = || Failure::about(ErrorCode::UnknownTender, id);
        let accounts = self.storage.processors().await?;
        let mut account = accounts.into_iter().find(|it| it.id == id).ok_or_else(unknown)?;
        account.api_key = key;
        let place = ProcessorId::new(id);
        let live = self.live.processors.get(&place).ok_or_else(unknown)?;
        let gauge = self.gauges.processors.get(&place).ok_or_else(unknown)?;
        let adapter = processor(account.clone(), gauge.clone());
        let found = health::try_processor(&*adapter, id, gauge).await;
        let kept = anyway || found.is_accepted();
        if kept {
            let file = Provision { processors: vec![account], ..Provision::default() };
            self.storage.provision(&file, &key_id()).await?;
            live.replace(adapter);
        }
        Ok(Rekeyed { found, kept })
    }
}

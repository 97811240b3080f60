//! The engine's books, served by this data dir: the work is in each table's own file.

use crate::{
    attention,
    chain::{Draft, Shown, append, tables::ATTENTION},
    open::{Storage, journal_error},
};
use async_trait::async_trait;
use domain::{
    ids::{OrderId, ProviderOrderId, SupplierId},
    money::Money,
    time::Timestamp,
};
use engine::{
    ports::{
        Books,
        books::{Booking, NewImport, PriceFrom, Stray, WalletAccount},
        journal::{JournalError, Note},
        shifts::Mark,
        supplier::Listed,
    },
    records::AttentionKind,
};

type Answer<T> = Result<T, JournalError>;

#[async_trait]
impl Books for Storage {
    async fn restored(&self) -> Answer<Option<(Timestamp, Timestamp)>> {
        Storage::restored(self).await
    }

    async fn last_look(&self, supplier: &SupplierId) -> Answer<Option<Timestamp>> {
        self.look_of(supplier).await
    }

    async fn looked(&self, supplier: &SupplierId, at: Timestamp) -> Answer<()> {
        self.put_look(supplier, at).await
    }

    async fn newest_before(
        &self,
        supplier: &SupplierId,
        before: Timestamp,
    ) -> Answer<Option<ProviderOrderId>> {
        self.newest_of(supplier, before).await
    }

    async fn unknown(&self, supplier: &SupplierId, listed: Vec<Listed>) -> Answer<Vec<Listed>> {
        self.unknown_of(supplier, listed).await
    }

    async fn import(&self, new: &NewImport) -> Answer<bool> {
        self.put_import(new).await
    }

    async fn tell_price(&self, order: &OrderId, price: Money, note: &Note) -> Answer<()> {
        self.put_price(order, price, note).await
    }

    async fn price_from(&self, order: &OrderId) -> Answer<Option<PriceFrom>> {
        self.price_source(order).await
    }

    async fn keep_strays(&self, strays: &[Stray]) -> Answer<()> {
        self.put_strays(strays).await
    }

    async fn strays(&self) -> Answer<Vec<Stray>> {
        self.open_strays().await
    }

    async fn deny_stray(
        &self,
        supplier: &SupplierId,
        id: &ProviderOrderId,
        note: &Note,
    ) -> Answer<()> {
        self.put_denial(supplier, id, note).await
    }

    async fn book(&self, booking: &Booking) -> Answer<()> {
        self.put_booking(booking).await
    }

    async fn wallet_account(&self, mark: Mark) -> Answer<WalletAccount> {
        self.account_of_wallets(mark).await
    }

    async fn to_be_listed(
        &self,
        supplier: &SupplierId,
        since: Timestamp,
    ) -> Answer<Vec<(OrderId, ProviderOrderId)>> {
        self.listed_since(supplier, since).await
    }

    async fn not_listed(&self, order: &OrderId, at: Timestamp) -> Answer<()> {
        let kind = AttentionKind::NotListed;
        if self.was_told_of(order, kind).await? {
            return Ok(());
        }
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        attention::put(&mut tx, order, kind, at).await?;
        let vault = self.vault_needed()?;
        let shown = Shown::Of(&ATTENTION, order.as_str());
        let draft = Draft::new("not_listed", at).order(order).show(&mut tx, vault, shown).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

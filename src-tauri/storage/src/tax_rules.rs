//! At which rates products are taxed, and who the shop is to its tax authority. Each change is in the
//! journal with who made it.

use crate::{
    chain::{Draft, Link, Shown, append, tables::TAX_RULE},
    open::{Storage, journal_error},
    provision::Provision,
    rows::{corrupt, decimal, word},
    settings,
    vault::Vault,
};
use domain::{
    price::RuleScope,
    tax::{TaxIdentity, TaxRate, TaxRule},
};
use engine::ports::journal::{JournalError, Note};
use sqlx::SqliteConnection;

const NAME: &str = "tax.name";
const NUMBER: &str = "tax.number";

impl Storage {
    /// Every rate in force, the widest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn tax_rules(&self) -> Result<Vec<TaxRule>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        all(&mut connection).await
    }

    /// Sets the rate of some products in the place of the one they had.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_tax_rule(&self, rule: &TaxRule, note: &Note) -> Result<(), JournalError> {
        self.write_tax((rule.scope, &rule.target), Some(rule.rate), note).await
    }

    /// Takes a rate back. One that is not there is no matter.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn take_back_tax_rule(
        &self,
        scope: RuleScope,
        target: &str,
        note: &Note,
    ) -> Result<(), JournalError> {
        let rules = self.tax_rules().await?;
        match rules.iter().any(|rule| rule.scope == scope && rule.target == target) {
            true => self.write_tax((scope, target), None, note).await,
            false => Ok(()),
        }
    }

    /// Who the shop is to its tax authority.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn tax_identity(&self) -> Result<TaxIdentity, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        identity(&mut connection).await
    }

    /// Says who the shop is to its tax authority.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_tax_identity(
        &self,
        identity: &TaxIdentity,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        match put_identity(&mut tx, self.vault_needed()?, identity, note).await? {
            Some(link) => self.settle(tx, &link).await,
            None => Ok(()),
        }
    }

    async fn write_tax(
        &self,
        place: (RuleScope, &str),
        rate: Option<TaxRate>,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        settings::bump(&mut tx, "catalog.version").await?;
        match put(&mut tx, self.vault_needed()?, place, rate, (note, Hand::Person)).await? {
            Some(link) => self.settle(tx, &link).await,
            None => Ok(()),
        }
    }
}

/// Who changes a rate: a provisioning file is nobody's hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Person,
    File,
}

/// Every rate in force, the widest first.
pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Vec<TaxRule>, JournalError> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select scope, target, rate from tax_rules where rate is not null order by target",
    )
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let read = |(scope, target, rate): (String, String, String)| {
        Ok(TaxRule {
            scope: word("scope", &scope, RuleScope::from_word)?,
            target,
            rate: rate_of(&rate)?,
        })
    };
    let mut rules = rows.into_iter().map(read).collect::<Result<Vec<_>, JournalError>>()?;
    rules.sort_by_key(|rule| rule.scope);
    Ok(rules)
}

/// A rate as it is kept.
pub(crate) fn rate_of(text: &str) -> Result<TaxRate, JournalError> {
    TaxRate::percent(decimal(text)?).map_err(|_| corrupt("tax rate", text))
}

/// Sets a rate, or takes it back, if it is another one than before.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    vault: &Vault,
    (scope, target): (RuleScope, &str),
    rate: Option<TaxRate>,
    (note, hand): (&Note, Hand),
) -> Result<Option<Link>, JournalError> {
    let rules = all(connection).await?;
    let known = rules.iter().find(|rule| rule.scope == scope && rule.target == target);
    if known.map(|rule| rule.rate) == rate {
        return Ok(None);
    }
    // A rate that was taken back leaves its row: what the journal tells of has to be there.
    sqlx::query(
        "insert into tax_rules (scope, target, rate, set_at, clerk) values (?, ?, ?, ?, ?)
         on conflict (scope, target) do update set rate = excluded.rate,
             set_at = excluded.set_at, clerk = excluded.clerk",
    )
    .bind(scope.as_str())
    .bind(target)
    .bind(rate.map(|rate| rate.to_string()))
    .bind(note.at.0)
    .bind(&note.clerk)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    let owner = format!("{} {target}", scope.as_str());
    let draft = Draft::new("tax_rule", note.at)
        .say_some("clerk", note.clerk.as_deref())
        .say_some("by", (hand == Hand::File).then_some("provisioning"));
    let draft = draft.show(connection, vault, Shown::Of(&TAX_RULE, &owner)).await?;
    append(connection, vault, draft).await.map(Some)
}

/// Applies what a provisioning file says.
pub(crate) async fn provision(
    connection: &mut SqliteConnection,
    vault: &Vault,
    file: &Provision,
    note: &Note,
) -> Result<(), JournalError> {
    let whole = file.tax.as_ref().map(|(identity, rate)| (identity, (RuleScope::All, "", *rate)));
    if let Some((identity, _)) = whole {
        put_identity(connection, vault, identity, note).await?;
    }
    let rates = whole.map(|(_, rate)| rate).into_iter().chain(
        file.tax_rates.iter().map(|rule| (rule.scope, rule.target.as_str(), Some(rule.rate))),
    );
    for (scope, target, rate) in rates {
        put(connection, vault, (scope, target), rate, (note, Hand::File)).await?;
    }
    Ok(())
}

/// Who the shop is to its tax authority.
pub(crate) async fn identity(
    connection: &mut SqliteConnection,
) -> Result<TaxIdentity, JournalError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select key, value from settings where key in (?, ?)")
            .bind(NAME)
            .bind(NUMBER)
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    let of = |key: &str| rows.iter().find(|row| row.0 == key).map(|row| row.1.clone());
    Ok(TaxIdentity { name: of(NAME), number: of(NUMBER) })
}

async fn put_identity(
    connection: &mut SqliteConnection,
    vault: &Vault,
    new: &TaxIdentity,
    note: &Note,
) -> Result<Option<Link>, JournalError> {
    if identity(connection).await? == *new {
        return Ok(None);
    }
    for (key, value) in [(NAME, &new.name), (NUMBER, &new.number)] {
        match value {
            Some(value) => settings::put(connection, key, value).await?,
            None => settings::forget(connection, key).await?,
        }
    }
    let draft = Draft::new("tax_identity", note.at)
        .say_some("name", new.name.as_deref())
        .say_some("number", new.number.as_deref())
        .say_some("clerk", note.clerk.as_deref());
    append(connection, vault, draft).await.map(Some)
}

#[cfg(test)]
#[path = "tax_tests.rs"]
mod tests;

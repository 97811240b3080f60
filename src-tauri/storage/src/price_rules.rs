//! The rules by which prices are made. Each change is in the journal with who made it.

use crate::{
    chain::{Draft, Shown, append, tables::PRICE_RULE},
    open::{Storage, journal_error},
    rows::{decimal, word},
    settings,
};
use domain::price::{PriceRule, RuleKind, RuleScope};
use engine::ports::journal::{JournalError, Note};
use sqlx::{FromRow, SqliteConnection};

#[derive(FromRow)]
struct Row {
    scope: String,
    target: String,
    kind: String,
    value: String,
    round_to: Option<String>,
}

impl Storage {
    /// Every rule in force, the widest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn price_rules(&self) -> Result<Vec<PriceRule>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        all(&mut connection).await
    }

    /// Sets a rule in the place of the one its products had.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_price_rule(&self, rule: &PriceRule, note: &Note) -> Result<(), JournalError> {
        self.write_rule((rule.scope, &rule.target), Some(rule), note).await
    }

    /// Takes a rule back. One that is not there is no matter.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn take_back_price_rule(
        &self,
        scope: RuleScope,
        target: &str,
        note: &Note,
    ) -> Result<(), JournalError> {
        let rules = self.price_rules().await?;
        match rules.iter().any(|rule| rule.scope == scope && rule.target == target) {
            true => self.write_rule((scope, target), None, note).await,
            false => Ok(()),
        }
    }

    async fn write_rule(
        &self,
        (scope, target): (RuleScope, &str),
        rule: Option<&PriceRule>,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        // A rule that was taken back leaves its row: what the journal tells of has to be there.
        sqlx::query(
            "insert into price_rules (scope, target, kind, value, round_to, set_at, clerk)
             values (?, ?, ?, ?, ?, ?, ?)
             on conflict (scope, target) do update set kind = excluded.kind,
                 value = excluded.value, round_to = excluded.round_to,
                 set_at = excluded.set_at, clerk = excluded.clerk",
        )
        .bind(scope.as_str())
        .bind(target)
        .bind(rule.map(|rule| rule.kind.as_str()))
        .bind(rule.map(|rule| rule.value.to_string()))
        .bind(rule.and_then(|rule| rule.round_to).map(|step| step.to_string()))
        .bind(note.at.0)
        .bind(&note.clerk)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        settings::bump(&mut tx, "catalog.version").await?;
        let draft = Draft::new("price_rule", note.at).say_some("clerk", note.clerk.as_deref());
        let owner = format!("{} {target}", scope.as_str());
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::Of(&PRICE_RULE, &owner)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

/// Every rule in force, the widest first.
pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Vec<PriceRule>, JournalError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select scope, target, kind, value, round_to from price_rules
         where kind is not null and value is not null order by target",
    )
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let read = |row: Row| {
        Ok(PriceRule {
            scope: word("scope", &row.scope, RuleScope::from_word)?,
            target: row.target,
            kind: word("kind", &row.kind, RuleKind::from_word)?,
            value: decimal(&row.value)?,
            round_to: row.round_to.as_deref().map(decimal).transpose()?,
        })
    };
    let mut rules = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    rules.sort_by_key(|rule| rule.scope);
    Ok(rules)
}

//! The refund table: on what terms products' money goes back. Each change is in the journal.

use crate::{
    chain::{Draft, Shown, append, tables::REFUND_RULE},
    open::{Storage, journal_error},
    rows::{corrupt, word},
};
use domain::{
    clerk::Role,
    price::RuleScope,
    refund_rule::{RefundProof, RefundRule, RefundTerms},
};
use engine::ports::journal::{JournalError, Note};
use sqlx::FromRow;
use std::time::Duration;

#[derive(FromRow)]
struct Row {
    scope: String,
    target: String,
    within_ms: Option<i64>,
    after_shown: bool,
    least: String,
    proof: String,
}

impl Storage {
    /// Every rule in force, the widest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn refund_rules(&self) -> Result<Vec<RefundRule>, JournalError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select scope, target, within_ms, after_shown, least, proof from refund_rules
             where proof is not null order by target",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let mut rules = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        rules.sort_by_key(|rule| rule.scope);
        Ok(rules)
    }

    /// Sets a rule in the place of the one its products had.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_refund_rule(
        &self,
        rule: &RefundRule,
        note: &Note,
    ) -> Result<(), JournalError> {
        self.write_terms((rule.scope, &rule.target), Some(rule.terms), note).await
    }

    /// Takes a rule back. One that is not there is no matter.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn take_back_refund_rule(
        &self,
        scope: RuleScope,
        target: &str,
        note: &Note,
    ) -> Result<(), JournalError> {
        let rules = self.refund_rules().await?;
        match rules.iter().any(|rule| rule.scope == scope && rule.target == target) {
            true => self.write_terms((scope, target), None, note).await,
            false => Ok(()),
        }
    }

    async fn write_terms(
        &self,
        (scope, target): (RuleScope, &str),
        terms: Option<RefundTerms>,
        note: &Note,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let said = terms.unwrap_or_default();
        let within =
            said.within.map(|within| i64::try_from(within.as_millis()).unwrap_or(i64::MAX));
        // A rule that was taken back leaves its row: what the journal tells of has to be there.
        sqlx::query(
            "insert into refund_rules
                 (scope, target, within_ms, after_shown, least, proof, set_at, clerk)
             values (?, ?, ?, ?, ?, ?, ?, ?)
             on conflict (scope, target) do update set within_ms = excluded.within_ms,
                 after_shown = excluded.after_shown, least = excluded.least,
                 proof = excluded.proof, set_at = excluded.set_at, clerk = excluded.clerk",
        )
        .bind(scope.as_str())
        .bind(target)
        .bind(within)
        .bind(said.after_shown)
        .bind(said.least.as_str())
        .bind(terms.map(|terms| terms.proof.as_str()))
        .bind(note.at.0)
        .bind(&note.clerk)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let draft = Draft::new("refund_rule", note.at).say_some("clerk", note.clerk.as_deref());
        let owner = format!("{} {target}", scope.as_str());
        let vault = self.vault_needed()?;
        let draft = draft.show(&mut tx, vault, Shown::Of(&REFUND_RULE, &owner)).await?;
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

fn read(row: Row) -> Result<RefundRule, JournalError> {
    let within = row.within_ms.map(|ms| u64::try_from(ms).map(Duration::from_millis));
    let within = within.transpose().map_err(|_| corrupt("within_ms", "below zero"))?;
    Ok(RefundRule {
        scope: word("scope", &row.scope, RuleScope::from_word)?,
        target: row.target,
        terms: RefundTerms {
            within,
            after_shown: row.after_shown,
            least: word("least", &row.least, Role::from_word)?,
            proof: word("proof", &row.proof, RefundProof::from_word)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::story_tests::Till;

    #[tokio::test]
    async fn terms_are_kept_replaced_and_taken_back_and_the_journal_knows() {
        let till = Till::new().await;
        let (storage, note) = (&till.storage, till.note());
        let terms = RefundTerms {
            within: Some(Duration::from_secs(72 * 3600)),
            after_shown: true,
            least: Role::Owner,
            proof: RefundProof::Slip,
        };
        let brand = RefundRule { scope: RuleScope::Brand, target: "PUBG".to_owned(), terms };
        let all = RefundRule {
            scope: RuleScope::All,
            target: String::new(),
            terms: RefundTerms::default(),
        };
        storage.set_refund_rule(&brand, &note).await.unwrap();
        storage.set_refund_rule(&all, &note).await.unwrap();
        assert_eq!(storage.refund_rules().await.unwrap(), [all.clone(), brand.clone()]);
        let never = RefundTerms { after_shown: false, within: None, ..terms };
        let changed = RefundRule { terms: never, ..brand.clone() };
        storage.set_refund_rule(&changed, &note).await.unwrap();
        storage.take_back_refund_rule(all.scope, "", &note).await.unwrap();
        storage.take_back_refund_rule(RuleScope::Product, "no:thing", &note).await.unwrap();
        assert_eq!(storage.refund_rules().await.unwrap(), [changed]);
        assert!(till.verify().await.is_ok());
        let sql = "update refund_rules set least = 'manager' where target = 'PUBG'";
        sqlx::query(sql).execute(&storage.writer).await.unwrap();
        assert!(!till.verify().await.is_ok(), "nobody loosens a rule in silence");
    }
}

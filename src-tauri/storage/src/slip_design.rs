//! A change of what stands on slips. A refund rule that was different yesterday, or a serial number that
//! vanished, is something an owner asks about later: who, when, and what it was before is in the chain.
//! The rows themselves are not pictured, because nothing is decided by them.

use crate::{
    chain::{Draft, Link, append, append::now, record::hex},
    open::{Storage, journal_error},
    printers,
    slip_texts::{ReceiptTexts, SlipPaper, put_receipt, receipt},
    vault::Vault,
};
use domain::{product::LocalName, time::Timestamp};
use engine::ports::journal::JournalError;
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

/// A part of the design by its name, and what it says; none where it says nothing.
type Part = (&'static str, Option<String>);

impl Storage {
    /// Keeps what somebody designed: what stands on every slip, and how wide one printer's are. What
    /// changed is in the journal, with who changed it; nothing is if nothing did.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_slip_design(
        &self,
        texts: &ReceiptTexts,
        paper: Option<&SlipPaper>,
        clerk: Option<&str>,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let (was, width_was) = (receipt(&mut tx).await?, width(&mut tx, paper).await?);
        put_receipt(&mut tx, texts).await?;
        if let Some(paper) = paper {
            printers::set_paper(&mut tx, paper).await?;
        }
        let width = width(&mut tx, paper).await?;
        let before = [parts(&was), width_was].concat();
        let after = [parts(texts), width].concat();
        let printer = paper.map(|paper| paper.printer.as_str());
        let draft = Draft::new("slip_design", at).say_some("clerk", clerk);
        match record(&mut tx, self.vault_needed()?, draft, printer, (&before, &after)).await? {
            Some(link) => self.settle(tx, &link).await,
            None => tx.commit().await.map_err(journal_error),
        }
    }
}

/// Tells what a provisioning file changed of what stands on slips, if it says anything about them.
pub(crate) async fn tell_provisioned(
    connection: &mut SqliteConnection,
    vault: &Vault,
    (was, is): (&ReceiptTexts, &Option<ReceiptTexts>),
) -> Result<Option<Link>, JournalError> {
    let Some(is) = is else { return Ok(None) };
    let draft = Draft::new("slip_design", now()).say("by", "provisioning");
    record(connection, vault, draft, None, (&parts(was), &parts(is))).await
}

/// A record of what is different, as `was_NAME` and `NAME`.
async fn record(
    connection: &mut SqliteConnection,
    vault: &Vault,
    draft: Draft,
    printer: Option<&str>,
    (before, after): (&[Part], &[Part]),
) -> Result<Option<Link>, JournalError> {
    let changed: Vec<_> = before.iter().zip(after).filter(|(was, is)| was.1 != is.1).collect();
    if changed.is_empty() {
        return Ok(None);
    }
    let mut draft = draft.say_some("printer", printer);
    for ((name, was), (_, is)) in changed {
        draft = draft.say_some(&format!("was_{name}"), was.as_deref());
        draft = draft.say_some(name, is.as_deref());
    }
    append(connection, vault, draft).await.map(Some)
}

/// Everything a design says, always in this order. Of the logo its digest: it is no text.
fn parts(texts: &ReceiptTexts) -> Vec<Part> {
    let en = |name: &Option<LocalName>| name.as_ref().map(|name| name.en.clone());
    let ar = |name: &Option<LocalName>| name.as_ref().map(|name| name.ar.clone());
    let shown = |is_shown: bool| Some(if is_shown { "shown" } else { "hidden" }.to_owned());
    let show = texts.show;
    vec![
        ("header_en", en(&texts.header)),
        ("header_ar", ar(&texts.header)),
        ("footer_en", en(&texts.footer)),
        ("footer_ar", ar(&texts.footer)),
        ("refund_rule_en", en(&texts.refund_rule)),
        ("refund_rule_ar", ar(&texts.refund_rule)),
        ("serial", shown(show.serial)),
        ("expiry", shown(show.expiry)),
        ("region", shown(show.region)),
        ("redeem", shown(show.redeem)),
        ("refund", shown(show.refund)),
        ("qr", shown(show.qr)),
        ("barcode", shown(show.barcode)),
        ("logo", texts.logo.as_ref().map(|png| hex(&Sha256::digest(png)))),
    ]
}

/// How wide a printer's slips are now.
async fn width(
    connection: &mut SqliteConnection,
    paper: Option<&SlipPaper>,
) -> Result<Vec<Part>, JournalError> {
    let Some(paper) = paper else { return Ok(Vec::new()) };
    let row: Option<(String, Option<i64>)> =
        sqlx::query_as("select paper, dots from printers where id = ?")
            .bind(&paper.printer)
            .fetch_optional(connection)
            .await
            .map_err(journal_error)?;
    let (paper, dots) = row.unzip();
    Ok(vec![("paper", paper), ("dots", dots.flatten().map(|dots| dots.to_string()))])
}

#[cfg(test)]
#[path = "slip_design_tests.rs"]
mod tests;

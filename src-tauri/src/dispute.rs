//! The dispute pack: one sheet with everything a supplier's support asks for about one order, and
//! nothing by which its code could be used.

mod paper;

use crate::{
    cli::Place,
    error::{ErrorCode, Failure},
    session::Session,
    words::{Isolation, Words},
};
use clap::ValueEnum;
use domain::shop::Language;
use engine::{
    ports::supplier::LabelledSecret,
    records::{EventKind, OrderRecord},
};
use serde::Deserialize;
use specta::Type;
use std::{io, io::Write as _, path::Path};
use storage::WholeFile;

/// What the shop says is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Claim {
    /// The code came and does not work.
    Broken,
    /// Nothing ever came.
    Never,
    /// It was charged twice.
    Twice,
    /// What the note says.
    Other,
}

impl Claim {
    #[cfg(test)]
    const ALL: [Claim; 4] = [Claim::Broken, Claim::Never, Claim::Twice, Claim::Other];

    /// The word that the journal keeps and the language files know.
    fn as_str(self) -> &'static str {
        match self {
            Claim::Broken => "broken",
            Claim::Never => "never",
            Claim::Twice => "twice",
            Claim::Other => "other",
        }
    }
}

/// What a pack is wanted for.
#[derive(Debug)]
pub(crate) struct Wish<'a> {
    /// What is wrong.
    pub(crate) claim: Claim,
    /// More about it, in the shop's own words.
    pub(crate) note: Option<&'a str>,
    /// The language of whoever reads it.
    pub(crate) language: Language,
    /// Where it goes.
    pub(crate) out: &'a Path,
}

/// Draws the pack up and writes it. That it leaves is in the order's history before it is there.
///
/// # Errors
/// If the note holds the code, the file cannot be written or the journal cannot be; an earlier file
/// is still there then.
pub(crate) async fn draw_up(
    session: &Session,
    order: &OrderRecord,
    wish: &Wish<'_>,
    clerk: Option<String>,
) -> Result<(), Failure> {
    let journal = session.till.journal();
    let note = wish.note.map(str::trim).filter(|note| !note.is_empty());
    let secrets = session.till.secrets_for_slip(&order.id).await?;
    if note.is_some_and(|note| holds_code(note, &secrets)) {
        return Err(Failure::plain(ErrorCode::NoteHoldsCode));
    }
    let events = journal.events(&order.id).await?;
    let product = journal.product(&order.product_id).await?;
    let facts = paper::Facts {
        shop: session.shop(),
        account: session.accounts.iter().find(|account| account.id == order.supplier),
        order,
        events: &events,
        face: order.amount.or(product.and_then(|product| product.face_value)),
        claim: wish.claim,
        note,
        words: &Words::of(wish.language, Isolation::On),
        at: session.now(),
    };
    let place = Place::of(wish.out);
    let failed = |error: io::Error| place.failed(&error);
    let pdf = devices::sheet_pdf(&facts.sheet()).map_err(failed)?;
    let mut file = WholeFile::begin(wish.out).map_err(failed)?;
    file.file().write_all(&pdf).map_err(failed)?;
    let claim = wish.claim.as_str().to_owned();
    session.till.leaving(order, EventKind::DisputePack, clerk, claim).await?;
    file.keep().map_err(failed)?;
    session.till.tell_handed_over(order);
    Ok(())
}

/// Whether what somebody typed holds a code, however they grouped it. What is shorter than a PIN at a
/// till proves nothing.
fn holds_code(note: &str, secrets: &[LabelledSecret]) -> bool {
    const LEAST: usize = 4;
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let note = bare(note);
    let kept =
        secrets.iter().filter(|secret| !matches!(secret.label.as_str(), "serial" | "expiry"));
    let mut codes = kept.map(|secret| bare(secret.value.reveal()));
    codes.any(|code| code.chars().count() >= LEAST && note.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(label: &str, value: &str) -> LabelledSecret {
        LabelledSecret { label: label.to_owned(), value: value.into() }
    }

    #[test]
    fn a_note_holds_a_code_however_it_is_grouped_and_may_hold_a_serial() {
        let secrets =
            [secret("code", "7KQX-9M2R-TT9001"), secret("pin", "12"), secret("serial", "SN-4711")];
        for note in ["7KQX-9M2R-TT9001", "it says 7kqx 9m2r tt9001 and nothing", "7KQX9M2RTT9001"] {
            assert!(holds_code(note, &secrets), "{note}");
        }
        for note in ["", "the serial is SN-4711", "12 days ago", "it ends in 9001"] {
            assert!(!holds_code(note, &secrets), "{note}");
        }
    }

    #[test]
    fn every_claim_has_its_words_in_both_languages() {
        for language in [Language::English, Language::Arabic] {
            let words = Words::of(language, Isolation::Off);
            for claim in Claim::ALL {
                assert!(words.has(&format!("dispute-claim-{}", claim.as_str())), "{claim:?}");
            }
        }
    }
}

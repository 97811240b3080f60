//! The refund table at work: what speaks against giving a sale's money back, who may do it all the same,
//! and the words that customers read before they buy and on their slips.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    words::{Isolation, Words, counted},
};
use domain::{
    clerk::Role,
    order::OrderState,
    product::{LocalName, Product, ProductKind},
    refund_rule::{Breach, RefundProof, RefundRule, RefundTerms, refund_rule_for},
    sale::{TenderKind, TenderState},
    shop::Language,
};
use engine::{
    ports::journal::Note,
    records::{EventKind, OrderRecord, SaleRecord},
};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);
const DAY_HOURS: u64 = 24;
/// A day of 24 hours may still be told by the clock.
const DAYS_FROM: u64 = 48;

/// What the table says of a sale.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    /// The least role that may give its money back.
    pub(crate) least: Role,
    /// What the customer has to bring, the most of what its products ask for.
    pub(crate) proof: RefundProof,
    /// What speaks against it, order by order.
    pub(crate) against: Vec<(OrderRecord, Breach)>,
    /// The orders whose rule asks for a proof.
    asking: Vec<(OrderRecord, RefundProof)>,
}

/// What somebody says who gives money back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'a> {
    /// Who.
    pub(crate) clerk: Option<&'a str>,
    /// Why.
    pub(crate) reason: &'a str,
    /// What the customer brought.
    pub(crate) proof: Option<&'a str>,
}

/// Holds a sale against the table.
pub(crate) async fn judge(session: &Session, sale: &SaleRecord) -> Result<Judged, Failure> {
    let rules = session.storage.refund_rules().await?;
    let usual = RefundTerms::default();
    let mut judged =
        Judged { least: usual.least, proof: usual.proof, against: Vec::new(), asking: Vec::new() };
    // Cash that went back already, or a debt that was taken off, is nobody's to give.
    let at_once = matches!(sale.tender.kind, TenderKind::Cash | TenderKind::Debt);
    if at_once && sale.tender.state != TenderState::Paid {
        return Ok(judged);
    }
    // What was refused goes back whatever the table says.
    for order in sale.orders.iter().filter(|order| order.state == OrderState::Delivered) {
        let product = session.storage.product_of(&order.product_id).await?;
        let terms = product.as_ref().map(|product| terms_of(&rules, product)).unwrap_or_default();
        let shown = order.kind == ProductKind::Voucher && was_shown(session, order).await?;
        judged.least = judged.least.max(terms.least);
        judged.proof = judged.proof.max(terms.proof);
        let breaches = terms.breaches(order.created_at, session.now(), shown);
        if terms.proof != RefundProof::Nothing {
            judged.asking.push((order.clone(), terms.proof));
        }
        judged.against.extend(breaches.into_iter().map(|breach| (order.clone(), breach)));
    }
    // Where nothing is left to give, that is what has to be said.
    let is_over = sale.orders.iter().all(|order| order.state.is_final());
    if is_over && session.till.refundable(sale).await?.is_none() {
        judged.asking.clear();
    }
    Ok(judged)
}

/// Writes down what speaks against giving money back and what the customer brought: before it is done, so
/// that nothing is ever given without it.
///
/// # Errors
/// `proof_missing`, before anything is written, where the table asks for a proof and none was seen.
pub(crate) async fn note(
    session: &Session,
    judged: &Judged,
    said: Said<'_>,
) -> Result<(), Failure> {
    let proof = said.proof.map(str::trim).filter(|proof| !proof.is_empty());
    if proof.is_none() && !judged.asking.is_empty() {
        return Err(Failure::plain(ErrorCode::ProofMissing));
    }
    let breaches = judged.against.iter().map(|(order, breach)| {
        let detail = format!("{}: {}", breach.as_str(), said.reason);
        (&order.id, EventKind::RefundAgainstRule, detail)
    });
    let proofs = judged.asking.iter().zip(proof.into_iter().cycle());
    let proofs = proofs.map(|((order, asked), seen)| {
        (&order.id, EventKind::RefundProof, format!("{}: {seen}", asked.as_str()))
    });
    for (order, kind, detail) in breaches.chain(proofs) {
        let clerk = said.clerk.map(str::to_owned);
        let note = Note { at: session.now(), clerk, detail: Some(detail) };
        session.till.journal().note(order, kind, &note).await?;
    }
    Ok(())
}

fn terms_of(rules: &[RefundRule], product: &Product) -> RefundTerms {
    refund_rule_for(rules, product).map(|rule| rule.terms).unwrap_or_default()
}

/// Whether anybody may have read the code.
async fn was_shown(session: &Session, order: &OrderRecord) -> Result<bool, Failure> {
    if order.copies > 0 {
        return Ok(true);
    }
    let events = session.till.journal().events(&order.id).await?;
    Ok(events.iter().any(|event| event.kind == EventKind::Reveal))
}

/// The terms of a product in both languages. Where the table says nothing, `None`, unless `usual` terms are
/// told too.
pub(crate) async fn told(
    session: &Session,
    product: &Product,
    usual: Usual,
) -> Result<Option<LocalName>, Failure> {
    let rules = session.storage.refund_rules().await?;
    let terms = match (refund_rule_for(&rules, product), usual) {
        (Some(rule), _) => rule.terms,
        (None, Usual::Told) => RefundTerms::default(),
        (None, Usual::Silent) => return Ok(None),
    };
    let in_words = |language| say(&terms, product.kind, &Words::of(language, Isolation::Off));
    let (en, ar) = (in_words(Language::English), in_words(Language::Arabic));
    Ok((!en.is_empty()).then_some(LocalName { en, ar }))
}

/// Whether terms that nobody set are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usual {
    /// They are.
    Told,
    /// They are not.
    Silent,
}

/// Until when, in days where these are whole ones: nobody counts 720 hours.
fn in_time(within: Duration, words: &Words) -> String {
    let hours = within.as_secs().div_euclid(HOUR.as_secs());
    let (key, name, number) = match whole_days(hours) {
        Some(days) => ("receipt-refund-within-days", "days", days),
        None => ("receipt-refund-within", "hours", hours),
    };
    words.say_with(key, &counted(name, number))
}

fn whole_days(hours: u64) -> Option<u64> {
    let is_whole = hours >= DAYS_FROM && hours.is_multiple_of(DAY_HOURS);
    is_whole.then(|| hours.div_euclid(DAY_HOURS))
}

/// The same in a column of a terminal.
pub(crate) fn short_time(hours: impl Into<u64>) -> String {
    let hours = hours.into();
    whole_days(hours).map_or_else(|| format!("{hours} h"), |days| format!("{days} d"))
}

fn say(terms: &RefundTerms, kind: ProductKind, words: &Words) -> String {
    let mut parts = Vec::new();
    // Of a top-up there is no code to show.
    if kind == ProductKind::Voucher {
        let key = if terms.after_shown {
            "receipt-refund-also-shown"
        } else {
            "receipt-refund-not-shown"
        };
        parts.push(words.say(key));
    }
    if let Some(within) = terms.within {
        parts.push(in_time(within, words));
    }
    match terms.proof {
        RefundProof::Nothing => {}
        RefundProof::Slip => parts.push(words.say("receipt-refund-proof-slip")),
        RefundProof::Supplier => parts.push(words.say("receipt-refund-proof-supplier")),
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(language: Language, hours: u64) -> String {
        in_time(HOUR * u32::try_from(hours).unwrap(), &Words::of(language, Isolation::Off))
    }

    #[test]
    fn a_time_of_whole_days_is_told_in_days_and_any_other_in_hours() {
        let says =
            [(1, "1 hour of"), (24, "24 hours of"), (36, "36 hours of"), (50, "50 hours of")];
        for (hours, words) in says.into_iter().chain([(48, "2 days of"), (720, "30 days of")]) {
            let text = told(Language::English, hours);
            assert!(text.contains(&format!("within {words}")), "{hours}: {text}");
        }
    }

    #[test]
    fn an_arabic_number_has_the_form_of_its_thing() {
        let hours = [
            (0, "0 ساعة"),
            (1, "ساعة واحدة"),
            (2, "ساعتين"),
            (3, "3 ساعات"),
            (10, "10 ساعات"),
            (11, "11 ساعة"),
            (99, "99 ساعة"),
            (100, "100 ساعة"),
            (103, "103 ساعات"),
        ];
        let days = [
            (2, "يومين"),
            (3, "3 أيام"),
            (7, "7 أيام"),
            (10, "10 أيام"),
            (11, "11 يومًا"),
            (30, "30 يومًا"),
            (99, "99 يومًا"),
            (100, "100 يوم"),
            (365, "365 يومًا"),
        ];
        let days = days.into_iter().map(|(days, words)| (days * DAY_HOURS, words));
        for (hours, words) in hours.into_iter().chain(days) {
            let text = told(Language::Arabic, hours);
            assert_eq!(text, format!("خلال {words} من البيع."), "{hours}");
        }
    }
}

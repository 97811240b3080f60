//! The slip of a payment on account.

use super::{
    Printed, new_job,
    paper::{amount, direction, local_time, pair, pair_of_words, text},
    print_uncounted,
};
use crate::{
    error::Failure,
    session::Session,
    words::{Isolation, Words},
};
use domain::{
    receipt::{Align, Block, Receipt, Size},
    shift::less,
    shop::Shop,
    time::Timestamp,
};
use storage::{Paid, PrintKind, Printer};

/// Prints what was owed, paid and left. Whatever becomes of the paper, the payment stands.
pub(crate) async fn print_paid(
    session: &Session,
    paid: &Paid,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    let words = session.words(Isolation::On);
    let slip = paid_slip(session.shop(), &words, paid, session.now(), clerk.as_deref());
    let name = format!("debt-{}", paid.before.id);
    let job = new_job(printer, PrintKind::Note, None, clerk);
    print_uncounted(session, printer, &job, &slip, &name).await
}

/// The slip of a payment.
fn paid_slip(
    shop: &Shop,
    words: &Words,
    paid: &Paid,
    at: Timestamp,
    clerk: Option<&str>,
) -> Receipt {
    let owed = paid.before.standing.owed;
    let mut blocks = vec![
        text(&shop.name, Size::Large, true, Align::Center),
        Block::Banner(words.say("receipt-debt-title")),
    ];
    if let Some(name) = &paid.before.name {
        blocks.push(pair_of_words(&words.say("receipt-debt-customer"), name, true));
    }
    blocks.push(Block::Rule);
    blocks.push(pair(&words.say("receipt-debt-owed"), &amount(owed), false));
    let handed = less(owed, paid.left);
    blocks.push(pair(&words.say("receipt-debt-paid"), &amount(handed), true));
    blocks.push(pair(&words.say("receipt-debt-left"), &amount(paid.left), true));
    blocks.push(Block::Rule);
    blocks.push(pair(&words.say("receipt-date"), &local_time(at), false));
    if let Some(clerk) = clerk {
        blocks.push(pair_of_words(&words.say("receipt-clerk"), clerk, false));
    }
    if shop.practice {
        let banner = Block::Banner(words.say("receipt-training"));
        blocks.insert(0, banner.clone());
        blocks.push(banner);
    }
    Receipt { direction: direction(words), blocks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slips::report::as_text;
    use domain::{
        debt::Standing,
        ids::DebtorId,
        money::{Money, parse_decimal},
        shop::Language,
    };
    use storage::Debtor;

    #[test]
    fn a_payment_slip_says_what_was_owed_paid_and_left_in_both_languages() {
        let money = |text: &str| Money::new(parse_decimal(text).unwrap(), "ILS".parse().unwrap());
        let standing = Standing {
            owed: money("76.00"),
            credit: money("0"),
            by_age: [money("76.00"), money("0"), money("0"), money("0")],
            oldest: Some(Timestamp(0)),
        };
        let before = Debtor {
            id: DebtorId::new("7"),
            name: Some("أبو خالد".to_owned()),
            phone: None,
            own_limit: None,
            currency: "ILS".parse().unwrap(),
            added_at: Timestamp(0),
            standing,
        };
        let paid = Paid { before, left: money("26.00") };
        let shop = Shop {
            name: "Abu Ali Mobile".to_owned(),
            country: "PS".to_owned(),
            language: Language::Arabic,
            practice: false,
            currency: "ILS".parse().unwrap(),
            phone: None,
            till_code: "ABU001".to_owned(),
            instance: None,
        };
        for language in [Language::English, Language::Arabic] {
            let words = Words::of(language, Isolation::Off);
            let slip = paid_slip(&shop, &words, &paid, Timestamp(0), Some("سامي"));
            let lines = as_text(&slip);
            for said in ["76.00 ILS", "50.00 ILS", "26.00 ILS", "أبو خالد", "سامي"] {
                assert!(lines.contains(said), "{said} is not in {lines}");
            }
        }
    }
}

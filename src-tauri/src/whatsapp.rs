//! WhatsApp: a code's text is opened in the computer's own WhatsApp or browser, and a person sends it.
//!
//! The till hands over and learns nothing more: it never says "sent". It opens one address only, made
//! here from what the journal knows.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    sms,
    words::{Isolation, Words, args},
};
use domain::{ids::DebtorId, money::Money, order::OrderState, phone::Phone, secret::Secret};
use engine::{
    ports::journal::Note,
    records::{EventKind, HandOver, OrderRecord},
};
use std::{io, time::Duration};
use storage::Chat;
use url::{Url, form_urlencoded::byte_serialize};

/// What its hand-overs are called.
const VIA: &str = "whatsapp";
/// The only host that is ever opened.
const HOST: &str = "wa.me";
/// An opener that has not failed by then has opened; it may live as long as the browser.
const OPENS_WITHIN: Duration = Duration::from_secs(4);

/// What became of it.
pub(crate) struct Opened {
    /// How often the order's codes were handed over by now.
    pub(crate) copies: u32,
    /// Why WhatsApp did not open, if so.
    pub(crate) failure: Option<Failure>,
}

/// An address that opens a chat with a number and a text in it. It holds codes, so it stays out of
/// logs.
struct Link(Secret);

impl Link {
    /// `https://wa.me/<digits>?text=…`; a blank is `%20`, since not everybody reads `+` as one.
    fn new(to: &Phone, text: &Secret) -> Self {
        let digits: String = to.as_str().chars().filter(char::is_ascii_digit).collect();
        let text: String = byte_serialize(text.reveal().as_bytes()).collect();
        Self(Secret::new(format!("https://{HOST}/{digits}?text={}", text.replace('+', "%20"))))
    }

    /// Whether it leads where all of them lead. It cannot lead elsewhere; what opens things for the
    /// whole computer is worth a second look.
    fn is_whatsapp(&self) -> bool {
        Url::parse(self.0.reveal())
            .is_ok_and(|url| url.scheme() == "https" && url.host_str() == Some(HOST))
    }

    /// Gives it to whatever opens addresses on this computer.
    async fn open(self) -> io::Result<()> {
        if !self.is_whatsapp() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let opening = tokio::task::spawn_blocking(move || open::that(self.0.reveal()));
        match tokio::time::timeout(OPENS_WITHIN, opening).await {
            Ok(Ok(opened)) => opened,
            Ok(Err(_)) => Err(io::Error::from(io::ErrorKind::Other)),
            Err(_) => Ok(()),
        }
    }
}

/// Opens WhatsApp with an order's codes for a number. A failure never touches the sale (INV-20).
pub(crate) async fn open_order(
    session: &Session,
    order: &OrderRecord,
    to: &Phone,
    clerk: Option<String>,
) -> Result<Opened, Failure> {
    wanted(session).await?;
    if order.state != OrderState::Delivered {
        return Err(Failure::about(ErrorCode::NothingToPrint, &order.id));
    }
    let till = &session.till;
    let link = Link::new(to, &sms::text(session, order).await?);
    let number = to.as_str().to_owned();
    // The codes leave to where nobody follows them: that is on record first (INV-14).
    till.leaving(order, EventKind::WhatsappAsked, clerk.clone(), number.clone()).await?;
    let failure = link.open().await.err().map(|error| {
        tracing::warn!(order = %order.id, kind = ?error.kind(), "WhatsApp did not open");
        Failure::plain(ErrorCode::WhatsappFailed)
    });
    let kind = if failure.is_none() { EventKind::Whatsapp } else { EventKind::WhatsappFailed };
    let words = session.words(Isolation::Off);
    let outcome = HandOver {
        via: VIA.to_owned(),
        ok: failure.is_none(),
        message: Some(said(failure.as_ref(), &words)),
    };
    let copies = till.handed_over(order, kind, &outcome, clerk, number).await?;
    Ok(Opened { copies, failure })
}

/// Opens WhatsApp with a reminder of what a customer owes, in the shop's language. Answers why it did not open.
pub(crate) async fn open_reminder(
    session: &Session,
    (debtor, name): (&DebtorId, &str),
    to: &Phone,
    owed: Money,
    note: &Note,
) -> Result<Option<Failure>, Failure> {
    wanted(session).await?;
    if owed.amount().is_zero() {
        return Err(Failure::plain(ErrorCode::NothingOwed));
    }
    let text = reminder(&session.shop().name, &session.words(Isolation::Off), name, owed);
    session.storage.note_chat(Chat::Reminder(debtor), note).await?;
    Ok(opened(Link::new(to, &Secret::new(text))).await.err())
}

/// Who reminds whom of how much: never a code, never what was bought.
fn reminder(shop: &str, words: &Words, name: &str, owed: Money) -> String {
    let owed = format!("{} {}", owed.to_price(), owed.currency());
    let facts = [("name", name.to_owned()), ("shop", shop.to_owned()), ("owed", owed)];
    words.say_with("debt-reminder", &args(facts))
}

/// Opens WhatsApp with a Z for the owner; it holds no code.
pub(crate) async fn open_report(
    session: &Session,
    to: &Phone,
    (number, text): (u32, &Secret),
    note: &Note,
) -> Result<(), Failure> {
    wanted(session).await?;
    session.storage.note_chat(Chat::Report(number), note).await?;
    opened(Link::new(to, text)).await
}

/// Whether the shop uses WhatsApp.
async fn wanted(session: &Session) -> Result<(), Failure> {
    if session.storage.counter().await?.whatsapp {
        Ok(())
    } else {
        Err(Failure::plain(ErrorCode::WhatsappOff))
    }
}

/// Opens a chat that is in no order's story.
async fn opened(link: Link) -> Result<(), Failure> {
    link.open().await.map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "WhatsApp did not open");
        Failure::plain(ErrorCode::WhatsappFailed)
    })
}

/// What the sale's hand-over says: never that it was sent.
fn said(failure: Option<&Failure>, words: &Words) -> String {
    match failure {
        Some(failure) => failure.to_wire(words).message,
        None => words.say("whatsapp-opened"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::shop::Language;

    #[test]
    fn the_link_names_the_number_and_holds_the_text_to_the_letter() {
        let text = "متجر أبو علي\nPUBG 660 UC & more + tax\nKXQ7-9M2R?#%41";
        let link = Link::new(&Phone::from_e164("+970599123456"), &Secret::new(text.to_owned()));
        assert!(link.is_whatsapp());
        let url = Url::parse(link.0.reveal()).unwrap();
        assert_eq!(url.path(), "/970599123456");
        assert_eq!(url.fragment(), None);
        let pairs: Vec<_> = url.query_pairs().collect();
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert_eq!((&*pairs[0].0, &*pairs[0].1), ("text", text));
        assert!(
            !link.0.reveal().contains('+'),
            "a plus is read as a blank by some and not by others"
        );
    }

    #[test]
    fn a_reminder_says_who_where_and_how_much_in_both_languages() {
        let owed = Money::new(76.into(), "ILS".parse().unwrap());
        for language in [Language::English, Language::Arabic] {
            let words = Words::of(language, Isolation::Off);
            let text = reminder("متجر أبو علي", &words, "Abu Khaled", owed);
            for said in ["متجر أبو علي", "Abu Khaled", "76.00 ILS"] {
                assert!(text.contains(said), "{said} is not in {text}");
            }
        }
    }

    #[test]
    fn nothing_but_whatsapp_is_ever_opened() {
        for elsewhere in ["https://wa.me.example/1?text=x", "http://wa.me/1", "file:///etc/passwd"]
        {
            assert!(!Link(Secret::new(elsewhere.to_owned())).is_whatsapp(), "{elsewhere}");
        }
    }
}

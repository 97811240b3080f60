//! The one catalogue of words: Project Fluent files, shared with the window.

use domain::{
    guard::GuardKind,
    reason::{Reason, ReasonCode},
    refund_rule::{Breach, RefundProof},
    shop::Language,
};
use engine::{
    ports::route::Hitch,
    records::{EventKind, EventRecord},
};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::sync::{Arc, OnceLock};
use unic_langid::LanguageIdentifier;

/// The words of one language, ready to be said.
#[derive(Clone)]
pub(crate) struct Words {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

/// Whether placeables are wrapped in direction isolates: on paper and in the window they must be,
/// on the command line and in JSON they must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Isolation {
    /// Wrapped.
    On,
    /// Not wrapped.
    Off,
}

const ENGLISH: [&str; 8] = [
    include_str!("../../ui/locales/en/states.ftl"),
    include_str!("../../ui/locales/en/messages.ftl"),
    include_str!("../../ui/locales/en/receipt.ftl"),
    include_str!("../../ui/locales/en/sms.ftl"),
    include_str!("../../ui/locales/en/counter.ftl"),
    include_str!("../../ui/locales/en/exceptions.ftl"),
    include_str!("../../ui/locales/en/dispute.ftl"),
    include_str!("../../ui/locales/en/attention.ftl"),
];
const ARABIC: [&str; 8] = [
    include_str!("../../ui/locales/ar/states.ftl"),
    include_str!("../../ui/locales/ar/messages.ftl"),
    include_str!("../../ui/locales/ar/receipt.ftl"),
    include_str!("../../ui/locales/ar/sms.ftl"),
    include_str!("../../ui/locales/ar/counter.ftl"),
    include_str!("../../ui/locales/ar/exceptions.ftl"),
    include_str!("../../ui/locales/ar/dispute.ftl"),
    include_str!("../../ui/locales/ar/attention.ftl"),
];

impl Words {
    /// The words of a language.
    #[must_use]
    pub(crate) fn of(language: Language, isolation: Isolation) -> Self {
        static BUNDLES: [OnceLock<Arc<FluentBundle<FluentResource>>>; 4] =
            [const { OnceLock::new() }; 4];
        let [en_on, en_off, ar_on, ar_off] = &BUNDLES;
        let cell = match (language, isolation) {
            (Language::English, Isolation::On) => en_on,
            (Language::English, Isolation::Off) => en_off,
            (Language::Arabic, Isolation::On) => ar_on,
            (Language::Arabic, Isolation::Off) => ar_off,
        };
        let bundle = cell.get_or_init(|| Arc::new(bundle(language, isolation)));
        Self { language, bundle: Arc::clone(bundle) }
    }

    /// Which language.
    #[must_use]
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// A sentence.
    #[must_use]
    pub(crate) fn say(&self, key: &str) -> String {
        self.say_with(key, &FluentArgs::new())
    }

    /// A sentence with names and numbers. A missing sentence shows its key: a test finds it first.
    #[must_use]
    pub(crate) fn say_with(&self, key: &str, args: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned()
    }

    /// Whether there is such a sentence.
    #[must_use]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// A state of an order or a sale.
    #[must_use]
    pub(crate) fn state(&self, word: &str) -> String {
        self.say(&format!("state-{word}"))
    }

    /// Why an order is where it is.
    #[must_use]
    pub(crate) fn reason(&self, reason: &Reason) -> String {
        let detail = reason.detail.clone().unwrap_or_default();
        let key = format!("reason-{}", reason.code.as_str().replace('_', "-"));
        let with_detail = format!("{key}-detail");
        if !detail.is_empty() && self.has(&with_detail) {
            return self.say_with(&with_detail, &args([("detail", detail)]));
        }
        self.say(&key)
    }

    /// Why a text message did not go out, or may not have: the till's own word in the reader's language,
    /// a gateway's own words as they are.
    #[must_use]
    pub(crate) fn hitch(&self, why: &str) -> String {
        let Some((hitch, detail)) = Hitch::read(why) else { return why.to_owned() };
        self.say_with(&hitch_key(hitch), &args([("detail", detail.to_owned())]))
    }

    /// One line of an order's story.
    #[must_use]
    pub(crate) fn event(&self, event: &EventRecord) -> String {
        let key = event_key(event.kind);
        let detail = event.detail.clone().unwrap_or_default();
        let clerk = event.clerk.clone().unwrap_or_else(|| self.say("story-somebody"));
        let reason = self.told_reason(&detail);
        self.say_with(&key, &args([("detail", detail), ("clerk", clerk), ("reason", reason)]))
    }

    /// The sentence of a reason that an event's detail holds as `code` or `code: words`; any other
    /// detail as it is.
    pub(crate) fn told_reason(&self, detail: &str) -> String {
        let (code, words) = detail.split_once(": ").unwrap_or((detail, ""));
        if let Some(code) = ReasonCode::from_word(code) {
            return self.reason(&Reason::with(code, words));
        }
        if let Some(key) = refund_key(code) {
            return format!("{} ({words})", self.say(key));
        }
        match GuardKind::from_word(code) {
            Some(kind) if words.is_empty() => self.say(&guard_key(kind)),
            Some(kind) => format!("{} ({words})", self.say(&guard_key(kind))),
            None => detail.to_owned(),
        }
    }
}

/// The key of what the refund table says or asks for.
fn refund_key(code: &str) -> Option<&'static str> {
    let breach = Breach::from_word(code).map(|breach| match breach {
        Breach::TooLate => "refund-breach-too-late",
        Breach::CodeShown => "refund-breach-code-shown",
    });
    breach.or_else(|| match RefundProof::from_word(code)? {
        RefundProof::Nothing => None,
        RefundProof::Slip => Some("refund-proof-slip"),
        RefundProof::Supplier => Some("refund-proof-supplier"),
    })
}

/// The key of what a guard watches for.
#[must_use]
pub(crate) fn guard_key(kind: GuardKind) -> String {
    format!("guard-{}", kind.as_str().replace('_', "-"))
}

/// The key of an event's sentence.
#[must_use]
pub(crate) fn event_key(kind: EventKind) -> String {
    format!("event-{}", kind.as_str().replace('_', "-"))
}

/// The key of why a text message did not go out.
fn hitch_key(hitch: Hitch) -> String {
    format!("hitch-{}", hitch.as_str().replace('_', "-"))
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

/// Named values for a sentence.
pub(crate) fn args<'a>(pairs: impl IntoIterator<Item = (&'static str, String)>) -> FluentArgs<'a> {
    let mut args = FluentArgs::new();
    for (name, value) in pairs {
        args.set(name, value);
    }
    args
}

/// A number and, as `form`, one below a hundred that the word behind it goes by: the plural rules of
/// `intl_pluralrules` take 103 in Arabic for another form than 3.
pub(crate) fn counted<'a>(name: &'static str, number: u64) -> FluentArgs<'a> {
    let form = match number.checked_rem(100).unwrap_or_default() {
        0..=2 if number >= 100 => 100,
        rest => rest,
    };
    let mut args = FluentArgs::new();
    args.set(name, number);
    args.set("form", form);
    args
}

fn bundle(language: Language, isolation: Isolation) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(isolation == Isolation::On);
    let files = match language {
        Language::English => ENGLISH,
        Language::Arabic => ARABIC,
    };
    for file in files {
        let resource = match FluentResource::try_new(file.to_owned()) {
            Ok(resource) => resource,
            // What could be read is still better than nothing; a test fails on any error.
            Err((resource, errors)) => {
                tracing::error!(?errors, "a language file is malformed");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "a language file repeats a key");
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use domain::{order::OrderState, reason::ReasonCode, sale::SaleState};

    fn both() -> [Words; 2] {
        [Language::English, Language::Arabic].map(|language| Words::of(language, Isolation::Off))
    }

    #[test]
    fn every_error_says_what_happened_and_what_to_do_in_both_languages() {
        for words in both() {
            for code in ErrorCode::ALL {
                let key = format!("error-{}", code.as_str().replace('_', "-"));
                assert!(words.has(&key), "{:?} {key}", words.language());
                assert!(words.has(&format!("{key}-hint")), "{:?} {key}-hint", words.language());
            }
        }
    }

    #[test]
    fn every_reason_event_and_state_has_words_in_both_languages() {
        for words in both() {
            for code in ReasonCode::ALL {
                assert!(
                    words.has(&format!("reason-{}", code.as_str().replace('_', "-"))),
                    "{code:?}"
                );
            }
            for kind in GuardKind::ALL {
                assert!(words.has(&guard_key(*kind)), "{kind:?}");
            }
            for kind in EventKind::ALL {
                assert!(words.has(&event_key(*kind)), "{kind:?}");
            }
            for hitch in Hitch::ALL {
                assert!(words.has(&hitch_key(*hitch)), "{hitch:?}");
            }
            for state in OrderState::ALL {
                assert!(words.has(&format!("state-{}", state.as_str())), "{state:?}");
            }
            for state in [SaleState::PartlyDelivered, SaleState::Cancelled] {
                assert!(words.has(&format!("state-{}", state.as_str())), "{state:?}");
            }
        }
    }

    #[test]
    fn every_trouble_with_a_printer_says_what_it_is_and_what_to_do_in_both_languages() {
        for words in both() {
            for trouble in devices::Trouble::ALL {
                let key = format!("printer-{}", trouble.as_str());
                assert!(words.has(&key), "{:?} {key}", words.language());
                assert!(words.has(&format!("{key}-hint")), "{:?} {key}-hint", words.language());
            }
        }
    }

    #[test]
    fn every_flaw_of_the_journal_says_what_it_is_and_what_to_do_in_both_languages() {
        for words in both() {
            for flaw in storage::Flaw::ALL {
                let key = format!("flaw-{}", flaw.as_str().replace('_', "-"));
                assert!(words.has(&key), "{:?} {key}", words.language());
                assert!(words.has(&format!("{key}-hint")), "{:?} {key}-hint", words.language());
            }
        }
    }

    #[test]
    fn the_language_files_are_well_formed() {
        for file in ENGLISH.iter().chain(&ARABIC) {
            assert!(FluentResource::try_new((*file).to_owned()).is_ok());
        }
    }
}

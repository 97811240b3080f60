//! Every reply reader of every adapter, and what its answers may never be.

use crate::{processors::PROCESSORS, samples as s};
use domain::{
    account::{CatalogSource, Environment, ProductFact, SupplierAccount, SupplierKind},
    ids::{OrderId, Reference, SupplierId},
    money::Currency,
    product::ProductKind,
    secret::Secret,
    time::Timestamp,
};
use engine::ports::supplier::{Fate, Intent, Placed, Report, WireReply};
use providers::{
    cardpluspay, palcards,
    plexy::{self, Kinds},
};
use std::collections::BTreeMap;

/// A reader, what it is for, and good replies to it.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) samples: &'static [&'static str],
    /// Refusals in the upstream's own form, which make inputs too.
    pub(crate) refusals: &'static [&'static str],
    pub(crate) read: fn(&WireReply) -> Outcome,
}

/// What became of reading one reply.
pub(crate) struct Outcome {
    /// Whether it meant something.
    pub(crate) is_read: bool,
    /// What is wrong with what it meant.
    pub(crate) complaint: Option<String>,
}

const fn reader(
    name: &'static str,
    samples: &'static [&'static str],
    read: fn(&WireReply) -> Outcome,
) -> Reader {
    Reader { name, samples, refusals: &[], read }
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Reader> {
    SUPPLIERS.iter().chain(PROCESSORS)
}

const SUPPLIERS: &[Reader] = &[
    reader("palcards created", s::PALCARDS_ORDER, |reply| {
        placed(reply, &palcards::read_created(&intent(ProductKind::Voucher), reply))
    }),
    reader("palcards top-up created", s::PALCARDS_ORDER, |reply| {
        placed(reply, &palcards::read_created(&intent(ProductKind::Topup), reply))
    }),
    reader("palcards order", s::PALCARDS_ORDER, |reply| {
        found(reply, palcards::read_one(&intent(ProductKind::Voucher), reply).as_ref())
    }),
    reader("palcards list", s::PALCARDS_LIST, |reply| asked(reply, palcards::read_page(reply))),
    reader("palcards preflight", s::PALCARDS_PREFLIGHT, |reply| {
        let checked = palcards::read_preflight(reply);
        let yes = checked.as_ref().is_ok_and(|checked| checked.ok);
        only(reply, checked.is_ok(), yes)
    }),
    reader("palcards profile", s::PALCARDS_PROFILE, |reply| {
        asked(reply, palcards::read_profile(reply))
    }),
    reader("palcards catalogue", s::PALCARDS_CATALOG, |reply| {
        let (account, source) = with_catalog();
        asked(reply, palcards::read_catalog(&account, &source, reply))
    }),
    reader("plexy created", s::PLEXY_ORDER, |reply| {
        let intent = intent(ProductKind::Voucher);
        placed(reply, &plexy::read_created(&intent, Environment::Production, reply))
    }),
    reader("plexy top-up created", s::PLEXY_ORDER, |reply| {
        let intent = intent(ProductKind::Topup);
        placed(reply, &plexy::read_created(&intent, Environment::Sandbox, reply))
    }),
    reader("plexy order", s::PLEXY_ORDER, |reply| {
        let intent = intent(ProductKind::Voucher);
        found(reply, plexy::read_one(&intent, Environment::Production, reply).as_ref())
    }),
    reader("plexy list", s::PLEXY_LIST, |reply| asked(reply, plexy::read_page(reply))),
    reader("plexy balance", s::PLEXY_BALANCE, |reply| asked(reply, plexy::read_balance(reply))),
    reader("plexy deposits", s::PLEXY_DEPOSITS, |reply| asked(reply, plexy::read_deposits(reply))),
    reader("plexy kinds", s::PLEXY_KINDS, |reply| asked(reply, plexy::read_kinds(reply))),
    reader("plexy product", s::PLEXY_PRODUCT, |reply| {
        let product = plexy::read_product(&supplier(), &Kinds::documented(), reply);
        let there = matches!(product, Ok(Some(_)));
        only(reply, product.is_ok(), there)
    }),
    reader("plexy products", s::PLEXY_PRODUCTS, |reply| {
        asked(reply, plexy::read_products(&supplier(), &Kinds::documented(), reply))
    }),
    reader("cardpluspay created", s::CARDPLUSPAY_ORDER, |reply| {
        placed(reply, &cardpluspay::read_created(&intent(ProductKind::Voucher), reply))
    }),
    reader("cardpluspay order", s::CARDPLUSPAY_ORDER, |reply| {
        found(reply, cardpluspay::read_one(&intent(ProductKind::Voucher), reply).as_ref())
    }),
    reader("cardpluspay list", s::CARDPLUSPAY_LIST, |reply| {
        asked(reply, cardpluspay::read_page(reply))
    }),
    reader("cardpluspay balance", s::CARDPLUSPAY_BALANCE, |reply| {
        asked(reply, cardpluspay::read_balance(reply))
    }),
    reader("cardpluspay check", s::CARDPLUSPAY_CHECK, |reply| {
        let checked = cardpluspay::read_check(usd(), reply);
        let yes = checked.as_ref().is_ok_and(|checked| checked.ok);
        only(reply, checked.is_ok(), yes)
    }),
    reader("cardpluspay catalogue", s::CARDPLUSPAY_CATALOG, |reply| {
        asked(reply, cardpluspay::read_catalog(&supplier(), usd(), reply))
    }),
];

/// An account, and where its owner says that its products are.
fn with_catalog() -> (SupplierAccount, CatalogSource) {
    let fields = [
        (ProductFact::Item, "id"),
        (ProductFact::NameEn, "title.en"),
        (ProductFact::Kind, "type"),
        (ProductFact::Cost, "price"),
        (ProductFact::RequiredInfo, "needs"),
    ];
    let source = CatalogSource {
        path: "/products".into(),
        list: Some("data".into()),
        total: Some("total".into()),
        page: None,
        fields: fields.map(|(fact, place)| (fact, place.to_owned())).to_vec(),
    };
    let account = SupplierAccount {
        id: supplier(),
        kind: SupplierKind::PalCards,
        environment: Environment::Sandbox,
        base_url: String::new(),
        api_key: Secret::new(""),
        agent_id: None,
        currency: usd(),
        bulk: false,
        catalog: None,
    };
    (account, source)
}

fn intent(kind: ProductKind) -> Intent {
    Intent {
        order_id: OrderId::new("o1"),
        reference: Reference::new("ref-0001"),
        item: "GOOGLE-5USD-KOXx".into(),
        quantity: 1,
        kind,
        currency: usd(),
        phone: None,
        fields: BTreeMap::new(),
        created_at: Timestamp(1_795_000_000_000),
        amount: None,
        mark: None,
    }
}

fn supplier() -> SupplierId {
    SupplierId::new("s")
}

fn usd() -> Option<Currency> {
    "USD".parse().ok()
}

/// A purchase's reply: a yes under 200 and 201 alone, a no under the listed refusals alone, neither from
/// half a reply.
fn placed(reply: &WireReply, placed: &Placed) -> Outcome {
    let allowed = match placed {
        Placed::NeverSent(_) => false,
        Placed::Accepted(_) => reply.complete && matches!(reply.status, 200 | 201),
        Placed::Refused(_) => {
            reply.complete && matches!(reply.status, 400 | 401 | 402 | 403 | 404 | 422)
        }
        Placed::Throttled(_) => reply.complete && reply.status == 429,
        Placed::Lost(_) => true,
    };
    let wrong = (!allowed).then(|| format!("{placed:?}"));
    let Placed::Accepted(report) = placed else {
        return Outcome { is_read: !matches!(placed, Placed::Lost(_)), complaint: wrong };
    };
    Outcome { is_read: true, complaint: wrong.or_else(|| report_complaint(report)) }
}

fn found(reply: &WireReply, report: Option<&Report>) -> Outcome {
    let Some(report) = report else { return Outcome { is_read: false, complaint: None } };
    let allowed = reply.complete && reply.status == 200;
    let wrong = (!allowed).then(|| format!("{report:?}"));
    Outcome { is_read: true, complaint: wrong.or_else(|| report_complaint(report)) }
}

/// What no report may be, whatever it was read from.
fn report_complaint(report: &Report) -> Option<String> {
    let id = report.provider_order_id.as_str();
    if id.trim().is_empty() || id.chars().count() > 200 {
        return Some("an id that cannot be one".to_owned());
    }
    if report.provider_state.chars().count() > 40 {
        return Some("a status word without end".to_owned());
    }
    if report.cost.is_some_and(|cost| cost.amount().is_sign_negative()) {
        return Some("a cost below zero".to_owned());
    }
    let Fate::Fulfilled(secrets) = &report.fate else { return None };
    if secrets.iter().any(|secret| secret.value.reveal().trim().is_empty()) {
        return Some("a secret that is blank".to_owned());
    }
    (secrets.len() > 100_000).then(|| "secrets without end".to_owned())
}

/// A question's answer: only from a whole 200.
fn asked<T, E>(reply: &WireReply, answer: Result<T, E>) -> Outcome {
    only(reply, answer.is_ok(), answer.is_ok())
}

/// Something that is `read` in several ways, of which `yes` needs a whole good reply.
fn only(reply: &WireReply, read: bool, yes: bool) -> Outcome {
    let allowed = !yes || (reply.complete && matches!(reply.status, 200 | 201));
    let complaint = (!allowed).then(|| "a yes from a reply that is none".to_owned());
    Outcome { is_read: read, complaint }
}

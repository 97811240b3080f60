//! What stands in a dispute pack. Pure: facts and words in, a sheet out.

use super::Claim;
use crate::{
    slips::paper::{direction, local_time},
    views::rfc3339,
    words::{Words, args},
};
use devices::{Part, Sheet};
use domain::{
    account::SupplierAccount,
    money::Money,
    order::OrderState,
    shop::{Language, Shop},
    time::Timestamp,
};
use engine::records::{EventKind, EventRecord, OrderRecord};

/// Everything a pack may say. No secret is among it but as the journal masks it.
pub(super) struct Facts<'a> {
    pub(super) shop: &'a Shop,
    /// None of an account that the shop no longer has.
    pub(super) account: Option<&'a SupplierAccount>,
    pub(super) order: &'a OrderRecord,
    pub(super) events: &'a [EventRecord],
    /// What the product is worth, or what the customer chose.
    pub(super) face: Option<Money>,
    pub(super) claim: Claim,
    pub(super) note: Option<&'a str>,
    pub(super) words: &'a Words,
    pub(super) at: Timestamp,
}

type Row = (String, String);

impl Facts<'_> {
    pub(super) fn sheet(&self) -> Sheet {
        let words = self.words;
        let mut parts = Vec::new();
        if self.shop.practice {
            parts.push(Part::Note(words.say("receipt-training")));
        }
        parts.push(Part::Note(self.happened()));
        parts.push(Part::Note(words.say(&format!("dispute-claim-{}", self.claim.as_str()))));
        if let Some(note) = self.note {
            parts.push(Part::Note(
                words.say_with("dispute-note", &args([("note", note.to_owned())])),
            ));
        }
        for (title, rows) in [
            ("dispute-order", self.numbers()),
            ("dispute-product", self.product()),
            ("dispute-delivered", self.delivered()),
            ("dispute-times", self.times()),
            ("dispute-shop", self.who()),
            ("story-events", self.story()),
        ] {
            if !rows.is_empty() {
                parts.push(Part::Facts { title: words.say(title), rows });
            }
        }
        Sheet {
            direction: direction(words),
            title: format!("{} · {}", self.shop.name, words.say("dispute-title")),
            subtitle: kept_in_order(self.order.reference.as_str()),
            parts,
            foot: words.say_with("sales-report-drawn", &args([("at", local_time(self.at))])),
        }
    }

    /// What happened, in one sentence.
    fn happened(&self) -> String {
        let ended = self.order.finished_at.map(exact_time).unwrap_or_default();
        let sent = self.order.sent_at.map(exact_time).unwrap_or_default();
        let named = args([("ended", ended), ("sent", sent)]);
        let state = self.order.state.as_str().replace('_', "-");
        self.words.say_with(&format!("dispute-happened-{state}"), &named)
    }

    fn fact(&self, key: &str, value: &str) -> Row {
        (self.words.say(key), kept_in_order(value))
    }

    fn money(&self, key: &str, money: Money) -> Row {
        self.fact(key, &format!("{} {}", money.amount(), money.currency()))
    }

    fn numbers(&self) -> Vec<Row> {
        let order = self.order;
        let theirs = match &order.provider_order_id {
            Some(id) => self.fact("dispute-supplier-order", id.as_str()),
            None => (
                self.words.say("dispute-supplier-order"),
                self.words.say("story-no-supplier-order"),
            ),
        };
        let said = order.provider_state.as_deref();
        let mut rows = vec![theirs];
        rows.extend(said.map(|state| self.fact("dispute-supplier-state", state)));
        rows.push(self.fact("dispute-reference", order.reference.as_str()));
        rows.push(self.fact("dispute-own-order", order.id.as_str()));
        let state = self.words.state(order.state.as_str());
        rows.push((self.words.say("dispute-state"), state));
        let reason = order.reason.as_ref();
        rows.extend(reason.map(|it| (self.words.say("dispute-reason"), self.words.reason(it))));
        rows
    }

    fn product(&self) -> Vec<Row> {
        let order = self.order;
        let name = match self.words.language() {
            Language::English => &order.name.en,
            Language::Arabic => &order.name.ar,
        };
        let mut rows = vec![
            (self.words.say("dispute-name"), name.clone()),
            self.fact("dispute-item", &order.item),
        ];
        rows.extend(self.face.map(|face| self.money("dispute-face", face)));
        rows.extend(order.cost.map(|cost| self.money(self.cost_key(), cost)));
        rows.push(self.fact(
            "dispute-price",
            &format!("{} {}", order.price.to_price(), order.price.currency()),
        ));
        let phone = order.phone_sent.as_ref().or(order.phone.as_ref());
        rows.extend(phone.map(|phone| self.fact("dispute-phone", phone.as_str())));
        let told = order.fields.iter().map(|(key, value)| (key.clone(), kept_in_order(value)));
        rows.extend(told);
        rows
    }

    /// What was delivered has its cost by the supplier's word; before that it is what was expected.
    fn cost_key(&self) -> &'static str {
        match self.order.state {
            OrderState::Delivered | OrderState::Refunded => "dispute-charged",
            OrderState::Prepared
            | OrderState::Waiting
            | OrderState::Unknown
            | OrderState::NeedsAttention
            | OrderState::Refused => "dispute-expected",
        }
    }

    /// The serial whole, of a code its last four, of a PIN nothing, not even that there is one.
    fn delivered(&self) -> Vec<Row> {
        let shown = self.order.secrets.iter().filter(|secret| secret.label != "pin");
        let row = |label: &str, masked: &str| {
            let key = format!("dispute-secret-{label}");
            let label = if self.words.has(&key) { self.words.say(&key) } else { label.to_owned() };
            (label, kept_in_order(masked))
        };
        shown.map(|secret| row(&secret.label, &secret.masked)).collect()
    }

    fn times(&self) -> Vec<Row> {
        let order = self.order;
        let accepted = self.events.iter().find(|event| event.kind == EventKind::Accepted);
        let state = order.state.as_str();
        let times = [
            (self.words.say("dispute-created"), Some(order.created_at)),
            (self.words.say("dispute-sent"), order.sent_at),
            (self.words.say("dispute-accepted"), accepted.map(|event| event.at)),
            (self.words.state(state), order.finished_at),
        ];
        let known = times.into_iter().filter_map(|(label, at)| Some((label, at?)));
        known.map(|(label, at)| (label, kept_in_order(&exact_time(at)))).collect()
    }

    fn who(&self) -> Vec<Row> {
        let mut rows = vec![(self.words.say("dispute-shop-name"), self.shop.name.clone())];
        let phone = self.shop.phone.as_ref();
        rows.extend(phone.map(|phone| self.fact("dispute-shop-phone", phone.as_str())));
        rows.push(self.fact("dispute-till", &self.shop.till_code));
        rows.push(self.fact("dispute-supplier", self.order.supplier.as_str()));
        if let Some(account) = self.account {
            rows.push(self.fact("dispute-kind", account.kind.as_str()));
            rows.push(self.fact("dispute-environment", account.environment.as_str()));
        }
        rows
    }

    /// The whole story. Who in the shop did what is no supplier's business.
    fn story(&self) -> Vec<Row> {
        let line = |event: &EventRecord| {
            let nameless = EventRecord { clerk: None, ..event.clone() };
            (kept_in_order(&exact_time(event.at)), self.words.event(&nameless))
        };
        self.events.iter().map(line).collect()
    }
}

/// Numbers and names of a system read from left to right in any language.
fn kept_in_order(value: &str) -> String {
    format!("\u{2066}{value}\u{2069}")
}

/// To the second, with its zone: a supplier looks it up in a log of its own.
fn exact_time(at: Timestamp) -> String {
    let Ok(moment) = jiff::Timestamp::from_millisecond(at.0) else { return rfc3339(at) };
    moment.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
}

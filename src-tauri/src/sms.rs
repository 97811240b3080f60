//! Text messages: which route takes them, what they say, and handing one to the outbox.

use crate::{
    error::{ErrorCode, Failure},
    session::{Session, stays_here},
    words::{Isolation, Words, args},
};
use async_trait::async_trait;
use domain::{
    ids::RouteId,
    message::MessageState,
    money::Money,
    order::OrderState,
    phone::{Phone, TypedPhone},
    secret::Secret,
    shop::{Language, Shop},
};
use engine::{
    outbox::{Outbox, OutboxError},
    ports::{Route, messages::MessageRecord, supplier::LabelledSecret},
    records::{AttentionKind, OrderRecord},
    till::Till,
};
use messages::{
    HttpGateway, Modem, SmsGate, Template, Twilio, Web, http, modem, smsgate, template::PLAIN,
    twilio,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use storage::{SmsKind, SmsRoute, Storage};

/// The shop's text messages.
#[derive(Clone, Debug)]
pub(crate) struct Texting {
    pub(crate) outbox: Outbox,
    /// The routes in the file's order; the first one is used.
    pub(crate) routes: Vec<RouteFacts>,
}

/// What is known of a route beside its adapter.
#[derive(Clone, Debug)]
pub(crate) struct RouteFacts {
    pub(crate) id: RouteId,
    /// Of one part.
    pub(crate) price: Option<Money>,
    /// Whether texts cross the shop's network in clear.
    pub(crate) is_plain: bool,
}

/// What only one kind of route has; the provisioning file was judged when it was read.
#[derive(Debug, Default, Deserialize)]
struct Options {
    sim: Option<u8>,
    device: Option<String>,
    baud: Option<u32>,
    flow: Option<String>,
    reports: Option<bool>,
    preset: Option<String>,
    template: Option<serde_json::Value>,
}

impl Options {
    fn read(text: &Secret) -> Option<Self> {
        serde_json::from_str(text.reveal()).ok()
    }

    fn template(&self) -> Option<Template> {
        match &self.template {
            Some(template) => Template::from_json(&template.to_string()).ok(),
            None => Template::preset(self.preset.as_deref().unwrap_or(PLAIN)),
        }
    }
}

/// The template that the options of an HTTP route name or hold.
pub(crate) fn template(options: &Secret) -> Option<Template> {
    Options::read(options)?.template()
}

/// Brings routes and outbox together.
pub(crate) async fn texting(storage: &Storage, till: &Till) -> Result<Texting, Failure> {
    let settings = storage.engine_settings().await?;
    let web = Web::new(settings.connect_timeout, settings.request_timeout);
    let web = web.map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    let mut routes: BTreeMap<RouteId, Arc<dyn Route>> = BTreeMap::new();
    let mut facts = Vec::new();
    for set_up in storage.sms_routes().await? {
        let id = RouteId::new(&set_up.id);
        // A modem has no address.
        let url = set_up.base_url.as_deref();
        let own = match url {
            Some(url) => stays_here(till.shop().practice, url, id.as_str())?,
            None => true,
        };
        let parsed = url.and_then(|url| url::Url::parse(url).ok());
        let is_plain = !own && parsed.is_some_and(|url| url.scheme() == "http");
        facts.push(RouteFacts { id: id.clone(), price: set_up.price, is_plain });
        routes.insert(id, adapter(storage, set_up, &web)?);
    }
    let outbox = Outbox::new(till.clone(), Arc::new(storage.clone()), routes);
    Ok(Texting { outbox, routes: facts })
}

/// What a data dir remembers of a SIM card's PIN.
#[derive(Debug)]
struct SimPin {
    storage: Storage,
    route: String,
}

#[async_trait]
impl modem::PinMemory for SimPin {
    async fn begin(&self) -> Result<bool, String> {
        self.storage.begin_sim_pin(&self.route).await.map_err(|error| error.to_string())
    }

    async fn was_right(&self) {
        if let Err(error) = self.storage.sim_pin_was_right(&self.route).await {
            tracing::warn!(%error, "a SIM card's PIN is taken for a wrong one from now on");
        }
    }
}

fn adapter(storage: &Storage, set_up: SmsRoute, web: &Web) -> Result<Arc<dyn Route>, Failure> {
    // What is wrong with them is not repeated: they may hold a key.
    let broken =
        || Failure::about(ErrorCode::DatabaseFailed, format!("the options of {}", set_up.id));
    let options = match &set_up.options {
        Some(text) => Options::read(text).ok_or_else(broken)?,
        None => Options::default(),
    };
    let base_url = |default: &str| {
        let url = set_up.base_url.as_deref().unwrap_or(default);
        url.trim_end_matches('/').to_owned()
    };
    let account = set_up.account.clone().unwrap_or_default();
    let secret = set_up.secret.clone().unwrap_or_else(|| Secret::new(""));
    let web = web.clone();
    Ok(match set_up.kind {
        SmsKind::Twilio => {
            let base_url = base_url(twilio::PRODUCTION);
            let sender = set_up.sender.unwrap_or_default();
            let account = twilio::Account { base_url, sid: account, token: secret, sender };
            Arc::new(Twilio::new(account, web))
        }
        SmsKind::SmsGate => {
            let base_url = base_url(smsgate::CLOUD);
            let account =
                smsgate::Account { base_url, user: account, password: secret, sim: options.sim };
            Arc::new(SmsGate::new(account, web))
        }
        SmsKind::Http => {
            let template = options.template().ok_or_else(broken)?;
            let base_url = base_url(template.base_url.as_deref().unwrap_or_default());
            let sender = set_up.sender.unwrap_or_default();
            let account = http::Account { base_url, account, secret, sender, template };
            Arc::new(HttpGateway::new(account, web))
        }
        SmsKind::GsmModem => {
            let device = options.device.ok_or_else(broken)?;
            let baud = options.baud.unwrap_or(modem::BAUD);
            let network_max = modem::NETWORK_MAX;
            let flow = options.flow.as_deref().and_then(modem::Flow::from_word);
            let account = modem::Account {
                device,
                baud,
                flow: flow.unwrap_or_default(),
                pin: set_up.secret.clone(),
                reports: options.reports.unwrap_or(true),
                network_max,
            };
            let memory = SimPin { storage: storage.clone(), route: set_up.id.clone() };
            Arc::new(Modem::new(account, Arc::new(memory)))
        }
    })
}

/// A phone as somebody typed it.
pub(crate) fn phone(session: &Session, typed: &str) -> Result<TypedPhone, Failure> {
    Phone::parse(typed, &session.shop().country)
        .map_err(|_| Failure::plain(ErrorCode::PhoneInvalid))
}

/// The route in use.
pub(crate) fn route(session: &Session) -> Result<&RouteFacts, Failure> {
    let route = session.texting.routes.first();
    route.ok_or_else(|| Failure::plain(ErrorCode::NoSmsRoute))
}

/// A message, and how often its order's codes were handed over by now.
pub(crate) struct Texted {
    pub(crate) message: MessageRecord,
    pub(crate) copies: u32,
}

impl Texted {
    /// Why it cannot be said that the message went out, if so.
    pub(crate) fn failure(&self, words: &Words) -> Option<Failure> {
        let why = words.hitch(self.message.reason.as_deref().unwrap_or_default());
        match self.message.state {
            MessageState::Sent | MessageState::Delivered => None,
            MessageState::Failed => Some(Failure::about(ErrorCode::SmsFailed, why)),
            MessageState::Queued | MessageState::Unknown => {
                Some(Failure::about(ErrorCode::SmsUnknown, why))
            }
        }
    }
}

/// Texts an order's codes. A failure never touches the sale (INV-20).
pub(crate) async fn text_order(
    session: &Session,
    order: &OrderRecord,
    to: &Phone,
    clerk: Option<String>,
) -> Result<Texted, Failure> {
    if order.state != OrderState::Delivered {
        return Err(Failure::about(ErrorCode::NothingToPrint, &order.id));
    }
    let route = route(session)?;
    let secrets = session.till.secrets_for_slip(&order.id).await?;
    let (shop, words) = (session.shop(), session.words(Isolation::Off));
    let wording = |copy| compose(shop, order, copy, &secrets, &words);
    let sent = session.texting.outbox.send(order, &route.id, to.clone(), &wording, clerk).await;
    let message = sent.map_err(Failure::from)?;
    let copies = session.order(order.id.as_str()).await?.copies;
    Ok(Texted { message, copies })
}

/// What the next message about an order would say, in the shop's language.
pub(crate) async fn text(session: &Session, order: &OrderRecord) -> Result<Secret, Failure> {
    let secrets = session.till.secrets_for_slip(&order.id).await?;
    let copy = session.storage.copy_to_be(&order.id).await?;
    Ok(compose(session.shop(), order, copy, &secrets, &session.words(Isolation::Off)))
}

/// Every code stands on a line of its own: a telephone turns the groups of a code around when they
/// follow Arabic letters. No direction marks and nothing ornamental: one letter too many doubles the
/// price.
fn compose(
    shop: &Shop,
    order: &OrderRecord,
    copy: u32,
    secrets: &[LabelledSecret],
    words: &Words,
) -> Secret {
    let name = match words.language() {
        Language::English => &order.name.en,
        Language::Arabic => &order.name.ar,
    };
    let mut lines = vec![shop.name.clone(), name.clone()];
    if shop.practice {
        lines.insert(0, words.say("sms-training"));
    }
    if copy > 1 {
        lines.push(words.say_with("sms-copy", &args([("number", copy.to_string())])));
    }
    match secrets {
        [] => {
            lines.push(words.say("sms-delivered"));
            lines.extend(order.fields.values().cloned());
        }
        // What stands alone needs no name.
        [only] if !only.is_public() => lines.push(only.value.reveal().to_owned()),
        several => {
            for secret in several {
                let key = format!("receipt-{}", secret.label);
                let label = if words.has(&key) { words.say(&key) } else { secret.label.clone() };
                lines.push(format!("{label}:"));
                lines.push(secret.value.reveal().to_owned());
            }
        }
    }
    Secret::new(lines.join("\n"))
}

/// To which phone the message went that did not arrive, or may not have; `None` where the matter with
/// an order is another one.
pub(crate) async fn lost_text_to(
    session: &Session,
    order: &OrderRecord,
    matter: AttentionKind,
) -> Result<Option<String>, Failure> {
    let missing = match matter {
        AttentionKind::TextFailed => MessageState::Failed,
        AttentionKind::TextUnknown => MessageState::Unknown,
        AttentionKind::LateDelivery
        | AttentionKind::TakenBack
        | AttentionKind::MoneyNotBack
        | AttentionKind::MoneyUnclear
        | AttentionKind::NotCaptured
        | AttentionKind::Overpaid
        | AttentionKind::LateCandidate
        | AttentionKind::Imported
        | AttentionKind::NotListed => return Ok(None),
    };
    let texts = session.texting.outbox.messages_of(order).await?;
    Ok(texts.iter().rfind(|text| text.state == missing).map(|text| text.to.grouped()))
}

impl From<OutboxError> for Failure {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Journal(error) => error.into(),
            OutboxError::SlipUnderWay(order) => Self::about(ErrorCode::PrintUnderWay, order),
            OutboxError::Illegal(_) | OutboxError::NoMessage(_) => {
                Self::about(ErrorCode::DatabaseFailed, error)
            }
        }
    }
}

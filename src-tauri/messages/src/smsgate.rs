//! SMS Gateway for Android (capcom6): the shop's own telephone, reached over its network (local) or
//! over a server (cloud, or one's own). Our id is its idempotency key: the same id twice is one message,
//! and a repeat is answered with 409.

use crate::{
    gateway::{Ask, Exchange, Reply, Web},
    quote::Unsaid,
};
use async_trait::async_trait;
use domain::secret::Secret;
use engine::ports::{
    Route,
    route::{Answer, Dispatch, Fate, Hitch, RouteError, RouteReport, SendTicket, Sought},
};
use serde_json::json;
use web::Method;

/// The maker's server. It sees the texts: for codes, reach the telephone itself.
pub const CLOUD: &str = "https://api.sms-gate.app/3rdparty/v1";

/// A telephone that sends.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where it is, without a trailing slash: host and port of a telephone, or a server's whole path.
    pub base_url: String,
    /// The user.
    pub user: String,
    /// The password.
    pub password: Secret,
    /// Which of its SIM cards, from 1; its own choice if none is named.
    pub sim: Option<u8>,
}

/// The route.
#[derive(Clone, Debug)]
pub struct SmsGate {
    account: Account,
    web: Web,
}

/// The telephone gives a message up after an hour: the customer was helped otherwise by then.
const TTL_SECONDS: u32 = 3600;
/// An id no message has.
const NOBODYS: &str = "00000000-0000-4000-8000-000000000000";

impl SmsGate {
    /// The route of a telephone.
    #[must_use]
    pub fn new(account: Account, web: Web) -> Self {
        Self { account, web }
    }

    /// A telephone serves `/message` at its root, a server `/messages` under its path.
    fn url(&self, tail: &str) -> String {
        let base = &self.account.base_url;
        let has_path = url::Url::parse(base).is_ok_and(|url| url.path() != "/");
        let place = if has_path { "messages" } else { "message" };
        format!("{base}/{place}{tail}")
    }

    fn ask(&self, method: Method, tail: &str) -> Ask {
        Ask::new(method, self.url(tail)).basic(&self.account.user, &self.account.password)
    }

    fn unsaid(&self) -> Unsaid {
        Unsaid::new().secret(&self.account.password)
    }
}

#[async_trait]
impl Route for SmsGate {
    fn is_keyed(&self) -> bool {
        true
    }

    async fn send(&self, ticket: SendTicket) -> Dispatch {
        let letter = ticket.redeem();
        let unsaid = self.unsaid().text(&letter.text).phone(&letter.to);
        let mut body = json!({
            "id": letter.id.as_str(),
            "textMessage": { "text": letter.text.reveal() },
            "phoneNumbers": [letter.to.as_str()],
            "withDeliveryReport": true,
            "ttl": TTL_SECONDS,
        });
        if let (Some(sim), Some(fields)) = (self.account.sim, body.as_object_mut()) {
            fields.insert("simNumber".to_owned(), json!(sim));
        }
        // An odd number warns and never blocks; the network judges it.
        let ask = self.ask(Method::POST, "?skipPhoneValidation=true").json(&body);
        match self.web.send(ask).await {
            Exchange::Answered(reply) => sent(&reply, letter.id.as_str(), &unsaid),
            Exchange::NeverSent(why) => Dispatch::NeverSent(unsaid.quote(&why)),
            Exchange::Lost(why) => Dispatch::Lost(unsaid.quote(&why)),
        }
    }

    async fn look_up(&self, sought: &Sought) -> Answer {
        let id = sought.id.as_str();
        let unsaid = self.unsaid().phone(&sought.to);
        match self.web.send(self.ask(Method::GET, &format!("/{id}"))).await {
            Exchange::Answered(reply) => match (reply.status, report(&reply, id, &unsaid)) {
                (200, Some(report)) => Answer::Told(report),
                (404, _) => Answer::Absent,
                _ => Answer::Unclear(reply.unclear()),
            },
            Exchange::NeverSent(why) | Exchange::Lost(why) => Answer::Unclear(unsaid.quote(&why)),
        }
    }

    async fn ready(&self) -> Result<String, RouteError> {
        match self.web.send(self.ask(Method::GET, &format!("/{NOBODYS}"))).await {
            Exchange::Answered(reply) => match reply.status {
                401 | 403 => Err(RouteError::Key(format!("HTTP {}", reply.status))),
                500.. => Err(RouteError::Unreachable(reply.unclear())),
                _ => Ok(self.account.user.clone()),
            },
            Exchange::NeverSent(why) | Exchange::Lost(why) => Err(RouteError::Unreachable(why)),
        }
    }
}

fn sent(reply: &Reply, id: &str, unsaid: &Unsaid) -> Dispatch {
    match reply.status {
        200..=202 => match report(reply, id, unsaid) {
            Some(report) => Dispatch::Told(report),
            None => Dispatch::Lost(reply.unclear()),
        },
        // It has this id already: whoever asks for it learns its state.
        409 => Dispatch::Lost(Hitch::HasItAlready.plain()),
        status if reply.is_turned_away() => {
            let said = reply.text_at("/message").or_else(|| reply.text_at("/error"));
            let said = unsaid.quote(&said.unwrap_or_default());
            let why = format!("{said} (HTTP {status})").trim().to_owned();
            let fate = Fate::Refused(why);
            Dispatch::Told(RouteReport { fate, route_message: None, word: None })
        }
        _ => Dispatch::Lost(reply.unclear()),
    }
}

/// A message as the gateway shows it, if it is ours; an unknown word settles nothing but that it is
/// there.
fn report(reply: &Reply, id: &str, unsaid: &Unsaid) -> Option<RouteReport> {
    let state = reply.text_at("/state")?;
    if reply.text_at("/id")? != id {
        return None;
    }
    let fate = match state.as_str() {
        "Delivered" => Fate::Arrived,
        "Failed" | "Cancelled" => {
            let error = reply.text_at("/recipients/0/error").unwrap_or_else(|| state.clone());
            Fate::Refused(unsaid.quote(&error))
        }
        _ => Fate::Taken,
    };
    let word = Some(unsaid.quote(&state));
    Some(RouteReport { fate, route_message: Some(id.to_owned()), word })
}

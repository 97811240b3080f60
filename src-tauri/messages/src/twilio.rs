//! Twilio's Programmable Messaging, or whoever speaks like it. It has no idempotency key: a message
//! whose reply was lost before its `sid` was heard cannot be asked about, and is never sent again.

use crate::{
    gateway::{Ask, Exchange, Reply, Web},
    quote::Unsaid,
};
use async_trait::async_trait;
use domain::secret::Secret;
use engine::ports::{
    Route,
    route::{Answer, Dispatch, Fate, RouteError, RouteReport, SendTicket, Sought},
};
use web::Method;

/// Where Twilio is.
pub const PRODUCTION: &str = "https://api.twilio.com";

/// An account there.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where it is, without a trailing slash.
    pub base_url: String,
    /// The account's `AC…`.
    pub sid: String,
    /// Its token.
    pub token: Secret,
    /// A number, a sender's name, or a messaging service (`MG…`).
    pub sender: String,
}

/// Its number for what it does not know.
const NOT_FOUND: i64 = 20404;

/// The route.
#[derive(Clone, Debug)]
pub struct Twilio {
    account: Account,
    web: Web,
}

impl Twilio {
    /// The route of an account.
    #[must_use]
    pub fn new(account: Account, web: Web) -> Self {
        Self { account, web }
    }

    fn url(&self, tail: &str) -> String {
        format!("{}/2010-04-01/Accounts/{}{tail}", self.account.base_url, self.account.sid)
    }

    fn ask(&self, method: Method, tail: &str) -> Ask {
        Ask::new(method, self.url(tail)).basic(&self.account.sid, &self.account.token)
    }

    fn unsaid(&self) -> Unsaid {
        Unsaid::new().secret(&self.account.token)
    }
}

#[async_trait]
impl Route for Twilio {
    fn is_keyed(&self) -> bool {
        false
    }

    async fn send(&self, ticket: SendTicket) -> Dispatch {
        let letter = ticket.redeem();
        let unsaid = self.unsaid().text(&letter.text).phone(&letter.to);
        let from = match self.account.sender.starts_with("MG") {
            true => "MessagingServiceSid",
            false => "From",
        };
        let fields = [
            ("To", letter.to.as_str()),
            (from, self.account.sender.as_str()),
            ("Body", letter.text.reveal()),
        ];
        match self.web.send(self.ask(Method::POST, "/Messages.json").form(fields)).await {
            Exchange::Answered(reply) => sent(&reply, &unsaid),
            Exchange::NeverSent(why) => Dispatch::NeverSent(unsaid.quote(&why)),
            Exchange::Lost(why) => Dispatch::Lost(unsaid.quote(&why)),
        }
    }

    async fn look_up(&self, sought: &Sought) -> Answer {
        let Some(sid) = &sought.route_message else { return Answer::Mute };
        let unsaid = self.unsaid().phone(&sought.to);
        let reply =
            match self.web.send(self.ask(Method::GET, &format!("/Messages/{sid}.json"))).await {
                Exchange::Answered(reply) => reply,
                Exchange::NeverSent(why) | Exchange::Lost(why) => {
                    return Answer::Unclear(unsaid.quote(&why));
                }
            };
        match (reply.status, report(&reply, &unsaid)) {
            (200, Some(report)) if report.route_message.as_ref() == Some(sid) => {
                Answer::Told(report)
            }
            (404, _) if reply.number_at("/code") == Some(NOT_FOUND) => Answer::Absent,
            _ => Answer::Unclear(reply.unclear()),
        }
    }

    async fn ready(&self) -> Result<String, RouteError> {
        match self.web.send(self.ask(Method::GET, ".json")).await {
            Exchange::Answered(reply) if matches!(reply.status, 401 | 403) => {
                let said = error_words(&reply, &self.unsaid());
                Err(RouteError::Key(said.unwrap_or_else(|| format!("HTTP {}", reply.status))))
            }
            Exchange::Answered(reply) if reply.status < 500 => Ok(self.account.sid.clone()),
            Exchange::Answered(reply) => Err(RouteError::Unreachable(reply.unclear())),
            Exchange::NeverSent(why) | Exchange::Lost(why) => Err(RouteError::Unreachable(why)),
        }
    }
}

/// Only Twilio's own form is an answer: a proxy's page says nothing about a message.
fn sent(reply: &Reply, unsaid: &Unsaid) -> Dispatch {
    match reply.status {
        200 | 201 => match report(reply, unsaid) {
            Some(report) => Dispatch::Told(report),
            None => Dispatch::Lost(reply.unclear()),
        },
        _ if reply.is_turned_away() => match error_words(reply, unsaid) {
            Some(why) => {
                let word = reply.number_at("/code").map(|code| code.to_string());
                let fate = Fate::Refused(why);
                Dispatch::Told(RouteReport { fate, route_message: None, word })
            }
            None => Dispatch::Lost(reply.unclear()),
        },
        _ => Dispatch::Lost(reply.unclear()),
    }
}

/// A message as Twilio shows it; an unknown word settles nothing but that it is there.
fn report(reply: &Reply, unsaid: &Unsaid) -> Option<RouteReport> {
    let (sid, status) = (reply.text_at("/sid")?, reply.text_at("/status")?);
    let fate = match status.as_str() {
        "delivered" | "read" => Fate::Arrived,
        "failed" | "undelivered" | "canceled" => {
            let said = reply.text_at("/error_message").unwrap_or_else(|| status.clone());
            Fate::Refused(with_code(&unsaid.quote(&said), reply.number_at("/error_code")))
        }
        _ => Fate::Taken,
    };
    let word = Some(unsaid.quote(&status));
    Some(RouteReport { fate, route_message: Some(sid), word })
}

fn error_words(reply: &Reply, unsaid: &Unsaid) -> Option<String> {
    let said = reply.text_at("/message")?;
    Some(with_code(&unsaid.quote(&said), reply.number_at("/code")))
}

fn with_code(said: &str, code: Option<i64>) -> String {
    code.map_or_else(|| said.to_owned(), |code| format!("{said} ({code})"))
}

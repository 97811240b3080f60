//! Any HTTP gateway, spoken to by a [`Template`]. An answer that is neither its yes nor its no leaves
//! the message unknown: HTTP 200 is no success.

use crate::{
    gateway::{Ask, Exchange, Reply, Web},
    quote::Unsaid,
    template::{Form, LookUp, Template, Values},
};
use async_trait::async_trait;
use domain::{phone::Phone, secret::Secret, segments::Parts};
use engine::ports::{
    Route,
    route::{Answer, Dispatch, Fate, Letter, RouteError, RouteReport, SendTicket, Sought},
};
use web::Method;

/// An account at a gateway.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where it is, without a trailing slash.
    pub base_url: String,
    /// The user.
    pub account: String,
    /// The key or password.
    pub secret: Secret,
    /// From whom.
    pub sender: String,
    /// How it is spoken to.
    pub template: Template,
}

/// The route.
#[derive(Clone, Debug)]
pub struct HttpGateway {
    account: Account,
    web: Web,
}

impl HttpGateway {
    /// The route of an account.
    #[must_use]
    pub fn new(account: Account, web: Web) -> Self {
        Self { account, web }
    }

    fn unsaid(&self, text: Option<&Secret>, to: &Phone) -> Unsaid {
        let unsaid = Unsaid::new().secret(&self.account.secret).phone(to);
        match text {
            Some(text) => unsaid.text(text).text(&self.account.template.text(text)),
            None => unsaid,
        }
    }

    /// Fills a form.
    fn ask(&self, form: &Form, values: &Values<'_>) -> Ask {
        let as_is = str::to_owned;
        let encoded = |value: &str| {
            let encoded: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
            encoded.replace('+', "%20")
        };
        let mut url = format!("{}{}", self.account.base_url, values.fill(&form.path, encoded));
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in &form.query {
            query.append_pair(name, &values.fill(value, as_is));
        }
        let query = query.finish();
        if !query.is_empty() {
            url = format!("{url}?{query}");
        }
        let mut ask = Ask::new(if form.get { Method::GET } else { Method::POST }, url);
        let Account { account, secret, .. } = &self.account;
        if form.basic && !account.is_empty() && !secret.reveal().is_empty() {
            ask = ask.basic(account, secret);
        }
        for (name, value) in &form.headers {
            ask.headers.push((name.clone(), Secret::new(values.fill(value, as_is))));
        }
        if let Some(body) = &form.json {
            ask = ask.json(&values.fill_json(body));
        } else if !form.form.is_empty() {
            let fields: Vec<(&str, String)> = form
                .form
                .iter()
                .map(|(name, value)| (name.as_str(), values.fill(value, as_is)))
                .collect();
            ask = ask.form(fields.iter().map(|(name, value)| (*name, value.as_str())));
        }
        ask
    }

    fn letter_ask(&self, letter: &Letter) -> Ask {
        let template = &self.account.template;
        let (to, text) = (template.number(&letter.to), template.text(&letter.text));
        let alphabet = template.alphabet(Parts::of(letter.text.reveal()).alphabet());
        let values = Values(vec![
            ("to", &to),
            ("text", text.reveal()),
            ("sender", &self.account.sender),
            ("id", letter.id.as_str()),
            ("account", &self.account.account),
            ("secret", self.account.secret.reveal()),
            ("alphabet", alphabet),
        ]);
        self.ask(&template.send, &values)
    }

    fn sent(&self, reply: &Reply, unsaid: &Unsaid) -> Dispatch {
        let template = &self.account.template;
        let said = |fallback: String| {
            let said = template.error.as_ref().and_then(|error| error.of(reply));
            said.map_or(fallback, |said| unsaid.quote(&said))
        };
        let no = template.no.iter().any(|test| test.holds(reply));
        if no || (reply.is_turned_away() && template.no.is_empty()) {
            let fate = Fate::Refused(said(format!("HTTP {}", reply.status)));
            return Dispatch::Told(RouteReport { fate, route_message: None, word: None });
        }
        let yes =
            (200..300).contains(&reply.status) && template.ok.iter().all(|test| test.holds(reply));
        if yes {
            let route_message = template.id.as_ref().and_then(|id| id.of(reply));
            return Dispatch::Told(RouteReport { fate: Fate::Taken, route_message, word: None });
        }
        Dispatch::Lost(reply.unclear())
    }

    fn looked_up(look_up: &LookUp, reply: &Reply, unsaid: &Unsaid) -> Answer {
        let word = look_up.state.of(reply).filter(|_| (200..300).contains(&reply.status));
        let Some(word) = word else { return Answer::Unclear(reply.unclear()) };
        let fate = if look_up.delivered.contains(&word) {
            Fate::Arrived
        } else if look_up.failed.contains(&word) {
            Fate::Refused(unsaid.quote(&word))
        } else if look_up.sent.contains(&word) {
            Fate::Taken
        } else {
            return Answer::Unclear(unsaid.quote(&word));
        };
        let word = Some(unsaid.quote(&word));
        Answer::Told(RouteReport { fate, route_message: None, word })
    }
}

#[async_trait]
impl Route for HttpGateway {
    fn is_keyed(&self) -> bool {
        self.account.template.keyed
    }

    async fn send(&self, ticket: SendTicket) -> Dispatch {
        let letter = ticket.redeem();
        let unsaid = self.unsaid(Some(&letter.text), &letter.to);
        match self.web.send(self.letter_ask(&letter)).await {
            Exchange::Answered(reply) => self.sent(&reply, &unsaid),
            Exchange::NeverSent(why) => Dispatch::NeverSent(unsaid.quote(&why)),
            Exchange::Lost(why) => Dispatch::Lost(unsaid.quote(&why)),
        }
    }

    async fn look_up(&self, sought: &Sought) -> Answer {
        let Some(look_up) = &self.account.template.look_up else { return Answer::Mute };
        let theirs = sought.route_message.as_deref().unwrap_or_default();
        if theirs.is_empty() && look_up.ask.names("route_message") {
            return Answer::Mute;
        }
        let to = self.account.template.number(&sought.to);
        let values = Values(vec![
            ("to", &to),
            ("sender", &self.account.sender),
            ("id", sought.id.as_str()),
            ("account", &self.account.account),
            ("secret", self.account.secret.reveal()),
            ("route_message", theirs),
        ]);
        let unsaid = self.unsaid(sought.text.as_ref(), &sought.to);
        match self.web.send(self.ask(&look_up.ask, &values)).await {
            Exchange::Answered(reply) => Self::looked_up(look_up, &reply, &unsaid),
            Exchange::NeverSent(why) | Exchange::Lost(why) => Answer::Unclear(unsaid.quote(&why)),
        }
    }

    /// Whether anybody answers there; its key is tried by the first message only.
    async fn ready(&self) -> Result<String, RouteError> {
        match self.web.send(Ask::new(Method::GET, self.account.base_url.clone())).await {
            Exchange::Answered(reply) if reply.status >= 500 => {
                Err(RouteError::Unreachable(reply.unclear()))
            }
            Exchange::Answered(_) => Ok("its key is tried by the first message only".to_owned()),
            Exchange::NeverSent(why) | Exchange::Lost(why) => Err(RouteError::Unreachable(why)),
        }
    }
}

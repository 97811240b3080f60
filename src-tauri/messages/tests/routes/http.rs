//! Gateways described by data: what leaves, and what their answers mean.

use crate::{CODE, KEY, refusal, ticket};
use domain::{ids::MessageId, phone::Phone, secret::Secret, time::Timestamp};
use engine::ports::{
    Route as _,
    route::{Answer, Dispatch, Fate, Sought},
};
use messages::{HttpGateway, Template, Web, http::Account};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What came: target, head, body.
type Seen = Arc<Mutex<Vec<(String, String, String)>>>;

/// A gateway that answers everything with this; with nothing where there is nothing.
fn gateway(answer: &str) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (seen, answer) = (Seen::default(), answer.to_owned());
    let kept = Arc::clone(&seen);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (mut text, mut buffer) = (String::new(), [0; 16 * 1024]);
            let (head, body) = loop {
                let length = stream.read(&mut buffer).unwrap_or(0);
                text.push_str(&String::from_utf8_lossy(&buffer[..length]));
                if let Some((head, body)) = text.split_once("\r\n\r\n") {
                    let low = head.to_ascii_lowercase();
                    let wanted = low.split_once("content-length: ").map_or(0, |(_, rest)| {
                        rest.lines().next().unwrap_or("0").parse::<usize>().unwrap_or(0)
                    });
                    if body.len() >= wanted {
                        break (head.to_owned(), body.to_owned());
                    }
                }
                assert!(length > 0, "half a request: {text}");
            };
            let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
            kept.lock().unwrap().push((target, head, body));
            stream.write_all(answer.as_bytes()).ok();
        }
    });
    (url, seen)
}

fn reply(status: u16, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

fn route(url: &str, template: Template) -> HttpGateway {
    let web = Web::new(Duration::from_secs(5), Duration::from_secs(10)).unwrap();
    let account = Account {
        base_url: url.to_owned(),
        account: "abuali".into(),
        secret: Secret::new(KEY),
        sender: "AbuAli".into(),
        template,
    };
    HttpGateway::new(account, web)
}

fn template(text: &Value) -> Template {
    Template::from_json(&text.to_string()).unwrap()
}

fn fields(text: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn sought(route_message: Option<&str>) -> Sought {
    Sought {
        id: MessageId::new("01a1fe2d-2331-7629-9a78-7a6a4b695c9a"),
        route_message: route_message.map(str::to_owned),
        to: Phone::from_e164("+970599123456"),
        text: None,
        sent_at: Timestamp(0),
    }
}

fn taken(dispatch: &Dispatch) -> Option<String> {
    match dispatch {
        Dispatch::Told(report) if report.fate == Fate::Taken => report.route_message.clone(),
        Dispatch::Told(_) | Dispatch::NeverSent(_) | Dispatch::Lost(_) => panic!("{dispatch:?}"),
    }
}

#[tokio::test]
async fn the_plain_template_posts_json_with_the_password() {
    let (url, seen) = gateway(&reply(202, r#"{"id":"g-7"}"#));
    let route = route(&url, Template::preset("json").unwrap());
    assert_eq!(taken(&route.send(ticket(CODE)).await).as_deref(), Some("g-7"));
    let (target, head, body) = seen.lock().unwrap()[0].clone();
    assert_eq!(target, "/");
    assert!(head.to_lowercase().contains("authorization: basic "), "{head}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        body,
        json!({ "id": "01a1fe2d-2331-7629-9a78-7a6a4b695c9a", "to": "+970599123456",
                "from": "AbuAli", "text": CODE })
    );
}

#[tokio::test]
async fn unifonic_is_spoken_to_as_its_documents_say() {
    let yes = r#"{"success":"true","errorCode":"ER-00","data":{"MessageID":6423}}"#;
    let (url, seen) = gateway(&reply(200, yes));
    let route = route(&url, Template::preset("unifonic").unwrap());
    assert_eq!(taken(&route.send(ticket(CODE)).await).as_deref(), Some("6423"));
    let (target, _, body) = seen.lock().unwrap()[0].clone();
    assert_eq!(target, "/rest/SMS/messages");
    let sent = fields(&body);
    assert_eq!((sent["Recipient"].as_str(), sent["Body"].as_str()), ("970599123456", CODE));
    assert_eq!((sent["AppSid"].as_str(), sent["SenderID"].as_str()), (KEY, "AbuAli"));
}

#[tokio::test]
async fn vonages_200_is_no_success() {
    let answer = |status: &str, text: &str| {
        let message = json!({ "status": status, "error-text": text, "message-id": "v-1" });
        reply(200, &json!({ "message-count": "1", "messages": [message] }).to_string())
    };
    let preset = || Template::preset("vonage").unwrap();
    let (url, seen) = gateway(&answer("0", ""));
    assert_eq!(taken(&route(&url, preset()).send(ticket("شحن")).await).as_deref(), Some("v-1"));
    assert_eq!(fields(&seen.lock().unwrap()[0].2)["type"], "unicode");
    let (url, seen) = gateway(&answer("4", &format!("Bad credentials {KEY} for {CODE}")));
    let why = refusal(&route(&url, preset()).send(ticket(CODE)).await);
    assert_eq!(why, "Bad credentials … for …");
    assert_eq!(fields(&seen.lock().unwrap()[0].2)["type"], "text");
}

#[tokio::test]
async fn a_gateway_of_plain_words_is_a_template_too() {
    let words = json!({
        "number": { "national": "970" },
        "send": { "get": true, "path": "/sms.php",
                  "query": { "user": "{account}", "pass": "{secret}", "mobile": "{to}",
                             "sender": "{sender}", "msg": "{text}" } },
        "ok": [{ "matches": "^1701" }],
        "no": [{ "matches": "^17(0[2-9]|10)" }],
        "id": { "matches": "^1701\\|[0-9]+:(.+)$" },
        "error": { "matches": "^.*$" },
    });
    let (url, seen) = gateway(&reply(200, "1701|0599123456:abc-77"));
    let dispatch = route(&url, template(&words)).send(ticket(CODE)).await;
    assert_eq!(taken(&dispatch).as_deref(), Some("abc-77"));
    let (target, ..) = seen.lock().unwrap()[0].clone();
    let (path, query) = target.split_once('?').unwrap();
    let sent = fields(query);
    assert_eq!((path, sent["mobile"].as_str()), ("/sms.php", "0599123456"));
    assert_eq!((sent["pass"].as_str(), sent["msg"].as_str()), (KEY, CODE));
    let (url, _) = gateway(&reply(200, "1710|no credit"));
    assert_eq!(refusal(&route(&url, template(&words)).send(ticket(CODE)).await), "1710|no credit");
}

#[tokio::test]
async fn whatever_is_neither_yes_nor_no_is_unknown() {
    let preset = || Template::preset("unifonic").unwrap();
    let answers = [
        reply(200, "<html>maintenance</html>"),
        reply(200, "{}"),
        reply(200, ""),
        reply(400, "<html>nginx</html>"),
        reply(502, "{\"success\":true}"),
        reply(302, ""),
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"success\":true".to_owned(),
        String::new(),
    ];
    for answer in answers {
        let (url, seen) = gateway(&answer);
        let dispatch = route(&url, preset()).send(ticket(CODE)).await;
        assert!(matches!(dispatch, Dispatch::Lost(_)), "{answer}: {dispatch:?}");
        assert_eq!(seen.lock().unwrap().len(), 1, "it left once: {answer}");
    }
    let off = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let dispatch = route(&format!("http://{off}"), preset()).send(ticket(CODE)).await;
    assert!(matches!(dispatch, Dispatch::NeverSent(_)), "{dispatch:?}");
}

#[tokio::test]
async fn a_message_is_asked_about_where_the_template_says_how() {
    let asked = json!({
        "send": {},
        "look_up": { "ask": { "get": true, "path": "/report/{route_message}" },
                     "state": { "pointer": "/status" },
                     "sent": ["queued"], "delivered": ["done"], "failed": ["expired"] },
    });
    for (word, fate) in [
        ("queued", Some(Fate::Taken)),
        ("done", Some(Fate::Arrived)),
        ("expired", Some(Fate::Refused("expired".into()))),
        ("who knows", None),
    ] {
        let (url, seen) = gateway(&reply(200, &json!({ "status": word }).to_string()));
        let route = route(&url, template(&asked));
        match (route.look_up(&sought(Some("a/b"))).await, fate) {
            (Answer::Told(report), Some(fate)) => assert_eq!(report.fate, fate),
            (Answer::Unclear(_), None) => {}
            (answer, _) => panic!("{word}: {answer:?}"),
        }
        assert_eq!(seen.lock().unwrap()[0].0, "/report/a%2Fb");
        assert_eq!(route.look_up(&sought(None)).await, Answer::Mute);
    }
    let (url, _) = gateway(&reply(200, "{}"));
    let plain = route(&url, Template::preset("json").unwrap());
    assert_eq!(plain.look_up(&sought(Some("a"))).await, Answer::Mute);
}

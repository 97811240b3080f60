//! A gateway of sockets and bytes that speaks as the Android gateway and as Twilio do, takes messages
//! or does not, and answers or does not.
//!
//! It must never know: how the till reads any of this.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::fake::reply;

/// What becomes of the next request that sends.
#[derive(Clone, Debug)]
pub(crate) enum Sending {
    /// Taken and answered.
    Taken,
    /// Taken, and the answer is lost.
    TakenInSilence,
    /// Neither taken nor answered.
    Dropped,
    /// Taken, and nothing more comes.
    Stalled,
    /// Not taken: this status and these words.
    Refused(u16, String),
}

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }

    /// A field of a form.
    pub(crate) fn field(&self, name: &str) -> String {
        let fields: Vec<_> = url::form_urlencoded::parse(self.body.as_bytes()).collect();
        let found = fields.iter().find(|(key, _)| key == name);
        found.unwrap_or_else(|| panic!("no {name} in {fields:?}")).1.to_string()
    }
}

/// What the gateway has, and what it is told to do.
pub(crate) struct Desk {
    pub(crate) seen: Vec<Seen>,
    /// The ids of what it took.
    pub(crate) taken: Vec<String>,
    pub(crate) sending: Sending,
    /// The word it has for every message.
    pub(crate) word: String,
    /// The status of whatever only asks, where it is not the truth.
    pub(crate) asked: Option<u16>,
}

#[derive(Clone)]
pub(crate) struct Gateway {
    pub(crate) url: String,
    desk: Arc<Mutex<Desk>>,
}

impl Gateway {
    /// A gateway whose messages are in the state of this word.
    pub(crate) fn start(word: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let desk = Desk {
            seen: Vec::new(),
            taken: Vec::new(),
            sending: Sending::Taken,
            word: word.to_owned(),
            asked: None,
        };
        let gateway = Self { url, desk: Arc::new(Mutex::new(desk)) };
        let serving = gateway.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let gateway = serving.clone();
                thread::spawn(move || gateway.serve(stream));
            }
        });
        gateway
    }

    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that asked it to send.
    pub(crate) fn posts(&self) -> Vec<Seen> {
        self.desk().seen.iter().filter(|seen| seen.method == "POST").cloned().collect()
    }

    fn serve(&self, mut stream: TcpStream) {
        let Some(seen) = read(&mut stream) else { return };
        self.desk().seen.push(seen.clone());
        let answer = if seen.method == "POST" { self.send(&seen) } else { Some(self.tell(&seen)) };
        match answer {
            Some(answer) => {
                stream.write_all(&answer).ok();
            }
            None => drop(stream),
        }
    }

    fn send(&self, seen: &Seen) -> Option<Vec<u8>> {
        let is_twilio = seen.target.contains("/Messages.json");
        let sending = self.desk().sending.clone();
        let id = if is_twilio {
            format!("SM{:032}", self.desk().taken.len())
        } else {
            seen.json()["id"].as_str().expect("an id").to_owned()
        };
        let known = self.desk().taken.contains(&id);
        match sending {
            Sending::Refused(status, words) => {
                let body = json!({ "code": 21211, "message": words, "status": status });
                return Some(reply(status, "application/json", body.to_string().as_bytes()));
            }
            Sending::Dropped => return None,
            Sending::Taken | Sending::TakenInSilence | Sending::Stalled if known => {
                return Some(reply(409, "application/json", b"{\"message\":\"duplicate\"}"));
            }
            Sending::Taken | Sending::TakenInSilence | Sending::Stalled => {
                self.desk().taken.push(id.clone());
            }
        }
        match sending {
            Sending::TakenInSilence => None,
            Sending::Stalled => {
                thread::sleep(Duration::from_secs(60));
                None
            }
            Sending::Taken | Sending::Dropped | Sending::Refused(..) => {
                Some(self.message(&id, if is_twilio { 201 } else { 202 }))
            }
        }
    }

    fn tell(&self, seen: &Seen) -> Vec<u8> {
        if let Some(status) = self.desk().asked {
            return reply(status, "application/json", b"{\"message\":\"no\"}");
        }
        let last = seen.target.rsplit('/').next().unwrap_or_default();
        let id = last.split(['.', '?']).next().unwrap_or_default();
        let known = self.desk().taken.iter().any(|taken| taken == id);
        match known {
            true => self.message(id, 200),
            false => reply(404, "application/json", b"{\"code\":20404,\"message\":\"not found\"}"),
        }
    }

    fn message(&self, id: &str, status: u16) -> Vec<u8> {
        let word = self.desk().word.clone();
        let body = json!({ "id": id, "sid": id, "state": word, "status": word,
                           "recipients": [{ "phoneNumber": "+970…", "state": word }] });
        reply(status, "application/json", body.to_string().as_bytes())
    }
}

fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let length = stream.read(&mut buffer).ok()?;
        if length == 0 {
            return None;
        }
        bytes.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let lengths = head.lines().filter_map(|line| line.split_once(": "));
        let wanted = lengths
            .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .find_map(|(_, length)| length.parse::<usize>().ok());
        if body.len() >= wanted.unwrap_or(0) {
            let mut first = head.lines().next()?.split(' ').map(str::to_owned);
            let (method, target) = (first.next()?, first.next()?);
            return Some(Seen { method, target, head: head.to_owned(), body: body.to_owned() });
        }
    }
}

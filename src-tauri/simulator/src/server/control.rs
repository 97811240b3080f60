//! The control server's answers: the same levers for people and for tests.
//!
//! It must never know: sockets, or what a particular supplier's settings mean.

use std::sync::atomic::Ordering;

use serde_json::{Map, Value, json};

use super::Desk;
use crate::fault::reason;
use crate::message::{Reply, Request};
use crate::upstream::{ControlError, Params};

const PAGE: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// The page runs its own script and talks to its own server, and nothing else.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

pub(super) fn answer(desks: &[Desk], own_url: &str, request: &Request, now: u64) -> Reply {
    // Any web page open on this machine could post here; browsers at least say where they are from.
    let foreign = request.header_value("origin").filter(|origin| *origin != own_url);
    if foreign.is_some() && request.method != "GET" {
        return refuse(403, "not from another page");
    }
    let path: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
    match (request.method.as_str(), path.as_slice()) {
        ("GET", []) => part("text/html; charset=utf-8", PAGE),
        ("GET", ["page.css"]) => part("text/css; charset=utf-8", STYLE),
        ("GET", ["page.js"]) => part("text/javascript; charset=utf-8", SCRIPT),
        ("GET", ["state"]) => state(desks, now),
        ("POST", ["faults"]) => change(desks, request, |desk, fault| {
            desk.lock().inject(fault)?;
            Ok(json!({ "ok": true }))
        }),
        ("POST", ["settings"]) => change(desks, request, |desk, settings| {
            let mut params = Params::new(settings);
            let answer_ms = params.whole("answer_ms")?;
            let rest = params.rest();
            // The upstream's own come first: a misspelt one changes nothing at all.
            if answer_ms.is_none() || !rest.is_empty() {
                desk.lock().configure(rest, now)?;
            }
            if let Some(ms) = answer_ms {
                desk.answer_ms.store(ms, Ordering::Relaxed);
            }
            Ok(json!({ "ok": true }))
        }),
        ("POST", ["orders", id]) => {
            change(desks, request, |desk, change| desk.lock().end_order(id, change, now))
        }
        ("POST", ["reset"]) => {
            for desk in desks {
                desk.lock().reset();
                desk.answer_ms.store(0, Ordering::Relaxed);
            }
            Reply::json(200, &json!({ "ok": true }))
        }
        _ => refuse(404, "GET / or /state; POST /faults, /settings, /orders/{id} or /reset"),
    }
}

fn part(content_type: &str, text: &str) -> Reply {
    Reply::text(200, content_type, text)
        .header("content-security-policy", PAGE_POLICY)
        .header("cache-control", "no-store")
}

fn state(desks: &[Desk], now: u64) -> Reply {
    let mut all = Map::new();
    for desk in desks {
        let mut state = desk.lock().state(now);
        if let Some(members) = state.as_object_mut() {
            members.insert("origin".to_owned(), desk.origin.clone().into());
            members.insert("answer_ms".to_owned(), desk.answer_ms.load(Ordering::Relaxed).into());
        }
        all.insert(desk.place.name.to_owned(), state);
    }
    Reply::json(200, &Value::Object(all)).header("cache-control", "no-store")
}

/// Reads the body, finds the supplier it names (PalCards when it names none) and changes it.
fn change(
    desks: &[Desk],
    request: &Request,
    change: impl Fn(&Desk, Map<String, Value>) -> Result<Value, ControlError>,
) -> Reply {
    let Ok(Value::Object(mut body)) = serde_json::from_slice(&request.body) else {
        return refuse(400, "the body must be a JSON object");
    };
    let named = body.remove("upstream");
    let name = named.as_ref().map_or(Some("palcards"), Value::as_str).unwrap_or_default();
    let Some(desk) = desks.iter().find(|desk| desk.place.name == name) else {
        return refuse(404, &format!("there is no upstream `{name}`"));
    };
    match change(desk, body) {
        Ok(result) => Reply::json(200, &result),
        Err(error) => {
            let status = match error {
                ControlError::BadRequest(_) => 400,
                ControlError::NotFound(_) => 404,
                ControlError::Ended(_) => 409,
            };
            refuse(status, &error.to_string())
        }
    }
}

fn refuse(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({ "error": reason(status), "message": message }))
}

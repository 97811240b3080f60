//! A small blocking client of the W3C WebDriver protocol: what the window tests need of it.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ureq::Agent;

use crate::loopback;

/// The key under which the protocol hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// No single command of a healthy window takes longer.
const COMMAND_MAX: Duration = Duration::from_secs(60);
/// The pause between two looks at something that is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Lets the last change be drawn and its transitions end; without it a picture shows the frame
/// before. The timer serves a window that draws no frames.
const UNTIL_DRAWN: &str = "
    const done = arguments[arguments.length - 1];
    setTimeout(done, 1000);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 160)));
";

/// A window under our control, closed when dropped.
#[derive(Debug)]
pub struct Session {
    agent: Agent,
    base: String,
}

/// An element of the page, as long as the page keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

impl Session {
    /// Opens the window of `binary` through the driver at `driver`.
    pub fn open(driver: &str, binary: &Path, arguments: &[&str]) -> Result<Session> {
        let agent = loopback::agent(COMMAND_MAX);
        let options = json!({ "binary": binary, "args": arguments });
        let body =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let value =
            post(&agent, &format!("{driver}/session"), &body).context("opening the window")?;
        let id = value.get("sessionId").and_then(Value::as_str).context("no session id")?;
        Ok(Session { base: format!("{driver}/session/{id}"), agent })
    }

    /// Every window there is, by its handle.
    pub fn windows(&self) -> Result<Vec<String>> {
        let handles = self.get("/window/handles")?;
        let handles = handles.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(handles.map(str::to_owned).collect())
    }

    /// The window that is driven now.
    pub fn window(&self) -> Result<String> {
        let handle = self.get("/window")?;
        handle.as_str().map(str::to_owned).context("no window")
    }

    /// Drives another window from here on.
    pub fn switch_to(&self, window: &str) -> Result<()> {
        self.post("/window", &json!({ "handle": window })).map(drop)
    }

    /// Every element `css` selects now.
    pub fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": css }))?;
        let ids = found.as_array().into_iter().flatten();
        let ids = ids.filter_map(|element| element.get(ELEMENT).and_then(Value::as_str));
        Ok(ids.map(|id| Element(id.to_owned())).collect())
    }

    /// The first element `css` selects now, if any.
    pub fn find(&self, css: &str) -> Result<Option<Element>> {
        Ok(self.find_all(css)?.into_iter().next())
    }

    /// The first element `css` selects, waiting for it up to `limit`.
    pub fn wait_for(&self, css: &str, limit: Duration) -> Result<Element> {
        wait_until(css, limit, || self.find(css))
    }

    /// Clicks in the middle of the element.
    pub fn click(&self, element: &Element) -> Result<()> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Focuses the element and types `text` into it.
    pub fn send_keys(&self, element: &Element, text: &str) -> Result<()> {
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// Empties a field.
    pub fn clear(&self, element: &Element) -> Result<()> {
        self.post(&format!("/element/{}/clear", element.0), &json!({})).map(drop)
    }

    /// Presses `keys` wherever the focus is: all down in order, then all up.
    pub fn press(&self, keys: &[char]) -> Result<()> {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        self.act(down.chain(up).collect())
    }

    /// Types `text` wherever the focus is, one key after the other, as fast as the driver can.
    pub fn type_fast(&self, text: &str) -> Result<()> {
        let kinds = ["keyDown", "keyUp"];
        let strokes =
            text.chars().flat_map(|key| kinds.map(|kind| json!({ "type": kind, "value": key })));
        self.act(strokes.collect())
    }

    fn act(&self, actions: Vec<Value>) -> Result<()> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// Runs `script` as the body of a function in the page and returns what it returns.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// The exact `textContent` of an element, hidden parts and spaces included.
    pub fn text_content(&self, element: &Element) -> Result<String> {
        let argument = json!({ ELEMENT: element.0 });
        let text = self.execute("return arguments[0].textContent", &[argument])?;
        text.as_str().map(str::to_owned).context("the element has no text")
    }

    /// An attribute of an element; none where it is absent.
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>> {
        let script = "return arguments[0].getAttribute(arguments[1])";
        let value = self.execute(script, &[json!({ ELEMENT: element.0 }), json!(name)])?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// What a person can see of the window's page, as a PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        self.post("/execute/async", &json!({ "script": UNTIL_DRAWN, "args": [] }))?;
        let value = self.get("/screenshot")?;
        let encoded = value.as_str().context("no screenshot")?;
        Ok(STANDARD.decode(encoded)?)
    }

    /// Writes a screenshot to `file`, whose folder is made where needed.
    pub fn screenshot_to(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, self.screenshot()?).with_context(|| format!("{}", file.display()))
    }

    /// Runs `script` as [`Session::execute`] does; its last argument is a function to call with what
    /// it returns in the end.
    pub fn execute_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/async", &json!({ "script": script, "args": arguments }))
    }

    fn get(&self, path: &str) -> Result<Value> {
        read(self.agent.get(format!("{}{path}", self.base)).call()?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        post(&self.agent, &format!("{}{path}", self.base), body)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver closes the window; where it is gone already, so is the window.
        self.agent.delete(&self.base).call().ok();
    }
}

/// Looks until `look` finds something, an error other than a page that is changing comes, or
/// `limit` has passed; then says `what` was waited for.
pub fn wait_until<T>(
    what: &str,
    limit: Duration,
    mut look: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + limit;
    loop {
        match look() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(error) if is_passing(&error) && Instant::now() < deadline => {}
            Err(error) => return Err(error.context(format!("waiting for {what}"))),
        }
        if Instant::now() >= deadline {
            bail!("waited {limit:?} in vain for {what}");
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// What the driver says when the page changed between finding and using an element.
#[derive(Debug)]
struct Refusal {
    error: String,
    message: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{}: {}", self.error, self.message)
    }
}

impl std::error::Error for Refusal {}

fn is_passing(error: &anyhow::Error) -> bool {
    let passing =
        ["stale element reference", "element not interactable", "element click intercepted"];
    error.downcast_ref::<Refusal>().is_some_and(|refusal| passing.contains(&refusal.error.as_str()))
}

fn post(agent: &Agent, url: &str, body: &Value) -> Result<Value> {
    read(agent.post(url).send_json(body)?)
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<Value> {
    // Screenshots are larger than the client's usual limit for a body.
    let body = response.body_mut().with_config().limit(64 * 1024 * 1024);
    let mut reply: Value = body.read_json()?;
    let value = reply.get_mut("value").map(Value::take).unwrap_or_default();
    if response.status().is_success() {
        return Ok(value);
    }
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Err(anyhow!(Refusal { error: word("error"), message: word("message") }))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::anyhow;

    use super::{Refusal, wait_until};

    const SHORT: Duration = Duration::from_millis(100);

    fn refusal(error: &str) -> anyhow::Error {
        anyhow!(Refusal { error: error.to_owned(), message: String::new() })
    }

    #[test]
    fn a_wait_ends_with_what_was_found() {
        let mut looks = 0;
        let found = wait_until("the third look", SHORT, || {
            looks += 1;
            Ok((looks == 3).then_some(looks))
        });
        assert_eq!(found.unwrap(), 3);
    }

    #[test]
    fn a_wait_in_vain_says_what_for() {
        let error = wait_until::<()>("a miracle", SHORT, || Ok(None)).unwrap_err();
        assert!(error.to_string().contains("in vain for a miracle"), "{error}");
    }

    #[test]
    fn a_page_that_changes_is_looked_at_again_but_another_error_ends_the_wait() {
        let mut looks = 0;
        let found = wait_until("a steady page", SHORT, || {
            looks += 1;
            if looks == 1 { Err(refusal("stale element reference")) } else { Ok(Some(looks)) }
        });
        assert_eq!(found.unwrap(), 2);
        assert!(
            wait_until::<()>("anything", SHORT, || Err(refusal("invalid session id"))).is_err()
        );
    }
}

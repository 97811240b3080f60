//! A till with its window open, and what one does to it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use xtask::practice::Practice;
use xtask::window::webdriver::wait_until;
use xtask::window::{Driver, Element, Session, keys};

use crate::language::{Language, look_at, without_marks};
use crate::place::{Taken, take, take_alone};

/// The first start of a debug build on a busy machine.
const OPEN_MAX: Duration = Duration::from_secs(60);
/// Anything the window does by itself.
const STEP_MAX: Duration = Duration::from_secs(20);
/// A supplier's answer, look-ups of a lost one included.
const SETTLE_MAX: Duration = Duration::from_secs(90);
/// Keys at most 35 ms apart are a scanner's; a person's Enter comes later.
const UNLIKE_A_SCAN: Duration = Duration::from_millis(60);
/// On a final result Enter does nothing for 400 ms, so that nobody skips it by accident.
const RESULT_IS_READ: Duration = Duration::from_millis(500);

/// Presses the keys of a barcode and Enter, each with what it does by default, 5 ms apart by the
/// events' own clock.
const SCAN: &str = "
    const start = performance.now();
    for (const [index, key] of [...arguments[0], 'Enter'].entries()) {
        const target = document.activeElement ?? document.body;
        const code = key === 'Enter' ? key : `Digit${key}`;
        const press = (kind) => {
            const event = new KeyboardEvent(kind, { key, code, bubbles: true, cancelable: true });
            Object.defineProperty(event, 'timeStamp', { value: start + 5 * index });
            return target.dispatchEvent(event);
        };
        const goesOn = press('keydown');
        if (goesOn && key !== 'Enter') document.execCommand('insertText', false, key);
        if (goesOn && key === 'Enter' && target instanceof HTMLButtonElement) target.click();
        press('keyup');
    }
";

pub(crate) const RASEED: &str = env!("CARGO_BIN_EXE_raseed");
/// PUBG Mobile 660 UC: 38.00 ILS, a code and a PIN.
pub(crate) const VOUCHER: &str = "palcards:5001";
pub(crate) const VOUCHER_BARCODE: &str = "6291041500213";
/// PUBG Mobile 660 UC by player ID: has a preflight.
pub(crate) const TOP_UP: &str = "palcards:5002";

/// An open window with everything behind it.
pub(crate) struct Till {
    // Dropped in this order: window, driver, and the place last.
    session: Option<Session>,
    driver: Option<Driver>,
    pub(crate) practice: Practice,
    data_dir: PathBuf,
    name: &'static str,
    /// The shop's, and at first its clerks'.
    language: Language,
    /// What the window that is driven speaks now.
    spoken: Cell<Language>,
    place: Taken,
}

impl Till {
    /// Provisions the practice shop, in this language, into a new data dir and opens the window; `name`
    /// is the test's, for the picture of a failure.
    pub(crate) fn open(name: &'static str, language: Language) -> Till {
        Till::open_shop(take(), name, language, &shop(""))
    }

    /// The same, with more lines in the shop's `[engine]` and more sections in its file.
    pub(crate) fn open_with(
        name: &'static str,
        language: Language,
        engine: &str,
        sections: &str,
    ) -> Till {
        let shop = format!("{}\n{sections}\n", shop(engine));
        Till::open_shop(take(), name, language, &shop)
    }

    /// The same in English, and no other window beside it: for a test of how fast it is.
    pub(crate) fn open_alone(name: &'static str, sections: &str) -> Till {
        let shop = format!("{}\n{sections}\n", shop(""));
        Till::open_shop(take_alone(), name, Language::English, &shop)
    }

    /// The same, where CardPlusPay is asked for several units in one request.
    pub(crate) fn open_bulk(name: &'static str, language: Language, engine: &str) -> Till {
        let kind = "kind = \"cardpluspay\"";
        let shop = shop(engine).replace(kind, &format!("{kind}\nbulk = true"));
        Till::open_shop(take(), name, language, &shop)
    }

    fn open_shop(mut place: Taken, name: &'static str, language: Language, shop: &str) -> Till {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("raseed-window-{}-{count}", std::process::id());
        let data_dir = std::env::temp_dir().join(folder);
        let shop = speaking(shop, language);
        let practice = place.till(&data_dir, &shop);
        let (session, driver) = (None, None);
        let spoken = Cell::new(language);
        let mut till = Till { session, driver, practice, data_dir, name, language, spoken, place };
        till.open_window();
        till
    }

    fn open_window(&mut self) {
        let data_dir = self.data_dir.to_string_lossy().into_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.openers()].into_iter().chain(std::env::split_paths(&path));
        let path = std::env::join_paths(folders).unwrap();
        let driver = Driver::start_with(&self.place.display, &[("PATH", &path)]).unwrap();
        let driver = self.driver.insert(driver);
        let session = driver.open(Path::new(RASEED), &["--data-dir", &data_dir]).unwrap();
        // Where clerks exist, the window opens with only the PIN.
        let first = format!("{}, {}", hook("nav-sell"), hook("pin"));
        session.wait_for(&first, OPEN_MAX).unwrap();
        self.session = Some(session);
    }

    /// A folder with this computer's opener of addresses: it writes down what it is to open.
    fn openers(&self) -> PathBuf {
        let folder = self.data_dir.with_extension("openers");
        std::fs::create_dir_all(&folder).unwrap();
        let opener = folder.join("xdg-open");
        std::fs::write(&opener, "#!/bin/sh\nprintf '%s\\n' \"$1\" >>\"$0.opened\"\n").unwrap();
        let made = std::process::Command::new("chmod").arg("+x").arg(&opener).status().unwrap();
        assert!(made.success());
        folder
    }

    /// The addresses that were opened outside of the window.
    pub(crate) fn opened(&self) -> Vec<String> {
        let file = self.data_dir.with_extension("openers").join("xdg-open.opened");
        let text = std::fs::read_to_string(file).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Closes the window and opens it again on the same data.
    pub(crate) fn restart(&mut self) {
        look_at(self.session(), self.spoken.get());
        self.session = None;
        self.driver = None;
        // A window that is still closing would only be brought to the front.
        let data_dir = self.data_dir.to_string_lossy().into_owned();
        let closed = wait_until("the window to close", STEP_MAX, || {
            let is_gone = !xtask::process::is_any_running_on(&data_dir);
            Ok((is_gone && self.is_lock_free()).then_some(()))
        });
        closed.unwrap();
        self.open_window();
    }

    /// A process that is ending has no name any more while its files are still being closed.
    fn is_lock_free(&self) -> bool {
        let lock = std::fs::File::open(self.data_dir.join("window.lock")).unwrap();
        lock.try_lock().is_ok()
    }

    pub(crate) fn session(&self) -> &Session {
        self.session.as_ref().expect("the window is open")
    }

    /// Drives the customer's window while `look` runs, and the till's own again afterwards.
    pub(crate) fn at_customer<T>(&self, look: impl FnOnce() -> T) -> T {
        let own = self.session().window().unwrap();
        let other = wait_until("the customer's window", STEP_MAX, || {
            Ok(self.session().windows()?.into_iter().find(|window| *window != own))
        });
        self.session().switch_to(&other.unwrap()).unwrap();
        // It speaks to the customers.
        let clerks = self.spoken.replace(self.language);
        let seen = look();
        self.spoken.set(clerks);
        self.session().switch_to(&own).unwrap();
        seen
    }

    /// How many windows are open.
    pub(crate) fn windows(&self) -> usize {
        self.session().windows().unwrap().len()
    }

    /// Waits until so many windows are open.
    pub(crate) fn wait_windows(&self, count: usize) {
        let there = wait_until(&format!("{count} windows"), STEP_MAX, || {
            Ok((self.session().windows()?.len() == count).then_some(()))
        });
        there.unwrap();
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The element a hook names, waiting for it.
    pub(crate) fn by(&self, testid: &str) -> Element {
        self.session().wait_for(&hook(testid), STEP_MAX).unwrap()
    }

    /// Every element a hook names now.
    pub(crate) fn all(&self, testid: &str) -> Vec<Element> {
        self.session().find_all(&hook(testid)).unwrap()
    }

    /// Clicks what the hook names, once it is there and enabled.
    pub(crate) fn click(&self, testid: &str) {
        let enabled = format!("{}:not([disabled]):not([aria-disabled=true])", hook(testid));
        let clicked = wait_until(testid, STEP_MAX, || match self.session().find(&enabled)? {
            Some(element) => self.session().click(&element).map(Some),
            None => Ok(None),
        });
        clicked.unwrap();
    }

    /// Opens a screen of the settings. While they are still being read, what stands below moves: whoever missed
    /// presses again.
    pub(crate) fn open_settings(&self, testid: &str) {
        self.click("nav-settings");
        let css = hook(testid);
        self.session().wait_for(&css, STEP_MAX).unwrap();
        let opened = wait_until(testid, STEP_MAX, || {
            if let Some(button) = self.session().find(&css)? {
                self.session().click(&button)?;
            }
            Ok(self.session().find(&css)?.is_none().then_some(()))
        });
        opened.unwrap();
    }

    /// Replaces what stands in a field.
    pub(crate) fn type_into(&self, testid: &str, text: &str) {
        let field = self.by(testid);
        self.session().clear(&field).unwrap();
        self.session().send_keys(&field, text).unwrap();
    }

    /// Presses keys together, wherever the focus is.
    pub(crate) fn press(&self, keys: &[char]) {
        self.session().press(keys).unwrap();
    }

    /// Types wherever the focus is, one key after the other, slower than any scanner.
    pub(crate) fn type_slowly(&self, text: &str) {
        for letter in text.chars() {
            self.press(&[letter]);
            std::thread::sleep(UNLIKE_A_SCAN);
        }
    }

    /// Enter as a person presses it.
    pub(crate) fn enter(&self) {
        std::thread::sleep(UNLIKE_A_SCAN);
        self.press(&[keys::ENTER]);
    }

    /// Enter on a final result, after it could be read.
    pub(crate) fn enter_after_reading(&self) {
        std::thread::sleep(RESULT_IS_READ);
        self.enter();
    }

    /// A barcode as a scanner types it, Enter included. The keys are made inside the page, with a
    /// scanner's times: the driver sends a key only after the page has dealt with the one before,
    /// which on a busy machine is slower than any scanner.
    pub(crate) fn scan(&self, barcode: &str) {
        self.session().execute(SCAN, &[json!(barcode)]).unwrap();
    }

    /// The text of what the hook names, as it is read.
    pub(crate) fn text(&self, testid: &str) -> String {
        without_marks(&self.session().text_content(&self.by(testid)).unwrap())
    }

    pub(crate) fn attr(&self, testid: &str, name: &str) -> Option<String> {
        self.session().attribute(&self.by(testid), name).unwrap()
    }

    /// Waits until an attribute of what the hook names has `value`.
    pub(crate) fn wait_attr(&self, testid: &str, name: &str, value: &str) {
        let css = format!("{}[{name}=\"{value}\"]", hook(testid));
        self.session().wait_for(&css, STEP_MAX).unwrap();
    }

    /// Waits until an attribute of what the hook names has `value`, as long as a supplier may take.
    pub(crate) fn wait_settled(&self, testid: &str, name: &str, value: &str) {
        let css = format!("{}[{name}=\"{value}\"]", hook(testid));
        self.session().wait_for(&css, SETTLE_MAX).unwrap();
    }

    /// Waits until the sale shown is in `state`.
    pub(crate) fn wait_state(&self, state: &str) {
        self.wait_settled("sale-state", "data-state", state);
        look_at(self.session(), self.spoken.get());
    }

    /// Waits until nothing is left that the hook names.
    pub(crate) fn wait_gone(&self, testid: &str) {
        let gone = wait_until(&format!("no {testid}"), STEP_MAX, || {
            Ok(self.session().find(&hook(testid))?.is_none().then_some(()))
        });
        gone.unwrap();
    }

    /// Waits until what has the focus answers to the hook.
    pub(crate) fn wait_focus(&self, testid: &str) {
        let script = "return document.activeElement?.getAttribute('data-testid') ?? ''";
        let focused = wait_until(&format!("the focus on {testid}"), STEP_MAX, || {
            Ok((self.session().execute(script, &[])? == json!(testid)).then_some(()))
        });
        focused.unwrap();
    }

    /// Whether what the hook names is there and can be pressed.
    pub(crate) fn is_enabled(&self, testid: &str) -> bool {
        let enabled = format!("{}:not([disabled]):not([aria-disabled=true])", hook(testid));
        self.session().find(&enabled).unwrap().is_some()
    }

    /// An attribute of `<html>`.
    pub(crate) fn root(&self, name: &str) -> Value {
        let script = "return document.documentElement.getAttribute(arguments[0])";
        self.session().execute(script, &[json!(name)]).unwrap()
    }

    /// Waits until an attribute of `<html>` has `value`.
    pub(crate) fn wait_root(&self, name: &str, value: &str) {
        let set = wait_until(&format!("{name}={value}"), STEP_MAX, || {
            Ok((self.root(name) == json!(value)).then_some(()))
        });
        set.unwrap();
    }

    /// All words a person can read in the window.
    pub(crate) fn words(&self) -> String {
        let words = self.session().execute("return document.body.innerText", &[]).unwrap();
        without_marks(words.as_str().unwrap())
    }

    /// Chooses what is at hand everywhere or on the settings screen.
    pub(crate) fn choose(&self, testid: &str) {
        if self.all(testid).is_empty() {
            self.click("nav-settings");
        }
        self.click(testid);
        let mut languages = [Language::English, Language::Arabic].into_iter();
        let chosen = languages.find(|it| testid == format!("language-{}", it.code()));
        self.spoken.set(chosen.unwrap_or(self.spoken.get()));
    }

    /// A sale in cash of what lies in the basket, up to its confirmation.
    pub(crate) fn pay_cash(&self, received: &str) {
        self.click("pay");
        self.click("tender-cash");
        self.type_into("cash-received", received);
        self.click("confirm");
    }

    /// `raseed --json …` on this till's data: a line each.
    pub(crate) fn raseed(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.practice.till().arg("--json").args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The same, as a clerk.
    pub(crate) fn raseed_as(&self, name: &str, pin: &str, arguments: &[&str]) -> Vec<Value> {
        let mut command = self.practice.till();
        command.args(["--json", "--as", name]).args(arguments).env("RASEED_PIN", pin);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The one order of this till, codes included.
    pub(crate) fn only_order(&self) -> Value {
        let orders = self.raseed(&["orders"]);
        assert_eq!(orders.len(), 1, "{orders:?}");
        let id = orders[0]["id"].as_str().unwrap();
        self.raseed(&["order", id, "--reveal"]).remove(0)
    }

    /// What PalCards sold according to its own books.
    pub(crate) fn sold_upstream(&self) -> Vec<Value> {
        let truth = self.practice.truth("palcards").unwrap();
        truth["orders"].as_array().unwrap().clone()
    }

    /// Ends one of PalCards' orders that hang.
    pub(crate) fn end_upstream(&self, order: &Value, status: &str) {
        let id = order["id"].to_string().replace('"', "");
        self.practice.pull(&format!("orders/{id}"), &json!({ "status": status })).unwrap();
    }

    /// Arranges for one of PalCards' next replies to go wrong.
    pub(crate) fn fault(&self, fault: Value) {
        self.practice.pull("faults", &fault).unwrap();
    }

    /// A picture of what is seen now, by the name of what it is.
    pub(crate) fn shoot(&self, name: &str) {
        self.shoot_as(&format!("{}-{name}", self.language.code()));
    }

    /// The same, where the window no longer speaks the language it was opened in.
    pub(crate) fn shoot_as(&self, name: &str) {
        look_at(self.session(), self.spoken.get());
        self.draw(name);
    }

    fn draw(&self, name: &str) {
        let folder = Path::new(RASEED).ancestors().nth(2).expect("target/debug/raseed");
        let file = folder.join("window-shots").join(format!("{name}.png"));
        self.session().screenshot_to(&file).unwrap();
    }
}

impl Drop for Till {
    fn drop(&mut self) {
        if std::thread::panicking() {
            if self.session.is_some() {
                self.draw(&format!("failed-{}-{}", self.name, self.language.code()));
            }
            return;
        }
        if let Some(session) = self.session.take() {
            look_at(&session, self.spoken.get());
        }
        std::fs::remove_dir_all(&self.data_dir).ok();
        std::fs::remove_dir_all(self.data_dir.with_extension("openers")).ok();
    }
}

/// The selector of a hook.
pub(crate) fn hook(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

/// `shop`, which speaks `language` to its customers and, until they choose another, to its clerks.
pub(crate) fn speaking(shop: &str, language: Language) -> String {
    let (mut lines, mut said) = (Vec::new(), 0);
    for line in shop.lines() {
        let is_language = line.starts_with("language = ");
        said += usize::from(is_language);
        lines.push(match is_language {
            true => format!("language = \"{}\"", language.code()),
            false => line.to_owned(),
        });
    }
    assert_eq!(said, 1, "the shop says once which language it speaks");
    lines.join("\n")
}

/// The practice shop, followed up faster than at a counter.
fn shop(engine: &str) -> String {
    let shop = xtask::practice::shop::text().unwrap();
    assert!(!shop.contains("[engine]"), "put poll_every there instead");
    format!("{shop}\n[engine]\npoll_every = \"300ms\"\n{engine}\n")
}

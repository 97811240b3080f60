//! A till set up for the first time, from an empty folder to its first sale.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use xtask::window::webdriver::wait_until;
use xtask::window::{Display, Driver, Session, keys};

use crate::till::{RASEED, hook, turn};

const STEP_MAX: Duration = Duration::from_secs(60);
const TAB: char = '\u{E004}';
const DOWN: char = '\u{E015}';
const LEFT: char = '\u{E012}';
const ESCAPE: char = '\u{E00C}';

/// An open window on a folder that nobody has set up, driven by its keys alone.
struct Fresh {
    session: Session,
    _driver: Driver,
}

impl Fresh {
    fn open(display: &Display, data_dir: &Path) -> Self {
        let driver = Driver::start(display).unwrap();
        let data_dir = data_dir.to_string_lossy().into_owned();
        let session = driver.open(Path::new(RASEED), &["--data-dir", &data_dir]).unwrap();
        Self { session, _driver: driver }
    }

    fn wait_step(&self, step: &str) {
        let css = format!("{}[data-step={step}]", hook("setup"));
        self.session.wait_for(&css, STEP_MAX).unwrap();
    }

    fn wait_focus(&self, testid: &str) {
        let script = "return document.activeElement?.getAttribute('data-testid') ?? ''";
        let focused = wait_until(&format!("the focus on {testid}"), STEP_MAX, || {
            Ok((self.session.execute(script, &[])? == json!(testid)).then_some(()))
        });
        focused.unwrap();
    }

    fn press(&self, key: char) {
        std::thread::sleep(Duration::from_millis(80));
        self.session.press(&[key]).unwrap();
    }

    fn type_text(&self, text: &str) {
        text.chars().for_each(|letter| self.press(letter));
    }

    fn root(&self, name: &str) -> Value {
        let script = "return document.documentElement.getAttribute(arguments[0])";
        self.session.execute(script, &[json!(name)]).unwrap()
    }
}

fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("raseed-setup-{name}-{}", std::process::id()))
}

fn closed(data_dir: &Path) {
    let argument = data_dir.to_string_lossy().into_owned();
    let gone = wait_until("the window to close", STEP_MAX, || {
        Ok((!xtask::process::is_any_running_on(&argument)).then_some(()))
    });
    gone.unwrap();
}

#[test]
fn from_an_empty_folder_to_a_first_sale_by_the_keyboard_alone_in_arabic() {
    let _turn = turn();
    let (display, data_dir) = (Display::start().unwrap(), folder("first"));
    let window = Fresh::open(&display, &data_dir);
    window.wait_step("language");
    window.wait_focus("language-en");
    window.press(LEFT);
    window.wait_focus("language-ar");
    assert_eq!(window.root("dir"), json!("rtl"));
    window.press(keys::ENTER);
    window.wait_step("shop");
    window.wait_focus("shop-name");
    window.type_text("متجر");
    for _ in 0..4 {
        window.press(TAB);
    }
    window.wait_focus("for-real");
    window.press(DOWN);
    window.wait_focus("for-practice");
    window.press(keys::ENTER);
    window.wait_step("printer");

    // Whoever goes away comes back to where they left, in their language.
    drop(window);
    closed(&data_dir);
    let window = Fresh::open(&display, &data_dir);
    window.wait_step("printer");
    assert_eq!(window.root("lang"), json!("ar"));
    window.wait_focus("printer-kind");
    window.press(ESCAPE);
    window.wait_step("shop");
    window.wait_focus("shop-name");
    window.press(keys::ENTER);
    window.wait_step("printer");
    window.wait_focus("printer-kind");
    window.press(TAB);
    window.press(TAB);
    window.wait_focus("printer-address");
    window.press(keys::ENTER);
    window.session.wait_for(&hook("test-result"), STEP_MAX).unwrap();
    window.press(keys::ENTER);
    window.wait_step("owner");
    window.wait_focus("owner-name");
    window.type_text("Mona");
    for _ in 0..2 {
        window.press(TAB);
        window.type_text("4821");
    }
    window.press(keys::ENTER);

    // Ready to sell.
    window.session.wait_for("[data-testid='product-palcards:5001']", STEP_MAX).unwrap();
    assert_eq!(window.root("dir"), json!("rtl"));
    window.press('\u{E032}'); // F2
    window.type_text("pubg 660");
    window.press(keys::ENTER);
    window.session.wait_for(&hook("basket-line"), STEP_MAX).unwrap();
    window.press('\u{E039}'); // F9
    window.session.wait_for(&hook("cash-received"), STEP_MAX).unwrap();
    window.session.press(&['\u{E009}', '1']).unwrap();
    window.wait_focus("cash-received");
    window.type_text("50");
    window.press(keys::ENTER);
    let sold = format!("{}[data-state=delivered]", hook("sale-state"));
    window.session.wait_for(&sold, STEP_MAX).unwrap();

    // A till that is set up asks for a PIN, and nothing of setting up is seen.
    drop(window);
    closed(&data_dir);
    let window = Fresh::open(&display, &data_dir);
    window.session.wait_for(&hook("pin"), STEP_MAX).unwrap();
    assert!(window.session.find(&hook("setup")).unwrap().is_none());
    drop(window);
    std::fs::remove_dir_all(&data_dir).ok();
}

#[test]
fn a_till_that_is_set_up_answers_nothing_of_setting_up() {
    let till = crate::till::Till::open("set up already");
    let script = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke(arguments[0], { request: arguments[1] })
            .then(() => done('answered'), (error) => done(error.code ?? String(error)));
    ";
    for (command, request) in [
        (
            "setup_shop",
            json!({ "name": "x", "country": "PS", "currency": "USD", "phone": null, "practice": true }),
        ),
        ("setup_owner", json!({ "name": "Eve", "pin": "1111" })),
        ("setup_printer", json!({ "kind": "pdf", "address": "x", "paper": "80mm" })),
        ("setup_go", json!({ "step": "owner", "language": null })),
    ] {
        let answer = till.session().execute_async(script, &[json!(command), request]).unwrap();
        assert_eq!(answer, json!("already_set_up"), "{command}");
    }
    assert_eq!(till.raseed(&["catalog", "list", "--limit", "1"]).len(), 1);
}

//! A till set up for the first time, from an empty folder to its first sale.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use xtask::window::webdriver::wait_until;
use xtask::window::{Display, Driver, Session, keys};

use crate::language::{Language, Language::English, in_both_languages, look_at};
use crate::place::take;
use crate::till::{RASEED, hook, speaking};

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

    fn click(&self, testid: &str) {
        let enabled = format!("{}:not([aria-disabled=true])", hook(testid));
        let button = self.session.wait_for(&enabled, STEP_MAX).unwrap();
        self.session.click(&button).unwrap();
    }

    fn fill(&self, testid: &str, text: &str) {
        let field = self.session.wait_for(&hook(testid), STEP_MAX).unwrap();
        self.session.clear(&field).unwrap();
        self.session.send_keys(&field, text).unwrap();
    }

    fn press(&self, key: char) {
        std::thread::sleep(Duration::from_millis(80));
        self.session.press(&[key]).unwrap();
    }

    fn type_text(&self, text: &str) {
        text.chars().for_each(|letter| self.press(letter));
    }

    /// Waits until it speaks this language, and nothing else.
    fn wait_language(&self, language: Language) {
        look_at(&self.session, language);
    }

    fn root(&self, name: &str) -> Value {
        let script = "return document.documentElement.getAttribute(arguments[0])";
        self.session.execute(script, &[json!(name)]).unwrap()
    }
}

fn folder(name: &str, language: Language) -> PathBuf {
    let folder = format!("raseed-setup-{name}-{}-{}", language.code(), std::process::id());
    std::env::temp_dir().join(folder)
}

fn closed(data_dir: &Path) {
    let argument = data_dir.to_string_lossy().into_owned();
    let gone = wait_until("the window to close", STEP_MAX, || {
        Ok((!xtask::process::is_any_running_on(&argument)).then_some(()))
    });
    gone.unwrap();
}

in_both_languages!(
    from_an_empty_folder_to_a_first_sale_by_the_keyboard_alone,
    a_lost_till_is_brought_back_in_the_window_and_what_it_sold_since_is_found,
);

fn from_an_empty_folder_to_a_first_sale_by_the_keyboard_alone(language: Language) {
    let (place, data_dir) = (take(), folder("first", language));
    let window = Fresh::open(&place.display, &data_dir);
    window.wait_step("language");
    window.wait_focus("language-en");
    if language == Language::Arabic {
        window.press(LEFT);
        window.wait_focus("language-ar");
    }
    assert_eq!(window.root("dir"), json!(language.direction()));
    window.press(keys::ENTER);
    window.wait_step("shop");
    window.wait_focus("shop-name");
    window.type_text(language.types("Shop", "متجر"));
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
    let window = Fresh::open(&place.display, &data_dir);
    window.wait_step("printer");
    assert_eq!(window.root("lang"), json!(language.code()));
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
    window.type_text(language.types("Mona", "منى"));
    for _ in 0..2 {
        window.press(TAB);
        window.type_text("4821");
    }
    window.press(keys::ENTER);

    // Ready to sell.
    window.session.wait_for("[data-testid='product-palcards:5001']", STEP_MAX).unwrap();
    assert_eq!(window.root("dir"), json!(language.direction()));
    window.press('\u{E032}'); // F2
    window.type_text(language.types("pubg 660", "ببجي 660"));
    window.press(keys::ENTER);
    window.session.wait_for(&hook("basket-line"), STEP_MAX).unwrap();
    // A key that comes before the price pays nothing.
    let payable = format!("{}[aria-disabled=false]", hook("pay"));
    window.session.wait_for(&payable, STEP_MAX).unwrap();
    window.press('\u{E039}'); // F9
    window.session.wait_for(&hook("cash-received"), STEP_MAX).unwrap();
    window.session.press(&['\u{E009}', '1']).unwrap();
    window.wait_focus("cash-received");
    window.type_text("50");
    let change = format!("{}[data-amount='12.00']", hook("change"));
    window.session.wait_for(&change, STEP_MAX).unwrap();
    window.press(keys::ENTER);
    let sold = format!("{}[data-state=delivered]", hook("sale-state"));
    window.session.wait_for(&sold, STEP_MAX).unwrap();

    // A till that is set up asks for a PIN, and nothing of setting up is seen.
    drop(window);
    closed(&data_dir);
    let window = Fresh::open(&place.display, &data_dir);
    window.session.wait_for(&hook("pin"), STEP_MAX).unwrap();
    assert!(window.session.find(&hook("setup")).unwrap().is_none());
    drop(window);
    std::fs::remove_dir_all(&data_dir).ok();
}

#[test]
fn a_till_that_is_set_up_answers_nothing_of_setting_up() {
    let till = crate::till::Till::open("set up already", English);
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
        ("setup_backups", Value::Null),
        ("setup_look", json!({ "file": "/x.raseed", "passphrase": null })),
        ("setup_restore", json!({ "file": "/x.raseed", "passphrase": null })),
    ] {
        let answer = till.session().execute_async(script, &[json!(command), request]).unwrap();
        assert_eq!(answer, json!("already_set_up"), "{command}");
    }
    assert_eq!(till.raseed(&["catalog", "list", "--limit", "1"]).len(), 1);
}

const OWNER: &str = r#"
[[clerk]]
name = "Huda"
pin = "730418"
role = "owner"
"#;
const PHRASE: &str = "four words of mine";

/// `raseed --json …` on a data dir, as its owner: a line each.
fn as_owner(data_dir: &Path, words: &[&str]) -> Vec<Value> {
    let mut command = std::process::Command::new(RASEED);
    command.args(["--json", "--as", "Huda", "--data-dir"]).arg(data_dir).args(words);
    let output = command.env("RASEED_PIN", "730418").env("RASEED_PASSPHRASE", PHRASE).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// All that was ever logged there.
fn logged(data_dir: &Path) -> String {
    let files = std::fs::read_dir(data_dir.join("logs")).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

fn a_lost_till_is_brought_back_in_the_window_and_what_it_sold_since_is_found(language: Language) {
    let mut place = take();
    let (lost, data_dir) = (folder("lost", language), folder("back", language));
    let shop = format!("{}{OWNER}", xtask::practice::shop::text().unwrap());
    let shop = speaking(&shop, language);
    place.till(&lost, &shop);
    let sell = ["sell", "--product", "palcards:5001", "--phone", "0599123456"];
    let kept = as_owner(&lost, &sell)[0]["orders"][0]["id"].clone();
    let file = lost.with_extension("raseed");
    let file_name = file.to_string_lossy().into_owned();
    as_owner(&lost, &["backup", "--out", &file_name]);
    let since = ["sell", "--product", "palcards:5001", "--phone", "0599123457"];
    let reference = as_owner(&lost, &since)[0]["orders"][0]["reference"].clone();

    let window = Fresh::open(&place.display, &data_dir);
    window.wait_step("language");
    let press = |testid: &str| window.click(testid);
    let fill = |testid: &str, text: &str| window.fill(testid, text);
    press(&format!("language-{}", language.code()));
    window.wait_language(language);
    press("setup-have-backup");
    fill("restore-file", &file_name);
    fill("restore-phrase", "not these words");
    press("setup-next");
    let refused = window.session.wait_for("[role=alert] small", STEP_MAX).unwrap();
    assert_eq!(window.session.text_content(&refused).unwrap(), "passphrase_wrong");
    fill("restore-phrase", PHRASE);
    press("setup-next");
    let orders = window.session.wait_for(&hook("restore-orders"), STEP_MAX).unwrap();
    assert_eq!(window.session.text_content(&orders).unwrap(), "1");
    press("setup-next");

    // The same window is that till: locked, and open to whoever has its PIN.
    fill("pin", "730418");
    window.press(keys::ENTER);
    press("nav-orders");
    window.wait_language(language);
    let row = format!("{}[data-order-id={kept}]", hook("order-row"));
    window.session.wait_for(&row, STEP_MAX).unwrap();
    // What was sold since the backup comes by itself, and nothing is bought once more.
    let found = wait_until("the sale since the backup", Duration::from_secs(90), || {
        let orders = as_owner(&data_dir, &["orders"]);
        let is_it = |order: &&Value| order["reference"] == reference;
        let order = orders.iter().find(is_it).filter(|order| order["state"] == "delivered");
        Ok(order.is_some().then_some(orders.len()))
    });
    assert_eq!(found.unwrap(), 2);
    assert_eq!(as_owner(&data_dir, &["verify"])[0]["ok"], true);
    let log = logged(&data_dir);
    assert!(!log.contains(PHRASE) && !log.contains("not these words"), "{log}");
    drop(window);
    closed(&data_dir);
    for folder in [&lost, &data_dir] {
        std::fs::remove_dir_all(folder).ok();
    }
    std::fs::remove_file(&file).ok();
}

/// When the window's process is killed: once this is in its data dir, and so long after.
const CUTS: [(&str, u64); 5] = [
    ("restoring/till.db", 0),
    ("restoring/till.db", 150),
    ("restoring/till.db-journal", 0),
    ("restoring/master.key", 200),
    // Between the key and the commit, or just after it.
    ("master.key", 0),
];

/// Kills the window on this data dir as a power cut would: none of its handlers runs.
fn kill(data_dir: &Path) {
    let argument = data_dir.to_string_lossy().into_owned();
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let Ok(command) = std::fs::read(process.path().join("cmdline")) else { continue };
        let mut words = command.split(|byte| *byte == 0);
        // Not the driver that started it.
        let is_ours = words.next() == Some(RASEED.as_bytes());
        if is_ours && words.any(|word| word == argument.as_bytes()) {
            let pid = process.file_name();
            std::process::Command::new("kill").arg("-KILL").arg(pid).status().unwrap();
        }
    }
}

/// Opens the window and lets it restore, up to the last key. Whether the till was there already.
fn restoring(place: &Display, data_dir: &Path, file: &str) -> (Fresh, bool) {
    let window = Fresh::open(place, data_dir);
    let first = format!("{}, {}", hook("setup"), hook("pin"));
    window.session.wait_for(&first, STEP_MAX).unwrap();
    if window.session.find(&hook("pin")).unwrap().is_some() {
        return (window, true);
    }
    window.wait_step("language");
    window.click("setup-have-backup");
    window.fill("restore-file", file);
    window.fill("restore-phrase", PHRASE);
    window.click("setup-next");
    window.session.wait_for(&hook("restore-looked"), STEP_MAX).unwrap();
    window.click("setup-next");
    (window, false)
}

#[test]
fn a_window_killed_while_it_restores_is_a_whole_till_or_none_and_nothing_is_sent_again() {
    let mut place = take();
    let (lost, data_dir) = (folder("killed", English), folder("killed-back", English));
    let shop = format!("{}{OWNER}", xtask::practice::shop::text().unwrap());
    let practice = place.till(&lost, &shop);
    let sell = ["sell", "--product", "palcards:5001", "--phone", "0599123456"];
    as_owner(&lost, &sell);
    let file = lost.with_extension("raseed").to_string_lossy().into_owned();
    as_owner(&lost, &["backup", "--out", &file]);
    as_owner(&lost, &sell);
    let bought = || practice.truth("palcards").unwrap()["requests"]["create"].clone();
    let (before, backup) = (bought(), std::fs::read(&file).unwrap());
    for (name, after) in CUTS {
        let (window, is_there) = restoring(&place.display, &data_dir, &file);
        if is_there {
            break;
        }
        let begun = std::time::Instant::now();
        while !data_dir.join(name).exists() && begun.elapsed() < STEP_MAX {
            std::hint::spin_loop();
        }
        std::thread::sleep(Duration::from_millis(after));
        kill(&data_dir);
        drop(window);
        closed(&data_dir);
        println!("killed {after} ms after {name}");
        assert!(std::fs::read(&file).unwrap() == backup);
    }
    let (window, _) = restoring(&place.display, &data_dir, &file);
    window.session.wait_for(&hook("pin"), STEP_MAX).unwrap();
    // Killed once more, while it may be asking the suppliers.
    kill(&data_dir);
    drop(window);
    closed(&data_dir);
    as_owner(&data_dir, &["recover", "--wait", "30s"]);
    let orders = as_owner(&data_dir, &["orders"]);
    assert_eq!(orders.len(), 2);
    assert!(orders.iter().all(|order| order["state"] == "delivered"), "{orders:#?}");
    assert_eq!(as_owner(&data_dir, &["verify"])[0]["ok"], true);
    assert_eq!(bought(), before, "nothing was sent again");
    for folder in [&lost, &data_dir] {
        std::fs::remove_dir_all(folder).ok();
    }
    std::fs::remove_file(&file).ok();
}

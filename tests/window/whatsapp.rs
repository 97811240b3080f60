//! Handing a code to WhatsApp, where a person sends it; and opening the drawer.

use serde_json::Value;
use url::Url;

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

const CLERKS: &str = r#"
[[clerk]]
name = "Huda"
pin = "730418"
role = "owner"

[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"
"#;

fn sell(till: &Till, phone: Option<&str>) {
    till.click(&format!("product-{VOUCHER}"));
    if let Some(phone) = phone {
        till.type_into("phone", phone);
    }
    till.pay_cash("38");
    till.wait_state("delivered");
}

/// What the one address that was opened leads to: a number, and a text.
fn only_chat(till: &Till) -> (String, String) {
    let opened = till.opened();
    assert_eq!(opened.len(), 1, "{opened:?}");
    chat(&opened[0])
}

fn chat(address: &str) -> (String, String) {
    let url = Url::parse(address).unwrap();
    assert_eq!((url.scheme(), url.host_str()), ("https", Some("wa.me")));
    let (_, text) = url.query_pairs().find(|(name, _)| name == "text").unwrap();
    (url.path().trim_start_matches('/').to_owned(), text.into_owned())
}

in_both_languages!(
    a_code_is_opened_in_whatsapp_counted_and_never_called_sent,
    a_number_is_asked_for_and_an_owner_may_switch_it_off,
    the_drawer_opens_by_a_managers_right_and_with_a_reason,
);

fn a_code_is_opened_in_whatsapp_counted_and_never_called_sent(language: Language) {
    let till = Till::open("whatsapp", language);
    sell(&till, Some("0599123456"));
    till.click("whatsapp");
    till.wait_attr("whatsapp-result", "data-opened", "true");
    let (number, text) = only_chat(&till);
    assert_eq!(number, "970599123456");
    let order = till.only_order();
    assert_eq!(order["copies"], 1);
    for secret in order["secrets"].as_array().unwrap() {
        let value = secret["value"].as_str().unwrap();
        assert!(text.lines().any(|line| line == value), "a secret has no line of its own");
    }
    let kinds: Vec<&str> = order["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    let place = |kind: &str| kinds.iter().position(|found| *found == kind).unwrap();
    assert!(place("whatsapp_asked") < place("whatsapp"), "{kinds:?}");
    let shown = till.text("whatsapp-result");
    assert!(shown.contains(&language.says("whatsapp-send")), "{shown}");
    till.shoot("light-whatsapp");
    // The next slip of it is a copy.
    till.click("whatsapp");
    till.wait_attr("whatsapp-result", "data-opened", "true");
    assert_eq!(till.only_order()["copies"], 2);
    let opened = till.opened();
    let copy = language.says_of("sms-copy", &[("number", "2")]);
    assert!(chat(&opened[1]).1.lines().any(|line| line == copy), "{opened:?}");
}

fn a_number_is_asked_for_and_an_owner_may_switch_it_off(language: Language) {
    let till = Till::open("whatsapp-asked", language);
    sell(&till, None);
    till.click("whatsapp");
    till.type_into("whatsapp-phone", "0599 123 456");
    till.click("whatsapp-send");
    till.wait_attr("whatsapp-result", "data-opened", "true");
    assert_eq!(only_chat(&till).0, "970599123456");
    drop(till);
    let till = Till::open_with("whatsapp-off", language, "", "[counter]\nwhatsapp = false\n");
    sell(&till, Some("0599123456"));
    till.by("print");
    assert!(till.all("whatsapp").is_empty());
    // Nor by going around the button.
    let id = till.only_order()["id"].clone();
    let script = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('whatsapp', { request: { order_id: arguments[0], phone: null } })
            .then(() => done('answered'), (error) => done(error.code));
    ";
    assert_eq!(till.session().execute_async(script, &[id]).unwrap(), "whatsapp_off");
    assert_eq!(till.opened(), [] as [&str; 0]);
}

fn the_drawer_opens_by_a_managers_right_and_with_a_reason(language: Language) {
    let file = std::env::temp_dir().join(format!(
        "raseed-drawer-{}-{}",
        language.code(),
        std::process::id()
    ));
    std::fs::write(&file, b"").unwrap();
    let printer = format!(
        "[[printer]]\nid = \"paper\"\nkind = \"escpos-device\"\naddress = \"{}\"\ndefault = true\n",
        file.display()
    );
    let till = Till::open_with("drawer", language, "", &format!("{printer}{CLERKS}"));
    till.type_into("pin", "4821");
    till.enter();
    till.by("nav-sell");
    till.press(&[xtask::window::keys::F7]);
    till.type_into("drawer-reason", language.types("change for a note", "فكة لورقة"));
    till.click("drawer-open");
    till.type_into("manager-pin", "4821");
    till.click("grant-do");
    till.wait_attr("grant", "data-refused", "not_allowed");
    assert_eq!(std::fs::read(&file).unwrap(), b"", "a clerk opens nothing");
    till.type_into("manager-pin", "730418");
    till.shoot("light-drawer");
    till.click("grant-do");
    till.wait_gone("drawer-open");
    assert_eq!(std::fs::read(&file).unwrap(), [0x1B, b'p', 0, 25, 250]);
    std::fs::remove_file(&file).ok();
    let verdict: Vec<Value> = till.raseed_as("Huda", "730418", &["verify"]);
    assert_eq!(verdict[0]["ok"], true);
}

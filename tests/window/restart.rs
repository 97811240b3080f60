//! What a restart of the window must not lose.

use std::time::Duration;

use serde_json::json;
use xtask::window::{
    keys::{F8, F9},
    webdriver::wait_until,
};

use crate::language::{Language, Language::English, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(
    the_history_survives_a_restart,
    a_changed_key_survives_a_restart_and_the_old_one_does_nothing,
);

fn the_history_survives_a_restart(language: Language) {
    let mut till = Till::open("history", language);
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    let order = till.only_order();
    till.restart();
    till.click("nav-orders");
    till.wait_attr("order-row", "data-order-id", order["id"].as_str().unwrap());
    assert_eq!(till.attr("order-row", "data-state").as_deref(), Some("delivered"));

    let code = order["secrets"][0]["value"].as_str().unwrap();
    till.type_into("orders-search", &code[code.len() - 4..]);
    till.by("order-row");
    till.type_into("orders-search", "nothing is called that");
    till.wait_gone("order-row");
}

/// What is shown at once is written down a moment later; the restart ends the process without a warning.
fn wait_kept(till: &Till, language: &str, theme: &str) {
    let script = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('boot')
            .then(({ language, theme }) => done([language, theme]), (error) => done(String(error)));
    ";
    let kept = wait_until("the preferences to be kept", Duration::from_secs(20), || {
        let kept = till.session().execute_async(script, &[])?;
        Ok((kept == json!([language, theme])).then_some(()))
    });
    kept.unwrap();
}

#[test]
fn language_and_colours_survive_a_restart() {
    let mut till = Till::open("language", English);
    assert_eq!(till.root("dir"), json!("ltr"));
    till.choose("language-ar");
    till.wait_root("dir", "rtl");
    till.wait_root("lang", "ar");
    let before = till.root("data-theme");
    let other = if before == json!("dark") { "light" } else { "dark" };
    till.choose("theme");
    till.wait_root("data-theme", other);
    wait_kept(&till, "ar", other);
    till.restart();
    till.wait_root("dir", "rtl");
    till.wait_root("lang", "ar");
    till.wait_root("data-theme", other);
    till.choose("language-en");
    till.wait_root("dir", "ltr");
}

/// The questions that were answered ahead and that nobody asked.
fn left_over(till: &Till) -> serde_json::Value {
    let script = "return (window.answered ?? []).map((one) => one.command)";
    till.session().execute(script, &[]).unwrap()
}

#[test]
fn a_start_is_answered_ahead_and_a_page_that_is_loaded_again_asks_anew() {
    let till = Till::open("ahead", English);
    till.by(&format!("product-{VOUCHER}"));
    assert_eq!(left_over(&till), json!([]), "answered ahead, and asked in other words");
    till.choose("language-ar");
    till.wait_root("dir", "rtl");
    let theme = till.root("data-theme");
    wait_kept(&till, "ar", theme.as_str().unwrap());
    till.session().execute("window.before = true; location.reload()", &[]).unwrap();
    let again = wait_until("the page to be loaded again", Duration::from_secs(20), || {
        let script =
            "return !window.before && document.querySelector('[data-testid=search]') !== null";
        Ok((till.session().execute(script, &[])? == json!(true)).then_some(()))
    });
    again.unwrap();
    // What was answered ahead says English.
    assert_eq!(till.root("dir"), json!("rtl"));
    assert_eq!(left_over(&till), json!([]));
}

fn a_changed_key_survives_a_restart_and_the_old_one_does_nothing(language: Language) {
    let mut till = Till::open("keys", language);
    till.open_settings("open-keys");
    till.click("key-pay");
    till.press(&[F8]);
    till.by("keys-usual");
    till.shoot("keys");
    till.restart();
    till.click(&format!("product-{VOUCHER}"));
    till.wait_attr("pay", "aria-disabled", "false");
    assert!(till.text("pay").contains("F8"), "{}", till.text("pay"));
    till.press(&[F9]);
    assert!(till.all("confirm").is_empty(), "F9 is nobody's now");
    till.press(&[F8]);
    till.by("confirm");
}

//! The customer's window: what it shows, what of it remains, and that it can ask for nothing.

use serde_json::{Value, json};

use crate::language::{Language, Language::English, in_both_languages};
use crate::till::{TOP_UP, Till, VOUCHER};

fn open(name: &'static str, language: Language) -> Till {
    let till = Till::open(name, language);
    begin(&till);
    till
}

fn begin(till: &Till) {
    assert_eq!(till.windows(), 1, "it never opens by itself the first time");
    turn_on(till);
}

fn turn_on(till: &Till) {
    till.click("nav-settings");
    till.click("display-switch");
    till.wait_attr("display-switch", "aria-checked", "true");
    till.at_customer(|| till.wait_attr("customer", "data-face", "idle"));
    till.click("nav-sell");
}

/// Everything the customer's page holds.
fn page(till: &Till) -> String {
    let script = "return document.documentElement.outerHTML + document.title + location.href";
    let page = till.at_customer(|| till.session().execute(script, &[]).unwrap());
    page.as_str().unwrap().to_owned()
}

fn wait_face(till: &Till, face: &str) {
    till.at_customer(|| till.wait_attr("customer", "data-face", face));
}

in_both_languages!(
    the_customer_sees_the_basket_the_change_and_a_code_only_when_the_clerk_shows_it,
    the_customer_finds_their_account_and_its_holder_before_anything_is_paid,
    the_customer_pays_on_a_code_at_least_as_large_as_the_clerks,
    it_stays_as_the_clerk_left_it_and_the_till_goes_on_without_it,
);

fn the_customer_sees_the_basket_the_change_and_a_code_only_when_the_clerk_shows_it(
    language: Language,
) {
    let till = open("customer", language);
    till.click(&format!("product-{VOUCHER}"));
    wait_face(&till, "basket");
    assert!(page(&till).contains("38.00"));
    till.pay_cash("50");
    till.wait_state("delivered");
    wait_face(&till, "sale");
    till.at_customer(|| {
        till.wait_attr("customer-state", "data-state", "delivered");
        till.wait_attr("customer-change", "data-amount", "12.00");
    });

    let reveals = |order: &Value| {
        let events = order["events"].as_array().unwrap();
        events.iter().filter(|event| event["kind"] == "reveal").count()
    };
    let order = till.only_order();
    let before = reveals(&order);
    let codes: Vec<String> = order["secrets"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|secret| secret["label"] == "code" || secret["label"] == "pin")
        .map(|secret| secret["value"].as_str().unwrap().to_owned())
        .collect();
    assert!(!codes.is_empty());
    let holds = |code: &String| page(&till).contains(code.as_str());
    // Looking at the code on the clerk's side shows it there alone.
    till.click("reveal");
    till.wait_attr("code", "data-masked", "false");
    assert!(!codes.iter().any(holds), "the customer's page holds a code nobody showed there");

    till.click("reveal-customer");
    wait_face(&till, "code");
    let shown = till.at_customer(|| {
        let script = "return [...document.querySelectorAll('[data-testid=customer-code]')]
            .map((code) => code.textContent)";
        till.session().execute(script, &[]).unwrap()
    });
    for code in &codes {
        assert!(shown.as_array().unwrap().contains(&json!(code)), "{shown}");
    }
    // The command line's look at it, the clerk's, and this one; each is on record.
    assert_eq!(reveals(&till.only_order()), before + 3);

    till.click("reveal-customer");
    wait_face(&till, "sale");
    assert!(!codes.iter().any(holds), "a hidden code is still there");
    till.click("reveal-customer");
    wait_face(&till, "code");
    // By itself, as on the clerk's side.
    till.at_customer(|| till.wait_settled("customer", "data-face", "sale"));
    assert!(!codes.iter().any(holds), "a code is still there after its time");
    till.wait_attr("reveal-customer", "aria-pressed", "false");
    till.wait_attr("code", "data-masked", "true");
    till.click("reveal-customer");
    wait_face(&till, "code");
    // Whoever begins the next sale leaves nothing of the last customer behind.
    till.click("new-sale");
    wait_face(&till, "idle");
    let rest = page(&till);
    assert!(!codes.iter().any(|code| rest.contains(code.as_str())));
    assert!(!rest.contains("38.00") && !rest.contains("12.00") && !rest.contains("660"), "{rest}");
}

fn the_customer_finds_their_account_and_its_holder_before_anything_is_paid(language: Language) {
    let till = open("customer-account", language);
    till.click(&format!("product-{TOP_UP}"));
    till.type_into("field-accountId", "123456789");
    wait_face(&till, "basket");
    till.at_customer(|| {
        let target = till.text("customer-target");
        assert!(target.contains("123456789"), "{target}");
        assert!(till.all("customer-holder").is_empty(), "nobody has asked the supplier");
    });
    till.click("check");
    till.wait_attr("check-result", "data-ok", "true");
    let holder = till.at_customer(|| till.text("customer-holder"));
    assert!(till.text("check-result").contains(holder.trim()), "{holder}");
    // Another account is somebody else's.
    till.type_into("field-accountId", "987654321");
    till.at_customer(|| {
        till.wait_gone("customer-holder");
        assert!(till.text("customer-target").contains("987654321"));
    });
}

fn the_customer_pays_on_a_code_at_least_as_large_as_the_clerks(language: Language) {
    let till = open("customer-pay", language);
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.click("tender-payerly");
    till.wait_focus("confirm");
    till.click("confirm");
    let side = |hook: &str| {
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return Math.min(box.width, box.height);";
        let css = crate::till::hook(hook);
        till.by(hook);
        till.session().execute(script, &[json!(css)]).unwrap().as_f64().unwrap()
    };
    let (own, url) = (side("pay-qr"), till.attr("pay-qr", "data-url"));
    wait_face(&till, "pay");
    till.at_customer(|| {
        assert!(side("customer-qr") >= own);
        assert_eq!(till.attr("customer-qr", "data-url"), url);
        let words = till.words();
        assert!(words.contains("10.27"), "{words}");
        assert!(words.contains(':'), "no countdown: {words}");
    });
    till.click("page-cancel");
    till.click("page-cancel-yes");
    till.wait_state("cancelled");
    till.at_customer(|| till.wait_attr("customer-state", "data-state", "cancelled"));
    assert!(!page(&till).contains(&url.unwrap()), "a page that is over is still there");
}

#[test]
fn it_can_ask_for_nothing_and_hear_nothing() {
    let till = open("customer-deaf", English);
    let script = "
        const done = arguments[arguments.length - 1];
        const ask = (command, args) => window.__TAURI_INTERNALS__.invoke(command, args)
            .then((answer) => `answered: ${JSON.stringify(answer)}`, (error) => `refused: ${error}`);
        const callback = window.__TAURI_INTERNALS__.transformCallback(() => undefined);
        const target = { kind: 'Any' };
        const late = new Promise((resolve) => setTimeout(() => resolve('refused: no answer'), 5000));
        Promise.all([
            ask('boot', {}), ask('search', { request: { query: '', category: null, limit: 1 } }),
            ask('display_show', { request: { what: 'nothing' } }), ask('no_such_command', {}),
            ask('plugin:event|listen', { event: 'sale-changed', target, handler: callback }),
            ask('plugin:event|emit', { event: 'sale-changed', payload: {} }),
            ask('plugin:window|close', { label: 'main' }), ask('plugin:app|version', {}),
        ].map((answer) => Promise.race([answer, late]))).then(done, (error) => done([String(error)]));
    ";
    let ask = || till.session().execute_async(script, &[]).unwrap();
    let answers = till.at_customer(ask);
    let answers = answers.as_array().unwrap();
    assert_eq!(answers.len(), 8, "{answers:?}");
    for answer in answers {
        assert!(answer.as_str().unwrap().starts_with("refused"), "{answers:#?}");
    }
    // The same questions are answered where they may be asked.
    let own = ask();
    let own: Vec<&str> = own.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let is_answered: Vec<bool> = own.iter().map(|it| it.starts_with("answered")).collect();
    // Ours and hearing events; of the host's own nothing: the page closes no window and sends no event.
    assert_eq!(is_answered, [true, true, true, false, true, false, false, false], "{own:#?}");

    let leave = "location.href = 'https://example.com/'; window.open('https://example.com/');";
    till.at_customer(|| till.session().execute(leave, &[]).unwrap());
    let address = till.at_customer(|| till.session().execute("return location.href", &[]).unwrap());
    assert!(address.as_str().unwrap().starts_with("tauri://"), "{address}");
    assert_eq!(till.windows(), 2);
}

fn it_stays_as_the_clerk_left_it_and_the_till_goes_on_without_it(language: Language) {
    let mut till = open("customer-kept", language);
    till.restart();
    till.wait_windows(2);
    till.at_customer(|| till.wait_attr("customer", "data-face", "idle"));
    // A page that closes itself leaves no empty window, and the switch says so.
    till.click("nav-settings");
    till.wait_attr("display-switch", "aria-checked", "true");
    till.at_customer(|| till.session().execute("setTimeout(() => window.close())", &[]).unwrap());
    till.wait_windows(1);
    till.wait_attr("display-switch", "aria-checked", "false");
    // It is the clerk's to switch off: at the next start it is there again.
    till.restart();
    till.wait_windows(2);
    till.click("nav-settings");
    till.click("display-switch");
    till.wait_attr("display-switch", "aria-checked", "false");
    till.wait_windows(1);
    till.click("nav-sell");
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    assert!(till.all("reveal-customer").is_empty(), "there is nowhere to show it");
    till.restart();
    assert_eq!(till.windows(), 1, "it was closed when the till was");
}

/// Whatever the accessibility checker of the page's own tests finds, which is nothing.
fn findings(till: &Till) -> Value {
    let axe = std::fs::read_to_string("ui/node_modules/axe-core/axe.min.js").unwrap();
    till.session().execute(&format!("{axe}; window.axe = axe;"), &[]).unwrap();
    let script = "
        const done = arguments[arguments.length - 1];
        window.axe.run(document, { resultTypes: ['violations'] }).then(
            ({ violations, passes }) => done({ passes: passes.length,
                found: violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`) }),
            (error) => done({ found: [String(error)] }),
        );
    ";
    till.session().execute_async(script, &[]).unwrap()
}

#[test]
fn every_face_can_be_drawn_and_read_in_both_colours() {
    for language in [Language::English, Language::Arabic] {
        let till = Till::open("customer-faces", language);
        begin(&till);
        draw(&till, language);
    }
}

/// Every face, in the shop's language, whatever the clerk's.
fn draw(till: &Till, language: Language) {
    till.choose(&format!("language-{}", language.other().code()));
    let look = |name: &str, face: &str| {
        wait_face(till, face);
        for theme in ["light", "dark"] {
            if till.root("data-theme") != json!(theme) {
                till.click("theme");
            }
            till.at_customer(|| {
                till.wait_root("data-theme", theme);
                assert_eq!(
                    (till.root("lang"), till.root("dir")),
                    (json!(language.code()), json!(language.direction()))
                );
                till.shoot(&format!("{theme}-customer-{name}"));
                let verdict = findings(till);
                assert_eq!(verdict["found"], json!([]), "{name} {theme}");
                assert!(verdict["passes"].as_u64() > Some(5), "{verdict}");
            });
        }
    };
    look("idle", "idle");
    till.click(&format!("product-{TOP_UP}"));
    till.type_into("field-accountId", "123456789");
    till.click("check");
    till.wait_attr("check-result", "data-ok", "true");
    till.click(&format!("product-{VOUCHER}"));
    look("basket", "basket");
    till.pay_cash("100");
    till.wait_state("delivered");
    look("delivered", "sale");
    let last = till.all("reveal-customer").pop().unwrap();
    till.session().click(&last).unwrap();
    look("code", "code");
    till.click("new-sale");
    till.click(&format!("product-{VOUCHER}"));
    till.click("pay");
    till.click("tender-payerly");
    till.wait_focus("confirm");
    till.click("confirm");
    look("pay", "pay");
}

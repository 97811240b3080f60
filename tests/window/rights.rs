//! Which role may call which command of the window: every command, every role, and a locked till. The
//! page is not asked: what it hides is no protection.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::language::Language::English;
use crate::till::Till;

const CLERKS: &str = r#"
[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"

[[clerk]]
name = "Lina"
pin = "5590"
role = "manager"

[[clerk]]
name = "Huda"
pin = "730418"
role = "owner"
"#;

/// Whom a command answers, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Locked,
    Clerk,
    Manager,
    Owner,
}

use Who::{Clerk, Locked, Manager, Owner};

/// Every command, the least that it answers, and a call of it that does no harm.
fn rows() -> Vec<(&'static str, Who, Value)> {
    let nothing = Value::Null;
    let order = json!({ "order_id": "none" });
    let reveal = json!({ "order_id": "none", "pin": null });
    let text_code = json!({ "order_id": "none", "phone": null, "pin": null });
    let account = json!({ "id": "none", "role": "supplier" });
    let phone = json!({ "phone": "0599123456" });
    let sale = json!({ "sale_id": "none" });
    let line = json!({ "product_id": "no:thing", "quantity": 1, "phone": null, "fields": {}, "amount": null });
    let cash = json!({ "currency": "ILS", "amount": "1" });
    let printer = json!({ "printer": "none" });
    let sell = json!({ "token": "x", "lines": [line], "tender": null, "card": null, "received": null, "again": false });
    let debtor = json!({ "debtor": "none" });
    let over = json!({
        "token": "y", "lines": [line], "tender": "debt", "card": null, "received": null, "again": false,
        "on_account": { "debtor": "none", "over_limit": true, "pin": null },
    });
    let resolve = json!({ "order_id": "none", "verdict": "refused", "candidate": null, "reason": "why", "pin": null });
    let text = json!({ "en": "", "ar": "" });
    let show = json!({ "serial": true, "expiry": true, "region": true, "redeem": true, "refund": true, "qr": true, "barcode": true });
    let slip = json!({
        "header": text, "footer": text, "refund_rule": text, "show": show,
        "logo": "none", "printer": null, "paper": "80mm", "dots": null,
    });
    let backup = json!({ "file": "/none.raseed", "passphrase": null });
    let rule =
        json!({ "scope": "all", "target": "x", "kind": null, "value": "", "round_to": null });
    let period = json!({ "period": "today", "from": null, "to": null });
    let behind = json!({
        "period": period, "hour": null, "supplier": null, "product": null, "clerk": null,
        "before": null, "limit": 1,
    });
    let design = json!({ "design": slip, "sample": "voucher", "language": "en" });
    vec![
        ("boot", Locked, nothing.clone()),
        ("unlock", Locked, json!({ "pin": "", "name": "Nobody" })),
        ("set_preferences", Locked, json!({ "language": null, "theme": null })),
        ("set_keys", Clerk, json!({ "keys": [] })),
        ("upstreams", Clerk, nothing.clone()),
        ("search", Clerk, json!({ "query": "x", "category": null, "limit": 1 })),
        ("barcode", Clerk, json!({ "barcode": "1" })),
        ("tile", Clerk, json!({ "product_id": "no:thing" })),
        ("basket", Clerk, json!({ "lines": [] })),
        ("change", Locked, json!({ "total": "1", "received": "1" })),
        ("parse_phone", Locked, phone.clone()),
        ("check", Clerk, line),
        ("guards", Clerk, json!({ "token": "x", "lines": [] })),
        (
            "guard_answer",
            Clerk,
            json!({ "token": "x", "lines": [], "id": "none", "reason": null, "pin": null, "replies": null }),
        ),
        ("customer", Clerk, phone.clone()),
        ("customer_remember", Clerk, json!({ "phone": "0599123456", "agreed": false })),
        ("customer_erase", Owner, phone.clone()),
        ("top_ups", Clerk, phone),
        ("sell", Clerk, sell),
        ("sale", Clerk, sale.clone()),
        ("give_up", Clerk, sale.clone()),
        ("reveal", Clerk, reveal.clone()),
        ("print", Clerk, json!({ "order_id": "none", "printer": null, "pin": null })),
        ("printers", Clerk, nothing.clone()),
        ("printer_state", Clerk, printer.clone()),
        ("test_print", Clerk, printer),
        ("print_jobs", Clerk, json!({ "before": null, "limit": 1 })),
        ("print_again", Clerk, json!({ "job": "7", "printer": null, "pin": null })),
        ("slip_design", Clerk, nothing.clone()),
        ("slip_preview", Clerk, design.clone()),
        ("slip_logo", Clerk, json!({ "png": "" })),
        ("set_slip_design", Manager, design),
        ("sms_draft", Clerk, order.clone()),
        ("sms", Clerk, text_code.clone()),
        ("whatsapp", Clerk, text_code),
        (
            "orders",
            Clerk,
            json!({ "search": "", "filter": "all", "since": null, "until": null, "before": null, "after": null, "limit": 1 }),
        ),
        ("refundable", Clerk, sale.clone()),
        (
            "refund",
            Manager,
            json!({ "sale_id": "none", "reason": "why", "proof": null, "pin": null }),
        ),
        (
            "dispute_pack",
            Manager,
            json!({ "order_id": "none", "claim": "other", "note": "", "language": "en", "pin": null }),
        ),
        ("accounts", Clerk, nothing.clone()),
        ("account_test", Clerk, account.clone()),
        ("account_key", Owner, json!({ "account": account, "key": "", "anyway": false })),
        ("catalogue_sync", Manager, account.clone()),
        ("catalogue_cancel", Manager, account),
        ("order", Clerk, order),
        ("waiting", Clerk, nothing.clone()),
        ("attention", Clerk, nothing.clone()),
        ("resolve", Manager, resolve),
        ("attention_seen", Manager, json!({ "order_id": "none", "pin": null })),
        ("text_seen_to", Clerk, json!({ "order_id": "none", "remedy": "told" })),
        ("set_display", Clerk, json!({ "open": false })),
        ("display_show", Locked, json!({ "what": "nothing" })),
        ("display_code", Clerk, reveal),
        ("open_drawer", Manager, json!({ "reason": "why", "pin": null })),
        ("shift", Clerk, nothing.clone()),
        ("shift_count", Clerk, json!({ "pieces": [] })),
        ("shift_open", Clerk, json!({ "cash": [cash] })),
        ("shift_pay", Clerk, json!({ "comes": true, "cash": cash, "reason": "why", "pin": null })),
        (
            "shift_pay",
            Manager,
            json!({ "comes": false, "cash": cash, "reason": "why", "pin": null }),
        ),
        ("shift_close", Manager, json!({ "cash": [cash], "note": null, "pin": null })),
        ("shift_reports", Clerk, json!({ "before": null, "limit": 1 })),
        ("shift_print", Clerk, json!({ "number": null })),
        ("shift_print", Manager, json!({ "number": 7 })),
        ("favourites", Clerk, nothing.clone()),
        ("pin", Clerk, json!({ "product_id": "no:thing", "pinned": false })),
        ("hold", Clerk, json!({ "lines": [], "customer": null })),
        ("held", Clerk, nothing.clone()),
        ("recall", Clerk, json!({ "id": "7" })),
        ("last_slip", Clerk, nothing.clone()),
        ("keeping", Clerk, nothing.clone()),
        ("owner_texts", Owner, nothing.clone()),
        (
            "set_owner_texts",
            Owner,
            json!({ "phone": "x", "report": true, "z_by": "", "unknown_after": "" }),
        ),
        ("owner_report", Manager, json!({ "number": 7 })),
        ("send_owner_report", Owner, json!({ "number": 7 })),
        ("whatsapp_owner_report", Manager, json!({ "number": 7 })),
        ("backup_state", Manager, nothing.clone()),
        ("set_backup", Owner, json!({ "folder": "no such", "keep_days": 7, "passphrase": null })),
        ("backup_now", Owner, nothing.clone()),
        ("support_bundle", Manager, json!({ "folder": "no such" })),
        (
            "prices",
            Manager,
            json!({ "query": "", "supplier": null, "brand": null, "filter": "all", "limit": 1 }),
        ),
        ("price_set", Manager, json!({ "product_id": "no:thing", "price": null })),
        ("price_preview", Manager, rule.clone()),
        ("price_rule", Manager, rule),
        (
            "price_rise",
            Manager,
            json!({ "product_id": "no:thing", "cost": "1", "cost_currency": "USD", "price": null }),
        ),
        ("stock", Manager, json!({ "query": "" })),
        ("stock_signs", Clerk, nothing.clone()),
        ("stock_limit", Owner, json!({ "product_id": "no:thing", "keep": 1 })),
        ("stock_quote", Owner, json!({ "product_id": "no:thing", "quantity": 1 })),
        ("stock_buy", Owner, json!({ "token": "x", "product_id": "no:thing", "quantity": 1 })),
        ("taxes", Manager, nothing.clone()),
        ("tax_rule", Owner, json!({ "scope": "all", "target": "", "rate": null })),
        ("tax_identity", Owner, json!({ "name": "", "number": "" })),
        ("refund_rules", Manager, nothing.clone()),
        ("refund_rule", Owner, json!({ "scope": "all", "target": "", "terms": null })),
        ("reconcile", Manager, nothing.clone()),
        (
            "wallet_book",
            Manager,
            json!({ "supplier": "none", "kind": "deposit", "amount": "1", "currency": "USD", "note": "why" }),
        ),
        (
            "stray_decide",
            Manager,
            json!({ "supplier": "none", "orders": [], "verdict": "not_ours", "note": "why", "pin": null }),
        ),
        ("not_listed_explain", Manager, json!({ "order_id": "none", "note": "why", "pin": null })),
        ("import_price", Manager, json!({ "order_id": "none", "amount": "1", "pin": null })),
        ("people", Owner, nothing.clone()),
        ("person_add", Owner, json!({ "name": "", "role": "clerk", "pin": "" })),
        ("person_change", Owner, json!({ "name": "none", "change": { "what": "unlock" } })),
        ("set_custody", Owner, json!({ "reveals": 20, "copies": 20 })),
        ("debt_book", Clerk, nothing.clone()),
        ("debt_statement", Clerk, debtor.clone()),
        ("debt_trial", Clerk, json!({ "debtor": "none", "total": "1" })),
        (
            "debtor_add",
            Manager,
            json!({ "name": "Abu nobody", "phone": "0599000111", "limit": null, "pin": null }),
        ),
        ("debtor_limit", Manager, json!({ "debtor": "none", "limit": null, "pin": null })),
        ("debt_repay", Clerk, json!({ "debtor": "none", "amount": "1" })),
        (
            "debt_forgive",
            Owner,
            json!({ "debtor": "none", "amount": "1", "reason": "why", "pin": null }),
        ),
        ("debt_remind", Clerk, debtor),
        ("debt_usual", Owner, json!({ "limit": "no such" })),
        ("sell", Manager, over),
        ("report", Clerk, period.clone()),
        ("report_orders", Clerk, behind),
        ("report_save", Manager, json!({ "topic": "sales", "period": period, "format": "csv" })),
        ("exceptions", Manager, period.clone()),
        (
            "exception_events",
            Manager,
            json!({ "period": period, "clerk": "Sami", "kind": "reveals" }),
        ),
        ("reprint", Clerk, json!({ "order_id": "none", "reason": "why", "pin": null })),
        ("setup", Locked, nothing.clone()),
        ("setup_go", Locked, json!({ "step": "owner", "language": null })),
        ("setup_backups", Locked, nothing.clone()),
        ("setup_look", Locked, backup.clone()),
        ("setup_restore", Locked, backup),
        ("setup_restoring", Locked, nothing.clone()),
        ("setup_restore_stop", Locked, nothing.clone()),
        (
            "setup_shop",
            Locked,
            json!({ "name": "x", "country": "PS", "currency": "ILS", "phone": null, "practice": true }),
        ),
        (
            "setup_supplier",
            Locked,
            json!({
                "kind": "palcards", "environment": "sandbox", "base_url": null, "agent_id": null,
                "api_key": "x", "currency": "USD", "rate": null, "anyway": false,
            }),
        ),
        ("setup_catalogue", Locked, nothing.clone()),
        (
            "setup_product",
            Locked,
            json!({ "item": "1", "name": "x", "kind": "voucher", "price": "1" }),
        ),
        ("setup_printer", Locked, json!({ "kind": "pdf", "address": "x", "paper": "80mm" })),
        ("setup_owner", Locked, json!({ "name": "Eve", "pin": "1111" })),
        ("setup_done", Locked, nothing.clone()),
        // Last: it locks.
        ("lock", Locked, nothing),
    ]
}

/// Calls them one after the other and answers each one's error code, or `ok`.
const CALL: &str = "
    const [rows, done] = arguments;
    const invoke = window.__TAURI_INTERNALS__.invoke;
    (async () => {
        const codes = [];
        for (const [name, request] of rows) {
            try {
                await invoke(name, request === null ? {} : { request });
                codes.push('ok');
            } catch (error) {
                codes.push(error.code ?? String(error));
            }
        }
        done(codes);
    })();
";

#[test]
fn a_message_that_does_not_come_through_the_isolation_frame_is_refused() {
    let till = Till::open("rights-isolation", English);
    let script = "
        const done = arguments[arguments.length - 1];
        const head = { 'Content-Type': 'application/json', 'Tauri-Callback': '1', 'Tauri-Error': '2' };
        fetch('ipc://localhost/boot', { method: 'POST', headers: head, body: '{}' })
            .then((reply) => done(reply.headers.get('Tauri-Response') + ' ' + reply.status), (error) => done('failed: ' + error));
    ";
    let answer = till.session().execute_async(script, &[]).unwrap();
    let answer = answer.as_str().unwrap();
    assert!(!answer.starts_with("ok"), "{answer}");
    let frame = "return document.querySelector('#__tauri_isolation__').sandbox.value";
    assert_eq!(till.session().execute(frame, &[]).unwrap(), "allow-scripts");
}

#[test]
fn every_window_command_has_a_row() {
    let bindings = include_str!("../../ui/src/ipc/bindings.ts");
    let calls = bindings.split("__TAURI_INVOKE(\"").skip(1);
    let commands: BTreeSet<&str> = calls.filter_map(|call| call.split('"').next()).collect();
    let rows: BTreeSet<&str> = rows().into_iter().map(|(name, ..)| name).collect();
    assert_eq!(commands, rows, "whom a command answers is written down for each");
}

#[test]
fn a_window_command_answers_its_roles_and_nobody_else() {
    let till = Till::open_with("rights", English, "", CLERKS);
    let calls: Vec<Value> =
        rows().into_iter().map(|(name, _, request)| json!([name, request])).collect();
    let people =
        [(Locked, None), (Clerk, Some("4821")), (Manager, Some("5590")), (Owner, Some("730418"))];
    for (who, pin) in people {
        if let Some(pin) = pin {
            // The page knows nothing of what was called around it.
            till.session().execute("location.reload()", &[]).ok();
            till.by("pin");
            till.type_into("pin", pin);
            till.enter();
            till.by("nav-sell");
        }
        let codes = till.session().execute_async(CALL, &[json!(calls)]).unwrap();
        let codes: Vec<&str> = codes.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        for ((name, least, request), code) in rows().iter().zip(codes) {
            let refusals =
                ["clerk_needed", "not_allowed", "approval_needed", "owner_approval_needed"];
            let refused = refusals.contains(&code);
            assert!(!code.contains(' '), "{name} was not even read: {code}");
            assert_eq!(refused, who < *least, "{who:?}: {name} {request}: {code}");
            if who == Locked && refused {
                assert_eq!(code, "clerk_needed", "{name}");
            }
        }
    }
}

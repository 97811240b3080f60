//! What each window may ask of the host, as `tauri.conf.json` says.

use serde_json::{Value, json};

/// The window that faces the customer.
const CUSTOMER: &str = "customer";

/// Whatever the customer's window may do, whatever is granted to windows that are not named, and what
/// lets a page ask the program past the isolation frame.
fn granted(config: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_named = false;
    for capability in config["app"]["security"]["capabilities"].as_array().into_iter().flatten() {
        let name = capability["identifier"].as_str().unwrap_or("a file's");
        let covers = |key: &str| -> Vec<&str> {
            capability[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let windows = [covers("windows"), covers("webviews")].concat();
        if windows.iter().any(|window| window.contains('*')) || windows.is_empty() {
            found.push(format!("{name}: is for windows it does not name"));
        }
        let is_customers = windows.contains(&CUSTOMER);
        is_named |= is_customers;
        if is_customers {
            let permissions = capability["permissions"].as_array().into_iter().flatten();
            found.extend(permissions.map(|permission| format!("{name}: {permission}")));
        }
        if capability.get("remote").is_some() {
            found.push(format!("{name}: pages from elsewhere"));
        }
    }
    if !is_named {
        found.push("no capability names it, so nobody has said that it has none".to_owned());
    }
    if config["app"]["security"]["pattern"]["use"] != json!("isolation") {
        found.push("questions do not pass through a frame of their own".to_owned());
    }
    if config["app"]["withGlobalTauri"] == json!(true) {
        found.push("the host lies open to every script".to_owned());
    }
    found
}

#[test]
fn the_customers_window_may_ask_for_nothing() {
    let config = std::fs::read_to_string("tauri.conf.json").expect("the configuration");
    let config: Value = serde_json::from_str(&config).expect("JSON");
    assert_eq!(granted(&config), [] as [&str; 0]);
    assert!(!std::path::Path::new("capabilities").exists(), "a folder of them is read as well");
}

#[test]
fn a_command_for_the_customers_window_is_caught() {
    let with = |capability: Value| {
        let own = json!({ "identifier": "customer", "windows": ["customer"], "permissions": [] });
        let pattern = json!({ "use": "isolation" });
        granted(&json!({ "app": { "security": {
            "capabilities": [own, capability], "pattern": pattern,
        } } }))
    };
    let listen = json!({ "identifier": "x", "windows": ["main", "customer"],
        "permissions": ["core:event:allow-listen"] });
    assert_eq!(with(listen).len(), 1);
    assert_eq!(with(json!({ "identifier": "x", "windows": ["*"], "permissions": [] })).len(), 1);
    assert_eq!(granted(&json!({})).len(), 2);
    let main =
        json!({ "identifier": "main", "windows": ["main"], "permissions": ["core:default"] });
    assert_eq!(with(main), [] as [&str; 0]);
}

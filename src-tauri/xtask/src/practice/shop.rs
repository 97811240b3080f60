//! The practice shop's provisioning file, read line by line: enough to point it at a running
//! simulator and to know what it sells. The real reader is the till's own.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::root;

/// A product as the practice sale needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// Its id everywhere, such as `palcards:5001`.
    pub id: String,
    /// What the customer pays.
    pub price: String,
}

/// Where the practice shop is kept.
pub fn file() -> PathBuf {
    root().join("src-tauri/simulator/practice-shop.toml")
}

/// The text of the practice shop's file.
pub fn text() -> Result<String> {
    let file = file();
    std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))
}

/// `shop` with the address of every upstream replaced by the one in `urls`, which has one key per
/// kind, as `raseed simulate` prints it.
pub fn pointed_at(shop: &str, urls: &Value) -> String {
    let mut pointed = String::with_capacity(shop.len());
    for section in sections(shop) {
        let url = key(&section, "kind").and_then(|kind| urls.get(kind)).and_then(Value::as_str);
        for line in &section {
            match url {
                Some(url) if key_of(line) == Some("base_url") => {
                    pointed.push_str(&format!("base_url = \"{url}\""));
                }
                _ => pointed.push_str(line),
            }
            pointed.push('\n');
        }
    }
    pointed
}

/// The first voucher that needs nothing but money.
pub fn first_voucher(shop: &str) -> Result<Voucher> {
    let products = sections(shop).into_iter().filter(|section| header(section) == "[[product]]");
    let mut vouchers = products.filter(|section| key(section, "kind") == Some("voucher"));
    let section = vouchers.next().context("the practice shop sells no voucher")?;
    let word =
        |name: &str| key(&section, name).with_context(|| format!("a voucher without {name}"));
    Ok(Voucher {
        id: format!("{}:{}", word("supplier")?, word("item")?),
        price: word("price")?.to_owned(),
    })
}

/// Names and PINs of the shop's clerks, to be told to whoever practises.
pub fn clerks(shop: &str) -> Vec<(String, String)> {
    let clerks = sections(shop).into_iter().filter(|section| header(section) == "[[clerk]]");
    let clerks = clerks.filter_map(|clerk| {
        Some((key(&clerk, "name")?.to_owned(), key(&clerk, "pin")?.to_owned()))
    });
    clerks.collect()
}

/// The lines of the file, cut before every `[table]` and `[[table]]`.
fn sections(shop: &str) -> Vec<Vec<&str>> {
    let mut sections = vec![Vec::new()];
    for line in shop.lines() {
        if line.starts_with('[') {
            sections.push(Vec::new());
        }
        if let Some(section) = sections.last_mut() {
            section.push(line);
        }
    }
    sections
}

fn header<'a>(section: &[&'a str]) -> &'a str {
    section.first().map(|line| line.trim()).unwrap_or_default()
}

fn key_of(line: &str) -> Option<&str> {
    line.split_once('=').map(|(name, _)| name.trim())
}

/// The string that a section gives to `name`.
fn key<'a>(section: &[&'a str], name: &str) -> Option<&'a str> {
    let line = section.iter().find(|line| key_of(line) == Some(name))?;
    line.split_once('=')?.1.trim().strip_prefix('"')?.split('"').next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Voucher, clerks, first_voucher, pointed_at, text};

    const SHOP: &str = r#"
[shop]
name = "Practice"

[[supplier]]
id = "p"
base_url = "http://127.0.0.1:7001"
kind = "palcards" # a comment

[[processor]]
kind = "payerly"
base_url = "http://127.0.0.1:7004/v1"

[[sms]]
kind = "twilio"
base_url = "http://127.0.0.1:7006"

[[product]]
supplier = "p"
item = "2"
kind = "topup"
price = "2.00"

[[product]]
supplier = "p"
item = "7"
kind = "voucher"
price = "9.00"

[[clerk]]
name = "Sami"
pin = "4821"
"#;

    #[test]
    fn every_upstream_gets_its_own_address_and_nothing_else_changes() {
        let urls = json!({ "palcards": "http://127.0.0.1:1", "payerly": "http://127.0.0.1:2/v1", "control": "x" });
        let expected = SHOP
            .replace("http://127.0.0.1:7001", "http://127.0.0.1:1")
            .replace("http://127.0.0.1:7004/v1", "http://127.0.0.1:2/v1");
        assert_eq!(pointed_at(SHOP, &urls), expected);
    }

    #[test]
    fn the_first_voucher_and_the_clerks_are_found() {
        let voucher = Voucher { id: "p:7".to_owned(), price: "9.00".to_owned() };
        assert_eq!(first_voucher(SHOP).unwrap(), voucher);
        assert_eq!(clerks(SHOP), [("Sami".to_owned(), "4821".to_owned())]);
    }

    #[test]
    fn the_practice_shop_itself_can_be_read() {
        let shop = text().unwrap();
        assert!(first_voucher(&shop).is_ok());
        assert!(
            pointed_at(&shop, &json!({ "palcards": "http://127.0.0.1:1" }))
                .contains("http://127.0.0.1:1\"")
        );
    }
}

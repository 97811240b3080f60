//! `dispute`: the file for a supplier's support says everything about an order and never its code.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;

use serde_json::Value;

use crate::fake::{Answer, Fake, PIN, code};
use crate::shop::{CLERKS, Shop, TOPUP, VOUCHER, toml, word};

const SERIAL: &str = "SN20260048213";

/// What a sheet says, as whoever copies its text would read it; blanks are left out, because lines break
/// where they must.
fn text_of(pdf: &[u8]) -> String {
    let streams = streams(pdf);
    let maps: Vec<BTreeMap<u16, String>> = streams
        .iter()
        .filter(|stream| stream.contains("beginbfchar"))
        .map(|stream| glyphs(stream))
        .collect();
    let mut text = String::new();
    for page in
        streams.iter().filter(|stream| stream.contains("\nBT\n") || stream.starts_with("BT"))
    {
        let mut map = &maps[0];
        for line in page.lines() {
            if line.ends_with(" Tf") {
                map = &maps[usize::from(line.starts_with("/Bold"))];
            } else if let Some(glyph) = line.strip_suffix(" Tj") {
                text.push_str(map.get(&glyph_id(glyph)).map_or("", String::as_str));
            } else if line == "ET" {
                text.push('\n');
            }
        }
    }
    text.retain(|letter| letter == '\n' || !letter.is_whitespace());
    text
}

/// Every stream of a PDF that is text, unpacked.
fn streams(pdf: &[u8]) -> Vec<String> {
    let find =
        |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).position(|it| it == needle);
    let (mut rest, mut all) = (pdf, Vec::new());
    while let Some(start) = find(rest, b"\nstream\n") {
        let body = &rest[start + 8..];
        let end = find(body, b"\nendstream").expect("a stream ends");
        let mut unpacked = Vec::new();
        if flate2::read::ZlibDecoder::new(&body[..end]).read_to_end(&mut unpacked).is_err() {
            unpacked = body[..end].to_vec();
        }
        all.extend(String::from_utf8(unpacked).ok());
        rest = &body[end..];
    }
    all
}

/// Which glyph stands for which words.
fn glyphs(map: &str) -> BTreeMap<u16, String> {
    let pair = |line: &str| {
        let (glyph, words) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Option<Vec<u16>> = (0..words.len() / 4)
            .map(|at| u16::from_str_radix(&words[at * 4..at * 4 + 4], 16).ok())
            .collect();
        Some((u16::from_str_radix(glyph, 16).ok()?, String::from_utf16(&units?).ok()?))
    };
    map.lines().filter_map(pair).collect()
}

/// A glyph as a PDF writes its two bytes: in hexadecimal digits, or as a text with escapes.
fn glyph_id(written: &str) -> u16 {
    if let Some(hex) = written.strip_prefix('<') {
        return u16::from_str_radix(hex.trim_end_matches('>'), 16).expect("a glyph");
    }
    let inner = written.strip_prefix('(').and_then(|it| it.strip_suffix(')')).expect("a text");
    let (mut bytes, mut letters) = (Vec::new(), inner.bytes().peekable());
    while let Some(letter) = letters.next() {
        let byte = match (letter, letters.peek().copied()) {
            (b'\\', Some(digit @ b'0'..=b'7')) => {
                letters.next();
                let more: Vec<u8> = letters.by_ref().take(2).collect();
                (digit - b'0') * 64 + (more[0] - b'0') * 8 + (more[1] - b'0')
            }
            (b'\\', Some(escaped)) => {
                letters.next();
                match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                }
            }
            (plain, _) => plain,
        };
        bytes.push(byte);
    }
    u16::from_be_bytes(bytes.try_into().expect("two bytes"))
}

#[track_caller]
fn pack(shop: &Shop, order: &str, more: &str) -> String {
    let out = shop.write("pack.pdf", "").to_string_lossy().into_owned();
    let saved = shop.run(&format!("dispute {order} --out {out} {more}")).exit(0).json();
    assert_eq!(word(&saved, "path"), out);
    text_of(&fs::read(&out).expect("a file"))
}

fn events(shop: &Shop, order: &str) -> Vec<Value> {
    let told = shop.run(&format!("order {order}")).exit(0).json();
    let events = told["events"].as_array().expect("a history").clone();
    events.into_iter().filter(|event| event["kind"] == "dispute_pack").collect()
}

#[test]
fn a_pack_says_all_that_support_asks_for_and_neither_code_nor_pin() {
    let fake = Fake::start();
    fake.set(|desk| desk.serial = Some(SERIAL.to_owned()));
    let shop = Shop::at(&fake.url);
    let line = format!("sell --product {VOUCHER} --phone 0599123456 --reveal");
    let sale = shop.run(&line).exit(0).json();
    let order = &sale["orders"][0];
    let id = word(order, "id");
    for language in ["en", "ar"] {
        let text = pack(&shop, &id, &format!("--claim broken --language {language}"));
        let bare = code(0).replace('-', "");
        for secret in [code(0).as_str(), &bare, "7KQX", PIN] {
            assert!(!text.contains(secret), "{secret} stands in {text}");
        }
        for told in [
            SERIAL,
            "9001",
            &id,
            &word(order, "reference"),
            &word(order, "provider_order_id"),
            "5001",
            "10.00USD",
            "38.00ILS",
            "+970599123456",
            "sandbox",
        ] {
            assert!(text.contains(told), "{language}: {told} is missing in {text}");
        }
    }
    let text = pack(&shop, &id, "--claim broken");
    assert!(text.contains("Thecodedoesnotwork"), "{text}");
    assert!(text.contains("Chargedtoouraccount") && text.contains("PUBG660UC"), "{text}");
    let made = events(&shop, &id);
    assert_eq!(made.len(), 3, "{made:#?}");
    assert_eq!(made[0]["detail"], "broken");
    assert_eq!(shop.run("verify").exit(0).json()["ok"], true);
}

#[test]
fn a_pack_names_nobody_of_the_shop_and_the_journal_says_who_made_it() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + CLERKS));
    let sale = shop.run_as("Sami", "4821", &format!("sell --product {VOUCHER} --reveal")).exit(0);
    let id = word(&sale.json()["orders"][0], "id");
    let out = shop.write("pack.pdf", "").to_string_lossy().into_owned();
    let line = format!("dispute {id} --out {out} --claim twice --note look-here");
    shop.run_as("Sami", "4821", &line).fails(5, "not_allowed");
    shop.run_as("Lina", "5590", &line).exit(0);
    shop.run_as("Lina", "5590", &line).exit(0);
    let text = text_of(&fs::read(&out).expect("a file"));
    assert!(text.contains("look-here") && text.contains("chargedtwice"), "{text}");
    for name in ["Sami", "Lina", "Huda"] {
        assert!(!text.contains(name), "{name} stands in {text}");
    }
    let told = shop.run_as("Lina", "5590", &format!("order {id}")).exit(0).json();
    let all = told["events"].as_array().expect("a history").iter();
    let made: Vec<_> = all.filter(|event| event["kind"] == "dispute_pack").collect();
    assert_eq!((made.len(), &made[0]["clerk"]), (2, &Value::from("Lina")));
}

#[test]
fn a_pack_about_what_never_came_says_what_the_supplier_said() {
    let fake = Fake::answering(Answer::refusal(402, "insufficient balance"));
    let shop = Shop::at(&fake.url);
    let line = format!("sell --product {TOPUP} --field accountId=123456789");
    let sale = shop.run(&line).exit(3).json();
    let text = pack(&shop, &word(&sale["orders"][0], "id"), "--claim never");
    for told in
        ["Weneverreceivedwhatweordered", "insufficientbalance", "123456789", "Expectedcharge"]
    {
        assert!(text.contains(told), "{told} is missing in {text}");
    }
}

#[test]
fn a_note_that_holds_the_code_makes_no_file_and_no_event() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    let id = word(&sale["orders"][0], "id");
    let out = shop.data_dir().with_file_name("none.pdf");
    for note in [code(0), code(0).replace('-', ""), PIN.to_owned()] {
        let line = format!("dispute {id} --out {} --note {note}", out.display());
        shop.run(&line).fails(2, "note_holds_code");
    }
    shop.run(&format!("dispute none --out {}", out.display())).fails(2, "unknown_order");
    let own = shop.data_dir().join("till.db");
    shop.run(&format!("dispute {id} --out {}", own.display())).fails(2, "out_refused");
    assert!(!out.exists());
    assert_eq!(events(&shop, &id).len(), 0);
}

//! The day's backup into a folder of the owner's choice, and the file for support.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fake::{Fake, PIN, code};
use crate::shop::{API_KEY, CLERKS, Call, Shop, VOUCHER, raseed, toml, word};

const PHRASE: &str = "four words of mine";

fn stick(shop: &Shop) -> PathBuf {
    shop.data_dir().parent().expect("it is in a folder").join("stick")
}

/// A shop whose backups go to a stick; the stick is in.
fn shop_with_stick(fake: &Fake, more: &str) -> Shop {
    let shop = Shop::at(&fake.url);
    fs::create_dir(stick(&shop)).unwrap();
    let plan = format!("\n[backup]\nfolder = \"{}\"\n{more}", stick(&shop).display());
    shop.provision(&(toml(&fake.url) + &plan)).exit(0);
    shop
}

fn on_stick(shop: &Shop) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(stick(shop)).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn restore(there: &Path, file: &Path, phrase: &str) -> crate::shop::Ended {
    let mut command = raseed();
    command.arg("--json").arg("--data-dir").arg(there).arg("restore").arg(file);
    command.env("RASEED_PASSPHRASE", phrase);
    Call::start(command).end()
}

fn look_into(there: &Path, file: &Path) -> crate::shop::Ended {
    let mut command = raseed();
    command.arg("--json").arg("--data-dir").arg(there).arg("restore").arg(file).arg("--look");
    command.env("RASEED_PASSPHRASE", PHRASE);
    Call::start(command).end()
}

#[test]
fn the_days_backup_goes_to_the_stick_sealed_as_the_owner_said_and_opens_elsewhere() {
    let fake = Fake::start();
    let shop = shop_with_stick(&fake, &format!("passphrase = \"{PHRASE}\"\n"));
    let sale = shop.run(&format!("sell --product {VOUCHER}")).exit(0).json();
    // No passphrase in the environment: the kept one is used.
    let done = shop.run("backup").exit(0).json();
    assert_eq!((&done["opens_with"], &done["ok"]), (&"passphrase".into(), &true.into()));
    let files = on_stick(&shop);
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(done["file"], files[0].display().to_string());
    for (place, bytes) in [("backup", fs::read(&files[0]).unwrap()), ("till", database(&shop))] {
        let is_there = bytes.windows(PHRASE.len()).any(|part| part == PHRASE.as_bytes());
        assert!(!is_there, "the passphrase lies in clear in the {place}");
    }
    let there = stick(&shop).join("there");
    restore(&there, &files[0], "wrong words").fails(2, "passphrase_wrong");
    // What is in it is told before anything is done.
    let looked = look_into(&there, &files[0]).exit(0).json();
    assert_eq!(looked["last_sale"]["id"], sale["id"]);
    assert_eq!((&looked["orders"], &looked["z"]), (&1.into(), &serde_json::Value::Null));
    assert!(looked["shop_name"].is_string() && looked["till_code"].is_string(), "{looked:#}");
    assert!(!there.exists(), "and nothing is left behind");
    let restored = restore(&there, &files[0], PHRASE).exit(0).json();
    assert_eq!(restored["last_sale"]["id"], sale["id"]);
    let findings = shop.run("doctor").lines();
    let backup = findings.iter().find(|it| it["check"] == "backup").unwrap();
    assert_eq!(backup["ok"], true, "{backup:#}");
    shop.run("verify").exit(0);
}

fn database(shop: &Shop) -> Vec<u8> {
    let read = |name: &str| fs::read(shop.data_dir().join(name)).unwrap_or_default();
    [read("till.db"), read("till.db-wal")].concat()
}

#[test]
fn a_stick_that_is_not_in_is_said_and_nothing_is_written_beside_it() {
    let fake = Fake::start();
    let shop = shop_with_stick(&fake, "keep_days = 7\n");
    shop.run("backup").exit(0);
    fs::rename(stick(&shop), stick(&shop).with_extension("away")).unwrap();
    shop.run("backup").fails(1, "backup_folder_away");
    assert!(!stick(&shop).exists(), "no folder is made where the stick should be");
    let findings = shop.run("doctor").lines();
    let backup = findings.iter().find(|it| it["check"] == "backup").unwrap();
    assert_eq!(backup["ok"], false, "{backup:#}");
    assert!(!word(backup, "hint").is_empty());
    fs::rename(stick(&shop).with_extension("away"), stick(&shop)).unwrap();
    shop.run("backup").exit(0);
    shop.run("verify").exit(0);
}

#[test]
fn a_plan_that_cannot_be_is_named_and_none_is_no_backup() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run("backup").fails(2, "no_backup_folder");
    let plan = |plan: &str| toml(&fake.url) + "\n[backup]\n" + plan + "\n";
    for (wrong, key) in [
        ("folder = \"backups\"", "backup.folder"),
        ("folder = \"/tmp\"\nkeep_days = 0", "backup.keep_days"),
        ("folder = \"/tmp\"\nevery = \"1h\"", "backup.every"),
    ] {
        let said = shop.provision(&plan(wrong)).fails(2, "provisioning_invalid");
        assert!(said.contains(key), "{wrong}: {said}");
    }
    shop.provision(&plan("folder = \"/tmp\"")).exit(0);
    shop.provision(&plan("keep_days = 3")).exit(0);
    shop.run("backup").fails(2, "no_backup_folder");
}

#[test]
fn the_file_for_support_holds_nothing_that_must_not_leave_the_shop() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&(toml(&fake.url) + CLERKS));
    let manager = |line: &str| shop.run_as("Lina", "5590", line);
    manager(&format!("sell --product {VOUCHER} --phone 0599123456 --reveal")).exit(0);
    fake.set(|desk| desk.create = crate::fake::Answer::Close);
    manager(&format!("sell --product {VOUCHER} --phone 0598765432 --wait 0s")).exit(4);
    // What a log would hold if somebody logged too much.
    let log = shop.data_dir().join("logs/2026-01-01.log");
    let said = format!("sent {} {PIN} with {API_KEY} to +970599123456 and 0599123456\n", code(0));
    fs::write(&log, said).unwrap();
    let out = shop.data_dir().parent().unwrap().join("support.tar");
    shop.run_as("Sami", "4821", &format!("doctor --bundle {}", out.display()))
        .fails(5, "not_allowed");
    manager(&format!("doctor --bundle {}", shop.data_dir().join("till.db").display()))
        .fails(2, "out_refused");
    manager(&format!("doctor --bundle {}", out.display()));
    let bundle = fs::read(&out).unwrap();
    let text = String::from_utf8_lossy(&bundle);
    for name in ["about.json", "doctor.json", "unfinished.json", "logs/2026-01-01.log"] {
        assert!(text.contains(name), "{name} is missing");
    }
    assert!(text.contains("\"state\": \"unknown\"") && text.contains("\"event"), "{text}");
    let key = fs::read(shop.data_dir().join("master.key")).unwrap();
    assert!(!bundle.windows(key.len()).any(|part| part == key), "the key is in it");
    let secrets =
        [&code(0)[..], PIN, API_KEY, "599123456", "598765432", "730418", "5590", "4821", "Huda"];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is in it");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

//! `backup` and `restore`: a till in one sealed file, proved before it counts, and back in a folder
//! where there was none.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::fake::{Answer, Fake, PIN, code};
use crate::payerly;
use crate::shop::{API_KEY, Call, Ended, Shop, TOPUP, VOUCHER, files, keys, raseed, toml, word};

const PHRASE: &str = "correct horse battery staple";

fn beside(shop: &Shop, name: &str) -> PathBuf {
    shop.data_dir().parent().expect("it is in a folder").join(name)
}

/// A command line on a data dir, with a passphrase where there is one.
fn call(data_dir: &Path, phrase: Option<&str>, words: &[&str]) -> Call {
    let mut command = raseed();
    command.arg("--json").arg("--data-dir").arg(data_dir).args(words);
    match phrase {
        Some(phrase) => command.env("RASEED_PASSPHRASE", phrase),
        None => command.env_remove("RASEED_PASSPHRASE"),
    };
    Call::start(command)
}

fn back_up(shop: &Shop, phrase: Option<&str>, out: &Path) -> Ended {
    call(&shop.data_dir(), phrase, &["backup", "--out", &out.to_string_lossy()]).end()
}

fn restore(data_dir: &Path, phrase: Option<&str>, file: &Path) -> Ended {
    call(data_dir, phrase, &["restore", &file.to_string_lossy()]).end()
}

fn sell(shop: &Shop) -> Value {
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0).json()
}

/// No unfinished file, no working file.
#[track_caller]
fn tidy(shop: &Shop) {
    let left = files(shop.data_dir().parent().expect("a folder"));
    let left = left.iter().map(|path| path.to_string_lossy().into_owned());
    let left: Vec<_> = left
        .filter(|name| ["part-", "scratch", "restoring"].iter().any(|it| name.contains(it)))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_till_comes_back_on_another_machine_with_the_passphrase() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = sell(&shop);
    let order = word(&sale["orders"][0], "id");
    let out = beside(&shop, "till.raseed");
    let done = back_up(&shop, Some(PHRASE), &out).exit(0).json();
    assert_eq!(
        keys(&done),
        ["bytes", "file", "head", "last_sale", "message", "ok", "opens_with", "records", "rows"]
    );
    assert_eq!((&done["ok"], &done["opens_with"]), (&Value::Bool(true), &"passphrase".into()));
    assert_eq!(done["last_sale"]["id"], sale["id"]);
    let sealed = fs::read(&out).unwrap();
    for clear in [&code(0), PIN, API_KEY, "Abu Ali", "0599123456", "SQLite format"] {
        assert!(!sealed.windows(clear.len()).any(|bytes| bytes == clear.as_bytes()), "{clear}");
    }
    tidy(&shop);
    // Another machine: the old till and its key are gone.
    fs::remove_dir_all(shop.data_dir()).unwrap();
    let there = beside(&shop, "there");
    let restored = restore(&there, Some(PHRASE), &out).exit(0).json();
    assert_eq!(
        keys(&restored),
        ["backup_at", "in_doubt", "instance", "last_sale", "message", "ok", "rows", "withdrawn"]
    );
    assert_eq!(restored["last_sale"]["id"], sale["id"]);
    let verdict = call(&there, None, &["verify"]).end().exit(0).json();
    assert_eq!(verdict["ok"], true, "{verdict:#}");
    let told = call(&there, None, &["order", &order, "--reveal"]).end().exit(0).json();
    assert_eq!(told["secrets"][0]["value"], code(0));
    // It sells on, and no reference of it can be one of the till it came from.
    let words = ["sell", "--product", VOUCHER, "--phone", "0599123457"];
    let next = call(&there, None, &words).end().exit(0).json();
    let (old, new) = (word(&sale["orders"][0], "reference"), word(&next["orders"][0], "reference"));
    let code = old.split('-').next().unwrap();
    assert!(new.starts_with(&format!("{code}-{}-", word(&restored, "instance"))), "{new}");
    call(&there, None, &["verify"]).end().exit(0);
    tidy(&shop);
}

#[test]
fn without_a_passphrase_it_is_bound_to_this_machines_key_and_says_so() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let out = beside(&shop, "till.raseed");
    let ended = back_up(&shop, None, &out).exit(0);
    let done = ended.json();
    assert_eq!(done["opens_with"], "this_machine");
    assert!(word(&done, "message").contains("master.key") && ended.stderr.contains("master.key"));
    // On this machine the key is found where it was.
    let there = beside(&shop, "there");
    restore(&there, None, &out).exit(0);
    call(&there, None, &["verify"]).end().exit(0);
    // Elsewhere it is not, and a folder with that key alone is as good as empty.
    let key = fs::read(shop.data_dir().join("master.key")).unwrap();
    fs::remove_dir_all(shop.data_dir()).unwrap();
    let elsewhere = beside(&shop, "elsewhere");
    restore(&elsewhere, Some(PHRASE), &out).fails(1, "backup_key_missing");
    assert!(!elsewhere.exists(), "nothing was made");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("master.key"), [1; 32]).unwrap();
    restore(&elsewhere, None, &out).fails(1, "backup_key_missing");
    assert_eq!(fs::read(elsewhere.join("master.key")).unwrap(), [1; 32], "left alone");
    fs::write(elsewhere.join("master.key"), &key).unwrap();
    restore(&elsewhere, None, &out).exit(0);
    call(&elsewhere, None, &["verify"]).end().exit(0);
}

#[test]
fn what_does_not_open_is_named_and_leaves_nothing() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    let there = beside(&shop, "there");
    let fails = |phrase: Option<&str>, bytes: &[u8], exit: i32, code: &str| {
        let file = beside(&shop, "changed.raseed");
        fs::write(&file, bytes).unwrap();
        restore(&there, phrase, &file).fails(exit, code);
        assert!(!there.exists(), "{code} left something");
    };
    let whole = fs::read(&out).unwrap();
    fails(None, &whole, 2, "passphrase_needed");
    fails(Some("correct horse battery stapler"), &whole, 2, "passphrase_wrong");
    fails(Some(PHRASE), b"not a backup at all", 2, "not_a_backup");
    let mut other = whole.clone();
    other[9] = 7;
    fails(Some(PHRASE), &other, 2, "backup_format");
    for at in [10, 30, 60, 90, 130, 200, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        fails(Some(PHRASE), &changed, 1, "backup_damaged");
    }
    for length in [20, 100, 1000, whole.len() / 2, whole.len() - 1] {
        fails(Some(PHRASE), &whole[..length], 1, "backup_damaged");
    }
    fails(Some(PHRASE), &[&whole[..], b"more"].concat(), 1, "backup_damaged");
    restore(&there, Some(PHRASE), &beside(&shop, "none")).fails(2, "file_unreadable");
    assert!(!there.exists());
    // Into nothing but an empty folder: not over this till, not beside a stranger's file.
    restore(&shop.data_dir(), Some(PHRASE), &out).fails(2, "data_dir_not_empty");
    shop.run("verify").exit(0);
    fs::create_dir(&there).unwrap();
    fs::write(there.join("letter.txt"), "keep me").unwrap();
    restore(&there, Some(PHRASE), &out).fails(2, "data_dir_not_empty");
    assert_eq!(files(&there).len(), 1);
    fs::remove_file(there.join("letter.txt")).unwrap();
    // What a restore that was killed left behind is no till, and no hindrance.
    fs::create_dir(there.join("restoring")).unwrap();
    fs::write(there.join("restoring/till.db"), "half").unwrap();
    restore(&there, Some(PHRASE), &out).exit(0);
    call(&there, None, &["verify"]).end().exit(0);
    tidy(&shop);
}

#[test]
fn a_till_that_nobody_managed_to_set_up_takes_a_backup_in() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = sell(&shop);
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    let there = beside(&shop, "there");
    let bad = shop.write("bad.toml", &toml(&fake.url).replace("\"38.00\"", "\"38.005\""));
    let provision = || call(&there, None, &["provision", &bad.to_string_lossy()]).end();
    provision().fails(2, "provisioning_invalid");
    assert!(!there.exists(), "a first file that is refused makes nothing");
    // Any other command makes a database, and the file is refused again.
    let orders = || call(&there, None, &["orders"]).end();
    orders().fails(2, "not_provisioned");
    provision().fails(2, "provisioning_invalid");
    assert!(there.join("till.db").exists());
    let path = out.to_string_lossy();
    let words = ["restore", &path, "--look"];
    assert_eq!(call(&there, Some(PHRASE), &words).end().exit(0).json()["orders"], 1);
    restore(&there, Some("correct horse battery stapler"), &out).fails(2, "passphrase_wrong");
    orders().fails(2, "not_provisioned");
    let restored = restore(&there, Some(PHRASE), &out).exit(0).json();
    assert_eq!(restored["last_sale"]["id"], sale["id"]);
    call(&there, None, &["verify"]).end().exit(0);
    assert_eq!(orders().exit(0).lines().len(), 1);
    restore(&there, Some(PHRASE), &out).fails(2, "data_dir_not_empty");
    tidy(&shop);
}

#[test]
fn an_old_backup_stays_until_a_new_one_is_proved() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let out = beside(&shop, "till.raseed");
    fs::write(&out, "the old one").unwrap();
    let fails = |out: &Path, exit: i32, code: &str| {
        back_up(&shop, Some(PHRASE), out).fails(exit, code);
    };
    fails(&beside(&shop, "no/till.raseed"), 2, "folder_missing");
    fails(&shop.data_dir().join("till.db"), 2, "out_refused");
    fails(&shop.data_dir(), 2, "out_refused");
    assert_eq!(fs::read_to_string(&out).unwrap(), "the old one");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    assert!(fs::read(&out).unwrap().starts_with(b"RASEEDBK"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    }
    tidy(&shop);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fails_leaves_the_old_backup() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let out = beside(&shop, "till.raseed");
    fs::write(&out, "the old one").unwrap();
    // No file may grow beyond so many KiB: once the picture fails, once the sealed file, at many sizes.
    for kib in [1, 64, 200, 280, 330] {
        let script = format!("ulimit -f {kib}; trap '' XFSZ; exec \"$@\"");
        let mut small = std::process::Command::new("bash");
        let program = raseed();
        small.args(["-c", &script, "bash"]).arg(program.get_program());
        small.arg("--json").arg("--data-dir").arg(shop.data_dir());
        small.args(["backup", "--out"]).arg(&out);
        small.env("RASEED_PASSPHRASE", PHRASE).env("DBUS_SESSION_BUS_ADDRESS", "none:");
        let ended = small.output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        let now = fs::read(&out).unwrap();
        match ended.status.code() {
            Some(0) => assert!(now.starts_with(b"RASEEDBK"), "{kib}"),
            Some(1) => assert!(said.contains("\"hint\"") && now == b"the old one", "{kib}: {said}"),
            other => panic!("{kib}: {other:?} {said}"),
        }
        tidy(&shop);
    }
    shop.run("verify").exit(0);
}

/// Killed at many moments, what is there is the old backup or the new one, and nothing stays behind.
#[test]
fn killed_at_any_moment_it_is_the_old_backup_or_the_new_one() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    let (mut old, mut renewed) = (fs::read(&out).unwrap(), 0);
    for round in 0..24_u64 {
        let call =
            call(&shop.data_dir(), Some(PHRASE), &["backup", "--out", &out.to_string_lossy()]);
        std::thread::sleep(std::time::Duration::from_millis(40 * round));
        call.kill();
        let now = fs::read(&out).unwrap();
        if now != old {
            renewed += 1;
            let there = beside(&shop, &format!("there-{round}"));
            restore(&there, Some(PHRASE), &out).exit(0);
            old = now;
        }
    }
    assert!(renewed < 24, "none was killed in time");
    // The next one tidies up after the dead.
    back_up(&shop, Some(PHRASE), &out).exit(0);
    tidy(&shop);
    shop.run("verify").exit(0);
}

#[test]
fn others_sell_meanwhile_and_every_backup_is_one_moment() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    std::thread::scope(|scope| {
        let selling = scope.spawn(|| (0..6).for_each(|_| drop(sell(&shop))));
        let mut round = 0;
        while !selling.is_finished() || round == 0 {
            let out = beside(&shop, &format!("till-{round}.raseed"));
            back_up(&shop, None, &out).exit(0);
            let there = beside(&shop, &format!("there-{round}"));
            restore(&there, None, &out).exit(0);
            call(&there, None, &["verify"]).end().exit(0);
            round += 1;
        }
        selling.join().unwrap();
        assert_eq!(shop.orders().len(), 6);
    });
    shop.run("verify").exit(0);
}

#[test]
fn what_was_written_down_at_the_backup_is_never_sent_and_may_have_been() {
    let fake = Fake::start();
    fake.set(|desk| desk.preflight = Answer::Late(std::time::Duration::from_secs(6)));
    let patient = toml(&fake.url).replace("request_timeout = \"2s\"", "request_timeout = \"60s\"");
    let shop = Shop::provisioned(&patient);
    // The backup comes between the writing down and the sending.
    let selling = shop.start(&format!("sell --product {TOPUP} --field accountId=123456789"));
    fake.wait_for("POST", "/order/top-up/preflight");
    assert_eq!(shop.state(), "prepared");
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    assert_eq!(fake.posts(), 0);
    selling.end().exit(0);
    assert_eq!(fake.posts(), 1, "sent after the backup");
    let there = beside(&shop, "there");
    let restored = restore(&there, Some(PHRASE), &out).exit(0).json();
    assert_eq!(restored["in_doubt"], 1);
    let order = |state: &str| {
        let orders = call(&there, None, &["orders"]).end().exit(0).lines();
        assert_eq!((orders.len(), &orders[0]["state"]), (1, &state.into()), "{orders:#?}");
    };
    order("needs_attention");
    // While the supplier does not show it, nothing is said of it, and nothing is sent.
    fake.set(|desk| desk.is_listed = false);
    call(&there, None, &["recover", "--wait", "2s"]).end().exit(4);
    order("needs_attention");
    fake.set(|desk| desk.is_listed = true);
    call(&there, None, &["recover", "--wait", "20s"]).end().exit(0);
    order("delivered");
    assert_eq!(fake.posts(), 1, "never sent again");
    call(&there, None, &["verify"]).end().exit(0);
}

#[test]
fn what_was_sold_after_the_backup_is_named_and_never_sold_again() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let known = sell(&shop);
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    let lost = sell(&shop);
    fake.set(|desk| desk.others = 120);
    let there = beside(&shop, "there");
    restore(&there, Some(PHRASE), &out).exit(0);
    let found = |exit: i32| {
        let findings = call(&there, None, &["doctor"]).end().exit(exit).lines();
        let found = findings.into_iter().find(|it| it["check"] == "restored palcards");
        found.expect("a till that was restored is looked after")
    };
    let bad = found(1);
    assert_eq!(bad["ok"], false);
    let message = word(&bad, "message");
    let reference = |sale: &Value| word(&sale["orders"][0], "reference");
    assert!(message.contains(&reference(&lost)) && message.contains("9002"), "{message}");
    assert!(!message.contains(&reference(&known)) && !message.contains("other-"), "{message}");
    assert_eq!(fake.posts(), 2, "nothing is sold again");
    // A list that cannot be read to its end says nothing.
    fake.set(|desk| desk.broken_page = Some(2));
    assert!(word(&found(1), "message").contains("could not be read"));
    // And a till that was never restored is not asked.
    let findings = shop.run("doctor").lines();
    assert!(findings.iter().all(|it| it["check"] != "restored palcards"), "{findings:#?}");
}

/// The page was open at the backup, and paid and bought on before the disk died.
#[test]
fn what_was_paid_and_bought_after_the_backup_is_not_bought_again() {
    let (simulator, shop) = payerly::start();
    shop.run(&format!("sell --product {VOUCHER} --tender pay --wait 500ms")).exit(4);
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    let page = simulator.state_of("payerly")["orders"][0].clone();
    let paid = serde_json::json!({ "upstream": "payerly", "action": "pay" });
    simulator.post(&format!("orders/{}", word(&page, "id")), &paid);
    shop.run("recover --wait 30s").exit(0);
    assert_eq!((shop.state().as_str(), simulator.posts()), ("delivered", 1));
    let there = beside(&shop, "there");
    assert_eq!(restore(&there, Some(PHRASE), &out).exit(0).json()["in_doubt"], 1);
    // The tender may look while its order is still a person's: then the next recovery closes it.
    call(&there, None, &["recover", "--wait", "30s"]).end();
    call(&there, None, &["recover", "--wait", "30s"]).end().exit(0);
    let orders = call(&there, None, &["orders"]).end().exit(0).lines();
    assert_eq!(orders[0]["state"], "delivered", "{orders:#?}");
    assert_eq!(simulator.posts(), 1, "bought once");
    let page = simulator.state_of("payerly")["orders"][0].clone();
    assert_eq!(page["net"], "10.27", "and kept");
    call(&there, None, &["verify"]).end().exit(0);
}

#[test]
fn a_backup_is_the_owners() {
    let fake = Fake::start();
    let clerks = r#"
[[clerk]]
name = "Mona"
pin = "5932"
role = "manager"

[[clerk]]
name = "Abu Ali"
pin = "6043"
role = "owner"
"#;
    let shop = Shop::provisioned(&format!("{}{clerks}", toml(&fake.url)));
    let out = beside(&shop, "till.raseed");
    let line = format!("backup --out {}", out.display());
    shop.run(&line).fails(5, "clerk_needed");
    shop.run_as("Mona", "5932", &line).fails(5, "not_allowed");
    assert!(!out.exists());
    shop.run_as("Abu Ali", "6043", &line).exit(0);
}

/// A terminal is told how far a restore is, as often as there is news; a pipe and `--json` are not.
#[test]
fn a_restore_tells_a_terminal_how_far_it_is_and_a_script_nothing() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop);
    let out = beside(&shop, "till.raseed");
    back_up(&shop, Some(PHRASE), &out).exit(0);
    let quiet = restore(&beside(&shop, "quiet"), Some(PHRASE), &out).exit(0);
    assert_eq!(quiet.stderr, "");
    let in_terminal = |name: &str, json: &str| {
        let there = beside(&shop, name);
        let program = raseed().get_program().to_string_lossy().into_owned();
        let line =
            format!("{program} {json} --data-dir {} restore {}", there.display(), out.display());
        let mut terminal = std::process::Command::new("script");
        terminal.args(["-qec", &line, "/dev/null"]).env("RASEED_PASSPHRASE", PHRASE);
        terminal.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        let done = terminal.stdin(std::process::Stdio::null()).output().expect("script is there");
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).expect("words")
    };
    let told = in_terminal("told", "");
    assert!(told.contains("\r\u{1b}[K"), "{told:?}");
    let phases = ["Opening the backup", "Proving what", "Making a till", "The last look"];
    assert!(phases.iter().any(|phase| told.contains(phase)), "{told:?}");
    assert!(!in_terminal("json", "--json").contains('\u{1b}'));
}

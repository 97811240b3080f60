//! Local faults: a full disk, a newer schema, a key that is gone.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::fake::Fake;
use crate::shop::{Call, Ended, Shop, VOUCHER, closed_port, each, files, word};

/// A till made by a later version: `_sqlx_migrations` knows a migration that we do not.
const NEWER: &[u8] = include_bytes!("newer-schema.db");

/// A data dir on a disk of its own, full to the last byte.
struct FullDisk<'a> {
    folder: &'a Path,
}

impl<'a> FullDisk<'a> {
    /// Moves the data dir onto a small disk; none where this user may not mount.
    fn under(folder: &'a Path) -> Option<Self> {
        let outside = folder.with_extension("aside");
        fs::rename(folder, &outside).expect("it is moved aside");
        fs::create_dir(folder).expect("the mount point");
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", "size=32m", "tmpfs"]).arg(folder).output();
        let is_mounted = mount.is_ok_and(|output| output.status.success());
        for path in files(&outside) {
            let inside = folder.join(path.strip_prefix(&outside).expect("inside"));
            fs::create_dir_all(inside.parent().expect("a folder")).expect("it is made");
            fs::copy(&path, inside).expect("it is copied");
        }
        is_mounted.then_some(Self { folder })
    }

    /// Fills it to its last page.
    fn fill(&self) {
        fill(self.folder);
    }

    fn make_room(&self) {
        fs::remove_file(self.folder.join("filler")).expect("it is there");
    }

    fn make_read_only(&self) {
        let mut mount = Command::new("mount");
        let made = mount.args(["-o", "remount,ro"]).arg(self.folder).status();
        assert!(made.is_ok_and(|status| status.success()), "what was mounted is mounted again");
    }
}

fn fill(folder: &Path) {
    let mut filler = fs::File::create(folder.join("filler")).expect("room for a name");
    while filler.write_all(&[0; 4096]).is_ok() {}
}

impl Drop for FullDisk<'_> {
    fn drop(&mut self) {
        // Best effort: a test that failed has already said so.
        Command::new("umount").arg("-l").arg(self.folder).status().ok();
    }
}

/// A sale while no file may grow beyond `kib`; writing further fails as on a full disk.
fn sell_with_files_up_to(shop: &Shop, kib: u32) -> Ended {
    let mut command = Command::new("sh");
    // `ulimit -f` counts blocks of 512 bytes.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kib * 2);
    command.stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    command
        .env_remove("RASEED_PIN")
        .arg("-c")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_raseed"))
        .arg("--json");
    command.arg("--data-dir").arg(shop.data_dir());
    command.args(["sell", "--product", VOUCHER, "--wait", "1s"]);
    Call::start(command).end()
}

/// Whatever room there was, 1 says that nothing was sent, and everything sent is on record.
#[track_caller]
fn check(shop: &Shop, fake: &Fake, ended: &Ended) {
    let sent = fake.posts();
    match ended.code {
        Some(1) => {
            assert_eq!(sent, 0, "1, and yet it was sent: {ended:?}");
            ended.error();
            assert_eq!(ended.stdout, "");
        }
        Some(0 | 4) => assert!(sent <= 1, "sent {sent} times"),
        _ => panic!("{ended:?}"),
    }
    // With room again, what was sent is delivered.
    shop.run("recover --wait 20s").exit(0);
    let delivered = shop.orders().iter().filter(|order| order["state"] == "delivered").count();
    assert_eq!(delivered, fake.posts());
}

#[test]
fn a_full_disk_stops_a_sale_before_it_is_sent() {
    // Whether the last process left the database's side files behind, which decides what fails first.
    each(0..4, |_| {
        let fake = Fake::start();
        let shop = Shop::at(&fake.url);
        let data_dir = shop.data_dir();
        match FullDisk::under(&data_dir) {
            Some(disk) => {
                disk.fill();
                shop.run(&format!("sell --product {VOUCHER}")).fails(1, "disk_full");
            }
            None => {
                let ended = sell_with_files_up_to(&shop, 1).exit(1);
                ended.error();
                assert_eq!(ended.stdout, "");
            }
        }
        assert_eq!(fake.posts(), 0);
    });
}

#[test]
fn an_accepted_orders_code_is_stored_although_the_disk_is_full() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let data_dir = shop.data_dir();
    let Some(disk) = FullDisk::under(&data_dir) else { return };
    let (reserve, folder) = (data_dir.join("reserve"), data_dir.clone());
    assert!(reserve.exists(), "there is a reserve before anything is sold");
    fake.set(|desk| desk.on_purchase = Some(Arc::new(move |_| fill(&folder))));
    let sale = shop.run(&format!("sell --product {VOUCHER} --reveal --wait 30s")).exit(0).json();
    assert_eq!(sale["orders"][0]["state"], "delivered");
    assert_eq!(sale["orders"][0]["secrets"][0]["value"], crate::fake::code(0));
    assert!(!reserve.exists(), "the outcome took it");
    // Without a reserve nothing leaves any more, and with room there is one again.
    fake.set(|desk| desk.on_purchase = None);
    fill(&data_dir);
    shop.run(&format!("sell --product {VOUCHER}")).fails(1, "disk_full");
    assert_eq!(fake.posts(), 1);
    disk.make_room();
    shop.run("recover --wait 20s").exit(0);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    assert!(reserve.exists());
    assert_eq!(fake.posts(), 2);
    shop.run("verify").exit(0);
}

#[test]
fn a_data_dir_that_cannot_be_written_sells_nothing() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let data_dir = shop.data_dir();
    let Some(disk) = FullDisk::under(&data_dir) else { return };
    disk.make_read_only();
    let ended = shop.run(&format!("sell --product {VOUCHER}")).exit(1);
    assert_eq!(ended.error()["code"], "data_dir_unusable");
    assert_eq!((ended.stdout.as_str(), fake.posts()), ("", 0));
}

/// A sale whose `nth` wait for the disk, counted in each thread, fails as on a dying disk.
fn sell_with_a_failing_disk(shop: &Shop, nth: usize) -> Ended {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e"]);
    command.arg(format!("inject=fdatasync,fsync:error=EIO:when={nth}"));
    command.arg(env!("CARGO_BIN_EXE_raseed")).arg("--json").arg("--data-dir").arg(shop.data_dir());
    command.args(["sell", "--product", VOUCHER, "--wait", "30s"]);
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus").env_remove("RASEED_PIN");
    command.stdin(Stdio::null());
    Call::start(command).end()
}

/// Whether system calls can be made to fail here.
fn can_inject() -> bool {
    let mut strace = Command::new("strace");
    let strace =
        strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "true"]).status();
    strace.is_ok_and(|status| status.success())
}

#[test]
fn a_commit_that_reports_an_error_is_looked_at_and_never_assumed() {
    if !can_inject() {
        return;
    }
    let doubts = Mutex::new(0);
    each(1..=8, |nth| {
        let fake = Fake::start();
        let shop = Shop::at(&fake.url);
        let ended = sell_with_a_failing_disk(&shop, nth);
        check(&shop, &fake, &ended);
        shop.run("verify").exit(0);
        let logs = files(&shop.data_dir().join("logs"));
        let doubted =
            |path| fs::read_to_string(path).is_ok_and(|log| log.contains("a commit failed"));
        *doubts.lock().unwrap() += usize::from(logs.iter().any(doubted));
    });
    assert!(*doubts.lock().unwrap() > 0, "no commit met an error");
}

#[test]
fn wherever_the_room_ends_a_sent_order_is_known() {
    let codes = Mutex::new(Vec::new());
    // The write-ahead log of the last process may still be there or not: an edge near either size.
    let edges = [8, 40, 48, 56, 64, 80, 120, 256, 280, 304, 328, 360, 400, 4096];
    each(edges, |kib| {
        let fake = Fake::start();
        let shop = Shop::at(&fake.url);
        let ended = sell_with_files_up_to(&shop, kib);
        check(&shop, &fake, &ended);
        codes.lock().unwrap().push(ended.code);
    });
    let codes = codes.into_inner().unwrap();
    // Sent is 0 or, on a busy machine, 4: the wait is short. Both stand on the far side of the edge.
    let sent = codes.iter().any(|code| matches!(code, Some(0 | 4)));
    assert!(codes.contains(&Some(1)) && sent, "no edge was met: {codes:?}");
}

#[test]
fn a_newer_programs_data_are_left_untouched() {
    let shop = Shop::empty();
    fs::create_dir(shop.data_dir()).expect("a folder");
    let file = shop.data_dir().join("till.db");
    fs::write(&file, NEWER).expect("it is written");
    let toml = shop.write("shop.toml", &crate::shop::toml(&closed_port()));
    let provision = format!("provision {}", toml.display());
    for line in ["orders", "sell --product palcards:5001", "recover", provision.as_str()] {
        shop.run(line).fails(1, "newer_schema");
        assert_eq!(fs::read(&file).expect("it is there"), NEWER, "{line} changed it");
    }
    let key = shop.data_dir().join("master.key");
    assert!(!key.exists(), "a key was made for data that are not ours");
}

#[test]
fn a_key_that_is_gone_is_a_fault_and_never_replaced() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run(&format!("sell --product {VOUCHER}")).exit(0);
    let key = shop.data_dir().join("master.key");
    let kept = fs::read(&key).expect("a key");
    fs::remove_file(&key).expect("it is removed");
    let toml = shop.write("shop.toml", &crate::shop::toml(&fake.url));
    let provision = format!("provision {}", toml.display());
    for line in ["orders", "sell --product palcards:5001", "wallet", "recover", provision.as_str()]
    {
        shop.run(line).fails(1, "key_unreachable");
        assert!(!key.exists(), "{line} made a new key");
    }
    assert_eq!(fake.posts(), 1);
    fs::write(&key, &kept[..16]).expect("half a key");
    shop.run("orders").fails(1, "key_unreachable");
    fs::write(&key, kept).expect("the key is back");
    let order = word(&shop.orders()[0], "id");
    let order: Value = shop.run(&format!("order {order} --reveal")).exit(0).json();
    assert_eq!(order["secrets"][0]["value"], crate::fake::code(0));
}

#[test]
fn another_tills_key_opens_nothing() {
    let (one, two) = (Shop::at(&closed_port()), Shop::at(&closed_port()));
    fs::copy(one.data_dir().join("master.key"), two.data_dir().join("master.key")).expect("copied");
    let ended = two.run("wallet").exit(1);
    assert_ne!(ended.error()["code"], "upstream_unavailable");
}

#[test]
fn a_database_that_is_none_is_a_fault_and_stays_as_it_is() {
    let shop = Shop::empty();
    fs::create_dir(shop.data_dir()).expect("a folder");
    let file = shop.data_dir().join("till.db");
    let junk = [b"not a database ".repeat(100), vec![0; 100]].concat();
    fs::write(&file, &junk).expect("it is written");
    shop.run("orders").fails(1, "database_failed");
    assert_eq!(fs::read(&file).expect("it is there"), junk);
}

//! A real CUPS with settings, folders and a port of its own, never the system's: `cups-raw` hands its
//! jobs to a raw queue, whose printer stands on the loopback.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::fake::{Fake, code};
use crate::paper;
use crate::printer::{Manner, Printer};
use crate::shop::{Call, Ended, Shop, VOUCHER, closed_port, toml, wait_until, word};

struct Cups {
    server: String,
    daemon: Child,
    _folder: TempDir,
}

impl Cups {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let server = port.local_addr().expect("its address").to_string();
        drop(port);
        settings(folder.path(), &server);
        let mut command = Command::new("/usr/sbin/cupsd");
        command.arg("-f").arg("-c").arg(folder.path().join("cupsd.conf"));
        command.arg("-s").arg(folder.path().join("cups-files.conf"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let daemon = command.spawn().expect("cupsd starts; cargo xtask test installs it");
        wait_until("CUPS listens", || TcpStream::connect(&server).is_ok());
        Self { server, daemon, _folder: folder }
    }

    fn admin(&self, program: &str, line: &str) {
        let mut command = Command::new(program);
        command.env("CUPS_SERVER", &self.server).args(line.split_whitespace());
        let output = command.output().expect("CUPS' own programs are there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// A raw queue to this address.
    fn queue(&self, name: &str, address: &str) {
        self.admin("/usr/sbin/lpadmin", &format!("-p {name} -E -v socket://{address} -m raw"));
    }

    fn run(&self, shop: &Shop, line: &str) -> Ended {
        let mut command = shop.command();
        command.env("CUPS_SERVER", &self.server).args(line.split_whitespace());
        Call::start(command).end()
    }

    fn waiting(&self, queue: &str) -> String {
        let mut command = Command::new("lpstat");
        command.env("CUPS_SERVER", &self.server).args(["-o", queue]);
        String::from_utf8_lossy(&command.output().expect("lpstat").stdout).into_owned()
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

fn settings(folder: &Path, server: &str) {
    let at = |name: &str| {
        let place = folder.join(name);
        fs::create_dir_all(&place).expect("a folder");
        place.display().to_string()
    };
    let files = format!(
        "ServerRoot {}\nRequestRoot {}\nCacheDir {}\nStateDir {}\nTempDir {}\n\
         ErrorLog {root}/error_log\nAccessLog {root}/access_log\nPageLog {root}/page_log\nPrintcap\n",
        folder.display(),
        at("spool"),
        at("cache"),
        at("state"),
        at("tmp"),
        root = folder.display(),
    );
    let daemon = format!(
        "Listen {server}\nBrowsing No\nWebInterface No\nDefaultAuthType None\nPreserveJobFiles No\n\
         <Location />\nOrder allow,deny\nAllow from 127.0.0.1\n</Location>\n\
         <Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n"
    );
    fs::write(folder.join("cups-files.conf"), files).expect("it is written");
    fs::write(folder.join("cupsd.conf"), daemon).expect("it is written");
}

fn shop_at(fake: &Fake, queue: &str) -> Shop {
    let section =
        format!("\n[[printer]]\nid = \"counter\"\nkind = \"cups-raw\"\naddress = \"{queue}\"\n");
    Shop::provisioned(&format!("{}{section}", toml(&fake.url)))
}

#[test]
fn a_slip_goes_through_a_raw_queue_byte_for_byte_and_the_sold_code_is_read_from_it() {
    let (fake, cups) = (Fake::start(), Cups::start());
    let printer = Printer::start(Manner::Silent);
    cups.queue("counter", &printer.address);
    let shop = shop_at(&fake, "counter");
    let sale = cups.run(&shop, &format!("sell --product {VOUCHER} --print")).exit(0).json();
    assert_eq!(sale["hand_overs"][0]["ok"], true, "{sale:#}");
    wait_until("the job arrives", || printer.jobs().len() == 1);
    let symbols = paper::symbols(&paper::decode(&printer.jobs()[0]));
    assert!(symbols.contains(&("QRCode".to_owned(), code(0))), "{symbols:?}");
    let job = cups.run(&shop, "print --jobs").exit(0).json();
    // A queue passes bytes on; it never sees the paper.
    assert_eq!((&job["state"], &job["trouble"]), (&json!("sent"), &json!(null)));
}

#[test]
fn what_a_queue_cannot_do_is_named() {
    let (fake, cups) = (Fake::start(), Cups::start());
    let printer = Printer::start(Manner::Silent);
    cups.queue("stopped", &printer.address);
    cups.admin("/usr/sbin/cupsdisable", "stopped");
    for (queue, words) in [("nobody", "no such printer"), ("stopped", "queue is stopped")] {
        let shop = shop_at(&fake, queue);
        let error = cups.run(&shop, "print --test").exit(1).error();
        assert!(word(&error, "message").contains(words), "{queue}: {error:#}");
    }
    let shop = shop_at(&fake, "stopped");
    let mut command = shop.command();
    command.env("CUPS_SERVER", closed_port().trim_start_matches("http://"));
    command.args(["print", "--test"]);
    Call::start(command).end().fails(1, "printer_failed");
    assert_eq!(printer.jobs().len(), 0);
}

#[test]
fn a_job_that_a_queue_cannot_pass_on_is_called_back() {
    let (fake, cups) = (Fake::start(), Cups::start());
    cups.queue("far", closed_port().trim_start_matches("http://"));
    let shop = shop_at(&fake, "far");
    let sale = cups.run(&shop, &format!("sell --product {VOUCHER} --print")).exit(0).json();
    assert_eq!(sale["state"], "delivered");
    assert_eq!(sale["hand_overs"][0]["ok"], false, "{sale:#}");
    // Nothing is left that could come out an hour later.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(cups.waiting("far"), "");
}

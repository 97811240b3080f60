//! Whole jobs: to a printer on the loopback, and into files.

use std::collections::HashSet;
use std::path::PathBuf;

use devices::escpos::{self, Profile};
use devices::{Paper, PrintError, PrinterConfig, PrinterKind, Trouble, layout, print};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::samples;

fn printer(kind: PrinterKind, address: &str, paper: Paper) -> PrinterConfig {
    PrinterConfig { ask: false, ..PrinterConfig::new("receipt", kind, address, paper) }
}

#[tokio::test]
async fn the_network_printer_gets_each_slip_with_its_own_cut() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let sink = tokio::spawn(async move {
        let mut got = Vec::new();
        listener.accept().await.unwrap().0.read_to_end(&mut got).await.unwrap();
        got
    });
    let receipts = [samples::voucher_ar(None), samples::voucher_en(Some("COPY 2"))];
    let target = printer(PrinterKind::EscposTcp, &address, Paper::Mm80);
    let done = print(&target, &receipts, "order-1").await.unwrap();
    assert_eq!((done.slips, done.files.len()), (2, 0));
    let expected: Vec<u8> = receipts
        .iter()
        .flat_map(|receipt| escpos::encode(&layout::render(receipt, 576), &Profile::MM80))
        .collect();
    assert!(sink.await.unwrap() == expected);
}

#[tokio::test]
async fn a_printer_that_is_off_got_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let target = printer(PrinterKind::EscposTcp, &address, Paper::Mm58);
    let error = print(&target, &[samples::voucher_en(None)], "order-1").await.unwrap_err();
    assert!(matches!(error, PrintError::NotReached { .. }) && !error.may_have_printed());
    assert!(!error.to_string().contains("4821"));
}

#[tokio::test]
async fn what_a_kind_cannot_do_is_refused_before_anything_is_sent() {
    use PrinterKind::{CupsRaw, EscposDevice, EscposTcp, WindowsRaw};
    for kind in [EscposTcp, EscposDevice, CupsRaw, WindowsRaw] {
        let sheets = printer(kind, "127.0.0.1:9100", Paper::A4);
        let error = print(&sheets, &[samples::voucher_en(None)], "j").await.unwrap_err();
        assert!(matches!(error, PrintError::WrongPaper { .. }), "{error:?}");
    }
    if cfg!(not(windows)) {
        let error = print(&printer(WindowsRaw, "x", Paper::Mm80), &[], "j").await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::NotOnThisSystem);
    }
}

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("raseed-{name}-{}", std::process::id()));
        std::fs::remove_dir_all(&path).ok();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[tokio::test]
async fn a_pdf_folder_gets_a_new_file_per_slip() {
    let folder = Folder::new("pdf-folder");
    let target = printer(PrinterKind::Pdf, folder.0.join("new").to_str().unwrap(), Paper::Mm80);
    let receipts = [samples::voucher_ar(None), samples::voucher_en(None)];
    let first = print(&target, &receipts, "order/17").await.unwrap();
    let second = print(&target, &receipts[..1], "order/17").await.unwrap();
    let files: Vec<&PathBuf> = first.files.iter().chain(&second.files).collect();
    let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap()).collect();
    assert_eq!(names, ["order-17.pdf", "order-17-2.pdf", "order-17-3.pdf"]);
    assert_eq!(files.iter().collect::<HashSet<_>>().len(), 3);
    for file in &files {
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
    }
    assert_eq!(std::fs::read_dir(folder.0.join("new")).unwrap().count(), 3, "no leftovers");
}

#[tokio::test]
async fn a_pdf_file_holds_the_latest_job() {
    let folder = Folder::new("pdf-file");
    let path = folder.0.join("last.PDF");
    let target = printer(PrinterKind::Pdf, path.to_str().unwrap(), Paper::Mm58);
    for receipts in [vec![samples::voucher_en(None); 3], vec![samples::voucher_en(None); 2]] {
        assert_eq!(
            print(&target, &receipts, "x").await.unwrap().files,
            std::slice::from_ref(&path)
        );
    }
    let file = std::fs::read(&path).unwrap();
    assert!(String::from_utf8_lossy(&file).contains("/Count 2"));
}

#[tokio::test]
async fn a_pdf_that_cannot_be_written_names_its_place() {
    let folder = Folder::new("pdf-bad");
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(folder.0.join("file"), b"").unwrap();
    let target = printer(PrinterKind::Pdf, folder.0.join("file").to_str().unwrap(), Paper::Mm58);
    let error = print(&target, &[samples::voucher_en(None)], "x").await.unwrap_err();
    assert!(matches!(error, PrintError::NotWritten { .. }) && !error.may_have_printed());
}

//! What a customer holds in hand, read back from the bytes at the printer by programs that know
//! nothing of the till.

use crate::fake::{Fake, code};
use crate::paper;
use crate::printer::{Manner, Printer};
use crate::shop::{Shop, VOUCHER, toml, wait_until, word};

/// The sold code, read from the paper as QR code and as barcode.
#[track_caller]
fn check(language: &str, paper_width: &str, dots: usize) {
    let (fake, printer) = (Fake::start(), Printer::start(Manner::Silent));
    let file = toml(&fake.url).replace("language = \"en\"", &format!("language = \"{language}\""));
    let section = format!("{}paper = \"{paper_width}\"\n", printer.section());
    let shop = Shop::provisioned(&format!("{file}{section}"));
    let sale = shop.run(&format!("sell --product {VOUCHER} --print")).exit(0).json();
    let order = word(&sale["orders"][0], "id");
    wait_until("the slip arrives", || printer.jobs().len() == 1);
    let sheet = paper::decode(&printer.jobs()[0]);
    assert_eq!(sheet.width, dots);
    // Beginning, question, bands, feed and cut: nothing that only some printers know.
    let known = ["1B @ 2", "10 \u{4} 3", "1B d 3", "1D V 4"];
    let is_known =
        |command: &&String| known.contains(&command.as_str()) || command.starts_with("1D v0 ");
    assert_eq!(sheet.commands.iter().find(|command| !is_known(command)), None);
    let symbols = paper::symbols(&sheet);
    assert!(symbols.contains(&("QRCode".to_owned(), code(0))), "{symbols:?}");
    let is_wide_enough = dots > 500;
    let is_barcode = symbols.contains(&("Code128".to_owned(), code(0)));
    assert!(is_barcode || !is_wide_enough, "{symbols:?}");

    // A copy is the same slip with its head: longer, and the same code.
    shop.run(&format!("print {order}")).exit(0);
    wait_until("the copy arrives", || printer.jobs().len() == 2);
    let copy = paper::decode(&printer.jobs()[1]);
    assert!(copy.greys.len() > sheet.greys.len());
    assert_eq!(paper::symbols(&copy), symbols);
}

#[test]
fn the_sold_code_is_on_the_paper_in_both_languages_and_widths() {
    for language in ["en", "ar"] {
        check(language, "80mm", 576);
        check(language, "58mm", 384);
    }
}

#[test]
fn a_claim_finds_its_order() {
    let fake = Fake::answering(crate::fake::Answer::refusal(400, "Insufficient balance"));
    let printer = Printer::start(Manner::Silent);
    let shop = Shop::provisioned(&format!("{}{}", toml(&fake.url), printer.section()));
    fake.set(|desk| desk.create = crate::fake::Answer::Stall);
    let sale = shop.run(&format!("sell --product {VOUCHER} --wait 1s")).exit(4).json();
    let order = &sale["orders"][0];
    shop.run(&format!("print {} --note", word(order, "id"))).exit(0);
    wait_until("the claim arrives", || printer.jobs().len() == 1);
    let symbols = paper::symbols(&paper::decode(&printer.jobs()[0]));
    assert_eq!(symbols, [("QRCode".to_owned(), word(order, "reference"))]);
    let found = shop.run(&format!("orders --query {}", symbols[0].1)).exit(0).lines();
    assert_eq!(found.len(), 1);
}

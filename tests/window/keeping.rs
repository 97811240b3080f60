//! The till kept: a backup made by hand, the wallets held against the books, and what was found after a
//! restore.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(a_backup_is_made_by_hand_and_the_wallets_are_held_against_the_books,);

fn a_backup_is_made_by_hand_and_the_wallets_are_held_against_the_books(language: Language) {
    let till = Till::open("keeping", language);
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    till.click("new-sale");

    till.open_settings("open-backup");
    let stick = tempfile::tempdir().expect("a folder");
    till.type_into("backup-folder", &stick.path().to_string_lossy());
    till.type_into("backup-phrase", "four words of mine");
    till.click("backup-save");
    till.click("backup-now");
    till.wait_attr("backup-run", "data-ok", "true");
    till.wait_attr("backup-verdict", "data-missed", "false");
    till.shoot("backup");
    let files: Vec<_> = std::fs::read_dir(stick.path()).expect("it is there").collect();
    assert_eq!(files.len(), 1, "{files:?}");

    till.click("nav-shift");
    till.click("open-reconcile");
    till.by("wallet-palcards");
    till.click("book-explained");
    till.type_into("book-amount", "-١");
    let note = language.types("fee", "عمولة");
    till.type_into("book-note", note);
    till.click("book-do");
    // The first of the list, for nobody chose another.
    till.wait_attr("wallet-cardpluspay", "data-bookings", "1");
    assert!(till.words().contains(note), "{}", till.words());
    till.shoot("reconcile");
}

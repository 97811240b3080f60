use super::*;
use crate::{Paper, Printer, PrinterKind, Provision, chain::story_tests::Till};

/// The heads of the records about slips, as they are written.
async fn told(till: &Till) -> Vec<String> {
    let records: Vec<Vec<u8>> = sqlx::query_scalar("select record from chain order by seq")
        .fetch_all(&till.storage.readers)
        .await
        .unwrap();
    let texts = records.into_iter().map(|record| String::from_utf8_lossy(&record).into_owned());
    texts.filter(|text| text.contains("\nkind=11:slip_design\n")).collect()
}

fn both(en: &str, ar: &str) -> Option<LocalName> {
    Some(LocalName { en: en.to_owned(), ar: ar.to_owned() })
}

async fn with_printer() -> Till {
    let till = Till::new().await;
    let printer = Printer {
        id: "receipt".to_owned(),
        kind: PrinterKind::EscposTcp,
        address: "127.0.0.1:9100".to_owned(),
        paper: Paper::Mm80,
        is_default: true,
        profile: crate::PrinterProfile::default(),
    };
    let file = Provision { printers: vec![printer], ..Provision::default() };
    till.storage.provision(&file, "test").await.unwrap();
    till
}

#[tokio::test]
async fn a_change_of_the_slips_is_in_the_chain_with_who_and_what_it_was() {
    let till = with_printer().await;
    let mut texts =
        ReceiptTexts { refund_rule: both("Never", "أبدًا"), ..ReceiptTexts::default() };
    texts.show.serial = false;
    let paper = SlipPaper { printer: "receipt".to_owned(), paper: Paper::Mm58, dots: Some(400) };
    let keep = |texts: ReceiptTexts, paper: Option<SlipPaper>| {
        let (storage, at) = (till.storage.clone(), till.now());
        async move { storage.set_slip_design(&texts, paper.as_ref(), Some("Mona"), at).await.unwrap() }
    };
    keep(texts.clone(), Some(paper.clone())).await;
    texts.refund_rule = both("Within 3 days", "خلال ٣ أيام");
    texts.logo = Some(vec![1, 2, 3]);
    keep(texts.clone(), Some(paper)).await;
    // What changes nothing is no news.
    keep(texts, None).await;

    let told = told(&till).await;
    assert_eq!(told.len(), 2, "{told:#?}");
    for says in [
        "clerk=4:Mona\n",
        "printer=7:receipt\n",
        "refund_rule_en=5:Never\n",
        "was_serial=5:shown\nserial=6:hidden\n",
        "was_paper=4:80mm\npaper=4:58mm\n",
        "dots=3:400\n",
    ] {
        assert!(told[0].contains(says), "{says} in {}", told[0]);
    }
    assert!(!told[0].contains("qr="), "what stays is not told: {}", told[0]);
    assert!(told[1].contains("was_refund_rule_en=5:Never\nrefund_rule_en=13:Within 3 days\n"));
    assert!(told[1].contains("logo=64:"), "{}", told[1]);
    assert!(!told[1].contains("paper="), "{}", told[1]);
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn what_a_file_changes_on_slips_is_in_the_chain_too() {
    let till = with_printer().await;
    let texts = ReceiptTexts { footer: both("Thanks", "شكرًا"), ..ReceiptTexts::default() };
    let file = Provision { receipt: Some(texts), ..Provision::default() };
    till.storage.provision(&file, "test").await.unwrap();
    till.storage.provision(&file, "test").await.unwrap();
    let told = told(&till).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("by=12:provisioning\nfooter_en=6:Thanks\n"), "{}", told[0]);
    assert!(till.verify().await.is_ok());
}

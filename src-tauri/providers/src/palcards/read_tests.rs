use super::*;
use crate::tests::{intent, reply};
use domain::ids::Reference;
use proptest::prelude::*;

fn created(status: u16, body: &str) -> Placed {
    read_created(&intent(ProductKind::Voucher), &reply(status, body))
}

/// The reply of the supplier's own document, word for word.
const SAMPLE: &str = r#"{"id":9001,"status":"in-progress","type":"chargingCard","orderCurrency":"USD",
    "clientOrderRef":"ref-0001","appliedDealerPrices":{"price":9.5,"discount":0.5,"discountPercent":5,
    "revenue":0.5,"revenuePercent":5},"soldItem":null,"createdAt":"2026-06-07T12:00:00.000Z",
    "updatedAt":"2026-06-07T12:00:00.000Z"}"#;

fn success(sold_item: &str) -> String {
    format!(r#"{{"id":9001,"status":"success","type":"chargingCard","soldItem":{sold_item}}}"#)
}

fn fate_of(body: &str) -> Fate {
    let placed = created(200, body);
    let Placed::Accepted(report) = placed else { panic!("{placed:?}") };
    report.fate
}

#[test]
fn the_documented_reply_is_accepted_and_not_fulfilled() {
    let Placed::Accepted(report) = created(200, SAMPLE) else { panic!() };
    assert_eq!(report.provider_order_id.as_str(), "9001");
    assert_eq!(report.fate, Fate::Working);
    let cost = report.cost.unwrap();
    assert_eq!((cost.amount().to_string().as_str(), cost.currency().code()), ("9.5", "USD"));
}

#[test]
fn amounts_and_ids_may_be_numbers_or_texts_and_keep_their_digits() {
    let body = r#"{"id":"A-9","status":"pending","orderCurrency":"USD","appliedDealerPrices":{"price":"9.50"}}"#;
    let Placed::Accepted(report) = created(200, body) else { panic!() };
    assert_eq!(report.provider_order_id.as_str(), "A-9");
    assert_eq!(report.cost.unwrap().amount().to_string(), "9.50");
    let body = r#"{"id":12345678901234567890123,"status":"pending","orderCurrency":"USD","appliedDealerPrices":{"price":0.1000000000000000055}}"#;
    let Placed::Accepted(report) = created(200, body) else { panic!() };
    assert_eq!(report.provider_order_id.as_str(), "12345678901234567890123");
    assert_eq!(report.cost.unwrap().amount().to_string(), "0.1000000000000000055");
}

#[test]
fn what_was_bought_is_known_from_our_own_record_alone() {
    // No reply of the supplier's documents names the item; whether it is a top-up is ours to know.
    assert!(!SAMPLE.contains("productItem"));
    let done = r#"{"id":9001,"status":"success","soldItem":null}"#;
    let read = |kind| {
        let placed = read_created(&intent(kind), &reply(200, done));
        let Placed::Accepted(report) = placed else { panic!("{placed:?}") };
        report.fate
    };
    assert_eq!(read(ProductKind::Topup), Fate::Fulfilled(Vec::new()));
    assert!(matches!(read(ProductKind::Voucher), Fate::Unclear(_)));
}

#[test]
fn an_order_of_a_type_that_is_only_a_filters_word_is_still_a_row() {
    let page = r#"{"pageNumber":1,"pageSize":100,"total":1,"data":[{"id":9001,"status":"pending",
        "type":"manual","clientOrderRef":"ref-0001","createdAt":"2026-06-07T12:00:00Z"}]}"#;
    let page = read_page(&reply(200, page)).unwrap();
    let ours = Reference::new("ref-0001");
    assert_eq!(page.find(&ours).unwrap().as_str(), "9001");
    // The documents show one order under two references: only what was sent, to the letter, is ours.
    assert_eq!(page.find(&Reference::new("your-ref-0001")), None);
    assert_eq!(page.find(&Reference::new("REF-0001")), None);
}

#[test]
fn a_success_delivers_code_and_pin_in_that_order() {
    let fate = fate_of(&success(r#"{"id":7001,"voucher":{"pin":"1234","code":"7KQX-9M2R"}}"#));
    let Fate::Fulfilled(secrets) = fate else { panic!("{fate:?}") };
    let labels: Vec<&str> = secrets.iter().map(|secret| secret.label.as_str()).collect();
    assert_eq!(labels, ["code", "pin"]);
    assert_eq!(secrets[0].value.reveal(), "7KQX-9M2R");
}

#[test]
fn an_absent_or_empty_pin_is_normal() {
    for voucher in [r#"{"code":"A1"}"#, r#"{"code":"A1","pin":""}"#, r#"{"code":"A1","pin":null}"#]
    {
        let fate = fate_of(&success(&format!(r#"{{"voucher":{voucher}}}"#)));
        assert!(matches!(fate, Fate::Fulfilled(secrets) if secrets.len() == 1), "{voucher}");
    }
}

#[test]
fn a_success_without_a_code_is_neither_delivered_nor_failed() {
    for sold in [
        "null",
        "{}",
        r#"{"voucher":null}"#,
        r#"{"voucher":{"code":""}}"#,
        r#"{"voucher":{"code":"","serial":"1"}}"#,
        r#"{"voucher":{"code":"","pin":"1234"}}"#,
    ] {
        let fate = fate_of(&success(sold));
        assert!(
            matches!(&fate, Fate::Unclear(r) if r.code == ReasonCode::CodeMissing),
            "{sold}: {fate:?}"
        );
    }
}

#[test]
fn a_topup_succeeds_without_a_code() {
    let body = r#"{"id":1,"status":"success","type":"topUp","soldItem":null}"#;
    let placed = read_created(&intent(ProductKind::Topup), &reply(200, body));
    assert!(matches!(placed, Placed::Accepted(Report { fate: Fate::Fulfilled(_), .. })));
}

#[test]
fn an_unknown_status_settles_nothing() {
    for status in ["refunded", "SUCCESS", "done", ""] {
        let fate = fate_of(&format!(r#"{{"id":1,"status":"{status}"}}"#));
        assert!(
            matches!(&fate, Fate::Unclear(r) if r.code == ReasonCode::UnknownStatus),
            "{status}"
        );
    }
}

#[test]
fn a_readable_refusal_is_refused_and_its_documented_texts_are_known() {
    let code = |status, body: &str| {
        let placed = created(status, body);
        let Placed::Refused(reason) = placed else { panic!("{placed:?}") };
        reason.code
    };
    assert_eq!(code(400, r#"{"message":"Insufficient balance"}"#), ReasonCode::InsufficientBalance);
    assert_eq!(
        code(400, r#"{"message":["Insufficient balance"]}"#),
        ReasonCode::InsufficientBalance
    );
    assert_eq!(
        code(400, r#"{"message":"Required wallet for currency 'JOD' is missing."}"#),
        ReasonCode::WalletMissing
    );
    assert_eq!(
        code(401, r#"{"statusCode":401,"message":"Unauthorized"}"#),
        ReasonCode::KeyOrAddress
    );
    assert_eq!(code(404, r#"{"error":"Not Found"}"#), ReasonCode::SupplierRefused);
    assert_eq!(code(422, r#"{"message":"phone"}"#), ReasonCode::SupplierRefused);
}

#[test]
fn whatever_is_no_clear_answer_is_unknown() {
    let html = "<html>502 Bad Gateway</html>";
    for (status, body) in [
        (200, html),
        (200, ""),
        (200, "null"),
        (200, "{}"),
        (200, r#"{"id":1}"#),
        (200, r#"{"status":"success"}"#),
        (200, r#"{"id":null,"status":"pending"}"#),
        (202, SAMPLE),
        (301, ""),
        (307, SAMPLE),
        (400, html),
        (401, html),
        (403, ""),
        (408, r#"{"message":"x"}"#),
        (409, r#"{"message":"x"}"#),
        (429, html),
        (500, r#"{"message":"Insufficient balance"}"#),
        (502, html),
        (503, r#"{"message":"x"}"#),
        (504, ""),
    ] {
        assert!(matches!(created(status, body), Placed::Lost(_)), "{status} {body}");
    }
    let cut = WireReply { complete: false, ..reply(200, SAMPLE) };
    assert!(matches!(read_created(&intent(ProductKind::Voucher), &cut), Placed::Lost(_)));
    let cut = WireReply { complete: false, ..reply(400, r#"{"message":"Insufficient balance"}"#) };
    assert!(matches!(read_created(&intent(ProductKind::Voucher), &cut), Placed::Lost(_)));
}

#[test]
fn a_readable_429_is_throttled() {
    assert!(matches!(created(429, r#"{"message":"Too many requests"}"#), Placed::Throttled(_)));
}

#[test]
fn a_byte_order_mark_is_harmless_and_duplicate_keys_settle_nothing() {
    assert!(matches!(created(200, &format!("\u{FEFF}{SAMPLE}")), Placed::Accepted(_)));
    let twice = r#"{"id":1,"status":"failed","status":"success"}"#;
    assert!(matches!(created(200, twice), Placed::Lost(_)));
}

#[test]
fn a_page_with_a_row_that_has_no_id_proves_nothing() {
    let page = r#"{"pageNumber":1,"pageSize":2,"total":2,"data":[{"id":1,"clientOrderRef":"a"},{"clientOrderRef":"b"}]}"#;
    assert!(read_page(&reply(200, page)).is_err());
    let page = r#"{"pageNumber":0,"total":"1","data":[{"id":"1","clientOrderRef":null}]}"#;
    let page = read_page(&reply(200, page)).unwrap();
    assert_eq!((page.number, page.total, page.rows.len()), (0, Some(1), 1));
}

#[test]
fn preflight_is_yes_or_no_and_never_a_guess() {
    let yes =
        read_preflight(&reply(200, r#"{"success":true,"message":"OK","nickname":"PlayerOne"}"#))
            .unwrap();
    assert_eq!((yes.ok, yes.nickname.as_deref()), (true, Some("PlayerOne")));
    let no =
        read_preflight(&reply(200, r#"{"success":false,"message":"No such player"}"#)).unwrap();
    assert_eq!((no.ok, no.message.as_deref()), (false, Some("No such player")));
    assert!(
        !read_preflight(&reply(400, r#"{"message":["accountId must be a number"]}"#)).unwrap().ok
    );
    assert!(read_preflight(&reply(200, "{}")).is_err());
    assert_eq!(read_preflight(&reply(401, "{}")), Err(SupplierError::KeyOrAddress));
    assert!(read_preflight(&reply(502, "<html>")).is_err());
}

#[test]
fn wallets_are_read_exactly() {
    let body = r#"{"wallets":[{"balance":{"currency":"USD","value":250.75},"default":true,"active":true},
        {"balance":{"currency":"ILS","value":"-3.5"}},{"balance":{"currency":"JOD","value":1},"active":false}]}"#;
    let wallets = read_profile(&reply(200, body)).unwrap();
    let shown: Vec<String> = wallets.iter().map(|money| format!("{money:?}")).collect();
    assert_eq!(shown, ["250.75 USD", "-3.5 ILS"]);
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(status in 100_u16..600, body in proptest::collection::vec(any::<u8>(), 0..400), complete: bool) {
        let reply = WireReply { status, body, complete, retry_after: None, date: None };
        let intent = intent(ProductKind::Voucher);
        let placed = read_created(&intent, &reply);
        prop_assert!(complete || !matches!(placed, Placed::Accepted(_) | Placed::Refused(_)));
        let _page = read_page(&reply);
        let _preflight = read_preflight(&reply);
        let _profile = read_profile(&reply);
    }

    #[test]
    fn only_a_success_with_a_code_ever_delivers_a_voucher(status in "[a-z-]{0,12}", code in proptest::option::of("[A-Z0-9]{0,6}")) {
        let code_json = code.as_ref().map_or("null".to_owned(), |code| format!("{code:?}"));
        let body = format!(r#"{{"id":1,"status":"{status}","soldItem":{{"voucher":{{"code":{code_json}}}}}}}"#);
        let delivered = matches!(fate_of(&body), Fate::Fulfilled(_));
        prop_assert_eq!(delivered, status == "success" && code.is_some_and(|code| !code.is_empty()));
    }
}

use super::*;
use crate::tests::{intent as any_intent, reply};
use domain::money::parse_decimal;
use proptest::prelude::*;

const PRODUCTION: Environment = Environment::Production;

/// The reply of the supplier's own document, word for word.
const SAMPLE: &str = r#"{"id":"5c1f4f9d-8b5a-4e8b-8c0e-1d1c2f3a4b5c","product_id":456,
    "external_ref":"INV-1001","idempotency_key":"order-1001","status":"pending",
    "order_content":{"vendor_order_id":"LC-123456"},"currency_code":"USD","charged_amount":"12.50",
    "balance_after":"87.50","balance_before":"100.00","is_test":false,"region_code":"GLOBAL",
    "created_at":"2024-11-01T10:00:00Z","completed_at":null,"failed_at":null}"#;

fn intent(kind: ProductKind) -> Intent {
    Intent { reference: Reference::new("order-1001"), ..any_intent(kind) }
}

fn created(status: u16, body: &str) -> Placed {
    read_created(&intent(ProductKind::Voucher), PRODUCTION, &reply(status, body))
}

fn order(rest: &str) -> String {
    format!(r#"{{"id":"u-1","idempotency_key":"order-1001",{rest}}}"#)
}

fn fate_for(kind: ProductKind, environment: Environment, rest: &str) -> Fate {
    let placed = read_created(&intent(kind), environment, &reply(201, &order(rest)));
    let Placed::Accepted(report) = placed else { panic!("{rest}: {placed:?}") };
    report.fate
}

fn fate_of(rest: &str) -> Fate {
    fate_for(ProductKind::Voucher, PRODUCTION, rest)
}

fn is_because(fate: &Fate, code: ReasonCode) -> bool {
    matches!(fate, Fate::Unclear(reason) | Fate::Declined(reason) | Fate::Withheld(reason) if reason.code == code)
}

#[test]
fn the_documented_reply_is_accepted_and_costs_what_was_charged() {
    let Placed::Accepted(report) = created(201, SAMPLE) else { panic!() };
    assert_eq!(report.provider_order_id.as_str(), "5c1f4f9d-8b5a-4e8b-8c0e-1d1c2f3a4b5c");
    assert_eq!((report.provider_state.as_str(), &report.fate), ("pending", &Fate::Working));
    // Asked for 10.00 of a product whose price is 10: neither is the debit.
    assert_eq!(format!("{:?}", report.cost.unwrap()), "12.50 USD");
}

#[test]
fn prices_that_only_the_prose_names_are_never_booked() {
    let more = SAMPLE.replacen('{', r#"{"plexy_margin":"0.40","agent_charge":"12.90","#, 1);
    let Placed::Accepted(report) = created(201, &more) else { panic!() };
    assert_eq!(report.cost.unwrap().amount().to_string(), "12.50");
}

#[test]
fn a_replay_under_the_same_key_is_the_same_order_with_200_or_201() {
    for status in [200, 201] {
        assert!(matches!(created(status, SAMPLE), Placed::Accepted(_)), "{status}");
    }
    assert!(matches!(created(202, SAMPLE), Placed::Lost(_)));
}

#[test]
fn the_order_of_another_key_is_never_taken_for_ours() {
    let other =
        r#"{"id":"u-1","status":"pending","idempotency_key":"order-9","external_ref":"order-9"}"#;
    assert!(matches!(created(201, other), Placed::Lost(_)));
    let by_reference = r#"{"id":"u-1","status":"pending","external_ref":"order-1001"}"#;
    assert!(matches!(created(201, by_reference), Placed::Accepted(_)));
    let wordless = r#"{"id":"u-1","status":"pending"}"#;
    assert!(matches!(created(201, wordless), Placed::Accepted(_)));
}

#[test]
fn word_and_times_tell_together_how_an_order_ended() {
    let code = r#""order_content":{"voucher_code":"AB-1"}"#;
    let times = |done: &str, failed: &str| format!(r#""completed_at":{done},"failed_at":{failed}"#);
    let at = r#""2026-11-01T10:00:05Z""#;
    let fate = |word: &str, done: &str, failed: &str| {
        fate_of(&format!(r#""status":"{word}",{code},{}"#, times(done, failed)))
    };
    assert!(matches!(fate("completed", at, "null"), Fate::Fulfilled(_)));
    assert!(matches!(fate("completed", "null", "null"), Fate::Fulfilled(_)));
    assert!(matches!(fate("pending", at, "null"), Fate::Fulfilled(_)));
    assert!(is_because(&fate("failed", "null", at), ReasonCode::RolledBack));
    assert!(is_because(&fate("failed", "null", "null"), ReasonCode::RolledBack));
    assert!(is_because(&fate("pending", "null", at), ReasonCode::RolledBack));
    assert_eq!(fate("pending", "null", "null"), Fate::Working);
    assert_eq!(fate("pending", r#""""#, "null"), Fate::Working, "an empty time is none");
    for (word, done, failed) in [
        ("completed", at, at),
        ("failed", at, at),
        ("pending", at, at),
        ("completed", "null", at),
        ("failed", at, "null"),
    ] {
        let fate = fate(word, done, failed);
        assert!(is_because(&fate, ReasonCode::UnclearReply), "{word} {done} {failed}: {fate:?}");
    }
}

#[test]
fn an_unknown_word_settles_nothing_whatever_times_stand_beside_it() {
    for word in ["reversed", "on_review", "COMPLETED", "done", ""] {
        for times in [
            "",
            r#","completed_at":"2026-11-01T10:00:05Z""#,
            r#","failed_at":"2026-11-01T10:00:05Z""#,
        ] {
            let fate = fate_of(&format!(
                r#""status":"{word}","order_content":{{"voucher_code":"A"}}{times}"#
            ));
            assert!(is_because(&fate, ReasonCode::UnknownStatus), "{word} {times}: {fate:?}");
        }
    }
}

#[test]
fn what_is_delivered_is_told_by_what_is_there_and_not_by_known_keys() {
    let labels = |content: &str| {
        let fate = fate_of(&format!(r#""status":"completed","order_content":{content}"#));
        let Fate::Fulfilled(secrets) = fate else { panic!("{content}: {fate:?}") };
        let pairs = secrets.iter().map(|it| format!("{}={}", it.label, it.value.reveal()));
        pairs.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(labels(r#"{"voucher_code":"AB-1","vendor_order_id":"LC-1"}"#), "code=AB-1");
    assert_eq!(labels(r#"{"pin_code":"0042","voucher_code":"1"}"#), "code=1 pin=0042");
    assert_eq!(labels(r#"{"serial_number":"7","voucher_code":"1"}"#), "code=1 serial=7");
    assert_eq!(labels(r#"{"redeem_url":"https://r.example/1"}"#), "url=https://r.example/1");
    assert_eq!(
        labels(r#"{"valid_until":"2031-12-31","voucher_code":"1"}"#),
        "code=1 expiry=2031-12-31"
    );
    assert_eq!(labels(r#"{"deliverable_1":"Z9"}"#), "deliverable_1=Z9");
    assert_eq!(labels(r#"{"item":{"voucher_code":"Z9"}}"#), "code=Z9");
    assert_eq!(labels(r#"["Z9"]"#), "order_content=Z9");
    assert_eq!(labels(r#"{"voucher_code":12345678901234567890}"#), "code=12345678901234567890");
}

#[test]
fn a_completed_voucher_without_any_code_is_neither_delivered_nor_failed() {
    for content in [
        "null",
        "{}",
        "[]",
        r#""""#,
        r#"{"vendor_order_id":"LC-1"}"#,
        r#"{"voucher_code":""}"#,
        r#"{"voucher_code":"","pin":"1234"}"#,
        r#"{"serial_number":"1","valid_until":"2031-12-31"}"#,
    ] {
        let fate = fate_of(&format!(r#""status":"completed","order_content":{content}"#));
        assert!(is_because(&fate, ReasonCode::CodeMissing), "{content}: {fate:?}");
    }
    assert!(is_because(&fate_of(r#""status":"completed""#), ReasonCode::CodeMissing));
}

#[test]
fn a_completed_top_up_is_fulfilled_without_a_code_and_with_one_where_there_is_one() {
    let fate = |rest: &str| fate_for(ProductKind::Topup, PRODUCTION, rest);
    let bare = fate(r#""status":"completed","order_content":{"vendor_order_id":"LC-1"}"#);
    assert_eq!(bare, Fate::Fulfilled(Vec::new()));
    let coded = fate(r#""status":"completed","order_content":{"voucher_code":"AB-1"}"#);
    assert!(matches!(coded, Fate::Fulfilled(secrets) if secrets.len() == 1));
}

#[test]
fn a_test_reply_in_production_is_never_handed_out_and_in_the_sandbox_it_is() {
    let done = r#""status":"completed","order_content":{"voucher_code":"A"},"is_test":"#;
    for word in ["true", r#""true""#, "1", r#""yes""#, "[]"] {
        let fate = fate_of(&format!("{done}{word}"));
        assert!(is_because(&fate, ReasonCode::TestReply), "{word}: {fate:?}");
        let sandbox =
            fate_for(ProductKind::Voucher, Environment::Sandbox, &format!("{done}{word}"));
        assert!(matches!(sandbox, Fate::Fulfilled(_)), "{word}: {sandbox:?}");
    }
    for word in ["false", "null", "0", r#""false""#] {
        assert!(matches!(fate_of(&format!("{done}{word}")), Fate::Fulfilled(_)), "{word}");
    }
}

#[test]
fn a_readable_refusal_is_refused_in_either_form() {
    let code = |status, body: &str| {
        let placed = created(status, body);
        let Placed::Refused(reason) = placed else { panic!("{status} {body}: {placed:?}") };
        reason.code
    };
    let low = r#"{"error":{"type":"invalid_request_error","code":"x","message":"Insufficient agent balance","param":null}}"#;
    for status in [400, 402, 403, 404, 422] {
        assert_eq!(code(status, low), ReasonCode::InsufficientBalance, "{status}");
    }
    assert_eq!(code(401, r#"{"message":"Invalid API key"}"#), ReasonCode::KeyOrAddress);
    assert_eq!(code(400, r#"{"error":"No such product"}"#), ReasonCode::SupplierRefused);
    assert_eq!(code(400, r#"{"error":{"code":"parameter_invalid"}}"#), ReasonCode::SupplierRefused);
}

#[test]
fn a_conflict_over_the_key_is_no_refusal_and_whatever_is_no_clear_answer_is_unknown() {
    let html = "<html>502 Bad Gateway</html>";
    let words = r#"{"error":{"message":"x"}}"#;
    for (status, body) in [
        (
            409,
            r#"{"error":{"type":"idempotency_error","code":"idempotency_key_in_use","message":"in use"}}"#,
        ),
        (200, html),
        (201, ""),
        (201, "null"),
        (201, "{}"),
        (201, r#"{"id":"u-1"}"#),
        (201, r#"{"status":"completed"}"#),
        (201, words),
        (307, SAMPLE),
        (400, html),
        (401, html),
        (400, r#"{"detail":"x"}"#),
        (408, words),
        (429, html),
        (500, words),
        (502, html),
        (503, words),
    ] {
        assert!(matches!(created(status, body), Placed::Lost(_)), "{status} {body}");
    }
    let cut = WireReply { complete: false, ..reply(201, SAMPLE) };
    let placed = read_created(&intent(ProductKind::Voucher), PRODUCTION, &cut);
    assert!(matches!(placed, Placed::Lost(_)));
}

#[test]
fn a_readable_429_is_throttled() {
    assert!(matches!(created(429, r#"{"error":{"message":"slow down"}}"#), Placed::Throttled(_)));
}

#[test]
fn a_byte_order_mark_is_harmless_and_duplicate_keys_settle_nothing() {
    assert!(matches!(created(201, &format!("\u{FEFF}{SAMPLE}")), Placed::Accepted(_)));
    let twice = order(r#""status":"failed","status":"completed""#);
    assert!(matches!(created(201, &twice), Placed::Lost(_)));
}

#[test]
fn an_order_is_found_by_its_key_before_its_reference_and_to_the_letter() {
    let page = |rows: &str| {
        read_page(&reply(200, &format!(r#"{{"items":[{rows}],"page":1,"pageSize":20,"total":3}}"#)))
    };
    let found = |rows: &str| {
        let page = page(rows).unwrap();
        page.find(&Reference::new("order-1001")).map(|id| id.as_str().to_owned())
    };
    let by_reference = r#"{"id":"a","external_ref":"order-1001","idempotency_key":null}"#;
    let by_key = r#"{"id":"b","external_ref":null,"idempotency_key":"order-1001"}"#;
    assert_eq!(found(&format!("{by_reference},{by_key}")).as_deref(), Some("b"));
    assert_eq!(found(by_reference).as_deref(), Some("a"));
    for other in ["order-100", "order-10010", "ORDER-1001", " order-1001"] {
        let row = format!(r#"{{"id":"c","external_ref":"{other}","idempotency_key":"{other}"}}"#);
        assert_eq!(found(&row), None, "{other}");
    }
    assert!(page(r#"{"idempotency_key":"order-1001"}"#).is_err(), "a row without an id");
    assert!(read_page(&reply(200, r#"[{"id":"a"}]"#)).is_err());
    assert!(read_page(&reply(404, r#"{"items":[],"total":0}"#)).is_err());
}

#[test]
fn balances_and_deposits_are_read_exactly() {
    let body = r#"{"items":[{"currency_code":"USD","available":"87.5000","updated_at":"2024-11-01T10:00:00Z"},
        {"currency_code":"EUR","available":-3}]}"#;
    let balances = read_balance(&reply(200, body)).unwrap();
    let shown: Vec<String> = balances.iter().map(|money| format!("{money:?}")).collect();
    assert_eq!(shown, ["87.5000 USD", "-3 EUR"]);
    assert!(read_balance(&reply(200, r#"{"items":[{"currency_code":"USD"}]}"#)).is_err());
    assert_eq!(read_balance(&reply(401, "{}")), Err(SupplierError::KeyOrAddress));

    let body = r#"{"items":[
        {"id":2,"currency_code":"USD","amount":"50.00","method":"manual","status":"pending","external_ref":null,"created_at":"2024-11-02T10:00:00Z","posted_at":null},
        {"id":1,"currency_code":"USD","amount":"100.00","method":"bank_wire","status":"posted","external_ref":"W1","created_at":"2024-11-01T09:00:00Z","posted_at":"2024-11-01T10:00:00Z"}],
        "page":1,"pageSize":20,"total":2}"#;
    let (deposits, total) = read_deposits(&reply(200, body)).unwrap();
    assert_eq!(total, Some(2));
    assert_eq!(deposits[0].posted_at, None);
    assert_eq!(deposits[1].posted_at, moment("2024-11-01T10:00:00Z"));
    assert_eq!(deposits[1].amount.amount(), parse_decimal("100.00").unwrap());
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(status in 100_u16..600, body in proptest::collection::vec(any::<u8>(), 0..400), complete: bool) {
        let reply = WireReply { status, body, complete, retry_after: None, date: None };
        let placed = read_created(&intent(ProductKind::Voucher), PRODUCTION, &reply);
        prop_assert!(complete || !matches!(placed, Placed::Accepted(_) | Placed::Refused(_)));
    }

    #[test]
    fn only_a_completion_with_a_code_ever_delivers_a_voucher(status in "[a-z_]{0,10}|completed|failed|pending", code in proptest::option::of("[A-Z0-9]{0,6}")) {
        let code_json = code.as_ref().map_or("null".to_owned(), |code| format!("{code:?}"));
        let fate = fate_of(&format!(r#""status":"{status}","order_content":{{"voucher_code":{code_json}}}"#));
        let delivered = matches!(fate, Fate::Fulfilled(_));
        prop_assert_eq!(delivered, status == "completed" && code.is_some_and(|code| !code.is_empty()));
    }
}

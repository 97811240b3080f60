use super::*;
use crate::tests::{intent as any_intent, reply};
use domain::product::ProductKind;
use proptest::prelude::*;

/// The create reply as documented: two cards of 4.90 under an amount of three.
const SAMPLE: &str = r#"{"success":true,"message":"Order created","data":{"type":"bulk","brand":"GOOGLE-5USD-KOXx",
    "codes":[
      {"code":"AAAA-1111","currency":"USD","item_code":"GOOGLE-5USD-KOXx","denomination":"5.00","charged_amount":"4.90","denomination_unit":"USD","metadata":[{"Pin":"0042"}]},
      {"code":"BBBB-2222","currency":"USD","item_code":"GOOGLE-5USD-KOXx","denomination":"5.00","charged_amount":"4.90","denomination_unit":"USD"}],
    "state":"completed","status":"completed","amount":"14.70","order_id":4711,"order_no":"CPP-4711",
    "created_at":"2026-01-05T10:00:00+02:00","total_denomination":15}}"#;

fn intent() -> Intent {
    Intent { item: "GOOGLE-5USD-KOXx".into(), ..any_intent(ProductKind::Voucher) }
}

fn created(status: u16, body: &str) -> Placed {
    read_created(&intent(), &reply(status, body))
}

fn ok(data: &str) -> String {
    format!(r#"{{"success":true,"message":"ok","data":{data}}}"#)
}

fn no(words: &str) -> String {
    format!(r#"{{"success":false,"message":{words:?}}}"#)
}

fn report_of(data: &str) -> Report {
    let placed = created(200, &ok(data));
    let Placed::Accepted(report) = placed else { panic!("{data}: {placed:?}") };
    report
}

fn pairs(fate: &Fate) -> Vec<String> {
    let Fate::Fulfilled(secrets) = fate else { panic!("{fate:?}") };
    secrets.iter().map(|it| format!("{}={}", it.label, it.value.reveal())).collect()
}

#[test]
fn every_code_of_the_documented_reply_is_kept_although_its_sums_do_not_add_up() {
    let Placed::Accepted(report) = created(201, SAMPLE) else { panic!() };
    assert_eq!(report.provider_order_id.as_str(), "4711");
    assert_eq!(pairs(&report.fate), ["code=AAAA-1111", "pin=0042", "code=BBBB-2222"]);
    // What was debited, not the face value of 15.
    assert_eq!(format!("{:?}", report.cost.unwrap()), "14.70 USD");
}

#[test]
fn each_card_of_a_reply_stands_alone_with_what_belongs_to_it() {
    let cards = read_cards(&reply(201, SAMPLE));
    let told = |card: &Vec<LabelledSecret>| pairs(&Fate::Fulfilled(card.clone()));
    let told: Vec<Vec<String>> = cards.iter().map(told).collect();
    assert_eq!(told, [vec!["code=AAAA-1111", "pin=0042"], vec!["code=BBBB-2222"]]);
    // A card without its code holds its place and hands nothing over.
    let none = r#"{"order_id":1,"codes":[{"code":""},{"code":"B"}]}"#;
    assert_eq!(read_cards(&reply(200, &ok(none)))[0], []);
    for other in ["", "<html>", r#"{"success":true}"#, r#"{"success":false,"message":"no"}"#] {
        assert_eq!(read_cards(&reply(200, other)), Vec::<Vec<LabelledSecret>>::new());
    }
}

#[test]
fn texts_and_numbers_may_be_swapped_and_keep_their_digits() {
    let report = report_of(
        r#"{"order_id":"4711","status":"completed","amount":4.90,"codes":[{"code":123456789012345678901,"charged_amount":4.9}]}"#,
    );
    assert_eq!(pairs(&report.fate), ["code=123456789012345678901"]);
    assert_eq!(format!("{:?}", report.cost.unwrap()), "4.90 USD");
}

#[test]
fn a_pin_rides_in_metadata_under_a_free_name_and_stands_with_its_code() {
    let codes = |metadata: &str| {
        pairs(
            &report_of(&format!(
                r#"{{"order_id":1,"codes":[{{"code":"A","metadata":{metadata}}},{{"code":"B"}}]}}"#
            ))
            .fate,
        )
    };
    assert_eq!(
        codes(r#"[{"Pin":"1"},{"Serial Number":"2"}]"#),
        ["code=A", "pin=1", "serial=2", "code=B"]
    );
    assert_eq!(codes(r#"{"PIN":7}"#), ["code=A", "pin=7", "code=B"]);
    assert_eq!(codes(r#"[{"Redeem At":"shop"}]"#), ["code=A", "Redeem At=shop", "code=B"]);
    assert_eq!(codes("null"), ["code=A", "code=B"]);
    assert_eq!(codes("[]"), ["code=A", "code=B"]);
}

#[test]
fn what_a_card_says_about_itself_is_no_secret() {
    let fate = report_of(
        r#"{"order_id":1,"codes":[{"code":"A","currency":"USD","item_code":"X","denomination":"5","denomination_unit":"USD","charged_amount":"4.9","status":"sold"}]}"#,
    )
    .fate;
    assert_eq!(pairs(&fate), ["code=A"]);
}

#[test]
fn an_order_without_a_code_is_not_done_whatever_it_calls_itself() {
    let fate = |word: &str, codes: &str| {
        report_of(&format!(r#"{{"order_id":1,"status":{word},"codes":{codes}}}"#)).fate
    };
    for word in [r#""pending""#, r#""processing""#] {
        assert_eq!(fate(word, "[]"), Fate::Working, "{word}");
    }
    let reason = |fate: Fate| {
        let Fate::Unclear(reason) = fate else { panic!("{fate:?}") };
        reason.code
    };
    for codes in ["[]", "null", r#"[{"code":""}]"#, r#"[{"metadata":[{"Pin":"1"}]}]"#, "{}"] {
        assert_eq!(reason(fate(r#""completed""#, codes)), ReasonCode::CodeMissing, "{codes}");
        assert_eq!(reason(fate("null", codes)), ReasonCode::CodeMissing, "{codes}");
    }
    for word in [r#""failed""#, r#""refunded""#, r#""cancelled""#] {
        assert_eq!(reason(fate(word, "[]")), ReasonCode::UnknownStatus, "{word}");
    }
}

#[test]
fn codes_are_delivered_under_a_word_we_do_not_know_but_never_under_its_opposite() {
    let fate = |word: &str| {
        let body = format!(r#"{{"order_id":1,"status":"{word}","codes":[{{"code":"A"}}]}}"#);
        report_of(&body).fate
    };
    assert_eq!(pairs(&fate("issued")), ["code=A"]);
    for word in ["refunded", "cancelled", "failed"] {
        assert!(matches!(fate(word), Fate::Unclear(_)), "{word}");
    }
}

#[test]
fn a_no_under_a_yes_is_unknown_and_a_listed_no_is_refused() {
    for status in [200, 201] {
        assert!(
            matches!(created(status, &no("Insufficient balance")), Placed::Lost(_)),
            "{status}"
        );
    }
    for status in [400, 401, 402, 403, 404, 422] {
        assert!(matches!(created(status, &no("No")), Placed::Refused(_)), "{status}");
    }
    for status in [202, 302, 408, 409, 500, 502, 503] {
        assert!(matches!(created(status, &no("No")), Placed::Lost(_)), "{status}");
    }
    assert!(matches!(created(429, &no("Slow down")), Placed::Throttled(_)));
}

#[test]
fn a_yes_under_a_no_and_whatever_cannot_be_read_is_unknown() {
    let html = "<html>502 Bad Gateway</html>";
    for (status, body) in [
        (400, SAMPLE.to_owned()),
        (200, html.to_owned()),
        (200, String::new()),
        (200, "null".to_owned()),
        (200, r#"{"data":{"order_id":1,"codes":[{"code":"A"}]}}"#.to_owned()),
        (200, ok("null")),
        (200, ok("{}")),
        (200, ok(r#"{"codes":[{"code":"A"}]}"#)),
        (200, ok(r#""4711""#)),
        (400, html.to_owned()),
        (429, html.to_owned()),
        (502, html.to_owned()),
    ] {
        assert!(matches!(created(status, &body), Placed::Lost(_)), "{status} {body}");
    }
    let cut = WireReply { complete: false, ..reply(200, SAMPLE) };
    assert!(matches!(read_created(&intent(), &cut), Placed::Lost(_)));
}

#[test]
fn a_refusals_reason_is_read_where_its_words_are_plain() {
    let reason = |status, words: &str| {
        let placed = created(status, &no(words));
        let Placed::Refused(reason) = placed else { panic!("{placed:?}") };
        reason
    };
    assert_eq!(reason(400, "Insufficient balance").code, ReasonCode::InsufficientBalance);
    assert_eq!(reason(400, "Item is out of stock").code, ReasonCode::OutOfStock);
    assert_eq!(reason(422, "item_code is wrong").code, ReasonCode::SupplierRefused);
    let challenged = reason(401, "X-API-Challenge and X-API-Signature are required");
    assert_eq!(challenged.code, ReasonCode::KeyOrAddress);
    assert_eq!(
        challenged.detail.as_deref(),
        Some("X-API-Challenge and X-API-Signature are required")
    );
    let bare = created(401, r#"{"message":"Unauthenticated."}"#);
    assert!(matches!(bare, Placed::Refused(_)));
}

#[test]
fn a_byte_order_mark_is_harmless_and_duplicate_keys_settle_nothing() {
    assert!(matches!(created(200, &format!("\u{FEFF}{SAMPLE}")), Placed::Accepted(_)));
    let twice = ok(r#"{"order_id":1,"order_id":2,"codes":[{"code":"A"}]}"#);
    assert!(matches!(created(200, &twice), Placed::Lost(_)));
    let yes_and_no = r#"{"success":false,"success":true,"data":{"order_id":1,"codes":[]}}"#;
    assert!(matches!(created(200, yes_and_no), Placed::Lost(_)));
}

#[test]
fn an_order_read_again_may_lack_its_pin() {
    let body = ok(
        r#"{"order_id":4711,"order_no":"x","status":"completed","state":"success","codes":[{"code":"A","status":"sold"}],"amount":4.9,"created_at":"2026-01-05T10:00:00+02:00"}"#,
    );
    let report = read_one(&intent(), &reply(200, &body)).unwrap();
    assert_eq!(pairs(&report.fate), ["code=A"]);
    assert_eq!(read_one(&intent(), &reply(404, &no("Not found"))), None);
    assert_eq!(read_one(&intent(), &reply(200, &no("Not found"))), None);
}

#[test]
fn stock_is_in_or_out_and_never_a_guess() {
    let usd = || "USD".parse().ok();
    let check = |data: &str| read_check(usd(), &reply(200, &ok(data)));
    let yes = check(
        r#"{"price":4.90,"state":"in_stock","status":true,"message":"Available","requested":1}"#,
    )
    .unwrap();
    assert!(yes.ok);
    assert_eq!(format!("{:?}", yes.unit_cost.unwrap()), "4.90 USD");
    for data in [
        r#"{"price":4.9,"state":"out_of_stock","status":false}"#,
        r#"{"price":4.9,"state":"in_stock","status":false}"#,
        r#"{"price":4.9,"state":"limited","status":true}"#,
        r#"{"price":4.9,"state":"limited"}"#,
    ] {
        assert!(!check(data).unwrap().ok, "{data}");
    }
    assert_eq!(check("{}"), Err(SupplierError::Unreadable));
    let refused = read_check(usd(), &reply(404, &no("No such item"))).unwrap();
    assert_eq!((refused.ok, refused.message.as_deref()), (false, Some("No such item")));
    assert_eq!(read_check(usd(), &reply(401, &no("key"))), Err(SupplierError::KeyOrAddress));
    assert!(read_check(usd(), &reply(502, "<html>")).is_err());
    assert!(read_check(usd(), &reply(500, &no("x"))).is_err());
}

#[test]
fn a_page_with_a_row_that_has_no_number_proves_nothing() {
    let page = |rows: &str| {
        read_page(&reply(
            200,
            &ok(&format!(
                r#"{{"orders":[{rows}],"pagination":{{"total":"2","per_page":10,"current_page":1,"last_page":1}},"state":"success"}}"#
            )),
        ))
    };
    let rows = page(r#"{"order_id":12,"id":3,"amount":"4.90"},{"id":"11"}"#).unwrap();
    assert_eq!(rows.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [12, 11]);
    assert_eq!(rows.total, Some(2));
    for bad in [r#"{"order_no":"x"}"#, r#"{"order_id":"A-1"}"#, r#"{"order_id":null}"#] {
        assert!(page(bad).is_err(), "{bad}");
    }
    assert!(read_page(&reply(200, &no("x"))).is_err());
    assert!(read_page(&reply(401, &ok(r#"{"orders":[]}"#))).is_err());
}

#[test]
fn the_balance_is_a_text_or_a_number() {
    let read = |data: &str| read_balance(&reply(200, &ok(data))).map(|it| format!("{it:?}"));
    assert_eq!(
        read(r#"{"balance":"100.50","currency":"USD","state":"success"}"#).unwrap(),
        "100.50 USD"
    );
    assert_eq!(read(r#"{"balance":-1.5,"currency":"EUR"}"#).unwrap(), "-1.5 EUR");
    assert!(read(r#"{"balance":"1e3","currency":"USD"}"#).is_err());
    assert_eq!(
        read_balance(&reply(200, &no("Account closed"))),
        Err(SupplierError::Refused("Account closed".into()))
    );
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(status in 100_u16..600, body in proptest::collection::vec(any::<u8>(), 0..400), complete: bool) {
        let reply = WireReply { status, body, complete, retry_after: None, date: None };
        let placed = read_created(&intent(), &reply);
        prop_assert!(complete || !matches!(placed, Placed::Accepted(_) | Placed::Refused(_)));
    }

    #[test]
    fn only_a_success_with_a_code_ever_delivers(success: bool, code in proptest::option::of("[A-Z0-9]{0,6}"), status in "[a-z]{0,9}") {
        let code_json = code.as_ref().map_or("null".to_owned(), |code| format!("{code:?}"));
        let body = format!(r#"{{"success":{success},"data":{{"order_id":1,"status":"{status}","codes":[{{"code":{code_json}}}]}}}}"#);
        let delivered = matches!(created(200, &body), Placed::Accepted(Report { fate: Fate::Fulfilled(_), .. }));
        prop_assert_eq!(delivered, success && code.is_some_and(|code| !code.is_empty()));
    }
}

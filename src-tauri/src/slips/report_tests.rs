//! Samples of X and Z, and what must stand on them.

use super::report::{Sheet, as_text};
use crate::{
    views::LocalName,
    views::report::{
        ClerkControl, ControlView, DebtSumView, DrawerView, GroupView, PartView, PaymentView,
        ProfitView, RateView, ReportKind, ReportView, SalesView, TaxView, TenderLine,
        UnfinishedView, WalletView,
    },
    views::shelf::{ShelfValue, ShelfView},
    words::{Isolation, Words},
};
use domain::{
    receipt::Receipt,
    shop::{Language, Shop},
    time::Timestamp,
};

/// 20 November 2026, 21:30 UTC.
const AT: Timestamp = Timestamp(1_795_210_200_000);

fn group(id: &str, units: u32, amount: &str, name: Option<(&str, &str)>) -> GroupView {
    let name = name.map(|(en, ar)| LocalName { en: en.into(), ar: ar.into() });
    GroupView { id: id.into(), name, units, amount: amount.into() }
}

fn part(count: u32, amount: &str) -> PartView {
    PartView { count, amount: amount.into() }
}

fn tax(rate: &str, gross: &str, tax: &str, net: &str) -> TaxView {
    let [rate, gross, tax, net] = [rate, gross, tax, net].map(str::to_owned);
    TaxView { rate, gross, tax, net }
}

fn sales() -> SalesView {
    SalesView {
        count: 61,
        units: 74,
        currency: "ILS".into(),
        gross: "2946.50".into(),
        refused: part(2, "76.00"),
        refunds: part(1, "38.00"),
        net: "2832.50".into(),
        taxes: vec![tax("0", "60.00", "0.00", "60.00"), tax("16", "2772.50", "382.41", "2390.09")],
        before_opening: part(1, "38.00"),
        found_after_restore: Some(part(2, "58.00")),
        found_unpriced: 1,
        cancelled: 1,
        by_kind: vec![group("topup", 33, "1102.50", None), group("voucher", 38, "1730.00", None)],
        by_supplier: vec![
            group("palcards", 52, "1980.00", None),
            group("plexy", 19, "852.50", None),
        ],
        by_category: vec![group("", 3, "60.00", None), group("games", 68, "2772.50", None)],
        by_product: vec![
            group(
                "palcards:5001",
                21,
                "798.00",
                Some(("PUBG Mobile 660 UC", "ببجي موبايل 660 شدة")),
            ),
            group(
                "plexy:501",
                9,
                "360.00",
                Some(("PlayStation Store 10 USD", "بطاقة بلايستيشن ستور 10 دولار")),
            ),
        ],
    }
}

fn drawer(currency: &str, facts: [&str; 10]) -> DrawerView {
    let [
        float,
        cash_in,
        cash_out,
        sales,
        pay_ins,
        refunds,
        pay_outs,
        expected,
        counted,
        difference,
    ] = facts.map(str::to_owned);
    let shown = |text: String| (!text.is_empty()).then_some(text);
    DrawerView {
        currency: currency.into(),
        float,
        cash_in,
        cash_out,
        sales,
        pay_ins,
        debt_repaid: "0.00".into(),
        refunds,
        pay_outs,
        expected,
        counted: shown(counted),
        difference: shown(difference),
    }
}

fn wallet(supplier: &str, currency: &str, known: bool) -> WalletView {
    let known = |text: &str| known.then(|| text.to_owned());
    WalletView {
        supplier: supplier.into(),
        currency: currency.into(),
        opening: known("1412.50"),
        deposits: "0.00".into(),
        charged: "512.35".into(),
        charged_before: "0.00".into(),
        rolled_back: "9.50".into(),
        expected: known("909.65"),
        reported: known("884.65"),
        difference: known("-25.00"),
        explained: "-1.50".into(),
        unexplained: Some("0.00".into()),
        strays: 1,
        open: "9.50".into(),
        hours_left: known("17"),
    }
}

fn control() -> ControlView {
    let one = |clerk: Option<&str>, reveals, reprints, no_sales| ClerkControl {
        clerk: clerk.map(str::to_owned),
        voids: 0,
        refunds: 1,
        reprints,
        reveals,
        no_sales,
        overrides: 0,
        wrong_pins: u32::from(clerk.is_none()),
        approvals: u32::from(clerk.is_some()),
        against_rule: u32::from(clerk.is_some()),
        price_changes: u32::from(clerk.is_some()),
        forgiven: u32::from(clerk.is_some()),
    };
    ControlView {
        voids: 0,
        refunds: 2,
        reprints: 2,
        reveals: 3,
        no_sales: 1,
        overrides: 0,
        wrong_pins: 1,
        approvals: 1,
        against_rule: 1,
        price_changes: 1,
        forgiven: 1,
        by_clerk: vec![one(None, 0, 0, 0), one(Some("سامي"), 3, 2, 1)],
    }
}

/// A busy day.
pub(crate) fn z() -> ReportView {
    ReportView {
        kind: ReportKind::Z,
        number: 128,
        opened_at: "2026-11-20T07:02:00.000Z".into(),
        closed_at: Some("2026-11-20T21:27:30.000Z".into()),
        clerk: Some("سامي".into()),
        closed_by: Some("منى".into()),
        drawn_at: "2026-11-20T21:27:30.000Z".into(),
        sales: sales(),
        tenders: vec![
            TenderLine {
                tender: "cash".into(),
                currency: "ILS".into(),
                amount: "2452.50".into(),
                taken: "2566.50".into(),
                given_back: "114.00".into(),
            },
            TenderLine {
                tender: "payerly".into(),
                currency: "USD".into(),
                amount: "102.70".into(),
                taken: "102.70".into(),
                given_back: "0.00".into(),
            },
        ],
        debt: vec![DebtSumView {
            currency: "ILS".into(),
            given: "114.00".into(),
            taken_off: "38.00".into(),
            repaid: "50.00".into(),
            forgiven: "6.00".into(),
        }],
        drawer: vec![
            drawer(
                "ILS",
                [
                    "300.00", "2616.50", "126.50", "2566.50", "50.00", "114.00", "12.50",
                    "2790.00", "2788.50", "-1.50",
                ],
            ),
            drawer(
                "JOD",
                [
                    "20.000", "0.000", "0.000", "0.000", "0.000", "0.000", "0.000", "20.000",
                    "20.000", "0.000",
                ],
            ),
        ],
        payments: vec![
            PaymentView {
                kind: "pay_in".into(),
                at: "2026-11-20T08:10:00.000Z".into(),
                amount: "50.00".into(),
                currency: "ILS".into(),
                clerk: Some("منى".into()),
                reason: Some("فكة من البنك".into()),
            },
            PaymentView {
                kind: "pay_out".into(),
                at: "2026-11-20T14:45:00.000Z".into(),
                amount: "12.50".into(),
                currency: "ILS".into(),
                clerk: Some("منى".into()),
                reason: Some("paper rolls".into()),
            },
        ],
        wallets: vec![wallet("palcards", "USD", true), wallet("cardpluspay", "USD", false)],
        stock: vec![ShelfView {
            product_id: "palcards:5001".to_owned(),
            name: LocalName { en: "PUBG 660 UC".to_owned(), ar: "ببجي 660 شدة".to_owned() },
            recovered: 1,
            ahead: 4,
            expired: 1,
            coming: 2,
            keep: 10,
            room: 3,
            value: vec![ShelfValue { amount: "47.50".to_owned(), currency: "USD".to_owned() }],
            oldest: Some("2026-07-01T08:00:00.000Z".to_owned()),
            bought: 6,
            sold: 2,
        }],
        unfinished: UnfinishedView {
            count: 1,
            amount: "38.00".into(),
            currency: "ILS".into(),
            oldest: Some("2026-11-20T21:20:00.000Z".into()),
            needs_attention: 1,
            money_due_back: 0,
            not_handed_over: 4,
        },
        control: control(),
        rates: vec![RateView { base: "USD".into(), quote: "ILS".into(), rate: "3.70".into() }],
        profit: Some(ProfitView {
            currency: "ILS".into(),
            revenue: "2794.50".into(),
            tax: Some("377.17".into()),
            cost: "2021.10".into(),
            margin: "396.23".into(),
            uncosted: 0,
            by_category: Vec::new(),
        }),
        note: Some("رزمة النقود كانت ناقصة".into()),
        journal: Some("48213-9f0c41d2".into()),
        till: "ABU001".into(),
        version: "0.1.0".into(),
    }
}

fn slip(language: Language, report: &ReportView, copy: u32, blind: bool) -> Receipt {
    let name = match language {
        Language::English => "Abu Ali Mobile",
        Language::Arabic => "أبو علي موبايل",
    };
    let shop = Shop {
        name: name.into(),
        country: "PS".into(),
        language,
        practice: false,
        currency: "ILS".parse().unwrap(),
        phone: None,
        till_code: "ABU001".into(),
        instance: None,
    };
    let words = Words::of(language, Isolation::On);
    let clerk = Some("منى");
    Sheet { shop: &shop, words: &words, report, copy, at: AT, clerk, blind }.slip()
}

/// What is drawn and looked at.
pub(super) fn samples(language: Language) -> Vec<(&'static str, Receipt)> {
    let x = ReportView { kind: ReportKind::X, closed_at: None, closed_by: None, note: None, ..z() };
    vec![
        ("z", slip(language, &z(), 1, false)),
        ("z-copy", slip(language, &ReportView { profit: None, ..z() }, 3, false)),
        ("x", slip(language, &x, 0, false)),
        ("x-blind", slip(language, &x, 0, true)),
    ]
}

#[test]
fn a_z_has_all_nine_blocks() {
    let text = as_text(&slip(Language::English, &z(), 1, false));
    let text = text.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "");
    for part in [
        "Z REPORT 128",
        "Till: ABU001",
        "Opened by: سامي",
        "Length: 14 h 25 min",
        "Net: 2832.50 ILS",
        "Not delivered (2): -76.00 ILS",
        "PUBG Mobile 660 UC (21): 798.00",
        "Cash: 2452.50 ILS",
        "payerly: 102.70 USD",
        "Cash drawer ILS",
        "Cash given back: -114.00",
        "Expected: 2790.00",
        "Counted: 2788.50",
        "SHORT: -1.50",
        "Note: رزمة النقود كانت ناقصة",
        "paper rolls · منى: -12.50 ILS",
        "palcards USD",
        "Charged: -512.35",
        "Difference: -25.00",
        "Lasts about: 17 h",
        "Supplier says: does not answer",
        "Being checked (1): 38.00 ILS",
        "Codes shown: 3",
        "Wrong PINs: 1",
        "1 USD: 3.70 ILS",
        "Margin: 396.23 ILS",
        "Manager: ____",
        "Journal at closing 48213-9f0c41d2",
    ] {
        assert!(text.contains(part), "{part} is not on it:\n{text}");
    }
}

#[test]
fn a_copy_says_so_and_without_the_owner_there_is_no_profit() {
    let text = as_text(&slip(Language::English, &ReportView { profit: None, ..z() }, 3, false));
    assert!(text.replace(['\u{2068}', '\u{2069}'], "").starts_with("== COPY 3 =="), "{text}");
    assert!(!text.contains("Margin"), "{text}");
}

#[test]
fn a_reading_before_a_blind_count_tells_nothing_the_drawer_could_be_worked_out_from() {
    let x = ReportView { kind: ReportKind::X, closed_at: None, ..z() };
    let text = as_text(&slip(Language::English, &ReportView { profit: None, ..x }, 0, true));
    for told in ["2790", "2616", "2832", "2946", "2452", "Expected: 2", "PUBG"] {
        assert!(!text.contains(told), "{told} is on it:\n{text}");
    }
    assert!(text.contains("X REPORT") && text.contains("Codes shown"));
}

#[test]
fn a_kept_report_is_read_back_as_it_was_written() {
    let written = serde_json::to_string(&z()).unwrap();
    let read: ReportView = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), written);
}

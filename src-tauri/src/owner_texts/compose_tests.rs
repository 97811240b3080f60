use super::*;
use crate::{slips::report_tests::z, words::Isolation};
use domain::segments::Parts;

fn shop(language: Language) -> Shop {
    let name = match language {
        Language::English => "Abu Ali Mobile",
        Language::Arabic => "أبو علي موبايل",
    };
    Shop {
        name: name.into(),
        country: "PS".into(),
        language,
        practice: false,
        currency: "ILS".parse().unwrap(),
        phone: None,
        till_code: "ABU001".into(),
        instance: None,
    }
}

fn said(language: Language, report: &ReportView) -> String {
    report_text(&shop(language), report, &Words::of(language, Isolation::Off))
}

#[test]
fn a_busy_day_is_a_few_lines() {
    let text = said(Language::English, &z());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Abu Ali Mobile: Z 128");
    for line in [
        "Tax in it 382.41 ILS",
        "Cash: 2452.50 ILS",
        "payerly: 102.70 USD",
        "Profit 396.23 ILS",
        "Drawer short by 1.50 ILS",
        "Drawer JOD exact",
        "palcards: 884.65 USD",
        "cardpluspay: does not answer",
        "Refunds: 2",
        "Reprints: 2",
        "Drawer opened: 1",
        "Unfinished orders: 1, 38.00 ILS",
    ] {
        assert!(lines.contains(&line), "{line}: {text}");
    }
    assert!(!text.contains("Pay pages"), "what is zero is left out: {text}");
    assert!(Parts::of(&text).count() <= 3, "{}: {text}", Parts::of(&text).count());
}

#[test]
fn it_is_as_short_in_arabic_and_has_no_sign_that_could_turn_around() {
    let text = said(Language::Arabic, &z());
    for line in ["أبو علي موبايل: تقرير Z 128", "منه ضريبة 382.41 ILS", "الربح 396.23 ILS"]
    {
        assert!(text.lines().any(|it| it == line), "{line}: {text}");
    }
    assert!(!text.contains('-') && !text.contains('\u{2066}'), "{text}");
    assert!(Parts::of(&text).count() <= 5, "{}: {text}", Parts::of(&text).count());
}

#[test]
fn the_tax_of_all_rates_is_one_line_and_none_where_nothing_was_taxed() {
    let mut report = z();
    let mut second = report.sales.taxes[1].clone();
    second.tax = "10.00".into();
    report.sales.taxes.push(second);
    assert!(said(Language::English, &report).contains("\nTax in it 392.41 ILS\n"));
    for tax in ["-400.00", "-2.50"] {
        report.sales.taxes[2].tax = tax.into();
        let text = said(Language::English, &report);
        let line =
            if tax == "-2.50" { "Tax in it 379.91 ILS" } else { "Tax that went back 17.59 ILS" };
        assert!(text.lines().any(|it| it == line), "{text}");
    }
    report.sales.taxes.truncate(1);
    for language in [Language::English, Language::Arabic] {
        let text = said(language, &report);
        assert!(!text.contains("Tax") && !text.contains("ضريبة"), "{text}");
        report.sales.taxes.clear();
    }
}

#[test]
fn whoever_may_not_see_the_profit_does_not() {
    let report = ReportView { profit: None, ..z() };
    for language in [Language::English, Language::Arabic] {
        let text = said(language, &report);
        assert!(!text.contains("396.23") && !text.contains("2021.10"), "{text}");
    }
}

#[test]
fn a_wallet_that_differs_is_told_unless_it_is_explained() {
    let mut report = z();
    let explained = said(Language::English, &report);
    assert!(!explained.contains("missing"), "{explained}");
    report.wallets[0].unexplained = Some("-23.50".into());
    let text = said(Language::English, &report);
    assert!(text.contains("palcards: 884.65 USD, 23.50 missing"), "{text}");
    report.wallets[0].unexplained = Some("3.00".into());
    let text = said(Language::English, &report);
    assert!(text.contains("palcards: 884.65 USD, 3.00 too much"), "{text}");
}

#[test]
fn an_alert_names_a_few_orders_and_counts_the_others() {
    let order = |id: &str| Alert {
        matter: Matter::Order(id.into()),
        since: Timestamp(1_795_188_600_000),
        name: Some(("PUBG 660 UC".into(), "ببجي 660 شدة".into())),
    };
    let open = Alert { matter: Matter::ShiftOpen(9), name: None, ..order("") };
    let alerts = [open, order("a"), order("b"), order("c"), order("d"), order("e")];
    for (language, shift, more, name) in [
        (Language::English, "Shift 9 is not closed.", "and 2 more", "PUBG 660 UC"),
        (Language::Arabic, "لم تُقفل الوردية 9.", "وغيرها: 2", "ببجي 660 شدة"),
    ] {
        let words = Words::of(language, Isolation::Off);
        let text = alert_text(&shop(language), &alerts, &words);
        assert!(text.contains(shift), "{text}");
        assert_eq!(text.lines().last(), Some(more), "{text}");
        assert_eq!(text.matches(name).count(), 3, "{text}");
        let no_shift = Alert { matter: Matter::NoShift(0), ..order("") };
        let text = alert_text(&shop(language), &[no_shift], &words);
        assert_eq!(text.lines().count(), 2, "{text}");
    }
}

#[test]
fn a_practice_till_says_so() {
    let practice = Shop { practice: true, ..shop(Language::English) };
    let words = Words::of(Language::English, Isolation::Off);
    assert!(report_text(&practice, &z(), &words).starts_with("TRAINING"));
    assert!(alert_text(&practice, &[], &words).starts_with("TRAINING"));
}

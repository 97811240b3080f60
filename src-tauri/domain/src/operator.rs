//! Mobile operators by their numbers. A number may have been ported, so what is found here is
//! suggested and never decides.

use crate::{
    phone::Phone,
    product::{LocalName, Product, ProductKind},
    search::fold,
};

/// A mobile operator of a country.
#[derive(Debug)]
pub struct Operator {
    /// Its name in English, as brands spell it.
    pub en: &'static str,
    /// Its name in Arabic.
    pub ar: &'static str,
    /// ISO 3166.
    pub country: &'static str,
    /// The country's name, as brands append it.
    place: (&'static str, &'static str),
    /// Its money.
    currency: &'static str,
    /// The country's calling code.
    calling: &'static str,
    /// How its numbers began when they were given out, without trunk zero.
    prefixes: &'static [&'static str],
    /// Other spellings of its brand.
    aliases: &'static [&'static str],
}

macro_rules! operators {
    ($($country:literal $calling:literal $currency:literal ($en:literal, $ar:literal) {
        $($own_en:literal $own_ar:literal $prefixes:expr, $aliases:expr;)*
    })*) => {
        &[$($(Operator {
            en: $own_en,
            ar: $own_ar,
            country: $country,
            place: ($en, $ar),
            currency: $currency,
            calling: $calling,
            prefixes: &$prefixes,
            aliases: &$aliases,
        },)*)*]
    };
}

/// What the countries' numbering plans gave to whom. Only ranges that are one operator's alone; a
/// number of any other range suggests nobody.
pub const OPERATORS: &[Operator] = operators! {
    "PS" "970" "ILS" ("Palestine", "فلسطين") {
        "Jawwal" "جوال" ["59"], [];
        "Ooredoo" "أوريدو" ["56"], ["wataniya", "الوطنية"];
    }
    "IL" "972" "ILS" ("Israel", "إسرائيل") {
        "Pelephone" "بيلفون" ["50"], [];
        "Cellcom" "سيلكوم" ["52"], [];
        "Hot Mobile" "هوت موبايل" ["53"], ["hot"];
        "Partner" "بارتنر" ["54"], ["orange israel"];
        "Golan" "جولان" ["58"], ["golan telecom"];
    }
    "JO" "962" "JOD" ("Jordan", "الأردن") {
        "Zain" "زين" ["79"], [];
        "Orange" "أورانج" ["77"], [];
        "Umniah" "أمنية" ["78"], [];
    }
    "SA" "966" "SAR" ("Saudi", "السعودية") {
        "STC" "إس تي سي" ["50", "53", "55"], ["sawa", "سوا", "stc pay sawa"];
        "Mobily" "موبايلي" ["54", "56"], [];
        "Zain" "زين" ["58", "59"], ["zain ksa", "zain saudi arabia"];
    }
    "AE" "971" "AED" ("UAE", "الإمارات") {
        "Etisalat" "اتصالات" ["50", "54", "56"], ["e& uae", "etisalat by e&"];
        "du" "دو" ["52", "55", "58"], [];
    }
    "EG" "20" "EGP" ("Egypt", "مصر") {
        "Vodafone" "فودافون" ["10"], [];
        "Etisalat" "اتصالات" ["11"], ["e& egypt"];
        "Orange" "أورانج" ["12"], [];
        "WE" "وي" ["15"], ["telecom egypt"];
    }
    "IQ" "964" "IQD" ("Iraq", "العراق") {
        "Asiacell" "آسياسيل" ["77"], [];
        "Zain" "زين" ["78", "79"], [];
        "Korek" "كورك" ["75"], [];
    }
    "SY" "963" "SYP" ("Syria", "سوريا") {
        "Syriatel" "سيريتل" ["93", "98", "99"], [];
        "MTN" "إم تي إن" ["94", "95", "96"], [];
    }
    "YE" "967" "YER" ("Yemen", "اليمن") {
        "Yemen Mobile" "يمن موبايل" ["77"], [];
        "Sabafon" "سبأفون" ["71"], [];
        "YOU" "يو" ["73"], ["mtn"];
    }
    "LY" "218" "LYD" ("Libya", "ليبيا") {
        "Almadar" "المدار" ["91"], ["al madar", "المدار الجديد"];
        "Libyana" "ليبيانا" ["92"], [];
    }
    "DZ" "213" "DZD" ("Algeria", "الجزائر") {
        "Ooredoo" "أوريدو" ["5"], [];
        "Mobilis" "موبيليس" ["6"], [];
        "Djezzy" "جازي" ["7"], [];
    }
    "TR" "90" "TRY" ("Türkiye", "تركيا") {
        "Turkcell" "تركسل" ["53"], [];
        "Vodafone" "فودافون" ["54"], [];
        "Türk Telekom" "تورك تيليكوم" ["50", "55"], ["turk telekom"];
    }
};

impl Operator {
    /// Its name in both languages.
    #[must_use]
    pub fn name(&self) -> LocalName {
        LocalName { en: self.en.to_owned(), ar: self.ar.to_owned() }
    }

    /// Every spelling of its brand, for a search.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        [self.en, self.ar].into_iter().chain(self.aliases.iter().copied())
    }

    /// Whether numbers like this were once its own.
    #[must_use]
    pub fn gave_out(&self, phone: &Phone) -> bool {
        let national = self.national(phone);
        national.is_some_and(|rest| self.prefixes.iter().any(|prefix| rest.starts_with(prefix)))
    }

    /// The number without its country, if it is of the operator's country.
    fn national<'a>(&self, phone: &'a Phone) -> Option<&'a str> {
        phone.as_str().strip_prefix('+')?.strip_prefix(self.calling)
    }

    /// Whether a product is credit of this operator: its brand says so, alone or with the country. A
    /// brand alone counts only in the country's own money, since brands have the same name in many
    /// countries and credit of the wrong one is lost.
    #[must_use]
    pub fn sells(&self, product: &Product) -> bool {
        let Some(brand) = product.brand.as_deref().map(fold) else { return false };
        if product.kind != ProductKind::Topup {
            return false;
        }
        self.spellings().any(|name| {
            let name = fold(name);
            let placed =
                [self.place.0, self.place.1].map(|place| format!("{name} {}", fold(place)));
            let own = product.face_currency().is_none_or(|face| face.code() == self.currency);
            placed.contains(&brand) || own && brand == name
        })
    }
}

/// The operators of a number's country, the one that gave such numbers out first. Some countries share
/// their calling code with none of these: then there is nobody.
#[must_use]
pub fn of_number(phone: &Phone) -> Vec<(&'static Operator, bool)> {
    let of_country = OPERATORS.iter().filter(|one| one.national(phone).is_some());
    let mut operators: Vec<_> = of_country.map(|one| (one, one.gave_out(phone))).collect();
    operators.sort_by_key(|(_, suggested)| !suggested);
    operators
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{ProductId, SupplierId},
        money::{Money, parse_decimal},
    };

    fn suggested(number: &str) -> Option<(&'static str, &'static str)> {
        let phone = Phone::from_e164(number);
        let found = of_number(&phone).into_iter().find(|(_, suggested)| *suggested);
        found.map(|(operator, _)| (operator.en, operator.country))
    }

    fn top_up(brand: &str, face: &str) -> Product {
        let supplier = SupplierId::new("s");
        Product {
            id: ProductId::of(&supplier, "1"),
            supplier,
            item: "1".into(),
            kind: ProductKind::Topup,
            name: LocalName { en: "x".into(), ar: "x".into() },
            brand: Some(brand.into()),
            face_value: Some(Money::new(parse_decimal("5").unwrap(), face.parse().unwrap())),
            cost: None,
            price: None,
            price_rule: None,
            tax: None,
            min: None,
            max: None,
            step: None,
            required_info: Vec::new(),
            barcode: None,
            category: None,
            active: true,
        }
    }

    #[test]
    fn a_number_suggests_who_gave_it_out() {
        for (number, operator) in [
            ("+970599123456", Some(("Jawwal", "PS"))),
            ("+970568123456", Some(("Ooredoo", "PS"))),
            ("+972521234567", Some(("Cellcom", "IL"))),
            ("+962790123456", Some(("Zain", "JO"))),
            ("+962781234567", Some(("Umniah", "JO"))),
            ("+966541234567", Some(("Mobily", "SA"))),
            ("+971501234567", Some(("Etisalat", "AE"))),
            ("+201012345678", Some(("Vodafone", "EG"))),
            ("+201512345678", Some(("WE", "EG"))),
            ("+9647801234567", Some(("Zain", "IQ"))),
            ("+905321234567", Some(("Turkcell", "TR"))),
            ("+97022951234", None),
            ("+14155550123", None),
        ] {
            assert_eq!(suggested(number), operator, "{number}");
        }
    }

    #[test]
    fn the_others_of_the_country_stay_at_hand_since_numbers_are_ported() {
        let phone = Phone::from_e164("+962790123456");
        let names: Vec<_> = of_number(&phone).iter().map(|(one, _)| one.en).collect();
        assert_eq!(names, ["Zain", "Orange", "Umniah"]);
    }

    #[test]
    fn credit_of_another_country_is_never_taken_for_this_ones() {
        let of = |en: &str, country: &str| {
            OPERATORS.iter().find(|one| one.en == en && one.country == country).unwrap()
        };
        let (jordan, iraq) = (of("Zain", "JO"), of("Zain", "IQ"));
        assert!(jordan.sells(&top_up("Zain Jordan", "USD")));
        assert!(!iraq.sells(&top_up("Zain Jordan", "USD")));
        assert!(jordan.sells(&top_up("زين", "JOD")));
        assert!(!iraq.sells(&top_up("Zain", "JOD")));
        assert!(!jordan.sells(&top_up("Zain", "USD")), "of which country is not said");
        assert!(of("Ooredoo", "PS").sells(&top_up("Ooredoo Palestine", "ILS")));
        assert!(of("Ooredoo", "PS").sells(&top_up("Wataniya", "ILS")));
        assert!(!of("WE", "EG").sells(&top_up("Western Union", "EGP")));
        let card = Product { kind: ProductKind::Voucher, ..top_up("Zain Jordan", "JOD") };
        assert!(!jordan.sells(&card), "a card is not credit on the number");
    }

    #[test]
    fn no_range_is_two_operators() {
        for one in OPERATORS {
            for other in OPERATORS.iter().filter(|other| other.calling == one.calling) {
                let shared =
                    |prefix: &&&str| other.prefixes.iter().any(|theirs| prefix.starts_with(theirs));
                let is_same = std::ptr::eq(one, other);
                assert!(is_same || one.prefixes.iter().find(shared).is_none(), "{}", one.en);
            }
        }
    }
}

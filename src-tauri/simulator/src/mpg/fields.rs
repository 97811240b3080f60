//! The rules of the gateway's fields, by the paths under which they are reported.
//!
//! It must never know: what the fields are for.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

const MISSING: &str = "This field is missing.";

/// The documents' list, in their order: with metals, test codes and two currencies twice.
pub(super) const CURRENCIES: &str = "USD EUR GBP AUD CAD JPY BYR SGD SHP SKK SLL SOS SRD SSP STD \
    SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH AED NAD NGN NIO NOK NPR NZD OMR PAB PEN \
    PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK ZMK ZMW BCH BTC JEP GGP IMP XFU \
    GBX CNH EEK GHS LTL LVL MRO MTL TMM JPY ZWD ZWL ZWN ZWR VEF UGX UYU UZS VES VND VUV WST XAF \
    XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XTS YER ZAR CDF CHF CLF CLP CNY COP CRC CUC \
    CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP AFN ALL AMD ANG AOA ARS AWG AZN \
    BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD KWD KYD KZT LAK LBP LKR LRD LSL \
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN GMD GNF GTQ GYD HKD HNL HRK HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD KES KGS KHR KMF KPW KRW";

/// An object of the body under its path, and everything found wrong so far.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    body: &'a Map<String, Value>,
    errors: BTreeMap<String, Vec<String>>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(body: &'a Map<String, Value>) -> Self {
        Self { body, errors: BTreeMap::new() }
    }

    pub(super) fn errors(&self) -> &BTreeMap<String, Vec<String>> {
        &self.errors
    }

    pub(super) fn complain(&mut self, path: &str, words: &str) {
        self.errors.entry(path.to_owned()).or_default().push(words.to_owned());
    }

    /// What stands under a dotted path; null is nothing.
    pub(super) fn value(&self, path: &str) -> Option<&'a Value> {
        let mut parts = path.split('.');
        let first = self.body.get(parts.next()?);
        let found = parts.try_fold(first?, |value, part| value.get(part));
        found.filter(|value| !value.is_null())
    }

    /// The same, which must be there.
    pub(super) fn required(&mut self, path: &str) -> Option<&'a Value> {
        let value = self.value(path);
        if value.is_none() {
            self.complain(path, MISSING);
        }
        value
    }

    /// A text that fits.
    pub(super) fn text(
        &mut self,
        value: Option<&'a Value>,
        path: &str,
        words: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Option<&'a str> {
        let value = value?;
        let text = value.as_str().filter(|text| fits(text));
        if text.is_none() {
            self.complain(path, words);
        }
        text
    }

    /// A required text of at most so many characters.
    pub(super) fn required_text(&mut self, path: &str, chars_max: usize) -> Option<&'a str> {
        let value = self.required(path);
        let words = format!("The value must be a text of at most {chars_max} characters.");
        self.text(value, path, &words, |it| !it.is_empty() && it.chars().count() <= chars_max)
    }

    /// One of a list.
    pub(super) fn one_of(
        &mut self,
        value: Option<&'a Value>,
        path: &str,
        list: &[&str],
    ) -> Option<&'a str> {
        let words = format!("The value must be one of: {}.", list.join(", "));
        self.text(value, path, &words, |it| list.contains(&it))
    }

    /// A required whole number of at least so much.
    pub(super) fn whole(&mut self, path: &str, min: u64, max: u64) -> Option<u64> {
        let value = self.required(path)?;
        let Some(number) = value.as_u64() else {
            self.complain(path, "The value must be an integer.");
            return None;
        };
        if number < min {
            self.complain(path, &format!("The value must be greater than or equal to {min}."));
            return None;
        }
        if number > max {
            self.complain(path, &format!("The value must be less than or equal to {max}."));
            return None;
        }
        Some(number)
    }

    /// A required object; where it is missing, so are the fields named.
    pub(super) fn object(&mut self, path: &str, fields: &[&str]) -> bool {
        let value = self.required(path);
        let is_object = value.is_some_and(Value::is_object);
        if value.is_some() && !is_object {
            self.complain(path, "The value must be an object.");
        }
        if value.is_none() {
            for field in fields {
                self.complain(&format!("{path}.{field}"), MISSING);
            }
        }
        is_object
    }

    /// An optional UUID, in small letters.
    pub(super) fn uuid(&mut self, path: &str) -> Option<String> {
        let value = self.value(path);
        let words = "The value must be a valid UUID.";
        self.text(value, path, words, is_uuid).map(str::to_ascii_lowercase)
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    let is_hex = |it: u8| it.is_ascii_hexdigit() || it == b'-';
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(is_hex)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_currencies_are_the_documents_191_two_of_them_twice() {
        let all: Vec<_> = CURRENCIES.split(' ').filter(|code| !code.is_empty()).collect();
        let distinct: BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), distinct.len()), (191, 189));
        assert!(all.iter().all(|code| code.len() == 3));
    }
}

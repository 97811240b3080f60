//! Currencies by ISO 4217.

use crate::money::MoneyError;
use std::{fmt, str::FromStr};

/// The form of an ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies whose minor unit is not two digits (ISO 4217 list one).
const NO_DIGITS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE_DIGITS: &str = "BHD IQD JOD KWD LYD OMR TND";
/// The other currencies that somebody pays in (list one without funds and metals), and those that went
/// out of use lately: a file may still say them.
const TWO_DIGITS: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP \
    GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD \
    LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN \
    PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SYP SZL \
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL";

impl Currency {
    /// Digits after the decimal mark in this currency (ISO 4217).
    #[must_use]
    pub fn digits(self) -> u32 {
        if is_in(NO_DIGITS, self) {
            0
        } else if is_in(THREE_DIGITS, self) {
            3
        } else {
            2
        }
    }

    /// Whether ISO 4217 lists it as one that somebody pays in. A supplier may bring a newer one, which is
    /// taken as it comes; of what a person types, a code that is not listed is a slip.
    #[must_use]
    pub fn is_listed(self) -> bool {
        [TWO_DIGITS, THREE_DIGITS, NO_DIGITS].into_iter().any(|list| is_in(list, self))
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

/// Codes stand four bytes apart.
fn is_in(list: &str, currency: Currency) -> bool {
    list.as_bytes().chunks(4).any(|code| code.starts_with(&currency.0))
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|letter| letter.is_ascii_uppercase()) => {
                Ok(Self([*a, *b, *c]))
            }
            _ => Err(MoneyError::NotACurrency(text.to_owned())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn a_currency_has_its_own_digits() {
        let digits = [("ILS", 2), ("JOD", 3), ("KWD", 3), ("TND", 3), ("JPY", 0), ("XPF", 0)];
        for (code, digits) in digits {
            assert_eq!(currency(code).digits(), digits, "{code}");
        }
    }

    #[test]
    fn what_iso_lists_is_told_from_what_only_looks_like_it() {
        for code in ["AED", "ILS", "ZWL", "BIF", "XPF", "BHD", "TND", "SAR", "EGP", "USD"] {
            assert!(currency(code).is_listed(), "{code}");
        }
        for code in ["ZZZ", "ISL", "NIS", "AAA", "XXX"] {
            assert!(!currency(code).is_listed(), "{code}");
        }
        let all = [NO_DIGITS, TWO_DIGITS, THREE_DIGITS].join(" ");
        let codes: Vec<&str> = all.split(' ').collect();
        assert!(codes.iter().all(|code| currency(code).is_listed()));
        let distinct: std::collections::BTreeSet<&&str> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len(), "one currency, one number of digits");
    }
}

//! Rates of tax as people type them: both faces and the provisioning file ask here.

use crate::error::{ErrorCode, Failure};
use domain::{
    digits::typed_decimal,
    money::parse_decimal,
    price::RuleScope,
    tax::{TaxIdentity, TaxRate, TaxRule},
};

/// A slip has room for so much.
pub(crate) const TEXT_MAX: usize = 40;

/// A rate as somebody typed it: `16`, `8.875`, `١٦`, with or without a percent sign.
pub(crate) fn read_rate(typed: &str) -> Option<TaxRate> {
    let typed = typed.trim().trim_end_matches(['%', '٪']);
    TaxRate::percent(parse_decimal(&typed_decimal(typed.trim())).ok()?).ok()
}

/// A rate for some products, if it can be one.
pub(crate) fn read_rule(scope: RuleScope, target: &str, typed: &str) -> Result<TaxRule, Failure> {
    let bad = || Failure::about(ErrorCode::TaxRateInvalid, typed);
    let rate = read_rate(typed).ok_or_else(bad)?;
    let target = target.trim().to_owned();
    if scope.takes(&target) { Ok(TaxRule { scope, target, rate }) } else { Err(bad()) }
}

/// A name or a number of the tax, as it stands on slips.
pub(crate) fn read_text(typed: Option<&str>) -> Result<Option<String>, Failure> {
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    match typed {
        Some(long) if long.chars().count() > TEXT_MAX || long.chars().any(char::is_control) => {
            Err(Failure::about(ErrorCode::TaxRateInvalid, long))
        }
        typed => Ok(typed.map(str::to_owned)),
    }
}

/// Who the shop is to its tax authority, as somebody typed it.
pub(crate) fn read_identity(
    name: Option<&str>,
    number: Option<&str>,
) -> Result<TaxIdentity, Failure> {
    Ok(TaxIdentity { name: read_text(name)?, number: read_text(number)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_as_people_write_it() {
        for (typed, rate) in [("16", "16"), (" 16 % ", "16"), ("٨٫٥", "8.5"), ("0", "0")] {
            let read = read_rate(typed).map(|rate| rate.to_string());
            assert_eq!(read.as_deref(), Some(rate), "{typed}");
        }
        for odd in ["", "%", "-1", "101", "sixteen"] {
            assert_eq!(read_rate(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_rate_says_whose_it_is() {
        assert!(read_rule(RuleScope::All, "", "16").is_ok());
        assert!(read_rule(RuleScope::All, "PUBG", "16").is_err());
        assert!(read_rule(RuleScope::Brand, " ", "16").is_err());
        assert!(read_text(Some(&"9".repeat(TEXT_MAX + 1))).is_err());
        assert_eq!(read_text(Some("  ")).unwrap(), None);
    }
}

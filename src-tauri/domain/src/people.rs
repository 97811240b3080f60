//! Who may become what: rules by which nobody can lock the shop out of its own till.

use crate::{
    clerk::{Clerk, Role},
    search::fold,
    secret::Secret,
};
use std::ops::RangeInclusive;

/// How many digits a PIN has.
pub const PIN_DIGITS: RangeInclusive<usize> = 4..=8;
/// A longer name does not fit on a slip.
pub const NAME_MAX: usize = 40;

/// Why somebody cannot become that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Nobody would be left who may do everything.
    LastOwner,
    /// People lower themselves by mistake only; another owner does it.
    OwnRole,
    /// Whoever comes first has to be the owner, or the till belongs to nobody.
    FirstIsOwner,
}

/// What speaks against somebody having this role from now on, or none because they leave. `here` is
/// everybody who works here now, `by` who asks for it.
#[must_use]
pub fn objection(
    here: &[Clerk],
    whom: &str,
    role: Option<Role>,
    by: Option<&str>,
) -> Option<Objection> {
    if here.is_empty() {
        return (role != Some(Role::Owner)).then_some(Objection::FirstIsOwner);
    }
    let others = here.iter().filter(|clerk| clerk.name != whom);
    let owners = others.filter(|clerk| clerk.role == Role::Owner).count();
    if owners == 0 && role != Some(Role::Owner) {
        return Some(Objection::LastOwner);
    }
    let now = here.iter().find(|clerk| clerk.name == whom).map(|clerk| clerk.role);
    let is_lowered = now.is_some_and(|now| role.is_none_or(|role| role < now));
    (by == Some(whom) && is_lowered).then_some(Objection::OwnRole)
}

/// A name as it is kept; nothing if it is none.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name =
        !name.is_empty() && name.chars().count() <= NAME_MAX && !name.chars().any(char::is_control);
    is_name.then_some(name)
}

/// Whether two names would be taken for one at the counter.
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Whether these digits can be a PIN.
#[must_use]
pub fn is_pin(pin: &Secret) -> bool {
    let digits = pin.reveal();
    PIN_DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop(people: &[(&str, Role)]) -> Vec<Clerk> {
        people.iter().map(|(name, role)| Clerk { name: (*name).to_owned(), role: *role }).collect()
    }

    #[test]
    fn the_last_owner_stays_whoever_asks() {
        let here = shop(&[("Huda", Role::Owner), ("Mona", Role::Manager)]);
        for by in [None, Some("Huda"), Some("Mona")] {
            for role in [None, Some(Role::Clerk), Some(Role::Manager)] {
                assert_eq!(objection(&here, "Huda", role, by), Some(Objection::LastOwner));
            }
        }
        assert_eq!(objection(&here, "Huda", Some(Role::Owner), Some("Huda")), None);
        assert_eq!(objection(&here, "Mona", None, Some("Huda")), None);
    }

    #[test]
    fn nobody_lowers_themselves_and_another_owner_may() {
        let here = shop(&[("Huda", Role::Owner), ("Omar", Role::Owner)]);
        for role in [None, Some(Role::Clerk)] {
            assert_eq!(objection(&here, "Omar", role, Some("Omar")), Some(Objection::OwnRole));
            assert_eq!(objection(&here, "Omar", role, Some("Huda")), None);
        }
    }

    #[test]
    fn a_till_without_people_begins_with_its_owner() {
        for role in [Role::Clerk, Role::Manager] {
            assert_eq!(objection(&[], "Sami", Some(role), None), Some(Objection::FirstIsOwner));
        }
        assert_eq!(objection(&[], "Huda", Some(Role::Owner), None), None);
        let here = shop(&[("Huda", Role::Owner)]);
        assert_eq!(objection(&here, "Sami", Some(Role::Clerk), Some("Huda")), None);
    }

    #[test]
    fn a_name_is_a_line_and_two_that_look_alike_are_one() {
        assert_eq!(name("  Abu \t Ali ").as_deref(), Some("Abu Ali"));
        for bad in ["", "  ", "a\u{7}b", &"x".repeat(41)] {
            assert_eq!(name(bad), None, "{bad:?}");
        }
        assert!(is_same_name("Sami", "SAMI") && is_same_name("أحمد", "احمد"));
        assert!(!is_same_name("Sami", "Samir"));
    }

    #[test]
    fn a_pin_has_four_to_eight_digits() {
        for (pin, is) in [
            ("4821", true),
            ("12345678", true),
            ("123", false),
            ("123456789", false),
            ("48a1", false),
        ] {
            assert_eq!(is_pin(&Secret::new(pin)), is, "{pin}");
        }
    }
}

//! Values that have a stable word each: in the journal, on the command line, in JSON.

/// An enum of such values, with `ALL` of them, [`as_str`] and [`from_word`] there and back.
///
/// [`as_str`]: crate::exception::ExceptionKind::as_str
/// [`from_word`]: crate::exception::ExceptionKind::from_word
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them in their order, also for tests that words exist for each.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The stable word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value a word stands for.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

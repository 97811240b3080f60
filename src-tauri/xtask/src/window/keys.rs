//! The keys of the W3C WebDriver protocol that have no character of their own.

pub const BACKSPACE: char = '\u{E003}';
pub const ENTER: char = '\u{E007}';
pub const CONTROL: char = '\u{E009}';
pub const ALT: char = '\u{E00A}';
pub const ESCAPE: char = '\u{E00C}';
pub const F2: char = '\u{E032}';
pub const F3: char = '\u{E033}';
pub const F4: char = '\u{E034}';
pub const F5: char = '\u{E035}';
pub const F7: char = '\u{E037}';
pub const F8: char = '\u{E038}';
pub const F9: char = '\u{E039}';

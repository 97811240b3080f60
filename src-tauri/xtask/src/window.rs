//! The real window, driven from outside: a virtual display, WebKit's driver, and a small client of
//! the W3C WebDriver protocol.
//!
//! WebKit's rendering variables (`WEBKIT_DISABLE_*`) are left alone on purpose: with either of them
//! set, screenshots by WebDriver hang.

pub mod display;
pub mod driver;
pub mod keys;
pub mod webdriver;

pub use display::Display;
pub use driver::Driver;
pub use webdriver::{Element, Session};

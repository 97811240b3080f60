//! One module for each command.

pub mod run;
pub mod test;

pub mod bench;
pub mod bundle;

pub mod seeded_bugs;

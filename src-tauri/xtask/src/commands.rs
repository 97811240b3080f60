//! One module for each command.

pub mod run;
pub mod test;

pub mod fuzz;
pub mod kill;
pub mod month;
pub mod power;

pub mod bench;
pub mod bundle;

pub mod seeded_bugs;
pub mod simulate_sales;

//! The optimum of the wider model: costs, external values, levels without limit and side constraints.
//!
//! ```text
//! terms     what multipliers of supply and side rows make of a group: one of the plain kind
//! tails     sums over a type and those above, of which all of it is made
//! oracle    the best menu of a group at given multipliers, by ironing
//! guess     the same in doubles
//! rough     the program in doubles: which menus to begin with
//! problem   menus as columns of a linear program with a row per supply, constraint and group
//! master    that program, solved exactly
//! mixture   its solution as a menu
//! generate  columns until the oracle finds nothing better
//! ```
//!
//! `docs/wider-model.md` derives it.

mod menu;
mod master;
mod tails;
mod terms;
mod problem;
mod oracle;
#[expect(clippy::float_arithmetic, reason = "menus are guessed in doubles, and judged exactly")]
mod guess;
#[expect(clippy::float_arithmetic, reason = "which menus the exact program begins with is guessed")]
mod rough;
mod mixture;
mod generate;

pub use self::generate::{Answer, Priced, answer};
pub use self::terms::Prices;

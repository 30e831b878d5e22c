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
//!
//! There are seats for half of all people, and an eighth of all must be reserved seats:
//!
//! ```
//! const RESERVED_SEATS: &str = r#"{"name": "reserved seats", "alpha": "1",
//!   "groups": [
//!     {"label": "reserved", "mass": "1/2", "types": [
//!       {"wtp": "1", "prob": "1/2", "weight": "1"}, {"wtp": "2", "prob": "1/2", "weight": "1"}]},
//!     {"label": "open", "mass": "1/2", "types": [
//!       {"wtp": "3", "prob": "1/2", "weight": "1"}, {"wtp": "4", "prob": "1/2", "weight": "1"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}],
//!   "constraints": [
//!     {"name": "quota", "what": "served", "groups": ["reserved"], "level": "1", "at_least": "1/8"}]}"#;
//! use ironproof_instance::finite;
//! use ironproof_ironing::wider::{Answer, answer};
//! use ironproof_number::rational::Rational;
//!
//! let instance = finite::read(RESERVED_SEATS)?;
//! let Answer::Optimal(found) = answer(&instance) else { return Err("the quota is too large".into()) };
//! assert_eq!(found.optimum.value.to_string(), "13/8");
//! // One more seat is worth 3. A reserved seat less is worth 1: it would go from a type at 2 to a type at 3.
//! assert_eq!(found.prices.supply, [Rational::from(3)]);
//! assert_eq!(found.prices.sides, [Rational::ONE]);
//!
//! // If more seats are reserved than there are, no mechanism satisfies the constraints.
//! let too_many = finite::read(&RESERVED_SEATS.replace(r#""at_least": "1/8""#, r#""at_least": "5/8""#))?;
//! assert!(matches!(answer(&too_many), Answer::Infeasible { .. }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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

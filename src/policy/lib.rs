//! What a given mechanism is worth: a market, posted prices, lotteries, priorities, a menu of one's own.
//!
//! ```text
//! sums        over the agents of a group
//! population  the agents of a group above a price: points of a finite instance, a curve of a continuous one
//! objects     best first
//! setting     groups and objects of an instance of either kind
//! outcome     who has which contract, and what that adds up to
//! grammar     how a policy is written
//! clearing    market-clearing prices; market
//! posted      prices and lotteries
//! envelope    what is best for whom on a menu; ties: where several offers are; menu
//! evaluate    a policy on an instance
//! offered     the optimum as a menu that others can offer
//! simple      the best of the simple policies; odds: what prices are worth; ridge: prices that use all objects
//! change      who gains and who loses
//! ```
//!
//! All numbers are exact on finite instances of points, and enclosed otherwise. `docs/policies.md` says what each
//! policy is.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_number::rational::Rational;
//! use ironproof_policy::{Policy, Setting, evaluate};
//!
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let setting = Setting::finite(&instance);
//! let policy = Policy::read("lottery", setting.labels())?;
//! let found = evaluate(&setting, &policy, None, &Rational::ONE)?;
//! // Half an object for each: (3 x 1 + 1/2 x 3) / 4.
//! assert_eq!(found.totals.value.low.to_string(), "9/8");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod sums;
mod population;
mod points;
mod curve;
mod objects;
mod setting;
mod outcome;
mod grammar;
mod clearing;
mod market;
mod posted;
mod envelope;
mod ties;
mod menu;
mod evaluate;
mod offered;
mod ridge;
mod odds;
mod simple;
mod change;

pub use self::change::{Change, Effect, changes};
pub use self::evaluate::{Error, Evaluated, evaluate};
pub use self::grammar::{Policy, PolicyError, Simple};
pub use self::menu::{Menu, MenuError, Offer};
pub use self::offered::{NoMenu, Offered, offered};
pub use self::outcome::{Breach, Row, Totals};
pub use self::population::DividedCell;
pub use self::setting::{Setting, Unsettled};
pub use self::simple::{Found, best};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod plain_tests;

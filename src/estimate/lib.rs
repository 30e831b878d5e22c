//! From the answers of a survey to an instance: who would pay how much, by group.
//!
//! ```text
//! text        bytes to text, whatever the encoding
//! sheet       rows under titles, whatever separator and decimal sign
//! data        what a row says: an amount, or an interval that holds it
//! groups      labels, or ranges of a number
//! empirical   amounts as they are, exactly
//! turnbull    nonparametric maximum likelihood from intervals
//! family, likelihood, parametric   maximum likelihood in a family
//! shape       the distribution, with exact numbers
//! method      an estimator with its choices
//! welfare     presets of Pareto weights, which are never data
//! write       the instance as TOML
//! survey      all of it
//! answer      what is best for an estimate, and what the best for one is worth on another
//! resample    the bootstrap
//! encodings   the same data written down in every way
//! grammar     how choices are written on the command line
//! ```
//!
//! An estimate is made in doubles and is no verdict. What is written is exact: shares sum to exactly one, and
//! parameters are decimals with a stated number of digits. `docs/own-data.md` starts from an example.
//!
//! ```
//! use ironproof_estimate::{Columns, Division, Frame, Method, Survey, Welfare};
//! use ironproof_number::rational::parse;
//!
//! let columns = Columns::amounts("wtp");
//! let survey = Survey::read(b"wtp\n5\n10\n10\n", "answers.csv", &columns, &Division::All, None)?;
//! let frame = Frame::new("answers", "answers.csv", vec![(parse("1")?, parse("1/2")?)]);
//! let estimated = survey.estimate(&Method::values(), &frame, &Welfare::Equal)?;
//! let rows = r#"wtp = { kind = "table", rows = [["5", "1/3"], ["10", "2/3"]] }"#;
//! assert!(estimated.toml.contains(rows));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod text;
mod sheet;
mod data;
mod groups;
mod shape;
mod empirical;
mod turnbull;
mod family;
mod likelihood;
mod parametric;
mod method;
mod welfare;
mod write;
mod survey;
pub mod grammar;
mod answer;
mod resample;
mod encodings;

pub use self::answer::{Answer as Best, GRID_POINTS, GroupAnswer as BestForGroup};
pub use self::data::{Answer, Columns, Said};
pub use self::empirical::Bins;
pub use self::encodings::encodings;
pub use self::error::{Error, Fault, Rule};
pub use self::groups::{Division, Group};
pub use self::method::{Estimate, Estimator, Method, PARAMETER_DIGITS};
pub use self::parametric::Fit;
pub use self::resample::{Failure, Question, Sampled};
pub use self::shape::{Curve, Family, Shape, Tail};
pub use self::survey::{Estimated, Survey};
pub use self::turnbull::{Turnbull, Within};
pub use self::welfare::{Weights, Welfare};
pub use self::write::Frame;

#[cfg(test)]
#[expect(clippy::float_arithmetic, reason = "estimates against closed forms")]
mod tests;

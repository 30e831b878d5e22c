//! Exact optima of redistributive mechanism design.
//!
//! The module list is the pipeline; a module uses only earlier ones:
//!
//! instance -> discretize -> finite instance -> formulate -> LP -> solve | ironing -> certificate -> crosscheck -> claims | path
//! instance -> bounds
//!
//! `docs/model.md` fixes the mathematics, `docs/formats.md` the files, `ARCHITECTURE.md` the code map.

pub mod number;
pub mod rational;
pub mod scale;
pub mod name;
pub mod table;
pub mod finite;
pub mod random;

pub mod instance;
pub mod discretize;
pub mod bounds;

#[expect(
    clippy::option_option,
    reason = "a side is not given, or given as absent, or given as a number"
)]
#[expect(clippy::struct_field_names, reason = "the rows of a reader of rows are its rows")]
#[expect(clippy::type_complexity, reason = "what a reader hands on, used once")]
#[expect(clippy::naive_bytecount, reason = "an error happens once")]
pub mod lp;
pub mod formulate;
#[expect(clippy::float_arithmetic, reason = "a norm, for display")]
pub mod answer;
#[expect(
    clippy::float_arithmetic,
    reason = "float solvers; the judgement of their answers is exact"
)]
pub mod solve;
pub mod proof;
#[expect(clippy::float_arithmetic, reason = "limits and times are floats")]
pub mod oracle;

pub mod ironing;
pub mod certificate;
pub mod verdict;
pub mod columns;

#[expect(
    clippy::float_arithmetic,
    reason = "float answers are compared within what their solvers promise"
)]
pub mod crosscheck;
pub mod path;
pub mod claims;
#[expect(clippy::float_arithmetic, reason = "times are floats; answers are judged exactly")]
pub mod bench;
pub mod cli;

//! A study: a folder with instances, the commands that turn them into tables and figures, and what comes out.
//!
//! ```text
//! plan       the file study.toml: who, what, and the steps
//! folder     the files of the folder: what a step reads and what it writes
//! sums       SHA-256 digests of files
//! ran        what a run did
//! run        all steps, one after the other, with their times
//! compare    the same in a folder of its own, byte by byte against what is there
//! readme     README.md in the form that data editors ask for; CITATION.cff
//! ```
//!
//! ```
//! use ironproof_study::Plan;
//!
//! let plan = Plan::read(
//!     r#"
//! title = "Who should get permits?"
//! authors = ["A. Author"]
//! year = 2026
//! licence = "CC-BY-4.0"
//! data = "All data are in this folder. They are invented."
//!
//! [[step]]
//! shows = "Table 1"
//! run = ["compare", "park.toml", "--policy", "market", "--as", "latex"]
//! stdout = "tables/policies.tex"
//! "#,
//! )?;
//! assert_eq!(plan.outputs(), ["tables/policies.tex"]);
//! # Ok::<(), ironproof_study::Error>(())
//! ```

mod error;
mod plan;
mod folder;
mod sums;
mod ran;
mod run;
mod compare;
mod readme;

pub use self::compare::{Compared, Verdict, compare};
pub use self::error::Error;
pub use self::plan::{Plan, Step};
pub use self::ran::Ran;
pub use self::run::run;

/// The file with the plan.
pub const PLAN: &str = "study.toml";
/// The files that a run makes beside what its steps write.
const MADE: [&str; 3] = ["README.md", "CITATION.cff", "SHA256SUMS"];

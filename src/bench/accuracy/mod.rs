//! How far the answers of solvers are from the truth: solver x instance x setting, judged exactly.
//!
//! ```text
//! family     general LPs by difficulty        mechanism  LPs of mechanism design by size
//! problem    a model file and its verified truth
//! grade      what an answer is worth          said       how an oracle ended
//! row        the same as a row of results     summary    tables
//! questions  which problems, whom, and how
//! run        asks, and keeps the rows         compare    two lists of rows
//! shrink     the least LP on which a solver is still wrong
//! findings   what solvers say that is false, as minimal models
//! ```
//!
//! An instance is the bytes of a model file: what the solver reads, what is verified, and what its hash names.
//! `docs/accuracy.md` says how and why.

pub mod family;
pub mod mechanism;
pub mod problem;
pub mod grade;
pub mod said;
pub mod row;
pub mod summary;
pub mod questions;
pub mod run;
pub mod compare;
pub mod shrink;
pub mod findings;

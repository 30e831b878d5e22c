//! Exact optima of redistributive mechanism design.
//!
//! The module list is the pipeline; a module uses only earlier ones:
//!
//! instance -> discretize -> finite -> formulate -> lp -> solve | ironing -> certificate -> crosscheck
//!
//! `docs/model.md` fixes the mathematics, `docs/formats.md` the files, `ARCHITECTURE.md` the code map.

pub mod rational;
pub mod scale;
pub mod finite;
pub mod instance;
pub mod discretize;

//! The two checkers once more, written plainly from the definitions, and a campaign against them.
//!
//! number -> instance, certificate -> [`mechanism`]
//! number -> statement, claim      -> [`lp`]
//!
//! What would one write if speed did not matter? That is what stands here: one contract per type,
//! all K (K - 1) incentive rows, dense vectors, plain rationals of another library. It shares
//! no code with the trusted crates, only the pages `docs/model.md`, `docs/formats.md` and
//! `docs/models.md`.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod refusal;
pub mod number;
pub mod json;
mod fields;
pub mod side;
pub mod instance;
pub mod certificate;
pub mod mechanism;
pub mod columns;
pub mod statement;
pub mod claim;
pub mod basis;
pub mod lp;
pub mod random;
pub mod seeds;
pub mod mutate;
pub mod verdict;
pub mod campaign;
pub mod table;

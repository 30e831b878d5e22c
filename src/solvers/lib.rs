//! Float LP solvers: each behind a feature, all behind one function, in this process or in one of their own.
//!
//! Nothing here is believed: `ironproof_answer::judge` says what an answer is worth.

#![cfg_attr(
    not(all(
        feature = "highs",
        feature = "good_lp",
        feature = "minilp",
        feature = "microlp",
        feature = "clarabel"
    )),
    allow(dead_code, reason = "what only a solver needs that is left out")
)]

#[expect(
    clippy::float_arithmetic,
    reason = "float solvers; the judgement of their answers is exact"
)]
pub mod solve;
#[expect(clippy::float_arithmetic, reason = "limits and times are floats")]
pub mod oracle;

//! Float LP solvers: each behind a feature, all behind one function, in this process or in one of their own.
//!
//! Nothing here is believed: `ironproof_answer::judge` says what an answer is worth.
//!
//! ```
//! const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
//! use ironproof_linear::{ModelFormat, Readings, read_model};
//!
//! let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
//! // HiGHS suggests a basis; the proof is exact.
//! let report = ironproof_proof::prove(&lp, &ironproof_solvers::solve::bases, 10.0);
//! assert_eq!(report.proof().and_then(|proof| proof.value()), Some(&1.into()));
//! # Ok::<(), ironproof_linear::ReadError>(())
//! ```

#![cfg_attr(
    not(feature = "default"),
    allow(dead_code, reason = "what only a solver needs that may be left out")
)]

#[expect(
    clippy::float_arithmetic,
    reason = "float solvers; the judgement of their answers is exact"
)]
pub mod solve;
pub mod process;
#[expect(clippy::float_arithmetic, reason = "limits and times are floats")]
pub mod oracle;

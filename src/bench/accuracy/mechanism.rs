//! Mechanism design as a family: every formulation, several shapes and sizes; difficulty is the number of types.
//!
//! The optimum is known at any size: ironing finds it and the independent verifier proves it. Sizes are such
//! that all numbers are decimals, so the model file is the LP as it stands.

use crate::bench::family;
use crate::certificate;
use crate::finite;
use crate::formulate::{Formulation, Incentives, formulate};
use crate::lp::Lp;
use crate::rational::Rational;
use crate::verdict;

/// Quality levels.
const LEVELS: usize = 5;
/// Shapes of [`family`] whose numbers are decimals at the sizes below.
pub const SHAPES: [&str; 4] = ["smooth", "falling", "alternating", "ties"];
/// Types, in a quick run.
pub const QUICK: [u32; 1] = [10];
/// Types, in a full run.
pub const FULL: [u32; 4] = [10, 40, 100, 200];

/// The LP, and its optimum if the independent verifier proves it. `None` for an unknown shape.
pub fn lp(shape: &str, types: u32, formulation: Formulation) -> Option<(Lp, Option<Rational>)> {
    let types = usize::try_from(types).ok()?;
    let instance = family::instance(shape, types, 1, LEVELS)?;
    let lp = formulate(&instance, formulation, Incentives::Adjacent).ok()?;
    let certificate = certificate::write_text(&certificate::certify(&instance));
    let verdict = verdict::instance(&instance.name, &finite::to_json(&instance), &certificate);
    Some((lp, verdict.ok().and_then(|verified| verified.value().cloned())))
}

//! Mechanism design as a family: every formulation, several shapes and sizes; difficulty is the number of types.
//!
//! The optimum is known at any size: ironing finds it and the independent checker accepts it. Sizes are such
//! that all numbers are decimals, so the model file is the LP as it stands.

use crate::family;
use ironproof_instance::finite;
use ironproof_ironing::certificate;
use ironproof_linear::Lp;
use ironproof_linear::formulate::{Formulation, Incentives, formulate};
use ironproof_verdict as verdict;
use ironproof_verdict::Verified;

/// Quality levels.
const LEVELS: usize = 5;
/// Shapes of [`family`] whose numbers are decimals at the sizes below.
pub const SHAPES: [&str; 4] = ["smooth", "falling", "alternating", "ties"];
/// Types, in a quick run.
pub const QUICK: [u32; 1] = [10];
/// Types, in a full run.
pub const FULL: [u32; 4] = [10, 40, 100, 200];

/// An LP of mechanism design, and what is known about it.
pub struct Made {
    /// The LP.
    pub lp: Lp,
    /// Its optimum, if the independent checker accepts it.
    pub known: Option<Verified>,
    /// The columns that are payments; none where payments are rows.
    pub payments: Vec<usize>,
}

/// Makes an LP. `None` for an unknown shape.
pub fn lp(shape: &str, types: u32, formulation: Formulation) -> Option<Made> {
    let types = usize::try_from(types).ok()?;
    let instance = family::instance(shape, types, 1, LEVELS)?;
    let lp = formulate(&instance, formulation, Incentives::Adjacent).ok()?;
    let certificate = certificate::certify(&instance);
    let text = certificate::write_text(&certificate);
    let known = verdict::instance(&instance.name, &finite::to_json(&instance), &text).ok();
    let payments = match formulation {
        // Money is utilities: a payment is a row.
        Formulation::Utility => Vec::new(),
        // Payments are the last columns, one per type.
        Formulation::Gamma | Formulation::Mass | Formulation::Reduced => {
            (lp.columns.len() - instance.n_types()..lp.columns.len()).collect()
        }
    };
    Some(Made { lp, known, payments })
}

//! In place of a solver that this program was built without.

use ironproof_answer::{Answer, Failure};

use crate::solve::SolveConfig;
use crate::solve::float_lp::FloatLp;

/// Says so.
pub(super) fn solve(_: &FloatLp, config: &SolveConfig) -> Answer {
    Failure::NotBuilt(config.solver.name()).into()
}

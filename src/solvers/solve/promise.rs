//! What each solver promises, and where it is asked.

use crate::solve::Solver;

impl Solver {
    /// Whether the solver is only asked on small LPs: PDLP is a hundred times slower than simplex on
    /// these, and the two pure-Rust solvers have no way to stop early.
    pub fn is_small_only(self) -> bool {
        matches!(self, Self::HighsPdlp | Self::Minilp | Self::Microlp)
    }

    /// The relative error up to which an objective agrees, and the absolute violation that a point may
    /// have: what the solver promises by default, with a factor of ten for rows that it scaled.
    pub fn promise(self) -> (f64, f64) {
        match self {
            Self::HighsSimplex | Self::HighsIpm | Self::GoodLp => (1e-7, 1e-6),
            Self::HighsIpmNoCrossover | Self::Minilp | Self::Microlp => (1e-6, 1e-5),
            // These stop at residuals relative to the norms of whole vectors.
            Self::HighsPdlp | Self::Clarabel => (1e-4, 1e-3),
        }
    }
}

//! What `certify` found, and what it took.

use crate::exact::proof::{Bounds, Proof};
use crate::solve::Basis;

/// What was found and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The verdict.
    pub outcome: Outcome,
    /// The basis of a proved optimum.
    pub basis: Option<Basis>,
    /// What it took.
    pub effort: Effort,
}

/// A verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Proved.
    Proved(Box<Proof>),
    /// The time limit came first, and this is proved so far.
    Bounded(Box<Bounds>),
}

/// How hard it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effort {
    /// What the float solver said first.
    pub float_status: &'static str,
    /// The rung that ended in the proof.
    pub rung: Option<Rung>,
    /// Bases that were checked exactly and refuted.
    pub n_refuted: usize,
    /// Rounds of refinement.
    pub n_refinements: usize,
    /// Pivots of the exact simplex.
    pub n_pivots: usize,
    /// Time in the float solver, in milliseconds.
    pub float_ms: u128,
}

/// A rung of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Bounds that are crossed: nothing to solve.
    Crossed,
    /// The first basis.
    Basis,
    /// The basis at the least tolerances.
    Tight,
    /// Refinement.
    Refined,
    /// Exact simplex.
    Pivots,
    /// A rounded ray of the float solver.
    Ray,
    /// The elastic LP.
    Elastic,
    /// The recession LP.
    Recession,
    /// Bounds from both sides that meet.
    Bounds,
}

impl Rung {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crossed => "crossed bounds",
            Self::Basis => "first basis",
            Self::Tight => "tight basis",
            Self::Refined => "refined basis",
            Self::Pivots => "exact pivots",
            Self::Ray => "rounded ray",
            Self::Elastic => "elastic LP",
            Self::Recession => "recession LP",
            Self::Bounds => "bounds that meet",
        }
    }
}

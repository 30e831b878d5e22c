//! What was found about an LP, and what it took.

use crate::proof::{Bounds, Proof};
use ironproof_answer::Basis;
use ironproof_linear::Lp;

/// What was found and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    outcome: Outcome,
    basis: Option<Basis>,
    effort: Effort,
}

/// A verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Proved.
    Proved(Box<Proof>),
    /// The time limit came first, and this is proved so far.
    Bounded(Box<Bounds>),
}

impl Report {
    /// `basis` is that of a proved optimum.
    pub(super) fn new(outcome: Outcome, basis: Option<Basis>, effort: Effort) -> Self {
        Self { outcome, basis, effort }
    }

    /// Proved elsewhere, by so many exact pivots and no float solver.
    pub fn pivoted(proof: Proof, basis: Option<Basis>, n_pivots: usize) -> Self {
        let effort = Effort { rung: Some(Rung::Pivots), n_pivots, ..Effort::none() };
        Self::new(Outcome::Proved(Box::new(proof)), basis, effort)
    }

    /// What was found.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The proof, if there is one.
    pub fn proof(&self) -> Option<&Proof> {
        if let Outcome::Proved(proof) = &self.outcome { Some(proof) } else { None }
    }

    /// The bounds, if the time limit came first.
    pub fn bounds(&self) -> Option<&Bounds> {
        if let Outcome::Bounded(bounds) = &self.outcome { Some(bounds) } else { None }
    }

    /// The basis of a proved optimum.
    pub fn basis(&self) -> Option<&Basis> {
        self.basis.as_ref()
    }

    /// What it took.
    pub fn effort(&self) -> &Effort {
        &self.effort
    }

    /// With bounds of another origin, on the optimum of the same LP. Bounds that meet prove it.
    pub fn with_bounds(mut self, lp: &Lp, other: &Bounds) -> Self {
        let Outcome::Bounded(bounds) = &mut self.outcome else { return self };
        **bounds = bounds.or(other, lp.maximize);
        if let Some(proof) = bounds.optimum(lp) {
            self.outcome = Outcome::Proved(Box::new(proof));
            self.effort.rung = Some(Rung::Bounds);
        }
        self
    }
}

/// How hard it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effort {
    /// What the float solver said first: a word of `ironproof_answer::Status::name`, or `not asked` if bounds are
    /// crossed, or `not built` if there is no solver.
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

impl Effort {
    /// Nothing was done yet.
    pub(super) fn none() -> Self {
        Self {
            float_status: "not asked",
            rung: None,
            n_refuted: 0,
            n_refinements: 0,
            n_pivots: 0,
            float_ms: 0,
        }
    }
}

/// A rung of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Bounds that are crossed: nothing to solve.
    Crossed,
    /// The basis that was given.
    Given,
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
    /// Bounds that follow from rows one by one, until two contradict each other.
    Propagation,
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
            Self::Given => "given basis",
            Self::Basis => "first basis",
            Self::Tight => "tight basis",
            Self::Refined => "refined basis",
            Self::Pivots => "exact pivots",
            Self::Ray => "rounded ray",
            Self::Propagation => "bound propagation",
            Self::Elastic => "elastic LP",
            Self::Recession => "recession LP",
            Self::Bounds => "bounds that meet",
        }
    }
}

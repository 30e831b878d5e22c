//! The optimal face, and the directions that lead from a point into the feasible set.
//!
//! ```text
//! face    the LP, with each row and column at the bound that its nonzero multiplier or reduced cost names
//! cone    the LP of directions d:  0 <= d where the point is at a lower bound,  d <= 0 at an upper one
//! ```
//!
//! By complementarity the points of the face are the optima, whichever optimal multipliers are taken. Both have the matrix of
//! the LP, so one follows from the other in few pivots.

use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::Rational;
use ironproof_proof::Evidence;

use crate::solver::Solved;
use crate::variable::{bind, bounds, reduced_costs, values};

/// An optimum as fractions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Optimum {
    pub(super) point: Vec<Rational>,
    pub(super) multipliers: Vec<Rational>,
    pub(super) value: Rational,
}

impl Optimum {
    /// `None` if something else is proved.
    pub(super) fn of(solved: &Solved) -> Option<Self> {
        let Evidence::Optimal { point, multipliers, value } = solved.proof().evidence() else {
            return None;
        };
        let (point, multipliers) = (fractions(point), fractions(multipliers));
        Some(Self { point, multipliers, value: value.clone() })
    }
}

/// The entries of a vector.
pub(super) fn fractions(vector: &Vector) -> Vec<Rational> {
    vector.entries().collect()
}

/// The optimal face, as an LP without objective, for minimization.
pub(super) fn face(lp: &Lp, multipliers: &[Rational]) -> Lp {
    let mut face = lp.clone();
    face.columns.iter_mut().for_each(|column| column.objective = Rational::ZERO);
    (face.offset, face.maximize) = (Rational::ZERO, false);
    for (variable, z) in reduced_costs(lp, multipliers).iter().enumerate() {
        if !z.is_zero() {
            let (lower, upper) = bounds(lp, variable);
            let at = if Rational::ZERO < *z { lower } else { upper }.cloned();
            bind(&mut face, variable, at.clone(), at);
        }
    }
    face
}

/// The cone of directions at a feasible point, with the objective of the LP.
pub(super) fn cone(lp: &Lp, point: &[Rational]) -> Lp {
    let mut cone = lp.clone();
    cone.offset = Rational::ZERO;
    for (variable, value) in values(lp, point).iter().enumerate() {
        let (lower, upper) = bounds(lp, variable);
        let side = |bound: Option<&Rational>| (bound == Some(value)).then_some(Rational::ZERO);
        bind(&mut cone, variable, side(lower), side(upper));
    }
    cone
}

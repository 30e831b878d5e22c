//! What is proved about an LP, in the terms of the LP.
//!
//! ```text
//! optimal     a feasible x, and multipliers y whose bound (weak duality) is the objective of x
//! infeasible  y that combine the rows to a contradiction, or a row or column with lower > upper
//! unbounded   a feasible x, and a direction d in which no bound stops and the objective improves
//! ```
//!
//! [`Evidence`] is what anybody may claim. A [`Proof`] is evidence that [`ironproof_linear::duality`] checked against
//! the LP, and there is no other way to make one. That is *exact*, in the words of `verdict`; *verified* is what the
//! independent checker accepts, from the file.

use ironproof_linear::duality::{
    NotProved, Vector, check_feasible, check_infeasible, check_unbounded, dual_bound, objective,
    optimum,
};
use ironproof_linear::{Column, Lp, Row};
use ironproof_number::IBig;
use ironproof_number::rational::Rational;

/// What is claimed to prove a verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// An optimum.
    Optimal {
        /// One value per column.
        point: Vector,
        /// One multiplier per row.
        multipliers: Vector,
        /// The optimum.
        value: Rational,
    },
    /// No point is feasible.
    Infeasible {
        /// One multiplier per row.
        multipliers: Vec<IBig>,
    },
    /// No point is feasible: the bounds of this column are crossed.
    CrossedColumn(usize),
    /// No point is feasible: the bounds of this row are crossed.
    CrossedRow(usize),
    /// The objective has no bound.
    Unbounded {
        /// A feasible point.
        point: Vector,
        /// A direction.
        ray: Vec<IBig>,
    },
}

/// Evidence that holds for the LP that it was checked against.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof(Evidence);

/// Bounds on the optimum, and what proves them. Without a point the LP may be infeasible, and without
/// multipliers unbounded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    lower: Option<Rational>,
    upper: Option<Rational>,
    /// Feasible: for min its objective is `upper`, for max `lower`.
    point: Option<Vector>,
    /// Their bound is the other one.
    multipliers: Option<Vector>,
}

impl Bounds {
    /// The bounds that the point and the multipliers prove; what proves nothing is left out.
    pub fn new(lp: &Lp, point: Option<Vector>, multipliers: Option<Vector>) -> Self {
        let point = point.filter(|point| check_feasible(lp, point).is_ok());
        let inner = point.as_ref().map(|point| objective(lp, point));
        let outer = multipliers.as_ref().and_then(|multipliers| dual_bound(lp, multipliers).ok());
        let multipliers = multipliers.filter(|_| outer.is_some());
        let (lower, upper) = if lp.maximize { (inner, outer) } else { (outer, inner) };
        Self { lower, upper, point, multipliers }
    }

    /// The better of both on each side.
    pub fn or(&self, other: &Self, maximize: bool) -> Self {
        let (mine, its) = (self, other);
        let is_lower = |a: &Option<Rational>, b: &Option<Rational>| {
            b.is_none() || matches!((a, b), (Some(a), Some(b)) if b <= a)
        };
        let is_upper = |a: &Option<Rational>, b: &Option<Rational>| {
            b.is_none() || matches!((a, b), (Some(a), Some(b)) if a <= b)
        };
        let low = if is_lower(&mine.lower, &its.lower) { mine } else { its };
        let high = if is_upper(&mine.upper, &its.upper) { mine } else { its };
        let (inner, outer) = if maximize { (low, high) } else { (high, low) };
        Self {
            lower: low.lower.clone(),
            upper: high.upper.clone(),
            point: inner.point.clone(),
            multipliers: outer.multipliers.clone(),
        }
    }

    /// Bounds that meet prove the optimum of `lp`.
    pub fn optimum(&self, lp: &Lp) -> Option<Proof> {
        let value = self.lower.clone().filter(|lower| Some(lower) == self.upper.as_ref())?;
        let (point, multipliers) = (self.point.clone()?, self.multipliers.clone()?);
        Proof::new(lp, Evidence::Optimal { point, multipliers, value })
    }

    /// The optimum is at least this.
    pub fn lower(&self) -> Option<&Rational> {
        self.lower.as_ref()
    }

    /// The optimum is at most this.
    pub fn upper(&self) -> Option<&Rational> {
        self.upper.as_ref()
    }

    /// A feasible point: for min its objective is the upper bound, for max the lower one.
    pub fn point(&self) -> Option<&Vector> {
        self.point.as_ref()
    }

    /// Multipliers: their bound is the other one.
    pub fn multipliers(&self) -> Option<&Vector> {
        self.multipliers.as_ref()
    }

    /// The bound that multipliers prove: from below for min, from above for max.
    pub fn outer(&self, maximize: bool) -> Option<&Rational> {
        if maximize { self.upper() } else { self.lower() }
    }

    /// Nothing is proved.
    pub fn is_empty(&self) -> bool {
        self.lower.is_none() && self.upper.is_none()
    }
}

impl Proof {
    /// Infeasible, by the bounds of one column or row alone.
    pub(super) fn crossed_bounds(lp: &Lp) -> Option<Self> {
        let column = lp.columns.iter().position(Column::is_crossed);
        let row = || lp.rows.iter().position(Row::is_crossed);
        let evidence =
            column.map(Evidence::CrossedColumn).or_else(|| row().map(Evidence::CrossedRow));
        Self::new(lp, evidence?)
    }

    /// The proof, if the evidence holds for this LP.
    pub fn new(lp: &Lp, evidence: Evidence) -> Option<Self> {
        evidence.check(lp).ok().map(|()| Self(evidence))
    }

    /// The proof that the point is optimal, if the multipliers show it.
    pub fn optimal(lp: &Lp, point: Vector, multipliers: Vector) -> Option<Self> {
        let value = optimum(lp, &point, &multipliers).ok()?;
        Some(Self(Evidence::Optimal { point, multipliers, value }))
    }

    /// What proves it.
    pub fn evidence(&self) -> &Evidence {
        &self.0
    }

    /// The same, for good.
    pub(super) fn into_evidence(self) -> Evidence {
        self.0
    }

    /// `optimal`, `infeasible` or `unbounded`.
    pub fn status(&self) -> &'static str {
        match self.0 {
            Evidence::Optimal { .. } => "optimal",
            Evidence::Infeasible { .. } | Evidence::CrossedColumn(_) | Evidence::CrossedRow(_) => {
                "infeasible"
            }
            Evidence::Unbounded { .. } => "unbounded",
        }
    }

    /// The optimum.
    pub fn value(&self) -> Option<&Rational> {
        if let Evidence::Optimal { value, .. } = &self.0 { Some(value) } else { None }
    }
}

impl Evidence {
    /// Whether it proves what it claims about `lp`.
    ///
    /// # Errors
    /// [`NotProved`] names the first condition that fails.
    pub fn check(&self, lp: &Lp) -> Result<(), NotProved> {
        let so = |is_so: bool, otherwise| if is_so { Ok(()) } else { Err(otherwise) };
        match self {
            Self::Optimal { point, multipliers, value } => {
                so(optimum(lp, point, multipliers)? == *value, NotProved::Gap)
            }
            Self::Infeasible { multipliers } => check_infeasible(lp, multipliers),
            Self::CrossedColumn(j) => {
                so(lp.columns.get(*j).is_some_and(Column::is_crossed), NotProved::NotCrossed)
            }
            Self::CrossedRow(i) => {
                so(lp.rows.get(*i).is_some_and(Row::is_crossed), NotProved::NotCrossed)
            }
            Self::Unbounded { point, ray } => check_unbounded(lp, point, ray),
        }
    }
}
